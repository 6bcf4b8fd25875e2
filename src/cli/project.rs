//! `nap-report.toml`: what a folder's builds are, found from the folder worked in upwards.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::layers::{Layer, Setting, Source, typed};
use super::wishes::beside;
use crate::diagnostic::{Diagnostics, Kind, Place, line_at};

/// The file's name.
pub const PROJECT_FILE: &str = "nap-report.toml";

/// A project file, read.
#[derive(Debug, Clone, Default)]
pub(super) struct Project {
    /// Its folder, relative to the one worked in where it is that one or above it.
    pub(super) base: PathBuf,
    /// What holds for all jobs.
    pub(super) common: Layer,
    /// Each job's name, and what it says otherwise.
    pub(super) jobs: Vec<(String, Layer)>,
}

/// The project file of a folder or of one above it: its path as seen from the folder.
pub(super) fn find(folder: &Path) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    for above in folder.ancestors() {
        if above.join(PROJECT_FILE).is_file() {
            return Some(up.join(PROJECT_FILE));
        }
        up.push("..");
    }
    None
}

impl Project {
    /// Reads a project file. What is wrong in it is told at its line; the values that are right are kept.
    ///
    /// `path` is as seen from `folder`.
    pub(super) fn read(folder: &Path, path: &Path, problems: &mut Diagnostics) -> Self {
        let base = path.parent().map(Path::to_owned).unwrap_or_default();
        match std::fs::read_to_string(folder.join(path)) {
            Ok(text) => Self::parse(text.trim_start_matches('\u{feff}'), base, problems),
            Err(why) => {
                let message = format!("the project file cannot be read: {why}");
                problems.push(Kind::BadProject, &Place::file(PROJECT_FILE), message, "check its permissions");
                Self::default()
            }
        }
    }

    fn parse(text: &str, base: PathBuf, problems: &mut Diagnostics) -> Self {
        let mut reader = Reader { text, base: &base, problems };
        let mut project = Self::default();
        let (root, errors) = DeTable::parse_recoverable(text);
        for why in &errors {
            let message = why.message().lines().next().unwrap_or_default().to_owned();
            reader.bad(why.span().unwrap_or_default().start, message, "correct the line");
        }
        for (key, value) in root.get_ref() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("job", DeValue::Array(jobs)) => {
                    for job in jobs {
                        if let Some(job) = reader.job(job, &project.jobs) {
                            project.jobs.push(job);
                        }
                    }
                }
                ("job", _) => reader.bad(
                    key.span().start,
                    "`job` is a list".to_owned(),
                    "write `[[job]]`, with two brackets",
                ),
                (word, value) => reader.setting(word, key.span().start, value, None, &mut project.common),
            }
        }
        project.base = base;
        project
    }
}

struct Reader<'a> {
    text: &'a str,
    base: &'a Path,
    problems: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn bad(&mut self, at: usize, message: String, hint: impl Into<String>) {
        let place = Place::line(PROJECT_FILE, line_at(self.text, at));
        self.problems.push(Kind::BadProject, &place, message, hint);
    }

    fn job(&mut self, job: &Spanned<DeValue<'_>>, before: &[(String, Layer)]) -> Option<(String, Layer)> {
        let DeValue::Table(table) = job.get_ref() else {
            self.bad(job.span().start, "a job is a table".to_owned(), "write `[[job]]`");
            return None;
        };
        let name = table.get("name").and_then(|name| name.get_ref().as_str().map(str::to_owned));
        let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
            self.bad(job.span().start, "a job has no name".to_owned(), "add `name = \"...\"`");
            return None;
        };
        if before.iter().any(|(other, _)| *other == name) {
            self.bad(job.span().start, format!("there are two jobs `{name}`"), "name one of them otherwise");
        }
        let mut layer = Layer::default();
        for (key, value) in table {
            if key.get_ref() != "name" {
                self.setting(key.get_ref(), key.span().start, value.get_ref(), Some(&name), &mut layer);
            }
        }
        Some((name, layer))
    }

    fn setting(&mut self, word: &str, at: usize, value: &DeValue<'_>, job: Option<&str>, layer: &mut Layer) {
        let key = if word == "language" { "lang" } else { word };
        let mut json = plain(value);
        // One value where a list may stand is a list of one.
        if ["inputs", "reports", "format", "charts", "fail-on"].contains(&key) && json.is_string() {
            json = Value::Array(vec![json]);
        }
        match typed(key, &json) {
            Ok(()) => {}
            Err(why) => return self.bad(at, why.message, why.hint),
        }
        beside(key, &mut json, self.base);
        let source = Source::Project { line: line_at(self.text, at), job: job.map(str::to_owned) };
        layer.0.insert(key.to_owned(), Setting { value: json, source });
    }
}

/// A value of TOML as JSON, so that all layers are of one kind.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            parsed.map_or_else(|_| Value::String(number.to_string()), Value::from)
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(all) => Value::Array(all.iter().map(|one| plain(one.get_ref())).collect()),
        DeValue::Table(table) => {
            let pairs = table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}
