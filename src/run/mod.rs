//! The batch: reads, computes, renders in parallel, writes atomically, and tells what it did.
//!
//! Knows the order of the stages and the names of files; not how a report looks.

mod agree;
mod check;
mod explain;
mod manifest;
mod output;
mod say;
mod start;
mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::chart::{self, ChartError};
use crate::cli::{BuildOptions, Format, LogFormat, Most, Picture, ReadOptions, Report, Voice};
use crate::code;
use crate::compare::{self, Coverage, Question};
use crate::diagnostic::{Diagnostic, Diagnostics, Kind, Loss, Place};
use crate::export::{self, Settings};
use crate::pdf::{self, FontMeasure};
use crate::read::{self, FileReport, Limits};
use crate::report::{self, Material, Page, ReportError, Subject};
use crate::resolve;
use check::Seen;
use manifest::{Counts, Manifest, Outputs, Produced, RunSettings};
use output::Made;
use templates::Templates;

pub use agree::agree;
pub use check::check;
pub use explain::explain;
pub(crate) use say::fatal;
pub use start::{init, list_templates, show_template};

/// Why a run ended with nothing written.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input is not there.
    #[error(transparent)]
    Read(#[from] read::ReadError),
    /// There is no such template, and no such folder.
    #[error("there is no template `{}` and no folder of that name; `nap-report template list` tells which there are", .0.display())]
    NoTemplate(PathBuf),
    /// There are no words in this language.
    #[error(
        "there are no words in the language `{0}`; there are {1}, and a file `words.{0}.ftl` in the templates adds it"
    )]
    NoLanguage(String, String),
    /// A folder to start from cannot be made.
    #[error("`{}` is there and is not empty; name a new folder", .0.display())]
    NotEmpty(PathBuf),
    /// A template file cannot be read.
    #[error("`{}` cannot be read: {reason}", path.display())]
    Template {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A template file is wrong; its problems were told.
    #[error("`{0}` cannot be used; correct the problems above")]
    Faulty(String),
    /// No input held a plan.
    #[error("no plan could be read from the inputs, so nothing was written; `nap-report check` tells why")]
    NoPlan,
    /// Something would have been left out, and `--strict` was given.
    #[error("{0} left out, and --strict was given, so nothing was written")]
    Strict(String),
    /// A report could not be put together.
    #[error("{0}: {1}")]
    Report(String, ReportError),
    /// A PDF could not be made.
    #[error("{0}: {1}")]
    Pdf(String, pdf::PdfError),
    /// Data could not be exported.
    #[error(transparent)]
    Export(#[from] export::ExportError),
    /// Two coders have nothing in common.
    #[error("{0}")]
    NothingInCommon(String),
    /// A mapping file is there that somebody may have corrected.
    #[error("`{0}` exists, and was not written over; give --force, or rename it")]
    MappingExists(String),
    /// The folder for copies is one that is read.
    #[error("`{}` is a folder of inputs; name another for the copies", .0.display())]
    IntoInputs(PathBuf),
    /// `run.json` could not be formed.
    #[error("run.json could not be formed: {0}")]
    Manifest(#[from] serde_json::Error),
    /// A file could not be written.
    #[error("`{}` could not be written: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The threads could not be started.
    #[error("the worker threads could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// What the first four stages come to.
struct Computed {
    templates: Templates,
    files: Vec<FileReport>,
    coverage: Coverage,
    problems: Diagnostics,
}

/// Read, resolve, code, compare. `seen` is told what stands as a country before and after it is looked up.
fn compute(options: &ReadOptions, mut seen: Option<&mut Seen>) -> Result<Computed, RunError> {
    let mut problems = Diagnostics::new();
    let templates = load(options, &mut problems)?;
    let reading = read::read(
        &options.inputs,
        options.mapping.as_deref(),
        &templates.vocabulary,
        &Limits::default(),
        &mut problems,
    )?;
    if let Some(seen) = &mut seen {
        seen.written(&reading.records);
    }
    let entries = resolve::resolve(reading.records, &templates.gazetteer, &mut problems);
    if let Some(seen) = seen {
        seen.resolved(&entries);
    }
    let coded = code::code(entries, &templates.codebook, &*templates.gazetteer, &mut problems);
    let names: Vec<String> = templates.codebook.themes().iter().map(|theme| theme.name.clone()).collect();
    let question = Question {
        themes: names.len(),
        theme_names: &names,
        gazetteer: &templates.gazetteer,
        groups: &templates.groups,
        lang: templates.lang(),
        editions: options.editions.into(),
    };
    let coverage = compare::compare(coded, question, &mut problems);
    Ok(Computed { files: reading.files, coverage, problems, templates })
}

/// The templates; their faults are told where they end the run.
fn load(options: &ReadOptions, problems: &mut Diagnostics) -> Result<Templates, RunError> {
    templates::load(options.template.as_deref(), options.lang.as_deref(), problems)
        .inspect_err(|_| say::problems(&problems.sorted(), options.voice, options.log_format))
}

/// Read, resolve and code other inputs than those of the options.
fn coded(
    options: &ReadOptions,
    inputs: &[PathBuf],
    templates: &Templates,
    problems: &mut Diagnostics,
) -> Result<Vec<code::Coded>, RunError> {
    let reading =
        read::read(inputs, options.mapping.as_deref(), &templates.vocabulary, &Limits::default(), problems)?;
    let entries = resolve::resolve(reading.records, &templates.gazetteer, problems);
    Ok(code::code(entries, &templates.codebook, &*templates.gazetteer, problems))
}

/// Builds the reports; returns the exit status: 0, or 3 where something was left out.
///
/// # Errors
/// [`RunError`]; then nothing was written.
pub fn build(options: &BuildOptions) -> Result<u8, RunError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.read.jobs).build()?;
    pool.install(|| build_with(options))
}

fn build_with(options: &BuildOptions) -> Result<u8, RunError> {
    let Computed { templates, files, coverage, mut problems } = compute(&options.read, None)?;
    let told = |problems: &Diagnostics| {
        say::problems(&problems.sorted(), options.read.voice, options.read.log_format);
    };
    if coverage.editions.is_empty() {
        told(&problems);
        return Err(RunError::NoPlan);
    }
    let lost = count_lost(&problems.sorted());
    if options.read.strict && lost > 0 {
        told(&problems);
        return Err(RunError::Strict(format!(
            "{lost} {}",
            if lost == 1 {
                "file, sheet, row or value would be"
            } else {
                "files, sheets, rows or values would be"
            }
        )));
    }
    // Reports list the problems of the data; characters without a glyph are found only while they are set.
    let listed = problems.sorted();
    let settings = settings(options, &templates);
    let shared =
        Shared { options, templates: &templates, files: &files, coverage: &coverage, problems: &listed };
    let tasks = tasks(&shared);
    let progress = progress(tasks.len(), options);
    let made: Vec<Result<(Made, Diagnostics), RunError>> = tasks
        .par_iter()
        .map(|task| {
            let made = make(task, &shared, &settings);
            progress.inc(1);
            made
        })
        .collect();
    progress.finish_and_clear();
    let mut outputs = Vec::new();
    for result in made {
        let (made, found) = match result {
            // A fault in a page of the template is told as one in any other file of a user.
            Err(RunError::Report(_, ReportError::Page(fault))) => {
                let mut faults = Diagnostics::new();
                let place = Place::line(&fault.file, fault.line);
                faults.push(Kind::BadTemplate, &place, fault.message, fault.hint);
                say::problems(&faults.sorted(), options.read.voice, options.read.log_format);
                return Err(RunError::Faulty(fault.file));
            }
            other => other?,
        };
        problems.extend(found);
        outputs.push(made);
    }
    let sorted = problems.sorted();
    let status = if problems.any_loss() { 3 } else { 0 };
    let manifest = manifest(&shared, &settings, &tasks, &outputs, &sorted, status)?;
    outputs.push(Made { name: "run.json".to_owned(), bytes: manifest, pages: None });
    output::write(&options.out, &outputs)?;
    say::problems(&sorted, options.read.voice, options.read.log_format);
    if options.read.voice >= Voice::Normal {
        say::lines(&summary(&shared, &sorted, &outputs, status));
    }
    Ok(status)
}

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
struct Shared<'a> {
    options: &'a BuildOptions,
    templates: &'a Templates,
    files: &'a [FileReport],
    coverage: &'a Coverage,
    problems: &'a [Diagnostic],
}

impl Shared<'_> {
    /// Most passages a country and theme: as asked for, else as the template has it.
    fn passages(&self) -> Option<usize> {
        match self.options.passages {
            Some(Most(most)) => most,
            None => Some(self.templates.template.passages.unwrap_or(DEFAULT_PASSAGES)),
        }
    }

    /// Which reports: those asked for, else those that the template is for.
    fn reports(&self) -> BTreeSet<Report> {
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

    fn material<'a>(&'a self, measure: &'a FontMeasure) -> Material<'a> {
        Material {
            coverage: self.coverage,
            themes: &self.templates.themes,
            files: self.files,
            problems: self.problems,
            date: &self.options.date,
            words: Arc::clone(&self.templates.words),
            template: &self.templates.template,
            editions: self.options.read.editions.into(),
            passages: self.passages(),
            measure,
            chart_width: self.templates.template.sheet.text_width(),
        }
    }
}

/// How many of each code there are among the problems that are listed.
fn by_code<'a>(problems: impl IntoIterator<Item = &'a Diagnostic>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for problem in problems {
        *counts.entry(problem.kind.code()).or_insert(0) += 1;
    }
    counts
}

fn count_lost(problems: &[Diagnostic]) -> usize {
    problems.iter().filter(|problem| problem.kind.loss() == Loss::LeftOut).count()
}

fn settings(options: &BuildOptions, templates: &Templates) -> Settings {
    Settings {
        date: options.date.clone(),
        lang: templates.lang().to_owned(),
        editions: options.read.editions.as_str().to_owned(),
        templates: templates.hashes.clone(),
    }
}

/// One file to make.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Task {
    Comparison,
    Country(resolve::Iso3),
    Theme(usize, String),
    Csv,
    Json,
    Xlsx,
    Charts(usize, String, Picture),
}

impl Task {
    /// The file's name, from codes alone.
    fn name(&self) -> String {
        match self {
            Self::Comparison => "comparison.pdf".to_owned(),
            Self::Country(code) => format!("countries/{}.pdf", code.as_str()),
            Self::Theme(_, id) => format!("themes/{id}.pdf"),
            Self::Csv => "coverage.csv".to_owned(),
            Self::Json => "coverage.json".to_owned(),
            Self::Xlsx => "coverage.xlsx".to_owned(),
            Self::Charts(_, name, picture) => format!("charts/{name}.{}", picture.as_str()),
        }
    }
}

/// Everything to make, largest first so that no thread waits for it at the end.
fn tasks(shared: &Shared<'_>) -> Vec<Task> {
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
    }
    if options.formats.contains(&Format::Xlsx) {
        tasks.push(Task::Xlsx);
    }
    if !options.charts.is_empty() {
        let measure = FontMeasure::of(&shared.templates.template.sheet);
        for (index, chart) in report::named_charts(&shared.material(&measure)).into_iter().enumerate() {
            tasks.extend(
                options.charts.iter().map(|picture| Task::Charts(index, chart.name.clone(), *picture)),
            );
        }
    }
    tasks
}

fn make(task: &Task, shared: &Shared<'_>, settings: &Settings) -> Result<(Made, Diagnostics), RunError> {
    let name = task.name();
    let measure = FontMeasure::of(&shared.templates.template.sheet);
    let material = shared.material(&measure);
    let failed = |error| RunError::Report(name.clone(), error);
    let mut problems = Diagnostics::new();
    let themes = shared.templates.codebook.themes();
    let document = match task {
        Task::Comparison => report::report(&material, Subject::Comparison).map_err(failed)?,
        Task::Country(code) => report::report(&material, Subject::Country(*code)).map_err(failed)?,
        Task::Theme(index, _) => report::report(&material, Subject::Theme(*index)).map_err(failed)?,
        Task::Csv => {
            let bytes = export::csv(shared.coverage, themes, shared.templates.lang())?;
            return Ok((Made { name, bytes, pages: None }, problems));
        }
        Task::Json => {
            let snapshot =
                export::snapshot(shared.coverage, themes, shared.files, shared.problems, settings.clone());
            return Ok((Made { name, bytes: export::json(&snapshot)?, pages: None }, problems));
        }
        Task::Xlsx => {
            let bytes = report::workbook(&material, themes, &shared.templates.codebook)?;
            return Ok((Made { name, bytes, pages: None }, problems));
        }
        Task::Charts(index, _, picture) => {
            let charts = report::named_charts(&material);
            let chart = charts.get(*index).ok_or_else(|| failed(ReportError::Nothing(name.clone())))?;
            let svg = chart
                .chart
                .svg(material.chart_width, &measure, &chart.title, chart.alt.as_str())
                .map_err(|error| failed(error.into()))?;
            let bytes = match picture {
                Picture::Svg => svg.into_bytes(),
                Picture::Png => {
                    chart::png(&svg).map_err(|message| failed(ChartError::Backend { message }.into()))?
                }
            };
            return Ok((Made { name, bytes, pages: None }, problems));
        }
    };
    let rendered = pdf::render(&document).map_err(|error| RunError::Pdf(name.clone(), error))?;
    if !rendered.missing.is_empty() {
        let listed: Vec<String> =
            rendered.missing.iter().take(8).map(|ch| format!("U+{:04X}", u32::from(*ch))).collect();
        let more = rendered.missing.len().saturating_sub(8);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        problems.push_run(
            Kind::MissingGlyph,
            format!("`{name}` shows a box for characters that no font has: {}{more}", listed.join(", ")),
            "the text of the PDF keeps them; only their picture is missing",
        );
    }
    Ok((Made { name, bytes: rendered.bytes, pages: Some(rendered.pages) }, problems))
}

/// A bar on a terminal, nothing anywhere else.
fn progress(tasks: usize, options: &BuildOptions) -> ProgressBar {
    let shown = options.read.voice >= Voice::Normal && options.read.log_format == LogFormat::Text;
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(tasks as u64), target);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files").ok();
    if let Some(style) = style {
        bar.set_style(style);
    }
    bar
}

fn manifest(
    shared: &Shared<'_>,
    settings: &Settings,
    tasks: &[Task],
    outputs: &[Made],
    problems: &[Diagnostic],
    status: u8,
) -> Result<Vec<u8>, RunError> {
    let options = shared.options;
    let mut expected: Vec<String> = tasks.iter().map(Task::name).collect();
    expected.sort();
    let mut produced: Vec<Produced<'_>> = outputs
        .iter()
        .map(|made| Produced {
            name: &made.name,
            bytes: made.bytes.len(),
            sha256: templates::sha256(&made.bytes),
            pages: made.pages,
        })
        .collect();
    produced.sort_by_key(|made| made.name);
    let kinds = by_code(problems);
    let editions = &shared.coverage.editions;
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION"),
        settings: RunSettings {
            shared: settings,
            template: &shared.templates.template.name,
            reports: shared.reports().into_iter().map(Report::as_str).collect(),
            formats: options.formats.iter().map(|format| format.as_str()).collect(),
            charts: options.charts.iter().map(|picture| picture.as_str()).collect(),
            passages: shared.passages(),
            strict: options.read.strict,
        },
        inputs: shared.files,
        outputs: Outputs { expected: expected.iter().map(String::as_str).collect(), produced },
        problems,
        counts: Counts {
            files: shared.files.len(),
            rows_read: rows(shared.files, |sheet| sheet.rows_read),
            rows_used: rows(shared.files, |sheet| sheet.rows_used),
            countries: editions.iter().filter(|edition| edition.latest).count(),
            editions: editions.len(),
            passages: editions.iter().map(|edition| edition.passages.len()).sum(),
            left_out: count_lost(problems),
            problems: kinds,
        },
        exit_status: status,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn rows(files: &[FileReport], of: fn(&read::SheetReport) -> usize) -> usize {
    files.iter().flat_map(|file| &file.sheets).map(of).sum()
}

/// The five lines at the end of a build.
fn summary(shared: &Shared<'_>, problems: &[Diagnostic], outputs: &[Made], status: u8) -> Vec<String> {
    let files = shared.files;
    let coverage = shared.coverage;
    let plural = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let shares: Vec<String> = shared
        .templates
        .codebook
        .themes()
        .iter()
        .zip(&coverage.counts)
        .map(|(theme, counts)| match counts.share() {
            Some(share) => format!("{} {} of {}", theme.short, share.hit, share.of),
            None => format!("{} unknown", theme.short),
        })
        .collect();
    let pages: usize = outputs.iter().filter_map(|made| made.pages).sum();
    let pdfs = outputs.iter().filter(|made| made.pages.is_some()).count();
    let lost = count_lost(problems);
    let left_out = match (lost, problems.len() - lost) {
        (0, 0) => "nothing, and nothing to check".to_owned(),
        (0, other) => format!("nothing; {} to check, in run.json", plural(other, "remark", "remarks")),
        (lost, other) => format!(
            "{}; {} to check, in run.json",
            plural(lost, "file, sheet, row or value", "files, sheets, rows or values"),
            plural(other, "remark", "remarks")
        ),
    };
    vec![
        format!(
            "Read      {}, {} of {} used",
            plural(files.len(), "file", "files"),
            rows(files, |sheet| sheet.rows_used),
            plural(rows(files, |sheet| sheet.rows_read), "row", "rows")
        ),
        format!(
            "Found     {} in {}",
            plural(coverage.editions.len(), "plan", "plans"),
            plural(coverage.editions.iter().filter(|edition| edition.latest).count(), "country", "countries")
        ),
        format!("Address   {}", shares.join(" · ")),
        format!(
            "Wrote     {} to {}: {} with {}",
            plural(outputs.len(), "file", "files"),
            shared.options.out.display(),
            plural(pdfs, "report", "reports"),
            plural(pages, "page", "pages")
        ),
        format!("Left out  {left_out} (exit status {status})"),
    ]
}

/// Prints the JSON Schema of `coverage.json`.
///
/// # Errors
/// [`RunError::Export`] where the schema cannot be written; not in practice.
pub fn schema() -> Result<u8, RunError> {
    say::lines(&[export::schema()?]);
    Ok(0)
}

/// The gazetteer's names as the coder wants them.
impl code::States for resolve::Gazetteer {
    fn names(&self, language: &str) -> Vec<(resolve::Iso3, Vec<String>)> {
        self.iter()
            .map(|country| {
                let (short, long, display) = (&country.short, &country.long, &country.display);
                let names: Vec<&str> = match language {
                    "en" => vec![short.en, long.en, &display.en],
                    "fr" => vec![short.fr, long.fr, &display.fr],
                    "es" => vec![short.es, long.es, &display.es],
                    // A language that the country table has no column for: whatever it has.
                    _ => country.names_in_all_languages().collect(),
                };
                // Adjectives of the table are English; another language lists its own in its codebook.
                let adjectives = country.adjectives.iter().copied().filter(|_| language == "en");
                (country.iso3, names.into_iter().chain(adjectives).map(str::to_owned).collect())
            })
            .collect()
    }
}
