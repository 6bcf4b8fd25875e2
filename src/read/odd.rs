//! Characters that nobody sees: they turn the direction of text, join or part letters, or stand for nothing.
//!
//! A country with one of them in it looks like its name and is another text. They are taken out before anything
//! is compared, and told.

use std::borrow::Cow;

/// The text without such characters; borrowed where it has none.
///
/// Marks that scripts written from right to left, Indic scripts and pictures need stay where such letters are.
pub(super) fn strip(text: &str) -> Cow<'_, str> {
    // Most cells are plain.
    if text.is_ascii() && !text.bytes().any(|b| b == 0 || is_control(char::from(b))) {
        return Cow::Borrowed(text);
    }
    let needs_marks =
        text.chars().any(|c| matches!(c, '\u{0590}'..='\u{1FFF}' | '\u{A800}'..='\u{FDFF}' | '\u{1F000}'..));
    let odd = |c: char| is_odd(c) || (!needs_marks && is_mark(c));
    // One at the very start is left by programs that write a byte order mark twice.
    let text = text.trim_start_matches('\u{FEFF}');
    if text.chars().any(odd) {
        Cow::Owned(text.chars().filter(|c| !odd(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Characters without a place in any text of a cell.
pub(super) fn is_odd(c: char) -> bool {
    is_control(c)
        || matches!(c, '\u{200B}' | '\u{2060}'..='\u{2069}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Joiners, and marks of direction that turn nothing by themselves.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}')
}

/// Controls other than those that part lines and cells.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}')
}

/// Cyrillic and Greek letters that look like a Latin one, each before it.
const ALIKE: &[(char, char)] = &[
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
    ('Ѕ', 'S'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('ѕ', 's'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ԁ', 'd'),
    ('һ', 'h'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
    ('ν', 'v'),
];

/// The text in Latin letters, where a word of it mixes them with others that look the same; `None` where none does.
///
/// A word of one alphabet stays: it is written so on purpose, and read or told as what it is.
pub(super) fn latin(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let alike = |c: char| ALIKE.iter().find(|(other, _)| *other == c).map(|(_, latin)| *latin);
    let mut changed = false;
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let mixed =
            piece.chars().any(|c| c.is_ascii_alphabetic()) && piece.chars().any(|c| alike(c).is_some());
        let foreign = piece.chars().any(|c| matches!(c, '\u{0370}'..='\u{052F}') && alike(c).is_none());
        if mixed && !foreign {
            changed = true;
            out.extend(piece.chars().map(|c| alike(c).unwrap_or(c)));
        } else {
            out.push_str(piece);
        }
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_two_alphabets_in_one_word_are_one_alphabet() {
        assert_eq!(latin("Fr\u{430}nce (2\u{43E}17)").as_deref(), Some("France (2\u{43E}17)"));
        assert_eq!(latin("\u{39A}enya").as_deref(), Some("Kenya"));
        assert_eq!(latin("Россия, ICT-сектор, Côte"), None);
        assert_eq!(
            latin("Kазахстан"),
            None,
            "a letter without a Latin likeness tells which alphabet is meant"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_taken_out() {
        assert_eq!(strip("\u{202E}Pe\u{200B}ru\u{202C}"), "Peru");
        assert_eq!(strip("Ch\0ad\u{7}"), "Chad");
        assert_eq!(strip("Ma\u{200F}li"), "Mali");
        assert!(matches!(strip("Côte d\u{2019}Ivoire\r\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_stay_where_letters_need_them() {
        let persian = "می\u{200C}خواهم";
        assert_eq!(strip(persian), persian);
    }
}
