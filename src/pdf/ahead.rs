//! The lines of quotations, paragraphs and cells, which are most of a long report, broken on all threads while what comes
//! before them is placed.
//!
//! It is a store and no stage: [`super::flow`] asks for the lines of a text as it wants them set, and breaks them itself
//! where they are not here or were broken for another width.

use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use foldhash::HashMap;
use rayon::prelude::*;

use super::encode::Glyphs;
use super::flow::has_words;
use super::lines::{Line, Wanted, break_lines};
use super::style::{self, Frame, Sizes};
use super::table::{self, Extent, cell_setting};
use super::text::{Press, Shaper};
use crate::report::block::{Block, Document, Table, Text};

/// Fewer blocks are not worth a second thread.
const FEWEST_BLOCKS: usize = 64;

/// Parts of a document for each thread, so that one with long texts does not keep the others waiting.
const PARTS_A_THREAD: usize = 8;

/// What was broken of a part of a document before the flow came to it.
#[derive(Debug, Default)]
struct Part<'d> {
    /// With the place of their text in memory, which is that of the document as long as it is being set.
    lines: Vec<(usize, (Wanted<'d>, Vec<Line>))>,
    /// The columns of tables, with the table's place in memory.
    extents: Vec<(usize, Vec<Extent>)>,
}

/// A document whose lines are broken a part at a time, by whoever comes to it first.
///
/// Threads that have nothing else to do take the parts that the flow has not come to. Where all have reports of their own,
/// the flow is alone and sets everything as it comes, so that a report is not made dearer by threads that do not help.
pub(super) struct Parts<'d> {
    document: &'d Document,
    press: &'d Press,
    /// Blocks of a part.
    share: usize,
    /// Each is given away once; those that the flow begins itself stay empty.
    parts: Vec<OnceLock<Mutex<Part<'d>>>>,
    /// The first part that nobody has begun.
    next: AtomicUsize,
    /// Of the words that the other threads shaped.
    glyphs: Mutex<Glyphs>,
}

/// What was broken ahead of the place where the flow is.
#[derive(Default)]
pub(super) struct Ahead<'d, 'p> {
    parts: Option<&'p Parts<'d>>,
    lines: HashMap<usize, (Wanted<'d>, Vec<Line>)>,
    extents: HashMap<usize, Vec<Extent>>,
}

/// The texts of a block, as [`super::flow`] sets them; none of the blocks that are set otherwise or are few.
fn wanted<'d>(block: &'d Block, lang: &'d str, frame: Frame, extents: &[Extent]) -> Vec<Wanted<'d>> {
    let one = |text: &'d Text, sizes: Sizes, width: f64, lang: &'d str, bold: bool| Wanted {
        text,
        size: sizes.size,
        width,
        lang,
        bold,
    };
    match block {
        Block::Paragraph { style: kind, text } => {
            let (sizes, bold) = style::paragraph(*kind);
            vec![one(text, sizes, frame.width, lang, bold)]
        }
        Block::Quote { lead, text, lang: spoken, source } => {
            let width = frame.width - style::QUOTE_INDENT;
            let spoken = spoken.as_deref().unwrap_or(lang);
            let lead = has_words(lead).then(|| one(lead, style::LABEL, width, lang, false));
            let body = one(text, style::BODY, width, spoken, false);
            lead.into_iter().chain([body, one(source, style::NOTE, width, lang, false)]).collect()
        }
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| {
                row.cells.iter().zip(extents).enumerate().map(move |(index, (cell, extent))| {
                    let (width, bold) = cell_setting(cell, index, row, *extent);
                    one(&cell.text, style::CELL, width, lang, bold)
                })
            });
            cells.collect()
        }
        _ => Vec::new(),
    }
}

fn place<T>(part: &T) -> usize {
    std::ptr::from_ref(part).addr()
}

impl<'d> Parts<'d> {
    /// Nothing is broken yet; of a short document nothing will be.
    pub(super) fn of(document: &'d Document, press: &'d Press) -> Self {
        let blocks = document.blocks.len();
        let share = blocks.div_ceil(PARTS_A_THREAD * rayon::current_num_threads()).max(1);
        let count = if blocks < FEWEST_BLOCKS { 0 } else { blocks.div_ceil(share) };
        let parts = (0..count).map(|_| OnceLock::new()).collect();
        Self { document, press, share, parts, next: AtomicUsize::new(0), glyphs: Mutex::default() }
    }

    /// Sets the document, while the other threads of the run break lines; with the glyphs of their words.
    pub(super) fn set<T: Send>(self, set: impl FnOnce(Ahead<'d, '_>) -> T + Send) -> (T, Glyphs) {
        let ahead = Ahead { parts: Some(&self), ..Ahead::default() };
        let others = if self.parts.is_empty() { 0 } else { rayon::current_num_threads() - 1 };
        let help = || (0..others).into_par_iter().for_each(|_| self.help());
        let (set, ()) = rayon::join(|| set(ahead), help);
        (set, self.glyphs.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Breaks parts until there are none left. What a thread has met in one, it knows in the next.
    fn help(&self) {
        let mut shaper = None;
        while self.break_next(|| shaper.get_or_insert_with(|| Shaper::new(self.press))) {}
        if let Some(shaper) = shaper {
            // What a thread that panicked left is whole glyphs all the same.
            self.glyphs.lock().unwrap_or_else(PoisonError::into_inner).take(&shaper.end());
        }
    }

    /// Breaks the next part that nobody has begun; whether there was one.
    fn break_next<'s>(&self, shaper: impl FnOnce() -> &'s mut Shaper) -> bool {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let part = self.parts.get(next);
        part.map(|part| part.get_or_init(|| self.broken(next, shaper()))).is_some()
    }

    /// A part that was begun before the flow came to it; `None` where it was not, and is the flow's own now. Where another
    /// thread is at it, others are broken meanwhile.
    fn take(&self, index: usize, shaper: &mut Shaper) -> Option<Part<'d>> {
        let part = self.parts.get(index)?;
        if self.next.compare_exchange(index, index + 1, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            return None;
        }
        while part.get().is_none() && self.break_next(|| &mut *shaper) {}
        let part = part.get_or_init(|| self.broken(index, shaper));
        // What a thread that panicked left is a whole part all the same.
        Some(std::mem::take(&mut *part.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    fn broken(&self, index: usize, shaper: &mut Shaper) -> Mutex<Part<'d>> {
        let frame = Frame::of(&self.document.sheet);
        let mut part = Part::default();
        for block in self.document.blocks.iter().skip(index * self.share).take(self.share) {
            let mut columns = Vec::new();
            if let Block::Table(table) = block {
                columns = table::extents(shaper, frame, table);
                part.extents.push((place(table), columns.clone()));
            }
            for wanted in wanted(block, &self.document.lang, frame, &columns) {
                let broken = break_lines(shaper, &wanted.parts(), wanted.setting());
                part.lines.push((place(wanted.text), (wanted, broken)));
            }
        }
        Mutex::new(part)
    }
}

impl Ahead<'_, '_> {
    /// The flow has come to this block, from 0, with its own shaper.
    pub(super) fn come_to(&mut self, block: usize, shaper: &mut Shaper) {
        let Some(parts) = self.parts else { return };
        if block.is_multiple_of(parts.share)
            && let Some(part) = parts.take(block / parts.share, shaper)
        {
            self.lines.extend(part.lines);
            self.extents.extend(part.extents);
        }
    }

    /// The columns of a table, where they were measured.
    pub(super) fn extents(&mut self, table: &Table) -> Option<Vec<Extent>> {
        self.extents.remove(&place(table))
    }

    /// The lines of a text, where they were broken as wanted. Each is given once.
    pub(super) fn take(&mut self, wanted: &Wanted<'_>) -> Option<Vec<Line>> {
        if self.lines.is_empty() {
            return None;
        }
        match self.lines.entry(place(wanted.text)) {
            Entry::Occupied(broken) if broken.get().0 == *wanted => Some(broken.remove().1),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::Faces;
    use super::super::flow::slices;
    use super::super::tree::Tree;
    use super::*;
    use crate::report::block::{Align, Cell, Column, Row, Span, Style, Width, plain};

    fn document(count: usize) -> Document {
        let long = "The State will see to it that companies respect privacy, and says by when. ".repeat(4);
        let cell = |number: usize| Cell { text: plain(format!("{number} {long}")), badge: None };
        let table = |number: usize| {
            let row = |index: usize| Row { cells: vec![cell(index), cell(number)], strong: index == 3 };
            let column = |width| Column { header: "Plan".into(), width, align: Align::Start };
            let columns = vec![column(Width::Content), column(Width::Share(1.0))];
            Table { title: Vec::new(), columns, rows: (0..4).map(row).collect(), note: Vec::new() }
        };
        let blocks = (0..count).map(|number| match number % 4 {
            3 => Block::Table(table(number)),
            0 => Block::Paragraph { style: Style::Label, text: plain(format!("{number}. {long}")) },
            1 => Block::Paragraph { style: Style::Body, text: vec![Span::plain("Of "), Span::bold(&*long)] },
            _ => Block::Quote {
                lead: if number % 2 == 0 { plain("As stated") } else { Vec::new() },
                text: plain(format!("{number} {long}")),
                lang: Some("fr".into()),
                source: plain(format!("Plan, page {number}")),
            },
        });
        Document::of(blocks.collect())
    }

    /// The slices as text, and how much of what was done ahead nobody took.
    fn set(document: &Document, mut ahead: Ahead<'_, '_>) -> (String, usize) {
        let mut shaper = Shaper::new(&Press::new(Faces::default()));
        let slices = slices(document, &mut ahead, &mut shaper, &mut Tree::new());
        (format!("{slices:?}"), ahead.lines.len() + ahead.extents.len())
    }

    /// A document that is worth a second thread, and the press that it is set with.
    fn long() -> (Document, Press) {
        (document(20 * FEWEST_BLOCKS), Press::default())
    }

    #[test]
    fn lines_broken_ahead_are_those_of_the_flow_and_all_are_used() {
        let (long, press) = long();
        let (without, _) = set(&long, Ahead::default());
        for helped in [true, false] {
            let parts = Parts::of(&long, &press);
            if helped {
                parts.help();
            }
            assert!(parts.parts.len() > 2 && parts.parts.iter().all(|part| part.get().is_some() == helped));
            let (with, left) = set(&long, Ahead { parts: Some(&parts), ..Ahead::default() });
            assert_eq!(left, 0);
            assert!(with == without, "other lines than without");
        }
        let ((with, left), _) = Parts::of(&long, &press).set(|ahead| set(&long, ahead));
        assert_eq!(left, 0);
        assert!(with == without, "other lines than without");
        assert!(Parts::of(&document(FEWEST_BLOCKS - 1), &press).parts.is_empty());
    }

    #[test]
    fn words_that_are_shaped_ahead_have_their_glyphs() {
        let (long, press) = long();
        let glyphs = |parts: Parts<'_>| {
            let mut shaper = Shaper::new(&press);
            let (_, mut glyphs) =
                parts.set(|mut ahead| slices(&long, &mut ahead, &mut shaper, &mut Tree::new()));
            let of_helpers = glyphs != Glyphs::default();
            glyphs.take(&shaper.end());
            (glyphs, of_helpers)
        };
        let helped = Parts::of(&long, &press);
        helped.help();
        let (with, of_helpers) = glyphs(helped);
        assert!(of_helpers);
        let alone = Parts { parts: Vec::new(), ..Parts::of(&long, &press) };
        assert_eq!(glyphs(alone), (with, false));
    }

    #[test]
    fn a_part_that_one_thread_is_at_is_waited_for_and_given_once() {
        let (long, press) = long();
        let parts = Parts::of(&long, &press);
        let mut shaper = Shaper::new(&press);
        // Begun by a thread that is slow to get to it: whoever wants it first breaks it.
        parts.next.store(1, Ordering::Relaxed);
        let taken: usize = std::thread::scope(|scope| {
            (0..3).for_each(|_| drop(scope.spawn(|| parts.help())));
            let mut lines = |index| match parts.take(index, &mut shaper) {
                Some(part) => part.lines.len(),
                // The flow's own, which the first is not.
                None if index > 0 => parts.broken(index, &mut shaper).into_inner().unwrap().lines.len(),
                None => 0,
            };
            (0..parts.parts.len()).map(&mut lines).sum()
        });
        let texts = 20 * FEWEST_BLOCKS / 4;
        // A label, a body, a quotation of two or three texts, a table of eight cells.
        assert_eq!(taken, texts * (1 + 1 + 3 + 8));
        assert!(parts.take(parts.parts.len(), &mut shaper).is_none());
    }

    #[test]
    fn lines_of_another_width_are_not_taken() {
        let (long, press) = long();
        let parts = Parts::of(&long, &press);
        parts.help();
        let mut ahead = Ahead { parts: Some(&parts), ..Ahead::default() };
        ahead.come_to(0, &mut Shaper::new(&press));
        let Block::Paragraph { text, .. } = &long.blocks[1] else { panic!("a paragraph") };
        let (sizes, bold) = style::paragraph(Style::Body);
        let width = Frame::of(&long.sheet).width;
        let wanted = Wanted { text, size: sizes.size, width, lang: "en", bold };
        assert_eq!(ahead.take(&Wanted { width: width - 20.0, ..wanted }), None);
        assert!(ahead.take(&wanted).is_some_and(|lines| lines.len() > 1));
        assert_eq!(ahead.take(&wanted), None, "given away once");
    }
}
