//! Looks of the sheets of an `.xlsb`: the same as in an `.xlsx`, in binary records.

use std::io::{BufReader, Read};

use super::super::archive::Parts;
use super::xlsx::relations;
use super::{Look, MOST_COLUMNS, MOST_ROWS, MOST_STYLES, Wanted, colour_of, of_parts};

const BOOK: &str = "xl/workbook.bin";
/// Bytes of a record that are looked at; the rest is passed over.
const KEPT: u64 = 4096;
/// Tables of one sheet whose filters are looked at.
const MOST_TABLES: usize = 256;

/// The looks of the sheets that are wanted; `None` where the workbook is not understood.
pub(super) fn looks(bytes: &[u8], wanted: &[Wanted]) -> Option<Vec<Look>> {
    let mut parts = Parts::open(bytes)?;
    let targets = relations(&mut parts, BOOK);
    let mut listed = Vec::new();
    let mut records = Records::new(parts.read(BOOK)?);
    while let Some((kind, data)) = records.next() {
        // A bundled sheet: its state, number, and the names of its part and of itself.
        if kind == 156 {
            let (id, rest) = wide(data.get(8..)?)?;
            let (name, _) = wide(rest)?;
            listed.push((name, targets.get(&id).map(|target| target.part.clone()).unwrap_or_default()));
        }
        if listed.len() > MOST_STYLES {
            break;
        }
    }
    drop(records);
    let styles = targets.values().find(|target| target.kind.ends_with("/styles"));
    let fills = styles.and_then(|styles| parts.read(&styles.part)).map(fills).unwrap_or_default();
    Some(of_parts(wanted, &listed, |part| look(&mut parts, part, &fills)))
}

/// The colours of the cell formats, by their number; empty where no cell can be coloured.
fn fills(reader: impl Read) -> Vec<Option<u32>> {
    let mut records = Records::new(reader);
    let (mut fills, mut formats, mut cells) = (Vec::new(), Vec::new(), false);
    while let Some((kind, data)) = records.next() {
        match kind {
            45 => fills.push(fill(data)),
            617 => cells = true,
            618 => cells = false,
            47 if cells => {
                let id = u16_at(data, 6).and_then(|id| fills.get(usize::from(id)));
                formats.push(id.copied().flatten());
            }
            _ => {}
        }
        if fills.len() > MOST_STYLES || formats.len() > MOST_STYLES {
            break;
        }
    }
    if formats.iter().all(Option::is_none) { Vec::new() } else { formats }
}

/// A number for a fill: pattern and foreground colour; `None` where nothing or white shows.
fn fill(data: &[u8]) -> Option<u32> {
    let pattern = u32_at(data, 0)?;
    let colour = data.get(4..12)?;
    let (kind, index, tint) = (colour.first()? >> 1, *colour.get(1)?, u16_at(colour, 2)?);
    let white = match kind {
        1 => matches!(index, 1 | 9 | 64 | 65),
        2 => colour.get(4..7) == Some(&[0xFF; 3]),
        3 => index == 0,
        _ => false,
    };
    let shown = pattern != 0 && !(pattern == 1 && white && tint == 0);
    let describes = if kind == 2 { colour.get(4..7)? } else { colour.get(..4)? };
    shown.then(|| colour_of(describes).wrapping_add(pattern))
}

fn look(parts: &mut Parts<'_>, part: &str, fills: &[Option<u32>]) -> Option<Look> {
    let found = scan(parts.read(part)?, fills)?;
    let mut filters = found.filters;
    if found.tables && !found.look.hidden_rows.is_empty() {
        let targets = relations(parts, part);
        let tables = targets.into_values().filter(|target| target.kind.ends_with("/table"));
        for table in tables.take(MOST_TABLES) {
            filters.extend(
                parts.read(&table.part).map(Records::new).and_then(|mut records| filter(&mut records)),
            );
        }
    }
    Some(found.look.finish(&filters))
}

struct Scan {
    look: Look,
    filters: Vec<(u32, u32)>,
    tables: bool,
}

impl Scan {
    /// Notes the colour of a cell; its format is a number of three bytes with flags above.
    fn cell(&mut self, row: u32, column: u32, format: u32, fills: &[Option<u32>]) {
        if let Some(fill) = fills.get((format & 0x00FF_FFFF) as usize).copied().flatten() {
            self.look.add_colour(row, column, column, fill);
        }
    }
}

/// `None` where the part is no sheet, or does not end.
fn scan(reader: impl Read, fills: &[Option<u32>]) -> Option<Scan> {
    let mut scan = Scan { look: Look::default(), filters: Vec::new(), tables: false };
    let mut records = Records::new(reader);
    let (mut row, mut column, mut filter) = (0, 0, Filter::default());
    let (mut started, mut whole) = (false, false);
    while let Some((kind, data)) = records.next() {
        match kind {
            129 => started = true,
            130 => whole = started,
            // A row: number, format, height, flags.
            0 => {
                row = u32_at(data, 0)?;
                let (height, flags) = (u16_at(data, 8)?, *data.get(11)?);
                // A height of none counts where it was set by hand.
                if flags & 0x10 != 0 || flags & 0x20 != 0 && height == 0 {
                    scan.look.hidden_rows.add(row, row, MOST_ROWS);
                }
            }
            // Cells: column, then the format in three bytes.
            1..=11 if !fills.is_empty() => {
                column = u32_at(data, 0)?;
                scan.cell(row, column, u32_at(data, 4)?, fills);
            }
            // Short cells stand right of the one before and say no column.
            12..=18 if !fills.is_empty() => {
                column = column.saturating_add(1);
                scan.cell(row, column, u32_at(data, 0)?, fills);
            }
            // Columns: first, last, width, format, flags.
            60 => {
                if u16_at(data, 16)? & 1 != 0 || u32_at(data, 8)? == 0 {
                    scan.look.hidden_columns.add(u32_at(data, 0)?, u32_at(data, 4)?, MOST_COLUMNS);
                }
            }
            660 => scan.tables = true,
            _ => {
                filter.record(kind, data);
            }
        }
    }
    scan.filters.extend(filter.active);
    (whole && records.sound).then_some(scan)
}

fn filter(records: &mut Records<impl Read>) -> Option<(u32, u32)> {
    let mut filter = Filter::default();
    while let Some((kind, data)) = records.next() {
        filter.record(kind, data);
    }
    filter.active
}

/// Looks for a filter with a condition.
#[derive(Default)]
struct Filter {
    area: Option<(u32, u32)>,
    column: bool,
    /// Its rows, without the header.
    active: Option<(u32, u32)>,
}

impl Filter {
    fn record(&mut self, kind: u32, data: &[u8]) {
        match kind {
            161 if self.area.is_none() => {
                let rows = u32_at(data, 0).zip(u32_at(data, 4));
                self.area = rows.map(|(first, last)| (first.saturating_add(1), last));
            }
            163 => self.column = true,
            164 => self.column = false,
            _ if self.column && self.active.is_none() => self.active = self.area,
            _ => {}
        }
    }
}

/// Records of a part: kind and the start of their data.
struct Records<R> {
    reader: BufReader<R>,
    data: Vec<u8>,
    /// Whether the part can be read to its end, as far as it has been.
    sound: bool,
}

impl<R: Read> Records<R> {
    fn new(reader: R) -> Self {
        Self { reader: BufReader::with_capacity(64 << 10, reader), data: Vec::new(), sound: true }
    }

    fn next(&mut self) -> Option<(u32, &[u8])> {
        let first = self.byte()?;
        let kind = match first & 0x80 {
            0 => u32::from(first),
            _ => u32::from(first & 0x7F) | u32::from(self.byte()? & 0x7F) << 7,
        };
        let mut length = 0_u64;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.data.clear();
        let kept = length.min(KEPT);
        let read = self.reader.by_ref().take(kept).read_to_end(&mut self.data);
        let rest = std::io::copy(&mut self.reader.by_ref().take(length - kept), &mut std::io::sink());
        self.sound &= read.is_ok() && rest.is_ok_and(|rest| rest == length - kept);
        (self.sound && self.data.len() as u64 == kept).then_some((kind, &self.data))
    }

    fn byte(&mut self) -> Option<u8> {
        let mut byte = [0];
        self.reader.read_exact(&mut byte).ok()?;
        Some(byte[0])
    }
}

/// A text of two-byte letters with its length before it, and what follows.
fn wide(data: &[u8]) -> Option<(String, &[u8])> {
    let length = u32_at(data, 0)?;
    let length = if length == u32::MAX { 0 } else { (length as usize).checked_mul(2)? };
    let (text, rest) = data.get(4..)?.split_at_checked(length)?;
    let units: Vec<u16> = text.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    Some((String::from_utf16_lossy(&units), rest))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u16::from(*byte)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let low = u8::try_from(kind & 0x7F).unwrap();
        let kind = if kind < 128 { vec![low] } else { vec![low | 0x80, u8::try_from(kind >> 7).unwrap()] };
        [kind, vec![u8::try_from(data.len()).unwrap()], data.to_vec()].concat()
    }

    fn row(number: u32, hidden: bool) -> Vec<u8> {
        let mut data = [0; 17];
        data[..4].copy_from_slice(&number.to_le_bytes());
        data[8] = 20;
        data[11] = if hidden { 0x10 } else { 0 };
        record(0, &data)
    }

    fn area(rows: [u32; 2]) -> Vec<u8> {
        record(161, &[rows.map(u32::to_le_bytes).concat(), vec![0; 8]].concat())
    }

    #[test]
    fn a_filter_with_a_condition_takes_its_rows() {
        let rows = [record(129, &[]), row(0, false), row(1, true), row(7, true)].concat();
        let with = |condition: &[u8]| {
            let column = [record(163, &[0; 6]), condition.to_vec(), record(164, &[])].concat();
            let part = [rows.clone(), area([0, 5]), column, record(162, &[]), record(130, &[])].concat();
            let found = scan(&part[..], &[]).unwrap();
            let look = found.look.finish(&found.filters);
            (look.hidden_rows.0, look.filtered_rows.0)
        };
        assert_eq!(with(&record(165, &[0; 8])), (vec![(7, 7)], vec![(1, 1)]));
        assert_eq!(with(&[]), (vec![(1, 1), (7, 7)], vec![]));
    }

    #[test]
    fn fills_of_formats_are_the_colours_of_cells() {
        let fill = |pattern: u8, colour: [u8; 8]| {
            let mut data = [0; 68];
            data[0] = pattern;
            data[4..12].copy_from_slice(&colour);
            record(45, &data)
        };
        let format = |fill: u8| {
            let mut data = [0; 16];
            data[6] = fill;
            record(47, &data)
        };
        let white = fill(1, [5, 0, 0, 0, 255, 255, 255, 255]);
        let green = fill(1, [5, 0, 0, 0, 0, 255, 0, 255]);
        let theme = fill(1, [7, 4, 0, 0, 0, 0, 0, 255]);
        let fills_part = [fill(0, [3, 64, 0, 0, 0, 0, 0, 0]), white, green, theme].concat();
        let formats =
            [record(617, &[]), format(0), format(1), format(2), format(3), record(618, &[])].concat();
        // Formats of styles, outside of those for cells, have numbers of their own.
        let styles = [fills_part, record(626, &[]), format(2), record(627, &[]), formats].concat();
        let colours = fills(&styles[..]);
        assert_eq!((colours.len(), colours[0], colours[1]), (4, None, None));
        assert!(colours[2].is_some() && colours[3].is_some() && colours[2] != colours[3]);
        let cell = |column: u8, format: u8| record(1, &[column, 0, 0, 0, format, 0, 0, 0]);
        let cells = [row(4, false), cell(2, 2), record(12, &[3, 0, 0, 0]), cell(7, 1)].concat();
        let part = [record(129, &[]), cells, record(130, &[])].concat();
        let look = scan(&part[..], &colours).unwrap().look.finish(&[]);
        assert_eq!([2, 3, 7].map(|column| look.colour(4, column)), [colours[2], colours[3], None]);
    }

    #[test]
    fn a_part_cut_short_is_not_known() {
        let part = [record(129, &[]), row(3, true), record(130, &[])].concat();
        assert!(scan(&part[..], &[]).is_some());
        assert!((0..part.len()).all(|end| scan(&part[..end], &[]).is_none()));
    }
}
