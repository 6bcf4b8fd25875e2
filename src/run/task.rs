//! One file to make: what it is called, what it is made from, and whether the one that is there will do.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::folder::Folder;
use super::fresh;
use super::manifest::Produced;
use super::templates::Templates;
use super::{RunError, TOOL};
use crate::chart::{self, ChartError};
use crate::cli::{BuildOptions, Format, Most, Picture, Report};
use crate::compare::Coverage;
use crate::compare::change::{Changes, State};
use crate::diagnostic::{Diagnostic, Diagnostics, Kind};
use crate::export::{self, Settings};
use crate::pdf::{FontMeasure, Press};
use crate::read::{FileReport, sha256};
use crate::report::{self, Material, Page, ReportError, Subject};
use crate::resolve;

/// Most passages a country and theme where neither the command line nor the template says it.
const DEFAULT_PASSAGES: usize = 3;

fn page_of(report: Report) -> Page {
    match report {
        Report::Comparison => Page::Comparison,
        Report::Countries => Page::Country,
        Report::Themes => Page::Theme,
    }
}

/// What every task may look at.
pub(super) struct Shared<'a> {
    pub(super) options: &'a BuildOptions,
    pub(super) templates: &'a Templates,
    pub(super) files: &'a [FileReport],
    pub(super) coverage: &'a Coverage,
    pub(super) problems: &'a [Diagnostic],
    pub(super) changes: Option<&'a Changes>,
    /// The coverage that changes are told against, as it is kept for the next run.
    pub(super) previous: Option<&'a [u8]>,
    /// The hash of the page.
    pub(super) sheet: String,
    /// What sets the pages.
    pub(super) press: Press,
    /// What an earlier run made and is still as it was.
    pub(super) intact: &'a BTreeMap<String, Produced>,
    pub(super) folder: &'a Folder,
}

impl Shared<'_> {
    /// Most passages a country and theme: as asked for, else as the template has it.
    pub(super) fn passages(&self) -> Option<usize> {
        match self.options.passages {
            Some(Most(most)) => most,
            None => Some(self.templates.template.passages.unwrap_or(DEFAULT_PASSAGES)),
        }
    }

    /// Which reports: those asked for, else those that the template is for.
    pub(super) fn reports(&self) -> BTreeSet<Report> {
        if let Some(asked) = &self.options.reports {
            return asked.clone();
        }
        let template = &self.templates.template;
        Report::ALL
            .into_iter()
            .filter(|report| template.pages.contains_key(&page_of(*report)))
            .filter(|report| {
                template.reports.is_empty() || template.reports.iter().any(|named| named == report.as_str())
            })
            .collect()
    }

    fn material<'a>(&'a self, measure: &'a FontMeasure, date: &'a str) -> Material<'a> {
        Material {
            coverage: self.coverage,
            themes: &self.templates.themes,
            files: self.files,
            problems: self.problems,
            changes: self.changes,
            date,
            words: Arc::clone(&self.templates.words),
            template: &self.templates.template,
            editions: self.options.read.editions.into(),
            passages: self.passages(),
            measure,
            chart_width: self.templates.template.sheet.text_width(),
        }
    }

    pub(super) fn settings(&self, date: &str) -> Settings {
        settings(self.options, self.templates, date)
    }

    /// What an earlier run made under this name, where it may stay.
    fn before(&self, name: &str) -> Option<&Produced> {
        self.intact.get(name).filter(|_| !self.options.force)
    }

    /// The dates to try: the one that the file bears, where it may keep it, then the run's.
    fn dates(&self, name: &str) -> Vec<&str> {
        let dating = &self.options.dating;
        let kept = self.before(name).map(|before| before.date.as_str());
        // Charts end with the year of the report: one of another year would be another.
        let kept = kept.filter(|date| {
            dating.keeps
                && *date != dating.date
                && date.get(..4).is_some()
                && date.get(..4) == dating.date.get(..4)
        });
        kept.into_iter().chain([dating.date.as_str()]).collect()
    }
}

/// How a run is set, with the date that a file bears.
fn settings(options: &BuildOptions, templates: &Templates, date: &str) -> Settings {
    Settings {
        date: date.to_owned(),
        lang: templates.lang().to_owned(),
        editions: options.read.editions.as_str().to_owned(),
        templates: templates.hashes.clone(),
    }
}

/// What the coverage comes to, to be held against another run's.
pub(super) fn state(options: &BuildOptions, templates: &Templates, coverage: &Coverage) -> State {
    let themes = templates.codebook.themes().iter().map(|theme| (theme.id.clone(), theme.name.clone()));
    crate::compare::change::state(coverage, themes, &options.dating.date, TOOL, &templates.hashes)
}

/// One file to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Task {
    Comparison,
    Country(resolve::Iso3),
    Theme(usize, String),
    Previous,
    Csv,
    Json,
    Xlsx,
    Charts(usize, String, Picture),
}

/// A file of this run.
pub(super) struct Done {
    pub(super) produced: Produced,
    /// It was made anew, and is staged.
    pub(super) made: bool,
}

impl Task {
    /// The file's name, from codes alone.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Comparison => "comparison.pdf".to_owned(),
            Self::Country(code) => format!("countries/{}.pdf", code.as_str()),
            Self::Theme(_, id) => format!("themes/{id}.pdf"),
            Self::Previous => "previous.json".to_owned(),
            Self::Csv => "coverage.csv".to_owned(),
            Self::Json => "coverage.json".to_owned(),
            Self::Xlsx => "coverage.xlsx".to_owned(),
            Self::Charts(_, name, picture) => format!("charts/{name}.{}", picture.as_str()),
        }
    }

    /// The order in which files are put in place: what the next run compares with goes before what it compares, so that
    /// a run ended between the two finds the same.
    pub(super) fn turn(name: &str) -> (u8, &str) {
        match name {
            "previous.json" => (0, name),
            "coverage.json" => (2, name),
            _ => (1, name),
        }
    }
}

/// Everything to make, largest first so that no thread waits for it at the end.
pub(super) fn tasks(shared: &Shared<'_>) -> Vec<Task> {
    let (options, coverage, templates) = (shared.options, shared.coverage, shared.templates);
    let reports = shared.reports();
    let mut tasks = Vec::new();
    if options.formats.contains(&Format::Pdf) {
        if reports.contains(&Report::Comparison) {
            tasks.push(Task::Comparison);
        }
        if reports.contains(&Report::Themes) {
            let themes = templates.codebook.themes().iter().enumerate();
            tasks.extend(themes.map(|(index, theme)| Task::Theme(index, theme.id.clone())));
        }
        if reports.contains(&Report::Countries) {
            let mut countries: Vec<_> = coverage.editions.iter().map(|edition| edition.country).collect();
            countries.dedup();
            tasks.extend(countries.into_iter().map(Task::Country));
        }
    }
    if options.formats.contains(&Format::Csv) {
        tasks.push(Task::Csv);
    }
    if options.formats.contains(&Format::Json) {
        tasks.push(Task::Json);
        if shared.previous.is_some() {
            tasks.push(Task::Previous);
        }
    }
    if options.formats.contains(&Format::Xlsx) {
        tasks.push(Task::Xlsx);
    }
    if !options.charts.is_empty() {
        let measure = FontMeasure::of(&shared.press);
        let material = shared.material(&measure, &options.dating.date);
        for (index, chart) in report::named_charts(&material).into_iter().enumerate() {
            tasks.extend(
                options.charts.iter().map(|picture| Task::Charts(index, chart.name.clone(), *picture)),
            );
        }
    }
    tasks
}

/// What a file is made from.
enum Source {
    /// A report to be set on pages.
    Pages(Box<report::block::Document>),
    /// The file itself.
    Bytes { bytes: Vec<u8>, made_from: String },
    /// A chart to be drawn as pixels.
    Pixels { svg: String, made_from: String },
}

impl Source {
    /// The hash of what decides the file.
    fn made_from(&self, shared: &Shared<'_>) -> String {
        match self {
            Self::Pages(document) => fresh::document(document, &shared.sheet),
            Self::Bytes { made_from, .. } | Self::Pixels { made_from, .. } => made_from.clone(),
        }
    }
}

/// Makes a file and stages it, or finds that the one that is there is what would be made.
pub(super) fn make(task: &Task, shared: &Shared<'_>) -> Result<(Done, Diagnostics), RunError> {
    let name = task.name();
    let mut found = Err(RunError::NoPlan);
    for date in shared.dates(&name) {
        let source = source(task, &name, shared, date)?;
        let mut made_from = None;
        if let Some(before) = shared.before(&name) {
            let now = source.made_from(shared);
            if before.made_from == now {
                let done = Done { produced: before.clone(), made: false };
                return Ok((done, boxes_told(&name, &before.boxes)));
            }
            made_from = Some(now);
        }
        found = Ok((source, made_from, date));
    }
    let (source, made_from, date) = found?;
    // Where there is nothing to compare with, the hash is taken while the pages are set.
    let hash = || made_from.clone().unwrap_or_else(|| source.made_from(shared));
    let (bytes, pages, boxes, made_from) = match &source {
        Source::Bytes { bytes, .. } => (Cow::Borrowed(bytes), None, String::new(), hash()),
        Source::Pixels { svg, .. } => {
            let failed = |message| RunError::Report(name.clone(), ChartError::Backend { message }.into());
            (Cow::Owned(chart::png(svg).map_err(failed)?), None, String::new(), hash())
        }
        Source::Pages(document) => {
            let (rendered, made_from) = rayon::join(|| shared.press.render(document), hash);
            let rendered = rendered.map_err(|error| RunError::Pdf(name.clone(), error))?;
            let boxes = rendered.missing.into_iter().collect();
            (Cow::Owned(rendered.bytes), Some(rendered.pages), boxes, made_from)
        }
    };
    shared.folder.stage(&name, &bytes)?;
    let problems = boxes_told(&name, &boxes);
    let (bytes, sha256) = (bytes.len(), sha256(&bytes));
    let produced = Produced { name, bytes, sha256, pages, date: date.to_owned(), made_from, boxes };
    Ok((Done { produced, made: true }, problems))
}

/// What a file is made from, and the hash of that.
fn source(task: &Task, name: &str, shared: &Shared<'_>, date: &str) -> Result<Source, RunError> {
    let measure = FontMeasure::of(&shared.press);
    let material = shared.material(&measure, date);
    let failed = |error| RunError::Report(name.to_owned(), error);
    let themes = shared.templates.codebook.themes();
    let subject = match task {
        Task::Comparison => Subject::Comparison,
        Task::Country(code) => Subject::Country(*code),
        Task::Theme(index, _) => Subject::Theme(*index),
        Task::Csv => return bytes(export::csv(shared.coverage, themes, shared.templates.lang())?),
        Task::Json => {
            let settings = shared.settings(date);
            let snapshot = export::snapshot(shared.coverage, themes, shared.files, shared.problems, settings);
            return bytes(export::json(&snapshot)?);
        }
        Task::Previous => return bytes(shared.previous.unwrap_or_default().to_vec()),
        Task::Xlsx => return bytes(report::workbook(&material, themes, &shared.templates.codebook)?),
        Task::Charts(index, _, picture) => {
            let charts = report::named_charts(&material);
            let chart = charts.get(*index).ok_or_else(|| failed(ReportError::Nothing(name.to_owned())))?;
            let svg = chart
                .chart
                .svg(material.chart_width, &measure, &chart.title, chart.alt.as_str())
                .map_err(|error| failed(error.into()))?;
            let made_from = fresh::picture(&svg, picture.as_str());
            return Ok(match picture {
                Picture::Svg => Source::Bytes { bytes: svg.into_bytes(), made_from },
                Picture::Png => Source::Pixels { svg, made_from },
            });
        }
    };
    let document = report::report(&material, subject).map_err(failed)?;
    Ok(Source::Pages(Box::new(document)))
}

fn bytes(bytes: Vec<u8>) -> Result<Source, RunError> {
    let made_from = sha256(&bytes);
    Ok(Source::Bytes { bytes, made_from })
}

/// Tells characters of a PDF that no font has.
fn boxes_told(name: &str, boxes: &str) -> Diagnostics {
    let mut problems = Diagnostics::new();
    if !boxes.is_empty() {
        let listed: Vec<String> =
            boxes.chars().take(8).map(|ch| format!("U+{:04X}", u32::from(ch))).collect();
        let more = boxes.chars().count().saturating_sub(8);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        problems.push_run(
            Kind::MissingGlyph,
            format!("`{name}` shows a box for characters that no font has: {}{more}", listed.join(", ")),
            "the text of the PDF keeps them; only their picture is missing",
        );
    }
    problems
}
