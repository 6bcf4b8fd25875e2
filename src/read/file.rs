//! One file to records: what it is, whether it is safe to read, which reader takes it, which sheets are tables.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::columns::Vocabulary;
use super::content::{self, Content};
use super::grid::{Grid, Odd};
use super::inputs::{Input, reason};
use super::key::Key;
use super::layout::{self, Headed, Layout, NoTable};
use super::look::{self, Area};
use super::mapping::{self, Given, Mapping, Said};
use super::{FileReport, Limits, Record, SheetReport, delimited, rows, sheet};
use crate::diagnostic::{Diagnostics, Kind, Place, Source, Spot};

/// Why a file or sheet was not read: a problem without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    /// The problem's code.
    pub kind: Kind,
    /// What is wrong.
    pub message: String,
    /// What the user can do.
    pub hint: String,
}

impl Refused {
    /// A refusal in the words of a diagnostic.
    pub(super) fn new(kind: Kind, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: hint.into() }
    }

    /// The file is encrypted.
    pub(super) fn password() -> Self {
        Self::new(
            Kind::PasswordProtected,
            "the workbook is encrypted and cannot be read without its password",
            "open it, take the password off (File, Info, Protect Workbook), and save it",
        )
    }

    /// The file is something else, named as `a PDF document`.
    pub(super) fn unsupported(what: &str) -> Self {
        Self::new(
            Kind::UnsupportedFormat,
            format!("the file is {what}, not a spreadsheet that this tool reads"),
            "save the table as `.xlsx`, `.ods` or `.csv`",
        )
    }

    /// The file goes past a bound.
    pub(super) fn too_large(what: impl Into<String>) -> Self {
        Self::new(Kind::TooLarge, what, "split the workbook, or take out what is not needed")
    }
}

/// A sheet that was not to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skipped {
    /// Hidden in the workbook.
    Hidden,
    /// A chart, dialog or macro sheet.
    NoCells,
}

/// A sheet of a workbook, or the one table of a text file.
#[derive(Debug)]
pub(super) struct Sheet {
    /// File and sheet.
    pub source: Arc<Source>,
    /// Why it was not to be read.
    pub skipped: Option<Skipped>,
    /// Its cells; none where it was skipped.
    pub grid: Result<Grid, Refused>,
}

/// What a file gave.
pub(super) type Outcome = (FileReport, Vec<Record>, Diagnostics);

/// Reads a file. Whatever is wrong with it is among the problems.
pub(super) fn read(
    input: &Input,
    given: Option<&Given>,
    vocabulary: &Vocabulary,
    limits: &Limits,
) -> Outcome {
    let mut problems = Diagnostics::new();
    let mut report = FileReport::of(&input.name);
    let mapping = mapping::of_input(input, given, vocabulary, &mut problems);
    let (mapping, told) = mapping.map_or((None, None), |(mapping, told)| (Some(mapping), Some(told)));
    report.mapping = told;
    let place = Place::file(&input.name);
    let mut limits = *limits;
    let sheets = load(input, &limits, &mut report).and_then(|bytes| {
        limits = limits.for_content(&bytes);
        if input.named
            && !is_known(&extension(&input.name))
            && content::of(&bytes, &limits) == Ok(Content::Text)
        {
            return Err(Refused::unsupported("text under another kind of name"));
        }
        sheets(&bytes, &input.name, vocabulary, &limits, &mut problems)
    });
    let mut records = Vec::new();
    match sheets {
        Ok(sheets) => {
            records = tables(sheets, input, mapping.as_ref(), vocabulary, &mut report, &mut problems);
        }
        Err(refused) => problems.push(refused.kind, &place, refused.message, refused.hint),
    }
    if records.len() > limits.statements {
        let Refused { kind, message, hint } = Refused::too_large(format!(
            "it holds {} statements, past the bound of {}",
            records.len(),
            limits.statements
        ));
        problems.push(kind, &place, message, hint);
        report.sheets.clear();
        records = Vec::new();
    }
    (report, records, problems)
}

fn is_known(extension: &str) -> bool {
    ["", "csv", "tsv", "tab", "txt", "dat", "xlsx", "xlsm", "xlsb", "xls", "ods"].contains(&extension)
}

/// The content of a file, with its size and hash in the report.
fn load(input: &Input, limits: &Limits, report: &mut FileReport) -> Result<Vec<u8>, Refused> {
    let unreadable = |why: &std::io::Error| {
        Refused::new(
            Kind::UnreadableFile,
            format!("the file cannot be read: {}", reason(why)),
            "check that it is there, that it is not open elsewhere, and its permissions",
        )
    };
    let too_large = || {
        Refused::too_large(format!("the file is larger than the bound of {} MiB", limits.file_bytes >> 20))
    };
    let about = fs::metadata(&input.path).map_err(|why| unreadable(&why))?;
    report.bytes = about.len();
    if !about.is_file() {
        return Err(Refused::unsupported("no file but a device or a pipe"));
    }
    if about.len() > limits.file_bytes {
        return Err(too_large());
    }
    let bytes =
        settled(&input.path, limits.file_bytes + 1).map_err(|why| unreadable(&why))?.ok_or_else(|| {
            Refused::new(
                Kind::UnreadableFile,
                "the file was being written while it was read, three times",
                "wait until the program that writes it has ended, and run again",
            )
        })?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_large());
    }
    report.bytes = bytes.len() as u64;
    report.sha256 = sha256(&bytes);
    Ok(bytes)
}

/// How often a file that changes while it is read is read again.
const TRIES: usize = 3;
/// A file that changed less long ago is looked at again.
const JUST_NOW: Duration = Duration::from_secs(1);
/// How long a program that is writing a file leaves between two pieces of it, at most.
const MOMENT: Duration = Duration::from_millis(30);

/// The content of a file up to a bound, as it stood at one moment: a table that somebody is just saving would be read in
/// part, and what is missing would be missed by nobody. `None` where it did not come to rest.
fn settled(path: &Path, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    for _ in 0..TRIES {
        let file = fs::File::open(path)?;
        let before = file.metadata()?;
        // What grows while it is read, or does not tell its size, keeps to the bound as well.
        let mut bytes = Vec::with_capacity(usize::try_from(before.len().min(most)).unwrap_or(0));
        (&file).take(most).read_to_end(&mut bytes)?;
        // One that was written just now may be written further: a moment later it is as it was, or it is not.
        if before.modified().is_ok_and(|time| time.elapsed().map_or(true, |age| age < JUST_NOW)) {
            std::thread::sleep(MOMENT);
        }
        let after = fs::metadata(path)?;
        if before.len() == after.len() && before.modified().ok() == after.modified().ok() {
            return Ok(Some(bytes));
        }
        std::thread::sleep(MOMENT * 3);
    }
    Ok(None)
}

/// SHA-256 of a file's content, lower-case hexadecimal; `None` where it cannot be read.
pub(super) fn hash(path: &Path) -> Option<String> {
    let mut file =
        fs::File::open(path).ok().filter(|file| file.metadata().is_ok_and(|about| about.is_file()))?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).ok()? {
            0 => break,
            n => digest.update(buffer.get(..n)?),
        }
    }
    Some(hexadecimal(&digest.finalize()))
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        // Writing to a text does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

const UNFILLED: &str = "nothing to do, unless the codes stand elsewhere or are colours only";

/// A sheet and what kind of table it holds.
pub(super) struct Examined {
    /// The sheet.
    pub sheet: Sheet,
    /// The tables that were found by their headers.
    pub found: Result<Vec<layout::Table>, NoTable>,
    /// What the mapping file says of it, which goes before what was found.
    pub said: Said,
    /// It explains the codes of the others.
    pub is_key: bool,
}

/// What the sheets of a file hold, and the workbook's key.
fn examine(
    sheets: Vec<Sheet>,
    mapping: Option<&Mapping>,
    vocabulary: &Vocabulary,
    problems: &mut Diagnostics,
) -> (Vec<Examined>, Key) {
    let with_cells = |sheet: &&Sheet| {
        sheet.skipped.is_none() && sheet.grid.as_ref().is_ok_and(|grid| !grid.rows.is_empty())
    };
    let alone = sheets.iter().filter(with_cells).count() == 1;
    let mut examined = Vec::new();
    let mut key = Key::default();
    if let Some(mapping) = mapping {
        let names = sheets.iter().map(|one| (one.source.sheet.as_deref(), one.skipped.is_none()));
        mapping.check_names(&names.collect::<Vec<_>>(), problems);
    }
    for mut sheet in sheets {
        if let Ok(grid) = &mut sheet.grid
            && !mapping.is_some_and(|mapping| mapping.uses_hidden_rows(&grid.source))
        {
            look::leave_out(grid);
        }
        let said = match (mapping, &sheet.grid) {
            (Some(mapping), Ok(grid)) if sheet.skipped.is_none() => mapping.of(grid, problems),
            _ => Said::Nothing,
        };
        let found = match &sheet.grid {
            Ok(grid) if sheet.skipped.is_none() => layout::find(grid, alone, vocabulary),
            _ => Err(NoTable::Blank),
        };
        let named_key = sheet.source.sheet.as_deref().is_some_and(|name| vocabulary.is_key_title(name));
        let said_nothing = matches!(said, Said::Nothing);
        let is_key = named_key && found.is_err() && sheet.skipped.is_none() && said_nothing;
        if let (true, Ok(grid)) = (is_key, &sheet.grid) {
            key.fall_back_on(&Key::of_sheet(grid));
        }
        examined.push(Examined { sheet, found, said, is_key });
    }
    // A form that is still to be filled in says nothing of its countries where another table of the file does.
    let filled = |sheet: &Examined, table: &layout::Table| {
        // Filled in with colours is filled in, if not in a way that is read.
        let coloured =
            |grid: &Grid| look::is_coloured(&Area::of(grid, table), |text| vocabulary.is_country(text));
        sheet.sheet.grid.as_ref().is_ok_and(|grid| layout::is_filled(grid, table) || coloured(grid))
    };
    let mut tables =
        examined.iter().flat_map(|sheet| sheet.found.iter().flatten().map(move |table| (sheet, table)));
    if tables.any(|(sheet, table)| filled(sheet, table)) {
        for sheet in &mut examined {
            let unfilled =
                sheet.found.as_ref().is_ok_and(|tables| !tables.iter().any(|table| filled(sheet, table)));
            if unfilled {
                sheet.found = Err(NoTable::Unfilled);
            }
        }
    }
    (examined, key)
}

/// The sheets of a file as [`read`] sees them, for those who want the cells. What is wrong was told by `read`.
pub(super) fn look(
    input: &Input,
    given: Option<&Given>,
    vocabulary: &Vocabulary,
    limits: &Limits,
) -> Vec<Examined> {
    let (mut report, mut problems) = (FileReport::of(&input.name), Diagnostics::new());
    let mapping = mapping::of_input(input, given, vocabulary, &mut problems).map(|(mapping, _)| mapping);
    let bytes = load(input, limits, &mut report);
    let found = bytes.and_then(|bytes| {
        sheets(&bytes, &input.name, vocabulary, &limits.for_content(&bytes), &mut problems)
    });
    let found = found.unwrap_or_default();
    examine(found, mapping.as_ref(), vocabulary, &mut problems).0
}

/// The records of all sheets, in the workbook's order.
fn tables(
    sheets: Vec<Sheet>,
    input: &Input,
    mapping: Option<&Mapping>,
    vocabulary: &Vocabulary,
    report: &mut FileReport,
    problems: &mut Diagnostics,
) -> Vec<Record> {
    let (examined, key) = examine(sheets, mapping, vocabulary, problems);
    let any = examined.iter().any(|sheet| match sheet.said {
        Said::Nothing => sheet.found.is_ok(),
        // Whoever wrote a mapping knows the file; what is wrong with it has been told.
        _ => true,
    });
    let failed = examined.iter().any(|sheet| sheet.sheet.grid.is_err());
    if !any && !failed {
        problems.push(
            Kind::NoTable,
            &Place::file(&input.name),
            "the file holds no table with countries that is understood",
            "a header row needs a country and themes, a theme with its code, or passages; other words can be \
             added to templates/columns.toml",
        );
    }
    let mut records = Vec::new();
    for examined in examined {
        let (mut told, mut found) = sheet_of(&examined, any, vocabulary, &key, problems);
        report.sheets.append(&mut told);
        records.append(&mut found);
    }
    records
}

/// The tables of a sheet with what each gave, or the sheet with why it was not used.
fn sheet_of(
    examined: &Examined,
    any: bool,
    vocabulary: &Vocabulary,
    key: &Key,
    problems: &mut Diagnostics,
) -> (Vec<SheetReport>, Vec<Record>) {
    let Examined { sheet, found, said, is_key } = examined;
    let place = Place { source: Arc::clone(&sheet.source), spot: Spot::Whole };
    let grid = match &sheet.grid {
        Ok(grid) => grid,
        Err(refused) => {
            problems.push(refused.kind, &place, refused.message.clone(), refused.hint.clone());
            return (vec![SheetReport::unused(&sheet.source, &refused.message)], Vec::new());
        }
    };
    odd_characters(grid, problems);
    look_alikes(grid, problems);
    let mut reports = Vec::new();
    let mut records = Vec::new();
    match said {
        Said::Nothing => {}
        Said::NotUsed(reason) => {
            let because = if reason.is_empty() { String::new() } else { format!(": {reason}") };
            let message = format!("the mapping file says that the sheet is not used{because}");
            problems.push(Kind::SheetNotUsed, &place, message.clone(), "");
            return (vec![SheetReport::unused(&sheet.source, &message)], Vec::new());
        }
        Said::Wrong => {
            let message = "the mapping file is wrong about the sheet, which was not used";
            problems.push(Kind::BadMapping, &place, message, "correct the mapping file at the line told");
            return (vec![SheetReport::unused(&sheet.source, message)], Vec::new());
        }
        Said::Tables(tables) => {
            let areas: Vec<_> = tables.iter().map(|mapped| Area::of(grid, &mapped.table)).collect();
            look::tell(grid, &areas, problems);
            for (mapped, area) in tables.iter().zip(&areas) {
                let (report, found) = table(grid, &mapped.table, area, vocabulary, key, problems);
                reports.push(report);
                records.append(&mut mapped.finish(found));
            }
            return (reports, records);
        }
    }
    let found = match found {
        Ok(found) => found,
        Err(why) => {
            let (kind, message, hint) = unused(sheet, *why, *is_key, any);
            // A text file without a table has been told as a file.
            if sheet.source.sheet.is_some() {
                problems.push(kind, &place, message, hint);
            }
            if look::with_hidden(grid).is_some_and(|whole| layout::find(&whole, false, vocabulary).is_ok()) {
                look::tell_lost(grid, problems);
            }
            return (vec![SheetReport::unused(&sheet.source, message)], Vec::new());
        }
    };
    let areas: Vec<_> = found.iter().map(|table| Area::of(grid, table)).collect();
    look::tell(grid, &areas, problems);
    for (one, area) in found.iter().zip(&areas) {
        layout::report(&one.layout, one.own.as_deref().unwrap_or(grid), vocabulary, problems);
        let (report, mut found) = table(grid, one, area, vocabulary, key, problems);
        reports.push(report);
        records.append(&mut found);
    }
    (reports, records)
}

/// Tells once a sheet that unseen characters were taken out of cells.
fn odd_characters(grid: &Grid, problems: &mut Diagnostics) {
    let Odd { cells, first } = grid.odd;
    if cells > 0 {
        let (cells, hold) = if cells == 1 {
            ("this cell".to_owned(), "holds")
        } else {
            (format!("{cells} cells, this the first of them,"), "hold")
        };
        problems.push(
            Kind::OddCharacters,
            &Place::cell(&grid.source, first.0, first.1),
            format!("{cells} {hold} characters that nobody sees (they turn or part text) or that were lost; they were passed over"),
            "type the cell again, or paste it as plain text",
        );
    }
}

/// Tells each cell that was read in Latin letters though it has others that look like them.
fn look_alikes(grid: &Grid, problems: &mut Diagnostics) {
    for (row, column, text) in &grid.alike {
        problems.push(
            Kind::LookAlike,
            &Place::cell(&grid.source, *row, *column),
            format!(
                "`{text}` mixes Latin letters with others that look the same; it was read in Latin letters"
            ),
            "type the cell again",
        );
    }
}

/// What a table gave. `grid` is the sheet's.
fn table(
    grid: &Grid,
    table: &layout::Table,
    area: &Area<'_>,
    vocabulary: &Vocabulary,
    key: &Key,
    problems: &mut Diagnostics,
) -> (SheetReport, Vec<Record>) {
    let layout::Table { own, layout } = table;
    let coloured = look::lint(area, |text| vocabulary.is_country(text), problems);
    if !coloured && !layout::is_filled(grid, table) {
        let place = Place { source: Arc::clone(&grid.source), spot: Spot::Whole };
        let message = "no code and no passage is filled in; the countries are listed as unknown";
        problems.push(Kind::UnfilledTemplate, &place, message, UNFILLED);
    }
    let grid = own.as_deref().unwrap_or(grid);
    let read = rows::read(grid, layout, vocabulary, key, problems);
    (table_report(grid, layout, &read), read.records)
}

fn table_report(grid: &Grid, layout: &Layout, table: &rows::Table) -> SheetReport {
    let column = |headed: &Headed| {
        let label = grid.column_label(headed.index);
        let name = label.split_once(' ').map_or(&*label, |(_, name)| name).to_owned();
        (name, headed.header.to_string(), headed.meaning_name())
    };
    let header = grid.rows.get(layout.header).map(|row| row.number);
    SheetReport {
        name: grid.source.sheet.clone(),
        shape: Some(layout.shape),
        why_not: String::new(),
        countries_across: grid.turned,
        header_row: header.filter(|_| grid.pairs.is_none()).map(|row| row.saturating_add(1)),
        columns: layout.columns.iter().map(column).collect(),
        rows_read: table.read,
        rows_used: table.used,
    }
}

/// Why a sheet was not used, as a problem.
fn unused(sheet: &Sheet, why: NoTable, is_key: bool, any: bool) -> (Kind, &'static str, &'static str) {
    match (sheet.skipped, why) {
        (Some(Skipped::Hidden), _) => {
            (Kind::HiddenSheet, "the sheet is hidden, and was not used", "show the sheet if it is to be used")
        }
        (Some(Skipped::NoCells), _) => {
            (Kind::SheetNotUsed, "the sheet holds a chart or macros, no cells", "")
        }
        (None, _) if is_key => (Kind::SheetNotUsed, "the sheet was read as the key to the codes", ""),
        (None, NoTable::Unfilled) => {
            (Kind::UnfilledTemplate, "no code and no passage is filled in; the sheet was not used", UNFILLED)
        }
        (None, NoTable::Blank) => (Kind::SheetNotUsed, "the sheet is empty", ""),
        (None, NoTable::SomethingElse) => (
            Kind::NoTable,
            "the sheet's name says that it is not about what is in the plans; it was not used",
            "rename the sheet, if it is",
        ),
        // Where nothing was understood at all, the file says so; each sheet need not repeat it as a loss.
        (None, NoTable::NotUnderstood) if any => (
            Kind::NoTable,
            "the sheet looks like a table, but its header is not understood",
            "name a column `Country`, and others by their themes, or add words to templates/columns.toml",
        ),
        (None, _) => {
            (Kind::SheetNotUsed, "the sheet holds text or a list, but no table that is understood", "")
        }
    }
}

/// The sheets of a file. `name` is the one for places; it may differ from the content, which decides.
fn sheets(
    bytes: &[u8],
    name: &str,
    vocabulary: &Vocabulary,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Result<Vec<Sheet>, Refused> {
    if bytes.is_empty() {
        return Err(Refused::new(Kind::EmptyFile, "the file is empty", "copy or download it again"));
    }
    let content = content::of(bytes, limits)?;
    let extension = extension(name);
    let sheets = match content {
        Content::Text => {
            let is_header = |text: &str| vocabulary.column(text).is_some();
            let text = delimited::read(bytes, name, &extension, &is_header, limits, problems);
            // Under a workbook's name, what is no text is a damaged workbook.
            let workbook = ["xlsx", "xlsm", "xlsb", "xls", "ods"].contains(&extension.as_str());
            text.map(|sheet| vec![sheet]).map_err(|refused| match refused.kind {
                Kind::UnsupportedFormat if workbook => Refused::new(
                    Kind::UnreadableFile,
                    format!("the file is named `.{extension}`, but its content is damaged or no workbook"),
                    "open it in a spreadsheet program and save it again",
                ),
                _ => refused,
            })?
        }
        _ => {
            let mut looks = Vec::new();
            let mut sheets = sheet::sheets(bytes, &content, name, limits, |listed| {
                looks = look::of(bytes, &content, listed);
            })?;
            look::attach(looks, &mut sheets);
            sheets
        }
    };
    if let Content::Xlsb(archive) = &content
        && archive.failed_formulas > 0
    {
        problems.push(
            Kind::CellError,
            &Place::file(name),
            format!("formulas of {} cells give an error; they were taken as blank", archive.failed_formulas),
            "correct the formulas; saved as `.xlsx`, each cell is named",
        );
    }
    if !extension.is_empty() && !content.fits(&extension) {
        problems.push(
            Kind::FormatMismatch,
            &Place::file(name),
            format!("the file is named `.{extension}`, but it is {}; it was read as such", content.name()),
            "rename the file, so that other programs open it too",
        );
    }
    Ok(sheets)
}

/// The name's extension in lower case, without the dot; empty where there is none.
pub(super) fn extension(name: &str) -> String {
    let base = name.rsplit('/').next().unwrap_or(name);
    match base.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}
