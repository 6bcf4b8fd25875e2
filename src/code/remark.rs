//! What a reader should know beside a level: a condition, a conflict, where a theme came from.

use std::collections::{BTreeMap, BTreeSet};
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
    /// People's codes of one thing; see [`Remark::disagree`].
    Disagree {
        /// Some of each code, and where each stands.
        codes: Vec<(Level, Place)>,
        /// How many there are beside them.
        more: usize,
    },
    /// A passage in this language was not read; `None` where the language has no terms for the theme.
    NotRead(Option<String>),
    /// The plan is not adopted yet.
    InDevelopment,
    /// What the sheet notes beside a person's code.
    Written(String),
}

impl Remark {
    /// Codes that are listed of one thing; each of the others is a problem at its own cell.
    const MOST_CODES: usize = 12;

    /// People's codes of one thing that disagree, in order. Of very many, as many of each code are kept as fit.
    #[must_use]
    pub fn disagree(codes: &[(Level, Place)]) -> Self {
        let levels: BTreeSet<Level> = codes.iter().map(|(level, _)| *level).collect();
        let all = codes.len() <= Self::MOST_CODES;
        let most = if all { codes.len() } else { Self::MOST_CODES / levels.len().max(1) };
        let mut told: BTreeMap<Level, usize> = BTreeMap::new();
        let is_told = |(level, _): &&(Level, Place)| {
            let count = told.entry(*level).or_default();
            *count += 1;
            *count <= most
        };
        let told: Vec<_> = codes.iter().filter(is_told).cloned().collect();
        Self::Disagree { more: codes.len() - told.len(), codes: told }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Condition(words) => write!(f, "condition: {words}"),
            Self::FromHeading(heading) => write!(f, "theme from the heading `{heading}`"),
            Self::FromSheet => f.write_str("theme from the sheet, which files the row under it"),
            Self::Contradicts(place) => write!(f, "contradicts the statement at {place}"),
            Self::Disagree { codes, more } => {
                f.write_str("codes disagree: ")?;
                for (index, (level, place)) in codes.iter().enumerate() {
                    let parted = if index > 0 { "; " } else { "" };
                    write!(f, "{parted}`{}` at {place}", level.as_str())?;
                }
                if *more > 0 { write!(f, "; and {more} more") } else { Ok(()) }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;

    #[test]
    fn of_very_many_codes_some_of_each_are_told() {
        let source = Arc::new(Source { file: "a.csv".to_owned(), sheet: None });
        let code = |row: u32, level| (level, Place::cell(&source, row, 2));
        let few: Vec<_> = (0..12).map(|row| code(row, Level::Mention)).collect();
        assert_eq!(Remark::disagree(&few), Remark::Disagree { codes: few.clone(), more: 0 });
        let mut many: Vec<_> = (0..100_000).map(|row| code(row, Level::Commitment)).collect();
        many.push(code(100_000, Level::None));
        let told = Remark::disagree(&many);
        let Remark::Disagree { codes, more } = &told else { panic!("{told}") };
        assert_eq!((codes.len(), *more), (7, 99_994));
        assert_eq!(codes.last(), many.last());
        assert!(told.to_string().ends_with("`none` at a.csv, cell C100001; and 99994 more"), "{told}");
    }
}
