//! Options as the stages are handed them: every default filled in, every value checked.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate};

use super::layers::{self, Job};
use super::{
    BuildArguments, CheckArguments, ConfigArguments, DateChoice, EditionChoice, FailOn, Format, LogFormat,
    Manner, Most, OptionError, Picture, ReadWishes, Report, Wishes, WriteWishes,
};
use crate::read::Asked;

/// What to read, checked.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The job's name in the project file, if it has one.
    pub job: Option<String>,
    /// The folder that `templates` is looked for in; empty for the one worked in.
    pub base: PathBuf,
    /// Files, folders and patterns.
    pub inputs: Vec<PathBuf>,
    /// Nothing in this folder is read: it holds what the tool writes.
    pub out: PathBuf,
    /// The folder of templates, if one was named.
    pub template: Option<PathBuf>,
    /// A mapping file, if one was named.
    pub mapping: Option<PathBuf>,
    /// BCP 47 tag of the language, if one was named.
    pub lang: Option<String>,
    /// Which editions the headline counts.
    pub editions: EditionChoice,
    /// Nothing may be left out.
    pub strict: bool,
    /// What is said on standard error.
    pub voice: Voice,
    /// How it is said.
    pub log_format: LogFormat,
    /// Threads.
    pub jobs: usize,
    /// What somebody should know of the settings.
    pub notes: Vec<String>,
}

impl ReadOptions {
    /// What the read stage is asked for.
    #[must_use]
    pub fn asked(&self) -> Asked<'_> {
        Asked { inputs: &self.inputs, without: Some(&self.out), mapping: self.mapping.as_deref() }
    }
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// Errors alone.
    Errors,
    /// No summary and no notes.
    Quiet,
    /// Errors, warnings and the summary.
    Normal,
    /// Notes, too, and what each stage took.
    Verbose,
}

/// How reports are dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dating {
    /// The date that reports made anew get, `YYYY-MM-DD`.
    pub date: String,
    /// A report whose content does not change keeps the date on which it was made.
    pub keeps: bool,
}

/// What changes are told against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Previous {
    /// What stood in the output folder before it last changed.
    OutputFolder,
    /// Nothing.
    Nothing,
    /// This coverage.json, or the one in this folder.
    File(PathBuf),
}

/// What to build, checked.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// What to read.
    pub read: ReadOptions,
    /// Where to write.
    pub out: PathBuf,
    /// Which reports; `None` for those of the template.
    pub reports: Option<BTreeSet<Report>>,
    /// Which kinds of file.
    pub formats: BTreeSet<Format>,
    /// Which pictures.
    pub charts: BTreeSet<Picture>,
    /// How reports are dated.
    pub dating: Dating,
    /// Most passages a country and theme; `None` for as many as the template has.
    pub passages: Option<Most>,
    /// What changes are told against.
    pub previous: Previous,
    /// Everything is made anew.
    pub force: bool,
    /// Seconds to wait for another run.
    pub wait: u64,
    /// Where the lines at the end go, too.
    pub summary: Option<PathBuf>,
    /// What makes the exit status 4.
    pub fail_on: BTreeSet<FailOn>,
}

/// What to check, checked.
#[derive(Debug, Clone)]
pub struct CheckOptions {
    /// What to read.
    pub read: ReadOptions,
    /// How the answer is written.
    pub format: LogFormat,
    /// Whether mapping files are written.
    pub write_mapping: bool,
    /// Whether they replace those that are there.
    pub force: bool,
    /// Where annotated copies go, if they are wanted.
    pub annotate: Option<PathBuf>,
    /// Date of the copies, `YYYY-MM-DD`.
    pub date: String,
}

impl Manner {
    fn voice(&self) -> Voice {
        match (self.quiet, self.verbose) {
            (0, false) => Voice::Normal,
            (0, true) => Voice::Verbose,
            (1, _) => Voice::Quiet,
            _ => Voice::Errors,
        }
    }

    /// The builds that flags ask for in the folder worked in.
    fn jobs(&self, read: ReadWishes, write: WriteWishes) -> Result<Vec<Job>, OptionError> {
        let folder = std::env::current_dir().unwrap_or_default();
        let variables: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        layers::jobs(&Wishes { read, write }, &self.job, &folder, &variables)
            .map_err(|problems| OptionError::Settings(Box::new(problems)))
    }
}

/// Options for reading by a job.
pub(super) fn read(job: &Job, manner: &Manner) -> ReadOptions {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let wishes = job.wishes.read.clone();
    ReadOptions {
        job: job.name.clone(),
        base: job.base.clone(),
        inputs: wishes.inputs.unwrap_or_else(|| vec![job.base.join("inputs")]),
        out: job.out(),
        template: wishes.template,
        mapping: wishes.mapping,
        lang: wishes.lang.map(String::from),
        editions: wishes.editions.unwrap_or(EditionChoice::Latest),
        strict: wishes.strict.unwrap_or(false),
        voice: manner.voice(),
        log_format: wishes.log_format.unwrap_or(LogFormat::Text),
        jobs: wishes.jobs.map_or(cores, NonZeroUsize::get),
        notes: job.notes.clone(),
    }
}

/// Options for reading by the first of the jobs, for commands that look into one.
pub(super) fn read_one(read_wishes: ReadWishes, manner: &Manner) -> Result<ReadOptions, OptionError> {
    let jobs = manner.jobs(read_wishes, WriteWishes::default())?;
    let first = jobs.first().ok_or_else(|| OptionError::Settings(Box::default()))?;
    Ok(read(first, manner))
}

impl BuildArguments {
    /// Checked options of each job; `epoch` is the value of `SOURCE_DATE_EPOCH`.
    ///
    /// # Errors
    /// [`OptionError::Epoch`] where that is no time and no date was given, and what is wrong in the project file.
    pub fn check(self, epoch: Option<&str>) -> Result<Vec<BuildOptions>, OptionError> {
        let jobs = self.manner.jobs(self.read, self.write)?;
        jobs.iter().map(|job| build(job, &self.manner, epoch)).collect()
    }
}

fn build(job: &Job, manner: &Manner, epoch: Option<&str>) -> Result<BuildOptions, OptionError> {
    let wishes = job.wishes.write.clone();
    Ok(BuildOptions {
        read: read(job, manner),
        out: job.out(),
        reports: wishes.reports.map(|reports| reports.into_iter().collect()),
        formats: wishes.format.map_or_else(|| Format::ALL.into(), |formats| formats.into_iter().collect()),
        charts: wishes.charts.unwrap_or_default().into_iter().collect(),
        dating: dating(wishes.date, epoch)?,
        passages: wishes.passages,
        previous: match wishes.previous {
            None => Previous::OutputFolder,
            Some(path) if path == Path::new("none") => Previous::Nothing,
            Some(path) => Previous::File(path),
        },
        force: wishes.force.unwrap_or(false),
        wait: wishes.wait.unwrap_or(0),
        summary: wishes.summary,
        fail_on: wishes.fail_on.unwrap_or_default().into_iter().collect(),
    })
}

impl ConfigArguments {
    /// The jobs with the source of each setting.
    ///
    /// # Errors
    /// What is wrong in the project file or the environment.
    pub fn check(self) -> Result<(Vec<Job>, LogFormat), OptionError> {
        let BuildArguments { read, write, manner } = self.build;
        Ok((manner.jobs(read, write)?, self.shown_as))
    }
}

impl CheckArguments {
    /// Checked options of each job; `epoch` is the value of `SOURCE_DATE_EPOCH`.
    ///
    /// # Errors
    /// [`OptionError::Epoch`] where that is no time, no date was given and one is needed, and what is wrong in the
    /// project file.
    pub fn check(self, epoch: Option<&str>) -> Result<Vec<CheckOptions>, OptionError> {
        let epoch = epoch.filter(|_| self.annotate.is_some());
        let jobs = self.manner.jobs(self.read, WriteWishes::default())?;
        let date = dating(self.date.map(DateChoice::Fixed), epoch)?.date;
        let options = |job: &Job| CheckOptions {
            read: read(job, &self.manner),
            format: self.format,
            write_mapping: self.write_mapping,
            force: self.force,
            annotate: self.annotate.clone(),
            date: date.clone(),
        };
        Ok(jobs.iter().map(options).collect())
    }
}

/// The date that was given, else that of the environment, else today's.
fn dating(given: Option<DateChoice>, epoch: Option<&str>) -> Result<Dating, OptionError> {
    let (date, keeps) = match (given, epoch) {
        (Some(DateChoice::Fixed(date)), _) => (date, false),
        (None, Some(text)) => {
            let seconds = text.trim().parse().ok();
            let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
            (time.map(|time| time.date_naive()).ok_or_else(|| OptionError::Epoch(text.to_owned()))?, false)
        }
        (Some(DateChoice::Today), _) | (None, None) => (today(), true),
    };
    Ok(Dating { date: date.format("%Y-%m-%d").to_string(), keeps })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the clock for a date; all else is handed it"
)]
fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Arguments, Command};
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    fn build(arguments: &[&str], epoch: Option<&str>) -> Result<BuildOptions, OptionError> {
        let all = ["nap-report", "build"].iter().chain(arguments);
        match Arguments::try_parse_from(all).unwrap().command {
            Command::Build(build) => build.check(epoch).map(|mut jobs| jobs.remove(0)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_date_beats_the_epoch_and_the_epoch_beats_the_clock() {
        let fixed = |date: &str| Dating { date: date.to_owned(), keeps: false };
        assert_eq!(build(&["--date", "2026-01-31"], Some("0")).unwrap().dating, fixed("2026-01-31"));
        assert_eq!(build(&[], Some("86400")).unwrap().dating, fixed("1970-01-02"));
        assert!(build(&[], Some("soon")).is_err());
        assert!(build(&["--date", "today"], Some("86400")).unwrap().dating.keeps);
    }
}
