//! Words to what is known of them, found by a number instead of by their letters: every word of every passage is
//! looked up several times.

use std::collections::BTreeMap;

/// A fixed set of words, each with a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary<V> {
    /// The words behind each other: thousands of small texts take long to make and to give back.
    letters: String,
    /// Sorted by [`place`]; words of one drawer stand beside each other.
    entries: Vec<Entry<V>>,
    /// Where each drawer begins, and after the last one where it ends: twice as many as words, or a few more.
    drawers: Vec<u32>,
}

#[derive(Debug, Clone, Default)]
struct Entry<V> {
    key: u64,
    /// Where its letters begin, and how many bytes they are.
    word: (u32, u32),
    value: V,
}

impl<W: AsRef<str>, V: Clone + Default> FromIterator<(W, V)> for Dictionary<V> {
    /// Of words that are no two the same.
    fn from_iter<I: IntoIterator<Item = (W, V)>>(words: I) -> Self {
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut letters = String::new();
        let mut add = |(word, value): (W, V)| {
            let word = word.as_ref();
            let start = number(letters.len());
            letters.push_str(word);
            Entry { key: key(word), word: (start, number(word.len())), value }
        };
        let listed: Vec<Entry<V>> = words.into_iter().map(&mut add).collect();
        let count = (2 * listed.len()).next_power_of_two();
        // Each drawer's number of words becomes the end of it, and going back through the words its start.
        let mut drawers = vec![0_u32; count + 1];
        for entry in &listed {
            drawers[place(entry.key, count)] += 1;
        }
        let mut end = 0;
        for drawer in &mut drawers {
            end += *drawer;
            *drawer = end;
        }
        let mut entries = vec![Entry::default(); listed.len()];
        for entry in listed.into_iter().rev() {
            let at = &mut drawers[place(entry.key, count)];
            *at -= 1;
            entries[*at as usize] = entry;
        }
        Self { letters, entries, drawers }
    }
}

impl<V> Dictionary<V> {
    /// What is known of a word.
    pub(super) fn get(&self, word: &str) -> Option<&V> {
        let wanted = key(word);
        let drawer = place(wanted, self.drawers.len().checked_sub(1)?);
        let (first, end) = (*self.drawers.get(drawer)?, *self.drawers.get(drawer + 1)?);
        let drawer = self.entries.get(first as usize..end as usize)?;
        let same = |(start, length): (u32, u32)| {
            length as usize == word.len()
                && self.letters.get(start as usize..).is_some_and(|l| l.starts_with(word))
        };
        drawer.iter().find(|entry| entry.key == wanted && same(entry.word)).map(|entry| &entry.value)
    }
}

/// The drawer of a key, of so many, which is a power of two. Multiplied, since short words differ in few of its bits.
fn place(key: u64, count: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (count - 1)
}

/// Values by a letter, such as endings by their last.
#[derive(Debug, Clone)]
pub(super) struct ByLetter<V> {
    ascii: Vec<Vec<V>>,
    others: BTreeMap<char, Vec<V>>,
}

impl<V> Default for ByLetter<V> {
    fn default() -> Self {
        Self { ascii: Vec::new(), others: BTreeMap::new() }
    }
}

impl<V> ByLetter<V> {
    pub(super) fn push(&mut self, letter: char, value: V) {
        let at = letter as usize;
        if letter.is_ascii() {
            if self.ascii.len() <= at {
                self.ascii.resize_with(at + 1, Vec::new);
            }
            self.ascii[at].push(value);
        } else {
            self.others.entry(letter).or_default().push(value);
        }
    }

    /// The values of a letter, in the order in which they came; none where there is no letter.
    pub(super) fn get(&self, letter: Option<char>) -> &[V] {
        let found = match letter {
            Some(letter) if letter.is_ascii() => self.ascii.get(letter as usize),
            Some(letter) => self.others.get(&letter),
            None => None,
        };
        found.map_or(&[], Vec::as_slice)
    }
}

/// A number for a word, from its length and at most sixteen bytes at its ends: few words are longer. Words that share one
/// are told apart by their letters.
fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (head, tail) = if let Some((head, tail)) = ends::<8>(bytes) {
        (u64::from_le_bytes(head), u64::from_le_bytes(tail))
    } else if let Some((head, tail)) = ends::<4>(bytes) {
        (u32::from_le_bytes(head).into(), u32::from_le_bytes(tail).into())
    } else {
        let at = |at: usize| bytes.get(at).map_or(0, |byte| u64::from(*byte));
        (at(0), at(1) << 8 | at(2))
    };
    let mixed = |hash: u64, part: u64| (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    mixed(mixed(bytes.len() as u64, head), tail)
}

/// The first bytes and the last ones, where there are so many.
fn ends<const N: usize>(bytes: &[u8]) -> Option<([u8; N], [u8; N])> {
    Some((*bytes.first_chunk()?, *bytes.last_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let words: BTreeMap<String, usize> = (0..500).map(|n| (format!("word{n}"), n)).collect();
        let dictionary = Dictionary::from_iter(words.clone());
        assert!(words.iter().all(|(word, n)| dictionary.get(word) == Some(n)));
        assert_eq!(dictionary.get("word500"), None);
        assert_eq!(dictionary.get(""), None);
        assert_eq!(Dictionary::<usize>::default().get("word1"), None);
        assert_eq!(Dictionary::<usize>::from_iter([("", 0); 0]).get("word1"), None);
    }

    #[test]
    fn values_are_kept_by_their_letter() {
        let mut values = ByLetter::default();
        [('s', 1), ('é', 2), ('s', 3)].into_iter().for_each(|(letter, value)| values.push(letter, value));
        assert_eq!(values.get(Some('s')), [1, 3]);
        assert_eq!(values.get(Some('é')), [2]);
        assert!(values.get(Some('z')).is_empty() && values.get(Some('ç')).is_empty());
        assert!(values.get(None).is_empty());
    }
}
