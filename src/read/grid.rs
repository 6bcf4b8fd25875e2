//! The cells of one sheet, whatever file they came from: rows that are not blank, with clean text.
//!
//! Sparse, so that a far-away cell costs one cell and not the whole rectangle up to it.

use std::borrow::Cow;
use std::sync::Arc;

use super::Limits;
use super::clean::{clean, is_error, is_plain};
use super::file::Refused;
use super::look::Look;
use super::odd;
use crate::diagnostic::{Kind, Place, Source, Spot, column_name};

/// Texts up to this many bytes are worth sharing: countries, periods, codes.
const SHORT: usize = 64;
/// Places for shared texts, short and long; one that falls on a taken place takes it over.
const SHARED: usize = 2048;
const SHARED_LONG: usize = 512;
/// Of a long text so many bytes at each end tell its place.
const ENDS: usize = 24;
/// Bytes of different short texts in one sheet, whatever its size: a table repeats its countries and codes.
const SHORT_TEXTS: usize = 96 << 20;
/// Bytes that a cell, a row, a fault and an allocated text take beside the text itself.
const CELL: usize = 24;
const ROW: usize = 48;
const FAULT: usize = 64;
const ALLOCATED: usize = 32;

/// The cells of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// File and sheet, for places.
    pub source: Arc<Source>,
    /// Rows with at least one cell, in order.
    pub rows: Vec<Row>,
    /// Merged areas, by first row. Empty where the format does not tell.
    pub merges: Vec<Merge>,
    /// Cells that hold no text that can be used.
    pub faults: Vec<Fault>,
    /// Whether rows and columns have changed places, for a table with its countries across. Places are told
    /// through [`Grid::cell`] and [`Grid::row`], which know.
    pub turned: bool,
    /// Hidden rows and columns and colours, as the sheet numbers them.
    pub look: Arc<Look>,
    /// Labels and values of a form, as a header and one row: the cells of each column, header first.
    pub pairs: Option<Arc<Vec<Pair>>>,
    /// Cells from which unseen characters were taken, or with a character that could not be decoded.
    pub odd: Odd,
    /// Cells with letters of another alphabet that look like Latin ones, as written; read in Latin letters.
    pub alike: Vec<(u32, u32, String)>,
    /// Bytes that the cells take, roughly.
    pub bytes: usize,
}

/// How many cells hold odd characters, and the first of them as the sheet numbers it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Odd {
    /// So many cells.
    pub cells: usize,
    /// Row and column of the first.
    pub first: (u32, u32),
}

/// The cells of a label and of its value, as the sheet numbers them.
pub(super) type Pair = ((u32, u32), (u32, u32));

impl Grid {
    /// The place of a cell, as the sheet numbers it.
    pub(super) fn cell(&self, row: u32, column: u32) -> Place {
        Place { source: Arc::clone(&self.source), spot: self.spot(row, column) }
    }

    /// The spot of a cell, as the sheet numbers it.
    pub(super) fn spot(&self, row: u32, column: u32) -> Spot {
        let pair = self.pairs.as_ref().and_then(|pairs| pairs.get(column as usize));
        match pair {
            Some((label, _)) if row == 0 => Spot::Cell(label.0, label.1),
            Some((_, value)) => Spot::Cell(value.0, value.1),
            None if self.turned => Spot::Cell(column, row),
            None => Spot::Cell(row, column),
        }
    }

    /// The place of a row: a column of the sheet where it is turned.
    pub(super) fn row(&self, row: u32) -> Place {
        match self.pairs.as_ref().and_then(|pairs| pairs.first()) {
            Some((label, _)) => Place::cell(&self.source, label.0, label.1),
            None if self.turned => Place::column(&self.source, row),
            None => Place::row(&self.source, row),
        }
    }

    /// How users name a column of the table: its letters, or `row 4` of the sheet where it is turned.
    pub(super) fn column_label(&self, column: u32) -> String {
        if self.turned {
            format!("row {}", u64::from(column) + 1)
        } else {
            format!("column {}", column_name(column))
        }
    }

    /// Whether a column of the table is hidden in the sheet, also where it is a row there.
    pub(super) fn is_hidden_column(&self, column: u32) -> bool {
        // Below the header, which is the first row of a form.
        let Spot::Cell(row_there, column_there) = self.spot(1, column) else { return false };
        let as_row = self.turned || self.pairs.is_some();
        let as_column = !self.turned && self.look.hidden_columns.has(column_there);
        as_column || as_row && self.look.hidden_rows.has(row_there)
    }

    /// A number that stands for the fill colour of a cell; `None` where it has none, or white.
    pub(super) fn colour(&self, row: u32, column: u32) -> Option<u32> {
        let Spot::Cell(row, column) = self.spot(row, column) else { return None };
        self.look.colour(row, column)
    }

    /// The cells of some columns alone. Rows stay, also where nothing is left in them, so that indices are the same.
    pub(super) fn columns(&self, wanted: std::ops::Range<u32>) -> Self {
        let cut = |row: &Row| Row {
            number: row.number,
            cells: row.cells.iter().filter(|(column, _)| wanted.contains(column)).cloned().collect(),
        };
        Self {
            source: Arc::clone(&self.source),
            rows: self.rows.iter().map(cut).collect(),
            merges: self.merges.iter().filter(|merge| wanted.contains(&merge.first.1)).copied().collect(),
            faults: self.faults.iter().filter(|fault| wanted.contains(&fault.column)).cloned().collect(),
            turned: self.turned,
            look: Arc::clone(&self.look),
            pairs: None,
            odd: Odd::default(),
            alike: self.alike.iter().filter(|(_, column, _)| wanted.contains(column)).cloned().collect(),
            bytes: 0,
        }
    }

    /// The same cells with rows and columns exchanged. Places keep to the sheet as it is.
    pub(super) fn turn(&self) -> Self {
        let mut cells: Vec<(u32, u32, Arc<str>)> = Vec::new();
        for row in &self.rows {
            cells.extend(row.cells.iter().map(|(column, text)| (*column, row.number, Arc::clone(text))));
        }
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        let mut rows: Vec<Row> = Vec::new();
        for (row, column, text) in cells {
            match rows.last_mut() {
                Some(last) if last.number == row => last.cells.push((column, text)),
                _ => rows.push(Row { number: row, cells: vec![(column, text)] }),
            }
        }
        let swap = |(row, column): (u32, u32)| (column, row);
        let mut merges: Vec<Merge> = self
            .merges
            .iter()
            .map(|merge| Merge { first: swap(merge.first), last: swap(merge.last) })
            .collect();
        merges.sort_unstable();
        let faults =
            self.faults.iter().map(|fault| Fault { row: fault.column, column: fault.row, ..fault.clone() });
        Self {
            source: Arc::clone(&self.source),
            rows,
            merges,
            faults: faults.collect(),
            turned: !self.turned,
            look: Arc::clone(&self.look),
            pairs: None,
            odd: self.odd,
            alike: self.alike.clone(),
            bytes: self.bytes,
        }
    }
}

/// A row that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// From 0.
    pub number: u32,
    /// Columns from 0, ascending, with texts that are never empty.
    pub cells: Vec<(u32, Arc<str>)>,
}

impl Row {
    /// The text of a column.
    pub(super) fn get(&self, column: u32) -> Option<&Arc<str>> {
        let at = place_of(&self.cells, column, |(c, _)| *c)?;
        self.cells.get(at).map(|(_, text)| text)
    }
}

/// Where a column stands among those of a row or a table, which are sorted. Mostly none is left out, and it is as far from
/// the first as their numbers are apart.
pub(super) fn place_of<T>(columns: &[T], column: u32, number: impl Fn(&T) -> u32) -> Option<usize> {
    let distance = column.checked_sub(number(columns.first()?))? as usize;
    if columns.get(distance).is_some_and(|there| number(there) == column) {
        return Some(distance);
    }
    // With gaps between them it stands nearer to the first.
    let nearer = columns.get(..distance).unwrap_or(columns);
    nearer.binary_search_by_key(&column, number).ok()
}

/// A merged area; first and last are part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merge {
    /// First row and column: the cell that holds the text.
    pub first: (u32, u32),
    /// Last row and column.
    pub last: (u32, u32),
}

/// A cell that cannot be used, and why.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// What is wrong with it.
    pub trouble: Trouble,
}

/// What is wrong with a cell.
#[derive(Debug, Clone)]
pub(super) enum Trouble {
    /// An error value, as the spreadsheet shows it.
    Error(String),
    /// A formula without the value that it gives.
    NoValue,
    /// So many characters.
    TooLong(usize),
    /// The file gives it twice, with another text each time.
    Twice,
    /// Its text is struck through.
    Struck,
}

/// Takes cells in any order and makes a [`Grid`] of them.
pub(super) struct Builder {
    grid: Grid,
    limits: Limits,
    sorted: bool,
    /// The last text of each column: the next row often repeats it.
    above: Vec<Arc<str>>,
    /// Short texts seen lately, each at the place that its letters give.
    shared: Vec<Arc<str>>,
    /// Passages seen lately: a sheet that codes four themes may write each four times.
    shared_long: Vec<Arc<str>>,
    empty: Arc<str>,
    /// Bytes of short texts so far.
    short: usize,
}

impl Builder {
    /// No cells yet.
    pub(super) fn new(source: Arc<Source>, limits: &Limits) -> Self {
        let empty: Arc<str> = Arc::from("");
        Self {
            grid: Grid {
                source,
                rows: Vec::new(),
                merges: Vec::new(),
                faults: Vec::new(),
                turned: false,
                look: Arc::default(),
                pairs: None,
                odd: Odd::default(),
                alike: Vec::new(),
                bytes: 0,
            },
            limits: *limits,
            sorted: true,
            above: Vec::new(),
            shared: vec![Arc::clone(&empty); SHARED],
            shared_long: vec![Arc::clone(&empty); SHARED_LONG],
            empty,
            short: 0,
        }
    }

    /// Adds a cell: blank text is no cell, an error value is a fault. Refuses a position past the bounds.
    pub(super) fn text(&mut self, row: u32, column: u32, raw: &str) -> Result<(), Refused> {
        let plain = is_plain(raw);
        let seen = if plain { Cow::Borrowed(raw) } else { odd::strip(raw) };
        let text = if plain { Cow::Borrowed(raw.trim()) } else { clean(&seen) };
        if text.is_empty() {
            return Ok(());
        }
        self.check(row, column)?;
        if matches!(seen, Cow::Owned(_)) || !plain && seen.contains('\u{FFFD}') {
            self.grid.odd.first =
                if self.grid.odd.cells == 0 { (row, column) } else { self.grid.odd.first.min((row, column)) };
            self.grid.odd.cells += 1;
        }
        if text.len() > self.limits.cell_chars {
            let chars = text.chars().count();
            if chars > self.limits.cell_chars {
                self.fault(row, column, Trouble::TooLong(chars));
                return Ok(());
            }
        }
        if is_error(&text) {
            return self.error(row, column, &text);
        }
        // Names, codes and headers are short; in a passage nothing is compared letter by letter.
        let latin = if text.len() <= SHORT { odd::latin(&text) } else { None };
        let text = match latin {
            Some(latin) => {
                self.spend(FAULT)?;
                self.grid.alike.push((row, column, text.into_owned()));
                self.share(column, &latin)?
            }
            None => self.share(column, &text)?,
        };
        let new_row = self.grid.rows.last().is_none_or(|last| last.number != row);
        self.spend(if new_row { CELL + ROW } else { CELL })?;
        match self.grid.rows.last_mut() {
            Some(last) if last.number == row => {
                self.sorted &= last.cells.last().is_none_or(|(c, _)| *c < column);
                last.cells.push((column, text));
            }
            last => {
                self.sorted &= last.is_none_or(|last| last.number < row);
                self.grid.rows.push(Row { number: row, cells: vec![(column, text)] });
            }
        }
        Ok(())
    }

    /// Adds a cell with an error value, as the spreadsheet shows it.
    pub(super) fn error(&mut self, row: u32, column: u32, shown: &str) -> Result<(), Refused> {
        self.check(row, column)?;
        self.spend(FAULT)?;
        self.fault(row, column, Trouble::Error(shown.to_owned()));
        Ok(())
    }

    /// Adds a cell with a formula whose value is not in the file.
    pub(super) fn unvalued(&mut self, row: u32, column: u32) -> Result<(), Refused> {
        self.check(row, column)?;
        self.spend(FAULT)?;
        self.fault(row, column, Trouble::NoValue);
        Ok(())
    }

    /// Adds a merged area.
    pub(super) fn merge(&mut self, merge: Merge) {
        self.grid.merges.push(merge);
    }

    /// The grid, sorted. Of two equal cells at one place one stays; of two that differ none, and it is a fault.
    pub(super) fn finish(mut self) -> Grid {
        if !self.sorted {
            self.grid.rows.sort_by_key(|row| row.number);
            self.grid.rows.dedup_by(|next, row| {
                let same = next.number == row.number;
                if same {
                    row.cells.append(&mut next.cells);
                }
                same
            });
            for row in &mut self.grid.rows {
                row.cells.sort_by_key(|(column, _)| *column);
                row.cells.dedup();
                let twice: Vec<u32> =
                    row.cells.windows(2).filter(|w| w[0].0 == w[1].0).map(|w| w[0].0).collect();
                row.cells.retain(|(column, _)| !twice.contains(column));
                let fault = |column: u32| Fault { row: row.number, column, trouble: Trouble::Twice };
                self.grid.faults.extend(twice.into_iter().map(fault));
            }
            self.grid.rows.retain(|row| !row.cells.is_empty());
        }
        self.grid.merges.sort_unstable();
        self.grid
    }

    /// Counts memory against the bound.
    fn spend(&mut self, bytes: usize) -> Result<(), Refused> {
        self.grid.bytes += bytes;
        if self.grid.bytes <= self.limits.cell_bytes {
            return Ok(());
        }
        Err(Refused::too_large(format!(
            "its cells take more than {} MiB of memory, which is the bound for one file",
            self.limits.cell_bytes >> 20
        )))
    }

    fn fault(&mut self, row: u32, column: u32, trouble: Trouble) {
        self.grid.faults.push(Fault { row, column, trouble });
    }

    fn check(&self, row: u32, column: u32) -> Result<(), Refused> {
        let Limits { rows, columns, .. } = self.limits;
        if (row as usize) < rows && (column as usize) < columns {
            return Ok(());
        }
        let cell = format!("{}{}", column_name(column), u64::from(row) + 1);
        Err(Refused::new(
            Kind::TooLarge,
            format!("a cell stands at {cell}, past the bound of {rows} rows and {columns} columns"),
            "delete what stands far outside the table, or split the sheet",
        ))
    }

    /// The text as a shared string; equal short texts share one, and equal long ones that stand near each other.
    fn share(&mut self, column: u32, text: &str) -> Result<Arc<str>, Refused> {
        let bytes = text.as_bytes();
        if let (Some(head), Some(tail), true) =
            (bytes.get(..ENDS), bytes.len().checked_sub(ENDS), bytes.len() > SHORT)
        {
            let ends = [head, bytes.get(tail..).unwrap_or_default()];
            let (shared, new) = put(&mut self.shared_long, &ends, text);
            self.spend(new)?;
            return Ok(shared);
        }
        let column = column as usize;
        if self.above.len() <= column {
            self.above.resize(column + 1, Arc::clone(&self.empty));
        }
        if let Some(above) = self.above.get(column).filter(|above| &***above == text) {
            return Ok(Arc::clone(above));
        }
        let (shared, new) = put(&mut self.shared, &[bytes], text);
        self.short += new;
        if self.short > SHORT_TEXTS {
            return Err(Refused::too_large("a sheet holds more different short texts than any table has"));
        }
        self.spend(new)?;
        if let Some(above) = self.above.get_mut(column) {
            *above = Arc::clone(&shared);
        }
        Ok(shared)
    }
}

/// The text as it is in a table of texts, where it takes the place of another if it is new; and the bytes that it then
/// takes. `known_by` are the parts of it that its place comes from.
fn put(texts: &mut [Arc<str>], known_by: &[&[u8]], text: &str) -> (Arc<str>, usize) {
    let place = place(known_by) % texts.len().max(1);
    let Some(held) = texts.get_mut(place) else { return (Arc::from(text), ALLOCATED + text.len()) };
    if **held == *text {
        return (Arc::clone(held), 0);
    }
    *held = Arc::from(text);
    (Arc::clone(held), ALLOCATED + text.len())
}

/// A place for a text, from letters of it (FNV-1a).
fn place(parts: &[&[u8]]) -> usize {
    let letters = parts.iter().copied().flatten();
    let hash = letters.fold(0x811C_9DC5_u32, |hash, b| (hash ^ u32::from(*b)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builder() -> Builder {
        let source = Arc::new(Source { file: "a.csv".into(), sheet: None });
        Builder::new(source, &Limits { rows: 10, columns: 5, cell_chars: 8, ..Limits::default() })
    }

    #[test]
    fn cells_in_any_order_come_out_sorted() {
        let mut cells = builder();
        for (row, column, text) in [(2, 1, "d"), (0, 3, "b"), (0, 0, "a"), (2, 0, "c"), (2, 1, "late")] {
            cells.text(row, column, text).unwrap();
        }
        let grid = cells.finish();
        let seen: Vec<_> = grid
            .rows
            .iter()
            .flat_map(|r| r.cells.iter().map(|(c, t)| (r.number, *c, t.to_string())))
            .collect();
        assert_eq!(seen, [(0, 0, "a".into()), (0, 3, "b".into()), (2, 0, "c".into())]);
        // Two texts for one cell: neither is taken.
        assert!(matches!(grid.faults[..], [Fault { row: 2, column: 1, trouble: Trouble::Twice }]));
    }

    #[test]
    fn unseen_characters_are_counted_and_memory_is_bound() {
        let mut cells = builder();
        cells.text(1, 1, "a").unwrap();
        cells.text(1, 2, "b\u{202E}").unwrap();
        cells.text(1, 3, "\u{200B}c").unwrap();
        let grid = cells.finish();
        assert_eq!(grid.odd, Odd { cells: 2, first: (1, 2) });
        assert_eq!(grid.rows[0].get(2).map(|text| &**text), Some("b"));
        let mut cells = builder();
        cells.limits.cell_bytes = 110;
        cells.text(0, 0, "a").unwrap();
        assert_eq!(cells.text(0, 1, "b").unwrap_err().kind, Kind::TooLarge);
    }

    #[test]
    fn repeated_texts_are_shared() {
        let mut cells = builder();
        for row in 0..3 {
            cells.text(row, 0, "Kenya").unwrap();
            cells.text(row, 1, "yes").unwrap();
        }
        let grid = cells.finish();
        assert!(Arc::ptr_eq(grid.rows[0].get(0).unwrap(), grid.rows[2].get(0).unwrap()));
    }

    #[test]
    fn what_cannot_be_used_is_a_fault_and_bounds_refuse() {
        let mut cells = builder();
        cells.text(0, 0, "#REF!").unwrap();
        cells.text(1, 0, "far too long").unwrap();
        assert_eq!(cells.text(10, 0, "x").unwrap_err().kind, Kind::TooLarge);
        assert_eq!(cells.text(0, 5, "x").unwrap_err().kind, Kind::TooLarge);
        let grid = cells.finish();
        assert_eq!(grid.rows.len(), 0);
        assert!(matches!(grid.faults[0].trouble, Trouble::Error(_)));
        assert!(matches!(grid.faults[1].trouble, Trouble::TooLong(12)));
    }
}
