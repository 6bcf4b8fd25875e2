//! What kind of table a sheet holds: finds the header and says what each column is.
//!
//! Row 1 is often a title, and notes and keys may follow before the table begins. The header is the row with most
//! words that the vocabulary knows, as long as it has a country and something about it.

use std::ops::Range;
use std::sync::Arc;

use super::columns::{Column, Vocabulary, name_of};
use super::grid::{Grid, Row};
use super::{Meaning, Shape};
use crate::diagnostic::{Diagnostics, Kind, Spot};

/// Rows that are not blank in which a header is looked for.
const FIRST_ROWS: usize = 50;

/// The tables of a sheet.
#[derive(Debug)]
pub(super) struct Found {
    /// The cells with rows and columns exchanged, where the countries stand across; the tables are of these.
    pub turned: Option<Grid>,
    /// From top to bottom, then from left to right; at least one.
    pub tables: Vec<Layout>,
}

/// A table with its header.
#[derive(Debug)]
pub(super) struct Layout {
    /// The kind of table.
    pub shape: Shape,
    /// Index of the header in the grid's rows.
    pub header: usize,
    /// Rows that the header takes: one, or two where groups stand over the columns.
    pub header_rows: usize,
    /// Indices of the grid's rows between the table before and the header: titles, notes, keys.
    pub above: Range<usize>,
    /// Indices of the grid's rows below the header, up to the next table or the end.
    pub data: Range<usize>,
    /// The columns with a header, from left to right.
    pub columns: Vec<Headed>,
    /// A theme that the whole table is about, from the sheet's name or a title, and where that stands.
    pub theme: Option<(Arc<str>, Spot)>,
    /// A country that the whole table is about, as written in the sheet's name or a title.
    pub country: Option<(Arc<str>, Spot)>,
    /// A period that the whole table is about, as written.
    pub period: Option<(Arc<str>, Spot)>,
}

impl Layout {
    /// The themes that stand across, by their first column.
    pub(super) fn themes(&self) -> Vec<Arc<str>> {
        let mut themes: Vec<Arc<str>> = Vec::new();
        for column in self.columns.iter().filter(|column| column.used) {
            if let Some(Column::Theme(theme) | Column::Detail(theme, _)) = &column.says
                && !themes.contains(theme)
            {
                themes.push(Arc::clone(theme));
            }
        }
        themes
    }
}

/// A column with a header.
#[derive(Debug, Clone)]
pub(super) struct Headed {
    /// From 0.
    pub index: u32,
    /// The header's row, from 0.
    pub row: u32,
    /// The header as written.
    pub header: Arc<str>,
    /// What the header says.
    pub says: Option<Column>,
    /// The edition that the column is about, where several stand across, and where that is written.
    pub edition: Option<(Arc<str>, Spot)>,
    /// Whether its cells are used.
    pub used: bool,
}

impl Headed {
    /// The name of its meaning for reports: `country`, `theme:ict`, `not used`.
    pub(super) fn meaning_name(&self) -> String {
        match &self.says {
            Some(Column::Field(meaning)) if self.used => name_of(*meaning).to_owned(),
            Some(Column::Theme(theme)) if self.used => format!("theme:{theme}"),
            Some(Column::Detail(theme, meaning)) if self.used => format!("{}:{theme}", name_of(*meaning)),
            _ => "not used".to_owned(),
        }
    }
}

/// Why a sheet holds no table that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTable {
    /// There are no cells.
    Blank,
    /// Text, a key or a list, but no table of countries. Nothing is lost.
    NoData,
    /// A table whose header is not understood. What is in it is lost.
    NotUnderstood,
}

/// Finds the table of a sheet.
pub(super) fn find(grid: &Grid, vocabulary: &Vocabulary) -> Result<Found, NoTable> {
    Ok(Found { turned: None, tables: vec![one_table(grid, vocabulary)?] })
}

fn one_table(grid: &Grid, vocabulary: &Vocabulary) -> Result<Layout, NoTable> {
    if grid.rows.is_empty() {
        return Err(NoTable::Blank);
    }
    let mut themes = Vec::new();
    themes.extend(grid.source.sheet.as_deref().and_then(|name| Some((vocabulary.theme(name)?, Spot::Whole))));
    let mut best: Option<(usize, Layout)> = None;
    let mut countries = false;
    for (at, row) in grid.rows.iter().enumerate().take(FIRST_ROWS) {
        let single = headed(row, vocabulary);
        let lost = says(&single, Meaning::Level) || single.iter().any(|column| column.says.is_none());
        countries |= has_country(&single) && lost;
        let double = grid.rows.get(at + 1).and_then(|below| refined(&single, row, below, vocabulary));
        let candidates = [Some((1, single)), double.map(|columns| (2, columns))];
        for (header_rows, columns) in candidates.into_iter().flatten() {
            let score = columns.iter().filter(|column| column.says.is_some()).count();
            if best.as_ref().is_some_and(|(most, _)| score <= *most) {
                continue;
            }
            let theme = one(&themes);
            if let Some(shape) = shape(&columns, theme.is_some()) {
                let data = at + header_rows..grid.rows.len();
                let (above, country, period) = (0..at, None, None);
                let found =
                    Layout { shape, header: at, header_rows, above, data, columns, theme, country, period };
                best = Some((score, found));
            }
        }
        // A title names the theme of what stands below it.
        if let [(column, title)] = &row.cells[..] {
            themes.extend(vocabulary.theme(title).map(|theme| (theme, Spot::Cell(row.number, *column))));
        }
    }
    let Some((_, mut layout)) = best else {
        let wide = grid.rows.iter().filter(|row| row.cells.len() >= 3).take(3).count();
        return Err(if countries || wide == 3 { NoTable::NotUnderstood } else { NoTable::NoData });
    };
    choose(&mut layout);
    Ok(layout)
}

/// The theme that a sheet's name and titles agree on.
fn one(themes: &[(Arc<str>, Spot)]) -> Option<(Arc<str>, Spot)> {
    let (first, rest) = themes.split_first()?;
    rest.iter().all(|(theme, _)| *theme == first.0).then(|| first.clone())
}

fn headed(row: &Row, vocabulary: &Vocabulary) -> Vec<Headed> {
    let columns = row.cells.iter().map(|(index, header)| Headed {
        index: *index,
        row: row.number,
        header: Arc::clone(header),
        says: vocabulary.column(header),
        edition: None,
        used: false,
    });
    columns.collect()
}

/// The header of two rows, where the second refines the first: `Themes` over `ICT`, `AI`, `Privacy`, or `ICT` over
/// `Level`, `Quote`.
///
/// The second row counts only where all of its cells are known words, so that it is no row of data.
fn refined(first: &[Headed], row: &Row, below: &Row, vocabulary: &Vocabulary) -> Option<Vec<Headed>> {
    let mut second = headed(below, vocabulary);
    for column in &mut second {
        // A theme merged over its columns stands in the first of them.
        let over = first.iter().rfind(|group| group.index <= column.index);
        let Some(group) = over.filter(|group| matches!(group.says, Some(Column::Theme(_)))) else { continue };
        column.header = Arc::from(format!("{} {}", group.header, column.header));
        column.says = vocabulary.column(&column.header);
    }
    let known = second.len() >= 2 && second.iter().all(|column| column.says.is_some());
    if !known || below.number != row.number + 1 {
        return None;
    }
    let mut columns = second;
    for column in first {
        // `Country` merged over both rows stands in the first alone.
        let covered = columns.iter().any(|other| other.index == column.index);
        let group = column.says.is_none() && columns.iter().any(|other| other.index > column.index);
        if !covered && !group {
            columns.push(column.clone());
        }
    }
    // A title over a header of one row gives nothing to it.
    let gives = columns.iter().any(|column| column.row == row.number && column.says.is_some());
    columns.sort_by_key(|column| column.index);
    gives.then_some(columns)
}

fn says(columns: &[Headed], meaning: Meaning) -> bool {
    columns.iter().any(|column| column.says == Some(Column::Field(meaning)))
}

fn has_country(columns: &[Headed]) -> bool {
    says(columns, Meaning::Country) || says(columns, Meaning::Iso)
}

/// The kind of table under such a header; `None` where it is none.
pub(super) fn shape(columns: &[Headed], sheet_has_theme: bool) -> Option<Shape> {
    if !has_country(columns) {
        return None;
    }
    let text = says(columns, Meaning::Passage) || says(columns, Meaning::Statement);
    let coded = says(columns, Meaning::Level) && (says(columns, Meaning::Theme) || sheet_has_theme);
    let themes = columns.iter().any(|column| matches!(column.says, Some(Column::Theme(_))));
    let passages = |meaning| matches!(meaning, Meaning::Passage | Meaning::Statement);
    let text = text
        || columns
            .iter()
            .any(|c| matches!(c.says, Some(Column::Detail(_, meaning)) if !themes && passages(meaning)));
    match (coded, themes, text) {
        (true, _, _) => Some(Shape::Coded),
        // Passages down and themes across: each mark codes the passage for one theme.
        (false, true, true) => Some(Shape::Coded),
        (false, true, false) => Some(Shape::Matrix),
        (false, false, true) => Some(Shape::Passages),
        (false, false, false) => None,
    }
}

/// Decides which columns are used: those that the shape has a place for, and of two alike the first.
pub(super) fn choose(layout: &mut Layout) {
    let coded_rows = says(&layout.columns, Meaning::Level)
        && (says(&layout.columns, Meaning::Theme) || layout.theme.is_some());
    let across = layout.shape != Shape::Passages && !coded_rows;
    let mut taken: Vec<Column> = Vec::new();
    for column in &mut layout.columns {
        let Some(says) = &column.says else { continue };
        let fits = match says {
            Column::Theme(_) => across,
            Column::Detail(..) => !coded_rows,
            Column::Field(Meaning::Level) => coded_rows,
            Column::Field(Meaning::Theme) => !across,
            Column::Field(_) => true,
        };
        column.used = fits && (joins(says) || !taken.contains(says));
        if column.used {
            taken.push(says.clone());
        }
    }
    // The sheet's name gives the theme only where no column does, and only to codes.
    if layout.shape != Shape::Coded || across || says(&layout.columns, Meaning::Theme) {
        layout.theme = None;
    }
}

/// Whether several columns of this kind are read together, as a path or a list.
fn joins(column: &Column) -> bool {
    matches!(column, Column::Field(Meaning::Section | Meaning::Document | Meaning::Note))
}

/// Tells which columns were not used, each at its header.
pub(super) fn report(layout: &Layout, grid: &Grid, vocabulary: &Vocabulary, problems: &mut Diagnostics) {
    for column in layout.columns.iter().filter(|column| !column.used) {
        let place = grid.cell(column.row, column.index);
        let header = &column.header;
        let twin = layout.columns.iter().find(|other| other.used && other.says == column.says);
        match (&column.says, twin) {
            (Some(_), Some(twin)) => problems.push(
                Kind::DuplicateColumn,
                &place,
                format!(
                    "`{header}` means the same as `{}` in {}; the first was used",
                    twin.header,
                    grid.column_label(twin.index)
                ),
                "rename or delete one of the two columns",
            ),
            // Beside themes across, such a column is about the plan as a whole: its status, say.
            (Some(Column::Field(Meaning::Level)), None) if layout.shape == Shape::Passages => problems.push(
                Kind::UnknownTheme,
                &place,
                format!("the codes under `{header}` belong to no theme; they were not used"),
                "add a column `Theme`, or name the sheet for the theme that all its codes are about",
            ),
            (Some(_), None) => problems.push(
                Kind::UnknownColumn,
                &place,
                format!("the column `{header}` has no use in this table: {}", why_unused(layout)),
                "nothing to do, unless the table was meant to be of another kind",
            ),
            // A theme's column under a misspelt header would be a silent gap: its codes are missing.
            (None, _) if vocabulary.near_theme(header).is_some() => problems.push(
                Kind::UnknownTheme,
                &place,
                format!("the column `{header}` is not known, and was not used"),
                format!(
                    "did you mean `{}`? Correct the header, or add it to the theme's `headers` in \
                     templates/codebook.toml",
                    vocabulary.near_theme(header).unwrap_or_default()
                ),
            ),
            (None, _) => problems.push(
                Kind::UnknownColumn,
                &place,
                format!("the column `{header}` is not known, and was not used"),
                "where it matters, rename it or add the word to templates/columns.toml",
            ),
        }
    }
}

fn why_unused(layout: &Layout) -> &'static str {
    match layout.shape {
        Shape::Passages => "a row a passage, without codes",
        Shape::Coded => "a row a code",
        Shape::Matrix => "countries down, themes across",
    }
}

#[cfg(test)]
mod tests {
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
        find(grid, &builtin()).map(|found| found.tables.into_iter().next().unwrap())
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
        let expected =
            ["country", "period", "theme:ict", "theme:ai", "theme:privacy"].map(str::to_owned).into();
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
}
