//! Words to what is known of them, found by a number instead of by their letters: every word of every passage is
//! looked up several times.

use std::collections::BTreeMap;

/// A fixed set of words, each with a value.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<V> {
    /// Sorted by [`place`]; words of one drawer stand beside each other.
    entries: Vec<(u64, String, V)>,
    /// Where each drawer begins, and after the last one where it ends: twice as many as words, or a few more.
    drawers: Vec<u32>,
}

impl<V> Default for Dictionary<V> {
    fn default() -> Self {
        Self { entries: Vec::new(), drawers: Vec::new() }
    }
}

impl<V> FromIterator<(String, V)> for Dictionary<V> {
    /// Of words that are no two the same.
    fn from_iter<I: IntoIterator<Item = (String, V)>>(words: I) -> Self {
        let mut entries: Vec<_> = words.into_iter().map(|(word, value)| (key(&word), word, value)).collect();
        let count = (2 * entries.len()).next_power_of_two();
        entries.sort_unstable_by(|(a, one, _), (b, other, _)| {
            (place(*a, count), one).cmp(&(place(*b, count), other))
        });
        let mut drawers = Vec::with_capacity(count + 1);
        for (at, (key, ..)) in (0_u32..).zip(&entries) {
            drawers.resize(drawers.len().max(place(*key, count) + 1), at);
        }
        drawers.resize(count + 1, u32::try_from(entries.len()).unwrap_or(u32::MAX));
        Self { entries, drawers }
    }
}

impl<V> Dictionary<V> {
    /// What is known of a word.
    pub(super) fn get(&self, word: &str) -> Option<&V> {
        let wanted = key(word);
        let drawer = place(wanted, self.drawers.len().checked_sub(1)?);
        let (first, end) = (*self.drawers.get(drawer)?, *self.drawers.get(drawer + 1)?);
        let drawer = self.entries.get(first as usize..end as usize)?;
        drawer.iter().find(|(key, known, _)| *key == wanted && known == word).map(|(.., value)| value)
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
        assert_eq!(Dictionary::<usize>::from_iter([]).get("word1"), None);
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
