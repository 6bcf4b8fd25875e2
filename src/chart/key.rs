//! The key of the levels: a swatch with its symbol, and the level's name beside it.

use plotters::prelude::DrawingBackend;

use crate::code::Level;

use super::drawing::{Anchor, Stroke};
use super::lines::{Lines, Look};
use super::measure::Measure;
use super::painter::{Area, Drawn, Painter};
use super::palette::level_colours;
use super::symbol::symbol_in;

const SWATCH: f64 = 13.0;
const SWATCH_HEIGHT: f64 = 9.0;
const AFTER_SWATCH: f64 = 4.0;
const BETWEEN: f64 = 13.0;
const DASHES: Option<(f64, f64)> = Some((2.0, 1.5));
const LOOK: Look = Look::regular(8.0);

/// A key with the place of each of its entries.
#[derive(Debug)]
pub(super) struct Key {
    entries: Vec<Entry>,
    /// In points, without space below.
    pub(super) height: f64,
}

#[derive(Debug)]
struct Entry {
    level: Level,
    left: f64,
    top: f64,
    name: Lines,
}

impl Key {
    /// Sets entries side by side from `left`, on as many lines as they need in `width` points.
    pub(super) fn new(names: &[(Level, &str)], left: f64, width: f64, measure: &dyn Measure) -> Self {
        let (mut x, mut top, mut height) = (left, 0.0, 0.0_f64);
        let mut entries = Vec::with_capacity(names.len());
        for &(level, name) in names {
            let name = Lines::wrap(name, width - SWATCH - AFTER_SWATCH, LOOK, measure);
            let right = x + SWATCH + AFTER_SWATCH + name.width;
            if right > left + width && x > left {
                (x, top) = (left, height + 4.0);
            }
            height = height.max(top + SWATCH_HEIGHT + name.below_first());
            let next = x + SWATCH + AFTER_SWATCH + name.width + BETWEEN;
            entries.push(Entry { level, left: x, top, name });
            x = next;
        }
        Self { entries, height }
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, painter: &Painter<DB>, top: f64) -> Drawn {
        for entry in &self.entries {
            let swatch =
                Area { left: entry.left, top: top + entry.top, width: SWATCH, height: SWATCH_HEIGHT };
            level_area(painter, swatch, entry.level)?;
            let colours = level_colours(entry.level);
            let middle = swatch.top + swatch.height / 2.0;
            let centre = (swatch.left + swatch.width / 2.0, middle);
            painter.marks(&symbol_in(entry.level, centre, 2.7, colours.ink, colours.fill))?;
            let name = (swatch.right() + AFTER_SWATCH, middle + LOOK.cap() / 2.0);
            painter.lines(name, &entry.name, Anchor::Start)?;
        }
        Ok(())
    }
}

/// From the top of a key to the baseline of its first line, in points.
pub(super) fn first_baseline() -> f64 {
    (SWATCH_HEIGHT + LOOK.cap()) / 2.0
}

/// An area in a level's colours. Pale fills have an edge, so that they end somewhere on white paper.
pub(super) fn level_area<DB: DrawingBackend>(painter: &Painter<DB>, area: Area, level: Level) -> Drawn {
    let colours = level_colours(level);
    painter.rect(area, colours.fill)?;
    level_edge(painter, area, level)
}

/// The edge of an area in a level's colours, where the level has one.
pub(super) fn level_edge<DB: DrawingBackend>(painter: &Painter<DB>, area: Area, level: Level) -> Drawn {
    let colours = level_colours(level);
    let stroke = |width, dash| Stroke { rgb: colours.outline, width, dash };
    match level {
        Level::Commitment | Level::Addressed | Level::Mention => Ok(()),
        Level::None => painter.edge(area, stroke(0.35, None)),
        Level::Unknown if area.width < 2.0 => {
            // Two dashed lines as close as that would run into one solid one.
            let middle = area.left + area.width / 2.0;
            painter.line(&[(middle, area.top), (middle, area.top + area.height)], stroke(0.6, DASHES))
        }
        Level::Unknown => painter.edge(area, stroke(0.6, DASHES)),
    }
}
