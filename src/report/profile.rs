//! The profile of a country: its levels against its region and all, its passages, its editions.

use super::block::{Block, Cell, Document, Row, Style, Table, plain};
use super::{Material, ReportError, charts, comparison, evidence, matrix, prose};
use crate::compare::Edition;
use crate::resolve::Iso3;

/// The profile of a country.
///
/// # Errors
/// [`ReportError::Nothing`] for a country without a plan, [`ReportError::Chart`] where its chart cannot be drawn.
pub fn profile(material: &Material<'_>, country: Iso3) -> Result<Document, ReportError> {
    let editions: Vec<&Edition> =
        material.coverage.editions.iter().filter(|edition| edition.country == country).collect();
    let Some(latest) = editions.iter().find(|edition| edition.latest).copied() else {
        return Err(ReportError::Nothing(country.as_str().to_owned()));
    };
    let shorts = material.short_names();
    let title = format!("{}: {} in its National Action Plan", latest.name, prose::list(&shorts));
    let region = latest.region.names.get(material.lang).to_string();
    let mut blocks = vec![Block::Title {
        kicker: "Country profile".to_owned(),
        title: latest.name.clone(),
        subtitle: format!("What its National Action Plan says about {}", prose::list(&shorts)),
        facts: vec![
            ("Date".to_owned(), prose::date(material.date)),
            ("Plan".to_owned(), format!("{}{}", prose::period(latest), status(latest, editions.len()))),
            ("Region".to_owned(), region),
            ("Data".to_owned(), comparison::data(material)),
        ],
    }];
    blocks.push(Block::Heading { level: 2, text: "What was found".into(), anchor: "found".into() });
    blocks.push(Block::Paragraph {
        style: Style::Lead,
        text: plain(prose::edition_lead(latest, &material.words())),
    });
    blocks.push(evidence::levels_table(material, latest));
    if let Some(chart) = charts::against(material, latest) {
        blocks.push(chart.block(material)?);
    }
    blocks.extend(passages(material, latest));
    if editions.len() > 1 {
        blocks.extend(history(material, &editions));
    }
    blocks.push(Block::Paragraph {
        style: Style::Note,
        text: plain(format!("{} How the levels are found is told in the comparison report.", matrix::NOTE)),
    });
    Ok(Document {
        subject: format!(
            "Coverage of {} in the National Action Plan of {}",
            prose::list(&shorts),
            latest.name
        ),
        running_head: format!("Country profile · {}", latest.name),
        title,
        blocks,
        ..comparison::frame(material)
    })
}

fn status(edition: &Edition, editions: usize) -> String {
    let development = if edition.in_development { ", in development" } else { "" };
    let several = if editions > 1 { format!(" (latest of {editions} editions)") } else { String::new() };
    format!("{development}{several}")
}

fn passages(material: &Material<'_>, edition: &Edition) -> Vec<Block> {
    let choice = evidence::Choice { theme: None, most: None, silent: true };
    let quotes = evidence::passages(material, edition, choice);
    let mut blocks = vec![Block::Heading { level: 2, text: "Passages".into(), anchor: "passages".into() }];
    if quotes.is_empty() {
        let text = "No passage of this plan is in the spreadsheets; the levels rest on codes alone.";
        blocks.push(Block::Paragraph { style: Style::Body, text: plain(text) });
    }
    blocks.extend(quotes);
    blocks
}

/// The editions side by side, and the passages of the earlier ones.
fn history(material: &Material<'_>, editions: &[&Edition]) -> Vec<Block> {
    let mut columns = vec![matrix::content_column("Edition")];
    columns.extend(material.themes().iter().map(|theme| matrix::level_column(&theme.short)));
    let rows = editions.iter().rev().map(|edition| {
        let mut cells = vec![Cell { text: plain(prose::period(edition)), badge: None }];
        cells.extend(edition.cells.iter().map(matrix::level_cell));
        Row { cells, strong: false }
    });
    let mut blocks = vec![
        Block::Heading { level: 2, text: "Editions".into(), anchor: "editions".into() },
        Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() }),
    ];
    for edition in editions.iter().rev().filter(|edition| !edition.latest) {
        blocks.push(Block::Heading {
            level: 3,
            text: format!("Passages, {}", prose::period(edition)),
            anchor: evidence::anchor(edition),
        });
        blocks.push(evidence::levels_table(material, edition));
        let choice = evidence::Choice { theme: None, most: None, silent: true };
        blocks.extend(evidence::passages(material, edition, choice));
    }
    blocks
}
