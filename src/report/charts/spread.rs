//! Charts of how themes are spread: over the years, over plans together, over the world.

use std::collections::BTreeMap;

use super::plans::dated;
use super::{Data, MOST_TOLD, NamedChart, named};
use crate::chart::{
    Chart, Rgb, ThemesByYear, ThemesTogether, TogetherRow, WorldMap, YearPanel, is_on_map, level_colours,
};
use crate::code::Level;
use crate::compare::{Counts, Edition, Share};
use crate::report::{Material, prose};

/// Most spans of years that a scale has.
const MOST_SPANS: u16 = 4;

/// Spans of years of equal length over the starts of all plans, first and last year of each.
pub(super) fn spans(material: &Material<'_>) -> Vec<(u16, u16)> {
    let starts: Vec<u16> = dated(material).map(|(_, start)| start).collect();
    let (Some(&first), Some(&last)) = (starts.iter().min(), starts.iter().max()) else { return Vec::new() };
    if starts.len() < 4 {
        return Vec::new();
    }
    let step = (last - first + 1).div_ceil(MOST_SPANS).max(1);
    let mut spans = Vec::new();
    let mut from = first;
    while from <= last {
        spans.push((from, from + step - 1));
        from += step;
    }
    spans
}

/// Share of plans that address each theme by the years in which they begin.
pub(super) fn by_year(material: &Material<'_>) -> Option<NamedChart> {
    let words = &*material.words;
    let spans = spans(material);
    let names: Vec<String> = spans
        .iter()
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") })
        .collect();
    let counts = |theme: usize| -> Vec<Counts> {
        let within = |&(from, to): &(u16, u16)| {
            let cells = dated(material).filter(move |(_, start)| (from..=to).contains(start));
            Counts::of(cells.filter_map(move |(edition, _)| Some(edition.cells.get(theme)?.level)))
        };
        spans.iter().map(within).collect()
    };
    let mut rows = Vec::new();
    let mut sentences = Vec::new();
    let panels = material.themes.iter().enumerate().map(|(theme, named)| {
        let shares: Vec<Option<Share>> = counts(theme).iter().map(|counts| counts.share()).collect();
        let texts: Vec<String> = shares.iter().map(|share| prose::of(words, *share)).collect();
        let each = names.iter().zip(&texts).map(|(span, share)| {
            words
                .say("chart-years-share", &[("span", span.as_str().into()), ("share", share.as_str().into())])
        });
        let each: Vec<String> = each.collect();
        let values = [("theme", named.name.as_str().into()), ("shares", each.join(", ").into())];
        sentences.push(words.say("chart-years-row", &values));
        rows.push([vec![named.name.clone()], texts.clone()].concat());
        YearPanel {
            label: named.name.clone(),
            shares: shares
                .iter()
                .map(|share| share.map_or((0, 0), |share| (share.hit, share.of.get())))
                .collect(),
            texts,
        }
    });
    let panels = panels.collect();
    let headers = [vec![words.plain("col-theme")], names.clone()].concat();
    let chart = Chart::Years(ThemesByYear { spans: names, panels });
    let n = dated(material).count() as u32;
    let kind = words.plain("chart-years-kind");
    let note = prose::count(words, "chart-years-note", n);
    let data = Data::Table(headers, rows);
    named("by-year".to_owned(), chart, words.plain("chart-years"), (&kind, &sentences), note, data)
}

/// Headline editions of which every level is known.
pub(super) fn known_throughout<'a>(material: &Material<'a>) -> Vec<&'a Edition> {
    let mut editions = material.headline();
    editions.retain(|edition| edition.cells.iter().all(|cell| cell.level.addresses().is_some()));
    editions
}

/// Most combinations shown; rarer ones stand in the table.
const MOST_COMBINATIONS: usize = 12;

/// Which themes stand in the same plans.
pub(super) fn together(material: &Material<'_>) -> Option<NamedChart> {
    let words = &*material.words;
    let editions = known_throughout(material);
    let mut plans: BTreeMap<Vec<bool>, u32> = BTreeMap::new();
    for edition in &editions {
        let addressed = edition.cells.iter().map(|cell| cell.level.addresses() == Some(true));
        *plans.entry(addressed.collect()).or_default() += 1;
    }
    let mut combinations: Vec<(Vec<bool>, u32)> = plans.into_iter().collect();
    combinations.sort_by_key(|(themes, plans)| {
        (
            std::cmp::Reverse(*plans),
            themes.iter().filter(|in_it| **in_it).count(),
            std::cmp::Reverse(themes.clone()),
        )
    });
    let name = |themes: &[bool]| -> String {
        let shorts: Vec<&str> = material
            .themes
            .iter()
            .zip(themes)
            .filter(|(_, in_it)| **in_it)
            .map(|(theme, _)| theme.short.as_str())
            .collect();
        match shorts.as_slice() {
            [] => words.plain("chart-together-none"),
            [only] => words.say("chart-together-only", &[("theme", (*only).into())]),
            _ => prose::list(words, &shorts),
        }
    };
    let sentences: Vec<String> = combinations
        .iter()
        .take(MOST_COMBINATIONS)
        .map(|(themes, n)| {
            let values =
                [("themes", name(themes).into()), ("plans", prose::count(words, "plans", *n).into())];
            format!("{}.", prose::capital(&words.say("chart-together-row", &values)))
        })
        .collect();
    let rows = combinations.iter().take(MOST_COMBINATIONS).map(|(themes, n)| TogetherRow {
        themes: themes.clone(),
        plans: *n,
        text: prose::count(words, "plans", *n),
    });
    let chart = Chart::Together(ThemesTogether {
        themes: material.themes.iter().map(|theme| theme.short.clone()).collect(),
        rows: rows.collect(),
    });
    let table = combinations.iter().map(|(themes, n)| vec![prose::capital(&name(themes)), prose::number(*n)]);
    let data = Data::Table(vec![words.plain("h-themes"), words.plain("col-plans")], table.collect());
    let (n, left) = (editions.len() as u32, (material.coverage.headline.len() - editions.len()) as u32);
    let note = words.say("chart-together-note", &[("n", n.into()), ("left", left.into())]);
    let kind = words.plain("chart-together-kind");
    named("together".to_owned(), chart, words.plain("chart-together"), (&kind, &sentences), note, data)
}

/// One edition a country for a map: of the headline editions the latest.
pub(super) fn on_map<'a>(material: &Material<'a>) -> Vec<&'a Edition> {
    let mut editions = material.headline();
    editions.retain(|edition| edition.latest);
    editions
}

/// A step from the palest to the darkest colour of the levels.
pub(super) fn shade(step: usize, of: usize) -> Rgb {
    let (from, to) = (level_colours(Level::Mention).fill, level_colours(Level::Commitment).fill);
    let part = if of > 1 { (step - 1) as f64 / (of - 1) as f64 } else { 1.0 };
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    Rgb(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// The ground of a country with a plan of which nothing is known: paper, within its outline.
const UNKNOWN_LAND: Rgb = Rgb::WHITE;
/// The ground of a country whose plan is known not to address the theme: warm, apart from the grey of other land.
const NONE_LAND: Rgb = Rgb(0xF2, 0xE0, 0xBC);

pub(super) fn map_of_all(material: &Material<'_>) -> Option<NamedChart> {
    let words = &*material.words;
    let themes = material.themes.len();
    let mut steps = vec![(NONE_LAND, prose::count(words, "chart-map-legend", 0))];
    steps.extend((1..=themes).map(|n| (shade(n, themes), prose::count(words, "chart-map-legend", n as u32))));
    steps.push((UNKNOWN_LAND, words.plain("chart-map-unknown")));
    let editions = on_map(material);
    let step = |edition: &Edition| {
        let known = edition.cells.iter().any(|cell| cell.level.addresses().is_some());
        let addressed = edition.cells.iter().filter(|cell| cell.level.addresses() == Some(true)).count();
        if known { addressed } else { themes + 1 }
    };
    let partial = editions.iter().any(|edition| {
        let unknown = edition.cells.iter().filter(|cell| cell.level == Level::Unknown).count();
        unknown > 0 && unknown < themes
    });
    let title = words.plain("chart-map-all");
    map(material, &editions, &step, &steps, ("map".to_owned(), title, partial))
}

pub(super) fn map_of_theme(material: &Material<'_>, theme: usize) -> Option<NamedChart> {
    let words = &*material.words;
    let named = material.themes.get(theme)?;
    let fill = |level: Level| match level {
        Level::Unknown => UNKNOWN_LAND,
        Level::None => NONE_LAND,
        known => level_colours(known).fill,
    };
    // Weakest first, as on the map of all themes.
    let order: Vec<Level> =
        vec![Level::None, Level::Mention, Level::Addressed, Level::Commitment, Level::Unknown];
    let steps: Vec<(Rgb, String)> =
        order.iter().map(|level| (fill(*level), prose::level(words, *level))).collect();
    let step = |edition: &Edition| {
        let level = edition.cells.get(theme).map_or(Level::Unknown, |cell| cell.level);
        order.iter().position(|known| *known == level).unwrap_or(order.len() - 1)
    };
    let title = words.say("chart-map", &[("theme", named.phrase.as_str().into())]);
    map(material, &on_map(material), &step, &steps, (format!("map-{}", named.id), title, false))
}

pub(super) fn map(
    material: &Material<'_>,
    editions: &[&Edition],
    step: &dyn Fn(&Edition) -> usize,
    steps: &[(Rgb, String)],
    (name, title, partial): (String, String, bool),
) -> Option<NamedChart> {
    let words = &*material.words;
    let sentences: Vec<String> = steps
        .iter()
        .enumerate()
        .filter_map(|(number, (_, label))| {
            let mut names: Vec<&str> = editions
                .iter()
                .filter(|edition| step(edition) == number)
                .map(|edition| edition.name.as_str())
                .collect();
            let more = names.len().saturating_sub(MOST_TOLD) as u32;
            names.truncate(MOST_TOLD);
            let mut said = names.join(", ");
            if more > 0 {
                said = format!("{said}. {}", prose::count(words, "chart-more", more).trim_end_matches('.'));
            }
            let values = [("country", label.as_str().into()), ("levels", said.into())];
            (!names.is_empty()).then(|| prose::capital(&words.say("chart-heatmap-row", &values)))
        })
        .collect();
    let used = |number: &usize| editions.iter().any(|edition| step(edition) == *number);
    // A legend of what is there; the steps keep their colours.
    let kept: Vec<usize> = (0..steps.len()).filter(used).collect();
    let place = |number: usize| kept.iter().position(|known| *known == number);
    let countries = editions
        .iter()
        .filter_map(|edition| Some((edition.country.as_str().to_owned(), place(step(edition))?)))
        .collect();
    let lacking: Vec<&str> = editions
        .iter()
        .filter(|edition| !is_on_map(edition.country.as_str()))
        .map(|edition| edition.name.as_str())
        .collect();
    let mut note = prose::count(words, "chart-map-note", editions.len() as u32);
    if partial {
        note = format!("{note} {}", words.plain("chart-map-partial"));
    }
    if !lacking.is_empty() {
        let lacking = words.say("chart-map-not-shown", &[("countries", prose::list(words, &lacking).into())]);
        note = format!("{note} {lacking}");
    }
    let steps = kept.iter().filter_map(|number| steps.get(*number).cloned()).collect();
    let chart = Chart::Map(WorldMap { countries, steps, without: words.plain("chart-map-without") });
    let kind = words.plain("chart-map-kind");
    named(name, chart, title, (&kind, &sentences), note, Data::Matrix)
}
