//! What a user adds to the country table: spellings in `aliases.csv`, names to show in `countries.toml`.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostics, Kind, Place, line_at};

use super::country::{self, ByLanguage, Iso3};
use super::gazetteer::{Gazetteer, Match};
use super::name::fold;

/// Characters of a name to show; a longer one would not fit a table's cell.
const LONGEST_DISPLAY: usize = 100;

const ALIASES_FORM: &str = "write `spelling,iso3,note`, such as `Korea,KOR,our house style`";
const NAMES_FORM: &str =
    "write `KOR = \"South Korea\"`, or `KOR = { en = \"South Korea\", fr = \"Corée du Sud\" }`";

impl Gazetteer {
    /// Adds the spellings of an `aliases.csv` (`spelling,iso3,note`, a header first, `#` for comments).
    ///
    /// A spelling may settle what is ambiguous, but not turn one country's name into another's. Lines that are wrong
    /// are reported under `file` and left out.
    #[must_use]
    pub fn with_aliases(mut self, text: &str, file: &str, problems: &mut Diagnostics) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(true)
            .flexible(true)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        for row in reader.records() {
            let mut report = |line: u64, message: String| {
                let line = u32::try_from(line).unwrap_or(u32::MAX);
                problems.push(Kind::BadTemplate, &Place::line(file, line), message, ALIASES_FORM);
            };
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    report(error.position().map_or(0, csv::Position::line), "this line is no CSV".to_owned());
                    continue;
                }
            };
            let line = row.position().map_or(0, csv::Position::line);
            let (spelling, code) = (row.get(0).unwrap_or_default(), row.get(1).unwrap_or_default());
            if let Err(message) = self.add_spelling(spelling, code) {
                report(line, message);
            }
        }
        self
    }

    fn add_spelling(&mut self, spelling: &str, code: &str) -> Result<(), String> {
        let key = fold(spelling).compact;
        if key.is_empty() {
            return Err("the spelling is blank".to_owned());
        }
        let code: Iso3 =
            code.to_ascii_uppercase().parse().map_err(|error: country::NoSuchCode| error.to_string())?;
        if let Some(earlier) = self.added.get(&key).filter(|earlier| **earlier != code) {
            return Err(format!(
                "`{spelling}` was given to `{earlier}` above, and is given to `{code}` here"
            ));
        }
        match self.look_up(spelling, false).matched {
            Match::Exact(taken) if taken != code => {
                Err(format!("`{spelling}` is a name or code of `{taken}`, and cannot stand for `{code}`"))
            }
            _ => {
                self.added.insert(key, code);
                Ok(())
            }
        }
    }

    /// Takes the names to show from a `countries.toml`, for every language or for one.
    ///
    /// The names are understood in cells too, where they are not another country's. Entries that are wrong are
    /// reported under `file` and left out.
    #[must_use]
    pub fn with_names(mut self, text: &str, file: &str, problems: &mut Diagnostics) -> Self {
        let mut report = |at: usize, message: String, hint: &str| {
            problems.push(Kind::BadTemplate, &Place::line(file, line_at(text, at)), message, hint);
        };
        let document = match DeTable::parse(text) {
            Ok(document) => document,
            Err(error) => {
                report(error.span().map_or(0, |span| span.start), error.message().to_owned(), NAMES_FORM);
                return self;
            }
        };
        for (section, value) in document.get_ref() {
            let table = value.get_ref().as_table().filter(|_| section.get_ref() == "names");
            let Some(table) = table else {
                let message = format!("`{}` is no section of this file", section.get_ref());
                report(section.span().start, message, "the names to show stand under `[names]`");
                continue;
            };
            for (code, value) in table {
                if let Err((at, message)) = self.show(code, value) {
                    report(at, message, NAMES_FORM);
                }
            }
        }
        self
    }

    fn show(
        &mut self,
        code: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), (usize, String)> {
        let wrong_code = |error: country::NoSuchCode| (code.span().start, error.to_string());
        let iso3: Iso3 = code.get_ref().parse().map_err(wrong_code)?;
        let names = match value.get_ref() {
            DeValue::String(name) => vec![("", name.as_ref(), value.span().start)],
            DeValue::Table(table) => table
                .iter()
                .map(|(language, name)| {
                    let text = name.get_ref().as_str().ok_or("")?;
                    Ok((language.get_ref().as_ref(), text, language.span().start))
                })
                .collect::<Result<_, &str>>()
                .map_err(|_| (value.span().start, format!("the name of `{iso3}` is no text")))?,
            _ => return Err((value.span().start, format!("the name of `{iso3}` is no text"))),
        };
        for (language, name, at) in &names {
            check_shown(name).map_err(|why| (*at, format!("the name of `{iso3}` {why}")))?;
            if !matches!(*language, "" | "en" | "fr" | "es") {
                return Err((*at, format!("`{language}` is no language of the reports: en, fr or es")));
            }
            if let Some(other) = self.find(name).country().filter(|other| *other != iso3) {
                return Err((
                    *at,
                    format!("`{name}` is a name of `{other}`, and cannot be shown for `{iso3}`"),
                ));
            }
        }
        let country = country::position(iso3).and_then(|at| self.countries.to_mut().get_mut(at));
        if let Some(country) = country {
            for (language, name, _) in &names {
                set(&mut country.display, language, name);
            }
        }
        for (_, name, _) in names {
            self.added.entry(fold(name).compact).or_insert(iso3);
        }
        Ok(())
    }
}

fn set(display: &mut ByLanguage<Cow<'static, str>>, language: &str, name: &str) {
    let name = || Cow::Owned(name.trim().to_owned());
    match language {
        "en" => display.en = name(),
        "fr" => display.fr = name(),
        "es" => display.es = name(),
        _ => *display = ByLanguage { en: name(), fr: name(), es: name() },
    }
}

fn check_shown(name: &str) -> Result<(), &'static str> {
    if fold(name).compact.is_empty() {
        return Err("is blank");
    }
    if name.chars().any(char::is_control) {
        return Err("holds a line break or another control character");
    }
    if name.chars().count() > LONGEST_DISPLAY {
        return Err("is longer than 100 characters");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Iso3 {
        text.parse().unwrap()
    }

    fn told(problems: &Diagnostics) -> Vec<String> {
        let told = problems.sorted().into_iter();
        told.map(|p| format!("{} {}", p.place.unwrap().spot_name(), p.message)).collect()
    }

    #[test]
    fn spellings_of_the_user_are_known_and_settle_what_is_ambiguous() {
        let mut problems = Diagnostics::new();
        let text = "spelling,iso3,note\n# ours\nKorea,KOR,house style\n\"Allemagne, féd.\",deu,\n";
        let gazetteer = Gazetteer::builtin().with_aliases(text, "aliases.csv", &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(gazetteer.find("KOREA"), Match::Alias(code("KOR")));
        assert_eq!(gazetteer.find("Allemagne fed"), Match::Alias(code("DEU")));
    }

    #[test]
    fn wrong_lines_of_aliases_are_told_and_left_out() {
        let mut problems = Diagnostics::new();
        let text = "spelling,iso3,note\nGermany,FRA,\nKorea,XYZ,\n,KOR,\nKorea,KOR,\nKorea,PRK,\nFoo\n";
        let gazetteer = Gazetteer::builtin().with_aliases(text, "aliases.csv", &mut problems);
        assert_eq!(
            told(&problems),
            [
                "line 2 `Germany` is a name or code of `DEU`, and cannot stand for `FRA`",
                "line 3 `XYZ` is not a three-letter country code of ISO 3166-1",
                "line 4 the spelling is blank",
                "line 6 `Korea` was given to `KOR` above, and is given to `PRK` here",
                "line 7 `` is not a three-letter country code of ISO 3166-1",
            ]
        );
        assert_eq!(gazetteer.find("Germany"), Match::Exact(code("DEU")));
        assert_eq!(gazetteer.find("Korea"), Match::Alias(code("KOR")));
    }

    #[test]
    fn names_to_show_are_taken_for_all_languages_or_one() {
        let mut problems = Diagnostics::new();
        let text = "[names]\nKOR = \"South Korea\"\nTUR = { en = \"Turkey\", fr = \"Turquie\" }\nXKX = \"Kosovo*\"\n";
        let gazetteer = Gazetteer::builtin().with_names(text, "countries.toml", &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let shown = |iso3: &str| gazetteer.country(code(iso3)).display.each().map(ToString::to_string);
        assert_eq!(shown("KOR"), ["South Korea"; 3]);
        assert_eq!(shown("TUR"), ["Turkey", "Turquie", "Türkiye"]);
        assert_eq!(shown("XKX"), ["Kosovo*"; 3]);
    }

    #[test]
    fn wrong_names_are_told_at_their_line() {
        let mut problems = Diagnostics::new();
        let text = "[names]\nKOREA = \"x\"\nDEU = 3\nFRA = \" \"\nITA = { de = \"Italien\" }\nESP = \"France\"\n\
                    [other]\nx = 1\n";
        let gazetteer = Gazetteer::builtin().with_names(text, "countries.toml", &mut problems);
        assert_eq!(
            told(&problems),
            [
                "line 2 `KOREA` is not a three-letter country code of ISO 3166-1",
                "line 3 the name of `DEU` is no text",
                "line 4 the name of `FRA` is blank",
                "line 5 `de` is no language of the reports: en, fr or es",
                "line 6 `France` is a name of `FRA`, and cannot be shown for `ESP`",
                "line 7 `other` is no section of this file",
            ]
        );
        assert_eq!(gazetteer.country(code("DEU")).display.en, "Germany");
        let mut problems = Diagnostics::new();
        let _ = Gazetteer::builtin().with_names("[names]\nKOR = \"a\nb", "countries.toml", &mut problems);
        assert_eq!(told(&problems).len(), 1);
    }

    #[test]
    fn the_files_that_come_with_the_tool_are_right() {
        let mut problems = Diagnostics::new();
        let gazetteer = Gazetteer::builtin()
            .with_aliases(include_str!("../../templates/aliases.csv"), "aliases.csv", &mut problems)
            .with_names(include_str!("../../templates/countries.toml"), "countries.toml", &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(gazetteer.iter().count(), 250);
        assert!(!gazetteer.added.is_empty());
    }
}
