//! What a header means: words of a vocabulary file to meanings, labels of the codebook to themes.

mod answer;
mod asks;
mod column;
mod gaps;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

pub(super) use self::asks::Asks;
pub(super) use self::column::{Column, NOT_USED};
pub(super) use self::gaps::{is_not_of_plan, is_title_of_gaps};
use super::Meaning;
use super::clean::words;
use crate::diagnostic::{Diagnostics, Kind, Place, line_at};

/// Words past this are a sentence and no header.
const LONGEST_HEADER: usize = 24;
/// Headers over the numbers of rows. As words they would be a "no".
const NUMBERED: &[&str] = &["#", "No.", "no.", "N°", "n°", "Nº", "nº", "N.º", "Nr.", "№", "S/N"];
/// Bytes past this are no name or period.
const LONGEST_NAME: usize = 120;

/// What a later stage knows and the shape of a table hangs on. Without it, only headers tell where countries stand.
pub trait Names: std::fmt::Debug + Send + Sync {
    /// Whether a whole cell names a country, also with an edition beside it, or may be one of several countries.
    fn is_country(&self, text: &str) -> bool;
    /// Whether a whole cell comes close to a country's name, as a slip of the pen does.
    fn is_near_country(&self, text: &str) -> bool;
    /// Whether a whole cell is a period with years, or the ordinal of an edition (`2nd NAP`).
    fn is_period(&self, text: &str) -> bool;
    /// Whether a whole cell says whether a plan is there: `Adopted`, `In development`.
    fn is_status(&self, text: &str) -> bool;
    /// Whether it says so, and that it is not, or may not be.
    fn is_not_there(&self, text: &str) -> bool;
}

/// The words that headers, keys and furniture are known by.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    names: Option<Arc<dyn Names>>,
    headers: BTreeMap<String, Meaning>,
    /// Words of a label to the theme's id.
    themes: BTreeMap<String, Arc<str>>,
    /// Words beside a theme that change nothing.
    filler: BTreeSet<String>,
    /// Words beside any header that change nothing.
    small: BTreeSet<String>,
    /// Headers of columns that are known and deliberately not used.
    not_used: BTreeSet<String>,
    /// Words such as "Estado", which beside a country's column are about the plan's status.
    status: BTreeSet<String>,
    furniture: BTreeSet<String>,
    /// First words of a row that is a total: `Total yes`.
    totals: BTreeSet<String>,
    /// Names of sheets that hold lists, explanations and the like.
    no_data: BTreeSet<String>,
    keys: BTreeSet<String>,
    /// Words of the codebook for levels, as a mapping file may use them.
    levels: BTreeSet<String>,
}

/// The vocabulary file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    columns: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    headers: Filler,
    #[serde(default)]
    not_used: NotUsed,
    #[serde(default)]
    themes: Filler,
    #[serde(default)]
    rows: Furniture,
    #[serde(default)]
    sheets: Sheets,
    #[serde(default)]
    keys: Keys,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Filler {
    filler: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NotUsed {
    columns: Vec<Spanned<String>>,
    #[serde(default)]
    status: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Furniture {
    furniture: Vec<Spanned<String>>,
    #[serde(default)]
    totals: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Sheets {
    no_data: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Keys {
    titles: Vec<Spanned<String>>,
}

impl Vocabulary {
    /// The text of `templates/columns.toml` as this version of the tool ships it.
    #[must_use]
    pub fn builtin_text() -> &'static str {
        include_str!("../../templates/columns.toml")
    }

    /// Reads a vocabulary file.
    ///
    /// `None` where the text is no TOML of the right form. Single words that are wrong are left out. Both are
    /// reported at their line of `file`.
    #[must_use]
    pub fn from_toml(text: &str, file: &str, problems: &mut Diagnostics) -> Option<Self> {
        let mut bad = |span: Range<usize>, message: String, hint: &str| {
            problems.push(Kind::BadTemplate, &Place::line(file, line(text, &span)), message, hint);
        };
        let parsed: File = match toml::from_str(text) {
            Ok(parsed) => parsed,
            Err(why) => {
                let message = why.message().lines().next().unwrap_or_default().to_owned();
                bad(why.span().unwrap_or_default(), message, "see the comments in the file for its form");
                return None;
            }
        };
        let mut vocabulary = Self::default();
        for (meaning, listed) in parsed.columns {
            let Some(known) = meaning_named(meaning.get_ref()) else {
                let message = format!("`{}` is no meaning of a column", meaning.get_ref());
                bad(meaning.span(), message, &format!("use one of {}", names_of_meanings()));
                continue;
            };
            for word in listed {
                let folded = words(word.get_ref());
                if folded.is_empty() {
                    bad(word.span(), format!("`{}` holds no letter or digit", word.get_ref()), "take it out");
                } else if *vocabulary.headers.entry(folded).or_insert(known) != known {
                    let message = format!("`{}` is listed under two meanings", word.get_ref());
                    bad(word.span(), message, "keep it under one of them");
                }
            }
        }
        for word in parsed.not_used.columns {
            let folded = words(word.get_ref());
            if vocabulary.headers.contains_key(&folded) {
                let message = format!("`{}` has a meaning, and is listed as not used", word.get_ref());
                bad(word.span(), message, "keep it in one list");
            } else {
                vocabulary.not_used.insert(folded);
            }
        }
        let fold = |listed: Vec<Spanned<String>>| listed.iter().map(|w| words(w.get_ref())).collect();
        vocabulary.status = fold(parsed.not_used.status);
        vocabulary.small = fold(parsed.headers.filler);
        vocabulary.filler = fold(parsed.themes.filler);
        vocabulary.furniture = fold(parsed.rows.furniture);
        vocabulary.totals = fold(parsed.rows.totals);
        vocabulary.no_data = fold(parsed.sheets.no_data);
        vocabulary.keys = fold(parsed.keys.titles);
        Some(vocabulary)
    }

    /// With the ids of the codebook's themes, each with its labels as a header might say them.
    #[must_use]
    pub fn with_themes(mut self, themes: &[(String, Vec<String>)]) -> Self {
        for (id, labels) in themes {
            let shared: Arc<str> = Arc::from(id.as_str());
            for label in labels.iter().chain([id]) {
                self.themes.entry(words(label)).or_insert_with(|| Arc::clone(&shared));
            }
        }
        self.themes.remove("");
        self
    }

    /// With the words that the codebook knows for levels, so that a mapping file can be checked before any is used.
    #[must_use]
    pub fn with_levels(mut self, words: impl IntoIterator<Item = String>) -> Self {
        self.levels = words.into_iter().collect();
        self
    }

    /// Whether a word says a level. A number does not, whatever the codebook makes of it: it is what has to be explained.
    pub(super) fn is_level_word(&self, word: &str) -> bool {
        let word = word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let plain = ["commitment", "mention", "addressed", "none", "unknown"].contains(&word.as_str());
        plain || (word.chars().any(char::is_alphabetic) && self.levels.contains(&word))
    }

    /// Whether a cell holds a code: a word for a level, or a sign or number in its place.
    pub(super) fn is_code(&self, text: &str) -> bool {
        // "no, see p. 3" and "yes (p. 4)" are codes with a remark; "3/5" is one that is not understood.
        let head = text.split([',', ';', '(', ':', '–', '/']).next().unwrap_or_default();
        let short =
            text.chars().count() <= 2 || text.len() <= 6 && text.starts_with(|c: char| c.is_ascii_digit());
        self.is_level_word(head) || short
    }

    /// The ids of the codebook's themes.
    pub(super) fn theme_ids(&self) -> BTreeSet<Arc<str>> {
        self.themes.values().cloned().collect()
    }

    /// The same words, with what is known of countries and periods.
    #[must_use]
    pub fn with_names(mut self, names: Arc<dyn Names>) -> Self {
        self.names = Some(names);
        self
    }

    /// Whether a whole cell names a country.
    pub(super) fn is_country(&self, text: &str) -> bool {
        text.len() <= LONGEST_NAME && self.names.as_ref().is_some_and(|names| names.is_country(text))
    }

    /// Whether a text that stands alone in its row is a heading: no country, and nothing like one.
    pub(super) fn is_heading(&self, text: &str) -> bool {
        let known = |names: &Arc<dyn Names>| !names.is_country(text) && !names.is_near_country(text);
        self.names.as_ref().is_some_and(known)
    }

    /// The edition that stands in a header beside a theme or another known word: `ICT 2014-2017`, `AI (2nd NAP)`.
    pub(super) fn edition_beside(&self, header: &str) -> Option<String> {
        self.parted(header).map(|(edition, _)| edition)
    }

    /// A header as an edition and what stands beside it.
    fn parted(&self, header: &str) -> Option<(String, Column)> {
        fn bare(text: &str) -> &str {
            text.trim_matches(|c: char| !c.is_alphanumeric())
        }
        /// Each cut asks for a period; a longer text is a question or a passage.
        const LONGEST: usize = 60;
        let header = if header.len() <= LONGEST { header.trim() } else { "" };
        let cuts = header.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
        cuts.filter_map(|at| header.split_at_checked(at)).flat_map(|(a, b)| [(a, b), (b, a)]).find_map(
            |(period, rest)| {
                let (period, rest) = (bare(period), bare(rest));
                let known = self.is_period(period) && !self.is_period(rest);
                known.then(|| self.column(rest)).flatten().map(|column| (period.to_owned(), column))
            },
        )
    }

    /// Whether most cells are about plans, one of which is not there: `In development`, `Adopted`.
    pub(super) fn are_statuses<'t>(&self, texts: impl Iterator<Item = &'t Arc<str>>) -> bool {
        // Under `NAP?`.
        const YES: [&str; 6] = ["yes", "y", "oui", "si", "ja", "sim"];
        let Some(names) = &self.names else { return false };
        let (mut all, mut known, mut lacking) = (0, 0, 0);
        for text in texts {
            all += 1;
            known += usize::from(names.is_status(text) || YES.contains(&&*words(text)));
            lacking += usize::from(names.is_not_there(text));
        }
        lacking > 0 && known * 3 >= all * 2
    }

    /// Whether the vocabulary knows countries at all.
    pub(super) fn knows_countries(&self) -> bool {
        self.names.is_some()
    }

    /// Whether a whole cell is a period with years.
    pub(super) fn is_period(&self, text: &str) -> bool {
        text.len() <= LONGEST_NAME && self.names.as_ref().is_some_and(|names| names.is_period(text))
    }

    /// What a header says; `None` where it says nothing that is known, or several things.
    pub(super) fn column(&self, header: &str) -> Option<Column> {
        if NUMBERED.contains(&header.trim()) {
            return Some(Column::NotUsed);
        }
        let whole = words(header);
        if whole.is_empty() || whole.split(' ').count() > LONGEST_HEADER {
            return None;
        }
        if let Some(column) = self.named(&whole) {
            return Some(column);
        }
        if let Some(theme) = self.theme(header) {
            return Some(Column::Theme(theme));
        }
        let found = self.detail(header).or_else(|| self.in_brackets(header)).or_else(|| self.relaxed(header));
        // `ICT (1st NAP)`: an edition stands beside what the column is.
        found.or_else(|| self.parted(header).map(|(_, column)| column))
    }

    /// What a header says that is listed as it stands, in folded words.
    fn named(&self, words: &str) -> Option<Column> {
        let field = self.headers.get(words).map(|meaning| Column::Field(*meaning));
        field.or_else(|| self.not_used.contains(words).then_some(Column::NotUsed))
    }

    /// Whether a header may be about the plan's status instead of what [`Vocabulary::column`] says: "Estado" beside
    /// "País", "Status" beside "Level".
    pub(super) fn is_status(&self, header: &str) -> bool {
        self.status.contains(&words(header)) || self.status.contains(&words(&without_brackets(header)))
    }

    /// A theme and a meaning in one header, in either order.
    fn detail(&self, header: &str) -> Option<Column> {
        let pieces: Vec<(String, bool)> = pieces(header);
        let join = |part: &[(String, bool)]| {
            part.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ")
        };
        let cuts = (1..pieces.len()).map(|at| pieces.split_at(at));
        cuts.flat_map(|(a, b)| [(a, b), (b, a)]).find_map(|(theme, meaning)| {
            let meaning = *self.headers.get(&join(meaning))?;
            Some(Column::Detail(self.theme_of(theme).filter(|_| meaning.is_text())?, meaning))
        })
    }

    /// `Plan (link)` holds links, whatever stands before the brackets.
    fn in_brackets(&self, header: &str) -> Option<Column> {
        let (_, inside) = header.split_once(['(', '['])?;
        let meaning = self.headers.get(&words(inside.trim_end_matches([')', ']'])))?;
        (*meaning == Meaning::Document).then_some(Column::Field(Meaning::Document))
    }

    /// The one theme that a text names, and nothing else but filler and numbers.
    pub(super) fn theme(&self, text: &str) -> Option<Arc<str>> {
        self.theme_of(&pieces(text))
    }

    fn theme_of(&self, all: &[(String, bool)]) -> Option<Arc<str>> {
        let mut rest = all;
        let mut beside: Vec<&str> = Vec::new();
        let mut found: Option<&Arc<str>> = None;
        while let Some((first, _)) = rest.first() {
            let longest = (1..=rest.len().min(LONGEST_HEADER)).rev().find_map(|length| {
                let part = rest.get(..length)?;
                let label = part.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
                self.themes.get(&label).map(|theme| (theme, length))
            });
            let inside = rest.len() != all.len() && rest.len() > 1;
            // "AI", "IT" and their like are prepositions and pronouns when they are not in capitals.
            let small = |length: usize| {
                length == 1
                    && first.len() == 2
                    && !rest.first().is_some_and(|(_, capitals)| *capitals)
                    && all.len() > 1
                    && (inside || self.filler.contains(first))
            };
            let length = match longest {
                Some((_, length)) if small(length) => 1,
                Some((theme, _)) if found.is_some_and(|known| known != theme) => return None,
                Some((theme, length)) => {
                    found = Some(theme);
                    length
                }
                None if self.is_filler(first) => {
                    beside.push(first);
                    1
                }
                None => return None,
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        found.filter(|_| !denies(&beside)).cloned()
    }

    /// A word that changes no theme, or a number: `level`, `3`, `Q3`.
    fn is_filler(&self, word: &str) -> bool {
        let bare = word.trim_end_matches(char::is_numeric);
        bare.is_empty() || self.filler.contains(bare)
    }

    /// The spelling of a theme that a header comes close to, as a slip of the pen does.
    pub(super) fn near_theme(&self, header: &str) -> Option<&str> {
        /// One letter in four may be wrong; "privately owned" is nowhere near "privacy".
        const CLOSE: f64 = 0.75;
        let header = words(header);
        let length = header.chars().count();
        // Words of other lengths are not close; a sheet may have sixteen thousand headers.
        let alike = self.themes.keys().filter(|label| {
            let own = label.chars().count();
            own >= 5 && 4 * own.abs_diff(length) <= own.max(length)
        });
        let scored = alike.map(|label| (strsim::normalized_damerau_levenshtein(label, &header), &**label));
        let near = scored.filter(|(score, _)| *score >= CLOSE);
        near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, label)| label)
    }

    /// The meaning without what stands in brackets, without small words and numbers, or of the parts of
    /// `Country / Pays`.
    fn relaxed(&self, header: &str) -> Option<Column> {
        let outside = without_brackets(header);
        if let Some(column) = self.named(&words(&outside)) {
            return Some(column);
        }
        let bare = words(&outside);
        let kept: Vec<&str> = bare
            .split(' ')
            .filter(|w| !self.small.contains(*w) && !w.chars().all(char::is_numeric))
            .collect();
        if let Some(column) = self.named(&kept.join(" ")) {
            return Some(column);
        }
        // "Which years does the plan cover?" asks for the years; "Does it hold measures?" asks for a yes.
        if header.contains('?') {
            let asked: Vec<&str> = kept.iter().copied().filter(|word| !self.is_filler(word)).collect();
            if let Some(Column::Field(
                meaning @ (Meaning::Country | Meaning::Iso | Meaning::Period | Meaning::Start | Meaning::End),
            )) = self.named(&asked.join(" "))
            {
                return Some(Column::Field(meaning));
            }
        }
        // A footnote's number may stick to the word.
        if let Some(column) = self.named(bare.trim_end_matches(|c: char| c.is_ascii_digit())) {
            return Some(column);
        }
        let mut parts: Vec<Meaning> = Vec::new();
        let mut not_used = false;
        for part in outside.split(['/', '|', '\n', ';']) {
            match self.named(&words(part)) {
                Some(Column::Field(meaning)) if !parts.contains(&meaning) => parts.push(meaning),
                Some(Column::NotUsed) => not_used = true,
                _ => {}
            }
        }
        match parts[..] {
            [one] if !not_used => Some(Column::Field(one)),
            [] if not_used => Some(Column::NotUsed),
            _ => None,
        }
    }

    /// Whether the first cell of a row says that it is a total, a note or a source.
    pub(super) fn is_furniture(&self, text: &str) -> bool {
        let known = |folded: &str| {
            let bare = folded.trim_end_matches(|c: char| c.is_numeric() || c == ' ');
            self.furniture.contains(folded) || self.furniture.contains(bare)
        };
        let folded = words(text);
        // `Total yes`, `Mean score`: the first word says it, as long as no country is called so.
        let leads = || {
            let first = folded.split(' ').next().unwrap_or_default();
            self.totals.contains(first) && self.is_heading(text)
        };
        known(&folded)
            || leads()
            || text.contains(['(', '[', ')', ']']) && known(&words(&without_brackets(text)))
            || text.split_once([':', '=']).is_some_and(|(before, _)| known(&words(before)))
    }

    /// Whether a sheet's name says that it holds lists, explanations or counts.
    pub(super) fn is_no_data(&self, sheet: &str) -> bool {
        let folded = words(sheet);
        let bare = folded.trim_end_matches(|c: char| c.is_numeric() || c == ' ');
        self.no_data.contains(&folded) || self.no_data.contains(bare)
    }

    /// Whether a text is the title of a key, or the name of a sheet that holds one.
    pub(super) fn is_key_title(&self, text: &str) -> bool {
        self.keys.contains(&words(text)) || self.keys.contains(&words(&without_brackets(text)))
    }
}

/// Every meaning that a column can have, with its name in the file.
const MEANINGS: [(&str, Meaning); 15] = [
    ("country", Meaning::Country),
    ("iso", Meaning::Iso),
    ("period", Meaning::Period),
    ("start", Meaning::Start),
    ("end", Meaning::End),
    ("region", Meaning::Region),
    ("theme", Meaning::Theme),
    ("level", Meaning::Level),
    ("passage", Meaning::Passage),
    ("statement", Meaning::Statement),
    ("section", Meaning::Section),
    ("page", Meaning::Page),
    ("document", Meaning::Document),
    ("note", Meaning::Note),
    ("status", Meaning::Status),
];

/// The meaning of a name in the vocabulary file.
pub(super) fn meaning_named(name: &str) -> Option<Meaning> {
    MEANINGS.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
}

/// The names of all meanings.
pub(super) fn meanings() -> impl Iterator<Item = &'static str> {
    MEANINGS.iter().map(|(name, _)| *name)
}

/// The names of all meanings, for a hint.
pub(super) fn names_of_meanings() -> String {
    MEANINGS.map(|(name, _)| format!("`{name}`")).join(", ")
}

/// The name of a meaning in the vocabulary file.
pub(super) fn name_of(meaning: Meaning) -> &'static str {
    MEANINGS.iter().find(|(_, known)| *known == meaning).map_or("level_by_key", |(name, _)| *name)
}

/// The line of a span, from 1.
pub(super) fn line(text: &str, span: &Range<usize>) -> u32 {
    line_at(text, span.start)
}

/// Whether the words beside a theme say "no" and not also "yes": what stands under `No reference to AI`, or `AI - No` beside
/// `AI - Yes`, is the contrary of what stands under `AI`. Neither the "no" of a number, `No. 3`, denies anything, nor
/// that of `mention / no mention`.
fn denies(beside: &[&str]) -> bool {
    const NO: [&str; 6] = ["no", "non", "nao", "nein", "pas", "sin"];
    const YES: [&str; 5] = ["yes", "oui", "si", "ja", "sim"];
    const LETTERS: [&str; 4] = ["y", "o", "s", "j"];
    let has = |listed: &[&str]| beside.iter().any(|word| listed.contains(word));
    let denied = |at: usize| {
        let next = beside.get(at + 1).copied().unwrap_or_default();
        let number = next.starts_with(|c: char| c.is_ascii_digit());
        let both = beside.iter().filter(|word| **word == next).count() > 1;
        !number && !both
    };
    let says_no = (0..).zip(beside).any(|(at, word)| NO.contains(word) && denied(at));
    // `(Y/N)`: a letter alone says so only beside the other.
    let letter = has(&["n"]);
    (says_no || letter) && !has(&YES) && !(letter && has(&LETTERS))
}

/// The folded words of a text, each with whether it stands in capitals.
fn pieces(text: &str) -> Vec<(String, bool)> {
    let whole = words(text);
    let mut pieces = Vec::new();
    for written in text.split(|c: char| !c.is_alphanumeric() && c != '&' && !is_mark(c)) {
        let capitals = written.chars().any(char::is_uppercase) && !written.chars().any(char::is_lowercase);
        let folded = words(written);
        pieces.extend(folded.split(' ').filter(|w| !w.is_empty()).map(|w| (w.to_owned(), capitals)));
    }
    // Where the cut differs from that of the folded text, the folded text holds.
    if pieces.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ") == whole {
        return pieces;
    }
    whole.split(' ').filter(|w| !w.is_empty()).map(|w| (w.to_owned(), true)).collect()
}

/// A combining mark belongs to the letter before it.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The text outside round and square brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

#[cfg(test)]
mod languages;

#[cfg(test)]
pub(super) mod tests;
