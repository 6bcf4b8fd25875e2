//! What a file was made from, as a hash: equal means that making it again would give the same.
//!
//! Two questions, from cheap to exact. *The work*: have the inputs, templates, settings or the tool changed at all? If
//! not, nothing is even read. *A document*: would this report say anything else? It is put together, which is cheap, and
//! only set on pages, which is not, where it would.

use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::templates;
use crate::cli::{BuildOptions, Most, Previous};
use crate::read;
use crate::report::block::{Document, FontFiles, Logo, Sheet};
use crate::{BUILD, VERSION};

/// Hashes what is written to it.
struct Hashed(Sha256);

impl Hashed {
    fn new() -> Self {
        let mut hashed = Self(Sha256::new());
        hashed.part(VERSION.as_bytes());
        hashed.part(BUILD.as_bytes());
        hashed
    }

    /// Adds bytes with their length, so that two parts are not one.
    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Adds whatever a value's fields are.
    fn all_of(&mut self, value: &impl fmt::Debug) {
        // Writing to a hash does not fail.
        let _ = write!(self, "{value:?}");
        self.0.update([0]);
    }

    /// Adds a value by its own hash, which takes no text.
    fn hash_of(&mut self, value: &impl Hash) {
        let mut fed = Fed { hash: &mut self.0, waiting: [0; WAITING], filled: 0 };
        value.hash(&mut fed);
        fed.hand_on();
    }

    fn end(self) -> String {
        read::hexadecimal(&self.0.finalize())
    }
}

impl fmt::Write for Hashed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

/// Bytes that wait for others: a value is hashed in pieces of a few bytes, each of which would cost as much as a block.
const WAITING: usize = 1024;

/// Hands the bytes that a value's hash is made of to a hash that tells any two apart.
struct Fed<'a> {
    hash: &'a mut Sha256,
    waiting: [u8; WAITING],
    filled: usize,
}

impl Fed<'_> {
    fn hand_on(&mut self) {
        self.hash.update(self.waiting.get(..self.filled).unwrap_or_default());
        self.filled = 0;
    }
}

impl Hasher for Fed<'_> {
    fn write(&mut self, bytes: &[u8]) {
        if self.filled + bytes.len() > WAITING {
            self.hand_on();
        }
        match self.waiting.get_mut(self.filled..self.filled + bytes.len()) {
            Some(place) => {
                place.copy_from_slice(bytes);
                self.filled += bytes.len();
            }
            None => self.hash.update(bytes),
        }
    }

    /// Nobody asks: the hash is taken where the bytes went.
    fn finish(&self) -> u64 {
        0
    }
}

/// The hash of a page and its pictures and fonts, the same for all reports of a run.
pub(super) fn sheet(sheet: &Sheet) -> String {
    // Field by field: a new one that were forgotten here would not compile.
    let Sheet { width, height, margin_left, margin_right, margin_top, margin_bottom, accent, logo, fonts } =
        sheet;
    let mut hashed = Hashed::new();
    hashed.all_of(&(width, height, margin_left, margin_right, margin_top, margin_bottom, accent));
    if let Some(Logo { pixels, columns, rows, width, height, alt }) = logo {
        hashed.part(pixels);
        hashed.all_of(&(columns, rows, width, height, alt));
    }
    if let Some(FontFiles { regular, bold, italic, bold_italic, fallback }) = fonts {
        for font in [regular, bold, italic, bold_italic, fallback] {
            hashed.part(font.as_deref().unwrap_or_default());
        }
    }
    hashed.end()
}

/// The hash of a report before it is set on pages; `sheet` is that of its page.
pub(super) fn document(document: &Document, sheet: &str) -> String {
    let Document {
        title,
        subject,
        keywords,
        author,
        lang,
        date,
        running_head,
        running_foot,
        page_word,
        classification,
        sheet: _,
        blocks,
    } = document;
    let mut hashed = Hashed::new();
    hashed.part(sheet.as_bytes());
    hashed.hash_of(&(title, subject, keywords, author, lang, date));
    hashed.hash_of(&(running_head, running_foot, page_word, classification, blocks));
    hashed.end()
}

/// The hash of a text that a picture is drawn from.
pub(super) fn picture(svg: &str, ending: &str) -> String {
    let mut hashed = Hashed::new();
    hashed.part(ending.as_bytes());
    hashed.part(svg.as_bytes());
    hashed.end()
}

/// The hash of all that decides what a build writes, and the hash of each input by its name, as they are on disk now;
/// `None` where that cannot be told without doing the work.
pub(super) fn work(options: &BuildOptions) -> Option<(String, Vec<(String, String)>)> {
    let read = &options.read;
    let mut hashed = Hashed::new();
    let seen = read::fingerprint(read.asked())?;
    hashed.all_of(&seen);
    hashed.all_of(&templates::snapshot(&read.base, read.template.as_deref())?);
    let passages = options.passages.map(|Most(most)| most);
    // The year of a kept date decides where charts end.
    let date = if options.dating.keeps { options.dating.date.get(..4)? } else { &options.dating.date };
    hashed.all_of(&(&read.lang, read.editions, read.strict, date, options.dating.keeps));
    hashed.all_of(&(&options.reports, &options.formats, &options.charts, passages));
    match &options.previous {
        Previous::OutputFolder => hashed.part(b"folder"),
        Previous::Nothing => hashed.part(b"none"),
        Previous::File(path) => hashed.part(&std::fs::read(previous_file(path)).ok()?),
    }
    Some((hashed.end(), seen.files))
}

/// The coverage that a path given as an earlier run means.
pub(super) fn previous_file(path: &Path) -> std::path::PathBuf {
    if path.is_dir() { path.join("coverage.json") } else { path.to_owned() }
}
