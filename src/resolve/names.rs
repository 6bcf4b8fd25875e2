//! What the read stage may ask of this one: is that text a country, a period?

use std::sync::LazyLock;

use regex::Regex;

use super::{Gazetteer, Match, period};
use crate::read::Names;

/// Codes of countries that are far more often words, or themes, where no header says that codes stand there: "no",
/// "sí", artificial intelligence, information technology.
const WORDS: [&str; 6] = ["AI", "IT", "KI", "NO", "SI", "PA"];

impl Names for Gazetteer {
    fn is_country(&self, text: &str) -> bool {
        !WORDS.contains(&text.trim()) && !matches!(self.look_up(text, false).matched, Match::Unknown { .. })
    }

    fn is_near_country(&self, text: &str) -> bool {
        matches!(self.find(text), Match::Unknown { suggestions, .. } if !suggestions.is_empty())
    }

    fn is_period(&self, text: &str) -> bool {
        period::is_dated(text) || is_ordinal(text)
    }

    fn is_status(&self, text: &str) -> bool {
        period::is_status(text)
    }

    fn is_not_there(&self, text: &str) -> bool {
        period::is_status(text) && !period::is_there(text)
    }
}

/// An edition by its number: `NAP 1`, `2nd NAP`, `second plan`, `II PAN`.
fn is_ordinal(text: &str) -> bool {
    static ORDINAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let number = r"(?:[1-5]|[1-5](?:st|nd|rd|th|er|ère|e|ème|º|ª|°|o|a|\.)|i{1,3}|iv|v|first|second|third|fourth|premier|première|deuxième|troisième|primer|primero|segundo|tercer|erster|zweiter|dritter|primeiro|terceiro|primo|secondo|terzo)";
        let plan = r"(?:nap|pan|plan|edition|édition|edición|plano|piano|aktionsplan|action plan|national action plan)";
        Regex::new(&format!(r"(?i)^(?:{number}\s*{plan}|{plan}\s*{number})$")).ok()
    });
    // A pattern takes longer to make than most workbooks to read: it is made where a text has a word for a plan.
    let lower = text.to_lowercase();
    let has_plan = ["nap", "pan", "plan", "piano", "diti", "dici"].iter().any(|part| lower.contains(part));
    has_plan && ORDINAL.as_ref().is_some_and(|ordinal| ordinal.is_match(text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_by_number_are_periods_and_numbers_alone_are_not() {
        let gazetteer = Gazetteer::builtin();
        for text in ["NAP 1", "2nd NAP", "second plan", "II PAN", "2. NAP", "2014-2017", "2º plan"] {
            assert!(gazetteer.is_period(text), "{text}");
        }
        for text in ["NO", "SI", "AI", "KI", "no"] {
            assert!(!gazetteer.is_country(text), "{text}");
        }
        for text in ["2", "ICT", "NAP", "second", "IV"] {
            assert!(!gazetteer.is_period(text), "{text}");
        }
    }
}
