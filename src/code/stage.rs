//! Statements to findings: what a person coded, and what the machine reads in the same row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::coded::{By, Coded, Finding, ReadText, Reading, Scope};
use super::coder::Coder;
use super::filed::Filed;
use super::heard::{Text, hear};
use super::language::{Language, Other, TEXTS, any_of, languages, of_one_sheet};
use super::marks::Seen;
use super::{Basis, Codebook, Level, LevelWord, Remarks, Rule, Via};
use crate::diagnostic::{Diagnostics, Kind, Source, short};
use crate::read::{Cell, Meaning, Shape};
use crate::resolve::{Entry, Iso3};

/// What the coder needs of countries.
pub trait States: Sync {
    /// Each country with its names, and in English its adjectives, in a language by its tag: `Switzerland`, `Swiss`.
    /// The countries are the same, in the same order, in every language.
    fn names(&self, language: &str) -> Vec<(Iso3, Vec<String>)>;
}

/// Rows that are shared among the threads at once.
const ROWS_TOGETHER: usize = 8192;

/// Codes every statement, in the order given.
///
/// What cannot be understood is a problem at its cell: an unknown theme, level or scale, a language not covered.
#[must_use]
pub fn code(
    mut entries: Vec<Entry>,
    codebook: &Codebook,
    gazetteer: &dyn States,
    problems: &mut Diagnostics,
) -> Vec<Coded> {
    let coder = Coder::new(codebook, gazetteer);
    super::given::take_out(&mut entries, codebook, problems);
    // Most texts are in the main language.
    let with_text = |entry: &Entry| TEXTS.iter().any(|(meaning, _)| entry.record.get(*meaning).is_some());
    let prepare = || entries.iter().any(with_text).then(|| coder.prepare(0));
    let ((languages, _), (sheets, filed)) = rayon::join(
        || rayon::join(|| languages(&entries, codebook), prepare),
        || (sheets(&entries, codebook), Filed::of(&entries, codebook)),
    );
    let unseen = Sheet::default();
    let spoken: Vec<usize> =
        (0..codebook.tongues.len()).filter(|t| is_spoken(*t, &entries, &languages)).collect();
    spoken.into_par_iter().for_each(|tongue| coder.prepare(tongue));
    // Of few rows is anything told, and what is comes in their order.
    let told: Mutex<BTreeMap<usize, Diagnostics>> = Mutex::default();
    let one = |(number, (entry, languages)): (usize, (Entry, &_))| {
        let mut problems = Diagnostics::new();
        let sheet = sheets.get(&*entry.record.place.source).unwrap_or(&unseen);
        let mut stage = Stage { codebook, coder: &coder, sheet, filed: &filed, problems: &mut problems };
        let coded = stage.entry(entry, *languages);
        if !problems.is_empty() {
            told.lock().unwrap_or_else(PoisonError::into_inner).insert(number, problems);
        }
        coded
    };
    let mut coded = Vec::with_capacity(entries.len());
    let mut languages = languages.as_slice();
    // Some at a time: what is handed over between threads, or is coded already, is not another copy of all.
    for some in parted(entries) {
        let (of_some, rest) = languages.split_at(some.len());
        languages = rest;
        coded.par_extend(some.into_par_iter().zip(of_some).enumerate().map(one));
        let told = std::mem::take(&mut *told.lock().unwrap_or_else(PoisonError::into_inner));
        told.into_values().for_each(|found| problems.extend(found));
    }
    super::lint::codes_without_passage(&coded, problems);
    coded
}

/// Whether one of the texts is in the language of this number.
fn is_spoken(tongue: usize, entries: &[Entry], languages: &[[Language; 2]]) -> bool {
    let is = |language: &Language| language.tongues().iter().any(|number| usize::from(*number) == tongue);
    entries.iter().zip(languages).any(|(entry, languages)| {
        let mut texts = TEXTS.iter().zip(languages);
        texts.any(|((meaning, _), language)| is(language) && entry.record.get(*meaning).is_some())
    })
}

/// The entries in parts of [`ROWS_TOGETHER`], each of which can be given back when it is done with.
fn parted(mut entries: Vec<Entry>) -> impl Iterator<Item = Vec<Entry>> {
    let mut parts = Vec::new();
    while entries.len() > ROWS_TOGETHER {
        let whole = (entries.len() - 1) / ROWS_TOGETHER * ROWS_TOGETHER;
        parts.push(entries.split_off(whole));
    }
    entries.shrink_to_fit();
    parts.push(entries);
    parts.into_iter().rev()
}

/// The codes of one sheet.
#[derive(Default)]
struct Sheet {
    /// Taken together.
    seen: Seen,
    /// What each of them comes to where no key explains it, so that it is found out once and not for each row. Those of
    /// tables with more than [`MOST_CODES`] are not among them.
    levels: BTreeMap<Box<str>, LevelWord>,
}

/// Most different codes of a sheet that are read ahead: people write a few.
const MOST_CODES: usize = 64;

/// The codes of each sheet. What is said of numbers holds for the whole file.
fn sheets(entries: &[Entry], codebook: &Codebook) -> BTreeMap<Source, Sheet> {
    let mut sheets: BTreeMap<Source, (BTreeSet<&str>, Sheet)> = BTreeMap::new();
    for rows in entries.chunk_by(of_one_sheet) {
        let coded = rows.iter().filter(|entry| is_coded(entry));
        // A sheet has few codes, and each of them many times: gathered one by one, for the set would sort all rows.
        let mut codes: BTreeSet<&str> = BTreeSet::new();
        let mut by_key: BTreeSet<(&str, &str)> = BTreeSet::new();
        for record in coded.map(|entry| &entry.record) {
            let code = record.text(Meaning::Level).unwrap_or_default();
            codes.insert(code);
            by_key.extend(record.text(Meaning::LevelByKey).map(|key| (code, key)));
        }
        if let Some(first) = rows.first().filter(|_| !codes.is_empty()) {
            let (known, sheet) = sheets.entry((*first.record.place.source).clone()).or_default();
            codes.iter().for_each(|code| codebook.values.see(code, &mut sheet.seen));
            sheet.seen.turned |= by_key.into_iter().any(|(code, key)| codebook.values.turns(code, key));
            if codes.len() <= MOST_CODES {
                known.extend(codes);
            }
        }
    }
    let scaled = sheets.iter().filter(|(_, (_, sheet))| sheet.seen.scale);
    let scaled: BTreeSet<String> = scaled.map(|(source, _)| source.file.clone()).collect();
    // What a code comes to hangs on all others of its sheet, and on the file.
    let whole = |(source, (codes, mut sheet)): (Source, (BTreeSet<&str>, Sheet))| {
        sheet.seen.scale = scaled.contains(&source.file);
        let levels =
            codes.into_iter().map(|code| (code.into(), codebook.level_beside(code, None, &sheet.seen)));
        sheet.levels = levels.collect();
        (source, sheet)
    };
    sheets.into_iter().map(whole).collect()
}

/// Whether a person's codes stand in the table.
fn is_coded(entry: &Entry) -> bool {
    entry.record.shape != Shape::Passages || entry.record.get(Meaning::Level).is_some()
}

struct Stage<'a> {
    codebook: &'a Codebook,
    coder: &'a Coder<'a>,
    /// The codes of the entry's sheet.
    sheet: &'a Sheet,
    filed: &'a Filed,
    problems: &'a mut Diagnostics,
}

impl Stage<'_> {
    fn entry(&mut self, entry: Entry, languages: [Language; 2]) -> Coded {
        let record = &entry.record;
        let themes = self.themes(&entry);
        let mut read = Reading::default();
        if record.get(Meaning::Placeholder).is_some() {
            read.pending.clone_from(&themes);
        }
        let coded_by_person = is_coded(&entry);
        if let Some(code) = record.get(Meaning::Level).filter(|_| record.get(Meaning::Theme).is_none()) {
            let message = format!("`{}` is a code of no theme; it was not used", short(code.value, 60));
            self.problems.push(Kind::UnknownTheme, &code.place(), message, "name the theme in every row");
        }
        let mut findings = Vec::new();
        if coded_by_person {
            findings.extend(self.person(&entry, &themes));
        }
        // A row filed under a theme, without a code, says what its passage is about; a code says more, and the
        // machine then reads the passage by itself, so that people and machine can be compared.
        let filed = if coded_by_person { Vec::new() } else { themes };
        for ((meaning, voice), language) in TEXTS.into_iter().zip(languages) {
            let Some(field) = record.get(meaning) else { continue };
            match hear(self.coder, &entry, &Text { field, voice }, &filed, language) {
                Ok(heard) => {
                    let tag = Language::Coded(heard.tongue).tag(&self.codebook.tongues);
                    read.texts.push(ReadText::new(meaning, tag, Some(heard.tongue)));
                    findings.extend(heard.findings);
                    read.wide.extend(heard.wide);
                    read.uncovered.extend(self.uncovered(field, usize::from(heard.tongue)));
                }
                Err(other) => {
                    let tag = language.tag(&self.codebook.tongues);
                    self.not_coded(field, other.name());
                    read.not_coded_language = Some(other.name());
                    read.texts.push(ReadText::new(meaning, tag, None));
                }
            }
        }
        Coded::new(entry, findings, read)
    }

    /// The themes that the row names; a cell may name several. An unknown one is a problem.
    fn themes(&mut self, entry: &Entry) -> Vec<usize> {
        let Some(field) = entry.record.get(Meaning::Theme) else { return Vec::new() };
        let Some(named) = self.filed.get(field.value) else { return Vec::new() };
        for (written, like) in &named.unknown {
            let hint = like.as_ref().map_or_else(
                || {
                    "name one of the codebook's themes, or add the theme to templates/codebook.toml"
                        .to_owned()
                },
                |spelling| {
                    format!(
                        "did you mean `{spelling}`? Correct the cell, or add the spelling to templates/codebook.toml"
                    )
                },
            );
            let message = format!("`{written}` is no theme of the codebook");
            self.problems.push(Kind::UnknownTheme, &field.place(), message, hint);
        }
        named.themes.clone()
    }

    /// What a person coded, a finding a theme.
    fn person(&mut self, entry: &Entry, themes: &[usize]) -> Vec<Finding> {
        let record = &entry.record;
        let field = record.get(Meaning::Level);
        let (level, rule) = field.map_or((Level::Unknown, Rule::NotCoded), |field| {
            self.level(field, record.text(Meaning::LevelByKey))
        });
        let scope = if record.get(Meaning::Passage).is_some() { Scope::Passage } else { Scope::Edition };
        let basis = if level == Level::Unknown { Basis::Missing } else { Basis::Coded };
        let finding = |theme: &usize| Finding {
            theme: *theme,
            level,
            basis,
            by: By::Person,
            scope,
            rule,
            via: Via::Filed,
            evidence: field.map(|field| Arc::clone(field.value).into()).unwrap_or_default(),
            matched: Box::default(),
            note: Remarks::written(record.text(Meaning::Note).unwrap_or_default()),
            // A blank cell of a matrix is named by its theme's place, which is the cell itself.
            place: field
                .or_else(|| record.get(Meaning::Theme))
                .map_or_else(|| record.place.clone(), |field| field.place()),
        };
        themes.iter().map(finding).collect()
    }

    fn level(&mut self, field: Cell<'_>, by_key: Option<&str>) -> (Level, Rule) {
        let known = self.sheet.levels.get(&**field.value).filter(|_| by_key.is_none()).copied();
        match known.unwrap_or_else(|| self.codebook.level_beside(field.value, by_key, &self.sheet.seen)) {
            LevelWord::Known(Level::Unknown) => (Level::Unknown, Rule::NotCoded),
            LevelWord::Known(level) => (level, Rule::PersonCode),
            LevelWord::NoScale => {
                let message =
                    format!("`{}` is a score, and the sheet does not say on which scale", field.value);
                let hint = "say what each score means in a key above the table, such as `2 = commitment`";
                self.not_understood(Kind::UnknownScale, field, message, hint)
            }
            LevelWord::Percent => {
                let message =
                    format!("`{}` is a share, which does not say how firmly the plan speaks", field.value);
                let hint = "write commitment, mention, addressed, none or unknown";
                self.not_understood(Kind::PercentValue, field, message, hint)
            }
            LevelWord::Several => {
                let message = format!("`{}` holds several codes that differ", short(field.value, 60));
                let hint = "write one code in the cell, or give each its own row";
                self.not_understood(Kind::SeveralCodes, field, message, hint)
            }
            LevelWord::NotUnderstood => {
                let message = match by_key {
                    Some(key) => format!(
                        "the key says of `{}` that it is `{}`, which is no level that the codebook knows",
                        short(field.value, 60),
                        short(key, 60)
                    ),
                    None if self.sheet.seen.turned => format!(
                        "the sheet's key says of a yes that it is none, and nothing of `{}`",
                        short(field.value, 60)
                    ),
                    None => format!("`{}` is no level that the codebook knows", short(field.value, 60)),
                };
                let hint = match field.value.trim() {
                    "x" | "X" | "×" => {
                        "beside other codes an x may be a tick or a cross: write yes or no, or say in a key above the \
                         table what `x = ` means"
                    }
                    "✗" | "✘" | "✕" | "✖" | "☒" => {
                        "where nothing but crosses is written, a cross may be a tick or a no: write yes or no, or say \
                         in a key above the table what the sign means"
                    }
                    // Wingdings has its tick and its cross under these letters.
                    "ü" | "û" | "þ" | "ý" => {
                        "this may be a tick or a cross of a symbol font, which is lost outside of it: write yes or no"
                    }
                    _ => {
                        "write commitment, mention, addressed, none or unknown, or add the word to [values] of \
                         templates/codebook.toml"
                    }
                };
                self.not_understood(Kind::UnknownLevel, field, message, hint)
            }
        }
    }

    fn not_understood(&mut self, kind: Kind, field: Cell<'_>, message: String, hint: &str) -> (Level, Rule) {
        self.problems.push(kind, &field.place(), message, hint);
        (Level::Unknown, Rule::NotUnderstood)
    }

    fn not_coded(&mut self, field: Cell<'_>, language: &str) {
        let languages: Vec<_> = self.codebook.languages().collect();
        let message = if language == Other::NOT_TOLD.name() {
            "the language of the text could not be told, and nothing was found in it; it was not coded"
                .to_owned()
        } else {
            format!("the text is in {language}, which the codebook does not cover; it was not coded")
        };
        let hint =
            format!("give the passage in {}, or code the row by hand in a level column", any_of(&languages));
        self.problems.push(Kind::LanguageNotCoded, &field.place(), message, hint);
    }

    /// The themes without terms in the language of a text, which are told at it.
    fn uncovered(&mut self, field: Cell<'_>, tongue: usize) -> Vec<usize> {
        let Some(tongue) = self.codebook.tongues.get(tongue) else { return Vec::new() };
        let missing: Vec<usize> =
            (0..).zip(&tongue.covers).filter(|(_, covered)| !**covered).map(|(n, _)| n).collect();
        for theme in missing.iter().filter_map(|theme| self.codebook.themes.get(*theme)) {
            let message = format!(
                "the theme `{}` has no terms in {}; the text was not coded for it",
                theme.id, tongue.name
            );
            let hint = format!("add its terms to codebook.{}.toml in the folder of templates", tongue.tag);
            self.problems.push(Kind::LanguageNotCoded, &field.place(), message, hint);
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::codebook::builtin;
    use super::*;
    use crate::diagnostic::Source;
    use crate::diagnostic::{Located, Place};
    use crate::read::Record;
    use crate::resolve::{End, Period};

    struct Two;

    impl States for Two {
        fn names(&self, _: &str) -> Vec<(Iso3, Vec<String>)> {
            let of = |iso: &str, names: [&str; 2]| (iso.parse().unwrap(), names.map(str::to_owned).to_vec());
            vec![of("CHE", ["Switzerland", "Swiss"]), of("FIN", ["Finland", "Finnish"])]
        }
    }

    fn entry(iso: &str, shape: Shape, fields: &[(Meaning, &str)]) -> Entry {
        let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some("Sheet1".into()) });
        let located = |(column, (meaning, text)): (u32, &(Meaning, &str))| {
            (*meaning, Located::new(Arc::from(*text), Place::cell(&source, 4, column)))
        };
        let record = Record::new(Place::row(&source, 4), shape, (0..).zip(fields).map(located).collect());
        let period = Period { start: Some(2020), end: End::Open, raw: String::new() };
        Entry { record, country: iso.parse().unwrap(), period, in_development: false }
    }

    fn one(iso: &str, shape: Shape, fields: &[(Meaning, &str)]) -> (Coded, Vec<String>) {
        let mut problems = Diagnostics::new();
        let mut coded = code(vec![entry(iso, shape, fields)], builtin(), &Two, &mut problems);
        let told = problems.sorted();
        let spot =
            |d: &crate::diagnostic::Diagnostic| d.place.as_ref().map(Place::spot_name).unwrap_or_default();
        (coded.remove(0), told.iter().map(|d| format!("{} {}", d.kind.code(), spot(d))).collect())
    }

    fn told(coded: &Coded) -> Vec<(usize, &str, &str, By, Scope)> {
        let row = |f: &Finding| (f.theme, f.level.as_str(), f.basis.as_str(), f.by, f.scope);
        coded.findings.iter().map(row).collect()
    }

    #[test]
    fn a_cell_of_a_matrix_is_a_code_of_the_edition() {
        let (coded, problems) =
            one("FIN", Shape::Matrix, &[(Meaning::Theme, "ai"), (Meaning::Level, "partial")]);
        assert_eq!(told(&coded), [(1, "mention", "coded", By::Person, Scope::Edition)]);
        assert!(problems.is_empty() && !coded.text_given());
        let (coded, problems) = one("FIN", Shape::Matrix, &[(Meaning::Theme, "ai")]);
        assert_eq!(told(&coded), [(1, "unknown", "missing", By::Person, Scope::Edition)]);
        assert!(problems.is_empty());
    }

    #[test]
    fn codes_that_are_not_understood_are_unknown_and_told_at_their_cell() {
        for (written, expected) in [
            ("50%", "percent-value B5"),
            ("2", "unknown-scale B5"),
            ("yes/no", "several-codes B5"),
            ("banana", "unknown-level B5"),
        ] {
            let (coded, problems) =
                one("FIN", Shape::Matrix, &[(Meaning::Theme, "ict"), (Meaning::Level, written)]);
            assert_eq!(told(&coded), [(0, "unknown", "missing", By::Person, Scope::Edition)]);
            assert_eq!(problems, [expected]);
        }
        let fields = [(Meaning::Theme, "ict"), (Meaning::Level, "2"), (Meaning::LevelByKey, "commitment")];
        assert_eq!(told(&one("FIN", Shape::Matrix, &fields).0)[0].1, "commitment");
    }

    /// What each code of a matrix is, with the kinds of the problems; `sheet:code`, a blank code for a blank cell.
    fn together(codes: &[&str]) -> (Vec<&'static str>, Vec<&'static str>) {
        let cells = (0_u32..).zip(codes).map(|(row, code)| {
            let (sheet, code) = code.split_once(':').unwrap();
            let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some(sheet.into()) });
            let located = |text: &str| Located::new(Arc::from(text), Place::cell(&source, row, 2));
            let fields = vec![(Meaning::Theme, located("ict")), (Meaning::Level, located(code))];
            let record = Record::new(Place::row(&source, row), Shape::Matrix, fields);
            let period = Period { start: Some(2020), end: End::Open, raw: String::new() };
            Entry { record, country: "FIN".parse().unwrap(), period, in_development: false }
        });
        let mut problems = Diagnostics::new();
        let coded = code(cells.collect(), builtin(), &Two, &mut problems);
        let levels = coded.iter().map(|coded| coded.findings[0].level.as_str()).collect();
        (levels, problems.sorted().iter().map(|problem| problem.kind.code()).collect())
    }

    #[test]
    fn what_a_code_means_may_hang_on_the_rest_of_its_sheet() {
        for (codes, levels, told) in [
            (&["A:0", "A:1", "A:"][..], &["none", "addressed", "unknown"][..], &[][..]),
            (&["A:0", "A:1", "A:2"], &["unknown"; 3], &["unknown-scale"; 3]),
            // One scale a workbook, with a sheet a theme.
            (
                &["A:0", "A:1", "B:3", "B:yes"],
                &["unknown", "unknown", "unknown", "addressed"],
                &["unknown-scale"; 3],
            ),
            (&["A:0", "A:1", "A:0.5"], &["unknown"; 3], &["unknown-scale"; 3]),
            (&["A:0", "A:1", "A:0.45"], &["unknown"; 3], &["percent-value"; 3]),
            (&["A:x", "A:", "A:X"], &["addressed", "unknown", "addressed"], &[]),
            (&["A:x", "A:-"], &["addressed", "unknown"], &[]),
            (&["A:x", "A:✓", "A:"], &["none", "addressed", "unknown"], &[]),
            (&["A:x", "A:yes"], &["unknown", "addressed"], &["unknown-level"]),
            (&["A:x", "A:o"], &["unknown", "unknown"], &["unknown-level"; 2]),
            // What another sheet does with its signs says nothing of this one.
            (&["A:x", "B:✓", "B:✗"], &["addressed", "addressed", "none"], &[]),
            (&["A:✗", "A:"], &["unknown", "unknown"], &["unknown-level"]),
            (&["A:☒", "A:☐"], &["unknown", "unknown"], &["unknown-level"]),
            (&["A:☒", "A:☑"], &["none", "addressed"], &[]),
            (&["A:o"], &["unknown"], &["unknown-level"]),
            (&["A:O", "A:N"], &["addressed", "none"], &[]),
            (&["A:J", "A:N"], &["addressed", "none"], &[]),
            (&["A:S", "A:N", "A:"], &["addressed", "none", "unknown"], &[]),
            (&["A:V", "A:F"], &["addressed", "none"], &[]),
            (&["A:V", "A:X"], &["unknown", "unknown"], &["unknown-level"; 2]),
            (&["A:+", "A:yes"], &["addressed"; 2], &[]),
            (&["A:+", "A:++", "A:-"], &["unknown"; 3], &["unknown-level"; 3]),
            (&["A:+", "A:-"], &["addressed", "unknown"], &["unknown-level"]),
        ] {
            let found = together(codes);
            assert_eq!((&found.0[..], &found.1[..]), (levels, told), "{codes:?}");
        }
    }

    #[test]
    fn a_sheet_of_very_many_codes_is_read_like_one_of_few() {
        let few = ["A:yes", "A:n/a", "A:x", "A:commitment"];
        let odd: Vec<String> = (0..MOST_CODES).map(|number| format!("A:word {number}")).collect();
        let all: Vec<&str> = few.into_iter().chain(odd.iter().map(String::as_str)).collect();
        let (levels, told) = together(&all);
        assert_eq!(levels[..few.len()], ["addressed", "unknown", "unknown", "commitment"]);
        assert!(levels[few.len()..].iter().all(|level| *level == "unknown"));
        assert_eq!(told, vec!["unknown-level"; 1 + MOST_CODES]);
        // One odd word beside them, so that the x means the same.
        let (of_few, told) = together(&all[..=few.len()]);
        assert_eq!((&of_few[..], told.len()), (&levels[..=few.len()], 2));
    }

    #[test]
    fn a_coded_passage_is_read_by_the_machine_too() {
        let fields = [
            (Meaning::Theme, "privacy"),
            (Meaning::Level, "commitment"),
            (Meaning::Passage, "The right to privacy is protected by law."),
        ];
        let (coded, _) = one("FIN", Shape::Coded, &fields);
        let expected = [
            (2, "commitment", "coded", By::Person, Scope::Passage),
            (2, "mention", "excerpt", By::Machine, Scope::Passage),
        ];
        assert_eq!(told(&coded), expected);
        assert_eq!(*coded.findings[1].matched, ["privacy", "is"]);
        assert_eq!(coded.findings[1].place.spot_name(), "C5");
    }

    #[test]
    fn the_same_words_commit_one_state_and_not_another() {
        let text = "Switzerland will review the export of spyware.";
        let level = |iso| one(iso, Shape::Passages, &[(Meaning::Passage, text)]).0.findings[0].level;
        assert_eq!((level("CHE"), level("FIN")), (Level::Commitment, Level::Mention));
    }

    #[test]
    fn a_row_filed_under_a_theme_takes_its_level_from_the_cues() {
        let fields =
            [(Meaning::Theme, "Remedy"), (Meaning::Passage, "The Ministry will train its officers.")];
        let (coded, _) = one("FIN", Shape::Passages, &fields);
        assert_eq!(told(&coded), [(3, "commitment", "excerpt", By::Machine, Scope::Passage)]);
        assert_eq!(coded.findings[0].via, Via::Filed);
        let fields =
            [(Meaning::Theme, "Remedy"), (Meaning::Statement, "No explicit reference is made to it.")];
        let (coded, _) = one("FIN", Shape::Passages, &fields);
        assert_eq!(told(&coded), [(3, "none", "stated", By::Machine, Scope::Passage)]);
    }

    #[test]
    fn a_statement_earns_a_mention_at_the_most() {
        let text = "The NAP does not refer to AI; the Government will regulate online platforms.";
        let (coded, _) = one("FIN", Shape::Passages, &[(Meaning::Statement, text)]);
        let levels: Vec<_> = told(&coded).into_iter().map(|f| (f.0, f.1, f.2)).collect();
        assert_eq!(levels, [(0, "mention", "excerpt"), (1, "none", "stated")]);
        assert!(coded.text_given());
    }

    #[test]
    fn a_text_in_another_language_is_unknown_and_told() {
        let text = "Die Regierung wird ein Beschwerdeverfahren für die Betroffenen von Unternehmen schaffen.";
        let (coded, problems) = one("FIN", Shape::Passages, &[(Meaning::Passage, text)]);
        assert_eq!(coded.not_coded_language(), Some("German"));
        assert!(coded.findings.is_empty() && !coded.text_given());
        assert_eq!(problems, ["language-not-coded A5"]);
    }

    #[test]
    fn a_code_in_a_column_of_passages_is_one_where_the_theme_is_known() {
        let of = |fields: &[(Meaning, &str)]| one("FIN", Shape::Passages, fields);
        let (coded, problems) = of(&[(Meaning::Theme, "ai"), (Meaning::Passage, "Not mentioned")]);
        assert_eq!(told(&coded), [(1, "none", "coded", By::Person, Scope::Edition)]);
        assert_eq!((problems, coded.text_given()), (vec!["no-passage B5".to_owned()], false));
        let (coded, _) = of(&[(Meaning::Theme, "ai"), (Meaning::Passage, "to be coded")]);
        assert!(coded.findings.is_empty() && coded.is_pending_for(1) && !coded.is_pending_for(0));
        // Beside a text of the row it says nothing of the theme.
        let (passage, absent) = ("The State will adopt rules on AI.", "Not addressed in the plan.");
        let (coded, _) =
            of(&[(Meaning::Theme, "ai"), (Meaning::Passage, passage), (Meaning::Statement, "n/a")]);
        assert_eq!(told(&coded), [(1, "commitment", "excerpt", By::Machine, Scope::Passage)]);
        let (coded, _) =
            of(&[(Meaning::Theme, "ai"), (Meaning::Passage, "n/a"), (Meaning::Statement, absent)]);
        assert_eq!(told(&coded), [(1, "none", "stated", By::Machine, Scope::Passage)]);
        let (coded, problems) = of(&[(Meaning::Passage, "No")]);
        assert_eq!((told(&coded).len(), coded.text_given()), (0, false));
        assert_eq!(problems, ["code-for-passage A5"]);
        assert_eq!(of(&[(Meaning::Passage, "n/a")]).1, ["no-passage A5"]);
    }

    #[test]
    fn themes_in_one_cell_are_told_apart_and_unknown_ones_named() {
        let fields = [(Meaning::Theme, "ICT; privacy; gendr"), (Meaning::Level, "yes")];
        let (coded, problems) = one("FIN", Shape::Coded, &fields);
        assert_eq!(
            told(&coded).iter().map(|f| (f.0, f.1)).collect::<Vec<_>>(),
            [(0, "addressed"), (2, "addressed")]
        );
        assert_eq!(problems, ["unknown-theme A5"]);
    }
}
