//! Zip archives: what is in them, and whether they may be unpacked.
//!
//! Every entry is inflated once and counted, a buffer at a time: what a header claims is not believed. What the
//! workbook reader would allocate on a claim alone is looked for on the way.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use aho_corasick::AhoCorasick;
use zip::ZipArchive;
use zip::result::ZipError;

use super::content::Content;
use super::file::Refused;
use super::{Limits, opendocument};
use crate::diagnostic::Kind;

/// An office file has a few dozen entries; thousands of sheets and pictures still fit.
const MOST_ENTRIES: usize = 65_536;
/// Shared strings that a workbook may announce; the reader reserves room for them unseen.
const MOST_STRINGS: u64 = 20_000_000;
const BUFFER: usize = 64 << 10;

/// What the workbook reader does not tell about an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Archive {
    /// Some sheet has merged cells.
    pub merges: bool,
    /// Parts that cannot be inflated or whose checksum is wrong.
    pub damaged: Vec<String>,
}

/// Tells which spreadsheet it is, and refuses other archives, encryption, and what expands past the bound.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Content, Refused> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("its directory"))?;
    if zip.len() > MOST_ENTRIES {
        return Err(Refused::too_large(format!("the archive has {} entries", zip.len())));
    }
    let names: Vec<String> =
        zip.file_names().map(|name| name.map(Cow::into_owned).unwrap_or_default()).collect();
    let has = |name: &str| names.iter().any(|n| n.replace('\\', "/").eq_ignore_ascii_case(name));
    let ods = has("content.xml") && has("mimetype");
    let words = AhoCorasick::new(["mergeCell", "uniqueCount"]).map_err(|why| {
        Refused::new(Kind::UnreadableFile, format!("the archive cannot be searched: {why}"), "")
    })?;
    let mut archive = Archive::default();
    let mut left = limits.unpacked_bytes;
    let mut text = Vec::new();
    for index in 0..zip.len() {
        match zip.by_index(index) {
            Ok(entry) => {
                let name = entry.name().map(Cow::into_owned).unwrap_or_default();
                let keep = (ods && name == "content.xml").then_some(&mut text);
                let sound = unpack(entry, &mut left, keep, &mut archive, &words, limits)?;
                if !sound {
                    archive.damaged.push(name);
                }
            }
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(Refused::password());
            }
            Err(_) => archive.damaged.push(names.get(index).cloned().unwrap_or_default()),
        }
    }
    if ods {
        return open_document(&mut zip, &text, &archive, limits);
    }
    archive.damaged.sort();
    let vital = ["sharedstrings", "workbook", "content_types", "styles", ".rels"];
    if let Some(part) = archive.damaged.iter().find(|p| vital.iter().any(|v| p.to_lowercase().contains(v))) {
        return Err(damaged(&format!("its part `{part}`")));
    }
    if has("xl/workbook.bin") {
        Ok(Content::Xlsb(archive))
    } else if has("xl/workbook.xml") || (has("[Content_Types].xml") && has("workbook.xml")) {
        Ok(Content::Xlsx(archive))
    } else if has("word/document.xml") {
        Err(Refused::unsupported("a Word document"))
    } else if has("ppt/presentation.xml") {
        Err(Refused::unsupported("a presentation"))
    } else if names.iter().any(|n| n.starts_with("Index/") && n.ends_with(".iwa")) {
        Err(Refused::unsupported("an Apple Numbers, Pages or Keynote document"))
    } else {
        Err(Refused::unsupported("an archive without a workbook"))
    }
}

fn open_document(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    content: &[u8],
    archive: &Archive,
    limits: &Limits,
) -> Result<Content, Refused> {
    let mut part = |name: &str| {
        let mut text = String::new();
        let read = zip.by_name(name).ok()?.take(1 << 20).read_to_string(&mut text);
        read.ok().map(|_| text)
    };
    if part("META-INF/manifest.xml").is_some_and(|manifest| manifest.contains(":encryption-data")) {
        return Err(Refused::password());
    }
    if part("mimetype").is_none_or(|kind| !kind.contains("opendocument.spreadsheet")) {
        return Err(Refused::unsupported("an OpenDocument file, but no spreadsheet"));
    }
    if let Some(part) = archive.damaged.iter().find(|part| part.ends_with(".xml")) {
        return Err(damaged(&format!("its part `{part}`")));
    }
    opendocument::check(content, limits).map(Content::Ods)
}

/// Inflates an entry; `false` where that fails. `left` is what may still be unpacked of the whole archive.
fn unpack(
    mut entry: impl Read,
    left: &mut u64,
    mut keep: Option<&mut Vec<u8>>,
    archive: &mut Archive,
    words: &AhoCorasick,
    limits: &Limits,
) -> Result<bool, Refused> {
    const OVERLAP: usize = 64;
    let mut buffer = vec![0; BUFFER + OVERLAP];
    let mut carried = 0;
    loop {
        let count = match entry.read(buffer.get_mut(carried..).unwrap_or_default()) {
            Ok(0) => return Ok(true),
            Ok(count) => count,
            Err(_) => return Ok(false),
        };
        *left = left.checked_sub(count as u64).ok_or_else(|| {
            Refused::too_large(format!("the archive unpacks to more than {} bytes", limits.unpacked_bytes))
        })?;
        let end = carried + count;
        let seen = buffer.get(..end).unwrap_or_default();
        if let Some(keep) = &mut keep {
            keep.extend_from_slice(seen.get(carried..).unwrap_or_default());
        }
        for found in words.find_iter(seen) {
            if found.pattern().as_usize() == 0 {
                archive.merges = true;
            } else if announced(seen.get(found.end()..).unwrap_or_default()) > MOST_STRINGS {
                return Err(Refused::too_large("the workbook announces more texts than it can hold"));
            }
        }
        // A word may lie across two buffers.
        carried = end.min(OVERLAP);
        buffer.copy_within(end - carried..end, 0);
    }
}

/// The number in `="..."`; 0 where none stands here.
fn announced(rest: &[u8]) -> u64 {
    let digits = rest.iter().skip_while(|b| !b.is_ascii_digit()).take_while(|b| b.is_ascii_digit());
    digits.fold(0, |number: u64, b| number.saturating_mul(10).saturating_add(u64::from(b - b'0')))
}

/// Where a word starts.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len().max(1)).position(|window| window == word)
}

/// The parts of an archive that was [inspected](inspect), to be read once more for what the workbook reader passes over.
pub(super) struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Places by name, in lower case and with `/`, as workbook readers look them up.
    places: BTreeMap<String, usize>,
}

impl<'a> Parts<'a> {
    /// The parts by name; of two alike the first.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut places = BTreeMap::new();
        for (place, name) in zip.file_names().enumerate().take(MOST_ENTRIES) {
            let name = name.map(Cow::into_owned).unwrap_or_default();
            places.entry(name.replace('\\', "/").to_lowercase()).or_insert(place);
        }
        Some(Self { zip, places })
    }

    /// The content of a part.
    pub(super) fn read<'p>(&'p mut self, name: &str) -> Option<impl Read + use<'a, 'p>> {
        let place = *self.places.get(&name.to_lowercase())?;
        self.zip.by_index(place).ok()
    }
}

fn damaged(what: &str) -> Refused {
    Refused::new(
        Kind::UnreadableFile,
        format!("the workbook is damaged or cut short: {what} cannot be read"),
        "copy or download it again, or open it in a spreadsheet program and save it",
    )
}
