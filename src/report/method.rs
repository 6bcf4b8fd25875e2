//! How the figures were made, from which files, and what was left out.

use std::collections::BTreeMap;

use super::block::{Align, Block, Cell, Column, Row, Span, Style, Table, Width, plain};
use super::{Material, matrix, parts, prose};
use crate::compare::Editions;
use crate::diagnostic::{Diagnostic, Kind, Loss};

/// The method, for readers who must defend the figures.
pub(super) fn method(material: &Material<'_>) -> Vec<Block> {
    let counted = match material.editions {
        Editions::Latest => "method-latest",
        Editions::All => "method-all",
    };
    ["method-unit", counted, "method-people", "method-not-found"]
        .into_iter()
        .map(|id| parts::body(material.words.plain(id)))
        .collect()
}

/// What each theme covers.
pub(super) fn themes(material: &Material<'_>) -> Block {
    let item = |theme: &crate::code::Theme| {
        let head = format!("{} ", material.words.say("colon", &[("label", theme.name.as_str().into())]));
        parts::headed(head, theme.description.clone())
    };
    Block::List { items: material.themes.iter().map(item).collect(), numbered: false }
}

/// More columns than these share the width of a page.
const MOST_WHOLE_COLUMNS: usize = 7;

/// A table of ready-made words: names at the left, numbers at the right of their columns.
pub(super) fn table_of(headers: &[String], rows: &[Vec<String>]) -> Block {
    // "no data" among figures stands where they do.
    let numeric = |at: usize| {
        let digit = |cell: &String| cell.starts_with(|ch: char| ch.is_ascii_digit());
        at > 0 && rows.iter().filter_map(|row| row.get(at)).any(digit)
    };
    // A share is not broken from its count, nor a header in the middle, while there is room for whole columns.
    let few = headers.len() <= MOST_WHOLE_COLUMNS;
    let columns = headers.iter().enumerate().map(|(at, header)| Column {
        header: header.clone(),
        width: match at {
            0 => Width::Share(1.6),
            _ if few && numeric(at) => Width::Content,
            _ => Width::Share(1.0),
        },
        align: if numeric(at) { Align::End } else { Align::Start },
    });
    let cell = |text: &String| Cell { text: plain(text.as_str()), badge: None };
    let rows = rows.iter().map(|row| Row { cells: row.iter().map(cell).collect(), strong: false });
    Block::Table(Table {
        title: Vec::new(),
        columns: columns.collect(),
        rows: rows.collect(),
        note: Vec::new(),
    })
}

/// The headline shares by a stricter and a wider reading, and what that means.
pub(super) fn sensitivity(material: &Material<'_>) -> Vec<Block> {
    let words = &*material.words;
    let share = |id: &str| Column { header: words.plain(id), width: Width::Content, align: Align::End };
    let columns = vec![
        Column { header: words.plain("col-theme"), width: Width::Share(1.0), align: Align::Start },
        share("col-strict"),
        share("col-default"),
        share("col-wide"),
    ];
    let rows = material.themes.iter().zip(&material.coverage.sensitivity).map(|(theme, by)| {
        let shares = [by.strict, by.default, by.wide].map(|share| prose::of(words, share));
        let cells = [theme.name.clone()].into_iter().chain(shares);
        Row { cells: cells.map(|text| Cell { text: plain(text), badge: None }).collect(), strong: false }
    });
    vec![
        parts::body(words.plain("method-sensitivity")),
        Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() }),
    ]
}

/// The files, what was used of them, and the beginning of their hashes.
pub(super) fn sources(material: &Material<'_>) -> Block {
    let words = &*material.words;
    let number = |id: &str| Column { header: words.plain(id), width: Width::Content, align: Align::End };
    let columns = vec![
        matrix::content_column(words.plain("col-file")),
        Column { header: words.plain("col-sheets"), width: Width::Share(1.0), align: Align::Start },
        number("col-rows"),
        number("col-used"),
        matrix::content_column("SHA-256".to_owned()),
    ];
    let text = words.plain("text-file");
    let rows = material.files.iter().map(|file| {
        let used: Vec<&str> = file
            .sheets
            .iter()
            .filter(|sheet| sheet.shape.is_some())
            .map(|sheet| sheet.name.as_deref().unwrap_or(&text))
            .collect();
        let sum = |of: fn(&crate::read::SheetReport) -> usize| -> u32 {
            file.sheets.iter().map(of).sum::<usize>() as u32
        };
        let cells = [
            file.name.clone(),
            if used.is_empty() { words.plain("sheets-none") } else { used.join(", ") },
            prose::number(sum(|sheet| sheet.rows_read)),
            prose::number(sum(|sheet| sheet.rows_used)),
            file.sha256.chars().take(12).collect(),
        ];
        Row { cells: cells.map(|text| Cell { text: plain(text), badge: None }).into(), strong: false }
    });
    Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() })
}

/// Most problems of one kind that a report lists; the rest are counted and stand in `run.json`.
const MOST_OF_A_KIND: usize = 12;

/// What was left out and why, and what a reader should know besides; in short the counts alone.
pub(super) fn left_out(material: &Material<'_>, listed: bool) -> Vec<Block> {
    let words = &*material.words;
    let lost = material.problems.iter().filter(|problem| problem.kind.loss() == Loss::LeftOut).count() as u32;
    let other = material.problems.len() as u32 - lost;
    let said = match (lost, other) {
        (0, 0) => words.plain("left-nothing"),
        (0, other) => prose::count(words, "left-remarks", other),
        (lost, 0) => prose::count(words, "left-lost", lost),
        (lost, other) => words.say("left-both", &[("lost", lost.into()), ("n", other.into())]),
    };
    let style = if listed { Style::Body } else { Style::Note };
    let mut blocks = vec![Block::Paragraph { style, text: plain(said) }];
    if !listed && !material.problems.is_empty() {
        let text = plain(words.plain("left-where"));
        blocks.push(Block::Paragraph { style, text });
    }
    if listed && !material.problems.is_empty() {
        blocks.push(problems(material));
    }
    blocks
}

fn problems(material: &Material<'_>) -> Block {
    let words = &*material.words;
    let mut by_kind: BTreeMap<(bool, Kind), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in material.problems {
        let kept = problem.kind.loss() == Loss::Nothing;
        by_kind.entry((kept, problem.kind)).or_default().push(problem);
    }
    let mut rows = Vec::new();
    for ((_, kind), problems) in by_kind {
        for problem in problems.iter().take(MOST_OF_A_KIND) {
            let place = problem.place.as_ref().map(|place| prose::place(words, place)).unwrap_or_default();
            rows.push(row(kind.code(), prose::problem(words, kind.code(), &problem.message), place));
        }
        let more = problems.len().saturating_sub(MOST_OF_A_KIND) as u32;
        if more > 0 {
            rows.push(row(kind.code(), prose::count(words, "left-more", more), String::new()));
        }
    }
    let column =
        |id: &str, share| Column { header: words.plain(id), width: Width::Share(share), align: Align::Start };
    Block::Table(Table {
        title: Vec::new(),
        columns: vec![
            matrix::content_column(words.plain("col-kind")),
            column("col-what", 3.0),
            column("col-place", 1.6),
        ],
        rows,
        note: Vec::new(),
    })
}

fn row(kind: &str, what: String, place: String) -> Row {
    let cells = vec![
        Cell { text: plain(kind), badge: None },
        Cell { text: plain(what), badge: None },
        Cell { text: vec![Span::quiet(place)], badge: None },
    ];
    Row { cells, strong: false }
}
