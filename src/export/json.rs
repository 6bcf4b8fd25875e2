//! `coverage.json`: the coverage with every passage, shares, groups, problems, settings and input hashes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::ExportError;
use crate::code::{By, Theme, strings};
use crate::compare::{self, Counts, Coverage, Sensitivity, Share};
use crate::diagnostic::Diagnostic;
use crate::read::FileReport;
use crate::resolve::End;

/// How the run was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Settings {
    /// Date of the reports, `YYYY-MM-DD`.
    pub date: String,
    /// BCP 47 tag of the reports' language.
    pub lang: String,
    /// `latest` or `all`: which editions the headline counts.
    pub editions: String,
    /// SHA-256 of each template file used, by name; `built-in` stands before those that the program ships.
    pub templates: BTreeMap<String, String>,
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Snapshot {
    /// Version of the tool that wrote the file.
    pub version: String,
    /// What identifies the source that this version was built from.
    pub build: String,
    /// How the run was set.
    pub settings: Settings,
    /// The inputs.
    pub inputs: Vec<Input>,
    /// The themes, in order.
    pub themes: Vec<ThemeOut>,
    /// Counts and shares of the headline editions, by theme id.
    pub headline: BTreeMap<String, Figures>,
    /// How the headline shares would read by a stricter and by a wider rule, by theme id.
    pub sensitivity: BTreeMap<String, Sensitivity>,
    /// The same by M49 region, then by the groups of `groups.toml`.
    pub groups: Vec<GroupOut>,
    /// All editions, sorted by country, then period.
    pub editions: Vec<EditionOut>,
    /// The problems, sorted by file, sheet, cell.
    #[schemars(with = "Vec<ProblemShape>")]
    pub problems: Vec<Diagnostic>,
}

/// An input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Input {
    /// Name relative to the input folder.
    pub name: String,
    /// SHA-256 of the content.
    pub sha256: String,
    /// Rows below headers that are not blank.
    pub rows_read: usize,
    /// Rows that were used.
    pub rows_used: usize,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ThemeOut {
    /// The id used everywhere, such as `ict`.
    pub id: String,
    /// The name in full.
    pub name: String,
}

/// Counts of levels, and the share that addresses the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figures {
    /// Plans by level.
    pub counts: Counts,
    /// Plans that address the theme, of those known; `null` where nothing is known.
    pub share: Option<Share>,
}

/// A group of countries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupOut {
    /// The M49 code of the region, or the id of the group.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Plans counted.
    pub plans: u32,
    /// Counts and shares by theme id.
    pub themes: BTreeMap<String, Figures>,
}

/// An edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditionOut {
    /// ISO 3166-1 alpha-3 code; `XKX` for Kosovo.
    pub iso3: String,
    /// The name shown.
    pub country: String,
    /// Normalised: `2017-2020`, `2014-open`, `2013`, `undated`.
    pub period: String,
    /// First year.
    pub start: Option<u16>,
    /// Last year; `null` for an open or unstated end.
    pub end: Option<u16>,
    /// No end is set.
    pub open: bool,
    /// M49 region.
    pub region: String,
    /// Whether the headline counts it.
    pub headline: bool,
    /// Not adopted yet.
    pub in_development: bool,
    /// One a theme, in order.
    pub themes: Vec<CellOut>,
    /// The passages, in the order of file, sheet, row.
    pub passages: Vec<PassageOut>,
}

/// A level with what it rests on; meanings as in `coverage.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CellOut {
    /// Id of the theme.
    pub theme: String,
    /// `commitment`, `addressed`, `mention`, `none` or `unknown`.
    pub level: String,
    /// `coded`, `excerpt`, `stated`, `silent` or `missing`.
    pub basis: String,
    /// Where in the plan, as written; may be empty.
    pub section: String,
    /// The page, as written; may be empty.
    pub page: String,
    /// The words that earned the level.
    pub evidence: String,
    /// The words in them that decided.
    pub matched: Vec<String>,
    /// The rule that decided.
    pub rule: String,
    /// The spreadsheet.
    pub file: String,
    /// Its sheet; `null` for a text file.
    pub sheet: Option<String>,
    /// The cell, such as `B7`.
    pub cell: String,
    /// Conditions, conflicts, contradictions; may be empty.
    pub note: String,
    /// What the machine says, where a person's code was kept and differs.
    pub machine: Option<String>,
}

/// A passage with what it earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PassageOut {
    /// The words as given.
    pub text: String,
    /// What the sheet's author states, not the plan's words.
    pub statement: bool,
    /// Where in the plan, as written; may be empty.
    pub section: String,
    /// The page, as written; may be empty.
    pub page: String,
    /// The document, as written; may be empty.
    pub document: String,
    /// The spreadsheet.
    pub file: String,
    /// Its sheet; `null` for a text file.
    pub sheet: Option<String>,
    /// The cell, such as `B7`.
    pub cell: String,
    /// What it earned, by theme, firmest first.
    pub earned: Vec<EarnedOut>,
}

/// What a passage earned for a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EarnedOut {
    /// Id of the theme.
    pub theme: String,
    /// `commitment`, `addressed`, `mention`, `none` or `unknown`.
    pub level: String,
    /// `person` or `machine`.
    pub by: String,
    /// The words that earned the level.
    pub evidence: String,
    /// The words in them that decided.
    pub matched: Vec<String>,
    /// The rule that decided.
    pub rule: String,
    /// Conditions, conflicts, contradictions; may be empty.
    pub note: String,
}

/// How a problem is written; see the design of problems in the documentation.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "gives the schema of what Diagnostic writes by hand")]
struct ProblemShape {
    code: String,
    severity: String,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    message: String,
    hint: String,
}

/// The coverage in the shape of the file.
#[must_use]
pub fn snapshot(
    coverage: &Coverage,
    themes: &[Theme],
    files: &[FileReport],
    problems: &[Diagnostic],
    settings: Settings,
) -> Snapshot {
    let figures = |counts: &[Counts]| -> BTreeMap<String, Figures> {
        let figures = counts.iter().map(|&counts| Figures { counts, share: counts.share() });
        themes.iter().map(|theme| theme.id.clone()).zip(figures).collect()
    };
    let lang = settings.lang.clone();
    let headline: std::collections::BTreeSet<usize> = coverage.headline.iter().copied().collect();
    Snapshot {
        version: crate::VERSION.to_owned(),
        build: crate::BUILD.to_owned(),
        inputs: files.iter().map(input).collect(),
        themes: themes.iter().map(|t| ThemeOut { id: t.id.clone(), name: t.name.clone() }).collect(),
        headline: figures(&coverage.counts),
        sensitivity: themes.iter().map(|t| t.id.clone()).zip(coverage.sensitivity.iter().copied()).collect(),
        groups: coverage
            .regions
            .iter()
            .chain(&coverage.groups)
            .map(|group| GroupOut {
                code: group.code.clone(),
                name: group.name.clone(),
                plans: group.plans,
                themes: figures(&group.counts),
            })
            .collect(),
        editions: coverage
            .editions
            .iter()
            .enumerate()
            .map(|(index, edition)| edition_out(edition, headline.contains(&index), themes, &lang))
            .collect(),
        problems: problems.to_vec(),
        settings,
    }
}

fn input(file: &FileReport) -> Input {
    Input {
        name: file.name.clone(),
        sha256: file.sha256.clone(),
        rows_read: file.sheets.iter().map(|sheet| sheet.rows_read).sum(),
        rows_used: file.sheets.iter().map(|sheet| sheet.rows_used).sum(),
    }
}

fn edition_out(edition: &compare::Edition, headline: bool, themes: &[Theme], lang: &str) -> EditionOut {
    EditionOut {
        iso3: edition.country.as_str().to_owned(),
        country: edition.name.clone(),
        period: edition.period.to_string(),
        start: edition.period.start,
        end: match edition.period.end {
            End::Year(year) => Some(year),
            End::Open | End::NotStated => None,
        },
        open: edition.period.end == End::Open,
        region: edition.region.names.get(lang).to_string(),
        headline,
        in_development: edition.in_development,
        themes: themes.iter().zip(&edition.cells).map(|(theme, cell)| cell_out(&theme.id, cell)).collect(),
        passages: edition.passages.iter().map(|passage| passage_out(passage, themes)).collect(),
    }
}

fn cell_out(theme: &str, cell: &compare::Cell) -> CellOut {
    let (file, sheet, spot) = cell.place.written();
    CellOut {
        theme: theme.to_owned(),
        level: cell.level.as_str().to_owned(),
        basis: cell.basis.as_str().to_owned(),
        section: cell.section.clone(),
        page: cell.page.clone(),
        evidence: cell.evidence.clone(),
        matched: cell.matched.clone(),
        rule: cell.rule.clone(),
        file,
        sheet,
        cell: spot,
        note: cell.note.to_string(),
        machine: cell.machine.map(|level| level.as_str().to_owned()),
    }
}

fn passage_out(passage: &compare::Passage, themes: &[Theme]) -> PassageOut {
    let (file, sheet, cell) = passage.place.written();
    let earned = passage.earned.iter().map(|earned| EarnedOut {
        theme: themes.get(earned.theme).map(|theme| theme.id.clone()).unwrap_or_default(),
        level: earned.level.as_str().to_owned(),
        by: match earned.by {
            By::Person => "person".to_owned(),
            By::Machine => "machine".to_owned(),
        },
        evidence: earned.evidence.to_string(),
        matched: strings(&earned.matched),
        rule: earned.rule.as_str().to_owned(),
        note: earned.note.to_string(),
    });
    PassageOut {
        text: passage.text.to_string(),
        statement: passage.statement,
        section: passage.section.to_string(),
        page: passage.page.to_string(),
        document: passage.document.to_string(),
        file,
        sheet,
        cell,
        earned: earned.collect(),
    }
}

/// The file's bytes: indented, with a line end at the end.
///
/// # Errors
/// [`ExportError::Json`]; not for any text that a cell can hold.
pub fn json(snapshot: &Snapshot) -> Result<Vec<u8>, ExportError> {
    let mut bytes = serde_json::to_vec_pretty(snapshot)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The JSON Schema (2020-12) of `coverage.json`, indented.
///
/// # Errors
/// [`ExportError::Json`] where the schema cannot be written; not in practice.
pub fn schema() -> Result<String, ExportError> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Snapshot))?)
}
