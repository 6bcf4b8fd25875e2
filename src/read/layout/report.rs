//! What is said of the columns that were not used.

use super::super::columns::{Asks, Column, Vocabulary};
use super::super::grid::Grid;
use super::super::{Meaning, Shape};
use super::{Headed, Layout};
use crate::diagnostic::{Diagnostics, Kind};

/// Tells which columns were not used, each at its header. A header over nothing is no loss.
pub(in crate::read) fn report(
    layout: &Layout,
    grid: &Grid,
    vocabulary: &Vocabulary,
    problems: &mut Diagnostics,
) {
    if let Some(first) = grid.rows.get(layout.unread.clone()).and_then(<[_]>::first) {
        problems.push(
            Kind::TooLarge,
            &grid.row(first.number),
            format!(
                "from here, {} rows were not read: too many rows on the sheet look like headers",
                layout.unread.len()
            ),
            "put the tables on sheets of their own, or say in a mapping file which rows are headers",
        );
    }
    for column in layout.columns.iter().filter(|column| !column.used && is_filled(column, layout, grid)) {
        let place = grid.cell(column.row, column.index);
        let header = &column.header;
        // A sheet of sixteen thousand unknown columns has no twins to look for.
        let twin = column.says.as_ref().and_then(|says| {
            let mut others = layout.columns.iter().filter(|other| other.used);
            others.find(|other| other.says.as_ref() == Some(says) && other.edition == column.edition)
        });
        let known = if column.says.is_none() { vocabulary.column(header) } else { None };
        let used = || layout.columns.iter().any(|other| other.used && other.says == known);
        match (&column.says, twin) {
            // Who coded it, who adopted it: nobody expects to find that in a report.
            (Some(Column::NotUsed), _) => {}
            // It takes out rows, each of which is told.
            (None, _) if asks(column, layout, grid) => {}
            (Some(_), Some(twin)) => problems.push(
                Kind::DuplicateColumn,
                &place,
                format!(
                    "`{header}` means the same as `{}` in {}; {}",
                    twin.header,
                    grid.column_label(twin.index),
                    if column.again {
                        "of it only codes are read, and where they differ neither counts"
                    } else {
                        "the first was used"
                    }
                ),
                "rename or delete one of the two columns",
            ),
            // Beside themes across, such a column is about the plan as a whole: its status, say.
            (Some(Column::Field(Meaning::Level)), None) if layout.shape == Shape::Passages => problems.push(
                Kind::UnknownTheme,
                &place,
                format!("the codes under `{header}` belong to no theme; they were not used"),
                "add a column `Theme`, or name the sheet for the theme that all its codes are about",
            ),
            (Some(_), None) => problems.push(
                Kind::UnknownColumn,
                &place,
                format!("the column `{header}` has no use in this table: {}", why_unused(layout)),
                "nothing to do, unless the table was meant to be of another kind",
            ),
            // Its codes are missing, as a misspelt theme's are.
            (None, _) if matches!(known, Some(Column::Theme(_))) && !used() => problems.push(
                Kind::UnknownTheme,
                &place,
                format!(
                    "the column `{header}` was not used: what stands above it says that it is not in the plan"
                ),
                "nothing to do, unless it is; then correct the heading above it",
            ),
            (None, _) if known.is_some() => problems.push(
                Kind::UnknownColumn,
                &place,
                format!("the column `{header}` was not used: another column says this more clearly"),
                "nothing to do, unless the other column is the wrong one",
            ),
            // A theme's column under a misspelt header would be a silent gap: its codes are missing.
            (None, _) if vocabulary.near_theme(header).is_some() => problems.push(
                Kind::UnknownTheme,
                &place,
                format!("the column `{header}` is not known, and was not used"),
                format!(
                    "did you mean `{}`? Correct the header, or add it to the theme's `headers` in \
                     templates/codebook.toml",
                    vocabulary.near_theme(header).unwrap_or_default()
                ),
            ),
            (None, _) => problems.push(
                Kind::UnknownColumn,
                &place,
                format!("the column `{header}` is not known, and was not used"),
                "where it matters, rename it or add the word to templates/columns.toml",
            ),
        }
    }
}

fn is_filled(column: &Headed, layout: &Layout, grid: &Grid) -> bool {
    let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
    rows.iter().any(|row| row.get(column.index).is_some())
        || grid.faults.iter().any(|fault| fault.column == column.index && fault.row > column.row)
}

fn why_unused(layout: &Layout) -> &'static str {
    match layout.shape {
        Shape::Passages => "a row a passage, without codes",
        Shape::Coded => "a row a code",
        Shape::Matrix => "countries down, themes across",
    }
}

/// Whether the column is asked which rows count.
fn asks(column: &Headed, layout: &Layout, grid: &Grid) -> bool {
    let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
    let texts = rows.iter().filter_map(|row| row.get(column.index));
    Asks::of_header(&column.header).is_some_and(|asks| asks.is_asked(texts))
}
