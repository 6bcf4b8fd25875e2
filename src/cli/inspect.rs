//! The arguments of the commands that look into a coding: `agree` and `explain`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{LogFormat, Manner, OptionError, ReadOptions, ReadWishes, options};

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
    /// How much is said.
    #[command(flatten)]
    pub manner: Manner,
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
    pub read: ReadWishes,
    /// How much is said, and which job.
    #[command(flatten)]
    pub manner: Manner,
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
    /// Checked options: those of the first job, where the project file lists some.
    ///
    /// # Errors
    /// What is wrong in the project file or the environment.
    pub fn check(self) -> Result<ExplainOptions, OptionError> {
        let read = options::read_one(self.read, &self.manner)?;
        let (country, theme) = (self.country, self.theme);
        Ok(ExplainOptions { read, country, theme, period: self.period, format: self.format })
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
    ///
    /// # Errors
    /// What is wrong in the project file or the environment.
    pub fn check(self) -> Result<AgreeOptions, OptionError> {
        let wishes =
            ReadWishes { inputs: Some(vec![self.a]), template: self.template, ..ReadWishes::default() };
        let read = options::read_one(wishes, &self.manner)?;
        Ok(AgreeOptions { read, other: self.b, format: self.format })
    }
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The earlier coverage.json, or the folder that it is in.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The later one.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// Where it is written; by default to standard output. A PDF needs a file.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Language of the text and of the PDF: en, fr, es, or one that has a file words.XX.ftl in `templates`.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<super::Lang>,
    /// Exit with status 4 where anything changed.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub fail_on: Vec<super::FailOn>,
}

/// How changes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people.
    Text,
    /// A row a change.
    Csv,
    /// All of it; `nap-report schema diff` prints the JSON Schema.
    Json,
    /// A report.
    Pdf,
}

/// What to tell apart, checked.
#[derive(Debug, Clone)]
pub struct DiffOptions {
    /// The earlier run.
    pub old: PathBuf,
    /// The later one.
    pub new: PathBuf,
    /// How the answer is written.
    pub format: DiffFormat,
    /// Where it is written.
    pub output: Option<PathBuf>,
    /// BCP 47 tag of the language.
    pub lang: Option<String>,
    /// Any change makes the exit status 4.
    pub fail_on_change: bool,
}

impl DiffArguments {
    /// Checked options.
    #[must_use]
    pub fn check(self) -> DiffOptions {
        DiffOptions {
            old: self.old,
            new: self.new,
            format: self.format,
            output: self.output,
            lang: self.lang.map(String::from),
            fail_on_change: self.fail_on.contains(&super::FailOn::Changed),
        }
    }
}
