//! A person's code in a cell to a level. What is not understood stays not understood.

use std::collections::BTreeMap;

use super::Level;

/// What a written code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelWord {
    /// A level, which may be a plain `unknown`: the cell says "n/a", "tbc", "in development", or nothing.
    Known(Level),
    /// A number whose scale nobody states: a bare `2`.
    NoScale,
    /// None of the codebook's words.
    NotUnderstood,
}

/// The words of the codebook's `[values]`.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    words: BTreeMap<String, Level>,
}

impl Values {
    /// Adds a word. Returns the level that it already has, where that is another.
    pub(super) fn add(&mut self, word: &str, level: Level) -> Option<Level> {
        let before = *self.words.entry(normal(word)).or_insert(level);
        (before != level).then_some(before)
    }

    /// All words that have a level.
    pub(super) fn words(&self) -> impl Iterator<Item = String> + '_ {
        self.words.keys().cloned()
    }

    /// The level of a cell; `by_key` is what the sheet's key says of the code.
    pub(super) fn level(&self, written: &str, by_key: Option<&str>) -> LevelWord {
        let Some(key) = by_key.map(str::trim).filter(|key| !key.is_empty()) else {
            return self.plain(written);
        };
        // The sheet's own key wins over what the word would mean elsewhere.
        match self.plain(key) {
            LevelWord::Known(level) => LevelWord::Known(level),
            _ => self.in_words(key).map_or_else(|| self.word(written), LevelWord::Known),
        }
    }

    /// A code that is a word keeps its usual meaning where the key's words say nothing; a number has none.
    fn word(&self, written: &str) -> LevelWord {
        match self.plain(written) {
            LevelWord::Known(level) if number(&normal(written)).is_none() => LevelWord::Known(level),
            _ => LevelWord::NotUnderstood,
        }
    }

    fn plain(&self, written: &str) -> LevelWord {
        let word = normal(written);
        if word.is_empty() {
            return LevelWord::Known(Level::Unknown);
        }
        if let Some(level) = self.words.get(&word) {
            return LevelWord::Known(*level);
        }
        if let Some(number) = number(&word) {
            let whole = self.words.get(&format!("{number}"));
            return whole.map_or(LevelWord::NoScale, |level| LevelWord::Known(*level));
        }
        self.in_parts(&word).map_or(LevelWord::NotUnderstood, LevelWord::Known)
    }

    /// `yes, p. 12`, `Yes - commitment`, `partial (see note)`: the first part decides; a second part may only
    /// say more exactly what "yes" means.
    fn in_parts(&self, word: &str) -> Option<Level> {
        let parts = word.split([',', ';', ':', '(', ')', '–', '—']).flat_map(|part| part.split(" - "));
        let mut parts = parts.map(str::trim).filter(|part| !part.is_empty());
        let first = *self.words.get(normal(parts.next()?).as_str())?;
        let mut level = first;
        for other in parts.filter_map(|part| self.words.get(normal(part).as_str()).copied()) {
            match (level, other) {
                (a, b) if a == b => {}
                (Level::Addressed, Level::Mention | Level::Commitment) => level = other,
                (Level::Mention | Level::Commitment, Level::Addressed) => {}
                _ => return None,
            }
        }
        Some(level)
    }

    /// A key in a sentence: "explicit commitment to act". Only where all words that are known agree, and
    /// nothing is negated, since "no commitment" says less than it seems to.
    fn in_words(&self, key: &str) -> Option<Level> {
        let words: Vec<_> = key
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        if words.iter().any(|w| ["no", "not", "without", "nor", "neither", "non"].contains(&w.as_str())) {
            return None;
        }
        let mut levels: Vec<_> = words
            .iter()
            .filter(|w| w.chars().count() > 3)
            .filter_map(|w| self.words.get(w).copied())
            .filter(|level| *level != Level::Unknown)
            .collect();
        levels.sort_unstable();
        levels.dedup();
        // "mentioned with a measure" is both: left to a person.
        (levels.len() == 1).then(|| levels.first().copied()).flatten()
    }
}

/// Without case, outer spaces, doubled spaces, footnote marks and a closing stop.
fn normal(written: &str) -> String {
    let spaced = written.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let marks = |c: char| "*†‡¹²³⁴⁵⁶⁷⁸⁹⁰\u{fe0f}!\"'“”‘’`".contains(c);
    let bare = spaced.trim_matches(marks).trim();
    // "n.a." keeps its stops, and "..." is a word of its own.
    let stopped = bare.strip_suffix('.').filter(|stem| !stem.is_empty() && !stem.contains('.'));
    let bare = stopped.unwrap_or(bare);
    let bracketed = bare.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
    bracketed.filter(|inside| !inside.trim().is_empty()).unwrap_or(bare).trim().to_owned()
}

/// A whole, small number, also as `2.0` or `2,0`.
fn number(word: &str) -> Option<u32> {
    let whole = word.strip_suffix(".0").or_else(|| word.strip_suffix(",0")).unwrap_or(word);
    whole.bytes().all(|b| b.is_ascii_digit()).then(|| whole.parse().ok()).flatten().filter(|n| *n <= 100)
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::*;
    use Level::{Addressed, Commitment, Mention, None, Unknown};

    fn level(written: &str, key: Option<&str>) -> LevelWord {
        builtin().level(written, key)
    }

    #[test]
    fn words_signs_and_numbers_have_their_levels() {
        let cases = [
            (Commitment, &["commitment", " Committed ", "ACTION", "Yes - commitment", "measure*"][..]),
            (Mention, &["mention", "Partial", "partly", "reference", "yes (mention)", "partial (see note)"]),
            (
                Addressed,
                &["yes", "Y", "✓", "✔", "✔\u{fe0f}", "TRUE", "addressed", "1", "1.0", "1,0", "yes, p. 12"],
            ),
            (None, &["no", "None", "not addressed", "✗", "false", "0", "0.0", "No."]),
            (
                Unknown,
                &[
                    "",
                    " ",
                    "n/a",
                    "N.A.",
                    "-",
                    "–",
                    "?",
                    "TBC",
                    "pending",
                    "In development",
                    "no data",
                    "(n/a)",
                ],
            ),
        ];
        for (expected, words) in cases {
            for word in words {
                assert_eq!(level(word, Option::None), LevelWord::Known(expected), "{word:?}");
            }
        }
    }

    #[test]
    fn scores_need_a_scale_and_the_rest_is_not_guessed() {
        for word in ["2", "3", "2.0", "10"] {
            assert_eq!(level(word, Option::None), LevelWord::NoScale, "{word:?}");
        }
        for word in ["50%", "x", "X", "-1", "1.5", "banana", "yes/no", "no, yes", "no commitment", "1e9"] {
            assert_eq!(level(word, Option::None), LevelWord::NotUnderstood, "{word:?}");
        }
    }

    #[test]
    fn the_sheet_s_key_decides() {
        assert_eq!(level("2", Some("commitment")), LevelWord::Known(Commitment));
        assert_eq!(level("x", Some("addressed")), LevelWord::Known(Addressed));
        assert_eq!(level("1", Some("Mentioned in passing")), LevelWord::Known(Mention));
        assert_eq!(level("3", Some("an explicit commitment by the state")), LevelWord::Known(Commitment));
        assert_eq!(level("2", Some("no commitment")), LevelWord::NotUnderstood);
        assert_eq!(level("2", Some("mentioned with a measure")), LevelWord::NotUnderstood);
    }
}
