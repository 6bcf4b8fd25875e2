//! In which language a text is.
//!
//! The small words of a language give it away. What is plainly in a language that no codebook covers is not coded, so
//! that a theme which is there in German is never told as absent. A text too short to tell ("GDPR", "Accès à la
//! justice") is taken to be in the language of its sheet; where its few small words are of others, or the sheet has no
//! language, all that it may be in are tried.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use smallvec::SmallVec;

use super::codebook::Codebook;
use super::coder::Voice;
use super::dictionary::Dictionary;
use super::spoken::Spoken;
use super::token::{Token, Tokens};
use crate::diagnostic::Source;
use crate::read::Meaning;
use crate::resolve::Entry;

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Language {
    /// One that the codebook covers, by its number there.
    Coded(u16),
    /// Another one.
    Other(Other),
    /// One of these, which are to be tried.
    Among(Among),
    /// It cannot be told.
    Unclear,
}

impl Language {
    /// The BCP 47 tag, where it is one language and can be told.
    pub(super) fn tag(self, tongues: &[Spoken]) -> Option<Arc<str>> {
        match self {
            Self::Coded(number) => tongues.get(usize::from(number)).map(|tongue| Arc::clone(&tongue.tag)),
            Self::Other(other) => {
                other.listed().map(|(_, tag)| tag).filter(|tag| !tag.is_empty()).map(Arc::from)
            }
            Self::Among(_) | Self::Unclear => None,
        }
    }

    /// The numbers of the codebook's languages that the text may be in, the likeliest first.
    pub(super) fn tongues(self) -> SmallVec<[u16; 4]> {
        match self {
            Self::Coded(number) => SmallVec::from_elem(number, 1),
            Self::Among(Among { first, others, .. }) => {
                let others = (0..16).filter(|number| *number != first && others & (1 << number) != 0);
                std::iter::once(first).chain(others).collect()
            }
            Self::Other(_) | Self::Unclear => SmallVec::new(),
        }
    }
}

/// Languages of the codebook that a text may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Among {
    /// The one that it is in where none of them finds anything.
    first: u16,
    /// A bit for each of the first sixteen.
    others: u16,
    /// Whether it may as well be in a language that no codebook covers, so that what is not found may be there.
    pub(super) or_another: bool,
}

/// A language that no codebook covers, or several that are not told apart, by its place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Other(u8);

impl Other {
    /// Behind those of the list.
    const NOT_LATIN: Self = Self(u8::MAX);

    /// The first of [`SCRIPTS`].
    const FIRST_SCRIPT: u8 = 128;

    /// Whether it is written in other letters than Latin ones.
    fn is_other_script(self) -> bool {
        self == Self::NOT_LATIN || (Self::FIRST_SCRIPT..Self::NOT_TOLD.0).contains(&self.0)
    }

    /// It is too short to tell.
    pub(super) const NOT_TOLD: Self = Self(u8::MAX - 1);

    /// Its name and tag.
    fn listed(self) -> Option<(&'static str, &'static str)> {
        match self.0.checked_sub(Self::FIRST_SCRIPT) {
            Some(script) => SCRIPTS.get(usize::from(script)).map(|(name, tag, _)| (*name, *tag)),
            None => OTHERS.get(usize::from(self.0)).map(|(name, tag, _)| (*name, *tag)),
        }
    }

    /// What it is called in a message.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::NOT_TOLD => "a language that could not be told",
            _ => self.listed().map_or("a language that is not written in Latin letters", |(name, ..)| name),
        }
    }
}

/// Small words below which no verdict is given.
const ENOUGH_HITS: usize = 2;

/// Languages that no codebook covers: name, BCP 47 tag (empty for several that are not told apart), and words that are
/// frequent in them.
const OTHERS: &[(&str, &str, &[&str])] = &[
    (
        "Portuguese",
        "pt",
        &[
            "o", "os", "as", "da", "do", "das", "dos", "e", "um", "uma", "é", "são", "para", "por", "que",
            "com", "se", "não", "ao", "na", "no", "nas", "nos", "pela", "pelo", "será", "a", "de", "em",
        ],
    ),
    (
        "Italian",
        "it",
        &[
            "il", "lo", "la", "l'", "gli", "le", "di", "del", "della", "dei", "delle", "e", "un", "una", "è",
            "sono", "per", "che", "con", "si", "non", "al", "alla", "nel", "nella", "da", "sarà", "i",
        ],
    ),
    (
        "German",
        "de",
        &[
            "der", "die", "das", "den", "dem", "des", "und", "ist", "sind", "wird", "werden", "für", "mit",
            "von", "zu", "im", "zur", "zum", "auf", "ein", "eine", "einer", "nicht", "auch", "sich", "bei",
            "durch",
        ],
    ),
    (
        "Dutch",
        "nl",
        &[
            "de", "het", "een", "en", "van", "is", "zijn", "wordt", "worden", "voor", "met", "op", "te",
            "dat", "die", "niet", "ook", "aan", "door", "bij", "zal", "om", "naar",
        ],
    ),
    (
        "Polish",
        "pl",
        &[
            "i", "w", "na", "z", "do", "jest", "są", "nie", "się", "oraz", "dla", "przez", "które", "od",
            "o", "to",
        ],
    ),
    (
        "Czech",
        "cs",
        &[
            "a", "v", "na", "je", "jsou", "se", "pro", "které", "který", "ve", "že", "bude", "do", "o", "z",
            "k",
        ],
    ),
    (
        "Danish, Norwegian or Swedish",
        "",
        &[
            "og", "och", "det", "som", "er", "är", "til", "till", "av", "af", "på", "med", "ikke", "inte",
            "skal", "ska", "vil", "den", "et", "ett", "att", "at", "för", "om", "i",
        ],
    ),
    (
        "Indonesian or Malay",
        "",
        &["dan", "yang", "di", "untuk", "dengan", "pada", "dari", "dalam", "ini", "tidak", "oleh", "akan"],
    ),
    (
        "Finnish",
        "fi",
        &["ja", "on", "ovat", "ei", "että", "se", "tai", "kuin", "joka", "myös", "sekä", "valtion"],
    ),
];

/// A script: a name, a tag, and the ranges of its letters.
type Script = (&'static str, &'static str, &'static [(char, char)]);

/// Scripts that tell the language, or a few: name, BCP 47 tag (empty for several languages), and where its letters stand.
/// Kana before the signs that Japanese shares with Chinese.
const SCRIPTS: &[Script] = &[
    ("Greek", "el", &[('\u{370}', '\u{3ff}'), ('\u{1f00}', '\u{1fff}')]),
    ("Hebrew", "he", &[('\u{590}', '\u{5ff}')]),
    ("Thai", "th", &[('\u{e00}', '\u{e7f}')]),
    ("Georgian", "ka", &[('\u{10a0}', '\u{10ff}')]),
    ("Armenian", "hy", &[('\u{530}', '\u{58f}')]),
    ("Korean", "ko", &[('\u{ac00}', '\u{d7af}'), ('\u{1100}', '\u{11ff}')]),
    ("Japanese", "ja", &[('\u{3040}', '\u{30ff}')]),
    ("Chinese", "zh", &[('\u{4e00}', '\u{9fff}')]),
    ("a language in Cyrillic letters", "", &[('\u{400}', '\u{52f}')]),
    ("a language in Arabic letters", "", &[('\u{600}', '\u{6ff}'), ('\u{750}', '\u{77f}')]),
    ("a language in Devanagari letters", "", &[('\u{900}', '\u{97f}')]),
];

/// Tells languages apart by their small words.
pub(super) struct Detector {
    /// The codebook's language of each of [`SCRIPTS`], where it has one.
    scripts: Vec<Option<u16>>,
    /// The codebook's languages, the main one first, then the others.
    languages: Vec<Language>,
    /// Which of them each small word is of.
    words: Dictionary<Vec<usize>>,
    /// The bytes of the longest of them: no longer word is looked up.
    longest: usize,
}

/// How many small words of each language a text has.
struct Hits {
    of: SmallVec<[usize; 16]>,
    words: usize,
}

impl Detector {
    /// A detector of the codebook's languages, and of others that it does not cover.
    pub(super) fn new(tongues: &[Spoken]) -> Self {
        let coded =
            (0..).zip(tongues).map(|(number, tongue)| (Language::Coded(number), tongue.frequent.clone()));
        // A language that a codebook has been added for is no other one any more.
        let covered = |name: &str| tongues.iter().any(|tongue| name.eq_ignore_ascii_case(&tongue.name));
        let others = (0..).zip(OTHERS).filter(|(_, (name, ..))| !covered(name));
        let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        let others = others.map(|(number, (.., list))| (Language::Other(Other(number)), owned(list)));
        let (mut languages, mut words) = (Vec::new(), BTreeMap::<String, Vec<usize>>::new());
        for (number, (language, list)) in coded.chain(others).enumerate() {
            languages.push(language);
            for word in list {
                words.entry(word).or_default().push(number);
            }
        }
        let longest = words.keys().map(String::len).max().unwrap_or(0);
        let of_script = |(_, tag, _): &Script| {
            let number = tongues.iter().position(|tongue| !tag.is_empty() && &*tongue.tag == *tag);
            number.and_then(|number| u16::try_from(number).ok())
        };
        let scripts = SCRIPTS.iter().map(of_script).collect();
        Self { scripts, languages, words: words.into_iter().collect(), longest }
    }

    fn hits(&self, text: &str) -> Hits {
        let mut count = 0;
        let mut of = SmallVec::from_elem(0, self.languages.len());
        for token in running_words(text) {
            count += 1;
            let small = Some(&token.lower).filter(|word| word.len() <= self.longest);
            for language in small.and_then(|word| self.words.get(word)).into_iter().flatten() {
                if let Some(count) = of.get_mut(*language) {
                    *count += 1;
                }
            }
        }
        Hits { of, words: count }
    }

    /// The language with the most small words, and how many it and the next one have; of equals the first.
    fn most(&self, hits: &Hits) -> Option<(Language, usize, usize)> {
        let (mut first, mut most, mut next) = (None, 0, 0);
        for (language, count) in self.languages.iter().zip(&hits.of) {
            if first.is_none() || *count > most {
                (first, most, next) = (Some(*language), *count, most);
            } else {
                next = next.max(*count);
            }
        }
        Some((first?, most, next))
    }

    /// The language of a text that is not written in Latin letters, by the first script in the list that it has.
    fn by_script(&self, text: &str) -> Language {
        let has = |ranges: &[(char, char)]| {
            text.chars().any(|c| ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)))
        };
        let Some(script) = SCRIPTS.iter().position(|(.., ranges)| has(ranges)) else {
            return Language::Other(Other::NOT_LATIN);
        };
        match (self.scripts.get(script).copied().flatten(), u8::try_from(script)) {
            (Some(coded), _) => Language::Coded(coded),
            (None, Ok(script)) => Language::Other(Other(Other::FIRST_SCRIPT + script)),
            (None, Err(_)) => Language::Other(Other::NOT_LATIN),
        }
    }

    /// The language that a text is plainly in.
    pub(super) fn language(&self, text: &str) -> Language {
        if other_script(text) {
            return self.by_script(text);
        }
        let hits = self.hits(text);
        let Some((language, most, next)) = self.most(&hits) else { return Language::Unclear };
        let main = hits.of.first().copied().unwrap_or(0);
        // Names in another language stand in texts of the main one more often than the other way round.
        if language != Language::Coded(0) && main > 1 && 2 * main >= most {
            return Language::Coded(0);
        }
        // A fifth of running text is small words in all of these; a name in another language gives far fewer.
        let enough = most >= ENOUGH_HITS && most * 5 >= hits.words && most > next;
        if enough { language } else { Language::Unclear }
    }

    /// The language of a text too short to tell, which may be that of most texts of its column: all that its small words
    /// leave open.
    fn leaning(&self, text: &str, column: Option<Language>) -> Language {
        let hits = self.hits(text);
        let most = hits.of.iter().copied().max().unwrap_or(0);
        let leading = || self.languages.iter().zip(&hits.of).filter(|(_, count)| **count == most);
        if let Some(column) = column
            && most == 0
        {
            return column;
        }
        let usual = column.unwrap_or(Language::Coded(0));
        let coded: SmallVec<[u16; 4]> = leading()
            .filter_map(|(language, _)| match language {
                Language::Coded(number) => Some(*number),
                _ => None,
            })
            .collect();
        let another = leading().find(|(language, _)| matches!(language, Language::Other(_)));
        let Language::Coded(main) = usual else {
            return usual;
        };
        match (coded.as_slice(), another) {
            ([], Some((other, _))) if column.is_none() => *other,
            ([], _) => usual,
            ([only], None) if column.is_none() => Language::Coded(*only),
            ([only], _) if *only == main => usual,
            (all, another) => {
                // What is no more likely in its column's language than in others is still that of most beside it.
                let first = if column.is_some() || all.contains(&main) { main } else { all[0] };
                let others = all.iter().chain([&main]).filter(|number| **number < 16);
                Language::Among(Among {
                    first,
                    others: others.fold(0, |bits, number| bits | 1 << number),
                    or_another: another.is_some() && column.is_none() && (most == 0 || !all.contains(&main)),
                })
            }
        }
    }
}

/// The texts of a row, and whose words each is.
pub(super) const TEXTS: [(Meaning, Voice); 2] =
    [(Meaning::Passage, Voice::Plan), (Meaning::Statement, Voice::Source)];

/// Whether two rows that follow each other are of the same sheet.
pub(super) fn of_one_sheet(row: &Entry, next: &Entry) -> bool {
    row.record.is_beside(&next.record)
}

/// The language of each text of each entry. One that cannot be told is that of most texts of its column, where there
/// is such a one and its small words do not speak against it, else what it leans to. A text that is not there stays unclear.
pub(super) fn languages(entries: &[Entry], codebook: &Codebook) -> Vec<[Language; 2]> {
    let detector = Detector::new(&codebook.tongues);
    let told = |entry: &Entry| {
        TEXTS.map(|(meaning, _)| {
            entry.record.text(meaning).map_or(Language::Unclear, |text| detector.language(text))
        })
    };
    let mut all: Vec<[Language; 2]> = entries.par_iter().map(told).collect();
    let mut columns: BTreeMap<(&Source, usize), BTreeMap<Language, usize>> = BTreeMap::new();
    let mut rest = all.as_slice();
    for rows in entries.chunk_by(of_one_sheet) {
        let Some((told, after)) = rest.split_at_checked(rows.len()) else { break };
        rest = after;
        for text in 0..TEXTS.len() {
            let languages = told.iter().filter_map(|told| told.get(text));
            let mut count: BTreeMap<Language, usize> = BTreeMap::new();
            for language in languages.filter(|language| **language != Language::Unclear) {
                *count.entry(*language).or_default() += 1;
            }
            if let Some(first) = rows.first().filter(|_| !count.is_empty()) {
                let column = columns.entry((&first.record.place.source, text)).or_default();
                count.into_iter().for_each(|(language, rows)| *column.entry(language).or_default() += rows);
            }
        }
    }
    for (entry, told) in entries.iter().zip(&mut all) {
        for (text, language) in
            told.iter_mut().enumerate().filter(|(_, language)| **language == Language::Unclear)
        {
            // Most rows have one of the texts, and nobody asks for the language of the other.
            let written = TEXTS.get(text).and_then(|(meaning, _)| entry.record.text(*meaning));
            let Some(written) = written else { continue };
            let column = columns.get(&(&*entry.record.place.source, text));
            let most = column.and_then(|column| {
                let all: usize = column.values().sum();
                let most = column.iter().find(|(_, count)| 2 * **count > all);
                // Texts in Latin letters are in no language that has others.
                most.filter(
                    |(language, _)| !matches!(language, Language::Other(other) if other.is_other_script()),
                )
            });
            *language = detector.leaning(written, most.map(|(language, _)| *language));
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
fn running_words(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut depth = 0_usize;
    let mut read = 0;
    let mut outside = move |token: &Token<'_>| {
        for sign in text.get(read..token.range.start).unwrap_or_default().bytes() {
            match sign {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        read = token.range.start;
        depth == 0
    };
    let brackets = text.contains('[');
    Tokens::of(text, true)
        .filter(move |token| (!brackets || outside(token)) && !token.lower.starts_with(char::is_numeric))
}

/// Letters below which a script is none that a text is written in.
const LEAST_OTHERS: usize = 4;

/// Whether most letters are of another script, such as Greek, Cyrillic, Arabic, Thai or Chinese.
fn other_script(text: &str) -> bool {
    // Letters of other scripts begin with one of these bytes, and few of them change nothing.
    let rare = text.bytes().fold(0_usize, |count, byte| count + usize::from(byte >= 0xC9));
    if rare < LEAST_OTHERS {
        return false;
    }
    let mut latin = 0_usize;
    let mut other = 0_usize;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c) { latin += 1 } else { other += 1 }
    }
    other > latin && other >= LEAST_OTHERS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codebook::builtin;
    use super::*;

    fn told(text: &str) -> Option<String> {
        let tongues = &builtin().tongues;
        match Detector::new(tongues).language(text) {
            Language::Coded(number) => Some(tongues[usize::from(number)].name.clone()),
            Language::Other(other) => Some(other.name().to_owned()),
            Language::Among(_) | Language::Unclear => None,
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
        assert_eq!(
            told("Правительство создаст механизм жалоб").as_deref(),
            Some("a language in Cyrillic letters")
        );
        assert_eq!(told("政府将建立申诉机制").as_deref(), Some("Chinese"));
        assert_eq!(told("政府は苦情処理の仕組みを作る").as_deref(), Some("Japanese"));
        assert_eq!(told("Η κυβέρνηση θα δημιουργήσει μηχανισμό").as_deref(), Some("Greek"));
        assert!(told("ⵜⴰⵏⴱⴰⴹⵜ ⴰⴷ ⵜⵙⴽⵔ").is_some());
    }

    proptest! {
        #[test]
        fn a_text_is_of_another_script_by_most_of_its_letters(text in r"([a-zéß ’–]|[αЖ中ข]|ế|ⁿ|\PC){0,30}") {
            let letters: Vec<_> = text.chars().filter(|c| c.is_alphabetic()).collect();
            let latin = letters.iter().filter(|c| **c < 'ɐ' || ('Ḁ'..='ỿ').contains(*c)).count();
            let others = letters.len() - latin;
            prop_assert_eq!(other_script(&text), others > latin && others >= 4);
        }
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
