//! Blocks to bytes: a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a. Knows nothing of the data.
//!
//! ```text
//! flow.rs, table.rs      blocks -> slices (what is never torn), and the structure tree (tree.rs)
//!   text.rs, lines.rs    words -> glyphs -> lines (fit.rs), in the faces of face.rs
//!   store.rs, ahead.rs   words shaped before, lines broken on other threads
//! layout.rs              slices -> pages, which are then drawn on all threads
//!   canvas.rs            every mark has an owner: an element of the tree, or an artifact
//!   content.rs           marks -> PDF operators
//! encode.rs, cmap.rs     pages and fonts (face.rs, sfnt.rs) -> objects (printpdf)
//! finish.rs              outline, metadata; all objects -> the file (lopdf)
//!   tags.rs, save.rs     tags and links -> bytes, packed on all threads
//! ```

mod ahead;
mod bidi;
mod canvas;
mod cmap;
mod content;
mod encode;
mod face;
mod finish;
mod fit;
mod flow;
mod icc;
mod layout;
mod lines;
mod save;
mod sfnt;
mod shape;
mod slice;
mod store;
mod style;
mod syntax;
mod table;
mod tags;
mod text;
mod tree;
mod xmp;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::chart::Measure;
use crate::report::block::{Document, Sheet};
use face::Faces;

pub use encode::PdfError;
pub use face::{check_font, family_of_tool};

/// A written report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Characters that no font has: a box stands for each, and the text keeps them.
    pub missing: BTreeSet<char>,
}

/// Sets reports on pages: the faces of a sheet, and every word that was shaped in them so far. One serves all reports of a
/// run, on all threads. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Press(text::Press);

impl Press {
    /// A press with the faces of a sheet.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        Self(text::Press::new(Faces::of(sheet.fonts.as_ref())))
    }

    /// Renders a report that is set in the faces of the press. The same document gives the same bytes, whatever was
    /// rendered before.
    ///
    /// # Errors
    /// Where a bundled font cannot be subset or the objects cannot be written: faults of the program, not of the data.
    pub fn render(&self, document: &Document) -> Result<Rendered, PdfError> {
        let frame = style::Frame::of(&document.sheet);
        let mut shaper = text::Shaper::new(&self.0);
        let mut tree = tree::Tree::new();
        let (slices, of_others) = ahead::Parts::of(document, &self.0)
            .set(|mut ahead| flow::slices(document, &mut ahead, &mut shaper, &mut tree));
        let forms = || Arc::new(shape::Forms::of(slices.iter().flat_map(slice::Slice::marks)));
        let (plan, forms) =
            rayon::join(|| layout::plan(&slices, &mut shaper, &mut tree, document, frame), forms);
        let mut glyphs = shaper.end();
        glyphs.take(&of_others);
        let missing = std::mem::take(&mut glyphs.missing);
        let fonts = encode::Fonts::of(glyphs);
        let faces = self.0.faces();
        let (drawn, subsets) = rayon::join(|| plan.draw((&tree, &fonts, &forms)), || fonts.subsets(faces));
        let drawn = drawn.map_err(PdfError::from)?;
        let headings = plan.headings;
        let (pages, mut used) = (drawn.len(), BTreeSet::new());
        let (mut contents, mut owners, mut annotations) = (Vec::new(), Vec::new(), Vec::new());
        for page in drawn {
            tree.take(page.leaves, &page.boxes, annotations.len());
            contents.push(page.content);
            owners.push(page.owners);
            annotations.extend(page.annotations);
            used.extend(page.faces);
        }
        let file = encode::encode(contents, &fonts, subsets, &used, frame.page)?;
        let extras = finish::Extras {
            document,
            tree: &tree,
            owners: &owners,
            annotations: &annotations,
            headings: &headings,
            faces,
            forms: &forms,
        };
        // To give back the lines of a long report takes a while, in which its last bytes can be made.
        let ((), bytes) = rayon::join(move || drop(slices), || finish::finish(file, &extras));
        Ok(Rendered { bytes: bytes?, pages, missing })
    }
}

/// Measures text in the faces that the pages are set in, for charts.
#[derive(Debug, Default)]
pub struct FontMeasure {
    shaper: Mutex<text::Shaper>,
}

impl FontMeasure {
    /// A measure in the faces of a press, which remembers what it measured.
    #[must_use]
    pub fn of(press: &Press) -> Self {
        Self { shaper: Mutex::new(text::Shaper::new(&press.0)) }
    }
}

impl Measure for FontMeasure {
    fn width(&self, text: &str, size: f64, bold: bool, italic: bool) -> f64 {
        // What a thread that panicked left is whole words all the same.
        let mut shaper = self.shaper.lock().unwrap_or_else(PoisonError::into_inner);
        shaper.width(face::FaceId::of(bold, italic), text, size)
    }
}
