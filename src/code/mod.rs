//! Passages to levels with evidence ("code" as policy researchers say it): the third stage.
//!
//! A transparent engine: no model, no network, the same answer every time, each answer explained by the words
//! that decided it. Knows neither names of countries nor layouts of sheets beyond what it is handed.
//!
//! ```text
//! codebook.toml -> codebook_file -> Codebook
//! Entry -> stage -> values   what a person coded (marks: the codes that mean something only beside others)
//!                -> coder    what its passage or statement earns (see there for the steps)
//!       -> Coded { findings }
//! ```
//!
//! What "addresses" means, and every rule, is in the coding handbook; [`Rule`] names the rules.

mod absence;
mod actor;
mod clause;
mod codebook;
mod codebook_file;
mod codebook_tongue;
mod coded;
mod coder;
mod context;
mod dictionary;
mod excerpt;
mod explain;
mod filed;
mod given;
mod heading;
mod heard;
mod index;
mod judge;
mod known;
mod language;
mod lint;
mod marks;
mod phrase;
mod remark;
mod rule;
mod segment;
mod sentence;
mod signs;
mod spoken;
mod stage;
mod terms;
mod token;
mod tongue;
mod value_words;
mod values;

#[cfg(test)]
mod cases;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use codebook::{Codebook, LevelWord, Theme};
pub use coded::{By, Coded, Finding, Scope};
pub use excerpt::Excerpt;
pub(crate) use excerpt::strings;
pub use explain::{Considered, Explainer, Outcome};
pub use remark::{Remark, Remarks};
pub use rule::{Rule, Via};
pub use stage::{States, code};

/// How firmly an edition addresses a theme. Ordered: the highest of an edition's passages wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not coded, blank, n/a, no text, in development, not understood. In no denominator, and never "no".
    Unknown,
    /// The edition was read and the theme is not there.
    None,
    /// Described, cited as law or mechanism in force, past action, context or principle.
    Mention,
    /// A yes/no sheet says yes; mention or commitment is not known.
    Addressed,
    /// The state plans, proposes as a measure, or continues an action.
    Commitment,
}

impl Level {
    /// Firmest first, as legends and tables show them.
    pub const ALL: [Self; 5] = [Self::Commitment, Self::Addressed, Self::Mention, Self::None, Self::Unknown];

    /// The stable word of `coverage.csv`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::None => "none",
            Self::Mention => "mention",
            Self::Addressed => "addressed",
            Self::Commitment => "commitment",
        }
    }

    /// Whether it counts as "addresses"; `None` where that is unknown.
    #[must_use]
    pub fn addresses(self) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::None => Some(false),
            Self::Mention | Self::Addressed | Self::Commitment => Some(true),
        }
    }
}

/// What a level rests on, since silence is not proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A person's code.
    Coded,
    /// A passage earned it.
    Excerpt,
    /// The source says that the theme is absent.
    Stated,
    /// Text was given for the edition; nothing in it is about the theme.
    Silent,
    /// Nothing was given.
    Missing,
}

impl Basis {
    /// The stable word of `coverage.csv`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coded => "coded",
            Self::Excerpt => "excerpt",
            Self::Stated => "stated",
            Self::Silent => "silent",
            Self::Missing => "missing",
        }
    }
}
