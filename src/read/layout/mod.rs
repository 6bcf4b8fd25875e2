//! What kind of tables a sheet holds: finds the headers and says what each column is.
//!
//! Row 1 is often a title, and notes and keys may follow before the table begins. A header is a row (or two or three
//! of them) whose words the vocabulary knows, and that has what a table needs: themes with codes, or passages, and
//! countries. Countries are known by their header, by what stands in the column, or by the sheet's name or title.
//! Where no such table stands upright, the sheet is looked at with rows and columns exchanged: countries across,
//! and forms with labels beside values.

mod about;
mod answers;
mod choose;
mod form;
mod header;
mod report;
mod split;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use self::about::About;
pub(super) use self::answers::{Mark, denies, mark};
pub(super) use self::choose::columns as choose;
pub(super) use self::header::shape;
pub(super) use self::report::report;
use super::columns::{Column, NOT_USED, Vocabulary};
use super::grid::{Grid, place_of};
use super::{Meaning, Shape};
use crate::diagnostic::Spot;

/// Rows and columns of a sheet that is looked at with the two exchanged. Nobody writes more countries across.
const MOST_TURNED: (usize, usize) = (4_000, 600);

/// A table of a sheet.
#[derive(Debug)]
pub(super) struct Table {
    /// Its cells, where they are not simply those of the sheet: turned, or the columns of one of two tables that
    /// stand side by side.
    pub own: Option<Arc<Grid>>,
    /// Its header and columns.
    pub layout: Layout,
}

/// A table's header, columns and rows.
#[derive(Debug)]
pub(super) struct Layout {
    /// The kind of table.
    pub shape: Shape,
    /// Index of the header in the grid's rows.
    pub header: usize,
    /// Rows that the header takes: one, or more where groups stand over the columns.
    pub header_rows: usize,
    /// Indices of the grid's rows between the table before and the header: titles, notes, keys.
    pub above: Range<usize>,
    /// Indices of the grid's rows below the header, up to the next table or the end.
    pub data: Range<usize>,
    /// Indices of the grid's rows behind the data that were not read, since too many looked like a header.
    pub unread: Range<usize>,
    /// The columns with a header, from left to right.
    pub columns: Vec<Headed>,
    /// A theme that the whole table is about, from the sheet's name or a title, and where that stands.
    pub theme: Option<(Arc<str>, Spot)>,
    /// A country that the whole table is about, as written in the sheet's name or a title.
    pub country: Option<(Arc<str>, Spot)>,
    /// A period that the whole table is about, as written.
    pub period: Option<(Arc<str>, Spot)>,
}

impl Layout {
    /// The themes that stand across, by their first column.
    pub(super) fn themes(&self) -> Vec<Arc<str>> {
        let mut themes: Vec<Arc<str>> = Vec::new();
        for column in self.columns.iter().filter(|column| column.used) {
            if let Some(Column::Theme(theme) | Column::Detail(theme, _)) = &column.says
                && !themes.contains(theme)
            {
                themes.push(Arc::clone(theme));
            }
        }
        themes
    }

    /// The editions that stand across, by their first column.
    pub(super) fn editions(&self) -> Vec<(Arc<str>, Spot)> {
        let mut editions: Vec<(Arc<str>, Spot)> = Vec::new();
        for column in self.columns.iter().filter(|column| column.used) {
            if let Some(edition) = &column.edition
                && !editions.iter().any(|(words, _)| *words == edition.0)
            {
                editions.push(edition.clone());
            }
        }
        editions
    }

    /// Whether a column with a header stands there.
    pub(super) fn has_header(&self, column: u32) -> bool {
        place_of(&self.columns, column, |headed| headed.index).is_some()
    }
}

/// A column with a header.
#[derive(Debug, Clone)]
pub(super) struct Headed {
    /// From 0.
    pub index: u32,
    /// The header's row, from 0.
    pub row: u32,
    /// The header as written.
    pub header: Arc<str>,
    /// What the header says.
    pub says: Option<Column>,
    /// The edition that the column is about, where several stand across, and where that is written.
    pub edition: Option<(Arc<str>, Spot)>,
    /// What a mark in the column means, where it stands for one level (`Commitment | Mention`), and where that is written.
    pub answer: Option<(Arc<str>, Spot)>,
    /// Whether its cells are used.
    pub used: bool,
    /// Whether it holds the same as a column that is used. Where it has another code, neither counts.
    pub again: bool,
}

impl Headed {
    /// The edition that it is about.
    pub(super) fn edition(&self) -> Option<&str> {
        self.edition.as_ref().map(|(words, _)| &**words)
    }

    /// What a mark in it means, where that is one level.
    pub(super) fn answer(&self) -> Option<&str> {
        self.answer.as_ref().map(|(words, _)| &**words)
    }

    /// The name of its meaning for reports: `country`, `theme:ict`, `theme:ict@2014`, `not used`.
    pub(super) fn meaning_name(&self) -> String {
        match &self.says {
            Some(says) if self.used && *says != Column::NotUsed => {
                says.written(self.answer(), self.edition())
            }
            _ => NOT_USED.to_owned(),
        }
    }

    fn is(&self, meaning: Meaning) -> bool {
        self.says == Some(Column::Field(meaning))
    }

    fn is_country(&self) -> bool {
        self.is(Meaning::Country) || self.is(Meaning::Iso)
    }
}

/// Takes their meaning from the columns of these numbers: another says it, or they say something else.
fn take_meaning(columns: &mut [Headed], numbers: &[u32]) {
    columns.iter_mut().filter(|column| numbers.contains(&column.index)).for_each(|column| column.says = None);
}

/// Why a sheet holds no table that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTable {
    /// There are no cells.
    Blank,
    /// Text, a key or a list, but no table of countries. Nothing is lost.
    NoData,
    /// A table with headers and countries, and nothing filled in. Nothing is lost.
    Unfilled,
    /// A table that is not about what is in the plans, by the name of its sheet: `Recommendations`, `Themes left out`.
    SomethingElse,
    /// A table whose header is not understood. What is in it is lost.
    NotUnderstood,
}

/// Finds the tables of a sheet, from top to bottom and from left to right; at least one.
///
/// `alone` says that the sheet is the only one of its file with cells, so that the file's name may say what it is about.
pub(super) fn find(grid: &Grid, alone: bool, vocabulary: &Vocabulary) -> Result<Vec<Table>, NoTable> {
    if grid.rows.is_empty() {
        return Err(NoTable::Blank);
    }
    let about = About::of_name(&grid.source, alone, vocabulary);
    let mut tables = Vec::new();
    // A table's rows of data do not pass for labels with values, so that forms can be looked for first.
    for form in form::forms(grid, vocabulary) {
        let form = Arc::new(form);
        let mut found = split::tables(&form, &about, vocabulary);
        found.retain(|table| choose::names_a_country(&form, &table.layout, vocabulary));
        found.iter_mut().for_each(|table| table.own = Some(Arc::clone(&form)));
        tables.append(&mut found);
    }
    if tables.is_empty() {
        tables = split::tables(grid, &about, vocabulary);
    }
    if tables.is_empty() {
        let turned = turnable(grid).then(|| Arc::new(grid.turn()));
        tables = turned.iter().flat_map(|turned| split::tables(turned, &about, vocabulary)).collect();
        tables.retain(|table| {
            let grid = table.own.as_deref().or(turned.as_deref()).unwrap_or(grid);
            !table.layout.data.is_empty()
                && choose::names_a_country(grid, &table.layout, vocabulary)
                && !choose::answers(grid, &table.layout, vocabulary)
        });
        for table in &mut tables {
            table.own = table.own.take().or_else(|| turned.clone());
        }
    }
    if tables.is_empty() {
        return Err(header::why_none(grid, vocabulary));
    }
    if header::is_of_something_else(grid) {
        return Err(NoTable::SomethingElse);
    }
    Ok(tables)
}

/// Whether a code or a passage is filled in anywhere in a table. `grid` is the sheet's.
pub(super) fn is_filled(grid: &Grid, table: &Table) -> bool {
    choose::is_filled(table.own.as_deref().unwrap_or(grid), &table.layout)
}

fn turnable(grid: &Grid) -> bool {
    let widest = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    grid.rows.len() <= MOST_TURNED.0 && widest <= MOST_TURNED.1
}
