//! What a report is made of: blocks in reading order, with every word in place and no points or fonts yet.
//!
//! The page stage turns these into tagged pages. A block says what a thing *is* (a heading, a quotation, a row
//! header), so that what a reader sees and what a screen reader says come from one source.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::chart::{Drawing, Mark, Rgb};

/// Text in place of a picture, for people who do not see it. Never blank.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AltText(String);

impl AltText {
    /// The text, trimmed; `None` where nothing would be left to read out.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A whole report.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The title, as in the title bar of a viewer.
    pub title: String,
    /// What it is about, in a sentence, for the metadata.
    pub subject: String,
    /// Keywords for the metadata.
    pub keywords: Vec<String>,
    /// Who publishes it, for the metadata.
    pub author: String,
    /// BCP 47 tag of the language that the report is written in.
    pub lang: String,
    /// The date of the report, `YYYY-MM-DD`.
    pub date: String,
    /// Stands at the head of each page but the first.
    pub running_head: String,
    /// Stands at the foot of each page, opposite the page number.
    pub running_foot: String,
    /// The word before page numbers at the foot, such as "Page".
    pub page_word: String,
    /// Stands at the head of every page, such as "Restricted"; may be empty.
    pub classification: String,
    /// The page and its colours.
    pub sheet: Sheet,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
}

#[cfg(test)]
impl Document {
    /// A document of which nothing matters but its blocks.
    pub(crate) fn of(blocks: Vec<Block>) -> Self {
        Self {
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
            blocks,
        }
    }
}

/// The page that a report is set on. Lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// From the left edge of the page to the text.
    pub margin_left: f64,
    /// From the text to the right edge of the page.
    pub margin_right: f64,
    /// From the top of the page to the text, with the running head in it.
    pub margin_top: f64,
    /// From the text to the bottom of the page, with the page number in it.
    pub margin_bottom: f64,
    /// Titles, rules, links.
    pub accent: Rgb,
    /// Stands at the top of the first page.
    pub logo: Option<Logo>,
    /// The user's fonts; without them those that come with the tool.
    pub fonts: Option<FontFiles>,
}

/// Font files, TrueType.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FontFiles {
    /// Running text.
    pub regular: Option<Arc<[u8]>>,
    /// Headings, deciding words.
    pub bold: Option<Arc<[u8]>>,
    /// Emphasis.
    pub italic: Option<Arc<[u8]>>,
    /// Emphasis in bold.
    pub bold_italic: Option<Arc<[u8]>>,
    /// For characters that no other font has.
    pub fallback: Option<Arc<[u8]>>,
}

impl Default for Sheet {
    /// A4.
    fn default() -> Self {
        Self {
            width: 595.276,
            height: 841.89,
            margin_left: 68.0,
            margin_right: 68.0,
            margin_top: 74.0,
            margin_bottom: 70.0,
            accent: Rgb(0x0B, 0x4F, 0x6C),
            logo: None,
            fonts: None,
        }
    }
}

impl Sheet {
    /// Width of the text.
    #[must_use]
    pub fn text_width(&self) -> f64 {
        self.width - self.margin_left - self.margin_right
    }
}

/// A picture that is drawn as pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Red, green and blue of each pixel, row by row from the top.
    pub pixels: Arc<[u8]>,
    /// Pixels across.
    pub columns: u32,
    /// Pixels down.
    pub rows: u32,
    /// Width on the page in points.
    pub width: f64,
    /// Height on the page in points.
    pub height: f64,
    /// What it shows, in words.
    pub alt: String,
}

/// One part of a report.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum Block {
    /// The title block: a small line above, the title, a line below, and facts such as date and scope.
    Title {
        /// The kind of report, above the title.
        kicker: String,
        /// The title.
        title: String,
        /// What it covers, below the title.
        subtitle: String,
        /// Label and text, such as "Date" and "24 November 2026".
        facts: Vec<(String, String)>,
    },
    /// A heading. Level 2 is a section; the title is level 1.
    Heading {
        /// 2 to 4.
        level: u8,
        /// The words.
        text: String,
        /// The name that links go to.
        anchor: String,
    },
    /// A paragraph.
    Paragraph {
        /// How it is set.
        style: Style,
        /// The words.
        text: Text,
    },
    /// A list of items of equal rank.
    List {
        /// The items.
        items: Vec<Text>,
        /// Numbers before them, and no bullets.
        numbered: bool,
    },
    /// A passage from a plan with its source line.
    Quote {
        /// What stands above it: the levels that it earned.
        lead: Text,
        /// The passage.
        text: Text,
        /// BCP 47 tag of the passage's language; `None` where it is that of the report, or cannot be told.
        lang: Option<String>,
        /// Where it stands in the plan and in the spreadsheet.
        source: Text,
    },
    /// A few large figures side by side.
    KeyFigures(Vec<KeyFigure>),
    /// A table.
    Table(Table),
    /// A chart.
    Figure {
        /// The drawing, at its final size.
        drawing: Drawing,
        /// What it shows, in words.
        alt: AltText,
        /// The message, above the drawing.
        title: Text,
        /// Source, n and how to read it, below the drawing.
        note: Text,
    },
    /// The list of headings with their pages.
    Contents {
        /// Its own heading.
        heading: String,
        /// The deepest heading level that it lists.
        depth: u8,
    },
    /// What follows starts on a new page.
    PageBreak,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Running text.
    Body,
    /// The answer in a sentence or two, larger.
    Lead,
    /// Small print: notes, sources.
    Note,
    /// A label in front of passages, such as a theme's name.
    Label,
}

/// A large figure with what it counts: "9 of 16", "plans address ICT".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyFigure {
    /// What is counted, such as the theme.
    pub label: String,
    /// The figure with its n.
    pub figure: String,
    /// What the figure says, and of what.
    pub note: String,
    /// Hits and n, for the small bar below the figure; `None` draws no bar.
    pub share: Option<(u32, u32)>,
}

/// Words in one or more styles.
pub type Text = Vec<Span>;

/// Words in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Span {
    /// The words. Any text that a cell can hold; line breaks are kept.
    pub text: String,
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// In the quieter colour of notes.
    pub quiet: bool,
    /// Where a click leads.
    pub link: Option<Link>,
}

/// Where a click leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Link {
    /// A heading of this report, by its anchor.
    Anchor(String),
    /// A web address.
    Web(String),
}

impl Span {
    /// Words in the plain style.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Heavier words.
    #[must_use]
    pub fn bold(text: impl Into<String>) -> Self {
        Self { bold: true, ..Self::plain(text) }
    }

    /// Slanted words.
    #[must_use]
    pub fn italic(text: impl Into<String>) -> Self {
        Self { italic: true, ..Self::plain(text) }
    }

    /// Words in the quieter colour.
    #[must_use]
    pub fn quiet(text: impl Into<String>) -> Self {
        Self { quiet: true, ..Self::plain(text) }
    }

    /// Words that lead to a heading of this report.
    #[must_use]
    pub fn to(text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self { link: Some(Link::Anchor(anchor.into())), ..Self::plain(text) }
    }
}

/// Words in the plain style, as a whole text.
#[must_use]
pub fn plain(text: impl Into<String>) -> Text {
    vec![Span::plain(text)]
}

/// A table. Its first row of headers repeats on every page that it reaches.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Table {
    /// The message or name, above the table; may be empty.
    pub title: Text,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has one cell a column.
    pub rows: Vec<Row>,
    /// Small print below; may be empty.
    pub note: Text,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Column {
    /// The header.
    pub header: String,
    /// How wide.
    pub width: Width,
    /// Where the text stands in it.
    pub align: Align,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// As wide as its longest cell, within reason.
    Content,
    /// This share of what the content-sized columns leave.
    Share(f64),
}

// Not derived: a floating point number has no hash. By its bits, since the question is whether anything differs.
impl Hash for Width {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Content => None,
            Self::Share(share) => Some(share.to_bits()),
        }
        .hash(state);
    }
}

/// Where text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// At the start of the line.
    Start,
    /// At the end of the line: numbers.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Row {
    /// The first cell is the row's header.
    pub cells: Vec<Cell>,
    /// Set apart from the rows above, as a total is.
    pub strong: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Cell {
    /// The words; may be empty.
    pub text: Text,
    /// A ground and a symbol that repeat in colour and form what the words say.
    pub badge: Option<Badge>,
}

/// Colour and symbol of a cell. They never stand alone: the cell's words say the same.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Badge {
    /// The ground; `None` leaves the paper.
    pub fill: Option<Rgb>,
    /// The words on it.
    pub ink: Rgb,
    /// The outline of the ground, where it is white.
    pub outline: Option<Rgb>,
    /// The symbol, drawn around the point (0, 0), 6 points wide.
    pub symbol: Vec<Mark>,
}
