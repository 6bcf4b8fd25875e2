//! Charts from coverage: the numbers, the words on them, the same numbers as alt text, and as a table.

use std::collections::BTreeMap;

use super::block::{AltText, Block, Span, plain};
use super::compose::Page;
use super::words::Words;
use super::{Material, ReportError, Subject, prose};
use crate::chart::{
    CHANGE_ROWS, ChangeRow, Chart, CountryAgainst, CountryRow, HEATMAP_ROWS, HeatRow, Heatmap, LevelsByTheme,
    LevelsRow, RegionPanel, Rgb, ShareBar, TIMELINE_ROWS, ThemesByRegion, ThemesByYear, ThemesChanged,
    ThemesTogether, Timeline, TimelineRow, TimelineSpan, TogetherRow, WorldMap, YearPanel, is_on_map,
    level_colours,
};
use crate::code::Level;
use crate::compare::{Counts, Edition, Group, Share};
use crate::resolve::{End, Iso3, Period};

/// Most rows that alt text tells one by one; the rest is counted. The table behind the chart has them all.
const MOST_TOLD: usize = 30;

/// A chart with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedChart {
    /// The file name without its ending.
    pub name: String,
    /// The chart.
    pub chart: Chart,
    /// Its message.
    pub title: String,
    /// What it shows, in words.
    pub alt: AltText,
    /// n, and how to read it.
    pub note: String,
    /// Its numbers.
    pub(super) data: Data,
}

/// The numbers behind a chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Data {
    /// A table: its headers, and its rows.
    Table(Vec<String>, Vec<Vec<String>>),
    /// They stand in the table of coverage by country.
    Matrix,
    /// They stand beside the chart.
    Here,
}

/// A chart that a page may place.
#[derive(Debug, Clone, Copy)]
pub struct ChartKind {
    /// What stands after `chart`.
    pub name: &'static str,
    /// What it shows.
    pub says: &'static str,
}

const fn kind(name: &'static str, says: &'static str) -> ChartKind {
    ChartKind { name, says }
}

/// The charts of a page.
#[must_use]
pub fn kinds(page: Page) -> &'static [ChartKind] {
    const COMPARISON: &[ChartKind] = &[
        kind("levels-by-theme", "levels of all plans by theme, stacked"),
        kind("themes-by-region", "share of plans by theme and M49 region"),
        kind("themes-by-group", "share of plans by theme and group of groups.toml"),
        kind("heatmap", "every plan and theme; `heatmap by-name` and `heatmap by-region` sort it otherwise"),
        kind("timeline", "plans on a line of years, with their levels"),
        kind("by-year", "share of plans by theme and years of their beginning"),
        kind("together", "which themes stand in the same plans"),
        kind("map", "how many themes each plan addresses; `map ict` shows the levels of one theme"),
        kind("change", "levels of the latest plan against the one before"),
    ];
    const COUNTRY: &[ChartKind] = &[kind("against", "the plan's levels beside its region and all plans")];
    const THEME: &[ChartKind] = &[
        kind("by-region", "share of plans by M49 region"),
        kind("by-group", "share of plans by group of groups.toml"),
        kind("map", "levels of the theme on a map"),
    ];
    match page {
        Page::Comparison => COMPARISON,
        Page::Country => COUNTRY,
        Page::Theme => THEME,
    }
}

/// The charts of a page for which there are data.
pub(super) fn available(material: &Material<'_>, subject: Subject) -> Vec<&'static str> {
    let has = |name: &str| match name {
        "themes-by-region" | "by-region" => !material.coverage.regions.is_empty(),
        "themes-by-group" | "by-group" => material.coverage.groups.iter().any(|group| group.plans > 0),
        "timeline" => dated(material).next().is_some(),
        "by-year" => spans(material).len() > 1,
        "together" => material.themes.len() > 1 && known_throughout(material).len() > 1,
        "map" => material.template.maps && !material.coverage.headline.is_empty(),
        "change" => !pairs(material).is_empty(),
        _ => !material.coverage.headline.is_empty(),
    };
    kinds(subject.page()).iter().map(|kind| kind.name).filter(|name| has(name)).collect()
}

/// A chart of a page by its name and what stands after it; several where one page would not hold it, none where there
/// are no data.
pub(super) fn build(
    material: &Material<'_>,
    subject: Subject,
    name: &str,
    argument: &str,
) -> Vec<NamedChart> {
    if !available(material, subject).contains(&name) {
        return Vec::new();
    }
    let theme = || material.themes.iter().position(|theme| theme.id == argument);
    match (subject, name) {
        (Subject::Theme(theme), "by-region") => regions(material, Some(theme)).into_iter().collect(),
        (Subject::Theme(theme), "by-group") => groups(material, Some(theme)).into_iter().collect(),
        (Subject::Theme(theme), "map") => map_of_theme(material, theme).into_iter().collect(),
        (Subject::Country(country), "against") => {
            let mut editions = material.coverage.editions.iter();
            let latest = editions.find(|edition| edition.country == country && edition.latest);
            latest.and_then(|latest| against(material, latest)).into_iter().collect()
        }
        (_, "levels-by-theme") => levels(material).into_iter().collect(),
        (_, "themes-by-region") => regions(material, None).into_iter().collect(),
        (_, "themes-by-group") => groups(material, None).into_iter().collect(),
        (_, "heatmap") => heatmaps(material, argument),
        (_, "timeline") => timelines(material),
        (_, "by-year") => by_year(material).into_iter().collect(),
        (_, "together") => together(material).into_iter().collect(),
        (_, "map") => match theme() {
            Some(theme) => map_of_theme(material, theme).into_iter().collect(),
            None => map_of_all(material).into_iter().collect(),
        },
        (_, "change") => changes(material),
        _ => Vec::new(),
    }
}

/// Every chart of the comparison, for `--charts` and for the tables behind them.
#[must_use]
pub fn named_charts(material: &Material<'_>) -> Vec<NamedChart> {
    let names = available(material, Subject::Comparison);
    names.into_iter().flat_map(|name| build(material, Subject::Comparison, name, "")).collect()
}

impl NamedChart {
    /// The chart as a block of a report; its note leads to its numbers where the report has them.
    pub(super) fn block(&self, material: &Material<'_>, linked: bool) -> Result<Block, ReportError> {
        let drawing = self.chart.drawing(material.chart_width, material.measure)?;
        let mut note = plain(self.note.as_str());
        let link = match self.data {
            Data::Table(..) => Some(("chart-data-link", format!("data-{}", self.name))),
            Data::Matrix => Some(("chart-data-matrix", "matrix".to_owned())),
            Data::Here => None,
        };
        if let Some((id, anchor)) = link.filter(|_| linked) {
            note.push(Span::plain(" "));
            note.push(Span::to(material.words.plain(id), anchor));
            note.push(Span::plain("."));
        }
        Ok(Block::Figure { drawing, alt: self.alt.clone(), title: plain(self.title.as_str()), note })
    }
}

/// A chart with its words; `None` where its alt text would be blank.
fn named(
    name: String,
    chart: Chart,
    title: String,
    told: (&str, &[String]),
    note: String,
    data: Data,
) -> Option<NamedChart> {
    let alt = AltText::new(&format!("{} {}", told.0, told.1.join(" ")))?;
    Some(NamedChart { name, chart, title, alt, note, data })
}

/// The first of many sentences, and how many more there are.
fn told(words: &Words, mut sentences: Vec<String>) -> Vec<String> {
    if sentences.len() > MOST_TOLD {
        let more = (sentences.len() - MOST_TOLD) as u32;
        sentences.truncate(MOST_TOLD);
        sentences.push(prose::count(words, "chart-more", more));
    }
    sentences
}

fn level_names(words: &Words) -> [String; 5] {
    Level::ALL.map(|level| prose::level(words, level))
}

/// Levels by theme, as stacked bars.
fn levels(material: &Material<'_>) -> Option<NamedChart> {
    let words = &*material.words;
    let plans = material.coverage.headline.len() as u32;
    let pairs = || material.themes.iter().zip(&material.coverage.counts);
    let rows = pairs().map(|(theme, counts)| LevelsRow {
        label: theme.name.clone(),
        counts: Level::ALL.map(|level| counts.get(level)),
        of_text: prose::of(words, counts.share()),
    });
    let chart = Chart::Levels(LevelsByTheme {
        rows: rows.collect(),
        level_names: level_names(words),
        of_heading: words.plain("chart-of-heading"),
    });
    let sentences: Vec<String> =
        pairs().map(|(theme, &counts)| prose::counts_in_words(words, &theme.name, counts)).collect();
    let mut headers = vec![words.plain("col-theme")];
    headers.extend(level_names(words));
    headers.push(words.plain("row-address"));
    let table = pairs().map(|(theme, counts)| {
        let mut row = vec![theme.name.clone()];
        row.extend(Level::ALL.map(|level| prose::number(counts.get(level))));
        row.push(prose::of_percent(words, counts.share()));
        row
    });
    let title = words.plain("chart-levels");
    let kind = words.say("chart-levels-kind", &[("plans", prose::count(words, "plans", plans).into())]);
    let note = prose::count(words, "chart-levels-note", plans);
    let data = Data::Table(headers, table.collect());
    named("levels-by-theme".to_owned(), chart, title, (&kind, &sentences), note, data)
}

fn bar(words: &Words, share: Option<Share>) -> ShareBar {
    ShareBar {
        hit: share.map_or(0, |share| share.hit),
        of: share.map_or(0, |share| share.of.get()),
        text: prose::of(words, share),
    }
}

/// Share of each region's plans that address a theme: all themes, or one.
fn regions(material: &Material<'_>, only: Option<usize>) -> Option<NamedChart> {
    let words = &*material.words;
    let groups: Vec<&Group> = material.coverage.regions.iter().collect();
    let plans: u32 = groups.iter().map(|group| group.plans).sum();
    let mut note = prose::count(words, "chart-regions-note", plans);
    if groups.iter().any(|group| group.plans < 5) {
        note.push(' ');
        note.push_str(&words.plain("chart-few"));
    }
    by_group(material, &groups, only, ("region", "chart-regions", note))
}

/// The same by the user's groups; those without a plan are told in the text.
fn groups(material: &Material<'_>, only: Option<usize>) -> Option<NamedChart> {
    let groups: Vec<&Group> = material.coverage.groups.iter().filter(|group| group.plans > 0).collect();
    let note = material.words.plain("chart-groups-note");
    by_group(material, &groups, only, ("group", "chart-groups", note))
}

fn by_group(
    material: &Material<'_>,
    groups: &[&Group],
    only: Option<usize>,
    (file, id, note): (&str, &str, String),
) -> Option<NamedChart> {
    let words = &*material.words;
    let themes: Vec<usize> = only.map_or_else(|| (0..material.themes.len()).collect(), |theme| vec![theme]);
    let share = |group: &Group, theme: usize| group.counts.get(theme).and_then(|counts| counts.share());
    let panel = |&theme: &usize| -> Option<RegionPanel> {
        let bars = groups.iter().map(|group| bar(words, share(group, theme)));
        Some(RegionPanel { label: material.themes.get(theme)?.name.clone(), bars: bars.collect() })
    };
    let panels: Vec<RegionPanel> = themes.iter().filter_map(panel).collect();
    let sentences: Vec<String> = panels
        .iter()
        .map(|panel| {
            let each: Vec<String> = groups
                .iter()
                .zip(&panel.bars)
                .map(|(group, bar)| format!("{} {}", group.name, bar.text))
                .collect();
            let values = [("group", panel.label.as_str().into()), ("shares", each.join(", ").into())];
            words.say("group-sentence", &values)
        })
        .collect();
    let name = match only {
        Some(theme) => format!("{}-by-{file}", material.themes.get(theme)?.id),
        None => format!("themes-by-{file}"),
    };
    let mut headers = vec![
        words.plain(if file == "region" { "fact-region" } else { "col-group" }),
        words.plain("col-plans"),
    ];
    headers.extend(themes.iter().filter_map(|theme| Some(material.themes.get(*theme)?.short.clone())));
    let rows = groups.iter().map(|group| {
        let mut row = vec![group.name.clone(), prose::number(group.plans)];
        row.extend(themes.iter().map(|theme| prose::of_percent(words, share(group, *theme))));
        row
    });
    let data = Data::Table(headers, rows.collect());
    let regions = groups.iter().map(|group| group.name.clone()).collect();
    let chart = Chart::Regions(ThemesByRegion { regions, panels });
    let kind = words.plain(&format!("{id}-kind"));
    named(name, chart, words.plain(id), (&kind, &sentences), note, data)
}

/// A country's levels against its region and all countries.
fn against(material: &Material<'_>, edition: &Edition) -> Option<NamedChart> {
    let words = &*material.words;
    let region = material.coverage.region(edition.region);
    let region_name = edition.region.names.get(words.lang()).to_string();
    let share = |counts: Option<&Counts>| bar(words, counts.and_then(|counts| counts.share()));
    let rows: Vec<CountryRow> = material
        .themes
        .iter()
        .zip(&edition.cells)
        .enumerate()
        .map(|(theme, (named, cell))| CountryRow {
            label: named.name.clone(),
            level: cell.level,
            level_name: prose::verdict(words, cell),
            region: share(region.and_then(|group| group.counts.get(theme))),
            all: share(material.coverage.counts.get(theme)),
        })
        .collect();
    let sentences: Vec<String> = rows
        .iter()
        .map(|row| {
            let values = [
                ("theme", row.label.as_str().into()),
                ("level", row.level_name.to_lowercase().into()),
                ("region-share", row.region.text.as_str().into()),
                ("region", region_name.as_str().into()),
                ("all-share", row.all.text.as_str().into()),
            ];
            words.say("chart-against-row", &values)
        })
        .collect();
    let chart = Chart::Country(CountryAgainst {
        rows,
        country_name: edition.name.clone(),
        region_name: region_name.clone(),
        all_name: words.plain("chart-all"),
        shares_heading: words.plain("chart-against-heading"),
    });
    let values = [("country", edition.name.as_str().into()), ("region", region_name.as_str().into())];
    let title = words.say("chart-against", &values);
    let plans = |n: u32| prose::count(words, "plans", n);
    let values = [
        ("region-plans", plans(region.map_or(0, |group| group.plans)).into()),
        ("region", region_name.as_str().into()),
        ("all-plans", plans(material.coverage.headline.len() as u32).into()),
    ];
    let note = words.say("chart-against-note", &values);
    let kind = words.plain("chart-against-kind");
    named(
        format!("{}-against", edition.country.as_str()),
        chart,
        title,
        (&kind, &sentences),
        note,
        Data::Here,
    )
}

/// `ICT commitment, AI unknown`.
fn levels_told(material: &Material<'_>, edition: &Edition) -> String {
    let each = material.themes.iter().zip(&edition.cells).map(|(theme, cell)| {
        format!("{} {}", theme.short, prose::verdict(&material.words, cell).to_lowercase())
    });
    each.collect::<Vec<_>>().join(", ")
}

fn heatmaps(material: &Material<'_>, order: &str) -> Vec<NamedChart> {
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
fn numbered(name: &str, title: String, several: bool, number: usize) -> (String, String) {
    if !several {
        return (name.to_owned(), title);
    }
    let name = if number == 0 { name.to_owned() } else { format!("{name}-{}", number + 1) };
    (name, format!("{title} ({})", number + 1))
}

/// Adopted editions of which the start is known.
fn dated<'a>(material: &Material<'a>) -> impl Iterator<Item = (&'a Edition, u16)> {
    let editions = material.coverage.editions.iter().filter(|edition| !edition.in_development);
    editions.filter_map(|edition| Some((edition, edition.period.start?)))
}

fn timelines(material: &Material<'_>) -> Vec<NamedChart> {
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
    // A scale of decades that a slip of the pen made would leave no room for the rest.
    let last = ends.chain(starts()).max().unwrap_or(year).min(first.saturating_add(60));
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

fn last_year(period: &Period) -> Option<u16> {
    match period.end {
        End::Open => None,
        _ => period.last_year(),
    }
}

/// Most spans of years that a scale has.
const MOST_SPANS: u16 = 4;

/// Spans of years of equal length over the starts of all plans, first and last year of each.
fn spans(material: &Material<'_>) -> Vec<(u16, u16)> {
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
fn by_year(material: &Material<'_>) -> Option<NamedChart> {
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
fn known_throughout<'a>(material: &Material<'a>) -> Vec<&'a Edition> {
    let mut editions = material.headline();
    editions.retain(|edition| edition.cells.iter().all(|cell| cell.level.addresses().is_some()));
    editions
}

/// Most combinations shown; rarer ones stand in the table.
const MOST_COMBINATIONS: usize = 12;

/// Which themes stand in the same plans.
fn together(material: &Material<'_>) -> Option<NamedChart> {
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
fn on_map<'a>(material: &Material<'a>) -> Vec<&'a Edition> {
    let mut editions = material.headline();
    editions.retain(|edition| edition.latest);
    editions
}

/// A step from the palest to the darkest colour of the levels.
fn shade(step: usize, of: usize) -> Rgb {
    let (from, to) = (level_colours(Level::Mention).fill, level_colours(Level::Commitment).fill);
    let part = if of > 1 { (step - 1) as f64 / (of - 1) as f64 } else { 1.0 };
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    Rgb(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// The ground of a country with a plan of which nothing is known: paper, within its outline.
const UNKNOWN_LAND: Rgb = Rgb::WHITE;
/// The ground of a country whose plan is known not to address the theme: warm, apart from the grey of other land.
const NONE_LAND: Rgb = Rgb(0xF2, 0xE0, 0xBC);

fn map_of_all(material: &Material<'_>) -> Option<NamedChart> {
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
    map(material, &editions, &step, steps, ("map".to_owned(), title, partial))
}

fn map_of_theme(material: &Material<'_>, theme: usize) -> Option<NamedChart> {
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
    let steps = order.iter().map(|level| (fill(*level), prose::level(words, *level))).collect();
    let step = |edition: &Edition| {
        let level = edition.cells.get(theme).map_or(Level::Unknown, |cell| cell.level);
        order.iter().position(|known| *known == level).unwrap_or(order.len() - 1)
    };
    let title = words.say("chart-map", &[("theme", named.phrase.as_str().into())]);
    map(material, &on_map(material), &step, steps, (format!("map-{}", named.id), title, false))
}

fn map(
    material: &Material<'_>,
    editions: &[&Edition],
    step: &dyn Fn(&Edition) -> usize,
    steps: Vec<(Rgb, String)>,
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

/// Each country's latest adopted edition and the one before, where there are two.
fn pairs<'a>(material: &Material<'a>) -> Vec<(&'a Edition, &'a Edition)> {
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

fn changes(material: &Material<'_>) -> Vec<NamedChart> {
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

fn change_told(material: &Material<'_>, before: &Edition, latest: &Edition) -> String {
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
