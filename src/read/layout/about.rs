//! What a whole table is about: a theme, a country or a period in the sheet's name, in a title, or beside a label
//! above the table (`Country: | Germany`).

use std::sync::Arc;

use super::super::Meaning;
use super::super::columns::{Column, Vocabulary};
use super::super::grid::{Grid, Row};
use crate::diagnostic::{Source, Spot};

type Said = (Arc<str>, Spot);

/// Themes, countries and periods that are named outside a table. Two that differ say nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    themes: Vec<Said>,
    countries: Vec<Said>,
    periods: Vec<Said>,
}

impl About {
    /// What the sheet's name says; where there is no such name, or it says nothing, the file's.
    pub(super) fn of_name(source: &Source, alone: bool, vocabulary: &Vocabulary) -> Self {
        let mut about = Self::default();
        if let Some(name) = source.sheet.as_deref() {
            about.text(name, Spot::Whole, vocabulary);
        }
        if alone && about.themes.is_empty() && about.countries.is_empty() {
            let name = source.file.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace('_', " ");
            about.text(&stem, Spot::Whole, vocabulary);
        }
        about
    }

    /// With what a row outside a table says: a title, or a label with its value.
    pub(super) fn row(&mut self, row: &Row, grid: &Grid, vocabulary: &Vocabulary) {
        match &row.cells[..] {
            [(column, title)] => self.text(title, grid.spot(row.number, *column), vocabulary),
            [(_, label), (column, value)] => {
                let spot = grid.spot(row.number, *column);
                match vocabulary.column(label.trim_end_matches(':')) {
                    Some(Column::Field(Meaning::Country | Meaning::Iso)) => {
                        add(&mut self.countries, value, spot);
                    }
                    Some(Column::Field(Meaning::Period)) => add(&mut self.periods, value, spot),
                    Some(Column::Field(Meaning::Theme)) => {
                        self.themes.extend(vocabulary.theme(value).map(|theme| (theme, spot)));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// What a title says as a whole, or after a label and a colon.
    fn text(&mut self, title: &str, spot: Spot, vocabulary: &Vocabulary) {
        self.themes.extend(vocabulary.theme(title).map(|theme| (theme, spot)));
        let labelled = title.split_once(':').map(|(label, value)| (vocabulary.column(label), value.trim()));
        match labelled {
            Some((Some(Column::Field(Meaning::Country | Meaning::Iso)), value)) => {
                add(&mut self.countries, value, spot);
            }
            Some((Some(Column::Field(Meaning::Period)), value)) => add(&mut self.periods, value, spot),
            _ if vocabulary.is_country(title) => add(&mut self.countries, title, spot),
            _ if vocabulary.is_period(title) => add(&mut self.periods, title, spot),
            _ => {}
        }
    }

    /// The theme that all agree on.
    pub(super) fn theme(&self) -> Option<Said> {
        one(&self.themes)
    }

    /// The country that all agree on, as written where it stands nearest to the table.
    pub(super) fn country(&self) -> Option<Said> {
        one(&self.countries)
    }

    /// The period that all agree on.
    pub(super) fn period(&self) -> Option<Said> {
        one(&self.periods)
    }

    /// Whether a title says anything that tells this table from the one before it.
    pub(super) fn says_anything(&self) -> bool {
        !(self.themes.is_empty() && self.countries.is_empty() && self.periods.is_empty())
    }

    /// What a title near the table says goes before what the sheet's name says, but a theme that differs from the
    /// sheet's is a contradiction, and says nothing.
    pub(super) fn within(mut self, sheet: &Self) -> Self {
        self.themes.splice(0..0, sheet.themes.iter().cloned());
        if self.countries.is_empty() {
            self.countries.clone_from(&sheet.countries);
        }
        if self.periods.is_empty() {
            self.periods.clone_from(&sheet.periods);
        }
        self
    }
}

fn add(list: &mut Vec<Said>, text: &str, spot: Spot) {
    if !text.is_empty() {
        list.push((Arc::from(text), spot));
    }
}

fn one(list: &[Said]) -> Option<Said> {
    let (first, rest) = list.split_first()?;
    rest.iter().all(|(said, _)| *said == first.0).then(|| first.clone())
}
