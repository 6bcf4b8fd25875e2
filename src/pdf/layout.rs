//! Slices onto pages: what stays together, what is repeated, and what stands at the head and foot of each page.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::canvas::{Canvas, DrawnPage};
use super::content::Matter;
use super::encode::Fonts;
use super::face::FaceId;
use super::save::Effort;
use super::shape::Forms;
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

/// The pages, before anything is drawn.
pub(crate) struct Plan<'a> {
    pages: Vec<Page<'a>>,
    pub(crate) headings: Vec<Placed>,
    frame: Frame,
}

/// What stands on a page, in the order in which it is drawn.
#[derive(Default)]
struct Page<'a>(Vec<Part<'a>>);

/// A slice, with its top in points from the top of the page.
enum Part<'a> {
    Slice(f64, &'a Slice),
    /// A table's head once more.
    Again(f64, &'a Slice),
    /// What the placing makes: rules beside quotations, page numbers, running heads.
    Late(f64, Box<Slice>),
}

/// A last page with no more than this share of its height used looks forgotten: a few lines, and white.
const LITTLE: f64 = 0.1;

/// By how much the spaces between blocks may shrink, so that such a page is not needed.
const TIGHTER: [f64; 4] = [0.9, 0.8, 0.7, 0.6];

/// Pages whose spaces are made smaller for it, at most: over more of them, a page more or less is no matter.
const MOST_TIGHT: usize = 4;

/// Smaller spaces stay as they are.
const LEAST_SPACE: f64 = 8.0;

/// Puts all slices on pages.
pub(crate) fn plan<'a>(
    slices: &'a [Slice],
    shaper: &mut Shaper,
    tree: &mut Tree,
    document: &Document,
    frame: Frame,
) -> Plan<'a> {
    let mut plan = place(slices, frame);
    plan.number_contents(shaper);
    plan.furnish(shaper, tree, document);
    plan
}

/// All slices on pages, a little closer where that spares a last page with next to nothing on it.
fn place(slices: &[Slice], frame: Frame) -> Plan<'_> {
    let loose = Pages::of(slices, frame, 1.0);
    let closer = loose.ends_with_little().then(|| {
        let fewer = |closer: &Pages<'_>| closer.plan.pages.len() < loose.plan.pages.len();
        TIGHTER.iter().map(|tight| Pages::of(slices, frame, *tight)).find(fewer)
    });
    closer.flatten().unwrap_or(loose).plan
}

/// How many slices from the first on must stay together.
fn chain_length(slices: &[Slice]) -> usize {
    let kept = slices.iter().take_while(|slice| slice.keep_with_next).count();
    (kept + 1).min(slices.len())
}

struct Pages<'a> {
    plan: Plan<'a>,
    frame: Frame,
    /// Points from the top of the page.
    y: f64,
    /// Nothing is on the page yet.
    fresh: bool,
    /// The rule beside a quotation, from where to where, as far as its slices have come.
    side: Option<(f64, f64)>,
    /// How many times as high spaces are, and from which page on, from 0.
    tight: f64,
    tight_from: usize,
}

impl<'a> Pages<'a> {
    /// All slices on pages, with the spaces behind the last page break so many times as high.
    fn of(slices: &'a [Slice], frame: Frame, tight: f64) -> Self {
        let plan = Plan { pages: vec![Page::default()], headings: Vec::new(), frame };
        let mut pages =
            Self { plan, frame, y: frame.top_first, fresh: true, side: None, tight: 1.0, tight_from: 0 };
        let last_break = slices.iter().rposition(|slice| slice.page_break).unwrap_or(0);
        let mut next = 0;
        while next < slices.len() {
            let chain = chain_length(&slices[next..]);
            if slices[next].page_break && !pages.fresh {
                pages.turn();
            }
            if (next..next + chain).contains(&last_break) {
                (pages.tight, pages.tight_from) = (tight, pages.plan.pages.len() - 1);
            }
            if !pages.fits(&slices[next..next + chain]) && !pages.fresh {
                pages.turn();
            }
            for slice in &slices[next..next + chain] {
                // A chain longer than a page: its slices go where they fit.
                if !pages.fits(std::slice::from_ref(slice)) && !pages.fresh {
                    pages.turn();
                }
                pages.put(slice);
            }
            next += chain;
        }
        pages.end_side();
        pages
    }

    /// Whether the last page is not needed, if the ones before it can take what little is on it.
    fn ends_with_little(&self) -> bool {
        let used = self.y - self.frame.top;
        let pages = self.plan.pages.len() - self.tight_from;
        (2..=MOST_TIGHT).contains(&pages) && used <= LITTLE * self.frame.body_height()
    }

    /// The space above a slice.
    fn above(&self, slice: &Slice) -> f64 {
        // Within a quotation the rule beside it goes on over the space.
        let shrinks = slice.above >= LEAST_SPACE && slice.side.is_none_or(|above| above == 0.0);
        if shrinks { (slice.above * self.tight).max(LEAST_SPACE) } else { slice.above }
    }

    fn add(&mut self, part: Part<'a>) {
        if let Some(page) = self.plan.pages.last_mut() {
            page.0.push(part);
        }
    }

    fn turn(&mut self) {
        self.end_side();
        self.plan.pages.push(Page::default());
        self.y = self.frame.top;
        self.fresh = true;
    }

    fn fits(&self, chain: &[Slice]) -> bool {
        let mut y = self.y;
        for (index, slice) in chain.iter().enumerate() {
            let dropped = self.fresh && index == 0;
            y += if dropped { 0.0 } else { self.above(slice) } + slice.height;
        }
        if self.fresh
            && let Some(head) = chain.first().and_then(|slice| slice.repeat.as_ref())
        {
            y += head.height;
        }
        y <= self.frame.bottom + 0.01
    }

    fn put(&mut self, slice: &'a Slice) {
        if self.fresh {
            if let Some(head) = &slice.repeat {
                self.add(Part::Again(self.y, head));
                self.y += head.height;
            }
        } else {
            self.y += self.above(slice);
        }
        self.fresh = false;
        self.go_on_beside(slice);
        if let Some(entry) = &slice.entry {
            let (page, top) = (self.plan.pages.len() - 1, self.frame.page.1 - self.y);
            self.plan.headings.push(Placed { entry: entry.clone(), page, top });
        }
        self.add(Part::Slice(self.y, slice));
        self.y += slice.height;
    }

    /// Makes the rule beside a quotation longer, and draws it where it has come to its end: one rule, not one a line.
    fn go_on_beside(&mut self, slice: &Slice) {
        let Some(above) = slice.side else { return self.end_side() };
        let (from, to) = (self.y - above, self.y + slice.height);
        match &mut self.side {
            Some((_, end)) if (*end - from).abs() < 0.01 => *end = to,
            _ => {
                self.end_side();
                self.side = Some((from, to));
            }
        }
    }

    fn end_side(&mut self) {
        let Some((from, to)) = self.side.take() else { return };
        let mut slice = Slice::new(to - from, 0.0);
        slice.ground(Owner::DECORATION, (self.frame.left, 0.0), (2.0, to - from), Rgb::RULE);
        self.add(Part::Late(from, Box::new(slice)));
    }
}

impl Plan<'_> {
    /// Draws the pages on all threads. What takes longest comes first, so that no thread is left alone with it.
    pub(crate) fn draw(&self, with: (&Tree, &Fonts, &Arc<Forms>)) -> std::io::Result<Vec<DrawnPage>> {
        let mut order: Vec<usize> = (0..self.pages.len()).collect();
        order.sort_by_cached_key(|page| Reverse(self.slices(*page).map(Slice::extent).sum::<usize>()));
        let pages = order.into_par_iter().with_max_len(1).map(|page| Ok((page, self.draw_page(page, with)?)));
        let mut drawn = pages.collect::<std::io::Result<Vec<_>>>()?;
        drawn.sort_unstable_by_key(|(page, _)| *page);
        Ok(drawn.into_iter().map(|(_, drawn)| drawn).collect())
    }

    fn slices(&self, page: usize) -> impl Iterator<Item = &Slice> {
        self.pages.get(page).into_iter().flat_map(|page| &page.0).map(|part| match part {
            Part::Slice(_, slice) | Part::Again(_, slice) => *slice,
            Part::Late(_, slice) => slice,
        })
    }

    fn draw_page(
        &self,
        page: usize,
        (tree, fonts, forms): (&Tree, &Fonts, &Arc<Forms>),
    ) -> std::io::Result<DrawnPage> {
        let mut canvas = Canvas::new((tree, fonts, forms), page, self.frame.page.1);
        for part in self.pages.get(page).into_iter().flat_map(|page| &page.0) {
            match part {
                Part::Slice(y, slice) => draw(&mut canvas, *y, slice, false),
                Part::Again(y, slice) => draw(&mut canvas, *y, slice, true),
                Part::Late(y, slice) => draw(&mut canvas, *y, slice, false),
            }
        }
        canvas.finish(Effort::of(self.pages.len()))
    }

    /// Page numbers of the list of contents.
    fn number_contents(&mut self, shaper: &mut Shaper) {
        let numbers: BTreeMap<&str, usize> =
            self.headings.iter().map(|placed| (placed.entry.anchor.as_str(), placed.page + 1)).collect();
        for page in &mut self.pages {
            let parts = std::mem::take(&mut page.0);
            for part in parts {
                let late = match &part {
                    Part::Slice(y, slice) => page_numbers(slice, &numbers, shaper).map(|late| (*y, late)),
                    Part::Again(..) | Part::Late(..) => None,
                };
                page.0.push(part);
                page.0.extend(late.map(|(y, late)| Part::Late(y, Box::new(late))));
            }
        }
    }

    /// Heads and feet, once the number of pages is known.
    fn furnish(&mut self, shaper: &mut Shaper, tree: &mut Tree, document: &Document) {
        let (count, frame) = (self.pages.len(), self.frame);
        let owner = Owner::Artifact(Artifact::Pagination);
        let sizes = style::RUNNING;
        // What stands on every page is furniture; on the only page it is read like the rest.
        let foot_owner = if count == 1 { Owner::Node(tree.add(Tree::ROOT, Role::P)) } else { owner };
        let mut line = |owner: Owner, text: &str, flush_right: bool, (y, room): (f64, f64)| {
            let text = shortened(shaper, text, sizes.size, room);
            let word = shaper.word(FaceId::Regular, &text);
            let x = if flush_right { frame.right - word.points(sizes.size) } else { frame.left };
            let looks = [Look { owner, rgb: Rgb::MUTED, link: None }].into();
            Drawn::Text { x, y, size: sizes.size, line: single(word, FaceId::Regular), looks }
        };
        for (number, page) in self.pages.iter_mut().enumerate() {
            let (head, foot) = (frame.top - 28.0, frame.bottom + 32.0);
            let mut slice = Slice::new(frame.page.1, 0.0);
            if number > 0 {
                // The first page says it in its title block, where a listener hears it.
                let classified = !document.classification.is_empty();
                let room = frame.width * if classified { 0.6 } else { 1.0 };
                slice.drawn.push(line(owner, &document.running_head, false, (head, room)));
                slice.drawn.push(line(owner, &document.classification, true, (head, frame.width * 0.4)));
            }
            slice.drawn.push(line(foot_owner, &document.running_foot, false, (foot, frame.width - 80.0)));
            let pages = format!("{} {}/{count}", document.page_word, number + 1);
            slice.drawn.push(line(owner, &pages, true, (foot, 80.0)));
            slice.rule(owner, (frame.left, frame.right), foot - 14.0, 0.5, Rgb::RULE);
            if number > 0 {
                slice.rule(owner, (frame.left, frame.right), head + 7.0, 0.5, Rgb::RULE);
            }
            page.0.push(Part::Late(0.0, Box::new(slice)));
        }
    }
}

/// The page numbers of a slice of the list of contents, with the dots before them; `None` for any other slice.
fn page_numbers(slice: &Slice, numbers: &BTreeMap<&str, usize>, shaper: &mut Shaper) -> Option<Slice> {
    let mut late = Slice::new(slice.height, 0.0);
    for drawn in &slice.drawn {
        let Drawn::PageOf { owner, link, from, x, y, size, anchor } = drawn else { continue };
        let Some(number) = numbers.get(anchor.as_str()) else { continue };
        let word = shaper.word(FaceId::Regular, &number.to_string());
        let start = x - word.points(*size);
        if start - 6.0 > from + 6.0 {
            late.drawn.push(Drawn::Path {
                owner: Owner::DECORATION,
                outline: vec![(from + 6.0, *y, false), (start - 6.0, *y, false)],
                closed: false,
                fill: None,
                stroke: Some(Stroke { rgb: Rgb::RULE, width: 0.7, dash: Some((0.7, 2.6)) }),
            });
        }
        let looks = [Look { owner: *owner, rgb: Rgb::INK, link: link.clone() }].into();
        let line = single(word, FaceId::Regular);
        late.drawn.push(Drawn::Text { x: start, y: *y, size: *size, line, looks });
    }
    (!late.drawn.is_empty()).then_some(late)
}

/// Draws a slice whose top is so far from the top of the page; a repetition belongs to nobody.
fn draw(canvas: &mut Canvas<'_>, top: f64, slice: &Slice, repetition: bool) {
    for drawn in &slice.drawn {
        match drawn {
            Drawn::Text { x, y, size, line, looks } => {
                draw_line(canvas, (*x, top + y, *size), line, looks, repetition);
            }
            Drawn::Path { owner, outline, closed, fill, stroke } => {
                let moved = outline.iter().map(|&(x, y, curve)| (x, canvas.up(top + y), curve)).collect();
                canvas.tagged(owner.or_nobody(repetition), Matter::Drawing, |writer, _| {
                    writer.path(&moved, *closed, *fill, *stroke);
                });
            }
            Drawn::Marks { owner, x, y, marks, bbox } => {
                let at = (*x, top + y);
                draw_marks(canvas, owner.or_nobody(repetition), at, marks);
                if let (Some((node, width, height)), false) = (bbox, repetition) {
                    let (high, low) = (canvas.up(at.1), canvas.up(at.1 + height));
                    canvas.boxed(*node, [at.0, low, at.0 + width, high]);
                }
            }
            Drawn::Image { node, x, y, width, height } => {
                let (high, low) = (canvas.up(top + y), canvas.up(top + y + height));
                canvas.tagged(Owner::Node(*node), Matter::Drawing, |writer, _| {
                    writer.image((*x, low), (*width, *height));
                });
                canvas.boxed(*node, [*x, low, x + width, high]);
            }
            // Its number is in a slice of its own.
            Drawn::PageOf { .. } => {}
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::block::Document;

    /// A line that stands so far below the one before it.
    fn line(above: f64) -> Slice {
        Slice::new(10.0, above)
    }

    /// The tops of the slices of each page, from the top of the text.
    fn tops(slices: &[Slice]) -> Vec<Vec<f64>> {
        let frame = Frame::of(&Document::of(Vec::new()).sheet);
        let plan = place(slices, frame);
        let of = |(number, page): (usize, &Page<'_>)| {
            let top = if number == 0 { frame.top_first } else { frame.top };
            let tops = page.0.iter().map(|part| match part {
                Part::Slice(y, _) | Part::Again(y, _) | Part::Late(y, _) => y - top,
            });
            tops.collect()
        };
        plan.pages.iter().enumerate().map(of).collect()
    }

    /// Lines that fill a page, with a space of 20 points between them, and how many there are.
    fn full_page() -> Vec<Slice> {
        let lines: Vec<Slice> = (0..200).map(|_| line(20.0)).collect();
        let count = tops(&lines)[0].len();
        lines.into_iter().take(count).collect()
    }

    #[test]
    fn a_last_page_with_next_to_nothing_is_spared() {
        let mut slices = full_page();
        let count = slices.len();
        assert_eq!(tops(&slices)[0][1], 30.0);
        slices.push(line(20.0));
        let pages = tops(&slices);
        assert_eq!(pages.len(), 1, "all of it fits, a little closer");
        assert_eq!(pages[0].len(), count + 1, "nothing is lost");
        assert!((pages[0][1] - 28.0).abs() < 1e-9, "no closer than need be: {}", pages[0][1]);
        assert!(pages[0].is_sorted());
    }

    #[test]
    fn what_fills_more_than_a_corner_of_the_last_page_stays_there() {
        let mut slices = full_page();
        slices.extend((0..5).map(|_| line(20.0)));
        let pages = tops(&slices);
        assert_eq!((pages.len(), pages[1].len()), (2, 5));
        assert_eq!(pages[0][1], 30.0, "spaces are as wide as ever");
    }

    #[test]
    fn small_spaces_and_pages_before_a_break_are_left_alone() {
        // Nothing can be closer: the page is needed, and spaces are as they were.
        let mut small: Vec<Slice> = (0..200).map(|_| line(4.0)).collect();
        let count = tops(&small)[0].len();
        small.truncate(count + 1);
        let pages = tops(&small);
        assert_eq!((pages.len(), pages[0][1]), (2, 14.0));
        // A page that something else begins below keeps its spaces; the last one's are smaller.
        let mut slices = vec![line(0.0), line(20.0)];
        let mut begins = line(0.0);
        begins.page_break = true;
        slices.push(begins);
        slices.extend(full_page());
        let pages = tops(&slices);
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[0], [0.0, 30.0]);
        assert!(pages[1][1] < 30.0, "{}", pages[1][1]);
    }
}
