//! What the machine reads in a text of a row, in the language that it is in, or most likely in.

use super::coded::{By, Finding, Scope};
use super::coder::{Coder, PassageFinding, PassageInput, Voice};
use super::language::{Among, Language, Other};
use crate::read::{Cell, Meaning};
use crate::resolve::Entry;

/// A text of the row, as it is to be coded.
pub(super) struct Text<'a> {
    pub(super) field: Cell<'a>,
    pub(super) voice: Voice,
}

/// What was read in it.
pub(super) struct Heard {
    /// The language it was read in, as a number of the codebook's.
    pub(super) tongue: u16,
    pub(super) findings: Vec<Finding>,
    /// Themes that a wider reading would find.
    pub(super) wide: Vec<usize>,
}

/// Reads a text, under the themes that a person filed it under. Of the languages that it may be in, that counts in which it
/// speaks of the most themes. What is in no language of the codebook, or names nothing and may be in none, is not read.
pub(super) fn hear(
    coder: &Coder<'_>,
    entry: &Entry,
    text: &Text<'_>,
    filed: &[usize],
    language: Language,
) -> Result<Heard, Other> {
    if let Language::Other(other) = language {
        return Err(other);
    }
    let mut best: Option<Heard> = None;
    for tongue in language.tongues() {
        let heard = in_tongue(coder, entry, text, filed, tongue);
        if best.as_ref().is_none_or(|best| heard.findings.len() > best.findings.len()) {
            best = Some(heard);
        }
    }
    let best = best.unwrap_or_else(|| in_tongue(coder, entry, text, filed, 0));
    let unsure = matches!(language, Language::Among(Among { or_another: true, .. }));
    if unsure && best.findings.is_empty() { Err(Other::NOT_TOLD) } else { Ok(best) }
}

fn in_tongue(coder: &Coder<'_>, entry: &Entry, text: &Text<'_>, filed: &[usize], tongue: u16) -> Heard {
    let own = coder.number_of(entry.country);
    let section = entry.record.text(Meaning::Section).unwrap_or_default();
    let input = PassageInput {
        text: text.field.value,
        section,
        voice: text.voice,
        own,
        filed,
        tongue: usize::from(tongue),
        from: entry.period.start.map(i32::from),
    };
    let (found, wide) = coder.code_passage(&input);
    let findings = found.into_iter().map(|found| finding(found, text.field)).collect();
    Heard { tongue, findings, wide }
}

fn finding(found: PassageFinding, field: Cell<'_>) -> Finding {
    Finding {
        theme: found.theme,
        level: found.level,
        basis: found.basis,
        by: By::Machine,
        scope: Scope::Passage,
        rule: found.rule,
        via: found.via,
        evidence: found.evidence,
        matched: found.matched,
        note: found.note,
        place: field.place(),
    }
}
