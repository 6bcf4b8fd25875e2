//! A chart as an SVG document: drawn by plotters' own backend, then given a size in points and a name for screen readers.

use std::fmt::Write as _;

use plotters::prelude::{DrawingBackend, SVGBackend};
use plotters_backend::BackendColor;

use super::lines::clean;
use super::{ChartError, units_u32};

/// Draws a document of a width and height in points.
pub(super) fn document(
    (width, height): (f64, f64),
    title: &str,
    alt: &str,
    draw: impl FnOnce(SVGBackend<'_>) -> Result<(), ChartError>,
) -> Result<String, ChartError> {
    let size = (units_u32(width), units_u32(height));
    let mut raw = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut raw, size);
        paper(&mut backend, size)?;
        draw(backend)?;
    }
    Ok(finished(&raw, (width, height), size, title, alt))
}

/// White behind everything: the colours are chosen for it, and slides may be dark.
fn paper(backend: &mut SVGBackend<'_>, (width, height): (u32, u32)) -> Result<(), ChartError> {
    let white = BackendColor { alpha: 1.0, rgb: (255, 255, 255) };
    let corner = |units: u32| i32::try_from(units).unwrap_or(i32::MAX);
    backend
        .draw_rect((0, 0), (corner(width), corner(height)), &white, true)
        .map_err(|error| ChartError::Backend { message: error.to_string() })
}

/// Puts our root element in the place of the backend's, and takes away the line breaks that it sets around words.
fn finished(raw: &str, (width, height): (f64, f64), size: (u32, u32), title: &str, alt: &str) -> String {
    let mut svg = String::with_capacity(raw.len() + 500);
    let (title, alt) = (escaped(title), escaped(alt));
    // Writing to a String cannot fail.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.2}pt\" height=\"{height:.2}pt\" \
         viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"chart-title chart-desc\">\n\
         <title id=\"chart-title\">{title}</title>\n<desc id=\"chart-desc\">{alt}</desc>",
        size.0, size.1
    );
    let body = raw.split_once('\n').map_or("", |(_root, body)| body);
    let mut in_text = false;
    for line in body.lines() {
        svg.push_str(line);
        in_text = line.starts_with("<text ") || (in_text && !line.starts_with("</text>"));
        if !in_text {
            svg.push('\n');
        }
    }
    svg
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            other => safe.push(other),
        }
    }
    safe
}
