//! What is told on standard error and standard output: problems, and the five lines at the end.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::manifest::Told;
use crate::cli::{LogFormat, Voice};
use crate::diagnostic::{Diagnostic, Severity};

/// Most problems that are printed in full; all are in `run.json`.
const MOST: usize = 50;

/// Prints problems to standard error: the worst ones always, notes when asked.
pub(super) fn problems(all: &[Diagnostic], voice: Voice, format: LogFormat) {
    let told: Vec<Told> = all.iter().map(Told::from).collect();
    told_before(&told, voice, format);
}

/// The same for problems as an earlier run wrote them.
pub(super) fn told_before(all: &[Told], voice: Voice, format: LogFormat) {
    let wanted = |problem: &&Told| match problem.severity() {
        Severity::Error => true,
        Severity::Warning => voice >= Voice::Quiet,
        Severity::Note => voice >= Voice::Verbose,
    };
    let told: Vec<&Told> = all.iter().filter(wanted).collect();
    if format == LogFormat::Json {
        told.into_iter().for_each(event);
        return;
    }
    // A closed standard error is no reason to fail: run.json holds everything.
    let mut err = anstream::stderr().lock();
    for problem in told.iter().take(MOST) {
        let _ = writeln!(err, "{}", coloured(problem));
    }
    if told.len() > MOST {
        let _ = writeln!(err, "… and {} more, listed in run.json", told.len() - MOST);
    }
}

/// A problem as an event of the log.
fn event(problem: &Told) {
    macro_rules! tell {
        ($level:ident) => {
            tracing::$level!(
                event = "problem",
                code = problem.code,
                severity = problem.severity,
                file = problem.file.as_deref(),
                sheet = problem.sheet.as_deref(),
                cell = problem.cell.as_deref(),
                message = problem.message,
                hint = problem.hint,
            )
        };
    }
    match problem.severity() {
        Severity::Error => tell!(error),
        Severity::Warning => tell!(warn),
        Severity::Note => tell!(info),
    }
}

/// A problem with its severity in colour.
fn coloured(problem: &Told) -> String {
    let colour = match problem.severity() {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    let style: Style = colour.on_default().bold();
    let text = problem.to_string();
    match text.split_once(':') {
        Some((head, rest)) => format!("{style}{head}{style:#}:{rest}"),
        None => text,
    }
}

/// Prints lines to standard output.
pub(super) fn lines(lines: &[String]) {
    let mut out = anstream::stdout().lock();
    for line in lines {
        // A reader that went away, such as `head`, is no error.
        let _ = writeln!(out, "{line}");
    }
}

/// Prints bytes to standard output as they are.
pub(super) fn raw(bytes: &[u8]) {
    // A reader that went away, such as `head`, is no error.
    let _ = std::io::stdout().lock().write_all(bytes);
}

/// Prints a line to standard error that is no problem of the data.
pub(super) fn aside(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Tells whoever looks after the folder of something that is no problem of the data.
pub(super) fn note(message: &str, format: LogFormat) {
    match format {
        LogFormat::Json => tracing::warn!(event = "note", message = message),
        LogFormat::Text => aside(&format!("note: {message}")),
    }
}

/// Prints an error that ends the run.
pub(crate) fn fatal(message: &str, format: LogFormat) {
    if format == LogFormat::Json {
        tracing::error!(event = "failed", message = message);
        return;
    }
    let style = AnsiColor::Red.on_default().bold();
    let _ = writeln!(anstream::stderr().lock(), "{style}error{style:#}: {message}");
}
