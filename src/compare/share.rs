//! Shares that never lose their n, and counts of levels.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::Cell;
use crate::code::Level;

/// So many of so many. The denominator holds no unknowns, and is never zero: no data is no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Share {
    /// Plans that address the theme.
    pub hit: u32,
    /// Plans whose level is known.
    pub of: NonZeroU32,
}

impl Share {
    /// A share; `None` where nothing is known.
    #[must_use]
    pub fn new(hit: u32, of: u32) -> Option<Self> {
        NonZeroU32::new(of).map(|of| Self { hit: hit.min(of.get()), of })
    }

    /// The share in per cent, 0 to 100.
    #[must_use]
    pub fn percent(self) -> f64 {
        f64::from(self.hit) * 100.0 / f64::from(self.of.get())
    }
}

/// How many plans have each level for one theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Counts {
    /// Commitments.
    pub commitment: u32,
    /// Said to be addressed, mention or commitment not known.
    pub addressed: u32,
    /// Mentions.
    pub mention: u32,
    /// Read, and the theme is not there.
    pub none: u32,
    /// Not known; in no denominator.
    pub unknown: u32,
}

impl Counts {
    /// Counts levels.
    #[must_use]
    pub fn of(levels: impl IntoIterator<Item = Level>) -> Self {
        let mut counts = Self::default();
        for level in levels {
            *counts.at(level) += 1;
        }
        counts
    }

    fn at(&mut self, level: Level) -> &mut u32 {
        match level {
            Level::Commitment => &mut self.commitment,
            Level::Addressed => &mut self.addressed,
            Level::Mention => &mut self.mention,
            Level::None => &mut self.none,
            Level::Unknown => &mut self.unknown,
        }
    }

    /// Plans with this level.
    #[must_use]
    pub fn get(mut self, level: Level) -> u32 {
        *self.at(level)
    }

    /// Plans that address the theme, of those whose level is known.
    #[must_use]
    pub fn share(self) -> Option<Share> {
        let hit = self.commitment + self.addressed + self.mention;
        Share::new(hit, hit + self.none)
    }

    /// All plans, unknown ones too.
    #[must_use]
    pub fn total(self) -> u32 {
        self.commitment + self.addressed + self.mention + self.none + self.unknown
    }
}

/// How a headline figure would read by a stricter and by a wider rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Sensitivity {
    /// Commitments alone count. A plan that a yes/no sheet calls addressed is in no denominator: it may be either.
    pub strict: Option<Share>,
    /// As the reports count.
    pub default: Option<Share>,
    /// Words count, too, that are not enough by themselves; only where nothing else is found in the texts given.
    pub wide: Option<Share>,
}

impl Sensitivity {
    /// Counts the cells of one theme.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let (mut strict, mut default, mut wide) = ((0, 0), (0, 0), (0, 0));
        for cell in cells {
            let Some(addresses) = cell.level.addresses() else { continue };
            default = (default.0 + u32::from(addresses), default.1 + 1);
            wide = (wide.0 + u32::from(addresses || cell.wide), wide.1 + 1);
            if cell.level != Level::Addressed {
                strict = (strict.0 + u32::from(cell.level == Level::Commitment), strict.1 + 1);
            }
        }
        let share = |(hit, of)| Share::new(hit, of);
        Self { strict: share(strict), default: share(default), wide: share(wide) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(level: Level, wide: bool) -> Cell {
        Cell {
            level,
            basis: crate::code::Basis::Silent,
            section: String::new(),
            page: String::new(),
            evidence: String::new(),
            matched: Vec::new(),
            rule: String::new(),
            place: crate::diagnostic::Place::file("a.csv"),
            note: crate::code::Remarks::default(),
            machine: Option::None,
            wide,
        }
    }

    #[test]
    fn readings_differ_in_what_counts_and_never_count_unknowns() {
        use Level::{Addressed, Commitment, Mention, None, Unknown};
        let levels = [
            (Commitment, false),
            (Mention, false),
            (Addressed, false),
            (None, true),
            (None, false),
            (Unknown, false),
        ];
        let cells: Vec<Cell> = levels.map(|(level, wide)| cell(level, wide)).into();
        let by = Sensitivity::of(cells.iter());
        assert_eq!(by.strict, Share::new(1, 4));
        assert_eq!(by.default, Share::new(3, 5));
        assert_eq!(by.wide, Share::new(4, 5));
        assert_eq!(Sensitivity::of([cell(Unknown, true)].iter()), Sensitivity::default());
    }

    #[test]
    fn unknown_is_in_no_denominator() {
        use Level::{Addressed, Commitment, Mention, None, Unknown};
        let counts = Counts::of([Commitment, Mention, Addressed, None, Unknown, Unknown]);
        assert_eq!(counts.share(), Share::new(3, 4));
        assert_eq!(counts.total(), 6);
        assert_eq!(Counts::of([Unknown]).share(), Option::None);
    }
}
