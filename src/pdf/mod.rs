//! Blocks to bytes: a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a. Knows nothing of the data.
//!
//! ```text
//! flow.rs, table.rs      blocks -> slices (what is never torn), and the structure tree (tree.rs)
//!   text.rs, lines.rs    words -> glyphs -> lines, in the faces of face.rs
//! layout.rs              slices -> pages, which are then drawn on all threads
//!   canvas.rs            every mark has an owner: an element of the tree, or an artifact
//!   content.rs           marks -> PDF operators
//! encode.rs              pages and fonts -> objects (printpdf)
//! finish.rs              outline, metadata; all objects -> the file (lopdf)
//!   tags.rs, save.rs     tags and links -> bytes, packed on all threads
//! ```

mod bidi;
mod canvas;
mod content;
mod encode;
mod face;
mod finish;
mod flow;
mod icc;
mod layout;
mod lines;
mod save;
mod slice;
mod style;
mod syntax;
mod table;
mod tags;
mod text;
mod tree;
mod xmp;

use std::cell::RefCell;
use std::collections::BTreeSet;

use rayon::prelude::*;

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

/// Renders a report. The same document gives the same bytes.
///
/// # Errors
/// Where a bundled font cannot be subset or the objects cannot be written: faults of the program, not of the data.
pub fn render(document: &Document) -> Result<Rendered, PdfError> {
    let faces = Faces::of(document.sheet.fonts.as_ref());
    let mut shaper = text::Shaper::new(faces.clone());
    let frame = style::Frame::of(&document.sheet);
    let mut tree = tree::Tree::new();
    let slices = flow::slices(document, &mut shaper, &mut tree);
    let plan = layout::plan(&slices, &mut shaper, &mut tree, document, frame);
    let (fonts, missing) = shaper.end();
    let drawn = (0..plan.len()).into_par_iter().map(|page| plan.draw(page, &tree, &fonts));
    let drawn: Vec<canvas::DrawnPage> = drawn.collect::<Result<_, _>>().map_err(PdfError::from)?;
    let headings = plan.headings;
    drop(slices);
    let (pages, mut used) = (drawn.len(), BTreeSet::new());
    let (mut contents, mut owners, mut annotations) = (Vec::new(), Vec::new(), Vec::new());
    for page in drawn {
        tree.take(page.leaves, &page.boxes, annotations.len());
        contents.push(page.content);
        owners.push(page.owners);
        annotations.extend(page.annotations);
        used.extend(page.faces);
    }
    let file = encode::encode(contents, &fonts, &used, &faces, frame.page)?;
    let extras = finish::Extras {
        document,
        tree: &tree,
        owners: &owners,
        annotations: &annotations,
        headings: &headings,
        faces: &faces,
    };
    let bytes = finish::finish(file, &extras)?;
    Ok(Rendered { bytes, pages, missing })
}

/// Measures text in the faces that the pages are set in, for charts.
#[derive(Debug, Default)]
pub struct FontMeasure {
    shaper: RefCell<text::Shaper>,
}

impl FontMeasure {
    /// A measure in the faces of a sheet, which remembers what it measured.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        Self { shaper: RefCell::new(text::Shaper::new(Faces::of(sheet.fonts.as_ref()))) }
    }
}

impl Measure for FontMeasure {
    fn width(&self, text: &str, size: f64, bold: bool, italic: bool) -> f64 {
        self.shaper.borrow_mut().width(face::FaceId::of(bold, italic), text, size)
    }
}
