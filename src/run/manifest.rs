//! `run.json`: what was read, what was expected and produced, what was wrong. Written by a run, read by the next.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::compare::Share;
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::Settings;
use crate::read::FileReport;

/// The manifest's name.
pub(super) const MANIFEST: &str = "run.json";
/// A manifest larger than this is none that the tool wrote.
const MOST_BYTES: u64 = 256 << 20;

/// The manifest. Holds no times of day, paths or numbers of threads: the same work gives the same file.
///
/// It is true at every moment: while files are replaced, it lists as produced only those that stay, and those that are
/// about to change apart from them.
#[derive(Debug, Serialize)]
pub(super) struct Manifest<'a> {
    pub(super) version: &'static str,
    /// Of the program's source.
    pub(super) build: &'static str,
    /// Of all that decides what is written; empty where that cannot be told.
    pub(super) work: &'a str,
    /// Whether all that was expected is in place.
    pub(super) complete: bool,
    pub(super) settings: RunSettings<'a>,
    pub(super) inputs: &'a [FileReport],
    pub(super) outputs: Outputs<'a>,
    pub(super) problems: &'a [Diagnostic],
    pub(super) counts: Counts,
    /// Themes by their short names, with the share that addresses each; `null` where nothing is known.
    pub(super) headline: Vec<(&'a str, Option<Share>)>,
    /// `null` while files are replaced.
    pub(super) exit_status: Option<u8>,
}

/// Everything that decides what is written.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RunSettings<'a> {
    #[serde(flatten)]
    pub(super) shared: &'a Settings,
    /// `fixed`, or `kept`: a report whose content does not change keeps the date on which it was made.
    pub(super) dating: &'static str,
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
    /// In place, and as it says.
    pub(super) produced: Vec<&'a Produced>,
    /// Made by an earlier run, not asked of this one, and still there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) kept: Vec<&'a Produced>,
    /// Being replaced or removed; empty when a run has ended well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) changing: Vec<Changing>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Produced {
    pub(super) name: String,
    pub(super) bytes: usize,
    pub(super) sha256: String,
    /// Of a PDF.
    pub(super) pages: Option<usize>,
    /// The date that it bears.
    #[serde(default)]
    pub(super) date: String,
    /// SHA-256 of what it was made from.
    #[serde(default)]
    pub(super) made_from: String,
    /// Characters of a PDF that no font has.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) boxes: String,
}

/// A file that is being replaced or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Changing {
    pub(super) name: String,
    /// SHA-256 of what stood there, if the tool had made it.
    pub(super) from: Option<String>,
    /// What is to stand there; `null` where it is removed.
    pub(super) to: Option<Produced>,
}

/// Totals.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) files: usize,
    pub(super) rows_read: usize,
    pub(super) rows_used: usize,
    pub(super) countries: usize,
    pub(super) editions: usize,
    pub(super) passages: usize,
    pub(super) left_out: usize,
    pub(super) problems: BTreeMap<String, usize>,
}

/// What an earlier run left.
#[derive(Debug, Deserialize)]
pub(super) struct Earlier {
    #[serde(default)]
    pub(super) work: String,
    #[serde(default)]
    pub(super) complete: bool,
    #[serde(default)]
    pub(super) outputs: EarlierOutputs,
    #[serde(default)]
    pub(super) problems: Vec<Told>,
    #[serde(default)]
    pub(super) counts: Option<Counts>,
    #[serde(default)]
    pub(super) headline: Vec<(String, Option<Share>)>,
    #[serde(default)]
    pub(super) exit_status: Option<u8>,
}

/// Names expected of an earlier run, and what it produced.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EarlierOutputs {
    pub(super) expected: Vec<String>,
    pub(super) produced: Vec<Produced>,
    pub(super) kept: Vec<Produced>,
    pub(super) changing: Vec<Changing>,
}

/// A problem as it was written.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Told {
    pub(super) code: String,
    pub(super) severity: String,
    pub(super) file: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) cell: Option<String>,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Told {
    pub(super) fn severity(&self) -> Severity {
        [Severity::Error, Severity::Note]
            .into_iter()
            .find(|known| known.as_str() == self.severity)
            .unwrap_or(Severity::Warning)
    }
}

impl From<&Diagnostic> for Told {
    fn from(problem: &Diagnostic) -> Self {
        let place = problem.place.as_ref();
        Self {
            code: problem.kind.code().to_owned(),
            severity: problem.kind.severity().as_str().to_owned(),
            file: place.map(|place| place.source.file.clone()),
            sheet: place.and_then(|place| place.source.sheet.clone()),
            cell: place.map(crate::diagnostic::Place::spot_name).filter(|name| !name.is_empty()),
            message: problem.message.clone(),
            hint: problem.hint.clone(),
        }
    }
}

impl fmt::Display for Told {
    /// As [`Diagnostic`] writes it; a test holds the two together.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if let Some(file) = &self.file {
            write!(f, "\n  --> {file}")?;
            if let Some(sheet) = &self.sheet {
                write!(f, ", sheet `{sheet}`")?;
            }
            match self.cell.as_deref() {
                None => {}
                Some(cell) if cell.contains(' ') => write!(f, ", {cell}")?,
                Some(cell) => write!(f, ", cell {cell}")?,
            }
        }
        if !self.hint.is_empty() {
            write!(f, "\n  hint: {}", self.hint)?;
        }
        Ok(())
    }
}

/// The manifest of an output folder. `None` where there is none, or none that can be read.
pub(super) fn earlier(out: &Path) -> Option<Earlier> {
    let path = out.join(MANIFEST);
    let about = std::fs::metadata(&path).ok().filter(|about| about.is_file() && about.len() <= MOST_BYTES)?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    std::io::Read::read_to_end(&mut std::fs::File::open(path).ok()?, &mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

impl Earlier {
    /// Every file that the tool made here, by name, with what may stand there. Names that no run gives are left out:
    /// a manifest may have been written by somebody else.
    pub(super) fn made(&self) -> BTreeMap<&str, Vec<&Produced>> {
        let mut made: BTreeMap<&str, Vec<&Produced>> = BTreeMap::new();
        let changing = self.outputs.changing.iter().filter_map(|change| change.to.as_ref());
        for produced in self.outputs.produced.iter().chain(&self.outputs.kept).chain(changing) {
            if is_ours(&produced.name) {
                made.entry(&produced.name).or_default().push(produced);
            }
        }
        made
    }

    /// SHA-256 of files that the tool made and was about to replace or remove when it was ended.
    pub(super) fn half_gone(&self) -> BTreeMap<&str, &str> {
        let changing = self.outputs.changing.iter().filter(|change| is_ours(&change.name));
        changing.filter_map(|change| Some((change.name.as_str(), change.from.as_deref()?))).collect()
    }
}

/// Whether a name is one that a run gives to a file. Nothing else is ever removed.
pub(super) fn is_ours(name: &str) -> bool {
    let plain = |text: &str| {
        !text.is_empty() && text.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-' || ch == '_')
    };
    match name.split_once('/') {
        None => ["comparison.pdf", "coverage.csv", "coverage.json", "coverage.xlsx", "previous.json"]
            .contains(&name),
        Some(("countries" | "themes", file)) => file.strip_suffix(".pdf").is_some_and(plain),
        Some(("charts", file)) => {
            file.strip_suffix(".svg").or_else(|| file.strip_suffix(".png")).is_some_and(plain)
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Kind, Place, Source};
    use std::sync::Arc;

    #[test]
    fn a_problem_read_back_reads_as_it_did() {
        let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some("One".into()) });
        let mut all = Diagnostics::new();
        all.push(Kind::UnknownCountry, &Place::cell(&source, 16, 0), "what", "do");
        all.push(Kind::UnknownCountry, &Place::row(&source, 16), "what", "");
        all.push(Kind::BadTemplate, &Place::line("t.toml", 3), "what", "do");
        all.push(Kind::EmptyFile, &Place::file("b.csv"), "what", "do");
        all.push_run(Kind::NoInput, "what", "do");
        for problem in all.sorted() {
            let written = serde_json::to_string(&problem).unwrap();
            let told: Told = serde_json::from_str(&written).unwrap();
            assert_eq!(told.to_string(), problem.to_string());
            assert_eq!(Told::from(&problem).to_string(), problem.to_string());
            assert_eq!(told.severity(), problem.kind.severity());
        }
    }

    #[test]
    fn names_of_a_manifest_do_not_lead_elsewhere() {
        for ours in ["comparison.pdf", "countries/FIN.pdf", "themes/ict.pdf", "charts/levels-by-theme.png"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "../x.pdf",
            "countries/../x.pdf",
            "/etc/passwd",
            "countries/FIN.txt",
            "run.json",
            "themes/.pdf",
            "",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
