//! Zip archives: what is in them, and whether they may be unpacked.
//!
//! Every entry is inflated once and counted, a buffer at a time: what a header claims is not believed. What the
//! workbook reader would allocate on a claim alone is looked for on the way.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use memchr::memmem::Finder;
use rayon::prelude::*;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::content::Content;
use super::file::Refused;
use super::{Limits, binary, opendocument};
use crate::diagnostic::Kind;

/// An office file has a few dozen entries; thousands of sheets and pictures still fit.
const MOST_ENTRIES: usize = 65_536;
/// Shared strings that a workbook may announce; the reader reserves room for them unseen.
const MOST_STRINGS: u64 = 20_000_000;
/// Bytes of a part that is held in memory as a whole, and of the texts that cells share.
const LARGEST_PART: u64 = 128 << 20;
/// Bytes of styles, relations and the like, of which a reader makes eight times as much.
const LARGEST_OTHER: u64 = 24 << 20;
const SHARED_TEXTS: u64 = 160 << 20;
/// Bytes that a shared text takes beside itself.
const SHARED_TEXT: u64 = 40;
const BUFFER: usize = 64 << 10;

/// What is looked for in the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Merged areas.
    Merges,
    /// The announced number of shared texts.
    Announced,
    /// A shared text.
    Text,
    /// A cell that names one by its number, as all programs known to us write it.
    Named,
}

impl Mark {
    fn word(self) -> &'static str {
        match self {
            Self::Merges => "mergeCell",
            Self::Announced => "uniqueCount",
            Self::Text => "<si",
            Self::Named => "t=\"s\"><v>",
        }
    }
}

/// What the workbook reader does not tell about an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Archive {
    /// Some sheet has merged cells.
    pub merges: bool,
    /// Parts that cannot be inflated or whose checksum is wrong.
    pub damaged: Vec<String>,
    /// Cells of a binary workbook whose formula gives an error; the reader passes over them.
    pub failed_formulas: usize,
    /// The binary workbook with its cells in the form that the reader knows, where some are not.
    pub rewritten: Option<Vec<u8>>,
}

/// Tells which spreadsheet it is, and refuses other archives, encryption, and what expands past the bound.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Content, Refused> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("its directory"))?;
    if zip.len() > MOST_ENTRIES {
        return Err(Refused::too_large(format!("the archive has {} entries", zip.len())));
    }
    claims(&mut zip, bytes, limits)?;
    let names: Vec<String> =
        zip.file_names().map(|name| name.map(Cow::into_owned).unwrap_or_default()).collect();
    let has = |name: &str| names.iter().any(|n| n.replace('\\', "/").eq_ignore_ascii_case(name));
    let ods = has("content.xml") && has("mimetype");
    let mut archive = Archive::default();
    // One more than may be unpacked: where nothing is left, it was too much.
    let left = AtomicU64::new(limits.unpacked_bytes.saturating_add(1));
    let mut text = Vec::new();
    let mut rewritten = BTreeMap::new();
    // Parts that are only looked at, on all threads; of those that are held as a whole, one at a time.
    let held = |name: &str| binary::holds_cells(name) || (ods && name == "content.xml");
    let survey = |zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize, keep: Option<&mut Vec<u8>>| {
        survey(zip, index, keep, &left, limits)
    };
    let looked_at: Vec<_> = names
        .par_iter()
        .enumerate()
        .map(|(index, name)| if held(name) { None } else { Some(survey(&mut zip.clone(), index, None)) })
        .collect();
    for ((index, name), looked_at) in names.iter().enumerate().zip(looked_at) {
        let seen = match looked_at {
            Some(seen) => seen,
            None => survey(&mut zip, index, Some(&mut text)),
        };
        // Which part went past the bound depends on the threads; that one did, does not.
        if left.load(Ordering::Relaxed) == 0 {
            return Err(past(limits));
        }
        let seen = seen?;
        archive.merges |= seen.merges;
        let mut sound = seen.sound;
        if binary::holds_cells(name) {
            if sound {
                let checked = binary::check(&text)?;
                archive.failed_formulas += checked.failed;
                rewritten.extend(checked.rewritten.map(|part| (index, part)));
                sound = checked.whole;
            }
            text = Vec::new();
        }
        if !sound {
            archive.damaged.push(name.clone());
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
        archive.rewritten = rewrite(&mut zip, &rewritten)?;
        Ok(Content::Xlsb(archive))
    } else if has("xl/workbook.xml") || (has("[Content_Types].xml") && has("workbook.xml")) {
        Ok(Content::Xlsx(archive))
    } else if names.iter().any(|name| name.starts_with("xl/")) {
        Err(damaged("its part `xl/workbook.xml` is not there, so that its sheets"))
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

/// Refuses what the directory alone gives away, before anything is inflated: honest claims past the bound, bodies
/// that several entries share, and a name that stands for two parts, of which readers take one or the other.
fn claims(zip: &mut ZipArchive<Cursor<&[u8]>>, bytes: &[u8], limits: &Limits) -> Result<(), Refused> {
    let mut claimed = 0_u64;
    let mut packed = 0_u64;
    for index in 0..zip.len() {
        let Ok(entry) = zip.by_index_raw(index) else { continue };
        packed = packed.saturating_add(entry.compressed_size());
        // No stream of this method gives more than 1032 times its bytes; a larger claim is a lie, and is counted.
        let most = entry.compressed_size().saturating_mul(1040);
        claimed = claimed.saturating_add(entry.size().min(most));
    }
    if claimed > limits.unpacked_bytes {
        return Err(past(limits));
    }
    if packed > bytes.len() as u64 || zip.has_overlapping_files().unwrap_or(false) {
        return Err(damaged("its parts lie over each other, as in an archive that is made to expand, and"));
    }
    if listed(bytes).is_some_and(|listed| listed != zip.len()) {
        return Err(damaged("its directory names one part twice, and"));
    }
    Ok(())
}

/// The number of entries that the archive's last record states; `None` where it stands elsewhere (zip64).
fn listed(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..)?;
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    let count = count.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte));
    (count != 0xFFFF).then_some(count)
}

fn past(limits: &Limits) -> Refused {
    let mib = limits.unpacked_bytes >> 20;
    Refused::too_large(format!("the archive unpacks to more than the bound of {mib} MiB"))
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

/// What was seen of a part.
struct Seen {
    /// It has merged areas.
    merges: bool,
    /// It can be inflated, and is what it says.
    sound: bool,
}

/// Inflates a part and looks at it.
fn survey(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    keep: Option<&mut Vec<u8>>,
    left: &AtomicU64,
    limits: &Limits,
) -> Result<Seen, Refused> {
    match zip.by_index(index) {
        Ok(entry) => {
            let name = entry.name().map(Cow::into_owned).unwrap_or_default();
            let mut part = Part::new(&name, limits);
            let sound = unpack(entry, left, keep, &mut part, limits)?;
            Ok(Seen { merges: part.merges, sound })
        }
        Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
            Err(Refused::password())
        }
        Err(_) => Ok(Seen { merges: false, sound: false }),
    }
}

/// Takes bytes off what is left; `false` where nothing is left then, nor ever will be.
fn take(left: &AtomicU64, bytes: u64) -> bool {
    let less = |left: u64| Some(left.saturating_sub(bytes));
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok_and(|left| left > bytes)
}

/// Inflates an entry; `false` where that fails. `left` is what may still be unpacked of the whole archive, and one more.
fn unpack(
    mut entry: impl Read,
    left: &AtomicU64,
    mut keep: Option<&mut Vec<u8>>,
    part: &mut Part,
    limits: &Limits,
) -> Result<bool, Refused> {
    let mut buffer = vec![0; BUFFER + OVERLAP];
    let (mut carried, mut bytes) = (0, 0_u64);
    loop {
        let Ok(count) = entry.read(buffer.get_mut(carried..).unwrap_or_default()) else { return Ok(false) };
        if !take(left, count as u64) {
            return Err(past(limits));
        }
        bytes += count as u64;
        if bytes > part.most {
            let mib = part.most >> 20;
            return Err(Refused::too_large(format!("a part of the workbook has more than {mib} MiB")));
        }
        let end = carried + count;
        let seen = buffer.get(..end).unwrap_or_default();
        if let Some(keep) = &mut keep {
            keep.extend_from_slice(seen.get(carried..).unwrap_or_default());
        }
        part.look(seen, carried, count == 0)?;
        if count == 0 {
            return Ok(part.sound);
        }
        // A word may lie across two buffers.
        carried = end.min(OVERLAP);
        buffer.copy_within(end - carried..end, 0);
    }
}

/// Bytes that are looked at again with the next ones, and how near the end a word is left for then, so that what
/// follows it can be read.
const OVERLAP: usize = 64;
const AHEAD: usize = 32;

/// What is seen of a part while it is inflated.
struct Part {
    /// What is looked for in it. One after the other: each is found many times as fast as all of them together.
    marks: Vec<(Mark, Finder<'static>)>,
    merges: bool,
    /// Most bytes of it.
    most: u64,
    /// Whether it holds the texts that cells share.
    texts: bool,
    /// Bytes that the shared texts take.
    shared: u64,
    sound: bool,
}

impl Part {
    fn new(name: &str, limits: &Limits) -> Self {
        let name = name.to_lowercase();
        let (texts, sheet) = (name.contains("sharedstrings"), name.contains("worksheets/"));
        let cells = sheet && name.ends_with(".xml");
        // Pictures and the like are counted and dropped; what a reader holds as a whole is bound.
        let held = !cells && (name.ends_with(".xml") || name.ends_with(".bin") || name.ends_with(".rels"));
        let most = match (held, texts || sheet || name == "content.xml") {
            (true, true) => LARGEST_PART,
            (true, false) => LARGEST_OTHER,
            (false, _) => limits.unpacked_bytes,
        };
        let wanted = [Mark::Merges, Mark::Announced].into_iter();
        let wanted = wanted.chain(texts.then_some(Mark::Text)).chain(cells.then_some(Mark::Named));
        let marks = wanted.map(|mark| (mark, Finder::new(mark.word()))).collect();
        Self { marks, merges: false, most, texts, shared: 0, sound: true }
    }

    /// Looks at each word once. The first `carried` bytes were seen before.
    fn look(&mut self, seen: &[u8], carried: usize, last: bool) -> Result<(), Refused> {
        let from = carried.saturating_sub(AHEAD);
        let to = if last { seen.len() } else { seen.len().saturating_sub(AHEAD) };
        for (mark, finder) in &self.marks {
            let ends = finder.find_iter(seen).map(|start| start + mark.word().len());
            for end in ends.filter(|end| *end > from && *end <= to) {
                let rest = seen.get(end..).unwrap_or_default();
                match mark {
                    Mark::Merges => self.merges = true,
                    Mark::Announced if announced(rest) > MOST_STRINGS => {
                        return Err(Refused::too_large("the workbook announces more texts than it can hold"));
                    }
                    Mark::Announced => {}
                    Mark::Text => self.shared += SHARED_TEXT,
                    // The reader takes what is no number for 0, which is another text.
                    Mark::Named if !is_number(rest) => self.sound = false,
                    Mark::Named => {}
                }
            }
        }
        if self.texts {
            self.shared += (seen.len() - carried) as u64;
            if self.shared > SHARED_TEXTS {
                let mib = SHARED_TEXTS >> 20;
                return Err(Refused::too_large(format!("its texts take more than {mib} MiB")));
            }
        }
        Ok(())
    }
}

/// The archive with some of its parts replaced; `None` where there is nothing to replace.
fn rewrite(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    parts: &BTreeMap<usize, Vec<u8>>,
) -> Result<Option<Vec<u8>>, Refused> {
    if parts.is_empty() {
        return Ok(None);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |_: &dyn std::fmt::Display| damaged("its directory");
    for index in 0..zip.len() {
        let entry = zip.by_index_raw(index).map_err(|why| failed(&why))?;
        if let Some(part) = parts.get(&index) {
            let name = entry.name().map(Cow::into_owned).unwrap_or_default();
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            writer.start_file(name, options).map_err(|why| failed(&why))?;
            writer.write_all(part).map_err(|why| failed(&why))?;
        } else {
            writer.raw_copy_file(entry).map_err(|why| failed(&why))?;
        }
    }
    writer.finish().map(|bytes| Some(bytes.into_inner())).map_err(|why| failed(&why))
}

/// Whether digits stand before the next tag, or nothing.
fn is_number(rest: &[u8]) -> bool {
    let end = rest.iter().position(|b| *b == b'<').unwrap_or(rest.len());
    end <= 10 && rest.get(..end).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
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
