//! How a report looks: lengths in points, sizes, colours. A template will set these.

use crate::chart::Rgb;

/// A4.
pub(crate) const PAGE: (f64, f64) = (595.276, 841.89);
/// Left edge of the text, from the left edge of the page.
pub(crate) const LEFT: f64 = 68.0;
/// Right edge of the text, from the left edge of the page.
pub(crate) const RIGHT: f64 = PAGE.0 - 68.0;
/// Width of the text.
pub(crate) const WIDTH: f64 = RIGHT - LEFT;
/// Top of the text, from the top of the page.
pub(crate) const TOP: f64 = 74.0;
/// Top of the text on the first page, which has no running head.
pub(crate) const TOP_FIRST: f64 = 56.0;
/// Bottom of the text, from the top of the page.
pub(crate) const BOTTOM: f64 = PAGE.1 - 70.0;
/// Most that fits on a page.
pub(crate) const BODY_HEIGHT: f64 = BOTTOM - TOP;

/// Titles, rules of the title block, links.
pub(crate) const ACCENT: Rgb = Rgb(0x0B, 0x4F, 0x6C);

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
pub(crate) const NOTE: Sizes = Sizes::new(7.8, 11.0);
pub(crate) const LABEL: Sizes = Sizes::new(8.6, 12.5);
pub(crate) const FIGURE_TITLE: Sizes = Sizes::new(9.8, 13.6);
pub(crate) const CELL: Sizes = Sizes::new(8.3, 11.2);
pub(crate) const HEAD_CELL: Sizes = Sizes::new(8.0, 10.6);
pub(crate) const RUNNING: Sizes = Sizes::new(7.6, 10.0);
pub(crate) const KEY_FIGURE: Sizes = Sizes::new(21.0, 25.0);

/// Sizes and the space above and below of a heading: levels 2 to 4.
pub(crate) fn heading(level: u8) -> (Sizes, f64, f64) {
    match level {
        0..=2 => (Sizes::new(15.5, 19.5), 26.0, 7.0),
        3 => (Sizes::new(11.2, 15.0), 17.0, 4.0),
        _ => (Sizes::new(9.5, 13.0), 11.0, 2.5),
    }
}
