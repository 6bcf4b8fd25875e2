//! Charts from coverage: the numbers, the words on them, and the same numbers as alt text.

use super::block::{AltText, Block, plain};
use super::{Material, ReportError, prose};
use crate::chart::{
    Chart, CountryAgainst, CountryRow, LevelsByTheme, LevelsRow, RegionPanel, ShareBar, ThemesByRegion,
};
use crate::code::Level;
use crate::compare::{Coverage, Edition, Group, Share};

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
}

impl NamedChart {
    /// The chart as a block of a report.
    pub(super) fn block(&self, material: &Material<'_>) -> Result<Block, ReportError> {
        let drawing = self.chart.drawing(material.chart_width, material.measure)?;
        let (title, note) = (plain(self.title.as_str()), plain(self.note.as_str()));
        Ok(Block::Figure { drawing, alt: self.alt.clone(), title, note })
    }
}

/// Every chart of the comparison, for `--charts`.
#[must_use]
pub fn named_charts(material: &Material<'_>) -> Vec<NamedChart> {
    [levels(material), regions(material, None)].into_iter().flatten().collect()
}

/// Names of the charts of [`named_charts`], in the same order.
#[must_use]
pub fn chart_names(coverage: &Coverage) -> Vec<String> {
    let mut names = vec!["levels-by-theme".to_owned()];
    if !coverage.regions.is_empty() {
        names.push("themes-by-region".to_owned());
    }
    names
}

/// Alt text that says at least the chart's message.
fn alt(title: &str, sentences: &[String]) -> Option<AltText> {
    AltText::new(&format!("{title} {}", sentences.join(" ")))
}

/// Levels by theme, as stacked bars.
pub(super) fn levels(material: &Material<'_>) -> Option<NamedChart> {
    let plans = material.coverage.headline.len() as u32;
    let pairs = || material.themes().iter().zip(&material.coverage.counts);
    let rows = pairs().map(|(theme, counts)| LevelsRow {
        label: theme.name.clone(),
        counts: Level::ALL.map(|level| counts.get(level)),
        of_text: prose::of(counts.share()),
    });
    let chart = Chart::Levels(LevelsByTheme {
        rows: rows.collect(),
        level_names: Level::ALL.map(|level| prose::level(level).to_owned()),
        of_heading: "Address it".to_owned(),
    });
    let title = "How firmly plans address each theme".to_owned();
    let sentences: Vec<String> =
        pairs().map(|(theme, &counts)| prose::counts_in_words(&theme.name, counts)).collect();
    let note = format!(
        "Number of plans by level, n = {}. None: absent, or not found in the text given. Unknown plans stand apart and \
         are in no share.",
        prose::number(plans)
    );
    Some(NamedChart {
        name: "levels-by-theme".to_owned(),
        chart,
        alt: alt(&format!("Stacked bars, {}.", prose::count(plans, "plan", "plans")), &sentences)?,
        title,
        note,
    })
}

fn bar(share: Option<Share>) -> ShareBar {
    ShareBar {
        hit: share.map_or(0, |share| share.hit),
        of: share.map_or(0, |share| share.of.get()),
        text: prose::of(share),
    }
}

/// Share of each region's plans that address a theme: all themes, or one.
pub(super) fn regions(material: &Material<'_>, only: Option<usize>) -> Option<NamedChart> {
    let groups = &material.coverage.regions;
    if groups.is_empty() {
        return None;
    }
    let name = |group: &Group| group.region.names.get(material.lang).to_string();
    let themes: Vec<usize> = match only {
        Some(theme) => vec![theme],
        None => (0..material.themes().len()).collect(),
    };
    let panel = |&theme: &usize| -> Option<RegionPanel> {
        let bars = groups.iter().map(|group| bar(group.counts.get(theme).and_then(|counts| counts.share())));
        Some(RegionPanel { label: material.themes().get(theme)?.name.clone(), bars: bars.collect() })
    };
    let panels: Vec<RegionPanel> = themes.iter().filter_map(panel).collect();
    let sentences: Vec<String> = panels
        .iter()
        .map(|panel| {
            let each: Vec<String> = groups
                .iter()
                .zip(&panel.bars)
                .map(|(group, bar)| format!("{} {}", name(group), bar.text))
                .collect();
            format!("{}: {}.", panel.label, each.join(", "))
        })
        .collect();
    let file = match only {
        Some(theme) => format!("{}-by-region", material.themes().get(theme)?.id),
        None => "themes-by-region".to_owned(),
    };
    let plans: u32 = groups.iter().map(|group| group.plans).sum();
    let few = groups.iter().any(|group| group.plans < 5);
    let caution = if few { " Regions with fewer than five plans say little of their region." } else { "" };
    Some(NamedChart {
        name: file,
        chart: Chart::Regions(ThemesByRegion { regions: groups.iter().map(name).collect(), panels }),
        title: "Where plans address each theme, by region".to_owned(),
        alt: alt("Bars, share of plans by region.", &sentences)?,
        note: format!(
            "Share of plans whose level is known, by M49 region, n = {}; the pale bar is all of them.{caution}",
            prose::number(plans)
        ),
    })
}

/// A country's levels against its region and all countries.
pub(super) fn against(material: &Material<'_>, edition: &Edition) -> Option<NamedChart> {
    let region = material.coverage.region(edition.region);
    let region_name = edition.region.names.get(material.lang).to_string();
    let rows: Vec<CountryRow> = material
        .themes()
        .iter()
        .zip(&edition.cells)
        .enumerate()
        .map(|(theme, (words, cell))| CountryRow {
            label: words.name.clone(),
            level: cell.level,
            level_name: prose::verdict(cell).to_owned(),
            region: bar(region.and_then(|group| group.counts.get(theme)).and_then(|counts| counts.share())),
            all: bar(material.coverage.counts.get(theme).and_then(|counts| counts.share())),
        })
        .collect();
    let sentences: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{}: {} here; addressed by {} in {region_name} and {} of all.",
                row.label,
                row.level_name.to_lowercase(),
                row.region.text,
                row.all.text
            )
        })
        .collect();
    let chart = Chart::Country(CountryAgainst {
        rows,
        country_name: edition.name.clone(),
        region_name: region_name.clone(),
        all_name: "All".to_owned(),
        shares_heading: "Share of plans that address the theme".to_owned(),
    });
    Some(NamedChart {
        name: format!("{}-against", edition.country.as_str()),
        chart,
        title: format!("{} beside other plans in {region_name} and all plans", edition.name),
        alt: alt("Level symbols and bars.", &sentences)?,
        note: format!(
            "Plans whose level is known; {} and {} in all. The plan itself is among them.",
            region.map_or_else(String::new, |group| format!(
                "{} in {region_name}",
                prose::count(group.plans, "plan", "plans")
            )),
            prose::count(material.coverage.headline.len() as u32, "plan", "plans")
        ),
    })
}
