//! The themes that rows are filed under. A table repeats a few texts in all its rows, and often has more themes than the
//! codebook: each text is understood once.

use foldhash::HashMap;

use super::Codebook;
use crate::read::Meaning;
use crate::resolve::Entry;

/// Unknown themes of which something like them is looked for. People misspell a few; past this they are no spellings.
const MOST_SUGGESTIONS: usize = 1000;
/// Longer texts are like no spelling, in bytes.
const LONGEST: usize = 80;
/// How like a spelling a text must be for it to be suggested, of 1.
const ALIKE: f64 = 0.85;

/// What a cell names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The themes, by their numbers in the codebook.
    pub(super) themes: Vec<usize>,
    /// What is no theme, each with a spelling of the codebook that is like it.
    pub(super) unknown: Vec<(Box<str>, Option<Box<str>>)>,
}

/// What each text of the themes' columns names.
#[derive(Debug, Default)]
pub(super) struct Filed(HashMap<Box<str>, Named>);

impl Filed {
    /// Understands the texts of all rows.
    pub(super) fn of(entries: &[Entry], codebook: &Codebook) -> Self {
        let mut filed = HashMap::<Box<str>, Named>::default();
        let mut reader = Reader { codebook, spellings: None, suggested: 0 };
        for text in entries.iter().filter_map(|entry| entry.record.text(Meaning::Theme)) {
            if !filed.contains_key(text) {
                filed.insert(text.into(), reader.named(text));
            }
        }
        Self(filed)
    }

    /// What a text of these rows names; `None` for any other.
    pub(super) fn get(&self, text: &str) -> Option<&Named> {
        self.0.get(text)
    }
}

struct Reader<'a> {
    codebook: &'a Codebook,
    /// The spellings of all themes, as written and in lower case; made for the first unknown one.
    spellings: Option<Vec<(String, String)>>,
    /// How many unknown ones something was looked for.
    suggested: usize,
}

impl Reader<'_> {
    /// The themes that a cell names, which may be several.
    fn named(&mut self, text: &str) -> Named {
        let mut named = Named::default();
        if let Some(theme) = self.codebook.theme(text) {
            named.themes.push(theme);
            return named;
        }
        let parts =
            text.split([';', ',', '/', '+', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
        for part in parts {
            match self.codebook.theme(part) {
                Some(theme) if !named.themes.contains(&theme) => named.themes.push(theme),
                Some(_) => {}
                None => named.unknown.push((part.into(), self.like(part))),
            }
        }
        named
    }

    /// The spelling of a theme that is most like an unknown one.
    fn like(&mut self, written: &str) -> Option<Box<str>> {
        self.suggested += 1;
        if self.suggested > MOST_SUGGESTIONS || written.len() > LONGEST {
            return None;
        }
        let spellings = self.spellings.get_or_insert_with(|| {
            let labels = self.codebook.header_labels().into_iter().flat_map(|(_, spellings)| spellings);
            labels.map(|spelling| (spelling.to_lowercase(), spelling)).collect()
        });
        let lower = written.to_lowercase();
        let scored =
            spellings.iter().map(|(known, as_written)| (strsim::jaro_winkler(known, &lower), as_written));
        let near = scored.filter(|(score, _)| *score > ALIKE).max_by(|a, b| a.0.total_cmp(&b.0));
        near.map(|(_, spelling)| spelling.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::*;

    #[test]
    fn a_cell_names_themes_and_what_is_none() {
        let mut reader = Reader { codebook: builtin(), spellings: None, suggested: 0 };
        let named = reader.named("Privacy / AI; privacy, remedyy | land");
        assert_eq!(named.themes, [2, 1]);
        let unknown: Vec<(&str, Option<&str>)> =
            named.unknown.iter().map(|(part, like)| (&**part, like.as_deref())).collect();
        assert_eq!(unknown, [("remedyy", Some("Remedy")), ("land", None)]);
        // The whole goes before its parts.
        assert_eq!(reader.named("ICT / digital"), reader.named("ICT/digital"));
    }

    #[test]
    fn past_a_thousand_they_are_no_spellings() {
        let mut reader = Reader { codebook: builtin(), spellings: None, suggested: 0 };
        for _ in 0..MOST_SUGGESTIONS {
            assert!(reader.like("remedi").is_some());
        }
        assert!(reader.like("remedi").is_none());
    }
}
