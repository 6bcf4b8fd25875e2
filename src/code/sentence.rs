//! A sentence, item or heading as the later steps see it: words, marks, and what the words are covered by.
//!
//! Handbook rule 5: what stands in an address, a cited title or an organisation's name earns nothing. Addresses
//! give no words at all ([`super::token`]); names and titles are covered here.

use std::ops::Range;
use std::rc::Rc;

use super::codebook::{Mark, Marks};
use super::index::{Hit, Index};
use super::known::{self, Known};
use super::signs::Signs;
use super::token::{Gap, Token};
use super::tongue::{Role, Roles, Tongue};

/// What a word is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cover {
    /// Running text.
    Open,
    /// The title of a document. It counts only where the state's action ahead makes that document.
    Title,
    /// The name of an organisation.
    Name,
    /// The owner of a measure, in square brackets at its end.
    Owner,
}

/// Words, marks and covers of a piece of text.
#[derive(Debug, Clone)]
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
    /// The same words, as the thread knows them.
    known: Vec<Rc<Known>>,
    pub(super) marks: Marks,
    pub(super) covers: Vec<Cover>,
    /// Words that another speaks: runs within quotation marks that are no title.
    pub(super) quotes: Vec<Range<usize>>,
    /// Whether all is in capitals, so that a capital makes no name.
    shouts: bool,
    /// What each word does in the sentence.
    roles: Vec<Roles>,
    pub(super) tongue: &'a Tongue,
}

impl<'a> Sentence<'a> {
    /// Reads a sentence or list item.
    pub(super) fn new(text: &'a str, tongue: &'a Tongue) -> Self {
        let mut sentence = Self::uncovered(text, tongue);
        sentence.cover_names();
        sentence.cover_titles();
        sentence.cover_owner();
        sentence
    }

    /// Reads a heading. In title case every noun has a capital, so names are told by their first noun alone.
    pub(super) fn heading(text: &'a str, tongue: &'a Tongue) -> Self {
        let mut sentence = Self::uncovered(text, tongue);
        if sentence.mostly_capitals() {
            for at in 0..sentence.tokens.len() {
                if sentence.is(at, Role::MinistryHead) {
                    let end = sentence.name_after(at);
                    sentence.cover(at..end, Cover::Name);
                }
            }
        } else {
            sentence.cover_names();
        }
        sentence
    }

    fn uncovered(text: &'a str, tongue: &'a Tongue) -> Self {
        let tokens = tongue.tokenize(text);
        let known = known::words(&tokens);
        let marks = Marks::of(tongue.marks.find(&tokens, &known), tokens.len());
        let covers = vec![Cover::Open; tokens.len()];
        let words = tokens.iter().zip(&known);
        let roles = words.map(|(token, known)| tongue.grammar.roles_of(token, known)).collect();
        let long = tokens.iter().filter(|token| token.lower.len() > 3);
        let shouts = tokens.len() > 4 && long.clone().count() > 2 && long.clone().all(|token| token.capitals);
        Self { text, tokens, known, marks, covers, quotes: Vec::new(), shouts, roles, tongue }
    }

    /// Where the phrases of an index stand in it.
    pub(super) fn find<L: Copy + Ord>(&self, index: &Index<L>) -> Vec<Hit<L>> {
        index.find(&self.tokens, &self.known)
    }

    /// Whether the word plays the role; past the end, none does.
    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.roles.get(at).is_some_and(|roles| roles.has(role))
    }

    /// The word in lower case; empty past the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.lower)
    }

    /// What the word is part of.
    pub(super) fn cover_of(&self, at: usize) -> Cover {
        self.covers.get(at).copied().unwrap_or(Cover::Open)
    }

    /// The words as written.
    pub(super) fn written(&self, words: Range<usize>) -> &'a str {
        let start = self.tokens.get(words.start).map(|t| t.range.start);
        let end = words.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map(|t| t.range.end);
        start.zip(end).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    fn cover(&mut self, words: Range<usize>, cover: Cover) {
        for at in words {
            if let Some(slot) = self.covers.get_mut(at) {
                *slot = cover;
            }
        }
    }

    fn capital(&self, at: usize) -> bool {
        !self.shouts && self.tokens.get(at).is_some_and(|t| t.capital)
    }

    /// What stands before the word; the end closes as a full stop does.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Hard, |t| t.gap)
    }

    /// Whether the word stands for what was named before, and for nothing that follows: "will ratify it".
    pub(super) fn refers_back(&self, at: usize) -> bool {
        self.is(at, Role::Back) && (self.gap(at + 1) > Gap::Soft || self.is(at + 1, Role::AfterBack))
    }

    /// Whether a dash between spaces stands before the word.
    pub(super) fn is_dashed(&self, at: usize) -> bool {
        let end = at.checked_sub(1).and_then(|before| self.tokens.get(before)).map(|token| token.range.end);
        let between =
            end.zip(self.tokens.get(at)).and_then(|(end, token)| self.text.get(end..token.range.start));
        between.is_some_and(|between| between.contains(" - ") || between.contains('='))
    }

    fn mostly_capitals(&self) -> bool {
        let long: Vec<_> = self.tokens.iter().filter(|t| t.lower.len() > 3).collect();
        let capitals = long.iter().filter(|t| t.capital).count();
        long.len() > 2 && capitals * 10 >= long.len() * 7
    }

    /// Names of organisations: `Ministry of Digital Affairs`, `Digital Trust Foundation`.
    fn cover_names(&mut self) {
        for at in 0..self.tokens.len() {
            let begins = self.marks.at(at, Mark::NameBegin).is_some();
            if begins && (self.capital(at) || self.is(at, Role::MinistrySmall) || self.small_before_name(at))
            {
                let end = self.name_after(at);
                if end > at + 1 {
                    self.cover(at..end, Cover::Name);
                }
            }
            if self.capital(at) && self.marks.at(at, Mark::NameEnd).is_some() {
                let start = self.name_before(at);
                if start < at {
                    self.cover(start..at + 1, Cover::Name);
                }
            }
            // "Proyecto de ley sobre ...": what a bill is about is no title.
            let bill = self.marks.at(at, Mark::LawBeforeTitle).is_some();
            if self.capital(at) && !bill && self.marks.at(at, Mark::NameDocument).is_some() {
                let end = self.name_after(at);
                // "Review of the Data Protection Act": what is to be done with a law.
                let done = at == 0
                    && self.marks.at(at, Mark::Imperative).is_some()
                    && end.checked_sub(1).is_some_and(|last| {
                        [Mark::Law, Mark::LawBeforeTitle]
                            .into_iter()
                            .any(|law| self.marks.at(last, law).is_some())
                    });
                if end > at + 1 && !done {
                    self.cover(at..end, Cover::Title);
                }
            }
        }
    }

    /// "l'association Internet Sans Frontières", but not "la commission TIC".
    fn small_before_name(&self, at: usize) -> bool {
        let name = self.capital(at + 1) && self.gap(at + 1) == Gap::Soft;
        name && self.tongue.small_names && self.tokens.get(at + 1).is_some_and(|token| !token.capitals)
    }

    /// The end of a name that goes on after its first noun: `of Economy, Trade and Industry`.
    fn name_after(&self, head: usize) -> usize {
        let mut of = head + 1;
        // "Agence nationale de ...": in some languages adjectives stand behind.
        while self.is(of, Role::NameAdjective) && self.gap(of) == Gap::Soft {
            of += 1;
        }
        let named = self.capital(head) || self.small_before_name(head);
        if self.tongue.small_names && self.capital(of) && named && self.gap(of) == Gap::Soft {
            return self.capitals_after(of);
        }
        if !self.is(of, Role::NameOf) || self.gap(of) != Gap::Soft {
            return of;
        }
        let mut end = of;
        let mut at = of;
        while at < self.tokens.len() && self.gap(at) <= Gap::Comma {
            let joins = self.is(at, Role::NameJoins);
            let comma = self.gap(at) == Gap::Comma;
            // After a comma a new thing may begin; a name goes on only where "and" and a capital follow.
            let listed = (at + 1..at + 4)
                .any(|i| self.is(i, Role::And) && self.gap(i) == Gap::Soft && self.capital(i + 1));
            if comma && !(self.capital(at) && listed) {
                break;
            }
            if self.capital(at) {
                // "Ministry of Labour and ICT companies": the acronym is no longer part of the name.
                if self.tokens[at].capitals && self.lower_noun_of_companies(at + 1) {
                    break;
                }
                end = at + 1;
            } else if !joins {
                // "the ministry of communications": one word, and one more after "and", in small letters.
                // Where names go on in small letters, "l'économie et des finances" has articles between.
                let reach = if self.tongue.small_names { of + 3 } else { of + 2 };
                let joined = (at.saturating_sub(3).max(of)..at).any(|i| self.is(i, Role::And));
                let joined = if self.tongue.small_names { joined } else { self.is(at - 1, Role::And) };
                let small = (self.tongue.small_names || !self.capital(head)) && (at <= reach || joined);
                if !small || self.marks.at(at, Mark::Cue(super::codebook::Cue::Commitment)).is_some() {
                    break;
                }
                end = at + 1;
            }
            at += 1;
        }
        end
    }

    /// The end of a run of capitals, which `y` and `et` may join: `Fundación Internet y Privacidad`.
    fn capitals_after(&self, first: usize) -> usize {
        let mut end = first + 1;
        loop {
            let soft = |at: usize| self.gap(at) == Gap::Soft;
            if self.capital(end) && soft(end) {
                end += 1;
            } else if self.is(end, Role::And) && self.capital(end + 1) && soft(end) && soft(end + 1) {
                end += 2;
            } else {
                return end;
            }
        }
    }

    fn lower_noun_of_companies(&self, at: usize) -> bool {
        let company = Mark::Actor(super::codebook::Actor::Company);
        self.marks.at(at, company).is_some() && !self.capital(at)
    }

    /// The start of a name that ends in its noun: `Electronic Industry Citizenship Coalition`.
    fn name_before(&self, head: usize) -> usize {
        let mut start = head;
        while start > 0 && self.gap(start) == Gap::Soft {
            let before = start - 1;
            let joins = self.is(before, Role::NameJoins) && before > 0 && self.capital(before - 1);
            if !(self.capital(before) && !self.is(before, Role::NameSmall)
                || joins && self.gap(before) == Gap::Soft)
            {
                break;
            }
            start = before;
        }
        start
    }

    /// Titles in quotation marks, and quotations that are no title.
    fn cover_titles(&mut self) {
        for span in quoted(self.text) {
            let first = self.tokens.partition_point(|t| t.range.start < span.start);
            let last = self.tokens.partition_point(|t| t.range.start < span.end);
            let all = self.tokens.len();
            // Quotation marks around the whole sentence are the sheet's, not the plan's.
            if first >= last || (last - first) * 5 > all * 4 {
                continue;
            }
            let before = first.saturating_sub(4)..first;
            let noun =
                |mark: Mark| before.clone().any(|at| self.marks.at(at, mark).is_some_and(|end| end <= first));
            if noun(Mark::LawBeforeTitle) && !noun(Mark::NameDocument) {
                continue;
            }
            let named = noun(Mark::NameDocument) && self.capital(first);
            if named || self.title_case(first..last) {
                self.cover(first..last, Cover::Title);
            } else {
                self.quotes.push(first..last);
            }
        }
    }

    fn title_case(&self, words: Range<usize>) -> bool {
        let long: Vec<_> = self.tokens[words].iter().filter(|t| t.lower.len() > 3).collect();
        let capitals = long.iter().filter(|t| t.capital).count();
        long.len() > 1 && capitals * 10 >= long.len() * 6
    }

    /// `[Ministry of Justice]` at the end.
    fn cover_owner(&mut self) {
        let trimmed = self.text.trim_end_matches(|c: char| c.is_whitespace() || ".;”\"".contains(c));
        let Some(open) = trimmed.rfind('[').filter(|_| trimmed.ends_with(']')) else { return };
        let first = self.tokens.partition_point(|t| t.range.start < open);
        let acts = (first..self.tokens.len()).any(|at| {
            let verb = self.marks.at(at, Mark::Cue(super::codebook::Cue::InForce)).is_some();
            verb || self.marks.at(at, Mark::Cue(super::codebook::Cue::Past)).is_some()
        });
        let named = (first..self.tokens.len()).any(|at| {
            let begin =
                self.marks.at(at, Mark::NameBegin).is_some() || self.marks.at(at, Mark::NameEnd).is_some();
            begin || self.is(at, Role::All) || self.tokens[at].capitals
        });
        if first > 0 && named && !acts {
            self.cover(first..self.tokens.len(), Cover::Owner);
        }
    }
}

/// All that opens or closes a quotation.
static QUOTES: Signs = Signs::new(&['“', '”', '„', '«', '»', '"', '‘', '’', '\'']);

/// The insides of balanced quotation marks, innermost only, as bytes.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in QUOTES.all(text) {
        let inner = at + c.len_utf8();
        let before = text[..at].chars().next_back();
        let opens = match c {
            '“' | '«' | '„' => true,
            '"' => open.is_none_or(|(_, sign)| sign != '"'),
            '‘' | '\'' => before.is_none_or(|b| b.is_whitespace() || b == '('),
            _ => false,
        };
        let closes = |sign: char| match sign {
            '“' => c == '”',
            '„' => c == '“' || c == '”',
            '«' => c == '»',
            '"' => c == '"',
            // An apostrophe inside a word does not close.
            _ => c == '’' && !text[inner..].starts_with(char::is_alphanumeric),
        };
        match open {
            Some((start, sign)) if closes(sign) => {
                found.push(start..at);
                open = None;
            }
            _ if opens => open = Some((inner, if c == '\'' { '‘' } else { c })),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::*;

    fn covered(text: &str) -> String {
        let codebook = builtin();
        let sentence = Sentence::new(text, codebook.main());
        let words = (0..sentence.tokens.len()).filter(|at| sentence.cover_of(*at) != Cover::Open);
        words.map(|at| sentence.word(at).to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_covered_to_their_end_and_no_further() {
        let cases = [
            ("The Ministry of Digital Affairs will meet ICT companies.", "ministry of digital affairs"),
            ("The Ministry of Labour and ICT companies met.", "ministry of labour"),
            ("A talk by the Digital Trust Foundation on privacy.", "digital trust foundation"),
            (
                "The Ministry of Economy, Trade and Industry, ICT firms",
                "ministry of economy trade and industry",
            ),
            (
                "Under the ministry of communications and transport, broadband grew.",
                "ministry of communications and transport",
            ),
            ("The authorities protect privacy.", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(covered(text), expected, "{text}");
        }
    }

    #[test]
    fn titles_are_covered_and_laws_and_whole_quotations_are_not() {
        assert_eq!(covered("They read “Privacy and the Press” again."), "privacy and the press");
        assert_eq!(covered("The report ‘Remedy for all’ was cited."), "remedy for all");
        assert_eq!(covered("The Act on “Protection of Personal Data” applies."), "");
        assert_eq!(covered("“The State will protect privacy.”"), "");
    }

    #[test]
    fn owners_in_brackets_are_covered() {
        assert_eq!(covered("Promote debate on AI. [Ministry of Justice]"), "ministry of justice");
        assert_eq!(covered("It will grow [for example, the state said so]"), "");
    }
}
