//! Levels by theme: a stacked bar a theme, firmest level first, the unknown apart from the rest.

use plotters::prelude::DrawingBackend;

use crate::code::Level;

use super::drawing::Anchor;
use super::key::{Key, first_baseline, level_edge};
use super::lines::{Lines, Look, widest};
use super::measure::Measure;
use super::painter::{Area, Drawn, Painter};
use super::palette::{Rgb, level_colours};
use super::symbol::{level_symbol, symbol_in};

/// How many editions have each level, a row a theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LevelsByTheme {
    /// In the order of the drawing.
    pub rows: Vec<LevelsRow>,
    /// Names for the key, in the order of [`Level::ALL`]. A level that no row has is left out of the key.
    pub level_names: [String; 5],
    /// What stands over the words at the right; may be empty.
    pub of_heading: String,
}

/// A theme with its counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LevelsRow {
    /// The theme's name.
    pub label: String,
    /// Editions a level, in the order of [`Level::ALL`].
    pub counts: [u32; 5],
    /// How many address the theme, of how many.
    pub of_text: String,
}

const LABEL: Look = Look::regular(8.5);
const OF: Look = Look::bold(8.5);
const COUNT: Look = Look::regular(8.0);
const HEADING: Look = Look::regular(7.5).muted();
const KEY_TOP: f64 = 0.5;
const THICK: f64 = 15.0;
const ROW_GAP: f64 = 9.0;
const COLUMN_GAP: f64 = 10.0;
/// Between what is known and what is not: the unknown is in no denominator.
const UNKNOWN_GAP: f64 = 4.0;
/// Height of a line of counts that stand above their bar.
const ABOVE: f64 = 10.5;
const SYMBOL: f64 = 2.6;
const SYMBOL_ABOVE: f64 = 2.2;
const AFTER_SYMBOL: f64 = 2.5;

/// Where everything stands.
#[derive(Debug)]
pub(super) struct LevelsPlan<'a> {
    width: f64,
    key: Key,
    heading: Lines,
    bars_left: f64,
    /// Points an edition.
    unit: f64,
    rows: Vec<RowPlan<'a>>,
    height: f64,
}

#[derive(Debug)]
struct RowPlan<'a> {
    row: &'a LevelsRow,
    top: f64,
    height: f64,
    /// Top of the bar.
    bar: f64,
    label: Lines,
    of: Lines,
    segments: Vec<Segment>,
}

#[derive(Debug)]
struct Segment {
    level: Level,
    count: u32,
    left: f64,
    width: f64,
    words: String,
    place: Place,
}

/// Where a count is written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// In the segment, with its symbol.
    InsideWithSymbol,
    /// In the segment, which has no room for the symbol as well.
    Inside,
    /// Above the bar with its symbol, from this x.
    Above(f64),
}

impl LevelsByTheme {
    pub(super) fn plan(&self, width: f64, measure: &dyn Measure) -> LevelsPlan<'_> {
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let labels = Lines::column(labels, (width * 0.3, width * 0.36), LABEL, measure);
        let ofs = self.rows.iter().map(|row| row.of_text.as_str());
        let ofs = Lines::column(ofs, (width * 0.2, width * 0.22), OF, measure);
        let of_width = widest(&ofs).max(width * 0.12);
        let heading = Lines::wrap(&self.of_heading, of_width, HEADING, measure);
        let bars_left = widest(&labels) + COLUMN_GAP;
        let bars_width = width - bars_left - COLUMN_GAP - of_width;
        let unit = unit(&self.rows, bars_width);

        let used = |index: usize| self.rows.iter().any(|row| row.counts.get(index).is_some_and(|&n| n > 0));
        let names: Vec<(Level, &str)> = Level::ALL
            .into_iter()
            .zip(&self.level_names)
            .enumerate()
            .filter(|(index, _)| used(*index))
            .map(|(_, (level, name))| (level, name.as_str()))
            .collect();
        let key = Key::new(&names, 0.0, width - of_width - COLUMN_GAP, measure);

        let mut top = KEY_TOP + key.height.max(heading.height()) + 7.5;
        let mut rows = Vec::with_capacity(self.rows.len());
        for ((row, label), of) in self.rows.iter().zip(labels).zip(ofs) {
            let plan = RowPlan::new(row, (label, of), top, (bars_left, bars_width, unit), measure);
            top += plan.height;
            rows.push(plan);
        }
        LevelsPlan { width, key, heading, bars_left, unit, rows, height: top + 1.0 }
    }
}

/// Points an edition, so that the longest bar fits.
fn unit(rows: &[LevelsRow], bars_width: f64) -> f64 {
    let total = |row: &LevelsRow| row.counts.iter().map(|&count| f64::from(count)).sum::<f64>();
    let most = rows.iter().map(total).fold(0.0, f64::max);
    if most > 0.0 { (bars_width - UNKNOWN_GAP) / most } else { 0.0 }
}

impl<'a> RowPlan<'a> {
    fn new(
        row: &'a LevelsRow,
        (label, of): (Lines, Lines),
        top: f64,
        (bars_left, bars_width, unit): (f64, f64, f64),
        measure: &dyn Measure,
    ) -> Self {
        let mut segments = segments(row, bars_left, unit, measure);
        set_above(&mut segments, bars_left, bars_left + bars_width, measure);
        let above =
            if segments.iter().any(|segment| matches!(segment.place, Place::Above(_))) { ABOVE } else { 0.0 };
        // The words are centred on the bar, however many lines they have.
        let words = label.height().max(of.height());
        let over = above.max((words - THICK) / 2.0);
        let under = ((words - THICK) / 2.0).max(0.0);
        let bar = top + ROW_GAP / 2.0 + over;
        Self { row, top, height: over + THICK + under + ROW_GAP, bar, label, of, segments }
    }

    fn middle(&self) -> f64 {
        self.bar + THICK / 2.0
    }
}

fn segments(row: &LevelsRow, bars_left: f64, unit: f64, measure: &dyn Measure) -> Vec<Segment> {
    let mut left = bars_left;
    let mut segments = Vec::new();
    for (level, count) in Level::ALL.into_iter().zip(row.counts) {
        if count == 0 {
            continue;
        }
        if level == Level::Unknown {
            left += UNKNOWN_GAP;
        }
        let width = f64::from(count) * unit;
        let words = count.to_string();
        let needs = COUNT.width(&words, measure) + 4.0;
        let place = if needs + 2.0 * SYMBOL + AFTER_SYMBOL <= width {
            Place::InsideWithSymbol
        } else if needs <= width {
            Place::Inside
        } else {
            Place::Above(0.0)
        };
        segments.push(Segment { level, count, left, width, words, place });
        left += width;
    }
    segments
}

/// Sets the counts that fit in no segment above their bar: each over the middle of its segment if it can be, else beside the one
/// before it, and all of them within the bars' column.
fn set_above(segments: &mut [Segment], from: f64, to: f64, measure: &dyn Measure) {
    const APART: f64 = 5.0;
    let mut free = from;
    for segment in segments.iter_mut().filter(|segment| matches!(segment.place, Place::Above(_))) {
        let wide = width_above(&segment.words, measure);
        let x = (segment.left + segment.width / 2.0 - wide / 2.0).max(free);
        segment.place = Place::Above(x);
        free = x + wide + APART;
    }
    let mut limit = to;
    for segment in segments.iter_mut().rev() {
        if let Place::Above(x) = segment.place {
            let x = x.min(limit - width_above(&segment.words, measure));
            segment.place = Place::Above(x);
            limit = x - APART;
        }
    }
}

fn width_above(words: &str, measure: &dyn Measure) -> f64 {
    2.0 * SYMBOL_ABOVE + AFTER_SYMBOL + COUNT.width(words, measure)
}

impl LevelsPlan<'_> {
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, painter: &Painter<DB>) -> Drawn {
        self.key.draw(painter, KEY_TOP)?;
        painter.lines((self.width, KEY_TOP + first_baseline()), &self.heading, Anchor::End)?;
        for row in &self.rows {
            painter.rule((0.0, self.width), row.top)?;
            let at = |x, lines: &Lines| (x, row.middle() - lines.cap_height() / 2.0 + lines.look.cap());
            painter.lines(at(0.0, &row.label), &row.label, Anchor::Start)?;
            self.draw_segments(painter, row)?;
            painter.lines(at(self.width, &row.of), &row.of, Anchor::End)?;
        }
        Ok(())
    }

    fn draw_segments<DB: DrawingBackend>(&self, painter: &Painter<DB>, row: &RowPlan<'_>) -> Drawn {
        let total: f64 = row.row.counts.iter().map(|&count| f64::from(count)).sum();
        let mut before = 0.0;
        for segment in &row.segments {
            let count = f64::from(segment.count);
            let shift = if segment.level == Level::Unknown { UNKNOWN_GAP } else { 0.0 };
            let bar =
                Area { left: self.bars_left + shift, top: row.bar, width: total * self.unit, height: THICK };
            painter.scaled(bar, total).bar(before, before + count, level_colours(segment.level).fill)?;
            let area = Area { left: segment.left, width: segment.width, ..bar };
            level_edge(painter, area, segment.level)?;
            // A white seam, where both neighbours are wide enough to spare it.
            if before > 0.0 && shift == 0.0 && segment.width > 3.0 {
                painter.rect(Area { left: segment.left - 0.4, width: 0.8, ..bar }, Rgb::WHITE)?;
            }
            before += count;
        }
        row.segments.iter().try_for_each(|segment| draw_count(painter, segment, row.bar))
    }
}

fn draw_count<DB: DrawingBackend>(painter: &Painter<DB>, segment: &Segment, bar: f64) -> Drawn {
    let colours = level_colours(segment.level);
    let middle = bar + THICK / 2.0;
    let baseline = middle + COUNT.cap() / 2.0;
    let centre = segment.left + segment.width / 2.0;
    match segment.place {
        Place::Inside => {
            painter.text((centre, baseline), &segment.words, COUNT.on(colours.ink), Anchor::Middle)
        }
        Place::InsideWithSymbol => {
            let x = segment.left + 2.5 + SYMBOL;
            painter.marks(&symbol_in(segment.level, (x, middle), SYMBOL, colours.ink, colours.fill))?;
            let words = (x + SYMBOL + AFTER_SYMBOL, baseline);
            painter.text(words, &segment.words, COUNT.on(colours.ink), Anchor::Start)
        }
        Place::Above(x) => {
            let baseline = bar - 2.5;
            let symbol = (x + SYMBOL_ABOVE, baseline - COUNT.cap() / 2.0);
            painter.marks(&level_symbol(segment.level, symbol.0, symbol.1, SYMBOL_ABOVE))?;
            let words = (x + 2.0 * SYMBOL_ABOVE + AFTER_SYMBOL, baseline);
            painter.text(words, &segment.words, COUNT, Anchor::Start)
        }
    }
}
