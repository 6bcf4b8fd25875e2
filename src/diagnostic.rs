//! What is wrong with the data: problems with a code, a place and a hint.
//!
//! Two kinds of trouble are kept apart. *The data is wrong*: a [`Diagnostic`], the run goes on and the report
//! says what was left out. *It cannot go on*: an error of the stage, which ends the run.
//!
//! No stage is known here; every stage may push into a [`Diagnostics`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// How much a problem matters to somebody who relies on the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something could not be used at all.
    Error,
    /// Something was left out, or has to be settled by a person.
    Warning,
    /// Worth knowing; nothing is missing because of it.
    Note,
}

impl Severity {
    /// The word that stands before the code: `error`, `warning`, `note`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Whether the data behind a problem is missing from the reports. Any loss makes the exit status 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// An input, row or value was left out.
    LeftOut,
    /// Everything was used.
    Nothing,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $loss:ident;)*) => {
        /// Every problem that the tool can report. Codes are stable: scripts and `run.json` readers rely on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// All kinds, in the order in which they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable kebab-case code, as in `warning[unknown-country]`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// How much it matters.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }

            /// Whether something is missing from the reports because of it.
            #[must_use]
            pub fn loss(self) -> Loss {
                match self { $(Self::$name => Loss::$loss),* }
            }
        }
    };
}

kinds! {
    // Files and sheets.
    /// The file could not be opened or is damaged.
    UnreadableFile = "unreadable-file", Error, LeftOut;
    /// The content is no spreadsheet that the tool reads, whatever the name says.
    UnsupportedFormat = "unsupported-format", Error, LeftOut;
    /// The content is of another spreadsheet format than the file's name says; it was read by its content.
    FormatMismatch = "format-mismatch", Note, Nothing;
    /// The workbook is encrypted.
    PasswordProtected = "password-protected", Error, LeftOut;
    /// The file goes past a bound (unpacked size, rows, columns, cell length).
    TooLarge = "too-large", Error, LeftOut;
    /// A sheet that the workbook lists is not in the file, or is damaged.
    MissingSheet = "missing-sheet", Error, LeftOut;
    /// The file or sheet holds no table with countries that the tool understands.
    NoTable = "no-table", Warning, LeftOut;
    /// The file is empty.
    EmptyFile = "empty-file", Warning, LeftOut;
    /// The folder given holds no spreadsheet.
    NoInput = "no-input", Error, LeftOut;
    /// The sheet is empty, or holds only text that is no table; nothing was there to use.
    SheetNotUsed = "sheet-not-used", Note, Nothing;
    /// The sheet is hidden, and was not used.
    HiddenSheet = "hidden-sheet", Note, Nothing;
    /// Rows that were hidden by hand, and were not used.
    HiddenRows = "hidden-rows", Warning, LeftOut;
    /// Rows that a filter hides; they were used.
    FilteredRows = "filtered-rows", Note, Nothing;
    /// Columns that are hidden; they were used.
    HiddenColumns = "hidden-columns", Note, Nothing;
    /// Which rows and columns are hidden cannot be found out; all were used.
    HiddenUnknown = "hidden-unknown", Note, Nothing;
    /// A sheet with a header and countries, but with nothing filled in.
    UnfilledTemplate = "unfilled-template", Note, Nothing;
    /// A mapping file is wrong at a line; what that line is about was not used.
    BadMapping = "bad-mapping", Error, LeftOut;
    /// Text of unknown encoding was read as Windows-1252.
    EncodingGuessed = "encoding-guessed", Note, Nothing;
    // Columns, rows and cells.
    /// A column whose header means nothing to the tool; it was not used.
    UnknownColumn = "unknown-column", Warning, Nothing;
    /// Two columns have the same meaning; the first was used.
    DuplicateColumn = "duplicate-column", Warning, LeftOut;
    /// The cell holds an error value such as `#REF!`.
    CellError = "cell-error", Warning, LeftOut;
    /// The cell is longer than the bound; the row was left out.
    CellTooLong = "cell-too-long", Warning, LeftOut;
    /// A row with more cells than the header; what is past the header was not used.
    RaggedRow = "ragged-row", Warning, LeftOut;
    /// Rows without a country that go on from the row above, in a table that is written so.
    FilledDown = "filled-down", Note, Nothing;
    /// A row with text but no country.
    RowWithoutCountry = "row-without-country", Warning, LeftOut;
    /// The table itself takes out the row: it is of another document than a plan, or is marked as not to be counted.
    RowNotUsed = "row-not-used", Warning, Nothing;
    /// A total, a note, a heading or part of a key between or below the rows; it is no row of data.
    FurnitureRow = "furniture-row", Note, Nothing;
    /// A quotation mark of a text file is never closed; from there on, marks were read as letters.
    UnclosedQuote = "unclosed-quote", Warning, LeftOut;
    /// The theme is not in the codebook.
    UnknownTheme = "unknown-theme", Warning, LeftOut;
    /// A code that is not understood: the level is `unknown`.
    UnknownLevel = "unknown-level", Warning, LeftOut;
    /// Two or more codes in one cell: the level is `unknown`.
    SeveralCodes = "several-codes", Warning, LeftOut;
    /// A percentage where a code should stand: the level is `unknown`.
    PercentValue = "percent-value", Warning, LeftOut;
    /// Cells of a table of codes that are coloured and blank: a colour is not read.
    ColourOnly = "colour-only", Warning, LeftOut;
    /// Characters that are not seen (direction marks, zero width, NUL) in names or codes; read without them.
    OddCharacters = "odd-characters", Note, Nothing;
    /// A score whose scale the sheet does not state: the level is `unknown`.
    UnknownScale = "unknown-scale", Warning, LeftOut;
    // Countries and periods.
    /// The name is no country that the tool knows.
    UnknownCountry = "unknown-country", Warning, LeftOut;
    /// The name may be one of several countries.
    AmbiguousCountry = "ambiguous-country", Warning, LeftOut;
    /// A name with letters of another script that look like Latin ones.
    LookAlike = "look-alike-letters", Note, Nothing;
    /// One country is spelt in several ways.
    CountrySpellings = "country-spellings", Note, Nothing;
    /// The name and the ISO code of one row are two countries.
    CountryMismatch = "country-mismatch", Warning, LeftOut;
    /// The period could not be understood; the edition is kept under its own words.
    UnknownPeriod = "unknown-period", Warning, Nothing;
    /// The period ends before it starts.
    PeriodReversed = "period-reversed", Warning, LeftOut;
    /// The row gives no period where the country has several editions.
    NoPeriod = "no-period", Note, Nothing;
    /// Rows without a period, of a country that has several editions: nothing says which one they are about.
    UndatedEdition = "undated-edition", Warning, LeftOut;
    /// The name is no country that the tool knows; the ISO code beside it was used.
    CountryByCode = "country-by-code", Note, Nothing;
    /// The sheet says that there is no plan; the row was left out.
    NoPlan = "no-plan", Note, Nothing;
    /// A status of a plan is not understood.
    UnknownStatus = "unknown-status", Warning, LeftOut;
    /// Two periods were taken to be of one plan.
    SameEdition = "same-edition", Note, Nothing;
    /// Two places of one row give different years; the period's own column was used.
    PeriodMismatch = "period-mismatch", Warning, Nothing;
    // Coding.
    /// The source says that a theme is absent, yet a passage of the same edition addresses it.
    Contradiction = "contradiction", Warning, Nothing;
    /// Codes of the whole edition, or of one passage, disagree: the level is `unknown`.
    Conflict = "conflict", Warning, LeftOut;
    /// A person's code and the machine's differ; the person's was kept.
    CodeDiffers = "code-differs", Note, Nothing;
    /// A placeholder stands where a passage should; no text was given.
    NoPassage = "no-passage", Note, Nothing;
    /// A code stands where a passage should; it was not used.
    CodeForPassage = "code-for-passage", Warning, LeftOut;
    /// A person's code stands without the passage that it rests on.
    CodeWithoutPassage = "code-without-passage", Note, Nothing;
    /// The same row or passage stands twice; it was counted once.
    DuplicateRow = "duplicate-row", Note, Nothing;
    /// The passage is in a language that the codebook does not cover: `unknown`, not `none`.
    LanguageNotCoded = "language-not-coded", Warning, LeftOut;
    /// Periods of two editions of one country overlap.
    OverlappingEditions = "overlapping-editions", Note, Nothing;
    // Settings.
    /// A file of `templates/` is wrong at a line.
    BadTemplate = "bad-template", Error, LeftOut;
    /// `nap-report.toml` or a variable of the environment is wrong.
    BadProject = "bad-project", Error, LeftOut;
    // Pages.
    /// A character that no font has; a box stands for it on the page, the text keeps it.
    MissingGlyph = "missing-glyph", Note, Nothing;
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A file, or a sheet of it. Shared by all places in that sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The file's name relative to the input folder, with `/`; never an absolute path.
    pub file: String,
    /// The sheet's name; `None` for a text file, or for the file as a whole.
    pub sheet: Option<String>,
}

/// Where in a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The file or sheet as a whole.
    Whole,
    /// A line of a text file such as a template, from 1.
    Line(u32),
    /// A row of a sheet, from 0 (row 0 is what a spreadsheet shows as 1).
    Row(u32),
    /// A column of a sheet, from 0: where countries stand across, a country's place.
    Column(u32),
    /// A cell: row and column, both from 0.
    Cell(u32, u32),
}

/// Where something stands: file, sheet, cell. Sorts in that order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// File and sheet.
    pub source: Arc<Source>,
    /// The spot in it.
    pub spot: Spot,
}

impl Place {
    /// A file as a whole.
    #[must_use]
    pub fn file(name: impl Into<String>) -> Self {
        Self { source: Arc::new(Source { file: name.into(), sheet: None }), spot: Spot::Whole }
    }

    /// A line of a text file, from 1.
    #[must_use]
    pub fn line(name: impl Into<String>, line: u32) -> Self {
        Self { spot: Spot::Line(line), ..Self::file(name) }
    }

    /// A cell of a sheet: row and column from 0.
    #[must_use]
    pub fn cell(source: &Arc<Source>, row: u32, column: u32) -> Self {
        Self { source: Arc::clone(source), spot: Spot::Cell(row, column) }
    }

    /// A row of a sheet, from 0.
    #[must_use]
    pub fn row(source: &Arc<Source>, row: u32) -> Self {
        Self { source: Arc::clone(source), spot: Spot::Row(row) }
    }

    /// A column of a sheet, from 0.
    #[must_use]
    pub fn column(source: &Arc<Source>, column: u32) -> Self {
        Self { source: Arc::clone(source), spot: Spot::Column(column) }
    }

    /// The spot as a reader of the spreadsheet names it: `B17`, `row 17`, `line 17`; empty for the whole.
    #[must_use]
    pub fn spot_name(&self) -> String {
        match self.spot {
            Spot::Whole => String::new(),
            Spot::Line(line) => format!("line {line}"),
            Spot::Row(row) => format!("row {}", u64::from(row) + 1),
            Spot::Column(column) => format!("column {}", column_name(column)),
            Spot::Cell(row, column) => format!("{}{}", column_name(column), u64::from(row) + 1),
        }
    }

    /// File, sheet and spot as the files write them.
    #[must_use]
    pub fn written(&self) -> (String, Option<String>, String) {
        (self.source.file.clone(), self.source.sheet.clone(), self.spot_name())
    }
}

impl fmt::Display for Place {
    /// `round2.xlsx, sheet `Coverage`, cell A17`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source.file)?;
        if let Some(sheet) = &self.source.sheet {
            write!(f, ", sheet `{sheet}`")?;
        }
        match self.spot {
            Spot::Whole => Ok(()),
            Spot::Cell(..) => write!(f, ", cell {}", self.spot_name()),
            Spot::Line(_) | Spot::Row(_) | Spot::Column(_) => write!(f, ", {}", self.spot_name()),
        }
    }
}

/// The line of a text that a byte stands in, from 1.
#[must_use]
pub fn line_at(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().get(..byte.min(text.len())).unwrap_or_default();
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count() + 1).unwrap_or(u32::MAX)
}

/// The first so many characters of a text, for a message; an ellipsis stands for the rest.
#[must_use]
pub fn short(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// "did you mean", where one of the names is near enough to what was written; else nothing.
pub fn near<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> String {
    names
        .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &written.to_lowercase()), name))
        .filter(|(alike, _)| *alike > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or_else(String::new, |(_, name)| format!("did you mean `{name}`?"))
}

/// The index of a column by its letters, `A` for 0; `None` past `XFD`, a spreadsheet's last.
#[must_use]
pub fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let digits = letters.bytes().map(|b| u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let number = digits.fold(0, |number, digit| number * 26 + digit);
    (number <= 16_384).then(|| number - 1)
}

/// A column's letters as spreadsheets show them: 0 is `A`, 26 is `AA`.
#[must_use]
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// A value and where it stands. What a report says leads back through this to file, sheet and cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was read.
    pub place: Place,
}

impl<T> Located<T> {
    /// A value at a place.
    #[must_use]
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

/// One problem: what, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind, with its code and severity.
    pub kind: Kind,
    /// Where; `None` for what concerns the run as a whole.
    pub place: Option<Place>,
    /// One sentence, lower case, names in backticks.
    pub message: String,
    /// What the user can do; empty where there is nothing to advise.
    pub hint: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.kind.severity().as_str(), self.kind, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> {place}")?;
        }
        if !self.hint.is_empty() {
            write!(f, "\n  hint: {}", self.hint)?;
        }
        Ok(())
    }
}

impl Serialize for Diagnostic {
    /// `code, severity, file, sheet, cell, message, hint`; what does not apply is `null`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Diagnostic", 7)?;
        object.serialize_field("code", self.kind.code())?;
        object.serialize_field("severity", &self.kind.severity())?;
        object.serialize_field("file", &self.place.as_ref().map(|p| &p.source.file))?;
        object.serialize_field("sheet", &self.place.as_ref().and_then(|p| p.source.sheet.as_ref()))?;
        let cell = self.place.as_ref().map(Place::spot_name).filter(|name| !name.is_empty());
        object.serialize_field("cell", &cell)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("hint", &self.hint)?;
        object.end()
    }
}

/// All problems of a run. Order of pushing does not matter: [`Diagnostics::sorted`] is by file, sheet, cell.
///
/// Of one kind in one sheet, a thousand are kept and the rest is counted: a sheet of a million wrong rows must not
/// fill the memory, and nobody reads on. [`Diagnostics::sorted`] tells how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    of_a_kind: BTreeMap<(Arc<Source>, Kind), Count>,
}

/// Problems of one kind in one sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    kept: usize,
    more: usize,
}

/// Problems of one kind in one sheet that are listed.
const MOST_OF_A_KIND: usize = 1000;

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a problem at a place.
    pub fn push(&mut self, kind: Kind, place: &Place, message: impl Into<String>, hint: impl Into<String>) {
        if self.count(kind, &place.source) {
            let (message, hint) = (message.into(), hint.into());
            self.all.push(Diagnostic { kind, place: Some(place.clone()), message, hint });
        }
    }

    /// Counts a problem; whether it is to be kept.
    fn count(&mut self, kind: Kind, source: &Arc<Source>) -> bool {
        let count = self.of_a_kind.entry((Arc::clone(source), kind)).or_default();
        let keep = count.kept < MOST_OF_A_KIND;
        *if keep { &mut count.kept } else { &mut count.more } += 1;
        keep
    }

    /// Kinds of which more were found than are kept, with the number that is not.
    fn beyond(&self) -> impl Iterator<Item = (Arc<Source>, Kind, usize)> {
        let beyond = self.of_a_kind.iter().filter(|(_, count)| count.more > 0);
        beyond.map(|((source, kind), count)| (Arc::clone(source), *kind, count.more))
    }

    /// Adds a problem of the run as a whole.
    pub fn push_run(&mut self, kind: Kind, message: impl Into<String>, hint: impl Into<String>) {
        self.all.push(Diagnostic { kind, place: None, message: message.into(), hint: hint.into() });
    }

    /// Takes over the problems of each part of a work that was shared among threads, in the order of the parts, so that
    /// every byte is the same for any number of threads.
    pub fn gather<T>(&mut self, parts: Vec<(T, Self)>) -> Vec<T> {
        let keep = |(part, found)| {
            self.extend(found);
            part
        };
        parts.into_iter().map(keep).collect()
    }

    /// Takes over another collection, such as one made on another thread.
    pub fn extend(&mut self, other: Self) {
        // What the other found past its own bound stays counted.
        for (source, kind, more) in other.beyond() {
            self.of_a_kind.entry((source, kind)).or_default().more += more;
        }
        for problem in other.all {
            let kept = problem.place.as_ref().is_none_or(|place| self.count(problem.kind, &place.source));
            if kept {
                self.all.push(problem);
            }
        }
    }

    /// Sorted by file, sheet, cell, then code and message; repeats once.
    #[must_use]
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let mut all = self.all.clone();
        all.extend(self.beyond().map(|(source, kind, more)| Diagnostic {
            kind,
            place: Some(Place { source, spot: Spot::Whole }),
            message: format!("{more} more problems of this kind are not listed one by one"),
            hint: "correct those that are listed; the same may be wrong with the others".to_owned(),
        }));
        all.sort_by(|a, b| (&a.place, a.kind.code(), &a.message).cmp(&(&b.place, b.kind.code(), &b.message)));
        all.dedup();
        all
    }

    /// How many of each code there are.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for problem in &self.all {
            *counts.entry(problem.kind.code()).or_insert(0) += 1;
        }
        for (_, kind, more) in self.beyond() {
            *counts.entry(kind.code()).or_insert(0) += more;
        }
        counts
    }

    /// Whether anything was left out of the reports.
    #[must_use]
    pub fn any_loss(&self) -> bool {
        self.all.iter().any(|d| d.kind.loss() == Loss::LeftOut)
    }

    /// Whether there is no problem at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

#[cfg(test)]
mod tests;
