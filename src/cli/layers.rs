//! Command line over environment over job over project file over what holds by default: each setting with its source.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Map, Value};

use super::project::{PROJECT_FILE, Project};
use super::{Wishes, project};
use crate::diagnostic::{Diagnostics, Kind, near};

/// What stands before the names of our variables of the environment.
const PREFIX: &str = "NAP_REPORT_";

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nothing was said.
    Default,
    /// A line of the project file.
    Project {
        /// The line, from 1.
        line: u32,
        /// The job that it belongs to; `None` where it holds for all.
        job: Option<String>,
    },
    /// A variable of the environment.
    Environment(String),
    /// An argument.
    CommandLine,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Project { line, job: None } => write!(f, "{PROJECT_FILE}, line {line}"),
            Self::Project { line, job: Some(job) } => write!(f, "{PROJECT_FILE}, line {line}, job {job}"),
            Self::Environment(name) => f.write_str(name),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

/// A value as JSON, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The value; `null` for what holds by default.
    pub value: Value,
    /// Where it was said.
    pub source: Source,
}

/// Settings by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layer(pub(super) BTreeMap<String, Setting>);

/// One build: what is wanted of it, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its name in the project file; `None` where that lists no jobs.
    pub name: Option<String>,
    /// The project file, as seen from the folder worked in.
    pub project: Option<PathBuf>,
    /// The folder that paths by default are in; empty for the one worked in.
    pub base: PathBuf,
    /// What was said.
    pub wishes: Wishes,
    /// Every setting with its source, by name.
    pub settings: BTreeMap<String, Setting>,
    /// What somebody should know of the settings.
    pub notes: Vec<String>,
}

/// Why a value cannot be used.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) hint: String,
}

/// Names of all settings, as a project file writes them.
fn names() -> Vec<String> {
    match serde_json::to_value(Wishes::default()) {
        Ok(Value::Object(map)) => map.into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    }
}

/// Whether a setting is known and its value is of the right kind.
pub(super) fn typed(key: &str, value: &Value) -> Result<(), Wrong> {
    let known = names();
    if !known.iter().any(|name| name == key) {
        let near = near(key, known.iter().map(String::as_str));
        return Err(Wrong {
            message: format!("there is no setting `{key}`"),
            hint: format!("{near} there are {}", known.join(", ")).trim_start().to_owned(),
        });
    }
    let one: Map<String, Value> = [(key.to_owned(), value.clone())].into_iter().collect();
    match serde_json::from_value::<Wishes>(Value::Object(one)) {
        Ok(_) => Ok(()),
        Err(why) => Err(Wrong {
            message: format!("`{key}` cannot be {value}: {why}"),
            hint: format!("`nap-report build --help` tells what `{key}` may be"),
        }),
    }
}

impl Layer {
    fn of(wishes: &Wishes, source: impl Fn(&str) -> Source) -> Self {
        let Ok(Value::Object(map)) = serde_json::to_value(wishes) else { return Self::default() };
        let said = map.into_iter().filter(|(_, value)| !value.is_null());
        Self(said.map(|(key, value)| (key.clone(), Setting { value, source: source(&key) })).collect())
    }

    /// What variables of the environment say. One that only looks like ours goes to `notes`: it may be somebody else's.
    fn of_environment(
        variables: &[(String, String)],
        notes: &mut Vec<String>,
        problems: &mut Diagnostics,
    ) -> Self {
        let mut layer = Self::default();
        let known = names();
        for (name, text) in variables {
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            if text.is_empty() {
                continue;
            }
            let key = match rest.to_lowercase().replace('_', "-") {
                key if key == "language" => "lang".to_owned(),
                key => key,
            };
            if !known.contains(&key) {
                let all = known.iter().map(|key| variable(key)).collect::<Vec<_>>().join(", ");
                notes.push(format!("`{name}` is no variable of the tool, and is not used; there are {all}"));
                continue;
            }
            let text = match (key.as_str(), text.as_str()) {
                ("strict" | "force", "1" | "yes") => "true",
                ("strict" | "force", "0" | "no") => "false",
                (_, text) => text,
            };
            let arguments: Vec<OsString> = if key == "inputs" {
                std::env::split_paths(text).map(Into::into).collect()
            } else {
                vec![format!("--{key}={text}").into()]
            };
            match Wishes::try_parse_from(arguments) {
                Ok(wishes) => layer.0.extend(Self::of(&wishes, |key| Source::Environment(variable(key))).0),
                Err(_) => problems.push_run(
                    Kind::BadProject,
                    format!("the variable `{name}` cannot be `{text}`"),
                    format!("`nap-report build --help` tells what `--{key}` may be"),
                ),
            }
        }
        layer
    }
}

/// The variable of the environment for a setting.
fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_uppercase().replace('-', "_"))
}

/// The builds that a command line asks for: one, or those that the project file of the folder lists.
///
/// # Errors
/// What is wrong in the project file or the environment, or a job that is not there.
pub(super) fn jobs(
    flags: &Wishes,
    picked: &[String],
    folder: &Path,
    variables: &[(String, String)],
) -> Result<Vec<Job>, Diagnostics> {
    let mut problems = Diagnostics::new();
    let path = project::find(folder);
    let project = path.as_deref().map(|path| Project::read(folder, path, &mut problems)).unwrap_or_default();
    let mut notes = Vec::new();
    let environment = Layer::of_environment(variables, &mut notes, &mut problems);
    for name in picked {
        if !project.jobs.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = project.jobs.iter().map(|(name, _)| name.as_str()).collect();
            let hint = match (&path, known.as_slice()) {
                (None, _) => format!("there is no {PROJECT_FILE} here or in a folder above"),
                (_, []) => format!("{PROJECT_FILE} lists no jobs; `[[job]]` begins one"),
                (_, known) => format!("there are {}", known.join(", ")),
            };
            problems.push_run(Kind::BadProject, format!("there is no job `{name}`"), hint);
        }
    }
    let flags = Layer::of(flags, |_| Source::CommandLine);
    let mut jobs = Vec::new();
    let wanted = project.jobs.iter().filter(|(name, _)| picked.is_empty() || picked.contains(name));
    let wanted: Vec<_> = wanted.map(|(name, layer)| (Some(name.clone()), layer.clone())).collect();
    let wanted = if project.jobs.is_empty() { vec![(None, Layer::default())] } else { wanted };
    for (name, own) in wanted {
        let mut settings: BTreeMap<String, Setting> = names()
            .into_iter()
            .map(|key| (key, Setting { value: Value::Null, source: Source::Default }))
            .collect();
        for layer in [&project.common, &own, &environment, &flags] {
            settings.extend(layer.0.iter().map(|(key, setting)| (key.clone(), setting.clone())));
        }
        let merged: Map<String, Value> =
            settings.iter().map(|(key, setting)| (key.clone(), setting.value.clone())).collect();
        match serde_json::from_value(Value::Object(merged)) {
            Ok(wishes) => {
                jobs.push(Job {
                    name,
                    project: path.clone(),
                    base: project.base.clone(),
                    wishes,
                    settings,
                    notes: std::mem::take(&mut notes),
                });
            }
            // Each value was looked at by itself before.
            Err(why) => problems.push_run(Kind::BadProject, why.to_string(), ""),
        }
    }
    one_folder_each(&jobs, &mut problems);
    if problems.is_empty() { Ok(jobs) } else { Err(problems) }
}

/// Two jobs in one folder, or with one summary, would write over each other.
fn one_folder_each(jobs: &[Job], problems: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, PathBuf), &str> = BTreeMap::new();
    for job in jobs {
        let name = job.name.as_deref().unwrap_or_default();
        let summary = job.wishes.write.summary.clone().map(|path| ("summary", path));
        for (what, path) in [("out", job.out())].into_iter().chain(summary) {
            let shown = path.display().to_string();
            if let Some(other) = seen.insert((what, path), name) {
                problems.push_run(
                    Kind::BadProject,
                    format!("the jobs `{other}` and `{name}` both write to `{shown}`"),
                    format!("give each its own `{what}`, or name one with --job"),
                );
            }
        }
    }
}

impl Job {
    /// Where it writes.
    pub(super) fn out(&self) -> PathBuf {
        self.wishes.write.out.clone().unwrap_or_else(|| self.base.join("out"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn made(project: &str, flags: &[&str], variables: &[(&str, &str)]) -> Result<Vec<Job>, Diagnostics> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(PROJECT_FILE), project).unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        let variables: Vec<_> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        // Paths beside the project file are seen from the folder worked in, which the test does not change.
        let path = project::find(&inner).unwrap();
        assert_eq!(path, Path::new("../..").join(PROJECT_FILE));
        jobs(&Wishes::try_parse_from(flags).unwrap(), &[], folder.path(), &variables)
    }

    fn told(problems: &Diagnostics) -> String {
        problems.sorted().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn flags_beat_the_environment_and_that_beats_the_file() {
        let project = "lang = \"fr\"\nout = \"a\"\neditions = \"all\"\n";
        let all = made(project, &["--lang", "es"], &[("NAP_REPORT_LANG", "en"), ("NAP_REPORT_OUT", "b")]);
        let job = all.unwrap().remove(0);
        assert_eq!(job.settings["lang"].value, "es");
        assert_eq!(job.settings["lang"].source, Source::CommandLine);
        assert_eq!(job.settings["out"].value, "b");
        assert_eq!(job.settings["out"].source, Source::Environment("NAP_REPORT_OUT".into()));
        assert_eq!(job.settings["editions"].source, Source::Project { line: 3, job: None });
        assert_eq!(job.settings["strict"].source, Source::Default);
    }

    #[test]
    fn jobs_stand_over_what_is_common_to_all() {
        let project = "lang = \"fr\"\ndate = 2026-01-31\n[[job]]\nname = \"a\"\nout = \"x\"\n\n[[job]]\nname = \"b\"\n\
                       lang = \"es\"\npassages = 5\n";
        let all = made(project, &[], &[]).unwrap();
        let lang = |job: &Job| String::from(job.wishes.read.lang.clone().unwrap());
        assert_eq!(all.iter().map(lang).collect::<Vec<_>>(), ["fr", "es"]);
        assert_eq!(all[1].settings["lang"].source, Source::Project { line: 9, job: Some("b".into()) });
    }

    #[test]
    fn what_is_wrong_is_told_at_its_line() {
        let project = "outs = \"x\"\njobs = \"many\"\n[[job]]\nout = \"x\"\n";
        let problems = told(&made(project, &[], &[("NAP_REPORT_JOBS", "many")]).unwrap_err());
        for part in ["`outs`", "did you mean `out`", "line 1", "`jobs` cannot be", "line 2", "has no name"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
        assert!(problems.contains("`NAP_REPORT_JOBS` cannot be `many`"), "{problems}");
        let foreign =
            made("", &[], &[("NAP_REPORT_OUTT", "x"), ("NAP_REPORT_STRICT", "1")]).unwrap().remove(0);
        assert!(foreign.notes[0].contains("`NAP_REPORT_OUTT` is no variable"), "{:?}", foreign.notes);
        assert_eq!(foreign.wishes.read.strict, Some(true));
        let two = "[[job]]\nname = \"a\"\n[[job]]\nname = \"b\"\n";
        assert!(told(&made(two, &[], &[]).unwrap_err()).contains("both write to"));
    }
}
