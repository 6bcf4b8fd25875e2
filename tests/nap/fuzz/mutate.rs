//! Changes to inputs: bytes, words of a table or of XML, and parts of an archive with its checksums right again.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What breaks readers: bounds of numbers, marks of XML and CSV, characters that nobody sees.
const WORDS: &[&str] = &[
    "",
    "0",
    "-1",
    "1",
    "255",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "4294967295",
    "99999999999999999999",
    "1e999",
    "NaN",
    "A0",
    "XFD1048576",
    "ZZZZ9",
    "A1:XFD1048576",
    "<",
    ">",
    "/>",
    "</row>",
    "<row>",
    "<c>",
    "\"",
    "\"\"",
    "'",
    "&",
    "&amp;",
    "&#0;",
    "&#x10FFFF;",
    "&x;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml?>",
    "\0",
    "\u{FEFF}",
    "\u{202E}",
    "\u{200B}",
    "\r",
    "\n",
    "\r\n",
    "\t",
    ";",
    ",",
    "sep=;\n",
    "s",
    "str",
    "inlineStr",
    "e",
    "Country",
    "Chad",
    "2017-2020",
    "yes",
    "commitment",
    "2nd NAP",
    " and ",
    "(",
    ")",
    "é",
    "ß",
    "İ",
    "\u{1F1F3}",
    "國",
];

/// A sequence of numbers that a seed gives (xorshift).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Below a number; 0 where that is 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One to eight changes of bytes: flips, numbers at their bounds, cuts, repeats, pieces of another input.
    pub(crate) fn bytes(&mut self, content: &[u8], other: &[u8]) -> Vec<u8> {
        let mut out = content.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(out.len());
            let end = (at + self.below(40)).min(out.len());
            match self.below(8) {
                0 | 1 if !out.is_empty() => out[at] ^= 1 << self.below(8),
                2 if !out.is_empty() => out[at] = *self.pick(&[0, 1, 0x7F, 0x80, 0xFE, 0xFF]),
                3 => {
                    let value = *self.pick(&[0_u32, 1, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFF]);
                    out.splice(at..(at + 4).min(content.len()).clamp(at, out.len()), value.to_le_bytes());
                }
                4 => drop(out.drain(at..end)),
                5 => {
                    let piece = out[at..end].to_vec();
                    out.splice(at..at, piece);
                }
                6 => {
                    let from = self.below(other.len());
                    let piece = other[from..(from + self.below(60)).min(other.len())].to_vec();
                    out.splice(at..end, piece);
                }
                7 if self.below(4) == 0 => out.truncate(at),
                _ => {}
            }
        }
        out
    }

    /// Changes between marks of a text: words for other words, repeated and lost pieces; or of its bytes.
    pub(crate) fn text(&mut self, content: &[u8], other: &[u8]) -> Vec<u8> {
        if self.below(5) == 0 {
            return self.bytes(content, other);
        }
        let mut out = content.to_vec();
        for _ in 0..=self.below(6) {
            let mark = |b: &u8| b"<>\"'=,;\t\n /-".contains(b);
            let at = self.below(out.len());
            let start = out[..at].iter().rposition(mark).map_or(0, |at| at + 1);
            let end = out[at..].iter().position(mark).map_or(out.len(), |end| at + end).max(start);
            match self.below(6) {
                0..3 => drop(out.splice(start..end, self.pick(WORDS).bytes())),
                3 => drop(out.splice(at..at, self.pick(WORDS).bytes())),
                4 => {
                    let far = (end + self.below(200)).min(out.len());
                    let piece = out[start..far].to_vec();
                    out.splice(start..start, piece);
                }
                _ => drop(out.drain(start..(end + self.below(100)).min(out.len()))),
            }
        }
        out
    }

    /// An archive with one of its parts changed and packed again; now and then its bytes.
    pub(crate) fn archive(&mut self, content: &[u8]) -> Vec<u8> {
        if self.below(12) == 0 {
            return self.bytes(content, content);
        }
        let Some(mut parts) = parts(content) else { return self.bytes(content, content) };
        for _ in 0..=self.below(2) {
            let other = self.below(parts.len());
            let other = parts[other].1.clone();
            let at = self.below(parts.len());
            let (name, part) = &mut parts[at];
            let xml = name.ends_with(".xml") || name.ends_with(".rels");
            match self.below(20) {
                0 => part.clear(),
                1 => part.truncate(self.below(part.len())),
                2 => *part = other,
                _ if xml => *part = self.text(part, &other),
                _ => *part = self.bytes(part, &other),
            }
            if self.below(40) == 0 {
                parts.remove(at);
            }
            if parts.is_empty() {
                break;
            }
        }
        packed(&parts)
    }
}

type Parts = Vec<(String, Vec<u8>)>;

/// The parts of an archive, as far as they are sound; `None` where there is none, or much more than usual.
fn parts(content: &[u8]) -> Option<Parts> {
    let mut zip = ZipArchive::new(Cursor::new(content)).ok()?;
    let mut parts = Parts::new();
    let mut left = 1 << 20;
    for index in 0..zip.len().min(60) {
        let Ok(entry) = zip.by_index(index) else { continue };
        let name = entry.name().ok()?.into_owned();
        let mut part = Vec::new();
        if entry.take(left).read_to_end(&mut part).is_ok() {
            left -= part.len() as u64;
            parts.push((name, part));
        }
    }
    (!parts.is_empty() && left > 0).then_some(parts)
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in parts {
        if zip.start_file(name.as_str(), options).is_ok() {
            zip.write_all(part).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}
