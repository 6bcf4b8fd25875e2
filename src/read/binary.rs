//! Guards the reading of `.xlsb`: its sheets hold records that the workbook reader passes over without a word.
//!
//! Some programs write short records, which leave out the column where it is the next one. Read by the workbook
//! reader they would be blank cells, and a blank is no answer: such a workbook is refused.

use super::file::Refused;
use crate::diagnostic::Kind;

const ROW: u32 = 0x00;
const FORMULA_ERROR: u32 = 0x0B;
/// Numbers, errors, truth values, texts and numbers of shared texts in the short form.
const SHORT_CELLS: std::ops::RangeInclusive<u32> = 0x0D..=0x12;
/// A text with letters in several fonts.
const RICH_TEXT: u32 = 0x3E;
const END_OF_CELLS: u32 = 0x92;
/// The last row, from 0; the reader takes one past it as the end.
const LAST_ROW: u32 = 1_048_575;

/// Whether a part of a workbook holds cells in binary records.
pub(super) fn holds_cells(name: &str) -> bool {
    let name = name.replace('\\', "/").to_lowercase();
    name.starts_with("xl/worksheets/") && name.ends_with(".bin") && !name.contains("/binaryindex")
}

/// Walks the records of a sheet. Gives the number of cells whose formula failed, which would be taken as blank;
/// `None` where the records end before the cells do.
pub(super) fn check(bytes: &[u8]) -> Result<Option<usize>, Refused> {
    let mut failed = 0;
    for (kind, data) in (Records { bytes, at: 0 }) {
        match kind {
            END_OF_CELLS => return Ok(Some(failed)),
            FORMULA_ERROR => failed += 1,
            RICH_TEXT => return Err(unread("texts in several fonts")),
            kind if SHORT_CELLS.contains(&kind) => return Err(unread("cells in a short form")),
            ROW if row(data).is_none_or(|row| row > LAST_ROW) => {
                return Err(Refused::too_large("a row stands past the bound of 1048576 rows"));
            }
            _ => {}
        }
    }
    Ok(None)
}

fn row(data: &[u8]) -> Option<u32> {
    data.get(..4).map(|bytes| bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

fn unread(what: &str) -> Refused {
    Refused::new(
        Kind::UnsupportedFormat,
        format!("the binary workbook holds {what}, which this tool cannot read"),
        "open it in a spreadsheet program and save it as `.xlsx`",
    )
}

/// Kind and data of each record; ends where the bytes do.
struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Records<'_> {
    /// A number in seven bits a byte, the lowest first.
    fn number(&mut self, most: usize) -> Option<u32> {
        let mut number = 0;
        for place in 0..most {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        // The kind keeps the marks of its bytes' ends in the specification; without them kinds stay distinct.
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let end = self.at.checked_add(length)?;
        let data = self.bytes.get(self.at..end)?;
        self.at = end;
        Some((kind, data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(records: &[u8]) -> Option<Kind> {
        check(records).err().map(|refused| refused.kind)
    }

    #[test]
    fn what_the_reader_would_pass_over_is_refused_or_counted() {
        let row = [0x00, 4, 1, 0, 0, 0];
        let text = [0x07, 4, 0, 0, 0, 0];
        let error = [0x0B, 1, 0x2A];
        // End of the cells: 0x92 as kind takes two bytes.
        let end = [0x92, 0x01, 0];
        let of = |parts: &[&[u8]]| parts.concat();
        assert_eq!(check(&of(&[&row, &text, &error, &end, &[0x12, 0]])).unwrap(), Some(1));
        assert_eq!(check(&of(&[&row, &text])).unwrap(), None);
        assert_eq!(kind(&of(&[&row, &[0x12, 4, 0, 0, 0, 0]])), Some(Kind::UnsupportedFormat));
        assert_eq!(kind(&of(&[&row, &[0x3E, 0]])), Some(Kind::UnsupportedFormat));
        assert_eq!(kind(&[0x00, 4, 0, 0, 0x10, 0]), Some(Kind::TooLarge));
    }

    #[test]
    fn only_sheets_are_walked() {
        assert!(holds_cells("xl/worksheets/sheet1.bin"));
        assert!(!holds_cells("xl/worksheets/binaryIndex1.bin") && !holds_cells("xl/sharedStrings.bin"));
    }
}
