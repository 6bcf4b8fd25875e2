//! Codes from columns of which each stands for one level.

use std::sync::Arc;

use super::super::Meaning;
use super::super::columns::Column;
use super::super::fill::Fill;
use super::super::grid::Row;
use super::super::layout::{Mark, denies, mark};
use super::{Field, Reader};
use crate::diagnostic::{Located, Spot};

impl Reader<'_> {
    /// The code of a row by a mark under one of several levels, and the header that says what the mark means. Of several
    /// marks each says something; what is no mark is a code of its own; and a no to all is a no.
    pub(super) fn answer(
        &self,
        row: &Row,
        says: &Column,
        edition: Option<&str>,
        fill: &Fill<'_>,
    ) -> Vec<Field> {
        if !self.answered {
            return Vec::new();
        }
        let mut code: Option<Located<Arc<str>>> = None;
        let mut denied: Option<Located<Arc<str>>> = None;
        // What the marks mean, and where the first of them is explained.
        let mut means: Vec<&str> = Vec::new();
        let mut explained: Option<Spot> = None;
        let (mut open, mut remark) = (false, false);
        let columns = self.layout.columns.iter().filter(|headed| {
            headed.used && headed.says.as_ref() == Some(says) && headed.edition() == edition
        });
        for headed in columns {
            let Some((answer, spot)) = &headed.answer else { continue };
            let Some((text, at)) = self.text(row, headed, fill) else {
                open = true;
                continue;
            };
            let located = || Located::new(Arc::clone(text), self.place(at));
            match mark(text, answer) {
                Mark::Set => {
                    means.push(answer);
                    explained.get_or_insert(*spot);
                    code.get_or_insert_with(located);
                }
                Mark::Other => {
                    means.push(text);
                    remark = true;
                    code.get_or_insert_with(located);
                    // Beside another it is one of several, which its cell alone does not show.
                    if means.len() > 1 {
                        explained.get_or_insert(*spot);
                    }
                }
                Mark::Unset => open = true,
                Mark::Denied => {
                    open |= denies(answer);
                    denied.get_or_insert_with(located);
                }
            }
        }
        // "Mention: no, commitment: no" is a no; where one of several is blank, nobody has said so.
        let code = code.or(denied.filter(|_| !open)).map(|code| (Meaning::Level, code));
        // "Mention, commitment" go together; "Yes / see p. 4" is for a person to say.
        let means = means.join(if remark { " / " } else { ", " });
        let means = explained.map(|spot| (Meaning::LevelByKey, self.whole(&means.into(), spot)));
        code.into_iter().chain(means).collect()
    }
}
