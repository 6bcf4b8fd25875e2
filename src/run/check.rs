//! `check`: tells what was understood of each workbook, what was left out and why, and what to do next.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::folder::write_one;
use super::log::Stages;
use super::{Computed, RunError, by_code, compute, count_lost, say};
use crate::cli::{CheckOptions, LogFormat};
use crate::diagnostic::{Diagnostic, Kind, Loss, Spot};
use crate::export;
use crate::read::{self, Limits, Meaning, Record, SheetReport};
use crate::resolve::{Entry, Gazetteer, Iso3};

/// Countries that are listed for a sheet; more are counted.
const MOST_LISTED: usize = 60;

/// Reads and tells what each job would; returns the exit status: 0, or 3 where something would be left out.
///
/// # Errors
/// [`RunError`] of the first job that cannot be read, and [`RunError::Strict`] where something would be left out under
/// `--strict`.
pub fn check_all(jobs: &[CheckOptions]) -> Result<u8, RunError> {
    let mut status = 0;
    for options in jobs {
        if let Some(name) = options.read.job.as_deref().filter(|_| jobs.len() > 1) {
            report(options, std::iter::once(format!("# {name}")));
        }
        status = check(options)?.max(status);
    }
    Ok(status)
}

fn check(options: &CheckOptions) -> Result<u8, RunError> {
    let read = &options.read;
    if let Some(folder) = options.annotate.as_ref().filter(|folder| is_input(folder, &read.inputs)) {
        return Err(RunError::IntoInputs(folder.clone()));
    }
    let mut seen = Seen::default();
    super::log::start(read.log_format);
    read.notes.iter().for_each(|note| say::note(note, read.log_format));
    let mut stages = Stages::new(read.voice, read.log_format);
    let computed = compute(read, Some(&mut seen), &mut stages, || ())?;
    let problems = computed.problems.sorted();
    let told = tell(&computed, &problems, &seen, options);
    match options.format {
        LogFormat::Json => say::lines(&[serde_json::to_string_pretty(&told)?]),
        LogFormat::Text => {
            say::problems(&problems, read.voice, read.log_format);
            say::lines(&told.lines());
        }
    }
    if options.write_mapping {
        let written = write_mappings(&computed, &problems, options)?;
        report(options, written.iter().map(|path| format!("wrote {path}")));
    }
    if let Some(folder) = &options.annotate {
        let cells = read::cells(read.asked(), &computed.templates.vocabulary, &Limits::default())?;
        let copies = export::annotated(&cells, &problems, &options.date)?;
        for copy in &copies {
            write_one(&folder.join(&copy.name), &copy.bytes)?;
        }
        let names = copies.iter().map(|copy| format!("wrote {}", folder.join(&copy.name).display()));
        report(options, names);
    }
    let lost = count_lost(&problems);
    match (lost, read.strict) {
        (0, _) => Ok(0),
        (_, false) => Ok(3),
        (lost, true) => Err(RunError::Strict(format!("{lost} values, rows or files would be"))),
    }
}

/// Tells files that were written; standard output is one JSON document where that was asked for.
fn report(options: &CheckOptions, lines: impl Iterator<Item = String>) {
    if options.format == LogFormat::Text {
        say::lines(&lines.collect::<Vec<_>>());
    }
}

/// Writes a mapping file beside each input: all of them, or none where one is there that somebody wrote.
fn write_mappings(
    computed: &Computed,
    problems: &[Diagnostic],
    options: &CheckOptions,
) -> Result<Vec<String>, RunError> {
    let drafts =
        read::drafts(options.read.asked(), &computed.templates.vocabulary, &Limits::default(), problems)?;
    let there: Vec<String> = drafts
        .iter()
        .filter(|draft| draft.path.exists())
        .map(|draft| draft.path.display().to_string())
        .collect();
    if !there.is_empty() && !options.force {
        return Err(RunError::MappingExists(there.join("`, `")));
    }
    let mut written = Vec::new();
    for draft in drafts {
        write_one(&draft.path, draft.text.as_bytes())?;
        written.push(draft.path.display().to_string());
    }
    Ok(written)
}

/// What stands in each sheet as a country, before and after it was looked up.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By file and sheet, then as written.
    names: BTreeMap<Key, BTreeMap<String, Name>>,
}

type Key = (String, Option<String>);

#[derive(Debug, Default)]
struct Name {
    iso3: Option<Iso3>,
    cell: String,
    editions: BTreeSet<String>,
}

impl Seen {
    /// Before the countries are looked up.
    pub(super) fn written(&mut self, records: &[Record]) {
        for record in records {
            let Some(cell) = record.get(Meaning::Country).or_else(|| record.get(Meaning::Iso)) else {
                continue;
            };
            let names = self.names.entry(key(record)).or_default();
            if !names.contains_key(&**cell.value) {
                let name = Name { cell: cell.place().spot_name(), ..Name::default() };
                names.insert(cell.value.to_string(), name);
            }
        }
    }

    /// After it.
    pub(super) fn resolved(&mut self, entries: &[Entry]) {
        for entry in entries {
            let cell = entry.record.get(Meaning::Country).or_else(|| entry.record.get(Meaning::Iso));
            let Some(names) = self.names.get_mut(&key(&entry.record)) else { continue };
            let Some(name) = cell.and_then(|cell| names.get_mut(&**cell.value)) else { continue };
            name.iso3 = Some(entry.country);
            name.editions.insert(entry.period.to_string());
        }
    }
}

fn key(record: &Record) -> Key {
    (record.place.source.file.clone(), record.place.source.sheet.clone())
}

/// The answer, in the form of `--format json`. Names of fields are a contract.
#[derive(Debug, Serialize)]
struct Told<'a> {
    inputs: Vec<FileTold<'a>>,
    problems: &'a [Diagnostic],
    counts: BTreeMap<&'static str, usize>,
    plans: usize,
    countries: usize,
    left_out: usize,
    next: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FileTold<'a> {
    name: &'a str,
    bytes: u64,
    sha256: &'a str,
    /// The mapping file that was followed.
    mapping: Option<&'a read::MappingReport>,
    /// The tables, and the sheets without one.
    tables: Vec<TableTold<'a>>,
    /// Rows that gave nothing, by the code that says why.
    left_out: Vec<LeftOut<'a>>,
    /// What stands as a country in each sheet.
    countries: Vec<CountryTold<'a>>,
    /// Problems of the file and its sheets, by code.
    problems: BTreeMap<&'static str, usize>,
}

#[derive(Debug, Serialize)]
struct TableTold<'a> {
    sheet: Option<&'a str>,
    used: bool,
    why_not: &'a str,
    shape: Option<read::Shape>,
    countries_across: bool,
    header_row: Option<u32>,
    columns: Vec<ColumnTold<'a>>,
    rows_read: usize,
    rows_used: usize,
}

#[derive(Debug, Serialize)]
struct ColumnTold<'a> {
    column: &'a str,
    header: &'a str,
    meaning: &'a str,
}

#[derive(Debug, Serialize)]
struct LeftOut<'a> {
    sheet: Option<&'a str>,
    code: &'static str,
    rows: usize,
}

#[derive(Debug, Serialize)]
struct CountryTold<'a> {
    sheet: Option<&'a str>,
    written: &'a str,
    cell: &'a str,
    iso3: Option<Iso3>,
    name: Option<String>,
    editions: Vec<&'a str>,
}

fn tell<'a>(
    computed: &'a Computed,
    problems: &'a [Diagnostic],
    seen: &'a Seen,
    options: &CheckOptions,
) -> Told<'a> {
    let gazetteer: &Gazetteer = &computed.templates.gazetteer;
    let inputs = computed.files.iter().map(|file| {
        let own =
            problems.iter().filter(|one| one.place.as_ref().is_some_and(|at| at.source.file == file.name));
        let names = seen.names.iter().filter(|((of, _), _)| *of == file.name);
        let countries = names.flat_map(|((_, sheet), names)| {
            names.iter().map(|(written, name)| CountryTold {
                sheet: sheet.as_deref(),
                written,
                cell: &name.cell,
                iso3: name.iso3.or_else(|| gazetteer.look_up(written, false).matched.country()),
                name: name.iso3.map(|code| gazetteer.country(code).display.en.to_string()),
                editions: name.editions.iter().map(String::as_str).collect(),
            })
        });
        FileTold {
            name: &file.name,
            bytes: file.bytes,
            sha256: &file.sha256,
            mapping: file.mapping.as_ref(),
            tables: file.sheets.iter().map(table).collect(),
            left_out: left_out(own.clone()),
            countries: countries.collect(),
            problems: by_code(own),
        }
    });
    let editions = &computed.coverage.editions;
    Told {
        inputs: inputs.collect(),
        problems,
        counts: by_code(problems),
        plans: editions.len(),
        countries: editions.iter().filter(|edition| edition.latest).count(),
        left_out: count_lost(problems),
        next: next(computed, problems, options),
    }
}

fn table(sheet: &SheetReport) -> TableTold<'_> {
    TableTold {
        sheet: sheet.name.as_deref(),
        used: sheet.shape.is_some(),
        why_not: &sheet.why_not,
        shape: sheet.shape,
        countries_across: sheet.countries_across,
        header_row: sheet.header_row,
        columns: sheet
            .columns
            .iter()
            .map(|(column, header, meaning)| ColumnTold { column, header, meaning })
            .collect(),
        rows_read: sheet.rows_read,
        rows_used: sheet.rows_used,
    }
}

/// Rows that are no data, or were left out whole, counted by sheet and code.
fn left_out<'a>(problems: impl Iterator<Item = &'a Diagnostic>) -> Vec<LeftOut<'a>> {
    const WHOLE_ROWS: [Kind; 8] = [
        Kind::RowNotUsed,
        Kind::FurnitureRow,
        Kind::RowWithoutCountry,
        Kind::CellTooLong,
        Kind::UnknownCountry,
        Kind::AmbiguousCountry,
        Kind::CountryMismatch,
        Kind::PeriodReversed,
    ];
    let mut rows: BTreeMap<(Option<&str>, &'static str), BTreeSet<Spot>> = BTreeMap::new();
    for problem in problems.filter(|problem| WHOLE_ROWS.contains(&problem.kind)) {
        let Some(place) = &problem.place else { continue };
        let spot = match place.spot {
            Spot::Cell(row, _) => Spot::Row(row),
            other => other,
        };
        rows.entry((place.source.sheet.as_deref(), problem.kind.code())).or_default().insert(spot);
    }
    rows.into_iter().map(|((sheet, code), rows)| LeftOut { sheet, code, rows: rows.len() }).collect()
}

/// What a user can do about what was found, most useful first.
fn next(computed: &Computed, problems: &[Diagnostic], options: &CheckOptions) -> Vec<String> {
    let has = |kinds: &[Kind]| problems.iter().any(|problem| kinds.contains(&problem.kind));
    let mut next = Vec::new();
    if has(&[Kind::BadMapping]) {
        next.push("Correct the mapping file at the line told.".to_owned());
    }
    let shown = |path: &str| if path.contains(' ') { format!("\"{path}\"") } else { path.to_owned() };
    let inputs: Vec<String> =
        options.read.inputs.iter().map(|path| shown(&path.display().to_string())).collect();
    let inputs = inputs.join(" ");
    let unclear = [Kind::NoTable, Kind::UnknownColumn, Kind::DuplicateColumn, Kind::UnknownScale];
    if has(&unclear) && !options.write_mapping {
        next.push(format!(
            "To say what sheets, columns and codes mean: nap-report check --write-mapping {inputs}, then correct the \
             files that it writes."
        ));
    }
    if has(&[Kind::UnknownCountry, Kind::AmbiguousCountry]) {
        next.push("To add a country's spelling: correct the cell, or templates/aliases.csv.".to_owned());
    }
    if problems.iter().any(|problem| problem.kind.loss() == Loss::LeftOut) && options.annotate.is_none() {
        next.push(format!(
            "To see each problem in its cell: nap-report check --annotate annotated {inputs}, then open the copies."
        ));
    }
    if !computed.coverage.editions.is_empty() {
        next.push(format!("To make the reports: nap-report build {inputs}"));
    }
    next
}

impl Told<'_> {
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for file in &self.inputs {
            file.lines(&mut lines);
        }
        lines.push(format!(
            "{} in {}",
            plural(self.plans, "plan", "plans"),
            plural(self.countries, "country", "countries")
        ));
        lines.push(format!(
            "{}, {} of them with something left out",
            plural(self.problems.len(), "problem", "problems"),
            self.left_out
        ));
        if !self.next.is_empty() {
            lines.push("Next".to_owned());
            lines.extend(self.next.iter().map(|step| format!("  {step}")));
        }
        lines
    }
}

impl FileTold<'_> {
    fn lines(&self, lines: &mut Vec<String>) {
        lines.push(self.name.to_owned());
        if let Some(mapping) = self.mapping {
            lines.push(format!("  by the mapping file {}", mapping.name));
        }
        for (at, table) in self.tables.iter().enumerate() {
            table.lines(lines);
            // Countries are told a sheet, below its last table.
            let last = self.tables.get(at + 1).is_none_or(|next| next.sheet != table.sheet);
            if last && table.used {
                let own = self.left_out.iter().filter(|one| one.sheet == table.sheet);
                let own: Vec<String> = own.map(|one| format!("{} {}", one.rows, one.code)).collect();
                if !own.is_empty() {
                    lines.push(format!("    rows that gave nothing: {}", own.join(", ")));
                }
                let own: Vec<&CountryTold<'_>> =
                    self.countries.iter().filter(|country| country.sheet == table.sheet).collect();
                countries(&own, lines);
            }
        }
        if !self.problems.is_empty() {
            let all: Vec<String> = self.problems.iter().map(|(code, n)| format!("{n} {code}")).collect();
            lines.push(format!("  problems: {}", all.join(", ")));
        }
    }
}

impl TableTold<'_> {
    fn lines(&self, lines: &mut Vec<String>) {
        let name = self.sheet.unwrap_or("(text)");
        let Some(shape) = self.shape else {
            lines.push(format!("  {name}: not used, {}", self.why_not));
            return;
        };
        let header = self.header_row.map_or(String::new(), |row| {
            if self.countries_across {
                let column = crate::diagnostic::column_name(row.saturating_sub(1));
                format!(", countries across, header in column {column}")
            } else {
                format!(", header in row {row}")
            }
        });
        let rows = if self.countries_across { "columns" } else { "rows" };
        lines.push(format!(
            "  {name}: {}{header}, {} of {} {rows} used",
            shape.describe(),
            self.rows_used,
            self.rows_read
        ));
        for ColumnTold { column, header, meaning } in &self.columns {
            let header: String = header.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.push(format!("    {column:>3}  {header} → {meaning}"));
        }
    }
}

/// The countries of a sheet, those that are not known apart.
fn countries(all: &[&CountryTold<'_>], lines: &mut Vec<String>) {
    let mut known: BTreeMap<Iso3, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for country in all {
        if let Some(code) = country.iso3 {
            let (written, editions) = known.entry(code).or_default();
            written.insert(country.written);
            editions.extend(country.editions.iter());
        }
    }
    let one = |(code, (written, editions)): (&Iso3, &(BTreeSet<&str>, BTreeSet<&str>))| {
        let written: Vec<&str> = written.iter().copied().collect();
        let editions: Vec<&str> = editions.iter().copied().filter(|edition| !edition.is_empty()).collect();
        let editions =
            if editions.is_empty() { String::new() } else { format!(" {}", editions.join(" and ")) };
        format!("{} = {code}{editions}", written.join(" / "))
    };
    if !known.is_empty() {
        let listed: Vec<String> = known.iter().take(MOST_LISTED).map(one).collect();
        let more = known.len().saturating_sub(MOST_LISTED);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let editions: usize = known.values().map(|(_, editions)| editions.len()).sum();
        lines.push(format!(
            "    {}, {}: {}{more}",
            plural(known.len(), "country", "countries"),
            plural(editions, "edition", "editions"),
            listed.join("; ")
        ));
    }
    let unknown: Vec<String> = all
        .iter()
        .filter(|country| country.iso3.is_none())
        .take(MOST_LISTED)
        .map(|country| format!("`{}` ({})", country.written, country.cell))
        .collect();
    if !unknown.is_empty() {
        lines.push(format!("    not known as a country: {}", unknown.join(", ")));
    }
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Whether a folder is one that is read, or in one: its copies would be inputs of the next run.
fn is_input(folder: &Path, inputs: &[PathBuf]) -> bool {
    let Ok(folder) = std::path::absolute(folder) else { return false };
    // The folder itself may not be there yet.
    let real = folder.ancestors().find_map(|part| fs::canonicalize(part).ok());
    let is_in = |input: &PathBuf| {
        fs::canonicalize(input).is_ok_and(|input| real.iter().any(|real| real.starts_with(&input)))
    };
    inputs.iter().any(is_in)
}
