//! A slice: what is never torn by a page break, with everything drawn in it.
//!
//! Blocks become slices (a line of a paragraph, a row of a table, a figure); [`super::layout`] stacks them on
//! pages. Coordinates are points from the slice's top and from the left edge of the page.

use std::sync::Arc;

use super::canvas::{Annotation, Canvas};
use super::content::{Matter, PageWriter, Pen};
use super::encode::Fonts;
use super::face::FaceId;
use super::lines::Line;
use super::shape::{self, Outline};
use super::text::{After, Word};
use super::tree::{NodeId, Owner};
use crate::chart::{Mark, Rgb, Stroke};
use crate::report::block::Link;

/// How the words of a span look, and who owns them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Look {
    pub(crate) owner: Owner,
    pub(crate) rgb: Rgb,
    pub(crate) link: Option<(Link, NodeId, String)>,
}

/// A mark of a drawing, and if it is text, its word with what follows it.
#[derive(Debug, Clone)]
pub(crate) struct Shaped {
    pub(crate) mark: Mark,
    pub(crate) words: Option<(Arc<Word>, After)>,
}

/// A drawing of so few marks, such as a symbol, is drawn where it stands, and not around a corner of its own.
const FEW_MARKS: usize = 3;

/// One thing in a slice.
#[derive(Debug, Clone)]
pub(crate) enum Drawn {
    /// A line of text: its start, and its baseline.
    Text { x: f64, y: f64, size: f64, line: Line, looks: Arc<[Look]> },
    /// A path; y is down from the slice's top.
    Path { owner: Owner, outline: Outline, closed: bool, fill: Option<Rgb>, stroke: Option<Stroke> },
    /// A drawing, moved by (x, y).
    Marks { owner: Owner, x: f64, y: f64, marks: Arc<[Shaped]>, bbox: Option<(NodeId, f64, f64)> },
    /// The logo, its top left corner at (x, y).
    Image { node: NodeId, x: f64, y: f64, width: f64, height: f64 },
    /// The number of the page on which an anchor stands, set flush right at x, with dots from `from`.
    PageOf {
        owner: Owner,
        link: Option<(Link, NodeId, String)>,
        from: f64,
        x: f64,
        y: f64,
        size: f64,
        anchor: String,
    },
}

/// An entry of the outline that viewers show beside the pages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) anchor: String,
}

/// What is never torn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slice {
    pub(crate) height: f64,
    /// Space above, dropped at the top of a page.
    pub(crate) above: f64,
    /// Never the last on its page.
    pub(crate) keep_with_next: bool,
    /// Starts a page.
    pub(crate) page_break: bool,
    pub(crate) drawn: Vec<Drawn>,
    /// A rule stands beside it, which begins so far above it.
    pub(crate) side: Option<f64>,
    /// Drawn above this slice again, as an artifact, where it starts a page: a table's head.
    pub(crate) repeat: Option<Arc<Slice>>,
    /// The heading that stands here.
    pub(crate) entry: Option<Entry>,
}

impl Slice {
    /// An empty slice of this height, with space above.
    pub(crate) fn new(height: f64, above: f64) -> Self {
        Self { height, above, ..Self::default() }
    }

    /// The marks of its drawings.
    pub(crate) fn marks(&self) -> impl Iterator<Item = &Mark> {
        let drawings = self.drawn.iter().filter_map(|drawn| match drawn {
            Drawn::Marks { marks, .. } => Some(marks),
            _ => None,
        });
        drawings.flat_map(|marks| marks.iter().map(|shaped| &shaped.mark))
    }

    /// About how much there is to draw: words, and corners of paths.
    pub(crate) fn extent(&self) -> usize {
        let words = self.drawn.iter().map(|drawn| match drawn {
            Drawn::Text { line, .. } => line.pieces.len(),
            _ => 1,
        });
        let corners = self.marks().map(|mark| match mark {
            Mark::Path { points, .. } => points.len(),
            Mark::Circle { .. } | Mark::Text { .. } => 1,
        });
        words.sum::<usize>() + corners.sum::<usize>()
    }

    /// A filled rectangle that nobody reads out.
    pub(crate) fn ground(&mut self, owner: Owner, (x, y): (f64, f64), (width, height): (f64, f64), rgb: Rgb) {
        let outline = shape::rectangle(x, y, width, height);
        self.drawn.push(Drawn::Path { owner, outline, closed: true, fill: Some(rgb), stroke: None });
    }

    /// A level line.
    pub(crate) fn rule(&mut self, owner: Owner, (from, to): (f64, f64), y: f64, width: f64, rgb: Rgb) {
        self.drawn.push(Drawn::Path {
            owner,
            outline: vec![(from, y, false), (to, y, false)],
            closed: false,
            fill: None,
            stroke: Some(Stroke { rgb, width, dash: None }),
        });
    }
}

/// Draws a line of text; `y` is the baseline from the top of the page. A repetition belongs to nobody, and leads nowhere.
pub(crate) fn draw_line(
    canvas: &mut Canvas<'_>,
    (x, y, size): (f64, f64, f64),
    line: &Line,
    looks: &[Look],
    repetition: bool,
) {
    for (index, piece) in line.pieces.iter().enumerate() {
        let Some(look) = looks.get(piece.span) else { continue };
        let pen = Pen { x: x + piece.x, y: canvas.up(y), size, rgb: look.rgb, turns: 0, slant: 0.0 };
        let owner = look.owner.or_nobody(repetition);
        canvas
            .tagged(owner, Matter::Text, |writer, fonts| writer.word(fonts, &piece.word, pen, &piece.after));
        if let (Some((target, node, contents)), false) = (&look.link, repetition) {
            let end = match line.pieces.get(index + 1) {
                Some(next) if next.span == piece.span => x + next.x,
                _ => x + piece.x + piece.word.points(size),
            };
            let (low, high) = (canvas.up(y + 0.25 * size), canvas.up(y - 0.85 * size));
            canvas.annotate([x + piece.x, low, end, high], |page, rect| Annotation {
                page,
                rect,
                target: target.clone(),
                contents: contents.clone(),
                node: *node,
            });
        }
    }
}

/// Draws chart marks, moved by (x, y) from the top left of the page. Their words are real text.
pub(crate) fn draw_marks(canvas: &mut Canvas<'_>, owner: Owner, (x, y): (f64, f64), marks: &[Shaped]) {
    if marks.is_empty() {
        return;
    }
    let corner = (x, canvas.up(y));
    canvas.tagged(owner, Matter::Drawing, |writer, fonts| {
        let draw = |writer: &mut PageWriter, corner| {
            marks.iter().for_each(|mark| draw_mark(writer, fonts, mark, corner));
        };
        if marks.len() <= FEW_MARKS {
            draw(writer, corner);
        } else {
            writer.around(corner, |writer| draw(writer, (0.0, 0.0)));
        }
    });
}

/// Draws a mark, its drawing's top left corner being there.
fn draw_mark(
    writer: &mut PageWriter,
    fonts: &Fonts,
    Shaped { mark, words }: &Shaped,
    (left, top): (f64, f64),
) {
    if let Some((outline, closed, fill, stroke)) = shape::outlined(mark, (left, top)) {
        writer.path(&outline, closed, fill, stroke);
    }
    let (Mark::Text { x, y, size, rgb, anchor, quarter_turns, .. }, Some((word, after))) = (mark, words)
    else {
        return;
    };
    let width = word.points(*size);
    let back = match anchor {
        crate::chart::Anchor::Start => 0.0,
        crate::chart::Anchor::Middle => width / 2.0,
        crate::chart::Anchor::End => width,
    };
    let (along_x, along_y) = match quarter_turns % 4 {
        0 => (1.0, 0.0),
        1 => (0.0, 1.0),
        2 => (-1.0, 0.0),
        _ => (0.0, -1.0),
    };
    let (x, y) = (left + x - back * along_x, top - y + back * along_y);
    let pen = Pen { x, y, size: *size, rgb: *rgb, turns: *quarter_turns, slant: 0.0 };
    writer.word(fonts, word, pen, after);
}

/// A word alone on a line, as running heads and page numbers are.
pub(crate) fn single(word: Arc<Word>, face: FaceId) -> Line {
    let piece = super::lines::Piece { word, face, span: 0, x: 0.0, after: After::Nothing };
    Line { pieces: vec![piece], width: 0.0 }
}
