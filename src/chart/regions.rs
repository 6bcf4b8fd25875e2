//! Themes by region: a panel a theme, in each a bar a region, all on the same scale of 0 to 100 %.

use plotters::prelude::DrawingBackend;

use super::bar::{PlannedBar, ShareBar, words_width};
use super::drawing::Anchor;
use super::lines::{Lines, Look, widest};
use super::measure::Measure;
use super::painter::{Area, Drawn, Painter};
use super::palette::Rgb;

/// Share of each region's countries that address each theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemesByRegion {
    /// Names of the regions, in the order of the drawing.
    pub regions: Vec<String>,
    /// A panel a theme.
    pub panels: Vec<RegionPanel>,
}

/// A theme with its regions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegionPanel {
    /// The theme's name.
    pub label: String,
    /// A bar a region, in the order of [`ThemesByRegion::regions`].
    pub bars: Vec<ShareBar>,
}

const REGION: Look = Look::regular(8.0);
const THEME: Look = Look::bold(8.5);
const VALUE: Look = Look::regular(8.0);
const THICK: f64 = 7.5;
const ROW_GAP: f64 = 5.0;
const COLUMN_GAP: f64 = 14.0;
const BAND_GAP: f64 = 12.0;
/// Shortest track in points on which shares can still be told apart.
const MIN_TRACK: f64 = 36.0;

/// Where everything stands: bands of panels side by side, each band with the regions' names at its left.
#[derive(Debug)]
pub(super) struct RegionsPlan<'a> {
    names: Vec<Lines>,
    names_width: f64,
    panel_width: f64,
    bands: Vec<Band<'a>>,
    height: f64,
}

#[derive(Debug)]
struct Band<'a> {
    top: f64,
    /// Height of the themes' names.
    head: f64,
    panels: Vec<PanelPlan<'a>>,
    /// Top and height of each region.
    rows: Vec<(f64, f64)>,
}

#[derive(Debug)]
struct PanelPlan<'a> {
    label: Lines,
    bars: Vec<PlannedBar<'a>>,
    words: f64,
}

impl ThemesByRegion {
    pub(super) fn plan(&self, width: f64, measure: &dyn Measure) -> RegionsPlan<'_> {
        let names = self.regions.iter().map(String::as_str);
        let names = Lines::column(names, (width * 0.27, width * 0.33), REGION, measure);
        let names_width = widest(&names);
        let across = self.across(width - names_width, measure);
        let panel_width = panel_width(width - names_width, across);

        let mut top = 0.0;
        let mut bands = Vec::new();
        for panels in self.panels.chunks(across) {
            let band = Band::new(panels, &names, top, panel_width, measure);
            top = band.bottom() + BAND_GAP;
            bands.push(band);
        }
        RegionsPlan { names, names_width, panel_width, bands, height: (top - BAND_GAP).max(0.0) + 1.0 }
    }

    /// How many panels stand side by side: as many as leave a track to read, evenly spread over the bands.
    fn across(&self, room: f64, measure: &dyn Measure) -> usize {
        let count = self.panels.len().max(1);
        let bars = || self.panels.iter().flat_map(|panel| &panel.bars);
        let fits = |across: usize| {
            let width = panel_width(room, across);
            let planned: Vec<_> = bars().map(|bar| PlannedBar::new(bar, width, VALUE, measure)).collect();
            let one_line = planned.iter().all(|bar| bar.words.lines.len() < 2);
            one_line && width - words_width(&planned) >= MIN_TRACK
        };
        let most = (1..=count.min(8)).rev().find(|&across| fits(across)).unwrap_or(1);
        count.div_ceil(count.div_ceil(most))
    }
}

/// Width of one of several panels in a room that begins with a gap before the first.
fn panel_width(room: f64, across: usize) -> f64 {
    let across = f64::from(u32::try_from(across).unwrap_or(1).max(1));
    (room - COLUMN_GAP * across) / across
}

impl<'a> Band<'a> {
    fn new(panels: &'a [RegionPanel], names: &[Lines], top: f64, width: f64, measure: &dyn Measure) -> Self {
        let panels: Vec<PanelPlan<'a>> = panels
            .iter()
            .map(|panel| {
                let label = Lines::wrap(&panel.label, width, THEME, measure);
                let bars: Vec<_> =
                    panel.bars.iter().map(|bar| PlannedBar::new(bar, width, VALUE, measure)).collect();
                let words = words_width(&bars);
                PanelPlan { label, bars, words }
            })
            .collect();
        let head = panels.iter().map(|panel| panel.label.height()).fold(0.0, f64::max) + 3.0;
        let mut next = top + head + 3.0;
        let mut rows = Vec::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let words = panels.iter().filter_map(|panel| panel.bars.get(index)).map(|bar| bar.words.height());
            let height = words.fold(name.height(), f64::max).max(THICK) + ROW_GAP;
            rows.push((next, height));
            next += height;
        }
        Self { top, head, panels, rows }
    }

    fn bottom(&self) -> f64 {
        self.rows.last().map_or(self.top + self.head, |(top, height)| top + height)
    }
}

impl RegionsPlan<'_> {
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, painter: &Painter<DB>) -> Drawn {
        self.bands.iter().try_for_each(|band| self.draw_band(painter, band))
    }

    /// Draws the themes' names, then region by region, as the table would be read.
    fn draw_band<DB: DrawingBackend>(&self, painter: &Painter<DB>, band: &Band<'_>) -> Drawn {
        let rule = band.top + band.head;
        let mut left = self.names_width + COLUMN_GAP;
        for panel in &band.panels {
            // Names of several lines end on one line with those of one.
            let baseline = rule - 4.5 - panel.label.below_first();
            painter.lines((left, baseline), &panel.label, Anchor::Start)?;
            painter.rule((left, left + self.panel_width), rule)?;
            left += self.panel_width + COLUMN_GAP;
        }
        for (index, (name, &(top, height))) in self.names.iter().zip(&band.rows).enumerate() {
            let baseline = top + height / 2.0 - name.cap_height() / 2.0 + name.look.cap();
            painter.lines((0.0, baseline), name, Anchor::Start)?;
            let mut left = self.names_width + COLUMN_GAP;
            for panel in &band.panels {
                if let Some(bar) = panel.bars.get(index) {
                    let area = Area { left, top, width: self.panel_width, height };
                    bar.draw(painter, area, panel.words, THICK, Rgb::SHARE)?;
                }
                left += self.panel_width + COLUMN_GAP;
            }
        }
        Ok(())
    }
}
