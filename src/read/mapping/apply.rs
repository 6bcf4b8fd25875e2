//! A mapping and the cells of a sheet to the tables that it describes, as [`Layout`]s.

use std::sync::Arc;

use super::super::columns::{Column, Vocabulary};
use super::super::grid::{Grid, Row};
use super::super::key::Key;
use super::super::layout::{self, Headed, Layout};
use super::super::{Cell, Meaning, Record};
use super::parse::allowed;
use super::{Mapping, NotUsed, TableMap};
use crate::diagnostic::{Diagnostics, Kind, Located, Place, Source, Spot, column_name};

/// What a mapping says about a sheet.
#[derive(Debug)]
pub(in crate::read) enum Said {
    /// Nothing: the sheet is understood as usual.
    Nothing,
    /// It is not to be used, with the reason, which may be empty.
    NotUsed(String),
    /// It holds these tables, from top to bottom.
    Tables(Vec<Mapped>),
    /// Something about it is wrong, and has been told.
    Wrong,
}

/// A table that a mapping describes.
#[derive(Debug)]
pub(in crate::read) struct Mapped {
    /// What is what in it, with its own cells where it is turned, or has a table beside it.
    pub table: layout::Table,
    /// Whether hidden rows are used; `None` where the mapping does not say.
    pub hidden_rows: Option<bool>,
    /// What the mapping says of codes; it goes before every key of the workbook.
    key: Key,
    /// The same as written.
    values: Vec<(String, String)>,
    /// The mapping file.
    source: Arc<Source>,
}

impl Mapped {
    /// The codes that the mapping gives a meaning, as written.
    pub(super) fn codes(&self) -> Vec<(String, String)> {
        self.values.clone()
    }

    /// Puts in what the mapping itself says: the meaning of codes, and its own lines as places.
    pub(in crate::read) fn finish(&self, records: Vec<Record>) -> Vec<Record> {
        let finish = |record: Record| {
            let located = |(meaning, cell): (_, Cell<'_>)| {
                (meaning, Located::new(Arc::clone(cell.value), cell.place()))
            };
            let mut fields: Vec<_> = record.cells().map(located).collect();
            let level = fields.iter().find(|(meaning, _)| *meaning == Meaning::Level);
            let words = level.and_then(|(_, level)| self.key.words(&level.value)).cloned();
            if let Some(words) = words {
                fields.retain(|(meaning, _)| *meaning != Meaning::LevelByKey);
                fields.push((Meaning::LevelByKey, words));
            }
            for (_, field) in &mut fields {
                if matches!(field.place.spot, Spot::Line(_)) {
                    field.place.source = Arc::clone(&self.source);
                }
            }
            Record::new(record.place, record.shape, fields)
        };
        records.into_iter().map(finish).collect()
    }
}

impl Mapping {
    /// Whether rows that are hidden by hand are to be used in a sheet.
    pub(in crate::read) fn uses_hidden_rows(&self, source: &Source) -> bool {
        let mut tables = self.tables.iter().filter(|table| table.is_of(source.sheet.as_deref()));
        tables.any(|table| table.hidden_rows == Some(true))
    }

    /// What is said about a sheet with these cells.
    pub(in crate::read) fn of(&self, grid: &Grid, problems: &mut Diagnostics) -> Said {
        let name = grid.source.sheet.as_deref();
        if self.broken.is_some() {
            return Said::Wrong;
        }
        let tables: Vec<&TableMap> = self.tables.iter().filter(|table| table.is_of(name)).collect();
        let unused = self.not_used.iter().find(|unused| Some(unused.sheet.value.as_str()) == name);
        match (&tables[..], unused) {
            ([], None) if self.is_slip_for(name) => Said::Wrong,
            ([], None) => Said::Nothing,
            ([], Some(unused)) => Said::NotUsed(unused.reason.clone()),
            (_, Some(NotUsed { sheet, .. })) => {
                let message = format!("the sheet `{}` is described and named under `not_used`", sheet.value);
                self.fault(sheet.line, message, "keep one of the two", problems);
                Said::Wrong
            }
            (tables, None) => self.tables(tables, grid, problems),
        }
    }

    /// Tells sheets that the workbook does not have, or whose cells were not read.
    pub(in crate::read) fn check_names(&self, sheets: &[(Option<&str>, bool)], problems: &mut Diagnostics) {
        if self.broken.is_some() {
            return;
        }
        let names: Vec<&str> = sheets.iter().filter_map(|(name, _)| *name).collect();
        let described = self.tables.iter().filter_map(|table| table.sheet.as_ref());
        for sheet in described.clone().chain(self.not_used.iter().map(|unused| &unused.sheet)) {
            if names.is_empty() {
                let hint = "take the line out: a text file is one table";
                self.fault(sheet.line, "a text file has no sheets".to_owned(), hint, problems);
            } else if !names.contains(&sheet.value.as_str()) {
                let hint = match super::near(&sheet.value, names.iter().copied()) {
                    Some(one) => format!("did you mean `{one}`? That sheet was not used"),
                    None => format!("it has {}", super::listed(names.iter().copied())),
                };
                let message = format!("the workbook has no sheet `{}`", sheet.value);
                self.fault(sheet.line, message, hint, problems);
            }
        }
        for sheet in described {
            if sheets.iter().any(|(name, read)| !read && *name == Some(sheet.value.as_str())) {
                let message =
                    format!("the sheet `{}` is hidden or holds no cells, and was not read", sheet.value);
                self.fault(sheet.line, message, "show the sheet, and save the workbook", problems);
            }
        }
        for table in self.tables.iter().filter(|table| table.sheet.is_none() && !names.is_empty()) {
            let message = "the table does not say which sheet it is on".to_owned();
            let hint = format!("add `sheet = \"NAME\"`; it has {}", super::listed(names.iter().copied()));
            self.fault(table.line, message, hint, problems);
        }
    }

    /// Whether a misspelt name of the mapping means this sheet, or may: one without a name may be any.
    fn is_slip_for(&self, name: Option<&str>) -> bool {
        let Some(name) = name else { return self.tables.iter().any(|table| table.sheet.is_some()) };
        self.tables
            .iter()
            .any(|table| table.sheet.as_ref().is_none_or(|sheet| super::near(&sheet.value, [name]).is_some()))
            || self.not_used.iter().any(|unused| super::near(&unused.sheet.value, [name]).is_some())
    }

    fn tables(&self, tables: &[&TableMap], grid: &Grid, problems: &mut Diagnostics) -> Said {
        let mut wrong = tables.iter().any(|table| table.wrong);
        for (at, table) in tables.iter().enumerate() {
            let areas = tables.iter().take(at).find(|other| overlap(table, other, tables));
            if let Some(other) = areas.filter(|_| !wrong) {
                let message = format!("the table takes the same cells as the one of line {}", other.line);
                let hint = "end the upper one with `last_row`, or give each its own columns";
                self.fault(table.line, message, hint, problems);
                wrong = true;
            }
        }
        let mut mapped = Vec::new();
        for table in tables.iter().filter(|table| !table.wrong) {
            match self.table(table, tables, grid, problems) {
                Some(one) => mapped.push(one),
                None => wrong = true,
            }
        }
        if wrong {
            return Said::Wrong;
        }
        mapped.sort_by_key(|one| {
            (one.table.layout.header, one.table.layout.columns.first().map(|column| column.index))
        });
        Said::Tables(mapped)
    }

    /// One table; `None` where the sheet is not as the mapping says, which is told.
    fn table(
        &self,
        table: &TableMap,
        all: &[&TableMap],
        grid: &Grid,
        problems: &mut Diagnostics,
    ) -> Option<Mapped> {
        let own = own_cells(table, all, grid);
        let cells = own.as_ref().unwrap_or(grid);
        let what = table.lines();
        let end = table.header.value + table.header_rows;
        let from = cells.rows.partition_point(|row| row.number < table.header.value);
        let to = cells.rows.partition_point(|row| row.number < end);
        let rows = cells.rows.get(from..to).unwrap_or_default();
        if rows.first().is_none_or(|row| row.number != table.header.value) {
            let filled = cells.rows.iter().take(10).map(|row| line_name(row.number, table.across));
            let filled: Vec<String> = filled.collect();
            let hint = if filled.is_empty() {
                "the sheet is empty".to_owned()
            } else {
                format!("the first {what}s with cells are {}", filled.join(", "))
            };
            let header = line_name(table.header.value, table.across);
            self.fault(table.header.line, format!("{what} {header} holds no cells"), hint, problems);
            return None;
        }
        let first = table.first.as_ref().map_or(end, |first| first.value);
        let last = last_line(table, all);
        let start = cells.rows.partition_point(|row| row.number < first);
        let stop = cells.rows.partition_point(|row| row.number <= last).max(start);
        let above = above(table, all, cells)..from;
        let columns = self.columns(table, all, rows, cells, problems)?;
        let has_theme = table.theme.is_some();
        let has = |meaning| columns.iter().any(|column| column.says == Some(Column::Field(meaning)));
        let country = table.country.is_some() || has(Meaning::Country) || has(Meaning::Iso);
        let shape = layout::shape(&columns, has_theme).filter(|_| country);
        let Some(shape) = shape else {
            let (message, hint) = no_shape(&columns, table);
            self.fault(table.line, message, hint, problems);
            return None;
        };
        let said = |one: &super::At<Arc<str>>| (Arc::clone(&one.value), Spot::Line(one.line));
        let mut layout = Layout {
            shape,
            header: from,
            header_rows: to - from,
            above,
            data: start..stop,
            unread: 0..0,
            columns,
            theme: table.theme.as_ref().map(said),
            country: table.country.as_ref().map(said),
            period: table.period.as_ref().map(said),
        };
        // What the mapping calls a level is one, whatever its header says.
        layout::choose(&mut layout, &Vocabulary::default());
        let mut fits = true;
        for (said, used, key, hint) in [
            (&table.theme, &layout.theme, "theme", "make the columns those of one theme: `level`, `passage`"),
            (&table.country, &layout.country, "country", "make the column `\"not used\"`"),
            (&table.period, &layout.period, "period", "make the columns `\"not used\"`"),
        ] {
            if let (Some(said), None) = (said, used) {
                let message = format!("`{key}` has no place here: the columns say it themselves");
                self.fault(said.line, message, format!("take it out, or {hint}"), problems);
                fits = false;
            }
        }
        for headed in layout.columns.iter().filter(|headed| !headed.used && !headed.again) {
            let column = table.columns.iter().find(|column| column.index == headed.index);
            if let (Some(says), Some(column)) = (&headed.says, column) {
                let message = format!(
                    "`{}` has no place in a table of this kind: {}",
                    column.written(says),
                    shape.describe()
                );
                let hint = "make it `\"not used\"`, or another of the columns";
                self.fault(column.line, message, hint, problems);
                fits = false;
            }
        }
        let source = Arc::new(Source { file: self.name.clone(), sheet: None });
        let mut key = Key::default();
        for (code, words) in &table.values {
            let place = Place { source: Arc::clone(&source), spot: Spot::Line(code.line) };
            key.add(&code.value, words, place);
        }
        let values = table.values.iter().map(|(code, words)| (code.value.clone(), words.clone())).collect();
        fits.then_some(Mapped {
            table: layout::Table { own: own.map(Arc::new), layout },
            key,
            values,
            source,
            hidden_rows: table.hidden_rows,
        })
    }

    /// The columns with what the mapping and the header say; told where a named one has no cells.
    fn columns(
        &self,
        table: &TableMap,
        all: &[&TableMap],
        header: &[Row],
        cells: &Grid,
        problems: &mut Diagnostics,
    ) -> Option<Vec<Headed>> {
        let bottom = header.last().map_or(0, |row| row.number);
        let mut columns = Vec::new();
        let mut good = true;
        for column in &table.columns {
            let filled = cells
                .rows
                .iter()
                .any(|row| row.number >= table.header.value && row.get(column.index).is_some());
            if !filled && column.says.is_some() {
                let widest =
                    cells.rows.iter().filter_map(|row| row.cells.last()).map(|(index, _)| *index).max();
                let name = line_name(column.index, !table.across);
                let other = if table.across { "row" } else { "column" };
                let last = line_name(widest.unwrap_or_default(), !table.across);
                let hint = format!("the last {other} with cells is {last}");
                self.fault(column.line, format!("{other} {name} is empty"), hint, problems);
                good = false;
            }
            let row = header_row(header, column.index).unwrap_or(bottom);
            let spot = cells.spot(row, column.index);
            columns.push(Headed {
                index: column.index,
                row,
                header: header_text(header, column.index),
                answer: column.answer.as_ref().map(|words| (Arc::clone(words), spot)),
                says: column.says.clone(),
                edition: column.edition.as_ref().map(|words| (Arc::clone(words), Spot::Line(column.line))),
                used: false,
                again: false,
            });
        }
        // A header that the mapping does not name was perhaps forgotten.
        let mut others: Vec<u32> =
            header.iter().flat_map(|row| &row.cells).map(|(index, _)| *index).collect();
        others.sort_unstable();
        others.dedup();
        for index in others {
            let named = |one: &TableMap| one.columns.iter().any(|column| column.index == index);
            if all.iter().any(|one| one.across == table.across && named(one)) {
                continue;
            }
            let text = header_text(header, index);
            // A title in the header's column, or a header over nothing.
            if cells.rows.iter().all(|row| row.number <= bottom || row.get(index).is_none()) {
                continue;
            }
            let row = header_row(header, index).unwrap_or(bottom);
            let other = if table.across { "row" } else { "column" };
            let name = line_name(index, !table.across);
            problems.push(
                Kind::UnknownColumn,
                &cells.cell(row, index),
                format!("the {other} `{text}` is not in the mapping file, and was not used"),
                format!("add `{name} = \"not used\"` to {}, or what it is: {}", self.name, allowed()),
            );
            columns.push(Headed {
                index,
                row,
                header: text,
                says: None,
                answer: None,
                edition: None,
                used: false,
                again: false,
            });
        }
        columns.sort_by_key(|column| column.index);
        good.then_some(columns)
    }
}

impl TableMap {
    fn is_of(&self, sheet: Option<&str>) -> bool {
        self.sheet.as_ref().map(|named| named.value.as_str()) == sheet
    }

    fn spans(&self) -> (u32, u32) {
        let first = self.columns.first().map_or(0, |column| column.index);
        (first, self.columns.last().map_or(first, |column| column.index))
    }
}

/// How a spreadsheet shows a row, or a column where lines are columns.
pub(super) fn line_name(index: u32, column: bool) -> String {
    if column { column_name(index) } else { (u64::from(index) + 1).to_string() }
}

fn header_row(header: &[Row], index: u32) -> Option<u32> {
    header.iter().rev().find(|row| row.get(index).is_some()).map(|row| row.number)
}

fn header_text(header: &[Row], index: u32) -> Arc<str> {
    let texts: Vec<&str> = header.iter().filter_map(|row| row.get(index)).map(|text| &**text).collect();
    Arc::from(texts.join(" "))
}

/// Whether two tables stand side by side, with columns of their own.
fn beside(one: &TableMap, other: &TableMap) -> bool {
    let (a, b) = (one.spans(), other.spans());
    one.across == other.across && (a.1 < b.0 || b.1 < a.0)
}

/// The last line of data that can be: given, or up to the next table below.
fn last_line(table: &TableMap, all: &[&TableMap]) -> u32 {
    let below = all.iter().filter(|other| {
        other.across == table.across && other.header.value > table.header.value && !beside(table, other)
    });
    let next = below.map(|other| other.header.value - 1).min().unwrap_or(u32::MAX);
    table.last.as_ref().map_or(next, |last| last.value)
}

/// Where what stands above a table begins: below the table before it.
fn above(table: &TableMap, all: &[&TableMap], cells: &Grid) -> usize {
    let before = all.iter().filter(|other| {
        other.across == table.across && other.header.value < table.header.value && !beside(table, other)
    });
    let ends = before.map(|other| {
        let last = last_line(other, all).min(table.header.value - 1);
        // Without a last line, the whole way up is that table's.
        cells.rows.partition_point(|row| row.number <= last)
    });
    ends.max().unwrap_or(0)
}

/// Whether two tables claim the same cells.
fn overlap(table: &TableMap, other: &TableMap, all: &[&TableMap]) -> bool {
    if table.across != other.across {
        // One counts rows where the other counts columns: their rectangles tell.
        let area = |one: &TableMap| {
            let (left, right) = one.spans();
            let lines = (one.header.value, last_line(one, all));
            if one.across { ((left, right), lines) } else { (lines, (left, right)) }
        };
        let (a, b) = (area(table), area(other));
        let meet = |x: (u32, u32), y: (u32, u32)| x.0 <= y.1 && y.0 <= x.1;
        return meet(a.0, b.0) && meet(a.1, b.1);
    }
    if beside(table, other) {
        return false;
    }
    let (upper, lower) =
        if table.header.value <= other.header.value { (table, other) } else { (other, table) };
    upper.header.value == lower.header.value || last_line(upper, all) >= lower.header.value
}

/// A grid of the table's own where the sheet's as it is would show it the cells of another.
fn own_cells(table: &TableMap, all: &[&TableMap], grid: &Grid) -> Option<Grid> {
    let turned = table.across.then(|| grid.turn());
    let neighbours: Vec<(u32, u32)> = all
        .iter()
        .filter(|other| other.line != table.line && beside(table, other))
        .map(|other| other.spans())
        .collect();
    if neighbours.is_empty() {
        return turned;
    }
    let mut own = turned.unwrap_or_else(|| grid.clone());
    let theirs = |column: u32| neighbours.iter().any(|(first, last)| (*first..=*last).contains(&column));
    for row in &mut own.rows {
        row.cells.retain(|(column, _)| !theirs(*column));
    }
    own.rows.retain(|row| !row.cells.is_empty());
    own.faults.retain(|fault| !theirs(fault.column));
    own.merges.retain(|merge| !theirs(merge.first.1));
    Some(own)
}

/// Why the columns make no table.
fn no_shape(columns: &[Headed], table: &TableMap) -> (String, String) {
    let has = |meaning| columns.iter().any(|column| column.says == Some(Column::Field(meaning)));
    let other = if table.across { "row" } else { "column" };
    if table.country.is_none() && !has(Meaning::Country) && !has(Meaning::Iso) {
        return (
            format!("no {other} is the country"),
            "make one `\"country\"` or `\"iso\"`, or add `country = \"FRA\"` if the table is about one"
                .to_owned(),
        );
    }
    if has(Meaning::Level) {
        return (
            format!("the codes of the {other} `level` belong to no theme"),
            format!("make a {other} `\"theme\"`, or add `theme = \"ict\"` if the table is about one"),
        );
    }
    (
        "the table says nothing about any theme".to_owned(),
        format!("make {other}s `\"theme:ID\"` (codes), `\"passage:ID\"` or `\"passage\"` (texts)"),
    )
}
