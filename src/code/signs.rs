//! Finding signs in a text: most of its bytes are letters, and are passed over many at a time.

use std::ops::Range;

use crate::read::pass_over;

/// Characters that part a text, or stand around a part of it.
pub(super) struct Signs {
    chars: &'static [char],
    /// The bytes that they begin with; the first again where they are fewer.
    first: [u8; 4],
}

impl Signs {
    /// Characters that begin with no more than four different bytes.
    pub(super) const fn new(chars: &'static [char]) -> Self {
        let mut first = [chars[0].encode_utf8(&mut [0; 4]).as_bytes()[0]; 4];
        let (mut at, mut bytes) = (1, 1);
        while at < chars.len() {
            let byte = chars[at].encode_utf8(&mut [0; 4]).as_bytes()[0];
            if byte != first[0] && byte != first[1] && byte != first[2] && byte != first[3] {
                first[bytes] = byte;
                bytes += 1;
            }
            at += 1;
        }
        Self { chars, first }
    }

    /// The bytes of the first of them in a text. Only where one may begin is a character decoded.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        let mut from = 0;
        loop {
            let at = from + first_of(bytes.get(from..)?, self.first)?;
            match text[at..].chars().next() {
                Some(c) if self.chars.contains(&c) => return Some(at..at + c.len_utf8()),
                other => from = at + other.map_or(1, char::len_utf8),
            }
        }
    }

    /// The parts between them, trimmed, as ranges of the text.
    pub(super) fn parts(&self, text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut next = Some(within.start);
        std::iter::from_fn(move || {
            let start = next?;
            let sign = self.find(&text[start..within.end]);
            next = sign.as_ref().map(|sign| start + sign.end);
            Some(trimmed(text, start..sign.map_or(within.end, |sign| start + sign.start)))
        })
    }

    /// Where each of them stands, and which it is.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = (usize, char)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = text.get(from..)?;
            let at = from + self.find(rest)?.start;
            let sign = text.get(at..)?.chars().next()?;
            from = at + sign.len_utf8();
            Some((at, sign))
        })
    }
}

/// Where the first of these bytes stands.
pub(super) fn first_of(bytes: &[u8], signs: [u8; 4]) -> Option<usize> {
    let [a, b, c, d] = signs;
    let is = |byte: u8| (byte == a) | (byte == b) | (byte == c) | (byte == d);
    let passed = pass_over::<32>(bytes, 0, is);
    let passed = pass_over::<8>(bytes, passed, is);
    bytes.get(passed..)?.iter().position(|byte| is(*byte)).map(|at| passed + at)
}

/// A range of the text without the blanks at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static LINE_ENDS: Signs = Signs::new(&['\n', '\r', '\u{2028}', '\u{b}']);
    static BULLETS: Signs = Signs::new(&['×', '•', '▪', '|']);

    proptest! {
        #[test]
        fn parts_are_those_that_the_library_finds(text in r"(?s)([a–é \n\r\u{2028}\u{b}|×•▪…’]|\PC){0,40}") {
            let parts = |signs: &Signs| -> Vec<String> {
                signs.parts(&text, 0..text.len()).map(|range| text[range].to_owned()).collect()
            };
            for signs in [&LINE_ENDS, &BULLETS] {
                let expected: Vec<_> = text.split(signs.chars).map(|part| part.trim().to_owned()).collect();
                prop_assert_eq!(parts(signs), expected);
            }
        }

        #[test]
        fn all_are_found_where_they_stand(text in r"(?s)([a–é \n\u{2028}×•▪…’|]|[a-z]{9}|\PC){0,40}") {
            for signs in [&LINE_ENDS, &BULLETS] {
                let expected: Vec<_> = text.char_indices().filter(|(_, c)| signs.chars.contains(c)).collect();
                prop_assert_eq!(signs.all(&text).collect::<Vec<_>>(), expected);
            }
        }
    }
}
