//! Coded passages to coverage: one level an edition and theme, shares with their n, regions.
//!
//! Knows no words, colours or pages. What people and the machine say of one edition and theme is settled in
//! `settle.rs` by the handbook's rules 6 and 8 to 10.

pub mod agreement;
pub mod change;
mod settle;
mod share;
pub mod units;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::code::{Basis, By, Coded, Excerpt, Finding, Level, Remarks, Rule, Scope};
use crate::diagnostic::{Diagnostics, Kind, Place};
use crate::read::Meaning;
use crate::resolve::{Gazetteer, Grouping, Iso3, Period, Region};

pub use share::{Counts, Sensitivity, Share};

/// Which editions the headline figures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Editions {
    /// The latest adopted edition of each country.
    #[default]
    Latest,
    /// Every edition.
    All,
}

/// The level of one edition for one theme, with everything that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The level.
    pub level: Level,
    /// What it rests on.
    pub basis: Basis,
    /// Where in the plan, as written; empty where not given.
    pub section: String,
    /// The page, as written; empty where not given.
    pub page: String,
    /// The words that earned the level.
    pub evidence: String,
    /// The words in the evidence that decided.
    pub matched: Vec<String>,
    /// The rule that decided, as the codebook names it.
    pub rule: String,
    /// The cell of the spreadsheet that it came from.
    pub place: Place,
    /// Conditions, conflicts, contradictions: what a reader should know beside the level.
    pub note: Remarks,
    /// What the machine says, where a person's code was kept and differs.
    pub machine: Option<Level>,
    /// Nothing in the texts is about the theme, but a wider reading would find words of it in them.
    pub wide: bool,
}

/// A passage of a plan, with what it earned.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The words as given.
    pub text: Arc<str>,
    /// It is what the sheet's author states of the plan, not the plan's own words.
    pub statement: bool,
    /// BCP 47 tag of its language, where that can be told.
    pub lang: Option<Arc<str>>,
    /// Whether it was read for the themes: not where the codebook does not cover its language.
    pub read: bool,
    /// Where in the plan; empty where not given.
    pub section: Box<str>,
    /// The page; empty where not given.
    pub page: Box<str>,
    /// The document; empty where not given.
    pub document: Box<str>,
    /// What it earned, theme by theme, firmest first for each.
    pub earned: Vec<Earned>,
    /// Its cell.
    pub place: Place,
}

/// What a passage earned for one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// Index of the theme in the codebook.
    pub theme: usize,
    /// The level.
    pub level: Level,
    /// Who coded it.
    pub by: By,
    /// The sentence that decided.
    pub evidence: Excerpt,
    /// The words that decided.
    pub matched: Box<[Excerpt]>,
    /// The rule.
    pub rule: Rule,
    /// A condition, or another remark.
    pub note: Remarks,
}

/// One NAP edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The country.
    pub country: Iso3,
    /// Its name in the report's language.
    pub name: String,
    /// Its M49 region.
    pub region: &'static Region,
    /// The period.
    pub period: Period,
    /// Not adopted yet: every level is unknown.
    pub in_development: bool,
    /// The headline edition of its country.
    pub latest: bool,
    /// One cell a theme, in the codebook's order.
    pub cells: Vec<Cell>,
    /// Its passages, in the order of file, sheet, row.
    pub passages: Vec<Passage>,
}

/// A group of countries with its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The M49 code of a region, or the id of a user's group.
    pub code: String,
    /// Its name in the report's language.
    pub name: String,
    /// Plans counted.
    pub plans: u32,
    /// Counts a theme.
    pub counts: Vec<Counts>,
}

/// All that the compare stage hands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// All editions, sorted by country name, then period.
    pub editions: Vec<Edition>,
    /// Which of them the headline counts, in the same order.
    pub headline: Vec<usize>,
    /// Counts of the headline editions, a theme.
    pub counts: Vec<Counts>,
    /// How the headline would read by a stricter and by a wider rule, a theme.
    pub sensitivity: Vec<Sensitivity>,
    /// The same by M49 region, in the order of their codes' names; regions without a plan are left out.
    pub regions: Vec<Group>,
    /// The same by the user's groups, in their order, also of those without a plan.
    pub groups: Vec<Group>,
}

impl Coverage {
    /// The editions that the headline counts.
    pub fn headline(&self) -> impl Iterator<Item = &Edition> {
        self.headline.iter().filter_map(|&index| self.editions.get(index))
    }

    /// The group of a region.
    #[must_use]
    pub fn region(&self, region: &Region) -> Option<&Group> {
        self.regions.iter().find(|group| group.code == region.code)
    }
}

/// What is needed beside the coded passages.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Number of themes in the codebook.
    pub themes: usize,
    /// Names of the themes, for diagnostics.
    pub theme_names: &'a [String],
    /// The countries.
    pub gazetteer: &'a Gazetteer,
    /// The user's groups of countries.
    pub groups: &'a [Grouping],
    /// Language of the countries' names.
    pub lang: &'a str,
    /// Which editions to count.
    pub editions: Editions,
}

/// Computes the coverage. Conflicts, contradictions, repeats and differences go to `problems`.
#[must_use]
pub fn compare(coded: Vec<Coded>, question: Question<'_>, problems: &mut Diagnostics) -> Coverage {
    let grouped = place_undated(group(&coded), &coded, question, problems);
    let rows = Rows::of(coded);
    let settled: Vec<(Edition, Diagnostics)> = grouped
        .into_par_iter()
        .map(|(key, runs)| {
            let mut problems = Diagnostics::new();
            (edition(key, rows.take(runs), question, &mut problems), problems)
        })
        .collect();
    let mut editions = problems.gather(settled);
    editions.sort_by(|a, b| {
        (sort_key(&a.name), a.country, &a.period).cmp(&(sort_key(&b.name), b.country, &b.period))
    });
    mark_latest(&mut editions);
    note_overlaps(&editions, problems);
    let counted = |edition: &Edition| edition.latest || question.editions == Editions::All;
    let headline: Vec<usize> =
        editions.iter().enumerate().filter(|(_, edition)| counted(edition)).map(|(index, _)| index).collect();
    let count = |members: &[&Edition]| -> Vec<Counts> {
        (0..question.themes).map(|theme| Counts::of(members.iter().map(|e| e.cells[theme].level))).collect()
    };
    let members: Vec<&Edition> = headline.iter().map(|&index| &editions[index]).collect();
    let counts = count(&members);
    let sensitivity =
        (0..question.themes).map(|theme| Sensitivity::of(members.iter().map(|e| &e.cells[theme]))).collect();
    let mut by_region: BTreeMap<&str, Vec<&Edition>> = BTreeMap::new();
    let group_of = |code: &str, name: &str, members: &[&Edition]| Group {
        code: code.to_owned(),
        name: name.to_owned(),
        plans: members.len() as u32,
        counts: count(members),
    };
    let groups = question.groups.iter().map(|group| {
        let own: Vec<&Edition> =
            members.iter().copied().filter(|member| group.members.contains(&member.country)).collect();
        group_of(&group.id, group.name(question.lang), &own)
    });
    let groups = groups.collect();
    for member in members {
        by_region.entry(member.region.code).or_default().push(member);
    }
    let mut regions: Vec<Group> = by_region
        .into_values()
        .filter_map(|members| {
            let region = members.first()?.region;
            Some(group_of(region.code, region.names.get(question.lang), &members))
        })
        .collect();
    regions.sort_by_key(|group| sort_key(&group.name));
    Coverage { editions, headline, counts, sensitivity, regions, groups }
}

/// Names sort as a reader expects: without accents and case.
fn sort_key(name: &str) -> String {
    name.nfd().filter(|ch| ch.is_alphanumeric() || *ch == ' ').flat_map(char::to_lowercase).collect()
}

type Key = (Iso3, Period);

/// Where the rows of an edition stand, which are mostly together.
type Runs = Vec<Range<usize>>;

fn group(coded: &[Coded]) -> BTreeMap<Key, Runs> {
    let mut grouped: BTreeMap<Key, Runs> = BTreeMap::new();
    let mut start = 0;
    let of_one =
        |a: &Coded, b: &Coded| a.entry.country == b.entry.country && a.entry.period == b.entry.period;
    for rows in coded.chunk_by(of_one) {
        let (first, end) = (&rows[0].entry, start + rows.len());
        grouped.entry((first.country, first.period.clone())).or_default().push(start..end);
        start = end;
    }
    grouped
}

/// Rows that are taken out an edition at a time, and given back when it is settled: those of a large workbook are not
/// there twice.
struct Rows(Mutex<Vec<Option<Coded>>>);

impl Rows {
    fn of(coded: Vec<Coded>) -> Self {
        Self(Mutex::new(coded.into_iter().map(Some).collect()))
    }

    fn take(&self, runs: Runs) -> Vec<Coded> {
        // What a thread that panicked left is whole rows all the same.
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = Vec::with_capacity(runs.iter().map(ExactSizeIterator::len).sum());
        for run in runs {
            taken.extend(rows[run].iter_mut().filter_map(Option::take));
        }
        taken
    }
}

/// A row without a period belongs to its country's only edition, where there is just one, and says so. Where there
/// are several it stays apart: nothing says which of them it is about.
fn place_undated(
    mut grouped: BTreeMap<Key, Runs>,
    coded: &[Coded],
    question: Question<'_>,
    problems: &mut Diagnostics,
) -> BTreeMap<Key, Runs> {
    let undated: Vec<Key> =
        grouped.keys().filter(|(_, period)| *period == Period::undated()).cloned().collect();
    for key in undated {
        let dated: Vec<Key> = grouped
            .keys()
            .filter(|(country, period)| *country == key.0 && *period != Period::undated())
            .cloned()
            .collect();
        let name = question.gazetteer.country(key.0).display.get(question.lang);
        let first = grouped.get(&key).and_then(|runs| runs.first()).and_then(|run| coded.get(run.start));
        let place = first.map(|item| item.entry.record.place.clone());
        let Some(place) = place else { continue };
        match dated.as_slice() {
            [] => {}
            [only] => {
                problems.push(
                    Kind::NoPeriod,
                    &place,
                    format!(
                        "the rows for `{name}` give no period; they are taken for its only edition, {}",
                        only.1
                    ),
                    "fill in the period to be sure",
                );
                let runs = grouped.remove(&key).unwrap_or_default();
                grouped.entry(only.clone()).or_default().extend(runs);
            }
            several => {
                let periods: Vec<String> = several.iter().map(|(_, period)| period.to_string()).collect();
                problems.push(
                    Kind::UndatedEdition,
                    &place,
                    format!(
                        "the rows for `{name}` give no period, and it has several editions ({}); they stand apart \
                         as `undated` and are in no headline figure",
                        periods.join(", ")
                    ),
                    "fill in the period",
                );
            }
        }
    }
    grouped
}

fn edition(key: Key, mut coded: Vec<Coded>, question: Question<'_>, problems: &mut Diagnostics) -> Edition {
    coded.sort_by(|a, b| a.entry.record.place.cmp(&b.entry.record.place));
    let (code, period) = key;
    let country = question.gazetteer.country(code);
    let name = country.display.get(question.lang).to_string();
    let in_development = coded.iter().any(|item| item.entry.in_development);
    let whose = settle::Whose { name: &name, period: &period, themes: question.theme_names, in_development };
    let coded = settle::without_repeats(coded, &whose, problems);
    let cells = (0..question.themes).map(|theme| settle::cell(theme, &coded, &whose, problems)).collect();
    let passages = passages(coded);
    Edition {
        country: code,
        region: country.region,
        name,
        period,
        in_development,
        latest: false,
        cells,
        passages,
    }
}

/// Rows that repeat a passage with another theme, as coded sheets do, are one passage here.
fn passages(coded: Vec<Coded>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut seen: BTreeMap<(bool, Arc<str>, Box<str>), usize> = BTreeMap::new();
    for item in coded {
        let record = &item.entry.record;
        let text = |meaning| -> Box<str> { record.text(meaning).unwrap_or_default().into() };
        let mut of_text = |meaning, statement| {
            let words = record.get(meaning)?;
            let key = (statement, Arc::clone(words.value), text(Meaning::Section));
            let passage = seen.entry(key).or_insert_with(|| {
                passages.push(Passage {
                    text: Arc::clone(words.value),
                    statement,
                    lang: item.language_of(meaning),
                    read: item.is_read(meaning),
                    section: text(Meaning::Section),
                    page: text(Meaning::Page),
                    document: text(Meaning::Document),
                    earned: Vec::new(),
                    place: words.place(),
                });
                passages.len() - 1
            });
            Some((words, *passage))
        };
        let (passage, statement) = (of_text(Meaning::Passage, false), of_text(Meaning::Statement, true));
        for finding in item.findings {
            // A finding belongs to the text that its sentence stands in; a person's code to the passage.
            let about = match finding.by {
                By::Machine => {
                    let mut texts = [&passage, &statement].into_iter().flatten();
                    texts.find(|(words, _)| words.is_at(&finding.place))
                }
                By::Person => passage.as_ref().filter(|_| finding.scope == Scope::Passage),
            };
            let Some(passage) = about.and_then(|(_, at)| passages.get_mut(*at)) else { continue };
            let Finding { theme, level, by, evidence, matched, rule, note, .. } = finding;
            let earned = Earned { theme, level, by, evidence, matched, rule, note };
            if !passage.earned.contains(&earned) {
                passage.earned.push(earned);
            }
        }
    }
    for passage in &mut passages {
        passage.earned.sort_by_key(|earned| (earned.theme, std::cmp::Reverse(earned.level)));
        passage.earned.shrink_to_fit();
    }
    passages
}

/// The latest adopted edition of each country; one in development only where there is no other.
fn mark_latest(editions: &mut [Edition]) {
    let mut latest: BTreeMap<Iso3, usize> = BTreeMap::new();
    let rank = |edition: &Edition| {
        (!edition.in_development, edition.period.start, edition.period.last_year(), edition.period.clone())
    };
    for index in 0..editions.len() {
        let country = editions[index].country;
        let held = latest.get(&country).copied();
        if held.is_none_or(|held| rank(&editions[held]) < rank(&editions[index])) {
            latest.insert(country, index);
        }
    }
    for index in latest.into_values() {
        editions[index].latest = true;
    }
}

/// Two plans of one country at the same time are rare, and mostly a slip in a period. Sharing the year in which
/// one ends and the next begins is usual.
fn note_overlaps(editions: &[Edition], problems: &mut Diagnostics) {
    for pair in editions.windows(2) {
        let [a, b] = pair else { continue };
        let Some((a_start, b_start)) = a.period.start.zip(b.period.start) else { continue };
        let reaches = |start: u16, end: Option<u16>| end.is_some_and(|end| end > start);
        if a.country == b.country && a_start <= b_start && reaches(b_start, a.period.last_year()) {
            let place = b.cells.first().map(|cell| cell.place.clone());
            if let Some(place) = place {
                problems.push(
                    Kind::OverlappingEditions,
                    &place,
                    format!("two editions of `{}` overlap: {} and {}", a.name, a.period, b.period),
                    "check the periods; both editions are kept",
                );
            }
        }
    }
}
