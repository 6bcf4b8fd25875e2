//! Rows that their own table takes out: of another document than a plan ("Law 29733" in a column where "NAP" stands too), or
//! marked as not to be counted ("Include: no", "Review status: rejected").

use super::Meaning;
use super::columns::{Asks, Column};
use super::grid::{Grid, Row};
use super::layout::{Headed, Layout};

/// The columns of a table that may take out a row.
#[derive(Debug, Default)]
pub(super) struct Excluded {
    columns: Vec<(u32, Asks)>,
}

impl Excluded {
    /// The columns of a table that may.
    pub(super) fn of(grid: &Grid, layout: &Layout) -> Self {
        let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
        let asks = |column: &Headed| match &column.says {
            Some(Column::Field(Meaning::Document)) => Some(Asks::Document),
            // A column in use says what it says.
            _ => Asks::of_header(&column.header).filter(|asks| *asks == Asks::Document || !column.used),
        };
        let columns = layout.columns.iter().filter_map(|column| {
            let asks = asks(column)?;
            let texts = rows.iter().filter_map(|row| row.get(column.index));
            asks.is_asked(texts).then_some((column.index, asks))
        });
        Self { columns: columns.collect() }
    }

    /// The column that takes out the row, with what it says.
    pub(super) fn by<'r>(&self, row: &'r Row) -> Option<(u32, &'r str)> {
        self.columns.iter().find_map(|(column, asks)| {
            let text = row.get(*column)?;
            asks.takes_out(text).then_some((*column, &**text))
        })
    }
}
