//! What a reader should know beside a level: a condition, a conflict, where a theme came from.

use std::fmt;

use super::Level;
use crate::diagnostic::Place;

/// One remark. Its `Display` is the English of the data files; reports say it in their own language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The commitment stands under this condition, in the plan's words.
    Condition(String),
    /// No word of the passage names the theme; this heading does.
    FromHeading(String),
    /// No word of the passage names the theme; the sheet files the row under it.
    FromSheet,
    /// A statement at this place says that the theme is not addressed.
    Contradicts(Place),
    /// People's codes of one thing, and where each stands.
    Disagree(Vec<(Level, Place)>),
    /// A passage in this language was not read; `None` where the language has no terms for the theme.
    NotRead(Option<String>),
    /// The plan is not adopted yet.
    InDevelopment,
    /// What the sheet notes beside a person's code.
    Written(String),
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Condition(words) => write!(f, "condition: {words}"),
            Self::FromHeading(heading) => write!(f, "theme from the heading `{heading}`"),
            Self::FromSheet => f.write_str("theme from the sheet, which files the row under it"),
            Self::Contradicts(place) => write!(f, "contradicts the statement at {place}"),
            Self::Disagree(places) => {
                f.write_str("codes disagree: ")?;
                for (index, (level, place)) in places.iter().enumerate() {
                    let parted = if index > 0 { "; " } else { "" };
                    write!(f, "{parted}`{}` at {place}", level.as_str())?;
                }
                Ok(())
            }
            Self::NotRead(language) => {
                let language = language.as_deref().unwrap_or("a language without terms for the theme");
                write!(f, "a passage was not read: {language}")
            }
            Self::InDevelopment => f.write_str("the plan is still in development"),
            Self::Written(words) => f.write_str(words),
        }
    }
}

/// Remarks in the order in which they were made; most levels have none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks(pub Box<[Remark]>);

impl Remarks {
    /// A single remark.
    #[must_use]
    pub fn one(remark: Remark) -> Self {
        Self(Box::new([remark]))
    }

    /// What a sheet notes; nothing where it notes nothing.
    #[must_use]
    pub fn written(words: &str) -> Self {
        if words.is_empty() { Self::default() } else { Self::one(Remark::Written(words.to_owned())) }
    }

    /// Adds a remark.
    pub fn push(&mut self, remark: Remark) {
        let mut all = std::mem::take(&mut self.0).into_vec();
        all.push(remark);
        self.0 = all.into();
    }

    /// Whether there is nothing to remark.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Remarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, remark) in self.0.iter().enumerate() {
            let parted = if index > 0 { "; " } else { "" };
            write!(f, "{parted}{remark}")?;
        }
        Ok(())
    }
}
