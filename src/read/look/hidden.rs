//! What hidden rows and columns mean for a table, and what is told of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::grid::{Grid, Row};
use super::Area;
use crate::diagnostic::{Diagnostics, Kind, Place, Spot, column_name};

/// Runs of rows or columns that a message names.
const NAMED: usize = 5;

/// Takes the rows out that were hidden by hand. What is merged over visible rows as well stays with the first of
/// those, where a reader sees it.
pub(in crate::read) fn leave_out(grid: &mut Grid) {
    super::struck::take_out(grid);
    let look = Arc::clone(&grid.look);
    if look.hidden_rows.is_empty() {
        return;
    }
    let hidden = |number: u32| look.hidden_rows.has(number);
    let (taken, mut kept): (Vec<Row>, Vec<Row>) =
        std::mem::take(&mut grid.rows).into_iter().partition(|row| hidden(row.number));
    for merge in &mut grid.merges {
        let Some(first) = look.hidden_rows.next_outside(merge.first.0).filter(|row| *row <= merge.last.0)
        else {
            continue;
        };
        let (from, column) = merge.first;
        merge.first.0 = first;
        let text = taken
            .binary_search_by_key(&from, |row| row.number)
            .ok()
            .and_then(|at| taken.get(at)?.get(column));
        if let (Some(text), true) = (text, from != first) {
            put(&mut kept, (first, column), text);
        }
    }
    grid.rows = kept;
    grid.merges.retain(|merge| !hidden(merge.first.0));
    grid.merges.sort_unstable();
    grid.faults.retain(|fault| !hidden(fault.row));
    Arc::make_mut(&mut grid.look).taken = taken;
}

/// Adds a text where a row has none yet.
fn put(rows: &mut Vec<Row>, (number, column): (u32, u32), text: &Arc<str>) {
    let cell = (column, Arc::clone(text));
    match rows.binary_search_by_key(&number, |row| row.number) {
        Err(at) => rows.insert(at, Row { number, cells: vec![cell] }),
        Ok(at) => {
            let Some(row) = rows.get_mut(at) else { return };
            if let Err(at) = row.cells.binary_search_by_key(&column, |(known, _)| *known) {
                row.cells.insert(at, cell);
            }
        }
    }
}

/// The grid as it was before [`leave_out`], where that took anything out: its table may hang on a hidden row.
pub(in crate::read) fn with_hidden(grid: &Grid) -> Option<Grid> {
    if grid.look.taken.is_empty() {
        return None;
    }
    let mut whole = grid.clone();
    whole.rows.extend(grid.look.taken.iter().cloned());
    whole.rows.sort_by_key(|row| row.number);
    Some(whole)
}

/// Tells that no table was found for want of the hidden rows.
pub(in crate::read) fn tell_lost(grid: &Grid, problems: &mut Diagnostics) {
    hidden_rows(
        grid,
        &grid.look.taken.iter().collect::<Vec<_>>(),
        ", and no table is found without them",
        problems,
    );
}

/// Tells of hidden rows and columns with something in them that matters for the tables of a sheet.
pub(in crate::read) fn tell(grid: &Grid, areas: &[Area<'_>], problems: &mut Diagnostics) {
    let look = &grid.look;
    if !look.unknown.is_empty() {
        problems.push(
            Kind::HiddenUnknown,
            &Place { source: Arc::clone(&grid.source), spot: Spot::Whole },
            format!("which rows and columns are hidden is not known: {}; all were used", look.unknown),
            "open the workbook in a spreadsheet program and save it again",
        );
    }
    let mut used = Used { rows: BTreeSet::new(), columns: BTreeSet::new() };
    let hides = !look.filtered_rows.is_empty() || !look.hidden_columns.is_empty() || !look.taken.is_empty();
    for area in areas.iter().filter(|_| hides) {
        // The first cell of each row and of each column, wherever they stand on the sheet.
        let (Some(row), Some(column)) = (area.rows.first(), area.columns.first()) else { continue };
        let rows = area.rows.iter().map(|row| area.grid.spot(row.number, *column));
        for spot in rows.chain(area.columns.iter().map(|column| area.grid.spot(row.number, *column))) {
            if let Spot::Cell(row, column) = spot {
                used.rows.insert(row);
                used.columns.insert(column);
            }
        }
    }
    // What stands above the first header is a title or a note.
    let plain = |area: &Area<'_>| !area.grid.turned && area.grid.pairs.is_none();
    let first = areas.iter().map(|area| if plain(area) { area.header } else { 0 }).min().unwrap_or_default();
    let lost = look.taken.iter().filter(|row| {
        row.number >= first && row.cells.iter().any(|(column, _)| used.columns.contains(column))
    });
    hidden_rows(grid, &lost.collect::<Vec<_>>(), "", problems);
    let filtered: Vec<u32> = used.rows.iter().copied().filter(|row| look.filtered_rows.has(*row)).collect();
    if let Some(first) = filtered.first() {
        problems.push(
            Kind::FilteredRows,
            &Place::row(&grid.source, *first),
            format!("a filter hides {} of {} rows; they were used", filtered.len(), used.rows.len()),
            "nothing to do, unless they are not to be used; then delete them",
        );
    }
    let columns: Vec<u32> =
        used.columns.iter().copied().filter(|column| look.hidden_columns.has(*column)).collect();
    if let Some(first) = columns.first() {
        let (noun, verb, they) =
            if columns.len() == 1 { ("column", "is", "it was") } else { ("columns", "are", "they were") };
        problems.push(
            Kind::HiddenColumns,
            &Place::column(&grid.source, *first),
            format!("{noun} {} {verb} hidden; {they} used", listed(&columns, column_name)),
            "nothing to do, unless what is in it is not to be used; then delete it",
        );
    }
}

/// Rows and columns of a sheet in which its tables stand.
struct Used {
    rows: BTreeSet<u32>,
    columns: BTreeSet<u32>,
}

fn hidden_rows(grid: &Grid, rows: &[&Row], more: &str, problems: &mut Diagnostics) {
    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    let Some(first) = numbers.first() else { return };
    let names = listed(&numbers, |row| (u64::from(row) + 1).to_string());
    let message = match numbers.len() {
        1 => format!("row {names} is hidden, and was not used{more}"),
        count => format!("rows {names} are hidden, and were not used ({count} rows){more}"),
    };
    problems.push(
        Kind::HiddenRows,
        &Place::row(&grid.source, *first),
        message,
        "show the rows if they are to be used, or set `hidden_rows = \"use\"` in the mapping; else delete them",
    );
}

/// `12 to 18, 20 and 31`, and how many more there are.
fn listed(numbers: &[u32], name: impl Fn(u32) -> String) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(run) if run.1.checked_add(1) == Some(*number) => run.1 = *number,
            _ => runs.push((*number, *number)),
        }
    }
    // Two neighbours are two, and three are a run.
    let runs: Vec<(u32, u32)> = runs
        .into_iter()
        .flat_map(|(first, last)| match last - first {
            1 => vec![(first, first), (last, last)],
            _ => vec![(first, last)],
        })
        .collect();
    let named = if runs.len() > NAMED { NAMED } else { runs.len() };
    let mut names: Vec<String> = runs
        .iter()
        .take(named)
        .map(|(first, last)| match first == last {
            true => name(*first),
            false => format!("{} to {}", name(*first), name(*last)),
        })
        .collect();
    if runs.len() > named {
        return format!("{} and others", names.join(", "));
    }
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        last => last.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Limits;
    use super::super::super::grid::{Builder, Merge};
    use super::super::Look;
    use super::*;
    use crate::diagnostic::Source;

    fn grid(rows: &[&str], hidden: &[(u32, u32)]) -> Grid {
        let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some("A".into()) });
        let mut cells = Builder::new(source, &Limits::default());
        for (row, line) in (0_u32..).zip(rows) {
            for (column, text) in (0_u32..).zip(line.split('|')) {
                cells.text(row, column, text).unwrap();
            }
        }
        let mut grid = cells.finish();
        let mut look = Look::default();
        hidden.iter().for_each(|(first, last)| look.hidden_rows.add(*first, *last, 1000));
        grid.look = Arc::new(look.finish(&[]));
        grid
    }

    fn told(grid: &Grid, columns: &[u32]) -> Vec<String> {
        let area = Area {
            grid,
            header: grid.rows[0].number,
            rows: &grid.rows[1..],
            columns: columns.to_vec(),
            codes: Vec::new(),
            countries: Some(0),
        };
        let mut problems = Diagnostics::new();
        tell(grid, &[area], &mut problems);
        problems.sorted().into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn rows_hidden_by_hand_are_taken_out_and_told_where_they_hold_something() {
        let mut whole = grid(
            &["title", "Country|ICT", "Chad|1", "", "Kenya|2", "Niger|1", "||x"],
            &[(0, 0), (2, 4), (6, 9)],
        );
        leave_out(&mut whole);
        assert_eq!(whole.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 5]);
        assert_eq!(told(&whole, &[0, 1]), ["rows 3 and 5 are hidden, and were not used (2 rows)"]);
        assert_eq!(with_hidden(&whole).unwrap().rows.len(), 6);
    }

    #[test]
    fn hidden_rows_without_text_are_not_told() {
        let mut whole = grid(&["Country|ICT", "", "Chad|1"], &[(1, 1), (5, 999)]);
        leave_out(&mut whole);
        assert_eq!(whole.rows.len(), 2);
        assert!(told(&whole, &[0, 1]).is_empty() && with_hidden(&whole).is_none());
    }

    #[test]
    fn what_is_merged_over_hidden_and_visible_rows_stays() {
        let mut whole = grid(&["Country|Text", "Chad|a", "|b", "|c", "Kenya|d", "|e"], &[(1, 1), (4, 5)]);
        whole.merges = vec![Merge { first: (1, 0), last: (3, 0) }, Merge { first: (4, 0), last: (5, 0) }];
        leave_out(&mut whole);
        assert_eq!(whole.rows[1].get(0).map(|text| &**text), Some("Chad"));
        assert_eq!(whole.merges, [Merge { first: (2, 0), last: (3, 0) }]);
    }

    #[test]
    fn filtered_rows_and_hidden_columns_are_used_and_counted() {
        let mut whole = grid(&["Country|ICT|x|AI", "Chad|1||1", "Kenya|2||1"], &[(1, 1)]);
        let look = Arc::make_mut(&mut whole.look);
        look.hidden_columns.add(1, 3, 10);
        *look = std::mem::take(look).finish(&[(1, 2)]);
        leave_out(&mut whole);
        let expected =
            ["a filter hides 1 of 2 rows; they were used", "columns B and D are hidden; they were used"];
        assert_eq!(
            told(&whole, &[0, 1, 3]).iter().collect::<BTreeSet<_>>(),
            expected.map(str::to_owned).iter().collect()
        );
        assert_eq!(told(&whole, &[0]).len(), 1);
    }

    #[test]
    fn long_lists_are_cut() {
        let name = |n: u32| n.to_string();
        assert_eq!(listed(&[1, 2, 3, 5, 6, 9], name), "1 to 3, 5, 6 and 9");
        assert_eq!(listed(&[1, 3, 5, 7, 9, 11], name), "1, 3, 5, 7, 9 and others");
    }
}
