//! The matrix as a heat map: a row a country, a cell a theme, in columns side by side where there are many.

use crate::code::Level;

use super::drawing::Anchor;
use super::lines::Look;
use super::measure::Measure;
use super::painter::Area;
use super::palette::Rgb;
use super::scene::Scene;

/// Levels of every plan for every theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heatmap {
    /// Short names of the themes.
    pub themes: Vec<String>,
    /// In the order of the drawing.
    pub rows: Vec<HeatRow>,
    /// Names for the key, in the order of [`Level::ALL`].
    pub level_names: [String; 5],
}

/// A plan's row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeatRow {
    /// The country.
    pub label: String,
    /// A level a theme.
    pub levels: Vec<Level>,
}

/// Most rows of one heat map: what a page holds in three columns.
pub const HEATMAP_ROWS: usize = 132;

const NAME: Look = Look::regular(7.6);
const HEAD: Look = Look::bold(7.6);
const ROW: f64 = 13.0;
const GAP: f64 = 18.0;
const DOWN: usize = 44;

impl Heatmap {
    pub(super) fn scene<'m>(&self, width: f64, measure: &'m dyn Measure) -> Scene<'m> {
        let mut scene = Scene::new(width, measure);
        let used = |level: Level| self.rows.iter().any(|row| row.levels.contains(&level));
        let names: Vec<(Level, &str)> = Level::ALL
            .into_iter()
            .zip(&self.level_names)
            .filter(|(level, _)| used(*level))
            .map(|(level, name)| (level, name.as_str()))
            .collect();
        let key = scene.key(&names, 0.5);
        let across = self.rows.len().div_ceil(DOWN).max(1);
        let down = self.rows.len().div_ceil(across).max(1);
        let block = (width - GAP * (across - 1) as f64) / across as f64;
        let head = key + 10.0;
        let cells = self.cells(block, measure);
        // The whole block stays together: a wide one with few themes would part names from their cells.
        let label = block - cells * self.themes.len() as f64;
        for (column, rows) in self.rows.chunks(down).enumerate() {
            let left = column as f64 * (block + GAP);
            for (at, theme) in self.themes.iter().enumerate() {
                let x = left + label + cells * (at as f64 + 0.5);
                let theme = scene.fitted(theme, cells - 1.0, HEAD);
                scene.text((x, head + 8.0), &theme, HEAD, Anchor::Middle);
            }
            for (at, row) in rows.iter().enumerate() {
                let top = head + 12.0 + at as f64 * ROW;
                let name = scene.fitted(&row.label, label - 5.0, NAME);
                scene.text((left, top + ROW / 2.0 + NAME.cap() / 2.0), &name, NAME, Anchor::Start);
                for (theme, level) in row.levels.iter().enumerate() {
                    let left = left + label + cells * theme as f64;
                    scene.level_cell(
                        Area { left: left + 0.5, top: top + 0.5, width: cells - 1.0, height: ROW - 1.0 },
                        *level,
                    );
                }
                if (at + 1) % 5 == 0 && at + 1 < rows.len() {
                    scene.line(vec![(left, top + ROW), (left + label - 5.0, top + ROW)], Rgb::RULE, 0.4);
                }
            }
        }
        scene.height = head + 12.0 + down as f64 * ROW + 1.0;
        scene
    }

    /// Width of a cell: room for the longest theme's name, and no more than half of the block for all of them.
    fn cells(&self, block: f64, measure: &dyn Measure) -> f64 {
        let count = self.themes.len().max(1) as f64;
        let names = self.themes.iter().map(|theme| HEAD.width(theme, measure) + 4.0).fold(15.0, f64::max);
        names.min(block * 0.58 / count).max(8.0)
    }
}
