//! The words of a language: messages with variables and plural forms, in Fluent.
//!
//! English is complete, and stands in for what a file of another language lacks. A file that a user writes is checked
//! against it: an unknown name or variable is told at its line.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use crate::diagnostic::{Diagnostics, Kind, Place, line_at, near};

/// Languages that come with the tool, with their files.
const BUILT_IN: [(&str, &str); 3] = [
    ("en", include_str!("../../templates/words.en.ftl")),
    ("fr", include_str!("../../templates/words.fr.ftl")),
    ("es", include_str!("../../templates/words.es.ftl")),
];

/// Names of messages that English has none of: there the problem's own message stands.
const OF_PROBLEMS: &str = "problem-";

/// The words of one language.
pub struct Words {
    lang: String,
    bundle: FluentBundle<FluentResource>,
    /// What a file of another language lacks.
    english: Fallback,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("lang", &self.lang).finish_non_exhaustive()
    }
}

/// A value for a message: a number chooses among plural forms.
pub(super) type Value<'a> = FluentValue<'a>;

impl Words {
    /// Tags of the languages that come with the tool.
    pub fn built_in_languages() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(tag, _)| *tag)
    }

    /// The file of a language that comes with the tool.
    #[must_use]
    pub fn built_in_text(lang: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(tag, _)| *tag == lang).map(|(_, text)| *text)
    }

    /// The words that come with the tool in a language; English for one that it has not.
    #[must_use]
    pub fn built_in(lang: &str) -> Self {
        let text = Self::built_in_text(lang).unwrap_or(BUILT_IN[0].1);
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        Self { lang: lang.to_owned(), bundle: bundle(lang, resource), english: Fallback::behind(text) }
    }

    /// The words of a user's file. What it gets wrong is told at its line, and then there are none.
    #[must_use]
    pub fn from_ftl(lang: &str, text: &str, file: &str, problems: &mut Diagnostics) -> Option<Self> {
        let mut faults = Vec::new();
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                faults.push((error.pos.start, format!("not valid Fluent: {error}"), String::new()));
            }
            resource
        });
        let known = variables(&english_resource());
        for (id, (at, used)) in variables(&resource) {
            if id.starts_with(OF_PROBLEMS) {
                continue;
            }
            let Some((_, allowed)) = known.get(&id) else {
                let near = near(&id, known.keys().map(String::as_str));
                faults.push((at, format!("`{id}` is no message of the reports"), near));
                continue;
            };
            for variable in used.difference(allowed) {
                let has: Vec<String> = allowed.iter().map(|name| format!("${name}")).collect();
                let hint = if has.is_empty() {
                    "it has none".to_owned()
                } else {
                    format!("it has {}", has.join(", "))
                };
                faults.push((at, format!("`{id}` has no variable `${variable}`"), hint));
            }
        }
        for (at, message, hint) in &faults {
            let line = line_at(text, *at);
            problems.push(Kind::BadTemplate, &Place::line(file, line), message.as_str(), hint.as_str());
        }
        let words = || Self {
            lang: lang.to_owned(),
            bundle: bundle(lang, resource),
            english: Fallback::behind(text),
        };
        faults.is_empty().then(words)
    }

    /// The BCP 47 tag.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether the language, or English for it, has the message.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id) || self.english.bundle().is_some_and(|english| english.has_message(id))
    }

    /// A message without variables.
    #[must_use]
    pub fn plain(&self, id: &str) -> String {
        self.say(id, &[])
    }

    /// A message with its variables. One that no file has is its own name: visible, and never a gap.
    #[must_use]
    pub fn say(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.try_say(id, values).unwrap_or_else(|| {
            debug_assert!(false, "`{id}` cannot be said with what it is given");
            id.to_owned()
        })
    }

    /// A message with its variables; `None` where there is none, or a variable is missing.
    #[must_use]
    pub fn try_say(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        let said_in = |bundle: &FluentBundle<FluentResource>| {
            let pattern = bundle.get_message(id)?.value()?;
            let mut errors = Vec::new();
            let said = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            // A message may be written over several lines; where they end means nothing.
            errors.is_empty().then(|| said.replace('\n', " "))
        };
        said_in(&self.bundle).or_else(|| said_in(self.english.bundle()?))
    }
}

/// The English words behind those of a language, which are read when they are first asked for. None stand behind the
/// English words themselves.
struct Fallback(Option<OnceLock<FluentBundle<FluentResource>>>);

impl Fallback {
    fn behind(text: &str) -> Self {
        Self((text != BUILT_IN[0].1).then(OnceLock::new))
    }

    fn bundle(&self) -> Option<&FluentBundle<FluentResource>> {
        Some(self.0.as_ref()?.get_or_init(|| bundle("en", english_resource())))
    }
}

fn english_resource() -> FluentResource {
    FluentResource::try_new(BUILT_IN[0].1.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

fn bundle(lang: &str, resource: FluentResource) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = lang.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks of direction around each value would show up in every search of the PDF.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) if number.value >= 0.0 && number.value.fract() == 0.0 => {
            Some(super::prose::number(number.value as u32))
        }
        _ => None,
    }));
    bundle.add_resource_overriding(resource);
    bundle
}

/// Each message with where it stands, in bytes, and the variables that it uses.
fn variables(resource: &FluentResource) -> BTreeMap<String, (usize, BTreeSet<String>)> {
    let source = resource.source();
    let mut all = BTreeMap::new();
    for entry in resource.entries() {
        let ast::Entry::Message(message) = entry else { continue };
        let mut used = BTreeSet::new();
        if let Some(pattern) = &message.value {
            of_pattern(pattern, &mut used);
        }
        let at = (message.id.name.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
        all.insert(message.id.name.to_owned(), (at, used));
    }
    all
}

fn of_pattern(pattern: &ast::Pattern<&str>, used: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            of_expression(expression, used);
        }
    }
}

fn of_expression(expression: &ast::Expression<&str>, used: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => of_inline(inline, used),
        ast::Expression::Select { selector, variants } => {
            of_inline(selector, used);
            variants.iter().for_each(|variant| of_pattern(&variant.value, used));
        }
    }
}

fn of_inline(inline: &ast::InlineExpression<&str>, used: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            used.insert(id.name.to_owned());
        }
        ast::InlineExpression::Placeable { expression } => of_expression(expression, used),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_message_with_its_variables_and_every_problem() {
        let known = variables(&english_resource());
        assert!(known.len() > 150, "{}", known.len());
        for (lang, text) in BUILT_IN {
            let mut problems = Diagnostics::new();
            assert!(
                Words::from_ftl(lang, text, "words.ftl", &mut problems).is_some(),
                "{:?}",
                problems.sorted()
            );
            let own = variables(&FluentResource::try_new(text.to_owned()).unwrap());
            for id in known.keys() {
                assert!(own.contains_key(id), "{lang} lacks {id}");
            }
            if lang != "en" {
                for kind in Kind::ALL {
                    assert!(
                        own.contains_key(&format!("{OF_PROBLEMS}{}", kind.code())),
                        "{lang} {}",
                        kind.code()
                    );
                }
            }
        }
    }

    #[test]
    fn faults_of_a_file_are_told_at_their_line() {
        let mut problems = Diagnostics::new();
        let text = "fact-date = Datum\nfact-scoop = Umfang\nplans = { $m } Pläne\n";
        assert!(Words::from_ftl("de", text, "words.de.ftl", &mut problems).is_none());
        let told: Vec<String> = problems
            .sorted()
            .iter()
            .map(|p| format!("{}: {} ({})", p.place.as_ref().unwrap().spot_name(), p.message, p.hint))
            .collect();
        assert_eq!(
            told,
            [
                "line 2: `fact-scoop` is no message of the reports (did you mean `fact-scope`?)",
                "line 3: `plans` has no variable `$m` (it has $n)"
            ]
        );
        let mut problems = Diagnostics::new();
        let german = Words::from_ftl("de", "fact-date = Datum\n", "words.de.ftl", &mut problems).unwrap();
        assert_eq!((german.plain("fact-date"), german.plain("fact-plan")), ("Datum".into(), "Plan".into()));
    }

    #[test]
    fn plurals_are_right_for_nothing_one_and_many() {
        let said = |lang: &str| -> Vec<String> {
            let words = Words::built_in(lang);
            [0_u32, 1, 2, 12_345].iter().map(|n| words.say("plans", &[("n", (*n).into())])).collect()
        };
        assert_eq!(said("en"), ["0 plans", "1 plan", "2 plans", "12\u{A0}345 plans"]);
        // French counts nothing in the singular.
        assert_eq!(said("fr"), ["0 plan", "1 plan", "2 plans", "12\u{A0}345 plans"]);
        assert_eq!(said("es"), ["0 planes", "1 plan", "2 planes", "12\u{A0}345 planes"]);
    }
}
