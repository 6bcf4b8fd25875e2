//! The stage itself: from each record's cells to its country and edition, with one problem a cell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Kind, Place, Source};
use crate::read::{Cell, Meaning, Record};

use crate::resolve::country::Iso3;
use crate::resolve::gazetteer::{Found, Gazetteer, Match};
use crate::resolve::period::{self, Period, PeriodError, Written};
use crate::resolve::{same, spellings};

/// Names that get a suggestion in one run; a file of a million other words must not take a minute each thousand.
const MOST_SUGGESTIONS: usize = 1000;

/// A statement whose country and edition are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The statement as written.
    pub record: Record,
    /// Its country.
    pub country: Iso3,
    /// Its edition.
    pub period: Period,
    /// Whether the sheet says that the plan is not there yet. The levels of such a statement are `unknown`.
    pub in_development: bool,
}

/// Finds the country and the edition of each record, in the order given.
///
/// A record whose country cannot be told, or whose period is reversed, is left out with a problem at its cell. One
/// without any country is left out silently: the read stage has told it.
#[must_use]
pub fn resolve(records: Vec<Record>, gazetteer: &Gazetteer, problems: &mut Diagnostics) -> Vec<Entry> {
    let mut stage = Stage::new(gazetteer, problems);
    stage.two_letters = sheets_of_two_letters(&records);
    let mut entries = Vec::with_capacity(records.len());
    for record in records {
        let Some(country) = stage.country(&record) else { continue };
        let status = stage.status(&record);
        if status == Status::NoPlan {
            continue;
        }
        let Some(written) = stage.period(&record, &country.edition) else { continue };
        let Written { period, mut in_development } = written;
        in_development |= status != Status::There;
        entries.push(Entry { record, country: country.code, period, in_development });
    }
    same::join(&mut entries, gazetteer, problems);
    spellings::tell(&entries, gazetteer, problems);
    entries
}

/// Whether a sheet says that the plan is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    There,
    NotYet,
    NoPlan,
    NotUnderstood,
}

/// A record's country, with words about the edition that stood beside its name.
struct Named {
    code: Iso3,
    edition: Arc<str>,
}

/// What was worked out so far. Sheets repeat a few hundred texts in a hundred thousand rows.
struct Stage<'a> {
    gazetteer: &'a Gazetteer,
    problems: &'a mut Diagnostics,
    /// By kind and place: a row of a matrix gives a record a theme, and its cell is told once.
    told: BTreeSet<(Kind, Place)>,
    names: Known<(Match, Arc<str>)>,
    codes: Known<Match>,
    periods: Known<Result<Written, PeriodError>>,
    /// First and last year, from columns of their own.
    years: BTreeMap<[Option<Arc<str>>; 2], Result<Written, PeriodError>>,
    /// Whether a text says that nothing is known.
    blanks: Known<bool>,
    statuses: Known<Status>,
    /// The sheets whose countries are given by codes of two letters and nothing else: `NA` is Namibia there.
    two_letters: BTreeSet<Arc<Source>>,
}

/// What was found out about texts.
struct Known<T> {
    all: BTreeMap<Arc<str>, T>,
    /// Of the text before: the rows of a country stand together, and equal texts of a sheet are one.
    last: Option<(Arc<str>, T)>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { all: BTreeMap::new(), last: None }
    }
}

impl<T: Clone> Known<T> {
    /// How many texts were asked about.
    fn len(&self) -> usize {
        self.all.len()
    }

    /// What is known of a text; found out where nothing is.
    fn of(&mut self, text: &Arc<str>, find: impl FnOnce() -> T) -> T {
        if let Some((last, known)) = &self.last
            && Arc::ptr_eq(last, text)
        {
            return known.clone();
        }
        let found = self.all.get(text).cloned().unwrap_or_else(|| {
            let found = find();
            self.all.insert(Arc::clone(text), found.clone());
            found
        });
        self.last = Some((Arc::clone(text), found.clone()));
        found
    }
}

/// The sheets without names of countries in which every code has two capitals, and there are at least three.
fn sheets_of_two_letters(records: &[Record]) -> BTreeSet<Arc<Source>> {
    const FEWEST: usize = 3;
    let mut sheets: BTreeMap<&Arc<Source>, (bool, BTreeSet<&str>)> = BTreeMap::new();
    for rows in records.chunk_by(Record::is_beside) {
        let Some(first) = rows.first() else { continue };
        let (fits, codes) = sheets.entry(&first.place.source).or_insert((true, BTreeSet::new()));
        for record in rows {
            let code = record.text(Meaning::Iso).unwrap_or_default();
            let capitals = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
            *fits &= capitals && record.text(Meaning::Country).is_none();
            if !*fits {
                break;
            }
            if code != "NA" {
                codes.insert(code);
            }
        }
    }
    let sure = sheets.into_iter().filter(|(_, (fits, codes))| *fits && codes.len() >= FEWEST);
    sure.map(|(source, _)| Arc::clone(source)).collect()
}

impl<'a> Stage<'a> {
    fn new(gazetteer: &'a Gazetteer, problems: &'a mut Diagnostics) -> Self {
        Self {
            gazetteer,
            problems,
            told: BTreeSet::new(),
            names: Known::default(),
            codes: Known::default(),
            periods: Known::default(),
            years: BTreeMap::new(),
            blanks: Known::default(),
            statuses: Known::default(),
            two_letters: BTreeSet::new(),
        }
    }

    fn tell(&mut self, kind: Kind, place: &Place, message: String, hint: impl Into<String>) {
        if self.told.insert((kind, place.clone())) {
            self.problems.push(kind, place, message, hint);
        }
    }

    fn country(&mut self, record: &Record) -> Option<Named> {
        let name = record.get(Meaning::Country);
        let code = record.get(Meaning::Iso).filter(|cell| !self.is_blank(cell.value));
        let none: Arc<str> = Arc::from("");
        match (name, code) {
            (None, None) => {
                // A placeholder alone in the column of codes is a code that nobody knows.
                let cell = record.get(Meaning::Iso)?;
                if &**cell.value == "NA" && self.two_letters.contains(cell.source()) {
                    return "NAM".parse().ok().map(|code| Named { code, edition: none });
                }
                let matched = self.find_code(cell.value);
                self.tell_unmatched(cell, &matched);
                None
            }
            (Some(name), None) => {
                let (matched, edition) = self.find_name(name.value);
                self.tell_unmatched(name, &matched);
                matched.country().map(|code| Named { code, edition })
            }
            (None, Some(code)) => {
                let matched = self.find_code(code.value);
                self.tell_unmatched(code, &matched);
                matched.country().map(|code| Named { code, edition: none })
            }
            (Some(name), Some(code)) => self.both(name, code),
        }
    }

    /// A name and a code in one row: they have to agree, and one may settle what the other leaves open.
    fn both(&mut self, name: Cell<'_>, code: Cell<'_>) -> Option<Named> {
        let (by_name, edition) = self.find_name(name.value);
        let by_code = self.find_code(code.value);
        let agreed = match (&by_name, &by_code) {
            (Match::Exact(a) | Match::Alias(a), Match::Exact(b) | Match::Alias(b)) => (a == b).then_some(*a),
            (Match::Exact(a) | Match::Alias(a), Match::Ambiguous(codes)) => codes.contains(a).then_some(*a),
            (Match::Ambiguous(codes), Match::Exact(b) | Match::Alias(b)) => codes.contains(b).then_some(*b),
            (Match::Exact(a) | Match::Alias(a), Match::Unknown { .. }) => {
                // The name is plain; only the code's value is lost.
                self.tell_unmatched(code, &by_code);
                Some(*a)
            }
            (Match::Unknown { remark: "", .. }, Match::Exact(b) | Match::Alias(b)) => {
                let message = format!(
                    "`{}` is not a country that this tool knows; its code `{b}` was used",
                    name.value
                );
                self.tell(Kind::CountryByCode, &name.place(), message, CORRECT_OR_ADD);
                Some(*b)
            }
            _ => {
                self.tell_unmatched(name, &by_name);
                return None;
            }
        };
        if agreed.is_none() {
            let message = format!(
                "`{}` is {}, but the code beside it is `{}`",
                name.value,
                self.candidates(&by_name),
                code.value
            );
            self.tell(
                Kind::CountryMismatch,
                &name.place(),
                message,
                "correct the name or the code; the row was left out",
            );
        }
        agreed.map(|code| Named { code, edition })
    }

    fn find_name(&mut self, text: &Arc<str>) -> (Match, Arc<str>) {
        let suggest = self.names.len() < MOST_SUGGESTIONS;
        self.names.of(text, || {
            let Found { matched, edition } = self.gazetteer.look_up(text, suggest);
            (matched, Arc::from(edition))
        })
    }

    fn find_code(&mut self, text: &Arc<str>) -> Match {
        let suggest = self.codes.len() < MOST_SUGGESTIONS;
        self.codes.of(text, || self.gazetteer.find_code(text, suggest))
    }

    fn tell_unmatched(&mut self, cell: Cell<'_>, matched: &Match) {
        let text = shortened(cell.value);
        match matched {
            Match::Exact(_) | Match::Alias(_) => {}
            Match::Ambiguous(_) => {
                let message = format!("`{text}` may be {}", self.candidates(matched));
                let hint = "write the full name or the code, or settle the spelling in templates/aliases.csv";
                self.tell(Kind::AmbiguousCountry, &cell.place(), message, hint);
            }
            Match::Unknown { suggestions, remark } => {
                let because = if remark.is_empty() { String::new() } else { format!(": {remark}") };
                let message = format!("`{text}` is not a country that this tool knows{because}");
                let hint = match suggestions[..] {
                    [] => CORRECT_OR_ADD.to_owned(),
                    _ => {
                        format!("did you mean {}? {}", self.listed(suggestions), capitalised(CORRECT_OR_ADD))
                    }
                };
                self.tell(Kind::UnknownCountry, &cell.place(), message, hint);
            }
        }
    }

    /// `Germany (DEU)`, or several with "or".
    fn listed(&self, codes: &[Iso3]) -> String {
        let names: Vec<_> = codes
            .iter()
            .map(|code| format!("{} ({code})", self.gazetteer.country(*code).display.en))
            .collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    fn candidates(&self, matched: &Match) -> String {
        self.listed(matched.candidates())
    }

    /// The edition of a record; `None` where the row is left out.
    fn period(&mut self, record: &Record, edition: &Arc<str>) -> Option<Written> {
        let whole = record.get(Meaning::Period);
        let (start, end) = (record.get(Meaning::Start), record.get(Meaning::End));
        let (parsed, cell) = match (whole, start.or(end)) {
            (Some(cell), _) => (self.parse(cell.value), cell),
            (None, Some(cell)) => (self.two_columns(start, end), cell),
            (None, None) => return Some(self.edition_beside(edition)),
        };
        let written = match parsed {
            Ok(written) => written,
            Err(PeriodError::Unknown(raw)) => {
                let message =
                    format!("`{raw}` is not understood as a period; the edition is kept under these words");
                self.tell(Kind::UnknownPeriod, &cell.place(), message, PERIOD_FORMS);
                return Some(Written { period: Period::in_words(&raw), in_development: false });
            }
            Err(error @ PeriodError::Reversed { .. }) => {
                let hint = "correct the years; the row was left out";
                self.tell(Kind::PeriodReversed, &cell.place(), error.to_string(), hint);
                return None;
            }
        };
        let columns = whole.filter(|_| start.is_some() || end.is_some());
        let beside = columns.and_then(|_| self.two_columns(start, end).ok());
        let beside = match beside {
            None if !edition.is_empty() => self.parse(edition).ok(),
            beside => beside,
        };
        self.compare(&written.period, beside, cell);
        // A blank period beside "Germany (NAP 2016)" says less than the name.
        if written.period == Period::undated() && !written.in_development {
            return Some(self.edition_beside(edition));
        }
        Some(written)
    }

    /// Years that stand in a second place of the row have to fit the period that is used.
    fn compare(&mut self, used: &Period, beside: Option<Written>, cell: Cell<'_>) {
        let Some(other) = beside.map(|written| written.period) else { return };
        let (Some(start), Some(other_start)) = (used.start, other.start) else { return };
        // "France (NAP 2017)" with 2017-2020 beside it is no contradiction.
        let fits = start == other_start && (used.end == other.end || other.end == period::End::NotStated);
        if !fits {
            let message = format!("the period `{used}` was used, but the same row also says `{other}`");
            self.tell(Kind::PeriodMismatch, &cell.place(), message, "correct one of the two");
        }
    }

    /// What a column about the plan itself says. A row about a plan that there is not is left out, and told.
    fn status(&mut self, record: &Record) -> Status {
        let of_period = || record.get(Meaning::Period).filter(|cell| period::says_no_plan(cell.value));
        let Some(cell) = record.get(Meaning::Status).or_else(of_period) else { return Status::There };
        let status = self.statuses.of(cell.value, || match cell.value {
            text if period::is_no_plan(text) => Status::NoPlan,
            text if period::is_not_yet(text) => Status::NotYet,
            text if period::is_there(text) => Status::There,
            _ => Status::NotUnderstood,
        });
        if status == Status::NotUnderstood {
            let message = format!("`{}` does not say whether the plan is there", shortened(cell.value));
            let hint = "write adopted, in development or no plan; until then nothing is known of the plan";
            self.tell(Kind::UnknownStatus, &cell.place(), message, hint);
            return Status::NotYet;
        }
        // A row that holds a text or a code all the same is kept, and nothing is known of it.
        let denies = |level: &str| {
            ["no", "n", "none", "0", "-", "n/a", "non", "nein"].contains(&&*level.to_lowercase())
        };
        let holds = record.get(Meaning::Passage).or(record.get(Meaning::Statement)).is_some()
            || record.text(Meaning::Level).is_some_and(|level| !denies(level));
        if status == Status::NoPlan && holds {
            return Status::NotYet;
        }
        if status == Status::NoPlan {
            let message =
                format!("the sheet says `{}` of the plan; the row was left out", shortened(cell.value));
            self.tell(Kind::NoPlan, &cell.place(), message, "nothing to do, unless there is a plan");
        }
        status
    }

    fn is_blank(&mut self, text: &Arc<str>) -> bool {
        self.blanks.of(text, || period::is_no_statement(text))
    }

    fn two_columns(
        &mut self,
        start: Option<Cell<'_>>,
        end: Option<Cell<'_>>,
    ) -> Result<Written, PeriodError> {
        let key = [start, end].map(|cell| cell.map(|cell| Arc::clone(cell.value)));
        if let Some(known) = self.years.get(&key) {
            return known.clone();
        }
        let parsed = period::from_columns(key[0].as_deref(), key[1].as_deref());
        self.years.insert(key, parsed.clone());
        parsed
    }

    fn parse(&mut self, text: &Arc<str>) -> Result<Written, PeriodError> {
        self.periods.of(text, || period::parse(text))
    }

    /// The edition from words beside the country's name: its years, else the words (`2nd NAP`), else undated.
    fn edition_beside(&mut self, edition: &Arc<str>) -> Written {
        let told_apart = edition.bytes().any(|byte| byte.is_ascii_digit()) || edition.contains(' ');
        match self.parse(edition) {
            Ok(written) => written,
            Err(PeriodError::Unknown(raw)) if told_apart => {
                Written { period: Period::in_words(&raw), in_development: false }
            }
            Err(_) => Written { period: Period::undated(), in_development: false },
        }
    }
}

const CORRECT_OR_ADD: &str = "correct the cell, or add the spelling to templates/aliases.csv";

const PERIOD_FORMS: &str = "write years, such as `2017-2020`, `2014-open` or `2013`";

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A cell as a message can show it: one line, at most 80 characters.
fn shortened(text: &str) -> String {
    Period::in_words(text).raw
}

#[cfg(test)]
mod tests;
