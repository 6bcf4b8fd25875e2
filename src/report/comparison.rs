//! The comparison: all countries, the answer first.

use super::block::{Block, Document, KeyFigure, Span, Style, plain};
use super::{Material, ReportError, charts, evidence, matrix, method, prose};
use crate::code::Level;

/// The comparison report.
///
/// # Errors
/// [`ReportError::Chart`] where a chart cannot be drawn.
pub fn comparison(material: &Material<'_>) -> Result<Document, ReportError> {
    let shorts = material.short_names();
    let title = format!("What National Action Plans say about {}", prose::list(&shorts));
    let mut blocks = vec![title_block(material, &title)];
    blocks.extend(answer(material));
    blocks.push(Block::Contents { heading: "Contents".into(), depth: 2 });
    blocks.push(Block::PageBreak);
    blocks.push(Block::Heading { level: 2, text: "Coverage by country".into(), anchor: "matrix".into() });
    blocks.push(matrix::matrix(material));
    blocks.extend(figures(material)?);
    blocks.extend(by_country(material));
    blocks.push(Block::PageBreak);
    blocks.extend(method::method(material));
    blocks.extend(method::left_out(material));
    Ok(Document {
        subject: format!(
            "Coverage of {} in National Action Plans on Business and Human Rights",
            prose::list(&shorts)
        ),
        running_head: "Coverage report".to_owned(),
        title,
        blocks,
        ..frame(material)
    })
}

/// What all reports share: language, date, author, feet.
pub(super) fn frame(material: &Material<'_>) -> Document {
    Document {
        title: String::new(),
        subject: String::new(),
        keywords: keywords(material),
        author: "nap-report".to_owned(),
        lang: material.lang.to_owned(),
        date: material.date.to_owned(),
        running_head: String::new(),
        running_foot: format!(
            "{} · made with nap-report {}",
            prose::date(material.date),
            env!("CARGO_PKG_VERSION")
        ),
        page_word: "Page".to_owned(),
        blocks: Vec::new(),
    }
}

fn keywords(material: &Material<'_>) -> Vec<String> {
    let fixed = ["National Action Plan", "business and human rights"].map(str::to_owned);
    fixed.into_iter().chain(material.themes().iter().map(|theme| theme.name.clone())).collect()
}

fn title_block(material: &Material<'_>, title: &str) -> Block {
    let plans = material.coverage.headline.len() as u32;
    let scope = match material.editions {
        crate::compare::Editions::Latest => {
            format!("{}, the latest plan of each", prose::count(plans, "country", "countries"))
        }
        crate::compare::Editions::All => prose::count(plans, "plan", "plans"),
    };
    Block::Title {
        kicker: "Coverage report".to_owned(),
        title: title.to_owned(),
        subtitle: "National Action Plans on Business and Human Rights, compared".to_owned(),
        facts: vec![
            ("Date".to_owned(), prose::date(material.date)),
            ("Scope".to_owned(), scope),
            ("Data".to_owned(), data(material)),
        ],
    }
}

/// The files that the figures come from, in a line.
pub(super) fn data(material: &Material<'_>) -> String {
    let used: Vec<&str> = material
        .files
        .iter()
        .filter(|file| file.sheets.iter().any(|sheet| sheet.rows_used > 0))
        .map(|file| file.name.as_str())
        .collect();
    match used.len() {
        0 => "no file could be used".to_owned(),
        1..=4 => prose::list(&used),
        n => format!("{} spreadsheets, listed under “How this was made”", prose::number(n as u32)),
    }
}

fn answer(material: &Material<'_>) -> Vec<Block> {
    let words = material.words();
    let key = |(theme, counts): (&crate::code::Theme, &crate::compare::Counts)| KeyFigure {
        label: theme.name.clone(),
        figure: prose::of(counts.share()),
        note: prose::key_note(*counts),
        share: counts.share().map(|share| (share.hit, share.of.get())),
    };
    let headline = material.headline();
    let findings = words.iter().zip(&material.coverage.counts).enumerate().map(|(theme, (words, counts))| {
        let committed: Vec<&str> = headline
            .iter()
            .filter(|edition| edition.cells.get(theme).is_some_and(|cell| cell.level == Level::Commitment))
            .map(|edition| edition.name.as_str())
            .collect();
        let (head, text) = prose::finding(*words, *counts, &committed);
        vec![Span::bold(head), Span::plain(text)]
    });
    vec![
        Block::Heading { level: 2, text: "What was found".into(), anchor: "found".into() },
        Block::Paragraph { style: Style::Lead, text: plain(prose::lead(material.coverage, &words)) },
        Block::KeyFigures(material.themes().iter().zip(&material.coverage.counts).map(key).collect()),
        Block::List(findings.collect()),
    ]
}

fn figures(material: &Material<'_>) -> Result<Vec<Block>, ReportError> {
    let mut blocks = Vec::new();
    let sections = [
        ("Levels by theme", "levels", charts::levels(material)),
        ("Coverage by region", "regions", charts::regions(material, None)),
    ];
    for (heading, anchor, chart) in sections {
        if let Some(chart) = chart {
            blocks.push(Block::Heading { level: 2, text: heading.into(), anchor: anchor.into() });
            blocks.push(chart.block(material)?);
        }
    }
    Ok(blocks)
}

fn by_country(material: &Material<'_>) -> Vec<Block> {
    let mut blocks =
        vec![Block::Heading { level: 2, text: "Evidence by country".into(), anchor: "evidence".into() }];
    for edition in material.headline() {
        blocks.push(Block::Heading {
            level: 3,
            text: format!("{}, {}", edition.name, prose::period(edition)),
            anchor: evidence::anchor(edition),
        });
        blocks.push(evidence::levels_table(material, edition));
        let choice = evidence::Choice { theme: None, most: material.passages, silent: false };
        blocks.extend(evidence::passages(material, edition, choice));
    }
    blocks
}
