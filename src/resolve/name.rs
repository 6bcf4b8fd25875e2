//! Written names: what differs between two spellings of one name is folded away, what is no part of it is cut off.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that carry no meaning in a country's name, in the six languages. Sorted.
const FILLERS: &[&str] = &[
    "and", "d", "da", "das", "de", "del", "delle", "den", "der", "des", "di", "die", "do", "dos", "du", "e",
    "ed", "el", "et", "il", "l", "la", "las", "le", "les", "los", "of", "the", "und", "y",
];

/// A name in the two forms that are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// Letters and digits in their order, no spaces, no "the": `Viet Nam` and `Vietnam` are both `vietnam`.
    pub(super) compact: String,
    /// Words without fillers, sorted: `Korea, Republic of` and `Republic of Korea` are both `korea republic`.
    pub(super) bag: String,
}

/// Folds case, accents, punctuation, white space, common abbreviations and the order of words.
pub(super) fn fold(text: &str) -> Folded {
    let words = words(text);
    let compact: String = words.iter().filter(|word| *word != "the").map(String::as_str).collect();
    let mut bag: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_filler(word)).collect();
    bag.sort_unstable();
    Folded { compact, bag: bag.join(" ") }
}

fn is_filler(word: &str) -> bool {
    FILLERS.binary_search(&word).is_ok()
}

/// The words of a text: lower case, without accents; `&` is `and`, `St.` is `saint`.
pub(super) fn words(text: &str) -> Vec<String> {
    // Most names are plain: the tool's start is quicker without decomposing them.
    if text.is_ascii() {
        return cut(text.chars().map(|c| c.to_ascii_lowercase()));
    }
    cut(text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase))
}

/// Cuts small letters without accents into words.
fn cut(letters: impl Iterator<Item = char>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in letters {
        match letter {
            'ø' => word.push('o'),
            'ł' => word.push('l'),
            'đ' | 'ð' => word.push('d'),
            'ı' => word.push('i'),
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            // An apostrophe joins (`people's`) unless a French or Italian article stands before it (`d'Ivoire`).
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' if word != "d" && word != "l" => {}
            // Marks that cannot be seen part no words.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {}
            '\u{feff}' => {}
            c if c.is_alphanumeric() => word.push(c),
            other => {
                words.extend(full_word(&mut word));
                if other == '&' {
                    words.push("and".to_owned());
                }
            }
        }
    }
    words.extend(full_word(&mut word));
    words
}

/// Takes the word that was collected, with an abbreviation spelled out.
fn full_word(word: &mut String) -> Option<String> {
    let taken = std::mem::take(word);
    match taken.as_str() {
        "" => None,
        "st" => Some("saint".to_owned()),
        "ste" => Some("sainte".to_owned()),
        "rep" => Some("republic".to_owned()),
        "dem" => Some("democratic".to_owned()),
        "isl" | "is" => Some("islands".to_owned()),
        _ => Some(taken),
    }
}

/// Cuts off footnote marks (`*`, `†`, `¹`, `(1)`, `[a]`, a digit stuck to the last letter) and a list number (`3.`).
pub(super) fn without_marks(text: &str) -> &str {
    let mut rest = text.trim();
    let listed = |number: &str| (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if let Some((number, name)) = rest.split_once(['.', ')'])
        && listed(number)
        && name.starts_with(char::is_whitespace)
        && !begins_with_plan(name)
    {
        rest = name.trim_start();
    }
    rest = rest.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace());
    loop {
        let cut = rest.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace() || ",;:".contains(c));
        let cut = without_bracketed_mark(cut);
        if cut.len() == rest.len() {
            return without_stuck_digits(rest);
        }
        rest = cut;
    }
}

/// `2. NAP`: the number is the plan's, and not that of a list.
fn begins_with_plan(text: &str) -> bool {
    let mut words = spans(text).into_iter().map(|(_, _, word)| word).take(2);
    words.any(|word| PLAN_WORDS.binary_search(&word.as_str()).is_ok())
}

fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '^' | '°' | '²' | '³' | '¹' | '⁰'..='⁹' | 'ª' | 'º'
        | 'ᵃ'..='ᵿ' | '∗' | '※' | '＊' | '★' | '☆')
}

fn without_bracketed_mark(text: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
        let Some((head, mark)) = text.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)) else {
            continue;
        };
        let digits = (1..=2).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
        let letter = mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_lowercase());
        let signs = !mark.is_empty() && mark.chars().all(is_mark);
        if (digits || letter || signs) && !head.trim().is_empty() {
            return head.trim_end();
        }
    }
    text
}

/// `Germany1`: a superscript that lost its form. Codes such as `B12` are too short to be taken for one.
fn without_stuck_digits(text: &str) -> &str {
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - name.len();
    let long = name.chars().rev().take_while(|c| c.is_alphabetic()).count() >= 4;
    if (1..=2).contains(&digits) && long { name } else { text }
}

/// Words that tell an edition; with one of them beside it, a name is the name of a plan. Sorted.
const PLAN_WORDS: &[&str] = &[
    "aktionsplan",
    "auflage",
    "ausgabe",
    "edicao",
    "edicion",
    "edition",
    "edizione",
    "nap",
    "naps",
    "pan",
    "piani",
    "piano",
    "plan",
    "plano",
    "planos",
    "plans",
    "pna",
];

/// Words that may stand around those; alone they say nothing. Sorted.
const EDITION_WORDS: &[&str] = &[
    "a",
    "ab",
    "acao",
    "accion",
    "acoes",
    "action",
    "actualise",
    "actualizada",
    "actualizado",
    "adoptado",
    "adopte",
    "aggiornato",
    "aktualisiert",
    "al",
    "and",
    "ao",
    "as",
    "atualizado",
    "azione",
    "bhr",
    "bis",
    "business",
    "corso",
    "cours",
    "current",
    "curso",
    "d",
    "da",
    "dal",
    "das",
    "de",
    "del",
    "dem",
    "depuis",
    "der",
    "derechos",
    "des",
    "desde",
    "deuxieme",
    "di",
    "direitos",
    "diritti",
    "do",
    "dos",
    "draft",
    "dritte",
    "dritter",
    "droits",
    "du",
    "e",
    "ed",
    "el",
    "em",
    "empresas",
    "en",
    "entreprises",
    "erste",
    "erster",
    "et",
    "first",
    "for",
    "fortschreibung",
    "fourth",
    "from",
    "fur",
    "hasta",
    "homme",
    "humains",
    "human",
    "humanos",
    "i",
    "im",
    "imprese",
    "in",
    "jour",
    "jusqu",
    "kraft",
    "l",
    "la",
    "latest",
    "laufend",
    "los",
    "menschenrechte",
    "mis",
    "nacional",
    "national",
    "nationale",
    "nationalen",
    "nationaler",
    "nazionale",
    "neu",
    "neue",
    "neuer",
    "new",
    "nouveau",
    "novo",
    "nuevo",
    "nuovo",
    "of",
    "old",
    "on",
    "open",
    "per",
    "phase",
    "pour",
    "premier",
    "premiere",
    "present",
    "previous",
    "primeira",
    "primeiro",
    "primer",
    "primera",
    "primero",
    "primo",
    "quarto",
    "revisado",
    "revise",
    "revised",
    "revisto",
    "rights",
    "rivisto",
    "round",
    "second",
    "seconda",
    "seconde",
    "secondo",
    "segunda",
    "segundo",
    "seit",
    "since",
    "sobre",
    "sur",
    "terceiro",
    "tercer",
    "tercero",
    "terzo",
    "the",
    "third",
    "to",
    "troisieme",
    "umani",
    "und",
    "until",
    "update",
    "updated",
    "version",
    "vigente",
    "vigor",
    "vigueur",
    "vom",
    "von",
    "wirtschaft",
    "y",
    "zweite",
    "zweiten",
    "zweiter",
];

/// A text cut into a country's name and the words about an edition around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WithEdition<'a> {
    /// What is left when the edition's words are cut off.
    pub(super) name: &'a str,
    /// The edition's words, as written: `2nd NAP`, `2017-2020`.
    pub(super) edition: String,
    /// The same with the word before it, where that is a connecting word that may be part of the name ("New").
    pub(super) wider: Option<(&'a str, String)>,
    /// Whether a word such as `NAP` is among them.
    pub(super) names_a_plan: bool,
}

/// Cuts words about an edition off both ends; `None` where there are none, or they do not clearly say so.
pub(super) fn split_edition(text: &str) -> Option<WithEdition<'_>> {
    let spans = spans(text);
    let kinds: Vec<_> = spans.iter().map(|(_, _, word)| edition_word(word)).collect();
    let first = kinds.iter().position(|kind| *kind == EditionWord::No)?;
    let last = kinds.iter().rposition(|kind| *kind == EditionWord::No)?;
    let beside =
        || kinds.iter().enumerate().filter(|(at, _)| *at < first || *at > last).map(|(_, kind)| kind);
    let names_a_plan = beside().any(|kind| *kind == EditionWord::Plan);
    let clear = names_a_plan || beside().any(|kind| *kind == EditionWord::Clear);
    if !clear {
        return None;
    }
    let (start, end) = (spans.get(first)?.0, spans.get(last)?.1);
    let trim = |part: &str| part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let after = text.get(end..)?;
    // An open end is said by a sign: `2014-` keeps it.
    let open =
        if after.trim_end_matches([')', ']', ' ']).ends_with(['-', '–', '—', '+']) { "-" } else { "" };
    let around = |start: usize| {
        let before = text.get(..start).unwrap_or_default();
        [trim(before), trim(after) + open].join(" ").trim().to_owned()
    };
    let before = first.checked_sub(1).filter(|at| kinds.get(*at) == Some(&EditionWord::Beside));
    let wider = before
        .and_then(|at| spans.get(at))
        .and_then(|(from, ..)| Some((text.get(*from..end)?, around(*from))));
    let edition = around(start);
    Some(WithEdition { name: text.get(start..end)?, edition, wider, names_a_plan })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EditionWord {
    /// No word about an edition: a part of the name.
    No,
    /// A connecting word.
    Beside,
    /// A year or an ordinal in digits.
    Clear,
    /// `NAP` and the like.
    Plan,
}

fn edition_word(word: &str) -> EditionWord {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, suffix) = word.split_at_checked(digits).unwrap_or(("", word));
    match (digits, suffix) {
        (4, "") if number.starts_with("19") || number.starts_with("20") => EditionWord::Clear,
        (
            1 | 2,
            "st" | "nd" | "rd" | "th" | "e" | "er" | "ere" | "eme" | "o" | "a" | "do" | "da" | "ro" | "ra",
        ) => EditionWord::Clear,
        (1 | 2, "") => EditionWord::Beside,
        _ if PLAN_WORDS.binary_search(&word).is_ok() => EditionWord::Plan,
        _ if EDITION_WORDS.binary_search(&word).is_ok() => EditionWord::Beside,
        _ if matches!(word, "i" | "ii" | "iii" | "iv") => EditionWord::Beside,
        _ => EditionWord::No,
    }
}

/// The words of a text with their place in it: first byte, byte after the last, folded word.
fn spans(text: &str) -> Vec<(usize, usize, String)> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric() || is_combining_mark(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                spans.push((from, at, text.get(from..at).map(words).unwrap_or_default().concat()));
                start = None;
            }
            _ => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_searched_are_sorted() {
        assert!(FILLERS.is_sorted() && PLAN_WORDS.is_sorted() && EDITION_WORDS.is_sorted());
    }

    #[test]
    fn spellings_of_one_name_fold_to_one() {
        for (a, b) in [
            ("Viet Nam", "VIETNAM"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
            ("Curaçao", "CURACAO"),
            ("The Gambia", "gambia"),
            ("U.S.A.", "usa"),
            ("Bosnia & Herzegovina", "Bosnia and Herzegovina"),
            ("St. Lucia", "Saint Lucia"),
            ("Ger\u{ad}many\u{200b}", "Germany"),
            ("Å\u{30a}land", "aland"),
        ] {
            assert_eq!(fold(a).compact, fold(b).compact, "{a} / {b}");
        }
        for (a, b) in [
            ("Korea, Republic of", "Republic of Korea"),
            ("Korea (Rep.)", "republic of korea"),
            ("Gambia, The", "Gambia"),
            ("La France", "France"),
            ("Afrique du Sud (République d’)", "République d'Afrique du Sud"),
        ] {
            assert_eq!(fold(a).bag, fold(b).bag, "{a} / {b}");
        }
        assert_ne!(fold("Dominica").bag, fold("Dominican Republic").bag);
    }

    #[test]
    fn footnote_marks_are_cut_off() {
        for text in [
            "Germany*",
            "Germany **",
            "Germany†",
            "Germany¹",
            "Germany ²³",
            "Germany (1)",
            "Germany [a]",
            "Germany[12]",
            "* Germany",
            "Germany1",
            "Germany (*)",
            "3. Germany",
            "12) Germany",
            "Germany,",
            "Germany* (2)",
        ] {
            assert_eq!(without_marks(text), "Germany", "{text}");
        }
        for text in ["Korea (Republic of)", "Cocos (Keeling) Islands", "(1)", "G20", "Micronesia (F)"] {
            assert_eq!(without_marks(text), text);
        }
    }

    #[test]
    fn words_about_an_edition_are_cut_off() {
        for (text, name, edition) in [
            ("Germany 2nd NAP", "Germany", "2nd NAP"),
            ("France (NAP 2017)", "France", "NAP 2017"),
            ("Chile 2017-2020", "Chile", "2017-2020"),
            ("Denmark 2014-", "Denmark", "2014-"),
            ("Second National Action Plan of the United Kingdom (2016)", "United Kingdom", ""),
            ("NAP: Kenya", "Kenya", "NAP"),
        ] {
            let split = split_edition(text).unwrap();
            assert_eq!(split.name, name);
            if !edition.is_empty() {
                assert_eq!(split.edition, edition);
            }
        }
        for text in ["Germany", "Germany 2", "Republic of", "2017", "NAP", "New Zealand", "Germany (new)"] {
            assert_eq!(split_edition(text), None, "{text}");
        }
    }
}
