//! How far two coders agree: percent agreement, Cohen's kappa, weighted kappa, Krippendorff's alpha, with intervals.
//!
//! Categories are numbers from 0, in their order. Nothing here knows what they mean, or who the coders are.

use std::collections::BTreeMap;

/// One thing that both coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The first coder's category.
    pub a: usize,
    /// The second one's.
    pub b: usize,
    /// What it belongs to, such as an edition: the intervals draw whole groups, since codes of one plan are alike.
    pub group: usize,
}

/// What is told of the agreement on a set of pairs. A statistic that is not defined is `None`: kappa where both use
/// one category alone, anything where there is no pair.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Agreement {
    /// Pairs.
    pub n: usize,
    /// Share of pairs with the same code, 0 to 1.
    pub percent: Measured,
    /// Cohen's kappa: every difference counts alike.
    pub kappa: Measured,
    /// Cohen's kappa with linear weights: a difference of two steps counts twice one of one.
    pub weighted_kappa: Measured,
    /// Krippendorff's alpha for ordered categories.
    pub alpha_ordinal: Measured,
    /// Krippendorff's alpha for categories without order.
    pub alpha_nominal: Measured,
}

/// A statistic with its 95 % interval, from draws of groups with replacement.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measured {
    /// The value; `None` where it is not defined.
    pub value: Option<f64>,
    /// The 2.5th and the 97.5th percentile of the draws; `None` where fewer than two groups were coded.
    pub interval: Option<(f64, f64)>,
}

/// How many times the groups are drawn for an interval.
pub const DRAWS: usize = 2_000;
/// Where the draws begin, so that the same codes give the same interval.
pub const SEED: u64 = 20_260_131;

/// Measures the agreement of pairs over `categories` ordered categories.
#[must_use]
pub fn agreement(pairs: &[Pair], categories: usize) -> Agreement {
    let values = |table: &Table| {
        [
            table.percent(),
            table.kappa(|a, b| f64::from(u8::from(a != b))),
            table.kappa(|a, b| a.abs_diff(b) as f64),
            alpha_of(&table.together(), Metric::Ordinal),
            alpha_of(&table.together(), Metric::Nominal),
        ]
    };
    let whole = values(&Table::new(pairs, categories));
    let drawn = draws(pairs, categories, values);
    let measured = |at: usize| Measured {
        value: whole.get(at).copied().flatten(),
        interval: drawn.get(at).and_then(|values| interval(values)),
    };
    Agreement {
        n: pairs.len(),
        percent: measured(0),
        kappa: measured(1),
        weighted_kappa: measured(2),
        alpha_ordinal: measured(3),
        alpha_nominal: measured(4),
    }
}

/// Counts of the first coder's categories, a row each, against the second one's.
#[derive(Debug, Clone)]
struct Table {
    counts: Vec<Vec<f64>>,
    n: f64,
}

impl Table {
    fn new(pairs: &[Pair], categories: usize) -> Self {
        let mut table = Self { counts: vec![vec![0.0; categories]; categories], n: 0.0 };
        pairs.iter().for_each(|pair| table.add(pair));
        table
    }

    fn add(&mut self, pair: &Pair) {
        if let Some(count) = self.counts.get_mut(pair.a).and_then(|row| row.get_mut(pair.b)) {
            *count += 1.0;
            self.n += 1.0;
        }
    }

    fn add_all(&mut self, other: &Self) {
        for (row, more) in self.counts.iter_mut().zip(&other.counts) {
            row.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        }
        self.n += other.n;
    }

    /// How often two categories were given to one thing, by either coder.
    fn together(&self) -> Vec<Vec<f64>> {
        let turned = |a: usize, b: usize| self.counts.get(b).and_then(|row| row.get(a)).unwrap_or(&0.0);
        let row = |(a, row): (usize, &Vec<f64>)| {
            row.iter().enumerate().map(|(b, count)| count + turned(a, b)).collect()
        };
        self.counts.iter().enumerate().map(row).collect()
    }

    fn percent(&self) -> Option<f64> {
        let same: f64 = self.counts.iter().enumerate().filter_map(|(at, row)| row.get(at)).sum();
        (self.n > 0.0).then(|| same / self.n)
    }

    /// Cohen's kappa with weights of disagreement (Cohen 1960, 1968): one less the disagreement that is seen over
    /// that expected by chance. Not defined where chance gives none.
    fn kappa(&self, weight: impl Fn(usize, usize) -> f64) -> Option<f64> {
        let row: Vec<f64> = self.counts.iter().map(|row| row.iter().sum()).collect();
        let column: Vec<f64> =
            (0..row.len()).map(|at| self.counts.iter().filter_map(|row| row.get(at)).sum()).collect();
        let (mut seen, mut expected) = (0.0, 0.0);
        for (a, counts) in self.counts.iter().enumerate() {
            for (b, count) in counts.iter().enumerate() {
                seen += weight(a, b) * count;
                expected += weight(a, b) * row.get(a)? * column.get(b)? / self.n;
            }
        }
        (self.n > 0.0 && expected > 0.0).then(|| 1.0 - seen / expected)
    }
}

/// How far apart two categories are for Krippendorff's alpha.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Any difference counts alike.
    Nominal,
    /// By how many codes lie between.
    Ordinal,
}

/// Krippendorff's alpha (Krippendorff 2011) over units, each with the categories that its coders gave; a unit with
/// fewer than two says nothing. Not defined where there is nothing to differ.
#[must_use]
pub fn alpha(units: &[Vec<usize>], categories: usize, metric: Metric) -> Option<f64> {
    let mut together = vec![vec![0.0; categories]; categories];
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let share = 1.0 / (unit.len() - 1) as f64;
        for (i, first) in unit.iter().enumerate() {
            for (j, second) in unit.iter().enumerate() {
                if i != j
                    && let Some(count) = together.get_mut(*first).and_then(|row| row.get_mut(*second))
                {
                    *count += share;
                }
            }
        }
    }
    alpha_of(&together, metric)
}

/// Krippendorff's alpha by how often two categories were given to one unit.
fn alpha_of(together: &[Vec<f64>], metric: Metric) -> Option<f64> {
    let categories = together.len();
    let totals: Vec<f64> = together.iter().map(|row| row.iter().sum()).collect();
    let n: f64 = totals.iter().sum();
    let distance = |low: usize, high: usize| match metric {
        Metric::Nominal => 1.0,
        Metric::Ordinal => {
            let between: f64 = totals.iter().skip(low).take(high - low + 1).sum();
            let ends = totals.get(low).zip(totals.get(high)).map_or(0.0, |(low, high)| low + high);
            (between - ends / 2.0).powi(2)
        }
    };
    let (mut seen, mut expected) = (0.0, 0.0);
    for low in 0..categories {
        for high in low + 1..categories {
            let far = distance(low, high);
            seen += together.get(low).and_then(|row| row.get(high))? * far;
            expected += totals.get(low)? * totals.get(high)? * far;
        }
    }
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * seen / expected)
}

/// The statistics of every draw, a list each; draws in which one is not defined are left out of its list.
fn draws<const N: usize>(
    pairs: &[Pair],
    categories: usize,
    values: impl Fn(&Table) -> [Option<f64>; N],
) -> [Vec<f64>; N] {
    // All statistics are of the counts alone, and those of a draw are the sums of its groups'.
    let mut groups: BTreeMap<usize, Table> = BTreeMap::new();
    for pair in pairs {
        groups.entry(pair.group).or_insert_with(|| Table::new(&[], categories)).add(pair);
    }
    let members: Vec<Table> = groups.into_values().collect();
    let mut drawn = std::array::from_fn(|_| Vec::new());
    if members.len() < 2 {
        return drawn;
    }
    let mut random = SEED;
    for _ in 0..DRAWS {
        let mut sample = Table::new(&[], categories);
        for _ in 0..members.len() {
            let at = usize::try_from(next(&mut random) % members.len() as u64).unwrap_or(0);
            if let Some(group) = members.get(at) {
                sample.add_all(group);
            }
        }
        for (list, value) in drawn.iter_mut().zip(values(&sample)) {
            list.extend(value);
        }
    }
    drawn
}

/// The next of a run of numbers without a pattern (xorshift64*); enough for drawing groups.
fn next(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
}

fn interval(values: &[f64]) -> Option<(f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (share * (sorted.len().checked_sub(1)? as f64)).round();
        sorted.get(place as usize).copied()
    };
    at(0.025).zip(at(0.975))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(table: &[&[usize]]) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (a, row) in table.iter().enumerate() {
            for (b, count) in row.iter().enumerate() {
                for _ in 0..*count {
                    pairs.push(Pair { a, b, group: pairs.len() });
                }
            }
        }
        pairs
    }

    fn near(value: Option<f64>, expected: f64) -> bool {
        value.is_some_and(|value| (value - expected).abs() < 0.0006)
    }

    /// J. Cohen, "A coefficient of agreement for nominal scales" (1960): two judges, 200 patients, three diagnoses.
    /// The weights are those of his "Weighted kappa" (1968), for the same table.
    #[test]
    fn cohen_s_examples() {
        let table = Table::new(&pairs(&[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]]), 3);
        assert!(near(table.percent(), 0.700));
        assert!(near(table.kappa(|a, b| f64::from(u8::from(a != b))), 0.492));
        let weights = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
        assert!(near(table.kappa(|a, b| weights[a][b]), 0.348));
    }

    /// K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units, five
    /// categories, codes missing; and two observers, ten units, two categories.
    #[test]
    fn krippendorff_s_examples() {
        let rows: [&str; 4] = [
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ];
        let units: Vec<Vec<usize>> = (0..12)
            .map(|unit| {
                rows.iter()
                    .filter_map(|row| row.split(' ').nth(unit)?.parse::<usize>().ok())
                    .map(|c| c - 1)
                    .collect()
            })
            .collect();
        assert!(near(alpha(&units, 5, Metric::Nominal), 0.743));
        assert!(near(alpha(&units, 5, Metric::Ordinal), 0.815));
        let (a, b) = ("0100000010", "1110010000");
        let code = |sign: char| usize::from(sign == '1');
        let units: Vec<Vec<usize>> = a.chars().zip(b.chars()).map(|(a, b)| vec![code(a), code(b)]).collect();
        assert!(near(alpha(&units, 2, Metric::Nominal), 0.095));
    }

    #[test]
    fn what_is_not_defined_is_no_number() {
        let none = agreement(&[], 3);
        assert_eq!((none.n, none.percent.value, none.kappa.value), (0, None, None));
        let one = agreement(&pairs(&[&[5, 0], &[0, 0]]), 2);
        assert_eq!(one.percent.value, Some(1.0));
        assert_eq!((one.kappa.value, one.alpha_ordinal.value), (None, None));
        let alone = agreement(&[Pair { a: 0, b: 1, group: 0 }], 2);
        assert_eq!(alone.percent.interval, None);
    }

    #[test]
    fn intervals_hold_the_value_and_are_the_same_each_time() {
        let pairs = pairs(&[&[20, 3, 1], &[4, 15, 2], &[0, 5, 10]]);
        let (first, again) = (agreement(&pairs, 3), agreement(&pairs, 3));
        assert_eq!(first, again);
        let (low, high) = first.weighted_kappa.interval.unwrap();
        let value = first.weighted_kappa.value.unwrap();
        assert!(low < value && value < high && high - low < 0.4, "{low} {value} {high}");
        // All in one group: nothing is known of how it would be in another.
        let one: Vec<Pair> = pairs.iter().map(|pair| Pair { group: 7, ..*pair }).collect();
        assert_eq!(agreement(&one, 3).kappa.interval, None);
    }

    proptest! {
        #[test]
        fn statistics_are_bounded_symmetric_and_one_for_the_same_codes(
            codes in prop::collection::vec((0_usize..3, 0_usize..3, 0_usize..4), 1..40),
        ) {
            let pairs: Vec<Pair> = codes.iter().map(|&(a, b, group)| Pair { a, b, group }).collect();
            let turned: Vec<Pair> = pairs.iter().map(|p| Pair { a: p.b, b: p.a, group: p.group }).collect();
            let (one, other) = (Table::new(&pairs, 3), Table::new(&turned, 3));
            let weight = |a: usize, b: usize| a.abs_diff(b) as f64;
            let close = |x: Option<f64>, y: Option<f64>| match (x, y) {
                (Some(x), Some(y)) => (x - y).abs() < 1e-9,
                (x, y) => x == y,
            };
            prop_assert!(close(one.kappa(weight), other.kappa(weight)));
            prop_assert!(one.kappa(weight).is_none_or(|kappa| kappa <= 1.0 + 1e-9));
            let same: Vec<Pair> = pairs.iter().map(|p| Pair { b: p.a, ..*p }).collect();
            prop_assert!(Table::new(&same, 3).kappa(weight).is_none_or(|kappa| (kappa - 1.0).abs() < 1e-9));
            // By the counts of two coders it is the same as unit by unit.
            let units = |pairs: &[Pair]| -> Vec<Vec<usize>> { pairs.iter().map(|pair| vec![pair.a, pair.b]).collect() };
            for metric in [Metric::Ordinal, Metric::Nominal] {
                prop_assert_eq!(alpha_of(&one.together(), metric), alpha(&units(&pairs), 3, metric));
            }
            prop_assert!(alpha(&units(&same), 3, Metric::Ordinal).is_none_or(|a| (a - 1.0).abs() < 1e-9));
            prop_assert!(close(alpha(&units(&pairs), 3, Metric::Ordinal), alpha(&units(&turned), 3, Metric::Ordinal)));
        }
    }
}
