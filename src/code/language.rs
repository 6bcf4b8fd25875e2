//! In which language a text is.
//!
//! The small words of a language give it away. What is plainly in a language that no codebook covers is not coded, so
//! that a theme which is there in German is never told as absent. A text too short to tell ("GDPR", "Accès à la
//! justice") is taken to be in the language of its sheet.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::codebook::Codebook;
use super::coder::Voice;
use super::token::{Token, tokenize};
use super::tongue::Tongue;
use crate::diagnostic::Source;
use crate::read::Meaning;
use crate::resolve::Entry;

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Language {
    /// One that the codebook covers, by its number there.
    Coded(usize),
    /// Another one.
    Other(&'static str),
    /// It cannot be told.
    Unclear,
}

/// Small words below which no verdict is given.
const ENOUGH_HITS: usize = 2;

/// Languages that no codebook covers, with words that are frequent in them.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "Portuguese",
        &[
            "o", "os", "as", "da", "do", "das", "dos", "e", "um", "uma", "é", "são", "para", "por", "que",
            "com", "se", "não", "ao", "na", "no", "nas", "nos", "pela", "pelo", "será", "a", "de", "em",
        ],
    ),
    (
        "Italian",
        &[
            "il", "lo", "la", "l'", "gli", "le", "di", "del", "della", "dei", "delle", "e", "un", "una", "è",
            "sono", "per", "che", "con", "si", "non", "al", "alla", "nel", "nella", "da", "sarà", "i",
        ],
    ),
    (
        "German",
        &[
            "der", "die", "das", "den", "dem", "des", "und", "ist", "sind", "wird", "werden", "für", "mit",
            "von", "zu", "im", "zur", "zum", "auf", "ein", "eine", "einer", "nicht", "auch", "sich", "bei",
            "durch",
        ],
    ),
    (
        "Dutch",
        &[
            "de", "het", "een", "en", "van", "is", "zijn", "wordt", "worden", "voor", "met", "op", "te",
            "dat", "die", "niet", "ook", "aan", "door", "bij", "zal", "om", "naar",
        ],
    ),
    (
        "Polish",
        &[
            "i", "w", "na", "z", "do", "jest", "są", "nie", "się", "oraz", "dla", "przez", "które", "od",
            "o", "to",
        ],
    ),
    (
        "Czech",
        &[
            "a", "v", "na", "je", "jsou", "se", "pro", "které", "který", "ve", "že", "bude", "do", "o", "z",
            "k",
        ],
    ),
    (
        "Danish, Norwegian or Swedish",
        &[
            "og", "och", "det", "som", "er", "är", "til", "till", "av", "af", "på", "med", "ikke", "inte",
            "skal", "ska", "vil", "den", "et", "ett", "att", "at", "för", "om", "i",
        ],
    ),
    (
        "Indonesian or Malay",
        &["dan", "yang", "di", "untuk", "dengan", "pada", "dari", "dalam", "ini", "tidak", "oleh", "akan"],
    ),
    ("Finnish", &["ja", "on", "ovat", "ei", "että", "se", "tai", "kuin", "joka", "myös", "sekä", "valtion"]),
];

/// The language that a text is plainly in.
pub(super) fn language(text: &str, tongues: &[Tongue]) -> Language {
    if other_script(text) {
        return Language::Other("a language that is not written in Latin letters");
    }
    let tokens = tokenize(text, true);
    let words = running_words(text, &tokens);
    let count = |listed: &dyn Fn(&str) -> bool| words.iter().filter(|word| listed(word)).count();
    let coded = tongues.iter().enumerate().map(|(number, tongue)| {
        (count(&|word| tongue.frequent.iter().any(|known| known == word)), Language::Coded(number))
    });
    let others =
        OTHERS.iter().map(|(name, list)| (count(&|word| list.contains(&word)), Language::Other(name)));
    let mut all: Vec<_> = coded.chain(others).collect();
    // The codebook's languages stand before the others, and the main one first: a tie is theirs.
    all.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let (Some((most, language)), Some((next, _))) = (all.first(), all.get(1)) else {
        return Language::Unclear;
    };
    let main =
        count(&|word| tongues.first().is_some_and(|main| main.frequent.iter().any(|known| known == word)));
    // Names in another language stand in texts of the main one more often than the other way round.
    if *language != Language::Coded(0) && main > 1 && 2 * main >= *most {
        return Language::Coded(0);
    }
    // A fifth of running text is small words in all of these; a name in another language gives far fewer.
    let enough = *most >= ENOUGH_HITS && most * 5 >= words.len() && most > next;
    if enough { *language } else { Language::Unclear }
}

/// The texts of a row, and whose words each is.
pub(super) const TEXTS: [(Meaning, Voice); 2] =
    [(Meaning::Passage, Voice::Plan), (Meaning::Statement, Voice::Source)];

/// The language of each text of each entry. One that cannot be told is that of most texts of its column; where
/// none can be told, the codebook's main one.
pub(super) fn languages(entries: &[Entry], codebook: &Codebook) -> Vec<[Language; 2]> {
    let told = |entry: &Entry| {
        TEXTS.map(|(meaning, _)| {
            entry.record.text(meaning).map_or(Language::Unclear, |text| language(text, &codebook.tongues))
        })
    };
    let mut all: Vec<[Language; 2]> = entries.par_iter().map(told).collect();
    let mut columns: BTreeMap<(&Source, usize), BTreeMap<Language, usize>> = BTreeMap::new();
    for (entry, told) in entries.iter().zip(&all) {
        for (text, language) in
            told.iter().enumerate().filter(|(_, language)| **language != Language::Unclear)
        {
            let column = columns.entry((&entry.record.place.source, text)).or_default();
            *column.entry(*language).or_default() += 1;
        }
    }
    for (entry, told) in entries.iter().zip(&mut all) {
        for (text, language) in
            told.iter_mut().enumerate().filter(|(_, language)| **language == Language::Unclear)
        {
            let column = columns.get(&(&*entry.record.place.source, text));
            let most = column.and_then(|column| column.iter().max_by_key(|(_, count)| **count));
            *language = most.map_or(Language::Coded(0), |(language, _)| *language);
        }
    }
    all
}

/// `English, French or Spanish`.
pub(super) fn any_of(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// The words outside square brackets, where translators keep names in the language of the plan.
fn running_words<'t>(text: &str, tokens: &'t [Token]) -> Vec<&'t str> {
    let mut depth = 0_usize;
    let mut read = 0;
    let mut words = Vec::new();
    for token in tokens {
        for sign in text[read..token.range.start].chars() {
            match sign {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        read = token.range.start;
        if depth == 0 && !token.lower.starts_with(char::is_numeric) {
            words.push(token.lower.as_str());
        }
    }
    words
}

/// Whether most letters are of another script, such as Greek, Cyrillic, Arabic, Thai or Chinese.
fn other_script(text: &str) -> bool {
    let mut latin = 0_usize;
    let mut other = 0_usize;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c) { latin += 1 } else { other += 1 }
    }
    other > latin && other >= 4
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::*;

    fn told(text: &str) -> Option<String> {
        let tongues = &builtin().tongues;
        match language(text, tongues) {
            Language::Coded(number) => Some(tongues[number].name.clone()),
            Language::Other(name) => Some(name.to_owned()),
            Language::Unclear => None,
        }
    }

    #[test]
    fn plain_texts_in_other_languages_are_told() {
        let cases = [
            (
                "Le gouvernement mettra en place un mécanisme de plainte pour les victimes des entreprises.",
                "French",
            ),
            (
                "El Gobierno pondrá en marcha un mecanismo de quejas para las víctimas de las empresas.",
                "Spanish",
            ),
            (
                "O Governo vai criar um mecanismo de queixa para as vítimas e não só para os trabalhadores.",
                "Portuguese",
            ),
            (
                "Die Regierung wird ein Beschwerdeverfahren für die Betroffenen von Unternehmen schaffen.",
                "German",
            ),
            (
                "Il Governo istituirà un meccanismo di reclamo per le vittime e non solo per i lavoratori.",
                "Italian",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
        assert!(told("Правительство создаст механизм жалоб").is_some());
        assert!(told("政府将建立申诉机制").is_some());
    }

    #[test]
    fn english_and_short_texts_are_english() {
        for text in [
            "The Ministry of Justice will create a complaint mechanism.",
            "GDPR",
            "CNPD [Commission nationale pour la protection des données]",
            "The CNPD, the Commission nationale pour la protection des données, is the authority for data protection in the state.",
            "Develop guidelines on AI [Ministry of Economy]",
            "",
            "12 34 56",
        ] {
            assert!(told(text).is_none_or(|name| name == "English"), "{text}: {:?}", told(text));
        }
    }
}
