//! Drawing commands of a page, written as the bytes that a PDF holds: a page of text is some kilobytes, not a list of
//! objects a glyph.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::encode::Fonts;
use super::face::FaceId;
use super::syntax::{Syntax, cents, milli};
use super::text::{After, Run, Word};
use super::tree::Artifact;
use crate::chart::{Rgb, Stroke};

/// The name of the picture among a page's resources.
pub(crate) const LOGO: &str = "Logo";

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
    commands: Syntax,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    line: Option<(i64, Option<(i64, i64)>)>,
    font: Option<(FaceId, i64)>,
    faces: BTreeSet<FaceId>,
    line_offset: i32,
    /// Between the operators that begin and end text.
    in_text: bool,
    /// Where a viewer's pen stands, if the next word may go on from there.
    pen: Option<Pen>,
    /// Glyphs of the string that is being put together.
    glyphs: Vec<u8>,
    /// Between the brackets of an array of strings, and shifts between them in thousandths of an em.
    in_array: bool,
}

/// Red, green and blue from 0 to 1.
fn parts(rgb: Rgb) -> [f64; 3] {
    [rgb.0, rgb.1, rgb.2].map(|channel| f64::from(channel) / 255.0)
}

/// A path whose corners may be joined by curves: `(x, y, is a control point)`.
pub(crate) type Outline = Vec<(f64, f64, bool)>;

impl PageWriter {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The faces of the words so far.
    pub(crate) fn faces(&self) -> BTreeSet<FaceId> {
        self.faces.clone()
    }

    /// The content stream.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.commands.into_bytes()
    }

    /// Starts a marked sequence that an element owns.
    pub(crate) fn begin_marked(&mut self, tag: &str, mcid: u32) {
        self.close_text();
        self.commands.name(tag);
        self.commands.op(&format!("<</MCID {mcid}>> BDC"));
    }

    /// Starts what no element owns.
    pub(crate) fn begin_artifact(&mut self, kind: Artifact) {
        self.close_text();
        let name = match kind {
            Artifact::Pagination => "Pagination",
            Artifact::Layout => "Layout",
        };
        self.commands.op(&format!("/Artifact <</Type /{name}>> BDC"));
    }

    /// Ends the marked sequence of an owner.
    pub(crate) fn end(&mut self) {
        self.close_text();
        self.commands.op("EMC");
    }

    /// Ends replacement text, which stands within text.
    fn end_actual_text(&mut self) {
        self.flush();
        self.commands.op("EMC");
    }

    /// Draws the document's picture: its lower left corner, and its size.
    pub(crate) fn image(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.close_text();
        self.commands.op("q");
        self.commands.lengths(&[width, 0.0, 0.0, height, x, y]);
        self.commands.op("cm");
        self.commands.name(LOGO);
        self.commands.op("Do");
        self.commands.op("Q");
    }

    /// Draws around a place of its own instead of the page's corner: what looks the same in two places is the same
    /// bytes, which deflate to nearly nothing.
    pub(crate) fn around(&mut self, (x, y): (f64, f64), draw: impl FnOnce(&mut Self)) {
        self.close_text();
        let held = (self.fill, self.stroke, self.line, self.font);
        self.commands.op("q");
        self.commands.numbers(&[1.0, 0.0, 0.0, 1.0]);
        self.commands.lengths(&[x, y]);
        self.commands.op("cm");
        draw(self);
        self.close_text();
        self.commands.op("Q");
        (self.fill, self.stroke, self.line, self.font) = held;
    }

    fn open_text(&mut self) {
        if !self.in_text {
            self.in_text = true;
            self.commands.op("BT");
        }
    }

    fn close_text(&mut self) {
        self.flush();
        self.pen = None;
        if std::mem::take(&mut self.in_text) {
            self.set_line_offset(0);
            self.commands.op("ET");
        }
    }

    /// Ends the array that is being put together: one a line where nothing comes between, not one a glyph.
    fn flush(&mut self) {
        self.flush_glyphs();
        if std::mem::take(&mut self.in_array) {
            self.commands.op("]TJ");
        }
    }

    fn open_array(&mut self) {
        if !self.in_array {
            self.in_array = true;
            self.commands.raw("[");
        }
    }

    fn flush_glyphs(&mut self) {
        if !self.glyphs.is_empty() {
            self.open_array();
            self.commands.string(&self.glyphs);
            self.glyphs.clear();
        }
    }

    /// Moves the pen back by thousandths of an em.
    fn back(&mut self, thousandths: i32) {
        if thousandths != 0 {
            self.flush_glyphs();
            self.open_array();
            self.commands.integer(i64::from(thousandths));
            // A string ends a number by itself.
            self.commands.unblank();
        }
    }

    /// Draws a word. Where `ToUnicode` cannot say its characters, they are given as replacement text.
    pub(crate) fn word(&mut self, fonts: &Fonts, word: &Word, pen: Pen, after: &After) {
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
    fn run(&mut self, fonts: &Fonts, word: &Word, run: &Run) -> f64 {
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
    fn cluster(&mut self, fonts: &Fonts, run: &Run, range: std::ops::Range<usize>, text: &str) -> f64 {
        let single = range.len() == 1;
        let mut moved = 0.0;
        let mut opened = false;
        for (index, glyph) in run.glyphs[range].iter().enumerate() {
            let (new, known) = fonts.glyph(run.face, glyph.id, run.shown(text));
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
            match (fonts.is_narrow(run.face), new.to_be_bytes()) {
                (true, [_, code]) => self.glyphs.push(code),
                (false, code) => self.glyphs.extend(code),
            }
            self.back(glyph.width + glyph.dx - glyph.advance);
            moved += f64::from(glyph.advance);
        }
        if opened {
            self.end_actual_text();
        }
        moved
    }

    fn begin_actual_text(&mut self, text: &str) {
        self.flush();
        let digits: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        self.commands.op(&format!("/Span <</ActualText <FEFF{digits}>>> BDC"));
    }

    /// Whether the font was set already.
    fn set_font(&mut self, face: FaceId, size: f64) -> bool {
        if self.font == Some((face, milli(size))) {
            return true;
        }
        self.flush();
        self.font = Some((face, milli(size)));
        self.faces.insert(face);
        self.commands.name(face.resource());
        self.commands.number(size);
        self.commands.op("Tf");
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
        let (c, d) = (-b + pen.slant * a, a + pen.slant * b);
        self.commands.numbers(&[a, b, c, d]);
        self.commands.lengths(&[pen.x + along * a, pen.y + along * b]);
        self.commands.op("Tm");
    }

    fn set_line_offset(&mut self, thousandths: i32) {
        if self.line_offset != thousandths {
            self.flush();
            self.line_offset = thousandths;
            let size = self.font.map_or(0, |(_, size)| size) as f64 / 1000.0;
            self.commands.number(f64::from(thousandths) * size / 1000.0);
            self.commands.op("Ts");
        }
    }

    fn set_fill(&mut self, rgb: Rgb) {
        if self.fill != Some(rgb) {
            self.flush();
            self.fill = Some(rgb);
            self.commands.numbers(&parts(rgb));
            self.commands.op("rg");
        }
    }

    fn set_stroke(&mut self, stroke: Stroke) {
        if self.stroke != Some(stroke.rgb) {
            self.stroke = Some(stroke.rgb);
            self.commands.numbers(&parts(stroke.rgb));
            self.commands.op("RG");
        }
        let dash = stroke.dash.map(|(on, off)| (milli(on), milli(off)));
        if self.line != Some((milli(stroke.width), dash)) {
            self.line = Some((milli(stroke.width), dash));
            self.commands.number(stroke.width);
            self.commands.op("w");
            self.commands.raw("[");
            if let Some((on, off)) = stroke.dash {
                self.commands.numbers(&[on, off]);
            }
            self.commands.op("]0 d");
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
        if fill.is_none() && stroke.is_none() {
            return;
        }
        self.close_text();
        if let Some(rgb) = fill {
            self.set_fill(rgb);
        }
        if let Some(stroke) = stroke {
            self.set_stroke(stroke);
        }
        if let (Some(sides), Some(_), None) = (level_rectangle(outline), fill, stroke) {
            sides.into_iter().for_each(|side| self.commands.length(side));
            self.commands.op("re");
            self.commands.op("f");
            return;
        }
        let mut points = outline.iter().copied();
        let Some((x, y, _)) = points.next() else { return };
        self.commands.lengths(&[x, y]);
        self.commands.op("m");
        while let Some((x, y, is_control)) = points.next() {
            self.commands.lengths(&[x, y]);
            if is_control {
                // A curve has two control points, and then its end.
                for (x, y, _) in points.by_ref().take(2) {
                    self.commands.lengths(&[x, y]);
                }
                self.commands.op("c");
            } else {
                self.commands.op("l");
            }
        }
        self.commands.op(match (fill.is_some(), stroke.is_some()) {
            (true, true) => "b",
            (true, false) => "f",
            (false, _) if closed => "s",
            (false, _) => "S",
        });
    }
}

/// Left, bottom, width and height of a path that is a rectangle, in hundredths of a point: one operator instead of four.
/// The sides are measured between rounded corners, so that neighbours meet.
fn level_rectangle(outline: &Outline) -> Option<[i64; 4]> {
    let [(x, y, false), b, (right, top, false), d] = outline[..] else { return None };
    let (left, bottom) = (cents(x), cents(y));
    (b == (right, y, false) && d == (x, top, false))
        .then(|| [left, bottom, cents(right) - left, cents(top) - bottom])
}

/// The characters that a run's glyphs stand for.
fn run_text<'a>(word: &'a Word, run: &Run) -> &'a str {
    let start = run.glyphs.iter().map(|glyph| glyph.cluster.0).min().unwrap_or(0);
    let end = run.glyphs.iter().map(|glyph| glyph.cluster.1).max().unwrap_or(0);
    word.text.get(start as usize..end as usize).unwrap_or_default()
}

/// Whether a character has a meaning of its own: not private use, not unassigned, not the replacement character.
fn is_assigned(text: &str) -> bool {
    static NO_MEANING: LazyLock<Option<regex::Regex>> =
        LazyLock::new(|| regex::Regex::new(r"[\p{Co}\p{Cn}\p{Cc}\x{FFFD}]").ok());
    NO_MEANING.as_ref().is_some_and(|pattern| !pattern.is_match(text))
}
