//! A page of a template as Markdown to pieces: blocks as they stand, and parts that the reports fill in.
//!
//! A fenced block names a part: ` ```chart levels-by-theme `. Everything else is text. What cannot be set (HTML, pictures,
//! lists in lists) is a fault with its line: nothing that somebody wrote is left out in silence.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::block::{Align, Block, Cell, Column, Link, Row, Span, Style, Table, Text, Width};

/// What a page is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Text that stands as it is.
    Block(Block),
    /// A part that the report fills in.
    Part(Named),
}

/// A fenced block: the part's name, what stands after it, and the lines in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) argument: String,
    pub(super) body: String,
    /// Its fence, to find its line in the file.
    pub(super) fence: String,
}

/// What is wrong in a page: the text that it begins with, so that its line can be found; what; and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) near: String,
    pub(super) message: String,
    pub(super) hint: String,
}

/// Reads a page.
pub(super) fn parse(text: &str) -> (Vec<Piece>, Vec<Fault>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(text, options).into_offset_iter().collect();
    let mut reader = Reader {
        text,
        events,
        at: 0,
        anchors: BTreeSet::new(),
        pieces: Vec::new(),
        faults: Vec::new(),
        referred: Vec::new(),
        footnotes: BTreeMap::new(),
    };
    while reader.at < reader.events.len() {
        reader.block();
    }
    reader.notes();
    (reader.pieces, reader.faults)
}

/// A line of text with its styles; what is no text of a line is left out.
pub(super) fn inline(text: &str) -> Text {
    let (pieces, _) = parse(text);
    let mut spans = Vec::new();
    for piece in pieces {
        if let Piece::Block(Block::Paragraph { text, .. }) = piece {
            if !spans.is_empty() {
                spans.push(Span::plain(" "));
            }
            spans.extend(text);
        }
    }
    spans
}

/// The words of a text without styles.
pub(super) fn words(text: &Text) -> String {
    text.iter().map(|span| span.text.as_str()).collect()
}

/// Text as Markdown that says just that text. Data may hold any character.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for ch in text.chars() {
        match ch {
            '\n' | '\r' | '\t' => out.push(' '),
            ch if ch.is_ascii_punctuation() && !matches!(ch, ',' | '\'' | '%' | '/' | ';' | '?') => {
                out.extend(['\\', ch]);
            }
            ch => out.push(ch),
        }
    }
    out
}

struct Reader<'a> {
    text: &'a str,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    anchors: BTreeSet<String>,
    pieces: Vec<Piece>,
    faults: Vec<Fault>,
    /// Labels of footnotes in the order in which the text refers to them.
    referred: Vec<String>,
    /// What footnotes say, by label.
    footnotes: BTreeMap<String, Text>,
}

impl<'a> Reader<'a> {
    /// The number of a footnote, counted by the first place that refers to it.
    fn number(&mut self, label: &str) -> usize {
        let known = self.referred.iter().position(|known| known == label);
        known.unwrap_or_else(|| {
            self.referred.push(label.to_owned());
            self.referred.len() - 1
        }) + 1
    }

    /// The footnotes as small print at the end, in the order of their numbers.
    fn notes(&mut self) {
        for (index, label) in std::mem::take(&mut self.referred).into_iter().enumerate() {
            let Some(says) = self.footnotes.remove(&label) else { continue };
            let text = [vec![Span::bold(format!("{} ", index + 1))], says].concat();
            self.push(Block::Paragraph { style: Style::Note, text });
        }
        if let Some(label) = self.footnotes.keys().next() {
            let near = format!("[^{label}]:");
            let message = format!("nothing refers to the footnote `{label}`");
            let hint = format!("write `[^{label}]` where it belongs");
            self.faults.push(Fault { near, message, hint });
        }
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn fault(&mut self, range: &Range<usize>, message: &str, hint: &str) {
        let near = self.text.get(range.clone()).unwrap_or_default().lines().next().unwrap_or_default();
        self.faults.push(Fault { near: near.to_owned(), message: message.to_owned(), hint: hint.to_owned() });
    }

    fn push(&mut self, block: Block) {
        self.pieces.push(Piece::Block(block));
    }

    fn block(&mut self) {
        let Some((event, range)) = self.next() else { return };
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let text = words(&self.spans());
                let level = level as u8;
                if level == 1 {
                    self.fault(
                        &range,
                        "a page has its title from the part `title`",
                        "begin headings with `##`",
                    );
                }
                let anchor = self.anchor(id.as_deref(), &text);
                self.push(Block::Heading { level: level.clamp(2, 4), text, anchor });
            }
            Event::Start(Tag::Paragraph) => {
                let text = self.spans();
                if !text.is_empty() {
                    self.push(Block::Paragraph { style: Style::Body, text });
                }
            }
            Event::Start(Tag::List(first)) => {
                let items = self.items();
                self.push(Block::List { items, numbered: first.is_some() });
            }
            Event::Start(Tag::BlockQuote(_)) => {
                let text = self.spans();
                self.push(Block::Quote { lead: Text::new(), text, lang: None, source: Text::new() });
            }
            Event::Start(Tag::Table(alignments)) => {
                let align = |alignment: &pulldown_cmark::Alignment| match alignment {
                    pulldown_cmark::Alignment::Right => Align::End,
                    _ => Align::Start,
                };
                let aligns: Vec<Align> = alignments.iter().map(align).collect();
                let table = self.table(&aligns);
                self.push(Block::Table(table));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let body = self.code();
                let (name, argument) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
                let fence = self.text.get(range).unwrap_or_default().lines().next().unwrap_or_default();
                self.pieces.push(Piece::Part(Named {
                    name: name.to_owned(),
                    argument: argument.trim().to_owned(),
                    body,
                    fence: fence.to_owned(),
                }));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                self.code();
                self.fault(&range, "lines that begin with four spaces are not set", "take the spaces away");
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let text = self.spans();
                self.footnotes.insert(label.into_string(), text);
            }
            Event::Rule => {
                self.fault(&range, "a rule is not set", "for a new page, write the part `page-break`");
            }
            Event::Html(html) if html.trim_start().starts_with("<!--") => {}
            Event::Html(_) => self.fault(&range, "HTML is not set", "write it as Markdown"),
            Event::Start(Tag::HtmlBlock) | Event::End(_) => {}
            Event::Start(_) => {
                self.fault(
                    &range,
                    "this is not set",
                    "use headings, paragraphs, lists, quotes, tables and parts",
                );
            }
            // Text outside of any block does not occur; what does is the end of one.
            _ => {}
        }
    }

    /// An anchor of its own for each heading: what stands in braces, else made from its words.
    fn anchor(&mut self, id: Option<&str>, text: &str) -> String {
        let slug = |text: &str| -> String {
            let mut out = String::new();
            for ch in text.to_lowercase().chars() {
                if ch.is_alphanumeric() {
                    out.push(ch);
                } else if !out.ends_with('-') {
                    out.push('-');
                }
            }
            out.trim_matches('-').to_owned()
        };
        let base = id.map_or_else(|| format!("h-{}", slug(text)), str::to_owned);
        let mut anchor = base.clone();
        let mut number = 2;
        while !self.anchors.insert(anchor.clone()) {
            anchor = format!("{base}-{number}");
            number += 1;
        }
        anchor
    }

    /// The text up to the end of the element that was begun, of all paragraphs in it.
    fn spans(&mut self) -> Text {
        let mut spans: Text = Vec::new();
        let (mut bold, mut italic, mut depth) = (0_u32, 0_u32, 1_u32);
        let mut link: Option<Link> = None;
        while let Some((event, range)) = self.next() {
            let event = match event {
                Event::FootnoteReference(label) => Event::Text(superscript(self.number(&label)).into()),
                other => other,
            };
            let mut push = |words: CowStr<'_>| {
                let span = Span {
                    text: words.into_string(),
                    bold: bold > 0,
                    italic: italic > 0,
                    quiet: false,
                    link: link.clone(),
                };
                match spans.last_mut() {
                    Some(last)
                        if (last.bold, last.italic, &last.link) == (span.bold, span.italic, &span.link) =>
                    {
                        last.text.push_str(&span.text);
                    }
                    _ => spans.push(span),
                }
            };
            match event {
                Event::Text(words) | Event::Code(words) => push(words),
                Event::SoftBreak => push(" ".into()),
                Event::HardBreak => push("\n".into()),
                Event::Start(Tag::Strong) => bold += 1,
                Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
                Event::Start(Tag::Emphasis) => italic += 1,
                Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    link = target(&dest_url);
                    if link.is_none() {
                        let hint = "write a web address, or `#` and the anchor of a heading";
                        self.fault(
                            &range,
                            &format!("`{dest_url}` is no place that a link can lead to"),
                            hint,
                        );
                    }
                }
                Event::End(TagEnd::Link) => link = None,
                Event::Start(Tag::Paragraph) => {
                    depth += 1;
                    if !spans.is_empty() {
                        spans.push(Span::plain("\n"));
                    }
                }
                Event::Start(tag) => {
                    depth += 1;
                    let (message, hint) = match tag {
                        Tag::List(_) => ("a list within a list is not set", "write one list"),
                        Tag::Image { .. } => {
                            ("pictures are not set", "a logo is set by `logo` in template.toml")
                        }
                        Tag::Item => continue,
                        _ => ("this is not set here", "write it as a block of its own"),
                    };
                    self.fault(&range, message, hint);
                }
                Event::End(_) => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Event::InlineHtml(html) if html.starts_with("<!--") => {}
                Event::InlineHtml(_) | Event::Html(_) => {
                    self.fault(&range, "HTML is not set", "write it as Markdown");
                }
                _ => {}
            }
        }
        spans
    }

    fn items(&mut self) -> Vec<Text> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.spans()),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        items
    }

    fn code(&mut self) -> String {
        let mut body = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(text) => body.push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        body
    }

    fn table(&mut self, aligns: &[Align]) -> Table {
        let (mut head, mut rows, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.spans()),
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut cells),
                Event::End(TagEnd::TableRow) => {
                    let cells = std::mem::take(&mut cells).into_iter().map(|text| Cell { text, badge: None });
                    rows.push(Row { cells: cells.collect(), strong: false });
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let columns = head.iter().enumerate().map(|(at, text)| Column {
            header: words(text),
            width: if at == 0 { Width::Content } else { Width::Share(1.0) },
            align: aligns.get(at).copied().unwrap_or(Align::Start),
        });
        Table { title: Text::new(), columns: columns.collect(), rows, note: Text::new() }
    }
}

/// A number as small raised digits.
fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |ch: char| ch.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)).copied();
    number.to_string().chars().filter_map(digit).collect()
}

fn target(address: &str) -> Option<Link> {
    if let Some(anchor) = address.strip_prefix('#') {
        return Some(Link::Anchor(anchor.to_owned()));
    }
    let web = ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    web.then(|| Link::Web(address.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_and_parts_are_read_in_order() {
        let text = "## Why *this* matters {#why}\n\nTwo **bold** words and [a link](https://example.org).\n\n\
                    ```chart levels-by-theme\n```\n\n1. one\n2. two\n\n> said\n\n| A | n |\n|---|--:|\n| x | 3 |\n";
        let (pieces, faults) = parse(text);
        assert_eq!(faults, []);
        let kinds: Vec<&str> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Part(part) if part.name == "chart" && part.argument == "levels-by-theme" => "chart",
                Piece::Block(Block::Heading { level: 2, anchor, .. }) if anchor == "why" => "heading",
                Piece::Block(Block::Paragraph { text, .. }) if text.iter().any(|span| span.bold) => {
                    "paragraph"
                }
                Piece::Block(Block::List { numbered: true, items }) if items.len() == 2 => "list",
                Piece::Block(Block::Quote { .. }) => "quote",
                Piece::Block(Block::Table(table)) if table.columns[1].align == Align::End => "table",
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(kinds, ["heading", "paragraph", "chart", "list", "quote", "table"]);
    }

    #[test]
    fn footnotes_are_numbered_by_their_first_reference() {
        let (pieces, faults) =
            parse("One[^b] and two[^a], again[^b].\n\n[^a]: Source A.\n\n[^b]: Source *B*.\n");
        let texts: Vec<String> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Block(Block::Paragraph { text, .. }) => words(text),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(texts, ["One¹ and two², again¹.", "1 Source B.", "2 Source A."]);
        assert_eq!(faults, []);
        let lonely = parse("text\n\n[^x]: never").1;
        assert_eq!(lonely[0].message, "nothing refers to the footnote `x`");
    }

    #[test]
    fn what_is_not_set_is_told() {
        let told = |text: &str| parse(text).1.into_iter().map(|fault| fault.message).collect::<Vec<_>>();
        assert_eq!(told("# Title"), ["a page has its title from the part `title`"]);
        assert_eq!(told("text\n\n<b>x</b>"), ["HTML is not set", "HTML is not set"]);
        assert_eq!(told("![a](b.png)"), ["pictures are not set"]);
        assert_eq!(told("- a\n  - b"), ["a list within a list is not set"]);
        assert_eq!(told("[x](file:///etc)"), ["`file:///etc` is no place that a link can lead to"]);
        assert_eq!(told("<!-- a remark -->\n\ntext"), Vec::<String>::new());
    }

    proptest! {
        /// Data say just themselves, whatever characters they hold.
        #[test]
        fn escaped_text_comes_back(text in "[ -~éü“‐*_#`|<>\\[\\]!-]{0,60}") {
            let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&inline(&escape(&spaced))), spaced);
        }

        /// No page makes the reader panic.
        #[test]
        fn any_text_is_read(text in "(?s).{0,200}") {
            let _ = parse(&text);
        }
    }
}
