//! What coding comes to: statements with what they earned, in little room, since a table of a million rows has most of its
//! memory here.

use std::sync::Arc;

use serde::Serialize;

use super::excerpt::Excerpt;
use super::{Basis, Level, Remarks, Rule, Via};
use crate::diagnostic::Place;
use crate::read::Meaning;
use crate::resolve::Entry;

/// One statement with what it earned.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// The statement.
    pub entry: Entry,
    /// What it earned: people's codes first, then the machine's, themes in order.
    pub findings: Box<[Finding]>,
    texts: Box<[ReadText]>,
    rare: Option<Box<Rare>>,
}

/// What few statements have.
#[derive(Debug, Clone, PartialEq)]
struct Rare {
    not_coded_language: Option<&'static str>,
    uncovered: Box<[usize]>,
    wide: Box<[usize]>,
    pending: Box<[usize]>,
}

/// How the texts of a statement were read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) texts: Vec<ReadText>,
    pub(super) not_coded_language: Option<&'static str>,
    pub(super) uncovered: Vec<usize>,
    pub(super) wide: Vec<usize>,
    /// Themes under which a placeholder stands.
    pub(super) pending: Vec<usize>,
}

/// A text of a statement.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadText {
    meaning: Meaning,
    /// Number of its language in the codebook; `None` where it was not coded.
    tongue: Option<u16>,
    tag: Option<Arc<str>>,
}

impl ReadText {
    /// A text with the tag of its language, where that can be told, and the number that it was coded as.
    pub(super) fn new(meaning: Meaning, tag: Option<Arc<str>>, tongue: Option<u16>) -> Self {
        Self { meaning, tongue, tag }
    }
}

impl Coded {
    pub(super) fn new(entry: Entry, findings: Vec<Finding>, read: Reading) -> Self {
        let Reading { texts, not_coded_language, uncovered, wide, pending } = read;
        let lists = [uncovered, wide, pending];
        let rare = not_coded_language.is_some() || lists.iter().any(|list| !list.is_empty());
        let rare = rare.then(|| {
            let [uncovered, wide, pending] = lists.map(Into::into);
            Box::new(Rare { not_coded_language, uncovered, wide, pending })
        });
        Self { entry, findings: findings.into(), texts: texts.into(), rare }
    }

    /// Whether it gave a text, in whatever language.
    pub(super) fn has_text(&self) -> bool {
        !self.texts.is_empty()
    }

    /// Whether it gave a text in a language that the codebook covers. A theme that is not in it is silent, not missing.
    #[must_use]
    pub fn text_given(&self) -> bool {
        self.read_in().next().is_some()
    }

    /// The language of a text that was not coded.
    #[must_use]
    pub fn not_coded_language(&self) -> Option<&'static str> {
        self.rare.as_ref()?.not_coded_language
    }

    /// The BCP 47 tag of the language of a text, where it can be told.
    #[must_use]
    pub fn language_of(&self, meaning: Meaning) -> Option<Arc<str>> {
        self.texts.iter().find(|text| text.meaning == meaning)?.tag.clone()
    }

    /// Whether the machine read this text: not where its language is not covered, or could not be told.
    pub(crate) fn is_read(&self, meaning: Meaning) -> bool {
        self.texts.iter().any(|text| text.meaning == meaning && text.tongue.is_some())
    }

    /// The texts that were coded, each with the number of its language in the codebook.
    pub(super) fn read_in(&self) -> impl Iterator<Item = (Meaning, usize)> {
        self.texts.iter().filter_map(|text| Some((text.meaning, usize::from(text.tongue?))))
    }

    /// Whether a wider reading would find the theme in its texts: words name it that are not enough by themselves.
    #[must_use]
    pub fn is_wide_for(&self, theme: usize) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.wide.contains(&theme))
    }

    /// Whether a text was given and read for the theme, so that its silence means something.
    #[must_use]
    pub fn is_read_for(&self, theme: usize) -> bool {
        self.text_given() && !self.is_uncovered(theme)
    }

    /// Whether a placeholder stands where a text about the theme should: what is not found elsewhere may stand there.
    #[must_use]
    pub fn is_pending_for(&self, theme: usize) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.pending.contains(&theme))
    }

    /// Whether a text was given that could not be read for the theme: what is not found elsewhere may stand there.
    #[must_use]
    pub fn is_unread_for(&self, theme: usize) -> bool {
        self.not_coded_language().is_some() || self.is_uncovered(theme)
    }

    /// Whether the theme has no terms in the language of a text, which says nothing of it.
    fn is_uncovered(&self, theme: usize) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.uncovered.contains(&theme))
    }
}

/// A level for one theme, with its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Index of the theme in the codebook.
    pub theme: usize,
    /// The level.
    pub level: Level,
    /// What it rests on.
    pub basis: Basis,
    /// Who says so.
    pub by: By,
    /// What it is said of.
    pub scope: Scope,
    /// The rule that decided.
    pub rule: Rule,
    /// How the theme came to the sentence.
    pub via: Via,
    /// The sentence or list item as written; what a person's cell says, for a person's code.
    pub evidence: Excerpt,
    /// The words that decided: the theme's term first, then the cue.
    pub matched: Box<[Excerpt]>,
    /// A condition, or the heading that the theme came from; empty otherwise.
    pub note: Remarks,
    /// The cell.
    pub place: Place,
}

/// Who gave a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A person, in the sheet.
    Person,
    /// The engine, from a text.
    Machine,
}

/// What a level is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// One passage; the highest of an edition wins.
    Passage,
    /// The whole edition; two that disagree are a conflict.
    Edition,
}
