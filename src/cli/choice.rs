//! Words that an option may have as its value.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::compare::Editions;

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

/// Which editions the headline counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A kind of report.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
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
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
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
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
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

/// What a scheduler wants to be woken by.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// A file in the output folder was made anew or removed.
    Changed,
    /// There is any problem but notes, also where nothing was left out.
    Problems,
}

/// A number, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "NumberOrWord", into = "NumberOrWord")]
#[schemars(with = "NumberOrWord")]
pub struct Most(pub Option<usize>);

/// How [`Most`] is written in a project file.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum NumberOrWord {
    /// At most so many.
    Number(usize),
    /// `all`, or a number as text.
    Word(String),
}

impl FromStr for Most {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "all" {
            return Ok(Self(None));
        }
        text.parse().map(|most| Self(Some(most))).map_err(|_| "give a number, or `all`")
    }
}

impl TryFrom<NumberOrWord> for Most {
    type Error = &'static str;

    fn try_from(written: NumberOrWord) -> Result<Self, Self::Error> {
        match written {
            NumberOrWord::Number(most) => Ok(Self(Some(most))),
            NumberOrWord::Word(word) => word.parse(),
        }
    }
}

impl From<Most> for NumberOrWord {
    fn from(most: Most) -> Self {
        most.0.map_or_else(|| Self::Word("all".to_owned()), Self::Number)
    }
}

/// The date of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum DateChoice {
    /// The day on which a report's content was last made anew.
    Today,
    /// This one.
    Fixed(NaiveDate),
}

impl FromStr for DateChoice {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "today" {
            return Ok(Self::Today);
        }
        text.parse().map(Self::Fixed).map_err(|_| "give a date as YYYY-MM-DD, or `today`")
    }
}

impl TryFrom<String> for DateChoice {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<DateChoice> for String {
    fn from(choice: DateChoice) -> Self {
        choice.to_string()
    }
}

impl fmt::Display for DateChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Today => f.write_str("today"),
            Self::Fixed(date) => write!(f, "{}", date.format("%Y-%m-%d")),
        }
    }
}

/// A tag such as `fr` or `pt-BR`: letters and hyphens, since it becomes part of a file's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Lang(String);

impl FromStr for Lang {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain =
            (2..=12).contains(&text.len()) && text.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-');
        if plain && text.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err("give a language tag, such as en, fr or es")
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.0
    }
}
