//! A user's groups of countries, from `groups.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::country::Iso3;
use crate::diagnostic::{Diagnostics, Kind, Place, line_at};

/// A group of countries that a user compares, such as the European Union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// For files and columns: `eu`.
    pub id: String,
    /// What reports show, by language; under the empty tag for every language.
    names: BTreeMap<String, String>,
    /// Its countries.
    pub members: BTreeSet<Iso3>,
}

impl Grouping {
    /// The name in a language; else the one for every language, else English, else the id.
    #[must_use]
    pub fn name(&self, lang: &str) -> &str {
        let base = lang.split(['-', '_']).next().unwrap_or_default();
        [lang, base, "", "en"]
            .into_iter()
            .find_map(|tag| self.names.get(tag))
            .or(self.names.values().next())
            .map_or(&self.id, String::as_str)
    }

    /// The groups that come with the tool.
    #[must_use]
    pub fn builtin_text() -> &'static str {
        include_str!("../../templates/groups.toml")
    }

    /// Reads a `groups.toml`. `None` where something in it is wrong, which is told at its line.
    #[must_use]
    pub fn from_toml(text: &str, file: &str, problems: &mut Diagnostics) -> Option<Vec<Self>> {
        let mut faults = 0;
        let mut fault = |at: usize, message: String, hint: &str| {
            let line = line_at(text, at);
            problems.push(Kind::BadTemplate, &Place::line(file, line), message, hint);
            faults += 1;
        };
        let written: File = match toml::from_str(text) {
            Ok(written) => written,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                fault(at, error.message().to_owned(), FORM);
                return None;
            }
        };
        if *written.version.get_ref() != 1 {
            fault(written.version.span().start, "the groups need `version = 1`".to_owned(), "");
        }
        let mut groups: Vec<Self> = Vec::new();
        for group in written.group {
            let id = group.id.get_ref();
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if id.is_empty() || !id.chars().all(plain) {
                let message = format!("`{id}` cannot be the id of a group");
                fault(group.id.span().start, message, "use small letters, digits and hyphens");
            }
            if groups.iter().any(|earlier| earlier.id == *id) {
                fault(group.id.span().start, format!("two groups have the id `{id}`"), "give each its own");
            }
            let mut members = BTreeSet::new();
            for member in group.members {
                match member.get_ref().parse::<Iso3>() {
                    Ok(code) => _ = members.insert(code),
                    Err(error) => {
                        fault(member.span().start, error.to_string(), "members are codes such as `FIN`");
                    }
                }
            }
            let names = match group.name {
                Name::All(name) => BTreeMap::from([(String::new(), name)]),
                Name::ByLanguage(names) => names,
            };
            groups.push(Self { id: id.clone(), names, members });
        }
        (faults == 0).then_some(groups)
    }
}

const FORM: &str =
    "write `[[group]]`, `id = \"eu\"`, `name = \"European Union\"`, `members = [\"AUT\", \"BEL\"]`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<i64>,
    #[serde(default)]
    group: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    name: Name,
    members: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    All(String),
    ByLanguage(BTreeMap<String, String>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_that_come_with_the_tool_are_right() {
        let mut problems = Diagnostics::new();
        let groups = Grouping::from_toml(Grouping::builtin_text(), "groups.toml", &mut problems).unwrap();
        let sizes: Vec<_> = groups.iter().map(|group| (group.name("fr"), group.members.len())).collect();
        assert_eq!(sizes, [("Union européenne", 27), ("OCDE", 38)]);
    }

    #[test]
    fn faults_are_told_at_their_line() {
        let told = |text: &str| -> Vec<String> {
            let mut problems = Diagnostics::new();
            assert!(Grouping::from_toml(text, "groups.toml", &mut problems).is_none());
            let said = |p: &crate::diagnostic::Diagnostic| {
                format!("{}: {}", p.place.as_ref().unwrap().spot_name(), p.message)
            };
            problems.sorted().iter().map(said).collect()
        };
        let text =
            "version = 1\n[[group]]\nid = \"Our own\"\nname = \"Ours\"\nmembers = [\"FIN\",\n \"ZZZ\"]\n";
        assert_eq!(
            told(text),
            [
                "line 3: `Our own` cannot be the id of a group",
                "line 6: `ZZZ` is not a three-letter country code of ISO 3166-1"
            ]
        );
        assert_eq!(told("version = 1\n[[group]]\ncolour = 1\n").len(), 1);
    }
}
