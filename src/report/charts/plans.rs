//! Charts with a row a country: the heat map, the time line, the change since the earlier plan.

use std::collections::BTreeMap;

use super::{Data, NamedChart, level_names, named, told};
use crate::chart::{
    CHANGE_ROWS, ChangeRow, Chart, HEATMAP_ROWS, HeatRow, Heatmap, TIMELINE_ROWS, ThemesChanged, Timeline,
    TimelineRow, TimelineSpan,
};
use crate::code::Level;
use crate::compare::Edition;
use crate::report::{Material, prose};
use crate::resolve::{End, Iso3, Period};

/// `ICT commitment, AI unknown`.
pub(super) fn levels_told(material: &Material<'_>, edition: &Edition) -> String {
    let each = material.themes.iter().zip(&edition.cells).map(|(theme, cell)| {
        format!("{} {}", theme.short, prose::verdict(&material.words, cell).to_lowercase())
    });
    each.collect::<Vec<_>>().join(", ")
}

pub(super) fn heatmaps(material: &Material<'_>, order: &str) -> Vec<NamedChart> {
    let words = &*material.words;
    let mut editions = material.headline();
    let count = |edition: &Edition, wanted: fn(Level) -> bool| {
        edition.cells.iter().filter(|cell| wanted(cell.level)).count()
    };
    match order {
        "by-name" => {}
        "by-region" => editions.sort_by_key(|edition| *edition.region.names.get(words.lang())),
        _ => editions.sort_by_key(|edition| {
            let committed = count(edition, |level| level == Level::Commitment);
            let addressed = count(edition, |level| level.addresses() == Some(true));
            std::cmp::Reverse((committed, addressed))
        }),
    }
    let n = editions.len() as u32;
    let chunks: Vec<&[&Edition]> = editions.chunks(HEATMAP_ROWS).collect();
    let several = chunks.len() > 1;
    let one = |(number, chunk): (usize, &&[&Edition])| {
        let rows = chunk.iter().map(|edition| HeatRow {
            label: edition.name.clone(),
            levels: edition.cells.iter().map(|cell| cell.level).collect(),
        });
        let chart = Chart::Heatmap(Heatmap {
            themes: material.themes.iter().map(|theme| theme.short.clone()).collect(),
            rows: rows.collect(),
            level_names: level_names(words),
        });
        let sentences = chunk.iter().map(|edition| {
            let levels = levels_told(material, edition);
            words.say(
                "chart-heatmap-row",
                &[("country", edition.name.as_str().into()), ("levels", levels.into())],
            )
        });
        let sentences = told(words, sentences.collect());
        let kind = words.plain("chart-heatmap-kind");
        let (name, title) = numbered("heatmap", words.plain("chart-heatmap"), several, number);
        named(
            name,
            chart,
            title,
            (&kind, &sentences),
            prose::count(words, "chart-heatmap-note", n),
            Data::Matrix,
        )
    };
    chunks.iter().enumerate().filter_map(one).collect()
}

/// Name and title of one of several charts that stand for one.
pub(super) fn numbered(name: &str, title: String, several: bool, number: usize) -> (String, String) {
    if !several {
        return (name.to_owned(), title);
    }
    let name = if number == 0 { name.to_owned() } else { format!("{name}-{}", number + 1) };
    (name, format!("{title} ({})", number + 1))
}

/// Adopted editions of which the start is known.
pub(super) fn dated<'a>(material: &Material<'a>) -> impl Iterator<Item = (&'a Edition, u16)> {
    let editions = material.coverage.editions.iter().filter(|edition| !edition.in_development);
    editions.filter_map(|edition| Some((edition, edition.period.start?)))
}

pub(super) fn timelines(material: &Material<'_>) -> Vec<NamedChart> {
    let words = &*material.words;
    let mut by_country: BTreeMap<Iso3, Vec<(&Edition, u16)>> = BTreeMap::new();
    for (edition, start) in dated(material) {
        by_country.entry(edition.country).or_default().push((edition, start));
    }
    let mut rows: Vec<Vec<(&Edition, u16)>> = by_country.into_values().collect();
    rows.sort_by_key(|row| row.first().map(|(edition, start)| (*start, edition.name.clone())));
    let n = rows.iter().map(Vec::len).sum::<usize>() as u32;
    let starts = || rows.iter().flatten().map(|(_, start)| *start);
    let ends = rows.iter().flatten().filter_map(|(edition, _)| last_year(&edition.period));
    let year: u16 = material.date.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
    let first = starts().min().unwrap_or(year);
    let last = ends.chain(starts()).max().unwrap_or(year);
    let chunks: Vec<&[Vec<(&Edition, u16)>]> = rows.chunks(TIMELINE_ROWS).collect();
    let several = chunks.len() > 1;
    let shorts: Vec<&str> = material.themes.iter().map(|theme| theme.short.as_str()).collect();
    let one = |(number, chunk): (usize, &&[Vec<(&Edition, u16)>])| {
        let span = |&(edition, start): &(&Edition, u16)| TimelineSpan {
            start,
            end: last_year(&edition.period),
            open: matches!(edition.period.end, End::Open),
            levels: edition.cells.iter().map(|cell| cell.level).collect(),
        };
        let row = |row: &Vec<(&Edition, u16)>| TimelineRow {
            label: row.first().map(|(edition, _)| edition.name.clone()).unwrap_or_default(),
            spans: row.iter().map(span).collect(),
        };
        let chart = Chart::Timeline(Timeline {
            rows: chunk.iter().map(row).collect(),
            years: (first, last),
            level_names: level_names(words),
        });
        let sentences = chunk.iter().map(|row| {
            let name = row.first().map_or("", |(edition, _)| edition.name.as_str());
            let plans = row.iter().map(|(edition, _)| {
                format!("{} {}", prose::period(words, edition), levels_told(material, edition))
            });
            let plans: Vec<String> = plans.collect();
            words.say("chart-heatmap-row", &[("country", name.into()), ("levels", plans.join("; ").into())])
        });
        let sentences = told(words, sentences.collect());
        let values = [("themes", shorts.join(", ").into()), ("n", n.into())];
        let (name, title) = numbered("timeline", words.plain("chart-timeline"), several, number);
        let kind = words.plain("chart-timeline-kind");
        named(
            name,
            chart,
            title,
            (&kind, &sentences),
            words.say("chart-timeline-note", &values),
            Data::Matrix,
        )
    };
    chunks.iter().enumerate().filter_map(one).collect()
}

pub(super) fn last_year(period: &Period) -> Option<u16> {
    match period.end {
        End::Open => None,
        _ => period.last_year(),
    }
}

/// Each country's latest adopted edition and the one before, where there are two.
pub(super) fn pairs<'a>(material: &Material<'a>) -> Vec<(&'a Edition, &'a Edition)> {
    let mut pairs = Vec::new();
    let mut editions: Vec<&Edition> = dated(material).map(|(edition, _)| edition).collect();
    editions.sort_by_key(|edition| edition.country);
    for of_country in editions.chunk_by(|a, b| a.country == b.country) {
        if let [.., before, latest] = of_country {
            pairs.push((*before, *latest));
        }
    }
    pairs.sort_by_key(|(_, latest)| {
        material.coverage.editions.iter().position(|edition| std::ptr::eq(edition, *latest))
    });
    pairs
}

pub(super) fn changes(material: &Material<'_>) -> Vec<NamedChart> {
    let words = &*material.words;
    let pairs = pairs(material);
    let n = pairs.len() as u32;
    let steps = [Level::None, Level::Mention, Level::Commitment].map(|level| prose::level(words, level));
    let mut headers = vec![words.plain("col-country"), words.plain("col-edition")];
    headers.extend(material.themes.iter().map(|theme| theme.short.clone()));
    let chunks: Vec<&[(&Edition, &Edition)]> = pairs.chunks(CHANGE_ROWS).collect();
    let several = chunks.len() > 1;
    let one = |(number, chunk): (usize, &&[(&Edition, &Edition)])| {
        let row = |(before, latest): &(&Edition, &Edition)| ChangeRow {
            label: latest.name.clone(),
            periods: format!("{} → {}", prose::period(words, before), prose::period(words, latest)),
            levels: before.cells.iter().zip(&latest.cells).map(|(a, b)| (a.level, b.level)).collect(),
        };
        let rows: Vec<ChangeRow> = chunk.iter().map(row).collect();
        let sentences =
            told(words, chunk.iter().map(|(before, latest)| change_told(material, before, latest)).collect());
        let table = chunk.iter().flat_map(|pair| {
            [pair.0, pair.1].map(|edition| {
                let mut row = vec![edition.name.clone(), prose::period(words, edition)];
                row.extend(edition.cells.iter().map(|cell| prose::verdict(words, cell)));
                row
            })
        });
        let data = Data::Table(headers.clone(), table.collect());
        let chart = Chart::Change(ThemesChanged {
            themes: material.themes.iter().map(|theme| theme.short.clone()).collect(),
            steps: steps.clone(),
            rows,
        });
        let (name, title) = numbered("change", words.plain("chart-change"), several, number);
        let kind = words.plain("chart-change-kind");
        named(name, chart, title, (&kind, &sentences), prose::count(words, "chart-change-note", n), data)
    };
    chunks.iter().enumerate().filter_map(one).collect()
}

pub(super) fn change_told(material: &Material<'_>, before: &Edition, latest: &Edition) -> String {
    let words = &*material.words;
    let cells = material.themes.iter().zip(before.cells.iter().zip(&latest.cells));
    let changed: Vec<String> = cells
        .filter(|(_, (a, b))| a.level != b.level)
        .map(|(theme, (a, b))| {
            let values = [
                ("theme", theme.short.as_str().into()),
                ("from", prose::verdict(words, a).to_lowercase().into()),
                ("to", prose::verdict(words, b).to_lowercase().into()),
            ];
            words.say("chart-change-theme", &values)
        })
        .collect();
    let said = if changed.is_empty() { words.plain("chart-change-same") } else { changed.join(", ") };
    words.say("chart-change-row", &[("country", latest.name.as_str().into()), ("themes", said.into())])
}
