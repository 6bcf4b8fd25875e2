//! Tables that say with a colour what no cell says in words.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grid::{Grid, Row};
use super::Area;
use crate::diagnostic::{Diagnostics, Kind};

/// Merged cells that are looked at.
const MOST_MERGED: usize = 200_000;
/// Columns that a message names.
const NAMED: usize = 5;

/// Tells of blank cells in the columns for codes whose colour seems to stand for a code.
///
/// A colour that the country of the row has too is a stripe, and one that a whole column has is its shade. Where
/// every blank cell is marked alike and no other colour occurs, that only says "to be filled in".
///
/// A row with nothing but its first cell counts where `is_country` says that it is one.
/// Gives whether there are any.
pub(in crate::read) fn lint(
    area: &Area<'_>,
    is_country: impl Fn(&str) -> bool,
    problems: &mut Diagnostics,
) -> bool {
    let Some(found) = find(area, is_country) else { return false };
    let quoted: Vec<String> = found.columns.iter().take(NAMED).map(|header| format!("`{header}`")).collect();
    let more = if found.columns.len() > NAMED { " and others" } else { "" };
    let noun = if found.columns.len() == 1 { "column" } else { "columns" };
    problems.push(
        Kind::ColourOnly,
        &area.grid.cell(found.first.0, found.first.1),
        format!(
            "{} cells of the {noun} {}{more} have a colour and no code; a colour is not read",
            found.count,
            quoted.join(", ")
        ),
        "write the code into each of these cells",
    );
    true
}

/// Whether [`lint`] would tell of a colour.
pub(in crate::read) fn is_coloured(area: &Area<'_>, is_country: impl Fn(&str) -> bool) -> bool {
    find(area, is_country).is_some()
}

/// Cells with a meaning that only their colour tells.
#[derive(Debug, PartialEq)]
struct Found<'a> {
    first: (u32, u32),
    count: usize,
    /// Headers of their columns.
    columns: Vec<&'a str>,
}

/// A cell for a code.
struct Cell {
    at: (u32, u32),
    blank: bool,
    colour: Option<u32>,
}

fn find<'a>(area: &Area<'a>, is_country: impl Fn(&str) -> bool) -> Option<Found<'a>> {
    let grid = area.grid;
    if !grid.look.has_colours() {
        return None;
    }
    let merged = merged(grid, area);
    let mut cells: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    for row in area.rows {
        let colours = area.codes.iter().map(|(column, _)| (*column, grid.colour(row.number, *column)));
        let colours: Vec<_> =
            colours.filter(|(column, _)| !merged.contains(&(row.number, *column))).collect();
        // A row for a country without its name is somebody else's matter; a note has one cell and no colour.
        let name = area.countries.and_then(|column| row.get(column));
        let country =
            name.is_some() || area.countries.is_none_or(|column| merged.contains(&(row.number, column)));
        let coloured = colours.iter().any(|(_, colour)| colour.is_some());
        if !country || !(coloured || row.cells.len() > 1 || name.is_some_and(|name| is_country(name))) {
            continue;
        }
        let stripe = stripe(grid, area, row);
        for (column, colour) in colours {
            if colour.is_some() && colour == stripe {
                continue;
            }
            let cell = Cell { at: (row.number, column), blank: row.get(column).is_none(), colour };
            cells.entry(column).or_default().push(cell);
        }
    }
    let shades = shades(&cells);
    let meant =
        |cell: &&Cell| cell.blank && cell.colour.is_some() && shades.get(&cell.at.1).copied() != cell.colour;
    let mut coloured: Vec<&Cell> = cells.values().flatten().filter(meant).collect();
    coloured.sort_unstable_by_key(|cell| cell.at);
    let columns: BTreeSet<u32> = coloured.iter().map(|cell| cell.at.1).collect();
    let beside: Vec<&Cell> =
        cells.iter().filter(|(column, _)| columns.contains(column)).flat_map(|(_, cells)| cells).collect();
    let several = beside.iter().filter_map(|cell| cell.colour).collect::<BTreeSet<_>>().len() > 1;
    let plain = beside.iter().any(|cell| cell.blank && cell.colour.is_none());
    if coloured.len() < 2 || !(several || plain) {
        return None;
    }
    let headers = area.codes.iter().filter(|(column, _)| columns.contains(column));
    Some(Found {
        first: coloured.first()?.at,
        count: coloured.len(),
        columns: headers.map(|(_, header)| *header).collect(),
    })
}

/// The colour of the row's first cell with text that is no code.
fn stripe(grid: &Grid, area: &Area<'_>, row: &Row) -> Option<u32> {
    let code = |column: u32| area.codes.iter().any(|(known, _)| *known == column);
    let (column, _) = row.cells.iter().find(|(column, _)| !code(*column))?;
    grid.colour(row.number, *column)
}

/// The columns that have one colour from top to bottom, and are alone with it or beside others like them.
fn shades(cells: &BTreeMap<u32, Vec<Cell>>) -> BTreeMap<u32, u32> {
    let mut whole = BTreeMap::new();
    let mut mixed = BTreeSet::new();
    for (column, cells) in cells {
        let colours: BTreeSet<Option<u32>> = cells.iter().map(|cell| cell.colour).collect();
        match colours.first() {
            Some(Some(colour)) if colours.len() == 1 => drop(whole.insert(*column, *colour)),
            _ => mixed.extend(colours.into_iter().flatten()),
        }
    }
    // In a column between others with several colours, one that happens to be the same everywhere means something.
    whole.retain(|_, colour| !mixed.contains(colour));
    whole
}

/// Cells under a merged one, but not the cell that holds its text.
fn merged(grid: &Grid, area: &Area<'_>) -> BTreeSet<(u32, u32)> {
    let columns: Vec<u32> = area.codes.iter().map(|(column, _)| *column).chain(area.countries).collect();
    let mut cells = BTreeSet::new();
    for merge in &grid.merges {
        for column in columns.iter().filter(|column| (merge.first.1..=merge.last.1).contains(column)) {
            let rows = (merge.first.0..=merge.last.0).filter(|row| (*row, *column) != merge.first);
            cells.extend(rows.take(MOST_MERGED).map(|row| (row, *column)));
            if cells.len() > MOST_MERGED {
                return cells;
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::Limits;
    use super::super::super::grid::{Builder, Merge};
    use super::super::Look;
    use super::*;
    use crate::diagnostic::Source;

    /// Cells as `text#colour`, with the countries first and codes after them.
    fn coloured(lines: &[&str]) -> Grid {
        let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some("A".into()) });
        let mut cells = Builder::new(source, &Limits::default());
        let mut look = Look::default();
        for (row, line) in (0_u32..).zip(lines) {
            for (column, cell) in (0_u32..).zip(line.split('|')) {
                let (text, colour) = cell.split_once('#').unwrap_or((cell, ""));
                cells.text(row, column, text).unwrap();
                if let Some(colour) = colour.bytes().next() {
                    look.add_colour(row, column, column, u32::from(colour));
                }
            }
        }
        let mut grid = cells.finish();
        grid.look = Arc::new(look.finish(&[]));
        grid
    }

    fn area(grid: &Grid) -> Area<'_> {
        let codes = vec![(1, "ICT"), (2, "AI")];
        Area { grid, header: 0, rows: &grid.rows, columns: vec![0, 1, 2], codes, countries: Some(0) }
    }

    fn found(grid: &Grid) -> Option<Found<'_>> {
        find(&area(grid), |text| !text.contains(' '))
    }

    fn count(lines: &[&str]) -> usize {
        let grid = coloured(lines);
        found(&grid).map_or(0, |found| found.count)
    }

    #[test]
    fn colours_in_place_of_codes_are_found() {
        let grid = coloured(&["Chad|#g|#r", "Kenya|yes|#g", "Niger||no"]);
        let found = found(&grid).unwrap();
        assert_eq!(found, Found { first: (0, 1), count: 3, columns: vec!["ICT", "AI"] });
        assert_eq!(count(&["Chad|#g|", "Kenya|#g|"]), 0, "a column's shade");
        assert_eq!(count(&["Chad|#g|#r", "Kenya|#g|#g"]), 4, "what happens to be the same means something");
        assert_eq!(count(&["Chad|#g|", "Kenya||"]), 0, "one cell is a slip");
        assert_eq!(count(&["Chad|#g|", "Kenya||", "Mali|#g|yes"]), 2);
    }

    #[test]
    fn stripes_shades_and_marks_to_fill_in_are_no_codes() {
        assert_eq!(count(&["Chad#a|#a|yes#a", "Kenya|no|", "Mali#a|no#a|#a"]), 0, "stripes");
        assert_eq!(count(&["Chad|#a|yes#b", "Kenya|no#a|#b", "Mali|#a|#b"]), 0, "a shade a column");
        assert_eq!(count(&["Chad|#y|yes", "Kenya|no|#y", "Mali|#y|no"]), 0, "every blank cell marked");
        assert_eq!(count(&["Africa#a|#a|#a", "Chad|yes|", "Asia#a|#a|#a"]), 0, "bands");
        assert_eq!(count(&["Chad|#y|#y", "Note: read in May"]), 0, "a footnote is no blank row");
    }

    #[test]
    fn a_turned_table_keeps_its_colours() {
        let grid = coloured(&["x|Chad|Kenya", "|#g|#r", "|#r|"]).turn();
        let colours = [(1, 1), (2, 1), (1, 2), (2, 2)].map(|(row, column)| grid.colour(row, column));
        assert_eq!(colours, [Some(b'g'), Some(b'r'), Some(b'r'), None].map(|c| c.map(u32::from)));
    }

    #[test]
    fn cells_under_a_merged_one_are_not_blank() {
        let mut grid = coloured(&["Chad|yes#g|#g", "Kenya||", "Mali|no#g|#g"]);
        assert_eq!(found(&grid).map(|found| found.count), Some(2));
        grid.merges = [0, 2].map(|row| Merge { first: (row, 1), last: (row, 2) }).into();
        assert_eq!(found(&grid), None);
    }
}
