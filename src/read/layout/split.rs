//! The tables of a sheet: below each other, each under its header, and side by side.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;

use super::super::Meaning;
use super::super::columns::{Column, Vocabulary};
use super::super::grid::{Grid, Row};
use super::about::About;
use super::header::{self, Candidate, FIRST_ROWS};
use super::{Headed, Layout, Table, choose, take_meaning};

/// Rows after a first table that are looked at as a header in full. Each costs a look at all of its words.
const MOST_LOOKS: usize = 5_000;
/// Rows below a header that is understood in which a better one may stand: a title may read like a header.
const BETTER_WITHIN: usize = 5;

/// The tables of a grid, as it stands.
pub(super) fn tables(grid: &Grid, sheet: &About, vocabulary: &Vocabulary) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut from = 0;
    let mut looks = MOST_LOOKS;
    let mut leads = Leads::new(vocabulary);
    while let Some(mut next) = next(grid, from, found.last(), sheet, &mut leads, &mut looks) {
        // The rows between belong to the new table where they are titles, and else to the one before.
        let above = next[0].layout.above.clone();
        for table in found.iter_mut().filter(|table| table.layout.data.end > above.start) {
            table.layout.data.end = above.start.max(table.layout.data.start);
        }
        from = next[0].layout.data.start;
        found.append(&mut next);
        if looks == 0 {
            break;
        }
    }
    // Where the looking ended, rows may stand under a header that nobody saw: none of them is read as another's.
    if looks == 0
        && let Some(row) = (from..grid.rows.len())
            .find(|at| found.last().is_some_and(|t| may_lead(grid, *at, t, &mut leads)))
    {
        for table in found.iter_mut().filter(|table| table.layout.data.end > row) {
            table.layout.unread = row.max(table.layout.data.start)..table.layout.data.end;
            table.layout.data.end = table.layout.unread.start;
        }
    }
    found
}

/// Whether a row below a table may be a further header, so that it is worth a full look.
fn may_lead<'g>(grid: &'g Grid, at: usize, table: &Table, leads: &mut Leads<'g>) -> bool {
    let Some(row) = grid.rows.get(at) else { return false };
    let gap = at.checked_sub(1).and_then(|above| grid.rows.get(above));
    let gap = gap.is_none_or(|above| above.number + 1 < row.number || above.cells.len() == 1);
    row.cells.len() >= 2
        && (gap || leads.like_header(row, table))
        && (!repeats(row, table) || titled(grid, at, leads.vocabulary))
}

/// The next header at or below a row, with the tables that stand side by side under it.
fn next<'g>(
    grid: &'g Grid,
    from: usize,
    before: Option<&Table>,
    sheet: &About,
    leads: &mut Leads<'g>,
    looks: &mut usize,
) -> Option<Vec<Table>> {
    let vocabulary = leads.vocabulary;
    let rows = grid.rows.get(from..)?;
    let rows = if before.is_none() { rows.get(..FIRST_ROWS.min(rows.len()))? } else { rows };
    let mut best: Option<(usize, usize, Vec<Table>)> = None;
    for offset in 0..rows.len() {
        let at = from + offset;
        if best.as_ref().is_some_and(|(_, first, _)| at > *first + BETTER_WITHIN) {
            break;
        }
        if let Some(table) = before {
            if !may_lead(grid, at, table, leads) {
                continue;
            }
            let Some(left) = looks.checked_sub(1) else { break };
            *looks = left;
        }
        for candidate in header::candidates(grid, at, vocabulary) {
            let score = candidate.score();
            // A data row may read like a header of two words; a second header needs more.
            let least = if before.is_some() { 3 } else { 2 };
            if score < least || best.as_ref().is_some_and(|(most, ..)| score <= *most) {
                continue;
            }
            if let Some((_, first, _)) = &best
                && *first < at
                && has_data(grid, *first + 1..at, vocabulary)
            {
                continue;
            }
            if let Some(tables) = understand(grid, from, at, &candidate, sheet, vocabulary) {
                best = Some((score, at, tables));
            }
        }
    }
    best.map(|(_, _, tables)| tables)
}

/// Whether any of the rows names a country beside something else.
fn has_data(grid: &Grid, rows: Range<usize>, vocabulary: &Vocabulary) -> bool {
    let rows = grid.rows.get(rows).unwrap_or_default();
    rows.iter().any(|row| {
        row.cells.len() > 1 && row.cells.iter().take(3).any(|(_, text)| vocabulary.is_country(text))
    })
}

/// Texts that lead a row, and whether a header may begin so. Countries stand in many rows, and each is asked about once.
struct Leads<'g> {
    vocabulary: &'g Vocabulary,
    known: BTreeMap<&'g str, bool>,
    /// The same by where a text lies: equal texts of a sheet are mostly one.
    lying: HashMap<*const str, bool>,
}

impl<'g> Leads<'g> {
    /// Texts that are remembered; a sheet in which more differ asks about the others each time.
    const MOST_KNOWN: usize = 10_000;

    fn new(vocabulary: &'g Vocabulary) -> Self {
        Self { vocabulary, known: BTreeMap::new(), lying: HashMap::default() }
    }

    /// Whether the row's first cells say `Country`, so that it is worth a full look.
    fn like_header(&mut self, row: &'g Row, table: &Table) -> bool {
        let countries = table.layout.columns.iter().filter(|column| column.is_country());
        let mut cells =
            countries.filter_map(|column| row.get(column.index)).chain(row.cells.first().map(|(_, t)| t));
        cells.any(|text| self.says_country(text))
    }

    fn says_country(&mut self, text: &'g Arc<str>) -> bool {
        let lying = Arc::as_ptr(text);
        if let Some(known) = self.lying.get(&lying) {
            return *known;
        }
        let says = self.says(text);
        if self.lying.len() < Self::MOST_KNOWN {
            self.lying.insert(lying, says);
        }
        says
    }

    fn says(&mut self, text: &'g str) -> bool {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let column = if text.len() < 60 { self.vocabulary.column(text) } else { None };
        let says = matches!(column, Some(Column::Field(Meaning::Country | Meaning::Iso | Meaning::Theme)));
        if self.known.len() < Self::MOST_KNOWN {
            self.known.insert(text, says);
        }
        says
    }
}

/// Whether the row is the header of the table before, once more.
fn repeats(row: &Row, table: &Table) -> bool {
    let same = |(column, text): &(u32, Arc<str>)| {
        table.layout.columns.iter().any(|headed| headed.index == *column && *headed.header == **text)
    };
    row.cells.iter().all(same)
}

/// Whether titles stand right above a header that say what it is about.
fn titled(grid: &Grid, at: usize, vocabulary: &Vocabulary) -> bool {
    let mut about = About::default();
    for row in grid.rows.get(titles(grid, 0, at, vocabulary)..at).unwrap_or_default() {
        about.row(row, grid, vocabulary);
    }
    about.says_anything()
}

/// The first of the title rows that end right above a header: single cells, or a label with its value.
fn titles(grid: &Grid, from: usize, at: usize, vocabulary: &Vocabulary) -> usize {
    let mut first = at;
    while first > from {
        let Some(row) = grid.rows.get(first - 1) else { break };
        let title = match &row.cells[..] {
            [_] => true,
            [(_, label), _] => {
                vocabulary.column(label.trim_end_matches(':')).is_some() && !vocabulary.is_country(label)
            }
            _ => false,
        };
        if !title {
            break;
        }
        first -= 1;
    }
    first
}

/// The tables under a header, where it is one: its columns have a shape, and there are countries.
fn understand(
    grid: &Grid,
    from: usize,
    at: usize,
    candidate: &Candidate,
    sheet: &About,
    vocabulary: &Vocabulary,
) -> Option<Vec<Table>> {
    let above = if from == 0 { 0..at } else { titles(grid, from, at, vocabulary)..at };
    let mut about = About::default();
    for row in grid.rows.get(above.clone()).unwrap_or_default() {
        about.row(row, grid, vocabulary);
    }
    let about = about.within(sheet);
    let data = at + candidate.rows..grid.rows.len();
    let parts = side_by_side(&candidate.columns);
    let several = parts.len() > 1;
    let mut tables = Vec::new();
    let ends: Vec<u32> =
        parts.iter().skip(1).filter_map(|part| Some(part.first()?.index)).chain([u32::MAX]).collect();
    for (part, end) in parts.into_iter().zip(ends) {
        let start = part.first().map_or(0, |column| column.index);
        let own = several.then(|| Arc::new(grid.columns(start..end)));
        let cells = own.as_deref().unwrap_or(grid);
        // The cut-out has the rows of the whole: blank ones stay, so that indices are the same.
        let mut layout = Layout {
            shape: header::shape(&part, about.theme().is_some())?,
            header: at,
            header_rows: candidate.rows,
            above: above.clone(),
            data: data.clone(),
            unread: 0..0,
            columns: part,
            theme: about.theme(),
            country: about.country(),
            period: about.period(),
        };
        let whole = layout.country.is_some();
        let row = grid.rows.get(at).map_or(0, |row| row.number);
        if !choose::countries(&mut layout.columns, cells, row, &data, whole, vocabulary) {
            return None;
        }
        choose::periods(&mut layout.columns, cells, &data, vocabulary);
        // Of two columns alike, one that nobody sees does not go before the other.
        let shown: Vec<_> =
            layout.columns.iter().filter(|column| !cells.is_hidden_column(column.index)).collect();
        let doubled = |column: &&Headed| {
            cells.is_hidden_column(column.index)
                && shown.iter().any(|other| {
                    other.says == column.says
                        && other.edition == column.edition
                        && other.answer() == column.answer()
                })
        };
        let doubled: Vec<u32> = layout.columns.iter().filter(doubled).map(|column| column.index).collect();
        take_meaning(&mut layout.columns, &doubled);
        choose::prefer_final(&mut layout, cells);
        choose::plan_status(&mut layout, cells, vocabulary);
        choose::numbered(&mut layout, cells);
        choose::columns(&mut layout, vocabulary);
        tables.push(Table { own, layout });
    }
    Some(tables)
}

/// The columns of tables that stand side by side: each has a country, and makes a table of its own.
fn side_by_side(columns: &[Headed]) -> Vec<Vec<Headed>> {
    let starts: Vec<usize> = (0..columns.len())
        .filter(|at| columns.get(*at).is_some_and(|column| column.is(Meaning::Country)))
        .collect();
    let whole = || vec![columns.to_vec()];
    let [_, rest @ ..] = &starts[..] else { return whole() };
    if rest.is_empty() {
        return whole();
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for at in rest.iter().copied().chain([columns.len()]) {
        // What stands left of a country and right of a gap belongs to it: `No. | Country | ...`.
        let gap = |at: &usize| {
            let pair = columns.get(at.saturating_sub(1)).zip(columns.get(*at));
            pair.is_some_and(|(left, right)| right.index > left.index + 1)
        };
        let cut =
            (from + 1..=at).rev().find(gap).filter(|cut| *cut + 2 >= at && at < columns.len()).unwrap_or(at);
        let part = columns.get(from..cut).unwrap_or_default().to_vec();
        if header::shape(&part, false).is_none() {
            return whole();
        }
        parts.push(part);
        from = cut;
    }
    parts
}
