//! How a sheet looks, as far as that changes what it says: hidden rows and columns, and coloured cells.
//!
//! The workbook reader tells none of it. Here the parts are read a second time, for these few things only; what
//! cannot be found out leaves the cells as they are, and is told.

mod colours;
mod hidden;
mod ods;
mod struck;
#[cfg(test)]
mod tests;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use self::colours::{is_coloured, lint};
pub(super) use self::hidden::{leave_out, tell, tell_lost, with_hidden};
use super::Meaning;
use super::columns::Column;
use super::contain::contain;
use super::content::Content;
use super::file::Sheet;
use super::grid::{Grid, Row};
use super::layout::{Headed, Table};
use super::sheet::Listed;

const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;
/// Runs of hidden rows or columns of one sheet, and of coloured cells. Every second row of the longest sheet
/// stays below the first; a table that people colour by hand, far below the second.
const MOST_RANGES: usize = 600_000;
const MOST_RUNS: usize = 100_000;
/// Styles of one workbook that are looked at; spreadsheet programs stop at 65,490.
const MOST_STYLES: usize = 65_536;

/// What the format of a cell may say of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Format {
    /// A number for its fill; `None` for none, or white.
    colour: Option<u32>,
    /// The whole text is struck through.
    struck: bool,
}

/// How a sheet looks.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// Why it is not known; empty where it is.
    pub unknown: &'static str,
    /// Rows that were hidden by hand.
    pub hidden_rows: Ranges,
    /// Rows that an active filter hides.
    pub filtered_rows: Ranges,
    /// Hidden columns.
    pub hidden_columns: Ranges,
    /// Cells with a colour, by row and column.
    runs: Vec<Run>,
    /// Cells whose whole text is struck through.
    struck: Vec<Run>,
    /// The rows with text that [`leave_out`] took out of the grid.
    taken: Vec<Row>,
}

/// Neighbouring cells of a row with one colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    row: u32,
    first: u32,
    last: u32,
    colour: u32,
}

/// Adds a run, or makes the last one longer by it.
fn add_run(runs: &mut Vec<Run>, run: Run) {
    if run.row >= MOST_ROWS || run.first >= MOST_COLUMNS {
        return;
    }
    let (run, full) = (Run { last: run.last.min(MOST_COLUMNS), ..run }, runs.len() >= MOST_RUNS);
    match runs.last_mut() {
        Some(known) if (known.row, known.colour, known.last + 1) == (run.row, run.colour, run.first) => {
            known.last = run.last;
        }
        _ if full => {}
        _ => runs.push(run),
    }
}

impl Look {
    /// Nothing is known.
    fn unknown(why: &'static str) -> Self {
        Self { unknown: why, ..Self::default() }
    }

    /// A number that stands for the fill colour of a cell; `None` where it has none, or white.
    pub(super) fn colour(&self, row: u32, column: u32) -> Option<u32> {
        let next = self.runs.partition_point(|run| (run.row, run.first) <= (row, column));
        let run = self.runs.get(next.checked_sub(1)?)?;
        (run.row == row && run.last >= column).then_some(run.colour)
    }

    fn add_format(&mut self, row: u32, column: u32, format: Format) {
        if format.struck {
            add_run(&mut self.struck, Run { row, first: column, last: column, colour: 0 });
        }
        if let Some(colour) = format.colour {
            self.add_colour(row, column, column, colour);
        }
    }

    /// Whether any cell has a colour.
    fn has_colours(&self) -> bool {
        !self.runs.is_empty()
    }

    fn add_colour(&mut self, row: u32, first: u32, last: u32, colour: u32) {
        add_run(&mut self.runs, Run { row, first, last, colour });
    }

    /// Whether further colours are passed over.
    fn is_full(&self) -> bool {
        self.runs.len() >= MOST_RUNS
    }

    /// Sorts what was found. Hidden rows within a filter's rows, first and last part of them, are the filter's.
    fn finish(mut self, filters: &[(u32, u32)]) -> Self {
        for ranges in [&mut self.hidden_rows, &mut self.filtered_rows, &mut self.hidden_columns] {
            if !ranges.sort() {
                return Self::unknown("there are too many of them");
            }
        }
        for (first, last) in filters {
            self.filtered_rows.0.extend(self.hidden_rows.take(*first, *last));
        }
        self.filtered_rows.sort();
        self.runs.sort_unstable();
        self
    }
}

/// Sets of rows or columns, as runs: first and last of each, ascending and apart once sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    fn add(&mut self, first: u32, last: u32, bound: u32) {
        if first >= bound || last < first {
            return;
        }
        let last = last.min(bound - 1);
        let full = self.0.len() > MOST_RANGES;
        match self.0.last_mut() {
            Some(known) if known.1 + 1 == first => known.1 = last,
            _ if full => {}
            _ => self.0.push((first, last)),
        }
    }

    /// Whether one of them is this.
    pub(super) fn has(&self, number: u32) -> bool {
        let next = self.0.partition_point(|(first, _)| *first <= number);
        next.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, last)| *last >= number)
    }

    /// The first number from this one on that is none of them.
    fn next_outside(&self, number: u32) -> Option<u32> {
        let next = self.0.partition_point(|(first, _)| *first <= number);
        match next.checked_sub(1).and_then(|at| self.0.get(at)) {
            Some((_, last)) if *last >= number => last.checked_add(1),
            _ => Some(number),
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Brings them in order; `false` where some were passed over.
    fn sort(&mut self) -> bool {
        let whole = self.0.len() <= MOST_RANGES;
        self.0.sort_unstable();
        self.0.dedup_by(|next, known| {
            let joined = next.0 <= known.1 + 1;
            known.1 = if joined { known.1.max(next.1) } else { known.1 };
            joined
        });
        whole
    }

    /// Moves what lies between two numbers out.
    fn take(&mut self, first: u32, last: u32) -> Vec<(u32, u32)> {
        let mut taken = Vec::new();
        let mut left = Vec::with_capacity(self.0.len());
        for (from, to) in self.0.drain(..) {
            let inside = (from.max(first), to.min(last));
            if inside.0 > inside.1 {
                left.push((from, to));
                continue;
            }
            taken.push(inside);
            left.extend((from < inside.0).then(|| (from, inside.0 - 1)));
            left.extend((to > inside.1).then(|| (inside.1 + 1, to)));
        }
        self.0 = left;
        taken
    }
}

/// Finds out how the sheets that are being read look. Never costs a sheet.
pub(super) fn of(bytes: &[u8], content: &Content, listed: &[Listed]) -> Vec<Look> {
    let wanted: Vec<Wanted> =
        listed.iter().map(|sheet| Wanted { name: sheet.shown(), read: sheet.skipped.is_none() }).collect();
    if wanted.iter().all(|sheet| !sheet.read) {
        return vec![Look::default(); wanted.len()];
    }
    let looks = contain(|| match content {
        Content::Xlsx(_) => xlsx::looks(bytes, &wanted),
        Content::Xlsb(_) => xlsb::looks(bytes, &wanted),
        Content::Ods(_) => ods::looks(bytes, &wanted),
        Content::Xls => xls::looks(bytes, &wanted),
        Content::Text => Some(vec![Look::default(); wanted.len()]),
    });
    let failed = || vec![Look::unknown("their properties cannot be read"); wanted.len()];
    looks.flatten().unwrap_or_else(failed)
}

/// Gives the sheets that have cells their looks.
pub(super) fn attach(looks: Vec<Look>, sheets: &mut [Sheet]) {
    for (sheet, look) in sheets.iter_mut().zip(looks) {
        if let Ok(grid) = &mut sheet.grid
            && !grid.rows.is_empty()
        {
            grid.look = Arc::new(look);
        }
    }
}

/// Where a table stands, for what is told of its look. Rows and columns are its grid's.
pub(super) struct Area<'a> {
    /// The cells of the table: those of the sheet, or its own.
    grid: &'a Grid,
    /// The first row of the header.
    header: u32,
    /// The rows below it that may be data.
    rows: &'a [Row],
    /// The columns that are used.
    columns: Vec<u32>,
    /// Those that hold codes, with their headers.
    codes: Vec<(u32, &'a str)>,
    /// The column of the countries.
    countries: Option<u32>,
}

impl<'a> Area<'a> {
    /// Of a table on a sheet with these cells.
    pub(super) fn of(sheet: &'a Grid, table: &'a Table) -> Self {
        let grid = table.own.as_deref().unwrap_or(sheet);
        let layout = &table.layout;
        let used = || layout.columns.iter().filter(|headed| headed.used);
        let is_code =
            |headed: &&Headed| matches!(headed.says, Some(Column::Theme(_) | Column::Field(Meaning::Level)));
        let of = |meaning| used().find(|headed| headed.says == Some(Column::Field(meaning)));
        Self {
            grid,
            header: grid.rows.get(layout.header).map_or(0, |row| row.number),
            rows: grid.rows.get(layout.data.clone()).unwrap_or_default(),
            columns: used().map(|headed| headed.index).collect(),
            codes: used().filter(is_code).map(|headed| (headed.index, &*headed.header)).collect(),
            countries: of(Meaning::Country).or_else(|| of(Meaning::Iso)).map(|headed| headed.index),
        }
    }
}

/// A sheet of the workbook as its reader lists them.
struct Wanted {
    name: String,
    /// Whether its cells may be used.
    read: bool,
}

/// For each sheet the part that it stands in, of a list in the workbook's order. Names may be odd; where there are
/// as many in the list as there are sheets, the order tells.
fn matched<T>(wanted: &[Wanted], listed: &[(String, T)]) -> Vec<Option<usize>> {
    let by_order = wanted.len() == listed.len();
    let by_name = |name: &str| {
        let mut alike = listed.iter().enumerate().filter(|(_, (known, _))| known == name);
        let found = alike.next().map(|(at, _)| at);
        found.filter(|_| alike.next().is_none())
    };
    wanted
        .iter()
        .enumerate()
        .map(|(at, sheet)| match (sheet.read, by_order) {
            (false, _) => None,
            (true, true) => Some(at),
            (true, false) => by_name(&sheet.name),
        })
        .collect()
}

/// The looks of sheets that stand in parts of an archive, in the order of `wanted`. A part is looked at once, however
/// many sheets claim it.
fn of_parts(
    wanted: &[Wanted],
    listed: &[(String, String)],
    mut look: impl FnMut(&str) -> Option<Look>,
) -> Vec<Look> {
    let mut known: BTreeMap<&str, Look> = BTreeMap::new();
    let mut of = |part| {
        let look = || look(part).unwrap_or_else(|| Look::unknown("its part is damaged"));
        known.entry(part).or_insert_with(look).clone()
    };
    let looks = matched(wanted, listed).into_iter().zip(wanted).map(|(at, wanted)| {
        match at.and_then(|at| listed.get(at)) {
            _ if !wanted.read => Look::default(),
            Some((_, part)) => of(part.as_str()),
            None => Look::unknown("the sheet's part is not found"),
        }
    });
    looks.collect()
}

/// A number for a colour, from the bytes that describe it (FNV-1a).
fn colour_of(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
