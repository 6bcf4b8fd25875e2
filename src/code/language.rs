//! Whether a text is in a language that the codebook covers.
//!
//! The small words of a language give it away. Short texts and texts without a verdict count as English, since
//! a heading or a name would otherwise be thrown out; a text that is plainly in another language is not coded,
//! so that a theme which is there in French is never told as absent.

use super::token::Token;

/// Words below which no verdict is given.
const ENOUGH_WORDS: usize = 6;

const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "that", "for", "with", "on", "are", "be", "by", "as", "will",
    "this", "which", "from", "or", "has", "have", "was", "were", "not", "at", "an", "it", "its", "their",
    "should", "shall",
];

/// Languages that are told apart from English, with words that are frequent in them.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "French",
        &[
            "le", "la", "les", "des", "du", "et", "un", "une", "est", "sont", "pour", "dans", "par", "que",
            "qui", "sur", "aux", "au", "avec", "ce", "cette", "ne", "pas", "ou", "leur", "leurs", "ses",
            "sera", "l'état", "a", "à", "de", "en",
        ],
    ),
    (
        "Spanish",
        &[
            "el", "la", "los", "las", "del", "y", "un", "una", "es", "son", "para", "por", "que", "con",
            "se", "su", "sus", "al", "como", "no", "o", "lo", "este", "esta", "será", "a", "de", "en",
        ],
    ),
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
            "il", "lo", "la", "gli", "le", "di", "del", "della", "dei", "delle", "e", "un", "una", "è",
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

/// The name of the other language that the text is plainly in; `None` for English and where it cannot be told.
pub(super) fn other_than_english(text: &str, tokens: &[Token]) -> Option<&'static str> {
    if other_script(text) {
        return Some("a language that is not written in Latin letters");
    }
    let words = running_words(text, tokens);
    if words.len() < ENOUGH_WORDS {
        return None;
    }
    let count = |list: &[&str]| words.iter().filter(|w| list.contains(w) || elided(w, list)).count();
    let english = count(ENGLISH);
    let (name, hits) =
        OTHERS.iter().map(|(name, list)| (*name, count(list))).max_by_key(|(_, hits)| *hits)?;
    // A fifth of running text is small words in all of these; a name in another language gives far fewer.
    (hits >= 3 && hits * 5 >= words.len() && hits > 2 * english).then_some(name)
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

/// French and Italian elisions: `l'accès`, `d'un`, `dell'azienda`.
fn elided(word: &str, list: &[&str]) -> bool {
    word.split_once('\'').is_some_and(|(head, rest)| {
        rest.chars().count() > 2
            && ["l", "d", "qu", "dell", "all", "nell"].contains(&head)
            && list.contains(&"la")
    })
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
    use super::super::token::tokenize;
    use super::*;

    fn language(text: &str) -> Option<&'static str> {
        other_than_english(text, &tokenize(text))
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
            assert_eq!(language(text), Some(expected), "{text}");
        }
        assert!(language("Правительство создаст механизм жалоб").is_some());
        assert!(language("政府将建立申诉机制").is_some());
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
            assert_eq!(language(text), None, "{text}");
        }
    }
}
