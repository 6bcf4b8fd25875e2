//! What a source says is absent: handbook rule 6, with the reach of the negation.

use std::ops::Range;

use super::clause::Clause;
use super::codebook::{Actor, Mark};
use super::sentence::Sentence;
use super::token::Gap;
use super::tongue::Role;

/// Words of a text that names a theme and answers with one word.
const LONGEST_ANSWER: usize = 16;

/// Words of a theme that a plan's own text may answer for with one word.
const MOST_ASKED: usize = 4;

/// A statement of absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Absence {
    /// The words that it reaches: a theme named there earns nothing.
    pub(super) reach: Range<usize>,
    /// The words that state it.
    pub(super) words: Range<usize>,
    /// Whether it is said of the plan. "The Act makes no reference to AI" says nothing of the plan.
    pub(super) of_plan: bool,
}

/// The statements of absence in a sentence. `by_source` tells that the sheet's author speaks about the plan.
pub(super) fn absences(sentence: &Sentence<'_>, clauses: &[Clause], by_source: bool) -> Vec<Absence> {
    let mut found: Vec<Absence> = Vec::new();
    found.extend(told_by_one_word(sentence, by_source));
    for hit in sentence.marks.all() {
        let before = match hit.label {
            Mark::AbsentBefore => true,
            Mark::AbsentAfter => false,
            _ => continue,
        };
        let words = hit.start..hit.end;
        if denied(sentence, &words)
            || found.iter().any(|known| {
                // "is not addressed", and "not addressed in the plan": what begins in the one before is a part of it.
                known.words.contains(&hit.start) && (known.words.len() > words.len() || !before)
            })
        {
            continue;
        }
        let at = clauses.iter().position(|c| c.words.contains(&hit.start));
        let clause = at.map_or(0..0, |at| clauses[at].words.clone());
        // "We looked for AI and found no references.": nothing follows, so what stands before is meant.
        let before = before && words.end < clause.end;
        let reach = if before {
            let through = alternatives(sentence, at.map_or(&[][..], |at| &clauses[at..]), &clause);
            words.end..end(sentence, &words, &(clause.start..through))
        } else {
            clause.start..words.end
        };
        let of_plan = by_source || speaks_of_plan(sentence, &words, &clause, before);
        // A gap in a law is a description, and names the theme; a law that does not mention it names nothing.
        if of_plan || is_about_reference(sentence, &words) {
            found.push(Absence { reach, words, of_plan });
        }
    }
    found
}

/// `AI: none`, `privacy (0), remedy (3)`, and in a remark on the plan `Missing: AI`.
fn told_by_one_word(sentence: &Sentence<'_>, by_source: bool) -> Vec<Absence> {
    let all = sentence.tokens.len();
    let gap = |at: usize| sentence.gap(at);
    let nothing = |at: usize| sentence.is(at, Role::Nothing);
    let mut found = Vec::new();
    if by_source && (nothing(0) || sentence.is(0, Role::Gap)) && gap(1) == Gap::Hard && all > 1 {
        found.push(Absence { reach: 1..all, words: 0..1, of_plan: true });
    }
    let apart = |at: usize| gap(at) >= Gap::Bracket || sentence.is_dashed(at);
    for at in (1..all.min(LONGEST_ANSWER)).filter(|at| nothing(*at) && apart(*at)) {
        let counted =
            at + 1 + usize::from(sentence.is(at + 1, Role::AboutReference) && gap(at + 1) == Gap::Soft);
        let start = (1..at).rev().find(|at| gap(*at) >= Gap::Comma).unwrap_or(0);
        // "Act (No. 12)" numbers.
        let number = sentence.word(counted).starts_with(|c: char| c.is_ascii_digit());
        // "Complaints handled: 0" is an indicator, where the plan speaks; "0 hits" is not.
        let zero = sentence.word(at).chars().all(|c| c.is_ascii_digit());
        let answers = by_source || counted > at + 1 || !zero && at - start <= MOST_ASKED;
        if gap(counted) >= Gap::Bracket && !number && answers {
            found.push(Absence { reach: start..at, words: at..counted.min(all), of_plan: true });
        }
    }
    found
}

/// The end of a denied list of alternatives: "no reference to ICT or electronics is made" denies both, although
/// the words after "or" have a verb of their own.
fn alternatives(sentence: &Sentence<'_>, clauses: &[Clause], first: &Range<usize>) -> usize {
    let mut through = first.end;
    for next in clauses.iter().skip(1) {
        let joins = |at: usize| sentence.is(at, Role::Alternative);
        let start = next.words.start;
        if joins(start) || start > 0 && joins(start - 1) {
            through = next.words.end;
        } else {
            break;
        }
    }
    through
}

/// "does not only mention".
fn denied(sentence: &Sentence<'_>, words: &Range<usize>) -> bool {
    let from = words.start.saturating_sub(1);
    sentence.marks.within(Mark::NotNegation, from, words.end).next().is_some()
}

/// Where the reach of a negation ends: at an exception, at "which", or with the clause.
fn end(sentence: &Sentence<'_>, words: &Range<usize>, clause: &Range<usize>) -> usize {
    let exception = sentence.marks.within(Mark::Exception, words.end, clause.end).map(|hit| hit.start).next();
    // "does not mention AI, but a chapter on privacy": "but" ends it where its clause has no verb that is known.
    let turn = (words.end..clause.end).find(|at| sentence.is(*at, Role::Splitting));
    exception.into_iter().chain(turn).min().unwrap_or(clause.end)
}

fn is_about_reference(sentence: &Sentence<'_>, words: &Range<usize>) -> bool {
    words.clone().any(|at| sentence.is(at, Role::AboutReference))
}

fn speaks_of_plan(
    sentence: &Sentence<'_>,
    words: &Range<usize>,
    clause: &Range<usize>,
    before: bool,
) -> bool {
    // Nouns that belong to plans and laws alike ("section 5 of the Act") follow the law.
    let law = |from: usize, to: usize| {
        let mut laws = sentence.marks.within(Mark::Law, from, to);
        laws.any(|hit| !sentence.is(hit.start, Role::PlanOrLaw))
    };
    let plan = |from: usize, to: usize| sentence.marks.within(Mark::Plan, from, to).next().is_some();
    let actor = |from: usize, to: usize| {
        let actors =
            [Actor::Own, Actor::Eu, Actor::International, Actor::Company, Actor::Civil, Actor::Person];
        actors.into_iter().any(|actor| sentence.marks.within(Mark::Actor(actor), from, to).next().is_some())
    };
    let measures = |from: usize, to: usize| (from..to).any(|at| sentence.is(at, Role::MeasureNoun));
    let (start, end) = (clause.start, clause.end);
    // "Complaint offices are missing in rural areas": of such words the plan has to be the subject, or they stand alone.
    let lack = words.clone().any(|at| sentence.is(at, Role::Lack)) && !is_about_reference(sentence, words);
    if before {
        // "The Government does not address AI in this plan"; "There are no provisions on AI in the Labour Act."
        let other = actor(start, words.start)
            || law(words.end, end)
            || lack && (start < words.start || says_more(sentence, words.end..end));
        let subject = plan_subject(sentence, start..words.start) || measures(start, words.start);
        !law(start, words.start) && (subject || !other) || plan(words.end, end) && !law(start, end)
    } else {
        // "at all", "entirely": one word more, or one that stands for all, says nothing of where it is lacking.
        let all = (words.end..end).any(|at| sentence.is(at, Role::All)) || words.end + 1 >= end;
        let elsewhere = lack && !all && !measures(words.end, end);
        let other = law(words.end, end) || actor(words.end, end) || elsewhere;
        plan(words.end, end) || !other
    }
}

/// Whether a verb follows that is more than "was found": "No information on remedy *is* given to workers."
fn says_more(sentence: &Sentence<'_>, words: Range<usize>) -> bool {
    let lack = |at: usize| sentence.is(at, Role::Lack);
    sentence.marks.all().iter().filter(|hit| words.contains(&hit.start)).any(|hit| {
        let verb = hit.end - hit.start > 1 || sentence.is(hit.start, Role::Verb);
        let found = sentence.is(hit.start, Role::Copula) && (lack(hit.end) || lack(hit.end + 1));
        matches!(hit.label, Mark::Cue(_)) && verb && !found && !lack(hit.start)
    })
}

/// Whether the plan is what the words name; "there" and "it" stand for it where the codebook says so.
fn plan_subject(sentence: &Sentence<'_>, words: Range<usize>) -> bool {
    let named = |hit: &super::index::Hit<Mark>| !sentence.is(hit.start, Role::There);
    sentence.marks.within(Mark::Plan, words.start, words.end).any(named)
}

#[cfg(test)]
mod tests {
    use super::super::clause::clauses;
    use super::super::codebook::builtin;
    use super::*;

    fn reach(text: &str) -> Vec<(String, bool)> {
        let codebook = builtin();
        let sentence = Sentence::new(text, codebook.main());
        let clauses = clauses(&sentence);
        let all = absences(&sentence, &clauses, false);
        all.into_iter().map(|a| (sentence.written(a.reach).to_owned(), a.of_plan)).collect()
    }

    #[test]
    fn a_negation_reaches_to_the_end_of_its_clause() {
        let one = |text: &str, of_plan: bool| vec![(text.to_owned(), of_plan)];
        assert_eq!(reach("The NAP makes no direct reference to ICT."), one("ICT", true));
        assert_eq!(reach("The NAP does not mention ICT, but it covers privacy."), one("ICT", true));
        assert_eq!(
            reach("The plan contains no mention of AI apart from a note on privacy."),
            one("AI", true)
        );
        assert_eq!(reach("There is no explicit reference to remedy."), one("remedy", true));
        assert_eq!(reach("The Act makes no reference to ICT."), one("ICT", false));
        assert_eq!(
            reach("No direct reference to ICT or electronics is made in the plan."),
            one("ICT or electronics is made in the plan", true)
        );
    }

    #[test]
    fn one_word_may_answer_for_a_theme() {
        let one = |text: &str| vec![(text.to_owned(), true)];
        assert_eq!(reach("AI: none"), one("AI"));
        assert_eq!(reach("Keyword search: artificial intelligence - 0 hits"), one("artificial intelligence"));
        assert_eq!(reach("privacy: none; remedy: none").len(), 2);
        for text in [
            "Law on data protection (No. 15 of 2018).",
            "Access to remedy: gaps, barriers and needs.",
            "Data protection: no progress.",
            "Number of complaints handled: 0; target: 50 by 2025.",
            "Data breaches reported (0).",
            "Complaint offices: none of them works.",
        ] {
            assert_eq!(reach(text), [], "{text}");
        }
    }

    #[test]
    fn a_negation_after_its_theme_reaches_back() {
        assert_eq!(reach("AI is not addressed in the plan."), [("AI is not addressed".to_owned(), true)]);
        assert!(reach("Neither AI nor privacy is mentioned in the plan.")[0].1);
    }

    #[test]
    fn what_is_no_negation_and_what_is_a_gap_in_a_law_reach_nothing() {
        assert_eq!(reach("The NAP does not only mention ICT."), []);
        assert_eq!(reach("The Labour Act does not cover platform workers."), []);
        assert_eq!(reach("There are no provisions on privacy in the Labour Act."), []);
        assert_eq!(reach("Hearings are held without the presence of the parties."), []);
    }
}
