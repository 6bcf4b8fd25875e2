//! Layouts of small sheets, written as rows of cells.

use super::super::Limits;
use super::super::columns::tests::builtin;
use super::super::grid::Builder;
use super::*;
use crate::diagnostic::Source;

fn grid(sheet: &str, rows: &[&str]) -> Grid {
    let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some(sheet.into()) });
    let mut cells = Builder::new(source, &Limits::default());
    for (row, line) in (0_u32..).zip(rows) {
        for (column, text) in (0_u32..).zip(line.split('|')) {
            cells.text(row, column, text).unwrap();
        }
    }
    cells.finish()
}

fn first(grid: &Grid) -> Result<Layout, NoTable> {
    find(grid, false, &builtin()).map(|found| found.into_iter().next().unwrap().layout)
}

fn understood(sheet: &str, rows: &[&str]) -> (Shape, u32, Vec<String>) {
    let grid = grid(sheet, rows);
    let layout = first(&grid).unwrap();
    let row = grid.rows[layout.header].number;
    (layout.shape, row, layout.columns.iter().map(Headed::meaning_name).collect())
}

#[test]
fn titles_and_notes_above_are_passed_over() {
    let rows = [
        "Coverage of the plans, by country and theme",
        "",
        "Coded in spring; 0 = none",
        "|Country|Period|ICT|AI|Colour",
        "|Chad|2019|0|1|red",
    ];
    let expected = ["country", "period", "theme:ict", "theme:ai", "not used"].map(str::to_owned).into();
    assert_eq!(understood("Sheet1", &rows), (Shape::Matrix, 3, expected));
}

#[test]
fn a_row_of_themes_below_a_group_refines_it() {
    let rows = ["Country|Period|Themes||", "||ICT|AI|Privacy", "Chad|2019|yes|no|yes"];
    let expected = ["country", "period", "theme:ict", "theme:ai", "theme:privacy"].map(str::to_owned).into();
    assert_eq!(understood("Sheet1", &rows), (Shape::Matrix, 0, expected));
}

#[test]
fn a_row_of_meanings_below_the_themes_refines_them() {
    let rows = ["Country|Year|ICT||AI|", "||Level|Quote|Level|Quote", "Chad|2019|2|text|1|text"];
    let expected = ["country", "period", "theme:ict", "passage:ict", "theme:ai", "passage:ai"];
    assert_eq!(understood("Sheet1", &rows), (Shape::Matrix, 0, expected.map(str::to_owned).into()));
}

#[test]
fn codes_with_passages_are_coded_rows_and_passages_alone_are_not() {
    let coded = understood("Sheet1", &["Country|Theme|Level|Excerpt", "Chad|AI|2|text"]);
    assert_eq!(coded.0, Shape::Coded);
    let passages = understood("Sheet1", &["ISO3|Theme|Text|Level", "TCD|AI|text|2"]);
    assert_eq!(passages.0, Shape::Coded);
    let passages = understood("Sheet1", &["ISO3|Theme|Text", "TCD|AI|text"]);
    assert_eq!((passages.0, passages.2[1].as_str()), (Shape::Passages, "theme"));
}

#[test]
fn a_sheet_named_for_a_theme_codes_that_theme() {
    let grid = grid("2. AI", &["Country|Level", "Chad|2"]);
    let layout = first(&grid).unwrap();
    assert_eq!((layout.shape, layout.theme), (Shape::Coded, Some((Arc::from("ai"), Spot::Whole))));
}

#[test]
fn a_title_names_the_theme_unless_the_sheet_says_otherwise() {
    let rows = ["|Theme: access to remedy", "Country|Level", "Chad|2"];
    let layout = first(&grid("Sheet1", &rows)).unwrap();
    assert_eq!(layout.theme, Some((Arc::from("remedy"), Spot::Cell(0, 1))));
    assert_eq!(first(&grid("AI", &rows)).unwrap_err(), NoTable::NotUnderstood);
}

#[test]
fn what_is_no_table_is_told_from_what_is_not_understood() {
    let none = |rows: &[&str]| first(&grid("Sheet1", rows)).unwrap_err();
    assert_eq!(none(&[]), NoTable::Blank);
    assert_eq!(none(&["About this workbook", "Author|A. Coder"]), NoTable::NoData);
    assert_eq!(none(&["Country|Document|Date", "Chad|NAP|2019"]), NoTable::NoData);
    assert_eq!(none(&["Country|Level", "Chad|2"]), NoTable::NotUnderstood);
    assert_eq!(none(&["Country|Digitales|KI", "Chad|ja|nein"]), NoTable::NotUnderstood);
    assert_eq!(none(&["Land|Digitales|KI", "A|ja|nein", "B|ja|nein"]), NoTable::NotUnderstood);
}

#[test]
fn rows_of_levels_and_countries_are_no_headers() {
    // Under a header that nobody knows, the first row of data must not pass for one: its level would be lost.
    let rows = ["Land|Tieto|Keino", "Netherlands|none|commitment", "Colombia|mention|commitment"];
    assert!(first(&grid("Sheet1", &rows)).is_err());
    let rows = ["Country|ICT|Remedy", "Germny|commitment|mention", "Chad|none|commitment"];
    let layout = first(&grid("Sheet1", &rows)).unwrap();
    assert_eq!((layout.header_rows, layout.data.clone()), (1, 1..3));
}

#[test]
fn the_title_of_a_key_beside_a_table_is_no_column() {
    let rows = ["Country|ICT|AI||Legend", "Chad|2|1||2 = commitment", "Mali|0|1||1 = mention"];
    let layout = first(&grid("Sheet1", &rows)).unwrap();
    assert_eq!(layout.columns.iter().map(|column| column.index).collect::<Vec<_>>(), [0, 1, 2]);
}

/// Rows that may be headers cost a look each. Where the looks are used up, what follows is told, and never read
/// under a header that is not its own.
#[test]
fn rows_behind_the_last_look_are_left_out_and_told() {
    let mut rows = vec!["Country|Period|ICT|AI".to_owned(), "Chad|2019|yes|no".to_owned()];
    // A blank row above each makes it a place where a header may stand.
    for _ in 0..5_200 {
        rows.extend([String::new(), "Chad|2020|yes|no".to_owned()]);
    }
    rows.extend([String::new(), "Country|Period|AI|ICT".to_owned(), "Mali|2021|no|yes".to_owned()]);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let grid = grid("Sheet1", &rows);
    let tables = find(&grid, false, &builtin()).unwrap();
    let last = &tables.last().unwrap().layout;
    assert!(!last.unread.is_empty() && last.unread.end == grid.rows.len());
    assert!(tables.iter().all(|table| table.layout.data.end <= last.unread.start));
    let mut problems = crate::diagnostic::Diagnostics::new();
    report(last, &grid, &builtin(), &mut problems);
    let told = problems.sorted();
    assert_eq!(told[0].kind, crate::diagnostic::Kind::TooLarge);
    let from = grid.rows[last.unread.start].number + 1;
    assert_eq!(told[0].place.as_ref().map(crate::diagnostic::Place::spot_name), Some(format!("row {from}")));
}
