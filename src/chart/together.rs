//! Which themes stand in the same plans: a row a combination, a dot a theme, a bar for its plans (an `UpSet` plot, lying).

use super::drawing::{Anchor, Stroke};
use super::lines::Look;
use super::measure::Measure;
use super::painter::Area;
use super::palette::Rgb;
use super::scene::Scene;

/// Combinations of themes with the number of plans that address just them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemesTogether {
    /// Short names of the themes.
    pub themes: Vec<String>,
    /// In the order of the drawing.
    pub rows: Vec<TogetherRow>,
}

/// A combination.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TogetherRow {
    /// Whether each theme is in it.
    pub themes: Vec<bool>,
    /// Plans.
    pub plans: u32,
    /// What stands at the end of the bar.
    pub text: String,
}

const HEAD: Look = Look::bold(8.0);
const VALUE: Look = Look::regular(8.0);
const ROW: f64 = 17.0;
const RADIUS: f64 = 4.0;

impl ThemesTogether {
    pub(super) fn scene<'m>(&self, width: f64, measure: &'m dyn Measure) -> Scene<'m> {
        let mut scene = Scene::new(width, measure);
        let count = self.themes.len().max(1) as f64;
        let column = self.themes.iter().map(|theme| HEAD.width(theme, measure) + 10.0).fold(26.0, f64::max);
        let column = column.min(width * 0.55 / count);
        let left = column * count + 14.0;
        let most = self.rows.iter().map(|row| row.plans).max().unwrap_or(1).max(1);
        let words = self.rows.iter().map(|row| VALUE.width(&row.text, measure)).fold(0.0, f64::max) + 8.0;
        let unit = (width - left - words) / f64::from(most);
        let x = |theme: usize| column * (theme as f64 + 0.5);
        for (at, theme) in self.themes.iter().enumerate() {
            let theme = scene.fitted(theme, column - 3.0, HEAD);
            scene.text((x(at), 9.0), &theme, HEAD, Anchor::Middle);
        }
        for (at, row) in self.rows.iter().enumerate() {
            let top = 15.0 + at as f64 * ROW;
            let middle = top + ROW / 2.0;
            scene.line(vec![(0.0, top), (width, top)], Rgb::RULE, 0.4);
            let filled: Vec<usize> = (0..row.themes.len()).filter(|&theme| row.themes[theme]).collect();
            if let (Some(&from), Some(&to)) = (filled.first(), filled.last())
                && from < to
            {
                scene.line(vec![(x(from), middle), (x(to), middle)], Rgb::SHARE, 1.6);
            }
            for (theme, &in_it) in row.themes.iter().enumerate() {
                let empty = Stroke { rgb: Rgb::SHARE_ASIDE, width: 0.9, dash: None };
                if in_it {
                    scene.dot((x(theme), middle), RADIUS, Some(Rgb::SHARE), None);
                } else {
                    scene.dot((x(theme), middle), RADIUS - 0.5, Some(Rgb::WHITE), Some(empty));
                }
            }
            let bar = Area { left, top: middle - 5.0, width: unit * f64::from(row.plans), height: 10.0 };
            scene.rect(bar, Rgb::SHARE);
            scene.text((bar.right() + 5.0, middle + VALUE.cap() / 2.0), &row.text, VALUE, Anchor::Start);
        }
        scene.height = 15.0 + self.rows.len() as f64 * ROW + 2.0;
        scene
    }
}
