//! Drawing commands of a page, written as the bytes that a PDF holds: a page of text is some kilobytes, not a list of
//! objects a glyph.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use super::cmap;
use super::encode::{Codes, Fonts};
use super::face::FaceId;
use super::shape::{self, Forms, Outline};
use super::syntax::{Syntax, cents, milli};
use super::text::{After, Glyph, Run, Word};
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
            && next.turns.is_multiple_of(4)
            && near(self.slant, next.slant)
    }
}

/// What a marked sequence holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matter {
    /// Words alone.
    Text,
    /// Anything.
    Drawing,
}

/// The commands of one page. Coordinates are points from the bottom left corner.
#[derive(Debug, Default)]
pub(crate) struct PageWriter {
    commands: Syntax,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    line: Option<i64>,
    /// A page begins with whole lines.
    dash: Option<(i64, i64)>,
    font: Option<(FaceId, f64)>,
    faces: BTreeSet<FaceId>,
    forms: Arc<Forms>,
    line_offset: i32,
    /// Between the operators that begin and end text.
    in_text: bool,
    /// Where a viewer's pen stands, if the next word may go on from there.
    pen: Option<Pen>,
    /// Where the line of text began that the next one is placed from, in hundredths of a point; unknown after text that
    /// is turned or slanted.
    line_start: Option<(i64, i64)>,
    /// Glyphs of the string that is being put together.
    glyphs: Vec<u8>,
    /// Between the brackets of an array of strings, and shifts between them in thousandths of an em.
    in_array: bool,
    /// Bytes that trace shapes of many points where they stand, and are no forms.
    shapes: usize,
}

/// Red, green and blue from 0 to 1.
fn parts(rgb: Rgb) -> [f64; 3] {
    [rgb.0, rgb.1, rgb.2].map(|channel| f64::from(channel) / 255.0)
}

impl PageWriter {
    /// A page on which these shapes are drawn by their names.
    pub(crate) fn new(forms: Arc<Forms>) -> Self {
        Self { forms, ..Self::default() }
    }

    /// The faces of the words so far, taken out.
    pub(crate) fn take_faces(&mut self) -> BTreeSet<FaceId> {
        std::mem::take(&mut self.faces)
    }

    /// How many bytes so far trace shapes of many points, in thousands those of a map.
    pub(crate) fn shapes(&self) -> usize {
        self.shapes
    }

    /// The content stream. What is drawn after it finds whole lines, as at the beginning of a page.
    pub(crate) fn into_bytes(mut self) -> Vec<u8> {
        self.close_text();
        if self.dash.is_some() {
            self.commands.op("[]0 d");
        }
        self.commands.into_bytes()
    }

    /// Starts a marked sequence that an element owns.
    pub(crate) fn begin_marked(&mut self, matter: Matter, tag: &str, mcid: u32) {
        self.begin(matter);
        self.commands.name(tag);
        self.commands.raw("<</MCID ");
        self.commands.integer(i64::from(mcid));
        self.commands.op(">>BDC");
    }

    /// Starts what no element owns.
    pub(crate) fn begin_artifact(&mut self, matter: Matter, kind: Artifact) {
        self.begin(matter);
        let name = match kind {
            Artifact::Pagination => "Pagination",
            Artifact::Layout => "Layout",
        };
        self.commands.op(&format!("/Artifact <</Type/{name}>>BDC"));
    }

    /// A sequence must end where it began, within text or outside. Elements of text follow each other in one text, so
    /// that each is placed from the one before.
    fn begin(&mut self, matter: Matter) {
        match matter {
            Matter::Text => {
                self.flush();
                self.open_text();
            }
            Matter::Drawing => self.close_text(),
        }
    }

    /// Ends the marked sequence of an owner.
    pub(crate) fn end(&mut self, matter: Matter) {
        match matter {
            Matter::Text => self.flush(),
            Matter::Drawing => self.close_text(),
        }
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
        let held = (self.fill, self.stroke, self.line, self.dash, self.font);
        self.begin_around(cents(x), cents(y));
        draw(self);
        self.close_text();
        self.commands.op("Q");
        (self.fill, self.stroke, self.line, self.dash, self.font) = held;
    }

    /// What is drawn up to the next `Q` is around this place, in hundredths of a point.
    fn begin_around(&mut self, x: i64, y: i64) {
        self.commands.op("q");
        self.commands.numbers(&[1.0, 0.0, 0.0, 1.0]);
        self.point(x, y);
        self.commands.op("cm");
    }

    fn open_text(&mut self) {
        if !self.in_text {
            self.in_text = true;
            self.line_start = Some((0, 0));
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

    /// Shows what is being put together: one string or array a line where nothing comes between, not one a glyph.
    fn flush(&mut self) {
        if std::mem::take(&mut self.in_array) {
            self.flush_glyphs();
            self.commands.op("]TJ");
        } else if !self.glyphs.is_empty() {
            self.commands.string(&self.glyphs);
            self.glyphs.clear();
            self.commands.op("Tj");
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
            self.commands.string(&self.glyphs);
            self.glyphs.clear();
        }
    }

    /// Moves the pen back by thousandths of an em.
    fn back(&mut self, thousandths: i32) {
        if thousandths != 0 {
            self.open_array();
            self.flush_glyphs();
            self.commands.integer(i64::from(thousandths));
        }
    }

    /// Draws a word. Where `ToUnicode` cannot say its characters, they are given as replacement text.
    pub(crate) fn word(&mut self, fonts: &Fonts, word: &Word, pen: Pen, after: &After) {
        self.set_fill(pen.rgb);
        self.open_text();
        let held = self.pen.take().filter(|held| held.meets(&pen));
        // What is left between where a word should be and where the one before ended must not add up along a line.
        let start = held.map_or(pen.x, |held| held.x);
        let mut placed = held.is_some();
        let mut x = 0.0;
        for run in &word.runs {
            self.set_font(run.face, pen.size);
            if !std::mem::replace(&mut placed, true) {
                self.place(pen);
            }
            x += self.run(fonts, word, run);
        }
        if let After::Space(next) | After::Hyphen(next) = after
            && let Some(run) = next.runs.first()
        {
            self.set_font(run.face, pen.size);
            if !std::mem::replace(&mut placed, true) {
                self.place(pen);
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
        self.pen =
            (placed && pen.turns.is_multiple_of(4)).then(|| Pen { x: start + x * pen.size / 1000.0, ..pen });
    }

    /// Draws the glyphs of one face; returns how far the line moves on, in thousandths of an em.
    fn run(&mut self, fonts: &Fonts, word: &Word, run: &Run) -> f64 {
        let codes = fonts.codes(run.face);
        // Right-to-left glyphs are drawn from the left; a listener wants the characters as they were written.
        if run.backwards {
            self.begin_actual_text(run_text(word, run));
        }
        let mut moved = 0;
        let mut rest = run.glyphs.as_slice();
        while let Some((glyph, after)) = rest.split_first() {
            // Most are of this kind, and need nothing that is asked of the others.
            if let Some(code) = codes.plain(glyph) {
                self.set_line_offset(0);
                self.glyphs.push(code);
                self.back(glyph.width - glyph.advance);
                moved += i64::from(glyph.advance);
                rest = after;
                continue;
            }
            let (start, end) = glyph.cluster;
            let text = &word.text[start as usize..end as usize];
            let beside = after.iter().take_while(|next| next.cluster == glyph.cluster).count();
            let (cluster, others) = rest.split_at(1 + beside);
            moved += self.cluster(codes, run, cluster, text);
            rest = others;
        }
        if run.backwards {
            self.end_actual_text();
        }
        moved as f64
    }

    /// Draws the glyphs of one cluster of a run; returns how far the line moves on, in thousandths of an em.
    fn cluster(&mut self, codes: Codes<'_>, run: &Run, glyphs: &[Glyph], text: &str) -> i64 {
        let single = glyphs.len() == 1;
        let mut moved = 0;
        let mut opened = false;
        for (index, glyph) in glyphs.iter().enumerate() {
            let (new, known) = codes.glyph(glyph.id, run.shown(text));
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
            match (codes.narrow, new.to_be_bytes()) {
                (true, [_, number]) => self.glyphs.push(cmap::code(number)),
                (false, code) => self.glyphs.extend(code),
            }
            self.back(glyph.width + glyph.dx - glyph.advance);
            moved += i64::from(glyph.advance);
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

    #[inline]
    fn set_font(&mut self, face: FaceId, size: f64) {
        let same = |(held, of): (FaceId, f64)| held == face && (of == size || milli(of) == milli(size));
        if !self.font.is_some_and(same) {
            self.change_font(face, size);
        }
    }

    fn change_font(&mut self, face: FaceId, size: f64) {
        self.flush();
        self.font = Some((face, size));
        self.faces.insert(face);
        self.commands.name(face.resource());
        self.commands.number(size);
        self.commands.op("Tf");
    }

    /// Places a viewer's pen: from the start of the line before where that is known, since lines of a paragraph follow
    /// each other at one distance, and the same bytes deflate to nearly nothing.
    fn place(&mut self, pen: Pen) {
        self.flush();
        let (x, y) = (cents(pen.x), cents(pen.y));
        let level = pen.turns.is_multiple_of(4) && milli(pen.slant) == 0;
        let from = std::mem::replace(&mut self.line_start, level.then_some((x, y)));
        if let (true, Some((from_x, from_y))) = (level, from) {
            self.point(x - from_x, y - from_y);
            self.commands.op("Td");
            return;
        }
        let (a, b) = match pen.turns % 4 {
            0 => (1.0, 0.0),
            1 => (0.0, -1.0),
            2 => (-1.0, 0.0),
            _ => (0.0, 1.0),
        };
        let (c, d) = (-b + pen.slant * a, a + pen.slant * b);
        self.commands.numbers(&[a, b, c, d]);
        self.point(x, y);
        self.commands.op("Tm");
    }

    #[inline]
    fn set_line_offset(&mut self, thousandths: i32) {
        if self.line_offset != thousandths {
            self.change_line_offset(thousandths);
        }
    }

    fn change_line_offset(&mut self, thousandths: i32) {
        self.flush();
        self.line_offset = thousandths;
        let size = self.font.map_or(0, |(_, size)| milli(size)) as f64 / 1000.0;
        self.commands.number(f64::from(thousandths) * size / 1000.0);
        self.commands.op("Ts");
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
        if self.line != Some(milli(stroke.width)) {
            self.line = Some(milli(stroke.width));
            self.commands.number(stroke.width);
            self.commands.op("w");
        }
        let dash = stroke.dash.map(|(on, off)| (milli(on), milli(off)));
        if self.dash != dash {
            self.dash = dash;
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
        let &[(x, y, _), ..] = outline.as_slice() else { return };
        if outline.len() <= shape::FEW_POINTS {
            shape::trace(&mut self.commands, outline, (0.0, 0.0));
            shape::paint(&mut self.commands, closed, fill.is_some(), stroke.is_some());
            return;
        }
        let drawn = shape::around_first(outline, closed, fill.is_some(), stroke.is_some());
        self.begin_around(cents(x), cents(y));
        match self.forms.name(drawn.as_bytes()) {
            Some(name) => {
                self.commands.name(name);
                self.commands.op("Do");
            }
            None => {
                self.shapes += drawn.len();
                self.commands.bytes(drawn.as_bytes());
            }
        }
        self.commands.op("Q");
    }

    /// A point in hundredths.
    fn point(&mut self, x: i64, y: i64) {
        self.commands.length(x);
        self.commands.length(y);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text::Shaper;
    use super::*;

    fn written(draw: impl FnOnce(&mut PageWriter)) -> String {
        let mut writer = PageWriter::default();
        draw(&mut writer);
        String::from_utf8_lossy(&writer.into_bytes()).into_owned()
    }

    #[test]
    fn words_go_on_and_lines_are_placed_from_the_line_before() {
        let mut shaper = Shaper::default();
        let (plain, bold) = (shaper.word(FaceId::Regular, "no"), shaper.word(FaceId::Bold, "on"));
        let fonts = Fonts::of(shaper.end());
        let pen = Pen { x: 80.0, y: 700.0, size: 10.0, rgb: Rgb::INK, turns: 0, slant: 0.0 };
        let text = written(|writer| {
            for (mcid, y) in [(0, 700.0), (1, 685.8), (2, 671.6)] {
                writer.begin_marked(Matter::Text, "P", mcid);
                writer.word(&fonts, &plain, Pen { y, ..pen }, &After::Nothing);
                writer.word(&fonts, &bold, Pen { y, x: 80.0 + plain.points(10.0), ..pen }, &After::Nothing);
                writer.end(Matter::Text);
            }
            writer.word(&fonts, &plain, Pen { turns: 1, ..pen }, &After::Nothing);
            writer.word(&fonts, &plain, pen, &After::Nothing);
        });
        let placed = |operator: &str| -> Vec<&str> {
            text.lines().filter_map(|line| line.strip_suffix(operator)).collect()
        };
        assert_eq!(placed(" Td"), ["80 700", "0 -14.2", "0 -14.2"]);
        assert_eq!(
            placed(" Tm"),
            ["0 -1 1 0 80 700", "1 0 0 1 80 700"],
            "nothing is known after turned text"
        );
        assert_eq!(text.matches("BT").count(), 1);
    }

    proptest! {
        #[test]
        fn plain_glyphs_are_written_like_all_others(
            text in r"([A-Za-z0-9 ,.()\\-]|AV|To|ffi|fl|’|é|e\u{301}|q\u{323}|✗|中|שלום|\PC){1,20}",
            (turns, slant) in (0..2_u8, prop_oneof![Just(0.0), Just(0.2)]),
        ) {
            let mut shaper = Shaper::default();
            let word = shaper.word(FaceId::Regular, &text);
            let fonts = Fonts::of(shaper.end());
            let mut other = Word::clone(&word);
            other.runs.iter_mut().flat_map(|run| &mut run.glyphs).for_each(|glyph| glyph.plain = 0);
            let pen = Pen { x: 80.0, y: 700.0, size: 10.0, rgb: Rgb::INK, turns, slant };
            let draw = |word: &Word| {
                written(|writer| {
                    writer.word(&fonts, word, pen, &After::Nothing);
                    let next = Pen { x: pen.x + word.points(pen.size), ..pen };
                    writer.word(&fonts, word, next, &After::Nothing);
                })
            };
            prop_assert_eq!(draw(&word), draw(&other));
        }
    }

    #[test]
    fn a_shape_of_many_points_is_the_same_bytes_wherever_it_is() {
        let ring = |x: f64| {
            written(|writer| {
                let stroke = Stroke { rgb: Rgb::INK, width: 1.0, dash: Some((2.0, 1.0)) };
                writer.path(&shape::circle(x, 50.0, 3.0), true, None, Some(stroke));
            })
        };
        let (left, right) = (ring(10.0), ring(200.5));
        assert!(left.contains("1 0 0 1 13 50 cm\n0 0 m\n"), "{left}");
        assert_eq!(left.replace("1 13 50 cm", "1 203.5 50 cm"), right);
        assert!(left.ends_with("Q\n[]0 d\n"), "lines are whole again: {left}");
    }
}
