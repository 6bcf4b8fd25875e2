//! Charts from coverage: the numbers, the words on them, the same numbers as alt text, and as a table.

mod plans;
mod spread;

use self::plans::{changes, dated, heatmaps, pairs, timelines};
use self::spread::{by_year, known_throughout, map_of_all, map_of_theme, spans, together};
use super::block::{AltText, Block, Span, plain};
use super::compose::Page;
use super::words::Words;
use super::{Material, ReportError, Subject, prose};
use crate::chart::{
    Chart, CountryAgainst, CountryRow, LevelsByTheme, LevelsRow, RegionPanel, ShareBar, ThemesByRegion,
};
use crate::code::Level;
use crate::compare::{Counts, Edition, Group, Share};

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
        ("unknown", (edition.cells.iter().filter(|cell| cell.level == Level::Unknown).count() as u32).into()),
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
