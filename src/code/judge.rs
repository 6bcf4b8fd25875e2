//! How firm a sentence is about what stands at one of its words: handbook rules 1 to 3, 7 and 11.

use std::cell::OnceCell;
use std::ops::Range;

use super::Level;
use super::actor::{Cast, Who};
use super::clause::{Clause, Verb};
use super::codebook::{Actor, Cue, Mark};
use super::heading::{Setting, Standing};
use super::rule::Rule;
use super::sentence::{Cover, Sentence};
use super::token::Gap;
use super::tongue::Role;

/// A level with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) level: Level,
    pub(super) rule: Rule,
    /// The words that decided, beside the theme's own; empty where what stands around the sentence did.
    pub(super) words: Range<usize>,
    /// The line above the list decided.
    pub(super) by_lead: bool,
}

/// What a sentence takes from what stands around it.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// The verdict of the line that introduces the list.
    pub(super) lead: Option<(Level, Rule)>,
    /// It is a list item or a cell.
    pub(super) item: bool,
    /// The label of its row makes it part of a measure.
    pub(super) labelled: bool,
    /// An owner, a date or an indicator stands beside it.
    pub(super) owned: bool,
}

/// Judges the words of one sentence.
pub(super) struct Judge<'a> {
    pub(super) sentence: &'a Sentence<'a>,
    pub(super) clauses: &'a [Clause],
    pub(super) cast: &'a Cast<'a>,
    pub(super) setting: Setting,
    pub(super) standing: Standing,
    pub(super) frame: Frame,
    /// Who acted in the sentence before.
    pub(super) before: Who,
    /// The verdict on the main verb of each clause, once it is asked for.
    pub(super) mains: Vec<OnceCell<Verdict>>,
}

impl Judge<'_> {
    /// The verdict on what the word at `at` names.
    pub(super) fn at(&self, at: usize) -> Verdict {
        let number = self.clauses.iter().position(|c| c.words.contains(&at)).unwrap_or(0);
        let Some(clause) = self.clauses.get(number) else { return mention(Rule::Described, 0..0) };
        let verb = clause.governing(at);
        let verdict =
            if verb == clause.main.as_ref() { self.on_main(number) } else { self.on_verb(number, verb) };
        if verdict.level == Level::Commitment && self.is_quoted(at) {
            return mention(Rule::Quoted, verdict.words);
        }
        verdict
    }

    /// The verdict on what the word at `at` names, where a later clause takes it up: "... and this will be renewed".
    pub(super) fn taken_up(&self, at: usize) -> Option<Verdict> {
        let first = self.clauses.iter().position(|c| c.words.contains(&at))? + 1;
        let later = self.clauses.iter().enumerate().skip(first);
        let refers = later.filter(|(number, clause)| self.refers_back(*number, clause));
        let verdicts = refers.map(|(number, _)| self.on_main(number));
        let later = verdicts.rev().find(|verdict| verdict.level == Level::Commitment);
        later.or_else(|| self.pledged_in_aside(at, first - 1))
    }

    /// "The Ombudsman proposed a procedure, which the Ministry will introduce": what others asked for is taken up.
    fn pledged_in_aside(&self, at: usize, number: usize) -> Option<Verdict> {
        let clause = self.clauses.get(number)?;
        let main = clause.main.as_ref().filter(|main| main.cue == Cue::Past && at >= main.words.end)?;
        let relative = |under: usize| {
            let other = [Role::Opening, Role::Side].into_iter().any(|role| self.sentence.is(under, role));
            let open = [Mark::Condition, Mark::Doubt]
                .into_iter()
                .any(|mark| self.sentence.marks.at(under, mark).is_some());
            self.sentence.gap(under) == Gap::Comma && !other && !open
        };
        let pledge = clause.ahead.iter().find(|verb| {
            let under = verb.under.filter(|under| at < *under && main.words.end < *under && relative(*under));
            under.is_some_and(|under| self.cast.subject(under + 1..verb.words.start) == Who::Own)
        })?;
        let rule = if pledge.cue == Cue::Continued { Rule::CarriedOn } else { Rule::ActionAhead };
        self.given_up(number).is_none().then(|| commitment(rule, pledge.words.clone()))
    }

    /// Whether a clause speaks of the one before: its subject is a pronoun, or it ends in one.
    fn refers_back(&self, number: usize, clause: &Clause) -> bool {
        let subject = clause.main.as_ref().map_or(0..0, |verb| self.subject(number, verb));
        subject.len() == 1 && self.sentence.is(subject.start, Role::Back)
            || clause.words.clone().any(|at| self.sentence.refers_back(at))
            || self.goes_on_from(number, clause)
    }

    /// "and the Government accepted *this recommendation* and will present a bill": the clause before speaks of it.
    fn goes_on_from(&self, number: usize, clause: &Clause) -> bool {
        let takes_up = |words: &Range<usize>| {
            self.sentence.marks.within(Mark::Carry, words.start, words.end).next().is_some()
        };
        let no_subject = clause.main.as_ref().is_some_and(|verb| self.subject(number, verb).is_empty());
        let before = number.checked_sub(1).and_then(|before| self.clauses.get(before));
        no_subject && number > 1 && before.is_some_and(|before| takes_up(&before.words))
    }

    /// The verdict on the sentence as a whole, for a theme that its heading names: the firmest of its clauses.
    pub(super) fn whole(&self) -> Verdict {
        let verdicts = (0..self.clauses.len()).map(|number| self.on_main(number));
        let firmest = verdicts.rev().max_by_key(|v| v.level);
        firmest.unwrap_or_else(|| mention(Rule::Described, 0..0))
    }

    /// Who does what the first clause says.
    pub(super) fn first_actor(&self) -> Who {
        let main = self.clauses.first().and_then(|clause| clause.main.as_ref());
        main.map_or(Who::Nobody, |verb| self.actor(0, verb))
    }

    /// The verdict on the main verb of a clause.
    fn on_main(&self, number: usize) -> Verdict {
        let main = || self.clauses.get(number).and_then(|clause| clause.main.as_ref());
        match self.mains.get(number) {
            Some(verdict) => verdict.get_or_init(|| self.on_verb(number, main())).clone(),
            None => self.on_verb(number, main()),
        }
    }

    fn on_verb(&self, number: usize, verb: Option<&Verb>) -> Verdict {
        if let Some(verdict) = self.given_up(number) {
            return verdict;
        }
        if number == 0
            && let Some(verdict) = self.command(verb)
        {
            return verdict;
        }
        let verdict = verb.map_or_else(|| mention(Rule::Described, 0..0), |verb| self.judge(number, verb));
        if verdict.level == Level::Commitment { verdict } else { self.raised(verdict, number, verb) }
    }

    /// Rule 7 and abandoned plans: they hold for the whole clause.
    fn given_up(&self, number: usize) -> Option<Verdict> {
        let words = self.clauses.get(number)?.words.clone();
        let find = |cue| self.sentence.marks.within(Mark::Cue(cue), words.start, words.end).next();
        // "an office for seafarers abandoned in ports": they were abandoned, not the office.
        let main = self.clauses.get(number)?.main.as_ref();
        let firm = main.filter(|main| matches!(main.cue, Cue::Commitment | Cue::Continued));
        let mut given_up = self.sentence.marks.within(Mark::Cue(Cue::Abandoned), words.start, words.end);
        let abandoned = given_up.find(|hit| {
            let said = [Role::Be, Role::Copula, Role::Have, Role::Participle, Role::Planned];
            let part = |from: usize| (from..hit.start).any(|at| self.sentence.is(at, Role::Subordinate));
            let of_it = || said.into_iter().any(|role| self.sentence.is(hit.start.saturating_sub(1), role));
            let of_part = firm.is_some_and(|main| hit.start > main.words.end && part(main.words.end));
            hit.end - hit.start > 1 || firm.is_none() || of_it() && !of_part
        });
        let none = find(Cue::NoMeasure).map(|hit| mention(Rule::NoMeasurePlanned, hit.start..hit.end));
        none.or_else(|| abandoned.map(|hit| mention(Rule::Abandoned, hit.start..hit.end)))
    }

    /// An item that is written as a command: "Monitor the use of ...".
    fn command(&self, verb: Option<&Verb>) -> Option<Verdict> {
        let to = usize::from(
            self.sentence.is(0, Role::Infinitive) && (self.frame.item || self.standing == Standing::Measures),
        );
        let end = self.sentence.marks.at(to, Mark::Imperative)?;
        let main = self.clauses.first().and_then(|clause| clause.main.as_ref());
        // "Support is given", "Work has begun": a noun.
        if [main, verb].into_iter().flatten().any(|v| v.sure && v.under.is_none() && v.words.start > to) {
            return None;
        }
        match (&self.frame.lead, self.setting) {
            (Some((Level::Mention, rule)), _) if *rule != Rule::Described => Some(mention(*rule, to..end)),
            (_, Setting::Home) => {
                let on = self.sentence.marks.within(Mark::Cue(Cue::Continued), to, end).next().is_some();
                Some(commitment(if on { Rule::CarriedOn } else { Rule::ActionItem }, to..end))
            }
            _ => Some(mention(Rule::OtherActor, to..end)),
        }
    }

    /// A sentence without an action ahead may still be a measure by its place.
    fn raised(&self, verdict: Verdict, number: usize, verb: Option<&Verb>) -> Verdict {
        let open = match verb {
            None => true,
            Some(verb) if verb.cue == Cue::Principle => {
                !matches!(self.actor(number, verb), Who::Private | Who::Other | Who::Law { .. } | Who::Person)
            }
            Some(verb) => !verb.sure,
        };
        let spoken = [Rule::NoMeasurePlanned, Rule::Abandoned, Rule::Forecast].contains(&verdict.rule);
        if !open || spoken || self.setting != Setting::Home {
            return verdict;
        }
        let words = verdict.words.clone();
        match (&self.frame.lead, self.standing) {
            _ if self.frame.labelled => commitment(Rule::ListedMeasure, words),
            (Some((level, rule)), _) if *rule != Rule::Described => {
                Verdict { level: *level, rule: *rule, words: 0..0, by_lead: true }
            }
            _ if self.frame.owned => commitment(Rule::OwnerOrDate, words),
            (_, Standing::Measures) => commitment(Rule::ListedMeasure, words),
            _ => verdict,
        }
    }

    fn judge(&self, number: usize, verb: &Verb) -> Verdict {
        let words = verb.words.clone();
        match verb.cue {
            Cue::Commitment | Cue::Continued => self.ahead(number, verb),
            Cue::Past if self.sentence.is(words.start, Role::Have) => {
                let done = self.sentence.is(self.after(words.end), Role::Participle);
                mention(if done { Rule::PastAction } else { Rule::InForce }, words)
            }
            Cue::Past => mention(Rule::PastAction, words),
            Cue::InForce => mention(Rule::InForce, words),
            Cue::Principle => mention(Rule::Principle, words),
            Cue::Assurance => mention(Rule::Assurance, words),
            Cue::NoMeasure => mention(Rule::NoMeasurePlanned, words),
            Cue::Abandoned => mention(Rule::Abandoned, words),
        }
    }

    /// A verb of action ahead: a commitment only where our own state acts, and where it is an action.
    fn ahead(&self, number: usize, verb: &Verb) -> Verdict {
        let words = verb.words.clone();
        let rule = if verb.cue == Cue::Continued { Rule::CarriedOn } else { Rule::ActionAhead };
        let passive = self.is_passive(verb);
        let next = self.after(words.end);
        // The verb of what is ahead: behind "will", or "transformera" itself.
        let acts = if self.sentence.tongue.one_word_future { words.end.saturating_sub(1) } else { next };
        let foreseen = |mark| self.sentence.marks.at(acts, mark).is_some();
        // "will have trained" is an action, "will have an effect" is none.
        let done = self.sentence.is(next, Role::Have) && self.sentence.is(next + 1, Role::Participle);
        let growth = foreseen(Mark::Forecast) && !passive && !done || self.foreseen_participle(next);
        let who = self.actor(number, verb);
        match who {
            Who::Other => mention(Rule::OtherActor, words),
            _ if self.is_advice(number, verb) => mention(Rule::OtherActor, words),
            _ if self.is_law_speaking(number, verb, who) => mention(Rule::InForce, words),
            _ if self.is_doubted(number, verb) => mention(Rule::Forecast, words),
            Who::Law { ahead } if !passive && !ahead => mention(Rule::InForce, words),
            who if who != Who::Own && self.is_foreseen(number, verb) => mention(Rule::Forecast, words),
            // "Technologies are developing": it happens, nobody does it.
            who if who != Who::Own && self.in_progress(verb) => mention(Rule::InForce, words),
            Who::Own if foreseen(Mark::ForecastAlways) => mention(Rule::Forecast, words),
            Who::Own | Who::Law { .. } => self.unless_law_lead(number, verb, rule),
            // "L'entreprise s'est engagée à": what others do to themselves they do.
            Who::Private if !passive || self.is_reflexive(verb) && verb.words.len() > 2 => {
                mention(Rule::OtherActor, words)
            }
            // "will be used by most firms": what companies do, nobody plans.
            Who::Private if self.is_done_by_company(number, verb) => mention(Rule::OtherActor, words),
            Who::Person | Who::Private if growth && !self.sentence.is(acts, Role::Vague) => {
                mention(Rule::Forecast, words)
            }
            Who::Person | Who::Private => commitment(rule, words),
            Who::Nobody | Who::Before if growth && !self.subject_is_planned(number, verb) => {
                mention(Rule::Forecast, words)
            }
            Who::Nobody | Who::Before => self.unless_law_lead(number, verb, rule),
        }
    }

    /// "The report recommends that": the word of those who advise the state.
    fn is_advice(&self, number: usize, verb: &Verb) -> bool {
        // "In its report, the Ombudsman recommends", "On the basis of the report, the Government proposes".
        let (_, subject) = self.cast.without_lead(self.subject(number, verb));
        let marks = &self.sentence.marks;
        let first = |mark| marks.within(mark, subject.start, subject.end).next().map(|hit| hit.start);
        let Some(adviser) = first(Mark::Adviser) else { return false };
        // "The Government's report".
        let own = first(Mark::Actor(Actor::Own)).is_some_and(|own| own < adviser);
        marks.at(verb.words.start, Mark::Advice).is_some() && !own
    }

    /// "The law provides that privacy shall be respected": in a law in force, or in its trail, "shall" is the law's, whoever acts.
    fn is_law_speaking(&self, number: usize, verb: &Verb, who: Who) -> bool {
        if !self.sentence.is(verb.words.start, Role::Shall) {
            return false;
        }
        let clause = self.clauses.get(number);
        let main = clause.and_then(|clause| clause.main.as_ref()).filter(|main| main.words != verb.words);
        let in_force = |verb: &Verb| {
            let subject = self.subject(number, verb);
            let plan = self.sentence.marks.within(Mark::Plan, subject.start, subject.end);
            let of_plan = plan.into_iter().any(|hit| !self.sentence.is(hit.start, Role::PlanOrLaw));
            self.cast.subject(subject) == Who::Law { ahead: false } && !of_plan
        };
        if verb.under.is_some() && main.is_some_and(in_force) {
            return true;
        }
        // "Privacy shall be respected under section 8 of the Act."
        let own = matches!(who, Who::Own | Who::Law { ahead: true });
        let end = clause.map_or(verb.words.end, |clause| clause.words.end);
        let trail = (verb.words.end..end).any(|at| {
            let near = || self.sentence.marks.within(Mark::Law, at + 1, (at + 5).min(end));
            let ahead =
                || self.sentence.marks.within(Mark::LawAhead, at + 1, (at + 5).min(end)).next().is_some();
            // "in accordance with Article 17", and not "in line with the Act", which binds nobody.
            let number = |word: usize| self.sentence.word(word).starts_with(|c: char| c.is_ascii_digit());
            // "under section 4 of this plan".
            let mut plans = self.sentence.marks.within(Mark::Plan, at + 1, (at + 7).min(end));
            let of_plan = plans.any(|hit| !self.sentence.is(hit.start, Role::PlanOrLaw));
            let certain = self.sentence.is(at, Role::Opening) || (at + 1..at + 5).any(number);
            self.sentence.is(at, Role::LawLead)
                && !self.sentence.is(at, Role::Agent)
                && certain
                && !of_plan
                && near().any(|hit| !self.sentence.is(hit.start, Role::Instrument))
                && !ahead()
        });
        trail && !own && self.is_passive(verb) && !self.subject_is_planned(number, verb)
    }

    /// "will be used by most firms", where no measure of the state is what they use.
    fn is_done_by_company(&self, number: usize, verb: &Verb) -> bool {
        let end = self.clauses.get(number).map_or(verb.words.end, |clause| clause.words.end);
        let near = verb.words.end..(verb.words.end + 4).min(end);
        let by = near.into_iter().find(|at| self.sentence.is(*at, Role::Agent));
        let company = Mark::Actor(Actor::Company);
        let company = |by: usize| self.sentence.marks.within(company, by, (by + 4).min(end)).next().is_some();
        by.is_some_and(company) && !self.subject_is_planned(number, verb)
    }

    /// "It is expected that sales will grow".
    fn is_foreseen(&self, number: usize, verb: &Verb) -> bool {
        let from = self.clauses.get(number).map_or(0, |clause| clause.words.start);
        let mut frames = self.sentence.marks.within(Mark::ForecastFrame, from, verb.words.start);
        verb.under.is_some() && frames.next().is_some()
    }

    /// "It is unclear whether the Government will".
    fn is_doubted(&self, number: usize, verb: &Verb) -> bool {
        let from = self.clauses.get(number).map_or(0, |clause| clause.words.start);
        let mut doubts = self.sentence.marks.within(Mark::Doubt, from, verb.words.start);
        doubts.any(|hit| verb.under.is_some_and(|under| under + 1 == hit.end))
    }

    /// "is drafting", "are developing"; not "is going to".
    fn in_progress(&self, verb: &Verb) -> bool {
        let last = verb.words.end.saturating_sub(1);
        self.sentence.is(verb.words.start, Role::Copula) && self.sentence.is(last, Role::Progressive)
    }

    /// "Under Article 5, the authority shall": the law's duty, in force.
    fn unless_law_lead(&self, number: usize, verb: &Verb, rule: Rule) -> Verdict {
        let words = verb.words.clone();
        let from = self.clauses.get(number).map_or(0, |clause| clause.words.start);
        // "Under the Act", "In accordance with the Act", "As laid down in the Act".
        let opens = self.sentence.is(from, Role::Opening) && self.sentence.is(from + 1, Role::LawLead);
        let lead = self.sentence.is(from, Role::LawLead) || opens;
        let shall = self.sentence.is(words.start, Role::Shall);
        let within = |mark| self.sentence.marks.within(mark, from, words.start);
        // What is in line with a treaty the state may do on its own.
        let own = self.actor(number, verb) == Who::Own;
        let bound = |at: usize| !opens || !own || !self.sentence.is(at, Role::Instrument);
        let ahead = opens && within(Mark::LawAhead).next().is_some();
        let ours = |mark: Actor| !opens || within(Mark::Actor(mark)).next().is_none();
        let ours = !own || ours(Actor::Eu) && ours(Actor::International);
        let law = within(Mark::Law).any(|hit| bound(hit.start)) && !ahead && ours;
        if shall && lead && law { mention(Rule::InForce, words) } else { commitment(rule, words) }
    }

    fn subject_is_planned(&self, number: usize, verb: &Verb) -> bool {
        let subject = self.subject(number, verb);
        // "There will be a review": what is planned stands behind the verb.
        let there = subject.len() == 1 && self.sentence.is(subject.start, Role::There);
        let words = if there { verb.words.end..verb.words.end + 7 } else { subject };
        self.cast.has_plan_noun(words)
    }

    /// Who does what the verb says.
    fn actor(&self, number: usize, verb: &Verb) -> Who {
        let end = self.clauses.get(number).map_or(verb.words.end, |clause| clause.words.end);
        if self.is_passive(verb)
            && let Some(agent) = self.cast.agent(verb.words.end..end)
        {
            return agent;
        }
        if self.is_told_by_others(number, verb) {
            return Who::Other;
        }
        let subject = self.subject(number, verb);
        let main = self.clauses.get(number).and_then(|clause| clause.main.as_ref());
        let said = main
            .filter(|main| verb.under.is_some() && main.words != verb.words)
            .map(|main| self.actor(number, main));
        // What others say that the state will do is their word, not the state's.
        if let Some(said @ (Who::Other | Who::Private)) = said
            && main.is_some_and(|main| main.cue != Cue::Commitment)
        {
            return if said == Who::Private { Who::Other } else { said };
        }
        let who = match (subject.is_empty(), said, number.checked_sub(1)) {
            (false, ..) => self.cast.subject(subject),
            (true, Some(said), _) => said,
            // "and will publish": the subject of the clause before.
            (true, None, Some(earlier)) => {
                let verb = self.clauses.get(earlier).and_then(|clause| clause.main.as_ref());
                verb.map_or(Who::Nobody, |verb| self.actor(earlier, verb))
            }
            (true, None, None) => Who::Nobody,
        };
        match (who, self.setting) {
            (Who::Before, _) => self.before,
            (Who::Nobody | Who::Law { .. }, Setting::Foreign | Setting::Beyond) => Who::Other,
            (Who::Nobody, Setting::Companies) => Who::Private,
            (who, _) => who,
        }
    }

    /// "Trade unions hoped that it will", "Experts said the Government will", "According to the press, it will".
    fn is_told_by_others(&self, number: usize, verb: &Verb) -> bool {
        let from = self.clauses.get(number).map_or(0, |clause| clause.words.start);
        let own = |at| self.sentence.marks.at(at, Mark::Actor(Actor::Own)).is_some();
        let others = |words: Range<usize>| {
            self.earlier_plan(words.clone()).is_some()
                || matches!(self.cast.subject(words), Who::Private | Who::Person | Who::Other)
        };
        // "The first NAP provided that", whatever the word for it.
        let told = |under: usize| self.earlier_plan(from..under).is_some_and(|end| end < under);
        if verb.under.is_some_and(told) {
            return true;
        }
        self.sentence.marks.within(Mark::Speech, from, verb.words.start).any(|hit| {
            if self.sentence.cover_of(hit.start) != Cover::Open {
                return false;
            }
            if hit.start == from {
                let comma = (hit.end..verb.words.start).find(|at| self.sentence.gap(*at) == Gap::Comma);
                // What the law of others asks for is done by the state.
                let law = |comma: usize| {
                    let named = self.sentence.marks.within(Mark::Law, hit.end, comma).next().is_some();
                    named || (hit.end..comma).any(|at| self.sentence.is(at, Role::Instrument))
                };
                return comma.is_some_and(|comma| !law(comma) && others(hit.end..comma));
            }
            let that = verb.under.is_some_and(|under| under + 1 >= hit.end);
            let tells = self.sentence.gap(hit.end) == Gap::Soft
                && (own(hit.end) || self.sentence.is(hit.end, Role::Article) && own(hit.end + 1));
            // "It was demanded that": whoever did, it is no plan of the state.
            let nobody = hit.start == from + 2
                && self.sentence.is(from, Role::Pronoun)
                && self.sentence.is(from + 1, Role::Copula);
            (that || tells) && (nobody || others(from..hit.start))
        })
    }

    /// Where another plan, which went before, ends as the subject of the words.
    fn earlier_plan(&self, words: Range<usize>) -> Option<usize> {
        let plan = self.sentence.marks.within(Mark::EarlierPlan, words.start, words.end).next()?;
        let first = plan.start == words.start
            || plan.start == words.start + 1 && self.sentence.is(words.start, Role::Article);
        first.then_some(plan.end)
    }

    /// The words of the verb's subject, without what joins the clause to the one before.
    fn subject(&self, number: usize, verb: &Verb) -> Range<usize> {
        let start = self.clauses.get(number).map_or(0, |clause| clause.words.start);
        let mut from = verb.under.map_or(start, |under| under + 1).min(verb.words.start);
        while from < verb.words.start && self.sentence.is(from, Role::Connective) {
            from += 1;
        }
        from..verb.words.start
    }

    fn is_reflexive(&self, verb: &Verb) -> bool {
        verb.words.clone().any(|at| self.sentence.is(at, Role::Reflexive))
    }

    /// The next word that is no adverb.
    fn after(&self, at: usize) -> usize {
        (at..at + 3).find(|at| !self.sentence.is(*at, Role::Adverb)).unwrap_or(at)
    }

    /// "will be drafted", "is to be", "is planned": somebody else than the subject acts.
    fn is_passive(&self, verb: &Verb) -> bool {
        let is = |at, role| self.sentence.is(at, role);
        if verb.words.clone().any(|at| is(at, Role::Planned)) || self.is_reflexive(verb) {
            return true;
        }
        // "will be drafted"; "sera élaboré", where the verb is one word.
        let next = self.after(verb.words.end);
        let last = verb.words.end.saturating_sub(1);
        let be = if is(last, Role::Be) { last } else { next };
        is(be, Role::Be) && is(self.after(be + 1), Role::Participle) && !self.foreseen_participle(be)
    }

    /// "be affected", "be important".
    fn foreseen_participle(&self, be: usize) -> bool {
        let next = self.after(be + 1);
        self.sentence.is(be, Role::Be) && self.sentence.marks.at(next, Mark::ForecastParticiple).is_some()
    }

    /// Within quotation marks, where the sentence says that somebody speaks.
    fn is_quoted(&self, at: usize) -> bool {
        let quote = self.sentence.quotes.iter().find(|quote| quote.contains(&at));
        let all = self.sentence.tokens.len();
        let speaks = |quote: &Range<usize>| {
            let mut speech = self.sentence.marks.within(Mark::Speech, 0, all);
            speech.any(|hit| !quote.contains(&hit.start))
        };
        let verb_quoted = || {
            // The theme may stand before the quotation: "Algorithms, said one union, 'will be used ...'".
            let number = self.clauses.iter().position(|c| c.words.contains(&at)).unwrap_or(0);
            let verb = self.clauses.get(number).and_then(|c| c.governing(at));
            verb.and_then(|v| self.sentence.quotes.iter().find(|quote| quote.contains(&v.words.start)))
        };
        quote.or_else(verb_quoted).is_some_and(speaks)
    }
}

fn mention(rule: Rule, words: Range<usize>) -> Verdict {
    Verdict { level: Level::Mention, rule, words, by_lead: false }
}

fn commitment(rule: Rule, words: Range<usize>) -> Verdict {
    Verdict { level: Level::Commitment, rule, words, by_lead: false }
}
