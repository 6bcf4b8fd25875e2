//! The symbol of each level: its meaning is in the shape, so that it survives without colour.
//!
//! commitment: full disc · addressed: disc with a tick · mention: half disc · none: empty ring · unknown: dashed ring

use std::f64::consts::{PI, TAU};

use crate::code::Level;

use super::drawing::{Mark, Stroke};
use super::palette::{Rgb, level_colours};

/// The symbol of a level on white paper: centre and outer radius in points, y down.
#[must_use]
pub fn level_symbol(level: Level, cx: f64, cy: f64, radius: f64) -> Vec<Mark> {
    symbol_in(level, (cx, cy), radius, level_colours(level).outline, Rgb::WHITE)
}

/// The symbol on any ground: `ink` draws it, `paper` is what shows through it.
pub(super) fn symbol_in(level: Level, centre: (f64, f64), radius: f64, ink: Rgb, paper: Rgb) -> Vec<Mark> {
    let line = (radius * 0.26).max(0.4);
    let disc = Mark::Circle { centre, radius, fill: Some(ink), stroke: None };
    let ring = |dash| Mark::Circle {
        centre,
        radius: radius - line / 2.0,
        fill: None,
        stroke: Some(Stroke { rgb: ink, width: line, dash }),
    };
    match level {
        Level::Commitment => vec![disc],
        Level::Addressed => vec![disc, tick(centre, radius, paper)],
        Level::Mention => vec![left_half(centre, radius, ink), ring(None)],
        Level::None => vec![ring(None)],
        Level::Unknown => {
            // A whole number of dashes, so that no two of them run together where the ring closes.
            let period = TAU * (radius - line / 2.0) / 6.0;
            vec![ring(Some((period * 0.56, period * 0.44)))]
        }
    }
}

fn tick(centre: (f64, f64), radius: f64, rgb: Rgb) -> Mark {
    let points = [(-0.46, 0.04), (-0.12, 0.38), (0.48, -0.36)]
        .map(|(x, y)| (centre.0 + x * radius, centre.1 + y * radius))
        .to_vec();
    let stroke = Stroke { rgb, width: (radius * 0.3).max(0.45), dash: None };
    Mark::Path { points, closed: false, fill: None, stroke: Some(stroke) }
}

fn left_half(centre: (f64, f64), radius: f64, rgb: Rgb) -> Mark {
    // The ring that is drawn over it hides its corners: the polygon lies within the ring's line.
    const STEPS: u8 = 6;
    let points = (0..=STEPS)
        .map(|step| {
            let angle = PI * (0.5 + f64::from(step) / f64::from(STEPS));
            (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
        })
        .collect();
    Mark::Path { points, closed: true, fill: Some(rgb), stroke: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_a_shape_of_its_own() {
        let shapes: Vec<String> = Level::ALL
            .iter()
            .map(|&level| format!("{:?}", symbol_in(level, (0.0, 0.0), 3.0, Rgb::INK, Rgb::WHITE)))
            .collect();
        for (index, shape) in shapes.iter().enumerate() {
            assert!(!shapes[..index].contains(shape), "{:?}", Level::ALL[index]);
        }
    }

    #[test]
    fn symbols_stay_inside_their_radius() {
        for level in Level::ALL {
            for mark in level_symbol(level, 10.0, 20.0, 3.0) {
                let (left, top, right, bottom) = mark.bounds();
                assert!(left >= 7.0 - 1e-9 && right <= 13.0 + 1e-9, "{level:?} {left} {right}");
                assert!(top >= 17.0 - 1e-9 && bottom <= 23.0 + 1e-9, "{level:?} {top} {bottom}");
            }
        }
    }
}
