//! What changed since the earlier plan: a row a country, a scale a theme, a hollow mark and a full one.

use crate::code::Level;

use super::drawing::{Anchor, Stroke};
use super::lines::Look;
use super::measure::Measure;
use super::palette::Rgb;
use super::scene::Scene;

/// Levels of the earlier and the latest edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemesChanged {
    /// Names of the themes.
    pub themes: Vec<String>,
    /// What the steps of each scale mean, weakest first: none, mention, commitment.
    pub steps: [String; 3],
    /// In the order of the drawing.
    pub rows: Vec<ChangeRow>,
}

/// A country's change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeRow {
    /// The country.
    pub label: String,
    /// The periods of both editions.
    pub periods: String,
    /// The levels of the earlier and of the latest edition, a theme.
    pub levels: Vec<(Level, Level)>,
}

/// Most rows of one chart of change: what a page holds.
pub const CHANGE_ROWS: usize = 26;

const NAME: Look = Look::regular(8.0);
const PERIOD: Look = Look::regular(6.8).muted();
const HEAD: Look = Look::bold(7.8);
const ROW: f64 = 22.0;

/// Where a level stands on the scale; what is not known stands nowhere.
fn step(level: Level) -> Option<f64> {
    match level {
        Level::None => Some(0.0),
        Level::Mention => Some(1.0),
        // "Yes" is at least a mention; it stands between the two that it may be.
        Level::Addressed => Some(1.5),
        Level::Commitment => Some(2.0),
        Level::Unknown => None,
    }
}

impl ThemesChanged {
    pub(super) fn scene<'m>(&self, width: f64, measure: &'m dyn Measure) -> Scene<'m> {
        let mut scene = Scene::new(width, measure);
        let wide = |row: &ChangeRow| NAME.width(&row.label, measure).max(PERIOD.width(&row.periods, measure));
        let label = self.rows.iter().map(wide).fold(60.0, f64::max).min(width * 0.28) + 10.0;
        let count = self.themes.len().max(1) as f64;
        let column = (width - label) / count;
        let inset = 22.0_f64.min(column * 0.2);
        let x = |theme: usize, step: f64| {
            label + column * theme as f64 + inset + (column - 2.0 * inset) * step / 2.0
        };
        let levels = [Level::None, Level::Mention, Level::Commitment];
        let named: Vec<(Level, &str)> =
            levels.into_iter().zip(self.steps.iter().map(String::as_str)).collect();
        let head = scene.key(&named, 0.5) + 9.0;
        for (theme, name) in self.themes.iter().enumerate() {
            let name = scene.fitted(name, column - 6.0, HEAD);
            scene.text((x(theme, 1.0), head + 8.5), &name, HEAD, Anchor::Middle);
            for (at, level) in levels.into_iter().enumerate() {
                scene.symbol(level, (x(theme, at as f64), head + 16.5), 2.4);
            }
        }
        for (at, row) in self.rows.iter().enumerate() {
            let top = head + 22.0 + at as f64 * ROW;
            let middle = top + ROW / 2.0;
            scene.line(vec![(0.0, top), (width, top)], Rgb::RULE, 0.4);
            let name = scene.fitted(&row.label, label - 10.0, NAME);
            scene.text((0.0, middle - 1.0), &name, NAME, Anchor::Start);
            scene.text((0.0, middle + 7.5), &row.periods, PERIOD, Anchor::Start);
            for (theme, &(before, after)) in row.levels.iter().enumerate() {
                scene.line(vec![(x(theme, 0.0), middle), (x(theme, 2.0), middle)], Rgb::TRACK, 1.2);
                let (from, to) = (step(before).map(|at| x(theme, at)), step(after).map(|at| x(theme, at)));
                if let (Some(from), Some(to)) = (from, to)
                    && (from - to).abs() > 0.1
                {
                    scene.line(vec![(from, middle), (to, middle)], Rgb::SHARE, 2.0);
                }
                if let Some(from) = from {
                    let edge = Stroke { rgb: Rgb::SHARE, width: 1.1, dash: None };
                    scene.dot((from, middle), 3.4, Some(Rgb::WHITE), Some(edge));
                }
                if let Some(to) = to {
                    scene.dot((to, middle), if from == Some(to) { 1.7 } else { 3.9 }, Some(Rgb::SHARE), None);
                }
                if from.is_none() && to.is_none() {
                    scene.symbol(Level::Unknown, (x(theme, 1.0), middle), 2.6);
                }
            }
        }
        scene.height = head + 22.0 + self.rows.len() as f64 * ROW + 2.0;
        scene
    }
}
