//! One country against its region and all countries: a row a theme, with the country's own level first.

use plotters::prelude::DrawingBackend;

use crate::code::Level;

use super::bar::{PlannedBar, ShareBar, words_width};
use super::drawing::Anchor;
use super::lines::{Lines, Look, widest};
use super::measure::Measure;
use super::painter::{Area, Drawn, Painter};
use super::palette::Rgb;
use super::symbol::level_symbol;

/// A country's levels beside the share of other countries that address each theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CountryAgainst {
    /// In the order of the drawing.
    pub rows: Vec<CountryRow>,
    /// The country, over its levels.
    pub country_name: String,
    /// Its region, before the first bar of each row.
    pub region_name: String,
    /// All countries, before the second bar of each row.
    pub all_name: String,
    /// What the bars show, over them; may be empty.
    pub shares_heading: String,
}

/// A theme with the country's level and the two shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryRow {
    /// The theme's name.
    pub label: String,
    /// The country's level.
    pub level: Level,
    /// The level's name.
    pub level_name: String,
    /// Share of the region's countries that address the theme.
    pub region: ShareBar,
    /// Share of all countries that address the theme.
    pub all: ShareBar,
}

const THEME: Look = Look::regular(8.5);
const LEVEL: Look = Look::bold(8.5);
const NAME: Look = Look::regular(7.5).muted();
const VALUE: Look = Look::regular(8.0);
const HEADING: Look = Look::regular(7.5).muted();
const THICK: f64 = 6.0;
const BAR_GAP: f64 = 3.0;
const ROW_GAP: f64 = 11.0;
const COLUMN_GAP: f64 = 14.0;
const NAME_GAP: f64 = 6.0;
const SYMBOL: f64 = 3.8;
const AFTER_SYMBOL: f64 = 4.0;

/// Where everything stands.
#[derive(Debug)]
pub(super) struct CountryPlan<'a> {
    width: f64,
    country: Lines,
    shares: Lines,
    head: f64,
    level_left: f64,
    names_left: f64,
    bars_left: f64,
    region_name: Lines,
    all_name: Lines,
    words: f64,
    rows: Vec<RowPlan<'a>>,
    height: f64,
}

#[derive(Debug)]
struct RowPlan<'a> {
    level: Level,
    top: f64,
    height: f64,
    theme: Lines,
    level_name: Lines,
    region: PlannedBar<'a>,
    all: PlannedBar<'a>,
    /// Heights of the two bars with their words.
    heights: (f64, f64),
}

impl CountryAgainst {
    pub(super) fn plan(&self, width: f64, measure: &dyn Measure) -> CountryPlan<'_> {
        let column = |texts: &[&str], (soft, hard): (f64, f64), look| {
            Lines::column(texts.iter().copied(), (width * soft, width * hard), look, measure)
        };
        let labels: Vec<&str> = self.rows.iter().map(|row| row.label.as_str()).collect();
        let level_names: Vec<&str> = self.rows.iter().map(|row| row.level_name.as_str()).collect();
        let themes = column(&labels, (0.22, 0.26), THEME);
        let levels = column(&level_names, (0.16, 0.24), LEVEL);
        let name = |text: &str| Lines::wrap(text, width * 0.2, NAME, measure);
        let (region_name, all_name) = (name(&self.region_name), name(&self.all_name));
        let symbol = 2.0 * SYMBOL + AFTER_SYMBOL;
        // A long name of the country may take a little more than its levels, so as not to be set in a heap.
        let country = Lines::wrap(&self.country_name, width * 0.2, HEADING, measure);
        let level_width = (widest(&levels) + symbol).max(country.width);

        let level_left = widest(&themes) + COLUMN_GAP;
        let names_left = level_left + level_width + COLUMN_GAP;
        let bars_left = names_left + widest([&region_name, &all_name]) + NAME_GAP;
        let shares = Lines::wrap(&self.shares_heading, width - names_left, HEADING, measure);
        let head = country.height().max(shares.height()) + 4.0;

        let mut top = head;
        let mut rows = Vec::with_capacity(self.rows.len());
        for ((row, theme), level_name) in self.rows.iter().zip(themes).zip(levels) {
            let planned = |bar| PlannedBar::new(bar, width - bars_left, VALUE, measure);
            let (region, all) = (planned(&row.region), planned(&row.all));
            let high = |name: &Lines, bar: &PlannedBar<'_>| name.height().max(bar.words.height()).max(THICK);
            let heights = (high(&region_name, &region), high(&all_name, &all));
            let bars = heights.0 + BAR_GAP + heights.1;
            let height = bars.max(theme.height()).max(level_name.height()) + ROW_GAP;
            rows.push(RowPlan { level: row.level, top, height, theme, level_name, region, all, heights });
            top += height;
        }
        let words = words_width(rows.iter().flat_map(|row| [&row.region, &row.all]));
        CountryPlan {
            width,
            country,
            shares,
            head,
            level_left,
            names_left,
            bars_left,
            region_name,
            all_name,
            words,
            rows,
            height: top + 1.0,
        }
    }
}

impl CountryPlan<'_> {
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, painter: &Painter<DB>) -> Drawn {
        let above = |lines: &Lines| self.head - 5.0 - lines.below_first();
        painter.lines((self.level_left, above(&self.country)), &self.country, Anchor::Start)?;
        painter.lines((self.names_left, above(&self.shares)), &self.shares, Anchor::Start)?;
        self.rows.iter().try_for_each(|row| self.draw_row(painter, row))
    }

    fn draw_row<DB: DrawingBackend>(&self, painter: &Painter<DB>, row: &RowPlan<'_>) -> Drawn {
        painter.rule((0.0, self.width), row.top)?;
        let middle = row.top + row.height / 2.0;
        painter.lines((0.0, centred(&row.theme, middle)), &row.theme, Anchor::Start)?;
        painter.marks(&level_symbol(row.level, self.level_left + SYMBOL, middle, SYMBOL))?;
        let name = self.level_left + 2.0 * SYMBOL + AFTER_SYMBOL;
        painter.lines((name, centred(&row.level_name, middle)), &row.level_name, Anchor::Start)?;

        let (first, second) = row.heights;
        let top = middle - (first + BAR_GAP + second) / 2.0;
        self.draw_bar(painter, (&self.region_name, &row.region), (top, first), Rgb::SHARE)?;
        self.draw_bar(painter, (&self.all_name, &row.all), (top + first + BAR_GAP, second), Rgb::SHARE_ASIDE)
    }

    fn draw_bar<DB: DrawingBackend>(
        &self,
        painter: &Painter<DB>,
        (name, bar): (&Lines, &PlannedBar<'_>),
        (top, height): (f64, f64),
        rgb: Rgb,
    ) -> Drawn {
        painter.lines((self.names_left, centred(name, top + height / 2.0)), name, Anchor::Start)?;
        let area = Area { left: self.bars_left, top, width: self.width - self.bars_left, height };
        bar.draw(painter, area, self.words, THICK, rgb)
    }
}

/// The first baseline of lines whose capitals are centred on y.
fn centred(lines: &Lines, y: f64) -> f64 {
    y - lines.cap_height() / 2.0 + lines.look.cap()
}
