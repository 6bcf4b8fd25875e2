//! `coverage.csv`: one row an edition and theme, sorted by country, period, theme.

use super::ExportError;
use crate::code::{Level, Theme};
use crate::compare::change::Changes;
use crate::compare::{Cell, Coverage, Edition};
use crate::resolve::End;

/// The columns, in order.
pub const HEADER: [&str; 18] = [
    "iso3", "country", "period", "start", "end", "region", "theme", "level", "basis", "section", "page",
    "evidence", "matched", "rule", "file", "sheet", "cell", "note",
];

/// The whole file, UTF-8 with CRLF line ends as RFC 4180 has them.
///
/// # Errors
/// [`ExportError::Csv`]; not for any text that a cell can hold.
pub fn csv(coverage: &Coverage, themes: &[Theme], lang: &str) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = |error: csv::Error| ExportError::Csv(error.to_string());
    writer.write_record(HEADER).map_err(failed)?;
    for edition in &coverage.editions {
        for (theme, cell) in themes.iter().zip(&edition.cells) {
            writer
                .write_record(row(edition, &theme.id, cell, lang).map(|text| as_text(&text)))
                .map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| ExportError::Csv(error.to_string()))
}

/// Any rows as CSV text with CRLF line ends; cells that a spreadsheet would run as formulas are written as text.
///
/// # Errors
/// [`ExportError::Csv`] where the rows are not of one length.
pub fn table(rows: &[Vec<String>]) -> Result<String, ExportError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|text| as_text(text));
        writer.write_record(cells).map_err(|error| ExportError::Csv(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| ExportError::Csv(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| ExportError::Csv(error.to_string()))
}

/// Changes between two runs, a row each: those of the plans first, then those of the method alone.
///
/// # Errors
/// [`ExportError::Csv`]; not for any text that a cell can hold.
pub fn changes(changes: &Changes) -> Result<Vec<u8>, ExportError> {
    let header = [
        "kind",
        "cause",
        "iso3",
        "country",
        "period",
        "period_before",
        "theme",
        "from",
        "to",
        "evidence",
        "file",
        "sheet",
        "cell",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let level = |level: Option<Level>| level.map(|level| level.as_str().to_owned()).unwrap_or_default();
    for (kind, all) in [("policy", &changes.policy), ("method", &changes.method)] {
        rows.extend(all.iter().map(|change| {
            vec![
                kind.to_owned(),
                change.cause.as_str().to_owned(),
                change.iso3.clone(),
                change.country.clone(),
                change.period.clone(),
                change.period_before.clone().unwrap_or_default(),
                change.theme.clone().unwrap_or_default(),
                level(change.from),
                level(change.to),
                change.evidence.clone(),
                change.file.clone(),
                change.sheet.clone().unwrap_or_default(),
                change.cell.clone(),
            ]
        }));
    }
    table(&rows).map(String::into_bytes)
}

fn row(edition: &Edition, theme: &str, cell: &Cell, lang: &str) -> [String; 18] {
    let source = &cell.place.source;
    [
        edition.country.as_str().to_owned(),
        edition.name.clone(),
        edition.period.to_string(),
        edition.period.start.map(|year| year.to_string()).unwrap_or_default(),
        match edition.period.end {
            End::Year(year) => year.to_string(),
            End::Open => "open".to_owned(),
            End::NotStated => String::new(),
        },
        edition.region.names.get(lang).to_string(),
        theme.to_owned(),
        cell.level.as_str().to_owned(),
        cell.basis.as_str().to_owned(),
        cell.section.clone(),
        cell.page.clone(),
        cell.evidence.clone(),
        cell.matched.join("; "),
        cell.rule.clone(),
        source.file.clone(),
        source.sheet.clone().unwrap_or_default(),
        cell.place.spot_name(),
        cell.note.to_string(),
    ]
}

/// A leading apostrophe keeps a spreadsheet from running a cell's text as a formula.
fn as_text(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\u{A0}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::as_text;

    #[test]
    fn formulas_become_text_and_text_stays() {
        assert_eq!(as_text("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(as_text(" -1+1"), "' -1+1");
        assert_eq!(as_text("p. 12 - 14"), "p. 12 - 14");
        assert_eq!(as_text(""), "");
    }
}
