//! Our own plain marks, and the plotters backend that collects them.
//!
//! Points as `f64`, y down from the top-left corner. What paints a [`Drawing`] needs no plotters.

use std::convert::Infallible;
use std::hash::{Hash, Hasher};

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};

use super::measure::Measure;
use super::painter::{FONT_SCALE, TOP_TO_BASELINE, points, units};
use super::palette::Rgb;

/// A finished drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// Painted in this order; texts among them are in reading order.
    pub marks: Vec<Mark>,
}

/// A line's colour, width in points, and dashes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub rgb: Rgb,
    /// Width in points.
    pub width: f64,
    /// Lengths in points of a dash and of the gap after it; `None` for a solid line.
    pub dash: Option<(f64, f64)>,
}

/// Which part of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// One thing to paint. Colours are opaque.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Straight lines through points; at least two of them.
    Path {
        /// Corners, in points.
        points: Vec<(f64, f64)>,
        /// Whether the last corner is joined to the first.
        closed: bool,
        /// Colour of the area.
        fill: Option<Rgb>,
        /// The line.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Centre, in points.
        centre: (f64, f64),
        /// Radius in points; a line of a stroke lies half outside of it.
        radius: f64,
        /// Colour of the area.
        fill: Option<Rgb>,
        /// The line.
        stroke: Option<Stroke>,
    },
    /// One line of text, never empty.
    Text {
        /// Where the anchor stands, in points.
        x: f64,
        /// The baseline, in points.
        y: f64,
        /// Size in points.
        size: f64,
        /// In the bold face.
        bold: bool,
        /// In the italic face.
        italic: bool,
        /// Colour.
        rgb: Rgb,
        /// What of the text stands at `x`.
        anchor: Anchor,
        /// Quarter turns clockwise about (x, y).
        quarter_turns: u8,
        /// The words.
        text: String,
    },
}

// Not derived: a floating point number has no hash. By its bits, since the question is whether anything differs; field
// by field, so that a new one that were forgotten here would not compile.
impl Hash for Drawing {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { width, height, marks } = self;
        (bits(&[*width, *height]), marks).hash(state);
    }
}

impl Hash for Stroke {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { rgb, width, dash } = self;
        (rgb, bits(&[*width]), dash.map(|(on, off)| bits(&[on, off]))).hash(state);
    }
}

impl Hash for Mark {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Path { points, closed, fill, stroke } => {
                points.len().hash(state);
                points.iter().for_each(|(x, y)| bits(&[*x, *y]).hash(state));
                (closed, fill, stroke).hash(state);
            }
            Self::Circle { centre: (x, y), radius, fill, stroke } => {
                (bits(&[*x, *y, *radius]), fill, stroke).hash(state);
            }
            Self::Text { x, y, size, bold, italic, rgb, anchor, quarter_turns, text } => {
                (bits(&[*x, *y, *size]), bold, italic, rgb, anchor, quarter_turns, text).hash(state);
            }
        }
    }
}

fn bits<const N: usize>(numbers: &[f64; N]) -> [u64; N] {
    numbers.map(f64::to_bits)
}

impl Mark {
    /// Left, top, right, bottom in points, with half the width of strokes; of a text only its anchor.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64, f64, f64) {
        let half = |stroke: &Option<Stroke>| stroke.map_or(0.0, |stroke| stroke.width / 2.0);
        match self {
            Self::Path { points, stroke, .. } => {
                let pen = half(stroke);
                // A single level or upright line ends square at its ends; elsewhere corners may reach out.
                let (sideways, updown) = match points.as_slice() {
                    [(_, a), (_, b)] if a == b => (0.0, pen),
                    [(a, _), (b, _)] if a == b => (pen, 0.0),
                    _ => (pen, pen),
                };
                let start = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
                points.iter().fold(start, |(left, top, right, bottom), &(x, y)| {
                    (
                        left.min(x - sideways),
                        top.min(y - updown),
                        right.max(x + sideways),
                        bottom.max(y + updown),
                    )
                })
            }
            Self::Circle { centre: (x, y), radius, stroke, .. } => {
                let reach = radius + half(stroke);
                (x - reach, y - reach, x + reach, y + reach)
            }
            Self::Text { x, y, .. } => (*x, *y, *x, *y),
        }
    }
}

/// A plotters backend that collects [`Mark`]s.
pub(super) struct Recorder<'a> {
    marks: &'a mut Vec<Mark>,
    /// In units, see [`units`].
    size: (u32, u32),
    measure: &'a dyn Measure,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> Recorder<'a> {
    pub(super) fn new(marks: &'a mut Vec<Mark>, size: (u32, u32), measure: &'a dyn Measure) -> Self {
        Self { marks, size, measure }
    }

    fn path(&mut self, mut corners: Vec<(f64, f64)>, fill: Option<Rgb>, stroke: Option<Stroke>) {
        let ends_meet = corners.len() > 3 && corners.first() == corners.last();
        if ends_meet {
            corners.pop();
        }
        // An area and the line around it come one after the other, and are one thing.
        if let (None, true, Some(Mark::Path { points, fill: Some(_), stroke: line @ None, .. })) =
            (fill, ends_meet, self.marks.last_mut())
            && *points == corners
        {
            *line = stroke;
            return;
        }
        if corners.len() > 1 {
            let closed = ends_meet || fill.is_some();
            self.marks.push(Mark::Path { points: corners, closed, fill, stroke });
        }
    }
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        if fill { self.fill_polygon(corners, style) } else { self.draw_path(corners, style) }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if let Some(stroke) = stroke_of(style) {
            self.path(path.into_iter().map(in_points).collect(), None, Some(stroke));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if let Some(rgb) = on_white(style.color()) {
            let (at, reach) = (in_points(center), f64::from(radius) * points(1));
            let line = if fill { None } else { stroke_of(style) };
            if let (false, Some(Mark::Circle { centre, radius, fill: Some(_), stroke: rim @ None })) =
                (fill, self.marks.last_mut())
                && (*centre, *radius) == (at, reach)
            {
                *rim = line;
                return Ok(());
            }
            let fill = fill.then_some(rgb);
            self.marks.push(Mark::Circle { centre: at, radius: reach, fill, stroke: line });
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        if let Some(rgb) = on_white(style.color()) {
            self.path(vert.into_iter().map(in_points).collect(), Some(rgb), None);
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let Some(rgb) = on_white(style.color()) else { return Ok(()) };
        if text.is_empty() {
            return Ok(());
        }
        let size = style.size() / FONT_SCALE * points(1);
        // From the anchor to the baseline as SVGBackend has it, so that both outputs agree.
        let down = match style.anchor().v_pos {
            VPos::Top => size * TOP_TO_BASELINE,
            VPos::Center => size * 0.27,
            VPos::Bottom => -size * 0.27,
        };
        let (x, y) = in_points(pos);
        let (quarter_turns, x, y) = match style.transform() {
            FontTransform::None => (0, x, y + down),
            FontTransform::Rotate90 => (1, x - down, y),
            FontTransform::Rotate180 => (2, x, y - down),
            FontTransform::Rotate270 => (3, x + down, y),
        };
        self.marks.push(Mark::Text {
            x: neat(x),
            y: neat(y),
            size: neat(size),
            bold: matches!(style.style(), FontStyle::Bold),
            italic: matches!(style.style(), FontStyle::Italic | FontStyle::Oblique),
            rgb,
            anchor: match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            quarter_turns,
            text: text.to_owned(),
        });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size() / FONT_SCALE * points(1);
        let bold = matches!(style.style(), FontStyle::Bold);
        let italic = matches!(style.style(), FontStyle::Italic | FontStyle::Oblique);
        let width = self.measure.width(text, size, bold, italic);
        let height = self.measure.ascent(size) + self.measure.descent(size);
        let whole = |length: f64| u32::try_from(units(length)).unwrap_or(0);
        Ok((whole(width), whole(height)))
    }
}

/// To a thousandth of a point, so that 8 points come back as 8 and not as 7.999999.
fn neat(length: f64) -> f64 {
    (length * 1000.0).round() / 1000.0
}

fn in_points((x, y): BackendCoord) -> (f64, f64) {
    (points(x), points(y))
}

fn stroke_of<S: BackendStyle>(style: &S) -> Option<Stroke> {
    let width = f64::from(style.stroke_width()) * points(1);
    on_white(style.color()).map(|rgb| Stroke { rgb, width, dash: None })
}

/// The opaque colour that a translucent one has on white paper; `None` where it cannot be seen at all.
/// PDF/A allows transparency, but printers and older readers do not agree on it.
fn on_white(color: BackendColor) -> Option<Rgb> {
    let alpha = color.alpha.clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the mean of two u8 is a u8")]
    let mix = |channel: u8| (255.0 - alpha * (255.0 - f64::from(channel))).round() as u8;
    let (red, green, blue) = color.rgb;
    (alpha > 0.0).then(|| Rgb(mix(red), mix(green), mix(blue)))
}

#[cfg(test)]
mod tests {
    use plotters::prelude::*;
    use plotters::style::text_anchor::Pos;

    use super::*;
    use crate::chart::EstimatedMeasure;

    fn record(draw: impl FnOnce(&DrawingArea<Recorder<'_>, plotters::coord::Shift>)) -> Vec<Mark> {
        let mut marks = Vec::new();
        draw(&Recorder::new(&mut marks, (2000, 1000), &EstimatedMeasure).into_drawing_area());
        marks
    }

    #[test]
    fn twenty_units_are_a_point_and_translucency_is_flattened() {
        let marks = record(|area| {
            area.draw(&Rectangle::new([(20, 40), (60, 80)], BLACK.mix(0.5).filled())).unwrap();
            area.draw(&Circle::new((100, 100), 30, BLACK.mix(0.0).filled())).unwrap();
        });
        let corners = vec![(1.0, 2.0), (3.0, 2.0), (3.0, 4.0), (1.0, 4.0)];
        let grey = Some(Rgb(128, 128, 128));
        assert_eq!(marks, [Mark::Path { points: corners, closed: true, fill: grey, stroke: None }]);
    }

    #[test]
    fn a_text_keeps_its_size_baseline_and_turn() {
        let font = FontDesc::new(FontFamily::SansSerif, 8.0 * 20.0 * FONT_SCALE, FontStyle::Bold);
        let style = TextStyle::from(font).pos(Pos::new(HPos::Right, VPos::Top));
        let marks = record(|area| {
            area.draw_text("9 of 16", &style, (200, 100)).unwrap();
            area.draw_text("turned", &style.transform(FontTransform::Rotate90), (200, 100)).unwrap();
        });
        let [Mark::Text { x, y, size, bold, anchor, .. }, Mark::Text { x: x2, y: y2, quarter_turns, .. }] =
            marks.as_slice()
        else {
            panic!("two texts, not {marks:?}")
        };
        assert!((x - 10.0).abs() < 1e-9 && (y - (5.0 + 8.0 * 0.76)).abs() < 1e-9);
        assert!((size - 8.0).abs() < 1e-9 && *bold && *anchor == Anchor::End);
        assert!((x2 - (10.0 - 8.0 * 0.76)).abs() < 1e-9 && (y2 - 5.0).abs() < 1e-9 && *quarter_turns == 1);
    }

    #[test]
    fn plotters_measures_with_our_measure() {
        let style =
            TextStyle::from(FontDesc::new(FontFamily::SansSerif, 160.0 * FONT_SCALE, FontStyle::Normal));
        record(|area| {
            let (width, height) = area.estimate_text_size("remedy", &style).unwrap();
            assert_eq!(
                f64::from(width),
                (EstimatedMeasure.width("remedy", 8.0, false, false) * 20.0).round()
            );
            assert_eq!(height, 194);
        });
    }
}
