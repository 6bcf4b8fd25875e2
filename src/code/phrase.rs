//! Phrases of the codebook, and finding them in the words of a text.
//!
//! A phrase is a short pattern that a policy officer can read: `data protection`, `court|tribunal`, `remed*`,
//! `no (explicit) reference`, `commits .. to`. All phrases stand in one index by their first word, so that the
//! time grows with the text and hardly with the number of phrases.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::dictionary::{ByLetter, Dictionary};
use super::token::{Gap, Token};
use super::tongue::{Plural, cut_elision};

/// How many words `..` stands for at the most.
const GAP_WORDS: usize = 4;

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq)]
enum Word {
    /// This word in any case; in themes its plural too.
    Any(String),
    /// This word in capitals: `ICT`.
    Capitals(String),
    /// This word with a capital: `Swiss`.
    Capital(String),
    /// Any word that begins so.
    Prefix(String),
    /// Any word that ends so: `*ront`.
    Suffix(String),
}

impl Word {
    /// Its letters, to be changed.
    fn letters(&mut self) -> &mut String {
        match self {
            Self::Any(w) | Self::Capitals(w) | Self::Capital(w) | Self::Prefix(w) | Self::Suffix(w) => w,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Element {
    /// One of these words.
    One(Vec<Word>),
    /// One of these words, or nothing.
    Optional(Vec<Word>),
    /// Up to [`GAP_WORDS`] words of any kind.
    Gap,
}

/// A pattern of words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    elements: Vec<Element>,
}

impl Phrase {
    /// Reads a phrase as the codebook writes it; with `elides`, `l'accès` is two words.
    ///
    /// # Errors
    /// A message without a place, where the phrase is empty or its signs are misplaced.
    pub(super) fn parse(written: &str, elides: bool) -> Result<Self, String> {
        let mut elements = Vec::new();
        for piece in written.split_whitespace() {
            let inside = piece.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            if piece == ".." {
                elements.push(Element::Gap);
            } else if let Some(inside) = inside {
                elements.push(Element::Optional(words(inside, written, elides)?));
            } else {
                // `e-waste` is two words, as in the text; alternatives with hyphens would be ambiguous.
                let parts = piece.split('-').filter(|part| !part.is_empty());
                for part in parts.flat_map(|part| cut_elision(part, elides)) {
                    elements.push(Element::One(words(part, written, elides)?));
                }
            }
        }
        let fixed = |e: Option<&Element>| matches!(e, Some(Element::One(_) | Element::Optional(_)));
        if !elements.iter().any(|e| matches!(e, Element::One(_))) {
            return Err(format!("`{written}` holds no word that must stand in the text"));
        }
        if !fixed(elements.first()) || !fixed(elements.last()) {
            return Err(format!("`{written}` begins or ends with `..`"));
        }
        Ok(Self { elements })
    }

    /// A name, word by word, each with a capital as in the name itself.
    pub(super) fn name(written: &str, elides: bool) -> Option<Self> {
        let elements: Vec<_> = super::token::tokenize(written, elides)
            .into_iter()
            .map(|token| {
                Element::One(vec![match (token.capitals, token.capital) {
                    (true, _) => Word::Capitals(token.lower.into_owned()),
                    (_, true) => Word::Capital(token.lower.into_owned()),
                    _ => Word::Any(token.lower.into_owned()),
                }])
            })
            .collect();
        // A name without a capital would be found in ordinary prose.
        let proper = |e: &Element| matches!(e, Element::One(w) if !matches!(w.as_slice(), [Word::Any(_)]));
        elements.iter().any(proper).then_some(Self { elements })
    }

    /// The words that a match can begin with.
    fn firsts(&self) -> impl Iterator<Item = &Word> {
        let needed = self.elements.iter().position(|e| matches!(e, Element::One(_))).unwrap_or(0);
        self.elements.iter().take(needed + 1).flat_map(|element| match element {
            Element::One(words) | Element::Optional(words) => words.as_slice(),
            Element::Gap => &[],
        })
    }

    /// The same phrase without accents.
    fn plain(mut self) -> Self {
        for element in &mut self.elements {
            if let Element::One(words) | Element::Optional(words) = element {
                for letters in words.iter_mut().map(Word::letters).filter(|letters| !letters.is_ascii()) {
                    *letters = without_accents(letters);
                }
            }
        }
        self
    }
}

/// The text without accents: people leave them out, above all on capitals.
fn without_accents(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfd().filter(|c| !is_combining_mark(*c)).collect() }
}

fn words(alternatives: &str, written: &str, elides: bool) -> Result<Vec<Word>, String> {
    let one = |word: &str| {
        if cut_elision(word, elides).len() > 1 {
            return Err(format!("`{word}` in `{written}` is two words of the text; write them apart"));
        }
        let (stem, suffix) = word.strip_prefix('*').map_or((word, false), |stem| (stem, true));
        let (stem, prefix) = stem.strip_suffix('*').map_or((stem, false), |stem| (stem, true));
        let odd = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'));
        if stem.is_empty() || stem.contains(odd) || suffix && prefix {
            return Err(format!("`{word}` in `{written}` is not a word"));
        }
        let lower = stem.to_lowercase().replace('’', "'");
        let letters = stem.chars().filter(|c| c.is_alphabetic()).count();
        Ok(match () {
            () if prefix => Word::Prefix(lower),
            () if suffix => Word::Suffix(lower),
            () if letters > 1 && lower != stem && stem.to_uppercase() == stem => Word::Capitals(lower),
            () if stem.chars().next().is_some_and(char::is_uppercase) => Word::Capital(lower),
            () => Word::Any(lower),
        })
    };
    alternatives.split('|').map(one).collect()
}

/// Where a phrase stands: words `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit<L> {
    /// Its first word.
    pub(super) start: usize,
    /// The word after its last.
    pub(super) end: usize,
    /// What the phrase stands for.
    pub(super) label: L,
}

/// What a word of a text counts as beside itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    /// How plurals lead to their singulars.
    pub(super) plurals: Vec<Plural>,
    /// Whether accents make no difference.
    pub(super) plain: bool,
}

/// Many phrases, each with what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Index<L> {
    phrases: Vec<(Phrase, L)>,
    /// A number for each word that a phrase holds: texts are compared by these.
    numbers: Dictionary<u32>,
    /// The phrases with their words as numbers.
    numbered: Vec<Vec<Numbered>>,
    /// By the number of a word: the phrases that may begin with it.
    by_word: Vec<Vec<u32>>,
    /// Phrases that begin with a beginning or an ending of a word, by its first or last letter.
    prefixes: ByLetter<(String, u32)>,
    suffixes: ByLetter<(String, u32)>,
    forms: Forms,
}

/// An element of a phrase, with its words as numbers.
#[derive(Debug, Clone)]
enum Numbered {
    One(Vec<NumberedWord>),
    Optional(Vec<NumberedWord>),
    Gap,
}

#[derive(Debug, Clone)]
enum NumberedWord {
    Any(u32),
    Capitals(u32),
    Capital(u32),
    Prefix(String),
    Suffix(String),
}

impl<L: Copy + Ord> Index<L> {
    /// An index of the phrases.
    pub(super) fn new(phrases: Vec<(Phrase, L)>, forms: Forms) -> Self {
        let phrases: Vec<_> = if forms.plain {
            phrases.into_iter().map(|(phrase, label)| (phrase.plain(), label)).collect()
        } else {
            phrases
        };
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut number = |word: &str| -> u32 {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            match numbers.get(word) {
                Some(number) => *number,
                None => {
                    numbers.insert(word.to_owned(), next);
                    next
                }
            }
        };
        let mut word = |word: &Word| match word {
            Word::Any(w) => NumberedWord::Any(number(w)),
            Word::Capitals(w) => NumberedWord::Capitals(number(w)),
            Word::Capital(w) => NumberedWord::Capital(number(w)),
            Word::Prefix(w) => NumberedWord::Prefix(w.clone()),
            Word::Suffix(w) => NumberedWord::Suffix(w.clone()),
        };
        let mut element = |element: &Element| match element {
            Element::One(words) => Numbered::One(words.iter().map(&mut word).collect()),
            Element::Optional(words) => Numbered::Optional(words.iter().map(&mut word).collect()),
            Element::Gap => Numbered::Gap,
        };
        let numbered: Vec<Vec<Numbered>> =
            phrases.iter().map(|(phrase, _)| phrase.elements.iter().map(&mut element).collect()).collect();
        let mut by_word: Vec<Vec<u32>> = vec![Vec::new(); numbers.len()];
        let (mut prefixes, mut suffixes) = (ByLetter::default(), ByLetter::default());
        for (at, (phrase, _)) in (0_u32..).zip(&phrases) {
            for word in phrase.firsts() {
                match word {
                    Word::Any(w) | Word::Capitals(w) | Word::Capital(w) => {
                        let list = numbers.get(w).and_then(|number| by_word.get_mut(*number as usize));
                        if let Some(list) = list.filter(|list| list.last() != Some(&at)) {
                            list.push(at);
                        }
                    }
                    // `Phrase::parse` takes neither without a letter.
                    Word::Prefix(w) => prefixes.push(w.chars().next().unwrap_or_default(), (w.clone(), at)),
                    Word::Suffix(w) => {
                        suffixes.push(w.chars().next_back().unwrap_or_default(), (w.clone(), at));
                    }
                }
            }
        }
        Self { phrases, numbers: numbers.into(), numbered, by_word, prefixes, suffixes, forms }
    }

    /// The same index without the phrases whose label does not fit: what a rule is worth is measured so.
    #[cfg(test)]
    pub(super) fn without(&self, drop: impl Fn(L) -> bool) -> Self {
        let kept = self.phrases.iter().filter(|(_, label)| !drop(*label)).cloned().collect();
        Self::new(kept, self.forms.clone())
    }

    /// Adds the forms that a word counts as beside itself.
    fn add_forms<'t>(&self, token: &'t Token<'_>, forms: &mut Vec<Cow<'t, str>>) {
        let plain = |form: Cow<'t, str>| {
            if self.forms.plain && !form.is_ascii() { Cow::Owned(without_accents(&form)) } else { form }
        };
        forms.extend(token.singulars(&self.forms.plurals).map(plain));
        if self.forms.plain && !token.lower.is_ascii() {
            forms.push(Cow::Owned(without_accents(&token.lower)));
        }
    }

    /// All matches, by start, longest first; at one start a phrase counts once, with its longest match.
    pub(super) fn find(&self, tokens: &[Token<'_>]) -> Vec<Hit<L>> {
        let mut hits = Vec::new();
        let mut begin = Vec::new();
        let text = self.spelled(tokens);
        for start in 0..tokens.len() {
            begin.clear();
            self.may_begin(&text, start, &mut begin);
            for at in &begin {
                let Some((numbered, (_, label))) =
                    self.numbered.get(*at as usize).zip(self.phrases.get(*at as usize))
                else {
                    continue;
                };
                if let Some(end) = text.match_from(numbered, start, Edge::Open).filter(|end| *end > start) {
                    hits.push(Hit { start, end, label: *label });
                }
            }
        }
        hits.sort_by(|a, b| (a.start, b.end, a.label).cmp(&(b.start, a.end, b.label)));
        hits.dedup();
        hits
    }

    /// The words of a text with their forms, as numbers.
    fn spelled<'t>(&self, tokens: &'t [Token<'t>]) -> Words<'t> {
        let number = |word: &str| self.numbers.get(word).copied();
        let mut text =
            Words { tokens, words: Vec::with_capacity(tokens.len()), numbers: Vec::new(), forms: Vec::new() };
        for token in tokens {
            let (first_number, first_form) = (text.numbers.len(), text.forms.len());
            self.add_forms(token, &mut text.forms);
            let own = number(&token.lower);
            text.numbers.extend(own);
            text.numbers.extend(text.forms[first_form..].iter().filter_map(|form| number(form)));
            let short = token.capitals.then(|| token.lower.strip_suffix('s').and_then(number)).flatten();
            let (numbers, forms) = (first_number..text.numbers.len(), first_form..text.forms.len());
            text.words.push(Spelled { own, short, numbers, forms });
        }
        text
    }

    /// The phrases that may begin with a word.
    fn may_begin(&self, text: &Words<'_>, start: usize, begin: &mut Vec<u32>) {
        let (Some(token), Some(word)) = (text.tokens.get(start), text.words.get(start)) else { return };
        for number in text.numbers_of(word).iter().chain(&word.short) {
            begin.extend(self.by_word.get(*number as usize).into_iter().flatten().copied());
        }
        for form in std::iter::once(&token.lower).chain(text.forms_of(word)) {
            let first = self.prefixes.get(form.chars().next()).iter();
            let starts = first.filter(|(part, _)| form.starts_with(part.as_str()));
            begin.extend(starts.map(|(_, at)| *at));
            let last = self.suffixes.get(form.chars().next_back()).iter();
            let ends = last.filter(|(part, _)| form.ends_with(part.as_str()));
            begin.extend(ends.map(|(_, at)| *at));
        }
        begin.sort_unstable();
        begin.dedup();
    }
}

/// A word of a text, by the numbers of an index.
struct Spelled {
    /// The word as it stands; `None` where no phrase holds it.
    own: Option<u32>,
    /// In capitals, without the `s` of a plural.
    short: Option<u32>,
    /// The word and its other forms, among those of the text.
    numbers: Range<usize>,
    forms: Range<usize>,
}

/// How a word of a match hangs on what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// It is the first word.
    Open,
    /// It follows the word before directly.
    Close,
    /// It follows `..`, where a comma may stand.
    Loose,
}

/// The words that phrases are matched against.
struct Words<'a> {
    tokens: &'a [Token<'a>],
    words: Vec<Spelled>,
    /// Numbers and forms of all words, one after the other: vectors of their own would be most of the work.
    numbers: Vec<u32>,
    forms: Vec<Cow<'a, str>>,
}

impl<'a> Words<'a> {
    fn numbers_of(&self, word: &Spelled) -> &[u32] {
        self.numbers.get(word.numbers.clone()).unwrap_or_default()
    }

    fn forms_of(&self, word: &Spelled) -> &[Cow<'a, str>] {
        self.forms.get(word.forms.clone()).unwrap_or_default()
    }

    /// The end of the longest match of the elements from word `at`.
    fn match_from(&self, elements: &[Numbered], at: usize, edge: Edge) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        let next = || self.match_from(rest, at + 1, Edge::Close);
        match element {
            Numbered::One(words) => self.fits(words, at, edge).then(next).flatten(),
            Numbered::Optional(words) => {
                let with = self.fits(words, at, edge).then(next).flatten();
                with.or_else(|| self.match_from(rest, at, edge))
            }
            Numbered::Gap => (at..=at + GAP_WORDS)
                .take_while(|to| self.tokens.get(*to).is_some_and(|t| t.gap <= Gap::Comma))
                .find_map(|to| self.match_from(rest, to, Edge::Loose)),
        }
    }

    /// Whether the word at `at` is one of these, and no punctuation cuts it off from the word before.
    fn fits(&self, words: &[NumberedWord], at: usize, edge: Edge) -> bool {
        let (Some(token), Some(spelled)) = (self.tokens.get(at), self.words.get(at)) else { return false };
        let joined = match edge {
            Edge::Open => true,
            Edge::Close => token.gap == Gap::Soft,
            Edge::Loose => token.gap <= Gap::Comma,
        };
        if !joined {
            return false;
        }
        let forms = || std::iter::once(&token.lower).chain(self.forms_of(spelled));
        words.iter().any(|word| match word {
            NumberedWord::Any(number) => self.numbers_of(spelled).contains(number),
            NumberedWord::Capitals(number) => {
                token.capitals && (spelled.own == Some(*number) || spelled.short == Some(*number))
            }
            NumberedWord::Capital(number) => token.capital && spelled.own == Some(*number),
            NumberedWord::Prefix(part) => forms().any(|form| form.starts_with(part.as_str())),
            NumberedWord::Suffix(part) => forms().any(|form| form.ends_with(part.as_str())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let phrases = phrases.iter().map(|p| (Phrase::parse(p, true).unwrap(), ())).collect();
        let tokens = tokenize(text, true);
        let plurals = ["ies>y", "s"].map(|rule| Plural::parse(rule).unwrap()).to_vec();
        let hits = Index::new(phrases, Forms { plurals, plain: true }).find(&tokens);
        hits.iter()
            .map(|h| text[tokens[h.start].range.start..tokens[h.end - 1].range.end].to_owned())
            .collect()
    }

    #[test]
    fn words_are_whole_and_plurals_count() {
        assert_eq!(found(&["remedy"], "Remedies for remedying; the remedy."), ["Remedies", "remedy"]);
        assert_eq!(found(&["court"], "courtesy in courts"), ["courts"]);
    }

    #[test]
    fn capitals_need_capitals() {
        assert_eq!(found(&["AI"], "AI said: ai, Ai, AIs"), ["AI", "AIs"]);
    }

    #[test]
    fn options_alternatives_and_gaps_are_found() {
        let phrases = ["no (explicit) reference|mention to|of", "commits .. to"];
        let text = "no mention of it, no explicit reference to it; commits the Ministry to it";
        assert_eq!(
            found(&phrases, text),
            ["no mention of", "no explicit reference to", "commits the Ministry to"]
        );
    }

    #[test]
    fn a_phrase_does_not_run_over_a_full_stop() {
        assert!(found(&["data protection"], "all data. Protection of workers").is_empty());
        assert_eq!(found(&["e-waste"], "E-waste and e waste"), ["E-waste", "e waste"]);
    }

    #[test]
    fn endings_elisions_and_accents_are_found() {
        assert_eq!(found(&["*ront"], "Ils mettront fin au front."), ["mettront", "front"]);
        assert_eq!(found(&["accès à l'information"], "L'ACCES A L’INFORMATION"), ["ACCES A L’INFORMATION"]);
        assert_eq!(found(&["électron*"], "déchets electroniques"), ["electroniques"]);
    }

    #[test]
    fn empty_and_misplaced_signs_are_refused() {
        assert!(
            Phrase::parse("l'accès|l'entrée", true).is_err() && Phrase::parse("l'|la porte", true).is_ok()
        );
        for wrong in ["", "   ", "..", "to ..", "a||b", "(very)", "a&b", "*", "*a*"] {
            assert!(Phrase::parse(wrong, false).is_err(), "{wrong:?} was accepted");
        }
    }
}
