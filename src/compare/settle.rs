//! One level for one edition and theme, out of everything that people and the machine say of it.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::Cell;
use crate::code::{Basis, By, Coded, Finding, Level, Remark, Remarks, Scope, strings};
use crate::diagnostic::{Diagnostics, Kind, Place};
use crate::read::Meaning;
use crate::resolve::Period;

/// Which edition is being settled, for messages.
pub(super) struct Whose<'a> {
    pub(super) name: &'a str,
    pub(super) period: &'a Period,
    pub(super) themes: &'a [String],
    pub(super) in_development: bool,
}

impl Whose<'_> {
    fn describe(&self, theme: usize) -> String {
        let theme = self.themes.get(theme).map_or("", String::as_str);
        format!("{} ({}), {theme}", self.name, self.period)
    }
}

/// Drops rows that say exactly what an earlier row of the edition says, and notes them.
pub(super) fn without_repeats(
    mut coded: Vec<Coded>,
    whose: &Whose<'_>,
    problems: &mut Diagnostics,
) -> Vec<Coded> {
    const SAID: [Meaning; 6] = [
        Meaning::Theme,
        Meaning::Level,
        Meaning::Passage,
        Meaning::Statement,
        Meaning::Section,
        Meaning::Page,
    ];
    // It is looked up and never listed. It borrows the texts: rows share them, and threads that count who holds the same
    // text wait for each other.
    let mut seen: HashMap<[Option<&str>; 6], &Place> = HashMap::default();
    let mut kept = Vec::with_capacity(coded.len());
    for item in &coded {
        let record = &item.entry.record;
        let said = SAID.map(|meaning| record.text(meaning));
        let [_, level, passage, statement, ..] = said;
        let blank = level.or(passage).or(statement).is_none();
        let first = if blank { None } else { seen.get(&said).copied() };
        match first {
            Some(first) => problems.push(
                Kind::DuplicateRow,
                &record.place,
                format!("says the same of {} ({}) as {first}; it is counted once", whose.name, whose.period),
                "delete one of the two",
            ),
            None => {
                seen.insert(said, &record.place);
            }
        }
        kept.push(first.is_none());
    }
    let mut kept = kept.into_iter();
    coded.retain(|_| kept.next().unwrap_or(true));
    coded
}

/// Settles one cell.
pub(super) fn cell(theme: usize, coded: &[Coded], whose: &Whose<'_>, problems: &mut Diagnostics) -> Cell {
    let findings: Vec<(&Coded, &Finding)> = coded
        .iter()
        .flat_map(|item| item.findings.iter().map(move |finding| (item, finding)))
        .filter(|(_, finding)| finding.theme == theme)
        .collect();
    if whose.in_development {
        return nothing(theme, coded, "in-development", Remarks::one(Remark::InDevelopment));
    }
    let by = |who: By| findings.iter().copied().filter(move |(_, finding)| finding.by == who);
    // A blank cell is no code; a cell that says "n/a" or "unknown" is one.
    let people: Vec<_> = by(By::Person).filter(|(_, finding)| !finding.evidence.is_empty()).collect();
    let machine: Vec<_> = by(By::Machine).collect();
    let machine_says = machine_level(&machine);
    match person_level(&people) {
        Person::Nothing => {}
        Person::Conflict(places) => return conflict(theme, &places, whose, problems),
        Person::Says((item, finding)) => {
            let mut cell = from_finding(item, finding);
            cell.basis = if finding.level == Level::Unknown { Basis::Missing } else { Basis::Coded };
            note_difference(&mut cell, &machine, machine_says, theme, whose, problems);
            return cell;
        }
    }
    let best = best(&machine);
    let denied = machine.iter().find(|(_, finding)| finding.basis == Basis::Stated);
    match (best, denied) {
        (Some((item, finding)), denied) => {
            let mut cell = from_finding(item, finding);
            if let Some((_, denial)) = denied {
                problems.push(
                    Kind::Contradiction,
                    &denial.place,
                    format!(
                        "states that {} is not addressed, but a passage at {} is about it",
                        whose.describe(theme),
                        finding.place
                    ),
                    "the passage decides; check the statement",
                );
                cell.note.push(Remark::Contradicts(denial.place.clone()));
            }
            cell
        }
        (None, Some((item, denial))) => from_finding(item, denial),
        (None, None) => silence(theme, coded),
    }
}

enum Person<'a> {
    Nothing,
    Says((&'a Coded, &'a Finding)),
    Conflict(Vec<(Level, Place)>),
}

/// What the people's codes come to: rule 10.
fn person_level<'a>(people: &[(&'a Coded, &'a Finding)]) -> Person<'a> {
    let known = |finding: &Finding| finding.level != Level::Unknown;
    let scoped = |scope: Scope| -> Vec<(&'a Coded, &'a Finding)> {
        people.iter().copied().filter(|(_, f)| f.scope == scope && known(f)).collect()
    };
    let whole = scoped(Scope::Edition);
    let passages = scoped(Scope::Passage);
    if disagree(&whole) {
        return Person::Conflict(places(&whole));
    }
    // Codes of one passage that disagree are a conflict; of different passages the highest wins.
    let mut of_passage: BTreeMap<&str, Vec<(&'a Coded, &'a Finding)>> = BTreeMap::new();
    for &(item, finding) in &passages {
        let text = item.entry.record.text(Meaning::Passage).unwrap_or_default();
        of_passage.entry(text).or_default().push((item, finding));
    }
    let mut disputed: Vec<(Level, Place)> = Vec::new();
    for same in of_passage.values().filter(|same| disagree(same)) {
        disputed.extend(places(same));
    }
    if !disputed.is_empty() {
        return Person::Conflict(disputed);
    }
    let whole = finest(&whole);
    let highest = best(&passages);
    match (whole, highest) {
        (Some(whole), Some(highest)) if exceeds(highest.1.level, whole.1.level) => {
            Person::Conflict(places(&[whole, highest]))
        }
        // The edition's own code knows more than the passages that happen to be listed; a finer passage refines it.
        (Some(whole), Some(highest))
            if whole.1.level == Level::Addressed && highest.1.level != Level::None =>
        {
            Person::Says(highest)
        }
        (Some(whole), _) => Person::Says(whole),
        (None, Some(highest)) => Person::Says(highest),
        (None, None) => people.first().map_or(Person::Nothing, |&unknown| Person::Says(unknown)),
    }
}

/// `addressed` says that it is one of mention and commitment, and agrees with either.
fn compatible(a: Level, b: Level) -> bool {
    a == b
        || matches!((a, b), (Level::Addressed, Level::Mention | Level::Commitment))
        || matches!((b, a), (Level::Addressed, Level::Mention | Level::Commitment))
}

fn disagree(findings: &[(&Coded, &Finding)]) -> bool {
    // An edition may have a hundred thousand codes, of which there are few different ones.
    let levels: BTreeSet<Level> = findings.iter().map(|(_, finding)| finding.level).collect();
    levels.iter().any(|a| levels.iter().any(|b| !compatible(*a, *b)))
}

/// Whether a passage's level is above what the whole edition is said to have.
fn exceeds(passage: Level, edition: Level) -> bool {
    passage > edition && !compatible(passage, edition)
}

/// Of codes that agree, the one that says more than `addressed`.
fn finest<'a>(findings: &[(&'a Coded, &'a Finding)]) -> Option<(&'a Coded, &'a Finding)> {
    findings.iter().find(|(_, f)| f.level != Level::Addressed).or(findings.first()).copied()
}

/// The highest level, the earliest of equals; statements of absence are no evidence.
fn best<'a>(findings: &[(&'a Coded, &'a Finding)]) -> Option<(&'a Coded, &'a Finding)> {
    let mut best: Option<(&Coded, &Finding)> = None;
    for &(item, finding) in findings {
        if finding.basis == Basis::Stated {
            continue;
        }
        if best.is_none_or(|(_, held)| finding.level > held.level) {
            best = Some((item, finding));
        }
    }
    best
}

fn machine_level(machine: &[(&Coded, &Finding)]) -> Option<Level> {
    best(machine)
        .map(|(_, finding)| finding.level)
        .or_else(|| machine.iter().any(|(_, f)| f.basis == Basis::Stated).then_some(Level::None))
}

fn places(findings: &[(&Coded, &Finding)]) -> Vec<(Level, Place)> {
    findings.iter().map(|(_, finding)| (finding.level, finding.place.clone())).collect()
}

fn conflict(theme: usize, places: &[(Level, Place)], whose: &Whose<'_>, problems: &mut Diagnostics) -> Cell {
    let disagree = Remark::disagree(places);
    let message = disagree.to_string().replacen("codes", &format!("codes for {}", whose.describe(theme)), 1);
    for (_, place) in places {
        problems.push(
            Kind::Conflict,
            place,
            message.clone(),
            "settle it in the spreadsheet; until then the level is `unknown`",
        );
    }
    Cell {
        level: Level::Unknown,
        basis: Basis::Coded,
        section: String::new(),
        page: String::new(),
        evidence: String::new(),
        matched: Vec::new(),
        rule: "conflict".to_owned(),
        place: places.first().map_or_else(|| Place::file(""), |(_, place)| place.clone()),
        note: Remarks::one(disagree),
        machine: None,
        wide: false,
    }
}

fn from_finding(item: &Coded, finding: &Finding) -> Cell {
    let record = &item.entry.record;
    let text = |meaning| record.text(meaning).unwrap_or_default().to_owned();
    // A person's code of a passage rests on that passage; of a whole edition, on the cell alone.
    let passage = record.text(Meaning::Passage).filter(|_| finding.by == By::Person);
    let (evidence, matched) = match passage {
        Some(passage) => (passage.to_owned(), vec![finding.evidence.to_string()]),
        None => (finding.evidence.to_string(), strings(&finding.matched)),
    };
    Cell {
        level: finding.level,
        basis: finding.basis,
        section: text(Meaning::Section),
        page: text(Meaning::Page),
        evidence,
        matched,
        rule: finding.rule.as_str().to_owned(),
        place: finding.place.clone(),
        note: finding.note.clone(),
        machine: None,
        wide: false,
    }
}

/// Rule 9: the person's code stands, and the difference is told.
fn note_difference(
    cell: &mut Cell,
    machine: &[(&Coded, &Finding)],
    machine_says: Option<Level>,
    theme: usize,
    whose: &Whose<'_>,
    problems: &mut Diagnostics,
) {
    let Some(says) = machine_says else { return };
    if compatible(cell.level, says) {
        return;
    }
    cell.machine = Some(says);
    let shown = best(machine).or_else(|| machine.first().copied());
    let because = shown.map_or_else(String::new, |(_, finding)| {
        format!(" ({} at {})", finding.rule.as_str(), finding.place)
    });
    problems.push(
        Kind::CodeDiffers,
        &cell.place,
        format!(
            "a person coded `{}` as `{}`; the machine says `{}`{because}",
            whose.describe(theme),
            cell.level.as_str(),
            says.as_str()
        ),
        "the person's code is kept",
    );
}

/// Rule 8: with any text for the edition a theme not found is `none`, and only `silent`; with none it is unknown.
fn silence(theme: usize, coded: &[Coded]) -> Cell {
    // What was not read may hold it: then nothing is known, and nothing is told as absent.
    if let Some(unread) = coded.iter().find(|item| item.is_unread_for(theme)) {
        let language = unread.not_coded_language().map(str::to_owned);
        return nothing(theme, coded, "language-not-coded", Remarks::one(Remark::NotRead(language)));
    }
    // What is still to be written down may hold it, too.
    if coded.iter().any(|item| item.is_pending_for(theme)) {
        return nothing(theme, coded, "missing", Remarks::default());
    }
    match coded.iter().find(|item| item.is_read_for(theme)) {
        Some(item) => {
            let record = &item.entry.record;
            let words = record.get(Meaning::Passage).or_else(|| record.get(Meaning::Statement));
            Cell {
                level: Level::None,
                basis: Basis::Silent,
                rule: "silent".to_owned(),
                place: words.map_or_else(|| record.place.clone(), |words| words.place()),
                wide: coded.iter().any(|item| item.is_wide_for(theme)),
                ..nothing(theme, coded, "", Remarks::default())
            }
        }
        None => nothing(theme, coded, "missing", Remarks::default()),
    }
}

/// Unknown, with the place where a level would stand.
fn nothing(theme: usize, coded: &[Coded], rule: &str, note: Remarks) -> Cell {
    let own = coded.iter().flat_map(|item| &item.findings).find(|finding| finding.theme == theme);
    let place = own
        .map(|finding| &finding.place)
        .or(coded.first().map(|item| &item.entry.record.place))
        .map_or_else(|| Place::file(""), Clone::clone);
    Cell {
        level: Level::Unknown,
        basis: Basis::Missing,
        section: String::new(),
        page: String::new(),
        evidence: String::new(),
        matched: Vec::new(),
        rule: rule.to_owned(),
        place,
        note,
        machine: None,
        wide: false,
    }
}
