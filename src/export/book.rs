//! `coverage.xlsx`: tables for people, with filters, a head that stays, and the levels in the colours of the reports.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use super::ExportError;
use crate::chart::{Rgb, level_colours};
use crate::code::Level;

/// Longest text that a cell of a workbook may hold, in characters.
const LONGEST_CELL: usize = 32_767;
/// Most rows of a sheet below its head.
const MOST_ROWS: usize = 1_048_575;

/// A sheet: its name, its columns, its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// At most 31 characters.
    pub name: String,
    /// Header and width in characters.
    pub columns: Vec<(String, u16)>,
    /// Each has one value a column.
    pub rows: Vec<Vec<Value>>,
}

/// What a cell holds. Text is always written as text: a spreadsheet runs nothing of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text; may be empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A level in its colours, with its word.
    Level(Level, String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Writes a workbook. `date` (`YYYY-MM-DD`) is the one that it bears; the same sheets give the same bytes.
///
/// # Errors
/// [`ExportError::Workbook`] where it cannot be formed.
pub fn workbook(sheets: &[Sheet], title: &str, author: &str, date: &str) -> Result<Vec<u8>, ExportError> {
    book(sheets, title, author, date).map_err(|error| ExportError::Workbook(error.to_string()))
}

fn book(sheets: &[Sheet], title: &str, author: &str, date: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::parse_from_str(date)?;
    book.set_properties(
        &DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&created),
    );
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_align(FormatAlign::Top);
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(colour(Rgb::TRACK))
        .set_border_bottom(FormatBorder::Thin);
    let levels = Level::ALL.map(level_format);
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name.chars().take(31).collect::<String>())?;
        page.set_freeze_panes(1, 1)?;
        page.set_landscape();
        page.set_repeat_rows(0, 0)?;
        page.set_print_fit_to_pages(1, 0);
        for (at, (header, width)) in (0_u16..).zip(&sheet.columns) {
            page.write_string_with_format(0, at, header, &head)?;
            page.set_column_width(at, f64::from(*width))?;
        }
        let widths: Vec<u16> = sheet.columns.iter().map(|(_, width)| *width).collect();
        let headers = sheet.columns.iter().map(|(header, _)| header.as_str());
        page.set_row_height(0, height(headers, &widths))?;
        for (row, values) in (1_u32..).zip(sheet.rows.iter().take(MOST_ROWS)) {
            let words = values.iter().map(|value| match value {
                Value::Text(words) | Value::Level(_, words) => words.as_str(),
                Value::Number(_) => "",
            });
            page.set_row_height(row, height(words, &widths))?;
            for (at, value) in (0_u16..).zip(values) {
                match value {
                    Value::Text(words) if words.is_empty() => {}
                    Value::Text(words) => {
                        page.write_string_with_format(row, at, fitted(words), &text)?;
                    }
                    Value::Number(value) => {
                        page.write_number_with_format(row, at, *value, &number)?;
                    }
                    Value::Level(level, word) => {
                        let format =
                            Level::ALL.iter().position(|known| known == level).and_then(|at| levels.get(at));
                        page.write_string_with_format(row, at, word, format.unwrap_or(&text))?;
                    }
                }
            }
        }
        let (rows, columns) = (sheet.rows.len().min(MOST_ROWS), sheet.columns.len());
        if let (Ok(last_row), Some(last_column)) = (u32::try_from(rows), columns.checked_sub(1)) {
            page.autofilter(0, 0, last_row, u16::try_from(last_column).unwrap_or(0))?;
        }
    }
    book.save_to_buffer()
}

/// Height in points of a row whose texts wrap: not every program finds it by itself. A very long passage is cut off in the
/// view, and stands in the cell in full.
fn height<'t>(texts: impl Iterator<Item = &'t str>, widths: &[u16]) -> f64 {
    const LINE: f64 = 15.0;
    const MOST_LINES: usize = 12;
    let lines = |(text, width): (&str, &u16)| {
        let width = usize::from(*width).max(1);
        // Letters are wider than the digits that widths are counted in, above all bold ones.
        text.split('\n').map(|line| (line.chars().count() * 6 / 5).div_ceil(width).max(1)).sum::<usize>()
    };
    let most = texts.zip(widths).map(lines).max().unwrap_or(1);
    LINE * most.min(MOST_LINES) as f64
}

fn level_format(level: Level) -> Format {
    let colours = level_colours(level);
    let border = if colours.dashed { FormatBorder::Dashed } else { FormatBorder::Thin };
    Format::new()
        .set_align(FormatAlign::Top)
        .set_background_color(colour(colours.fill))
        .set_font_color(colour(colours.ink))
        .set_border(border)
        .set_border_color(colour(if colours.dashed { colours.outline } else { Rgb::WHITE }))
}

fn colour(Rgb(red, green, blue): Rgb) -> Color {
    Color::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}

/// A text that a cell can hold; a longer one ends in an ellipsis, and stands in full in `coverage.json`.
fn fitted(words: &str) -> String {
    if words.chars().count() <= LONGEST_CELL {
        return words.to_owned();
    }
    words.chars().take(LONGEST_CELL - 1).chain(['…']).collect()
}
