//! Coverage to blocks: what each report says, in reading order. Knows no points, fonts or PDF.
//!
//! ```text
//! template.rs     template.toml, and a page of Markdown a kind of report
//!   compose.rs    a page with its variables (context.rs) filled in and its parts (parts.rs) in their places
//!     markdown.rs Markdown to blocks
//!     comparison.rs, profile.rs, brief.rs             parts of one kind of report
//!     matrix.rs, charts.rs, evidence.rs, method.rs, changed.rs    parts that they share
//! prose.rs        the only place where numbers become words, in the messages of words.rs
//! ```

pub mod block;
mod brief;
mod changed;
mod charts;
mod comparison;
mod compose;
mod context;
mod evidence;
mod markdown;
mod matrix;
mod method;
mod parts;
mod profile;
mod prose;
mod template;
mod words;
mod workbook;

use std::sync::Arc;

use crate::chart::{ChartError, Measure};
use crate::code::Theme;
use crate::compare::change::Changes;
use crate::compare::{Coverage, Edition, Editions};
use crate::diagnostic::Diagnostic;
use crate::read::FileReport;
use crate::resolve::Iso3;
use block::Document;

pub use changed::{changes_report, changes_text};
pub use charts::{ChartKind, NamedChart, kinds as chart_kinds, named_charts};
pub use compose::{Page, PageFault};
pub use context::variables;
pub use parts::{PARTS, Part};
pub use template::{Files, FontWish, Template};
pub use words::Words;
pub use workbook::workbook;

/// Everything that a report is made from.
#[derive(Clone)]
pub struct Material<'a> {
    /// What the plans say.
    pub coverage: &'a Coverage,
    /// The themes, named in the report's language.
    pub themes: &'a [Theme],
    /// The inputs, for the list of sources.
    pub files: &'a [FileReport],
    /// The problems, sorted.
    pub problems: &'a [Diagnostic],
    /// What changed since an earlier run, if there is one.
    pub changes: Option<&'a Changes>,
    /// The date of the report, `YYYY-MM-DD`.
    pub date: &'a str,
    /// The words of the report's language.
    pub words: Arc<Words>,
    /// How the report looks and what stands in it.
    pub template: &'a Template,
    /// Which editions the headline counts.
    pub editions: Editions,
    /// Most passages listed a country and theme in the comparison and the briefs; `None` lists all.
    pub passages: Option<usize>,
    /// Measures the words in charts.
    pub measure: &'a dyn Measure,
    /// Points that a chart has on a page.
    pub chart_width: f64,
}

impl<'a> Material<'a> {
    fn theme_words(&self) -> Vec<prose::ThemeWords<'a>> {
        self.themes.iter().map(words_of).collect()
    }

    /// The themes' short names as they stand within a sentence.
    fn short_names(&self) -> Vec<String> {
        self.themes.iter().map(|theme| prose::within(&theme.short)).collect()
    }

    fn headline(&self) -> Vec<&'a Edition> {
        self.coverage.headline().collect()
    }

    /// The editions of a country, and the one that the headline counts.
    fn editions_of(&self, country: Iso3) -> Option<(Vec<&'a Edition>, &'a Edition)> {
        let editions: Vec<&Edition> =
            self.coverage.editions.iter().filter(|edition| edition.country == country).collect();
        let latest = editions.iter().find(|edition| edition.latest).copied()?;
        Some((editions, latest))
    }
}

fn words_of(theme: &Theme) -> prose::ThemeWords<'_> {
    prose::ThemeWords { short: &theme.short, phrase: &theme.phrase }
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// All countries.
    Comparison,
    /// One country.
    Country(Iso3),
    /// One theme, by its number in the codebook.
    Theme(usize),
}

impl Subject {
    /// The kind of page that it is set on.
    #[must_use]
    pub fn page(self) -> Page {
        match self {
            Self::Comparison => Page::Comparison,
            Self::Country(_) => Page::Country,
            Self::Theme(_) => Page::Theme,
        }
    }
}

/// A report.
///
/// # Errors
/// [`ReportError::Nothing`] for a country without a plan or a theme that is not there, [`ReportError::Page`] where the
/// template's page is wrong, [`ReportError::Chart`] where a chart cannot be drawn.
pub fn report(material: &Material<'_>, subject: Subject) -> Result<Document, ReportError> {
    let blocks = compose::compose(material, subject)?;
    Ok(Document { blocks, ..parts::frame(material, subject)? })
}

/// Why a report could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// There is no such country or theme in the coverage.
    #[error("there is nothing to report on `{0}`")]
    Nothing(String),
    /// The template has no page for it.
    #[error("the template `{0}` has no {1}")]
    NoPage(String, &'static str),
    /// The template's page cannot be used.
    #[error("{}, line {}: {}", .0.file, .0.line, .0.message)]
    Page(PageFault),
}
