//! A copy of a spreadsheet in which each problem stands as a note in its cell. The only file that writes workbooks.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Url, Workbook, Worksheet,
    XlsxError,
};

use super::ExportError;
use crate::diagnostic::{Diagnostic, Severity, Spot};
use crate::read::{FileCells, SheetCells};

/// The sheet that lists the problems.
const FIRST: &str = "nap-report";
/// Problems that are listed, and notes that a sheet gets. A file with more has one fault many times.
const MOST: usize = 10_000;
const LONGEST_NOTE: usize = 2000;
const LONGEST_NAME: usize = 31;
const LONGEST_CELL: usize = 32_767;
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// An annotated copy: its name, without folders, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated {
    /// `NAME.annotated.xlsx`; a folder's name stands before it.
    pub name: String,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// Copies of the inputs with the problems of each in its cells. `date` (`YYYY-MM-DD`) is the date that they bear.
///
/// # Errors
/// [`ExportError::Workbook`] where a workbook cannot be formed.
pub fn annotated(
    files: &[FileCells],
    problems: &[Diagnostic],
    date: &str,
) -> Result<Vec<Annotated>, ExportError> {
    let mut taken = BTreeSet::new();
    let mut copies = Vec::new();
    for file in files {
        let own: Vec<&Diagnostic> = problems
            .iter()
            .filter(|problem| {
                let of = problem.place.as_ref().map(|place| place.source.file.as_str());
                of == Some(&file.name) || (of.is_some() && of == file.mapping.as_deref())
            })
            .collect();
        let bytes = copy(file, &own, date).map_err(|why| ExportError::Workbook(why.to_string()))?;
        copies.push(Annotated { name: name_of(&file.name, &mut taken), bytes });
    }
    Ok(copies)
}

/// A file name that is new, whatever the system makes of upper and lower case.
fn name_of(input: &str, taken: &mut BTreeSet<String>) -> String {
    let flat = input.replace('/', "__");
    let stem = flat.rsplit_once('.').map_or(flat.as_str(), |(stem, _)| stem);
    let tries = [stem.to_owned(), flat.clone()].into_iter();
    let more = (2..).map(|number| format!("{flat} ({number})"));
    let mut tries = tries.chain(more).map(|name| format!("{name}.annotated.xlsx"));
    let new = tries.find(|name| taken.insert(name.to_lowercase()));
    new.unwrap_or(flat)
}

/// How cells look. A ground never stands without a note.
struct Look {
    head: Format,
    wrap: Format,
    link: Format,
    title: Format,
}

impl Look {
    fn new() -> Self {
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            head: Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap(),
            link: Format::new()
                .set_align(FormatAlign::Top)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            title: Format::new().set_bold().set_font_size(14),
            wrap,
        }
    }

    /// The ground of a cell with a problem; light, so that black text stays readable on it.
    fn ground(severity: Severity) -> Format {
        let colour = match severity {
            Severity::Error => 0x00F4_B6B0,
            Severity::Warning => 0x00FF_E39A,
            Severity::Note => 0x00CF_E2F3,
        };
        Format::new().set_background_color(Color::RGB(colour)).set_border(FormatBorder::Thin)
    }
}

fn copy(file: &FileCells, problems: &[&Diagnostic], date: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::parse_from_str(date)?;
    let title = format!("{}, with the problems that nap-report found", file.name);
    let about = DocProperties::new().set_title(title).set_author(FIRST).set_creation_datetime(&created);
    book.set_properties(&about);
    let names = sheet_names(&file.sheets);
    let mut first = Worksheet::new();
    first.set_name(FIRST)?;
    list(&mut first, file, &names, problems)?;
    book.push_worksheet(first);
    for (sheet, name) in file.sheets.iter().zip(&names) {
        let mut copied = Worksheet::new();
        copied.set_name(name)?;
        let own: Vec<&Diagnostic> = problems
            .iter()
            .copied()
            .filter(|one| {
                let source = one.place.as_ref().map(|place| &place.source);
                source.is_some_and(|source| source.file == file.name && source.sheet == sheet.name)
            })
            .collect();
        cells(&mut copied, sheet, &own)?;
        book.push_worksheet(copied);
    }
    book.save_to_buffer()
}

/// Names that a workbook can have, in the order of the sheets.
fn sheet_names(sheets: &[SheetCells]) -> Vec<String> {
    let mut taken = BTreeSet::from([FIRST.to_owned()]);
    let clean = |sheet: &SheetCells| {
        let name = sheet.name.as_deref().unwrap_or("Table");
        let plain: String = name
            .chars()
            .map(|c| if c.is_control() || "[]:*?/\\".contains(c) { '_' } else { c })
            .take(LONGEST_NAME)
            .collect();
        let plain = plain.trim().trim_matches('\'');
        if plain.is_empty() { "Sheet".to_owned() } else { plain.to_owned() }
    };
    let unique = |sheet: &SheetCells| {
        let name = clean(sheet);
        let numbered = (2_u32..).map(|number| {
            let end = format!(" ({number})");
            let kept: String = name.chars().take(LONGEST_NAME - end.len()).collect();
            format!("{kept}{end}")
        });
        let mut tries = std::iter::once(name.clone()).chain(numbered);
        tries.find(|one| taken.insert(one.to_lowercase())).unwrap_or(name.clone())
    };
    sheets.iter().map(unique).collect()
}

/// The first sheet: what this file is, and all problems with a link to each cell.
fn list(
    sheet: &mut Worksheet,
    file: &FileCells,
    names: &[String],
    problems: &[&Diagnostic],
) -> Result<(), XlsxError> {
    let look = Look::new();
    for (column, width) in [(0, 10.0), (1, 22.0), (2, 20.0), (3, 12.0), (4, 70.0), (5, 70.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(
        0,
        0,
        cut(&format!("Problems in {}", file.name), LONGEST_CELL),
        &look.title,
    )?;
    let about = "This is a copy of the values alone: no formats, formulas, charts or hidden sheets. Correct the \
                 original, not this copy. A cell with a problem has a note and a coloured ground.";
    sheet.write_string(1, 0, about)?;
    for (column, head) in (0..).zip(["Severity", "Code", "Sheet", "Cell", "Problem", "What to do"]) {
        sheet.write_string_with_format(3, column, head, &look.head)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    let whole: Vec<&Diagnostic> = problems
        .iter()
        .copied()
        .filter(|one| one.place.as_ref().is_none_or(|place| place.spot == Spot::Whole))
        .collect();
    if !whole.is_empty() {
        sheet.insert_note(0, 0, &note(&whole))?;
    }
    if problems.is_empty() {
        sheet.write_string(4, 0, "No problem was found.")?;
    }
    for (row, problem) in (4..).zip(problems.iter().take(MOST)) {
        sheet.write_string_with_format(row, 0, problem.kind.severity().as_str(), &look.wrap)?;
        sheet.write_string_with_format(row, 1, problem.kind.code(), &look.wrap)?;
        let Some(place) = &problem.place else { continue };
        let of = place.source.sheet.as_deref().unwrap_or_default();
        sheet.write_string_with_format(row, 2, cut(of, LONGEST_CELL), &look.wrap)?;
        let at = file.sheets.iter().position(|one| one.name == place.source.sheet);
        let named = at
            .filter(|_| place.source.file == file.name)
            .and_then(|at| Some((file.sheets.get(at)?, names.get(at)?)));
        let shown = if place.source.file == file.name {
            place.spot_name()
        } else {
            format!("{}, {}", place.source.file, place.spot_name())
        };
        match named.and_then(|(cells, name)| Some((spot(place.spot, cells)?, name))) {
            Some(((cell_row, column), name)) => {
                let cell = format!("{}{}", crate::diagnostic::column_name(column), cell_row + 1);
                let target = format!("internal:'{}'!{cell}", name.replace('\'', "''"));
                let url = Url::new(target).set_text(shown);
                sheet.write_url_with_format(row, 3, url, &look.link)?;
            }
            None => {
                sheet.write_string_with_format(row, 3, shown, &look.wrap)?;
            }
        }
        sheet.write_string_with_format(row, 4, cut(&problem.message, LONGEST_CELL), &look.wrap)?;
        sheet.write_string_with_format(row, 5, cut(&problem.hint, LONGEST_CELL), &look.wrap)?;
    }
    if problems.len() > MOST {
        let more = format!("and {} more, which `check --format json` lists", problems.len() - MOST);
        sheet.write_string(u32::try_from(MOST).unwrap_or(0) + 4, 0, more)?;
    }
    Ok(())
}

/// A sheet's values, with its problems as notes.
fn cells(sheet: &mut Worksheet, cells: &SheetCells, problems: &[&Diagnostic]) -> Result<(), XlsxError> {
    let mut noted: BTreeMap<(u32, u32), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems {
        let Some(at) = problem.place.as_ref().and_then(|place| spot(place.spot, cells)) else { continue };
        if noted.len() < MOST || noted.contains_key(&at) {
            noted.entry(at).or_default().push(problem);
        }
    }
    let plain = Format::new();
    let ground = |at: (u32, u32)| {
        let worst = noted.get(&at).and_then(|all| all.iter().map(|one| one.kind.severity()).min());
        worst.map_or_else(|| plain.clone(), Look::ground)
    };
    for (row, texts) in cells.rows.iter().filter(|(row, _)| *row < ROWS) {
        for (column, text) in texts.iter().filter(|(column, _)| *column < COLUMNS) {
            let index = u16::try_from(*column).unwrap_or_default();
            let format = ground((*row, *column));
            match plain_number(text) {
                Some(number) => sheet.write_number_with_format(*row, index, number, &format)?,
                // As a string it stays one, also where it begins as a formula does.
                None => sheet.write_string_with_format(*row, index, cut(text, LONGEST_CELL), &format)?,
            };
        }
    }
    for (at, all) in &noted {
        let (row, column) = *at;
        let index = u16::try_from(column).unwrap_or_default();
        if text_at(cells, row, column).is_none() {
            sheet.write_blank(row, index, &ground(*at))?;
        }
        sheet.insert_note(row, index, &note(all))?;
    }
    Ok(())
}

/// The cell that a problem's note stands in; `None` where it is about the sheet or the file as a whole.
fn spot(spot: Spot, cells: &SheetCells) -> Option<(u32, u32)> {
    let at = match spot {
        Spot::Cell(row, column) => (row, column),
        Spot::Row(number) => {
            let row = cells.rows.iter().find(|(row, _)| *row == number);
            (number, row.and_then(|(_, texts)| texts.first()).map_or(0, |(column, _)| *column))
        }
        Spot::Column(column) => {
            let row = cells.rows.iter().find(|(_, texts)| texts.iter().any(|(at, _)| *at == column));
            (row.map_or(0, |(row, _)| *row), column)
        }
        _ => return None,
    };
    (at.0 < ROWS && at.1 < COLUMNS).then_some(at)
}

fn text_at(cells: &SheetCells, row: u32, column: u32) -> Option<&str> {
    let at = cells.rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
    let (_, texts) = cells.rows.get(at)?;
    texts.iter().find(|(at, _)| *at == column).map(|(_, text)| &**text)
}

fn note(problems: &[&Diagnostic]) -> Note {
    let lines: Vec<String> = problems
        .iter()
        .map(|one| {
            let hint = if one.hint.is_empty() { String::new() } else { format!("\nhint: {}", one.hint) };
            format!("{}[{}]: {}{hint}", one.kind.severity().as_str(), one.kind.code(), one.message)
        })
        .collect();
    let text = lines.join("\n\n");
    let height =
        40 + 18 * u32::try_from(text.chars().count() / 40 + text.lines().count()).unwrap_or(20).min(20);
    Note::new(cut(&text, LONGEST_NOTE))
        .add_author_prefix(false)
        .set_author(FIRST)
        .set_width(320)
        .set_height(height)
}

/// A text without the characters that a workbook cannot hold, cut to its longest.
fn cut(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').take(most).collect()
}

/// The number that a text is, and nothing else: not `007`, not `1e9`, not `12 %`.
fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let led = whole.len() > 1 && whole.starts_with('0');
    (all(whole) && all(part) && !led && digits.len() <= 15).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Diagnostics, Kind, Place, Source};

    fn file(name: &str, sheet: Option<&str>, rows: &[&[&str]]) -> FileCells {
        let cells = |row: &[&str]| (0..).zip(row.iter().map(|text| Arc::from(*text))).collect();
        let rows = (0..).zip(rows.iter().map(|row| cells(row))).collect();
        let sheet = SheetCells { name: sheet.map(str::to_owned), rows };
        FileCells { name: name.to_owned(), mapping: None, sheets: vec![sheet] }
    }

    #[test]
    fn numbers_are_numbers_only_where_they_are_plain() {
        for text in ["0", "2017", "-3", "0.5", "12.25"] {
            assert_eq!(plain_number(text), text.parse().ok(), "{text}");
        }
        for text in
            ["007", "1e9", "12 %", "1,5", "", "-", ".5", "5.", "inf", "1234567890123456", "+1", "=1+1"]
        {
            assert_eq!(plain_number(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_copies_differ_and_hold_no_folder() {
        let mut taken = BTreeSet::new();
        let names = ["round/a.xlsx", "a.xlsx", "A.csv", "a.csv"].map(|name| name_of(name, &mut taken));
        assert_eq!(
            names,
            [
                "round__a.annotated.xlsx",
                "a.annotated.xlsx",
                "A.csv.annotated.xlsx",
                "a.csv (2).annotated.xlsx"
            ]
            .map(str::to_owned)
        );
    }

    #[test]
    fn names_of_sheets_are_ones_that_a_workbook_can_have() {
        let named = |name: &str| SheetCells { name: Some(name.to_owned()), rows: Vec::new() };
        let long = "A very long name of a sheet that goes on";
        let sheets = [named("NAP-Report"), named("a/b:c"), named(long), named(long), named("'"), named("")];
        let names = sheet_names(&sheets);
        assert_eq!(names[0], "NAP-Report (2)");
        assert_eq!(names[1], "a_b_c");
        assert!(names.iter().all(|name| name.chars().count() <= LONGEST_NAME), "{names:?}");
        assert_eq!((names[4].as_str(), names[5].as_str()), ("Sheet", "Sheet (2)"));
    }

    #[test]
    fn the_same_problems_give_the_same_bytes() {
        let input = file("a.csv", None, &[&["Country", "ICT"], &["Germny", "=1+1"]]);
        let source = Arc::new(Source { file: "a.csv".into(), sheet: None });
        let mut problems = Diagnostics::new();
        problems.push(
            Kind::UnknownCountry,
            &Place::cell(&source, 1, 0),
            "`Germny` is no country",
            "Germany?",
        );
        problems.push(Kind::EncodingGuessed, &Place::file("a.csv"), "guessed", "");
        let problems = problems.sorted();
        let once = annotated(std::slice::from_ref(&input), &problems, "2026-01-31").unwrap();
        let again = annotated(&[input], &problems, "2026-01-31").unwrap();
        assert_eq!(once, again);
        assert_eq!(once[0].name, "a.annotated.xlsx");
    }
}
