//! What a thread knows of the words that it has met: texts repeat their words, and each of them is looked for in several
//! indexes and asked what it does in a sentence.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::HashMap;

use super::index::Spelled;
use super::token::Token;
use super::tongue::Roles;

/// Most words that a thread remembers. In a text of any length, most words are among its few thousand commonest ones.
pub(super) const MOST_WORDS: usize = 8192;

/// Most bytes of them: a cell may be one word.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// Most answers that are remembered for a word: a run has four a language.
const MOST_FACTS: u32 = 64;

/// What was found out, by the number of the index or grammar that was asked: each hangs on the one before, so that what
/// was told once stays where it is.
type Facts<T> = OnceCell<Box<Fact<T>>>;

#[derive(Debug)]
struct Fact<T> {
    number: u64,
    told: T,
    next: Facts<T>,
}

/// A word, and what was found out about it so far.
#[derive(Debug, Default)]
pub(super) struct Known {
    spelled: Facts<Spelled>,
    roles: Facts<Roles>,
    /// How many facts these are.
    facts: Cell<u32>,
}

impl Known {
    /// What the word comes to in an index.
    pub(super) fn spelled(&self, index: u64, spell: impl FnOnce() -> Spelled) -> &Spelled {
        self.told(&self.spelled, index, spell)
    }

    /// What the word does by a grammar.
    pub(super) fn roles(&self, grammar: u64, find: impl FnOnce() -> Roles) -> Roles {
        *self.told(&self.roles, grammar, find)
    }

    /// What is kept under a number; found out where nothing is.
    fn told<'k, T>(&'k self, mut facts: &'k Facts<T>, number: u64, find: impl FnOnce() -> T) -> &'k T {
        while let Some(fact) = facts.get() {
            if fact.number == number {
                return &fact.told;
            }
            facts = &fact.next;
        }
        self.facts.set(self.facts.get() + 1);
        &facts.get_or_init(|| Box::new(Fact { number, told: find(), next: OnceCell::new() })).told
    }
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
        if let Some(known) = words.get(&*token.lower).filter(|known| known.facts.get() < MOST_FACTS) {
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
