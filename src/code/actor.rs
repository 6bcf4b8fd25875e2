//! Who acts. Handbook rule 1: only the plan's own state can commit.

use std::ops::{Deref, Range};
use std::sync::OnceLock;

use super::codebook::{Actor, Cue, Mark};
use super::heading::Setting;
use super::index::{Forms, Hit, Index};
use super::phrase::Phrase;
use super::sentence::{Cover, Sentence};
use super::spoken::Spoken;
use super::stage::States;
use super::token::Gap;
use super::tongue::{Role, Tongue};
use crate::resolve::Iso3;

/// Who the subject of a verb is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// The plan's own state, one of its bodies, or the plan.
    Own,
    /// Another state, the EU, the UN.
    Other,
    /// A company or an organisation of civil society.
    Private,
    /// Those for whom something is done.
    Person,
    /// A law; `true` where it is still to come.
    Law { ahead: bool },
    /// Nobody is named.
    Nobody,
    /// A pronoun: whoever acted before.
    Before,
}

/// The names of the states in a language, made when a text in it is met.
pub(super) struct LazyNames<'a> {
    states: &'a dyn States,
    tongue: &'a Spoken,
    made: OnceLock<StateNames>,
}

impl<'a> LazyNames<'a> {
    pub(super) fn new(states: &'a dyn States, tongue: &'a Spoken) -> Self {
        Self { states, tongue, made: OnceLock::new() }
    }
}

impl Deref for LazyNames<'_> {
    type Target = StateNames;

    fn deref(&self) -> &StateNames {
        let Self { states, tongue, made } = self;
        made.get_or_init(|| StateNames::new(&states.names(&tongue.tag), tongue))
    }
}

/// The countries' names and adjectives, numbered as the caller lists them.
#[derive(Debug, Clone)]
pub(super) struct StateNames {
    index: Index<usize>,
}

impl StateNames {
    /// An index of the names of each state, with what the language calls it besides.
    pub(super) fn new(states: &[(Iso3, Vec<String>)], tongue: &Tongue) -> Self {
        let names =
            (0..).zip(states).flat_map(|(state, (_, names))| names.iter().map(move |name| (name, state)));
        let mut phrases: Vec<(Phrase, usize)> =
            names.filter_map(|(name, state)| Some((Phrase::name(name, tongue.elides)?, state))).collect();
        for (iso, phrase) in &tongue.states {
            let state = states.iter().position(|(known, _)| known == iso);
            phrases.extend(state.map(|state| (phrase.clone(), state)));
        }
        Self { index: Index::new(phrases, Forms::default()) }
    }

    /// Makes ready for the first sentence.
    pub(super) fn prepare(&self) {
        self.index.prepare();
    }

    /// Where states are named.
    pub(super) fn find(&self, sentence: &Sentence<'_>) -> Vec<Hit<usize>> {
        sentence.find(&self.index)
    }
}

/// An actor in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    OwnState,
    OtherState,
    Listed(Actor),
}

#[derive(Debug, Clone, Copy)]
struct Named {
    start: usize,
    end: usize,
    kind: Kind,
}

/// What is known of the passage around a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    /// What the headings say.
    pub(super) setting: Setting,
    /// Whether the European Commission is named in the passage, so that "the Commission" may be it.
    pub(super) european_commission: bool,
}

/// Finds who acts in the sentences of one passage.
pub(super) struct Cast<'a> {
    sentence: &'a Sentence<'a>,
    named: Vec<Named>,
    scene: Scene,
}

impl<'a> Cast<'a> {
    /// All actors of the sentence. `own` is the number of the plan's own state.
    pub(super) fn new(
        sentence: &'a Sentence<'a>,
        states: &[Hit<usize>],
        own: Option<usize>,
        scene: Scene,
    ) -> Self {
        let state = |hit: &Hit<usize>| Named {
            start: hit.start,
            end: hit.end,
            kind: if Some(hit.label) == own { Kind::OwnState } else { Kind::OtherState },
        };
        let listed = sentence.marks.all().iter().filter_map(|hit| match hit.label {
            Mark::Actor(actor) => Some(Named { start: hit.start, end: hit.end, kind: Kind::Listed(actor) }),
            _ => None,
        });
        let mut all: Vec<_> = states.iter().map(state).chain(listed).collect();
        all.sort_by_key(|n| (n.start, std::cmp::Reverse(n.end)));
        let mut free = 0;
        all.retain(|n| {
            let keep = n.start >= free;
            free = if keep { n.end } else { free };
            keep
        });
        Self { sentence, named: all, scene }
    }

    /// Who the words of a subject name.
    pub(super) fn subject(&self, words: Range<usize>) -> Who {
        let (lead, words) = self.without_lead(words);
        if words.len() <= 2 && words.clone().any(|at| self.sentence.is(at, Role::Pronoun)) {
            return Who::Before;
        }
        let here: Vec<Named> = self.in_words(&words).filter(|n| !self.only_modifies(n, &words)).collect();
        let law = self.law(&words, here.first());
        if law != Who::Nobody {
            return law;
        }
        let who = here.first().map_or(Who::Nobody, |first| self.who(first, &here));
        // "In Sweden, the Government will": the place decides whose government it is.
        let abroad = self.in_words(&lead).any(|n| n.kind == Kind::OtherState) && self.is_place(&lead);
        match who {
            Who::Own | Who::Nobody if abroad && !self.surely_own(&words) => Who::Other,
            _ => who,
        }
    }

    /// Who acts in "will be drafted *by the Ministry*".
    pub(super) fn agent(&self, words: Range<usize>) -> Option<Who> {
        let by = words.clone().find(|at| self.sentence.is(*at, Role::Agent))?;
        let first = self.named.iter().find(|n| n.start > by && n.start <= by + 5 && n.end <= words.end)?;
        let clear =
            (by + 1..first.start).all(|at| self.sentence.tokens.get(at).is_some_and(|t| t.gap == Gap::Soft));
        let here: Vec<Named> = self.in_words(&(by + 1..words.end)).take(2).collect();
        clear.then(|| self.who(first, &here))
    }

    fn in_words(&self, words: &Range<usize>) -> impl Iterator<Item = Named> {
        let words = words.clone();
        self.named.iter().copied().filter(move |n| words.contains(&n.start))
    }

    /// The phrase before the comma, "In line with the UN principles,", and the words after it.
    pub(super) fn without_lead(&self, words: Range<usize>) -> (Range<usize>, Range<usize>) {
        if !self.sentence.is(words.start, Role::Opening) {
            return (words.start..words.start, words);
        }
        let commas: Vec<usize> = words
            .clone()
            .skip(1)
            .filter(|at| self.sentence.tokens.get(*at).is_some_and(|t| t.gap == Gap::Comma))
            .collect();
        let fits =
            |at: &&usize| !self.sentence.is(**at, Role::Aside) && !self.sentence.is(**at, Role::Joining);
        let cut = commas.iter().rev().find(fits).or(commas.first()).copied();
        cut.map_or((words.start..words.start, words.clone()), |cut| (words.start..cut, cut..words.end))
    }

    fn is_place(&self, lead: &Range<usize>) -> bool {
        lead.len() <= 5 && self.sentence.is(lead.start, Role::Place)
    }

    /// Whether the actor only tells more about another noun: "the rights *of workers*", "transposing the *EU* directive".
    fn only_modifies(&self, named: &Named, words: &Range<usize>) -> bool {
        let is = |at, role| self.sentence.is(at, role);
        let verb = self.sentence.marks.at(named.end, Mark::Cue(Cue::Commitment)).is_some();
        let law = |at| is(at, Role::Instrument);
        let before = named.start.checked_sub(1).filter(|at| words.contains(at));
        let before = before.map(|at| if is(at, Role::Article) && at > words.start { at - 1 } else { at });
        // "la directive de l'Union européenne": where the noun stands first, it is the noun before.
        let behind_law = before.is_some_and(|at| {
            is(at, Role::Belonging) && at > words.start && law(at - 1) && self.sentence.tongue.small_names
        });
        if named.kind != Kind::OwnState && (law(named.end) || law(named.end + 1) && !verb || behind_law) {
            return true;
        }
        let private = matches!(named.kind, Kind::Listed(Actor::Company | Actor::Civil | Actor::Person));
        private && before.is_some_and(|at| is(at, Role::Towards))
    }

    /// Whether a law is the subject.
    fn law(&self, words: &Range<usize>, first: Option<&Named>) -> Who {
        let Some(law) = self.sentence.marks.within(Mark::Law, words.start, words.end).next() else {
            return Who::Nobody;
        };
        let before = law.start.checked_sub(1).filter(|at| words.contains(at));
        let behind = before.is_some_and(|at| self.sentence.is(at, Role::Behind));
        let the_behind = before.is_some_and(|at| self.sentence.is(at, Role::Article))
            && law.start >= words.start + 2
            && self.sentence.is(law.start - 2, Role::Behind);
        // "the Government's draft law", but not "the Ministry, under the law".
        let late = first.is_some_and(|n| n.start < law.start && law.start > n.end + 2);
        if behind || the_behind || late {
            return Who::Nobody;
        }
        // "The new Act of the European Union": a law, but not one of ours.
        let foreign =
            |n: Named| matches!(n.kind, Kind::OtherState | Kind::Listed(Actor::Eu | Actor::International));
        if self.in_words(words).any(foreign) {
            return Who::Other;
        }
        let ahead = self.sentence.marks.within(Mark::LawAhead, words.start, words.end).next().is_some();
        Who::Law { ahead }
    }

    fn who(&self, first: &Named, here: &[Named]) -> Who {
        let at = here.iter().position(|n| n.start == first.start).unwrap_or(0);
        let next = here.get(at + 1).filter(|n| n.start <= first.end + 3);
        let own_beside = here.iter().any(|n| n.kind == Kind::OwnState && n.start != first.start);
        let body = |n: &&Named| matches!(n.kind, Kind::Listed(Actor::Company | Actor::Civil | Actor::Person));
        match first.kind {
            Kind::OwnState | Kind::OtherState
                if next.filter(|n| n.start <= first.end + 2).is_some_and(|n| body(&n)) =>
            {
                next.map_or(Who::Private, |n| private(n.kind))
            }
            Kind::OwnState => Who::Own,
            Kind::OtherState if own_beside => Who::Own,
            Kind::OtherState => Who::Other,
            // "The consumers' association".
            Kind::Listed(Actor::Person) if next.is_some_and(|n| n.start == first.end && body(&n)) => {
                Who::Private
            }
            Kind::Listed(Actor::Own) => self.generic(first, next),
            Kind::Listed(Actor::Eu | Actor::International) if own_beside => Who::Own,
            Kind::Listed(Actor::Eu | Actor::International) => Who::Other,
            kind => private(kind),
        }
    }

    /// "The Government", "the Commission": whose?
    fn generic(&self, first: &Named, next: Option<&Named>) -> Who {
        let of = self.sentence.is(first.end, Role::Belonging);
        let foreign =
            |n: &Named| matches!(n.kind, Kind::OtherState | Kind::Listed(Actor::Eu | Actor::International));
        // "The embassy in Japan" is ours, "the embassy of Japan" is not.
        let abroad = self.sentence.is(first.start, Role::Embassy) && self.sentence.is(first.end, Role::Place);
        if of && next.is_some_and(foreign) && !abroad {
            return Who::Other;
        }
        if self.scene.european_commission && self.sentence.is(first.start, Role::EuShort) {
            return Who::Other;
        }
        let certain = self.surely_own(&(first.start..first.end));
        if self.scene.setting == Setting::Foreign && !certain { Who::Other } else { Who::Own }
    }

    fn surely_own(&self, words: &Range<usize>) -> bool {
        let certain = self.sentence.marks.within(Mark::OwnCertain, words.start, words.end).next().is_some();
        certain || self.in_words(words).any(|n| n.kind == Kind::OwnState)
    }

    /// Whether the words hold a noun of plans: "the training will ...".
    pub(super) fn has_plan_noun(&self, words: Range<usize>) -> bool {
        let open = |hit: &&Hit<Mark>| self.sentence.cover_of(hit.start) == Cover::Open;
        self.sentence.marks.within(Mark::PlanNoun, words.start, words.end).find(open).is_some()
    }
}

fn private(kind: Kind) -> Who {
    match kind {
        Kind::Listed(Actor::Person) => Who::Person,
        _ => Who::Private,
    }
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::*;

    fn who(text: &str) -> Who {
        let codebook = builtin();
        let names = [
            ("FIN".parse().unwrap(), vec!["Finland".to_owned(), "Finnish".to_owned()]),
            ("SWE".parse().unwrap(), vec!["Sweden".to_owned(), "Swedish".to_owned()]),
        ];
        let states = StateNames::new(&names, codebook.main());
        let sentence = Sentence::new(text, codebook.main());
        let scene = Scene { setting: Setting::Home, european_commission: false };
        let hits = states.find(&sentence);
        let cast = Cast::new(&sentence, &hits, Some(0), scene);
        let verb = (0..sentence.tokens.len()).find(|at| sentence.word(*at) == "will").unwrap();
        cast.subject(0..verb)
    }

    #[test]
    fn the_own_state_and_its_bodies_act() {
        for text in [
            "The Government will",
            "Finland will",
            "The Finnish police will",
            "In line with the UN principles, the State will",
            "Finland, together with Sweden, will",
            "We will",
            "By 2024, the Ministry, with the EU, will",
            "Sweden and Finland will",
            "The Finnish embassy in Sweden will",
        ] {
            assert_eq!(who(text), Who::Own, "{text}");
        }
    }

    #[test]
    fn others_act() {
        for text in [
            "Sweden will",
            "The Swedish Government will",
            "The Prime Minister of Sweden will",
            "In Sweden, the Government will",
            "The European Commission will",
            "The UN Special Rapporteur will",
            "The Council of Europe will",
        ] {
            assert_eq!(who(text), Who::Other, "{text}");
        }
        for text in ["Companies will", "Finnish companies will", "Trade unions will"] {
            assert_eq!(who(text), Who::Private, "{text}");
        }
    }

    #[test]
    fn laws_and_nobody() {
        assert_eq!(who("Article 5 of the Act will"), Who::Law { ahead: false });
        assert_eq!(who("The new Act will"), Who::Law { ahead: true });
        assert_eq!(who("The rights of workers will"), Who::Nobody);
        assert_eq!(who("It will"), Who::Before);
    }
}
