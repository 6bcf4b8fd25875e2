//! Shapes: outlines, and how they are written.
//!
//! Those that a document draws again and again, such as the symbols of levels, stand in the file once, as forms, and have
//! names where they are drawn.

use std::collections::BTreeMap;

use super::syntax::{Syntax, cents};
use crate::chart::{Mark, Rgb, Stroke};

/// A path whose corners may be joined by curves: `(x, y, is a control point)`.
pub(crate) type Outline = Vec<(f64, f64, bool)>;

/// A shape that is drawn so often is a form. One takes some 200 bytes in the file, and a page that draws the shape
/// without it some 80.
const OFTEN: usize = 24;

/// A path of so few points is drawn where it is: a rule, a bar.
pub(super) const FEW_POINTS: usize = 5;

/// A path of more points is no symbol: the shapes of maps.
const MOST_POINTS: usize = 16;

/// A form reaches no further than so far from the place that it is drawn at, in points.
pub(super) const REACH: i64 = 24;

/// The shapes of a document that are drawn often, by what draws them: a path around its first point.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    names: BTreeMap<Vec<u8>, String>,
}

impl Forms {
    /// Those of all drawings of a document.
    pub(crate) fn of<'m>(marks: impl Iterator<Item = &'m Mark>) -> Self {
        let mut counts: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        for shape in marks.filter_map(of_mark) {
            *counts.entry(shape).or_default() += 1;
        }
        counts.retain(|_, count| *count >= OFTEN);
        let named = (0..).zip(counts.into_keys()).map(|(number, shape)| (shape, format!("S{number}")));
        Self { names: named.collect() }
    }

    /// The name of the form that draws this.
    pub(super) fn name(&self, shape: &[u8]) -> Option<&str> {
        self.names.get(shape).map(String::as_str)
    }

    /// Each name with what draws the shape, in the same order at every run.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.names.iter().map(|(shape, name)| (name.as_str(), shape.as_slice()))
    }
}

/// What draws a mark around its first point, where that may be a form.
fn of_mark(mark: &Mark) -> Option<Vec<u8>> {
    if matches!(mark, Mark::Path { points, .. } if points.len() > MOST_POINTS) {
        return None;
    }
    let (outline, closed, fill, stroke) = outlined(mark, (0.0, 0.0))?;
    let &(x, y, _) = outline.first().filter(|_| outline.len() > FEW_POINTS)?;
    let far = |&(px, py, _): &(f64, f64, bool)| cents(px - x).abs().max(cents(py - y).abs()) > REACH * 50;
    let near = !outline.iter().any(far);
    near.then(|| around_first(&outline, closed, fill.is_some(), stroke.is_some()).into_bytes())
}

/// The outline of a mark that has one, whether it is closed, and with what it is filled and drawn. The drawing's top left
/// corner is on a page, where heights grow upwards.
pub(super) fn outlined(
    mark: &Mark,
    (left, top): (f64, f64),
) -> Option<(Outline, bool, Option<Rgb>, Option<Stroke>)> {
    Some(match mark {
        Mark::Path { points, closed, fill, stroke } => {
            let outline = points.iter().map(|&(x, y)| (left + x, top - y, false)).collect();
            (outline, *closed, *fill, *stroke)
        }
        Mark::Circle { centre: (x, y), radius, fill, stroke } => {
            (circle(left + x, top - y, *radius), true, *fill, *stroke)
        }
        Mark::Text { .. } => return None,
    })
}

/// What draws an outline, its points as seen from the first. What looks the same in two places is the same bytes, and a
/// small shape has small numbers.
pub(super) fn around_first(outline: &Outline, closed: bool, fill: bool, stroke: bool) -> Syntax {
    let first = outline.first().map_or((0.0, 0.0), |&(x, y, _)| (x, y));
    let mut shape = Syntax::default();
    trace(&mut shape, outline, first);
    paint(&mut shape, closed, fill, stroke);
    shape
}

/// Writes an outline as a path, its points as seen from `origin`.
pub(super) fn trace(out: &mut Syntax, outline: &Outline, (left, low): (f64, f64)) {
    let mut points = outline.iter();
    let write = |out: &mut Syntax, (x, y, _): &(f64, f64, bool)| out.lengths(&[x - left, y - low]);
    let Some(first) = points.next() else { return };
    write(out, first);
    out.op("m");
    while let Some(point) = points.next() {
        write(out, point);
        if point.2 {
            // A curve has two control points, and then its end.
            points.by_ref().take(2).for_each(|point| write(out, point));
            out.op("c");
        } else {
            out.op("l");
        }
    }
}

/// Writes what is done with a path.
pub(super) fn paint(out: &mut Syntax, closed: bool, fill: bool, stroke: bool) {
    out.op(match (fill, stroke) {
        (true, true) => "b",
        (true, false) => "f",
        (false, _) if closed => "s",
        (false, _) => "S",
    });
}

/// A rectangle as an outline: left and bottom, width and height.
pub(crate) fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Outline {
    vec![(x, y, false), (x + width, y, false), (x + width, y + height, false), (x, y + height, false)]
}

/// A circle as four curves.
pub(crate) fn circle(x: f64, y: f64, radius: f64) -> Outline {
    // The usual distance of control points, for which the curves miss a circle by 0.03 %.
    let k = radius * 0.552_284_75;
    vec![
        (x + radius, y, false),
        (x + radius, y + k, true),
        (x + k, y + radius, true),
        (x, y + radius, false),
        (x - k, y + radius, true),
        (x - radius, y + k, true),
        (x - radius, y, false),
        (x - radius, y - k, true),
        (x - k, y - radius, true),
        (x, y - radius, false),
        (x + k, y - radius, true),
        (x + radius, y - k, true),
        (x + radius, y, false),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Rgb;

    fn disc(at: (f64, f64), radius: f64) -> Mark {
        Mark::Circle { centre: at, radius, fill: Some(Rgb::INK), stroke: None }
    }

    #[test]
    fn what_is_drawn_often_is_a_form_wherever_it_stands() {
        let places = (0_u32..24).map(|at| (f64::from(at) * 13.37 + 0.123, f64::from(at) * 7.91));
        let mut marks: Vec<Mark> = places.map(|at| disc(at, 3.1)).collect();
        marks.extend((0..23).map(|_| disc((5.0, 5.0), 2.0)));
        marks.extend((0..30).map(|_| disc((5.0, 5.0), 40.0)));
        let forms = Forms::of(marks.iter());
        let all: Vec<(&str, &[u8])> = forms.all().collect();
        let [(name, shape)] = all.as_slice() else { panic!("one is drawn often, and is small: {all:?}") };
        assert_eq!((*name, forms.name(shape)), ("S0", Some("S0")));
        assert!(shape.starts_with(b"0 0 m\n0 1.71 -1.39 3.1 -3.1 3.1 c\n") && shape.ends_with(b"c\nf\n"));
        assert_eq!(forms.name(b"0 0 m\n"), None);
    }

    #[test]
    fn rules_and_shapes_of_maps_are_no_forms() {
        let path = |count: u32| Mark::Path {
            points: (0..count).map(|at| (f64::from(at), f64::from(at % 2))).collect(),
            closed: true,
            fill: Some(Rgb::INK),
            stroke: None,
        };
        let marks: Vec<Mark> = [2, 5, 17].into_iter().flat_map(|count| vec![path(count); 40]).collect();
        assert_eq!(Forms::of(marks.iter()).all().count(), 0);
        assert_eq!(Forms::of(vec![path(6); 40].iter()).all().count(), 1);
    }
}
