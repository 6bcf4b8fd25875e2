//! A sheet's own key: `0 = none, 1 = mention, 2 = commitment`, above, below or beside the table, or on its own sheet.
//!
//! Only what is written as a key is taken; a code that is given two meanings is not taken at all.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::columns::Vocabulary;
use super::grid::{Grid, Row};
use crate::diagnostic::{Located, Place};

/// A meaning longer than this is an explanation, not the words of a code.
const LONGEST_WORDS: usize = 80;
const LONGEST_CODE: usize = 12;
/// A longer text is no note on a scale, in bytes.
const LONGEST_NOTE: usize = 200;

/// Codes to words, each with the cell that says so. `None` for a code that is given two meanings.
#[derive(Debug, Clone, Default)]
pub(super) struct Key {
    entries: BTreeMap<String, Option<Located<Arc<str>>>>,
    /// A scale of which only the ends are given: `(0-2)` in a header. Numbers then need words from elsewhere.
    range: Option<Located<Arc<str>>>,
}

impl Key {
    /// What a code means by this key.
    pub(super) fn words(&self, code: &str) -> Option<&Located<Arc<str>>> {
        let code = fold(code);
        let number = || code.starts_with(|c: char| c.is_ascii_digit());
        match self.entries.get(&code) {
            Some(words) => words.as_ref(),
            None => self.range.as_ref().filter(|_| number()),
        }
    }

    /// Takes over the codes of another key that this one does not have.
    pub(super) fn fall_back_on(&mut self, other: &Self) {
        for (code, words) in &other.entries {
            self.entries.entry(code.clone()).or_insert_with(|| words.clone());
        }
        self.range = self.range.take().or_else(|| other.range.clone());
    }

    /// Reads all cells of a sheet that is a key.
    pub(super) fn of_sheet(grid: &Grid) -> Self {
        let mut key = Self::default();
        for row in &grid.rows {
            if !key.pair(row, grid, Trust::Titled) {
                key.cells(row, grid, |_| true);
            }
        }
        key
    }

    /// Reads a row that is part of a key and nothing else; `false`, and nothing read, where it is not.
    pub(super) fn row(&mut self, row: &Row, grid: &Grid, trust: Trust) -> bool {
        if self.pair(row, grid, trust) {
            return true;
        }
        let whole = row.cells.iter().all(|(_, text)| !parse(text).is_empty());
        if whole {
            self.cells(row, grid, |_| true);
        }
        whole
    }

    /// Reads the cells of the columns that are asked for; how many of them were entries.
    pub(super) fn cells(&mut self, row: &Row, grid: &Grid, wanted: impl Fn(u32) -> bool) -> usize {
        let mut found = 0;
        for (column, text) in row.cells.iter().filter(|(column, _)| wanted(*column)) {
            let entries = parse(text);
            found += usize::from(!entries.is_empty());
            for (code, words) in entries {
                self.add(&code, &words, grid.cell(row.number, *column));
            }
        }
        found
    }

    /// Reads what the header says of the codes below it: `ICT (0 = no, 1 = mention)`, or only `Level (0-2)`.
    pub(super) fn header(&mut self, row: &Row, grid: &Grid) {
        static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"[(\[]\s*([01]\s*(?:[-–—]|to|à|a|bis|al?)\s*(?:10|[1-9]))\s*[)\]]").ok()
        });
        self.cells(row, grid, |_| true);
        for (column, text) in &row.cells {
            let bracketed = text.contains(['(', '[']);
            let found = if bracketed { RANGE.as_ref().and_then(|range| range.captures(text)) } else { None };
            let found = found.and_then(|found| found.get(1));
            if let Some(range) = found
                && self.range.is_none()
            {
                self.range = Some(Located::new(Arc::from(range.as_str()), grid.cell(row.number, *column)));
            }
        }
    }

    /// Reads a note that says in a sentence what a code means: `x marks themes that are missing`.
    pub(super) fn sentence(&mut self, row: &Row, grid: &Grid) {
        for (column, text) in row.cells.iter().filter(|(_, text)| text.len() <= LONGEST_NOTE) {
            if let Some((code, words)) = meant(text) {
                self.add(&code, &words, grid.cell(row.number, *column));
            }
        }
    }

    /// Reads what a note or a title says in a sentence: of a code, `x marks themes that are missing`, or of all numbers,
    /// `Scale: 0-3`, `Number of measures per theme`.
    pub(super) fn note(&mut self, row: &Row, grid: &Grid) {
        static SCALE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(
                r"(?i)\b(?:scale|scores?|scored|rating|rated|punkte|skala|échelle|escala|puntaje|puntuación|scala|punteggio)\b([^.;]{0,14}?)\b([01]\s*(?:[-–—]|to|à|a|bis|al?)\s*(?:10|[2-9]))\b",
            )
            .ok()
        });
        static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"(?i)^(?:number|count|no\.?) of (?:measures|mentions|actions|references|commitments|paragraphs|passages)\b|^pages? (?:number )?of (?:the )?(?:first )?(?:mention|reference)")
                .ok()
        });
        self.sentence(row, grid);
        for (column, text) in row.cells.iter().filter(|(_, text)| text.len() <= LONGEST_NOTE) {
            let digit = text.contains(|c: char| c.is_ascii_digit());
            let scale = SCALE.as_ref().filter(|_| digit).and_then(|scale| scale.captures(text));
            // "Scores: see pages 2-5" states none.
            let points = |between: &str| {
                let between = between.to_lowercase();
                ["see", "page", "pp", "chapter", "table", "annex"]
                    .into_iter()
                    .any(|word| between.contains(word))
            };
            let scale = scale.filter(|found| !found.get(1).is_some_and(|between| points(between.as_str())));
            let scale = scale.and_then(|found| found.get(2)).map(|range| range.as_str());
            let begins = text.get(..1).is_some_and(|first| "ncpNCP".contains(first));
            let counts = || COUNT.as_ref().filter(|_| begins).is_some_and(|count| count.is_match(text));
            let range = scale.or_else(|| counts().then_some("0-9"));
            if let Some(range) = range.filter(|_| self.range.is_none() && self.entries.is_empty()) {
                self.range = Some(Located::new(Arc::from(range), grid.cell(row.number, *column)));
            }
        }
    }

    /// `2 | commitment`: a code beside its words, in a row of their own.
    fn pair(&mut self, row: &Row, grid: &Grid, trust: Trust) -> bool {
        let [(left, code), (right, words)] = &row.cells[..] else { return false };
        let plausible = match trust {
            Trust::Titled => code.chars().count() <= LONGEST_CODE,
            Trust::Stray => is_bare_code(code),
        };
        if !plausible || *right != left + 1 || !are_words(words) {
            return false;
        }
        let code = code.trim_end_matches(['=', ':']).trim_end();
        self.add(code, words.trim_start_matches(['=', ':']).trim_start(), grid.cell(row.number, *right));
        true
    }

    /// Adds what a code means.
    pub(super) fn add(&mut self, code: &str, words: &str, place: Place) {
        let words = words.trim().trim_end_matches(['.', ',', ';', '|', '/', ')', ']']).trim_end();
        if words.is_empty() {
            return;
        }
        let entry = self.entries.entry(fold(code));
        let new = || Some(Located::new(Arc::from(words), place));
        let slot = entry.or_insert_with(new);
        if slot.as_ref().is_some_and(|known| fold(&known.value) != fold(words)) {
            *slot = None;
        }
    }
}

/// The code and its words in a sentence.
fn meant(text: &str) -> Option<(String, String)> {
    const VERBS: [&str; 7] = ["mark", "mean", "show", "indicat", "signif", "stand", "denot"];
    static MEANS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)^(?:notes?:?\s+|key:?\s+)?(?:cells?\s+(?:marked\s+)?with\s+)?(?:an?\s+|the\s+|une?\s+)?["'“«]?(x|✓|✔|√|yes|no|1|0|cross|tick|oui|non|sí|si)["'”»]?(\s*:\s+|\s+(?:marks?|means?|shows?|indicates?|signif(?:ies|ie|ica)|stands? for|denotes?|says?)\s+)(?:that\s+|que\s+)?(\p{L}.{4,79})$"#,
        )
        .ok()
    });
    // A pattern takes longer to make than a small sheet to read.
    let lower = text.to_lowercase();
    let colon = lower.chars().take(8).any(|c| c == ':');
    if !colon && !VERBS.iter().any(|verb| lower.contains(verb)) {
        return None;
    }
    let found = MEANS.as_ref()?.captures(text.trim())?;
    let (code, says) = (found.get(1)?.as_str().to_lowercase(), found.get(2)?.as_str());
    // "1: data of 2019" is a footnote.
    if says.contains(':') && ["0", "1"].contains(&&*code) {
        return None;
    }
    let code = match &*code {
        "cross" => "x".to_owned(),
        "tick" => "✓".to_owned(),
        _ => code,
    };
    Some((code, found.get(3)?.as_str().to_owned()))
}

/// How surely a row belongs to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It stands under the title of a key, or on a sheet of that name.
    Titled,
    /// It stands anywhere outside the table.
    Stray,
}

/// Whether a title of a key stands in the row.
pub(super) fn is_title(row: &Row, vocabulary: &Vocabulary) -> bool {
    row.cells.len() == 1 && row.cells.iter().all(|(_, text)| vocabulary.is_key_title(text))
}

fn fold(code: &str) -> String {
    let code = code.trim().to_lowercase();
    // `1,0` where a sheet shows its scores with a decimal.
    let whole = code.strip_suffix(".0").or_else(|| code.strip_suffix(",0"));
    let whole = whole.filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    whole.map(str::to_owned).unwrap_or(code)
}

/// A number, a letter or a sign: what stands for a code without any doubt.
fn is_bare_code(code: &str) -> bool {
    static BARE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^(?:\d{1,2}(?:[.,]\d)?|\p{L}|[^\p{L}\d\s]{1,2})\s*[=:]?$").ok());
    BARE.as_ref().is_some_and(|bare| bare.is_match(code))
}

fn are_words(text: &str) -> bool {
    text.chars().count() <= LONGEST_WORDS && text.chars().any(char::is_alphabetic)
}

/// The codes and words of a cell; none where the cell is no key.
fn parse(text: &str) -> Vec<(String, String)> {
    // `0 = none`: an equals sign says so by itself. The code is a short word at the start or after a separator.
    static EQUALS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?m)(?:^|[\s,;|/(\[:])([^\s=,;:()\[\]|/]{1,12})\s*=\s*").ok());
    // `0: none; 1: mention`: a colon or dash stands in prose as well, so that only numbers, capitals and signs are
    // codes, and one entry alone is none.
    static COLON: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?m)(?:^|[,;|(\[:])\s*(\d{1,2}|\p{Lu}|[^\p{L}\d\s,;:|()\[\]]{1,2})\s*[:–—-]\s+").ok()
    });
    // `● commitment ○ mention`: signs that are not bullets of a list, since each is another one.
    static SIGNS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?m)(?:^|\s)(\p{So}|\p{Sm}|[–—-])\u{FE0F}?\s+").ok());
    // A pattern takes longer to make than most workbooks to read: none is made for a text that cannot fit it.
    let equals = text.contains('=');
    let colon = text.contains([':', '–', '—', '-']);
    let signs = text.contains(|c: char| !c.is_ascii() || "+<=>|~-".contains(c));
    let patterns = [(equals, &EQUALS, 1), (colon, &COLON, 2), (signs, &SIGNS, 2)];
    for (_, pattern, least) in patterns.into_iter().filter(|(may_fit, ..)| *may_fit) {
        let entries = pattern.as_ref().map(|pattern| split(text, pattern)).unwrap_or_default();
        if entries.len() >= least && entries.iter().all(|(_, words)| are_words(words)) {
            return entries;
        }
    }
    // One sign with its words in a cell of its own: `● commitment`.
    let one = if signs { SIGNS.as_ref().map(|pattern| split(text, pattern)) } else { None };
    one.filter(|one| one.len() == 1).map_or(Vec::new(), |one| {
        let alone = one.iter().all(|(code, words)| text.starts_with(code.as_str()) && are_words(words));
        let sign = one.iter().all(|(code, _)| !matches!(code.as_str(), "-" | "–" | "—" | "+" | "="));
        if alone && sign && text.split_whitespace().count() <= 5 { one } else { Vec::new() }
    })
}

/// Splits a text at the codes: each has the words up to the next.
fn split(text: &str, pattern: &Regex) -> Vec<(String, String)> {
    let found: Vec<_> = pattern.captures_iter(text).filter_map(|c| Some((c.get(0)?, c.get(1)?))).collect();
    let ends = found.iter().skip(1).map(|(whole, _)| whole.start()).chain([text.len()]);
    let entries = found.iter().zip(ends).map(|((whole, code), end)| {
        let words = text.get(whole.end()..end).unwrap_or_default();
        let words = words.trim().trim_end_matches([',', ';', '|', '/', '.', ')', ']']).trim_end();
        (code.as_str().to_owned(), words.to_owned())
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        let entries: Vec<_> =
            parse(text).into_iter().map(|(code, words)| format!("{code}={words}")).collect();
        entries.join("|")
    }

    #[test]
    fn keys_as_people_write_them() {
        for (text, expected) in [
            ("0 = none, 1 = mention, 2 = commitment", "0=none|1=mention|2=commitment"),
            (
                "Scale: 0=not addressed; 1=mentioned, no action; 2=action.",
                "0=not addressed|1=mentioned, no action|2=action",
            ),
            ("Y = yes; N = no", "Y=yes|N=no"),
            ("Key (2 = commitment, 1 = mention)", "2=commitment|1=mention"),
            ("0: none; 1: mention; 2: commitment", "0=none|1=mention|2=commitment"),
            ("● commitment ○ mention – none", "●=commitment|○=mention|–=none"),
            ("● commitment", "●=commitment"),
            ("0 = none\n1 = mention", "0=none|1=mention"),
            ("2 = commitment", "2=commitment"),
        ] {
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_say_what_a_code_means() {
        let told = |text| meant(text).map(|(code, words)| format!("{code}={words}"));
        for (text, expected) in [
            ("x marks themes that are missing", "x=themes that are missing"),
            ("Note: an x stands for topics that the NAP leaves out", "x=topics that the NAP leaves out"),
            ("Cells marked with x indicate that the theme is absent.", "x=the theme is absent."),
            ("A cross means that the NAP is silent", "x=the NAP is silent"),
            ("1 means the theme is missing", "1=the theme is missing"),
            ("x: not yet coded", "x=not yet coded"),
        ] {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["1: data of 2019", "What x means", "Yes", "Marks and codes", "Note: see annex"] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn prose_is_no_key() {
        for text in [
            "Note: coded by two people in 2019",
            "Plans read between May and June - see the annex",
            "n = 16",
            "Round 2: the plans of 2017",
            "- a remark",
            "A: an appendix to the plan",
            "Coverage of 16 plans",
        ] {
            assert_eq!(parsed(text), "", "{text}");
        }
    }

    #[test]
    fn a_header_may_hold_the_key_or_only_the_ends_of_the_scale() {
        let source = Arc::new(crate::diagnostic::Source { file: "a.csv".into(), sheet: None });
        let read = |header: &str| {
            let mut cells =
                super::super::grid::Builder::new(Arc::clone(&source), &super::super::Limits::default());
            cells.text(0, 0, "Country").unwrap();
            cells.text(0, 1, header).unwrap();
            let grid = cells.finish();
            let mut key = Key::default();
            key.header(&grid.rows[0], &grid);
            ["0", "1", "yes"].map(|code| key.words(code).map(|words| words.value.to_string()))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("ICT (0 = no, 1 = mention)"), [some("no"), some("mention"), None]);
        assert_eq!(read("Level (0–2)"), [some("0–2"), some("0–2"), None]);
        assert_eq!(read("ICT (2014-2017)"), [None, None, None]);
        assert_eq!(read("ICT"), [None, None, None]);
    }

    #[test]
    fn a_code_with_two_meanings_has_none() {
        let place = Place::file("a");
        let mut key = Key::default();
        key.add("X", "yes", place.clone());
        key.add("x", "Yes", place.clone());
        assert_eq!(key.words("x").map(|w| &*w.value), Some("yes"));
        key.add("2", "commitment", place.clone());
        assert_eq!(key.words("2,0").map(|w| &*w.value), Some("commitment"));
        assert!(key.words("2,5").is_none());
        key.add("X", "no", place);
        assert!(key.words("x").is_none());
    }
}
