//! What a cell holds to clean text: one line end, composed letters, no control characters.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text trimmed, in NFC, with `\n` as line end and without control characters.
///
/// Hard spaces stay inside a passage, where the author wanted no break, and go at its ends.
pub(super) fn clean(raw: &str) -> Cow<'_, str> {
    if is_plain(raw) {
        return Cow::Borrowed(raw.trim());
    }
    let trimmed = trim(raw);
    let tidy = !trimmed.chars().any(is_untidy);
    if tidy && is_nfc_quick(trimmed.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(trimmed);
    }
    let lines = trimmed.replace("\r\n", "\n");
    let text: String = lines.chars().filter_map(tidied).nfc().collect();
    Cow::Owned(trim(&text).to_owned())
}

/// Whether the text holds nothing that has to be taken out, changed or composed: letters of Western languages, their
/// quotation marks and dashes. Most texts do, and all of them are asked.
pub(super) fn is_plain(text: &str) -> bool {
    let is_usual = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at = pass_over::<16>(bytes, at, |byte| !is_usual(byte));
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(other) = rest.iter().position(|byte| !is_usual(*byte)) else { return true };
        at += other;
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c @ ('\u{A0}'..='\u{17F}' | '\u{2010}'..='\u{2027}')) => at += c.len_utf8(),
            _ => return false,
        }
    }
}

/// Passes over whole blocks of `N` bytes, from `at` on, that hold none that is looked for; where the first other begins.
/// Without a way out between them, the bytes of a block are compared at once.
#[inline]
pub(crate) fn pass_over<const N: usize>(bytes: &[u8], mut at: usize, is: impl Fn(u8) -> bool) -> usize {
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<N>()) {
        if block.iter().fold(false, |found, byte| found | is(*byte)) {
            break;
        }
        at += N;
    }
    at
}

/// White space, and characters without width, at the ends.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
    })
}

fn is_untidy(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// One character for another; `None` for what is dropped.
fn tidied(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        // Word processors break lines with a vertical tab; two separators are Unicode's own.
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{FEFF}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// A number as a person would type it: `2` and not `2.0`, 15 digits as spreadsheets hold them.
pub(super) fn number(value: f64) -> String {
    // Whole ones, such as pages and years, are most of a sheet's numbers.
    #[expect(clippy::cast_possible_truncation, reason = "whole, and of fifteen digits at most")]
    if value.trunc() == value && value.abs() < 1e15 {
        return (value as i64).to_string();
    }
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    // Negative zero is an artefact of arithmetic.
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") }
}

/// Whether the text is what a spreadsheet shows for a formula that failed.
pub(super) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 11] = [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
    ];
    // Asked of every cell.
    if !text.starts_with(['#', 'E']) {
        return false;
    }
    let digits = text.strip_prefix("Err:").unwrap_or_default();
    ERRORS.contains(&text) || (digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The words for comparing headers: lower case, no diacritics, no punctuation, `&` as `and`, single spaces.
pub(super) fn words(text: &str) -> String {
    if text.is_ascii() {
        return joined(text.bytes().map(char::from), text.len());
    }
    // A footnote mark would otherwise become part of the word: `Country¹`.
    let shown = text.chars().map(|c| if is_superscript(c) { ' ' } else { c });
    joined(shown.nfkd().filter(|c| !is_combining_mark(*c)), text.len())
}

/// Words of letters and digits, in lower case, with single spaces between them; about `length` bytes.
fn joined(letters: impl Iterator<Item = char>, length: usize) -> String {
    let mut words = String::with_capacity(length);
    let mut gap = false;
    for c in letters {
        if !c.is_alphanumeric() && c != '&' {
            gap = true;
            continue;
        }
        if (gap || c == '&') && !words.is_empty() {
            words.push(' ');
        }
        gap = c == '&';
        if c == '&' {
            words.push_str("and");
        } else if c.is_ascii() {
            words.push(c.to_ascii_lowercase());
        } else {
            words.extend(c.to_lowercase());
        }
    }
    words
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{2079}' | 'ª' | 'º')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::odd::strip;
    use super::*;

    proptest! {
        #[test]
        fn a_plain_text_has_nothing_to_take_out_or_to_compose(
            text in r"(?s)([a-z .\n\t\r\x00]|[äŠßſ\u{ad}\u{a0}\u{85}’“–…]|e\u{301}|\u{200b}|\u{feff}|\u{2028}|\PC){0,40}",
        ) {
            let careful = |text: &str| -> String {
                let lines = trim(text).replace("\r\n", "\n");
                trim(&lines.chars().filter_map(tidied).nfc().collect::<String>()).to_owned()
            };
            if is_plain(&text) {
                prop_assert_eq!(strip(&text), &*text);
                prop_assert_eq!(text.trim(), careful(&text));
            }
            let cleaned = clean(&text);
            prop_assert_eq!(&*cleaned, careful(&text));
        }

        #[test]
        fn a_whole_number_is_written_as_any(value in prop_oneof![-2_000_i64..3_000, any::<i64>()]) {
            let value = value as f64;
            let rounded: f64 = format!("{value:.14e}").parse().unwrap();
            let expected = if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") };
            prop_assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn text_is_trimmed_composed_and_free_of_controls() {
        assert_eq!(clean("  a\u{A0}b \u{A0}"), "a\u{A0}b");
        assert_eq!(clean("Cote d\u{2019}Ivoire\0\r\nx\ry"), "Cote d\u{2019}Ivoire\nx\ny");
        assert_eq!(clean("e\u{301}"), "\u{E9}");
        assert_eq!(clean("\u{FEFF}a\tb\u{7}"), "a\tb");
        assert_eq!(clean("\0 \0"), "");
        assert!(matches!(clean("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn numbers_read_as_typed() {
        let shown: Vec<_> = [2.0, 2017.0, 0.5, 0.1 + 0.2, -0.0, -1.5, 1e15].map(number).into();
        assert_eq!(shown, ["2", "2017", "0.5", "0.3", "0", "-1.5", "1000000000000000"]);
    }

    #[test]
    fn errors_of_formulas_are_known() {
        assert!(is_error("#REF!") && is_error("Err:502"));
        assert!(!is_error("#1") && !is_error("Err:") && !is_error("n/a"));
    }

    #[test]
    fn words_fold_case_marks_and_signs() {
        assert_eq!(words("Privacy & data\nprotection:"), "privacy and data protection");
        assert_eq!(words("R&D"), "r and d");
        assert_eq!(words("PÉRIODE"), "periode");
        assert_eq!(words("Country¹ *"), "country");
        assert_eq!(words("pp."), "pp");
        assert_eq!(words(" — "), "");
    }
}
