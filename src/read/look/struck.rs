//! Cells that somebody struck through: what stands there holds no more, and is no code and no passage.
//!
//! The first cell of a row may be its country, which the rows below take over where they have none: it stays, under words that
//! name no country, so that no code goes to the country above.

use std::sync::Arc;

use super::super::grid::{Fault, Grid, Trouble};

/// Takes the texts of such cells out of a sheet. Each is told where its column is used.
pub(super) fn take_out(grid: &mut Grid) {
    let look = Arc::clone(&grid.look);
    for run in &look.struck {
        let Ok(at) = grid.rows.binary_search_by_key(&run.row, |row| row.number) else { continue };
        let Some(row) = grid.rows.get_mut(at) else { continue };
        let first = row.cells.first().map(|(column, _)| *column);
        let leads = first.filter(|first| (run.first..=run.last).contains(first));
        if let Some((_, text)) = row.cells.first_mut().filter(|_| leads.is_some()) {
            *text = Arc::from(format!("struck through: {text}"));
        }
        row.cells.retain(|(column, _)| {
            let struck = (run.first..=run.last).contains(column) && leads != Some(*column);
            if struck {
                grid.faults.push(Fault { row: run.row, column: *column, trouble: Trouble::Struck });
            }
            !struck
        });
    }
    if !look.struck.is_empty() {
        grid.faults.sort_by_key(|fault| (fault.row, fault.column));
    }
}
