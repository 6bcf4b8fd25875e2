//! What a coder may want to look at again, though nothing about it is wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{By, Coded, Level};
use crate::diagnostic::{Diagnostics, Kind, Place, Source};
use crate::read::Meaning;

/// Tells codes that stand without a passage in a sheet where others have theirs: once a sheet, at the first.
pub(super) fn codes_without_passage(coded: &[Coded], problems: &mut Diagnostics) {
    #[derive(Default)]
    struct Seen<'a> {
        with: bool,
        without: Vec<&'a Place>,
    }
    let mut sheets: BTreeMap<&Arc<Source>, Seen<'_>> = BTreeMap::new();
    for one in coded {
        let record = &one.entry.record;
        let text =
            [Meaning::Passage, Meaning::Statement].iter().any(|meaning| record.get(*meaning).is_some());
        let by_person = one.findings.iter().filter(|finding| finding.by == By::Person);
        let mut firm = by_person.filter(|finding| finding.level >= Level::Mention).peekable();
        if firm.peek().is_none() {
            continue;
        }
        let seen = sheets.entry(&record.place.source).or_default();
        seen.with |= text;
        if !text {
            seen.without.extend(firm.map(|finding| &finding.place));
        }
    }
    for Seen { with, mut without } in sheets.into_values() {
        without.sort();
        without.dedup();
        let Some(first) = without.first().filter(|_| with) else { continue };
        let message = match without.len() {
            1 => {
                "a code says that the plan addresses a theme, without the passage that it rests on".to_owned()
            }
            many => format!(
                "{many} codes of the sheet say that a plan addresses a theme, without the passage that they rest \
                 on; this is the first"
            ),
        };
        problems.push(
            Kind::CodeWithoutPassage,
            first,
            message,
            "add the passage, so that a reader can check the code",
        );
    }
}
