//! Which columns of a table are used: where its countries stand, and of two alike, which.

use super::super::clean::words;
use super::super::columns::{Column, Vocabulary};
use super::super::grid::{Grid, Row};
use super::super::{Meaning, Shape};
use super::{Headed, Layout, take_meaning};
use std::ops::Range;
use std::sync::Arc;

/// Cells of a column that are looked at to see what stands in it.
const SAMPLE: usize = 40;

/// Sees to it that the table has countries: marks the column that holds them, whatever its header says.
///
/// `false` where there are none: no column, and no country that the whole table is about.
pub(super) fn countries(
    columns: &mut Vec<Headed>,
    grid: &Grid,
    header: u32,
    data: &Range<usize>,
    whole: bool,
    vocabulary: &Vocabulary,
) -> bool {
    let declared: Vec<u32> = columns.iter().filter(|c| c.is(Meaning::Country)).map(|c| c.index).collect();
    let share = |column: u32| share(grid, data, column, |text| vocabulary.is_country(text));
    let best = |indices: &mut dyn Iterator<Item = u32>| {
        let scored = indices.map(|index| (share(index), index)).filter(|(share, _)| *share >= 60);
        scored.max_by_key(|(share, index)| (*share, std::cmp::Reverse(*index))).map(|(_, index)| index)
    };
    // `Estado` is the state or the status, `NAP` the plan or its country: what stands below tells.
    if declared.len() > 1
        && let Some(column) = best(&mut declared.iter().copied())
    {
        for other in columns.iter_mut().filter(|c| c.is(Meaning::Country) && c.index != column) {
            if share(other.index) < 60 {
                // Codes, or the status of the plan: that is settled when all columns are known.
                other.says = vocabulary.is_status(&other.header).then_some(Column::Field(Meaning::Level));
            }
        }
        return true;
    }
    let iso = columns.iter().any(|column| column.is(Meaning::Iso));
    let barren = declared.first().is_some_and(|index| count(grid, data, *index) >= 2 && share(*index) < 20);
    if (!declared.is_empty() && !barren) || iso {
        return true;
    }
    let across = columns.iter().any(|column| matches!(column.says, Some(Column::Theme(_))));
    let open = |column: &&Headed| match column.says {
        None | Some(Column::Field(Meaning::Period | Meaning::Document | Meaning::Region)) => true,
        // `Theme` in the corner between themes and countries.
        Some(Column::Field(Meaning::Theme)) => across,
        // `Code` may be the country's. `NO` is a level as well as Norway.
        Some(Column::Field(Meaning::Level)) => cells(grid, data, column.index)
            .all(|text| text.len() > 2 && !text.chars().any(char::is_whitespace)),
        _ => false,
    };
    let known: Vec<u32> = columns.iter().filter(open).map(|column| column.index).collect();
    if let Some(index) = best(&mut known.iter().copied()) {
        for column in columns.iter_mut() {
            if column.index == index {
                column.says = Some(Column::Field(Meaning::Country));
                column.edition = None;
            } else if column.is(Meaning::Country) {
                column.says = None;
            }
        }
        return true;
    }
    // Or a column without any header, left of the others.
    let first = columns.first().map_or(u32::MAX, |column| column.index);
    let mut left: Vec<u32> = Vec::new();
    for row in grid.rows.get(data.clone()).unwrap_or_default().iter().take(SAMPLE) {
        left.extend(row.cells.iter().map(|(column, _)| *column).take_while(|column| *column < first));
    }
    left.sort_unstable();
    left.dedup();
    if let Some(index) = best(&mut left.iter().copied()) {
        let says = Some(Column::Field(Meaning::Country));
        columns.insert(
            0,
            Headed {
                index,
                row: header,
                header: Arc::from(""),
                says,
                answer: None,
                edition: None,
                used: false,
                again: false,
            },
        );
        return true;
    }
    !declared.is_empty() || whole
}

/// The period's column: of several the one with years in it, and where none is named, one without a header in which
/// periods stand.
pub(super) fn periods(columns: &mut [Headed], grid: &Grid, data: &Range<usize>, vocabulary: &Vocabulary) {
    // `Final` is the year of the end in Spanish, and the code that coders agreed on in English.
    for column in columns.iter_mut().filter(|column| column.is(Meaning::End)) {
        let coded = share(grid, data, column.index, |text| vocabulary.is_level_word(text)) >= 60;
        column.says = Some(Column::Field(if coded { Meaning::Level } else { Meaning::End }));
    }
    let dated = [Meaning::Period, Meaning::Start, Meaning::End];
    let share = |column: u32| share(grid, data, column, |text| vocabulary.is_period(text));
    let several = columns.iter().filter(|column| column.is(Meaning::Period) && column.edition.is_none());
    let several: Vec<u32> = several.map(|column| column.index).collect();
    if several.len() > 1 {
        let best = several.iter().copied().max_by_key(|index| (share(*index), std::cmp::Reverse(*index)));
        let others: Vec<u32> = several.iter().copied().filter(|index| Some(*index) != best).collect();
        take_meaning(columns, &others);
    }
    if columns.iter().any(|column| dated.iter().any(|meaning| column.is(*meaning))) {
        return;
    }
    let blank = columns.iter_mut().filter(|column| column.says.is_none() && column.header.is_empty());
    for column in blank {
        if share(column.index) >= 60 {
            column.says = Some(Column::Field(Meaning::Period));
            return;
        }
    }
}

fn cells<'a>(grid: &'a Grid, data: &Range<usize>, column: u32) -> impl Iterator<Item = &'a Arc<str>> {
    let rows = grid.rows.get(data.clone()).unwrap_or_default();
    rows.iter().take(SAMPLE * 4).filter_map(move |row| row.get(column)).take(SAMPLE)
}

fn count(grid: &Grid, data: &Range<usize>, column: u32) -> usize {
    cells(grid, data, column).count()
}

/// How many in a hundred cells of the column are such; 0 for an empty column.
fn share(grid: &Grid, data: &Range<usize>, column: u32, is: impl Fn(&str) -> bool) -> usize {
    let (mut hits, mut all) = (0, 0);
    for text in cells(grid, data, column) {
        all += 1;
        hits += usize::from(is(text));
    }
    (hits * 100).checked_div(all).unwrap_or_default()
}

/// Whether a table with rows and columns exchanged has answers for rows: `Yes | No` beside the themes of one country, or below
/// each of several, are ticked, and a tick under `No` is no yes.
pub(super) fn answers(grid: &Grid, layout: &Layout, vocabulary: &Vocabulary) -> bool {
    let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
    if layout.country.is_some() {
        let mut first = rows.iter().filter_map(|row| row.cells.first()).map(|(_, text)| text);
        return first.any(|text| vocabulary.is_level_word(text));
    }
    let countries: Vec<u32> =
        layout.columns.iter().filter(|column| column.used && column.is_country()).map(|c| c.index).collect();
    // The second of two answers stands below no country of its own.
    let alone = rows.iter().filter(|row| countries.iter().all(|country| row.get(*country).is_none()));
    let mut beside = alone.flat_map(|row| &row.cells).filter(|(column, _)| !layout.has_header(*column));
    beside.any(|(_, text)| vocabulary.is_level_word(text))
}

/// A `Status` or `NAP?` beside themes across is that of the plan where its cells say so: it may as well be one of coding, or of
/// actions.
pub(super) fn plan_status(layout: &mut Layout, grid: &Grid, vocabulary: &Vocabulary) {
    let has = |meaning| layout.columns.iter().any(|column| column.is(meaning));
    if has(Meaning::Status) || has(Meaning::Theme) || layout.shape == Shape::Passages {
        return;
    }
    let data = layout.data.clone();
    let is_status = |column: &&mut Headed| {
        (column.is(Meaning::Level) || column.says.is_none())
            && vocabulary.is_status(&column.header)
            && vocabulary.are_statuses(cells(grid, &data, column.index))
    };
    if let Some(column) = layout.columns.iter_mut().find(is_status) {
        column.says = Some(Column::Field(Meaning::Status));
    }
}

/// `Action no.` beside `Action`: numbers are no passages.
pub(super) fn numbered(layout: &mut Layout, grid: &Grid) {
    let data = layout.data.clone();
    let is_text = |column: &&Headed| column.is(Meaning::Passage) || column.is(Meaning::Statement);
    let letters =
        |column: &Headed| share(grid, &data, column.index, |text| text.chars().any(char::is_alphabetic));
    let numbers: Vec<u32> =
        layout.columns.iter().filter(is_text).filter(|c| letters(c) == 0).map(|c| c.index).collect();
    if layout.columns.iter().filter(is_text).count() > numbers.len() {
        take_meaning(&mut layout.columns, &numbers);
    }
}

/// Decides which columns are used: those that the shape has a place for, and of two alike the first.
pub(in crate::read) fn columns(layout: &mut Layout, vocabulary: &Vocabulary) {
    let says = |columns: &[Headed], meaning| columns.iter().any(|column| column.is(meaning));
    // A status is a code only where each row has a theme and nothing else gives the code.
    let is_status = |column: &Headed| column.is(Meaning::Level) && vocabulary.is_status(&column.header);
    let coded = layout.columns.iter().any(|column| column.is(Meaning::Level) && !is_status(column));
    let themed = says(&layout.columns, Meaning::Theme) || layout.theme.is_some();
    if coded || !themed {
        for column in layout.columns.iter_mut().filter(|column| is_status(column)) {
            column.says = Some(Column::NotUsed);
        }
    }
    let coded_rows = says(&layout.columns, Meaning::Level)
        && (says(&layout.columns, Meaning::Theme) || layout.theme.is_some());
    let across = layout.shape != Shape::Passages && !coded_rows;
    let mut taken: Vec<(Column, Option<Arc<str>>)> = Vec::new();
    for column in &mut layout.columns {
        let Some(says) = &column.says else { continue };
        let fits = match says {
            Column::Theme(_) => across,
            Column::Detail(..) => !coded_rows,
            Column::Field(Meaning::Level) => coded_rows,
            Column::Field(Meaning::Theme) => !across,
            Column::Field(_) => true,
            Column::NotUsed => false,
        };
        let this = (says.clone(), column.edition.as_ref().map(|(words, _)| Arc::clone(words)));
        column.used = fits && (joins(says) || column.answer.is_some() || !taken.contains(&this));
        column.again =
            fits && !column.used && matches!(says, Column::Theme(_) | Column::Field(Meaning::Level));
        if column.used {
            taken.push(this);
        }
    }
    // The sheet's name gives the theme only where no column does, and only to codes.
    if layout.shape != Shape::Coded || across || says(&layout.columns, Meaning::Theme) {
        layout.theme = None;
    }
    if layout.columns.iter().any(|column| column.used && column.is_country()) {
        layout.country = None;
    }
    let dated = |column: &Headed| {
        column.used && (column.is(Meaning::Period) || column.is(Meaning::Start) || column.edition.is_some())
    };
    if layout.columns.iter().any(dated) {
        layout.period = None;
    }
}

/// The columns of codes of one thing.
struct Coders<'l> {
    says: &'l Column,
    edition: Option<&'l str>,
    /// Those of the coders, and those of what they agreed on.
    each: Vec<u32>,
    last: Vec<u32>,
}

/// Of several columns of codes the one on which the coders agreed counts: `Code`, `Final code`, and of a theme `ICT (A)`,
/// `ICT (agreed)`. Where it is blank beside a code of another, all are read.
pub(super) fn prefer_final(layout: &mut Layout, grid: &Grid) {
    #[rustfmt::skip]
    const FINAL: [&str; 18] = [
        "final", "finale", "agreed", "consensus", "reconciled", "adjudicated", "resolved", "definitive", "definitif",
        "definitivo", "endgultig", "endgultiger", "konsens", "consenso", "acordado", "convenu", "corrected", "arbitrated",
    ];
    let is_final = |column: &Headed| words(&column.header).split(' ').any(|word| FINAL.contains(&word));
    let mut all: Vec<Coders<'_>> = Vec::new();
    for column in &layout.columns {
        let Some(says @ (Column::Theme(_) | Column::Field(Meaning::Level))) = &column.says else { continue };
        let edition = column.edition();
        let at = all.iter().position(|known| (known.says, known.edition) == (says, edition));
        let at = at.unwrap_or_else(|| {
            all.push(Coders { says, edition, each: Vec::new(), last: Vec::new() });
            all.len() - 1
        });
        let Some(coders) = all.get_mut(at) else { continue };
        if is_final(column) { &mut coders.last } else { &mut coders.each }.push(column.index);
    }
    let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
    let mut earlier: Vec<u32> = Vec::new();
    for Coders { each, last, .. } in all {
        let [last] = last[..] else { continue };
        let none = |row: &Row| each.iter().all(|other| row.get(*other).is_none());
        if rows.iter().all(|row| row.get(last).is_some() || none(row)) {
            earlier.extend(each);
        }
    }
    take_meaning(&mut layout.columns, &earlier);
}

/// Whether several columns of this kind are read together, as a path or a list.
fn joins(column: &Column) -> bool {
    matches!(column, Column::Field(Meaning::Section | Meaning::Document | Meaning::Note))
}

/// Whether a country stands where one should. Exchanging rows and columns makes tables of many things.
pub(super) fn names_a_country(grid: &Grid, layout: &Layout, vocabulary: &Vocabulary) -> bool {
    let mut columns = layout.columns.iter().filter(|column| column.used && column.is_country());
    layout.country.is_some()
        || columns
            .any(|column| cells(grid, &layout.data, column.index).any(|text| vocabulary.is_country(text)))
}

/// Whether anything is filled in: a code, a theme's text or a passage in any row.
pub(super) fn is_filled(grid: &Grid, layout: &Layout) -> bool {
    let says = |column: &Headed| match column.says {
        Some(Column::Theme(_) | Column::Detail(..)) => true,
        Some(Column::Field(meaning)) => {
            matches!(meaning, Meaning::Level | Meaning::Passage | Meaning::Statement)
        }
        Some(Column::NotUsed) | None => false,
    };
    let wanted: Vec<u32> = layout.columns.iter().filter(|c| c.used && says(c)).map(|c| c.index).collect();
    let header = grid.rows.get(layout.header).map_or(0, |row| row.number);
    let fault = grid.faults.iter().any(|fault| wanted.contains(&fault.column) && fault.row > header);
    let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
    fault || rows.iter().any(|row| wanted.iter().any(|column| row.get(*column).is_some()))
}
