//! What the tool tells of itself: settings with their sources, schemas, completions, manual pages.

use clap::CommandFactory;
use serde_json::{Value, json};

use super::{RunError, say};
use crate::cli::{Arguments, Job, LogFormat, Source, Wishes};
use crate::compare::change::Changes;
use crate::export;

/// What a setting is where nothing was said.
fn by_default(job: &Job, key: &str) -> String {
    let beside = |name: &str| job.base.join(name).display().to_string();
    match key {
        "inputs" => beside("inputs"),
        "out" => beside("out"),
        "template" => "full".to_owned(),
        "lang" => "that of the template, else en".to_owned(),
        "editions" => "latest".to_owned(),
        "strict" | "force" => "false".to_owned(),
        "log-format" => "text".to_owned(),
        "jobs" => "one a core".to_owned(),
        "reports" => "those of the template".to_owned(),
        "format" => "pdf, csv, json, xlsx".to_owned(),
        "date" => "SOURCE_DATE_EPOCH, else today".to_owned(),
        "passages" => "as the template has it, else 3".to_owned(),
        "previous" => "what stood in the output folder before it last changed".to_owned(),
        "wait" => "0".to_owned(),
        _ => "none".to_owned(),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Prints each setting of each build with where it came from; returns the exit status.
///
/// # Errors
/// [`RunError::Manifest`] where JSON cannot be formed; not in practice.
pub fn config(jobs: &[Job], format: LogFormat) -> Result<u8, RunError> {
    let notes = jobs.iter().flat_map(|job| &job.notes);
    notes.for_each(|note| say::note(note, LogFormat::Text));
    if format == LogFormat::Json {
        let all: Vec<Value> = jobs.iter().map(as_json).collect();
        say::lines(&[serde_json::to_string_pretty(&all)?]);
        return Ok(0);
    }
    let mut lines = Vec::new();
    for (number, job) in jobs.iter().enumerate() {
        if number > 0 {
            lines.push(String::new());
        }
        if let Some(name) = &job.name {
            lines.push(format!("# {name}"));
        }
        for (key, setting) in &job.settings {
            let value = match setting.source {
                Source::Default => by_default(job, key),
                _ => plain(&setting.value),
            };
            lines.push(format!("{key:<11}{value:<44}  {}", setting.source));
        }
    }
    say::lines(&lines);
    Ok(0)
}

fn as_json(job: &Job) -> Value {
    let setting = |key: &String, setting: &crate::cli::Setting| {
        let value = match setting.source {
            Source::Default => Value::String(by_default(job, key)),
            _ => setting.value.clone(),
        };
        json!({ "value": value, "source": setting.source.to_string() })
    };
    let settings: serde_json::Map<String, Value> =
        job.settings.iter().map(|(key, said)| (key.clone(), setting(key, said))).collect();
    json!({ "job": job.name, "project": job.project, "settings": settings })
}

/// Prints the JSON Schema of a file; returns the exit status.
///
/// # Errors
/// [`RunError::Export`] where the schema cannot be written; not in practice.
pub fn schema(of: crate::cli::SchemaOf) -> Result<u8, RunError> {
    use crate::cli::SchemaOf;
    let schema = match of {
        SchemaOf::Coverage => export::schema()?,
        SchemaOf::Project => serde_json::to_string_pretty(&project_schema())?,
        SchemaOf::Diff => serde_json::to_string_pretty(&schemars::schema_for!(Changes))?,
    };
    say::lines(&[schema]);
    Ok(0)
}

/// The schema of nap-report.toml: all settings, and the same again in each job.
fn project_schema() -> Value {
    let mut schema = serde_json::to_value(schemars::schema_for!(Wishes)).unwrap_or_default();
    let mut settings = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    if let Some(lang) = settings.get("lang").cloned() {
        settings.insert("language".to_owned(), lang);
    }
    let mut of_job = settings.clone();
    of_job.insert("name".to_owned(), json!({ "type": "string", "description": "The job's name." }));
    let job = json!({
        "type": "object", "properties": of_job, "required": ["name"], "additionalProperties": false,
    });
    settings.insert(
        "job".to_owned(),
        json!({ "type": "array", "items": job, "description": "Builds of their own; each needs its own `out`." }),
    );
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), json!("nap-report.toml"));
        schema.insert("properties".to_owned(), Value::Object(settings));
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
    schema
}

/// Prints the script that completes commands and options in a shell; returns the exit status.
#[must_use]
pub fn completions(shell: clap_complete::Shell) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "nap-report", &mut script);
    say::raw(&script);
    0
}

/// Prints the manual page of the tool or of a command; returns the exit status.
///
/// # Errors
/// [`RunError::NoCommand`].
pub fn manual(command: Option<&str>) -> Result<u8, RunError> {
    let mut tool = Arguments::command();
    tool.build();
    let page = match command {
        None => tool,
        Some(name) => {
            let found = tool.find_subcommand(name).cloned();
            found.ok_or_else(|| RunError::NoCommand(name.to_owned()))?
        }
    };
    let mut text = Vec::new();
    let failed = |why: std::io::Error| RunError::Write { path: "the page".into(), reason: why.to_string() };
    clap_mangen::Man::new(page).render(&mut text).map_err(failed)?;
    say::raw(&text);
    Ok(0)
}
