//! What two coders both coded: the units that their agreement is measured on, and what only one of them coded.

use std::collections::BTreeMap;

use crate::code::{By, Coded, Finding, Level, Scope};
use crate::diagnostic::Place;
use crate::read::Meaning;
use crate::resolve::{Iso3, Period};

/// What both coders coded, unit by unit.
#[derive(Debug, Clone, Default)]
pub struct Units {
    /// What a unit is.
    pub kind: UnitKind,
    /// Units that both coded, in the order of country, period, theme, passage.
    pub both: Vec<Unit>,
    /// Units that only the first coded, or that the second left unknown.
    pub only_a: Vec<Alone>,
    /// Units that only the second coded.
    pub only_b: Vec<Alone>,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnitKind {
    /// An edition and a theme.
    #[default]
    Edition,
    /// A passage of an edition, and a theme.
    Passage,
}

/// A unit that both coded.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What was coded.
    pub what: What,
    /// The first coder's code.
    pub a: Code,
    /// The second one's.
    pub b: Code,
}

/// A unit that one coder coded.
#[derive(Debug, Clone)]
pub struct Alone {
    /// What was coded.
    pub what: What,
    /// The code.
    pub code: Code,
}

/// What a code is said of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct What {
    /// The country.
    pub country: Iso3,
    /// The edition.
    pub period: Period,
    /// Index of the theme in the codebook.
    pub theme: usize,
    /// The passage, with blanks and case made the same; empty where the edition as a whole is meant.
    pub passage: String,
}

/// A level with its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The level; never `unknown`.
    pub level: Level,
    /// What a person wrote, or the sentence and the rule that decided.
    pub reason: String,
    /// The cell.
    pub place: Place,
}

/// The units of two coders' sheets: passages, where both coded the same ones, else editions.
#[must_use]
pub fn of_two(a: &[Coded], b: &[Coded]) -> Units {
    let (first, second) = (by_passage(a), by_passage(b));
    if first.keys().any(|what| second.contains_key(what)) {
        return join(UnitKind::Passage, &first, &second);
    }
    join(UnitKind::Edition, &by_edition(a), &by_edition(b))
}

/// The units of a sheet whose codes are held against what the machine reads in the same rows.
#[must_use]
pub fn with_machine(coded: &[Coded]) -> Units {
    let mut units = Units { kind: UnitKind::Passage, ..Units::default() };
    for item in coded {
        for finding in codes(item) {
            let what = what(item, finding.theme, passage(item));
            let code = of_person(finding);
            match machine(item, finding.theme) {
                Some(b) => units.both.push(Unit { what, a: code, b }),
                None => units.only_a.push(Alone { what, code }),
            }
        }
    }
    units.both.sort_by(|one, other| one.what.cmp(&other.what));
    units
}

/// What the machine reads in the row of a code; `None` where there is no text that it reads.
fn machine(item: &Coded, theme: usize) -> Option<Code> {
    let found = item.findings.iter().filter(|finding| finding.by == By::Machine && finding.theme == theme);
    let best = found.max_by_key(|finding| finding.level);
    let record = &item.entry.record;
    let text = record.get(Meaning::Passage).or_else(|| record.get(Meaning::Statement))?;
    match best {
        Some(finding) => Some(Code {
            level: finding.level,
            reason: format!(
                "{}: “{}” in “{}”",
                finding.rule.as_str(),
                finding.matched.join("”, “"),
                finding.evidence
            ),
            place: finding.place.clone(),
        }),
        None if item.is_read_for(theme) => Some(Code {
            level: Level::None,
            reason: "no word of the theme in the text".to_owned(),
            place: text.place(),
        }),
        None => None,
    }
}

/// The codes that a person gave in a row, where they are known.
fn codes(item: &Coded) -> impl Iterator<Item = &Finding> {
    item.findings.iter().filter(|finding| finding.by == By::Person && finding.level != Level::Unknown)
}

fn of_person(finding: &Finding) -> Code {
    Code { level: finding.level, reason: finding.evidence.to_string(), place: finding.place.clone() }
}

fn what(item: &Coded, theme: usize, passage: String) -> What {
    What { country: item.entry.country, period: item.entry.period.clone(), theme, passage }
}

/// The text of a row as a key: two sheets wrap and capitalise the same passage differently.
fn passage(item: &Coded) -> String {
    let record = &item.entry.record;
    let text = record.text(Meaning::Passage).or_else(|| record.text(Meaning::Statement)).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A coder's codes; `None` where the coder says two things of one unit.
type Codes = BTreeMap<What, Option<Code>>;

fn put(codes: &mut Codes, what: What, code: Code) {
    match codes.get_mut(&what) {
        Some(settled) if settled.as_ref().is_some_and(|known| known.level != code.level) => *settled = None,
        Some(_) => {}
        None => {
            codes.insert(what, Some(code));
        }
    }
}

fn by_passage(coded: &[Coded]) -> Codes {
    let mut all = Codes::new();
    for item in coded {
        for finding in codes(item).filter(|finding| finding.scope == Scope::Passage) {
            put(&mut all, what(item, finding.theme, passage(item)), of_person(finding));
        }
    }
    all
}

/// Codes of whole editions; where there are only codes of passages, the highest of them, as everywhere.
fn by_edition(coded: &[Coded]) -> Codes {
    let (mut whole, mut highest) = (Codes::new(), BTreeMap::<What, Code>::new());
    for item in coded {
        for finding in codes(item) {
            let (what, code) = (what(item, finding.theme, String::new()), of_person(finding));
            if finding.scope == Scope::Edition {
                put(&mut whole, what, code);
            } else {
                let known = highest.entry(what).or_insert_with(|| code.clone());
                if code.level > known.level {
                    *known = code;
                }
            }
        }
    }
    for (what, code) in highest {
        whole.entry(what).or_insert(Some(code));
    }
    whole
}

fn join(kind: UnitKind, first: &Codes, second: &Codes) -> Units {
    let mut units = Units { kind, ..Units::default() };
    for (what, a) in first {
        let Some(a) = a else { continue };
        match second.get(what) {
            Some(Some(b)) => units.both.push(Unit { what: what.clone(), a: a.clone(), b: b.clone() }),
            _ => units.only_a.push(Alone { what: what.clone(), code: a.clone() }),
        }
    }
    for (what, b) in second {
        let Some(b) = b else { continue };
        if !matches!(first.get(what), Some(Some(_))) {
            units.only_b.push(Alone { what: what.clone(), code: b.clone() });
        }
    }
    units
}
