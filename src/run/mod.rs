//! The batch: reads, computes, renders in parallel, writes atomically, and tells what it did.
//!
//! Knows the order of the stages and the names of files; not how a report looks.

mod agree;
mod build;
mod check;
mod config;
mod diff;
mod error;
mod explain;
mod flush;
mod folder;
mod fresh;
mod log;
mod manifest;
mod say;
mod start;
mod summary;
mod task;
mod templates;
mod verify;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::cli::{LogFormat, ReadOptions};
use crate::code;
use crate::compare::{self, Coverage, Question};
use crate::diagnostic::{Diagnostic, Diagnostics, Loss};
use crate::read::{self, Asked, FileReport, Limits};
use crate::resolve;
use crate::{BUILD, VERSION};
use check::Seen;
use log::Stages;
use templates::Templates;

pub use agree::agree;
pub use build::build;
pub use check::check_all;
pub use config::{completions, config, manual, schema};
pub use diff::diff;
pub use error::RunError;
pub use explain::explain;
pub use start::{init, list_templates, show_template};
pub use verify::verify;

/// Version of the tool, and of its source.
const TOOL: (&str, &str) = (VERSION, BUILD);

/// Prints an error that ends the run.
pub fn fatal(message: &str, format: LogFormat) {
    say::fatal(message, format);
}

/// Begins the log that programs read, where it is asked for.
pub fn log_as(format: LogFormat) {
    log::start(format);
}

/// Prints what is wrong with settings.
pub fn tell(problems: &Diagnostics, format: LogFormat) {
    say::problems(&problems.sorted(), crate::cli::Voice::Normal, format);
}

/// What the first four stages come to.
struct Computed {
    templates: Templates,
    files: Vec<FileReport>,
    coverage: Coverage,
    problems: Diagnostics,
}

/// Read, resolve, code, compare. `seen` is told what stands as a country before and after it is looked up; `beside` is
/// done while files are read, which often keeps one thread.
fn compute(
    options: &ReadOptions,
    mut seen: Option<&mut Seen>,
    stages: &mut Stages,
    beside: impl FnOnce() + Send,
) -> Result<Computed, RunError> {
    let mut problems = Diagnostics::new();
    let templates = load(options, &mut problems)?;
    stages.done("templates");
    let read = || read::read(options.asked(), &templates.vocabulary, &Limits::default(), &mut problems);
    let (reading, _) = rayon::join(read, || rayon::join(beside, || templates.codebook.prepare()));
    let reading = reading?;
    stages.done("read");
    if let Some(seen) = &mut seen {
        seen.written(&reading.records);
    }
    let entries = resolve::resolve(reading.records, &templates.gazetteer, &mut problems);
    if let Some(seen) = seen {
        seen.resolved(&entries);
    }
    stages.done("resolve");
    let coded = code::code(entries, &templates.codebook, &*templates.gazetteer, &mut problems);
    stages.done("code");
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
    stages.done("compare");
    Ok(Computed { files: reading.files, coverage, problems, templates })
}

/// The templates; their faults are told where they end the run.
fn load(options: &ReadOptions, problems: &mut Diagnostics) -> Result<Templates, RunError> {
    templates::load(&options.base, options.template.as_deref(), options.lang.as_deref(), problems)
        .inspect_err(|_| say::problems(&problems.sorted(), options.voice, options.log_format))
}

/// Read, resolve and code other inputs than those of the options.
fn coded(
    options: &ReadOptions,
    inputs: &[PathBuf],
    templates: &Templates,
    problems: &mut Diagnostics,
) -> Result<Vec<code::Coded>, RunError> {
    let asked = Asked { inputs, ..options.asked() };
    let reading = read::read(asked, &templates.vocabulary, &Limits::default(), problems)?;
    let entries = resolve::resolve(reading.records, &templates.gazetteer, problems);
    Ok(code::code(entries, &templates.codebook, &*templates.gazetteer, problems))
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
