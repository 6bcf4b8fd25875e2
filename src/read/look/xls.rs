//! Looks of the sheets of an `.xls`: the records for rows, columns and cells, of Excel 5 to 2003.

use super::super::compound::{Records, book, u16_at, u32_at};
use super::{Look, MOST_COLUMNS, MOST_ROWS, MOST_STYLES, Wanted, colour_of, matched};

/// The looks of the sheets that are wanted; `None` where the workbook is not understood.
pub(super) fn looks(bytes: &[u8], wanted: &[Wanted]) -> Option<Vec<Look>> {
    let stream = book(bytes)?;
    let globals = Globals::of(&stream);
    // Names are not taken from here: the order tells.
    let listed: Vec<_> = globals.sheets.iter().map(|at| (String::new(), *at)).collect();
    let looks = matched(wanted, &listed).into_iter().zip(wanted).map(|(at, wanted)| {
        if !wanted.read {
            return Look::default();
        }
        let found = at.and_then(|at| globals.look(&stream, at));
        found.unwrap_or_else(|| Look::unknown("its records are not understood"))
    });
    Some(looks.collect())
}

/// What holds for all sheets.
#[derive(Default)]
struct Globals {
    /// Where each sheet starts.
    sheets: Vec<usize>,
    /// The colours of the cell formats, by their number.
    fills: Vec<Option<u32>>,
    /// The rows of the filters, by the number of their sheet.
    filters: Vec<(usize, (u32, u32))>,
}

impl Globals {
    fn of(stream: &[u8]) -> Self {
        let mut globals = Self::default();
        for (kind, data) in Records::new(stream, 0).take_while(|(kind, _)| *kind != 0x000A) {
            match kind {
                0x0085 => globals.sheets.extend(u32_at(data, 0).map(|at| at as usize)),
                0x00E0 if globals.fills.len() < MOST_STYLES => globals.fills.push(fill(data)),
                0x0018 => globals.filters.extend(filter(data)),
                _ => {}
            }
        }
        globals
    }

    /// `None` where the sheet does not start or end where it should.
    fn look(&self, stream: &[u8], sheet: usize) -> Option<Look> {
        let mut look = Look::default();
        let mut depth = 0_u32;
        let mut filtered = false;
        let mut whole = false;
        for (kind, data) in Records::new(stream, *self.sheets.get(sheet)?) {
            match kind {
                0x0009 | 0x0209 | 0x0409 | 0x0809 => depth += 1,
                0x000A if depth <= 1 => {
                    whole = depth == 1;
                    break;
                }
                0x000A => depth -= 1,
                // Records of an embedded chart are none of the sheet.
                _ if depth != 1 => {}
                // A row: number, cells, height, flags.
                0x0208 => {
                    let (row, height, flags) =
                        (u32::from(u16_at(data, 0)?), u16_at(data, 6)?, u16_at(data, 12)?);
                    // A height of none counts where it was set by hand.
                    if flags & 0x20 != 0 || flags & 0x40 != 0 && height & 0x7FFF == 0 {
                        look.hidden_rows.add(row, row, MOST_ROWS);
                    }
                }
                // Columns: first, last, width, format, flags.
                0x007D => {
                    let (first, last) = (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
                    if u16_at(data, 8)? & 1 != 0 || u16_at(data, 4)? == 0 {
                        look.hidden_columns.add(first, last, MOST_COLUMNS);
                    }
                }
                0x009B => filtered = true,
                // A filter's arrow with a condition; some programs write no more than that.
                0x009E => filtered |= u16_at(data, 2)? & 0x0010 != 0 || condition(data),
                _ => self.colours(kind, data, &mut look),
            }
        }
        let area = self.filters.iter().find(|(of, _)| *of == sheet).map_or((0, MOST_ROWS), |(_, area)| *area);
        whole.then(|| look.finish(if filtered { std::slice::from_ref(&area) } else { &[] }))
    }

    /// Notes the colours of a record of cells.
    fn colours(&self, kind: u16, data: &[u8], look: &mut Look) {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        let (row, first) = (u32::from(row), u32::from(first));
        // Several cells in one record: each has its format, and numbers their value.
        let (step, count) = match kind {
            0x00BE => (2, data.len().saturating_sub(6) / 2),
            0x00BD => (6, data.len().saturating_sub(6) / 6),
            0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x0006 | 0x027E | 0x00FD | 0x00D6 => (0, 1),
            _ => return,
        };
        for (column, at) in (first..).zip((0..count).map(|cell| 4 + cell * step)) {
            let fill = u16_at(data, at).and_then(|format| self.fills.get(usize::from(format & 0x0FFF)));
            if let Some(fill) = fill.copied().flatten() {
                look.add_colour(row, column, column, fill);
            }
        }
    }
}

/// Whether a filter's column has a condition: the first of two is of some kind.
fn condition(data: &[u8]) -> bool {
    data.get(4).is_some_and(|kind| *kind != 0)
}

/// The fill of a cell format: pattern and number of its colour; `None` where nothing or white shows.
fn fill(data: &[u8]) -> Option<u32> {
    let (pattern, colour) = match data.len() {
        // Excel 97 and later, and Excel 5.
        20.. => (u16_at(data, 16)? >> 10, u16_at(data, 18)? & 0x7F),
        16.. => (u16_at(data, 10)? & 0x3F, u16_at(data, 8)? & 0x7F),
        _ => return None,
    };
    let white = matches!(colour, 1 | 9 | 64 | 65);
    let describes = [pattern.to_le_bytes(), colour.to_le_bytes()].concat();
    (pattern != 0 && !(pattern == 1 && white)).then(|| colour_of(&describes))
}

/// The sheet and the rows, without the header, that the built-in name of a filter's area stands for.
fn filter(data: &[u8]) -> Option<(usize, (u32, u32))> {
    let built_in = u16_at(data, 0)? & 0x20 != 0;
    let (length, formula) = (*data.get(3)?, usize::from(u16_at(data, 4)?));
    let sheet = usize::from(u16_at(data, 8)?).checked_sub(1)?;
    // A flag for wide letters stands before the one letter, but not in Excel 5.
    let name = data.get(14..data.len().checked_sub(formula)?)?;
    if !built_in || length != 1 || !name.ends_with(&[0x0D]) {
        return None;
    }
    let formula = data.get(14 + name.len()..)?;
    let rows = match (formula.first()?, formula.len()) {
        (0x3B, 11..) if name.len() == 2 => (u16_at(formula, 3)?, u16_at(formula, 5)?),
        (0x3B, 21..) => (u16_at(formula, 15)? & 0x3FFF, u16_at(formula, 17)? & 0x3FFF),
        _ => return None,
    };
    Some((sheet, (u32::from(rows.0) + 1, u32::from(rows.1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_of_a_filter_stands_behind_its_name() {
        let data = [
            &[0x21, 0, 0, 1, 0x0B, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0x0D][..],
            &[0x3B, 0, 0, 4, 0, 6, 0, 0, 0, 5, 0],
        ]
        .concat();
        assert_eq!(filter(&data), Some((1, (5, 6))));
        assert!((0..data.len()).all(|end| filter(&data[..end]).is_none()));
    }

    #[test]
    fn formats_of_both_ages_have_fills() {
        let mut new = [0_u8; 20];
        (new[17], new[18]) = (1 << 2, 42);
        let mut old = [0_u8; 16];
        (old[8], old[10]) = (42, 1);
        assert!(fill(&new).is_some());
        assert_eq!(fill(&new), fill(&old));
        (new[18], old[10]) = (9, 0);
        assert_eq!([fill(&new), fill(&old), fill(&new[..12])], [None; 3]);
    }
}
