//! A sentence to clauses, each with the verb that governs it.
//!
//! "The ministry has trained judges on remedies and will publish road statistics" holds an action ahead and a
//! theme, but not the one on the other. A clause keeps them apart.

use std::ops::Range;

use super::codebook::{Cue, Mark};
use super::index::Hit;
use super::sentence::{Cover, Sentence};
use super::token::Gap;
use super::tongue::Role;

/// A verb and what it says of the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verb {
    /// Its words.
    pub(super) words: Range<usize>,
    /// What it says.
    pub(super) cue: Cue,
    /// Whether it can be nothing but a verb.
    pub(super) sure: bool,
    /// The word (`that`, `which`) that makes it part of a part.
    pub(super) under: Option<usize>,
    /// The word at which that part has ended, where a comma closes it.
    pub(super) until: Option<usize>,
}

/// A stretch of a sentence with one governing verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its words.
    pub(super) words: Range<usize>,
    /// The verb that governs it.
    pub(super) main: Option<Verb>,
    /// Actions ahead in its parts: "announced that it *will* ...".
    pub(super) ahead: Vec<Verb>,
}

impl Clause {
    /// The verb that governs the word at `at`: the main one, unless that is no action ahead and the word
    /// stands in a part that has one.
    pub(super) fn governing(&self, at: usize) -> Option<&Verb> {
        let firm = |verb: &Verb| matches!(verb.cue, Cue::Commitment | Cue::Continued);
        let part = |verb: &&Verb| {
            verb.under.is_some_and(|under| at > under) && verb.until.is_none_or(|until| at < until)
        };
        match &self.main {
            Some(main) if firm(main) => Some(main),
            main => self.ahead.iter().rev().find(part).or(main.as_ref()),
        }
    }
}

/// The clauses of a sentence, in order; they cover it.
pub(super) fn clauses(sentence: &Sentence<'_>) -> Vec<Clause> {
    let verbs = verbs(sentence);
    let all = sentence.tokens.len();
    let mut starts: Vec<usize> = (1..all).filter(|at| splits(sentence, &verbs, *at)).collect();
    starts.extend(side_end(sentence, &verbs));
    starts.sort_unstable();
    starts.dedup();
    starts.insert(0, 0);
    starts.push(all);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut pending = 0;
    for pair in starts.windows(2) {
        let [_, end] = *pair else { continue };
        // A stretch without a verb belongs to the next one that has one.
        if verbs.iter().any(|v| (pending..end).contains(&v.words.start)) {
            ranges.push(pending..end);
            pending = end;
        }
    }
    match ranges.last_mut() {
        Some(last) => last.end = all,
        None => ranges.push(0..all),
    }
    ranges.into_iter().map(|words| clause(sentence, words, &verbs)).collect()
}

fn clause(sentence: &Sentence<'_>, words: Range<usize>, verbs: &[Verb]) -> Clause {
    let mut own: Vec<Verb> = verbs.iter().filter(|v| words.contains(&v.words.start)).cloned().collect();
    let mut from = words.start;
    for verb in &mut own {
        // "Where personal data are processed, the Ministry will": the verb before the comma is not the main one.
        verb.under = (from..verb.words.start).rev().find(|at| sentence.is(*at, Role::Subordinate));
        verb.until = verb.under.and_then(|under| aside_end(sentence, under, &verb.words, words.end));
        if verb.sure {
            from = verb.words.end;
        }
    }
    let main = own.iter().find(|v| v.sure && v.under.is_none());
    let main = main.or_else(|| own.iter().find(|v| v.under.is_none()));
    let main = main.or_else(|| own.iter().find(|v| v.sure)).cloned().map(|verb| match verb.until {
        // The verb of an aside, where the sentence has another behind it that is not known.
        Some(until) => {
            Verb { words: until..until + 1, cue: Cue::InForce, sure: true, under: None, until: None }
        }
        None => verb,
    });
    let ahead = own
        .into_iter()
        .filter(|v| v.under.is_some() && v.sure && matches!(v.cue, Cue::Commitment | Cue::Continued))
        .collect();
    Clause { words, main, ahead }
}

/// Where an aside ends: "The tribunal, which will move in 2025, |hears claims".
fn aside_end(sentence: &Sentence<'_>, under: usize, verb: &Range<usize>, end: usize) -> Option<usize> {
    let comma = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.gap == Gap::Comma);
    let inside = comma(under) && !(under + 1..=verb.start).any(comma);
    let until = (verb.end..end).find(|at| comma(*at)).filter(|at| !sentence.is(*at, Role::Joining));
    until.filter(|_| inside && under > 0)
}

/// The verbs of a sentence that do not overlap, by place. Those inside names and titles are none.
fn verbs(sentence: &Sentence<'_>) -> Vec<Verb> {
    let mut verbs: Vec<Verb> = Vec::new();
    let mut free = 0;
    for hit in sentence.marks.all() {
        let cue = match hit.label {
            Mark::Cue(cue) => cue,
            // A statement of absence is a verb of its own: "makes no reference to".
            Mark::AbsentBefore | Mark::AbsentAfter => Cue::InForce,
            _ => continue,
        };
        let looks_like_a_verb = sentence.marks.at(hit.start, Mark::NotVerb).is_some();
        if hit.start < free
            || looks_like_a_verb
            || sentence.cover_of(hit.start) != Cover::Open
            || is_noun(sentence, hit.start)
        {
            continue;
        }
        // Where the future is an ending, a listed verb says more than its ending: "devra" is a duty.
        let listed = |other: &&Hit<Mark>| (other.start, other.end) == (hit.start, hit.end);
        let cue = match cue {
            Cue::Commitment if sentence.tongue.one_word_future => {
                let same = sentence.marks.all().iter().filter(listed);
                let cues = same.filter_map(|other| match other.label {
                    Mark::Cue(cue) => Some(cue),
                    _ => None,
                });
                cues.max().unwrap_or(cue)
            }
            cue => cue,
        };
        // "to be adopted" is a verb where the sentence has no other.
        let several = hit.end - hit.start > 1 && !sentence.is(hit.start, Role::Infinitive);
        let sure = several || sentence.is(hit.start, Role::Verb);
        free = hit.end;
        let joined = verbs.last_mut().filter(|last| {
            let ahead = last.cue == Cue::Commitment && cue == Cue::Continued;
            ahead && (last.words.end == hit.start || last.words.end + 1 == hit.start)
        });
        // "will continue to": one verb.
        if let Some(last) = joined {
            last.words.end = hit.end;
            last.cue = Cue::Continued;
        } else {
            verbs.push(Verb { words: hit.start..hit.end, cue, sure, under: None, until: None });
        }
    }
    verbs
}

/// "the plan to", "political will", "in May".
fn is_noun(sentence: &Sentence<'_>, at: usize) -> bool {
    let determiner = at.checked_sub(1).is_some_and(|before| sentence.is(before, Role::Determiner));
    let month = sentence.is(at, Role::Month) && at > 0 && sentence.tokens.get(at).is_some_and(|t| t.capital);
    // "of", "any" and the like stand before a verb only where the verb is a noun; "no ... is planned" begins with "no".
    month || !sentence.is(at, Role::No) && determiner && !sentence.is(at, Role::Copula)
}

/// Whether a clause begins at the word.
fn splits(sentence: &Sentence<'_>, verbs: &[Verb], at: usize) -> bool {
    let Some(token) = sentence.tokens.get(at) else { return false };
    if token.gap == Gap::Hard || sentence.is(at, Role::Splitting) {
        return true;
    }
    if !sentence.is(at, Role::Joining) {
        return false;
    }
    let left = verbs.iter().rev().find(|v| v.words.start < at);
    let right = verbs.iter().find(|v| v.words.start > at && v.sure);
    let (Some(left), Some(right)) = (left, right) else { return false };
    if right.words.start == at + 1 || (right.words.start == at + 2 && sentence.is(at + 1, Role::Also)) {
        return true;
    }
    let distance = right.words.start - at;
    // "that the rights of workers and users are protected": the part before "and" still waits for its verb.
    let waiting = (left.words.end..at).any(|i| sentence.is(i, Role::Subordinate));
    let inner = (at + 1..right.words.start).any(|i| {
        [Role::Subordinate, Role::Splitting, Role::Joining].into_iter().any(|role| sentence.is(i, role))
    });
    let subject = token.gap == Gap::Comma || is_subject(sentence, at + 1);
    let verb_before = verbs.iter().any(|v| v.words.start < at && v.sure);
    verb_before && distance <= 9 && !waiting && !inner && subject
}

/// "and *the Government* will", "and *access* will": something that can be a subject follows.
fn is_subject(sentence: &Sentence<'_>, at: usize) -> bool {
    !sentence.is(at, Role::Preposition)
}

/// The end of a side clause at the start: "As algorithms spread, |the Government will".
fn side_end(sentence: &Sentence<'_>, verbs: &[Verb]) -> Option<usize> {
    // "Should the pilot succeed, |the Ministry will".
    let inverted = sentence.is(0, Role::Inverts) && sentence.marks.at(0, Mark::Condition).is_some();
    if !sentence.is(0, Role::Side) && !inverted {
        return None;
    }
    let first = verbs.iter().find(|v| v.sure)?;
    let later = (first.words.end..sentence.tokens.len())
        .find(|at| sentence.tokens.get(*at).is_some_and(|t| t.gap == Gap::Comma))?;
    verbs.iter().any(|v| v.words.start >= later && v.sure).then_some(later)
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::*;

    fn cut(text: &str) -> Vec<(String, Option<String>)> {
        let codebook = builtin();
        let sentence = Sentence::new(text, codebook.main());
        let written = |words: Range<usize>| sentence.written(words).to_owned();
        clauses(&sentence).into_iter().map(|c| (written(c.words), c.main.map(|v| written(v.words)))).collect()
    }

    fn mains(text: &str) -> Vec<String> {
        cut(text).into_iter().filter_map(|(_, main)| main).collect()
    }

    #[test]
    fn two_verbs_with_one_subject_are_two_clauses() {
        assert_eq!(mains("The ministry has trained judges and will publish statistics."), ["has", "will"]);
        assert_eq!(mains("It published reports and will train judges."), ["published", "will"]);
    }

    #[test]
    fn a_joined_subject_or_part_is_one_clause() {
        assert_eq!(mains("Companies, experts and the Ombudsman attended the workshop."), ["attended"]);
        assert_eq!(mains("It will ensure that the rights of workers and users are protected."), ["will"]);
        assert_eq!(mains("The Authority, which was established in 2005, will publish guidance."), ["will"]);
    }

    #[test]
    fn but_and_side_clauses_have_their_own_verbs() {
        assert_eq!(mains("It has no law, but the Government will draft one."), ["has", "will"]);
        assert_eq!(mains("As algorithms are spreading, the Government will act."), ["are", "will"]);
        assert_eq!(mains("Where personal data are kept, the Ministry will act."), ["will"]);
    }

    #[test]
    fn a_condition_by_inversion_is_a_side_clause() {
        assert_eq!(mains("Should the pilot succeed, the Ministry will act."), ["Should", "will"]);
        assert_eq!(mains("Should firms act, banks will."), ["Should"]);
    }

    #[test]
    fn an_aside_does_not_govern_what_stands_around_it() {
        assert_eq!(mains("The tribunal, which will move in 2025, hears claims."), ["hears"]);
        assert_eq!(mains("The sector, which will grow, employs men."), ["employs"]);
        assert_eq!(mains("An office, which will close in 2025."), ["will"]);
        assert_eq!(mains("The Ministry, if funds allow, will act."), ["will"]);
    }

    #[test]
    fn nouns_are_no_verbs() {
        assert_eq!(mains("The plan to act was abandoned in May 2019."), ["was"]);
        assert_eq!(mains("Political will is needed."), ["is needed"]);
    }

    #[test]
    fn an_action_ahead_in_a_part_governs_what_stands_in_it() {
        let codebook = builtin();
        let sentence =
            Sentence::new("The Minister announced that privacy rules will be revised.", codebook.main());
        let clauses = clauses(&sentence);
        assert_eq!(clauses[0].governing(4).map(|v| v.cue), Some(Cue::Commitment));
        assert_eq!(clauses[0].governing(1).map(|v| v.cue), Some(Cue::Past));
    }
}
