//! A drawing put together mark by mark: for charts whose plan is where their marks stand.

use plotters::prelude::DrawingBackend;
use unicode_segmentation::UnicodeSegmentation;

use crate::code::Level;

use super::drawing::{Anchor, Mark, Stroke};
use super::lines::{Lines, Look, Weight};
use super::measure::Measure;
use super::painter::{Area, Drawn, Painter};
use super::palette::{Rgb, level_colours};
use super::symbol::{level_symbol, symbol_in};

/// Marks in the order of drawing, which is that of reading. Points, y down.
pub(super) struct Scene<'m> {
    pub(super) measure: &'m dyn Measure,
    pub(super) width: f64,
    /// What the marks need.
    pub(super) height: f64,
    marks: Vec<Mark>,
}

impl<'m> Scene<'m> {
    pub(super) fn new(width: f64, measure: &'m dyn Measure) -> Self {
        Self { measure, width, height: 0.0, marks: Vec::new() }
    }

    /// A line of text with its baseline at y.
    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, look: Look, anchor: Anchor) {
        if text.is_empty() {
            return;
        }
        let (bold, italic) = (look.weight == Weight::Bold, look.weight == Weight::Italic);
        let text = text.to_owned();
        self.marks.push(Mark::Text {
            x,
            y,
            size: look.size,
            bold,
            italic,
            rgb: look.rgb,
            anchor,
            quarter_turns: 0,
            text,
        });
    }

    /// Lines of text, centred about y.
    pub(super) fn lines_about(&mut self, (x, y): (f64, f64), lines: &Lines, anchor: Anchor) {
        let first = y - lines.cap_height() / 2.0 + lines.look.cap();
        for (at, line) in lines.lines.iter().enumerate() {
            self.text((x, first + at as f64 * lines.look.leading()), line, lines.look, anchor);
        }
    }

    pub(super) fn rect(&mut self, area: Area, rgb: Rgb) {
        let (right, bottom) = (area.right(), area.top + area.height);
        let points = vec![(area.left, area.top), (right, area.top), (right, bottom), (area.left, bottom)];
        self.marks.push(Mark::Path { points, closed: true, fill: Some(rgb), stroke: None });
    }

    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, rgb: Rgb, width: f64) {
        self.dashed(points, rgb, width, None);
    }

    pub(super) fn dashed(&mut self, points: Vec<(f64, f64)>, rgb: Rgb, width: f64, dash: Option<(f64, f64)>) {
        let stroke = Some(Stroke { rgb, width, dash });
        self.marks.push(Mark::Path { points, closed: false, fill: None, stroke });
    }

    pub(super) fn shape(&mut self, points: Vec<(f64, f64)>, fill: Rgb, stroke: Option<Stroke>) {
        self.marks.push(Mark::Path { points, closed: true, fill: Some(fill), stroke });
    }

    pub(super) fn dot(&mut self, centre: (f64, f64), radius: f64, fill: Option<Rgb>, stroke: Option<Stroke>) {
        self.marks.push(Mark::Circle { centre, radius, fill, stroke });
    }

    /// A level's symbol on paper.
    pub(super) fn symbol(&mut self, level: Level, (x, y): (f64, f64), radius: f64) {
        self.marks.extend(level_symbol(level, x, y, radius));
    }

    /// A cell in a level's colours, with its symbol.
    pub(super) fn level_cell(&mut self, area: Area, level: Level) {
        let colours = level_colours(level);
        self.rect(area, colours.fill);
        if colours.dashed || level == Level::None {
            let (left, top) = (area.left + 0.25, area.top + 0.25);
            let (right, bottom) = (area.right() - 0.25, area.top + area.height - 0.25);
            let ring = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
            let dash = colours.dashed.then_some((2.0, 1.5));
            self.dashed(ring, colours.outline, if colours.dashed { 0.6 } else { 0.35 }, dash);
        }
        let centre = (area.left + area.width / 2.0, area.top + area.height / 2.0);
        self.marks.extend(symbol_in(level, centre, 2.7, colours.ink, colours.fill));
    }

    /// The key of the levels, side by side from the left; returns its height.
    pub(super) fn key(&mut self, names: &[(Level, &str)], top: f64) -> f64 {
        const LOOK: Look = Look::regular(8.0);
        const HEIGHT: f64 = 9.0;
        let (mut x, mut y) = (0.0, top);
        for (level, name) in names {
            let wide = 13.0 + 4.0 + LOOK.width(name, self.measure);
            if x > 0.0 && x + wide > self.width {
                (x, y) = (0.0, y + HEIGHT + 4.0);
            }
            self.level_cell(Area { left: x, top: y, width: 13.0, height: HEIGHT }, *level);
            self.text((x + 17.0, y + HEIGHT / 2.0 + LOOK.cap() / 2.0), name, LOOK, Anchor::Start);
            x += wide + 13.0;
        }
        y + HEIGHT - top
    }

    /// A line of text that fits: long names lose their middle, since several may begin alike. What it names stands in full
    /// in the words beside the chart.
    pub(super) fn fitted(&self, text: &str, room: f64, look: Look) -> String {
        if look.width(text, self.measure) <= room {
            return text.to_owned();
        }
        let letters: Vec<&str> = text.graphemes(true).collect();
        for kept in (1..letters.len()).rev() {
            let end = kept / 3;
            let (start, end) = (letters[..kept - end].concat(), letters[letters.len() - end..].concat());
            let candidate = format!("{}…{}", start.trim_end(), end.trim_start());
            if look.width(&candidate, self.measure) <= room {
                return candidate;
            }
        }
        String::new()
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, painter: &Painter<DB>) -> Drawn {
        painter.marks(&self.marks)
    }
}
