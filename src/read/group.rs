//! Countries that are written once over their rows, without merged cells: the blank cells below mean the same.
//!
//! One forgotten name among many rows is a gap, and is told as one. But where a third of the rows have none, the sheet
//! was written so, as most exports of merged cells are.

use std::sync::Arc;

use super::columns::Column;
use super::grid::{Grid, Row};
use super::layout::Layout;
use super::rows::Field;
use super::{Meaning, Shape};
use crate::diagnostic::{Diagnostics, Kind};

/// What the rows of a group have in common, with the row that it was read in last.
pub(super) struct Group {
    /// Whether the table is written in groups.
    applies: bool,
    last: Option<(u32, Vec<Field>)>,
    /// A row without a period is another row of the same edition.
    period: bool,
    filled: usize,
    first: Option<(u32, Arc<str>)>,
}

impl Group {
    /// Looks whether the table leaves its countries blank by habit.
    pub(super) fn of(grid: &Grid, layout: &Layout) -> Self {
        let group: Vec<u32> = columns(layout, &[Meaning::Country, Meaning::Iso]);
        let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
        let merged = |row: &Row| {
            grid.merges.iter().any(|merge| {
                group.contains(&merge.first.1) && merge.first.0 <= row.number && row.number <= merge.last.0
            })
        };
        let (mut all, mut blank, mut before) = (0_usize, 0_usize, None);
        if !group.is_empty() && grid.merges.len() < 1_000 {
            for row in rows.iter().filter(|row| row.cells.len() > 1) {
                all += 1;
                let named = group.iter().any(|column| row.get(*column).is_some());
                let follows = before == row.number.checked_sub(1) && before.is_some();
                blank += usize::from(!named && follows && !merged(row));
                before = Some(row.number);
            }
        }
        Self {
            applies: blank >= 2 && blank * 3 >= all,
            last: None,
            period: layout.shape != Shape::Matrix,
            filled: 0,
            first: None,
        }
    }

    /// Adds the country of the row above to a row that has none; `false` where that is not how the table is written.
    pub(super) fn fill(&mut self, row: &Row, fields: &mut Vec<Field>) -> bool {
        let Some((number, above)) = self.last.as_ref().filter(|_| self.applies) else { return false };
        let dated = fields.iter().any(|(m, _)| matches!(m, Meaning::Period | Meaning::Start | Meaning::End));
        if number + 1 != row.number || !(self.period || dated) {
            return false;
        }
        let wanted = |meaning: &Meaning| match meaning {
            Meaning::Country | Meaning::Iso | Meaning::Region => true,
            Meaning::Period | Meaning::Start | Meaning::End => !dated,
            _ => false,
        };
        let taken: Vec<Field> = above.iter().filter(|(meaning, _)| wanted(meaning)).cloned().collect();
        let name = taken.iter().find(|(m, _)| matches!(m, Meaning::Country | Meaning::Iso));
        let Some(name) = name.map(|(_, text)| Arc::clone(&text.value)) else { return false };
        fields.extend(taken);
        self.filled += 1;
        self.first.get_or_insert((row.number, name));
        true
    }

    /// Keeps what the next row may go on from.
    pub(super) fn remember(&mut self, row: &Row, fields: &[Field]) {
        if self.applies {
            let kept = |(meaning, _): &&Field| {
                use Meaning::{Country, End, Iso, Period, Region, Start};
                matches!(meaning, Country | Iso | Region | Period | Start | End)
            };
            self.last = Some((row.number, fields.iter().filter(kept).cloned().collect()));
        }
    }

    /// Tells how many rows were read so.
    pub(super) fn tell(&self, grid: &Grid, problems: &mut Diagnostics) {
        let Some((row, name)) = &self.first else { return };
        let rows = if self.filled == 1 { "1 row".to_owned() } else { format!("{} rows", self.filled) };
        problems.push(
            Kind::FilledDown,
            &grid.row(*row),
            format!(
                "the country is left blank in {rows}, and was taken from the row above; here it is `{name}`"
            ),
            "nothing to do, unless a country was forgotten; then write it",
        );
    }
}

fn columns(layout: &Layout, meanings: &[Meaning]) -> Vec<u32> {
    let says = |says: &Option<Column>| matches!(says, Some(Column::Field(m)) if meanings.contains(m));
    layout
        .columns
        .iter()
        .filter(|column| column.used && says(&column.says))
        .map(|column| column.index)
        .collect()
}
