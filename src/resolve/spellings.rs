//! Spellings of one country: worth a remark where several are in use, since tables made of them elsewhere count twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Entry, Gazetteer, Iso3};
use crate::diagnostic::{Diagnostics, Kind, Place};
use crate::read::{Cell, Meaning};

/// Spellings that are listed of one country.
const MOST: usize = 6;

/// Tells countries that are written in several ways, each once, with the first cell of every spelling.
pub(super) fn tell(entries: &[Entry], gazetteer: &Gazetteer, problems: &mut Diagnostics) {
    let mut texts: BTreeMap<(Iso3, &str), Cell<'_>> = BTreeMap::new();
    let named = entries.iter().filter_map(|e| Some((e.country, e.record.get(Meaning::Country)?)));
    let mut before: Option<(Iso3, &Arc<str>)> = None;
    for (country, cell) in named {
        // The rows of a country stand together, and equal texts of a sheet are one.
        let again = before.is_some_and(|(last, text)| last == country && Arc::ptr_eq(text, cell.value));
        if !again {
            texts.entry((country, &**cell.value)).or_insert(cell);
        }
        before = Some((country, cell.value));
    }
    let mut spellings: BTreeMap<Iso3, BTreeMap<String, (String, Place)>> = BTreeMap::new();
    for ((country, text), cell) in texts {
        // An ISO code in the column of names is no spelling. "UK" is one: the code is GB.
        if gazetteer.country(country).iso2 == text || country.as_str() == text {
            continue;
        }
        let found = gazetteer.look_up(text, false);
        // A name that the code beside it settled has been told as a slip, or says less than the code.
        if found.matched.country() != Some(country) {
            continue;
        }
        let name = without_edition(text, &found.edition);
        let place = cell.place();
        let named = spellings.entry(country).or_default().entry(name.to_lowercase());
        let known = named.or_insert_with(|| (name, place.clone()));
        if place < known.1 {
            known.1 = place;
        }
    }
    for (country, names) in spellings.iter().filter(|(_, names)| names.len() > 1) {
        let mut names: Vec<&(String, Place)> = names.values().collect();
        names.sort_by(|a, b| a.1.cmp(&b.1));
        let Some((_, first)) = names.first() else { continue };
        let shown = names.iter().take(MOST).map(|(name, place)| format!("`{name}` ({place})"));
        let more = names.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        problems.push(
            Kind::CountrySpellings,
            first,
            format!(
                "{} ({country}) is written in {} ways: {}{more}",
                gazetteer.country(*country).display.en,
                names.len(),
                shown.collect::<Vec<_>>().join(", ")
            ),
            "all were understood as one country; use one spelling, so that other programs see one, too",
        );
    }
}

/// A name without the words about the edition beside it, and what held them.
fn without_edition(text: &str, edition: &str) -> String {
    let name = if edition.is_empty() { text.to_owned() } else { text.replace(edition, " ") };
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Located, Source};
    use crate::read::{Record, Shape};

    fn told(names: &[&str]) -> Vec<String> {
        let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some("S".into()) });
        let record = |(row, name): (u32, &&str)| {
            let cell = Located::new(Arc::from(*name), Place::cell(&source, row, 0));
            Record::new(Place::row(&source, row), Shape::Matrix, vec![(Meaning::Country, cell)])
        };
        let records = (1..).zip(names).map(record).collect();
        let mut problems = Diagnostics::new();
        let _ = super::super::resolve(records, &Gazetteer::builtin(), &mut problems);
        problems.sorted().into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn several_spellings_of_a_country_are_told_once_with_their_cells() {
        assert_eq!(
            told(&["United Kingdom", "Chad", "UK", "United Kingdom", "U.K."]),
            [
                "United Kingdom (GBR) is written in 3 ways: `United Kingdom` (a.xlsx, sheet `S`, cell A2), `UK` \
              (a.xlsx, sheet `S`, cell A4), `U.K.` (a.xlsx, sheet `S`, cell A6)"
            ]
        );
    }

    #[test]
    fn a_code_an_edition_or_case_is_no_other_spelling() {
        assert_eq!(
            told(&["France", "FRA", "FRANCE", "France (NAP 2017)", "Chad", "TCD"]),
            Vec::<String>::new()
        );
    }
}
