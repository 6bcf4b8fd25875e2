//! Raw arguments to checked options. Alone asks the clock and the environment.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::compare::Editions;

mod inspect;

pub use inspect::{AgreeArguments, AgreeOptions, ExplainArguments, ExplainOptions, TableFormat};

/// Coverage reports from spreadsheets of National Action Plans on Business and Human Rights.
///
/// Exit status: 0, all inputs were used; 1, could not run and nothing was written; 2, wrong usage; 3, the reports
/// are written, but some input, row or value was left out (each is listed).
#[derive(Debug, Parser)]
#[command(name = "nap-report", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colour in messages.
    #[arg(long, value_enum, default_value_t = ColourChoice::Auto, global = true, value_name = "WHEN")]
    pub color: ColourChoice,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read the spreadsheets and write the reports.
    Build(BuildArguments),
    /// Read the spreadsheets, and tell what was understood and what is wrong. Writes nothing, unless asked to.
    Check(CheckArguments),
    /// Tell how far two coders agree, or one with what the engine reads in the same rows.
    Agree(AgreeArguments),
    /// Tell why a country's plan has the level that it has for a theme, down to the words and the cell.
    Explain(ExplainArguments),
    /// List the templates, or show what the pages of one may use.
    #[command(subcommand)]
    Template(TemplateCommand),
    /// Make a folder to start from: inputs, and a template to change.
    Init(InitArguments),
    /// Print the JSON Schema of coverage.json.
    Schema,
}

/// What to tell of templates.
#[derive(Debug, Subcommand)]
pub enum TemplateCommand {
    /// List the templates by name.
    List,
    /// Show the variables, parts, charts and messages that the pages of a template may use.
    Show,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder to make; it must be empty or not there yet.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What both commands read.
#[derive(Debug, Args)]
pub struct ReadArguments {
    /// Spreadsheets, or folders of them: xlsx, xlsm, xls, xlsb, ods, csv, tsv.
    #[arg(default_value = "inputs", value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// A template by its name, such as full or briefing, or a folder of your own; `template list` tells which there are.
    ///
    /// A folder may hold template.toml with its pages, and codebook.toml, columns.toml, aliases.csv, countries.toml,
    /// groups.toml and words.XX.ftl; what it lacks is taken from the folder `templates`, where there is one, and else is
    /// built in.
    #[arg(long, value_name = "NAME|DIR")]
    pub template: Option<PathBuf>,
    /// A mapping file that says what the sheets of the one input hold, or of those that its tables name.
    ///
    /// By default `NAME.mapping.toml` beside `NAME.xlsx`, where there is one.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Language of the reports: en, fr, es, or one that has a file words.XX.ftl beside the template.
    ///
    /// By default that of the template, else English.
    #[arg(long, value_name = "LANG", value_parser = parse_lang)]
    pub lang: Option<String>,
    /// Which editions the headline figures count.
    #[arg(long, value_enum, default_value_t = EditionChoice::Latest)]
    pub editions: EditionChoice,
    /// Fail, and write nothing, where anything would be left out.
    #[arg(long)]
    pub strict: bool,
    /// Say less; twice: only errors.
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub quiet: u8,
    /// Say more: notes, too.
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// How messages are written to standard error.
    #[arg(long, value_enum, default_value_t = LogFormat::Text, value_name = "FORMAT")]
    pub log_format: LogFormat,
    /// Threads to use; by default one a core.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArguments {
    /// What to read.
    #[command(flatten)]
    pub read: ReadArguments,
    /// Where to write.
    #[arg(long, default_value = "out", value_name = "DIR")]
    pub out: PathBuf,
    /// Which reports to write.
    ///
    /// By default those that the template is for.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub reports: Option<Vec<Report>>,
    /// Which kinds of file to write; run.json is always written.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Format::ALL)]
    pub format: Vec<Format>,
    /// Also write each chart as a picture of its own, for slides.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub charts: Vec<Picture>,
    /// Date of the reports; by default `SOURCE_DATE_EPOCH`, else today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<NaiveDate>,
    /// Most passages listed a country and theme in the comparison and the briefs; profiles list all.
    ///
    /// By default as the template has it, else 3.
    #[arg(long, value_name = "N|all", value_parser = parse_most)]
    pub passages: Option<Most>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What to read.
    #[command(flatten)]
    pub read: ReadArguments,
    /// How the answer is written to standard output.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub format: LogFormat,
    /// Write what was understood of each spreadsheet beside it, as NAME.mapping.toml, to be corrected.
    #[arg(long)]
    pub write_mapping: bool,
    /// Write over mapping files that are there.
    #[arg(long, requires = "write_mapping")]
    pub force: bool,
    /// Write a copy of each spreadsheet to this folder, with each problem as a note in its cell.
    #[arg(long, value_name = "DIR")]
    pub annotate: Option<PathBuf>,
    /// Date of the copies; by default `SOURCE_DATE_EPOCH`, else today.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "annotate")]
    pub date: Option<NaiveDate>,
}

/// Which editions the headline counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EditionChoice {
    /// The latest adopted edition of each country.
    Latest,
    /// Every edition.
    All,
}

impl EditionChoice {
    /// The word for it in the files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Latest => "latest",
            Self::All => "all",
        }
    }
}

impl From<EditionChoice> for Editions {
    fn from(choice: EditionChoice) -> Self {
        match choice {
            EditionChoice::Latest => Self::Latest,
            EditionChoice::All => Self::All,
        }
    }
}

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A kind of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Report {
    /// All countries.
    Comparison,
    /// A profile a country.
    Countries,
    /// A brief a theme.
    Themes,
}

impl Report {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Comparison, Self::Countries, Self::Themes];

    /// The word for it on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comparison => "comparison",
            Self::Countries => "countries",
            Self::Themes => "themes",
        }
    }
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Format {
    /// The reports.
    Pdf,
    /// coverage.csv
    Csv,
    /// coverage.json
    Json,
    /// coverage.xlsx
    Xlsx,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Csv, Self::Json, Self::Xlsx];

    /// The word for it on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Picture {
    /// Scalable, with real text.
    Svg,
    /// Pixels, 288 to the inch.
    Png,
}

impl Picture {
    /// The ending of its files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// A number, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most(pub Option<usize>);

/// A tag such as `fr` or `pt-BR`: letters and hyphens, since it becomes part of a file's name.
fn parse_lang(text: &str) -> Result<String, String> {
    let plain =
        (2..=12).contains(&text.len()) && text.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-');
    if plain && text.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        Ok(text.to_owned())
    } else {
        Err("give a language tag, such as en, fr or es".to_owned())
    }
}

fn parse_most(text: &str) -> Result<Most, String> {
    if text == "all" {
        return Ok(Most(None));
    }
    text.parse().map(|most| Most(Some(most))).map_err(|_| "give a number, or `all`".to_owned())
}

/// Why the environment cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OptionError {
    /// `SOURCE_DATE_EPOCH` is no time.
    #[error("SOURCE_DATE_EPOCH is `{0}`, which is no number of seconds; unset it, or give --date YYYY-MM-DD")]
    Epoch(String),
}

/// What to read, checked.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Files and folders.
    pub inputs: Vec<PathBuf>,
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
    /// Notes, too.
    Verbose,
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
    /// Date of the reports, `YYYY-MM-DD`.
    pub date: String,
    /// Most passages a country and theme; `None` for as many as the template has.
    pub passages: Option<Most>,
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

impl ReadArguments {
    /// Checked options.
    #[must_use]
    pub fn check(self) -> ReadOptions {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let voice = match (self.quiet, self.verbose) {
            (0, false) => Voice::Normal,
            (0, true) => Voice::Verbose,
            (1, _) => Voice::Quiet,
            _ => Voice::Errors,
        };
        ReadOptions {
            inputs: self.inputs,
            template: self.template,
            mapping: self.mapping,
            lang: self.lang,
            editions: self.editions,
            strict: self.strict,
            voice,
            log_format: self.log_format,
            jobs: self.jobs.map_or(cores, NonZeroUsize::get),
        }
    }
}

impl BuildArguments {
    /// Checked options; `epoch` is the value of `SOURCE_DATE_EPOCH`.
    ///
    /// # Errors
    /// [`OptionError::Epoch`] where that is no time and no date was given.
    pub fn check(self, epoch: Option<&str>) -> Result<BuildOptions, OptionError> {
        let date = date(self.date, epoch)?;
        Ok(BuildOptions {
            read: self.read.check(),
            out: self.out,
            reports: self.reports.map(|reports| reports.into_iter().collect()),
            formats: self.format.into_iter().collect(),
            charts: self.charts.into_iter().collect(),
            date,
            passages: self.passages,
        })
    }
}

impl CheckArguments {
    /// Checked options; `epoch` is the value of `SOURCE_DATE_EPOCH`.
    ///
    /// # Errors
    /// [`OptionError::Epoch`] where that is no time, no date was given and one is needed.
    pub fn check(self, epoch: Option<&str>) -> Result<CheckOptions, OptionError> {
        let epoch = epoch.filter(|_| self.annotate.is_some());
        Ok(CheckOptions {
            read: self.read.check(),
            format: self.format,
            write_mapping: self.write_mapping,
            force: self.force,
            annotate: self.annotate,
            date: date(self.date, epoch)?,
        })
    }
}

/// The date that was given, else that of the environment, else today's.
fn date(given: Option<NaiveDate>, epoch: Option<&str>) -> Result<String, OptionError> {
    let date = match (given, epoch) {
        (Some(date), _) => date,
        (None, Some(text)) => text
            .trim()
            .parse()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .map(|time| time.date_naive())
            .ok_or_else(|| OptionError::Epoch(text.to_owned()))?,
        (None, None) => today(),
    };
    Ok(date.format("%Y-%m-%d").to_string())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the clock; all else is handed the date"
)]
fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    fn build(arguments: &[&str], epoch: Option<&str>) -> Result<BuildOptions, OptionError> {
        let all = ["nap-report", "build"].iter().chain(arguments);
        match Arguments::try_parse_from(all).unwrap().command {
            Command::Build(build) => build.check(epoch),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_date_beats_the_epoch_and_the_epoch_beats_the_clock() {
        assert_eq!(build(&["--date", "2026-01-31"], Some("0")).unwrap().date, "2026-01-31");
        assert_eq!(build(&[], Some("86400")).unwrap().date, "1970-01-02");
        assert!(build(&[], Some("soon")).is_err());
    }
}
