//! Raw arguments to checked options. Alone asks the clock, the environment and the project file.
//!
//! ```text
//! wishes.rs   what may be asked for, one list for flags, variables and the project file
//!   layers.rs flags over variables over job over project file: jobs with the source of each value
//!   project.rs  nap-report.toml
//! options.rs  what the stages are handed
//! ```

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Diagnostics;

mod choice;
mod inspect;
mod layers;
mod options;
mod project;
mod wishes;

pub use choice::{
    ColourChoice, DateChoice, EditionChoice, FailOn, Format, Lang, LogFormat, Most, Picture, Report,
};
pub use inspect::{
    AgreeArguments, AgreeOptions, DiffArguments, DiffFormat, DiffOptions, ExplainArguments, ExplainOptions,
    TableFormat,
};
pub use layers::{Job, Setting, Source};
pub use options::{BuildOptions, CheckOptions, Dating, Previous, ReadOptions, Voice};
pub use project::PROJECT_FILE;
pub use wishes::{ReadWishes, Wishes, WriteWishes};

/// Coverage reports from spreadsheets of National Action Plans on Business and Human Rights.
///
/// Exit status: 0, all inputs were used; 1, could not run and nothing was written; 2, wrong usage; 3, the reports
/// are written, but some input, row or value was left out (each is listed); 4, what --fail-on names has happened.
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
    /// Tell what changed between two runs: in the plans, and apart from that in the method alone.
    Diff(DiffArguments),
    /// Tell whether PDFs, or all files of an output folder, are whole and as a run wrote them.
    Verify(VerifyArguments),
    /// Print each setting of the builds of this folder, and where its value came from.
    Config(ConfigArguments),
    /// Make a folder to start from: inputs, a project file, and a template to change.
    Init(InitArguments),
    /// Print the JSON Schema of coverage.json, or of another file.
    Schema(SchemaArguments),
    /// Print the script that completes commands and options in a shell.
    Completions(CompletionsArguments),
    /// Print the manual page of the tool, or of one of its commands.
    Man(ManArguments),
}

impl Command {
    /// How messages are to be written, as far as the flags tell before they are checked.
    #[must_use]
    pub fn log_format(&self) -> LogFormat {
        let read = match self {
            Self::Build(arguments) => &arguments.read,
            Self::Check(arguments) => &arguments.read,
            Self::Explain(arguments) => &arguments.read,
            _ => return LogFormat::Text,
        };
        read.log_format.unwrap_or(LogFormat::Text)
    }
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

/// How much is said, and which jobs.
#[derive(Debug, Clone, Default, Args)]
pub struct Manner {
    /// Only this job of the project file; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub job: Vec<String>,
    /// Say less; twice: only errors.
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub quiet: u8,
    /// Say more: notes, and the time and memory of each stage.
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArguments {
    /// What to read.
    #[command(flatten)]
    pub read: ReadWishes,
    /// What to write.
    #[command(flatten)]
    pub write: WriteWishes,
    /// How much is said, and which jobs.
    #[command(flatten)]
    pub manner: Manner,
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// How the answer is written to standard output.
    #[arg(long = "as", value_enum, default_value_t = LogFormat::Text, value_name = "FORMAT")]
    pub shown_as: LogFormat,
    /// What `build` would be given.
    #[command(flatten)]
    pub build: BuildArguments,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// PDFs, or output folders.
    #[arg(value_name = "FILE|DIR", required = true)]
    pub paths: Vec<PathBuf>,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Of which file.
    #[arg(value_enum, default_value_t = SchemaOf::Coverage, value_name = "OF")]
    pub of: SchemaOf,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// coverage.json
    Coverage,
    /// nap-report.toml
    Project,
    /// What `diff --format json` prints.
    Diff,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// A command; without it, the tool as a whole.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What to read.
    #[command(flatten)]
    pub read: ReadWishes,
    /// How much is said, and which jobs.
    #[command(flatten)]
    pub manner: Manner,
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

/// Why options cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OptionError {
    /// `SOURCE_DATE_EPOCH` is no time.
    #[error("SOURCE_DATE_EPOCH is `{0}`, which is no number of seconds; unset it, or give --date YYYY-MM-DD")]
    Epoch(String),
    /// The project file or the environment is wrong.
    #[error("the settings cannot be used; correct the problems above")]
    Settings(Box<Diagnostics>),
}
