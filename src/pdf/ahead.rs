//! The lines of quotations and paragraphs, which are most of a long report, broken on all threads before anything is
//! placed.
//!
//! It is a store and no stage: [`super::flow`] asks for the lines of a text as it wants them set, and breaks them itself
//! where they are not here or were broken for another width.

use foldhash::HashMap;
use rayon::prelude::*;

use super::encode::Glyphs;
use super::flow::has_words;
use super::lines::{Line, Wanted, break_lines};
use super::style::{self, Frame, Sizes};
use super::text::{Press, Shaper};
use crate::report::block::{Block, Document, Text};

/// Fewer blocks are not worth a second thread.
const FEWEST_BLOCKS: usize = 128;

/// Parts of a document for each thread, so that one with long texts does not keep the others waiting.
const PARTS_A_THREAD: usize = 4;

/// Broken lines by the place of their text in memory, which is that of the document as long as it is being set.
#[derive(Debug, Default)]
pub(super) struct Ahead<'d> {
    lines: HashMap<usize, (Wanted<'d>, Vec<Line>)>,
    /// Of their words, a part of the document at a time.
    glyphs: Vec<Glyphs>,
}

/// The texts of a block, as [`super::flow`] sets them; none of the blocks that are set otherwise or are few.
fn wanted<'d>(block: &'d Block, lang: &'d str, frame: Frame) -> Vec<Wanted<'d>> {
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
            let body =
                [one(text, style::BODY, width, spoken, false), one(source, style::NOTE, width, lang, false)];
            lead.into_iter().chain(body).collect()
        }
        _ => Vec::new(),
    }
}

fn place(text: &Text) -> usize {
    std::ptr::from_ref(text).addr()
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
            let wanted = blocks.iter().flat_map(|block| wanted(block, &document.lang, frame));
            let lines = wanted.map(|wanted| {
                let lines = break_lines(&mut shaper, &wanted.parts(), wanted.setting());
                (place(wanted.text), (wanted, lines))
            });
            (lines.collect::<Vec<_>>(), shaper.end())
        });
        let (lines, glyphs): (Vec<_>, Vec<_>) = broken.collect::<Vec<_>>().into_iter().unzip();
        Self { lines: lines.into_iter().flatten().collect(), glyphs }
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
    use crate::report::block::{Sheet, Span, Style, plain};

    fn document(count: usize) -> Document {
        let long = "The State will see to it that companies respect privacy, and says by when. ".repeat(4);
        let blocks = (0..count).map(|number| match number % 3 {
            0 => Block::Paragraph { style: Style::Label, text: plain(format!("{number}. {long}")) },
            1 => Block::Paragraph { style: Style::Body, text: vec![Span::plain("Of "), Span::bold(&*long)] },
            _ => Block::Quote {
                lead: if number % 2 == 0 { plain("As stated") } else { Vec::new() },
                text: plain(format!("{number} {long}")),
                lang: Some("fr".into()),
                source: plain(format!("Plan, page {number}")),
            },
        });
        Document {
            title: String::new(),
            subject: String::new(),
            keywords: Vec::new(),
            author: String::new(),
            lang: "en".into(),
            date: "2026-01-31".into(),
            running_head: String::new(),
            running_foot: String::new(),
            page_word: String::new(),
            classification: String::new(),
            sheet: Sheet::default(),
            blocks: blocks.collect(),
        }
    }

    /// The slices as text, and which lines broken ahead nobody took.
    fn set(document: &Document, mut ahead: Ahead<'_>) -> (String, usize) {
        let mut shaper = Shaper::new(&Press::new(Faces::default()));
        let slices = slices(document, &mut ahead, &mut shaper, &mut Tree::new());
        (format!("{slices:?}"), ahead.lines.len())
    }

    #[test]
    fn lines_broken_ahead_are_those_of_the_flow_and_all_are_used() {
        let (long, press) = (document(FEWEST_BLOCKS + 2), Press::default());
        let ahead = Ahead::of(&long, &press);
        assert!(ahead.lines.len() > FEWEST_BLOCKS);
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
