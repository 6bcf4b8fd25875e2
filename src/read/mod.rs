//! Files to rows: the first stage. Knows spreadsheets and what their headers mean; knows no countries or themes.
//!
//! ```text
//! path -> content.rs -> sheet.rs | delimited.rs -> Grid -> layout.rs (+ columns.rs) -> rows.rs -> Record
//! ```
//!
//! Files come from strangers. `archive.rs`, `compound.rs` and `opendocument.rs` look at what a file claims before
//! a reader believes it, and `contain.rs` keeps a reader's panic inside.
//!
//! A [`Record`] is one statement of a sheet, as written: one passage, one coded row, or one cell of a matrix.
//! Every text in it keeps the cell that it came from.

mod archive;
mod binary;
mod clean;
mod columns;
mod compound;
mod contain;
mod content;
mod delimited;
mod excluded;
mod file;
mod fill;
mod grid;
mod group;
mod inputs;
mod key;
mod layout;
mod look;
mod mapping;
mod odd;
mod opendocument;
mod record;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;
mod unheaded;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use thiserror::Error;

pub(crate) use self::clean::pass_over;
pub use self::columns::{Names, Vocabulary};
pub use self::file::{hexadecimal, sha256};
use self::mapping::Given;
pub use self::record::{Cell, Record};
use crate::diagnostic::{Diagnostic, Diagnostics, Source};

/// Why reading cannot start. What is wrong with a file is a diagnostic, not an error.
#[derive(Debug, Error)]
pub enum ReadError {
    /// A path that was given cannot be opened.
    #[error("cannot open `{}`", path.display())]
    Path {
        /// As given.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// What is asked to be read.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Files, folders and patterns.
    pub inputs: &'a [PathBuf],
    /// A folder that is not searched, since the tool writes to it.
    pub without: Option<&'a Path>,
    /// A mapping file that goes before those beside the inputs.
    pub mapping: Option<&'a Path>,
}

impl<'a> Asked<'a> {
    /// Files, folders and patterns alone.
    #[must_use]
    pub fn of(inputs: &'a [PathBuf]) -> Self {
        Self { inputs, without: None, mapping: None }
    }
}

/// Reads files and folders, in name order whatever the number of threads.
///
/// A file that cannot be read, or only in part, is told in `problems`, and the rest goes on. The error is a path
/// that was given but cannot be opened. A mapping file beside an input says what its sheets hold.
pub fn read(
    asked: Asked<'_>,
    vocabulary: &Vocabulary,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Result<Reading, ReadError> {
    let inputs = inputs::find(asked.inputs, asked.without, problems)?;
    let given = asked.mapping.map(|path| Given::load(path, &inputs, vocabulary, problems)).transpose()?;
    let outcomes: Vec<_> =
        inputs.par_iter().map(|input| file::read(input, given.as_ref(), vocabulary, limits)).collect();
    let mut reading = Reading::default();
    for (report, mut records, told) in outcomes {
        problems.extend(told);
        reading.files.push(report);
        reading.records.append(&mut records);
    }
    Ok(reading)
}

/// What stands on disk where [`read`] would look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Name and SHA-256 of each input, in name order.
    pub files: Vec<(String, String)>,
    /// Name and SHA-256 of each mapping file.
    pub mappings: Vec<(String, String)>,
    /// What is wrong with the places themselves, and inputs named one by one.
    pub told: Vec<String>,
}

/// What stands on disk where [`read`] would look. `None` where a file cannot be read: then nobody knows.
#[must_use]
pub fn fingerprint(asked: Asked<'_>) -> Option<Fingerprint> {
    let mut problems = Diagnostics::new();
    let inputs = inputs::find(asked.inputs, asked.without, &mut problems).ok()?;
    let files: Option<Vec<_>> =
        inputs.par_iter().map(|input| Some((input.name.clone(), file::hash(&input.path)?))).collect();
    let mut told: Vec<String> = problems.sorted().iter().map(ToString::to_string).collect();
    told.extend(inputs.iter().filter(|input| input.named).map(|input| input.name.clone()));
    let mut mappings = Vec::new();
    let mut add = |path: &Path| -> Option<()> {
        let name = path.file_name()?.to_string_lossy().into_owned();
        mappings.push((name, file::hash(path)?));
        Some(())
    };
    if let Some(given) = asked.mapping {
        add(given)?;
    }
    for input in &inputs {
        for path in mapping::candidates(input) {
            add(&path)?;
            // Another spreadsheet of that name makes it doubtful whose the mapping is.
            told.extend(mapping::namesakes(&input.path));
        }
    }
    Some(Fingerprint { files: files?, mappings, told })
}

/// How many panics of this package's own code were contained while files were read; for tests.
#[doc(hidden)]
#[must_use]
pub fn own_panics() -> usize {
    contain::own_panics()
}

/// A mapping file for an input, as what was understood of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where it belongs: beside the input.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// What was understood of each input as a mapping file; `problems` are those of the run, for the codes not
/// understood. An input that holds no cells gets none.
pub fn drafts(
    asked: Asked<'_>,
    vocabulary: &Vocabulary,
    limits: &Limits,
    problems: &[Diagnostic],
) -> Result<Vec<Draft>, ReadError> {
    let (inputs, given) = look_again(asked, vocabulary)?;
    let draft = |input: &inputs::Input| {
        let sheets = file::look(input, given.as_ref(), vocabulary, limits);
        let path = mapping::path_for(&input.path).filter(|_| !sheets.is_empty())?;
        let text = mapping::draft(&input.name, &sheets, vocabulary, problems);
        // Forms alone are read without a mapping, and one that says nothing would be a fault.
        text.contains("\n[[").then_some(Draft { path, text })
    };
    Ok(inputs.par_iter().filter_map(draft).collect())
}

/// The cells of an input, for a copy of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCells {
    /// Its name in places.
    pub name: String,
    /// The name of its mapping file in places, where there is one.
    pub mapping: Option<String>,
    /// The sheets that were read.
    pub sheets: Vec<SheetCells>,
}

/// The cells of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCells {
    /// The sheet's name; `None` for a text file.
    pub name: Option<String>,
    /// Rows that are not blank, each with its columns that are not, both from 0 and ascending.
    pub rows: Vec<CellRow>,
}

/// A row's number, and its cells by column.
pub type CellRow = (u32, Vec<(u32, Arc<str>)>);

/// The cells of each input, as [`read`] saw them: without hidden sheets, and none of what cannot be read.
pub fn cells(
    asked: Asked<'_>,
    vocabulary: &Vocabulary,
    limits: &Limits,
) -> Result<Vec<FileCells>, ReadError> {
    let (inputs, given) = look_again(asked, vocabulary)?;
    let cells = |input: &inputs::Input| {
        let sheets = file::look(input, given.as_ref(), vocabulary, limits).into_iter();
        let sheets = sheets.filter(|examined| examined.sheet.skipped.is_none()).filter_map(|examined| {
            let grid = examined.sheet.grid.ok()?;
            let rows = grid.rows.into_iter().map(|row| (row.number, row.cells)).collect();
            Some(SheetCells { name: grid.source.sheet.clone(), rows })
        });
        let mut told = Diagnostics::new();
        let mapping = mapping::of_input(input, given.as_ref(), vocabulary, &mut told);
        let mapping = mapping.map(|(_, report)| report.name);
        FileCells { name: input.name.clone(), mapping, sheets: sheets.collect() }
    };
    Ok(inputs.par_iter().map(cells).collect())
}

/// The inputs as [`read`] found them; what is wrong with them has been told.
fn look_again(
    asked: Asked<'_>,
    vocabulary: &Vocabulary,
) -> Result<(Vec<inputs::Input>, Option<Given>), ReadError> {
    let mut told = Diagnostics::new();
    let inputs = inputs::find(asked.inputs, asked.without, &mut told)?;
    let given = asked.mapping.map(|path| Given::load(path, &inputs, vocabulary, &mut told)).transpose()?;
    Ok((inputs, given))
}

/// What a column (or a matrix cell) means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The country's name, or an ISO code under a header such as "Country".
    Country,
    /// The ISO 3166 code, two or three letters.
    Iso,
    /// The period of the plan, as written: `2017-2020`, `2014 - open`.
    Period,
    /// The first year, in a column of its own.
    Start,
    /// The last year, in a column of its own.
    End,
    /// The region or group, as written. Shown nowhere: regions come from M49.
    Region,
    /// The theme, as written; in a matrix the codebook id of the column.
    Theme,
    /// The code that a person gave: `commitment`, `yes`, `2`.
    Level,
    /// What the sheet's own key says that this code means ("2 = commitment" above the table).
    LevelByKey,
    /// A passage of the plan: quotation or summary.
    Passage,
    /// What the sheet's author states about the plan: "makes no reference to ICT".
    Statement,
    /// Where in the plan: the path of headings.
    Section,
    /// The page, as written.
    Page,
    /// The title or address of the document that was read.
    Document,
    /// A remark of the coder.
    Note,
    /// Whether the plan is there, as written: `adopted`, `draft`, `no NAP`.
    Status,
    /// What stands where a passage should: `n/a`, `not yet read`. No column is read so; the coding stage finds it.
    Placeholder,
}

impl Meaning {
    /// Whether it is a text about a theme, beside its codes or instead of them.
    pub(in crate::read) fn is_text(self) -> bool {
        matches!(
            self,
            Self::Passage | Self::Statement | Self::Section | Self::Page | Self::Document | Self::Note
        )
    }
}

/// The kind of table that a record came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A row a passage, with or without a theme; no codes.
    Passages,
    /// A row an edition and theme, coded.
    Coded,
    /// Countries down, themes across.
    Matrix,
}

impl Shape {
    /// What a user calls such a table.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Passages => "a row a passage",
            Self::Coded => "a row an edition and theme, coded",
            Self::Matrix => "a matrix, countries down and themes across",
        }
    }
}

/// What was found in one table of a sheet, or a sheet without one, for `check` and `run.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SheetReport {
    /// The sheet's name; `None` for a text file.
    pub name: Option<String>,
    /// The kind of table; `None` where the sheet was not used.
    pub shape: Option<Shape>,
    /// Why the sheet was not used; empty where it was.
    pub why_not: String,
    /// Whether the countries stand across; then what is said of rows and columns here is said of columns and rows.
    pub countries_across: bool,
    /// The header's row (or column, where the countries stand across) as the spreadsheet numbers it, from 1.
    pub header_row: Option<u32>,
    /// Which column is what: letters (or the row's number), header as written, meaning (`theme:ict` for a theme of a matrix, `not used`).
    pub columns: Vec<(String, String, String)>,
    /// Rows below the header that are not blank.
    pub rows_read: usize,
    /// Rows that gave at least one record.
    pub rows_used: usize,
}

impl SheetReport {
    fn unused(source: &Source, why_not: &str) -> Self {
        Self {
            name: source.sheet.clone(),
            shape: None,
            why_not: why_not.to_owned(),
            countries_across: false,
            header_row: None,
            columns: Vec::new(),
            rows_read: 0,
            rows_used: 0,
        }
    }
}

/// What was found in one file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FileReport {
    /// Name relative to the input folder, with `/`.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// The sheets, in the workbook's order. Empty where the file could not be read.
    pub sheets: Vec<SheetReport>,
    /// The mapping file that says what the sheets hold, where there is one.
    pub mapping: Option<MappingReport>,
}

impl FileReport {
    fn of(name: &str) -> Self {
        Self { name: name.to_owned(), bytes: 0, sha256: String::new(), sheets: Vec::new(), mapping: None }
    }
}

/// A mapping file that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MappingReport {
    /// Its name, beside the input's.
    pub name: String,
    /// SHA-256 of its content, lower-case hexadecimal.
    pub sha256: String,
}

/// All that the read stage hands on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Every file that was tried, in name order.
    pub files: Vec<FileReport>,
    /// The statements, in the order of file, sheet, row, column.
    pub records: Vec<Record>,
}

/// Bounds on an input; past one of them that file is refused and the rest goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file on disk.
    pub file_bytes: u64,
    /// Bytes after unpacking, counted while unpacking.
    pub unpacked_bytes: u64,
    /// Rows of one sheet.
    pub rows: usize,
    /// Columns of one sheet.
    pub columns: usize,
    /// Characters of one cell.
    pub cell_chars: usize,
    /// Bytes that all cells of the file take in memory.
    pub cell_bytes: usize,
    /// Statements that the file may give; a row of a matrix gives one a theme.
    pub statements: usize,
}

impl Limits {
    /// Bytes of cells for a byte of a packed workbook, and of any other file.
    const CELLS_OF_PACKED: usize = 20;
    const CELLS_OF_PLAIN: usize = 8;
    /// Bytes that a byte of a packed workbook may unfold to.
    const UNPACKED: u64 = 24;
    /// Fewest bytes of a file that a statement takes: a row of country, period, theme and code as a packed workbook
    /// keeps it.
    const A_STATEMENT: usize = 16;

    /// The bounds for a file with this content: an honest file of a million rows needs more than a small one may ask
    /// for, so that what is granted grows with the file, and a small one that unfolds without end is still refused.
    #[must_use]
    pub fn for_content(self, bytes: &[u8]) -> Self {
        let packed = bytes.starts_with(b"PK");
        let share = if packed { Self::CELLS_OF_PACKED } else { Self::CELLS_OF_PLAIN };
        Self {
            unpacked_bytes: self.unpacked_bytes.max((bytes.len() as u64).saturating_mul(Self::UNPACKED)),
            cell_bytes: self.cell_bytes.max(bytes.len().saturating_mul(share)),
            statements: self.statements.max(bytes.len() / Self::A_STATEMENT),
            ..self
        }
    }
}

impl Default for Limits {
    /// 1,048,576 rows, 16,384 columns, 32,767 characters: what Excel itself holds. The bytes are measured: a file
    /// that keeps to them is read in ten seconds and 512 MiB. Larger files get more, see [`Limits::for_content`].
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            unpacked_bytes: 256 << 20,
            rows: 1_048_576,
            columns: 16_384,
            cell_chars: 32_767,
            cell_bytes: 36 << 20,
            statements: 300_000,
        }
    }
}
