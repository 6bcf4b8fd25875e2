//! Parts of the brief of a theme: its countries, firmest first, with their passages.

use super::block::{Align, Block, Cell, Column, KeyFigure, Row, Span, Table, Width, plain};
use super::{Material, evidence, matrix, parts, prose};
use crate::code::Level;
use crate::compare::Edition;

fn firmest_first<'a>(material: &Material<'a>, theme: usize) -> Vec<&'a Edition> {
    let mut editions = material.headline();
    editions.sort_by_key(|edition| {
        edition.cells.get(theme).map(|cell| (std::cmp::Reverse(cell.level), cell.basis))
    });
    editions
}

/// The headline editions with this level for the theme.
pub(super) fn at_level<'a>(
    material: &Material<'a>,
    theme: usize,
    level: Level,
) -> impl Iterator<Item = &'a Edition> {
    firmest_first(material, theme)
        .into_iter()
        .filter(move |edition| edition.cells.get(theme).is_some_and(|cell| cell.level == level))
}

/// A large figure a level.
pub(super) fn key_figures(material: &Material<'_>, theme: usize) -> Vec<Block> {
    let words = &*material.words;
    let counts = material.coverage.counts.get(theme).copied().unwrap_or_default();
    let figure = |level: Level, note: &str| KeyFigure {
        label: prose::level(words, level),
        figure: prose::number(counts.get(level)),
        note: words.plain(note),
        share: None,
    };
    let mut figures = vec![
        figure(Level::Commitment, "key-commitment"),
        figure(Level::Mention, "key-mention"),
        figure(Level::None, "key-none"),
        figure(Level::Unknown, "key-not-known"),
    ];
    if counts.addressed > 0 {
        figures.insert(1, figure(Level::Addressed, "key-addressed"));
    }
    parts::figures(figures)
}

/// The table of countries, firmest first.
pub(super) fn countries(material: &Material<'_>, theme: usize) -> Vec<Block> {
    let words = &*material.words;
    let share =
        |id: &str, share| Column { header: words.plain(id), width: Width::Share(share), align: Align::Start };
    let columns = vec![
        matrix::content_column(words.plain("col-country")),
        matrix::content_column(words.plain("col-period")),
        matrix::content_column(words.plain("col-level")),
        share("col-basis", 1.0),
        share("col-cell", 1.3),
    ];
    let linked = parts::places(material, super::Subject::Theme(theme), "passages");
    let editions = firmest_first(material, theme);
    let rows = editions.iter().filter_map(|edition| {
        let cell = edition.cells.get(theme)?;
        let locus = evidence::locus(words, &cell.section, &cell.page);
        let locus = if locus.is_empty() { prose::capital(&prose::basis(words, cell)) } else { locus };
        // The country's passages stand below only where it has some on this theme.
        let name = if linked && addresses(edition, theme) {
            Span::to(edition.name.clone(), evidence::anchor(edition))
        } else {
            Span::plain(edition.name.clone())
        };
        let cells = vec![
            Cell { text: vec![name], badge: None },
            Cell { text: plain(prose::period(words, edition)), badge: None },
            matrix::quiet_level_cell(material, cell),
            Cell { text: plain(locus), badge: None },
            Cell { text: vec![Span::quiet(prose::place(words, &cell.place))], badge: None },
        ];
        Some(Row { cells, strong: false })
    });
    vec![Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() })]
}

fn addresses(edition: &Edition, theme: usize) -> bool {
    edition.cells.get(theme).is_some_and(|cell| cell.level.addresses() == Some(true))
}

/// The passages of the countries that address the theme.
pub(super) fn passages(material: &Material<'_>, theme: usize, most: Option<usize>) -> Vec<Block> {
    let words = &*material.words;
    let editions = firmest_first(material, theme);
    let mut blocks = Vec::new();
    for edition in editions.iter().filter(|edition| addresses(edition, theme)) {
        let heading = format!("{}, {}", edition.name, prose::period(words, edition));
        blocks.push(parts::edition_heading(heading, edition));
        let choice = evidence::Choice { theme: Some(theme), most, silent: false };
        let quotes = evidence::passages(material, edition, choice);
        if quotes.is_empty() {
            blocks.push(parts::body(words.plain("passages-code-only")));
        }
        blocks.extend(quotes);
    }
    if blocks.is_empty() {
        blocks.push(parts::body(words.plain("theme-none")));
    }
    blocks
}
