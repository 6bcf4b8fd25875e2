//! Reads a `coverage.json` back, as far as two runs are compared.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ExportError;
use crate::code::{Basis, Level};
use crate::compare::Share;
use crate::compare::change::{Plan, Standing, State, one_blank};

#[derive(Deserialize)]
struct Snapshot {
    version: String,
    /// Files of version 0.1.0 before changes were told have none.
    #[serde(default)]
    build: String,
    settings: Settings,
    themes: Vec<Theme>,
    headline: BTreeMap<String, Figures>,
    editions: Vec<Edition>,
}

#[derive(Deserialize)]
struct Settings {
    date: String,
    templates: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Theme {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Figures {
    share: Option<Share>,
}

#[derive(Deserialize)]
struct Edition {
    iso3: String,
    country: String,
    period: String,
    start: Option<u16>,
    headline: bool,
    in_development: bool,
    themes: Vec<Cell>,
    passages: Vec<Passage>,
}

#[derive(Deserialize)]
struct Cell {
    theme: String,
    level: Level,
    basis: Basis,
    evidence: String,
    file: String,
    sheet: Option<String>,
    cell: String,
}

#[derive(Deserialize)]
struct Passage {
    text: String,
    statement: bool,
}

/// The state of the run that wrote a `coverage.json`.
///
/// # Errors
/// [`ExportError::Earlier`] where the bytes are no such file.
pub fn earlier(bytes: &[u8]) -> Result<State, ExportError> {
    let read: Snapshot = serde_json::from_slice(bytes)
        .map_err(|why| ExportError::Earlier(format!("it is no coverage.json: {why}")))?;
    let (ids, theme_names): (Vec<String>, Vec<String>) =
        read.themes.into_iter().map(|theme| (theme.id, theme.name)).unzip();
    let plan = |edition: Edition| -> Result<Plan, ExportError> {
        let standing = |id: &String| {
            let cell = edition.themes.iter().find(|cell| cell.theme == *id);
            let cell = cell.ok_or_else(|| {
                ExportError::Earlier(format!("{} {} has no level for `{id}`", edition.iso3, edition.period))
            })?;
            Ok(Standing {
                level: cell.level,
                basis: cell.basis,
                evidence: one_blank(&cell.evidence),
                place: (cell.file.clone(), cell.sheet.clone(), cell.cell.clone()),
            })
        };
        let cells = ids.iter().map(standing).collect::<Result<Vec<_>, ExportError>>()?;
        let texts = |statement| {
            let chosen = edition.passages.iter().filter(|passage| passage.statement == statement);
            chosen.map(|passage| one_blank(&passage.text)).collect()
        };
        Ok(Plan {
            cells,
            texts: texts(false),
            statements: texts(true),
            iso3: edition.iso3,
            country: edition.country,
            period: edition.period,
            start: edition.start,
            in_development: edition.in_development,
            headline: edition.headline,
        })
    };
    let plans = read.editions.into_iter().map(plan).collect::<Result<Vec<_>, ExportError>>()?;
    Ok(State {
        date: read.settings.date,
        tool: (read.version, read.build),
        templates: read.settings.templates,
        shares: ids.iter().map(|id| read.headline.get(id).and_then(|figures| figures.share)).collect(),
        themes: ids,
        theme_names,
        plans,
    })
}
