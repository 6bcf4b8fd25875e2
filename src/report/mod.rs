//! Coverage to blocks: what each report says, in reading order. Knows no points, fonts or PDF.
//!
//! ```text
//! comparison.rs   all countries        the answer, matrix, charts, evidence, method, what was left out
//! profile.rs      one country          its levels against its region and all, its passages, its editions
//! brief.rs        one theme            its countries, firmest first, with their passages
//!   matrix.rs, charts.rs, evidence.rs, method.rs    parts that they share
//!   prose.rs      the only place where numbers become words
//! ```

pub mod block;
mod brief;
mod charts;
mod comparison;
mod evidence;
mod matrix;
mod method;
mod profile;
mod prose;

use crate::chart::{ChartError, Measure};
use crate::code::{Codebook, Theme};
use crate::compare::{Coverage, Edition, Editions};
use crate::diagnostic::Diagnostic;
use crate::read::FileReport;

pub use brief::brief;
pub use charts::{NamedChart, chart_names, named_charts};
pub use comparison::comparison;
pub use profile::profile;

/// Everything that a report is made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// What the plans say.
    pub coverage: &'a Coverage,
    /// The themes and rules.
    pub codebook: &'a Codebook,
    /// The inputs, for the list of sources.
    pub files: &'a [FileReport],
    /// The problems, sorted.
    pub problems: &'a [Diagnostic],
    /// The date of the report, `YYYY-MM-DD`.
    pub date: &'a str,
    /// BCP 47 tag of the reports' language.
    pub lang: &'a str,
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
    fn themes(&self) -> &'a [Theme] {
        self.codebook.themes()
    }

    fn words(&self) -> Vec<prose::ThemeWords<'a>> {
        self.themes().iter().map(words_of).collect()
    }

    /// The themes' short names as they stand within a sentence.
    fn short_names(&self) -> Vec<String> {
        self.themes().iter().map(|theme| prose::within(&theme.short)).collect()
    }

    fn headline(&self) -> Vec<&'a Edition> {
        self.coverage.headline().collect()
    }
}

fn words_of(theme: &Theme) -> prose::ThemeWords<'_> {
    prose::ThemeWords { short: &theme.short, phrase: &theme.phrase }
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
}
