//! Workbooks to grids. The only file that knows calamine.
//!
//! Cells are taken one by one where the format allows it; the rectangle around them is never built. A panic of
//! the workbook reader costs the sheet, or the file where it comes before the sheets are known.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::{Arc, mpsc};
use std::thread;

use calamine::{
    Data, DataRef, Dimensions, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError,
};

use rayon::join;

use super::archive::Archive;
use super::clean::number;
use super::contain::contain;
use super::content::Content;
use super::file::{Refused, Sheet, Skipped};
use super::grid::{Builder, Grid, Merge};
use super::{Limits, odd};
use crate::diagnostic::{Kind, Source};

type Bytes<'a> = Cursor<&'a [u8]>;

/// Merged areas of one sheet that are looked at; a table made by people has a few hundred.
const MOST_MERGES: usize = 100_000;

/// The sheets of a workbook in its order, each read or refused. `file` is its name for places. `beside` is told which
/// there are, and works while they are read, where the run has more than one thread.
pub(super) fn sheets(
    bytes: &[u8],
    content: &Content,
    file: &str,
    limits: &Limits,
    beside: impl FnOnce(&[Listed]) + Send,
) -> Result<Vec<Sheet>, Refused> {
    let bytes = Cursor::new(bytes);
    match content {
        Content::Xlsx(archive) => {
            let mut book: Xlsx<_> = open(|| Xlsx::new(bytes))?;
            let list = list(&book);
            let read = |name: &str, cells: &mut Builder| xlsx(&mut book, name, archive, cells);
            undamaged(each(&list, file, limits, beside, read), archive)
        }
        Content::Xlsb(archive) => {
            let bytes = archive.rewritten.as_deref().map_or(bytes, Cursor::new);
            let mut book: Xlsb<_> = open(|| Xlsb::new(bytes))?;
            let list = list(&book);
            let read = |name: &str, cells: &mut Builder| xlsb(&mut book, name, cells);
            undamaged(each(&list, file, limits, beside, read), archive)
        }
        Content::Ods(areas) => {
            let mut book: Ods<_> = open(|| Ods::new(bytes))?;
            let list = list(&book);
            // The areas are known by the order of their sheets; where that is in doubt, nothing is filled.
            let known = if areas.len() == list.len() { areas.as_slice() } else { &[] };
            let of: BTreeMap<String, &Vec<Merge>> = list.iter().map(|l| l.name.clone()).zip(known).collect();
            let read = |name: &str, cells: &mut Builder| {
                dense(&book.worksheet_range(name)?, cells)?;
                of.get(name).into_iter().copied().flatten().for_each(|area| cells.merge(*area));
                Ok(())
            };
            Ok(each(&list, file, limits, beside, read))
        }
        Content::Xls => {
            let mut book: Xls<_> = open(|| Xls::new(bytes))?;
            let list = list(&book);
            let read = |name: &str, cells: &mut Builder| xls(&mut book, name, cells);
            Ok(each(&list, file, limits, beside, read))
        }
        Content::Text => Ok(Vec::new()),
    }
}

/// Why a sheet could not be read: a bound of ours, or the workbook reader's words.
enum Failure {
    Refused(Refused),
    Damaged(String),
}

impl Failure {
    /// The workbook reader met what it never thought of.
    fn panicked() -> Self {
        Self::Damaged("its structure makes no sense".to_owned())
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Self::Damaged(why)
    }
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    name: String,
    /// Why it is not to be read.
    pub skipped: Option<Skipped>,
}

impl Listed {
    /// Its name for places.
    pub(super) fn shown(&self) -> String {
        shown(&self.name)
    }
}

fn list<'a, B: Reader<Bytes<'a>>>(book: &B) -> Vec<Listed> {
    let sheets = book.sheets_metadata();
    sheets
        .iter()
        .map(|sheet| {
            let skipped = match (sheet.typ, sheet.visible) {
                (SheetType::WorkSheet, SheetVisible::Visible) => None,
                (SheetType::WorkSheet, _) => Some(Skipped::Hidden),
                _ => Some(Skipped::NoCells),
            };
            Listed { name: sheet.name.clone(), skipped }
        })
        .collect()
}

fn open<B, E: Into<Failure>>(work: impl FnOnce() -> Result<B, E>) -> Result<B, Refused> {
    let failure = match contain(work) {
        Some(Ok(book)) => return Ok(book),
        Some(Err(why)) => why.into(),
        None => Failure::panicked(),
    };
    Err(match failure {
        Failure::Refused(refused) => refused,
        Failure::Damaged(why) => Refused::new(
            Kind::UnreadableFile,
            format!("the workbook is damaged: {}", sentence(&why)),
            "open it in a spreadsheet program and save it again",
        ),
    })
}

/// Reads each sheet that is to be read, while something else is done with their list.
fn each(
    list: &[Listed],
    file: &str,
    limits: &Limits,
    beside: impl FnOnce(&[Listed]) + Send,
    read: impl FnMut(&str, &mut Builder) -> Result<(), Failure> + Send,
) -> Vec<Sheet> {
    join(|| one_by_one(list, file, limits, read), || beside(list)).0
}

fn one_by_one(
    list: &[Listed],
    file: &str,
    limits: &Limits,
    mut read: impl FnMut(&str, &mut Builder) -> Result<(), Failure>,
) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut names = BTreeSet::new();
    // The bound on memory is one for all sheets.
    let mut limits = *limits;
    for Listed { name, skipped } in list {
        let skipped = *skipped;
        // The reader finds a sheet by its name, and would read the first of the two twice.
        let again = !names.insert(name.to_lowercase());
        let source = Arc::new(Source { file: file.to_owned(), sheet: Some(shown(name)) });
        let mut cells = Builder::new(Arc::clone(&source), &limits);
        let grid: Result<Grid, Refused> = match skipped {
            Some(_) => Ok(cells.finish()),
            None if again => Err(missing(name, "another sheet has the same name")),
            None => match contain(|| read(name, &mut cells)) {
                Some(Ok(())) => Ok(cells.finish()),
                Some(Err(Failure::Refused(refused))) => Err(refused),
                Some(Err(Failure::Damaged(why))) => Err(missing(name, &why)),
                None => Err(missing(name, "its structure makes no sense")),
            },
        };
        if let Ok(grid) = &grid {
            limits.cell_bytes = limits.cell_bytes.saturating_sub(grid.bytes);
        }
        sheets.push(Sheet { source, skipped, grid });
    }
    sheets
}

/// A sheet's name for places: on one line, without what cannot be seen.
fn shown(name: &str) -> String {
    odd::strip(name).replace(['\n', '\r', '\t', '\u{B}', '\u{C}', '\u{85}'], " ")
}

fn missing(name: &str, why: &str) -> Refused {
    Refused::new(
        Kind::MissingSheet,
        format!(
            "the workbook lists the sheet `{}`, but it is missing or damaged: {}",
            shown(name),
            sentence(why)
        ),
        "open the workbook in a spreadsheet program and save it again; the other sheets were used",
    )
}

/// A foreign message in our form: one line, no period, lower case where it starts with a plain word.
fn sentence(why: &str) -> String {
    let line = why.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let mut chars = line.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_ascii_uppercase() && second.is_ascii_lowercase() => {
            first.to_ascii_lowercase().to_string() + line.get(1..).unwrap_or_default()
        }
        _ => line.to_owned(),
    }
}

/// A part with a wrong checksum may still parse, to wrong cells. Where no sheet failed for it, which sheet it
/// belongs to is not known, and none can be trusted.
fn undamaged(sheets: Vec<Sheet>, archive: &Archive) -> Result<Vec<Sheet>, Refused> {
    let part = archive.damaged.iter().find(|part| part.to_lowercase().contains("/worksheets/"));
    let failed = sheets.iter().filter(|sheet| sheet.grid.is_err()).count();
    let suspect = archive.damaged.iter().filter(|part| part.to_lowercase().contains("/worksheets/")).count();
    match part {
        Some(part) if failed < suspect => Err(Refused::new(
            Kind::UnreadableFile,
            format!("the workbook is damaged: its part `{part}` cannot be trusted"),
            "copy or download it again, or open it in a spreadsheet program and save it",
        )),
        _ => Ok(sheets),
    }
}

fn xlsx(
    book: &mut Xlsx<Bytes<'_>>,
    name: &str,
    archive: &Archive,
    cells: &mut Builder,
) -> Result<(), Failure> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let next = || -> Result<Option<Found<'_>>, XlsxError> {
        let Some(cell) = reader.next_cell_with_formula_metadata()? else { return Ok(None) };
        // Some programs write formulas and leave the results to the next program that opens the file.
        let unvalued = cell.formula.is_some() && cell.value == DataRef::Empty;
        Ok(Some(Found { at: cell.pos, value: if unvalued { None } else { Some(cell.value) } }))
    };
    let bytes = |found: &Found<'_>| match &found.value {
        Some(DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text)) => text.len(),
        // Shared texts are in memory anyway, and the rest is numbers.
        _ => 0,
    };
    beside(next, bytes, |found| match &found.value {
        Some(value) => put(cells, found.at, value),
        None => cells.unvalued(found.at.0, found.at.1),
    })?;
    drop(reader);
    // Finding the merged areas takes a second pass over the sheet.
    if archive.merges {
        merges(cells, &book.merge_cells_by_sheet_name(name)?);
    }
    Ok(())
}

/// A cell as the workbook reader finds it; without a value where a formula has none.
struct Found<'a> {
    at: (u32, u32),
    value: Option<DataRef<'a>>,
}

/// Most cells that are handed over together, and most bytes of their own texts, but for the last one's: a cell may hold
/// megabytes. Fewer would be had sooner, but each time the taker is woken, which costs as much as finding hundreds.
const HANDED_OVER: usize = 8192;
const BYTES_HANDED_OVER: usize = 256 << 10;
/// How many times so many cells may wait: a large sheet is never in memory twice.
const WAITING: usize = 2;

/// Cells that are handed over together.
struct Pile<T> {
    cells: Vec<T>,
    bytes: usize,
}

impl<T> Pile<T> {
    fn new() -> Self {
        Self { cells: Vec::new(), bytes: 0 }
    }

    fn add(&mut self, cell: T, bytes: usize) {
        self.cells.push(cell);
        self.bytes += bytes;
    }

    fn is_full(&self) -> bool {
        self.cells.len() >= HANDED_OVER || self.bytes >= BYTES_HANDED_OVER
    }
}

/// Finds cells and takes them in, on two threads where the run has more than one: each is half of reading a sheet. What
/// is wrong is told as if one had followed the other, cell by cell.
fn beside<T: Send, E: Into<Failure> + Send>(
    mut next: impl FnMut() -> Result<Option<T>, E> + Send,
    bytes: impl Fn(&T) -> usize + Send,
    mut take: impl FnMut(&T) -> Result<(), Refused>,
) -> Result<(), Failure> {
    let mut first = Pile::new();
    while !first.is_full() {
        match next() {
            Ok(Some(cell)) => {
                let bytes = bytes(&cell);
                first.add(cell, bytes);
            }
            ended => {
                first.cells.iter().try_for_each(take)?;
                return ended.map(|_| ()).map_err(Into::into);
            }
        }
    }
    if rayon::current_num_threads() == 1 {
        first.cells.iter().try_for_each(&mut take)?;
        drop(first);
        while let Some(cell) = next().map_err(Into::into)? {
            take(&cell)?;
        }
        return Ok(());
    }
    let (sender, receiver) = mpsc::sync_channel::<Vec<T>>(WAITING);
    // It owns the sender: that this is gone is how the taker learns of the end.
    let find = move || -> Result<(), E> {
        let mut pile = first;
        loop {
            if pile.is_full() && sender.send(std::mem::replace(&mut pile, Pile::new()).cells).is_err() {
                // Nobody takes them any more, and says why.
                return Ok(());
            }
            match next() {
                Ok(Some(cell)) => {
                    let bytes = bytes(&cell);
                    pile.add(cell, bytes);
                }
                ended => {
                    let _ = sender.send(pile.cells);
                    return ended.map(|_| ());
                }
            }
        }
    };
    thread::scope(|scope| {
        let finder = scope.spawn(move || contain(find));
        receiver.iter().try_for_each(|cells| cells.iter().try_for_each(&mut take))?;
        drop(receiver);
        match finder.join() {
            Ok(Some(found)) => found.map_err(Into::into),
            _ => Err(Failure::panicked()),
        }
    })
}

fn xlsb(book: &mut Xlsb<Bytes<'_>>, name: &str, cells: &mut Builder) -> Result<(), Failure> {
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell()? {
        put(cells, cell.get_position(), cell.get_value())?;
    }
    Ok(())
}

fn xls(book: &mut Xls<Bytes<'_>>, name: &str, cells: &mut Builder) -> Result<(), Failure> {
    let range = book.worksheet_range(name)?;
    dense(&range, cells)?;
    merges(cells, &book.merge_cells_by_sheet_name(name)?);
    Ok(())
}

fn dense(range: &calamine::Range<Data>, cells: &mut Builder) -> Result<(), Failure> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let at = (top.saturating_add(to_u32(row)), left.saturating_add(to_u32(column)));
        match value {
            Data::String(text) => cells.text(at.0, at.1, text)?,
            other => put(cells, at, &borrowed(other))?,
        }
    }
    Ok(())
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn merges(cells: &mut Builder, areas: &[Dimensions]) {
    for area in areas.iter().take(MOST_MERGES) {
        cells.merge(Merge { first: area.start, last: area.end });
    }
}

/// The same value as the reader of cells gives it.
fn borrowed(value: &Data) -> DataRef<'static> {
    match value {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(value) => DataRef::String(value.clone()),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(value) => DataRef::DateTime(*value),
        Data::DateTimeIso(value) => DataRef::DateTimeIso(value.clone()),
        Data::DurationIso(value) => DataRef::DurationIso(value.clone()),
        Data::Error(value) => DataRef::Error(value.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// One cell as text. Formulas give the value that was stored with them.
fn put(cells: &mut Builder, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<(), Refused> {
    match value {
        DataRef::Empty => Ok(()),
        DataRef::String(text) => cells.text(row, column, text),
        DataRef::SharedString(text) => cells.text(row, column, text),
        DataRef::Int(value) => cells.text(row, column, &value.to_string()),
        DataRef::Float(value) => cells.text(row, column, &number(*value)),
        DataRef::Bool(value) => cells.text(row, column, if *value { "true" } else { "false" }),
        DataRef::DateTime(value) => {
            let shown =
                if value.is_datetime() { date(value.to_ymd_hms_milli()) } else { number(value.as_f64()) };
            cells.text(row, column, &shown)
        }
        DataRef::DateTimeIso(text) => {
            let midnight = text.strip_suffix("T00:00:00").unwrap_or(text);
            cells.text(row, column, midnight)
        }
        DataRef::DurationIso(text) => cells.text(row, column, text),
        DataRef::Error(error) => cells.error(row, column, &error.to_string()),
    }
}

/// `2017-03-01`, with the time of day where there is one.
fn date((year, month, day, hour, minute, second, _): (u16, u8, u8, u8, u8, u8, u16)) -> String {
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        return date;
    }
    format!("{date}T{hour:02}:{minute:02}:{second:02}")
}

macro_rules! failure_from {
    ($($error:ident),*) => {$(
        impl From<$error> for Failure {
            fn from(why: $error) -> Self {
                match why {
                    $error::Password => Self::Refused(Refused::password()),
                    why => Self::Damaged(why.to_string()),
                }
            }
        }
    )*};
}

failure_from!(XlsxError, XlsbError, OdsError, XlsError);

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of so many cells, of which one is refused and one cannot be found: those taken, and what is told.
    fn told(threads: usize, count: usize, refused: usize, lost: usize) -> (usize, String) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let (mut at, mut taken) = (0, 0);
            let next = || {
                at += 1;
                if at == lost { Err("lost".to_owned()) } else { Ok((at <= count).then_some(at)) }
            };
            let ended = beside(
                next,
                |_| 0,
                |cell| {
                    taken += 1;
                    if *cell == refused { Err(Refused::too_large("refused")) } else { Ok(()) }
                },
            );
            let told = match ended {
                Ok(()) => "all".to_owned(),
                Err(Failure::Refused(refused)) => refused.message,
                Err(Failure::Damaged(why)) => why,
            };
            (taken, told)
        })
    }

    #[test]
    fn two_threads_tell_what_one_tells() {
        let many = HANDED_OVER * (WAITING + 3) + 7;
        for count in [0, 1, HANDED_OVER - 1, HANDED_OVER, HANDED_OVER + 1, many] {
            for (refused, lost) in [(0, 0), (0, count), (count, 0), (count / 2, count), (count, count / 2)] {
                assert_eq!(told(2, count, refused, lost), told(1, count, refused, lost), "{count}");
            }
        }
        assert_eq!(told(2, many, 0, 0), (many, "all".to_owned()));
        assert_eq!(told(2, many, 5, 0), (5, "refused".to_owned()));
        assert_eq!(told(2, many, 0, many), (many - 1, "lost".to_owned()));
    }

    #[test]
    fn a_panic_of_the_finder_is_a_damaged_sheet() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let mut at = 0;
        let next = || -> Result<Option<usize>, String> {
            at += 1;
            assert!(at < HANDED_OVER * 2, "the workbook reader's own fault");
            Ok(Some(at))
        };
        let ended = pool.install(|| beside(next, |_| 0, |_| Ok(())));
        assert!(matches!(ended, Err(Failure::Damaged(_))));
    }

    #[test]
    fn long_texts_do_not_pile_up() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let (found, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let next = || -> Result<Option<usize>, String> {
            let number = found.fetch_add(1, Ordering::SeqCst);
            Ok((number < 500).then_some(number))
        };
        let ended = pool.install(|| {
            beside(
                next,
                |_| BYTES_HANDED_OVER,
                |cell| {
                    most.fetch_max(found.load(Ordering::SeqCst) - cell, Ordering::SeqCst);
                    Ok(())
                },
            )
        });
        assert!(ended.is_ok());
        // Those that wait, the one that is taken in, and the next, which waits to be handed over.
        assert!(most.into_inner() <= WAITING + 3, "cells of a pile each waited by the dozen");
    }
}
