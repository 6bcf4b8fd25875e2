//! What the read stage may ask of this one: is that text a country, a period?

use super::{Gazetteer, Match, period};
use crate::read::Names;

impl Names for Gazetteer {
    fn is_country(&self, text: &str) -> bool {
        !matches!(self.look_up(text, false).matched, Match::Unknown { .. })
    }

    fn is_period(&self, text: &str) -> bool {
        period::parse(text).is_ok_and(|written| written.period.is_dated())
    }
}
