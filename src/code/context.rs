//! What a sentence takes from those around it in its passage: the line above a list, a heading in the same cell, the owner
//! below, the sentence before.

use std::ops::Range;

use super::Level;
use super::clause::Clause;
use super::codebook::{Actor, Cue, Mark};
use super::coder::PassageInput;
use super::heading::{Setting, Standing, standing};
use super::judge::Judge;
use super::rule::Rule;
use super::segment::{Form, Unit};
use super::sentence::{Cover, Sentence};
use super::token::Gap;
use super::tongue::{Role, Tongue};

/// A heading has no more words than this.
const HEADING_WORDS: usize = 10;

/// No plan looks further ahead than so many years.
const YEARS_AHEAD: i32 = 20;

/// What a list takes from the line above it.
#[derive(Clone)]
pub(super) struct Lead {
    pub(super) verdict: Option<(Level, Rule)>,
    /// The words that decided it.
    pub(super) words: String,
    pub(super) themes: Vec<usize>,
}

/// Where "it", "this" or "therefore" carries on the theme of the sentence before.
pub(super) fn carry<'s>(sentence: &Sentence<'s>, own: &[usize]) -> Option<(usize, &'s str)> {
    let all = sentence.tokens.len();
    let starts = sentence.marks.at(0, Mark::CarryStart).filter(|end| {
        let plan = sentence.marks.within(Mark::Plan, 1, end + 1).next().is_some();
        own.is_empty() && !plan
    });
    let found = starts.map(|end| 0..end);
    let found =
        found.or_else(|| sentence.marks.within(Mark::Carry, 0, all).next().map(|hit| hit.start..hit.end));
    // "The Government will ratify it": what it does it to was named before.
    let object = || (1..all).find(|at| own.is_empty() && sentence.refers_back(*at));
    let found = found.or_else(|| object().map(|at| at..at + 1));
    found.map(|words| (words.start, sentence.written(words)))
}

/// What the items under a sentence take from it.
pub(super) fn lead_verdict(judge: &Judge<'_>) -> Option<(Level, Rule)> {
    let sentence = judge.sentence;
    let all = sentence.tokens.len();
    let has_verb = judge.clauses.iter().any(|clause| clause.main.is_some());
    if !has_verb {
        // A heading inside the passage: "Planned measures:".
        return match standing(sentence) {
            Standing::Measures if judge.setting == Setting::Home => {
                Some((Level::Commitment, Rule::ListedMeasure))
            }
            Standing::Context => Some((Level::Mention, Rule::PastAction)),
            _ => None,
        };
    }
    let verdict = judge.whole();
    let measures = (0..all).any(|at| sentence.is(at, Role::MeasureNoun));
    if verdict.rule == Rule::InForce && measures && judge.setting == Setting::Home {
        return Some((Level::Commitment, Rule::ListedMeasure));
    }
    Some((verdict.level, verdict.rule))
}

/// "Responsible party: Ministry of Employment".
pub(super) fn is_owner_line(sentence: &Sentence<'_>) -> bool {
    let Some(end) = sentence.marks.at(0, Mark::Owner) else { return false };
    let last = end.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    let rest = last.and_then(|token| sentence.text.get(token.range.end..)).unwrap_or_default();
    rest.trim_start().starts_with(':')
}

/// Which units have an owner, a date or an indicator beside them.
pub(super) fn owned(
    passage: &PassageInput<'_>,
    units: &[Unit],
    sentences: &[Sentence<'_>],
    tongue: &Tongue,
) -> Vec<bool> {
    let text = passage.text;
    let label = |label: &Range<usize>| Sentence::heading(&text[label.clone()], tongue);
    let mut owned = vec![false; units.len()];
    for (number, sentence) in sentences.iter().enumerate() {
        let dated = |from| is_dated(sentence, from);
        if sentence.covers.contains(&Cover::Owner) || names_owner(sentence) || passage.from.is_some_and(dated)
        {
            owned[number] = true;
        }
        let label = units[number].label.as_ref().map(label);
        let told = label.is_some_and(|label| label.marks.at(0, Mark::Owner).is_some());
        if !told && !is_owner_line(sentence) {
            continue;
        }
        // The line tells of the unit before it, and of the whole list if that is an item.
        for earlier in (0..number).rev() {
            owned[earlier] = true;
            if units[earlier].form != Form::Item || units[earlier].lead.is_none() {
                break;
            }
        }
    }
    owned
}

/// "Campaign on data protection; responsible: Ministry of Justice".
fn names_owner(sentence: &Sentence<'_>) -> bool {
    let all = sentence.tokens.len();
    let mut owners = sentence.marks.within(Mark::Owner, 1, all);
    owners.any(|hit| {
        sentence.gap(hit.start) >= Gap::Bracket && hit.end < all && sentence.gap(hit.end) == Gap::Hard
    })
}

/// "(Ministry of Labour, 2024)", "- Ministry of Economy - 2022-2024", "by 2024", in a plan from `from` on.
fn is_dated(sentence: &Sentence<'_>, from: i32) -> bool {
    let ahead = |at: &usize| {
        let word = sentence.word(*at);
        let year = Some(word).filter(|word| word.len() == 4).and_then(|word| word.parse::<i32>().ok());
        // In its first year a plan may as well tell of what was done.
        year.is_some_and(|year| (from + 1..from + YEARS_AHEAD).contains(&year))
    };
    let Some(year) = (1..sentence.tokens.len()).rev().find(ahead) else { return false };
    let apart = |at: usize| {
        sentence.is_dashed(at) || sentence.tokens.get(at).is_some_and(|token| token.gap >= Gap::Comma)
    };
    let own = Mark::Actor(Actor::Own);
    let mut owners = sentence.marks.within(own, 2, year).map(|hit| {
        // "Data Protection Office": the name begins before the word for the body.
        let named = |at: &usize| sentence.cover_of(*at) == Cover::Name;
        let start = (0..hit.start).rev().take_while(|at| named(at) && !apart(*at + 1)).last();
        start.unwrap_or(hit.start)
    });
    // "by the end of 2024", and not "by Parliament in 2024".
    let date =
        |at: usize| (at + 1..year).all(|at| sentence.tokens.get(at).is_some_and(|token| !token.capital));
    let by = (year.saturating_sub(4)..year).any(|at| sentence.is(at, Role::Agent) && date(at));
    let all = sentence.tokens.len();
    if sentence.marks.within(Mark::Cue(Cue::Past), 0, all).next().is_some() {
        return false;
    }
    by || owners
        .any(|start| start > 1 && (apart(start) || apart(start - 1) && sentence.is(start - 1, Role::Article)))
}

/// Whether a line without a verb stands above a sentence as its heading: `4. Access to remedy`.
pub(super) fn is_heading(
    text: &str,
    (units, number): (&[Unit], usize),
    sentence: &Sentence<'_>,
    clauses: &[Clause],
) -> bool {
    let Some((unit, next)) = units.get(number).zip(units.get(number + 1)) else { return false };
    let all = sentence.tokens.len();
    let says_something = clauses.iter().any(|clause| clause.main.is_some())
        || sentence.marks.at(0, Mark::Imperative).is_some()
        || sentence.text.ends_with(['.', ';', ',', '!', '?', '…']);
    if unit.label.is_some()
        || next.form != Form::Sentence
        || says_something
        || !(1..=HEADING_WORDS).contains(&all)
        || sentence.covers.contains(&Cover::Name)
        || !sentence.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    {
        return false;
    }
    let small = [Role::Preposition, Role::Article, Role::Joining, Role::Determiner, Role::NameOf];
    // A line that was merely broken goes on in the next.
    if small.into_iter().any(|role| sentence.is(all - 1, role)) {
        return false;
    }
    let before = number.checked_sub(1).map_or(0, |earlier| units[earlier].range.end);
    let around = [before..unit.range.start, unit.range.end..next.range.start];
    let [sign, below] = around.map(|range| text.get(range).unwrap_or_default());
    let own_line = (number == 0 || sign.contains(['\n', '\r'])) && below.contains(['\n', '\r']);
    own_line && (unit.form == Form::Sentence || sign.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::codebook::builtin;
    use super::super::coder::Coder;
    use super::super::stage::States;
    use super::*;
    use crate::resolve::Iso3;

    struct Nowhere;

    impl States for Nowhere {
        fn names(&self, _: &str) -> Vec<(Iso3, Vec<String>)> {
            Vec::new()
        }
    }

    /// The level of each theme that a passage earns, in a plan of a year.
    fn levels(text: &str, from: Option<i32>) -> Vec<(usize, &'static str)> {
        let coder = Coder::new(builtin(), &Nowhere);
        let text = Arc::from(text);
        let input = PassageInput { from, ..PassageInput::plain(&text, "", 0) };
        coder.code_passage(&input).0.iter().map(|found| (found.theme, found.level.as_str())).collect()
    }

    #[test]
    fn a_heading_in_the_passage_holds_for_what_stands_under_it() {
        for text in [
            "4. Access to remedy\nThe Ministry will train judges.",
            "Access to remedy\n\nThe Ministry will train judges.",
        ] {
            assert_eq!(levels(text, None), [(3, "commitment")], "{text}");
        }
        let letterhead =
            "Ministry of Justice\nOmbudsman's Office\nThe Ministry will publish a report on roads.";
        assert!(!levels(letterhead, None).contains(&(3, "commitment")));
        // Broken in the middle, a list without signs, a heading that another one follows.
        for text in [
            "Access to remedy for\nWorkers is weak. The Ministry will build roads.",
            "Access to remedy\nData protection\nThe Ministry will build roads.",
            "Access to remedy\nNobody knows it.\nRoads\nThe Ministry will build roads.",
        ] {
            assert!(levels(text, None).contains(&(3, "mention")), "{text}");
        }
    }

    #[test]
    fn an_owner_with_a_date_that_is_ahead_makes_a_measure() {
        for text in [
            "Campaign on data protection (Ministry of Justice, Q2 2024)",
            "- Campaign on data protection - Ministry of Justice - 2022-2024",
            "Campaign on data protection, Data Protection Office, 2024",
            "A campaign on data protection by the end of 2024",
        ] {
            assert_eq!(levels(text, Some(2021)), [(2, "commitment")], "{text}");
            assert_eq!(levels(text, Some(2024)), [(2, "mention")], "{text}");
            assert_eq!(levels(text, None), [(2, "mention")], "{text}");
        }
        for text in [
            "Data protection law adopted by Parliament in March 2022.",
            "Personal data of workers by Company in 2023",
        ] {
            assert_eq!(levels(text, Some(2021)), [(2, "mention")], "{text}");
        }
        let text = "The Ministry of Justice, 2024: data protection";
        assert_eq!(levels(text, Some(2021)), [(2, "mention")]);
        let text = "Campaign on data protection; responsible: Ministry of Justice";
        assert_eq!(levels(text, None), [(2, "commitment")]);
    }

    #[test]
    fn what_is_done_to_it_is_done_to_what_was_named_before() {
        let text = "Experts asked for a complaints office. The Government will set it up by 2024.";
        assert_eq!(levels(text, None), [(3, "commitment")]);
        let text = "Experts asked for a complaints office. The Government will see it that way.";
        assert_eq!(levels(text, None), [(3, "mention")]);
    }

    #[test]
    fn the_word_of_others_is_theirs() {
        for text in [
            "Participants hoped that the Ministry will adopt a law on data protection.",
            "According to trade unions, the Government will adopt a law on data protection.",
            "It was demanded that the Government shall adopt a law on data protection.",
            "It is unclear whether the Government will adopt a law on data protection.",
            "Nothing suggests that the Government will adopt a law on data protection.",
            "The Ombudsman, who will retire, reads about data protection.",
        ] {
            assert!(levels(text, None).contains(&(2, "mention")), "{text}");
        }
        for text in [
            "The Minister announced that the Government will adopt a law on data protection.",
            "According to the plan, the Government will adopt a law on data protection.",
            "According to EU law, the Government will adopt a law on data protection.",
            "As trade unions demanded, the Government will adopt a law on data protection.",
        ] {
            assert_eq!(levels(text, None), [(2, "commitment")], "{text}");
        }
    }
}
