//! A language that passages are coded in: its terms, its cues, and the small words that its sentences hang on.
//!
//! The engine knows no word of any language. What it asks of a word ("does it join two parts?") is a [`Role`], and
//! the codebook's `[grammar]` lists the words that play it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use smallvec::{SmallVec, smallvec};

use super::codebook::{Mark, TermMark};
use super::dictionary::{ByLetter, Dictionary};
use super::index::{Forms, Index};
use super::known::{self, Known};
use super::phrase::Phrase;
use super::token::{Token, is_elision, tokenize};
use crate::resolve::Iso3;

/// What a small word does in a sentence; each is a list of `[grammar]`, which says it in more words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Role {
    Subordinate,
    Splitting,
    Side,
    Verb,
    Determiner,
    Copula,
    Month,
    No,
    Joining,
    Also,
    Preposition,
    Pronoun,
    Opening,
    Aside,
    Place,
    Instrument,
    Article,
    Towards,
    Behind,
    Belonging,
    Agent,
    Embassy,
    EuShort,
    Back,
    AfterBack,
    Infinitive,
    Have,
    Vague,
    Progressive,
    LawLead,
    Shall,
    There,
    Connective,
    Adverb,
    Planned,
    Be,
    Participle,
    Reflexive,
    Alternative,
    AboutReference,
    PlanOrLaw,
    Small,
    MeasureNoun,
    NameOf,
    NameJoins,
    NameAdjective,
    NameSmall,
    MinistryHead,
    MinistrySmall,
    And,
    All,
    Introduces,
    Abroad,
    Lack,
    Inverts,
    Nothing,
    Gap,
}

/// The lists of `[grammar]`, by the word for them in the file.
pub(super) const ROLES: &[(&str, Role)] = &[
    ("subordinate", Role::Subordinate),
    ("splitting", Role::Splitting),
    ("side", Role::Side),
    ("verb", Role::Verb),
    ("determiner", Role::Determiner),
    ("copula", Role::Copula),
    ("month", Role::Month),
    ("no", Role::No),
    ("joining", Role::Joining),
    ("also", Role::Also),
    ("preposition", Role::Preposition),
    ("pronoun", Role::Pronoun),
    ("opening", Role::Opening),
    ("aside", Role::Aside),
    ("place", Role::Place),
    ("instrument", Role::Instrument),
    ("article", Role::Article),
    ("towards", Role::Towards),
    ("behind", Role::Behind),
    ("belonging", Role::Belonging),
    ("agent", Role::Agent),
    ("embassy", Role::Embassy),
    ("eu_short", Role::EuShort),
    ("back", Role::Back),
    ("after_back", Role::AfterBack),
    ("infinitive", Role::Infinitive),
    ("have", Role::Have),
    ("vague", Role::Vague),
    ("progressive", Role::Progressive),
    ("law_lead", Role::LawLead),
    ("shall", Role::Shall),
    ("there", Role::There),
    ("connective", Role::Connective),
    ("adverb", Role::Adverb),
    ("planned", Role::Planned),
    ("be", Role::Be),
    ("participle", Role::Participle),
    ("reflexive", Role::Reflexive),
    ("alternative", Role::Alternative),
    ("about_reference", Role::AboutReference),
    ("plan_or_law", Role::PlanOrLaw),
    ("small", Role::Small),
    ("measure_noun", Role::MeasureNoun),
    ("name_of", Role::NameOf),
    ("name_joins", Role::NameJoins),
    ("name_adjective", Role::NameAdjective),
    ("name_small", Role::NameSmall),
    ("ministry_head", Role::MinistryHead),
    ("ministry_small", Role::MinistrySmall),
    ("and", Role::And),
    ("all", Role::All),
    ("introduces", Role::Introduces),
    ("abroad", Role::Abroad),
    ("lack", Role::Lack),
    ("inverts", Role::Inverts),
    ("nothing", Role::Nothing),
    ("gap", Role::Gap),
];

/// The roles of one word, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Roles(u64);

impl Roles {
    /// Whether the word plays this role.
    pub(super) fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    fn add(&mut self, role: Role) {
        self.0 |= 1 << role as u8;
    }
}

/// The small words of a language with their roles.
#[derive(Debug, Clone, Default)]
pub(super) struct Grammar {
    /// Its own, by which threads remember words; made when it is first asked.
    number: OnceLock<u64>,
    words: Dictionary<Roles>,
    /// Endings, such as the English `ed` of participles, by their last letter.
    endings: ByLetter<(String, Roles)>,
    /// What every word does.
    all: Roles,
}

impl Grammar {
    /// The words of the lists; with a star before it a word is an ending, `*ed`, and a star alone every word.
    pub(super) fn new<'a>(listed: impl Iterator<Item = (&'a str, Role)>) -> Self {
        let mut words = BTreeMap::<String, Roles>::new();
        let (mut endings, mut all) = (ByLetter::default(), Roles::default());
        for (written, role) in listed {
            let lower = written.trim().to_lowercase().replace('’', "'");
            let Some(ending) = lower.strip_prefix('*') else {
                words.entry(lower).or_default().add(role);
                continue;
            };
            let Some(last) = ending.chars().next_back() else {
                all.add(role);
                continue;
            };
            let mut roles = Roles::default();
            roles.add(role);
            endings.push(last, (ending.to_owned(), roles));
        }
        Self { number: OnceLock::new(), words: words.into_iter().collect(), endings, all }
    }

    /// What a word of a text does, which the thread remembers.
    pub(super) fn roles_of(&self, token: &Token<'_>, known: &Known) -> Roles {
        let number = *self.number.get_or_init(known::new_number);
        known.roles(number, || self.roles(&token.lower))
    }

    /// What the word does.
    pub(super) fn roles(&self, word: &str) -> Roles {
        let listed = self.words.get(word).copied().unwrap_or_default();
        let last = self.endings.get(word.chars().next_back()).iter();
        let ends = last.filter(|(ending, _)| word.ends_with(ending.as_str()));
        ends.fold(Roles(self.all.0 | listed.0), |all, (_, roles)| Roles(all.0 | roles.0))
    }
}

/// How a plural is made: the ending `from` of a word stands for `to` of its singular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plural {
    pub(super) from: String,
    pub(super) to: String,
}

impl Plural {
    /// Reads `ies>y`, or `s` for an ending that only goes.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let (from, to) = written.split_once('>').unwrap_or((written, ""));
        let letters = |text: &str| text.chars().all(char::is_alphabetic);
        (!from.is_empty() && letters(from) && letters(to))
            .then(|| Self { from: from.to_lowercase(), to: to.to_lowercase() })
    }
}

/// A language that passages are coded in.
#[derive(Debug, Clone)]
pub(super) struct Tongue {
    /// The BCP 47 tag: `fr`.
    pub(super) tag: Arc<str>,
    /// For people: `French`.
    pub(super) name: String,
    /// Words that a running text of it is full of.
    pub(super) frequent: Vec<String>,
    /// Whether words lose their vowel before another: `l'accès` is two words.
    pub(super) elides: bool,
    /// Whether names go on in small letters: `Ministère de l'économie`.
    pub(super) small_names: bool,
    /// Whether an action ahead is one word, `mettra`, and not a helping word before a verb, `will make`.
    pub(super) one_word_future: bool,
    /// How the words of a text lead to the words of the terms.
    pub(super) forms: Forms,
    pub(super) terms: Index<TermMark>,
    pub(super) marks: Index<Mark>,
    pub(super) grammar: Grammar,
    /// Phrases for countries beside their names, such as adjectives in small letters.
    pub(super) states: Vec<(Iso3, Phrase)>,
    /// For each theme of the codebook, whether this language has terms for it.
    pub(super) covers: Vec<bool>,
    /// What reports in this language call a theme, by its number in the codebook.
    pub(super) theme_names: BTreeMap<usize, ThemeNames>,
}

/// What a language calls a theme, as [`Theme`](super::Theme) has it; what is missing is said as in the main file.
#[derive(Debug, Clone, Default)]
pub(super) struct ThemeNames {
    pub(super) name: Option<String>,
    pub(super) short: Option<String>,
    pub(super) phrase: Option<String>,
    pub(super) description: Option<String>,
}

impl Tongue {
    /// A language that says nothing.
    pub(super) fn empty() -> Self {
        Self {
            tag: "".into(),
            name: String::new(),
            frequent: Vec::new(),
            elides: false,
            small_names: false,
            one_word_future: false,
            forms: Forms::default(),
            terms: Index::new(Vec::new(), Forms::default()),
            marks: Index::new(Vec::new(), Forms::default()),
            grammar: Grammar::default(),
            states: Vec::new(),
            covers: Vec::new(),
            theme_names: BTreeMap::new(),
        }
    }

    /// Puts its phrases in order, before they are first looked for.
    pub(super) fn prepare(&self) {
        rayon::join(|| self.marks.prepare(), || self.terms.prepare());
    }

    /// The words of a text in this language.
    pub(super) fn tokenize<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        tokenize(text, self.elides)
    }
}

/// A phrase's word cut as the texts are: `l'accès` to `l'` and `accès`; alternatives such as `l'|la` are left.
pub(super) fn cut_elision(word: &str, elides: bool) -> SmallVec<[&str; 2]> {
    let sign = if elides { word.find(['\'', '’']) } else { None };
    let cut = sign.map(|at| at + word[at..].chars().next().map_or(1, char::len_utf8));
    let letters = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || c == '*');
    match cut {
        Some(at) if is_elision(&word[..at]) && letters(&word[at..]) => {
            smallvec![&word[..at], &word[at..]]
        }
        _ => smallvec![word],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_bit_and_its_list() {
        let mut bits: Vec<u8> = ROLES.iter().map(|(_, role)| *role as u8).collect();
        bits.sort_unstable();
        assert_eq!(bits, (0..u8::try_from(ROLES.len()).unwrap()).collect::<Vec<_>>());
        assert!(ROLES.len() <= 64);
    }

    #[test]
    fn words_and_endings_have_roles() {
        let listed =
            [("and", Role::Joining), ("And", Role::And), ("*ed", Role::Participle), ("*", Role::Verb)];
        let grammar = Grammar::new(listed.into_iter());
        assert!(grammar.roles("any").has(Role::Verb) && !grammar.roles("any").has(Role::And));
        assert!(grammar.roles("and").has(Role::Joining) && grammar.roles("and").has(Role::And));
        assert!(
            grammar.roles("drafted").has(Role::Participle) && !grammar.roles("drafts").has(Role::Participle)
        );
    }

    #[test]
    fn elisions_are_cut_only_where_the_language_has_them() {
        assert_eq!(cut_elision("l'accès", true).as_slice(), ["l'", "accès"]);
        assert_eq!(cut_elision("l’accès", true).as_slice(), ["l’", "accès"]);
        assert_eq!(cut_elision("aujourd'hui", true).as_slice(), ["aujourd'hui"]);
        assert_eq!(cut_elision("doesn't", false).as_slice(), ["doesn't"]);
    }
}
