//! Guards the reading of `.ods`: what its repetitions would unfold to, and whether its tables are closed.
//!
//! `table:number-rows-repeated="1000000"` is a few bytes on disk; the workbook reader writes it all out, and it
//! waits for the end of a table or a comment for ever where the file is cut short. Merged cells, which the reader
//! passes over, are collected on the way.

use super::file::Refused;
use super::grid::Merge;
use super::{Limits, archive};
use crate::diagnostic::Kind;

/// Bytes that an empty cell takes in the workbook reader, twice: value and formula.
const CELL: u64 = 64;
const MOST_ROWS: u64 = 1_048_576;
const MOST_COLUMNS: u64 = 16_384;
const MOST_MERGES: usize = 100_000;

/// Merged areas of each named table, in the order of the file.
pub(super) type Merges = Vec<Vec<Merge>>;

/// Refuses content that would unfold past the bound or that is not closed. Gives the merged areas.
pub(super) fn check(xml: &[u8], limits: &Limits) -> Result<Merges, Refused> {
    let mut tally = Tally::default();
    let mut at = 0;
    while let Some(start) = xml.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'<')) {
        let start = at + start;
        let rest = xml.get(start..).unwrap_or_default();
        tally.text += (start - at) as u64;
        let length = tag_length(rest).ok_or_else(cut_short)?;
        let tag = rest.get(..length).unwrap_or_default();
        tally.tag(tag).ok_or_else(cut_short)?;
        if tally.past {
            return Err(Refused::too_large(format!(
                "filled cells are repeated past the bound of {MOST_ROWS} rows and {MOST_COLUMNS} columns"
            )));
        }
        if tally.unfolded > limits.unpacked_bytes / 3 {
            return Err(Refused::too_large("the repeated cells unfold past the bound"));
        }
        at = start + length;
    }
    if tally.tables == 0 && tally.comments == 0 { Ok(tally.merges) } else { Err(cut_short()) }
}

fn cut_short() -> Refused {
    Refused::new(
        Kind::UnreadableFile,
        "the spreadsheet is damaged or cut short: its content is not well-formed",
        "open it in a spreadsheet program and save it again",
    )
}

/// Bytes from `<` to the end of the tag, comment or character data.
fn tag_length(rest: &[u8]) -> Option<usize> {
    for (start, end) in [(&b"<!--"[..], &b"-->"[..]), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")] {
        if rest.starts_with(start) {
            let inner = rest.get(start.len()..)?;
            let found = inner.windows(end.len()).position(|window| window == end)?;
            return Some(start.len() + found + end.len());
        }
    }
    let mut quote = None;
    let end = rest.iter().position(|b| match (quote, *b) {
        (Some(open), b) => {
            quote = (open != b).then_some(open);
            false
        }
        (None, b'"' | b'\'') => {
            quote = Some(*b);
            false
        }
        (None, b) => b == b'>',
    })?;
    Some(end + 1)
}

/// What has been seen, and what it unfolds to.
#[derive(Default)]
struct Tally {
    /// Open tables and comments.
    tables: u32,
    comments: u32,
    /// Bytes of text since the start of the cell.
    text: u64,
    cell: Option<(u64, bool)>,
    row: Row,
    /// Rows of this table up to the last that is not empty, empty ones since, and columns of the widest.
    rows: u64,
    empty_rows: u64,
    widest: u64,
    /// Bytes of all tables.
    unfolded: u64,
    /// Filled cells stand past the last row or column.
    past: bool,
    merges: Merges,
}

#[derive(Default)]
struct Row {
    repeated: u64,
    columns: u64,
    empty: u64,
    bytes: u64,
}

impl Tally {
    /// `None` where the structure is broken.
    fn tag(&mut self, tag: &[u8]) -> Option<()> {
        if matches!(tag.get(1), Some(b'!' | b'?')) {
            self.text += tag.len() as u64;
            return Some(());
        }
        let closing = tag.get(1) == Some(&b'/');
        let inner = tag.get(1 + usize::from(closing)..tag.len() - 1)?;
        let alone = inner.ends_with(b"/");
        let name = inner.split(|b| b.is_ascii_whitespace() || *b == b'/').next()?;
        match name {
            b"table:table" => {
                if !closing && self.tables == 0 && archive::find(inner, b"table:name=").is_some() {
                    self.merges.push(Vec::new());
                }
                self.tables = step(self.tables, closing, alone)?;
            }
            b"office:annotation" => self.comments = step(self.comments, closing, alone)?,
            b"table:table-row" => {
                if !closing {
                    self.row = Row { repeated: repeated(inner, b"number-rows-repeated")?, ..Row::default() };
                }
                if closing || alone {
                    self.end_row();
                }
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                if !closing {
                    let filled = [&b"office:"[..], b"calcext:", b"table:formula"];
                    let filled = filled.iter().any(|attribute| archive::find(inner, attribute).is_some());
                    self.cell = Some((repeated(inner, b"number-columns-repeated")?, filled));
                    self.text = inner.len() as u64;
                    if filled {
                        self.merge(inner)?;
                    }
                }
                if closing || alone {
                    self.end_cell();
                }
            }
            // A run of spaces, written as a number.
            b"text:s" if !closing => self.text = self.text.saturating_add(repeated(inner, b"text:c")?),
            _ => {}
        }
        if self.tables == 0 {
            // The next table has a rectangle of its own.
            (self.rows, self.empty_rows, self.widest) = (0, 0, 0);
        }
        Some(())
    }

    /// Notes the area that a cell is merged over, if any.
    fn merge(&mut self, inner: &[u8]) -> Option<()> {
        let rows = repeated(inner, b"number-rows-spanned")?.clamp(1, MOST_ROWS);
        let columns = repeated(inner, b"number-columns-spanned")?.clamp(1, MOST_COLUMNS);
        let of_table = self.merges.last_mut().filter(|merges| merges.len() < MOST_MERGES);
        if let (Some(merges), true) = (of_table, (rows, columns) != (1, 1) && self.row.repeated == 1) {
            let (row, column) = (self.rows + self.empty_rows, self.row.columns + self.row.empty);
            let cell = |row, column| Some((u32::try_from(row).ok()?, u32::try_from(column).ok()?));
            merges
                .push(Merge { first: cell(row, column)?, last: cell(row + rows - 1, column + columns - 1)? });
        }
        Some(())
    }

    fn end_cell(&mut self) {
        let Some((repeated, filled)) = self.cell.take() else { return };
        if !filled {
            self.row.empty = self.row.empty.saturating_add(repeated).min(MOST_COLUMNS);
            return;
        }
        let columns = (self.row.columns + self.row.empty).saturating_add(repeated);
        self.past |= columns > MOST_COLUMNS;
        self.row.columns = columns.min(MOST_COLUMNS);
        self.row.empty = 0;
        self.row.bytes = self.row.bytes.saturating_add(repeated.saturating_mul(CELL + self.text));
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let repeated = row.repeated.max(1);
        if row.columns == 0 {
            self.empty_rows = self.empty_rows.saturating_add(repeated).min(MOST_ROWS);
            return;
        }
        let before = self.rows * self.widest * CELL;
        let rows = (self.rows + self.empty_rows).saturating_add(repeated);
        self.past |= rows > MOST_ROWS;
        self.rows = rows.min(2 * MOST_ROWS);
        self.empty_rows = 0;
        self.widest = self.widest.max(row.columns);
        let grown = (self.rows * self.widest * CELL).saturating_sub(before);
        self.unfolded =
            self.unfolded.saturating_add(grown).saturating_add(row.bytes.saturating_mul(repeated));
    }
}

fn step(open: u32, closing: bool, alone: bool) -> Option<u32> {
    match (closing, alone) {
        (true, _) => open.checked_sub(1),
        (false, true) => Some(open),
        (false, false) => open.checked_add(1),
    }
}

/// The number of an attribute, 1 without it; `None` where it is no plain number.
fn repeated(inner: &[u8], attribute: &[u8]) -> Option<u64> {
    let Some(at) = archive::find(inner, attribute) else { return Some(1) };
    let rest = inner.get(at + attribute.len()..)?;
    let quote = rest.iter().position(|b| matches!(b, b'"' | b'\''))?;
    let value = rest.get(quote + 1..)?;
    let value = value.get(..value.iter().position(|b| matches!(b, b'"' | b'\''))?)?;
    std::str::from_utf8(value).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(rows: &str) -> Option<Kind> {
        let xml = format!("<?xml version='1.0'?><office:x><table:table table:name='a'>{rows}</table:table>");
        check(xml.as_bytes(), &Limits { unpacked_bytes: 1 << 20, ..Limits::default() }).err().map(|r| r.kind)
    }

    #[test]
    fn what_office_programs_write_passes() {
        let rows = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>Chad</text:p>
            </table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048575"><table:table-cell
            table:number-columns-repeated="16384"/></table:table-row>"#;
        assert_eq!(kind(rows), None);
    }

    #[test]
    fn repetitions_are_unfolded_on_paper_first() {
        let cell = r#"<table:table-cell office:value-type="string" table:number-columns-repeated="16384">"#;
        let row = format!("<table:table-row>{cell}<text:p>x</text:p></table:table-cell></table:table-row>");
        assert_eq!(kind(&row), Some(Kind::TooLarge));
        let spaces = r#"<table:table-row><table:table-cell office:value-type="string"><text:p><text:s
            text:c="4000000000"/></text:p></table:table-cell></table:table-row>"#;
        assert_eq!(kind(spaces), Some(Kind::TooLarge));
        let far = r#"<table:table-row><table:table-cell office:value="1"/></table:table-row>
            <table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell office:value="1"/></table:table-row>"#;
        assert_eq!(kind(far), Some(Kind::TooLarge));
        assert_eq!(
            kind(r#"<table:table-row table:number-rows-repeated="&#57;"/>"#),
            Some(Kind::UnreadableFile)
        );
    }

    #[test]
    fn a_table_or_comment_that_never_ends_is_damage() {
        assert_eq!(kind("<office:annotation>"), Some(Kind::UnreadableFile));
        assert_eq!(kind("<table:table table:name='b'>"), Some(Kind::UnreadableFile));
        assert_eq!(kind("<!-- </table:table> "), Some(Kind::UnreadableFile));
    }
}
