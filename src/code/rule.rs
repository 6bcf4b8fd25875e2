//! Why a level was given: the rules by name, for the method section and for `explain`.

use serde::{Serialize, Serializer};

macro_rules! rules {
    ($($name:ident = $code:literal, $says:literal;)*) => {
        /// The rule that decided a level. Names are stable: `coverage.csv` carries them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $says] $name,)*
        }

        impl Rule {
            /// All rules, as the method section lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable kebab-case name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// What the rule says, in one line.
            #[must_use]
            pub fn describe(self) -> &'static str {
                match self { $(Self::$name => $says),* }
            }
        }
    };
}

rules! {
    PersonCode = "person-code", "A person coded it in the sheet.";
    NotCoded = "not-coded", "The sheet gives no code, or says that there is none yet.";
    NotUnderstood = "not-understood", "The code in the sheet is not understood, so the level is unknown.";
    ActionAhead = "action-ahead", "The state will act: will, shall, plans to, undertakes to, proposes that.";
    CarriedOn = "carried-on", "The state continues an action.";
    ActionItem = "action-item", "An item of a list written as an action: monitor, establish, develop.";
    ListedMeasure = "listed-measure", "It stands under a heading, label or line that makes it a measure.";
    OwnerOrDate = "owner-or-date", "An owner, a date or an indicator stands beside it.";
    OtherActor = "other-actor", "Another state, the EU, the UN, a company or a group acts, so it is a mention at the most.";
    PastAction = "past-action", "It was done.";
    InForce = "in-force", "It describes what is: a law, a body, a mechanism, a situation.";
    Principle = "principle", "It says what ought to be, without an action.";
    Assurance = "assurance", "A general assurance without an action.";
    Forecast = "forecast", "It foresees a development, not an action.";
    Quoted = "quoted", "Another's words are quoted.";
    Abandoned = "abandoned", "A plan that was given up or rejected.";
    NoMeasurePlanned = "no-measure-planned", "It says expressly that no measure is planned.";
    Described = "described", "The theme is named, without a verb that says more.";
    StatedBySource = "stated-by-source", "The sheet's author says that the plan speaks of it.";
    StatedAbsent = "stated-absent", "The source says that the plan does not speak of it.";
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How the theme came to a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// Its own words name it.
    Text,
    /// The sentence before names it, and "it", "this" or "therefore" carries it on.
    Carried,
    /// A heading names it.
    Heading,
    /// The sheet files the row under it.
    Filed,
}

impl Via {
    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Carried => "carried",
            Self::Heading => "heading",
            Self::Filed => "filed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<_> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
        assert!(names.iter().all(|n| n.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Rule::ALL.len());
        assert!(Rule::ALL.iter().all(|rule| rule.describe().ends_with('.')));
    }
}
