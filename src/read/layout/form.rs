//! Forms with several labels in a row: `Country | Kenya | ISO3 | KEN`, one or more on a sheet.
//!
//! A form with its labels in one column is a table with rows and columns exchanged; see the module above.

use std::sync::Arc;

use super::super::Meaning;
use super::super::columns::{Column, Vocabulary};
use super::super::grid::{Grid, Odd, Pair, Row};

/// Rows and cells of a sheet that is looked at as a form.
const MOST_ROWS: usize = 500;
const MOST_CELLS: usize = 40;

/// The forms of a sheet, each as a grid of a header and one row; none where labels stand in one column only.
pub(super) fn forms(grid: &Grid, vocabulary: &Vocabulary) -> Vec<Grid> {
    if grid.rows.len() > MOST_ROWS || grid.rows.iter().any(|row| row.cells.len() > MOST_CELLS) {
        return Vec::new();
    }
    let mut forms: Vec<Form> = Vec::new();
    let mut columns: Vec<u32> = Vec::new();
    for row in &grid.rows {
        let mut cells = row.cells.as_slice();
        while let [(column, label), rest @ ..] = cells {
            cells = rest;
            let Some(says) = vocabulary.column(label.trim_end_matches(':')) else {
                // What is neither label nor value in a row of several cells: this is a table.
                if row.cells.len() > 1 {
                    return Vec::new();
                }
                continue;
            };
            // A value stands right beside its label; a label with a gap behind it is not filled in.
            let value = rest.first().filter(|(next, _)| *next == column + 1);
            if value.is_some() {
                cells = rest.get(1..).unwrap_or_default();
            }
            columns.push(*column);
            if says == Column::Field(Meaning::Country) || forms.is_empty() {
                forms.push(Form::default());
            }
            let at = ((row.number, *column), (row.number, value.map_or(*column + 1, |(next, _)| *next)));
            if let Some(form) = forms.last_mut() {
                form.add(label, value.map(|(_, text)| text), at);
            }
        }
    }
    columns.sort_unstable();
    columns.dedup();
    if columns.len() < 2 {
        return Vec::new();
    }
    forms.into_iter().map(|form| form.grid(grid)).collect()
}

#[derive(Default)]
struct Form {
    labels: Vec<(u32, Arc<str>)>,
    values: Vec<(u32, Arc<str>)>,
    pairs: Vec<Pair>,
}

impl Form {
    fn add(&mut self, label: &Arc<str>, value: Option<&Arc<str>>, at: Pair) {
        let Ok(index) = u32::try_from(self.pairs.len()) else { return };
        self.labels.push((index, Arc::from(label.trim_end_matches(':'))));
        self.values.extend(value.map(|value| (index, Arc::clone(value))));
        self.pairs.push(at);
    }

    fn grid(self, of: &Grid) -> Grid {
        let rows = vec![Row { number: 0, cells: self.labels }, Row { number: 1, cells: self.values }];
        Grid {
            source: Arc::clone(&of.source),
            rows,
            merges: Vec::new(),
            faults: Vec::new(),
            turned: false,
            look: Arc::clone(&of.look),
            pairs: Some(Arc::new(self.pairs)),
            odd: Odd::default(),
            alike: Vec::new(),
            bytes: 0,
        }
    }
}
