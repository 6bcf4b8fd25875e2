//! What a column is.

use std::sync::Arc;

use super::super::Meaning;
use super::name_of;

/// How a mapping file writes that a column is not used.
pub(in crate::read) const NOT_USED: &str = "not used";

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum Column {
    /// Texts of one meaning.
    Field(Meaning),
    /// Codes of one theme, by its id.
    Theme(Arc<str>),
    /// Texts about one theme, beside its codes or instead of them: `AI quote`, `Page (privacy)`.
    Detail(Arc<str>, Meaning),
    /// Known, and deliberately not used: who adopted the plan, who coded it, when.
    NotUsed,
}

impl Column {
    /// As a mapping file writes it: `country`, `theme:ict@2014`, `level=mention` where a mark means that level.
    pub(in crate::read) fn written(&self, answer: Option<&str>, edition: Option<&str>) -> String {
        let mut what = match self {
            Self::NotUsed => NOT_USED.to_owned(),
            Self::Field(meaning) => name_of(*meaning).to_owned(),
            Self::Theme(theme) => format!("theme:{theme}"),
            Self::Detail(theme, meaning) => format!("{}:{theme}", name_of(*meaning)),
        };
        for (sign, more) in [('=', answer), ('@', edition)] {
            if let Some(more) = more {
                what.push(sign);
                what.push_str(more);
            }
        }
        what
    }
}
