//! Charts: plain numbers and ready-made words in, a [`Drawing`] or an SVG out.
//!
//! ```text
//! LevelsByTheme, ThemesByRegion, CountryAgainst ..   one a file: data, plan (where everything stands), draw
//!        |  Painter: points, our marks               painter.rs
//!        v
//! plotters::DrawingArea<any backend>
//!        |                 |
//!     Recorder         SVGBackend
//!     drawing.rs       svg.rs
//! ```
//!
//! Both outputs come from the same drawing code. Every chart first *plans*: it wraps its words with a
//! [`Measure`] and finds its height from them, so that no text is clipped or laid over another. Nothing here
//! holds a word of any language, knows a file, or depends on what the numbers mean beyond [`crate::code::Level`].

mod bar;
mod change;
mod country;
mod drawing;
mod heatmap;
mod key;
mod levels;
mod lines;
mod map;
mod measure;
mod painter;
mod palette;
mod raster;
mod regions;
mod scene;
mod svg;
mod symbol;
#[cfg(test)]
mod tests;
mod timeline;
mod together;
mod years;

pub use bar::ShareBar;
pub use change::{CHANGE_ROWS, ChangeRow, ThemesChanged};
pub use country::{CountryAgainst, CountryRow};
pub use drawing::{Anchor, Drawing, Mark, Stroke};
pub use heatmap::{HEATMAP_ROWS, HeatRow, Heatmap};
pub use levels::{LevelsByTheme, LevelsRow};
pub use map::{WorldMap, is_on_map, prepare};
pub use measure::{EstimatedMeasure, Measure};
pub use palette::{LevelColours, Rgb, level_colours};
pub use raster::{Pixels, pixels, png};
pub use regions::{RegionPanel, ThemesByRegion};
pub use symbol::level_symbol;
pub use timeline::{TIMELINE_ROWS, Timeline, TimelineRow, TimelineSpan};
pub use together::{ThemesTogether, TogetherRow};
pub use years::{ThemesByYear, YearPanel};

use plotters::prelude::{DrawingBackend, IntoDrawingArea};

use drawing::Recorder;
use painter::{Painter, units};

/// Narrowest width in points in which the columns of a chart still have room.
pub const MIN_WIDTH: f64 = 280.0;
/// Widest width and greatest height in points that a chart may take.
pub const MAX_EXTENT: f64 = 20_000.0;

/// Why a chart could not be drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChartError {
    /// The width is outside of [`MIN_WIDTH`] to [`MAX_EXTENT`], or not a number.
    #[error("a chart of {width} points is not between {MIN_WIDTH} and {MAX_EXTENT} points wide")]
    Width {
        /// The width asked for, in points.
        width: f64,
    },
    /// The data need more than [`MAX_EXTENT`] points of height.
    #[error("the chart would be {height} points high, more than {MAX_EXTENT}")]
    Height {
        /// The height needed, in points.
        height: f64,
    },
    /// The backend refused.
    #[error("the chart could not be drawn: {message}")]
    Backend {
        /// What the backend said.
        message: String,
    },
}

/// A chart with its data and words.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Levels by theme, as stacked bars.
    Levels(LevelsByTheme),
    /// Share of each region's countries that address a theme, a panel a theme.
    Regions(ThemesByRegion),
    /// A country's level in each theme, against its region and all countries.
    Country(CountryAgainst),
    /// Every plan and theme, as a grid of symbols.
    Heatmap(Heatmap),
    /// Editions on a line of years.
    Timeline(Timeline),
    /// Share of plans that address each theme, by the years in which they begin.
    Years(ThemesByYear),
    /// Which themes stand in the same plans.
    Together(ThemesTogether),
    /// A map of the world.
    Map(WorldMap),
    /// The latest edition against the one before.
    Change(ThemesChanged),
}

impl Chart {
    /// The height in points that the chart takes at a width in points.
    ///
    /// # Errors
    /// [`ChartError::Width`] and [`ChartError::Height`].
    pub fn height(&self, width: f64, measure: &dyn Measure) -> Result<f64, ChartError> {
        Ok(self.plan(width, measure)?.height())
    }

    /// The chart as marks for a page, at a width in points. Texts stand in reading order.
    ///
    /// # Errors
    /// As [`Chart::height`]; nothing else can fail.
    pub fn drawing(&self, width: f64, measure: &dyn Measure) -> Result<Drawing, ChartError> {
        let plan = self.plan(width, measure)?;
        let height = plan.height();
        let mut marks = Vec::new();
        plan.draw(Recorder::new(&mut marks, (units_u32(width), units_u32(height)), measure))?;
        Ok(Drawing { width, height, marks })
    }

    /// The chart as an SVG document of its own, at a width in points. The title is the accessible name, `alt` its
    /// description.
    ///
    /// # Errors
    /// As [`Chart::height`], and [`ChartError::Backend`].
    pub fn svg(
        &self,
        width: f64,
        measure: &dyn Measure,
        title: &str,
        alt: &str,
    ) -> Result<String, ChartError> {
        let plan = self.plan(width, measure)?;
        svg::document((width, plan.height()), title, alt, |backend| plan.draw(backend))
    }

    fn plan<'a>(&'a self, width: f64, measure: &'a dyn Measure) -> Result<Plan<'a>, ChartError> {
        if !(MIN_WIDTH..=MAX_EXTENT).contains(&width) {
            return Err(ChartError::Width { width });
        }
        let plan = match self {
            Self::Levels(chart) => Plan::Levels(chart.plan(width, measure)),
            Self::Regions(chart) => Plan::Regions(chart.plan(width, measure)),
            Self::Country(chart) => Plan::Country(chart.plan(width, measure)),
            Self::Heatmap(chart) => Plan::Scene(chart.scene(width, measure)),
            Self::Timeline(chart) => Plan::Scene(chart.scene(width, measure)),
            Self::Years(chart) => Plan::Scene(chart.scene(width, measure)),
            Self::Together(chart) => Plan::Scene(chart.scene(width, measure)),
            Self::Map(chart) => Plan::Scene(chart.scene(width, measure)),
            Self::Change(chart) => Plan::Scene(chart.scene(width, measure)),
        };
        let height = plan.height();
        if height > MAX_EXTENT { Err(ChartError::Height { height }) } else { Ok(plan) }
    }
}

/// A chart of which everything has its place.
enum Plan<'a> {
    Levels(levels::LevelsPlan<'a>),
    Regions(regions::RegionsPlan<'a>),
    Country(country::CountryPlan<'a>),
    Scene(scene::Scene<'a>),
}

impl Plan<'_> {
    fn height(&self) -> f64 {
        match self {
            Self::Levels(plan) => plan.height(),
            Self::Regions(plan) => plan.height(),
            Self::Country(plan) => plan.height(),
            Self::Scene(scene) => scene.height,
        }
    }

    /// Draws on any plotters backend: the one place that both outputs go through.
    fn draw<DB: DrawingBackend>(&self, backend: DB) -> Result<(), ChartError> {
        let painter = Painter::new(backend.into_drawing_area());
        match self {
            Self::Levels(plan) => plan.draw(&painter)?,
            Self::Regions(plan) => plan.draw(&painter)?,
            Self::Country(plan) => plan.draw(&painter)?,
            Self::Scene(scene) => scene.draw(&painter)?,
        }
        painter.finish()
    }
}

/// Points as units of a backend's size, never below one.
fn units_u32(points: f64) -> u32 {
    u32::try_from(units(points)).unwrap_or(1).max(1)
}
