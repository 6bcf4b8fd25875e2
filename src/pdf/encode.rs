//! Pages to a PDF's objects, with the fonts that they need. The only file that knows printpdf.
//!
//! [`Glyphs`] gathers the glyphs of a document's words, and [`Fonts`] numbers them anew, so that only those are embedded,
//! and so that words can be shaped and pages drawn in any order. [`encode`] makes the objects; tags and metadata are
//! added by [`super::finish`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use lopdf::{Dictionary, Object, Stream, dictionary};
use printpdf::{
    Codepoint, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::cmap;
use super::face::{Face, FaceId, Faces};
use super::save::{Effort, deflated};
use super::sfnt::without_names;
use super::text::Glyph;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A bundled font could not be cut down to the glyphs used.
    #[error("the font {0} could not be subset: {1}")]
    Subset(String, String),
    /// The finished objects could not be written out.
    #[error("the PDF could not be written: {0}")]
    Write(String),
}

impl From<std::io::Error> for PdfError {
    fn from(why: std::io::Error) -> Self {
        Self::Write(why.to_string())
    }
}

/// The glyphs of words, a face at a time, and the text that each stands for. In whatever order they come, it is the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Glyphs {
    /// By the glyph's id in the face.
    faces: [Vec<Option<Box<str>>>; FaceId::ALL.len()],
    /// Characters that no face has: a box stands for them.
    pub(super) missing: BTreeSet<char>,
}

impl Glyphs {
    /// Adds a glyph with the text that it stands for. Of several texts the shortest is kept, and of those the first in
    /// the order of letters: `ToUnicode` can say only one, and a space is rather a space than one that never breaks.
    pub(super) fn add(&mut self, face: FaceId, id: u16, text: &str) {
        let texts = &mut self.faces[face as usize];
        let index = usize::from(id);
        if texts.len() <= index {
            texts.resize(index + 1, None);
        }
        let known = texts[index].as_deref();
        if known.is_none_or(|known| (text.len(), text) < (known.len(), known)) {
            texts[index] = Some(text.into());
        }
    }

    /// Whether a glyph is among them and stands for this character of ASCII: it need not be added again.
    pub(super) fn has(&self, face: FaceId, id: u16, plain: u8) -> bool {
        let known = self.faces[face as usize].get(usize::from(id));
        known.is_some_and(|text| text.as_ref().is_some_and(|text| *text.as_bytes() == [plain]))
    }

    /// Adds the glyphs of other words.
    pub(super) fn take(&mut self, other: &Self) {
        for (face, texts) in FaceId::ALL.into_iter().zip(&other.faces) {
            for (id, text) in (0..).zip(texts) {
                if let Some(text) = text {
                    self.add(face, id, text);
                }
            }
        }
        self.missing.extend(&other.missing);
    }
}

/// The glyphs of a document by their numbers in the fonts that it embeds.
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    faces: [UsedFace; FaceId::ALL.len()],
}

#[derive(Debug, Default)]
struct UsedFace {
    remapper: GlyphRemapper,
    /// By the glyph's id in the face.
    glyphs: Vec<NewGlyph>,
    /// By the id in the subset, from 1: the text that the glyph stands for.
    texts: Vec<Box<str>>,
}

/// What becomes of a glyph.
#[derive(Debug, Clone, Copy, Default)]
struct NewGlyph {
    /// Its id in the subset, 0 where it is not used.
    id: u16,
    /// Its text, where that is one character of ASCII, as it mostly is; else 0.
    ascii: u8,
}

/// What the glyphs of a face are written as on the pages of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Codes<'a> {
    used: &'a UsedFace,
    /// Whether they take one byte each.
    pub(super) narrow: bool,
}

impl Codes<'_> {
    /// The glyph's id in the subset, and whether `ToUnicode` says this text for it.
    pub(super) fn glyph(self, id: u16, text: &str) -> (u16, bool) {
        let new = self.used.glyphs.get(usize::from(id)).map_or(0, |new| new.id);
        let known = usize::from(new).checked_sub(1).and_then(|at| self.used.texts.get(at));
        (new, known.is_some_and(|known| **known == *text))
    }

    /// The one byte that a plain glyph is written as, where `ToUnicode` says its character; `None` for any other.
    pub(super) fn plain(self, glyph: &Glyph) -> Option<u8> {
        let new = self.used.glyphs.get(usize::from(glyph.id))?;
        let [_, number] = new.id.to_be_bytes();
        (self.narrow && glyph.plain != 0 && glyph.plain == new.ascii).then(|| cmap::code(number))
    }
}

impl Fonts {
    /// Numbers the glyphs of a document.
    pub(super) fn of(glyphs: Glyphs) -> Self {
        let faces = glyphs.faces.map(|texts| {
            let mut used = UsedFace { glyphs: vec![NewGlyph::default(); texts.len()], ..UsedFace::default() };
            for (id, text) in (0_u16..).zip(texts) {
                if let (Some(text), Some(new)) = (text, used.glyphs.get_mut(usize::from(id))) {
                    new.id = used.remapper.remap(id);
                    new.ascii = match text.as_bytes() {
                        [byte] => *byte,
                        _ => 0,
                    };
                    used.texts.push(text);
                }
            }
            used
        });
        Self { faces }
    }

    /// What the glyphs of a face are written as.
    pub(super) fn codes(&self, face: FaceId) -> Codes<'_> {
        let used = &self.faces[face as usize];
        Codes { used, narrow: self.is_narrow(face) }
    }

    /// Whether the face's glyphs take one byte each.
    fn is_narrow(&self, face: FaceId) -> bool {
        cmap::is_narrow(self.faces[face as usize].texts.len())
    }

    /// The faces cut down to the glyphs of the document, on all threads. A face may be among them of which nothing is drawn
    /// in the end.
    pub(super) fn subsets(&self, faces: &Faces) -> Subsets {
        let used = FaceId::ALL.into_par_iter().filter(|id| !self.faces[*id as usize].texts.is_empty());
        used.filter_map(|id| Some((id, self.subset(id, faces.get(id)?)))).collect()
    }

    fn subset(&self, id: FaceId, face: &Face) -> Result<ParsedFont, PdfError> {
        let name = face.name();
        let failed = |why: String| PdfError::Subset(name.to_owned(), why);
        let used = &self.faces[id as usize];
        let subset =
            subsetter::subset(face.data(), 0, &used.remapper).map_err(|error| failed(error.to_string()))?;
        let subset = without_names(subset);
        let mut font = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
            .ok_or_else(|| failed("the subset cannot be read back".to_owned()))?;
        font.font_name = Some(format!("{}+{name}", subset_tag(&subset)));
        font.pdf_font_metrics.us_weight_class = id.weight();
        Ok(font)
    }

    /// Commands that show every glyph of these faces once.
    fn all_shown(&self, faces: &BTreeSet<FaceId>) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for face in faces {
            let used = &self.faces[*face as usize];
            let font = PdfFontHandle::External(FontId(face.resource().to_owned()));
            ops.push(Op::SetFont { font, size: Pt(1.0) });
            // Their texts are given by `set_codes`. Of an empty one printpdf writes nothing; for one that is missing it
            // would look.
            let text = Some(String::new());
            let glyphs = (1..).take(used.texts.len());
            let glyphs = glyphs.map(|gid| Codepoint { gid, offset: 0.0, cid: text.clone() });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] });
        }
        ops.push(Op::EndTextSection);
        ops
    }
}

/// Faces that were cut down, or why one could not be.
pub(super) type Subsets = BTreeMap<FaceId, Result<ParsedFont, PdfError>>;

/// Makes the objects of a document: deflated pages in order, and the faces that are `used` on them. Page size in points.
///
/// printpdf gathers a font's widths from the glyphs that pages show one by one. Our pages are written as bytes,
/// which takes a tenth of the time and memory; so it is given blank ones, and at the end one that shows each glyph once,
/// which [`super::finish`] drops.
pub(crate) fn encode(
    pages: Vec<Vec<u8>>,
    fonts: &Fonts,
    mut subsets: Subsets,
    used: &BTreeSet<FaceId>,
    (width, height): (f64, f64),
) -> Result<lopdf::Document, PdfError> {
    let mut document = PdfDocument::new("");
    let mut names: BTreeMap<String, FaceId> = BTreeMap::new();
    for face in used {
        let Some(font) = subsets.remove(face).transpose()? else { continue };
        names.extend(font.font_name.clone().map(|name| (name, *face)));
        document.resources.fonts.map.insert(FontId(face.resource().to_owned()), PdfFont::new(font));
    }
    let rect = printpdf::Rect::from_xywh(Pt(0.0), Pt(0.0), Pt(width as f32), Pt(height as f32));
    let blank = |ops: Vec<Op>| {
        let mut page = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), ops);
        (page.media_box, page.trim_box, page.crop_box) = (rect.clone(), rect.clone(), rect.clone());
        page
    };
    document.pages = pages.iter().map(|_| blank(Vec::new())).chain([blank(fonts.all_shown(used))]).collect();
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut file = document.to_lopdf_document(&options, &mut Vec::new());
    let ids: Vec<_> = file.get_pages().into_values().collect();
    for (id, page) in ids.into_iter().zip(pages) {
        let content = file.get_dictionary(id).and_then(|page| page.get(b"Contents"));
        let content =
            content.and_then(Object::as_reference).map_err(|error| PdfError::Write(error.to_string()))?;
        file.set_object(content, Stream::new(dictionary! { "Filter" => "FlateDecode" }, page));
    }
    set_codes(&mut file, fonts, &names);
    Ok(file)
}

/// Gives fonts, which are known by their names, the codes that strings of the pages are written in.
fn set_codes(file: &mut lopdf::Document, fonts: &Fonts, names: &BTreeMap<String, FaceId>) {
    let mut bytes = None;
    let ids: Vec<_> = file.objects.keys().copied().collect();
    for id in ids {
        let Ok(font) = file.get_dictionary(id) else { continue };
        let name = font.get(b"BaseFont").and_then(Object::as_name).map(String::from_utf8_lossy);
        let face = name.ok().and_then(|name| names.get(&*name).copied());
        let (Some(face), Ok(text)) = (face, font.get(b"ToUnicode").and_then(Object::as_reference)) else {
            continue;
        };
        let map = cmap::to_unicode(&fonts.faces[face as usize].texts);
        file.set_object(text, Stream::new(Dictionary::new(), map.into_bytes()));
        if fonts.is_narrow(face) {
            let bytes = *bytes.get_or_insert_with(|| file.add_object(ONE_BYTE_CODES.clone()));
            if let Ok(font) = file.get_dictionary_mut(id) {
                font.set("Encoding", bytes);
            }
        }
    }
}

/// The encoding of one byte a glyph, one for all fonts of a document, and deflated once for all documents.
static ONE_BYTE_CODES: LazyLock<Stream> = LazyLock::new(|| {
    let system = dictionary! {
        "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal("Identity"),
        "Supplement" => 0,
    };
    let about = dictionary! {
        "Type" => "CMap",
        "CMapName" => cmap::BYTES_NAME,
        "CIDSystemInfo" => system,
        "WMode" => 0,
    };
    let mut codes = Stream::new(about, cmap::bytes().into_bytes());
    compress(&mut codes, Effort::Least);
    codes
});

/// Deflates a stream that is not, where that makes it shorter.
pub(super) fn compress(stream: &mut Stream, effort: Effort) {
    if !stream.allows_compression || stream.dict.has(b"Filter") {
        return;
    }
    // Fonts hardly get shorter, and logos do.
    let effort = match () {
        () if stream.dict.has(b"Length1") => Effort::Least,
        () if stream.dict.has(b"ColorSpace") => Effort::Most,
        () => effort,
    };
    // Writing into memory does not fail; a stream that did would stay as it is.
    if let Ok(packed) = deflated(&stream.content, effort)
        && packed.len() + 20 < stream.content.len()
    {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
}

/// Six capitals from the subset's content: the same glyphs give the same tag on every run.
fn subset_tag(subset: &[u8]) -> String {
    Sha256::digest(subset).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
