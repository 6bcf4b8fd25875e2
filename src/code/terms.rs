//! Which themes a sentence names, and by which words.

use std::ops::Range;

use super::codebook::TermMark;
use super::index::Hit;
use super::sentence::{Cover, Sentence};
use super::signs::Signs;
use super::tongue::{Role, Tongue};

/// A theme named by words of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Index of the theme.
    pub(super) theme: usize,
    /// The words.
    pub(super) words: Range<usize>,
    /// Whether they are part of a document's title.
    pub(super) in_title: bool,
}

/// The terms of a sentence that count, and those that would in a wider reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Named {
    /// They name their theme here.
    pub(super) counted: Vec<Term>,
    /// They need the company of other words, and have none.
    pub(super) alone: Vec<Term>,
}

/// The terms of a sentence that count, by theme and place. `blocked` are acronyms that stand for another name here.
pub(super) fn terms(sentence: &Sentence<'_>, blocked: &[String]) -> Vec<Term> {
    named(sentence, blocked).counted
}

/// The terms of a sentence; see [`terms`].
pub(super) fn named(sentence: &Sentence<'_>, blocked: &[String]) -> Named {
    let hits = sentence.find(&sentence.tongue.terms);
    let mut found: Vec<Term> = Vec::new();
    let (mut weak, mut alone) = (Vec::new(), Vec::new());
    for hit in &hits {
        match hit.label {
            TermMark::Name { theme } => {
                if stands(sentence, &hits, hit, theme) {
                    found.push(term(sentence, hit, theme));
                }
            }
            TermMark::Strong { theme } => {
                let whole =
                    hit.end - hit.start == 1 && blocked.iter().any(|b| *b == sentence.word(hit.start));
                if !whole && stands(sentence, &hits, hit, theme) {
                    found.push(term(sentence, hit, theme));
                }
            }
            TermMark::Weak { theme, group } => weak.push((hit, theme, group)),
            TermMark::With { .. } | TermMark::Unless { .. } => {}
        }
    }
    for (hit, theme, group) in weak {
        let beside = |with: &Hit<TermMark>| {
            let apart = with.end <= hit.start || with.start >= hit.end;
            with.label == TermMark::With { group } && apart && sentence.cover_of(with.start) != Cover::Name
        };
        // A weak term beside a strong one says nothing new of the theme, but its verb may be the firmer one.
        let company = hits.iter().any(beside) || found.iter().any(|t| t.theme == theme && !t.in_title);
        if stands(sentence, &hits, hit, theme) {
            let term = term(sentence, hit, theme);
            if company { found.push(term) } else { alone.push(term) }
        }
    }
    alone.retain(|term| !term.in_title);
    found.sort_by(|a, b| (a.theme, a.words.start, b.words.end).cmp(&(b.theme, b.words.start, a.words.end)));
    found.dedup_by(|b, a| a.theme == b.theme && b.words.end <= a.words.end);
    Named { counted: found, alone }
}

fn term(sentence: &Sentence<'_>, hit: &Hit<TermMark>, theme: usize) -> Term {
    let in_title = sentence.cover_of(hit.start) == Cover::Title;
    Term { theme, words: hit.start..hit.end, in_title }
}

/// Whether a hit counts: not inside an excluded phrase, and in a name only where the codebook allows the name.
fn stands(sentence: &Sentence<'_>, hits: &[Hit<TermMark>], hit: &Hit<TermMark>, theme: usize) -> bool {
    // Hits are sorted by start: a phrase that covers this one begins no later.
    let until = hits.partition_point(|other| other.start <= hit.start);
    let inside = |label: TermMark| {
        hits[..until]
            .iter()
            .rev()
            .take_while(|o| o.start + 40 > hit.start)
            .any(|o| o.label == label && hit.end <= o.end)
    };
    let named = matches!(sentence.cover_of(hit.start), Cover::Name | Cover::Owner);
    !inside(TermMark::Unless { theme }) && (!named || inside(TermMark::Name { theme }))
}

/// Why words of a theme earn nothing where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Passed {
    /// They are part of an organisation's name.
    Name,
    /// They are part of a document's title that is merely cited.
    Title,
    /// They stand inside a phrase that the codebook excludes.
    Excluded(String),
    /// They need the company of other words.
    Alone,
    /// The acronym stands for something else in this passage.
    OtherName,
    /// The sentence says that they are absent.
    Negated,
}

/// Words of a theme in a sentence that earn nothing, with the reason. `named` are those that count; `negated` tells
/// which of them a statement of absence reaches.
pub(super) fn passed_over(
    sentence: &Sentence<'_>,
    theme: usize,
    blocked: &[String],
    named: &[Term],
    negated: &dyn Fn(&Term) -> bool,
) -> Vec<(Range<usize>, Passed)> {
    let hits = sentence.find(&sentence.tongue.terms);
    let mut over: Vec<(Range<usize>, Passed)> = Vec::new();
    for hit in &hits {
        let weak = match hit.label {
            TermMark::Strong { theme: of } | TermMark::Name { theme: of } if of == theme => false,
            TermMark::Weak { theme: of, .. } if of == theme => true,
            _ => continue,
        };
        let words = hit.start..hit.end;
        let counts = named.iter().find(|term| term.theme == theme && term.words.contains(&hit.start));
        let why = match counts {
            Some(term) if negated(term) => Passed::Negated,
            Some(term) if term.in_title => Passed::Title,
            Some(_) => continue,
            None => why_not(sentence, &hits, hit, weak, theme, blocked),
        };
        // Of phrases within each other the longest, which comes first, is told.
        if over.iter().all(|(known, _)| !known.contains(&hit.start)) {
            over.push((words, why));
        }
    }
    over
}

fn why_not(
    sentence: &Sentence<'_>,
    hits: &[Hit<TermMark>],
    hit: &Hit<TermMark>,
    weak: bool,
    theme: usize,
    blocked: &[String],
) -> Passed {
    let around = |other: &&Hit<TermMark>| {
        other.label == TermMark::Unless { theme } && other.start <= hit.start && hit.end <= other.end
    };
    if let Some(phrase) = hits.iter().find(around) {
        return Passed::Excluded(sentence.written(phrase.start..phrase.end).to_owned());
    }
    match sentence.cover_of(hit.start) {
        Cover::Name | Cover::Owner => Passed::Name,
        Cover::Title => Passed::Title,
        Cover::Open if blocked.iter().any(|word| word == sentence.word(hit.start)) => Passed::OtherName,
        Cover::Open if weak => Passed::Alone,
        Cover::Open => Passed::Name,
    }
}

/// Acronyms that the passage itself introduces for something else: `Amnesty International (AI)`.
pub(super) fn blocked(text: &str, tongue: &Tongue) -> Vec<String> {
    if may_introduce(text) { introduced(&Sentence::new(text, tongue)) } else { Vec::new() }
}

/// Whether an acronym may be introduced, which happens in brackets or quotation marks: `Amnesty International (AI)`;
/// or before them, `AI (avian influenza)`.
fn may_introduce(text: &str) -> bool {
    static OPENING: Signs = Signs::new(&['(', '“', '"']);
    let follows =
        |at: usize| text.get(at..).and_then(|rest| rest.chars().skip(1).find(|c| !c.is_whitespace()));
    let before = |at: usize| text.get(..at).and_then(|rest| rest.trim_end().chars().next_back());
    OPENING.all(text).any(|(at, _)| {
        follows(at).is_some_and(|c| !c.is_lowercase()) || before(at).is_some_and(char::is_uppercase)
    })
}

fn introduced(sentence: &Sentence<'_>) -> Vec<String> {
    let hits = sentence.find(&sentence.tongue.terms);
    let mut blocked = Vec::new();
    for at in 0..sentence.tokens.len() {
        let token = &sentence.tokens[at];
        let before = sentence.text[..token.range.start].trim_end().ends_with(['(', '“', '"']);
        let rest = sentence.text[token.range.end..].trim_start();
        let after = rest.starts_with([')', '”', '"']);
        // "AI (avian influenza)"; the first word too may be one.
        if token.capitals && rest.starts_with('(') {
            if let Some(end) = spelled_behind(sentence, at)
                && !names_theme_of(&hits, at + 1..end, at)
            {
                blocked.push(token.lower.to_string());
            }
            continue;
        }
        if !(token.capitals && before && after) || at == 0 {
            continue;
        }
        // "Artificial insemination services (AI)": one word more may stand between.
        let start = spelled_out(sentence, at, at).or_else(|| spelled_out(sentence, at, at - 1));
        if let Some(start) = start
            && !names_theme_of(&hits, start..at, at)
        {
            blocked.push(token.lower.to_string());
        }
    }
    blocked
}

/// Where the words in brackets end whose initials are the acronym at `at`, before them.
fn spelled_behind(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let mut word = at + 1;
    for letter in sentence.word(at).chars() {
        while sentence.is(word, Role::Small) {
            word += 1;
        }
        if !sentence.word(word).starts_with(letter) {
            return None;
        }
        word += 1;
    }
    let last = word.checked_sub(1).and_then(|last| sentence.tokens.get(last))?;
    sentence.text.get(last.range.end..)?.trim_start().starts_with(')').then_some(word)
}

/// Where the words begin whose initials are the acronym at `at`, and which end before `end`.
fn spelled_out(sentence: &Sentence<'_>, at: usize, end: usize) -> Option<usize> {
    let acronym = sentence.word(at).strip_suffix('s').unwrap_or(sentence.word(at));
    let mut word = end;
    for letter in acronym.chars().rev() {
        word = word.checked_sub(1)?;
        while sentence.is(word, Role::Small) {
            word = word.checked_sub(1)?;
        }
        if !sentence.word(word).starts_with(letter) {
            return None;
        }
    }
    Some(word)
}

/// Whether the words name a theme that the acronym is a term of.
fn names_theme_of(hits: &[Hit<TermMark>], words: Range<usize>, acronym: usize) -> bool {
    let theme = |hit: &Hit<TermMark>| match hit.label {
        TermMark::Strong { theme } | TermMark::Weak { theme, .. } | TermMark::Name { theme } => Some(theme),
        _ => None,
    };
    let of_acronym: Vec<_> = hits.iter().filter(|h| h.start == acronym).filter_map(theme).collect();
    hits.iter()
        .filter(|h| words.contains(&h.start) && h.end <= words.end)
        .filter_map(theme)
        .any(|t| of_acronym.contains(&t))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codebook::builtin;
    use super::*;

    fn named(text: &str) -> Vec<(String, String)> {
        let codebook = builtin();
        let sentence = Sentence::new(text, codebook.main());
        let blocked = blocked(text, codebook.main());
        let terms = terms(&sentence, &blocked);
        let id = |t: &Term| codebook.themes()[t.theme].id.clone();
        terms.iter().map(|t| (id(t), sentence.written(t.words.clone()).to_owned())).collect()
    }

    #[test]
    fn an_acronym_may_be_introduced_in_brackets_and_quotation_marks_only() {
        for text in [
            "Amnesty International (AI)",
            "( AI )",
            "a “AI”",
            "x \"AI\"",
            "(a) and (5G)",
            "AI (artificial intelligence)",
        ] {
            assert!(may_introduce(text), "{text}");
        }
        for text in ["", "(", "AI", "Ai (artificial)", "(an “online” tool)"] {
            assert!(!may_introduce(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn an_acronym_is_looked_for_wherever_one_is_introduced(
            text in r#"([(“"] ?(AI|ICT|AIs|Ai|ai|5G|\PC)[)”"]|(Amnesty|Internet) | of |the |\PC){0,20}"#,
        ) {
            let found = introduced(&Sentence::new(&text, builtin().main()));
            prop_assert!(found.is_empty() || may_introduce(&text), "{:?}", found);
        }
    }

    /// The handbook's column "not enough by itself", and what comes near to it.
    #[test]
    fn what_is_not_enough_by_itself_names_nothing() {
        for text in [
            "technical assistance and technology transfer",
            "see www.privacy.example/remedy or write to ai@remedy.example by e-mail",
            "an online form on the website, available online",
            "the plan was published on the internet",
            "automation of the production line",
            "Amnesty International (AI) wrote; AI asked again",
            "surveillance of markets and camera surveillance of shops",
            "the private sector and private enterprises",
            "Privacy International and the Privacy Press",
            "to remedy this gap and to remedy the shortcomings",
            "sanctions and fines",
            "the removal of content within a day",
            "racial profiling by guards",
            "the Ministry of Telecommunications and Information Technology",
            "the National Contact Point will hold a seminar",
            "the Court of Auditors, the tennis court and the audit court",
            "an algorithmless method, remedial classes, soil remediation",
            "green technologies, medical technology",
        ] {
            assert_eq!(named(text), [], "{text}");
        }
    }

    #[test]
    fn terms_are_found_with_their_variants() {
        let cases = [
            ("broadband", "ict"),
            ("telecoms operators", "ict"),
            ("Internet shutdowns", "ict"),
            ("dual-use goods", "ict"),
            ("cybersecurity", "ict"),
            ("e-waste", "ict"),
            ("new technologies", "ict"),
            ("tech companies", "ict"),
            ("online platforms", "ict"),
            ("electronics", "ict"),
            ("spyware", "ict"),
            ("digitalization", "ict"),
            ("conflict minerals used in smartphones", "ict"),
            ("surveillance technologies", "ict"),
            ("algorithms", "ai"),
            ("automated decision-making", "ai"),
            ("machine-learning models", "ai"),
            ("facial recognition", "ai"),
            ("profiling by algorithms", "ai"),
            ("right to privacy", "privacy"),
            ("personal data", "privacy"),
            ("GDPR", "privacy"),
            ("the Data Protection Ombudsman", "privacy"),
            ("private life", "privacy"),
            ("grievance mechanisms", "remedy"),
            ("ombudsperson", "remedy"),
            ("access to courts", "remedy"),
            ("courts hear claims of victims", "remedy"),
            ("labour tribunals", "remedy"),
            ("class actions", "remedy"),
            ("mediation", "remedy"),
            ("the NCP receives complaints", "remedy"),
            ("legal aid", "remedy"),
        ];
        for (text, theme) in cases {
            assert!(named(text).iter().any(|(id, _)| id == theme), "{text}: {:?}", named(text));
        }
    }

    #[test]
    fn ai_alone_is_not_ict() {
        assert!(named("AI and machine learning").iter().all(|(id, _)| id == "ai"));
    }
}
