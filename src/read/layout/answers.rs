//! Columns of which each stands for one level: `Theme | Yes | No`, `ICT: commitment | ICT: mention`. A mark in one of them is a
//! code, and the header is what it means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::columns::{Column, Vocabulary};
use super::super::grid::Grid;
use super::super::{Meaning, clean::words};
use super::{Headed, header::is_theme};

/// Rows below a header in which there must be marks and nothing else.
const SAMPLE: usize = 40;

/// What stands in a cell of such a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Mark {
    /// This is the answer.
    Set,
    /// It is not, as an empty box or `FALSE` says, which may as well mean that nobody has looked.
    Unset,
    /// It is not, in so many words: `no`, `0`.
    Denied,
    /// Something else, which is a code of its own or nothing that is understood.
    Other,
}

/// The mark in a cell under an answer.
pub(in crate::read) fn mark(text: &str, answer: &str) -> Mark {
    #[rustfmt::skip]
    const SET: [&str; 18] = [
        "x", "×", "✓", "✔", "√", "☑", "☒", "●", "■", "•", "1", "true", "vrai", "wahr", "verdadero", "verdadeiro", "vero", "✔\u{fe0f}",
    ];
    #[rustfmt::skip]
    const UNSET: [&str; 12] =
        ["false", "faux", "falsch", "falso", "☐", "□", "○", "-", "–", "—", "n/a", ""];
    const YES: [&str; 7] = ["yes", "y", "oui", "si", "sí", "ja", "sim"];
    const NO: [&str; 7] = ["no", "n", "non", "nein", "nao", "não", "0"];
    let text = text.trim().to_lowercase();
    let is = |listed: &[&str]| listed.contains(&&*text);
    // A "yes" under `No` may be the one or the other.
    let denied = denies(answer);
    match () {
        () if is(&SET) || words(&text) == words(answer) => Mark::Set,
        () if is(&UNSET) => Mark::Unset,
        () if is(&YES) && !denied => Mark::Set,
        () if is(&NO) && (!denied || text == "0") => Mark::Denied,
        () => Mark::Other,
    }
}

/// "Mentioned?" asks what "Mentioned" says.
pub(super) fn bare(header: &Arc<str>) -> Arc<str> {
    let bare = header.trim().trim_end_matches(['?', ':']).trim_end();
    if bare.len() == header.len() { Arc::clone(header) } else { Arc::from(bare) }
}

/// Whether an answer says that a theme is not addressed: `No`, `None`, `Not addressed`.
pub(in crate::read) fn denies(answer: &str) -> bool {
    #[rustfmt::skip]
    const DENIES: [&str; 12] =
        ["no", "non", "nein", "nao", "none", "not", "kein", "keine", "sin", "pas", "ninguno", "aucun"];
    words(answer).split(' ').any(|word| DENIES.contains(&word))
}

/// Marks the columns of a header of one row: those of levels in a table of themes down, or on a sheet a theme, or those of a theme
/// and a level each.
pub(super) fn beside(columns: &mut [Headed], grid: &Grid, data: usize, vocabulary: &Vocabulary) {
    let across = columns.iter().any(is_theme);
    let down = columns.iter().any(|column| column.is(Meaning::Theme) || column.is_country() && !across);
    let step = |column: &Headed| column.header.contains(|c: char| c.is_ascii_digit());
    let is_answer = |column: &Headed| vocabulary.is_answer(&column.header) || step(column);
    // Beside a column of codes, others say something more.
    let coded = columns.iter().any(|column| column.is(Meaning::Level) && !is_answer(column));
    let levels = columns.iter().filter(|column| {
        let says = matches!(
            column.says,
            None | Some(Column::Field(Meaning::Level | Meaning::Passage | Meaning::Statement))
        );
        // Under `Level 0`, `Level 1` a mark says which, though not what it means.
        let answer = vocabulary.is_answer(&column.header) || column.is(Meaning::Level) && step(column);
        down && !coded && column.edition.is_none() && says && answer
    });
    let mut plain: Vec<(u32, Column, Arc<str>)> =
        levels.map(|c| (c.index, Column::Field(Meaning::Level), bare(&c.header))).collect();
    plain.extend(columns.iter().filter(|column| column.answer.is_none()).filter_map(|column| {
        let (theme, answer) = vocabulary.theme_and_level(&column.header)?;
        Some((column.index, Column::Theme(theme), Arc::from(answer)))
    }));
    let found = answers(plain, grid, data).into_iter().map(|(index, says, answer)| (index, (says, answer)));
    let mut found: BTreeMap<u32, _> = found.collect();
    for column in columns.iter_mut() {
        if let Some((says, answer)) = found.remove(&column.index) {
            column.says = Some(says);
            column.answer = Some((answer, grid.spot(column.row, column.index)));
        }
    }
}

/// The columns of levels below groups of themes, by their number.
pub(super) fn under(
    groups: &[Headed],
    columns: &[Headed],
    grid: &Grid,
    data: usize,
    vocabulary: &Vocabulary,
) -> BTreeSet<u32> {
    let of_theme = columns.iter().filter_map(|column| {
        let group = groups.iter().rfind(|group| group.index <= column.index)?;
        let theme = matches!(group.says, Some(Column::Theme(_))) && vocabulary.is_answer(&column.header);
        theme.then(|| Some((column.index, group.says.clone()?, Arc::clone(&column.header)))).flatten()
    });
    answers(of_theme.collect(), grid, data).into_iter().map(|(index, ..)| index).collect()
}

/// Those of the columns that have others of the same kind beside them, with nothing but marks below, of which one is set.
fn answers(
    mut columns: Vec<(u32, Column, Arc<str>)>,
    grid: &Grid,
    data: usize,
) -> Vec<(u32, Column, Arc<str>)> {
    let rows = || {
        let rows = grid.rows.get(data..).unwrap_or_default();
        // What stands below a gap may be another table, a key or a note.
        let gap = rows.windows(2).position(|pair| matches!(pair, [a, b] if b.number > a.number + 1));
        rows.iter().take(gap.map_or(rows.len(), |last| last + 1).min(SAMPLE))
    };
    let marks = |index: u32, answer: &str| {
        rows().filter_map(move |row| row.get(index)).map(|text| mark(text, answer)).collect::<Vec<_>>()
    };
    let all: Vec<Vec<Mark>> = columns.iter().map(|(index, _, answer)| marks(*index, answer)).collect();
    let count = |wanted: Mark| all.iter().flatten().filter(|mark| **mark == wanted).count();
    // "tbc" among the marks is a code of its own; passages are something else.
    let (set, other) = (count(Mark::Set), count(Mark::Other));
    if set == 0 || set < 4 * other {
        return Vec::new();
    }
    let mut levels: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, says, answer) in &columns {
        levels.entry(says.written(None, None)).or_default().insert(words(answer));
    }
    columns
        .retain(|(_, says, _)| levels.get(&says.written(None, None)).is_some_and(|levels| levels.len() > 1));
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_set_or_not_and_a_yes_under_no_is_neither() {
        for (text, answer, expected) in [
            ("x", "No", Mark::Set),
            ("TRUE", "Mention", Mark::Set),
            ("false", "Mention", Mark::Unset),
            ("0", "None", Mark::Denied),
            ("1", "Commitment", Mark::Set),
            ("0", "Commitment", Mark::Denied),
            ("Yes", "Commitment", Mark::Set),
            ("no", "Commitment", Mark::Denied),
            ("No", "No", Mark::Set),
            ("yes", "No", Mark::Other),
            ("no", "Not addressed", Mark::Other),
            ("☐", "Yes", Mark::Unset),
            ("see p. 4", "Yes", Mark::Other),
            ("✗", "Yes", Mark::Other),
        ] {
            assert_eq!(mark(text, answer), expected, "{text:?} under {answer:?}");
        }
    }
}
