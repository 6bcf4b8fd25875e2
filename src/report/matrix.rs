//! Levels as table cells: word, symbol and colour say the same.

use super::block::{Align, Badge, Block, Cell, Column, Row, Span, Table, Width, plain};
use super::{Material, Subject, evidence, parts, prose};
use crate::chart::{LevelColours, Mark, Rgb, level_colours, level_symbol};
use crate::code::Level;
use crate::compare::{self, Edition};

/// Radius of a symbol in points.
const RADIUS: f64 = 3.1;

/// A level as a cell: the word on the level's ground, after its symbol.
pub(super) fn level_cell(material: &Material<'_>, cell: &compare::Cell) -> Cell {
    badge(cell.level, &prose::verdict(&material.words, cell))
}

/// A level in a table of many lines, where a ground would weigh too much: symbol and word on paper.
pub(super) fn quiet_level_cell(material: &Material<'_>, cell: &compare::Cell) -> Cell {
    let symbol = level_symbol(cell.level, 0.0, 0.0, RADIUS);
    let badge = Badge { fill: None, ink: Rgb::INK, outline: None, symbol };
    Cell { text: plain(prose::verdict(&material.words, cell)), badge: Some(badge) }
}

/// A word on a level's ground.
pub(super) fn badge(level: Level, word: &str) -> Cell {
    let colours = level_colours(level);
    let mut symbol = level_symbol(level, 0.0, 0.0, RADIUS);
    // Symbols are drawn for white paper; on the level's own ground they take the ink of its words.
    for mark in &mut symbol {
        recolour(mark, colours);
    }
    let outline = colours.dashed.then_some(colours.outline);
    let badge = Badge { fill: Some(colours.fill), ink: colours.ink, outline, symbol };
    Cell { text: plain(word), badge: Some(badge) }
}

fn recolour(mark: &mut Mark, colours: LevelColours) {
    let change = |rgb: &mut Rgb| {
        if *rgb == colours.outline {
            *rgb = colours.ink;
        } else if *rgb == Rgb::WHITE {
            *rgb = colours.fill;
        }
    };
    if let Mark::Path { fill, stroke, .. } | Mark::Circle { fill, stroke, .. } = mark {
        fill.iter_mut().for_each(change);
        stroke.iter_mut().for_each(|stroke| change(&mut stroke.rgb));
    }
}

/// A theme's column in a matrix.
pub(super) fn level_column(header: &str) -> Column {
    Column { header: header.to_owned(), width: Width::Share(1.0), align: Align::Start }
}

/// A column as wide as its content.
pub(super) fn content_column(header: String) -> Column {
    Column { header, width: Width::Content, align: Align::Start }
}

/// The coverage matrix of the headline editions; country names lead to their evidence.
pub(super) fn matrix(material: &Material<'_>, subject: Subject) -> Block {
    let words = &*material.words;
    let linked = parts::places(material, subject, "evidence");
    let mut columns =
        vec![content_column(words.plain("col-country")), content_column(words.plain("col-period"))];
    columns.extend(material.themes.iter().map(|theme| level_column(&theme.short)));
    let row = |edition: &&Edition| {
        let name = if linked {
            Span::to(edition.name.clone(), evidence::anchor(edition))
        } else {
            Span::plain(edition.name.clone())
        };
        let mut cells = vec![
            Cell { text: vec![name], badge: None },
            Cell { text: plain(prose::period(words, edition)), badge: None },
        ];
        cells.extend(edition.cells.iter().map(|cell| level_cell(material, cell)));
        Row { cells, strong: false }
    };
    let mut rows: Vec<Row> = material.headline().iter().map(row).collect();
    let mut total = vec![
        Cell { text: plain(words.plain("row-address")), badge: None },
        Cell { text: plain(""), badge: None },
    ];
    total.extend(
        material
            .coverage
            .counts
            .iter()
            .map(|counts| Cell { text: plain(prose::of_percent(words, counts.share())), badge: None }),
    );
    rows.push(Row { cells: total, strong: true });
    Block::Table(Table { title: Vec::new(), columns, rows, note: plain(words.plain("matrix-note")) })
}
