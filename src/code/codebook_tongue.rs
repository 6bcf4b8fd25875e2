//! The parts of a codebook file that belong to a language: how it is written, its small words, its countries.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::codebook::{Mark, TermMark, Theme};
use super::codebook_file::Reader;
use super::index::{Forms, Index};
use super::phrase::Phrase;
use super::tongue::{Grammar, Plural, ROLES, ThemeNames, Tongue};
use crate::resolve::Iso3;

/// The keys of `[language]`.
const LANGUAGE_KEYS: &[&str] = &[
    "tag",
    "name",
    "frequent",
    "plurals",
    "elides",
    "names_in_small_letters",
    "accents_left_out",
    "future_in_one_word",
];

/// The keys of a theme in the file of a further language: its terms, and what reports in that language call it.
const TERM_KEYS: &[&str] =
    &["id", "name", "short", "phrase", "description", "strong", "unless", "names", "weak"];

impl Reader<'_> {
    /// How the language is written. The indices are filled by [`Reader::fill`].
    pub(super) fn language(&mut self, table: Option<&DeTable<'_>>) -> Tongue {
        let Some(table) = table else {
            self.fault(0..0, "the codebook needs a section `[language]`", "");
            return Tongue::empty();
        };
        self.known_keys(table, LANGUAGE_KEYS, "[language]");
        let mut tongue = Tongue::empty();
        tongue.tag = self.word(table, "tag").into();
        tongue.name = self.word(table, "name");
        tongue.frequent =
            self.needed(table, "frequent", &(0..0)).into_iter().map(|(w, _)| w.to_lowercase()).collect();
        for (written, span) in self.strings(table, "plurals") {
            match Plural::parse(written) {
                Some(plural) => tongue.forms.plurals.push(plural),
                None => self.fault(
                    span,
                    &format!("`{written}` is no ending of a plural"),
                    "write `s`, or with the ending of the singular `ies>y`",
                ),
            }
        }
        tongue.elides = self.yes(table, "elides");
        tongue.small_names = self.yes(table, "names_in_small_letters");
        tongue.one_word_future = self.yes(table, "future_in_one_word");
        tongue.forms.plain = self.yes(table, "accents_left_out");
        self.elides = tongue.elides;
        tongue
    }

    /// The file of a further language. Themes are those of the main file, by their ids.
    pub(super) fn further_language(&mut self, root: &DeTable<'_>, themes: &[Theme], strict: bool) -> Tongue {
        let keys =
            ["version", "language", "theme", "cues", "actors", "names", "headings", "grammar", "states"];
        self.known_keys(root, &keys, "the file of a language");
        self.version(root);
        let language = root.get("language").and_then(|value| value.get_ref().as_table());
        let mut tongue = self.language(language);
        tongue.covers = vec![false; themes.len()];
        let (mut terms, mut groups) = (Vec::new(), 0);
        for (table, span) in self.tables(root, "theme") {
            self.known_keys(table, TERM_KEYS, "a theme in the file of a language");
            let id = table.get("id").and_then(|v| v.get_ref().as_str()).unwrap_or_default();
            let Some(theme) = themes.iter().position(|theme| theme.id == id) else {
                if strict {
                    let known: Vec<_> = themes.iter().map(|theme| theme.id.as_str()).collect();
                    self.fault(
                        span,
                        &format!("`{id}` is no theme of codebook.toml"),
                        &format!("it has {}", known.join(", ")),
                    );
                }
                continue;
            };
            if tongue.covers.get(theme) == Some(&true) {
                self.fault(
                    span.clone(),
                    &format!("the theme `{id}` stands here twice"),
                    "put its terms into one block",
                );
            }
            self.terms(table, &span, theme, &mut groups, &mut terms);
            let said =
                |key: &str| table.get(key).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
            let [name, short, phrase, description] = ["name", "short", "phrase", "description"].map(said);
            tongue.theme_names.insert(theme, ThemeNames { name, short, phrase, description });
            if let Some(covered) = tongue.covers.get_mut(theme) {
                *covered = true;
            }
        }
        let marks = self.lists(root, false);
        let grammar = self.section(root, "grammar");
        self.fill(&mut tongue, terms, marks, grammar, root);
        tongue
    }

    /// Puts the phrases, the small words and the countries into a language.
    pub(super) fn fill(
        &mut self,
        tongue: &mut Tongue,
        terms: Vec<(Phrase, TermMark)>,
        marks: Vec<(Phrase, Mark)>,
        grammar: Option<&DeTable<'_>>,
        root: &DeTable<'_>,
    ) {
        tongue.terms = Index::new(terms, tongue.forms.clone());
        tongue.marks = Index::new(marks, Forms::default());
        if let Some(table) = grammar {
            let keys: Vec<_> = ROLES.iter().map(|(key, _)| *key).collect();
            self.known_keys(table, &keys, "[grammar]");
            let mut listed = Vec::new();
            for (key, role) in ROLES {
                listed.extend(self.strings(table, key).into_iter().map(|(word, _)| (word, *role)));
            }
            tongue.grammar = Grammar::new(listed.into_iter());
        }
        if root.contains_key("states")
            && let Some(table) = self.section(root, "states")
        {
            tongue.states = self.states(table);
        }
    }

    /// What the language calls countries beside their names: `SWE = ["suédois*"]`.
    fn states(&mut self, table: &DeTable<'_>) -> Vec<(Iso3, Phrase)> {
        let mut states = Vec::new();
        for key in table.keys() {
            let code = key.get_ref().as_ref();
            let Ok(iso) = code.parse::<Iso3>() else {
                self.fault(
                    key.span(),
                    &format!("`{code}` is no code of three capital letters"),
                    "write it as ISO 3166 does: `SWE`",
                );
                continue;
            };
            let list = self.strings(table, code);
            let mut phrases = Vec::new();
            self.phrases(list, iso, &mut phrases);
            states.extend(phrases.into_iter().map(|(phrase, iso)| (iso, phrase)));
        }
        states
    }

    fn word(&mut self, table: &DeTable<'_>, key: &str) -> String {
        let word = table.get(key).and_then(|v| v.get_ref().as_str()).map(str::trim).unwrap_or_default();
        if word.is_empty() {
            let span = table.get(key).map_or(0..0, Spanned::span);
            self.fault(span, &format!("[language] needs `{key}`, some text in quotes"), "");
        }
        word.to_owned()
    }

    /// A switch; off where it is missing.
    fn yes(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        match table.get(key).map(|value| (value.get_ref(), value.span())) {
            Some((DeValue::Boolean(yes), _)) => *yes,
            Some((_, span)) => {
                self.fault(span, &format!("`{key}` is `true` or `false`"), "");
                false
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::codebook::Codebook;
    use crate::diagnostic::{Diagnostics, Place};

    /// The faults of a file of a language, beside the codebook that comes with the tool.
    fn faults(text: &str, strict: bool) -> Vec<String> {
        let mut problems = Diagnostics::new();
        let codebook = Codebook::from_toml(Codebook::builtin_text(), "codebook.toml", &mut problems).unwrap();
        let with = codebook.with_language(text, "codebook.xx.toml", strict, &mut problems);
        assert_eq!(with.is_none(), !problems.is_empty());
        let spot = |place: &Option<Place>| place.as_ref().map(Place::spot_name).unwrap_or_default();
        problems.sorted().iter().map(|d| format!("{}: {}", spot(&d.place), d.message)).collect()
    }

    const LEAST: &str = "version = 1\n[language]\ntag = \"xx\"\nname = \"Xish\"\nfrequent = [\"xo\"]\n\
        [cues]\ncommitment = [\"*xra\"]\n[actors]\n[names]\n[headings]\n[grammar]\n";

    #[test]
    fn a_language_may_be_small() {
        assert_eq!(faults(LEAST, true), Vec::<String>::new());
    }

    #[test]
    fn faults_of_a_language_are_told_at_their_lines() {
        let text = format!(
            "{LEAST}and = [\"xe\"]\nund = []\n[states]\nSwe = [\"xedo\"]\n[[theme]]\nid = \"icy\"\nstrong = [\"x\"]\n\
             [[theme]]\nid = \"ai\"\nstrong = [\"xi\"]\n[[theme]]\nid = \"ai\"\nstrong = [\"..\"]\n"
        );
        let found = faults(&text, true);
        for expected in [
            "line 13: `und` is not a key of [grammar]",
            "line 15: `Swe` is no code of three capital letters",
            "line 16: `icy` is no theme of codebook.toml",
            "line 22: the theme `ai` stands here twice",
            "line 24: `..` holds no word that must stand in the text",
        ] {
            assert!(found.iter().any(|fault| fault == expected), "{expected} is not in {found:#?}");
        }
        let found = faults(&LEAST.replace("name = \"Xish\"", "elides = 3\nplurals = [\"*s\"]"), true);
        assert!(found.iter().any(|fault| fault.ends_with("[language] needs `name`, some text in quotes")));
        assert!(found.iter().any(|fault| fault == "line 4: `elides` is `true` or `false`"), "{found:#?}");
        assert!(found.iter().any(|fault| fault == "line 5: `*s` is no ending of a plural"), "{found:#?}");
    }

    #[test]
    fn a_file_that_comes_with_the_tool_need_not_know_a_user_s_themes() {
        let text = format!("{LEAST}[[theme]]\nid = \"icy\"\nstrong = [\"x\"]\n");
        assert_eq!(faults(&text, false), Vec::<String>::new());
        assert_eq!(faults(&text, true).len(), 1);
    }
}
