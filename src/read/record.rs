//! One statement of a sheet, in little room: a table of a million rows is mostly this.

use std::sync::Arc;

use super::{Meaning, Shape};
use crate::diagnostic::{Located, Place, Source, Spot};

/// One statement of a sheet, as written. A matrix row gives one record a theme column.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The row that it stands in.
    pub place: Place,
    /// The kind of table.
    pub shape: Shape,
    /// The texts, trimmed, never empty, at most one a meaning, sorted by meaning.
    texts: Box<[Text]>,
    /// The places of those of them that are no cells of the record's own sheet, such as a country in the sheet's name.
    elsewhere: Box<[(Meaning, Place)]>,
}

/// A text in a cell of the record's sheet. Nearly all are: file and sheet are kept once a record.
#[derive(Debug, Clone, PartialEq)]
struct Text {
    value: Arc<str>,
    row: u32,
    column: u16,
    meaning: Meaning,
}

/// A text of a record, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'r> {
    /// The text.
    pub value: &'r Arc<str>,
    source: &'r Arc<Source>,
    spot: Spot,
}

impl Cell<'_> {
    /// Where it was read.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { source: Arc::clone(self.source), spot: self.spot }
    }

    /// Whether it was read there.
    #[must_use]
    pub fn is_at(&self, place: &Place) -> bool {
        self.spot == place.spot && *self.source == place.source
    }

    /// The file and sheet.
    #[must_use]
    pub fn source(&self) -> &Source {
        self.source
    }
}

impl Record {
    /// A record of the given texts. Empty texts are dropped; of two with one meaning the first stays.
    #[must_use]
    pub fn new(place: Place, shape: Shape, fields: Vec<(Meaning, Located<Arc<str>>)>) -> Self {
        let mut fields: Vec<_> = fields.into_iter().filter(|(_, text)| !text.value.is_empty()).collect();
        fields.sort_by_key(|(meaning, _)| *meaning);
        fields.dedup_by_key(|(meaning, _)| *meaning);
        let mut elsewhere = Vec::new();
        let mut texts = Vec::with_capacity(fields.len());
        for (meaning, Located { value, place: at }) in fields {
            let cell = match at.spot {
                Spot::Cell(row, column) if at.source == place.source => {
                    u16::try_from(column).ok().map(|c| (row, c))
                }
                _ => None,
            };
            let (row, column) = cell.unwrap_or_else(|| {
                elsewhere.push((meaning, at));
                (0, 0)
            });
            texts.push(Text { value, row, column, meaning });
        }
        Self { place, shape, texts: texts.into(), elsewhere: elsewhere.into() }
    }

    /// Whether another one, such as the next, stands in the same sheet.
    #[must_use]
    pub fn is_beside(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.place.source, &other.place.source)
    }

    /// The text with this meaning and its cell; `None` where the cell is blank or there is no such column.
    #[must_use]
    pub fn get(&self, meaning: Meaning) -> Option<Cell<'_>> {
        let text = self.find(meaning)?;
        let value = &text.value;
        Some(match self.elsewhere.iter().find(|(of, _)| *of == meaning) {
            Some((_, place)) => Cell { value, source: &place.source, spot: place.spot },
            None => {
                Cell { value, source: &self.place.source, spot: Spot::Cell(text.row, text.column.into()) }
            }
        })
    }

    /// The text alone; see [`Record::get`].
    #[must_use]
    pub fn text(&self, meaning: Meaning) -> Option<&str> {
        self.find(meaning).map(|text| &*text.value)
    }

    /// All texts with their cells, sorted by meaning.
    pub fn cells(&self) -> impl Iterator<Item = (Meaning, Cell<'_>)> {
        self.texts.iter().filter_map(|text| Some((text.meaning, self.get(text.meaning)?)))
    }

    /// Gives a text another meaning. Of two with one meaning the first is found.
    pub fn rename(&mut self, from: Meaning, to: Meaning) {
        let as_named = |meaning: &mut Meaning| {
            if *meaning == from {
                *meaning = to;
            }
        };
        self.texts.iter_mut().for_each(|text| as_named(&mut text.meaning));
        self.elsewhere.iter_mut().for_each(|(meaning, _)| as_named(meaning));
        self.texts.sort_by_key(|text| text.meaning);
    }

    fn find(&self, meaning: Meaning) -> Option<&Text> {
        let at = self.texts.binary_search_by_key(&meaning, |text| text.meaning).ok()?;
        self.texts.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_keeps_its_place_whatever_that_is() {
        let sheet = |name: &str| Arc::new(Source { file: "a.xlsx".to_owned(), sheet: Some(name.to_owned()) });
        let (own, key) = (sheet("Data"), sheet("Key"));
        let places = [
            (Meaning::Country, Place { source: Arc::clone(&own), spot: Spot::Whole }),
            (Meaning::Iso, Place::column(&own, 7)),
            (Meaning::Theme, Place::cell(&own, 1_048_575, 16_383)),
            (Meaning::Level, Place::cell(&own, 4, 70_000)),
            (Meaning::LevelByKey, Place::cell(&key, 2, 1)),
            // Another that is the same.
            (Meaning::Passage, Place::cell(&sheet("Data"), 4, 65_535)),
        ];
        let fields =
            places.iter().map(|(meaning, place)| (*meaning, Located::new("x".into(), place.clone())));
        let record = Record::new(Place::row(&own, 4), Shape::Coded, fields.collect());
        for (meaning, place) in &places {
            assert_eq!(record.get(*meaning).map(|cell| cell.place()), Some(place.clone()), "{meaning:?}");
            assert_eq!(record.text(*meaning), Some("x"));
        }
        assert_eq!(record.get(Meaning::Note), None);
    }

    #[test]
    fn a_text_takes_twenty_four_bytes() {
        assert_eq!(size_of::<Text>(), 24);
    }
}
