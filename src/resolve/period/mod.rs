//! Written periods to first and last year. What is not clearly a period is kept in its own words.

use std::fmt;
use std::str::FromStr;

mod tokens;
mod words;

use unicode_normalization::UnicodeNormalization;

pub(in crate::resolve) use tokens::is_no_statement;
use tokens::{Token, says_more, tokens};

/// Years in which a plan may begin or end.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

/// Cells past this are no periods. In bytes.
const LONGEST_CELL: usize = 200;

/// Characters of the words of a period that are kept; they name the edition in tables.
const LONGEST_WORDS: usize = 80;

/// The period of an edition.
///
/// Displays as `2017-2020`, `2014-open`, `2013`, or `undated` where the sheet gives none; one that was not understood
/// displays as its own words. What is displayed reads back as the same period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First year, or the only one.
    pub start: Option<u16>,
    /// How it ends.
    pub end: End,
    /// The words of a period that was not understood; empty otherwise.
    pub raw: String,
}

/// How a period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Not stated: a single year, or no period at all.
    NotStated,
    /// In this year.
    Year(u16),
    /// No end is set.
    Open,
}

impl Period {
    /// No period is given.
    #[must_use]
    pub fn undated() -> Self {
        Self { start: None, end: End::NotStated, raw: String::new() }
    }

    /// An edition that is known by other words than years, such as `2nd NAP`.
    #[must_use]
    pub fn in_words(raw: &str) -> Self {
        let visible: String = raw.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut raw = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = raw.char_indices().nth(LONGEST_WORDS) {
            raw.truncate(end);
            raw.push('…');
        }
        Self { raw, ..Self::undated() }
    }

    /// From a first year to an end; one and the same year twice is a single year.
    fn years(start: u16, end: End) -> Self {
        let end = if end == End::Year(start) { End::NotStated } else { end };
        Self { start: Some(start), end, raw: String::new() }
    }

    /// The last year that is stated: the end, else the only year.
    #[must_use]
    pub fn last_year(&self) -> Option<u16> {
        match self.end {
            End::Year(year) => Some(year),
            End::NotStated | End::Open => self.start,
        }
    }

    /// Whether a year or an open end is known.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.start.is_some()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (Some(start), End::Year(end)) => write!(f, "{start}-{end}"),
            (Some(start), End::Open) => write!(f, "{start}-open"),
            (Some(start), End::NotStated) => write!(f, "{start}"),
            (None, _) if self.raw.is_empty() => f.write_str("undated"),
            (None, _) => f.write_str(&self.raw),
        }
    }
}

/// A period as a sheet states it, with what it says about the state of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The years.
    pub period: Period,
    /// Whether the plan is not there yet: a draft, in development, planned. Its levels are `unknown`.
    pub in_development: bool,
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The end lies before the start.
    #[error("the period ends in {end}, before it starts in {start}")]
    Reversed {
        /// First year as written.
        start: u16,
        /// Last year as written.
        end: u16,
    },
    /// The words are not clearly a period.
    #[error("`{0}` is not understood as a period")]
    Unknown(String),
}

impl FromStr for Period {
    type Err = PeriodError;

    /// The years of a written period; see [`parse`].
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map(|written| written.period)
    }
}

/// Whether a text is a period with years, as [`parse`] has it. Of the texts that are asked about most have no year, and
/// of the others most are told by their first word, which costs a hundredth of reading them.
pub(super) fn is_dated(text: &str) -> bool {
    may_have_year(text) && !says_more(text) && parse(text).is_ok_and(|written| written.period.is_dated())
}

/// Whether there are four digits, in whatever form of writing.
fn may_have_year(text: &str) -> bool {
    text.nfkd().filter(char::is_ascii_digit).nth(3).is_some()
}

/// Reads a period as people write it: `2017 – 2020`, `2017-20`, `since 2014`, `June 2017`, `NAP 2 (2020-2022)`.
///
/// A blank cell, or one that says that nothing is known, is undated. A plan that is not there yet is told apart.
pub fn parse(text: &str) -> Result<Written, PeriodError> {
    use Token::{From, Open, To, Two, Year};
    let unknown = || Err(PeriodError::Unknown(Period::in_words(text).raw));
    if text.len() > LONGEST_CELL {
        return unknown();
    }
    if is_no_statement(text) {
        return Ok(Written { period: Period::undated(), in_development: false });
    }
    let (tokens, in_development) = tokens(text);
    // "From 2014 onwards" says no more than "2014 onwards".
    let (from, tokens) = match &tokens[..] {
        [From, rest @ ..] => (true, rest),
        all => (false, all),
    };
    let period = match *tokens {
        [Year(year)] if from => Period::years(year, End::Open),
        [Year(year)] => Period::years(year, End::NotStated),
        [Year(year), To] if in_development => Period::years(year, End::NotStated),
        [Year(year), To | Open] | [Year(year), To, Open] => Period::years(year, End::Open),
        [Year(start), To, Year(end)] if end < start => return Err(PeriodError::Reversed { start, end }),
        [Year(start), To, Year(end)] => Period::years(start, End::Year(end)),
        // `2010-12` may be a month. Asking costs little: no plan is older than 2013.
        [Year(start), To, Two(end)] if end > 12 && end > start % 100 => {
            Period::years(start, End::Year(start / 100 * 100 + end))
        }
        // A plan that is not there yet has no years to get wrong; its words are enough.
        _ if in_development => Period::in_words(text),
        _ => return unknown(),
    };
    Ok(Written { period, in_development })
}

/// Whether a text about a plan says that it is not there yet: `Draft under consultation`, `NAP in development`. What it
/// says first holds, unless it goes on to say that the plan is there: "Announced 2015, adopted 2017".
pub(in crate::resolve) fn is_not_yet(text: &str) -> bool {
    const BEFORE: [&str; 12] =
        ["nap", "plan", "pan", "pna", "the", "a", "currently", "still", "now", "final", "first", "initial"];
    let folded = folded(text);
    let mut rest = folded.as_str();
    while let Some((_, behind)) = rest.split_once(' ').filter(|(first, _)| BEFORE.contains(first)) {
        rest = behind;
    }
    let there = |behind: &str| behind.split(' ').any(|word| words::THERE.contains(&word));
    let behind =
        |phrases: &[&str]| phrases.iter().filter_map(|phrase| behind(rest, phrase)).any(|b| !there(b));
    text.len() <= LONGEST_CELL && behind(words::NOT_YET)
}

/// Whether a text about a plan says that it is there, or was, or says nothing: a year does, and so does a blank.
pub(in crate::resolve) fn is_there(text: &str) -> bool {
    let folded = folded(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let known = |word: &&str| words::THERE.contains(word) || words::ALSO_THERE.contains(word);
    let at = |listed: &[&str]| words.iter().rposition(|word| listed.contains(word));
    // "Never adopted", "has not been published"; "no longer in force" was there, and so was "adopted, not published in English".
    let denied = |at: usize| {
        let mut before = words.iter().take(at).rev().take(2);
        before.any(|word| words::DENIES.contains(word)) && !words.contains(&"longer")
    };
    let said = |at: &usize| words.get(*at).is_some_and(|word| words::THERE.contains(word));
    let mut said_there = (0..words.len()).filter(said).peekable();
    let never = said_there.peek().is_some() && said_there.all(denied);
    // "Adopted as draft", "adoption expected 2027": not there yet, unless it is said last that it was adopted.
    let open = at(words::DRAFTS).is_some_and(|open| at(words::ADOPTED).is_none_or(|adopted| adopted < open));
    let ahead = at(words::AHEAD).is_some() && at(words::ADOPTED).is_none();
    if never || open || ahead {
        return false;
    }
    // "Process launched", "consultation published" say nothing of the plan; "published after consultation" does.
    let done = |near: usize| {
        let beside = |word: usize| near.abs_diff(word) > 1;
        words.iter().enumerate().any(|(at, word)| words::THERE.contains(word) && beside(at))
    };
    if at(words::NOT_SURE).is_some_and(|near| !done(near) && at(words::ADOPTED).is_none()) {
        return false;
    }
    is_no_statement(text)
        || !text.chars().any(char::is_alphabetic)
        || may_have_year(text)
        || words.iter().any(known)
}

/// Whether words about a plan say whether it is there, in one way or another.
pub(in crate::resolve) fn is_status(text: &str) -> bool {
    let folded = folded(text);
    let lists =
        [words::THERE, words::ALSO_THERE, words::NOT_SURE, words::DRAFTS, words::ADOPTED, words::AHEAD];
    let known = |word: &str| lists.iter().any(|listed| listed.contains(&word));
    text.chars().any(char::is_alphabetic)
        && (is_no_plan(text) || is_not_yet(text) || folded.split(' ').any(known))
}

/// Whether a period is the statement that there is no plan. A bare "none" may say that no period is known.
pub(in crate::resolve) fn says_no_plan(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !may_have_year(text) && tells_none(&folded(text))
}

/// Whether a text about a plan says that there is none: these words alone, or with "yet" behind them.
pub(in crate::resolve) fn is_no_plan(text: &str) -> bool {
    const ALONE: [&str; 8] = ["no", "none", "non", "nein", "nao", "aucun", "ninguno", "kein"];
    let folded = folded(text);
    ALONE.contains(&&*folded) || tells_none(&folded)
}

/// Whether folded words are one of the phrases for it, which have several words each.
fn tells_none(folded: &str) -> bool {
    #[rustfmt::skip]
    const BEHIND: [&str; 11] = [
        "yet", "adopted", "exists", "place", "in", "has",
        "been", "published", "available", "currently", "present",
    ];
    let only = |rest: &str| rest.split(' ').all(|word| word.is_empty() || BEHIND.contains(&word));
    words::NO_PLAN.iter().filter_map(|phrase| behind(folded, phrase)).any(only)
}

/// What stands behind a phrase that folded words begin with.
fn behind<'f>(folded: &'f str, phrase: &str) -> Option<&'f str> {
    folded.strip_prefix(phrase).filter(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Words in small letters without accents, with single spaces between them.
fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let lower: String =
        letters.flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a first and a last year that stand in columns of their own; `None` is a blank cell or no such column.
pub fn from_columns(start: Option<&str>, end: Option<&str>) -> Result<Written, PeriodError> {
    let (start_text, end_text) = (start.unwrap_or_default(), end.unwrap_or_default());
    let open = tokens(end_text).0 == [Token::Open];
    let unknown = || {
        let both = [start_text, end_text].map(|text| if text.is_empty() { "?" } else { text });
        PeriodError::Unknown(Period::in_words(&both.join(" to ")).raw)
    };
    let or_unknown = |error| if matches!(error, PeriodError::Unknown(_)) { unknown() } else { error };
    let first = parse(start_text).map_err(or_unknown)?;
    let last = parse(if open { "" } else { end_text }).map_err(or_unknown)?;
    let in_development = first.in_development || last.in_development;
    let period = match (first.period.start, first.period.end, last.period.start, last.period.end) {
        (Some(year), End::NotStated | End::Open, None, _) if open => Period::years(year, End::Open),
        // The whole period may stand in the first column.
        (Some(_), _, None, _) => first.period,
        (Some(start), End::NotStated | End::Open, Some(end), End::NotStated) if end < start => {
            return Err(PeriodError::Reversed { start, end });
        }
        (Some(start), End::NotStated | End::Open, Some(end), End::NotStated) => {
            Period::years(start, End::Year(end))
        }
        (None, _, None, _) if open => return Err(unknown()),
        (None, _, None, _) if in_development => Period::in_words("in development"),
        (None, _, None, _) => Period::undated(),
        _ => return Err(unknown()),
    };
    Ok(Written { period, in_development })
}

#[cfg(test)]
mod tests;
