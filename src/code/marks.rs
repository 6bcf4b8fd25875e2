//! What stands on one sheet: the codes that mean something only beside others.
//!
//! An "x" is a tick where nothing but "x" was written, and a "no" beside ticks; a "1" is a "yes" where there are
//! only noughts and ones, and a step of an unknown scale beside a "2".

use std::collections::BTreeSet;

/// Signs that are ticks and nothing else.
pub(super) const TICKS: &[&str] = &["✓", "✔", "☑", "✅", "🗸", "√"];

const CROSSES: &[&str] = &["✗", "✘", "✕", "✖", "☒"];

/// Codes past this are words, whose meaning needs no company. In characters.
const LONGEST_MARK: usize = 3;

/// A number past this is a year or a mistake, and no score.
const LARGEST_SCORE: u32 = 100;

/// The codes of one sheet, taken together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    marks: BTreeSet<String>,
    /// Words that are longer than a mark.
    words: bool,
    /// Cells without a code.
    pub(super) blank: bool,
    /// Numbers that the codebook does not list: the numbers are steps of a scale. Held for the whole file, since a
    /// workbook with a sheet a theme has one scale.
    pub(super) scale: bool,
    /// Percentages: numbers are shares.
    pub(super) percent: bool,
    /// The sheet's key says of a yes that it is none: "yes = theme is missing".
    pub(super) turned: bool,
}

impl Seen {
    /// Takes note of a code.
    pub(super) fn add(&mut self, code: &str) {
        if code.chars().count() <= LONGEST_MARK {
            if !self.marks.contains(code) {
                self.marks.insert(code.to_owned());
            }
        } else {
            self.words = true;
        }
    }

    pub(super) fn has(&self, code: &str) -> bool {
        self.marks.contains(code)
    }

    pub(super) fn has_any(&self, codes: &[&str]) -> bool {
        codes.iter().any(|code| self.has(code))
    }

    /// Whether there is at least one code, and each is one of these.
    pub(super) fn only(&self, codes: &[&str]) -> bool {
        !self.words && !self.marks.is_empty() && self.marks.iter().all(|mark| codes.contains(&mark.as_str()))
    }

    /// Whether crosses stand beside nothing but blanks or empty boxes.
    pub(super) fn may_be_ticked_with_crosses(&self) -> bool {
        let boxes = self.has("☐");
        let alone =
            !self.words && self.marks.iter().all(|mark| CROSSES.contains(&mark.as_str()) || mark == "☐");
        alone && (boxes || self.blank)
    }
}

/// What kind of number a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// `2`, `2.0`, `2,0`.
    Whole(u32),
    /// `45%`, `0.45`.
    Percent,
    /// `1.5`, `-1`, `0.5`: a step of some scale.
    Other,
}

/// Reads a code that is a number; `None` where it is none, or several (`1,2`).
pub(super) fn number(word: &str) -> Option<Number> {
    const PERCENT: [&str; 8] =
        ["%", "percent", "per cent", "pct", "prozent", "pour cent", "por ciento", "por cento"];
    let share = PERCENT.iter().find_map(|sign| word.strip_suffix(sign));
    let digits = share.map_or(word, str::trim_end);
    let unsigned = digits.strip_prefix(['+', '-', '−']).unwrap_or(digits);
    let (whole, rest) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || rest.len() > 17 || !all_digits(whole) || !all_digits(rest) {
        return None;
    }
    if unsigned.ends_with(['.', ',']) {
        return None;
    }
    let zeros = rest.bytes().all(|b| b == b'0');
    // Two small numbers and a comma may be two codes; a half is a half.
    if unsigned.contains(',') && whole.len() == 1 && rest.len() == 1 && whole != "0" && !zeros && rest != "5"
    {
        return None;
    }
    Some(match whole.parse() {
        _ if share.is_some() => Number::Percent,
        Ok(n) if n > LARGEST_SCORE => return None,
        Ok(n) if zeros && digits == unsigned => Number::Whole(n),
        Ok(0) if !zeros && digits == unsigned && rest.trim_end_matches('0') != "5" => Number::Percent,
        _ => Number::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_or_shares_or_steps() {
        for (text, expected) in [
            ("0", Some(Number::Whole(0))),
            ("2.0", Some(Number::Whole(2))),
            ("1,0", Some(Number::Whole(1))),
            ("45%", Some(Number::Percent)),
            ("45 %", Some(Number::Percent)),
            ("33.3%", Some(Number::Percent)),
            ("45 percent", Some(Number::Percent)),
            ("0.45", Some(Number::Percent)),
            ("0,45", Some(Number::Percent)),
            ("0.333333333333333", Some(Number::Percent)),
            ("0.5", Some(Number::Other)),
            ("1.5", Some(Number::Other)),
            ("1,5", Some(Number::Other)),
            ("-1", Some(Number::Other)),
            ("1,2", None),
            ("1e9", None),
            ("1.", None),
            ("%", None),
            ("", None),
            ("-", None),
            ("12345678", None),
        ] {
            assert_eq!(number(text), expected, "{text:?}");
        }
    }

    #[test]
    fn crosses_are_doubtful_only_where_nothing_else_is_written() {
        let mut seen = Seen::default();
        seen.add("✗");
        assert!(!seen.may_be_ticked_with_crosses());
        seen.blank = true;
        assert!(seen.may_be_ticked_with_crosses());
        seen.add("yes");
        assert!(!seen.may_be_ticked_with_crosses());
    }
}
