//! Phrases of the codebook, and finding them in the words of a text.
//!
//! A phrase is a short pattern that a policy officer can read: `data protection`, `court|tribunal`, `remed*`,
//! `no (explicit) reference`, `commits .. to`. All phrases stand in one index by their first word, so that the
//! time grows with the text and hardly with the number of phrases.

use std::collections::BTreeMap;

use super::token::{Gap, Token};

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
    /// Reads a phrase as the codebook writes it.
    ///
    /// # Errors
    /// A message without a place, where the phrase is empty or its signs are misplaced.
    pub(super) fn parse(written: &str) -> Result<Self, String> {
        let mut elements = Vec::new();
        for piece in written.split_whitespace() {
            let inside = piece.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            if piece == ".." {
                elements.push(Element::Gap);
            } else if let Some(inside) = inside {
                elements.push(Element::Optional(words(inside, written)?));
            } else {
                // `e-waste` is two words, as in the text; alternatives with hyphens would be ambiguous.
                for part in piece.split('-').filter(|part| !part.is_empty()) {
                    elements.push(Element::One(words(part, written)?));
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
    pub(super) fn name(written: &str) -> Option<Self> {
        let elements: Vec<_> = super::token::tokenize(written)
            .into_iter()
            .map(|token| {
                Element::One(vec![match (token.capitals, token.capital) {
                    (true, _) => Word::Capitals(token.lower),
                    (_, true) => Word::Capital(token.lower),
                    _ => Word::Any(token.lower),
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
}

fn words(alternatives: &str, written: &str) -> Result<Vec<Word>, String> {
    let one = |word: &str| {
        let (stem, prefix) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
        let odd = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'));
        if stem.is_empty() || stem.contains(odd) {
            return Err(format!("`{word}` in `{written}` is not a word"));
        }
        let lower = stem.to_lowercase().replace('’', "'");
        let letters = stem.chars().filter(|c| c.is_alphabetic()).count();
        Ok(match () {
            () if prefix => Word::Prefix(lower),
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

/// Many phrases, each with what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Index<L> {
    phrases: Vec<(Phrase, L)>,
    by_word: BTreeMap<String, Vec<u32>>,
    prefixes: Vec<(String, u32)>,
    plurals: bool,
}

impl<L: Copy + Ord> Index<L> {
    /// An index of the phrases; with `plurals`, each word of a text counts as its singular too.
    pub(super) fn new(phrases: Vec<(Phrase, L)>, plurals: bool) -> Self {
        let mut by_word: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut prefixes = Vec::new();
        for (number, (phrase, _)) in (0_u32..).zip(&phrases) {
            for word in phrase.firsts() {
                match word {
                    Word::Any(w) | Word::Capitals(w) | Word::Capital(w) => {
                        // Looked up before it is cloned: most phrases share their first words.
                        if let Some(list) = by_word.get_mut(w.as_str()) {
                            list.push(number);
                        } else {
                            by_word.insert(w.clone(), vec![number]);
                        }
                    }
                    Word::Prefix(w) => prefixes.push((w.clone(), number)),
                }
            }
        }
        for list in by_word.values_mut() {
            list.dedup();
        }
        Self { phrases, by_word, prefixes, plurals }
    }

    /// All matches, by start, longest first; at one start a phrase counts once, with its longest match.
    pub(super) fn find(&self, tokens: &[Token]) -> Vec<Hit<L>> {
        let mut hits = Vec::new();
        let mut numbers = Vec::new();
        let forms: Vec<Vec<String>> =
            tokens.iter().map(|t| if self.plurals { t.singulars().collect() } else { Vec::new() }).collect();
        for (start, token) in tokens.iter().enumerate() {
            numbers.clear();
            let singular = forms[start].iter().map(String::as_str);
            for form in std::iter::once(token.lower.as_str()).chain(singular) {
                numbers.extend(self.by_word.get(form).into_iter().flatten().copied());
            }
            numbers.extend(self.prefixes.iter().filter(|(p, _)| token.lower.starts_with(p)).map(|(_, n)| *n));
            numbers.sort_unstable();
            numbers.dedup();
            for number in &numbers {
                let Some((phrase, label)) = self.phrases.get(*number as usize) else { continue };
                let text = Words { tokens, forms: &forms };
                if let Some(end) =
                    text.match_from(&phrase.elements, start, Edge::Open).filter(|end| *end > start)
                {
                    hits.push(Hit { start, end, label: *label });
                }
            }
        }
        hits.sort_by(|a, b| (a.start, b.end, a.label).cmp(&(b.start, a.end, b.label)));
        hits.dedup();
        hits
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
    tokens: &'a [Token],
    forms: &'a [Vec<String>],
}

impl Words<'_> {
    /// The end of the longest match of the elements from word `at`.
    fn match_from(&self, elements: &[Element], at: usize, edge: Edge) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        let next = || self.match_from(rest, at + 1, Edge::Close);
        match element {
            Element::One(words) => self.fits(words, at, edge).then(next).flatten(),
            Element::Optional(words) => {
                let with = self.fits(words, at, edge).then(next).flatten();
                with.or_else(|| self.match_from(rest, at, edge))
            }
            Element::Gap => (at..=at + GAP_WORDS)
                .take_while(|to| self.tokens.get(*to).is_some_and(|t| t.gap <= Gap::Comma))
                .find_map(|to| self.match_from(rest, to, Edge::Loose)),
        }
    }

    /// Whether the word at `at` is one of these, and no punctuation cuts it off from the word before.
    fn fits(&self, words: &[Word], at: usize, edge: Edge) -> bool {
        let (Some(token), Some(forms)) = (self.tokens.get(at), self.forms.get(at)) else { return false };
        let joined = match edge {
            Edge::Open => true,
            Edge::Close => token.gap == Gap::Soft,
            Edge::Loose => token.gap <= Gap::Comma,
        };
        if !joined {
            return false;
        }
        words.iter().any(|word| match word {
            Word::Any(w) => token.lower == *w || forms.contains(w),
            Word::Capitals(w) => {
                token.capitals && (token.lower == *w || token.lower.strip_suffix('s') == Some(w))
            }
            Word::Capital(w) => token.capital && token.lower == *w,
            Word::Prefix(w) => token.lower.starts_with(w.as_str()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let phrases = phrases.iter().map(|p| (Phrase::parse(p).unwrap(), ())).collect();
        let tokens = tokenize(text);
        let hits = Index::new(phrases, true).find(&tokens);
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
    fn empty_and_misplaced_signs_are_refused() {
        for wrong in ["", "   ", "..", "to ..", "a||b", "(very)", "a&b"] {
            assert!(Phrase::parse(wrong).is_err(), "{wrong:?} was accepted");
        }
    }
}
