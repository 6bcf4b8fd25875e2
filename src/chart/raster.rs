//! Vectors to pixels: charts as PNG, and logos. The only file that knows resvg.
//!
//! Nothing is fetched and no other file is opened: pictures within an SVG are left out.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

/// Pixels to a point in a PNG of a chart: 288 to the inch, sharp on a projector and in print.
const PIXELS_PER_POINT: f32 = 4.0;
/// Most pixels across or down.
const MOST_PIXELS: f32 = 12_000.0;
/// Largest file of a logo in bytes.
const LARGEST_LOGO: usize = 8 * 1024 * 1024;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for face in [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF] {
        fonts.load_font_data(face.to_vec());
    }
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.set_sans_serif_family("Noto Sans");
    Arc::new(fonts)
});

fn options() -> Options<'static> {
    Options { fontdb: Arc::clone(&FONTS), font_family: "Noto Sans".to_owned(), ..Options::default() }
}

/// An SVG as a PNG on white, four pixels a point.
///
/// # Errors
/// Why it could not be drawn, in words.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let tree = Tree::from_str(svg, &options()).map_err(|error| error.to_string())?;
    // The sizes of our charts are in points, which the library takes for pixels of the screen.
    let scale = PIXELS_PER_POINT.min(MOST_PIXELS / tree.size().width().max(tree.size().height()));
    let picture = drawn(&tree, scale)?;
    picture.encode_png().map_err(|error| error.to_string())
}

fn drawn(tree: &Tree, scale: f32) -> Result<Pixmap, String> {
    let size = |length: f32| (length * scale).ceil().clamp(1.0, MOST_PIXELS) as u32;
    let (width, height) = (size(tree.size().width()), size(tree.size().height()));
    let mut picture = Pixmap::new(width, height).ok_or("the picture is too large")?;
    picture.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Ok(picture)
}

/// A picture as plain pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Red, green and blue, row by row from the top.
    pub rgb: Vec<u8>,
    /// Pixels across.
    pub columns: u32,
    /// Pixels down.
    pub rows: u32,
}

/// A PNG or SVG as pixels on white, fine enough for this height in points.
///
/// # Errors
/// Why it cannot be used, in words.
pub fn pixels(file: &[u8], height: f64) -> Result<Pixels, String> {
    if file.len() > LARGEST_LOGO {
        return Err("it is larger than 8 MB".to_owned());
    }
    let picture = if file.starts_with(b"\x89PNG") {
        check_size(file)?;
        let opened = Pixmap::decode_png(file).map_err(|error| error.to_string())?;
        let mut picture = Pixmap::new(opened.width(), opened.height()).ok_or("the picture is too large")?;
        picture.fill(resvg::tiny_skia::Color::WHITE);
        picture.draw_pixmap(0, 0, opened.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        picture
    } else {
        let tree = Tree::from_data(file, &options()).map_err(|error| error.to_string())?;
        drawn(&tree, height as f32 * PIXELS_PER_POINT / tree.size().height().max(0.1))?
    };
    let rgb = picture.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    Ok(Pixels { rgb, columns: picture.width(), rows: picture.height() })
}

/// The size that a PNG claims, before anything is unpacked.
fn check_size(png: &[u8]) -> Result<(), String> {
    let side = |at: usize| {
        let bytes = png.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    let (width, height) = (side(16), side(20));
    if width == 0 || height == 0 || width > 6000 || height > 6000 {
        return Err(format!("it is {width} by {height} pixels; a side may have 1 to 6000"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_with_text_is_drawn_and_a_transparent_ground_is_white() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect x="20" width="20" height="20" fill="#083D56"/></svg>"##;
        let drawn = pixels(svg.as_bytes(), 20.0).unwrap();
        assert_eq!((drawn.columns, drawn.rows), (160, 80));
        assert_eq!((&drawn.rgb[..3], &drawn.rgb[3 * 100..3 * 101]), (&[255, 255, 255][..], &[8, 61, 86][..]));
        let again = pixels(&png(svg).unwrap(), 20.0).unwrap();
        assert_eq!(again, drawn);
        let text = svg.replace("<rect", "<text x='2' y='14' font-family='Noto Sans'>A</text><rect");
        assert_ne!(pixels(text.as_bytes(), 20.0).unwrap(), drawn);
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused_with_its_reason() {
        assert!(pixels(b"GIF89a", 10.0).is_err());
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bomb.extend([0, 1, 0, 0, 0, 1, 0, 0]);
        assert_eq!(
            pixels(&bomb, 10.0).unwrap_err(),
            "it is 65536 by 65536 pixels; a side may have 1 to 6000"
        );
    }
}
