//! What was understood of a workbook as a mapping file, for a person to correct.
//!
//! A sheet that was understood is written so that reading it by the file gives the same again. One that was not is
//! written with its first rows and its headers, and every column as "not used": a guess that nobody looked at would
//! be taken for knowledge.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::columns::{Column, Vocabulary};
use super::super::file::{Examined, Skipped};
use super::super::grid::{Grid, Row};
use super::super::layout::{self, Headed, Layout, NoTable};
use super::apply::{Said, line_name};
use super::parse::allowed;
use crate::diagnostic::{Diagnostic, Kind, Spot, short};

/// Rows of a sheet that was not understood that are shown.
const ROWS_SHOWN: usize = 8;
/// Values of a column that are shown.
const EXAMPLES: usize = 3;
const LONGEST_EXAMPLE: usize = 30;
/// Codes that are listed for one table; more are no codes.
const MOST_CODES: usize = 30;

/// The text of a mapping file for a workbook; `problems` are those of its run, for the codes not understood.
pub(in crate::read) fn draft(
    name: &str,
    sheets: &[Examined],
    vocabulary: &Vocabulary,
    problems: &[Diagnostic],
) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let mut out = format!(
        "# What nap-report understood of {}. Correct it, and keep it beside the spreadsheet.\n\
         # Text after a `#` is a remark. A column is one of:\n#   {}\n# where ID is a theme: {}\n",
        remark(file),
        allowed(),
        super::listed(vocabulary.theme_ids().iter().map(|id| &**id)),
    );
    for examined in sheets {
        let Ok(grid) = &examined.sheet.grid else {
            let _ = writeln!(out, "\n# {} could not be read.", called(grid_name(examined)));
            continue;
        };
        sheet(&mut out, examined, grid, vocabulary, problems);
    }
    out
}

fn sheet(
    out: &mut String,
    examined: &Examined,
    grid: &Grid,
    vocabulary: &Vocabulary,
    problems: &[Diagnostic],
) {
    let name = grid.source.sheet.as_deref();
    match (&examined.said, examined.sheet.skipped, &examined.found) {
        (_, Some(Skipped::Hidden), _) => {
            let _ = writeln!(
                out,
                "\n# {} is hidden, and is not read. Show it if it is to be used.",
                called(name)
            );
        }
        (_, Some(Skipped::NoCells), _) => {
            let _ = writeln!(out, "\n# {} holds no cells.", called(name));
        }
        (Said::NotUsed(reason), None, _) => not_used(out, name, reason),
        (Said::Tables(tables), None, _) => {
            for mapped in tables {
                let layout::Table { own, layout } = &mapped.table;
                let codes = mapped.codes();
                table(out, own.as_deref().unwrap_or(grid), layout, &codes, mapped.hidden_rows, problems);
            }
        }
        (Said::Nothing, None, Ok(found)) if found.iter().any(is_form) => {
            let _ = writeln!(
                out,
                "\n# {} is a form, with labels beside what is filled in, and is read as one without this file.",
                called(name)
            );
        }
        (Said::Nothing, None, Ok(found)) => {
            for layout::Table { own, layout } in found {
                table(out, own.as_deref().unwrap_or(grid), layout, &[], None, problems);
            }
        }
        (Said::Nothing, None, Err(NoTable::Unfilled)) => not_used(out, name, "nothing is filled in"),
        (_, None, _) if examined.is_key => {
            let _ = writeln!(out, "\n# {} is read as the key to the codes.", called(name));
        }
        (_, None, Err(NoTable::Blank)) => not_used(out, name, "it is empty"),
        (_, None, Err(NoTable::NoData)) if sheets_are_named(name) => {
            not_used(out, name, "it holds text or a list, but no table that is understood");
        }
        _ => skeleton(out, grid, vocabulary),
    }
}

fn is_form(table: &layout::Table) -> bool {
    table.own.as_ref().is_some_and(|own| own.pairs.is_some())
}

/// In a text file there is nothing else to use.
fn sheets_are_named(name: Option<&str>) -> bool {
    name.is_some()
}

fn grid_name(examined: &Examined) -> Option<&str> {
    examined.sheet.source.sheet.as_deref()
}

fn called(name: Option<&str>) -> String {
    name.map_or("The table".to_owned(), |name| format!("The sheet `{}`", remark(name)))
}

fn not_used(out: &mut String, name: Option<&str>, reason: &str) {
    let Some(name) = name else { return };
    let _ = writeln!(out, "\n[[not_used]]\nsheet = {}\nreason = {}", quoted(name), quoted(reason));
}

/// A table as it was understood.
fn table(
    out: &mut String,
    grid: &Grid,
    layout: &Layout,
    codes: &[(String, String)],
    hidden_rows: Option<bool>,
    problems: &[Diagnostic],
) {
    let line = |at: usize| grid.rows.get(at).map_or(0, |row| row.number);
    let header = line(layout.header);
    let height = line(layout.header + layout.header_rows.max(1) - 1) - header + 1;
    let what = if grid.turned { "column" } else { "row" };
    let shown = |index: u32| {
        let name = line_name(index, grid.turned);
        if grid.turned { quoted(&name) } else { name }
    };
    out.push_str("\n[[table]]\n");
    if let Some(name) = &grid.source.sheet {
        let _ = writeln!(out, "sheet = {}", quoted(name));
    }
    if grid.turned {
        out.push_str("countries = \"across\"\n");
    }
    let _ = writeln!(out, "header_{what} = {}", shown(header));
    if height > 1 {
        let _ = writeln!(out, "header_{what}s = {height}");
    }
    if layout.data.start > layout.header + layout.header_rows {
        let _ = writeln!(out, "first_{what} = {}", shown(line(layout.data.start)));
    }
    if layout.data.end < grid.rows.len() && layout.data.end > layout.data.start {
        let _ = writeln!(out, "last_{what} = {}", shown(line(layout.data.end - 1)));
    }
    for (key, said) in [("theme", &layout.theme), ("country", &layout.country), ("period", &layout.period)] {
        if let Some((text, _)) = said {
            let _ = writeln!(out, "{key} = {}", quoted(text));
        }
    }
    if let Some(used) = hidden_rows {
        let _ = writeln!(out, "hidden_rows = \"{}\"", if used { "use" } else { "skip" });
    }
    out.push_str(if grid.turned { "[table.rows]\n" } else { "[table.columns]\n" });
    for headed in &layout.columns {
        column(out, grid, layout, headed);
    }
    headless(out, grid, layout);
    values(out, grid, layout, codes, problems);
}

fn column(out: &mut String, grid: &Grid, layout: &Layout, headed: &Headed) {
    let name = line_name(headed.index, !grid.turned);
    let edition = headed.edition();
    let says = headed.says.as_ref().filter(|_| headed.used || headed.again);
    let meaning = says.map_or("not used".to_owned(), |says| says.written(headed.answer(), edition));
    let _ = write!(out, "{name} = {}", quoted(&meaning));
    let header = remark(&headed.header);
    let _ = match says {
        Some(_) => writeln!(out, "  # {header}"),
        None => writeln!(out, "  # {header}; for example {}", examples(grid, layout, headed.index)),
    };
}

/// Columns with cells but without a header, as remarks.
fn headless(out: &mut String, grid: &Grid, layout: &Layout) {
    let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
    let mut columns: Vec<u32> = rows.iter().flat_map(|row| &row.cells).map(|(column, _)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    for column in columns {
        if layout.columns.iter().all(|headed| headed.index != column) {
            let name = line_name(column, !grid.turned);
            let _ = writeln!(
                out,
                "# {name} has no header and is not used; it holds {}",
                examples(grid, layout, column)
            );
        }
    }
}

/// Codes with their meaning, and those that are to be given one.
fn values(
    out: &mut String,
    grid: &Grid,
    layout: &Layout,
    codes: &[(String, String)],
    problems: &[Diagnostic],
) {
    let mut open: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for problem in problems.iter().filter(|one| matches!(one.kind, Kind::UnknownLevel | Kind::UnknownScale)) {
        let Some(place) = problem.place.as_ref().filter(|place| place.source == grid.source) else {
            continue;
        };
        let Spot::Cell(row, column) = place.spot else { continue };
        let (row, column) = if grid.turned { (column, row) } else { (row, column) };
        let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
        let cell =
            rows.binary_search_by_key(&row, |row| row.number).ok().and_then(|at| rows.get(at)?.get(column));
        let is_code = layout.columns.iter().any(|headed| {
            let level = Column::Field(super::super::Meaning::Level);
            let code = matches!(headed.says, Some(Column::Theme(_))) || headed.says.as_ref() == Some(&level);
            headed.index == column && headed.used && code
        });
        if let Some(text) = cell.filter(|_| is_code) {
            open.entry(text.trim().to_lowercase()).or_insert_with(|| (0, place.spot_name())).0 += 1;
        }
    }
    if codes.is_empty() && open.is_empty() {
        return;
    }
    out.push_str("[table.values]\n");
    for (code, words) in codes {
        let _ = writeln!(out, "{} = {}", quoted(code), quoted(words));
    }
    if open.is_empty() {
        return;
    }
    out.push_str(
        "# Codes whose meaning is not known: put commitment, mention, addressed, none or unknown for the `?`, and \
         take the `#` away.\n",
    );
    for (code, (cells, first)) in open.iter().take(MOST_CODES) {
        let many = if *cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells, the first") };
        let _ = writeln!(out, "# {} = \"?\"  # {many} {first}", quoted(code));
    }
    if open.len() > MOST_CODES {
        let _ = writeln!(out, "# and {} more: is this column one of codes?", open.len() - MOST_CODES);
    }
}

/// A sheet that was not understood: what it looks like, and every column to be filled in.
fn skeleton(out: &mut String, grid: &Grid, vocabulary: &Vocabulary) {
    let name = grid.source.sheet.as_deref();
    let _ = writeln!(out, "\n# {} was not understood. Its first rows:", called(name));
    for row in grid.rows.iter().take(ROWS_SHOWN) {
        let cells =
            row.cells.iter().take(12).map(|(column, text)| {
                format!("{} {}", line_name(*column, true), short(text, LONGEST_EXAMPLE))
            });
        let _ = writeln!(
            out,
            "#   row {}: {}",
            line_name(row.number, false),
            cells.collect::<Vec<_>>().join(" | ")
        );
    }
    out.push_str(
        "# Check `header_row`, and say below what the columns are: one is the country, and others the codes or texts \
         of themes.\n# If it is no table of plans, take it out and write [[not_used]] with sheet and reason.\n[[table]]\n",
    );
    if let Some(name) = name {
        let _ = writeln!(out, "sheet = {}", quoted(name));
    }
    let Some(at) = likely_header(&grid.rows) else { return };
    let Some(header) = grid.rows.get(at) else { return };
    let _ = writeln!(out, "header_row = {}  # a guess", line_name(header.number, false));
    out.push_str("[table.columns]\n");
    let below = grid.rows.get(at + 1..).unwrap_or_default();
    for (column, text) in &header.cells {
        let cells: Vec<&str> = below.iter().filter_map(|row| row.get(*column)).map(|text| &**text).collect();
        let of = |is: &dyn Fn(&str) -> bool| {
            let sample = cells.len().min(200);
            let hits = cells.iter().take(sample).filter(|text| is(text)).count();
            hits > 0 && hits * 2 >= sample
        };
        let looks = if of(&|text| vocabulary.is_country(text)) {
            "; looks like \"country\""
        } else if of(&|text| vocabulary.is_period(text)) {
            "; looks like \"period\""
        } else {
            ""
        };
        let header = remark(&short(text, LONGEST_EXAMPLE));
        let seen = several(cells.into_iter());
        let _ = writeln!(out, "{} = \"not used\"  # {header}: {seen}{looks}", line_name(*column, true));
    }
}

/// The first row that is nearly as wide as the widest of those that follow.
fn likely_header(rows: &[Row]) -> Option<usize> {
    let near = rows.get(..rows.len().min(50))?;
    let widest = near.iter().map(|row| row.cells.len()).max()?;
    near.iter().position(|row| row.cells.len() * 4 >= widest * 3)
}

fn examples(grid: &Grid, layout: &Layout, column: u32) -> String {
    let rows = grid.rows.get(layout.data.clone()).unwrap_or_default();
    several(rows.iter().filter_map(|row| row.get(column)).map(|text| &**text))
}

/// The first texts that differ, as a remark.
fn several<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut found: Vec<String> = Vec::new();
    for text in texts.take(1000) {
        let text = format!("\"{}\"", remark(&short(text, LONGEST_EXAMPLE)));
        if !found.contains(&text) {
            found.push(text);
        }
        if found.len() == EXAMPLES {
            break;
        }
    }
    if found.is_empty() { "nothing".to_owned() } else { found.join(", ") }
}

/// A text of a cell on one line: a control character would end the remark, or the file.
fn remark(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
