//! One plan under two periods: a table that knows only its first year, beside one that knows its end.

use std::collections::{BTreeMap, BTreeSet};

use super::period::{End, Period};
use super::{Entry, Gazetteer, Iso3};
use crate::diagnostic::{Diagnostics, Kind};
use crate::read::Meaning;

/// Takes `2017` to be the edition `2017-2020` of its country, where that is the only other one which starts then, and
/// tells it once for each.
pub(super) fn join(entries: &mut [Entry], gazetteer: &Gazetteer, problems: &mut Diagnostics) {
    let mut starts: BTreeMap<(Iso3, u16), BTreeSet<Period>> = BTreeMap::new();
    // The rows of a plan stand together.
    for rows in entries.chunk_by(|a, b| a.country == b.country && a.period == b.period) {
        let Some((first, start)) = rows.first().and_then(|row| Some((row, row.period.start?))) else {
            continue;
        };
        starts.entry((first.country, start)).or_default().insert(first.period.clone());
    }
    let whole = starts.into_iter().filter_map(|(key, periods)| {
        let (short, long): (Vec<_>, Vec<_>) =
            periods.into_iter().partition(|period| period.end == End::NotStated);
        let one = <[Period; 1]>::try_from(long).ok().filter(|_| !short.is_empty());
        one.map(|[period]| (key, period))
    });
    let whole: BTreeMap<(Iso3, u16), Period> = whole.collect();
    if whole.is_empty() {
        return;
    }
    let mut told = BTreeSet::new();
    for entry in entries.iter_mut().filter(|entry| entry.period.end == End::NotStated) {
        let Some(start) = entry.period.start else { continue };
        let Some(period) = whole.get(&(entry.country, start)) else { continue };
        if told.insert((entry.country, start)) {
            let cell = entry.record.get(Meaning::Period).map(|cell| cell.place());
            let name = &gazetteer.country(entry.country).display.en;
            problems.push(
                Kind::SameEdition,
                &cell.unwrap_or_else(|| entry.record.place.clone()),
                format!("the plan of `{name}` of `{start}` is taken to be that of `{period}`"),
                "give both the same period, or another year to a plan of its own",
            );
        }
        entry.period = period.clone();
    }
}
