//! `run.json`: what was read, what was expected and produced, what was wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::export::Settings;
use crate::read::FileReport;

/// The manifest. Holds no times, paths or numbers of threads: the same work gives the same file.
#[derive(Debug, Serialize)]
pub(super) struct Manifest<'a> {
    pub(super) version: &'static str,
    pub(super) settings: RunSettings<'a>,
    pub(super) inputs: &'a [FileReport],
    pub(super) outputs: Outputs<'a>,
    pub(super) problems: &'a [Diagnostic],
    pub(super) counts: Counts,
    pub(super) exit_status: u8,
}

/// Everything that decides what is written.
#[derive(Debug, Serialize)]
pub(super) struct RunSettings<'a> {
    #[serde(flatten)]
    pub(super) shared: &'a Settings,
    pub(super) template: &'a str,
    pub(super) reports: Vec<&'static str>,
    pub(super) formats: Vec<&'static str>,
    pub(super) charts: Vec<&'static str>,
    pub(super) passages: Option<usize>,
    pub(super) strict: bool,
}

/// Names expected, and what was produced.
#[derive(Debug, Serialize)]
pub(super) struct Outputs<'a> {
    pub(super) expected: Vec<&'a str>,
    pub(super) produced: Vec<Produced<'a>>,
}

/// A file that was written.
#[derive(Debug, Serialize)]
pub(super) struct Produced<'a> {
    pub(super) name: &'a str,
    pub(super) bytes: usize,
    pub(super) sha256: String,
    /// Of a PDF.
    pub(super) pages: Option<usize>,
}

/// Totals.
#[derive(Debug, Serialize)]
pub(super) struct Counts {
    pub(super) files: usize,
    pub(super) rows_read: usize,
    pub(super) rows_used: usize,
    pub(super) countries: usize,
    pub(super) editions: usize,
    pub(super) passages: usize,
    pub(super) left_out: usize,
    pub(super) problems: BTreeMap<&'static str, usize>,
}
