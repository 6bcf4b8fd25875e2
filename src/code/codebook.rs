//! The codebook: themes, cues and rules, read from a file that a policy officer can edit, validated once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::codebook_file;
use super::index::Hit;
use super::marks::Seen;
use super::phrase::without_accents;
use super::spoken::Spoken;
use super::token::tokenize;
use super::values::Values;
use crate::diagnostic::Diagnostics;

pub use super::values::LevelWord;

/// What is looked for in the texts, as the codebook file says.
#[derive(Debug, Clone)]
pub struct Codebook {
    pub(super) themes: Vec<Theme>,
    /// The languages that passages are coded in; the main file's first.
    pub(super) tongues: Vec<Spoken>,
    pub(super) values: Values,
    /// Each theme's place by every spelling of it: a matrix asks once a cell.
    pub(super) spellings: BTreeMap<String, usize>,
}

/// A theme of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Theme {
    /// For files and columns: `ict`.
    pub id: String,
    /// For headings: `ICT and electronics`.
    pub name: String,
    /// For narrow columns: `ICT`.
    pub short: String,
    /// Within a sentence: `the ICT and electronics sector`.
    pub phrase: String,
    /// What is in it, for the method section and the theme's brief: `internet, telecommunications, electronics …`.
    pub description: String,
    /// What a spreadsheet may call it.
    pub headers: Vec<String>,
    /// How many terms the codebook lists for it: those that count alone, and those that need company.
    pub terms: (usize, usize),
}

/// What a phrase of a theme is there for. Themes and groups of weak terms are numbered in file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TermMark {
    /// Counts by itself.
    Strong { theme: usize },
    /// Counts beside a word of its group.
    Weak { theme: usize, group: usize },
    /// A word that lets a weak term of the group count.
    With { group: usize },
    /// A term inside does not count.
    Unless { theme: usize },
    /// The name of an organisation that is part of the theme.
    Name { theme: usize },
}

/// What a verb says of the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    NoMeasure,
    Abandoned,
    Assurance,
    Commitment,
    Continued,
    Principle,
    InForce,
    Past,
}

/// A kind of actor other than a named country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Actor {
    Own,
    Eu,
    International,
    Company,
    Civil,
    Person,
}

/// What a heading, or the label of a row, says of what stands under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HeadingCue {
    Measures,
    Context,
    Elsewhere,
    Companies,
}

/// What a phrase outside the themes is there for; each is a list of the codebook file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Cue(Cue),
    NotVerb,
    AbsentBefore,
    AbsentAfter,
    Exception,
    NotNegation,
    Condition,
    Carry,
    CarryStart,
    Speech,
    Doubt,
    Adviser,
    Advice,
    EarlierPlan,
    Forecast,
    ForecastAlways,
    ForecastFrame,
    Citation,
    ForecastParticiple,
    PlanNoun,
    Imperative,
    Owner,
    Authoring,
    LawBeforeTitle,
    Law,
    LawAhead,
    Actor(Actor),
    OwnCertain,
    Plan,
    Heading(HeadingCue),
    Label,
    NameBegin,
    NameEnd,
    NameDocument,
}

impl Mark {
    /// A bit for each mark, by which a sentence tells quickly which it has. Two that shared one would be told apart where
    /// they stand.
    fn bit(self) -> u64 {
        let number = match self {
            Self::Cue(cue) => cue as u8,
            Self::Actor(actor) => 8 + actor as u8,
            Self::Heading(cue) => 14 + cue as u8,
            Self::NotVerb => 18,
            Self::AbsentBefore => 19,
            Self::AbsentAfter => 20,
            Self::Exception => 21,
            Self::NotNegation => 22,
            Self::Condition => 23,
            Self::Carry => 24,
            Self::CarryStart => 25,
            Self::Speech => 26,
            Self::Forecast => 27,
            Self::ForecastAlways => 28,
            Self::ForecastFrame => 29,
            Self::Citation => 30,
            Self::ForecastParticiple => 31,
            Self::PlanNoun => 32,
            Self::Imperative => 33,
            Self::Owner => 34,
            Self::Authoring => 35,
            Self::LawBeforeTitle => 36,
            Self::Law => 37,
            Self::LawAhead => 38,
            Self::OwnCertain => 39,
            Self::Plan => 40,
            Self::Label => 41,
            Self::NameBegin => 42,
            Self::NameEnd => 43,
            Self::NameDocument => 44,
            Self::Doubt => 45,
            Self::Adviser => 46,
            Self::Advice => 47,
            Self::EarlierPlan => 48,
        };
        1 << (number % 64)
    }
}

impl Codebook {
    /// The codebook that comes with the tool.
    #[must_use]
    pub fn builtin_text() -> &'static str {
        include_str!("../../templates/codebook.toml")
    }

    /// The further languages that come with the tool: the name of each file, and its text.
    #[must_use]
    pub fn builtin_languages() -> [(&'static str, &'static str); 2] {
        [
            ("codebook.fr.toml", include_str!("../../templates/codebook.fr.toml")),
            ("codebook.es.toml", include_str!("../../templates/codebook.es.toml")),
        ]
    }

    /// Reads a codebook. `None` when it cannot be used; every fault is a `bad-template` problem at its line.
    pub fn from_toml(text: &str, file: &str, problems: &mut Diagnostics) -> Option<Self> {
        codebook_file::read(text, file, problems)
    }

    /// Puts the phrases of the main language in order, which else the first text waits for.
    pub(crate) fn prepare(&self) {
        if let Some(main) = self.tongues.first() {
            main.prepare();
        }
    }

    /// Adds a language from a file of its own, in the place of an earlier one with its tag. `strict` tells a theme
    /// that the codebook lacks as a fault; a file that comes with the tool knows nothing of a user's own themes.
    /// `None` when it cannot be used; every fault is a `bad-template` problem at its line.
    #[must_use]
    pub fn with_language(
        mut self,
        text: &str,
        file: &str,
        strict: bool,
        problems: &mut Diagnostics,
    ) -> Option<Self> {
        let tongue = codebook_file::read_language(text, file, &self.themes, strict, problems)?;
        self.add(tongue.into());
        Some(self)
    }

    /// Adds languages from files of their own: text, name, and whether it is strict, as for [`Self::with_language`].
    /// They are read on all threads of the run, and added in the order given; those that come with the tool, when a text
    /// in them is met. `None` when one cannot be used.
    #[must_use]
    pub fn with_languages(
        mut self,
        files: &[(&str, &str, bool)],
        problems: &mut Diagnostics,
    ) -> Option<Self> {
        let themes: Arc<[Theme]> = self.themes.as_slice().into();
        let read = |(text, file, strict): &(&str, &str, bool)| {
            let mut found = Diagnostics::new();
            let of_tool = Self::builtin_languages().into_iter().find(|(_, known)| known == text && !strict);
            if let Some(later) = of_tool.and_then(|(_, text)| Spoken::later(text, &themes)) {
                return (Some(later), found);
            }
            let tongue = codebook_file::read_language(text, file, &themes, *strict, &mut found);
            (tongue.map(Spoken::from), found)
        };
        let tongues: Vec<(Option<Spoken>, Diagnostics)> = files.par_iter().map(read).collect();
        let mut all = true;
        for (tongue, found) in tongues {
            problems.extend(found);
            match tongue {
                Some(tongue) => self.add(tongue),
                None => all = false,
            }
        }
        all.then_some(self)
    }

    fn add(&mut self, tongue: Spoken) {
        match self.tongues.iter_mut().find(|known| known.tag == tongue.tag) {
            Some(known) => *known = tongue,
            None => self.tongues.push(tongue),
        }
    }

    /// The languages that passages are coded in, by their names: `English`.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.tongues.iter().map(|tongue| tongue.name.as_str())
    }

    /// The main file's language.
    #[cfg(test)]
    pub(super) fn main(&self) -> &super::tongue::Tongue {
        &self.tongues[0]
    }

    /// The themes in file order, which is their order everywhere.
    #[must_use]
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// The themes as a language names them; as the main file does where the language has no names of its own.
    #[must_use]
    pub fn themes_in(&self, lang: &str) -> Vec<Theme> {
        let base = lang.split(['-', '_']).next().unwrap_or_default();
        let tongue = self.tongues.iter().skip(1).find(|tongue| *tongue.tag == *base);
        let mut themes = self.themes.clone();
        for (at, theme) in themes.iter_mut().enumerate() {
            let Some(names) = tongue.and_then(|tongue| tongue.theme_names.get(&at)) else { continue };
            let take = |to: &mut String, from: &Option<String>| {
                if let Some(said) = from.as_ref().filter(|said| !said.is_empty()) {
                    to.clone_from(said);
                }
            };
            take(&mut theme.name, &names.name);
            take(&mut theme.short, &names.short);
            take(&mut theme.phrase, &names.phrase);
            take(&mut theme.description, &names.description);
        }
        themes
    }

    /// For the reader of sheets: each theme's id with the spellings that a header or theme cell may use.
    #[must_use]
    pub fn header_labels(&self) -> Vec<(String, Vec<String>)> {
        let spellings = |theme: &Theme| {
            let mut all = vec![theme.id.clone(), theme.name.clone(), theme.short.clone()];
            for header in &theme.headers {
                if !all.contains(header) {
                    all.push(header.clone());
                }
            }
            all
        };
        self.themes.iter().map(|theme| (theme.id.clone(), spellings(theme))).collect()
    }

    /// The theme that a header or cell names, as an index into [`Codebook::themes`].
    #[must_use]
    pub fn theme(&self, written: &str) -> Option<usize> {
        // The reader of sheets writes ids for headers.
        let by_id = self.themes.iter().position(|theme| theme.id == written);
        by_id.or_else(|| self.spellings.get(&spelling(written)).copied())
    }

    /// What a person's code means. `by_key` is what the sheet's own key says of it: `commitment` for `2`.
    #[must_use]
    pub fn level(&self, written: &str, by_key: Option<&str>) -> LevelWord {
        self.values.level(written, by_key, &Seen::default())
    }

    /// What a text means that is one code and nothing else; `None` where it is more.
    pub(super) fn whole_level(&self, written: &str) -> Option<LevelWord> {
        self.values.whole(written)
    }

    /// The same for a cell of a sheet, whose other codes may say what a sign or number means.
    pub(super) fn level_beside(&self, written: &str, by_key: Option<&str>, seen: &Seen) -> LevelWord {
        self.values.level(written, by_key, seen)
    }

    /// The words of `[values]`, in lower case: what a mapping file may say that a code means.
    pub fn level_words(&self) -> impl Iterator<Item = String> + '_ {
        self.values.words()
    }
}

/// What a sheet may call a theme, as [`spelling`] has it.
pub(super) fn spellings(theme: &Theme) -> Vec<String> {
    let all = [&theme.id, &theme.name, &theme.short].into_iter().chain(&theme.headers);
    all.map(|written| spelling(written)).filter(|key| !key.is_empty()).collect()
}

/// A spelling without case, accents, punctuation and the difference of `&` and `and`.
pub(super) fn spelling(written: &str) -> String {
    let mut plain = without_accents(written);
    if plain.contains('&') {
        plain = plain.replace('&', " and ");
    }
    let mut spelling = String::with_capacity(plain.len());
    for token in tokenize(&plain, false) {
        if !spelling.is_empty() {
            spelling.push(' ');
        }
        spelling.push_str(&token.lower);
    }
    spelling
}

/// The marks found in a text, by start.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    hits: Vec<Hit<Mark>>,
    /// Of each word, and of the end, how many hits begin before it.
    before: Vec<u32>,
    /// The bits of all marks among them: most are asked for in vain.
    all: u64,
}

impl Marks {
    /// The marks that were found in so many words.
    pub(super) fn of(hits: Vec<Hit<Mark>>, words: usize) -> Self {
        let mut before = Vec::with_capacity(words + 1);
        let mut all = 0;
        for (hit, count) in hits.iter().zip(0..) {
            // Up to its own start, no more begin than those before it.
            before.resize((hit.start + 1).max(before.len()), count);
            all |= hit.label.bit();
        }
        before.resize(words + 1, u32::try_from(hits.len()).unwrap_or(u32::MAX));
        Self { hits, before, all }
    }

    /// The hits that begin at the word or behind it.
    fn beginning_at(&self, word: usize) -> &[Hit<Mark>] {
        let first = self.before.get(word).map_or(self.hits.len(), |count| *count as usize);
        self.hits.get(first..).unwrap_or_default()
    }

    /// All hits, by start, longest first.
    pub(super) fn all(&self) -> &[Hit<Mark>] {
        &self.hits
    }

    /// The end of the longest phrase of this mark that begins at the word.
    pub(super) fn at(&self, word: usize, mark: Mark) -> Option<usize> {
        if self.all & mark.bit() == 0 {
            return None;
        }
        let here = self.beginning_at(word).iter().take_while(|hit| hit.start == word);
        here.filter(|hit| hit.label == mark).map(|hit| hit.end).max()
    }

    /// The phrases of this mark that begin in the words `from..to`.
    pub(super) fn within(&self, mark: Mark, from: usize, to: usize) -> impl Iterator<Item = &Hit<Mark>> {
        let some = if self.all & mark.bit() == 0 { &[] } else { self.beginning_at(from) };
        let here = some.iter().take_while(move |hit| hit.start < to);
        here.filter(move |hit| hit.label == mark)
    }
}

#[cfg(test)]
pub(super) fn builtin() -> &'static Codebook {
    static BUILTIN: std::sync::LazyLock<Codebook> = std::sync::LazyLock::new(read_builtin);
    &BUILTIN
}

#[cfg(test)]
fn read_builtin() -> Codebook {
    let mut problems = Diagnostics::new();
    let codebook = Codebook::from_toml(Codebook::builtin_text(), "codebook.toml", &mut problems);
    let with = |codebook: Option<Codebook>, (name, text): (&str, &str)| {
        codebook?.with_language(text, name, true, &mut problems)
    };
    let codebook = Codebook::builtin_languages().into_iter().fold(codebook, with);
    assert_eq!(problems.sorted(), [], "the codebook that comes with the tool has faults");
    codebook.unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_are_found_by_every_spelling() {
        let codebook = builtin();
        let ids: Vec<_> = codebook.themes().iter().map(|t| t.id.as_str()).collect();
        assert_eq!(ids, ["ict", "ai", "privacy", "remedy"]);
        for (index, (_, spellings)) in codebook.header_labels().iter().enumerate() {
            for written in spellings {
                assert_eq!(codebook.theme(written), Some(index), "{written}");
            }
        }
        assert_eq!(codebook.theme("ict & ELECTRONICS"), Some(0));
        assert_eq!(codebook.theme("gender"), None);
        assert_eq!(codebook.theme(" - "), None);
    }

    #[test]
    fn no_spelling_is_of_two_themes() {
        let codebook = builtin();
        let mut all: Vec<String> = Vec::new();
        for (_, spellings) in codebook.header_labels() {
            let mut mine: Vec<_> = spellings.iter().map(|s| spelling(s)).collect();
            mine.sort_unstable();
            mine.dedup();
            all.extend(mine);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
