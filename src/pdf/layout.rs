//! Slices onto pages: what stays together, what is repeated, and what stands at the head and foot of each page.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::canvas::{Annotation, Canvas, rectangle};
use super::face::FaceId;
use super::slice::{Drawn, Entry, Look, Slice, draw_line, draw_marks, single};
use super::style::{self, Frame};
use super::text::Shaper;
use super::tree::{Artifact, Owner, Role, Tree};
use crate::chart::{Rgb, Stroke};
use crate::report::block::Document;

/// A heading and the place that it came to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed {
    pub(crate) entry: Entry,
    /// Page, from 0.
    pub(crate) page: usize,
    /// Points from the bottom of the page to the heading's top.
    pub(crate) top: f64,
}

impl Placed {
    /// Where a link to the heading leads, in points from the bottom of the page: a little air above it.
    pub(crate) fn link_top(&self) -> f64 {
        self.top + 12.0
    }
}

/// Page numbers of a contents list, which are known only when everything is placed.
struct Pending {
    page: usize,
    top: f64,
    drawn: Drawn,
}

/// Puts all slices on pages and draws them; returns the headings in order.
pub(crate) fn paginate(
    canvas: &mut Canvas,
    shaper: &mut Shaper,
    slices: &[Slice],
    frame: Frame,
) -> Vec<Placed> {
    let mut pages = Pages {
        page: canvas.new_page(),
        frame,
        y: frame.top_first,
        fresh: true,
        side: None,
        placed: Vec::new(),
        pending: Vec::new(),
    };
    let mut next = 0;
    while next < slices.len() {
        let chain = chain_length(&slices[next..]);
        let slice = &slices[next];
        if slice.page_break && !pages.fresh {
            pages.turn(canvas);
        }
        if !pages.fits(&slices[next..next + chain]) && !pages.fresh {
            pages.turn(canvas);
        }
        for slice in &slices[next..next + chain] {
            // A chain longer than a page: its slices go where they fit.
            if !pages.fits(std::slice::from_ref(slice)) && !pages.fresh {
                pages.turn(canvas);
            }
            pages.put(canvas, shaper, slice);
        }
        next += chain;
    }
    pages.end_side(canvas);
    pages.number_contents(canvas, shaper);
    pages.placed
}

/// How many slices from the first on must stay together.
fn chain_length(slices: &[Slice]) -> usize {
    let kept = slices.iter().take_while(|slice| slice.keep_with_next).count();
    (kept + 1).min(slices.len())
}

struct Pages {
    frame: Frame,
    page: usize,
    /// Points from the top of the page.
    y: f64,
    /// Nothing is on the page yet.
    fresh: bool,
    /// The rule beside a quotation, from where to where, as far as its slices have come.
    side: Option<(f64, f64)>,
    placed: Vec<Placed>,
    pending: Vec<Pending>,
}

impl Pages {
    fn turn(&mut self, canvas: &mut Canvas) {
        self.end_side(canvas);
        self.page = canvas.new_page();
        self.y = self.frame.top;
        self.fresh = true;
    }

    fn fits(&self, chain: &[Slice]) -> bool {
        let mut y = self.y;
        for (index, slice) in chain.iter().enumerate() {
            let dropped = self.fresh && index == 0;
            y += if dropped { 0.0 } else { slice.above } + slice.height;
        }
        if self.fresh
            && let Some(head) = chain.first().and_then(|slice| slice.repeat.as_ref())
        {
            y += head.height;
        }
        y <= self.frame.bottom + 0.01
    }

    fn put(&mut self, canvas: &mut Canvas, shaper: &mut Shaper, slice: &Slice) {
        if self.fresh {
            if let Some(head) = &slice.repeat {
                self.draw(canvas, shaper, head, true);
                self.y += head.height;
            }
        } else {
            self.y += slice.above;
        }
        self.fresh = false;
        self.go_on_beside(canvas, slice);
        if let Some(entry) = &slice.entry {
            let top = canvas.up(self.y);
            self.placed.push(Placed { entry: entry.clone(), page: self.page, top });
        }
        self.draw(canvas, shaper, slice, false);
        self.y += slice.height;
    }

    /// Makes the rule beside a quotation longer, and draws it where it has come to its end: one rule, not one a line.
    fn go_on_beside(&mut self, canvas: &mut Canvas, slice: &Slice) {
        let Some(above) = slice.side else { return self.end_side(canvas) };
        let (from, to) = (self.y - above, self.y + slice.height);
        match &mut self.side {
            Some((_, end)) if (*end - from).abs() < 0.01 => *end = to,
            _ => {
                self.end_side(canvas);
                self.side = Some((from, to));
            }
        }
    }

    fn end_side(&mut self, canvas: &mut Canvas) {
        let Some((from, to)) = self.side.take() else { return };
        let outline = rectangle(self.frame.left, canvas.up(to), 2.0, to - from);
        canvas.tagged(self.page, Owner::Artifact(Artifact::Layout), |writer, _| {
            writer.path(&outline, true, Some(Rgb::RULE), None);
        });
    }

    /// Draws a slice; a repetition belongs to nobody.
    fn draw(&mut self, canvas: &mut Canvas, shaper: &mut Shaper, slice: &Slice, repetition: bool) {
        let owned = |owner: Owner| if repetition { Owner::Artifact(Artifact::Layout) } else { owner };
        for drawn in &slice.drawn {
            match drawn {
                Drawn::Text { x, y, size, line, looks } => {
                    let quiet: Rc<[Look]> = if repetition {
                        looks
                            .iter()
                            .map(|look| Look { owner: owned(look.owner), link: None, ..*look })
                            .collect()
                    } else {
                        Rc::clone(looks)
                    };
                    draw_line(canvas, shaper, self.page, (*x, self.y + y, *size), line, &quiet);
                }
                Drawn::Path { owner, outline, closed, fill, stroke } => {
                    let moved =
                        outline.iter().map(|&(x, y, curve)| (x, canvas.up(self.y + y), curve)).collect();
                    canvas.tagged(self.page, owned(*owner), |writer, _| {
                        writer.path(&moved, *closed, *fill, *stroke);
                    });
                }
                Drawn::Marks { owner, x, y, marks, bbox } => {
                    let at = (*x, self.y + y);
                    draw_marks(canvas, shaper, self.page, owned(*owner), at, marks);
                    if let (Some((node, width, height)), false) = (bbox, repetition) {
                        let (top, bottom) = (canvas.up(at.1), canvas.up(at.1 + height));
                        canvas.tree.node_mut(*node).bbox = Some([at.0, bottom, at.0 + width, top]);
                    }
                }
                Drawn::Image { node, x, y, width, height } => {
                    let (top, bottom) = (canvas.up(self.y + y), canvas.up(self.y + y + height));
                    canvas.tagged(self.page, Owner::Node(*node), |writer, _| {
                        writer.image((*x, bottom), (*width, *height));
                    });
                    canvas.tree.node_mut(*node).bbox = Some([*x, bottom, x + width, top]);
                }
                Drawn::PageOf { .. } => {
                    self.pending.push(Pending { page: self.page, top: self.y, drawn: drawn.clone() });
                }
            }
        }
    }

    fn number_contents(&mut self, canvas: &mut Canvas, shaper: &mut Shaper) {
        let pages: BTreeMap<&str, usize> =
            self.placed.iter().map(|placed| (placed.entry.anchor.as_str(), placed.page)).collect();
        for Pending { page, top, drawn } in self.pending.drain(..) {
            let Drawn::PageOf { owner, link, from, x, y, size, anchor } = drawn else { continue };
            let Some(number) = pages.get(anchor.as_str()) else { continue };
            let word = shaper.word(FaceId::Regular, &(number + 1).to_string());
            let start = x - word.points(size);
            let baseline = top + y;
            if start - 6.0 > from + 6.0 {
                let outline =
                    vec![(from + 6.0, canvas.up(baseline), false), (start - 6.0, canvas.up(baseline), false)];
                let dots = Stroke { rgb: Rgb::RULE, width: 0.7, dash: Some((0.7, 2.6)) };
                canvas.tagged(page, Owner::Artifact(Artifact::Layout), |writer, _| {
                    writer.path(&outline, false, None, Some(dots));
                });
            }
            let look = Look { owner, rgb: Rgb::INK, link: None };
            draw_line(canvas, shaper, page, (start, baseline, size), &single(word, FaceId::Regular), &[look]);
            if let Some((target, node, contents)) = link {
                let (low, high) = (canvas.up(baseline + 0.3 * size), canvas.up(baseline - size));
                let rect = [start - 2.0, low, x, high];
                canvas.annotate(Annotation { page, rect, target, contents, node });
            }
        }
    }
}

/// Heads and feet, once the number of pages is known.
pub(crate) fn furnish(canvas: &mut Canvas, shaper: &mut Shaper, document: &Document, frame: Frame) {
    let count = canvas.page_count();
    let owner = Owner::Artifact(Artifact::Pagination);
    let sizes = style::RUNNING;
    // What stands on every page is furniture; on the only page it is read like the rest.
    let foot_owner = if count == 1 { Owner::Node(canvas.tree.add(Tree::ROOT, Role::P)) } else { owner };
    for page in 0..count {
        let head = frame.top - 28.0;
        let mut put =
            |canvas: &mut Canvas, owner: Owner, text: &str, flush_right: bool, (y, room): (f64, f64)| {
                let look = Look { owner, rgb: Rgb::MUTED, link: None };
                let text = shortened(shaper, text, sizes.size, room);
                let word = shaper.word(FaceId::Regular, &text);
                let width = word.points(sizes.size);
                let x = if flush_right { frame.right - width } else { frame.left };
                let line = single(word, FaceId::Regular);
                draw_line(canvas, shaper, page, (x, y, sizes.size), &line, std::slice::from_ref(&look));
            };
        if page > 0 {
            // The first page says it in its title block, where a listener hears it.
            let classified = !document.classification.is_empty();
            let room = frame.width * if classified { 0.6 } else { 1.0 };
            put(canvas, owner, &document.running_head, false, (head, room));
            put(canvas, owner, &document.classification, true, (head, frame.width * 0.4));
        }
        let foot = frame.bottom + 32.0;
        put(canvas, foot_owner, &document.running_foot, false, (foot, frame.width - 80.0));
        let number = format!("{} {}/{count}", document.page_word, page + 1);
        put(canvas, owner, &number, true, (foot, 80.0));
        let mut rules = vec![foot - 14.0];
        if page > 0 {
            rules.push(head + 7.0);
        }
        for y in rules {
            let outline = vec![(frame.left, canvas.up(y), false), (frame.right, canvas.up(y), false)];
            let stroke = Stroke { rgb: Rgb::RULE, width: 0.5, dash: None };
            canvas.tagged(page, owner, |writer, _| writer.path(&outline, false, None, Some(stroke)));
        }
    }
}

/// A running head that is too long ends in an ellipsis; it is no part of the text.
fn shortened(shaper: &mut Shaper, text: &str, size: f64, room: f64) -> String {
    if shaper.width(FaceId::Regular, text, size) <= room {
        return text.to_owned();
    }
    let mut short = text.to_owned();
    while short.pop().is_some() {
        let candidate = format!("{}…", short.trim_end());
        if shaper.width(FaceId::Regular, &candidate, size) <= room {
            return candidate;
        }
    }
    String::new()
}
