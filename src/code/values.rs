//! A person's code in a cell to a level. What is not understood stays not understood.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Level;
use super::given::is_placeholder;
use super::marks::{Number, Seen, TICKS, number};
use super::value_words::{ACTION, BLURS, DOCUMENT, NAMED, NEGATES, ONLY, STEPS, Says, TAKES_BACK};

/// What a written code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelWord {
    /// A level, which may be a plain `unknown`: the cell says "n/a", "tbc", "in development", or nothing.
    Known(Level),
    /// A number whose scale nobody states: a bare `2`.
    NoScale,
    /// A share of something: `45%`. Nobody can say which level that is.
    Percent,
    /// Several codes that differ: `yes/no`, `1; 2`.
    Several,
    /// None of the codebook's words.
    NotUnderstood,
}

/// A sign or a letter alone has no meaning of its own beside a key that gives it another; "no" has.
const LONGEST_SIGN: usize = 1;

/// Words of a key's sentence up to this length say nothing of a level: "no", "yes" and "si" stand there as other words.
const LONGEST_SHORT: usize = 3;

/// Words between two codes of one cell.
const BETWEEN: &[&str] = &["and", "or", "et", "ou", "y", "o", "e", "u", "und", "oder", "to", "vs"];

/// The words of the codebook's `[values]`.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    words: BTreeMap<String, Level>,
    /// Letters that mean yes and no where both stand on a sheet.
    pairs: Vec<(String, String)>,
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

    /// Adds a pair such as `j/n`; `false` where it is none.
    pub(super) fn add_pair(&mut self, pair: &str) -> bool {
        let Some((yes, no)) = pair.split_once('/') else { return false };
        let (yes, no) = (normal(yes), normal(no));
        let fits = !yes.is_empty() && !no.is_empty() && yes != no;
        if fits {
            self.pairs.push((yes, no));
        }
        fits
    }

    /// Takes note of a cell with a code, or a blank one, of the sheet that `seen` is about.
    pub(super) fn see(&self, written: &str, seen: &mut Seen) {
        let word = normal(written);
        if word.is_empty() {
            seen.blank = true;
            return;
        }
        let head = head(&word);
        match number(head) {
            Some(Number::Whole(n)) => seen.scale |= !self.words.contains_key(&n.to_string()),
            Some(Number::Other) => seen.scale = true,
            Some(Number::Percent) => seen.percent = true,
            None => {}
        }
        let level = self.words.get(head);
        if level != Some(&Level::Unknown) || head == "☐" {
            seen.add(head);
        }
    }

    /// The level of a cell; `by_key` is what the sheet's key says of the code, `seen` what else stands on the sheet.
    pub(super) fn level(&self, written: &str, by_key: Option<&str>, seen: &Seen) -> LevelWord {
        let Some(key) = by_key.map(str::trim).filter(|key| !key.is_empty()) else {
            return match self.plain(written, seen) {
                LevelWord::Known(Level::None) if seen.turned => LevelWord::NotUnderstood,
                other => other,
            };
        };
        // `(0-2)` in a header says that there is a scale, not what it means.
        if is_range(key) {
            return match self.plain(written, seen) {
                LevelWord::Known(_) if number(&normal(written)).is_some() => LevelWord::NoScale,
                other => other,
            };
        }
        // The sheet's own key wins over what the word would mean elsewhere.
        let said = match self.plain(key, &Seen::default()) {
            LevelWord::Several => self.firmest(key).map_or(LevelWord::Several, LevelWord::Known),
            said => said,
        };
        match said {
            LevelWord::Known(level) => LevelWord::Known(level),
            // A sign or a letter that the key explains otherwise means what nobody knows here: "✓ = reviewed".
            _ if written.trim().chars().count() <= LONGEST_SIGN => {
                self.in_words(key).map_or(LevelWord::NotUnderstood, LevelWord::Known)
            }
            _ => self.in_words(key).map_or_else(|| self.word(written, key, seen), LevelWord::Known),
        }
    }

    /// The firmest of several levels that go together: `mention, commitment` where both are marked.
    fn firmest(&self, key: &str) -> Option<Level> {
        let said = key.split(", ").map(|part| self.words.get(&normal(part)).copied());
        let levels: Vec<Level> = said.collect::<Option<_>>()?;
        let raised =
            levels.len() > 1 && levels.iter().all(|level| !matches!(level, Level::None | Level::Unknown));
        raised.then_some(())?;
        [Level::Commitment, Level::Mention].into_iter().find(|level| levels.contains(level))
    }

    /// A code that is a word keeps its usual meaning where the key's words say nothing; a number has none.
    fn word(&self, written: &str, key: &str, seen: &Seen) -> LevelWord {
        let key = normal(key);
        match self.plain(written, seen) {
            LevelWord::Known(level) if self.is_turned(level, Says::new(&key)) => LevelWord::NotUnderstood,
            LevelWord::Known(level) if number(&normal(written)).is_none() => LevelWord::Known(level),
            _ => LevelWord::NotUnderstood,
        }
    }

    /// Whether the key's words say of a code of this level that it is not what the word says elsewhere: "yes = theme is
    /// missing", "no = the chapter could not be read".
    fn is_turned(&self, level: Level, key: Says<'_>) -> bool {
        let raises = |word: &str| {
            let level = self.words.get(word).filter(|_| word.chars().count() > LONGEST_SHORT);
            level.is_some_and(|level| !matches!(level, Level::None | Level::Unknown))
        };
        match level {
            // "yes = no reference in the plan", where "yes = any reference, no matter how short" is a yes.
            Level::Addressed => key.is_of_others() || key.is_cancelled() || key.is_denied(raises),
            // The word says it; what stands beside explains it: "commitment = the state will or should act".
            Level::Commitment => key.is_of_others() || key.is_cancelled(),
            // "partial = no commitment", "mention = existing measures" are what a mention is.
            Level::Mention => key.is_of_others(),
            Level::None => key.is_unread(),
            Level::Unknown => false,
        }
    }

    /// Whether a yes of this key is none, so that nobody knows what a no beside it is, of which the key is silent.
    pub(super) fn turns(&self, written: &str, by_key: &str) -> bool {
        let said = [None, Some(by_key)].map(|key| self.level(written, key, &Seen::default()));
        let [usual, here] = said.map(|said| match said {
            LevelWord::Known(level) => !matches!(level, Level::None | Level::Unknown),
            _ => false,
        });
        // Beside a sign of its own making, "✓ = reviewed", a no keeps its meaning.
        usual && !here && written.contains(char::is_alphanumeric)
    }

    /// The level of a text that is one code and nothing else, also in brackets.
    pub(super) fn whole(&self, written: &str) -> Option<LevelWord> {
        let word = normal(written);
        let inside = word.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
        self.code(inside.unwrap_or(&word).trim(), &Seen::default())
    }

    fn plain(&self, written: &str, seen: &Seen) -> LevelWord {
        let word = normal(written);
        if word.is_empty() {
            return LevelWord::Known(Level::Unknown);
        }
        if let Some(said) = self.code(&word, seen) {
            return said;
        }
        // "(n/a)" is "n/a"; what "(yes)" or "(x)" takes back is for a person to say.
        let bracketed = word.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
        if let Some(inside) = bracketed {
            let unknown = self.words.get(inside.trim()) == Some(&Level::Unknown);
            return if unknown { LevelWord::Known(Level::Unknown) } else { LevelWord::NotUnderstood };
        }
        let several = self.several(&word, seen);
        let said = several.or_else(|| self.in_parts(&word, seen));
        said.unwrap_or_else(|| match is_placeholder(&word) {
            true => LevelWord::Known(Level::Unknown),
            false => LevelWord::NotUnderstood,
        })
    }

    /// One code and nothing else.
    fn code(&self, word: &str, seen: &Seen) -> Option<LevelWord> {
        if let Some(said) = self.mark(word, seen) {
            return Some(said);
        }
        match number(word) {
            Some(Number::Percent) => return Some(LevelWord::Percent),
            Some(_) if seen.percent => return Some(LevelWord::Percent),
            Some(Number::Whole(n)) if !seen.scale => {
                let listed = self.words.get(&n.to_string());
                return Some(listed.map_or(LevelWord::NoScale, |level| LevelWord::Known(*level)));
            }
            Some(_) => return Some(LevelWord::NoScale),
            None => {}
        }
        self.words.get(word).map(|level| LevelWord::Known(*level))
    }

    /// A sign or letter whose meaning the rest of the sheet decides; `None` for all else.
    fn mark(&self, word: &str, seen: &Seen) -> Option<LevelWord> {
        let known = |level| Some(LevelWord::Known(level));
        let doubtful = Some(LevelWord::NotUnderstood);
        match word {
            "x" | "×" if !self.words.contains_key(word) => {
                if seen.has_any(TICKS) {
                    return known(Level::None);
                }
                return if seen.only(&["x", "×"]) { known(Level::Addressed) } else { doubtful };
            }
            // Beside empty boxes a box with a cross may be a ticked one, as forms have it.
            "☒" if seen.has("☐") => return doubtful,
            // A sheet of crosses and blanks may be ticked with crosses.
            "✗" | "✘" | "✕" | "✖" | "☒" if seen.may_be_ticked_with_crosses() => return doubtful,
            // Beside "++" a plus is a step of a scale, and beside a plus a dash may be a minus.
            "+" if seen.has_any(&["++", "+++"]) => return doubtful,
            "-" | "−" | "–" | "--" if seen.has_any(&["+", "++", "+++"]) => return doubtful,
            _ => {}
        }
        if self.words.contains_key(word) {
            return None;
        }
        let both = |pair: &&(String, String)| seen.has(&pair.0) && seen.has(&pair.1);
        let levels: BTreeSet<Level> = self
            .pairs
            .iter()
            .filter(both)
            .filter_map(|(yes, no)| match word {
                _ if word == yes => Some(Level::Addressed),
                _ if word == no => Some(Level::None),
                _ => None,
            })
            .collect();
        let one = levels.first().filter(|_| levels.len() == 1);
        one.map(|level| LevelWord::Known(*level))
    }

    /// Several codes and nothing else: `yes/no`, `1; 2`, `oui et non`, `✓✗`. The same one twice is one.
    fn several(&self, word: &str, seen: &Seen) -> Option<LevelWord> {
        let by = |signs: &[char]| -> Vec<&str> {
            word.split(signs).flat_map(|part| part.split(" - ")).map(str::trim).collect()
        };
        let spaced: Vec<&str> = word.split(' ').collect();
        let words = spaced.split(|w| BETWEEN.contains(w)).map(|part| part.join(" ")).collect::<Vec<_>>();
        let signs: Vec<String> = word.chars().filter(|c| !c.is_whitespace()).map(String::from).collect();
        let glued = !word.chars().any(|c| c.is_alphanumeric() || ",;.:".contains(c));
        let splits: [Vec<String>; 6] = [
            word.split(" / ").map(str::to_owned).collect(),
            by(&['/', '|', '+', '&']).into_iter().map(str::to_owned).collect(),
            by(&[',', ';', '\n']).into_iter().map(str::to_owned).collect(),
            words,
            if is_range(word) {
                by(&['-', '–']).into_iter().map(str::to_owned).collect()
            } else {
                Vec::new()
            },
            if glued { signs } else { Vec::new() },
        ];
        splits.iter().find_map(|parts| {
            if parts.len() < 2 {
                return None;
            }
            let said: Vec<_> = parts.iter().map(|part| self.code(part, seen)).collect::<Option<_>>()?;
            if said.contains(&LevelWord::NotUnderstood) {
                return None;
            }
            let first = said.first().copied()?;
            let alike = said.iter().all(|other| *other == first);
            let repeated = parts.iter().all(|part| Some(part) == parts.first());
            if alike && (repeated || matches!(first, LevelWord::Known(_))) {
                // A sign twice, "++", is a step of a scale that nobody states.
                let step = glued && parts.iter().all(|part| part.chars().count() == 1);
                return (!step || first == LevelWord::Known(Level::Unknown)).then_some(first);
            }
            // "Yes, commitment" says more exactly what "yes" means.
            let worded = parts.iter().skip(1).all(|part| number(part).is_none());
            let refined =
                || self.in_parts(word, seen).filter(|said| worded && matches!(said, LevelWord::Known(_)));
            refined().or(Some(LevelWord::Several))
        })
    }

    /// `yes, p. 12`, `Yes - commitment`, `2 (commitment)`: the first part decides; a second part may only say more
    /// exactly what "yes", or a number, means.
    fn in_parts(&self, word: &str, seen: &Seen) -> Option<LevelWord> {
        if word.starts_with(['(', '[']) {
            return None;
        }
        let parts = word.split([',', ';', ':', '=', '(', ')', '[', ']', '–', '—', '\n']);
        let mut parts =
            parts.flat_map(|part| part.split(" - ")).map(str::trim).filter(|part| !part.is_empty());
        let first = without_page(parts.next()?);
        let mut said = self.code(&normal(first), seen)?;
        for part in parts {
            // "yes (Ben) / no (Ana)"
            let part = normal(part.trim_matches(['/', '|', '&', '+']));
            let words = || part.split(|c: char| !c.is_alphanumeric());
            // `1 - low`: the number is a step of a scale.
            let step = number(first).is_some() && words().any(|w| STEPS.contains(&w));
            let open = part.contains("to be ") || step;
            let not_quite = said == LevelWord::Known(Level::None) && is_not_quite(words());
            let taken_back = open || not_quite || words().any(|w| TAKES_BACK.contains(&w));
            let other = self.words.get(&part).copied().filter(|_| number(&part).is_none());
            said = match (said, other) {
                (_, None) if taken_back => return Some(LevelWord::NotUnderstood),
                (_, None) => said,
                (LevelWord::NoScale, Some(level)) => LevelWord::Known(level),
                // `1 (mention)`: its own words say what the number means.
                (LevelWord::Known(_), Some(level)) if number(first).is_some() => LevelWord::Known(level),
                (LevelWord::Known(a), Some(b)) if a == b => said,
                (LevelWord::Known(Level::Addressed), Some(level @ (Level::Mention | Level::Commitment))) => {
                    LevelWord::Known(level)
                }
                (LevelWord::Known(Level::Mention | Level::Commitment), Some(Level::Addressed)) => said,
                (LevelWord::Known(_), Some(_)) => return Some(LevelWord::Several),
                _ => said,
            };
        }
        Some(said)
    }

    /// A key in a sentence: "explicit commitment to act". Only where all words that are known agree, and
    /// nothing is negated, since "no commitment" says less than it seems to.
    fn in_words(&self, key: &str) -> Option<Level> {
        let key = normal(key);
        let says = Says::new(&key);
        let turned = says.is_of_others() || says.is_of_another_time() || key.contains('?');
        if turned || says.words().any(|word| NEGATES.contains(&word) || BLURS.contains(&word)) {
            return None;
        }
        let of_the_plan = says.words().any(|word| DOCUMENT.contains(&word));
        let mut levels: Vec<_> = says
            .words()
            .filter(|word| !DOCUMENT.contains(word) && (!of_the_plan || !ACTION.contains(word)))
            .filter(|word| word.chars().count() > LONGEST_SHORT)
            .filter_map(|word| self.words.get(word).copied())
            .filter(|level| *level != Level::Unknown)
            .collect();
        levels.sort_unstable();
        levels.dedup();
        // "mentioned with a measure" is both: left to a person.
        (levels.len() == 1).then(|| levels.first().copied()).flatten()
    }
}

/// Whether words behind a "no" say that it is not quite one; "only appears in the list of acronyms" does not.
fn is_not_quite<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let named = word == "only" && words.peek().is_some_and(|next| NAMED.contains(next));
        if ONLY.contains(&word) && !named {
            return true;
        }
    }
    false
}

/// Without case, accents, outer spaces, doubled spaces, footnote marks and a closing stop.
fn normal(written: &str) -> String {
    // Most codes are one word, or a few with single blanks.
    let written = written.trim();
    let single =
        written.is_ascii() && !written.bytes().any(|b| b.is_ascii_control()) && !written.contains("  ");
    let spaced: Cow<'_, str> =
        if single { written.into() } else { written.split_whitespace().collect::<Vec<_>>().join(" ").into() };
    let marks = |c: char| "*†‡¹²³⁴⁵⁶⁷⁸⁹⁰\u{fe0e}\u{fe0f}\u{200b}!\"'“”„‘’`«»".contains(c);
    let bare = spaced.trim_matches(marks).trim();
    let plain = if bare.is_ascii() {
        bare.to_ascii_lowercase()
    } else {
        let letters = bare.nfd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\u{fe0e}' | '\u{fe0f}'));
        let lower = letters.flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c });
        lower.collect::<String>().replace('ß', "ss")
    };
    // "n.a." keeps its stops, and "..." is a word of its own.
    let stopped = plain.strip_suffix('.').filter(|stem| !stem.is_empty() && !stem.contains('.'));
    stopped.unwrap_or(&plain).trim().to_owned()
}

/// The code that a cell begins with, for a look at the whole sheet.
fn head(word: &str) -> &str {
    let end = word.find([',', ';', ':', '=', '(', '[', '\n']).filter(|at| *at > 0).unwrap_or(word.len());
    let first = without_page(word.get(..end).unwrap_or(word).trim());
    // `0,45` is one number.
    if number(word).is_some() { word } else { first }
}

/// `yes p. 12` without the page.
fn without_page(text: &str) -> &str {
    let Some((before, last)) = text.rsplit_once(' ') else { return text };
    let digits = last.trim_start_matches(|c: char| c.is_alphabetic() || c == '.');
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || "-–/f".contains(c));
    let page = |word: &str| {
        ["p", "pp", "pg", "pag", "page", "pages", "s", "seite", "seiten", "pagina", "paginas", "pagine"]
            .contains(&word.trim_end_matches('.'))
    };
    let stuck = last.get(..last.len() - digits.len()).unwrap_or_default();
    match before.rsplit_once(' ') {
        Some((code, word)) if is_number && stuck.is_empty() && page(word) => code.trim_end(),
        _ if is_number && page(stuck) => before.trim_end(),
        _ => text,
    }
}

/// `0-2`, `0 – 3`, `0 to 2`, `1 à 5`: a scale without its words.
fn is_range(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let two = numbers.by_ref().take(2).all(|n| n.len() <= 2) && numbers.next().is_none();
    let between = text.trim_matches(|c: char| c.is_ascii_digit()).trim();
    let inner = between.trim_matches(|c: char| c.is_whitespace());
    two && text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && ["-", "–", "—", "to", "a", "à", "bis", "..", "…"].contains(&inner)
}

#[cfg(test)]
mod tests;
