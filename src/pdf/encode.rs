//! Drawing commands to a PDF's objects. The only file that knows printpdf.
//!
//! A [`PageWriter`] collects the commands of one page; [`Fonts`] renumbers glyphs as they are used, so that only
//! those are embedded. [`encode`] makes the objects; tags and metadata are added by [`super::finish`].

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, FontId, LineCapStyle, LineDashPattern, LinePoint, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt,
    Rgb as PdfRgb, TextItem, TextMatrix, WindingOrder,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::face::{FaceId, Faces};
use super::text::Word;
use super::tree::Artifact;
use crate::chart::{Rgb, Stroke};

/// The name of the picture among a page's resources.
pub(crate) const LOGO: &str = "Logo";

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

/// The glyphs used so far, a face at a time, and the text that each stands for.
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    faces: BTreeMap<FaceId, UsedFace>,
}

#[derive(Debug, Default)]
struct UsedFace {
    remapper: GlyphRemapper,
    /// By the glyph's id in the face: its id in the subset, 0 where it was not used yet.
    new_ids: Vec<u16>,
    /// By the id in the subset, from 1: the first text that the glyph stood for. `ToUnicode` can say only one.
    texts: Vec<Box<str>>,
}

impl Fonts {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The glyph's id in the subset, and whether `ToUnicode` says this text for it.
    fn glyph(&mut self, face: FaceId, id: u16, text: &str) -> (u16, bool) {
        let used = self.faces.entry(face).or_default();
        let index = usize::from(id);
        if used.new_ids.len() <= index {
            used.new_ids.resize(index + 1, 0);
        }
        if used.new_ids[index] == 0 {
            used.new_ids[index] = used.remapper.remap(id);
            used.texts.push(text.into());
        }
        let new = used.new_ids[index];
        let known = usize::from(new).checked_sub(1).and_then(|at| used.texts.get(at));
        (new, known.is_some_and(|known| **known == *text))
    }

    /// Commands that show every glyph once, with its text.
    fn all_shown(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for (face, used) in &self.faces {
            let font = PdfFontHandle::External(FontId(face.resource().to_owned()));
            ops.push(Op::SetFont { font, size: Pt(1.0) });
            let glyphs = used.texts.iter().zip(1..).map(|(text, gid)| Codepoint {
                gid,
                offset: 0.0,
                cid: Some(text.to_string()),
            });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] });
        }
        ops.push(Op::EndTextSection);
        ops
    }
}

/// Where a word is drawn, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pen {
    /// Points from the left edge.
    pub(crate) x: f64,
    /// The baseline, points from the bottom edge.
    pub(crate) y: f64,
    /// Points.
    pub(crate) size: f64,
    pub(crate) rgb: Rgb,
    /// Quarter turns clockwise.
    pub(crate) turns: u8,
    /// The slant of a face that has no italic of its own, as the tangent; 0 is upright.
    pub(crate) slant: f64,
}

impl Pen {
    /// Whether a word there goes on where this pen stands, in the same way.
    fn meets(&self, next: &Self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        near(self.x, next.x)
            && near(self.y, next.y)
            && near(self.size, next.size)
            && self.turns == 0
            && next.turns == 0
            && near(self.slant, next.slant)
    }
}

/// The commands of one page. Coordinates are points from the bottom left corner.
#[derive(Debug, Default)]
pub(crate) struct PageWriter {
    ops: Vec<Op>,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    line: Option<(i64, Option<(i64, i64)>)>,
    font: Option<(FaceId, i64)>,
    line_offset: i32,
    /// Between the operators that begin and end text.
    in_text: bool,
    /// Where a viewer's pen stands, if the next word may go on from there.
    pen: Option<Pen>,
    /// Glyphs of the array that is being put together.
    glyphs: Vec<u8>,
    /// Its parts so far: strings of glyphs, and shifts between them in thousandths of an em.
    array: Vec<DictItem>,
}

fn pt(value: f64) -> Pt {
    // A thousandth of a point is finer than any device; rounding keeps the numbers short and the same everywhere.
    let value = if value.is_finite() { value } else { 0.0 };
    Pt(((value * 1000.0).round() / 1000.0) as f32)
}

fn milli(value: f64) -> i64 {
    if value.is_finite() { (value * 1000.0).round() as i64 } else { 0 }
}

fn point(x: f64, y: f64) -> Point {
    Point { x: pt(x), y: pt(y) }
}

fn colour(rgb: Rgb) -> Color {
    let part = |channel: u8| ((f32::from(channel) / 255.0) * 1000.0).round() / 1000.0;
    Color::Rgb(PdfRgb { r: part(rgb.0), g: part(rgb.1), b: part(rgb.2), icc_profile: None })
}

/// A path whose corners may be joined by curves: `(x, y, is a control point)`.
pub(crate) type Outline = Vec<(f64, f64, bool)>;

impl PageWriter {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Starts a marked sequence that an element owns.
    pub(crate) fn begin_marked(&mut self, tag: &str, mcid: u32) {
        self.close_text();
        let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(i64::from(mcid)))]);
        self.begin(tag, map);
    }

    /// Starts what no element owns.
    pub(crate) fn begin_artifact(&mut self, kind: Artifact) {
        self.close_text();
        let name = match kind {
            Artifact::Pagination => "Pagination",
            Artifact::Layout => "Layout",
        };
        let map = BTreeMap::from([("Type".to_owned(), DictItem::Name(name.as_bytes().to_vec()))]);
        self.begin("Artifact", map);
    }

    fn begin(&mut self, tag: &str, map: BTreeMap<String, DictItem>) {
        self.flush();
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
    }

    /// Ends the marked sequence of an owner.
    pub(crate) fn end(&mut self) {
        self.close_text();
        self.ops.push(Op::EndMarkedContent);
    }

    /// Ends replacement text, which stands within text.
    fn end_actual_text(&mut self) {
        self.flush();
        self.ops.push(Op::EndMarkedContent);
    }

    /// Draws the document's picture: its lower left corner, and its size.
    pub(crate) fn image(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.close_text();
        let number = |value: f64| DictItem::Real(pt(value).0);
        let zero = || DictItem::Int(0);
        let matrix = vec![number(width), zero(), zero(), number(height), number(x), number(y)];
        let name = DictItem::Name(LOGO.as_bytes().to_vec());
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::Unknown { key: "cm".to_owned(), value: matrix });
        self.ops.push(Op::Unknown { key: "Do".to_owned(), value: vec![name] });
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn open_text(&mut self) {
        if !self.in_text {
            self.in_text = true;
            self.ops.push(Op::StartTextSection);
        }
    }

    fn close_text(&mut self) {
        self.flush();
        self.pen = None;
        if std::mem::take(&mut self.in_text) {
            self.set_line_offset(0);
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Writes the array that was put together: one a line where nothing comes between, not one a glyph.
    fn flush(&mut self) {
        self.flush_glyphs();
        if !self.array.is_empty() {
            let value = vec![DictItem::Array(std::mem::take(&mut self.array))];
            self.ops.push(Op::Unknown { key: "TJ".to_owned(), value });
        }
    }

    fn flush_glyphs(&mut self) {
        if !self.glyphs.is_empty() {
            let data = std::mem::take(&mut self.glyphs);
            self.array.push(DictItem::String { data, literal: false });
        }
    }

    /// Moves the pen back by thousandths of an em.
    fn back(&mut self, thousandths: i32) {
        if thousandths != 0 {
            self.flush_glyphs();
            self.array.push(DictItem::Int(i64::from(thousandths)));
        }
    }

    /// Draws a word. Where `ToUnicode` cannot say its characters, they are given as replacement text.
    pub(crate) fn word(&mut self, fonts: &mut Fonts, word: &Word, pen: Pen, after: After<'_>) {
        self.set_fill(pen.rgb);
        self.open_text();
        let goes_on = self.pen.is_some_and(|held| held.meets(&pen));
        let mut x = 0.0;
        for (index, run) in word.runs.iter().enumerate() {
            let same_font = self.set_font(run.face, pen.size);
            if !(same_font && (goes_on || index > 0)) {
                self.set_matrix(pen, x);
            }
            x += self.run(fonts, word, run);
        }
        if let After::Space(next) | After::Hyphen(next) = after
            && let Some(run) = next.runs.first()
        {
            let same_font = self.set_font(run.face, pen.size);
            if !(same_font && (goes_on || !word.runs.is_empty())) {
                self.set_matrix(pen, x);
            }
            let soft = matches!(after, After::Hyphen(_));
            if soft {
                self.begin_actual_text("\u{AD}");
            }
            x += self.run(fonts, next, run);
            if soft {
                self.end_actual_text();
            }
        }
        self.pen = Some(Pen { x: pen.x + x * pen.size / 1000.0, ..pen });
    }

    /// Draws the glyphs of one face; returns how far the line moves on, in thousandths of an em.
    fn run(&mut self, fonts: &mut Fonts, word: &Word, run: &super::text::Run) -> f64 {
        // Right-to-left glyphs are drawn from the left; a listener wants the characters as they were written.
        if run.backwards {
            self.begin_actual_text(run_text(word, run));
        }
        let mut moved = 0.0;
        let mut at = 0;
        while at < run.glyphs.len() {
            let cluster = run.glyphs[at].cluster;
            let count = run.glyphs[at..].iter().take_while(|glyph| glyph.cluster == cluster).count();
            let text = &word.text[cluster.0 as usize..cluster.1 as usize];
            moved += self.cluster(fonts, run, at..at + count, text);
            at += count;
        }
        if run.backwards {
            self.end_actual_text();
        }
        moved
    }

    /// Draws the glyphs of one cluster; returns how far the line moves on, in thousandths of an em.
    fn cluster(
        &mut self,
        fonts: &mut Fonts,
        run: &super::text::Run,
        range: std::ops::Range<usize>,
        text: &str,
    ) -> f64 {
        let single = range.len() == 1;
        let mut moved = 0.0;
        let mut opened = false;
        for (index, glyph) in run.glyphs[range].iter().enumerate() {
            let shown = if run.substitute { "\u{25A1}" } else { text };
            let (new, known) = fonts.glyph(run.face, glyph.id, shown);
            if index == 0 {
                let plain = single && known && !run.substitute;
                // In a run that is given as a whole, its clusters are not given again.
                opened = !plain && !run.backwards && (!run.substitute || is_assigned(text));
                if opened {
                    self.begin_actual_text(text);
                }
            }
            self.set_line_offset(glyph.dy);
            self.back(-glyph.dx);
            self.glyphs.extend(new.to_be_bytes());
            self.back(glyph.width + glyph.dx - glyph.advance);
            moved += f64::from(glyph.advance);
        }
        if opened {
            self.end_actual_text();
        }
        moved
    }

    fn begin_actual_text(&mut self, text: &str) {
        let mut data = vec![0xFE, 0xFF];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
        self.begin("Span", map);
    }

    /// Whether the font was set already.
    fn set_font(&mut self, face: FaceId, size: f64) -> bool {
        if self.font == Some((face, milli(size))) {
            return true;
        }
        self.flush();
        self.font = Some((face, milli(size)));
        let font = PdfFontHandle::External(FontId(face.resource().to_owned()));
        self.ops.push(Op::SetFont { font, size: pt(size) });
        false
    }

    /// Places the pen `x` thousandths of an em along the line from where the word starts.
    fn set_matrix(&mut self, pen: Pen, x: f64) {
        self.flush();
        let along = x * pen.size / 1000.0;
        let (a, b) = match pen.turns % 4 {
            0 => (1.0, 0.0),
            1 => (0.0, -1.0),
            2 => (-1.0, 0.0),
            _ => (0.0, 1.0),
        };
        let (x, y) = (pt(pen.x + along * a).0, pt(pen.y + along * b).0);
        let (c, d) = (-b + pen.slant * a, a + pen.slant * b);
        let matrix = TextMatrix::Raw([a as f32, b as f32, c as f32, d as f32, x, y]);
        self.ops.push(Op::SetTextMatrix { matrix });
    }

    fn set_line_offset(&mut self, thousandths: i32) {
        if self.line_offset != thousandths {
            self.flush();
            self.line_offset = thousandths;
            let size = self.font.map_or(0, |(_, size)| size) as f64 / 1000.0;
            let rise = f64::from(thousandths) * size / 1000.0;
            self.ops.push(Op::SetLineOffset { multiplier: pt(rise).0 });
        }
    }

    fn set_fill(&mut self, rgb: Rgb) {
        if self.fill != Some(rgb) {
            self.flush();
            self.fill = Some(rgb);
            self.ops.push(Op::SetFillColor { col: colour(rgb) });
        }
    }

    fn set_stroke(&mut self, stroke: Stroke) {
        if self.stroke != Some(stroke.rgb) {
            self.stroke = Some(stroke.rgb);
            self.ops.push(Op::SetOutlineColor { col: colour(stroke.rgb) });
        }
        let dash = stroke.dash.map(|(on, off)| (milli(on), milli(off)));
        if self.line != Some((milli(stroke.width), dash)) {
            self.line = Some((milli(stroke.width), dash));
            self.ops.push(Op::SetOutlineThickness { pt: pt(stroke.width) });
            let pattern = stroke.dash.map(|(on, off)| [pt(on).0, pt(off).0]);
            let dash = LineDashPattern { offset: 0.0, pattern: pattern.iter().flatten().copied().collect() };
            self.ops.push(Op::SetLineDashPattern { dash });
            self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
        }
    }

    /// Draws a path: its area, its line, or both.
    pub(crate) fn path(
        &mut self,
        outline: &Outline,
        closed: bool,
        fill: Option<Rgb>,
        stroke: Option<Stroke>,
    ) {
        self.close_text();
        if let Some(rgb) = fill {
            self.set_fill(rgb);
        }
        if let Some(stroke) = stroke {
            self.set_stroke(stroke);
        }
        let points: Vec<_> =
            outline.iter().map(|&(x, y, bezier)| LinePoint { p: point(x, y), bezier }).collect();
        let mode = match (fill.is_some(), stroke.is_some()) {
            (true, true) => PaintMode::FillStroke,
            (true, false) => PaintMode::Fill,
            (false, true) => PaintMode::Stroke,
            (false, false) => return,
        };
        if fill.is_none() && !closed {
            let line = printpdf::Line { points, is_closed: false };
            self.ops.push(Op::DrawLine { line });
        } else {
            let rings = vec![PolygonRing { points }];
            let polygon = Polygon { rings, mode, winding_order: WindingOrder::NonZero };
            self.ops.push(Op::DrawPolygon { polygon });
        }
    }
}

/// The characters that a run's glyphs stand for.
fn run_text<'a>(word: &'a Word, run: &super::text::Run) -> &'a str {
    let start = run.glyphs.iter().map(|glyph| glyph.cluster.0).min().unwrap_or(0);
    let end = run.glyphs.iter().map(|glyph| glyph.cluster.1).max().unwrap_or(0);
    word.text.get(start as usize..end as usize).unwrap_or_default()
}

/// What follows a word on its line.
#[derive(Debug, Clone, Copy)]
pub(crate) enum After<'a> {
    /// Nothing, or more of the same word.
    Nothing,
    /// A space, shaped.
    Space(&'a Word),
    /// A hyphen at the end of the line, shaped: no part of the text.
    Hyphen(&'a Word),
}

/// Whether a character has a meaning of its own: not private use, not unassigned, not the replacement character.
fn is_assigned(text: &str) -> bool {
    use std::sync::LazyLock;
    static NO_MEANING: LazyLock<Option<regex::Regex>> =
        LazyLock::new(|| regex::Regex::new(r"[\p{Co}\p{Cn}\p{Cc}\x{FFFD}]").ok());
    NO_MEANING.as_ref().is_some_and(|pattern| !pattern.is_match(text))
}

/// Makes the objects of a document: pages in order, fonts cut down to what was used. Page size in points.
///
/// printpdf gathers a font's widths and texts from the glyphs that pages show one by one. Pages here show glyphs in
/// strings, which takes a tenth of the memory, and one more page at the end shows each glyph once; [`super::finish`]
/// drops it.
pub(crate) fn encode(
    pages: Vec<PageWriter>,
    fonts: &Fonts,
    faces: &Faces,
    (width, height): (f64, f64),
) -> Result<lopdf::Document, PdfError> {
    let mut document = PdfDocument::new("");
    for (face, used) in &fonts.faces {
        let Some(parsed) = faces.get(*face) else { continue };
        let name = parsed.name();
        let failed = |why: String| PdfError::Subset(name.to_owned(), why);
        let subset =
            subsetter::subset(parsed.data(), 0, &used.remapper).map_err(|error| failed(error.to_string()))?;
        let mut font = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
            .ok_or_else(|| failed("the subset cannot be read back".to_owned()))?;
        font.font_name = Some(format!("{}+{name}", subset_tag(&subset)));
        font.pdf_font_metrics.us_weight_class = face.weight();
        document.resources.fonts.map.insert(FontId(face.resource().to_owned()), PdfFont::new(font));
    }
    let glyphs = PageWriter { ops: fonts.all_shown(), ..PageWriter::default() };
    document.pages = pages
        .into_iter()
        .chain([glyphs])
        .map(|page| {
            let mut made = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), page.ops);
            let rect = printpdf::Rect::from_xywh(Pt(0.0), Pt(0.0), pt(width), pt(height));
            (made.media_box, made.trim_box, made.crop_box) = (rect.clone(), rect.clone(), rect);
            made
        })
        .collect();
    // `secure` would drop the arrays of glyphs, which are written as commands of our own.
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    Ok(document.to_lopdf_document(&options, &mut Vec::new()))
}

/// Six capitals from the subset's content: the same glyphs give the same tag on every run.
fn subset_tag(subset: &[u8]) -> String {
    Sha256::digest(subset).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
