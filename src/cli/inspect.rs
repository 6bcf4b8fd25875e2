//! The arguments of the commands that look into a coding: `agree` and `explain`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{EditionChoice, LogFormat, ReadArguments, ReadOptions};

/// Arguments of `agree`.
#[derive(Debug, Args)]
pub struct AgreeArguments {
    /// The first coder's spreadsheet, or folder of them.
    #[arg(value_name = "A")]
    pub a: PathBuf,
    /// The second coder's; without it, the first one's codes are held against the engine.
    #[arg(value_name = "B")]
    pub b: Option<PathBuf>,
    /// How the answer is written to standard output.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// A folder with codebook.toml, columns.toml, aliases.csv or countries.toml; those that it lacks are built in.
    #[arg(long, value_name = "DIR")]
    pub template: Option<PathBuf>,
    /// Say less; twice: only errors.
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub quiet: u8,
    /// Say more: notes, too.
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The country: its code, such as FIN, or its name.
    #[arg(value_name = "COUNTRY")]
    pub country: String,
    /// The theme: its id, such as privacy, or any of its names in the codebook.
    #[arg(value_name = "THEME")]
    pub theme: String,
    /// One edition alone, by its period as the reports write it, such as 2017-2020.
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// How the answer is written to standard output.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub format: LogFormat,
    /// What to read.
    #[command(flatten)]
    pub read: ReadArguments,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people.
    Text,
    /// A row a unit that differs.
    Csv,
    /// All of it.
    Json,
}

/// What to explain, checked.
#[derive(Debug, Clone)]
pub struct ExplainOptions {
    /// What to read.
    pub read: ReadOptions,
    /// The country as written.
    pub country: String,
    /// The theme as written.
    pub theme: String,
    /// One edition alone.
    pub period: Option<String>,
    /// How the answer is written.
    pub format: LogFormat,
}

impl ExplainArguments {
    /// Checked options.
    #[must_use]
    pub fn check(self) -> ExplainOptions {
        let (country, theme) = (self.country, self.theme);
        ExplainOptions { read: self.read.check(), country, theme, period: self.period, format: self.format }
    }
}

/// What to compare, checked.
#[derive(Debug, Clone)]
pub struct AgreeOptions {
    /// How both are read; its inputs are the first coder's.
    pub read: ReadOptions,
    /// The second coder's files, if there is one.
    pub other: Option<PathBuf>,
    /// How the answer is written.
    pub format: TableFormat,
}

impl AgreeArguments {
    /// Checked options.
    #[must_use]
    pub fn check(self) -> AgreeOptions {
        let read = ReadArguments {
            inputs: vec![self.a],
            template: self.template,
            mapping: None,
            lang: None,
            editions: EditionChoice::Latest,
            strict: false,
            quiet: self.quiet,
            verbose: self.verbose,
            log_format: LogFormat::Text,
            jobs: None,
        };
        AgreeOptions { read: read.check(), other: self.b, format: self.format }
    }
}
