//! Whether a text was given at all. "n/a" in a column of passages is no text, and silence about a theme would be a claim; a
//! bare "no" there is a code, of the theme that it stands under, or else of nobody knows what.

use super::{Codebook, Level, LevelWord};
use crate::diagnostic::{Diagnostics, Kind, short};
use crate::read::Meaning;
use crate::resolve::Entry;

/// Longer texts are looked at no further, in bytes: a placeholder is short.
const LONGEST: usize = 90;

/// What stands in the place of a passage, in six languages, folded: the whole text, since a passage may begin so.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "pending", "to follow", "to be added", "to be completed", "to be filled", "to be filled in", "to be done",
    "to be checked", "to be reviewed", "not available", "nap not available", "plan not available", "text not available",
    "no text", "no passage", "no quote", "no excerpt", "no plan", "no plan yet", "no nap", "no nap yet",
    "no national action plan", "no nap has been adopted", "no plan has been adopted", "no nap adopted",
    "no plan adopted", "insert", "insert quote", "insert text", "insert passage", "insert here", "insert quote here",
    "add quote", "add text", "add passage", "click or tap here to enter text", "click here to enter text", "loading",
    "insert passage here", "xxx", "link broken", "broken link", "dead link", "no access", "see pdf", "see link", "no link",
    "document not available online", "document not available", "not available online", "not accessible", "paywall",
    "the country has no nap", "no national action plan has been adopted", "no national action plan has been adopted yet",
    "no nap has been adopted yet", "no plan has been adopted yet", "file not found", "page not found", "pas de texte", "a completer", "a ajouter", "a lire", "pan non disponible",
    "pas de pan", "pas de plan", "plan non disponible", "sin texto", "por completar", "por leer", "plan no disponible",
    "no hay plan", "sin plan", "kein text", "kein nap", "kein plan", "sem texto", "sem plano", "nessun testo",
    "nessun piano",
];

/// Words that point to another text, and are the whole of this one.
#[rustfmt::skip]
const POINTERS: &[&str] = &[
    "ibid", "idem", "ditto", "same", "see annex", "see attachment", "see file", "see note", "see notes", "see above",
    "see below", "see other row", "see previous", "see previous row", "as above", "same as above", "voir ci dessus",
    "voir plus haut", "ver arriba", "siehe oben", "ver acima", "vedi sopra", "not available in english",
];

/// Most words of a text that begins so.
const MOST_WORDS: usize = 6;

/// What a text begins with that is none.
#[rustfmt::skip]
const BEGINS: &[&str] = &[
    "not yet read", "not yet coded", "not yet reviewed", "not yet assessed", "not yet analysed", "not yet analyzed",
    "not yet translated", "not yet available", "not yet checked", "not yet found", "not read", "not coded",
    "only available in", "same as nap", "same as plan", "see nap", "tbd by", "tbc by", "tbd", "tbc", "awaiting",
    "not assessed", "not analysed", "not analyzed", "not translated", "nap not available in", "plan not available in",
    "text not available in", "no text available", "no text given", "no text provided", "text to follow", "text follows",
    "to be coded", "analysis pending", "coding pending", "review pending", "translation pending", "pdf is",
    "pdf cannot", "pdf could", "pdf not", "could not be read", "could not read", "cannot be read", "cannot read",
    "cannot copy", "could not find the plan", "could not find the nap", "could not find the text", "pas encore lu",
    "pas encore code", "non lu", "non code", "texte a venir", "aun no leido", "todavia no leido", "no leido",
    "no codificado", "texto pendiente", "noch nicht gelesen", "nicht gelesen", "text folgt", "ainda nao lido",
    "non ancora letto",
];

/// Most words of a remark to colleagues.
const MOST_OF_A_REMARK: usize = 20;

/// What stands in such a remark.
#[rustfmt::skip]
const REMARKS: &[&str] = &[
    "please check", "please verify", "please confirm", "look again", "check again", "but not sure", "not sure if",
    "not sure whether", "see separate sheet", "see other sheet", "i could not find", "i think this", "por verificar",
];

/// What it ends with: "A chapter on rights to be added to the curriculum" is a measure.
const LEFT_OPEN: &[&str] =
    &[" to be checked", " to be added", " to be verified", " a verifier", " a completer"];

/// What it begins with.
const ADDRESSED: &[&str] = &["todo", "reviewer", "note to self"];

/// Words of a text that only points to a page.
const POINTS: [&str; 12] =
    ["p", "pp", "pg", "page", "pages", "pag", "pagina", "paginas", "seite", "seiten", "s", "see"];

/// What stands in the place of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instead {
    /// A placeholder, or a page alone.
    Nothing,
    /// A person's code.
    Code,
}

/// Takes what is no text out of the columns of passages and statements, and tells it at its cell.
///
/// A placeholder under a theme ([`Meaning::Placeholder`]) leaves open what is said of it. A bare code that is all that
/// stands under a theme is a person's code.
pub(super) fn take_out(entries: &mut [Entry], codebook: &Codebook, problems: &mut Diagnostics) {
    for entry in entries {
        for meaning in TEXTS {
            let Some(cell) = entry.record.get(meaning) else { continue };
            let Some(instead) = instead(cell.value, codebook, meaning) else { continue };
            let (written, place) = (short(cell.value, 60), cell.place());
            let has = |meaning| entry.record.get(meaning).is_some();
            let other = TEXTS.iter().any(|text| *text != meaning && has(*text));
            match instead {
                Instead::Nothing => {
                    problems.push(
                        Kind::NoPassage,
                        &place,
                        format!("`{written}` is no passage; for this row no text was given"),
                        "give the passage, or leave the cell blank",
                    );
                    entry.record.rename(meaning, Meaning::Placeholder);
                }
                Instead::Code if has(Meaning::Theme) && !has(Meaning::Level) && !other => {
                    problems.push(
                        Kind::NoPassage,
                        &place,
                        format!("`{written}` is no passage; it was read as the code of its theme"),
                        "give the passage, and the code in a column of its own",
                    );
                    entry.record.rename(meaning, Meaning::Level);
                }
                Instead::Code => {
                    problems.push(
                        Kind::CodeForPassage,
                        &place,
                        format!("`{written}` is a code where a passage should stand; it was not used"),
                        "give the passage here and the code in a column of its own, or say in a mapping file that \
                         the column holds codes",
                    );
                    entry.record.rename(meaning, Meaning::Placeholder);
                }
            }
        }
    }
}

const TEXTS: [Meaning; 2] = [Meaning::Passage, Meaning::Statement];

/// What a text is, where it is no passage.
fn instead(text: &str, codebook: &Codebook, meaning: Meaning) -> Option<Instead> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = folded(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let points = |word: &&str| POINTS.contains(word) || word.chars().all(|c| c.is_ascii_digit());
    // The whole text: what stands behind "In progress:" may be a passage.
    match codebook.whole_level(text) {
        Some(LevelWord::Known(Level::Unknown)) => Some(Instead::Nothing),
        // A statement may be "not mentioned": its author speaks about the plan.
        Some(LevelWord::Known(Level::None)) if meaning == Meaning::Statement => None,
        Some(LevelWord::Known(Level::None)) => Some(Instead::Code),
        Some(LevelWord::Known(_) | LevelWord::Percent) if words.len() <= 2 => Some(Instead::Code),
        _ if text.trim().chars().count() == 1 => Some(Instead::Code),
        _ if super::token::tokenize(text, false).is_empty() || words.iter().all(points) => {
            Some(Instead::Nothing)
        }
        _ => {
            let none = is_pointer(&folded) || is_unwritten(&folded) || is_to_colleagues(text, &folded);
            none.then_some(Instead::Nothing)
        }
    }
}

/// Whether a code says that something is still to be written, read or found.
pub(super) fn is_placeholder(code: &str) -> bool {
    code.len() <= LONGEST && is_unwritten(&folded(code))
}

fn is_unwritten(folded: &str) -> bool {
    let few = folded.split(' ').count() <= MOST_WORDS;
    WHOLE.contains(&folded) || few && BEGINS.iter().any(|phrase| begins(folded, phrase))
}

/// Whether a text is a remark of those who keep the sheet, to each other: "TODO: add the commitment", "please check".
fn is_to_colleagues(text: &str, folded: &str) -> bool {
    let short = folded.split(' ').count() <= MOST_OF_A_REMARK;
    // Whole words: a blank on either side.
    let spaced = if short { format!(" {folded} ") } else { String::new() };
    let said = |phrase: &&str| {
        let mut found = spaced.match_indices(*phrase).map(|(at, _)| (at, at + phrase.len()));
        found.any(|(from, to)| {
            spaced.get(..from).is_some_and(|before| before.ends_with(' '))
                && spaced.get(to..).is_some_and(|behind| behind.starts_with(' '))
        })
    };
    let open = LEFT_OPEN.iter().any(|end| folded.ends_with(end));
    open || REMARKS.iter().any(said)
        || text.contains("???")
        || ADDRESSED.iter().any(|phrase| begins(folded, phrase))
}

/// "See above": which text is meant is for a person to say.
fn is_pointer(folded: &str) -> bool {
    POINTERS.contains(&folded)
}

fn begins(folded: &str, phrase: &str) -> bool {
    folded.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Words in small letters without accents, with single spaces between them.
fn folded(text: &str) -> String {
    let plain = super::phrase::without_accents(text).to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::*;

    #[test]
    fn a_placeholder_a_page_and_a_code_are_no_passages() {
        let told = |text| instead(text, builtin(), Meaning::Passage);
        for text in [
            "n/a",
            "-",
            "?",
            "…",
            "TBC",
            "not yet read",
            "Text to follow",
            "NAP not available in English",
            "p. 23",
            "pp. 3-5",
            "PDF is scanned, cannot copy text",
            "[insert quote]",
            "https://example.org/nap.pdf",
            "Pas encore lu",
            "no text",
            "No NAP has been adopted.",
            "see above",
            "AI: p. 14, quote to be added",
            "sin texto",
        ] {
            assert_eq!(told(text), Some(Instead::Nothing), "{text}");
        }
        for text in ["no", "Yes", "x", "✓", "commitment", "oui", "50%", "not mentioned"] {
            assert_eq!(told(text), Some(Instead::Code), "{text}");
        }
        for text in [
            "Data protection.",
            "The State will train judges.",
            "Access to remedy",
            "No reference to AI.",
            "Not all ministries have a complaint office.",
            "Insert data protection clauses into contracts.",
            "No plan to regulate AI is foreseen.",
            "See the Data Protection Act.",
            "Privacy",
            "AI",
            "To do so, the State will protect personal data.",
            "Ask companies to report on privacy.",
            "A chapter on human rights to be added to the curriculum.",
            "Check whether companies have complaint offices.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
        assert_eq!(instead("No", builtin(), Meaning::Statement), None);
    }
}
