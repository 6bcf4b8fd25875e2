//! Coverage as data: `coverage.csv` for spreadsheets and scripts, `coverage.json` for programs, a
//! workbook for people; and annotated copies of the inputs.
//!
//! Other programs build on these: names and meaning are stable, and `nap-report schema` prints the JSON's schema.

mod annotate;
mod book;
mod csv;
mod earlier;
mod json;

pub use annotate::{Annotated, annotated};
pub use book::{Sheet, Value, workbook};
pub use csv::{HEADER, changes as changes_csv, csv, table};
pub use earlier::earlier;
pub use json::{Settings, Snapshot, json, schema, snapshot};

/// Why data could not be written out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A row could not be formed.
    #[error("coverage.csv could not be formed: {0}")]
    Csv(String),
    /// The JSON could not be formed.
    #[error("coverage.json could not be formed: {0}")]
    Json(#[from] serde_json::Error),
    /// A file of an earlier run cannot be read.
    #[error("{0}")]
    Earlier(String),
    /// A workbook could not be formed.
    #[error("a workbook could not be formed: {0}")]
    Workbook(String),
}
