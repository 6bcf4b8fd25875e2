//! The brief of a theme: its countries, firmest first, with their passages.

use super::block::{Align, Block, Cell, Column, Document, KeyFigure, Row, Span, Style, Table, Width, plain};
use super::{Material, ReportError, charts, comparison, evidence, matrix, prose, words_of};
use crate::code::Level;
use crate::compare::{Counts, Edition};

/// The brief of a theme, by its index in the codebook.
///
/// # Errors
/// [`ReportError::Nothing`] for a theme that is not in the codebook, [`ReportError::Chart`] where a chart cannot be
/// drawn.
pub fn brief(material: &Material<'_>, theme: usize) -> Result<Document, ReportError> {
    let (Some(words), Some(&counts)) = (material.themes().get(theme), material.coverage.counts.get(theme))
    else {
        return Err(ReportError::Nothing(format!("theme {theme}")));
    };
    let title = format!("{} in National Action Plans", words.name);
    let plans = material.coverage.headline.len() as u32;
    let mut blocks = vec![
        Block::Title {
            kicker: "Theme brief".to_owned(),
            title: title.clone(),
            subtitle: format!("Which plans address {}, how firmly, and where they say so", words.phrase),
            facts: vec![
                ("Date".to_owned(), prose::date(material.date)),
                ("Scope".to_owned(), prose::count(plans, "plan", "plans")),
                ("Covers".to_owned(), words.description.clone()),
                ("Data".to_owned(), comparison::data(material)),
            ],
        },
        Block::Heading { level: 2, text: "What was found".into(), anchor: "found".into() },
    ];
    let editions = firmest_first(material, theme);
    let committed: Vec<&str> =
        at_level(&editions, theme, Level::Commitment).map(|edition| edition.name.as_str()).collect();
    let (_, finding) = prose::finding(words_of(words), counts, &committed);
    blocks.push(Block::Paragraph { style: Style::Lead, text: plain(prose::capital(&finding)) });
    blocks.push(Block::KeyFigures(key_figures(counts)));
    blocks.push(Block::Heading {
        level: 2,
        text: "Countries, firmest first".into(),
        anchor: "countries".into(),
    });
    blocks.push(table(theme, &editions));
    if let Some(chart) = charts::regions(material, Some(theme)) {
        blocks.push(Block::Heading { level: 2, text: "By region".into(), anchor: "regions".into() });
        blocks.push(chart.block(material)?);
    }
    blocks.extend(passages(material, theme, &editions));
    blocks.push(Block::Paragraph {
        style: Style::Note,
        text: plain(format!("{} How the levels are found is told in the comparison report.", matrix::NOTE)),
    });
    Ok(Document {
        subject: format!("Coverage of {} in National Action Plans on Business and Human Rights", words.name),
        running_head: format!("Theme brief · {}", words.name),
        title,
        blocks,
        ..comparison::frame(material)
    })
}

fn firmest_first<'a>(material: &Material<'a>, theme: usize) -> Vec<&'a Edition> {
    let mut editions = material.headline();
    editions.sort_by_key(|edition| {
        edition.cells.get(theme).map(|cell| (std::cmp::Reverse(cell.level), cell.basis))
    });
    editions
}

fn at_level<'a>(editions: &'a [&Edition], theme: usize, level: Level) -> impl Iterator<Item = &'a Edition> {
    editions
        .iter()
        .copied()
        .filter(move |edition| edition.cells.get(theme).is_some_and(|cell| cell.level == level))
}

fn key_figures(counts: Counts) -> Vec<KeyFigure> {
    let figure = |level: Level, note: &str| KeyFigure {
        label: prose::level(level).to_owned(),
        figure: prose::number(counts.get(level)),
        note: note.to_owned(),
        share: None,
    };
    let mut figures = vec![
        figure(Level::Commitment, "plan, propose or continue an action"),
        figure(Level::Mention, "describe it without an action ahead"),
        figure(Level::None, "absent, or not found in the text given"),
        figure(Level::Unknown, "not known, in no share"),
    ];
    if counts.addressed > 0 {
        figures.insert(1, figure(Level::Addressed, "said to address it, how is not known"));
    }
    figures
}

fn table(theme: usize, editions: &[&Edition]) -> Block {
    let share = |header: &str, share| Column {
        header: header.to_owned(),
        width: Width::Share(share),
        align: Align::Start,
    };
    let columns = vec![
        matrix::content_column("Country"),
        matrix::content_column("Period"),
        matrix::content_column("Level"),
        share("Where", 1.0),
        share("Source cell", 1.3),
    ];
    let rows = editions.iter().filter_map(|edition| {
        let cell = edition.cells.get(theme)?;
        let locus = evidence::locus(&cell.section, &cell.page);
        let locus = if locus.is_empty() { prose::capital(&prose::basis(cell)) } else { locus };
        // The country's passages stand below only where it has some on this theme.
        let name = if addresses(edition, theme) {
            Span::to(edition.name.clone(), evidence::anchor(edition))
        } else {
            Span::plain(edition.name.clone())
        };
        let cells = vec![
            Cell { text: vec![name], badge: None },
            Cell { text: plain(prose::period(edition)), badge: None },
            matrix::quiet_level_cell(cell),
            Cell { text: plain(locus), badge: None },
            Cell { text: vec![Span::quiet(evidence::place(&cell.place))], badge: None },
        ];
        Some(Row { cells, strong: false })
    });
    Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() })
}

fn addresses(edition: &Edition, theme: usize) -> bool {
    edition.cells.get(theme).is_some_and(|cell| cell.level.addresses() == Some(true))
}

fn passages(material: &Material<'_>, theme: usize, editions: &[&Edition]) -> Vec<Block> {
    let mut blocks = vec![Block::Heading { level: 2, text: "Passages".into(), anchor: "passages".into() }];
    for edition in editions.iter().filter(|edition| addresses(edition, theme)) {
        blocks.push(Block::Heading {
            level: 3,
            text: format!("{}, {}", edition.name, prose::period(edition)),
            anchor: evidence::anchor(edition),
        });
        let choice = evidence::Choice { theme: Some(theme), most: material.passages, silent: false };
        let quotes = evidence::passages(material, edition, choice);
        if quotes.is_empty() {
            let text = "A person’s code; no passage that shows it is in the spreadsheets.";
            blocks.push(Block::Paragraph { style: Style::Body, text: plain(text) });
        }
        blocks.extend(quotes);
    }
    if blocks.len() == 1 {
        let text = "No plan is known to address this theme.";
        blocks.push(Block::Paragraph { style: Style::Body, text: plain(text) });
    }
    blocks
}
