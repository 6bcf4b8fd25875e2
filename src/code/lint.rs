//! What a coder may want to look at again, though nothing about it is wrong.

use std::collections::BTreeMap;

use super::language::of_one_sheet;
use super::{By, Coded, Level};
use crate::diagnostic::{Diagnostics, Kind, Place, Source};

/// Tells codes that stand without a passage in a sheet where others have theirs: once a sheet, at the first.
pub(super) fn codes_without_passage(coded: &[Coded], problems: &mut Diagnostics) {
    #[derive(Default)]
    struct Seen<'a> {
        with: bool,
        without: Vec<&'a Place>,
    }
    fn firm(one: &Coded) -> impl Iterator<Item = &Place> {
        let by_person = one.findings.iter().filter(|finding| finding.by == By::Person);
        by_person.filter(|finding| finding.level >= Level::Mention).map(|finding| &finding.place)
    }
    let mut sheets: BTreeMap<&Source, Seen<'_>> = BTreeMap::new();
    for rows in coded.chunk_by(|one, next| of_one_sheet(&one.entry, &next.entry)) {
        let Some(first) = rows.first() else { continue };
        let seen = sheets.entry(&first.entry.record.place.source).or_default();
        seen.with |= rows.iter().any(|one| one.has_text() && firm(one).next().is_some());
        seen.without.extend(rows.iter().filter(|one| !one.has_text()).flat_map(firm));
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
