//! Parts of the profile of a country: its levels, its passages, its editions.

use std::collections::BTreeSet;

use super::block::{Block, Cell, Row, Table, plain};
use super::words::Words;
use super::{Material, evidence, matrix, parts, prose};
use crate::code::{Basis, Level};
use crate::compare::Edition;
use crate::resolve::Iso3;

/// The plan that the profile is about, with its standing.
pub(super) fn plan(material: &Material<'_>, latest: &Edition, editions: usize) -> String {
    let words = &*material.words;
    let mut plan = prose::period(words, latest);
    let development = words.plain("status-development");
    // A plan without years may be called so already.
    if latest.in_development && !plan.to_lowercase().contains(&development.to_lowercase()) {
        plan = format!("{plan}, {development}");
    }
    if editions > 1 {
        plan = format!("{plan} ({})", prose::count(words, "status-editions", editions as u32));
    }
    plan
}

/// The table of levels of the latest plan.
pub(super) fn levels(material: &Material<'_>, country: Iso3) -> Vec<Block> {
    material
        .editions_of(country)
        .map(|(_, latest)| evidence::levels_table(material, latest))
        .into_iter()
        .collect()
}

/// The passages of the latest plan, also those that earned nothing.
pub(super) fn passages(material: &Material<'_>, country: Iso3, most: Option<usize>) -> Vec<Block> {
    let Some((_, latest)) = material.editions_of(country) else { return Vec::new() };
    let choice = evidence::Choice { theme: None, most, silent: most.is_none() };
    let quotes = evidence::passages(material, latest, choice);
    if quotes.is_empty() && latest.passages.is_empty() {
        let coded = latest.cells.iter().any(|cell| cell.basis == Basis::Coded);
        let id = if coded { "passages-none-coded" } else { "passages-none" };
        return vec![parts::body(material.words.plain(id))];
    }
    quotes
}

/// The editions side by side, and the passages of the earlier ones.
pub(super) fn editions(material: &Material<'_>, country: Iso3) -> Vec<Block> {
    let words = &*material.words;
    let Some((editions, _)) = material.editions_of(country) else { return Vec::new() };
    let mut columns = vec![matrix::content_column(words.plain("col-edition"))];
    columns.extend(material.themes.iter().map(|theme| matrix::level_column(&theme.short)));
    let rows = editions.iter().rev().map(|edition| {
        let mut cells = vec![Cell { text: plain(prose::period(words, edition)), badge: None }];
        cells.extend(edition.cells.iter().map(|cell| matrix::level_cell(material, cell)));
        Row { cells, strong: false }
    });
    let mut blocks =
        vec![Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() })];
    for edition in editions.iter().rev().filter(|edition| !edition.latest) {
        let heading = words.say("h-passages-of", &[("period", prose::period(words, edition).into())]);
        blocks.push(parts::edition_heading(heading, edition));
        blocks.push(evidence::levels_table(material, edition));
        let choice = evidence::Choice { theme: None, most: None, silent: true };
        blocks.extend(evidence::passages(material, edition, choice));
    }
    blocks
}

/// What the levels say that stand in a profile of these editions, beside their themes and their passages.
pub(super) fn told(words: &Words, editions: &[&Edition]) -> String {
    let cells = editions.iter().flat_map(|edition| &edition.cells);
    let of_cells = cells.clone().map(|cell| (cell.level, cell.basis));
    let of_machine = cells.filter_map(|cell| cell.machine.map(|level| (level, Basis::Coded)));
    let passages = editions.iter().flat_map(|edition| &edition.passages);
    let of_passages = passages.flat_map(|passage| &passage.earned).map(|earned| (earned.level, Basis::Coded));
    let shown: BTreeSet<&str> = of_cells.chain(of_machine).chain(of_passages).map(sentence).collect();
    let told: Vec<String> =
        TOLD.iter().filter(|key| shown.contains(*key)).map(|key| words.plain(key)).collect();
    told.join(" ")
}

/// The sentences about the levels, firmest first.
const TOLD: [&str; 7] = [
    "told-commitment",
    "told-mention",
    "told-addressed",
    "told-none",
    "told-stated",
    "told-not-found",
    "told-unknown",
];

/// Which of [`TOLD`] is about a level that rests on this.
fn sentence((level, basis): (Level, Basis)) -> &'static str {
    match (level, basis) {
        (Level::Commitment, _) => "told-commitment",
        (Level::Mention, _) => "told-mention",
        (Level::Addressed, _) => "told-addressed",
        (Level::None, Basis::Stated) => "told-stated",
        (Level::None, Basis::Silent) => "told-not-found",
        (Level::None, _) => "told-none",
        (Level::Unknown, _) => "told-unknown",
    }
}
