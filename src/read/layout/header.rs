//! Which rows may be a header: one row, or a row of groups over one or two that refine it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::columns::{Column, Vocabulary, is_not_of_plan, is_title_of_gaps};
use super::super::grid::{Grid, Merge, Row};
use super::super::{Meaning, Shape};
use super::{Headed, NoTable, answers};

/// Rows that a header may take.
const MOST_ROWS: usize = 3;
/// Rows that are not blank in which a header is looked for before a sheet is given up.
pub(super) const FIRST_ROWS: usize = 50;

/// A header as it might be read.
#[derive(Debug)]
pub(super) struct Candidate {
    pub rows: usize,
    pub columns: Vec<Headed>,
}

impl Candidate {
    /// How many columns are known.
    pub(super) fn score(&self) -> usize {
        self.columns.iter().filter(|column| column.says.is_some()).count()
    }
}

/// Whether the sheet's name says that it is not about what is in the plans.
pub(super) fn is_of_something_else(grid: &Grid) -> bool {
    grid.source.sheet.as_deref().is_some_and(is_title_of_gaps)
}

/// Every way to read a header that starts at a row of the grid, the shorter before the longer.
pub(super) fn candidates(grid: &Grid, at: usize, vocabulary: &Vocabulary) -> Vec<Candidate> {
    let Some(row) = grid.rows.get(at) else { return Vec::new() };
    let mut columns = headed(row, grid, vocabulary);
    under_gaps(&mut columns, grid, at);
    if is_data(&columns, vocabulary) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut rows = 1;
    while rows <= MOST_ROWS {
        let below = |skip: usize| {
            let below = grid.rows.get(at + rows + skip)?;
            refined(&columns, grid, at + rows + skip - 1, below, vocabulary).map(|refined| (skip, refined))
        };
        // A row of groups that nobody knows (`Business sectors`, `Cross-cutting`) may stand between.
        let next = below(0).or_else(|| {
            let between = grid.rows.get(at + rows).filter(|row| is_between(row, at + rows, grid, vocabulary));
            between.and_then(|_| below(1)).filter(|_| rows + 2 <= MOST_ROWS)
        });
        found.push(Candidate { rows, columns: columns.clone() });
        match next {
            Some((skip, refined)) => (rows, columns) = (rows + 1 + skip, refined),
            None => break,
        }
    }
    for candidate in &mut found {
        editions(&mut candidate.columns, grid, vocabulary);
        answers::beside(&mut candidate.columns, grid, at + candidate.rows, vocabulary);
    }
    found
}

/// Takes themes out that stand under a heading, or a title, which says that they are missing.
fn under_gaps(columns: &mut [Headed], grid: &Grid, at: usize) {
    let Some(above) = at.checked_sub(1).and_then(|above| grid.rows.get(above)) else { return };
    let first = columns.iter().find(|column| is_theme(column)).map_or(0, |column| column.index);
    for column in columns.iter_mut().filter(|column| is_theme(column)) {
        let group = above.cells.iter().rfind(|(index, _)| *index <= column.index);
        let group = group.filter(|(index, _)| above.cells.len() == 1 || *index >= first);
        // Whatever else stands alone over a table ("Coverage and gaps", "do not circulate") is its title.
        let says = if above.cells.len() > 1 { is_not_of_plan } else { is_title_of_gaps };
        if group.is_some_and(|(_, heading)| says(heading)) {
            column.says = None;
        }
    }
}

pub(super) fn is_theme(column: &Headed) -> bool {
    matches!(column.says, Some(Column::Theme(_)))
}

/// Whether a row right below the one before holds short words that nobody knows, and no data.
fn is_between(row: &Row, at: usize, grid: &Grid, vocabulary: &Vocabulary) -> bool {
    let adjacent = grid.rows.get(at - 1).is_some_and(|above| above.number + 1 == row.number);
    adjacent
        && row.cells.iter().all(|(_, text)| {
            text.chars().count() <= 40
                && text.chars().any(char::is_alphabetic)
                && vocabulary.column(text).is_none()
                && !vocabulary.is_country(text)
        })
}

/// Whether cells that might be a header hold data: a country beside other cells, or levels.
///
/// `none` and `mention` are no headers; `commitment` is one as well as a level, and says so by what stands beside it.
fn is_data(columns: &[Headed], vocabulary: &Vocabulary) -> bool {
    let country = |column: &Headed| column.says.is_none() && vocabulary.is_country(&column.header);
    let levels = columns.iter().filter(|column| vocabulary.is_level_word(&column.header)).count();
    // `Remedy | commitment | 30` is a code with its page.
    let number = |column: &Headed| {
        column.says.is_none()
            && column.edition.is_none()
            && column.header.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation())
    };
    // `Country | Period | Not addressed | Addressed`: groups of themes may be called so.
    let heads = columns.iter().any(|column| column.is(Meaning::Country) || column.is(Meaning::Theme));
    let several = levels > 1 && levels * 2 >= columns.len() && !heads;
    columns.len() > 1
        && (columns.iter().any(country) || several || levels > 0 && !heads && columns.iter().any(number))
}

fn headed(row: &Row, grid: &Grid, vocabulary: &Vocabulary) -> Vec<Headed> {
    let columns = row.cells.iter().map(|(index, header)| Headed {
        index: *index,
        row: row.number,
        header: Arc::clone(header),
        says: vocabulary.column(header),
        answer: None,
        edition: vocabulary.is_period(header).then(|| (Arc::clone(header), grid.spot(row.number, *index))),
        used: false,
        again: false,
    });
    // The title of a key beside the table is no column of it.
    let several = row.cells.len() > 1;
    columns
        .filter(|column| !(several && column.says.is_none() && vocabulary.is_key_title(&column.header)))
        .collect()
}

/// The header of one row more, where that row refines the groups: `Themes` over `ICT`, `AI`, `Privacy`, or `ICT`
/// over `Level`, `Quote`, or `2014-2017` over `ICT`, `AI`.
///
/// The row counts only where most of its cells are known words and none is a country, so that it is no row of data.
fn refined(
    first: &[Headed],
    grid: &Grid,
    above: usize,
    below: &Row,
    vocabulary: &Vocabulary,
) -> Option<Vec<Headed>> {
    let at = above + 1;
    let above = grid.rows.get(above)?;
    // One theme alone in its row is a title, and says what the whole table is about.
    if matches!(first, [Headed { says: Some(Column::Theme(_)), .. }]) {
        return None;
    }
    let mut second = headed(below, grid, vocabulary);
    let mut denied = 0;
    let answers = answers::under(first, &second, grid, at + 1, vocabulary);
    let dated = first.iter().any(|group| group.edition.is_some());
    for column in &mut second {
        column.edition = None;
        // A group merged over its columns stands in the first of them.
        let Some(group) = first.iter().rfind(|group| group.index <= column.index) else { continue };
        let dates = match group.says {
            // A period over a column that is about the plan as a whole would be its header, not its group.
            None | Some(Column::Field(Meaning::Period)) => column.says.is_some(),
            // `Final NAP (2014)` may have another meaning where no theme stands below.
            Some(Column::Field(_) | Column::NotUsed) => is_theme(column),
            _ => false,
        };
        if answers.contains(&column.index) {
            let whole = Arc::from(format!("{} {}", group.header, column.header));
            let level = answers::bare(&std::mem::replace(&mut column.header, whole));
            column.answer = Some((level, grid.spot(column.row, column.index)));
            column.says.clone_from(&group.says);
            column.edition.clone_from(&group.edition);
            continue;
        }
        match (&group.says, &group.edition) {
            // `Technology` over `ICT` and `AI`: what stands below is exact.
            _ if matches!(column.says, Some(Column::Theme(_))) && is_not_of_plan(&group.header) => {
                column.says = None;
                denied += 1;
            }
            // `Page` merged over `ICT`, `AI`: the pages of each theme.
            (Some(Column::Field(meaning)), _)
                if meaning.is_text() && is_merged(grid, group, column.index) =>
            {
                if let Some(Column::Theme(theme)) = &column.says {
                    column.says = Some(Column::Detail(Arc::clone(theme), *meaning));
                }
            }
            _ if matches!(column.says, Some(Column::Theme(_))) && group.edition.is_none() && !dated => {}
            (Some(Column::Theme(_)), _) => {
                // `Access to remedy` merged over `Judicial`, `Non-judicial`: parts of the theme.
                let part = column.says.is_none()
                    && !vocabulary.is_level_word(&column.header)
                    && is_merged(grid, group, column.index);
                column.header = Arc::from(format!("{} {}", group.header, column.header));
                column.says = vocabulary.column(&column.header);
                if part && column.says.is_none() {
                    column.says.clone_from(&group.says);
                }
                column.edition.clone_from(&group.edition);
            }
            (_, Some(edition)) if dates => column.edition = Some(edition.clone()),
            // `NAP 2010-2013` beside `Current NAP`: another edition, of which the years are not known.
            (None, None) if dated && matches!(column.says, Some(Column::Theme(_) | Column::Detail(..))) => {
                column.edition = Some((Arc::clone(&group.header), grid.spot(group.row, group.index)));
            }
            _ => {}
        }
    }
    let known = second.iter().filter(|column| column.says.is_some()).count() + denied;
    let data = is_data(&second, vocabulary);
    if known < 2 || known * 3 < second.len() * 2 || data || below.number != above.number + 1 {
        return None;
    }
    let mut columns = second;
    for column in first {
        // `Country` merged over both rows stands in the first alone.
        let covered = columns.iter().any(|other| other.index == column.index);
        let group = (column.says.is_none() || column.edition.is_some())
            && columns.iter().any(|other| other.index > column.index);
        if !covered && !group {
            columns.push(column.clone());
        }
    }
    // A title over a header of one row gives nothing to it.
    let gives = columns.iter().any(|column| {
        (column.row < below.number && column.says.is_some()) || column.edition.is_some() || {
            // A theme over its columns has become part of their headers.
            first
                .iter()
                .any(|group| matches!(group.says, Some(Column::Theme(_))) && group.index <= column.index)
        }
    });
    columns.sort_by_key(|column| column.index);
    gives.then_some(columns)
}

/// Whether a group's cell is merged over a column.
fn is_merged(grid: &Grid, group: &Headed, column: u32) -> bool {
    // They are sorted by their first cell.
    let first = grid.merges.partition_point(|merge| merge.first < (group.row, group.index));
    let of_group = |merge: &&Merge| merge.first == (group.row, group.index);
    grid.merges.iter().skip(first).take_while(of_group).any(|merge| merge.last.1 >= column)
}

/// Columns of one theme that differ by a period in their headers are editions: `ICT 2014`, `ICT 2019`.
///
/// A year beside a theme that stands once is a remark, such as the year of coding.
fn editions(columns: &mut [Headed], grid: &Grid, vocabulary: &Vocabulary) {
    let mut themes: BTreeMap<Arc<str>, Vec<Option<String>>> = BTreeMap::new();
    for column in columns.iter().filter(|column| column.edition.is_none()) {
        if let Some(Column::Theme(theme)) = &column.says {
            themes.entry(Arc::clone(theme)).or_default().push(vocabulary.edition_beside(&column.header));
        }
    }
    let across = |found: &Vec<Option<String>>| {
        let mut distinct: Vec<_> = found.iter().flatten().collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.len() >= 2 && distinct.len() == found.len()
    };
    if !themes.values().any(across) {
        let other = |column: &&mut Headed| matches!(&column.says, Some(says) if !matches!(says, Column::Theme(_) | Column::Detail(..)));
        columns.iter_mut().filter(other).for_each(|column| column.edition = None);
        return;
    }
    for column in columns.iter_mut().filter(|column| column.edition.is_none()) {
        let about = matches!(
            column.says,
            Some(
                Column::Theme(_)
                    | Column::Detail(..)
                    | Column::Field(Meaning::Period | Meaning::Start | Meaning::End)
            )
        );
        if about && let Some(words) = vocabulary.edition_beside(&column.header) {
            column.edition = Some((Arc::from(words), grid.spot(column.row, column.index)));
        }
    }
}

/// The kind of table under such a header, wherever its countries stand; `None` where it is none.
pub(in crate::read) fn shape(columns: &[Headed], whole_theme: bool) -> Option<Shape> {
    let says = |meaning| columns.iter().any(|column| column.is(meaning));
    let text = says(Meaning::Passage) || says(Meaning::Statement);
    let coded = says(Meaning::Level) && (says(Meaning::Theme) || whole_theme);
    let themes = columns.iter().any(|column| matches!(column.says, Some(Column::Theme(_))));
    let passages = |meaning| matches!(meaning, Meaning::Passage | Meaning::Statement);
    let text = text
        || columns
            .iter()
            .any(|c| matches!(c.says, Some(Column::Detail(_, meaning)) if !themes && passages(meaning)));
    match (coded, themes, text) {
        (true, _, _) => Some(Shape::Coded),
        // Passages down and themes across: each mark codes the passage for one theme.
        (false, true, true) => Some(Shape::Coded),
        (false, true, false) => Some(Shape::Matrix),
        (false, false, true) => Some(Shape::Passages),
        (false, false, false) => None,
    }
}

/// Whether a sheet without a table holds data that is lost, or nothing that could be.
pub(super) fn why_none(grid: &Grid, vocabulary: &Vocabulary) -> NoTable {
    let mut lost = false;
    let mut list = false;
    for row in grid.rows.iter().take(FIRST_ROWS) {
        let columns = headed(row, grid, vocabulary);
        if columns.iter().any(Headed::is_country) {
            let unknown = columns.iter().any(|column| column.is(Meaning::Level) || column.says.is_none());
            lost |= unknown;
            // Countries with their codes, regions, documents: all is known, and nothing is about a theme.
            list |= !unknown && columns.len() >= 2;
        }
        // A country with two things beside it is data, whatever stands above.
        let country = row.cells.iter().take(3).any(|(_, text)| vocabulary.is_country(text));
        lost |= !list && row.cells.len() >= 3 && country;
    }
    // A sheet that is named for a country, with themes down its side.
    let themes = grid.rows.iter().take(FIRST_ROWS).filter(|row| {
        row.cells.len() > 1 && row.cells.first().is_some_and(|(_, text)| vocabulary.theme(text).is_some())
    });
    let of_country = grid.source.sheet.as_deref().is_some_and(|name| vocabulary.is_country(name));
    lost |= of_country && themes.take(2).count() == 2;
    let wide = grid.rows.iter().filter(|row| row.cells.len() >= 3).take(3).count();
    lost |= wide == 3 && !list && !vocabulary.knows_countries();
    let named = grid.source.sheet.as_deref().is_some_and(|name| vocabulary.is_no_data(name));
    if lost && !named { NoTable::NotUnderstood } else { NoTable::NoData }
}
