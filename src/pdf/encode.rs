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

use super::face::FaceId;
use super::text::Word;
use super::tree::Artifact;
use crate::chart::{Rgb, Stroke};

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A bundled font could not be cut down to the glyphs used.
    #[error("the font {0} could not be subset: {1}")]
    Subset(&'static str, String),
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
    /// The first text that each new glyph id stood for: `ToUnicode` can say only one.
    texts: BTreeMap<u16, String>,
}

impl Fonts {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The glyph's id in the subset, and whether `ToUnicode` says this text for it.
    fn glyph(&mut self, face: FaceId, id: u16, text: &str) -> (u16, bool) {
        let used = self.faces.entry(face).or_default();
        let new = used.remapper.remap(id);
        let known = used.texts.entry(new).or_insert_with(|| text.to_owned());
        (new, known == text)
    }

    fn text_of(&self, face: FaceId, new: u16) -> String {
        self.faces.get(&face).and_then(|used| used.texts.get(&new)).cloned().unwrap_or_default()
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

/// The commands of one page. Coordinates are points from the bottom left corner.
#[derive(Debug, Default)]
pub(crate) struct PageWriter {
    ops: Vec<Op>,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    line: Option<(i64, Option<(i64, i64)>)>,
    font: Option<(FaceId, i64)>,
    line_offset: i32,
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
        let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(i64::from(mcid)))]);
        self.begin(tag, map);
    }

    /// Starts what no element owns.
    pub(crate) fn begin_artifact(&mut self, kind: Artifact) {
        let name = match kind {
            Artifact::Pagination => "Pagination",
            Artifact::Layout => "Layout",
        };
        let map = BTreeMap::from([("Type".to_owned(), DictItem::Name(name.as_bytes().to_vec()))]);
        self.begin("Artifact", map);
    }

    fn begin(&mut self, tag: &str, map: BTreeMap<String, DictItem>) {
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
    }

    /// Ends the innermost marked sequence.
    pub(crate) fn end(&mut self) {
        self.ops.push(Op::EndMarkedContent);
    }

    /// Draws a word. Where `ToUnicode` cannot say its characters, they are given as replacement text.
    pub(crate) fn word(&mut self, fonts: &mut Fonts, word: &Word, pen: Pen, after: After<'_>) {
        self.set_fill(pen.rgb);
        self.ops.push(Op::StartTextSection);
        let mut x = 0.0;
        for run in &word.runs {
            self.set_font(run.face, pen.size);
            self.set_matrix(pen, x);
            // Right-to-left glyphs are drawn from the left; a listener wants the characters as they were written.
            if run.backwards {
                self.begin_actual_text(run_text(word, run));
            }
            let mut at = 0;
            while at < run.glyphs.len() {
                let cluster = run.glyphs[at].cluster;
                let mut end = at + 1;
                while end < run.glyphs.len() && run.glyphs[end].cluster == cluster {
                    end += 1;
                }
                let glyphs = &run.glyphs[at..end];
                let text = &word.text[cluster.0 as usize..cluster.1 as usize];
                x += self.cluster(fonts, run.face, glyphs, text, run.substitute, run.backwards);
                at = end;
            }
            if run.backwards {
                self.end();
            }
        }
        self.set_line_offset(0);
        match after {
            After::Nothing => {}
            After::Space(space) | After::Hyphen(space) => {
                if let Some(run) = space.runs.first() {
                    self.set_font(run.face, pen.size);
                    self.set_matrix(pen, x);
                    let soft = matches!(after, After::Hyphen(_));
                    if soft {
                        self.begin_actual_text("\u{AD}");
                    }
                    self.cluster(fonts, run.face, &run.glyphs, &space.text, false, false);
                    if soft {
                        self.end();
                    }
                }
            }
        }
        self.ops.push(Op::EndTextSection);
    }

    /// Draws the glyphs of one cluster; returns how far the line moves on, in thousandths of an em.
    fn cluster(
        &mut self,
        fonts: &mut Fonts,
        face: FaceId,
        glyphs: &[super::text::Glyph],
        text: &str,
        substitute: bool,
        spoken: bool,
    ) -> f64 {
        let shown = if substitute { "\u{25A1}" } else { text };
        let numbered: Vec<_> = glyphs.iter().map(|glyph| fonts.glyph(face, glyph.id, shown)).collect();
        // `spoken`: the characters are given for the whole run already.
        let speakable = !spoken && (!substitute || is_assigned(text));
        let plain = matches!(numbered[..], [(_, true)]) && !(substitute && speakable);
        if !plain && speakable {
            self.begin_actual_text(text);
        }
        let mut moved = 0.0;
        for (glyph, (new, _)) in glyphs.iter().zip(&numbered) {
            self.set_line_offset(glyph.dy);
            let mut items = Vec::new();
            if glyph.dx != 0 {
                items.push(TextItem::Offset(-(glyph.dx as f32)));
            }
            let back = glyph.width + glyph.dx - glyph.advance;
            let text = fonts.text_of(face, *new);
            items.push(TextItem::GlyphIds(vec![Codepoint {
                gid: *new,
                offset: back as f32,
                cid: Some(text),
            }]));
            self.show(items);
            moved += f64::from(glyph.advance);
        }
        if !plain && speakable {
            self.end();
        }
        moved
    }

    /// Adds to the last show command where nothing came between: one array a run, not one a glyph.
    fn show(&mut self, mut items: Vec<TextItem>) {
        if let Some(Op::ShowText { items: last }) = self.ops.last_mut() {
            last.append(&mut items);
        } else {
            self.ops.push(Op::ShowText { items });
        }
    }

    fn begin_actual_text(&mut self, text: &str) {
        let mut data = vec![0xFE, 0xFF];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
        self.begin("Span", map);
    }

    fn set_font(&mut self, face: FaceId, size: f64) {
        if self.font != Some((face, milli(size))) {
            self.font = Some((face, milli(size)));
            let font = PdfFontHandle::External(FontId(face.resource().to_owned()));
            self.ops.push(Op::SetFont { font, size: pt(size) });
        }
    }

    /// Places the pen `x` thousandths of an em along the line from where the word starts.
    fn set_matrix(&mut self, pen: Pen, x: f64) {
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
            self.line_offset = thousandths;
            let size = self.font.map_or(0, |(_, size)| size) as f64 / 1000.0;
            let rise = f64::from(thousandths) * size / 1000.0;
            self.ops.push(Op::SetLineOffset { multiplier: pt(rise).0 });
        }
    }

    fn set_fill(&mut self, rgb: Rgb) {
        if self.fill != Some(rgb) {
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
pub(crate) fn encode(
    pages: Vec<PageWriter>,
    fonts: &Fonts,
    (width, height): (f64, f64),
) -> Result<lopdf::Document, PdfError> {
    let mut document = PdfDocument::new("");
    for (face, used) in &fonts.faces {
        let name = face.postscript_name();
        let subset = subsetter::subset(face.data(), 0, &used.remapper)
            .map_err(|error| PdfError::Subset(name, error.to_string()))?;
        let mut font = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
            .ok_or_else(|| PdfError::Subset(name, "the subset cannot be read back".to_owned()))?;
        font.font_name = Some(format!("{}+{name}", subset_tag(&subset)));
        font.pdf_font_metrics.us_weight_class = face.weight();
        document.resources.fonts.map.insert(FontId(face.resource().to_owned()), PdfFont::new(font));
    }
    document.pages = pages
        .into_iter()
        .map(|page| {
            let mut made = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), page.ops);
            let rect = printpdf::Rect::from_xywh(Pt(0.0), Pt(0.0), pt(width), pt(height));
            (made.media_box, made.trim_box, made.crop_box) = (rect.clone(), rect.clone(), rect);
            made
        })
        .collect();
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    Ok(document.to_lopdf_document(&options, &mut Vec::new()))
}

/// Six capitals from the subset's content: the same glyphs give the same tag on every run.
fn subset_tag(subset: &[u8]) -> String {
    Sha256::digest(subset).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
