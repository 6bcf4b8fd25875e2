//! When plans were adopted: a bar of years a plan, with the symbols of its levels.

use crate::code::Level;

use super::drawing::Anchor;
use super::lines::Look;
use super::measure::Measure;
use super::painter::Area;
use super::palette::Rgb;
use super::scene::Scene;

/// Editions on a line of years.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// A row a country, in the order of the drawing.
    pub rows: Vec<TimelineRow>,
    /// First and last year of the scale.
    pub years: (u16, u16),
    /// Names for the key, in the order of [`Level::ALL`].
    pub level_names: [String; 5],
}

/// A country's editions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimelineRow {
    /// The country.
    pub label: String,
    /// Its editions, earliest first.
    pub spans: Vec<TimelineSpan>,
}

/// An edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimelineSpan {
    /// First year.
    pub start: u16,
    /// Last year; `None` where the plan has no end.
    pub end: Option<u16>,
    /// Whether the plan goes on without an end; else no end is stated.
    pub open: bool,
    /// A level a theme.
    pub levels: Vec<Level>,
}

/// Most rows of one time line: what a page holds.
pub const TIMELINE_ROWS: usize = 40;

const NAME: Look = Look::regular(7.8);
const YEAR: Look = Look::regular(7.2).muted();
const ROW: f64 = 14.0;
const BAR: f64 = 8.5;
const RADIUS: f64 = 2.3;

impl Timeline {
    pub(super) fn scene<'m>(&self, width: f64, measure: &'m dyn Measure) -> Scene<'m> {
        let mut scene = Scene::new(width, measure);
        let used = |level: Level| {
            self.rows.iter().flat_map(|row| &row.spans).any(|span| span.levels.contains(&level))
        };
        let names: Vec<(Level, &str)> = Level::ALL
            .into_iter()
            .zip(&self.level_names)
            .filter(|(level, _)| used(*level))
            .map(|(level, name)| (level, name.as_str()))
            .collect();
        let key = scene.key(&names, 0.5);
        let label = self
            .rows
            .iter()
            .map(|row| NAME.width(&row.label, measure))
            .fold(40.0, f64::max)
            .min(width * 0.26)
            + 8.0;
        let themes =
            self.rows.iter().flat_map(|row| &row.spans).map(|span| span.levels.len()).max().unwrap_or(0);
        let strip = themes as f64 * (2.0 * RADIUS + 1.6) + 4.0;
        let (first, last) = (f64::from(self.years.0), f64::from(self.years.1.max(self.years.0)) + 1.0);
        // Room at the right for the symbols of a plan that begins in the last year.
        let scale = (width - label - strip) / (last - first).max(1.0);
        let x = |year: f64| label + (year - first) * scale;
        let top = key + 20.0;
        let bottom = top + self.rows.len() as f64 * ROW;
        let step =
            [1_u16, 2, 5, 10, 25].into_iter().find(|step| f64::from(*step) * scale >= 26.0).unwrap_or(50);
        for year in self.years.0..=self.years.1 {
            if year % step == 0 {
                scene.line(
                    vec![(x(f64::from(year)), top - 3.0), (x(f64::from(year)), bottom)],
                    Rgb::RULE,
                    0.4,
                );
                scene.text((x(f64::from(year)), top - 6.0), &year.to_string(), YEAR, Anchor::Middle);
            }
        }
        for (at, row) in self.rows.iter().enumerate() {
            let middle = top + (at as f64 + 0.5) * ROW;
            let name = scene.fitted(&row.label, label - 8.0, NAME);
            scene.text((0.0, middle + NAME.cap() / 2.0), &name, NAME, Anchor::Start);
            for (number, span) in row.spans.iter().enumerate() {
                // An edition gives way to the next one.
                let next = row.spans.get(number + 1).map_or(last, |next| f64::from(next.start));
                let ends =
                    if span.open { last } else { span.end.map_or(f64::from(span.start), f64::from) + 1.0 };
                let (left, right) =
                    (x(f64::from(span.start)), x(ends.min(next).max(f64::from(span.start) + 0.6)));
                let bar =
                    Area { left, top: middle - BAR / 2.0, width: (right - left - 0.8).max(1.0), height: BAR };
                scene.rect(bar, Rgb::TRACK);
                scene.line(vec![(left, bar.top), (left, bar.top + BAR)], Rgb::MUTED, 1.0);
                if span.open && ends <= next {
                    let tip = bar.right();
                    scene.shape(
                        vec![(tip, middle - BAR / 2.0), (tip + 4.0, middle), (tip, middle + BAR / 2.0)],
                        Rgb::TRACK,
                        None,
                    );
                }
                for (theme, level) in span.levels.iter().enumerate() {
                    let centre = left + 4.0 + RADIUS + theme as f64 * (2.0 * RADIUS + 1.6);
                    scene.symbol(*level, (centre, middle), RADIUS);
                }
            }
        }
        scene.height = bottom + 2.0;
        scene
    }
}
