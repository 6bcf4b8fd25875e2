//! Words that were shaped already, for all documents of a run: reports of one workbook are set in the same few thousand.

use std::sync::{Arc, PoisonError, RwLock};

use foldhash::HashMap;

use super::face::FaceId;
use super::text::Word;

/// Most words of a face that are kept, and the longest, in bytes: a text without spaces is no word to meet again.
const MOST_WORDS: usize = 20_000;
const LONGEST_WORD: usize = 48;

/// Shaped words by face and text. What it holds never changes what is set, only how long that takes.
#[derive(Debug, Default)]
pub(super) struct Store {
    words: [RwLock<HashMap<Box<str>, Arc<Word>>>; FaceId::ALL.len()],
}

impl Store {
    /// The word, shaped by `shape` if nobody has met it yet.
    pub(super) fn word(&self, face: FaceId, text: &str, shape: impl FnOnce() -> Word) -> Arc<Word> {
        if text.len() > LONGEST_WORD {
            return Arc::new(shape());
        }
        let words = &self.words[face as usize];
        // What a thread that panicked left is whole words all the same.
        let known = words.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(text) {
            return Arc::clone(known);
        }
        let full = known.len() >= MOST_WORDS;
        drop(known);
        let word = Arc::new(shape());
        if full {
            return word;
        }
        let mut words = words.write().unwrap_or_else(PoisonError::into_inner);
        if words.len() < MOST_WORDS {
            words.entry(text.into()).or_insert_with(|| Arc::clone(&word));
        }
        word
    }
}
