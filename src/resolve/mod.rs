//! Written names to ISO 3166 countries, written periods to editions: the second stage.
//!
//! Ambiguity is a result, never a guess: what cannot be told is a diagnostic with its cell and a suggestion.

mod country;
mod gazetteer;
mod grouping;
mod name;
mod names;
mod overrides;
pub mod period;
mod region;
mod same;
mod spellings;
mod stage;

pub use country::{ByLanguage, Country, Iso3, NoSuchCode};
pub use gazetteer::{Found, Gazetteer, Match};
pub use grouping::Grouping;
pub use period::{End, Period};
pub use region::Region;
pub use stage::{Entry, resolve};
