//! Cells beside the columns that have a header: they are told, since nothing is read from them.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::key::Key;
use super::layout::Layout;
use super::rows::data_rows;
use crate::diagnostic::{Diagnostics, Kind, short};

/// Reports cells in columns without a header: a row of a text file that is too long, or a column of a sheet.
pub(super) fn tell(grid: &Grid, layout: &Layout, problems: &mut Diagnostics) {
    let last = layout.columns.last().map_or(0, |headed| headed.index);
    let text_file = grid.source.sheet.is_none();
    let mut columns: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    for row in data_rows(grid, layout) {
        let inside = row.cells.iter().any(|(column, _)| layout.has_header(*column));
        let mut outside = row.cells.iter().filter(|(column, _)| !layout.has_header(*column));
        if text_file && inside {
            if let Some((column, text)) = outside.find(|(column, _)| *column > last) {
                problems.push(
                    Kind::RaggedRow,
                    &grid.cell(row.number, *column),
                    format!(
                        "the row is longer than the header; `{}` and what follows was not used",
                        short(text, 40)
                    ),
                    "put text that holds the delimiter between quotation marks",
                );
            }
            continue;
        }
        let mut alone = Key::default();
        for (column, _) in outside {
            if alone.cells(row, grid, |other| other == *column) == 0 {
                columns.entry(*column).or_insert((row.number, 0)).1 += 1;
            }
        }
    }
    for (column, (row, cells)) in columns {
        problems.push(
            Kind::UnknownColumn,
            &grid.cell(row, column),
            format!("{} has no header; its {cells} filled cells were not used", grid.column_label(column)),
            "where they matter, give the column a header",
        );
    }
}
