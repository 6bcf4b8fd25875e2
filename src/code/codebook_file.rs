//! The codebook file: from TOML to [`Codebook`], with every fault told at its line.
//!
//! The tree is walked by hand: a derived reader would stop at the first fault, and an officer who edits the
//! file wants the whole list.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Level;
use super::codebook::{self, Actor, Codebook, Cue, HeadingCue, Mark, TermMark, Theme};
use super::phrase::Phrase;
use super::tongue::Tongue;
use super::values::Values;
use crate::diagnostic::{Diagnostics, Kind, Place, line_at};

/// The version of the file's form that this tool reads.
const VERSION: &str = "1";

/// The lists outside the themes: section, key, what the phrases of the list are there for.
pub(super) const LISTS: &[(&str, &str, Mark)] = &[
    ("cues", "commitment", Mark::Cue(Cue::Commitment)),
    ("cues", "continued", Mark::Cue(Cue::Continued)),
    ("cues", "past", Mark::Cue(Cue::Past)),
    ("cues", "in_force", Mark::Cue(Cue::InForce)),
    ("cues", "principle", Mark::Cue(Cue::Principle)),
    ("cues", "assurance", Mark::Cue(Cue::Assurance)),
    ("cues", "no_measure", Mark::Cue(Cue::NoMeasure)),
    ("cues", "abandoned", Mark::Cue(Cue::Abandoned)),
    ("cues", "not_verb", Mark::NotVerb),
    ("cues", "absent_before", Mark::AbsentBefore),
    ("cues", "absent_after", Mark::AbsentAfter),
    ("cues", "exception", Mark::Exception),
    ("cues", "not_negation", Mark::NotNegation),
    ("cues", "condition", Mark::Condition),
    ("cues", "carry", Mark::Carry),
    ("cues", "carry_start", Mark::CarryStart),
    ("cues", "speech", Mark::Speech),
    ("cues", "doubt", Mark::Doubt),
    ("cues", "adviser", Mark::Adviser),
    ("cues", "advice", Mark::Advice),
    ("cues", "earlier_plan", Mark::EarlierPlan),
    ("cues", "forecast", Mark::Forecast),
    ("cues", "forecast_always", Mark::ForecastAlways),
    ("cues", "citation", Mark::Citation),
    ("cues", "forecast_frame", Mark::ForecastFrame),
    ("cues", "forecast_participle", Mark::ForecastParticiple),
    ("cues", "plan_noun", Mark::PlanNoun),
    ("cues", "imperative", Mark::Imperative),
    ("cues", "owner", Mark::Owner),
    ("cues", "authoring", Mark::Authoring),
    ("cues", "law_before_title", Mark::LawBeforeTitle),
    ("cues", "law", Mark::Law),
    ("cues", "law_ahead", Mark::LawAhead),
    ("actors", "own", Mark::Actor(Actor::Own)),
    ("actors", "eu", Mark::Actor(Actor::Eu)),
    ("actors", "international", Mark::Actor(Actor::International)),
    ("actors", "companies", Mark::Actor(Actor::Company)),
    ("actors", "civil", Mark::Actor(Actor::Civil)),
    ("actors", "persons", Mark::Actor(Actor::Person)),
    ("actors", "own_certain", Mark::OwnCertain),
    ("actors", "plan", Mark::Plan),
    ("names", "begin", Mark::NameBegin),
    ("names", "end", Mark::NameEnd),
    ("names", "document", Mark::NameDocument),
    ("headings", "measures", Mark::Heading(HeadingCue::Measures)),
    ("headings", "labels", Mark::Label),
    ("headings", "context", Mark::Heading(HeadingCue::Context)),
    ("headings", "elsewhere", Mark::Heading(HeadingCue::Elsewhere)),
    ("headings", "companies", Mark::Heading(HeadingCue::Companies)),
];

const THEME_KEYS: &[&str] =
    &["id", "name", "short", "phrase", "description", "headers", "strong", "unless", "names", "weak"];

/// Reads a codebook; see [`Codebook::from_toml`].
pub(super) fn read(text: &str, file: &str, problems: &mut Diagnostics) -> Option<Codebook> {
    let mut reader = Reader { text, file, problems, faults: 0, elides: false };
    let root = reader.parse()?;
    let codebook = reader.codebook(root.get_ref());
    (reader.faults == 0).then_some(codebook)
}

/// Reads a file of one more language; see [`Codebook::with_language`].
pub(super) fn read_language(
    text: &str,
    file: &str,
    themes: &[Theme],
    strict: bool,
    problems: &mut Diagnostics,
) -> Option<Tongue> {
    let mut reader = Reader { text, file, problems, faults: 0, elides: false };
    let root = reader.parse()?;
    let tongue = reader.further_language(root.get_ref(), themes, strict);
    (reader.faults == 0).then_some(tongue)
}

/// Reads how a language is written, and no phrases; `None` where the section that says so does not stand by itself.
pub(super) fn read_head(text: &str) -> Option<Tongue> {
    let start = text.find("\n[language]")?;
    let end = text.get(start + 1..)?.find("\n[").map_or(text.len(), |length| start + 1 + length);
    let mut problems = Diagnostics::new();
    let mut reader =
        Reader { text: text.get(..end)?, file: "", problems: &mut problems, faults: 0, elides: false };
    let root = reader.parse()?;
    let tongue = reader.language(root.get_ref().get("language")?.get_ref().as_table());
    (reader.faults == 0).then_some(tongue)
}

/// A list of strings with the places that they stand at.
pub(super) type Strings<'a> = Vec<(&'a str, Range<usize>)>;

/// The themes of the main file.
struct Themes {
    themes: Vec<Theme>,
    terms: Vec<(Phrase, TermMark)>,
    /// The places of the themes by their spellings: a spelling of several is the first one's.
    spellings: BTreeMap<String, usize>,
}

/// Walks the tree and collects the faults.
pub(super) struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    problems: &'a mut Diagnostics,
    faults: usize,
    /// Whether the file's language elides vowels; its phrases are cut as its texts are.
    pub(super) elides: bool,
}

impl<'a> Reader<'a> {
    /// The file as a tree. `None` where it is no TOML, which is told.
    fn parse(&mut self) -> Option<Spanned<DeTable<'a>>> {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let message = error.message().lines().next().unwrap_or_default();
            self.fault(error.span().unwrap_or(0..0), &format!("not valid TOML: {message}"), "");
        }
        errors.is_empty().then_some(root)
    }

    pub(super) fn fault(&mut self, span: Range<usize>, message: &str, hint: &str) {
        let line = line_at(self.text, span.start);
        self.problems.push(Kind::BadTemplate, &Place::line(self.file, line), message, hint);
        self.faults += 1;
    }

    fn codebook(&mut self, root: &DeTable<'_>) -> Codebook {
        self.known_keys(
            root,
            &[
                "version", "language", "theme", "cues", "actors", "names", "headings", "grammar", "states",
                "values",
            ],
            "the codebook",
        );
        self.version(root);
        // The parts that older files lack are those of the codebook that comes with the tool.
        let builtin = LazyCell::new(|| DeTable::parse(Codebook::builtin_text()).ok());
        let part = |key: &str| {
            let own = root.get(key).and_then(|value| value.get_ref().as_table());
            own.or_else(|| builtin.as_ref()?.get_ref().get(key)?.get_ref().as_table())
        };
        let mut tongue = self.language(part("language"));
        let Themes { themes, terms, spellings } = self.themes(root);
        tongue.covers = vec![true; themes.len()];
        let marks = self.lists(root, true);
        self.fill(&mut tongue, terms, marks, part("grammar"), root);
        let values = self.values(root);
        Codebook { themes, tongues: vec![tongue.into()], values, spellings }
    }

    pub(super) fn version(&mut self, root: &DeTable<'_>) {
        let version =
            root.get("version").and_then(|v| v.get_ref().as_integer()).map(|n| n.as_str().to_owned());
        if version.as_deref() != Some(VERSION) {
            let span = root.get("version").map_or(0..0, Spanned::span);
            self.fault(span, "the codebook needs `version = 1`", "this tool reads version 1 of the codebook");
        }
    }

    fn themes(&mut self, root: &DeTable<'_>) -> Themes {
        let (mut themes, mut terms, mut groups): (Vec<Theme>, _, _) = (Vec::new(), Vec::new(), 0);
        let mut spelled: Vec<Vec<String>> = Vec::new();
        let tables = self.tables(root, "theme");
        if tables.is_empty() && !root.contains_key("theme") {
            self.fault(0..0, "the codebook has no [[theme]]", "add at least one theme");
        }
        for (table, span) in tables {
            self.known_keys(table, THEME_KEYS, "a theme");
            let theme = self.theme(table, span.clone(), themes.len(), &mut groups, &mut terms);
            let spellings = codebook::spellings(&theme);
            for (earlier, taken) in themes.iter().zip(&spelled) {
                self.distinct((earlier, taken), (&theme, &spellings), span.clone());
            }
            themes.push(theme);
            spelled.push(spellings);
        }
        let mut places = BTreeMap::new();
        for (place, spellings) in spelled.into_iter().enumerate() {
            for spelling in spellings {
                places.entry(spelling).or_insert(place);
            }
        }
        Themes { themes, terms, spellings: places }
    }

    fn theme(
        &mut self,
        table: &DeTable<'_>,
        span: Range<usize>,
        theme: usize,
        groups: &mut usize,
        terms: &mut Vec<(Phrase, TermMark)>,
    ) -> Theme {
        let [id, name, short, phrase, description] =
            ["id", "name", "short", "phrase", "description"].map(|key| self.string(table, key, span.clone()));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        // The id becomes the name of a file.
        let named = id.chars().all(plain) && id.starts_with(|c: char| c.is_ascii_lowercase());
        if !(id.is_empty() || named) {
            let span = table.get("id").map_or(span.clone(), Spanned::span);
            self.fault(
                span,
                &format!("`{id}` cannot be the id of a theme"),
                "use small letters, digits and hyphens",
            );
        }
        let headers = self.strings(table, "headers").into_iter().map(|(s, _)| s.to_owned()).collect();
        let counts = self.terms(table, &span, theme, groups, terms);
        Theme { id, name, short, phrase, description, headers, terms: counts }
    }

    /// The terms of a theme in one language; tells how many count alone, and how many need company.
    pub(super) fn terms(
        &mut self,
        table: &DeTable<'_>,
        span: &Range<usize>,
        theme: usize,
        groups: &mut usize,
        terms: &mut Vec<(Phrase, TermMark)>,
    ) -> (usize, usize) {
        let strong = self.needed(table, "strong", span);
        let unless = self.strings(table, "unless");
        let names = self.strings(table, "names");
        let mut counts = (strong.len(), 0);
        self.phrases(strong, TermMark::Strong { theme }, terms);
        self.phrases(unless, TermMark::Unless { theme }, terms);
        self.phrases(names, TermMark::Name { theme }, terms);
        for (weak, span) in self.tables(table, "weak") {
            self.known_keys(weak, &["terms", "with"], "a group of weak terms");
            let weak_terms = self.needed(weak, "terms", &span);
            let with = self.needed(weak, "with", &span);
            counts.1 += weak_terms.len();
            self.phrases(weak_terms, TermMark::Weak { theme, group: *groups }, terms);
            self.phrases(with, TermMark::With { group: *groups }, terms);
            *groups += 1;
        }
        counts
    }

    /// Two themes, each with its spellings, may not share an id, or a spelling that a sheet would use for both.
    fn distinct(
        &mut self,
        (earlier, taken): (&Theme, &[String]),
        (theme, own): (&Theme, &[String]),
        span: Range<usize>,
    ) {
        if earlier.id == theme.id {
            let message = format!("two themes have the id `{}`", theme.id);
            self.fault(span, &message, "give each theme an id of its own");
            return;
        }
        if let Some(shared) = own.iter().find(|spelling| taken.contains(spelling)) {
            let message = format!("`{shared}` names both `{}` and `{}`", earlier.id, theme.id);
            self.fault(span, &message, "take it out of the headers of one of them");
        }
    }

    /// The lists of cues, actors, names and headings. In the main file each needs a phrase; another language may
    /// do without some.
    pub(super) fn lists(&mut self, root: &DeTable<'_>, main: bool) -> Vec<(Phrase, Mark)> {
        let mut marks = Vec::new();
        for section in ["cues", "actors", "names", "headings"] {
            let Some(table) = self.section(root, section) else { continue };
            let keys: Vec<_> = LISTS.iter().filter(|list| list.0 == section).map(|list| list.1).collect();
            self.known_keys(table, &keys, &format!("[{section}]"));
            for (_, key, mark) in LISTS.iter().filter(|list| list.0 == section) {
                // Codebooks of before there were these lists have none of them.
                let free = matches!(
                    mark,
                    Mark::NotVerb | Mark::Doubt | Mark::Adviser | Mark::Advice | Mark::EarlierPlan
                );
                let must = main && !free || *mark == Mark::Cue(Cue::Commitment);
                let list = if must { self.needed(table, key, &(0..0)) } else { self.strings(table, key) };
                self.phrases(list, *mark, &mut marks);
            }
        }
        marks
    }

    fn values(&mut self, root: &DeTable<'_>) -> Values {
        let mut values = Values::default();
        let Some(table) = self.section(root, "values") else { return values };
        let keys: Vec<_> = Level::ALL.iter().map(|level| level.as_str()).chain(["pairs"]).collect();
        self.known_keys(table, &keys, "[values], which has the five levels and `pairs`");
        for level in Level::ALL {
            for (word, span) in self.needed(table, level.as_str(), &(0..0)) {
                if let Some(other) = values.add(word, level) {
                    let message =
                        format!("`{word}` means both `{}` and `{}`", other.as_str(), level.as_str());
                    self.fault(span, &message, "keep it in one list");
                }
            }
        }
        for (pair, span) in self.strings(table, "pairs") {
            if !values.add_pair(pair) {
                let message = format!("`{pair}` is no pair of a yes and a no");
                self.fault(span, &message, "write it as `j/n`");
            }
        }
        values
    }

    pub(super) fn phrases<L: Copy>(&mut self, list: Strings<'_>, label: L, into: &mut Vec<(Phrase, L)>) {
        for (written, span) in list {
            match Phrase::parse(written, self.elides) {
                Ok(phrase) => into.push((phrase, label)),
                Err(message) => {
                    self.fault(span, &message, "the top of the file says how a phrase is written");
                }
            }
        }
    }

    pub(super) fn known_keys(&mut self, table: &DeTable<'_>, known: &[&str], of: &str) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let near = known.iter().find(|k| strsim::jaro_winkler(k, name) > 0.85);
            let hint = near.map_or(String::new(), |k| format!("did you mean `{k}`?"));
            self.fault(key.span(), &format!("`{name}` is not a key of {of}"), &hint);
        }
    }

    pub(super) fn section<'t, 'i>(&mut self, root: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
        let table = root.get(key).and_then(|value| value.get_ref().as_table());
        if table.is_none() {
            let span = root.get(key).map_or(0..0, Spanned::span);
            self.fault(span, &format!("the codebook needs a section `[{key}]`"), "");
        }
        table
    }

    /// The tables of `[[key]]`; none where the key is missing.
    pub(super) fn tables<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Vec<(&'t DeTable<'i>, Range<usize>)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let items = value.get_ref().as_array().map(|array| array.iter().collect::<Vec<_>>());
        let Some(items) = items.filter(|items| items.iter().all(|item| item.get_ref().is_table())) else {
            self.fault(value.span(), &format!("`{key}` must be written as [[{key}]]"), "");
            return Vec::new();
        };
        items.into_iter().filter_map(|item| Some((item.get_ref().as_table()?, item.span()))).collect()
    }

    fn string(&mut self, table: &DeTable<'_>, key: &str, span: Range<usize>) -> String {
        let value = table.get(key);
        let text = value.and_then(|v| v.get_ref().as_str()).map(str::trim).unwrap_or_default();
        if text.is_empty() {
            let span = value.map_or(span, Spanned::span);
            self.fault(span, &format!("a theme needs `{key}`, some text in quotes"), "");
        }
        text.to_owned()
    }

    /// The strings of a list that may be missing.
    pub(super) fn strings<'t>(&mut self, table: &'t DeTable<'_>, key: &str) -> Strings<'t> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.fault(value.span(), &format!("`{key}` must be a list: [\"...\", \"...\"]"), "");
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => {
                    strings.push((text.as_ref(), item.span()));
                }
                _ => self.fault(
                    item.span(),
                    &format!("`{key}` holds something that is no text, or is empty"),
                    "",
                ),
            }
        }
        strings
    }

    /// The strings of a list that must hold something.
    pub(super) fn needed<'t>(
        &mut self,
        table: &'t DeTable<'_>,
        key: &str,
        span: &Range<usize>,
    ) -> Strings<'t> {
        let strings = self.strings(table, key);
        let empty_list =
            table.get(key).and_then(|v| v.get_ref().as_array()).is_none_or(|items| items.is_empty());
        if strings.is_empty() && empty_list {
            let span = table.get(key).map_or(span.clone(), Spanned::span);
            self.fault(span, &format!("`{key}` needs at least one phrase"), "");
        }
        strings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let mut problems = Diagnostics::new();
        let codebook = read(text, "codebook.toml", &mut problems);
        assert!(codebook.is_none() || problems.is_empty());
        let spot =
            |d: &crate::diagnostic::Diagnostic| d.place.as_ref().map(Place::spot_name).unwrap_or_default();
        problems.sorted().iter().map(|d| format!("{}: {}", spot(d), d.message)).collect()
    }

    fn changed(from: &str, to: &str) -> String {
        let text = Codebook::builtin_text();
        assert!(text.contains(from), "{from} is not in the codebook");
        text.replacen(from, to, 1)
    }

    #[test]
    fn a_fifth_theme_needs_no_rust() {
        let theme = "\n[[theme]]\nid = \"children\"\nname = \"Children\"\nshort = \"Children\"\n\
                     phrase = \"the rights of the child\"\ndescription = \"children\"\nstrong = [\"child|children\"]\n";
        let mut problems = Diagnostics::new();
        let text = format!("{}{theme}", Codebook::builtin_text());
        let codebook = read(&text, "codebook.toml", &mut problems).unwrap();
        assert_eq!(codebook.themes().len(), 5);
        assert_eq!(codebook.theme("children"), Some(4));
    }

    #[test]
    fn all_faults_are_told_with_their_lines() {
        let text = "version = 1\nmoral = 2\n[[theme]]\nid = \"A b\"\nname = \"A\"\nshort = \"A\"\nphrase = \"a\"\n\
                    strong = [\"..\", 3]\n[[theme]]\nid = \"b\"\nname = \"B\"\nshort = \"B\"\nphrase = \"\"\nstrong = []\n";
        let found = faults(text);
        for expected in [
            "line 2: `moral` is not a key of the codebook",
            "line 4: `A b` cannot be the id of a theme",
            "line 8: `..` holds no word that must stand in the text",
            "line 8: `strong` holds something that is no text, or is empty",
            "line 13: a theme needs `phrase`, some text in quotes",
            "line 14: `strong` needs at least one phrase",
            "line 1: the codebook needs a section `[values]`",
        ] {
            assert!(found.iter().any(|f| f == expected), "{expected} is not in {found:#?}");
        }
    }

    #[test]
    fn doubled_ids_shared_headers_and_words_of_two_levels_are_faults() {
        let found = faults(&changed("id = \"ai\"", "id = \"ict\""));
        assert!(found[0].ends_with("two themes have the id `ict`"), "{found:?}");
        let found = faults(&changed("headers = [\n  \"AI\",", "headers = [\n  \"ICT\", \"AI\","));
        assert!(found[0].ends_with("`ict` names both `ict` and `ai`"), "{found:?}");
        let found = faults(&changed("none = [\n  \"none\",", "none = [\n  \"none\", \"yes\","));
        assert!(found[0].ends_with("`yes` means both `addressed` and `none`"), "{found:?}");
        let found = faults(&changed("unknown = [\n  \"unknown\",", "unknow = [\n  \"unknown\","));
        assert!(found.iter().any(|f| f.contains("`unknow` is not a key")), "{found:?}");
        let found = faults(&changed("pairs = [\"j/n\"", "pairs = [\"jn\""));
        assert!(found[0].ends_with("`jn` is no pair of a yes and a no"), "{found:?}");
    }

    #[test]
    fn a_codebook_of_before_the_latest_lists_is_read() {
        let text = Codebook::builtin_text();
        let mut older = text.to_owned();
        for key in ["doubt", "adviser", "advice", "earlier_plan"] {
            let start = older.find(&format!("\n{key} = [")).unwrap_or_else(|| panic!("{key} is no list"));
            let end = start + older[start..].find(']').unwrap();
            older.replace_range(start..=end, "");
        }
        assert!(older.len() < text.len());
        assert_eq!(faults(&older), Vec::<String>::new());
    }

    #[test]
    fn broken_toml_is_told_at_its_line() {
        let found = faults("version = 1\n[[theme]\n");
        assert!(found[0].starts_with("line 2: not valid TOML"), "{found:?}");
        assert!(!faults("version = 2").is_empty());
    }
}
