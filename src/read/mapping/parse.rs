//! The text of a mapping file to a [`Mapping`]: every key and value is checked, and told at its line.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::Meaning;
use super::super::columns::{Column, NOT_USED, Vocabulary, line, meaning_named, names_of_meanings};
use super::{At, ColumnMap, Mapping, NotUsed, TableMap, listed, near};
use crate::diagnostic::{Diagnostics, Kind, Place, column_index};

/// What a column is, the level that a mark in it means, and the edition that it is about.
type Said = (Option<Column>, Option<Arc<str>>, Option<Arc<str>>);

/// Keys of a table that a person may write.
const KEYS: [&str; 18] = [
    "file",
    "sheet",
    "countries",
    "header_row",
    "header_rows",
    "first_row",
    "last_row",
    "header_column",
    "header_columns",
    "first_column",
    "last_column",
    "theme",
    "country",
    "period",
    "hidden_rows",
    "columns",
    "rows",
    "values",
];
/// More header rows than this are no header.
const MOST_HEADER_ROWS: u32 = 5;

/// Reads a mapping file. What is wrong with it is told, and marked in what is returned.
pub(in crate::read) fn parse(
    text: &str,
    name: &str,
    vocabulary: &Vocabulary,
    problems: &mut Diagnostics,
) -> Mapping {
    let mut mapping = Mapping { name: name.to_owned(), ..Mapping::default() };
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut parser = Parser { text, name, vocabulary, problems, wrong: false };
    for why in &errors {
        let span = why.span().unwrap_or_default();
        let message = why.message().lines().next().unwrap_or_default().to_owned();
        parser.bad(&span, message, "`nap-report check --write-mapping` writes a file of the right form");
    }
    if let Some(first) = errors.first() {
        // What can be read of the rest would be told as wrong for want of what cannot.
        mapping.broken = Some(line(text, &first.span().unwrap_or_default()));
        return mapping;
    }
    for (key, value) in root.get_ref() {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("table", DeValue::Array(all)) => {
                let before = std::mem::take(&mut parser.wrong);
                mapping.tables.extend(all.iter().map(|one| parser.table(one)));
                parser.wrong = before;
            }
            ("not_used", DeValue::Array(all)) => {
                mapping.not_used.extend(all.iter().filter_map(|one| parser.not_used(one)));
            }
            (word @ ("table" | "not_used"), _) => {
                let hint = format!("write `[[{word}]]`, with two brackets");
                parser.bad(&key.span(), format!("`{word}` is a list"), hint);
            }
            (word, _) => parser.unknown(word, &key.span(), &["table", "not_used"]),
        }
    }
    if mapping.tables.is_empty() && mapping.not_used.is_empty() && !parser.wrong {
        parser.bad(&(0..0), "the mapping file describes no table".to_owned(), "begin one with `[[table]]`");
    }
    if parser.wrong {
        // Which sheet was meant cannot be known, so that none is used.
        mapping.broken = Some(1);
    }
    mapping
}

struct Parser<'a> {
    text: &'a str,
    name: &'a str,
    vocabulary: &'a Vocabulary,
    problems: &'a mut Diagnostics,
    /// Whether anything was wrong since this was last put to `false`.
    wrong: bool,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Parser<'_> {
    fn line(&self, span: &Range<usize>) -> u32 {
        line(self.text, span)
    }

    fn bad(&mut self, span: &Range<usize>, message: String, hint: impl Into<String>) {
        self.wrong = true;
        let place = Place::line(self.name, self.line(span));
        self.problems.push(Kind::BadMapping, &place, message, hint);
    }

    fn unknown(&mut self, word: &str, span: &Range<usize>, known: &[&str]) {
        let hint = match near(word, known.iter().copied()) {
            Some(one) => format!("did you mean `{one}`?"),
            None => format!("use one of {}", listed(known.iter().copied())),
        };
        self.bad(span, format!("`{word}` is no key of a mapping file"), hint);
    }

    /// A sheet that is not to be used.
    fn not_used(&mut self, value: &Value<'_>) -> Option<NotUsed> {
        let DeValue::Table(keys) = value.get_ref() else {
            self.bad(&value.span(), "`not_used` is a list of tables".to_owned(), "write `[[not_used]]`");
            return None;
        };
        let (mut file, mut sheet, mut reason) = (None, None, String::new());
        for (key, value) in keys {
            match key.get_ref().as_ref() {
                "file" => file = self.text(key, value),
                "sheet" => sheet = self.text(key, value),
                "reason" => reason = self.text(key, value).map(|text| text.value).unwrap_or_default(),
                word => self.unknown(word, &key.span(), &["file", "sheet", "reason"]),
            }
        }
        if sheet.is_none() && !keys.contains_key("sheet") {
            self.bad(&value.span(), "no sheet is named".to_owned(), "add `sheet = \"NAME\"`");
        }
        Some(NotUsed { file, sheet: sheet?, reason })
    }

    fn table(&mut self, value: &Value<'_>) -> TableMap {
        self.wrong = false;
        let mut table = TableMap {
            file: None,
            sheet: None,
            line: self.line(&value.span()),
            wrong: false,
            across: false,
            header: At { value: 0, line: self.line(&value.span()) },
            header_rows: 1,
            first: None,
            last: None,
            theme: None,
            country: None,
            period: None,
            hidden_rows: None,
            columns: Vec::new(),
            values: Vec::new(),
        };
        let DeValue::Table(keys) = value.get_ref() else {
            self.bad(&value.span(), "`table` is a list of tables".to_owned(), "write `[[table]]`");
            table.wrong = true;
            return table;
        };
        if let Some((key, value)) = keys.iter().find(|(key, _)| key.get_ref() == "countries") {
            table.across = self.choice(key, value, "down", "across").unwrap_or(false);
        }
        let across = table.across;
        let mut header = None;
        for (key, value) in keys {
            let word = key.get_ref().as_ref();
            match word {
                "countries" => {}
                "file" => table.file = self.text(key, value),
                "sheet" => table.sheet = self.text(key, value),
                "header_row" | "header_column" if self.fits(key, across) => {
                    header = Some(self.position(key, value, across));
                }
                "header_rows" | "header_columns" if self.fits(key, across) => {
                    table.header_rows = self.count(key, value).unwrap_or(1);
                }
                "first_row" | "first_column" if self.fits(key, across) => {
                    table.first = self.position(key, value, across);
                }
                "last_row" | "last_column" if self.fits(key, across) => {
                    table.last = self.position(key, value, across);
                }
                "theme" => table.theme = self.theme_of_table(key, value),
                "country" => table.country = self.words(key, value),
                "period" => table.period = self.words(key, value),
                "hidden_rows" => table.hidden_rows = self.choice(key, value, "skip", "use"),
                "columns" | "rows" if self.fits(key, across) => table.columns = self.columns(value, across),
                "values" => table.values = self.values(value),
                word if KEYS.contains(&word) => {}
                word => self.unknown(word, &key.span(), &KEYS),
            }
        }
        match header {
            Some(found) => table.header = found.unwrap_or(table.header),
            None => {
                let key = if across { "header_column = \"A\"" } else { "header_row = 1" };
                let what = if across { "column" } else { "row" };
                let hint = format!("add `{key}`, with the {what} as the spreadsheet shows it");
                self.bad(&value.span(), format!("the table says no header {what}"), hint);
            }
        }
        self.order(&table);
        if table.columns.iter().all(|column| column.says.is_none()) {
            let key = if across { "[table.rows]" } else { "[table.columns]" };
            let hint = format!("add `{key}`, and what each is, below the other lines of the table");
            self.bad(&value.span(), "the table says of no column what it is".to_owned(), hint);
        }
        table.wrong = self.wrong;
        table
    }

    /// Data comes after the header, and its end after its start.
    fn order(&mut self, table: &TableMap) {
        let what = table.lines();
        let end = table.header.value + table.header_rows;
        let mut told = Vec::new();
        if let Some(first) = table.first.as_ref().filter(|first| first.value < end) {
            told.push((first.line, format!("the first {what} of data is not after the header")));
        }
        let first = table.first.as_ref().map_or(end, |first| first.value);
        if let Some(last) = table.last.as_ref().filter(|last| last.value < first) {
            told.push((last.line, format!("the last {what} of data is before the first")));
        }
        for (line, message) in told {
            self.wrong = true;
            let hint = format!("count {what}s as the spreadsheet shows them");
            self.problems.push(Kind::BadMapping, &Place::line(self.name, line), message, hint);
        }
    }

    /// Whether a key about rows or columns is meant for a table of this direction; told where it is not.
    fn fits(&mut self, key: &Spanned<toml::de::DeString<'_>>, across: bool) -> bool {
        let word = key.get_ref().as_ref();
        let about_columns = word.ends_with("_column") || word.ends_with("_columns") || word == "rows";
        if about_columns == across {
            return true;
        }
        let other = match (word, across) {
            ("rows", _) => "columns".to_owned(),
            ("columns", _) => "rows".to_owned(),
            (word, true) => word.replace("row", "column"),
            (word, false) => word.replace("column", "row"),
        };
        let direction = if across { "across" } else { "down" };
        let hint = format!("write `{other}`, or change `countries`");
        self.bad(&key.span(), format!("`{word}` says nothing where countries go {direction}"), hint);
        false
    }

    fn text(&mut self, key: &Spanned<toml::de::DeString<'_>>, value: &Value<'_>) -> Option<At<String>> {
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            let message = format!("`{}` is a text", key.get_ref());
            self.bad(&value.span(), message, "put it between quotation marks");
        }
        Some(At { value: text?.to_owned(), line: self.line(&value.span()) })
    }

    fn words(&mut self, key: &Spanned<toml::de::DeString<'_>>, value: &Value<'_>) -> Option<At<Arc<str>>> {
        // `period = 2017` is as clear as `period = "2017"`.
        if let DeValue::Integer(number) = value.get_ref() {
            return Some(At { value: Arc::from(number.as_str()), line: self.line(&value.span()) });
        }
        let At { value, line } = self.text(key, value)?;
        Some(At { value: Arc::from(value), line })
    }

    /// One of two words: whether it is the second.
    fn choice(
        &mut self,
        key: &Spanned<toml::de::DeString<'_>>,
        value: &Value<'_>,
        no: &str,
        yes: &str,
    ) -> Option<bool> {
        match value.get_ref().as_str() {
            Some(word) if word == no => Some(false),
            Some(word) if word == yes => Some(true),
            _ => {
                let message = format!("`{}` is `\"{no}\"` or `\"{yes}\"`", key.get_ref());
                self.bad(&value.span(), message, "use one of the two");
                None
            }
        }
    }

    fn number(&self, value: &Value<'_>) -> Option<u32> {
        let digits = value.get_ref().as_integer()?;
        u32::from_str_radix(digits.as_str(), digits.radix()).ok().filter(|number| *number > 0)
    }

    fn count(&mut self, key: &Spanned<toml::de::DeString<'_>>, value: &Value<'_>) -> Option<u32> {
        let number = self.number(value).filter(|number| *number <= MOST_HEADER_ROWS);
        if number.is_none() {
            let message = format!("`{}` is a number from 1 to {MOST_HEADER_ROWS}", key.get_ref());
            self.bad(&value.span(), message, "1 is usual");
        }
        number
    }

    /// A row as the spreadsheet numbers it, or a column by its letters; from 0.
    fn position(
        &mut self,
        key: &Spanned<toml::de::DeString<'_>>,
        value: &Value<'_>,
        column: bool,
    ) -> Option<At<u32>> {
        let found = match value.get_ref() {
            DeValue::String(letters) if column => column_index(letters),
            DeValue::Integer(_) if !column => self.number(value).and_then(row_index),
            _ => None,
        };
        if found.is_none() {
            let (what, example) = if column {
                ("a column's letters", "such as `\"B\"`")
            } else {
                ("a row's number", "as the spreadsheet shows it, from 1")
            };
            self.bad(&value.span(), format!("`{}` is {what}", key.get_ref()), example);
        }
        Some(At { value: found?, line: self.line(&value.span()) })
    }

    fn theme_of_table(
        &mut self,
        key: &Spanned<toml::de::DeString<'_>>,
        value: &Value<'_>,
    ) -> Option<At<Arc<str>>> {
        let named = self.text(key, value)?;
        let theme = self.theme(&named.value, &value.span())?;
        Some(At { value: theme, line: named.line })
    }

    /// A theme of the codebook by its id.
    fn theme(&mut self, id: &str, span: &Range<usize>) -> Option<Arc<str>> {
        let ids = self.vocabulary.theme_ids();
        if let Some(known) = ids.iter().find(|known| ***known == *id) {
            return Some(Arc::clone(known));
        }
        let hint = match near(id, ids.iter().map(|id| &**id)) {
            Some(one) => format!("did you mean `{one}`?"),
            None => format!("use one of {}", listed(ids.iter().map(|id| &**id))),
        };
        self.bad(span, format!("`{id}` is no theme of the codebook"), hint);
        None
    }

    fn columns(&mut self, value: &Value<'_>, rows: bool) -> Vec<ColumnMap> {
        let what = if rows { "row" } else { "column" };
        let DeValue::Table(keys) = value.get_ref() else {
            let hint = format!("write `[table.{what}s]` and below it a line a {what}");
            self.bad(&value.span(), format!("`{what}s` is a table"), hint);
            return Vec::new();
        };
        let mut columns: Vec<ColumnMap> = Vec::new();
        for (key, value) in in_order(keys) {
            let name = key.get_ref().as_ref();
            let index = if rows { name.parse().ok().and_then(row_index) } else { column_index(name) };
            let Some(index) = index else {
                let hint =
                    if rows { "a row's number in quotation marks, `\"2\"`" } else { "letters, `A` to `XFD`" };
                self.bad(&key.span(), format!("`{name}` is no {what}"), hint);
                continue;
            };
            if columns.iter().any(|other| other.index == index) {
                self.bad(&key.span(), format!("the {what} `{name}` stands twice"), "take one out");
                continue;
            }
            let Some(meaning) = value.get_ref().as_str() else {
                self.bad(&value.span(), format!("what `{name}` is, is a text"), allowed());
                continue;
            };
            let line = self.line(&key.span());
            if let Some((says, answer, edition)) = self.meaning(meaning.trim(), &value.span()) {
                columns.push(ColumnMap { index, line, says, answer, edition });
            }
        }
        columns.sort_by_key(|column| column.index);
        self.alike(&columns, what);
        columns
    }

    /// Two columns of one meaning contradict each other, but for those that are read as a list, and codes, which are held
    /// against each other row by row.
    fn alike(&mut self, columns: &[ColumnMap], what: &str) {
        for (at, column) in columns.iter().enumerate() {
            let Some(says) = &column.says else { continue };
            let joins = matches!(
                says,
                Column::Theme(_)
                    | Column::Field(Meaning::Section | Meaning::Document | Meaning::Note | Meaning::Level)
            );
            let same = |other: &&ColumnMap| other.says == column.says && other.edition == column.edition;
            let Some(first) = columns.iter().take(at).find(same).filter(|_| !joins) else { continue };
            self.wrong = true;
            // The later of the two lines is the one that was added.
            let line = first.line.max(column.line);
            self.problems.push(
                Kind::BadMapping,
                &Place::line(self.name, line),
                format!("two {what}s are `{}`", column.written(says)),
                format!("make one of them `\"{NOT_USED}\"`"),
            );
        }
    }

    /// `theme:ict@2014-2018`, `theme:ict=mention`, `passage:ict`, `country`, `not used`.
    fn meaning(&mut self, text: &str, span: &Range<usize>) -> Option<Said> {
        if text == NOT_USED {
            return Some((None, None, None));
        }
        let (what, edition) = match text.split_once('@') {
            Some((what, edition)) => (what.trim(), Some(edition.trim())),
            None => (text, None),
        };
        let (what, answer) = match what.split_once('=') {
            Some((what, answer)) => (what.trim(), Some(answer.trim())),
            None => (what, None),
        };
        let (word, theme) = match what.split_once(':') {
            Some((word, theme)) => (word.trim(), Some(theme.trim())),
            None => (what, None),
        };
        let says = match (word, theme) {
            ("theme" | "level", Some(id)) => {
                if word == "level" {
                    let hint = format!("write `theme:{id}` for the codes of a theme");
                    self.bad(span, format!("`{text}` is nothing that a column can be"), hint);
                    return None;
                }
                Column::Theme(self.theme(id, span)?)
            }
            (word, theme) => {
                let Some(meaning) = meaning_named(word) else {
                    let known = super::super::columns::meanings();
                    let hint = match near(word, known.chain([NOT_USED])) {
                        Some(one) => format!("did you mean `{one}`? Allowed are {}", allowed()),
                        None => format!("use {}", allowed()),
                    };
                    self.bad(span, format!("`{text}` is nothing that a column can be"), hint);
                    return None;
                };
                match theme {
                    None => Column::Field(meaning),
                    Some(id) if is_text(meaning) => Column::Detail(self.theme(id, span)?, meaning),
                    Some(_) => {
                        let message = format!("`{word}` is of the whole row, not of one theme");
                        self.bad(span, message, format!("write `{word}` alone"));
                        return None;
                    }
                }
            }
        };
        if edition.is_some_and(str::is_empty)
            || edition.is_some() && matches!(&says, Column::Field(meaning) if !is_of_edition(*meaning))
        {
            let hint = "an edition stands behind a theme, a code or a text: `theme:ict@2014-2018`";
            self.bad(span, format!("`{text}` is nothing that a column can be"), hint);
            return None;
        }
        if let Some(answer) = answer {
            let codes = matches!(says, Column::Theme(_) | Column::Field(Meaning::Level));
            // `level=Level 0` is a step of a scale, and its marks are told to need a level; no slip of the pen has a number.
            let known = self.vocabulary.is_answer(answer) || answer.contains(|c: char| c.is_ascii_digit());
            if !codes || !known {
                let hint = "a level stands behind codes: `level=mention`, `theme:ict=commitment`";
                self.bad(span, format!("`{text}` is nothing that a column can be"), hint);
                return None;
            }
        }
        Some((Some(says), answer.map(Arc::from), edition.map(Arc::from)))
    }

    fn values(&mut self, value: &Value<'_>) -> Vec<(At<String>, String)> {
        let DeValue::Table(keys) = value.get_ref() else {
            let hint = "write `[table.values]` and below it a line a code: `\"2\" = \"commitment\"`";
            self.bad(&value.span(), "`values` is a table".to_owned(), hint);
            return Vec::new();
        };
        let mut values: Vec<(At<String>, String)> = Vec::new();
        for (key, value) in in_order(keys) {
            let code = key.get_ref().trim().to_owned();
            let word = value.get_ref().as_str().map(str::trim).unwrap_or_default().to_owned();
            if !self.vocabulary.is_level_word(&word) {
                let message = format!("`{word}`, for the code `{code}`, is no level");
                let levels = ["commitment", "mention", "addressed", "none", "unknown"];
                let hint = match near(&word, levels) {
                    Some(one) => format!("did you mean `{one}`?"),
                    None => format!("use one of {}", listed(levels)),
                };
                self.bad(&value.span(), message, hint);
                continue;
            }
            if values.iter().any(|(other, _)| other.value.to_lowercase() == code.to_lowercase()) {
                self.bad(&key.span(), format!("the code `{code}` stands twice"), "take one out");
                continue;
            }
            values.push((At { value: code, line: self.line(&key.span()) }, word));
        }
        values
    }
}

/// The keys of a table as they stand in the file: of two alike, the second is the one that is told.
fn in_order<'a, 'i>(keys: &'a DeTable<'i>) -> Vec<(&'a Spanned<toml::de::DeString<'i>>, &'a Value<'i>)> {
    let mut all: Vec<_> = keys.iter().collect();
    all.sort_by_key(|(key, _)| key.span().start);
    all
}

/// A row as the spreadsheet numbers it, from 0.
fn row_index(number: u32) -> Option<u32> {
    (1..=1_048_576).contains(&number).then(|| number - 1)
}

/// Whether texts of this meaning can stand beside the codes of one theme.
fn is_text(meaning: Meaning) -> bool {
    use Meaning::{Document, Note, Page, Passage, Section, Statement};
    matches!(meaning, Passage | Statement | Section | Page | Document | Note)
}

/// Whether texts of this meaning can be about one of several editions in a row.
fn is_of_edition(meaning: Meaning) -> bool {
    is_text(meaning) || meaning == Meaning::Level
}

/// What a column can be, as a hint.
pub(in crate::read) fn allowed() -> String {
    format!(
        "{}, `theme:ID` (its codes), `theme:ID=LEVEL` (where a mark means that level), `passage:ID` (its text), `{NOT_USED}`",
        names_of_meanings()
    )
}
