//! Text files with delimiters to a grid: encoding, delimiter, quotation marks, ragged rows.

use std::borrow::Cow;
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memchr;

use super::Limits;
use super::file::{Refused, Sheet};
use super::grid::Builder;
use crate::diagnostic::{Diagnostics, Kind, Place, Source};

/// Bytes and records that are looked at to find the delimiter, and records to find a header.
const SAMPLE: usize = 256 << 10;
const SAMPLE_RECORDS: usize = 200;
const HEADER_RECORDS: usize = 50;
/// Bytes of a cell that may be a header, and cells of a record that are looked at.
const HEADER: usize = 200;
const HEADER_CELLS: usize = 200;
/// Bytes of a line; a reader may hold it three times.
const LARGEST_LINE: usize = 64 << 20;

/// The one table of a text file. Binary content is refused as unsupported.
///
/// `is_header` says whether a text is known as a header: the delimiter that gives most of them is the right one.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    extension: &str,
    is_header: &dyn Fn(&str) -> bool,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Result<Sheet, Refused> {
    if bytes.len() > LARGEST_LINE && bytes.split(|byte| *byte == b'\n').any(|line| line.len() > LARGEST_LINE)
    {
        return Err(Refused::too_large(format!("a line of it has more than {} MiB", LARGEST_LINE >> 20)));
    }
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
    let delimiter = declared.unwrap_or_else(|| sniff(text, extension, is_header));
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

/// The delimiter under which a record is most like a header; else the one that splits most records alike.
fn sniff(text: &str, extension: &str, is_header: &dyn Fn(&str) -> bool) -> u8 {
    let order: &[u8] = if matches!(extension, "tsv" | "tab") { b"\t,;|" } else { b",;\t|" };
    let mut best = ((0, 0), b',');
    // One that does not occur parts nothing; to ask what is a header takes longer than all else here.
    let sample = text.as_bytes().get(..text.len().min(SAMPLE)).unwrap_or_default();
    for delimiter in order.iter().filter(|delimiter| memchr(**delimiter, sample).is_some()) {
        let headers = headers(text, *delimiter, is_header);
        // One word alone is known under any delimiter.
        let score = (if headers > 1 { headers } else { 0 }, consistency(text, *delimiter));
        if score > best.0 {
            best = (score, *delimiter);
        }
    }
    best.1
}

/// Most cells of one record that are known as headers.
fn headers(text: &str, delimiter: u8, is_header: &dyn Fn(&str) -> bool) -> usize {
    let sample = text.as_bytes().get(..text.len().min(SAMPLE)).unwrap_or_default();
    let mut reader = reader(sample, delimiter, Quotes::Close);
    let records = reader.byte_records().take(HEADER_RECORDS).map_while(Result::ok);
    let known = |record: ByteRecord| {
        let cells = record.iter().take(HEADER_CELLS).filter(|cell| cell.len() <= HEADER);
        cells.filter(|cell| std::str::from_utf8(cell).is_ok_and(is_header)).count()
    };
    records.map(known).max().unwrap_or(0)
}

/// Records with the commonest number of delimiters, squared, times that number. Quoted text does not count.
fn consistency(text: &str, delimiter: u8) -> usize {
    let mut counts = Vec::new();
    let mut count = 0_usize;
    let mut marks = Marks::new(delimiter);
    for b in text.bytes().take(SAMPLE) {
        if marks.quotes(b) {
            continue;
        }
        if b == delimiter {
            count += 1;
        } else if matches!(b, b'\n' | b'\r') && count > 0 {
            counts.push(std::mem::take(&mut count));
            if counts.len() == SAMPLE_RECORDS {
                break;
            }
        }
    }
    counts.push(count);
    counts.sort_unstable();
    counts
        .chunk_by(|a, b| a == b)
        .map(|same| same.len().pow(2) * same.first().unwrap_or(&0))
        .max()
        .unwrap_or(0)
}

/// Follows quotation marks: one at the start of a cell opens, the next closes, and one right after opens again.
struct Marks {
    delimiter: u8,
    open: bool,
    may_open: bool,
}

impl Marks {
    /// At the start of a record.
    fn new(delimiter: u8) -> Self {
        Self { delimiter, open: false, may_open: true }
    }

    /// Takes the next byte; whether it belongs to quoted text.
    fn quotes(&mut self, b: u8) -> bool {
        let mark = b == b'"' && (self.open || self.may_open);
        self.may_open = if mark { self.open } else { b == self.delimiter || matches!(b, b'\n' | b'\r') };
        self.open ^= mark;
        mark || self.open
    }
}

/// What a quotation mark at the start of a cell means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// It closes with another.
    Close,
    /// Nothing: it is a letter.
    Letters,
}

fn reader(text: &[u8], delimiter: u8, quotes: Quotes) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quotes == Quotes::Close)
        .from_reader(text)
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
    let mut reader = reader(text.as_bytes(), delimiter, quotes);
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
            cells.text(row, column, as_shown(&String::from_utf8_lossy(field)))?;
        }
        row = row.saturating_add(1);
    }
}

/// `="2014-2016"`: how programs write a text that Excel would take for a number or a date. It shows what stands between.
fn as_shown(field: &str) -> &str {
    let inside = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).unwrap_or(field)
}

/// Line ends before a record that starts at or after a byte, and where it really starts.
fn blank_lines(text: &str, start: usize) -> (u32, usize) {
    let rest = text.get(start..).unwrap_or_default();
    // The record before may have ended between the two characters of a line end.
    let before = text.as_bytes().get(start.wrapping_sub(1));
    let rest = if before == Some(&b'\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let content = rest.trim_start_matches(['\r', '\n']);
    if content.len() == rest.len() {
        return (0, text.len() - content.len());
    }
    let ends = rest.get(..rest.len() - content.len()).unwrap_or_default();
    let lines = ends.replace("\r\n", "\n").len();
    (u32::try_from(lines).unwrap_or(u32::MAX), text.len() - content.len())
}

/// Whether a quotation mark of the record is open where the text ends.
fn stays_open(record: &str, delimiter: u8) -> bool {
    let mut marks = Marks::new(delimiter);
    record.bytes().for_each(|b| {
        marks.quotes(b);
    });
    marks.open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_splits_records_alike() {
        for (text, extension, expected) in [
            ("a,b,c\n1,2,3\n", "csv", b','),
            ("a;b;c\n1,5;2,5;3\n", "csv", b';'),
            ("a\tb\nx, y, z\tw\n", "txt", b'\t'),
            ("a|b\n1|2\n", "txt", b'|'),
            ("a,b\n\"x;y;z\",\"p;q;r\"\n\"x;y;z\",1\n", "csv", b','),
            ("a,b\n\"\",\"\"\n\";;;\",\"\"\n\";;\",\"\"\n", "csv", b','),
            ("one column\n", "csv", b','),
            ("Country,Text\n\"a\",\"b;c;d;e;f\"\"\n;;;;\n;;;;\n\"\n", "csv", b','),
        ] {
            let is_header = |text: &str| ["Country", "Text"].contains(&text);
            assert_eq!(char::from(sniff(text, extension, &is_header)), char::from(expected), "{text}");
        }
    }

    #[test]
    fn a_formula_that_is_a_text_is_that_text() {
        for (field, shown) in [
            ("=\"2014-2016\"", "2014-2016"),
            ("=\"\"", ""),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("=A1", "=A1"),
            ("\"a\"", "\"a\""),
        ] {
            assert_eq!(as_shown(field), shown);
        }
    }

    #[test]
    fn encodings_are_told_by_mark_by_zeros_or_guessed() {
        let wide: Vec<u8> = "Côte,é\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, guessed) in [
            ("Côte,é\n".as_bytes().to_vec(), false),
            (b"\xEF\xBB\xBFC\xC3\xB4te,\xC3\xA9\n".to_vec(), false),
            (wide.clone(), false),
            ([b"\xFE\xFF".to_vec(), wide].concat(), false),
            (b"C\xF4te,\xE9\n".to_vec(), true),
        ] {
            assert_eq!(decode(&bytes), (Cow::Borrowed("Côte,é\n"), guessed));
        }
    }

    #[test]
    fn an_open_mark_is_found_and_a_doubled_one_is_text() {
        assert!(stays_open("a,\"b\n", b','));
        assert!(stays_open("a,\"b\"\"", b','));
        assert!(!stays_open("a,\"b\"\"\"", b','));
        assert!(!stays_open("a\"b,c", b','));
    }
}
