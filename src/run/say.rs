//! What is told on standard error and standard output: problems, and the five lines at the end.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use crate::cli::{LogFormat, Voice};
use crate::diagnostic::{Diagnostic, Severity};

/// Most problems that are printed in full; all are in `run.json`.
const MOST: usize = 50;

/// Prints problems to standard error: the worst ones always, notes when asked.
pub(super) fn problems(all: &[Diagnostic], voice: Voice, format: LogFormat) {
    let wanted = |problem: &&Diagnostic| match problem.kind.severity() {
        Severity::Error => true,
        Severity::Warning => voice >= Voice::Quiet,
        Severity::Note => voice >= Voice::Verbose,
    };
    let told: Vec<&Diagnostic> = all.iter().filter(wanted).collect();
    let mut err = anstream::stderr().lock();
    // A closed standard error is no reason to fail: run.json holds everything.
    if format == LogFormat::Json {
        for problem in told {
            if let Ok(line) = serde_json::to_string(problem) {
                let _ = writeln!(err, "{line}");
            }
        }
        return;
    }
    for problem in told.iter().take(MOST) {
        let _ = writeln!(err, "{}", coloured(problem));
    }
    if told.len() > MOST {
        let _ = writeln!(err, "… and {} more, listed in run.json", told.len() - MOST);
    }
}

/// A problem with its severity in colour.
fn coloured(problem: &Diagnostic) -> String {
    let colour = match problem.kind.severity() {
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

/// Prints an error that ends the run.
pub(crate) fn fatal(message: &str) {
    let style = AnsiColor::Red.on_default().bold();
    let _ = writeln!(anstream::stderr().lock(), "{style}error{style:#}: {message}");
}
