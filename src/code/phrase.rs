//! Phrases of the codebook, as they are written.
//!
//! A phrase is a short pattern that a policy officer can read: `data protection`, `court|tribunal`, `remed*`,
//! `no (explicit) reference`, `commits .. to`. They are found by [`super::index`].

use smallvec::{SmallVec, smallvec};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::tongue::cut_elision;

/// How many words `..` stands for at the most.
pub(super) const GAP_WORDS: usize = 4;

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
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
pub(super) enum Element {
    /// One of these words.
    One(SmallVec<[Word; 1]>),
    /// One of these words, or nothing.
    Optional(SmallVec<[Word; 1]>),
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
        // A codebook has thousands of phrases, most of them of a word or two: each takes no more room than it needs.
        let mut elements = Vec::with_capacity(written.split_whitespace().count());
        // Most are plain words and nothing else.
        if written.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b' ') {
            let words = written.split(' ').filter(|word| !word.is_empty());
            elements.extend(words.map(|word| Element::One(smallvec![Word::Any(word.to_owned())])));
            if !elements.is_empty() {
                return Ok(Self { elements });
            }
        }
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
                Element::One(smallvec![match (token.capitals, token.capital) {
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

    pub(super) fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The same phrase without accents.
    pub(super) fn plain(mut self) -> Self {
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
pub(super) fn without_accents(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfd().filter(|c| !is_combining_mark(*c)).collect() }
}

fn words(alternatives: &str, written: &str, elides: bool) -> Result<SmallVec<[Word; 1]>, String> {
    let one = |word: &str| {
        if !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return Ok(Word::Any(word.to_owned()));
        }
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
    let mut all = SmallVec::with_capacity(1 + alternatives.bytes().filter(|byte| *byte == b'|').count());
    for word in alternatives.split('|') {
        all.push(one(word)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

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
