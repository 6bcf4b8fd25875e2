//! The names of all countries, folded and in order, in a file that is searched as it stands.
//!
//! To fold and sort them takes as long as all else that a small workbook needs of this stage. The file is written from
//! `countries.csv` by the test below, which fails where the two part.

use memchr::{memchr, memrchr};

/// A name a line, sorted: key, rank, place of the country in the table.
const DATA: &str = include_str!("index.csv");

/// How firmly a name belongs to its country. Firmest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Name,
    Variant,
    Adjective,
}

impl Rank {
    const ALL: [Self; 3] = [Self::Name, Self::Variant, Self::Adjective];
}

/// A folded name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// Its compact or its bag form, see [`Folded`](crate::resolve::name::Folded).
    pub(super) key: &'static str,
    pub(super) rank: Rank,
    /// Place of the country in the table.
    pub(super) at: usize,
}

/// All names, sorted.
pub(super) fn all() -> impl Iterator<Item = Row> {
    DATA.lines().filter_map(row)
}

/// The names with this key, firmest first.
pub(super) fn rows(key: &str) -> impl Iterator<Item = Row> {
    let rest = DATA.get(first(key.as_bytes())..).unwrap_or_default();
    rest.lines().map_while(row).take_while(move |row| row.key == key)
}

/// Where the first line begins whose key is not before this one.
fn first(key: &[u8]) -> usize {
    let data = DATA.as_bytes();
    let (mut from, mut to) = (0, data.len());
    while let Some(range) = data.get(from..to).filter(|range| !range.is_empty()) {
        let middle = range.len() / 2;
        let start = range.get(..middle).and_then(|before| memrchr(b'\n', before)).map_or(0, |at| at + 1);
        let line = range.get(start..).unwrap_or_default();
        let length = memchr(b'\n', line).unwrap_or(line.len());
        let line = line.get(..length).unwrap_or_default();
        let of_line = line.get(..memchr(b';', line).unwrap_or(length)).unwrap_or_default();
        if of_line < key {
            from += (start + length + 1).min(range.len());
        } else {
            to = from + start;
        }
    }
    from
}

fn row(line: &'static str) -> Option<Row> {
    let mut fields = line.split(';');
    let (key, rank, at) = (fields.next()?, fields.next()?, fields.next()?);
    Some(Row { key, rank: *Rank::ALL.get(rank.parse::<usize>().ok()?)?, at: at.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::super::country::{listed, table};
    use super::super::super::name::{Folded, fold};
    use super::*;

    /// The file as the table of countries makes it.
    fn made() -> String {
        let mut index: Vec<(String, Rank, usize)> = Vec::new();
        let mut add = |text: &str, rank: Rank, at: usize| {
            let Folded { compact, bag } = fold(text);
            if bag != compact && !bag.is_empty() {
                index.push((bag, rank, at));
            }
            index.push((compact, rank, at));
        };
        for (at, country) in table().iter().enumerate() {
            for name in country.short.each().into_iter().chain(country.long.each()) {
                add(name, Rank::Name, at);
            }
            for name in country.display.each() {
                add(name, Rank::Name, at);
            }
            for name in country.other.each().into_iter().flat_map(|field| listed(field)) {
                add(name, Rank::Name, at);
            }
            for name in listed(country.further) {
                add(name, Rank::Name, at);
            }
            for name in listed(country.variants) {
                add(name, Rank::Variant, at);
            }
            for name in &country.adjectives {
                add(name, Rank::Adjective, at);
            }
        }
        index.sort_unstable();
        index.dedup();
        index.iter().fold(String::new(), |mut text, (key, rank, at)| {
            assert!(!key.contains([';', '\n']), "{key}");
            writeln!(text, "{key};{};{at}", *rank as u8).unwrap();
            text
        })
    }

    #[test]
    fn the_file_is_what_the_table_of_countries_makes() {
        let made = made();
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/resolve/gazetteer/index.csv");
            std::fs::write(path, &made).unwrap();
        }
        assert!(
            made == DATA,
            "src/resolve/gazetteer/index.csv is not that of the table: set UPDATE_EXPECTED, twice"
        );
        assert_eq!(all().count(), made.lines().count());
    }

    #[test]
    fn every_key_is_found_with_all_its_rows_and_no_other() {
        let all: Vec<Row> = all().collect();
        for same in all.chunk_by(|a, b| a.key == b.key) {
            let key = same[0].key;
            assert_eq!(rows(key).collect::<Vec<_>>(), same, "{key}");
            assert_eq!(rows(&format!("{key}!")).count(), 0, "{key}");
        }
        for none in ["", "0", "zzzzzz", "\u{10ffff}"] {
            assert_eq!(rows(none).count(), 0, "{none}");
        }
    }
}
