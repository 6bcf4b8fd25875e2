//! What a thread knows of the words that it has met: texts repeat their words, and each of them is looked for in several
//! indexes and asked what it does in a sentence.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::HashMap;
use smallvec::SmallVec;

use super::index::Spelled;
use super::token::Token;
use super::tongue::Roles;

/// Most words that a thread remembers. In a text of any length, most words are among its few thousand commonest ones.
pub(super) const MOST_WORDS: usize = 8192;

/// Most bytes of them: a cell may be one word.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// Most indexes in which a word is remembered: a run has three a language.
const MOST_INDEXES: usize = 32;

/// What was found out, by the number of the index or grammar that was asked.
type Facts<T> = RefCell<SmallVec<[(u64, T); 3]>>;

/// A word, and what was found out about it so far.
#[derive(Debug, Default)]
pub(super) struct Known {
    spelled: Facts<Rc<Spelled>>,
    roles: Facts<Roles>,
}

impl Known {
    /// What the word comes to in an index.
    pub(super) fn spelled(&self, index: u64, spell: impl FnOnce() -> Spelled) -> Rc<Spelled> {
        told(&self.spelled, index, || Rc::new(spell()))
    }

    /// What the word does by a grammar.
    pub(super) fn roles(&self, grammar: u64, find: impl FnOnce() -> Roles) -> Roles {
        told(&self.roles, grammar, find)
    }
}

/// What is kept under a number; found out where nothing is.
fn told<T: Clone>(facts: &Facts<T>, number: u64, find: impl FnOnce() -> T) -> T {
    let mut facts = facts.borrow_mut();
    if let Some((_, known)) = facts.iter().find(|(other, _)| *other == number) {
        return known.clone();
    }
    let new = find();
    if facts.len() >= MOST_INDEXES {
        facts.clear();
    }
    facts.push((number, new.clone()));
    new
}

/// A number for an index or a grammar that no other one of this process has.
pub(super) fn new_number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The words of a text, as this thread knows them.
pub(super) fn words(tokens: &[Token<'_>]) -> Vec<Rc<Known>> {
    MET.with_borrow_mut(|met| tokens.iter().map(|token| met.word(token)).collect())
}

thread_local! {
    static MET: RefCell<Met> = RefCell::default();
}

/// Words that were met.
#[derive(Default)]
struct Met {
    /// Those that are not all in capitals, and those that are: they are read otherwise.
    words: [HashMap<Box<str>, Rc<Known>>; 2],
    /// Of all of them.
    bytes: usize,
}

impl Met {
    fn word(&mut self, token: &Token<'_>) -> Rc<Known> {
        let words = &self.words[usize::from(token.capitals)];
        if let Some(known) = words.get(&*token.lower) {
            return Rc::clone(known);
        }
        // Whoever still asks for a word of before holds it.
        if words.len() >= MOST_WORDS || self.bytes >= MOST_BYTES {
            *self = Self::default();
        }
        let new = Rc::<Known>::default();
        self.bytes += token.lower.len();
        self.words[usize::from(token.capitals)].insert((*token.lower).into(), Rc::clone(&new));
        new
    }
}
