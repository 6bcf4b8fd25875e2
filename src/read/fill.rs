//! Merged cells: the text of the first cell counts for all of them.

use std::sync::Arc;

use super::columns::Column;
use super::grid::{Grid, Merge};
use super::layout::Layout;
use super::{Meaning, Shape};

/// The merged areas that reach the row at hand. Rows are asked for in ascending order.
pub(super) struct Fill<'a> {
    grid: &'a Grid,
    /// Merges from here on start further below.
    next: usize,
    active: Vec<(Merge, &'a Arc<str>)>,
}

impl<'a> Fill<'a> {
    /// For the rows below a header; what is merged with the header itself is part of it.
    pub(super) fn below(grid: &'a Grid, header_end: u32) -> Self {
        let next = grid.merges.partition_point(|merge| merge.first.0 <= header_end);
        Self { grid, next, active: Vec::new() }
    }

    /// Goes on to a row.
    pub(super) fn advance(&mut self, row: u32) {
        self.active.retain(|(merge, _)| merge.last.0 >= row);
        while let Some(merge) = self.grid.merges.get(self.next).filter(|merge| merge.first.0 <= row) {
            self.next += 1;
            let (top, left) = merge.first;
            let at = self.grid.rows.binary_search_by_key(&top, |row| row.number).ok();
            let Some(text) = at.and_then(|at| self.grid.rows.get(at)).and_then(|row| row.get(left)) else {
                continue;
            };
            // Spreadsheets allow no overlap; without it, the list stays as short as a row is wide.
            let apart = |other: &Merge| other.last.1 < left || merge.last.1 < other.first.1;
            if merge.last.0 >= row && self.active.iter().all(|(other, _)| apart(other)) {
                self.active.push((*merge, text));
            }
        }
    }

    /// The text that a blank cell of the row stands for, and the cell that holds it.
    pub(super) fn get(
        &self,
        column: u32,
        says: &Column,
        layout: &Layout,
    ) -> Option<(&'a Arc<str>, (u32, u32))> {
        let reaches = |merge: &Merge| merge.first.1 <= column && column <= merge.last.1;
        let (merge, text) = self.active.iter().find(|(merge, _)| reaches(merge))?;
        let down = merge.first.1 == column;
        let counts = match says {
            // A passage merged over rows is one passage, unless each row codes it anew.
            Column::Field(Meaning::Passage | Meaning::Statement) => down && layout.shape == Shape::Coded,
            Column::Field(_) | Column::Detail(..) => down,
            // One code across several themes counts for each.
            Column::Theme(_) => down || is_theme(layout, merge.first.1),
            Column::NotUsed => false,
        };
        counts.then_some((*text, merge.first))
    }
}

fn is_theme(layout: &Layout, index: u32) -> bool {
    layout.columns.iter().any(|c| c.index == index && c.used && matches!(c.says, Some(Column::Theme(_))))
}
