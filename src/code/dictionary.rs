//! Words to what is known of them, found by a number instead of by their letters: every word of every passage is
//! looked up several times.

use std::collections::BTreeMap;

/// A fixed set of words, each with a value.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<V> {
    /// Sorted by [`key`]; words with one key stand beside each other.
    entries: Vec<(u64, String, V)>,
}

impl<V> Default for Dictionary<V> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<V> From<BTreeMap<String, V>> for Dictionary<V> {
    fn from(words: BTreeMap<String, V>) -> Self {
        let mut entries: Vec<_> = words.into_iter().map(|(word, value)| (key(&word), word, value)).collect();
        entries.sort_by_key(|(key, ..)| *key);
        Self { entries }
    }
}

impl<V> Dictionary<V> {
    /// What is known of a word.
    pub(super) fn get(&self, word: &str) -> Option<&V> {
        let wanted = key(word);
        let first = self.entries.partition_point(|(key, ..)| *key < wanted);
        let same = self.entries.get(first..)?.iter().take_while(|(key, ..)| *key == wanted);
        same.into_iter().find(|(_, known, _)| known == word).map(|(.., value)| value)
    }
}

/// A number for a word (FNV-1a); words that share one are told apart by their letters.
fn key(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let words: BTreeMap<String, usize> = (0..500).map(|n| (format!("word{n}"), n)).collect();
        let dictionary = Dictionary::from(words.clone());
        assert!(words.iter().all(|(word, n)| dictionary.get(word) == Some(n)));
        assert_eq!(dictionary.get("word500"), None);
        assert_eq!(dictionary.get(""), None);
    }
}
