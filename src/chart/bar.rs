//! A share as a bar: a pale track as long as 100 %, the share on it, the words after it.

use plotters::prelude::DrawingBackend;

use super::drawing::Anchor;
use super::lines::{Lines, Look};
use super::measure::Measure;
use super::painter::{Area, Drawn, Painter};
use super::palette::Rgb;

/// A share with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareBar {
    /// How many.
    pub hit: u32,
    /// Out of how many; 0 where nothing is known, then `text` stands in the place of the bar.
    pub of: u32,
    /// What to write: the share with its n, or the words for "no data".
    pub text: String,
}

/// From the track to the words, in points.
const GAP: f64 = 4.0;

/// A share bar with its words broken into lines.
#[derive(Debug)]
pub(super) struct PlannedBar<'a> {
    bar: &'a ShareBar,
    pub(super) words: Lines,
}

impl<'a> PlannedBar<'a> {
    /// The words take at most half of `max` points beside a track, and all of it where there is no track.
    pub(super) fn new(bar: &'a ShareBar, max: f64, look: Look, measure: &dyn Measure) -> Self {
        let words = if bar.of == 0 {
            Lines::wrap(&bar.text, max, Look { weight: Look::italic(0.0).weight, ..look.muted() }, measure)
        } else {
            Lines::wrap(&bar.text, max / 2.0, look, measure)
        };
        Self { bar, words }
    }

    /// Draws the bar in an area whose right part of `words` points is for the words. It is `thick` points high.
    pub(super) fn draw<DB: DrawingBackend>(
        &self,
        painter: &Painter<DB>,
        area: Area,
        words: f64,
        thick: f64,
        rgb: Rgb,
    ) -> Drawn {
        let middle = area.top + area.height / 2.0;
        let baseline = middle - self.words.cap_height() / 2.0 + self.words.look.cap();
        if self.bar.of == 0 {
            return painter.lines((area.left, baseline), &self.words, Anchor::Start);
        }
        let width = area.width - words - GAP;
        let track = Area { left: area.left, top: middle - thick / 2.0, width, height: thick };
        painter.rect(track, Rgb::TRACK)?;
        let of = f64::from(self.bar.of);
        let hit = f64::from(self.bar.hit.min(self.bar.of));
        if hit > 0.0 {
            painter.scaled(track, of).bar(0.0, hit, rgb)?;
        }
        painter.lines((track.right() + GAP, baseline), &self.words, Anchor::Start)
    }

    /// Whether the words stand after a track.
    pub(super) fn has_track(&self) -> bool {
        self.bar.of > 0
    }
}

/// Width in points to keep for the words after the tracks of all these bars.
pub(super) fn words_width<'a>(bars: impl IntoIterator<Item = &'a PlannedBar<'a>>) -> f64 {
    bars.into_iter().filter(|bar| bar.has_track()).map(|bar| bar.words.width).fold(0.0, f64::max)
}
