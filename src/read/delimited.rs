//! Text files with delimiters to a grid: encoding, delimiter, quotation marks, ragged rows.

use std::borrow::Cow;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Limits;
use super::file::{Refused, Sheet};
use super::grid::Builder;
use crate::diagnostic::{Diagnostics, Kind, Place, Source};

/// Bytes and records that are looked at to find the delimiter.
const SAMPLE: usize = 256 << 10;
const SAMPLE_RECORDS: usize = 200;

/// The one table of a text file. Binary content is refused as unsupported.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    extension: &str,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Result<Sheet, Refused> {
    let file = Place::file(name);
    let (text, guessed) = decode(bytes);
    if guessed {
        problems.push(
            Kind::EncodingGuessed,
            &file,
            "the text is not in UTF-8; it was read as Windows-1252",
            "check the accented letters, or save the file as UTF-8 (in Excel: CSV UTF-8)",
        );
    }
    if is_binary(&text) {
        return Err(Refused::unsupported("of no kind that is known"));
    }
    if text.trim().is_empty() {
        return Err(Refused::new(Kind::EmptyFile, "the file is empty", "copy or download it again"));
    }
    let (declared, text) = declaration(&text);
    let delimiter = declared.unwrap_or_else(|| sniff(text, extension));
    let source = Arc::new(Source { file: name.to_owned(), sheet: None });
    let mut cells = Builder::new(Arc::clone(&source), limits);
    if let Some(unclosed) = rows(text, delimiter, Quotes::Close, 0, &mut cells)? {
        problems.push(
            Kind::UnclosedQuote,
            &Place::row(&source, unclosed.row),
            "a quotation mark is opened in this row and never closed; from here on, marks were read as letters",
            "close the quotation mark, or double it where it belongs to the text",
        );
        let rest = text.get(unclosed.start..).unwrap_or_default();
        rows(rest, delimiter, Quotes::Letters, unclosed.row, &mut cells)?;
    }
    Ok(Sheet { source, skipped: None, grid: Ok(cells.finish()) })
}

/// The text without its byte order mark, and whether its encoding was guessed.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0, false);
    }
    if let Some(encoding) = wide(bytes) {
        return (encoding.decode_without_bom_handling(bytes).0, false);
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => (text, false),
        None => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

/// UTF-16 without a mark: in a table, every second byte of the delimiters and line ends is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 8;
    if sample.len() >= 4 && odd > many && even <= odd / 8 {
        Some(UTF_16LE)
    } else if sample.len() >= 4 && even > many && odd <= even / 8 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A table may hold a few stray control characters; more than one in fifty is no text.
fn is_binary(text: &str) -> bool {
    let sample = text.chars().take(8192);
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in sample {
        all += 1;
        odd += usize::from(c == '\u{FFFD}' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}')));
    }
    odd > 3 + all / 50
}

/// `sep=;` in the first line, which Excel reads and does not show.
fn declaration(text: &str) -> (Option<u8>, &str) {
    let line = text.lines().next().unwrap_or_default();
    let declared = match line.trim_end().as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        _ => None,
    };
    let rest = text.get(line.len()..).unwrap_or_default();
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
    if declared.is_some() { (declared, rest) } else { (None, text) }
}

/// The delimiter that splits most records into the same number of cells.
fn sniff(text: &str, extension: &str) -> u8 {
    let order: &[u8] = if matches!(extension, "tsv" | "tab") { b"\t,;|" } else { b",;\t|" };
    let mut best = (0, b',');
    for delimiter in order {
        let score = consistency(text, *delimiter);
        if score > best.0 {
            best = (score, *delimiter);
        }
    }
    best.1
}

/// Records with the commonest number of delimiters, times that number. Quoted text does not count.
fn consistency(text: &str, delimiter: u8) -> usize {
    let mut counts = Vec::new();
    let (mut quoted, mut count, mut start) = (false, 0_usize, true);
    for b in text.bytes().take(SAMPLE) {
        match b {
            b'"' if quoted || start => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if count > 0 {
                    counts.push(std::mem::take(&mut count));
                }
                if counts.len() == SAMPLE_RECORDS {
                    break;
                }
            }
            b if b == delimiter && !quoted => count += 1,
            _ => {}
        }
        // A doubled mark closes and opens again.
        start = b == delimiter || matches!(b, b'\n' | b'\r' | b'"' | b' ');
    }
    if count > 0 {
        counts.push(count);
    }
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).map(|same| same.len() * same.first().unwrap_or(&0)).max().unwrap_or(0)
}

/// What a quotation mark at the start of a cell means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// It closes with another.
    Close,
    /// Nothing: it is a letter.
    Letters,
}

/// A record whose quotation mark never closes.
struct Unclosed {
    row: u32,
    start: usize,
}

/// Adds the records as rows from the given one on. Blank lines count as rows, as a spreadsheet shows them.
fn rows(
    text: &str,
    delimiter: u8,
    quotes: Quotes,
    first: u32,
    cells: &mut Builder,
) -> Result<Option<Unclosed>, Refused> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quotes == Quotes::Close)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut row = first;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !matches!(reader.read_byte_record(&mut record), Ok(true)) {
            return Ok(None);
        }
        let (blank, start) = blank_lines(text, start);
        row = row.saturating_add(blank);
        let last = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX) >= text.len();
        if last && quotes == Quotes::Close && stays_open(text.get(start..).unwrap_or_default(), delimiter) {
            return Ok(Some(Unclosed { row, start }));
        }
        for (column, field) in record.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            cells.text(row, column, &String::from_utf8_lossy(field))?;
        }
        row = row.saturating_add(1);
    }
}

/// Line ends before a record that starts at or after a byte, and where it really starts.
fn blank_lines(text: &str, start: usize) -> (u32, usize) {
    let rest = text.get(start..).unwrap_or_default();
    // The record before may have ended between the two characters of a line end.
    let before = text.as_bytes().get(start.wrapping_sub(1));
    let rest = if before == Some(&b'\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let content = rest.trim_start_matches(['\r', '\n']);
    let ends = rest.get(..rest.len() - content.len()).unwrap_or_default();
    let lines = ends.replace("\r\n", "\n").len();
    (u32::try_from(lines).unwrap_or(u32::MAX), text.len() - content.len())
}

/// Whether a quotation mark of the record is open where the text ends.
fn stays_open(record: &str, delimiter: u8) -> bool {
    let (mut quoted, mut start) = (false, true);
    for b in record.bytes() {
        if quoted {
            quoted = b != b'"';
            start = false;
            if !quoted {
                // A second mark right after opens again: a doubled mark is text.
                start = true;
            }
        } else {
            quoted = b == b'"' && start;
            start = b == delimiter;
        }
    }
    quoted
}
