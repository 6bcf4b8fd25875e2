//! Drawing in points on any plotters backend.
//!
//! plotters knows whole numbers only, so a point is [`UNITS_PER_POINT`] of them: fine enough that rounding is not seen.

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::element::DashedPathElement;
use plotters::prelude::{
    Cartesian2d, Circle, Color, DrawingArea, DrawingAreaErrorKind, DrawingBackend, FontDesc, FontFamily,
    FontStyle, PathElement, Polygon, RGBColor, Rectangle, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::ChartError;
use super::drawing::{Anchor, Mark, Stroke};
use super::lines::{Lines, Look, Weight, clean};
use super::palette::Rgb;

/// Units of a backend's integer coordinates to a point.
const UNITS_PER_POINT: f64 = 20.0;
/// plotters' font size over the size of the face in ems, as its SVG backend has it.
pub(super) const FONT_SCALE: f64 = 1.24;
/// From the top anchor of a text to its baseline in ems, as plotters' SVG backend has it.
pub(super) const TOP_TO_BASELINE: f64 = 0.76;
/// The families that an SVG asks for, first choice first.
const FAMILIES: &str = "Noto Sans, Arial, sans-serif";

/// Points to the nearest whole unit.
pub(super) fn units(points: f64) -> i32 {
    // What is out of range saturates; Chart::height has refused such sizes before.
    #[expect(clippy::cast_possible_truncation, reason = "float to int casts saturate")]
    let whole = (points * UNITS_PER_POINT).round() as i32;
    whole
}

/// Units to points.
pub(super) fn points(units: i32) -> f64 {
    f64::from(units) / UNITS_PER_POINT
}

/// Points, and never less than one unit, as a width of pen or radius.
fn pen(points: f64) -> u32 {
    u32::try_from(units(points)).unwrap_or(0).max(1)
}

/// An upright rectangle in points, y down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn right(self) -> f64 {
        self.left + self.width
    }

    /// Closed outline, so that the last side is drawn as well.
    fn outline(self) -> Vec<(f64, f64)> {
        let (right, bottom) = (self.right(), self.top + self.height);
        vec![
            (self.left, self.top),
            (right, self.top),
            (right, bottom),
            (self.left, bottom),
            (self.left, self.top),
        ]
    }
}

/// What a drawing step gives back.
pub(super) type Drawn = Result<(), ChartError>;

/// Draws in points on a backend.
pub(super) struct Painter<DB: DrawingBackend> {
    area: DrawingArea<DB, Shift>,
}

impl<DB: DrawingBackend> Painter<DB> {
    pub(super) fn new(area: DrawingArea<DB, Shift>) -> Self {
        Self { area }
    }

    /// Hands everything to the backend.
    pub(super) fn finish(&self) -> Drawn {
        self.area.present().map_err(ChartError::from)
    }

    /// One line of text with its baseline at y. Words are cleaned; nothing is drawn where none are left.
    pub(super) fn text(&self, (x, y): (f64, f64), text: &str, look: Look, anchor: Anchor) -> Drawn {
        let text = clean(text);
        if text.is_empty() {
            return Ok(());
        }
        let style = match look.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
            Weight::Italic => FontStyle::Italic,
        };
        let font = FontDesc::new(FontFamily::Name(FAMILIES), look.size * UNITS_PER_POINT * FONT_SCALE, style);
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let ink = colour(look.rgb);
        let style = TextStyle::from(font).color(&ink).pos(Pos::new(side, VPos::Top));
        let top = y - look.size * TOP_TO_BASELINE;
        self.area.draw_text(&text, &style, (units(x), units(top))).map_err(ChartError::from)
    }

    /// Lines of text, the first with its baseline at y.
    pub(super) fn lines(&self, (x, y): (f64, f64), lines: &Lines, anchor: Anchor) -> Drawn {
        let mut baseline = y;
        for line in &lines.lines {
            self.text((x, baseline), line, lines.look, anchor)?;
            baseline += lines.look.leading();
        }
        Ok(())
    }

    /// A filled rectangle.
    pub(super) fn rect(&self, area: Area, rgb: Rgb) -> Drawn {
        let corners = [(area.left, area.top), (area.right(), area.top + area.height)];
        self.area.draw(&Rectangle::new(corners.map(in_units), filled(rgb))).map_err(ChartError::from)
    }

    /// The edge of a rectangle, inside of it.
    pub(super) fn edge(&self, area: Area, stroke: Stroke) -> Drawn {
        let inset = stroke.width / 2.0;
        let inner = Area {
            left: area.left + inset,
            top: area.top + inset,
            width: (area.width - stroke.width).max(0.0),
            height: (area.height - stroke.width).max(0.0),
        };
        self.line(&inner.outline(), stroke)
    }

    /// A level hairline from x to x.
    pub(super) fn rule(&self, (from, to): (f64, f64), y: f64) -> Drawn {
        self.line(&[(from, y), (to, y)], Stroke { rgb: Rgb::RULE, width: 0.5, dash: None })
    }

    /// A line through corners. plotters knows no dashed pen, so dashes are pieces of line.
    pub(super) fn line(&self, corners: &[(f64, f64)], stroke: Stroke) -> Drawn {
        let style = ShapeStyle {
            color: colour(stroke.rgb).to_rgba(),
            filled: false,
            stroke_width: pen(stroke.width),
        };
        let corners: Vec<_> = corners.iter().copied().map(in_units).collect();
        match stroke.dash {
            None => self.area.draw(&PathElement::new(corners, style)),
            Some((dash, gap)) => {
                self.area.draw(&DashedPathElement::new(corners, units(dash).max(1), units(gap).max(1), style))
            }
        }
        .map_err(ChartError::from)
    }

    /// Our own marks, such as the symbols of levels.
    pub(super) fn marks(&self, marks: &[Mark]) -> Drawn {
        for mark in marks {
            match mark {
                Mark::Path { points, closed, fill, stroke } => self.path(points, *closed, *fill, *stroke)?,
                Mark::Circle { centre, radius, fill, stroke } => {
                    self.circle(*centre, *radius, *fill, *stroke)?;
                }
                Mark::Text { x, y, size, bold, rgb, anchor, text, .. } => {
                    let look = if *bold { Look::bold(*size) } else { Look::regular(*size) };
                    self.text((*x, *y), text, look.on(*rgb), *anchor)?;
                }
            }
        }
        Ok(())
    }

    fn path(&self, corners: &[(f64, f64)], closed: bool, fill: Option<Rgb>, stroke: Option<Stroke>) -> Drawn {
        if let Some(rgb) = fill {
            let corners: Vec<_> = corners.iter().copied().map(in_units).collect();
            self.area.draw(&Polygon::new(corners, filled(rgb))).map_err(ChartError::from)?;
        }
        let Some(stroke) = stroke else { return Ok(()) };
        let first = corners.first().filter(|_| closed);
        let ring: Vec<_> = corners.iter().chain(first).copied().collect();
        self.line(&ring, stroke)
    }

    fn circle(&self, centre: (f64, f64), radius: f64, fill: Option<Rgb>, stroke: Option<Stroke>) -> Drawn {
        if let Some(rgb) = fill {
            self.area
                .draw(&Circle::new(in_units(centre), pen(radius), filled(rgb)))
                .map_err(ChartError::from)?;
        }
        match stroke {
            Some(stroke) if stroke.dash.is_some() => self.line(&ring(centre, radius), stroke),
            Some(stroke) => {
                let color = colour(stroke.rgb).to_rgba();
                let style = ShapeStyle { color, filled: false, stroke_width: pen(stroke.width) };
                self.area.draw(&Circle::new(in_units(centre), pen(radius), style)).map_err(ChartError::from)
            }
            None => Ok(()),
        }
    }

    /// An area in which bars are drawn by value: its left end is 0, its right end `full`.
    pub(super) fn scaled(&self, area: Area, full: f64) -> Scaled<DB> {
        let size = (units(area.width), units(area.height));
        let part = self.area.clone().shrink((units(area.left), units(area.top)), size);
        let pixels = part.get_pixel_range();
        Scaled { area: part.apply_coord_spec(Cartesian2d::new(0.0..full, 0.0..1.0, pixels)) }
    }
}

/// A part of a drawing with a scale of its own; see [`Painter::scaled`].
pub(super) struct Scaled<DB: DrawingBackend> {
    area: DrawingArea<DB, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

impl<DB: DrawingBackend> Scaled<DB> {
    /// A bar over the whole height, from value to value.
    pub(super) fn bar(&self, from: f64, to: f64, rgb: Rgb) -> Drawn {
        self.area.draw(&Rectangle::new([(from, 0.0), (to, 1.0)], filled(rgb))).map_err(ChartError::from)
    }
}

fn ring(centre: (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    const CORNERS: u8 = 48;
    (0..=CORNERS)
        .map(|corner| {
            let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(CORNERS);
            (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
        })
        .collect()
}

fn in_units((x, y): (f64, f64)) -> (i32, i32) {
    (units(x), units(y))
}

fn colour(rgb: Rgb) -> RGBColor {
    RGBColor(rgb.0, rgb.1, rgb.2)
}

fn filled(rgb: Rgb) -> ShapeStyle {
    colour(rgb).filled()
}

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for ChartError {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        Self::Backend { message: error.to_string() }
    }
}
