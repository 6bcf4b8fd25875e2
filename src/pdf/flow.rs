//! Blocks to slices: what a heading, a quotation or a list of contents looks like, and which elements it is made of.

use std::sync::Arc;

use super::ahead::Ahead;
use super::face::FaceId;
use super::lines::{Line, Setting, Styled, Wanted, break_lines};
use super::slice::{Drawn, Entry, Look, Shaped, Slice};
use super::style::{self, Frame, Sizes};
use super::text::{After, Shaper};
use super::tree::{NodeId, Owner, Role, Tree};
use crate::chart::{Mark, Rgb};
use crate::report::block::{Block, Document, KeyFigure, Link, Logo, Span, Style, Text, plain};

/// Turns the blocks of a document into slices, building the structure tree on the way.
/// Takes lines that were broken ahead where they are as it wants them.
pub(crate) fn slices(
    document: &Document,
    ahead: &mut Ahead<'_, '_>,
    shaper: &mut Shaper,
    tree: &mut Tree,
) -> Vec<Slice> {
    let mut flow = Flow {
        shaper,
        ahead,
        tree,
        lang: &document.lang,
        frame: Frame::of(&document.sheet),
        logo: document.sheet.logo.as_ref(),
        classification: &document.classification,
        out: Vec::new(),
        section: Tree::ROOT,
        page_break: false,
        contents: contents_of(document),
    };
    for (index, block) in document.blocks.iter().enumerate() {
        flow.ahead.come_to(index, flow.shaper);
        flow.block(block);
    }
    flow.out
}

/// Level, text and anchor of each heading.
fn contents_of(document: &Document) -> Vec<(u8, String, String)> {
    let heading = |block: &Block| match block {
        Block::Heading { level, text, anchor } => Some((*level, text.clone(), anchor.clone())),
        _ => None,
    };
    document.blocks.iter().filter_map(heading).collect()
}

/// Whether a text has any.
pub(super) fn has_words(text: &Text) -> bool {
    text.iter().any(|span| !span.text.is_empty())
}

/// A text as it is to be set: sizes, colour, owner, width.
pub(super) struct Setup<'a> {
    pub(super) sizes: Sizes,
    pub(super) rgb: Rgb,
    pub(super) owner: NodeId,
    pub(super) width: f64,
    pub(super) lang: &'a str,
    /// Every span in the bold face.
    pub(super) bold: bool,
}

pub(super) struct Flow<'a, 'd, 'p> {
    pub(super) shaper: &'a mut Shaper,
    pub(super) ahead: &'a mut Ahead<'d, 'p>,
    pub(super) tree: &'a mut Tree,
    pub(super) lang: &'a str,
    pub(super) frame: Frame,
    logo: Option<&'a Logo>,
    classification: &'a str,
    pub(super) out: Vec<Slice>,
    /// The element that holds the blocks of the present section.
    pub(super) section: NodeId,
    page_break: bool,
    contents: Vec<(u8, String, String)>,
}

impl Flow<'_, '_, '_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title { kicker, title, subtitle, facts } => self.title(kicker, title, subtitle, facts),
            Block::Heading { level, text, anchor } => self.heading(*level, text, anchor),
            Block::Paragraph { style, text } => self.paragraph(*style, text),
            Block::List { items, numbered } => self.list(items, *numbered),
            Block::Quote { lead, text, lang, source } => self.quote(lead, text, lang.as_deref(), source),
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::Table(table) => super::table::table(self, table),
            Block::Figure { drawing, alt, title, note } => {
                self.figure(drawing, alt.as_str(), title, note);
            }
            Block::Contents { heading, depth } => self.contents(heading, *depth),
            Block::PageBreak => self.page_break = true,
        }
    }

    pub(super) fn push(&mut self, mut slice: Slice) {
        slice.page_break = std::mem::take(&mut self.page_break);
        self.out.push(slice);
    }

    /// Breaks a text into lines and says how each span looks.
    pub(super) fn set(&mut self, text: &Text, setup: &Setup<'_>) -> (Vec<Line>, Arc<[Look]>) {
        let mut looks = Vec::new();
        for Span { text, quiet, link, .. } in text {
            let link = link.as_ref().map(|target| {
                let node = self.tree.add_inline(setup.owner, Role::Link);
                (target.clone(), node, text.clone())
            });
            let owner = Owner::Node(link.as_ref().map_or(setup.owner, |(_, node, _)| *node));
            let rgb = match (&link, quiet) {
                (Some(_), _) => self.frame.accent,
                (None, true) => Rgb::MUTED,
                (None, false) => setup.rgb,
            };
            looks.push(Look { owner, rgb, link });
        }
        let wanted =
            Wanted { text, size: setup.sizes.size, width: setup.width, lang: setup.lang, bold: setup.bold };
        let lines = self.ahead.take(&wanted);
        let lines = lines.unwrap_or_else(|| break_lines(self.shaper, &wanted.parts(), wanted.setting()));
        (lines, looks.into())
    }

    /// A slice a line, with at least two lines of a paragraph on a page.
    fn lines(&mut self, text: &Text, setup: &Setup<'_>, x: f64, above: f64, keep_with_next: bool) {
        let (lines, looks) = self.set(text, setup);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mut slice = Slice::new(setup.sizes.leading, if index == 0 { above } else { 0.0 });
            let (y, size) = (setup.sizes.baseline(), setup.sizes.size);
            // Most slices are of this kind, and draw nothing more: there is room for one thing, not for four.
            slice.drawn = vec![Drawn::Text { x, y, size, line, looks: Arc::clone(&looks) }];
            let (first, next_to_last) = (index == 0 && count > 1, index + 2 == count);
            slice.keep_with_next =
                first || next_to_last || count == 3 && index < 2 || index + 1 == count && keep_with_next;
            self.push(slice);
        }
    }

    fn setup<'b>(&self, sizes: Sizes, rgb: Rgb, owner: NodeId) -> Setup<'b>
    where
        Self: 'b,
    {
        Setup { sizes, rgb, owner, width: self.frame.width, lang: "", bold: false }
    }

    fn title(&mut self, kicker: &str, title: &str, subtitle: &str, facts: &[(String, String)]) {
        let mut bar = Slice::new(18.0, 0.0);
        if let Some(logo) = self.logo {
            let most = self.frame.width * 0.6;
            let scale = (most / logo.width).min(1.0);
            let (width, height) = (logo.width * scale, logo.height * scale);
            let node = self.tree.add(self.section, Role::Figure);
            self.tree.node_mut(node).alt = Some(logo.alt.clone());
            bar.drawn.push(Drawn::Image { node, x: self.frame.right - width, y: 0.0, width, height });
            bar.height = bar.height.max(height + 12.0);
        }
        bar.ground(Owner::DECORATION, (self.frame.left, 0.0), (42.0, 4.0), self.frame.accent);
        bar.keep_with_next = true;
        self.push(bar);
        let lang = self.lang;
        if !self.classification.is_empty() {
            let owner = self.tree.add(self.section, Role::P);
            let setup = Setup { bold: true, lang, ..self.setup(style::KICKER, Rgb::INK, owner) };
            self.lines(&plain(self.classification), &setup, self.frame.left, 0.0, true);
        }
        let owner = self.tree.add(self.section, Role::P);
        let kicker_setup = Setup { bold: true, lang, ..self.setup(style::KICKER, self.frame.accent, owner) };
        self.lines(&plain(kicker), &kicker_setup, self.frame.left, 0.0, true);
        let owner = self.tree.add(self.section, Role::Heading(1));
        let title_setup = Setup { bold: true, ..self.setup(style::TITLE, Rgb::INK, owner) };
        self.lines(&plain(title), &title_setup, self.frame.left, 3.0, true);
        let owner = self.tree.add(self.section, Role::P);
        let subtitle_setup = Setup { lang, ..self.setup(style::SUBTITLE, Rgb::MUTED, owner) };
        self.lines(&plain(subtitle), &subtitle_setup, self.frame.left, 6.0, true);
        for (index, (label, fact)) in facts.iter().enumerate() {
            let owner = self.tree.add(self.section, Role::P);
            let indent = 76.0;
            let setup =
                Setup { lang, width: self.frame.width - indent, ..self.setup(style::FACT, Rgb::INK, owner) };
            let label_setup =
                Setup { bold: true, width: indent - 8.0, ..self.setup(style::FACT, Rgb::MUTED, owner) };
            let (label_lines, label_looks) = self.set(&plain(label.as_str()), &label_setup);
            let start = self.out.len();
            self.lines(
                &plain(fact.as_str()),
                &setup,
                self.frame.left + indent,
                if index == 0 { 14.0 } else { 1.0 },
                false,
            );
            if let (Some(slice), Some(mut line)) = (self.out.get_mut(start), label_lines.into_iter().next()) {
                // The label is read before its fact; a space parts them.
                if let Some(piece) = line.pieces.last_mut() {
                    piece.after = After::Space(Arc::clone(self.shaper.space(piece.face)));
                }
                let (x, y) = (self.frame.left, style::FACT.baseline());
                let label = Drawn::Text { x, y, size: style::FACT.size, line, looks: label_looks };
                slice.drawn.insert(0, label);
            }
        }
        let mut rule = Slice::new(2.0, 14.0);
        rule.rule(Owner::DECORATION, (self.frame.left, self.frame.right), 1.0, 0.5, Rgb::RULE);
        self.push(rule);
    }

    fn heading(&mut self, level: u8, text: &str, anchor: &str) {
        let (sizes, above, below) = style::heading(level);
        if level == 2 {
            self.section = self.tree.add(Tree::ROOT, Role::Sect);
        }
        let owner = self.tree.add(self.section, Role::Heading(level));
        let rgb = if level >= 4 { self.frame.accent } else { Rgb::INK };
        let setup = Setup { bold: true, ..self.setup(sizes, rgb, owner) };
        let start = self.out.len();
        self.lines(&plain(text), &setup, self.frame.left, above, true);
        for slice in &mut self.out[start..] {
            slice.keep_with_next = true;
        }
        if let Some(first) = self.out.get_mut(start) {
            first.entry = Some(Entry { level, text: text.to_owned(), anchor: anchor.to_owned() });
        }
        if let Some(last) = self.out.last_mut() {
            last.height += below;
        }
    }

    fn paragraph(&mut self, kind: Style, text: &Text) {
        let owner = self.tree.add(self.section, Role::P);
        let (rgb, above, keep) = match kind {
            Style::Body => (Rgb::INK, 6.0, false),
            Style::Lead => (Rgb::INK, 8.0, false),
            Style::Note => (Rgb::MUTED, 10.0, false),
            Style::Label => (Rgb::INK, 9.0, true),
        };
        let (sizes, bold) = style::paragraph(kind);
        let setup = Setup { lang: self.lang, bold, ..self.setup(sizes, rgb, owner) };
        self.lines(text, &setup, self.frame.left, above, keep);
    }

    fn list(&mut self, items: &[Text], numbered: bool) {
        let list = self.tree.add(self.section, Role::L);
        for (index, item) in items.iter().enumerate() {
            let li = self.tree.add(list, Role::Li);
            let label = self.tree.add(li, Role::Lbl);
            let body = self.tree.add(li, Role::LBody);
            let indent = if numbered { 20.0 } else { 13.0 };
            let setup = Setup {
                lang: self.lang,
                width: self.frame.width - indent,
                ..self.setup(style::BODY, Rgb::INK, body)
            };
            let bullet_setup = Setup { ..self.setup(style::BODY, self.frame.accent, label) };
            let label = if numbered { format!("{}.", index + 1) } else { "•".to_owned() };
            let (bullet, looks) = self.set(&plain(label), &bullet_setup);
            let start = self.out.len();
            self.lines(item, &setup, self.frame.left + indent, if index == 0 { 9.0 } else { 3.0 }, false);
            if let (Some(slice), Some(mut line)) = (self.out.get_mut(start), bullet.into_iter().next()) {
                if let Some(piece) = line.pieces.last_mut() {
                    piece.after = After::Space(Arc::clone(self.shaper.space(piece.face)));
                }
                let (x, y) = (self.frame.left + 2.0, style::BODY.baseline());
                slice.drawn.insert(0, Drawn::Text { x, y, size: style::BODY.size, line, looks });
            }
        }
    }

    fn quote(&mut self, lead: &Text, text: &Text, spoken: Option<&str>, source: &Text) {
        let x = self.frame.left + style::QUOTE_INDENT;
        let width = self.frame.width - style::QUOTE_INDENT;
        let lang = self.lang;
        let start = self.out.len();
        if has_words(lead) {
            let owner = self.tree.add(self.section, Role::P);
            let setup = Setup { lang, width, ..self.setup(style::LABEL, Rgb::INK, owner) };
            self.lines(lead, &setup, x, 9.0, true);
        }
        let quote = self.tree.add(self.section, Role::BlockQuote);
        // A screen reader pronounces a passage in its own language.
        self.tree.node_mut(quote).lang = spoken.map(str::to_owned);
        let owner = self.tree.add(quote, Role::P);
        let spoken = spoken.unwrap_or(lang).to_owned();
        let setup = Setup { lang: &spoken, width, ..self.setup(style::BODY, Rgb::INK, owner) };
        self.lines(text, &setup, x, if self.out.len() == start { 9.0 } else { 1.0 }, true);
        let owner = self.tree.add(self.section, Role::P);
        let setup = Setup { lang, width, ..self.setup(style::NOTE, Rgb::MUTED, owner) };
        self.lines(source, &setup, x, 1.5, false);
        for (index, slice) in self.out[start..].iter_mut().enumerate() {
            // The rule at the side closes the gaps between its slices, and stays inside them.
            slice.side = Some(if index == 0 { 0.0 } else { slice.above });
        }
    }

    fn key_figures(&mut self, figures: &[KeyFigure]) {
        let list = self.tree.add(self.section, Role::L);
        let across = figures.len().clamp(1, 4);
        let gap = 14.0;
        let tile = (self.frame.width - gap * (across as f64 - 1.0)) / across as f64;
        for (row, chunk) in figures.chunks(across).enumerate() {
            let mut slice = Slice::new(0.0, if row == 0 { 10.0 } else { 12.0 });
            // Figures stand on one line, however many lines their labels take.
            let label_lines =
                chunk.iter().map(|figure| self.label_lines(&figure.label, tile)).max().unwrap_or(1);
            for (index, figure) in chunk.iter().enumerate() {
                let x = self.frame.left + (tile + gap) * index as f64;
                let height = self.key_figure(&mut slice, list, figure, (x, tile), label_lines);
                slice.height = slice.height.max(height);
            }
            self.push(slice);
        }
    }

    fn label_lines(&mut self, label: &str, width: f64) -> usize {
        let parts = [Styled { text: label, face: FaceId::Bold, span: 0 }];
        let setting = Setting { size: style::LABEL.size, width, lang: self.lang };
        break_lines(self.shaper, &parts, setting).len()
    }

    /// Draws one figure at x, so wide; returns its height.
    fn key_figure(
        &mut self,
        slice: &mut Slice,
        list: NodeId,
        figure: &KeyFigure,
        (x, tile): (f64, f64),
        label_lines: usize,
    ) -> f64 {
        let li = self.tree.add(list, Role::Li);
        let body = self.tree.add(li, Role::LBody);
        slice.ground(Owner::DECORATION, (x, 0.0), (tile, 1.6), self.frame.accent);
        let top = 7.0;
        let mut y = top;
        let texts = [
            (&figure.label, style::LABEL, Rgb::INK, true),
            (&figure.figure, style::KEY_FIGURE, self.frame.accent, true),
            (&figure.note, style::NOTE, Rgb::MUTED, false),
        ];
        for (index, (text, sizes, rgb, bold)) in texts.into_iter().enumerate() {
            let owner = self.tree.add(body, Role::P);
            let setup = Setup { lang: self.lang, width: tile, bold, ..self.setup(sizes, rgb, owner) };
            let (lines, looks) = self.set(&plain(text.as_str()), &setup);
            for line in lines {
                let looks = Arc::clone(&looks);
                slice.drawn.push(Drawn::Text { x, y: y + sizes.baseline(), size: sizes.size, line, looks });
                y += sizes.leading;
            }
            if index == 0 {
                y = top + sizes.leading * label_lines as f64;
            }
            if let (1, Some((hit, of))) = (index, figure.share) {
                slice.ground(Owner::DECORATION, (x, y + 2.0), (tile, 4.0), Rgb::TRACK);
                let share = f64::from(hit) / f64::from(of.max(1));
                if hit > 0 {
                    slice.ground(Owner::DECORATION, (x, y + 2.0), (tile * share.min(1.0), 4.0), Rgb::SHARE);
                }
                y += 10.0;
            }
        }
        y
    }

    fn figure(&mut self, drawing: &crate::chart::Drawing, alt: &str, title: &Text, note: &Text) {
        self.caption(title, 14.0);
        let node = self.tree.add(self.section, Role::Figure);
        self.tree.node_mut(node).alt = Some(alt.to_owned());
        let scale_limit = self.frame.body_height() - 60.0;
        let height = drawing.height.min(scale_limit);
        let mut slice = Slice::new(height, 4.0);
        let marks = self.marks(&drawing.marks);
        let bbox = Some((node, drawing.width, drawing.height));
        slice.drawn.push(Drawn::Marks { owner: Owner::Node(node), x: self.frame.left, y: 0.0, marks, bbox });
        slice.keep_with_next = !note.is_empty();
        self.push(slice);
        self.small_print(note, 5.0);
    }

    /// Marks with their words shaped.
    pub(super) fn marks(&mut self, marks: &[Mark]) -> Arc<[Shaped]> {
        let shaped = |mark: &Mark| {
            let words = match mark {
                Mark::Text { bold, italic, text, .. } => {
                    let face = FaceId::of(*bold, *italic);
                    // A space keeps two labels apart for programs that read the text without its places.
                    Some((self.shaper.word(face, text), After::Space(Arc::clone(self.shaper.space(face)))))
                }
                Mark::Path { .. } | Mark::Circle { .. } => None,
            };
            Shaped { mark: mark.clone(), words }
        };
        marks.iter().map(shaped).collect()
    }

    /// The message above a table or chart.
    pub(super) fn caption(&mut self, title: &Text, above: f64) {
        if !has_words(title) {
            return;
        }
        let owner = self.tree.add(self.section, Role::P);
        let setup = Setup { lang: self.lang, bold: true, ..self.setup(style::FIGURE_TITLE, Rgb::INK, owner) };
        let start = self.out.len();
        self.lines(title, &setup, self.frame.left, above, true);
        for slice in &mut self.out[start..] {
            slice.keep_with_next = true;
        }
    }

    /// Notes below a table or chart.
    pub(super) fn small_print(&mut self, note: &Text, above: f64) {
        if !has_words(note) {
            return;
        }
        let owner = self.tree.add(self.section, Role::P);
        let setup = Setup { lang: self.lang, ..self.setup(style::NOTE, Rgb::MUTED, owner) };
        self.lines(note, &setup, self.frame.left, above, false);
    }

    fn contents(&mut self, heading: &str, depth: u8) {
        let owner = self.tree.add(self.section, Role::P);
        let setup = Setup { bold: true, ..self.setup(style::LABEL, Rgb::MUTED, owner) };
        self.lines(&plain(heading), &setup, self.frame.left, 20.0, true);
        let list = self.tree.add(self.section, Role::Toc);
        let entries: Vec<_> = self.contents.iter().filter(|(level, _, _)| *level <= depth).cloned().collect();
        for (level, text, anchor) in entries {
            let item = self.tree.add(list, Role::Toci);
            let reference = self.tree.add(item, Role::Reference);
            let node = self.tree.add(reference, Role::Link);
            let link = (Link::Anchor(anchor.clone()), node, text.clone());
            let indent = 14.0 * f64::from(level.saturating_sub(2));
            let sizes = style::ENTRY;
            let width = self.frame.width - indent - 40.0;
            let setup = Setup { width, bold: false, ..self.setup(sizes, Rgb::INK, node) };
            let (lines, looks) = self.set(&plain(text), &setup);
            let looks: Arc<[Look]> =
                looks.iter().map(|look| Look { link: Some(link.clone()), ..look.clone() }).collect();
            let count = lines.len();
            let mut slice = Slice::new(sizes.leading * count as f64, if level <= 2 { 1.0 } else { 0.0 });
            for (index, mut line) in lines.into_iter().enumerate() {
                // A space parts the words from the number for a listener.
                if let Some(piece) = line.pieces.last_mut() {
                    piece.after = After::Space(Arc::clone(self.shaper.space(piece.face)));
                }
                let x = self.frame.left + indent;
                let y = sizes.leading * index as f64 + sizes.baseline();
                let from = x + line.width;
                slice.drawn.push(Drawn::Text { x, y, size: sizes.size, line, looks: Arc::clone(&looks) });
                if index + 1 == count {
                    slice.drawn.push(Drawn::PageOf {
                        owner: Owner::Node(node),
                        link: Some(link.clone()),
                        from,
                        x: self.frame.right,
                        y,
                        size: sizes.size,
                        anchor: anchor.clone(),
                    });
                }
            }
            self.push(slice);
        }
    }
}
