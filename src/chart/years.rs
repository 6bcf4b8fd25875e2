//! Share of plans that address each theme by the years in which they begin: a panel a theme.

use super::drawing::Anchor;
use super::lines::{Lines, Look};
use super::measure::Measure;
use super::painter::Area;
use super::palette::Rgb;
use super::scene::Scene;

/// Shares by spans of years.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThemesByYear {
    /// The spans of years, as they stand below the scale.
    pub spans: Vec<String>,
    /// A panel a theme.
    pub panels: Vec<YearPanel>,
}

/// A theme's shares.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct YearPanel {
    /// The theme's name.
    pub label: String,
    /// Hits and n a span; n is 0 where nothing is known.
    pub shares: Vec<(u32, u32)>,
    /// The same in words, such as "3 of 5".
    pub texts: Vec<String>,
}

const THEME: Look = Look::bold(8.2);
const SPAN: Look = Look::regular(7.0).muted();
const VALUE: Look = Look::regular(7.2);
const PLOT: f64 = 62.0;
const GAP: f64 = 22.0;

impl ThemesByYear {
    pub(super) fn scene<'m>(&self, width: f64, measure: &'m dyn Measure) -> Scene<'m> {
        let mut scene = Scene::new(width, measure);
        let across = self.panels.len().clamp(1, 2);
        let panel = (width - GAP * (across - 1) as f64) / across as f64;
        let mut top = 0.0;
        for band in self.panels.chunks(across) {
            let heads: Vec<Lines> =
                band.iter().map(|one| Lines::wrap(&one.label, panel, THEME, measure)).collect();
            let head = heads.iter().map(Lines::height).fold(0.0, f64::max) + 14.0;
            for ((at, one), words) in band.iter().enumerate().zip(&heads) {
                let left = at as f64 * (panel + GAP);
                scene.lines_about((left, top + words.height() / 2.0), words, Anchor::Start);
                self.panel(&mut scene, one, (left, top + head, panel));
            }
            top += head + PLOT + 32.0;
        }
        scene.height = top - 10.0;
        scene
    }

    fn panel(&self, scene: &mut Scene<'_>, panel: &YearPanel, (left, top, width): (f64, f64, f64)) {
        let bottom = top + PLOT;
        let step = width / self.spans.len().max(1) as f64;
        let column = (step * 0.62).min(46.0);
        for ((at, &(hit, of)), span) in panel.shares.iter().enumerate().zip(&self.spans) {
            let middle = left + step * (at as f64 + 0.5);
            let track = Area { left: middle - column / 2.0, top, width: column, height: PLOT };
            // Where nothing is known there is no column: a gap is no zero.
            if of > 0 {
                scene.rect(track, Rgb::TRACK);
                let height = PLOT * f64::from(hit.min(of)) / f64::from(of);
                if hit > 0 {
                    scene.rect(Area { top: bottom - height, height, ..track }, Rgb::SHARE);
                }
            }
            let text = panel.texts.get(at).map_or("", String::as_str);
            scene.text((middle, top - 4.0), text, VALUE, Anchor::Middle);
            scene.text((middle, bottom + 10.0), span, SPAN, Anchor::Middle);
        }
        scene.line(vec![(left, bottom), (left + width, bottom)], Rgb::MUTED, 0.6);
    }
}
