//! A part of a cell's text, as written, without a copy of it: a large table would hold each passage twice.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Words of a text, which they keep alive. Compares and reads as a `str`.
#[derive(Clone)]
pub struct Excerpt {
    text: Arc<str>,
    start: u32,
    end: u32,
}

impl Excerpt {
    /// A part of a text, where it is one; else a copy of the words.
    #[must_use]
    pub fn of(text: &Arc<str>, part: &str) -> Self {
        let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
        let within = start.and_then(|start| {
            let end = start.checked_add(part.len())?;
            // Another text may lie where this one ended; what stands there is what counts.
            (text.get(start..end)? == part).then_some((u32::try_from(start).ok()?, u32::try_from(end).ok()?))
        });
        match within {
            Some((start, end)) => Self { text: Arc::clone(text), start, end },
            None => Self::from(part),
        }
    }

    /// The bytes of a text that it is; `None` where it is a part of another text, or a copy.
    #[must_use]
    pub fn range_in(&self, text: &Arc<str>) -> Option<Range<usize>> {
        Arc::ptr_eq(&self.text, text).then_some(self.start as usize..self.end as usize)
    }

    /// The bytes of a longer excerpt that it is; `None` where it stands elsewhere.
    #[must_use]
    pub fn range_within(&self, longer: &Self) -> Option<Range<usize>> {
        let (start, end) = (self.start.checked_sub(longer.start)?, self.end.checked_sub(longer.start)?);
        let within = Arc::ptr_eq(&self.text, &longer.text) && self.end <= longer.end;
        within.then_some(start as usize..end as usize)
    }
}

/// The words of excerpts as texts of their own, for what outlives the cells.
pub(crate) fn strings(excerpts: &[Excerpt]) -> Vec<String> {
    excerpts.iter().map(ToString::to_string).collect()
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl From<&str> for Excerpt {
    fn from(text: &str) -> Self {
        Self::from(Arc::from(text))
    }
}

impl From<Arc<str>> for Excerpt {
    /// A text as a whole.
    fn from(text: Arc<str>) -> Self {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self { text, start: 0, end }
    }
}

impl Default for Excerpt {
    fn default() -> Self {
        Self::from("")
    }
}

impl std::borrow::Borrow<str> for Excerpt {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Excerpt {}

impl PartialEq<&str> for Excerpt {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_held_by_its_text_and_anything_else_is_copied() {
        let text: Arc<str> = Arc::from("The plan names privacy. It says no more.");
        let part = Excerpt::of(&text, &text[4..22]);
        assert_eq!(&*part, "plan names privacy");
        assert_eq!(part.range_in(&text), Some(4..22));
        let copied = Excerpt::of(&text, "plan names privacy");
        assert_eq!(copied.range_in(&text), None);
        assert_eq!(part, copied);
        assert_eq!(&*Excerpt::of(&text, ""), "");
    }

    #[test]
    fn a_part_of_a_part_has_its_place_in_it_and_no_other_words_have() {
        let text: Arc<str> = Arc::from("The plan names privacy. It names remedy.");
        let sentence = Excerpt::of(&text, &text[24..40]);
        let within = |part: Excerpt| part.range_within(&sentence);
        assert_eq!(within(Excerpt::of(&text, &text[27..32])), Some(3..8));
        assert_eq!(within(sentence.clone()), Some(0..16));
        assert_eq!(within(Excerpt::of(&text, &text[9..14])), None, "before it");
        assert_eq!(within(Excerpt::of(&text, &text[15..29])), None, "begins before it");
        let shorter = Excerpt::of(&text, &text[24..31]);
        assert_eq!(sentence.range_within(&shorter), None, "ends behind it");
        assert_eq!(within(Excerpt::from("names")), None, "of another text");
    }
}
