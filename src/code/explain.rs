//! Why a statement has the level that it has: all that was considered for a theme, with what it earned or why not.

use super::coded::Coded;
use super::coder::{Coder, PassageInput, PassedOver};
use super::excerpt::Excerpt;
use super::language::TEXTS;
use super::stage::States;
use super::terms::Passed;
use super::{Basis, By, Codebook, Level, Remarks, Rule, Via};
use crate::diagnostic::Place;
use crate::read::Meaning;

/// A sentence or a code that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Considered {
    /// Who said it.
    pub by: By,
    /// The sentence or list item as written; what the cell says, for a person's code.
    pub sentence: Excerpt,
    /// The words that decided, or that were passed over; most stand in the sentence.
    pub words: Vec<Excerpt>,
    /// What came of it.
    pub outcome: Outcome,
    /// The cell.
    pub place: Place,
}

/// What came of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A level.
    Earned {
        /// The level.
        level: Level,
        /// What it rests on.
        basis: Basis,
        /// The rule that decided.
        rule: Rule,
        /// How the theme came to the sentence.
        via: Via,
        /// A condition, or the heading that the theme came from; empty otherwise.
        note: Remarks,
        /// Why the level is not a higher one; `None` for the highest, and where a person coded.
        not_higher: Option<&'static str>,
    },
    /// Nothing, for this reason.
    Nothing(String),
}

impl Outcome {
    /// The level; `None` where nothing was earned.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        match self {
            Self::Earned { level, .. } => Some(*level),
            Self::Nothing(_) => None,
        }
    }
}

/// Explains the levels of statements by the codebook that they were coded with.
pub struct Explainer<'a> {
    coder: Coder<'a>,
}

impl<'a> Explainer<'a> {
    /// An explainer that knows these states. What it reads texts with is made once for all statements.
    #[must_use]
    pub fn new(codebook: &'a Codebook, states: &'a dyn States) -> Self {
        Self { coder: Coder::new(codebook, states) }
    }

    /// All that a statement says of a theme: a person's codes first, then the sentences, firmest first, then the words
    /// that earned nothing.
    #[must_use]
    pub fn consider(&self, item: &Coded, theme: usize) -> Vec<Considered> {
        let own = self.coder.number_of(item.entry.country);
        let record = &item.entry.record;
        let people = item.findings.iter().filter(|found| found.theme == theme && found.by == By::Person);
        let mut all: Vec<Considered> = people
            .filter(|found| !found.evidence.is_empty())
            .map(|found| Considered {
                by: By::Person,
                sentence: found.evidence.clone(),
                words: Vec::new(),
                outcome: Outcome::Earned {
                    level: found.level,
                    basis: found.basis,
                    rule: found.rule,
                    via: found.via,
                    note: found.note.clone(),
                    not_higher: None,
                },
                place: found.place.clone(),
            })
            .collect();
        // A row filed under themes without a code: they come to the machine with it.
        let by_person = item.findings.iter().any(|found| found.by == By::Person);
        let filed: Vec<usize> =
            item.findings.iter().filter(|f| f.via == Via::Filed && !by_person).map(|f| f.theme).collect();
        for (meaning, tongue) in item.read_in() {
            let Some(field) = record.get(meaning) else { continue };
            let Some((_, voice)) = TEXTS.iter().find(|(known, _)| *known == meaning) else { continue };
            let input = PassageInput {
                text: field.value,
                section: record.text(Meaning::Section).unwrap_or_default(),
                voice: *voice,
                own,
                filed: &filed,
                tongue,
                from: item.entry.period.start.map(i32::from),
            };
            let (mut found, over) = self.coder.consider(&input, theme);
            found.sort_by_key(|found| std::cmp::Reverse(found.level));
            // A sentence may name the theme in several words; the firmest says it.
            let mut told: Vec<Excerpt> = Vec::new();
            for one in found {
                if told.contains(&one.evidence) {
                    continue;
                }
                told.push(one.evidence.clone());
                all.push(Considered {
                    by: By::Machine,
                    sentence: one.evidence,
                    words: one.matched.into_vec(),
                    outcome: Outcome::Earned {
                        level: one.level,
                        basis: one.basis,
                        rule: one.rule,
                        via: one.via,
                        note: one.note,
                        not_higher: not_higher(one.rule),
                    },
                    place: field.place(),
                });
            }
            all.extend(
                over.into_iter()
                    .filter(|over| over.why != Passed::Negated)
                    .map(|over| nothing(over, &field.place())),
            );
        }
        all
    }
}

fn nothing(over: PassedOver, place: &Place) -> Considered {
    let why = match over.why {
        Passed::Name => {
            "stands in the name of an organisation, which earns nothing (handbook rule 5)".to_owned()
        }
        Passed::Title => {
            "stands in the title of a document that is merely cited (handbook rule 5)".to_owned()
        }
        Passed::Excluded(phrase) => format!("the codebook excludes it in “{phrase}”"),
        Passed::Alone => {
            "is not enough by itself: none of the words that the codebook asks for stands beside it"
                .to_owned()
        }
        Passed::OtherName => "is an acronym for something else in this passage".to_owned(),
        Passed::Negated => "is said to be absent".to_owned(),
    };
    Considered {
        by: By::Machine,
        sentence: over.sentence,
        words: vec![over.words],
        outcome: Outcome::Nothing(why),
        place: place.clone(),
    }
}

/// Why a rule gives no higher level. A new rule has to be explained here.
fn not_higher(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::ActionAhead
        | Rule::CarriedOn
        | Rule::ActionItem
        | Rule::ListedMeasure
        | Rule::OwnerOrDate
        | Rule::PersonCode
        | Rule::NotCoded
        | Rule::NotUnderstood => None,
        Rule::OtherActor => Some(
            "only the plan's own state can commit; here another state, body or company acts (handbook rule 1)",
        ),
        Rule::PastAction => Some("what was done is no action ahead (handbook rule 3)"),
        Rule::InForce => Some(
            "it tells what is: a law, a body or a mechanism in force is no action ahead (handbook rule 3)",
        ),
        Rule::Principle => {
            Some("it says what ought to be, without an actor who will do it (handbook rule 3)")
        }
        Rule::Assurance => Some("a general assurance names no action (handbook rule 3)"),
        Rule::Forecast => Some("it foresees a development; nobody undertakes an action (handbook rule 11)"),
        Rule::Quoted => Some("another's words are quoted (handbook rule 11)"),
        Rule::Abandoned => Some("the plan was given up or rejected (handbook rule 11)"),
        Rule::NoMeasurePlanned => Some("it says expressly that no measure is planned (handbook rule 7)"),
        Rule::Described => Some(
            "no verb of action ahead governs the words, and neither a heading, a list, an owner nor a date makes it a \
             measure (handbook rule 2)",
        ),
        Rule::StatedBySource => {
            Some("the sheet's author says it of the plan; the plan's own words are not given")
        }
        Rule::StatedAbsent => {
            Some("the source says that it is absent, and no passage is about it (handbook rule 6)")
        }
    }
}
