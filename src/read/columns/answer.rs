//! Headers of columns of which each stands for one level.

use std::sync::Arc;

use super::super::clean::words;
use super::Vocabulary;

/// A longer header is a question.
const LONGEST: usize = 60;

impl Vocabulary {
    /// Whether a header is a level and nothing else: `Commitment`, `Sí`, `Mentioned?`.
    pub(in crate::read) fn is_answer(&self, header: &str) -> bool {
        header.len() <= LONGEST && self.is_level_word(&words(header))
    }

    /// A theme and a level in one header, in either order: `ICT - mention`. The level as written.
    pub(in crate::read) fn theme_and_level<'h>(&self, header: &'h str) -> Option<(Arc<str>, &'h str)> {
        let bare = |text: &'h str| text.trim_matches(|c: char| !c.is_alphanumeric());
        let header = if header.len() <= LONGEST { header.trim() } else { "" };
        let cuts = header.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
        let parts = cuts.filter_map(|at| header.split_at_checked(at)).flat_map(|(a, b)| [(a, b), (b, a)]);
        let mut levels =
            parts.map(|(theme, level)| (bare(theme), bare(level))).filter(|(_, level)| self.is_answer(level));
        levels.find_map(|(theme, level)| Some((self.theme(theme)?, level)))
    }
}
