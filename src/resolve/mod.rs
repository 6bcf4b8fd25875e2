//! Written names to ISO 3166 countries, written periods to editions: the second stage.
//!
//! Ambiguity is a result, never a guess: what cannot be told is a diagnostic with its cell and a suggestion.

mod country;
mod gazetteer;
mod name;
mod overrides;
mod region;

pub use country::{ByLanguage, Country, Iso3, NoSuchCode};
pub use gazetteer::{Found, Gazetteer, Match};
pub use region::Region;

use crate::read::Record;

/// A statement whose country and edition are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The statement as written.
    pub record: Record,
    /// Its country.
    pub country: Iso3,
    /// Its edition.
    pub period: Period,
}

/// The period of an edition.
///
/// Displays as `2017-2020`, `2014-open`, `2013`, or `undated` where the sheet gives none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First year.
    pub start: Option<u16>,
    /// Last year; `None` with a start means open.
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
