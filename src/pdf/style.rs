//! How a report looks: lengths in points, sizes, colours. Page, margins and accent are the template's.

use crate::chart::Rgb;
use crate::report::block::{Sheet, Style};

/// Where the text stands on a page, from its top left corner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Width and height of the page.
    pub(crate) page: (f64, f64),
    /// Left edge of the text.
    pub(crate) left: f64,
    /// Right edge of the text.
    pub(crate) right: f64,
    /// Width of the text.
    pub(crate) width: f64,
    /// Top of the text.
    pub(crate) top: f64,
    /// Top of the text on the first page, which has no running head.
    pub(crate) top_first: f64,
    /// Bottom of the text.
    pub(crate) bottom: f64,
    /// Titles, rules of the title block, links.
    pub(crate) accent: Rgb,
}

impl Frame {
    /// The frame of a sheet.
    pub(crate) fn of(sheet: &Sheet) -> Self {
        // The running head stands in the margin, and needs this much of it.
        let top = sheet.margin_top.max(46.0);
        Self {
            page: (sheet.width, sheet.height),
            left: sheet.margin_left,
            right: sheet.width - sheet.margin_right,
            width: sheet.text_width(),
            top,
            top_first: (top - 18.0).max(40.0),
            bottom: sheet.height - sheet.margin_bottom.max(46.0),
            accent: sheet.accent,
        }
    }

    /// Most that fits on a page.
    pub(crate) fn body_height(self) -> f64 {
        self.bottom - self.top
    }
}

/// Size and line distance of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    /// Font size.
    pub(crate) size: f64,
    /// From baseline to baseline.
    pub(crate) leading: f64,
}

impl Sizes {
    const fn new(size: f64, leading: f64) -> Self {
        Self { size, leading }
    }

    /// From the top of a line to its baseline.
    pub(crate) fn baseline(self) -> f64 {
        // Noto Sans reaches about 1.07 em up and 0.29 em down; what the leading leaves is split evenly.
        self.leading / 2.0 + 0.36 * self.size
    }
}

pub(crate) const TITLE: Sizes = Sizes::new(25.0, 30.0);
pub(crate) const SUBTITLE: Sizes = Sizes::new(12.5, 17.0);
pub(crate) const KICKER: Sizes = Sizes::new(9.0, 13.0);
pub(crate) const FACT: Sizes = Sizes::new(8.5, 12.5);
pub(crate) const LEAD: Sizes = Sizes::new(11.5, 17.0);
pub(crate) const BODY: Sizes = Sizes::new(9.5, 14.2);
/// An entry of the contents.
pub(crate) const ENTRY: Sizes = Sizes::new(8.8, 12.4);
pub(crate) const NOTE: Sizes = Sizes::new(7.8, 11.0);
pub(crate) const LABEL: Sizes = Sizes::new(8.6, 12.5);
pub(crate) const FIGURE_TITLE: Sizes = Sizes::new(9.8, 13.6);
pub(crate) const CELL: Sizes = Sizes::new(8.3, 11.2);
pub(crate) const HEAD_CELL: Sizes = Sizes::new(8.0, 10.6);
pub(crate) const RUNNING: Sizes = Sizes::new(7.6, 10.0);
pub(crate) const KEY_FIGURE: Sizes = Sizes::new(21.0, 25.0);

/// How far a quotation stands in from the left edge of the text, in points.
pub(crate) const QUOTE_INDENT: f64 = 12.0;

/// Sizes of a paragraph, and whether all of it is bold.
pub(crate) fn paragraph(kind: Style) -> (Sizes, bool) {
    match kind {
        Style::Body => (BODY, false),
        Style::Lead => (LEAD, false),
        Style::Note => (NOTE, false),
        Style::Label => (LABEL, true),
    }
}

/// Sizes and the space above and below of a heading: levels 2 to 4.
pub(crate) fn heading(level: u8) -> (Sizes, f64, f64) {
    match level {
        0..=2 => (Sizes::new(15.5, 19.5), 26.0, 7.0),
        3 => (Sizes::new(11.2, 15.0), 17.0, 4.0),
        _ => (Sizes::new(9.5, 13.0), 11.0, 2.5),
    }
}
