//! Prepares `.xlsb` for reading: its sheets hold records that the workbook reader passes over without a word.
//!
//! Some programs write short records, which leave out the column where it is the next one, and texts in several
//! fonts. Read by the workbook reader they would be blank cells, and a blank is no answer: they are written anew in
//! the plain form that it reads. What neither can be read nor rewritten is refused or counted.

use super::file::Refused;
use crate::diagnostic::Kind;

const ROW: u32 = 0x00;
const BLANK: u32 = 0x01;
const TEXT: u32 = 0x06;
const FORMULA_ERROR: u32 = 0x0B;
const SHORT_BLANK: u32 = 0x0C;
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

/// What a walk over the records of a sheet found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Checked {
    /// Cells whose formula failed, which the reader takes as blank.
    pub failed: usize,
    /// Whether the records end after the cells do, and not before.
    pub whole: bool,
    /// The part with all its cells in the plain form, where some are not.
    pub rewritten: Option<Vec<u8>>,
}

/// Walks the records of a sheet.
pub(super) fn check(bytes: &[u8]) -> Result<Checked, Refused> {
    let mut checked = Checked::default();
    let mut plain: Vec<u8> = Vec::new();
    // Where the part starts that is still to be copied, and the column of the last cell.
    let (mut copied, mut column) = (0, None::<u32>);
    let mut records = Records { bytes, at: 0 };
    loop {
        let start = records.at;
        let Some((kind, data)) = records.next() else { break };
        let short = SHORT_CELLS.contains(&kind);
        match kind {
            END_OF_CELLS => {
                checked.whole = true;
                break;
            }
            FORMULA_ERROR => checked.failed += 1,
            ROW if number(data).is_none_or(|row| row > LAST_ROW) => {
                return Err(Refused::too_large("a row stands past the bound of 1048576 rows"));
            }
            _ => {}
        }
        column = match kind {
            ROW => None,
            BLANK..=FORMULA_ERROR | RICH_TEXT => number(data),
            _ if short || kind == SHORT_BLANK => Some(column.map_or(0, |column| column.saturating_add(1))),
            _ => column,
        };
        if !short && kind != RICH_TEXT {
            continue;
        }
        plain.extend_from_slice(bytes.get(copied..start).unwrap_or_default());
        copied = records.at;
        let cell = if short {
            let at = column.unwrap_or_default().to_le_bytes();
            record(kind - SHORT_BLANK + BLANK, &[&at, data])
        } else {
            // Column and style, a byte of flags, the text, and then the fonts.
            data.split_at_checked(8).and_then(|(cell, text)| {
                let length = usize::try_from(number(text.get(1..)?)?).ok()?.checked_mul(2)?.checked_add(4)?;
                record(TEXT, &[cell, text.get(1..)?.get(..length)?])
            })
        };
        plain.extend(cell.ok_or_else(cut)?);
    }
    if copied > 0 {
        plain.extend_from_slice(bytes.get(copied..).unwrap_or_default());
        checked.rewritten = Some(plain);
    }
    Ok(checked)
}

/// A record of a kind below 128.
fn record(kind: u32, data: &[&[u8]]) -> Option<Vec<u8>> {
    let mut length = data.iter().map(|part| part.len()).sum::<usize>();
    let mut bytes = vec![u8::try_from(kind).ok().filter(|kind| *kind < 0x80)?];
    while length >= 0x80 {
        bytes.push(u8::try_from(length & 0x7F).ok()? | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).ok()?);
    data.iter().for_each(|part| bytes.extend_from_slice(part));
    Some(bytes)
}

fn cut() -> Refused {
    Refused::new(
        Kind::UnreadableFile,
        "the binary workbook is damaged: a text ends before its length says",
        "open it in a spreadsheet program and save it as `.xlsx`",
    )
}

fn number(data: &[u8]) -> Option<u32> {
    data.get(..4).map(|bytes| bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
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
    fn what_the_reader_would_pass_over_is_rewritten_refused_or_counted() {
        let row = [0x00, 4, 1, 0, 0, 0];
        let text = [0x07, 4, 2, 0, 0, 0];
        let error = [0x0B, 1, 0x2A];
        // End of the cells: 0x92 as kind takes two bytes.
        let end = [0x92, 0x01, 0];
        let of = |parts: &[&[u8]]| parts.concat();
        let plain = check(&of(&[&row, &text, &error, &end, &[0x12, 0]])).unwrap();
        assert_eq!(plain, Checked { failed: 1, whole: true, rewritten: None });
        assert!(!check(&of(&[&row, &text])).unwrap().whole);
        assert_eq!(kind(&[0x00, 4, 0, 0, 0x10, 0]), Some(Kind::TooLarge));
        // A short text after column 2 stands in column 3.
        let short = check(&of(&[&row, &text, &[0x12, 8, 0, 0, 0, 0, 9, 0, 0, 0], &end])).unwrap();
        let long = of(&[&row, &text, &[0x07, 12, 3, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0], &end]);
        assert_eq!(short.rewritten, Some(long));
        // A text of one letter in two fonts keeps its letter.
        let rich = [0x3E, 15, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, b'a', 0];
        let plain = of(&[&row, &[0x06, 14, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'a', 0], &end]);
        assert_eq!(check(&of(&[&row, &rich, &end])).unwrap().rewritten, Some(plain));
        assert_eq!(kind(&of(&[&row, &[0x3E, 2, 1, 0], &end])), Some(Kind::UnreadableFile));
    }

    #[test]
    fn only_sheets_are_walked() {
        assert!(holds_cells("xl/worksheets/sheet1.bin"));
        assert!(!holds_cells("xl/worksheets/binaryIndex1.bin") && !holds_cells("xl/sharedStrings.bin"));
    }
}
