//! What a program that watches the run is told: one JSON object a line on standard error, with stable fields.
//!
//! Every line has `time` (UTC), `level` (`error`, `warn`, `info`, `debug`) and `event`. The events and their fields:
//!
//! | event | fields |
//! | --- | --- |
//! | `problem` | `code, severity, file, sheet, cell, message, hint`, as in `run.json` |
//! | `stage` (with `-v`) | `stage, ms, peak_mib` |
//! | `output` | `name, action` (`made`, `unchanged`, `removed`, `kept`)`, bytes, pages` |
//! | `run` | `job, status, made, unchanged, removed, kept, problems, left_out` |
//! | `note` | `message` |
//! | `failed` | `message` |
//!
//! What does not apply is `null`.

use std::io::Write;
use std::time::Instant;

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

use super::say;
use crate::cli::{LogFormat, Voice};

/// Writes each event as a line.
struct Lines;

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields(Map::new());
        fields.0.insert("time".to_owned(), now().into());
        let level = match *event.metadata().level() {
            Level::ERROR => "error",
            Level::WARN => "warn",
            Level::INFO => "info",
            _ => "debug",
        };
        fields.0.insert("level".to_owned(), level.into());
        // A field without a value is not visited: it is there all the same.
        for field in event.metadata().fields() {
            fields.0.insert(field.name().to_owned(), Value::Null);
        }
        event.record(&mut fields);
        // A closed standard error is no reason to fail: run.json holds everything.
        if let Ok(line) = serde_json::to_string(&fields.0) {
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        }
    }
}

struct Fields(Map<String, Value>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").into());
    }
}

#[expect(clippy::disallowed_methods, reason = "a line of a log says when; no report does")]
fn now() -> String {
    chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// Begins to write events, where they are asked for.
pub(super) fn start(format: LogFormat) {
    if format == LogFormat::Json {
        // A second job finds it done.
        let _ = tracing::subscriber::set_global_default(Registry::default().with(Lines));
    }
}

/// Tells what each stage took, where that is asked for.
pub(super) struct Stages {
    voice: Voice,
    format: LogFormat,
    last: Instant,
}

impl Stages {
    pub(super) fn new(voice: Voice, format: LogFormat) -> Self {
        Self { voice, format, last: Instant::now() }
    }

    /// A stage has ended.
    pub(super) fn done(&mut self, stage: &str) {
        let took = self.last.elapsed();
        self.last = Instant::now();
        if self.voice < Voice::Verbose {
            return;
        }
        let peak = peak_mib();
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        match self.format {
            LogFormat::Json => tracing::debug!(event = "stage", stage, ms, peak_mib = peak),
            LogFormat::Text => {
                let peak = peak.map_or_else(String::new, |peak| format!(", {peak} MiB at most until then"));
                say::aside(&format!("stage {stage}: {:.1} ms{peak}", took.as_secs_f64() * 1000.0));
            }
        }
    }
}

/// The most memory that this process has held, in MiB; `None` where the system does not tell.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024)
}
