//! Finding phrases in the words of a text.
//!
//! Phrases are found by their first word, so that the time grows with the text and hardly with the number of phrases. What
//! a word comes to — its forms, which phrases may begin with it — is worked out once a thread and remembered
//! ([`super::known`]).

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::OnceLock;

use foldhash::HashMap;
use smallvec::SmallVec;

use super::dictionary::{ByLetter, Dictionary};
use super::known::{self, Known};
use super::phrase::{Element, GAP_WORDS, Phrase, Word, without_accents};
use super::token::{Gap, Token};
use super::tongue::Plural;

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

/// Many phrases, each with what it stands for. They are put in order when they are first looked for: most workbooks are in
/// one language, and a codebook has several.
#[derive(Debug, Clone)]
pub(super) struct Index<L> {
    phrases: Vec<(Phrase, L)>,
    forms: Forms,
    ordered: OnceLock<Ordered>,
}

/// The phrases by the words that they begin with.
#[derive(Debug, Clone)]
struct Ordered {
    /// Its own, by which threads remember words.
    number: u64,
    /// A number for each word that a phrase holds: texts are compared by these.
    numbers: Dictionary<u32>,
    /// The phrases with their words as numbers.
    numbered: Parted<Numbered>,
    /// By the number of a word: the phrases that may begin with it.
    by_word: Parted<Beginning>,
    /// Phrases that begin with a beginning or an ending of a word, by its first or last letter.
    prefixes: ByLetter<(String, u32)>,
    suffixes: ByLetter<(String, u32)>,
}

/// Many short lists behind each other: each by itself would take longer to make than to fill.
#[derive(Debug, Clone)]
struct Parted<T> {
    all: Vec<T>,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl<T> Parted<T> {
    fn new() -> Self {
        Self { all: Vec::new(), ends: Vec::new() }
    }

    /// Ends the list that is being filled.
    fn end(&mut self) {
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// A list by its number; empty past the last.
    fn get(&self, at: usize) -> &[T] {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(at).copied());
        range.and_then(|(start, end)| self.all.get(start as usize..end as usize)).unwrap_or_default()
    }
}

/// A phrase that may begin with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    phrase: u32,
    /// Whether more has to be asked of the word: how it is written, or whether it is another one that may be left out.
    open: bool,
    /// The word that has to follow directly, where the phrase goes on with one: most phrases end here.
    next: Option<u32>,
    /// How many words the phrase has, where nothing more is asked of it than these: most are of one word or two.
    whole: Option<u8>,
}

impl Beginning {
    /// A phrase of which everything has to be asked.
    fn open(phrase: u32) -> Self {
        Self { phrase, open: true, next: None, whole: None }
    }
}

/// An element of a phrase, with its words as numbers.
#[derive(Debug, Clone)]
enum Numbered {
    One(Choice),
    Optional(Choice),
    Gap,
}

/// The words that may stand in one place of a phrase.
#[derive(Debug, Clone, Default)]
struct Choice {
    /// Those that may be written in any way: nearly all.
    plain: SmallVec<[u32; 2]>,
    others: Vec<NumberedWord>,
}

/// A word of which more is asked than which it is.
#[derive(Debug, Clone)]
enum NumberedWord {
    Capitals(u32),
    Capital(u32),
    Prefix(String),
    Suffix(String),
}

impl Ordered {
    fn of<L>(phrases: &[(Phrase, L)]) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::default();
        let mut number = |word| -> u32 {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(word).or_insert(next)
        };
        let mut numbered = Parted::new();
        for (phrase, _) in phrases {
            numbered.all.extend(phrase.elements().iter().map(|e| Numbered::of(e, &mut number)));
            numbered.end();
        }
        let mut beginnings: Vec<(u32, Beginning)> = Vec::with_capacity(phrases.len());
        let (mut prefixes, mut suffixes) = (ByLetter::default(), ByLetter::default());
        for (at, number) in (0_u32..).zip(0..phrases.len()) {
            let elements = numbered.get(number);
            let open = !matches!(elements.first(), Some(Numbered::One(_)));
            let next = if open { None } else { second(elements) };
            let whole = match elements {
                [_] if !open => Some(1),
                [_, _] if next.is_some() => Some(2),
                _ => None,
            };
            let mut begins = |word: u32, beginning| beginnings.push((word, beginning));
            for word in firsts(elements).flat_map(|choice| &choice.plain) {
                begins(*word, Beginning { phrase: at, open, next, whole });
            }
            for word in firsts(elements).flat_map(|choice| &choice.others) {
                match word {
                    NumberedWord::Capitals(w) | NumberedWord::Capital(w) => {
                        begins(*w, Beginning::open(at));
                    }
                    // `Phrase::parse` takes neither without a letter.
                    NumberedWord::Prefix(w) => {
                        prefixes.push(w.chars().next().unwrap_or_default(), (w.clone(), at));
                    }
                    NumberedWord::Suffix(w) => {
                        suffixes.push(w.chars().next_back().unwrap_or_default(), (w.clone(), at));
                    }
                }
            }
        }
        beginnings.sort_by_key(|(word, _)| *word);
        let mut by_word = Parted::new();
        for (word, beginning) in beginnings {
            while by_word.ends.len() < word as usize {
                by_word.end();
            }
            by_word.all.push(beginning);
        }
        by_word.end();
        let numbers = numbers.into_iter().collect();
        Self { number: known::new_number(), numbers, numbered, by_word, prefixes, suffixes }
    }
}

/// The word that follows the first one, where it can be no other.
fn second(elements: &[Numbered]) -> Option<u32> {
    match elements.get(1) {
        Some(Numbered::One(Choice { plain, others })) => match plain.as_slice() {
            [word] if others.is_empty() => Some(*word),
            _ => None,
        },
        _ => None,
    }
}

/// The words that a match of a phrase can begin with.
fn firsts(elements: &[Numbered]) -> impl Iterator<Item = &Choice> {
    let needed = elements.iter().position(|e| matches!(e, Numbered::One(_))).unwrap_or(0);
    elements.iter().take(needed + 1).filter_map(|element| match element {
        Numbered::One(words) | Numbered::Optional(words) => Some(words),
        Numbered::Gap => None,
    })
}

impl<L: Copy + Ord> Index<L> {
    /// An index of the phrases.
    pub(super) fn new(phrases: Vec<(Phrase, L)>, forms: Forms) -> Self {
        let phrases: Vec<_> = if forms.plain {
            phrases.into_iter().map(|(phrase, label)| (phrase.plain(), label)).collect()
        } else {
            phrases
        };
        Self { phrases, forms, ordered: OnceLock::new() }
    }

    /// The same index without the phrases whose label does not fit: what a rule is worth is measured so.
    #[cfg(test)]
    pub(super) fn without(&self, drop: impl Fn(L) -> bool) -> Self {
        let kept = self.phrases.iter().filter(|(_, label)| !drop(*label)).cloned().collect();
        Self::new(kept, self.forms.clone())
    }

    /// Puts the phrases in order, before they are first looked for.
    pub(super) fn prepare(&self) {
        let _ = self.ordered();
    }

    fn ordered(&self) -> &Ordered {
        self.ordered.get_or_init(|| Ordered::of(&self.phrases))
    }

    /// All matches, by start, longest first; at one start a phrase counts once, with its longest match. `known` are the
    /// same words as the thread knows them.
    pub(super) fn find(&self, tokens: &[Token<'_>], known: &[Rc<Known>]) -> Vec<Hit<L>> {
        let ordered = self.ordered();
        let words = tokens.iter().zip(known);
        let words = words
            .map(|(token, known)| known.spelled(ordered.number, || ordered.spelled(token, &self.forms)))
            .collect();
        self.matches(ordered, &Words { tokens, words })
    }

    fn matches(&self, ordered: &Ordered, text: &Words<'_>) -> Vec<Hit<L>> {
        let mut hits = Vec::new();
        let begins = text.words.iter().enumerate().filter(|(_, word)| !word.begin.is_empty());
        for (start, begin) in begins.map(|(start, word)| (start, &word.begin)) {
            let (first, after) = (hits.len(), text.after(start));
            for begin in begin.iter().filter(|begin| begin.next.is_none_or(|next| after.contains(&next))) {
                let at = begin.phrase as usize;
                let Some((_, label)) = self.phrases.get(at) else { continue };
                let numbered = ordered.numbered.get(at);
                let end = match (begin.whole, numbered.split_first()) {
                    (Some(words), _) => Some(start + usize::from(words)),
                    (None, Some((_, rest))) if !begin.open => text.match_from(rest, start + 1, Edge::Close),
                    _ => text.match_from(numbered, start, Edge::Open),
                };
                if let Some(end) = end.filter(|end| *end > start) {
                    hits.push(Hit { start, end, label: *label });
                }
            }
            // Few phrases begin at one word.
            if let Some(here @ [_, _, ..]) = hits.get_mut(first..) {
                here.sort_unstable_by(|a, b| (b.end, a.label).cmp(&(a.end, b.label)));
            }
        }
        hits.dedup();
        hits
    }
}

impl Ordered {
    /// What a word of a text comes to.
    fn spelled(&self, token: &Token<'_>, forms: &Forms) -> Spelled {
        let number = |word: &str| self.numbers.get(word).copied();
        let plain = |form: Cow<'_, str>| {
            if forms.plain && !form.is_ascii() { without_accents(&form) } else { form.into_owned() }
        };
        let mut others: Vec<String> = token.singulars(&forms.plurals).map(plain).collect();
        if forms.plain && !token.lower.is_ascii() {
            others.push(without_accents(&token.lower));
        }
        let own = number(&token.lower);
        let numbers = own.into_iter().chain(others.iter().filter_map(|form| number(form))).collect();
        let short = token.capitals.then(|| token.lower.strip_suffix('s').and_then(number)).flatten();
        let mut word = Spelled { own, short, numbers, forms: others, begin: SmallVec::new() };
        self.may_begin(&token.lower, &mut word);
        word
    }

    /// Notes the phrases that may begin with a word.
    fn may_begin(&self, lower: &str, word: &mut Spelled) {
        let Spelled { short, numbers, forms, begin, .. } = word;
        let of = |number: &u32| self.by_word.get(*number as usize).iter().copied();
        begin.extend(numbers.iter().flat_map(of));
        // Without its `s` it is a word in capitals, and no other.
        begin.extend(short.iter().flat_map(of).map(|begin| Beginning::open(begin.phrase)));
        for form in std::iter::once(lower).chain(forms.iter().map(String::as_str)) {
            let first = self.prefixes.get(form.chars().next()).iter();
            let starts = first.filter(|(part, _)| form.starts_with(part.as_str()));
            begin.extend(starts.map(|(_, at)| Beginning::open(*at)));
            let last = self.suffixes.get(form.chars().next_back()).iter();
            let ends = last.filter(|(part, _)| form.ends_with(part.as_str()));
            begin.extend(ends.map(|(_, at)| Beginning::open(*at)));
        }
        // Of one phrase, what is certain comes first.
        begin.sort_unstable();
        begin.dedup_by_key(|begin| begin.phrase);
    }
}

/// A word of a text, by the numbers of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelled {
    /// The word as it stands; `None` where no phrase holds it.
    own: Option<u32>,
    /// In capitals, without the `s` of a plural.
    short: Option<u32>,
    /// The word and its other forms.
    numbers: SmallVec<[u32; 4]>,
    forms: Vec<String>,
    /// The phrases that may begin with it.
    begin: SmallVec<[Beginning; 4]>,
}

impl Numbered {
    /// An element of a phrase; a word gets its number by `number`.
    fn of<'w>(element: &'w Element, number: &mut impl FnMut(&'w str) -> u32) -> Self {
        match element {
            Element::One(words) => Self::One(Choice::of(words, number)),
            Element::Optional(words) => Self::Optional(Choice::of(words, number)),
            Element::Gap => Self::Gap,
        }
    }
}

impl Choice {
    fn of<'w>(words: &'w [Word], number: &mut impl FnMut(&'w str) -> u32) -> Self {
        let mut choice = Self::default();
        for word in words {
            let other = match word {
                Word::Any(w) => {
                    choice.plain.push(number(w));
                    continue;
                }
                Word::Capitals(w) => NumberedWord::Capitals(number(w)),
                Word::Capital(w) => NumberedWord::Capital(number(w)),
                Word::Prefix(w) => NumberedWord::Prefix(w.clone()),
                Word::Suffix(w) => NumberedWord::Suffix(w.clone()),
            };
            choice.others.push(other);
        }
        choice
    }
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
    /// What each comes to.
    words: SmallVec<[&'a Spelled; 64]>,
}

impl Words<'_> {
    fn word(&self, at: usize) -> Option<&Spelled> {
        self.words.get(at).copied()
    }

    /// The numbers of the word that follows the one at `at`, where nothing stands between them.
    fn after(&self, at: usize) -> &[u32] {
        let follows = self.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Soft);
        self.word(at + 1).filter(|_| follows).map(|word| word.numbers.as_slice()).unwrap_or_default()
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
    fn fits(&self, choice: &Choice, at: usize, edge: Edge) -> bool {
        let (Some(token), Some(spelled)) = (self.tokens.get(at), self.word(at)) else { return false };
        let joined = match edge {
            Edge::Open => true,
            Edge::Close => token.gap == Gap::Soft,
            Edge::Loose => token.gap <= Gap::Comma,
        };
        if !joined {
            return false;
        }
        if spelled.numbers.iter().any(|number| choice.plain.contains(number)) {
            return true;
        }
        let forms = || std::iter::once(&*token.lower).chain(spelled.forms.iter().map(String::as_str));
        choice.others.iter().any(|word| match word {
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
        let hits = Index::new(phrases, Forms { plurals, plain: true }).find(&tokens, &known::words(&tokens));
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
    fn words_that_were_met_are_the_same_again() {
        let phrases = ["data protection", "AI", "Swiss", "remed*", "*ront", "court"];
        let phrases: Vec<_> = phrases.iter().map(|p| (Phrase::parse(p, true).unwrap(), ())).collect();
        let plurals = vec![Plural::parse("s").unwrap()];
        let index = Index::new(phrases, Forms { plurals, plain: true });
        let once = |text: &str| {
            let fresh = Index::new(index.phrases.clone(), index.forms.clone());
            let tokens = tokenize(text, true);
            let known = known::words(&tokens);
            (fresh.find(&tokens, &known), index.find(&tokens, &known))
        };
        // More words than are remembered, in capitals and not, with a word of many letters among them; and more indexes.
        for number in 0..2 * known::MOST_WORDS / 4 {
            let text = format!("Word{number} AI ai a{number} Swiss courts swiss remedies x{number} front");
            let (fresh, again) = once(&text);
            assert_eq!(again, fresh, "{text}");
            assert_eq!(fresh.len(), 5);
        }
        let long = format!("{} courts", "x".repeat(known::MOST_BYTES + 1));
        for text in [&*long, "courts", &*long] {
            let (fresh, again) = once(text);
            assert_eq!((again.len(), fresh.len()), (1, 1));
        }
    }

    #[test]
    fn words_that_a_text_holds_outlive_those_that_the_thread_forgets() {
        let phrases = vec![(Phrase::parse("data protection", true).unwrap(), ())];
        let index = Index::new(phrases, Forms::default());
        let tokens = tokenize("the data protection act", true);
        let known = known::words(&tokens);
        assert_eq!(index.find(&tokens, &known).len(), 1);
        let many: String = (0..2 * known::MOST_WORDS).map(|number| format!("data{number} ")).collect();
        let others = tokenize(&many, true);
        assert!(index.find(&others, &known::words(&others)).is_empty());
        assert_eq!(index.find(&tokens, &known).len(), 1);
    }
}
