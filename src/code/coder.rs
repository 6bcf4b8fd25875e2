//! The engine: one passage to what it earns, theme by theme.
//!
//! ```text
//! passage -> segment -> sentence -> terms   which themes its words name
//!                                -> clause  which verb governs them
//!                                -> actor   who acts
//!                                -> judge   how firm it is
//!                       absence             what is said to be missing
//!            heading                        themes and standing from the section's path
//! ```
//! Knows nothing of sheets: states have numbers here ([`Coder::number_of`]), and a passage is a text.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::absence::{Absence, absences};
use super::actor::{Cast, LazyNames, Scene, StateNames, Who};
use super::clause::clauses;
use super::codebook::{Actor, Codebook, Cue, Mark};
use super::context::{Lead, carry, is_heading, is_owner_line, lead_verdict, owned};
use super::excerpt::Excerpt;
use super::heading::{HeadingTheme, Headings, label_is_measure};
use super::judge::{Frame, Judge, Verdict};
use super::rule::{Rule, Via};
use super::segment::{Form, Unit, segment};
use super::sentence::Sentence;
use super::stage::States;
use super::terms::{Named, Passed, Term, blocked, named, passed_over};
use super::tongue::{Role, Tongue};
use super::{Basis, Level, Remark, Remarks};
use crate::resolve::Iso3;

/// Whose words a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// The plan's: a quotation or summary.
    Plan,
    /// The sheet's author, who speaks about the plan: a mention at the most.
    Source,
}

/// A text to be coded.
#[derive(Debug, Clone, Copy)]
pub(super) struct PassageInput<'a> {
    pub(super) text: &'a Arc<str>,
    /// The path of headings; empty where it is not known.
    pub(super) section: &'a str,
    pub(super) voice: Voice,
    /// The number of the plan's own state among the coder's states.
    pub(super) own: Option<usize>,
    /// Themes that a person filed the passage under.
    pub(super) filed: &'a [usize],
    /// Its language, as a number of the codebook's.
    pub(super) tongue: usize,
    /// The year in which the plan starts, where it is known: what is dated later is ahead.
    pub(super) from: Option<i32>,
}

#[cfg(test)]
impl<'a> PassageInput<'a> {
    /// A passage of the plan of which nothing else is known.
    pub(super) fn plain(text: &'a Arc<str>, section: &'a str, tongue: usize) -> Self {
        Self { text, section, voice: Voice::Plan, own: None, filed: &[], tongue, from: None }
    }
}

/// What a passage earns for a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PassageFinding {
    pub(super) theme: usize,
    pub(super) level: Level,
    pub(super) basis: Basis,
    pub(super) rule: Rule,
    pub(super) via: Via,
    /// The sentence or item, as written.
    pub(super) evidence: Excerpt,
    /// The words that decided: of the theme, then of the level.
    pub(super) matched: Box<[Excerpt]>,
    pub(super) note: Remarks,
}

/// Codes passages by a codebook.
pub(super) struct Coder<'a> {
    codebook: &'a Codebook,
    /// The names of the states, a language each.
    states: Vec<LazyNames<'a>>,
    /// The number of each state, as they are listed in every language.
    numbers: BTreeMap<Iso3, usize>,
}

impl<'a> Coder<'a> {
    /// A coder that knows these states: each with its names and adjectives.
    pub(super) fn new(codebook: &'a Codebook, states: &'a dyn States) -> Self {
        Self {
            codebook,
            states: codebook.tongues.iter().map(|tongue| LazyNames::new(states, tongue)).collect(),
            numbers: states.names("en").into_iter().map(|(iso, _)| iso).zip(0..).collect(),
        }
    }

    /// The number of a state, for [`PassageInput::own`].
    pub(super) fn number_of(&self, state: Iso3) -> Option<usize> {
        self.numbers.get(&state).copied()
    }

    /// Makes what texts in a language are read with. The first of them would make it piece by piece, on one thread.
    pub(super) fn prepare(&self, tongue: usize) {
        let (Some(tongue), Some(states)) = (self.codebook.tongues.get(tongue), self.states.get(tongue))
        else {
            return;
        };
        rayon::join(|| tongue.prepare(), || states.prepare());
    }

    /// What a passage earns, and which themes a wider reading would find in it: one finding a theme that it addresses, and one a theme that it says is absent.
    /// Empty where it names no theme.
    pub(super) fn code_passage(&self, passage: &PassageInput<'_>) -> (Vec<PassageFinding>, Vec<usize>) {
        let (Some(tongue), Some(states)) =
            (self.codebook.tongues.get(passage.tongue), self.states.get(passage.tongue))
        else {
            return (Vec::new(), Vec::new());
        };
        let mut work = Work::new(self, passage, tongue, states);
        for number in 0..work.units.len() {
            work.unit(number);
        }
        work.wide.sort_unstable();
        work.wide.dedup();
        (best(work.found), work.wide)
    }

    /// Everything that a passage says of one theme, sentence by sentence, and what words of the theme earn nothing.
    pub(super) fn consider(
        &self,
        passage: &PassageInput<'_>,
        theme: usize,
    ) -> (Vec<PassageFinding>, Vec<PassedOver>) {
        let (Some(tongue), Some(states)) =
            (self.codebook.tongues.get(passage.tongue), self.states.get(passage.tongue))
        else {
            return (Vec::new(), Vec::new());
        };
        let mut work = Work::new(self, passage, tongue, states);
        work.asked = Some(theme);
        for number in 0..work.units.len() {
            work.unit(number);
        }
        work.found.retain(|found| found.theme == theme);
        (work.found, work.passed_over)
    }
}

/// A passage being coded.
struct Work<'a> {
    coder: &'a Coder<'a>,
    passage: &'a PassageInput<'a>,
    tongue: &'a Tongue,
    states: &'a StateNames,
    units: Vec<Unit>,
    /// The sentence of each unit, until it is coded.
    sentences: Vec<Option<Sentence<'a>>>,
    /// What the sentences say that introduce a list, by their number.
    leads: Vec<Option<Lead>>,
    /// Units beside which an owner, a date or an indicator stands.
    owned: Vec<bool>,
    headings: Rc<Headings>,
    /// The headings of its section alone.
    section: Rc<Headings>,
    /// Whether the sentence before was a heading that names themes.
    names_themes_alone: bool,
    blocked: Vec<String>,
    scene: Scene,
    before: Who,
    /// The deciding words of the line above the list that the sentence is an item of.
    lead_words: Option<String>,
    /// The themes of the sentence before, for "it" and "therefore".
    carried: Vec<usize>,
    found: Vec<PassageFinding>,
    /// Themes that words name which are not enough by themselves.
    wide: Vec<usize>,
    /// The theme that an explanation is asked for; `None` while coding.
    asked: Option<usize>,
    passed_over: Vec<PassedOver>,
}

/// Words of a theme that earn nothing where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PassedOver {
    /// The sentence or item, as written.
    pub(super) sentence: Excerpt,
    /// The words.
    pub(super) words: Excerpt,
    /// Why not.
    pub(super) why: Passed,
}

impl<'a> Work<'a> {
    fn new(
        coder: &'a Coder<'a>,
        passage: &'a PassageInput<'a>,
        tongue: &'a Tongue,
        states: &'a StateNames,
    ) -> Self {
        let units = segment(passage.text, tongue);
        let sentences: Vec<_> =
            units.iter().map(|unit| Sentence::new(&passage.text[unit.range.clone()], tongue)).collect();
        let headings = Headings::read(passage.section, coder.codebook, tongue, &coder.states, passage.own);
        let headings = Rc::new(headings);
        let european_commission = sentences.iter().any(names_commission);
        let scene = Scene { setting: headings.setting, european_commission };
        let blocked = blocked(passage.text, tongue);
        let owned = owned(passage, &units, &sentences, tongue);
        let sentences = sentences.into_iter().map(Some).collect();
        let leads = vec![None; units.len()];
        let (before, lead_words, carried, found) = (Who::Own, None, Vec::new(), Vec::new());
        Self {
            coder,
            passage,
            tongue,
            states,
            units,
            sentences,
            leads,
            owned,
            section: Rc::clone(&headings),
            headings,
            names_themes_alone: false,
            blocked,
            scene,
            before,
            lead_words,
            carried,
            found,
            wide: Vec::new(),
            asked: None,
            passed_over: Vec::new(),
        }
    }

    /// Codes one sentence or item.
    fn unit(&mut self, number: usize) {
        let Some(unit) = self.units.get(number).cloned() else { return };
        let Some(sentence) = self.sentences.get_mut(number).and_then(Option::take) else { return };
        let alone = self.units.len() == 1 && sentence.marks.at(0, Mark::Cue(Cue::InForce)).is_some();
        let asked = (self.passage.voice == Voice::Source || alone) && asks_of_plan(&sentence);
        if is_owner_line(&sentence) || is_citation(&sentence) || asked {
            return;
        }
        let clauses = clauses(&sentence);
        let states = self.states.find(&sentence);
        let cast = Cast::new(&sentence, &states, self.passage.own, self.scene);
        let judge = Judge {
            sentence: &sentence,
            clauses: &clauses,
            cast: &cast,
            setting: self.headings.setting,
            standing: self.headings.standing,
            frame: self.frame(&unit, number),
            before: self.before,
            mains: vec![OnceCell::new(); clauses.len()],
        };
        self.lead_words = unit.lead.and_then(|at| Some(self.leads.get(at)?.as_ref()?.words.clone()));
        let absent = absences(&sentence, &clauses, self.passage.voice == Voice::Source);
        let Named { counted: named, alone } = named(&sentence, &self.blocked);
        self.wide.extend(alone.iter().filter(|term| reached(term, &absent).is_none()).map(|term| term.theme));
        if let Some(theme) = self.asked {
            let negated = |term: &Term| reached(term, &absent).is_some();
            let over = passed_over(&sentence, theme, &self.blocked, &named, &negated);
            let over = over.into_iter().map(|(words, why)| PassedOver {
                sentence: Excerpt::of(self.passage.text, sentence.text),
                words: Excerpt::of(self.passage.text, sentence.written(words)),
                why,
            });
            self.passed_over.extend(over);
        }
        let (missing, named): (Vec<_>, Vec<_>) =
            named.into_iter().partition(|term| reached(term, &absent).is_some());
        for term in &missing {
            self.absent(&sentence, term.theme, reached(term, &absent));
        }
        if missing.is_empty() {
            for theme in self.passage.filed.iter().copied() {
                self.absent(&sentence, theme, absent.first());
            }
        }
        let mut themes: Vec<usize> = Vec::new();
        for term in &named {
            if self.term(&judge, term) {
                themes.push(term.theme);
            }
        }
        if absent.is_empty() {
            themes.extend(self.around(&judge, &unit, &themes));
        }
        themes.sort_unstable();
        themes.dedup();
        let words = sentence.written(judge.whole().words).to_owned();
        self.under_heading(number, &judge, &themes);
        self.leads[number] = Some(Lead { verdict: lead_verdict(&judge), words, themes: themes.clone() });
        self.before = match judge.first_actor() {
            Who::Nobody | Who::Before => self.before,
            who => who,
        };
        self.carried = themes;
    }

    /// A heading in the passage is read as one above it. Where themes stand in lines below each other it is a list.
    fn under_heading(&mut self, number: usize, judge: &Judge<'_>, themes: &[usize]) {
        let heading = is_heading(self.passage.text, (&self.units, number), judge.sentence, judge.clauses);
        let listed = std::mem::replace(&mut self.names_themes_alone, heading && !themes.is_empty());
        if heading {
            let inner = if listed { "" } else { judge.sentence.text };
            let coder = self.coder;
            let inner = Headings::read(inner, coder.codebook, self.tongue, &coder.states, self.passage.own);
            self.headings = Rc::new(inner.within(&self.section));
            self.scene.setting = self.headings.setting;
        }
    }

    /// Adds what a term of the sentence earns. Tells whether it earns something.
    fn term(&mut self, judge: &Judge<'_>, term: &Term) -> bool {
        let mut verdict = judge.at(term.words.start);
        if verdict.level < Level::Commitment {
            verdict = judge.taken_up(term.words.start).unwrap_or(verdict);
        }
        // Rule 5, with its reason: a title that is merely cited says nothing of the plan. Where the plan's own
        // action ahead is to make the document, its title says what the action is about.
        if term.in_title && !makes_document(judge, &verdict, term) {
            return false;
        }
        // What the sheet's author wishes for, or doubts, is not said of the plan: "The next plan should include AI".
        let doubts = || judge.sentence.marks.within(Mark::Doubt, 0, term.words.start).next().is_some();
        if self.passage.voice == Voice::Source && (verdict.rule == Rule::Principle || doubts()) {
            return false;
        }
        self.add(judge, term.theme, &verdict, Via::Text, judge.sentence.written(term.words.clone()));
        true
    }

    /// Themes that come to the sentence from around it: the sentence before, the list's head, headings, filing.
    fn around(&mut self, judge: &Judge<'_>, unit: &Unit, own: &[usize]) -> Vec<usize> {
        let mut themes = Vec::new();
        let lead = unit.lead.and_then(|at| self.leads.get(at).cloned().flatten());
        for theme in lead.filter(|lead| lead.themes.len() <= 2).map(|lead| lead.themes).unwrap_or_default() {
            self.add(judge, theme, &judge.whole(), Via::Carried, "");
            themes.push(theme);
        }
        if let Some((at, word)) = carry(judge.sentence, own) {
            for theme in self.carried.clone() {
                self.add(judge, theme, &judge.at(at), Via::Carried, word);
                themes.push(theme);
            }
        }
        let whole = judge.whole();
        let label = self.label_themes(unit);
        let headings = Rc::clone(&self.headings);
        for heading in headings.themes.iter().chain(&label) {
            if self.passage.voice == Voice::Plan && (heading.nearest || whole.level == Level::Commitment) {
                self.add(judge, heading.theme, &whole, Via::Heading, &heading.term);
                if let Some(found) = self.found.last_mut() {
                    found.note.push(Remark::FromHeading(heading.heading.clone()));
                }
                if heading.nearest {
                    themes.push(heading.theme);
                }
            }
        }
        for theme in self.passage.filed.iter().copied() {
            if !own.contains(&theme) {
                self.add(judge, theme, &whole, Via::Filed, "");
                if let Some(found) = self.found.last_mut() {
                    found.note.push(Remark::FromSheet);
                }
            }
        }
        themes
    }

    /// The label of a row is a heading to its cells.
    fn label_themes(&self, unit: &Unit) -> Vec<HeadingTheme> {
        let Some(label) = unit.label.clone() else { return Vec::new() };
        let label = &self.passage.text[label];
        let coder = self.coder;
        Headings::read(label, coder.codebook, self.tongue, &coder.states, self.passage.own).themes
    }

    fn frame(&self, unit: &Unit, number: usize) -> Frame {
        let label = unit.label.clone().map(|range| Sentence::heading(&self.passage.text[range], self.tongue));
        let lead = unit.lead.and_then(|at| self.leads.get(at)?.as_ref()?.verdict);
        Frame {
            lead,
            item: unit.form != Form::Sentence,
            labelled: label.is_some_and(|label| label_is_measure(&label)),
            owned: self.owned.get(number).copied().unwrap_or(false),
        }
    }

    fn excerpt(&self, words: &str) -> Excerpt {
        Excerpt::of(self.passage.text, words)
    }

    fn absent(&mut self, sentence: &Sentence<'_>, theme: usize, absence: Option<&Absence>) {
        let Some(absence) = absence.filter(|absence| absence.of_plan) else { return };
        self.found.push(PassageFinding {
            theme,
            level: Level::None,
            basis: Basis::Stated,
            rule: Rule::StatedAbsent,
            via: Via::Text,
            evidence: self.excerpt(sentence.text),
            matched: Box::new([self.excerpt(sentence.written(absence.words.clone()))]),
            note: Remarks::default(),
        });
    }

    fn add(&mut self, judge: &Judge<'_>, theme: usize, verdict: &Verdict, via: Via, term: &str) {
        let sentence = judge.sentence;
        // What is asked is not decided: "Will the Government regulate algorithms?"
        let asked = sentence.text.trim_end_matches(['”', '"', '’', ')', '»', ' ']).ends_with('?');
        let (level, rule) = match self.passage.voice {
            Voice::Source => (Level::Mention, Rule::StatedBySource),
            _ if asked && verdict.level == Level::Commitment => (Level::Mention, Rule::Described),
            Voice::Plan => (verdict.level, verdict.rule),
        };
        let lead = self.lead_words.as_deref().filter(|_| verdict.by_lead);
        let decided = lead.unwrap_or_else(|| sentence.written(verdict.words.clone()));
        let matched = [term, decided].map(|words| (!words.is_empty()).then(|| self.excerpt(words)));
        let matched: Box<[Excerpt]> = match matched {
            [Some(term), Some(decided)] => Box::new([term, decided]),
            [Some(one), None] | [None, Some(one)] => Box::new([one]),
            [None, None] => Box::default(),
        };
        let mut remarks = Remarks::default();
        if level == Level::Commitment
            && let Some(condition) = condition(sentence)
        {
            remarks.push(Remark::Condition(condition.to_owned()));
        }
        self.found.push(PassageFinding {
            theme,
            level,
            basis: Basis::Excerpt,
            rule,
            via,
            evidence: self.excerpt(sentence.text),
            matched,
            note: remarks,
        });
    }
}

/// "Does the plan mention AI?"
fn asks_of_plan(sentence: &Sentence<'_>) -> bool {
    sentence.text.ends_with('?')
        && sentence.marks.within(Mark::Plan, 0, sentence.tokens.len()).next().is_some()
}

/// Whether the European Commission is named in full, so that "the Commission" may be it.
fn names_commission(sentence: &Sentence<'_>) -> bool {
    let mut eu = sentence.marks.within(Mark::Actor(Actor::Eu), 0, sentence.tokens.len());
    eu.any(|hit| hit.end - hit.start > 1 && (hit.start..hit.end).any(|at| sentence.is(at, Role::EuShort)))
}

fn reached<'a>(term: &Term, absent: &'a [Absence]) -> Option<&'a Absence> {
    absent.iter().find(|absence| absence.reach.contains(&term.words.start))
}

/// Whether the sentence is an action ahead that makes the document whose title the term stands in.
fn makes_document(judge: &Judge<'_>, verdict: &Verdict, term: &Term) -> bool {
    let made =
        judge.sentence.marks.within(Mark::Authoring, verdict.words.start, term.words.start).next().is_some();
    let listed = verdict.rule == Rule::ActionItem;
    verdict.level == Level::Commitment
        && (made || listed && judge.sentence.marks.at(0, Mark::Authoring).is_some())
}

/// The condition that a commitment hangs on, to the next comma.
fn condition<'s>(sentence: &Sentence<'s>) -> Option<&'s str> {
    let all = sentence.tokens.len();
    // "The law provided that": a verb with its subject.
    let law = |at: usize| {
        let said = |mark| sentence.marks.within(mark, at.saturating_sub(3), at).any(|hit| hit.end == at);
        said(Mark::Plan) || said(Mark::EarlierPlan) || said(Mark::Law)
    };
    let mut hits = sentence.marks.within(Mark::Condition, 0, all);
    let hit = hits.find(|hit| !sentence.is(hit.start, Role::LawLead) || !law(hit.start))?;
    let comma = |at: &usize| sentence.gap(*at) > super::token::Gap::Soft;
    let end = (hit.end..all).find(comma).unwrap_or(all).min(hit.start + 12);
    Some(sentence.written(hit.start..end))
}

/// "See also: Data Protection in Practice (Vienna, 2015)": a title that is merely cited.
fn is_citation(sentence: &Sentence<'_>) -> bool {
    let acts = sentence.marks.all().iter().any(|hit| matches!(hit.label, Mark::Cue(_)));
    sentence.marks.at(0, Mark::Citation).is_some() && !acts
}

/// The firmest finding of each theme, the first of equals; and what is stated absent. Themes in order.
fn best(mut found: Vec<PassageFinding>) -> Vec<PassageFinding> {
    // The theme's own words beat a heading at the same level.
    found.sort_by(|a, b| (a.theme, b.level, a.via).cmp(&(b.theme, a.level, b.via)));
    found.dedup_by(|b, a| a.theme == b.theme && (a.level == Level::None) == (b.level == Level::None));
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codebook::builtin;
    use super::*;

    struct Nowhere;

    impl States for Nowhere {
        fn names(&self, _: &str) -> Vec<(crate::resolve::Iso3, Vec<String>)> {
            Vec::new()
        }
    }

    fn findings(text: &str, section: &str) -> Vec<PassageFinding> {
        let codebook = builtin();
        let coder = Coder::new(codebook, &Nowhere);
        coder.code_passage(&PassageInput::plain(&Arc::from(text), section, 0)).0
    }

    #[test]
    fn a_finding_names_its_sentence_and_the_words_that_decided() {
        let text = "Trade grew. If funds allow, the Ministry will set up a complaints office. Trade fell.";
        let found = findings(text, "");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].evidence, "If funds allow, the Ministry will set up a complaints office.");
        assert_eq!(*found[0].matched, ["complaints office", "will"]);
        assert_eq!(found[0].note.to_string(), "condition: If funds allow");
        assert_eq!(found[0].rule, Rule::ActionAhead);
    }

    #[test]
    fn an_item_names_the_verb_of_the_line_above() {
        let found = findings("The working group proposes that\n- a round table be held on privacy.", "");
        assert_eq!(found[0].evidence, "a round table be held on privacy.");
        assert_eq!((found[0].level, &found[0].matched[1][..]), (Level::Commitment, "proposes that"));
    }

    #[test]
    fn a_theme_from_a_heading_says_so() {
        let found = findings("The Ministry will train its officers.", "Pillar III > Access to remedy");
        assert_eq!((found[0].via, found[0].level), (Via::Heading, Level::Commitment));
        assert_eq!(found[0].note.to_string(), "theme from the heading `Access to remedy`");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_text_is_coded_without_a_panic_and_its_evidence_stands_in_it(
            text in r#"(?s)([A-Za-z .,;:|×•“”"'\[\]()–-]|will |privacy |remedy |no |does not mention |\n- |\PC){0,120}"#,
            section in ".{0,40}",
        ) {
            for finding in findings(&text, &section) {
                prop_assert!(text.contains(&*finding.evidence));
            }
        }
    }
}
