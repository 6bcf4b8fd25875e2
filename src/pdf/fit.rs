//! The cheapest way to break a paragraph into lines, whatever stands in them.

/// How wide a fragment of a paragraph is, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Widths {
    /// Of what is never broken.
    pub(super) word: f64,
    /// Of the space behind it, which counts for nothing at the end of a line.
    pub(super) space: f64,
    /// Of the hyphen behind it at the end of a line; 0 where there is none.
    pub(super) hyphen: f64,
}

/// What makes a way of breaking a paragraph worse. What a line is short of its width counts squared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Points.
    width: f64,
    /// Of a line at all.
    line: f64,
    /// Of a hyphen at its end, and of a last line of one word that fills less than a sixth of it. Ragged lines may differ
    /// in length, so a hyphen must save about six ems to be worth its while.
    lapse: f64,
}

impl Cost {
    /// Of each point that a line is too wide.
    const OVERFLOW: f64 = 50_000.0;

    /// In whole numbers, which is what a test's other way of breaking takes. Width of the lines and size of the type in
    /// points.
    pub(super) fn of(width: f64, size: f64) -> Self {
        let saving = 6.0 * size;
        Self { width, line: (width * width / 4.0).floor(), lapse: (saving * saving).floor() }
    }

    /// Of a line of this width.
    fn of_line(self, width: f64) -> f64 {
        let missing = self.width - width;
        self.line + if missing < 0.0 { -missing * Self::OVERFLOW } else { missing * missing }
    }

    /// Of the last line of a paragraph, which may be short, of so many fragments.
    fn of_last_line(self, width: f64, fragments: usize) -> f64 {
        let missing = self.width - width;
        let form = match fragments {
            _ if missing < 0.0 => -missing * Self::OVERFLOW,
            1 if width < self.width / 6.0 => self.lapse,
            _ => 0.0,
        };
        self.line + form
    }

    /// Of a line that ends behind this fragment, on top of the line's own.
    fn of_end(self, last: Widths) -> f64 {
        if last.hyphen > 0.0 { self.lapse } else { 0.0 }
    }
}

/// Most fragments of a line. No page is so wide, but what is without width has no end by itself, and the time must not
/// grow faster than the paragraph.
const MOST_IN_LINE: usize = 1000;

/// Finds where lines end, in room that is kept from one paragraph to the next.
#[derive(Debug, Default)]
pub(super) struct Fit {
    /// Where a line may end, the start of the paragraph first.
    ends: Vec<End>,
    found: Vec<usize>,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy)]
struct End {
    /// Points from the start of the paragraph, were it one line.
    at: f64,
    /// The least cost up to there.
    cost: f64,
    /// Where the last line starts that costs least.
    start: usize,
}

impl Fit {
    /// Where the lines of the cheapest way end: the fragment after the last of each. For each fragment the lines that may
    /// end there are compared, from the shortest on until they are far too wide.
    pub(super) fn optimal(
        &mut self,
        fragments: impl ExactSizeIterator<Item = Widths>,
        cost: Cost,
    ) -> &[usize] {
        let (ends, found, count) = (&mut self.ends, &mut self.found, fragments.len());
        ends.clear();
        found.clear();
        let mut at = 0.0;
        ends.push(End { at, cost: 0.0, start: 0 });
        for last in fragments {
            at += last.word + last.space;
            let to = at - last.space + last.hyphen;
            let lapse = cost.of_end(last);
            let (cost, start) = if ends.len() < count {
                cheapest(ends, to, cost, |width, _| cost.of_line(width) + lapse)
            } else {
                cheapest(ends, to, cost, |width, fragments| cost.of_last_line(width, fragments) + lapse)
            };
            ends.push(End { at, cost, start });
        }
        let mut end = count;
        while end > 0 {
            found.push(end);
            end = ends[end].start;
        }
        found.reverse();
        found
    }
}

/// Of the lines from one of these places to the one behind them, `to` points from the start of the paragraph, the one that
/// makes the paragraph cheapest up to there: that cost, and its start. `of` tells what a line of a width and of so many
/// fragments costs.
fn cheapest(starts: &[End], to: f64, cost: Cost, of: impl Fn(f64, usize) -> f64) -> (f64, usize) {
    let mut least = (f64::INFINITY, starts.len().saturating_sub(1));
    for (start, from) in starts.iter().enumerate().rev().take(MOST_IN_LINE) {
        let width = to - from.at;
        let own = of(width, starts.len() - start);
        let whole = from.cost + own;
        if whole <= least.0 {
            least = (whole, start);
        }
        // Longer ones cost more by their width alone.
        if width > cost.width && own > least.0 {
            break;
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textwrap::core::Fragment;
    use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};

    use super::*;

    impl Fragment for Widths {
        fn width(&self) -> f64 {
            self.word
        }
        fn whitespace_width(&self) -> f64 {
            self.space
        }
        fn penalty_width(&self) -> f64 {
            self.hyphen
        }
    }

    fn optimal(fragments: &[Widths], cost: Cost) -> Vec<usize> {
        // What was broken before leaves no trace.
        let mut fit = Fit::default();
        fit.optimal(fragments.iter().rev().copied(), cost);
        fit.optimal(fragments.iter().copied(), cost).to_vec()
    }

    /// The cost of a way to break a paragraph.
    fn whole(fragments: &[Widths], ends: &[usize], cost: Cost) -> f64 {
        let mut start = 0;
        let lines = ends.iter().map(|&end| {
            let (line, last) = (&fragments[start..end], fragments[end - 1]);
            start = end;
            let width = line.iter().map(|f| f.word + f.space).sum::<f64>() - last.space + last.hyphen;
            let ends_all = end == fragments.len();
            let own = if ends_all { cost.of_last_line(width, line.len()) } else { cost.of_line(width) };
            own + cost.of_end(last)
        });
        lines.sum()
    }

    proptest! {
        /// textwrap looks for the same, by a method that is right for costs of another kind, and nearly always for these.
        #[test]
        fn no_way_is_cheaper_than_the_one_found(
            words in proptest::collection::vec((1.0..90.0_f64, 0..4_u8), 2..80),
            (width, size) in (100.0..480.0_f64, 7.0..12.0_f64),
        ) {
            let fragment = |(width, kind): (f64, u8)| {
                let (space, hyphen) = if kind == 0 { (0.0, 3.1) } else { (2.6, 0.0) };
                Widths { word: width, space, hyphen }
            };
            let fragments: Vec<Widths> = words.into_iter().map(fragment).collect();
            let cost = Cost::of(width, size);
            let found = optimal(&fragments, cost);
            prop_assert!(found.is_sorted() && found.last() == Some(&fragments.len()));
            let penalties = Penalties {
                nline_penalty: cost.line as usize,
                overflow_penalty: Cost::OVERFLOW as usize,
                short_last_line_fraction: 6,
                short_last_line_penalty: cost.lapse as usize,
                hyphen_penalty: cost.lapse as usize,
            };
            let mut end = 0;
            let theirs: Vec<usize> = wrap_optimal_fit(&fragments, &[width], &penalties).unwrap().into_iter()
                .map(|line| { end += line.len(); end })
                .collect();
            let (own, other) = (whole(&fragments, &found, cost), whole(&fragments, &theirs, cost));
            prop_assert!(own <= other * (1.0 + 1e-9), "{own} {found:?}, {other} {theirs:?}");
        }
    }

    #[test]
    fn fragments_without_width_do_not_make_an_endless_line() {
        let fragments = vec![Widths { word: 0.0, space: 0.0, hyphen: 0.0 }; 3 * MOST_IN_LINE + 1];
        let ends = optimal(&fragments, Cost::of(480.0, 10.0));
        let starts = std::iter::once(&0).chain(&ends);
        assert!(starts.zip(&ends).all(|(start, end)| start < end && end - start <= MOST_IN_LINE), "{ends:?}");
        assert_eq!(ends.last(), Some(&fragments.len()));
    }
}
