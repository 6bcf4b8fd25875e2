//! How the figures were made, from which files, and what was left out.

use std::collections::BTreeMap;

use super::block::{Align, Block, Cell, Column, Row, Span, Style, Table, Width, plain};
use super::{Material, evidence, matrix, prose};
use crate::compare::Editions;
use crate::diagnostic::{Diagnostic, Kind, Loss};

/// The method, for readers who must defend the figures.
pub(super) fn method(material: &Material<'_>) -> Vec<Block> {
    let paragraph = |text: &str| Block::Paragraph { style: Style::Body, text: plain(text) };
    let counted = match material.editions {
        Editions::Latest => {
            "The figures count the latest adopted plan of each country; earlier plans are in the country profiles."
        }
        Editions::All => "The figures count every edition of every country's plan.",
    };
    let mut blocks = vec![
        Block::Heading { level: 2, text: "How this was made".into(), anchor: "method".into() },
        paragraph(
            "The unit is one edition of a National Action Plan and one theme. Its level is the highest that any \
             passage of that edition earns. A plan addresses a theme if its level is commitment or mention, or if a \
             yes/no sheet says yes. A plan whose level is unknown is in no denominator: unknown is never counted as \
             no.",
        ),
        paragraph(counted),
        paragraph(
            "A person’s code stands before the machine’s; where both exist and differ, the difference is listed. \
             Passages without a code are read, in the languages that the codebook covers, by fixed rules, with no model \
             and no network: only the plan’s own state can commit; what lies in the past, is in force, or is said by others is a mention; a \
             negated sentence earns nothing; words in addresses and names earn nothing. The words that decided are \
             set in bold.",
        ),
        paragraph(
            "“Not found” means that text was given for the plan and nothing in it is about the theme. It does not \
             mean that the plan says nothing: the spreadsheets may hold only parts of it.",
        ),
        Block::Heading { level: 3, text: "Themes".into(), anchor: "themes".into() },
    ];
    blocks.push(Block::List(
        material
            .themes()
            .iter()
            .map(|theme| {
                vec![Span::bold(theme.name.clone()), Span::plain(format!(": {}", theme.description))]
            })
            .collect(),
    ));
    blocks.push(Block::Heading {
        level: 3,
        text: "How the figures change with the reading".into(),
        anchor: "sensitivity".into(),
    });
    blocks.push(paragraph(
        "By a strict reading only commitments count; a plan of which a yes/no sheet says yes is then left out, since \
         it may be either. By a wide reading words count, too, that the codebook takes for too weak alone, such as \
         “technology” or “courts”, where nothing else is found in the texts given. People’s codes stand in each.",
    ));
    blocks.push(sensitivity(material));
    blocks.push(Block::Heading { level: 3, text: "Sources".into(), anchor: "sources".into() });
    blocks.push(sources(material));
    blocks
}

/// The headline shares by a stricter and a wider reading.
fn sensitivity(material: &Material<'_>) -> Block {
    let share = |header: &str| Column { header: header.to_owned(), width: Width::Content, align: Align::End };
    let columns = vec![
        Column { header: "Theme".into(), width: Width::Share(1.0), align: Align::Start },
        share("Strict: commitments"),
        share("As reported"),
        share("Wide"),
    ];
    let rows = material.themes().iter().zip(&material.coverage.sensitivity).map(|(theme, by)| {
        let cells = [theme.name.clone(), prose::of(by.strict), prose::of(by.default), prose::of(by.wide)];
        Row { cells: cells.map(|text| Cell { text: plain(text), badge: None }).into(), strong: false }
    });
    Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() })
}

fn sources(material: &Material<'_>) -> Block {
    let number =
        |header: &str| Column { header: header.to_owned(), width: Width::Content, align: Align::End };
    let columns = vec![
        matrix::content_column("File"),
        Column { header: "Sheets".into(), width: Width::Share(1.0), align: Align::Start },
        number("Rows"),
        number("Used"),
        matrix::content_column("SHA-256"),
    ];
    let rows = material.files.iter().map(|file| {
        let used: Vec<&str> = file
            .sheets
            .iter()
            .filter(|sheet| sheet.shape.is_some())
            .map(|sheet| sheet.name.as_deref().unwrap_or("text"))
            .collect();
        let sum = |of: fn(&crate::read::SheetReport) -> usize| -> u32 {
            file.sheets.iter().map(of).sum::<usize>() as u32
        };
        let cells = [
            file.name.clone(),
            if used.is_empty() { "none".to_owned() } else { used.join(", ") },
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

/// What was left out and why, and what a reader should know besides.
pub(super) fn left_out(material: &Material<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading {
        level: 2,
        text: "What was left out, and what to check".into(),
        anchor: "left-out".into(),
    }];
    let lost = material.problems.iter().filter(|problem| problem.kind.loss() == Loss::LeftOut).count() as u32;
    let other = material.problems.len() as u32 - lost;
    blocks.push(Block::Paragraph {
        style: Style::Body,
        text: plain(match (lost, other) {
            (0, 0) => "Nothing was left out, and nothing needs checking.".to_owned(),
            (0, other) => format!(
                "Nothing was left out. {} to check.",
                prose::count(other, "remark is listed", "remarks are listed")
            ),
            (lost, 0) => format!(
                "{} left out of the figures.",
                prose::count(lost, "file, sheet, row or value was", "files, sheets, rows or values were")
            ),
            (lost, other) => format!(
                "{} left out of the figures; {} to check.",
                prose::count(lost, "file, sheet, row or value was", "files, sheets, rows or values were"),
                prose::count(other, "remark is listed", "remarks are listed")
            ),
        }),
    });
    if !material.problems.is_empty() {
        blocks.push(problems(material.problems));
    }
    blocks
}

fn problems(all: &[Diagnostic]) -> Block {
    let mut by_kind: BTreeMap<(bool, Kind), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in all {
        let kept = problem.kind.loss() == Loss::Nothing;
        by_kind.entry((kept, problem.kind)).or_default().push(problem);
    }
    let mut rows = Vec::new();
    for ((_, kind), problems) in by_kind {
        for problem in problems.iter().take(MOST_OF_A_KIND) {
            let place = problem.place.as_ref().map(evidence::place).unwrap_or_default();
            rows.push(row(kind.code(), prose::capital(&prose::quoted(&problem.message)), place));
        }
        let more = problems.len().saturating_sub(MOST_OF_A_KIND) as u32;
        if more > 0 {
            let text = format!("and {} of this kind, listed in run.json", prose::count(more, "more", "more"));
            rows.push(row(kind.code(), text, String::new()));
        }
    }
    let column = |header: &str, share| Column {
        header: header.to_owned(),
        width: Width::Share(share),
        align: Align::Start,
    };
    Block::Table(Table {
        title: Vec::new(),
        columns: vec![matrix::content_column("Kind"), column("What", 3.0), column("Where", 1.6)],
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
