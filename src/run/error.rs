//! Why a run ended with nothing written.

use std::path::PathBuf;

use crate::report::ReportError;
use crate::{export, pdf, read};

/// Why a run ended with nothing written.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input is not there.
    #[error(transparent)]
    Read(#[from] read::ReadError),
    /// There is no such template, and no such folder.
    #[error("there is no template `{}` and no folder of that name; `nap-report template list` tells which there are", .0.display())]
    NoTemplate(PathBuf),
    /// There are no words in this language.
    #[error(
        "there are no words in the language `{0}`; there are {1}, and a file `words.{0}.ftl` in the templates adds it"
    )]
    NoLanguage(String, String),
    /// A folder to start from cannot be made.
    #[error("`{}` is there and is not empty; name a new folder", .0.display())]
    NotEmpty(PathBuf),
    /// A template file cannot be read.
    #[error("`{}` cannot be read: {reason}", path.display())]
    Template {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A template file is wrong; its problems were told.
    #[error("`{0}` cannot be used; correct the problems above")]
    Faulty(String),
    /// No input held a plan.
    #[error("no plan could be read from the inputs, so nothing was written; `nap-report check` tells why")]
    NoPlan,
    /// Something would have been left out, and `--strict` was given.
    #[error("{0} left out, and --strict was given, so nothing was written")]
    Strict(String),
    /// A report could not be put together.
    #[error("{0}: {1}")]
    Report(String, ReportError),
    /// A PDF could not be made.
    #[error("{0}: {1}")]
    Pdf(String, pdf::PdfError),
    /// Data could not be exported.
    #[error(transparent)]
    Export(#[from] export::ExportError),
    /// Two coders have nothing in common.
    #[error("{0}")]
    NothingInCommon(String),
    /// A mapping file is there that somebody may have corrected.
    #[error("`{0}` exists, and was not written over; give --force, or rename it")]
    MappingExists(String),
    /// The folder for copies is one that is read.
    #[error("`{}` is a folder of inputs; name another for the copies", .0.display())]
    IntoInputs(PathBuf),
    /// Another run writes to the folder.
    #[error("another run{} is writing to `{}`; give --wait SECONDS to wait for it", if .1.is_empty() { String::new() } else { format!(" (process {})", .1) }, .0.display())]
    Busy(PathBuf, String),
    /// An earlier run's coverage cannot be used.
    #[error("`{}` cannot be used as an earlier run: {reason}", path.display())]
    Previous {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A PDF is not for a terminal.
    #[error("a PDF needs a file: give --output FILE")]
    NeedsFile,
    /// There is no such command.
    #[error("there is no command `{0}`")]
    NoCommand(String),
    /// `run.json` could not be formed.
    #[error("run.json could not be formed: {0}")]
    Manifest(#[from] serde_json::Error),
    /// A file could not be written.
    #[error("`{}` could not be written: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The threads could not be started.
    #[error("the worker threads could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}
