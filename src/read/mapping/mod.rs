//! The mapping file: what a person says that the sheets of a workbook hold, where the tool does not see it itself.
//!
//! ```text
//! NAME.mapping.toml -> parse.rs -> Mapping -> apply.rs (+ the sheet's cells) -> Layout and Key
//! what was understood -> write.rs -> NAME.mapping.toml
//! ```
//!
//! A mapping that is wrong is told at its line and its sheet is not used: nobody who wrote one wants a guess instead.

mod apply;
mod find;
mod parse;
#[cfg(test)]
mod tests;
mod write;

use std::sync::Arc;

pub(super) use self::apply::Said;
pub(super) use self::find::{ENDING, Given, candidates, namesakes, of_input, path_for};
pub(super) use self::write::draft;
use super::columns::Column;
use crate::diagnostic::{Diagnostics, Kind, Place};

/// A value of the file with the line that it stands in, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    /// What it says.
    pub value: T,
    /// Where.
    pub line: u32,
}

/// A mapping file as read: everything in it has a form that can be, whether the sheets have it is asked later.
#[derive(Debug, Clone, Default)]
pub(super) struct Mapping {
    /// The file's name, for places.
    pub name: String,
    /// The tables that it describes, in its order.
    pub tables: Vec<TableMap>,
    /// Sheets that are not to be used.
    pub not_used: Vec<NotUsed>,
    /// The first line that makes the whole file unusable: it cannot be known which sheet is meant.
    pub broken: Option<u32>,
}

/// A sheet that is not to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotUsed {
    /// The input, where the mapping is about several.
    pub file: Option<At<String>>,
    /// The sheet's name.
    pub sheet: At<String>,
    /// Why, in the words of who wrote it; may be empty.
    pub reason: String,
}

/// A table as the file describes it. Numbers of rows and columns are from 0.
#[derive(Debug, Clone)]
pub(super) struct TableMap {
    /// The input, where the mapping is about several.
    pub file: Option<At<String>>,
    /// The sheet's name; `None` for the one table of a text file.
    pub sheet: Option<At<String>>,
    /// The line of `[[table]]`.
    pub line: u32,
    /// Something about it is wrong and has been told: its sheet is not used.
    pub wrong: bool,
    /// Countries stand across: what follows counts columns where it says rows, and rows where it says columns.
    pub across: bool,
    /// The header's first row.
    pub header: At<u32>,
    /// Rows of the header.
    pub header_rows: u32,
    /// First row of data; below the header where it is not given.
    pub first: Option<At<u32>>,
    /// Last row of data; the sheet's last where it is not given.
    pub last: Option<At<u32>>,
    /// The theme that the whole table is about.
    pub theme: Option<At<Arc<str>>>,
    /// The country that the whole table is about, as written.
    pub country: Option<At<Arc<str>>>,
    /// The period that the whole table is about, as written.
    pub period: Option<At<Arc<str>>>,
    /// Whether hidden rows are used; `None` where the file does not say.
    pub hidden_rows: Option<bool>,
    /// What the columns are, by index.
    pub columns: Vec<ColumnMap>,
    /// What codes mean: code and words.
    pub values: Vec<(At<String>, String)>,
}

/// A column as the file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ColumnMap {
    /// From 0.
    pub index: u32,
    /// The line.
    pub line: u32,
    /// What it is; `None` for "not used".
    pub says: Option<Column>,
    /// The level that a mark in it means, as written; `None` where its cells hold codes.
    pub answer: Option<Arc<str>>,
    /// The edition that its codes are about, as written.
    pub edition: Option<Arc<str>>,
}

impl ColumnMap {
    /// What it is, as the file writes it.
    fn written(&self, says: &Column) -> String {
        says.written(self.answer.as_deref(), self.edition.as_deref())
    }
}

impl TableMap {
    /// The word for what the header's lines are called in the file.
    fn lines(&self) -> &'static str {
        if self.across { "column" } else { "row" }
    }
}

impl Mapping {
    /// Whether it describes nothing.
    fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.not_used.is_empty()
    }

    /// Keeps what is about one file.
    fn keep(&mut self, wanted: impl Fn(Option<&str>) -> bool) {
        let name = |file: &Option<At<String>>| wanted(file.as_ref().map(|file| file.value.as_str()));
        self.tables.retain(|table| name(&table.file));
        self.not_used.retain(|sheet| name(&sheet.file));
    }

    /// The file that each part is about, with the line that says so.
    fn files(&self) -> Vec<(Option<&str>, u32)> {
        let tables = self.tables.iter().map(|table| (table.file.as_ref(), table.line));
        let sheets = self.not_used.iter().map(|sheet| (sheet.file.as_ref(), sheet.sheet.line));
        let line = |(file, line): (Option<&At<String>>, u32)| file.map_or(line, |file| file.line);
        let all = tables.chain(sheets);
        all.map(|one| (one.0.map(|file| file.value.as_str()), line(one))).collect()
    }

    /// Tells a fault of the file at its line.
    fn fault(&self, line: u32, message: String, hint: impl Into<String>, problems: &mut Diagnostics) {
        problems.push(Kind::BadMapping, &Place::line(&self.name, line), message, hint);
    }
}

/// The one of the words that a slip of the pen makes of this one.
fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const CLOSE: f64 = 0.7;
    let word = word.to_lowercase();
    let scored = known
        .into_iter()
        .map(|one| (strsim::normalized_damerau_levenshtein(&one.to_lowercase(), &word), one));
    let close = scored.filter(|(score, _)| *score >= CLOSE);
    close.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, one)| one)
}

/// Names as a list in a sentence; a long one is cut, since the file itself has them all.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    let all: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let more = all.len().saturating_sub(MOST);
    let shown = all.into_iter().take(MOST).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}
