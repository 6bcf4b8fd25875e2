//! The lines of quotations, paragraphs and cells, which are most of a long report, broken on all threads before anything
//! is placed.
//!
//! It is a store and no stage: [`super::flow`] asks for the lines of a text as it wants them set, and breaks them itself
//! where they are not here or were broken for another width.

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
const FEWEST_BLOCKS: usize = 128;

/// Parts of a document for each thread, so that one with long texts does not keep the others waiting.
const PARTS_A_THREAD: usize = 8;

/// Broken lines by the place of their text in memory, which is that of the document as long as it is being set.
#[derive(Debug, Default)]
pub(super) struct Ahead<'d> {
    lines: HashMap<usize, (Wanted<'d>, Vec<Line>)>,
    /// The columns of tables, by their place in memory.
    extents: HashMap<usize, Vec<Extent>>,
    /// Of their words, a part of the document at a time.
    glyphs: Vec<Glyphs>,
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

impl<'d> Ahead<'d> {
    /// Breaks the lines of a long document.
    pub(super) fn of(document: &'d Document, press: &Press) -> Self {
        let blocks = &document.blocks;
        if blocks.len() < FEWEST_BLOCKS {
            return Self::default();
        }
        let frame = Frame::of(&document.sheet);
        let share = blocks.len().div_ceil(PARTS_A_THREAD * rayon::current_num_threads());
        let broken = blocks.par_chunks(share).map(|blocks| {
            let mut shaper = Shaper::new(press);
            let (mut lines, mut extents) = (Vec::new(), Vec::new());
            for block in blocks {
                let mut columns = Vec::new();
                if let Block::Table(table) = block {
                    columns = table::extents(&mut shaper, frame, table);
                    extents.push((place(table), columns.clone()));
                }
                for wanted in wanted(block, &document.lang, frame, &columns) {
                    let broken = break_lines(&mut shaper, &wanted.parts(), wanted.setting());
                    lines.push((place(wanted.text), (wanted, broken)));
                }
            }
            (lines, extents, shaper.end())
        });
        let mut ahead = Self::default();
        for (lines, extents, glyphs) in broken.collect::<Vec<_>>() {
            ahead.lines.extend(lines);
            ahead.extents.extend(extents);
            ahead.glyphs.push(glyphs);
        }
        ahead
    }

    /// The columns of a table, where they were measured.
    pub(super) fn extents(&mut self, table: &Table) -> Option<Vec<Extent>> {
        self.extents.remove(&place(table))
    }

    /// The glyphs of all lines that were broken.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = &Glyphs> {
        self.glyphs.iter()
    }

    /// The lines of a text, where they were broken as wanted. Each is given once.
    pub(super) fn take(&mut self, wanted: &Wanted<'_>) -> Option<Vec<Line>> {
        if self.lines.is_empty() {
            return None;
        }
        let (as_wanted, lines) = self.lines.remove(&place(wanted.text))?;
        (as_wanted == *wanted).then_some(lines)
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
    fn set(document: &Document, mut ahead: Ahead<'_>) -> (String, usize) {
        let mut shaper = Shaper::new(&Press::new(Faces::default()));
        let slices = slices(document, &mut ahead, &mut shaper, &mut Tree::new());
        (format!("{slices:?}"), ahead.lines.len() + ahead.extents.len())
    }

    #[test]
    fn lines_broken_ahead_are_those_of_the_flow_and_all_are_used() {
        let (long, press) = (document(FEWEST_BLOCKS + 2), Press::default());
        let ahead = Ahead::of(&long, &press);
        assert!(ahead.lines.len() > FEWEST_BLOCKS);
        assert_eq!(ahead.extents.len(), (FEWEST_BLOCKS + 2) / 4);
        let (with, left) = set(&long, ahead);
        let (without, _) = set(&long, Ahead::default());
        assert_eq!(left, 0);
        assert!(with == without, "other lines than without");
        assert!(Ahead::of(&document(FEWEST_BLOCKS - 1), &press).lines.is_empty());
    }

    #[test]
    fn lines_of_another_width_are_not_taken() {
        let long = document(FEWEST_BLOCKS);
        let mut ahead = Ahead::of(&long, &Press::default());
        let Block::Paragraph { text, .. } = &long.blocks[1] else { panic!("a paragraph") };
        let (sizes, bold) = style::paragraph(Style::Body);
        let width = Frame::of(&long.sheet).width;
        let wanted = Wanted { text, size: sizes.size, width, lang: "en", bold };
        assert_eq!(ahead.take(&Wanted { width: width - 20.0, ..wanted }), None);
        assert_eq!(ahead.take(&wanted), None, "given away once");
    }
}
