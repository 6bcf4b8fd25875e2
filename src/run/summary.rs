//! What a run came to: the five lines at the end, the same for a mail, the log, and the exit status.

use std::path::Path;

use super::folder::write_one;
use super::manifest::{Counts, Produced, Told};
use super::{RunError, say};
use crate::cli::{BuildOptions, FailOn, LogFormat, Voice};
use crate::compare::Share;
use crate::diagnostic::Severity;

/// Most files that the summary names.
const MOST_NAMED: usize = 8;

/// What a run came to, however little it had to do for it.
pub(super) struct Outcome<'a> {
    pub(super) counts: &'a Counts,
    pub(super) headline: Vec<(&'a str, Option<Share>)>,
    pub(super) problems: &'a [Told],
    pub(super) made: Vec<&'a Produced>,
    pub(super) unchanged: Vec<&'a Produced>,
    pub(super) removed: Vec<&'a str>,
    pub(super) kept: Vec<&'a Produced>,
    pub(super) status: u8,
    /// Any file is otherwise than before the run, or gone.
    pub(super) differs: bool,
}

impl Outcome<'_> {
    /// Tells it in all the ways that were asked for; returns the exit status.
    pub(super) fn tell(&self, options: &BuildOptions) -> Result<u8, RunError> {
        let wakes = |what: &FailOn| match what {
            FailOn::Changed => self.differs,
            FailOn::Problems => self.problems.iter().any(|problem| problem.severity() != Severity::Note),
        };
        let status = match self.status {
            0 if options.fail_on.iter().any(wakes) => 4,
            status => status,
        };
        if options.read.voice >= Voice::Normal {
            say::lines(&self.text(&options.out, status));
        }
        if options.read.log_format == LogFormat::Json {
            self.log(options, status);
        } else if options.read.voice >= Voice::Verbose {
            for (action, files) in
                [("made", &self.made), ("unchanged", &self.unchanged), ("kept", &self.kept)]
            {
                files.iter().for_each(|file| say::aside(&format!("{action}: {}", file.name)));
            }
            self.removed.iter().for_each(|name| say::aside(&format!("removed: {name}")));
        }
        if let Some(path) = &options.summary {
            write_one(path, self.file(path, options, status).as_bytes())?;
        }
        Ok(status)
    }

    /// Each file that changed, and the run as a whole, as lines of the log.
    fn log(&self, options: &BuildOptions, status: u8) {
        let told = |file: &Produced, action: &str| {
            let (bytes, pages) = (file.bytes as u64, file.pages.map(|pages| pages as u64));
            tracing::info!(event = "output", name = file.name, action, bytes, pages);
        };
        self.made.iter().for_each(|file| told(file, "made"));
        self.unchanged.iter().for_each(|file| told(file, "unchanged"));
        self.kept.iter().for_each(|file| told(file, "kept"));
        let none: Option<u64> = None;
        for name in &self.removed {
            tracing::info!(event = "output", name, action = "removed", bytes = none, pages = none);
        }
        tracing::info!(
            event = "run",
            job = options.read.job.as_deref(),
            status = u64::from(status),
            made = self.made.len() as u64,
            unchanged = self.unchanged.len() as u64,
            removed = self.removed.len() as u64,
            kept = self.kept.len() as u64,
            problems = self.problems.len() as u64,
            left_out = self.counts.left_out as u64,
        );
    }

    /// Label and text of each line.
    fn lines(&self, out: &Path, status: u8) -> [(&'static str, String); 5] {
        let counts = self.counts;
        let shares: Vec<String> = self
            .headline
            .iter()
            .map(|(theme, share)| match share {
                Some(share) => format!("{theme} {} of {}", share.hit, share.of),
                None => format!("{theme} unknown"),
            })
            .collect();
        let to_check = self.problems.len().saturating_sub(counts.left_out);
        let left_out = match (counts.left_out, to_check) {
            (0, 0) => "nothing, and nothing to check".to_owned(),
            (0, other) => format!("nothing; {} to check, in run.json", plural(other, "remark", "remarks")),
            (lost, other) => format!(
                "{}; {} to check, in run.json",
                plural(lost, "file, sheet, row or value", "files, sheets, rows or values"),
                plural(other, "remark", "remarks")
            ),
        };
        [
            (
                "Read",
                format!(
                    "{}, {} of {} used",
                    plural(counts.files, "file", "files"),
                    counts.rows_used,
                    plural(counts.rows_read, "row", "rows")
                ),
            ),
            (
                "Found",
                format!(
                    "{} in {}",
                    plural(counts.editions, "plan", "plans"),
                    plural(counts.countries, "country", "countries")
                ),
            ),
            ("Address", shares.join(" · ")),
            ("Wrote", self.wrote(out)),
            ("Left out", format!("{left_out} (exit status {status})")),
        ]
    }

    fn wrote(&self, out: &Path) -> String {
        let out = out.display();
        let all = || self.made.iter().chain(&self.unchanged);
        let reports = all().filter(|file| file.pages.is_some()).count();
        let pages = all().filter_map(|file| file.pages).sum();
        let all = format!("{} with {}", plural(reports, "report", "reports"), plural(pages, "page", "pages"));
        let mut said = match (self.made.len(), self.unchanged.len()) {
            (0, _) => format!("nothing to {out}: nothing changed; {all}"),
            (made, 0) => format!("{} to {out}: {all}", plural(made, "file", "files")),
            (made, unchanged) => format!(
                "{} to {out}: {}; {unchanged} unchanged; {all}",
                plural(made, "file", "files"),
                named(&self.made.iter().map(|made| made.name.as_str()).collect::<Vec<_>>())
            ),
        };
        if !self.removed.is_empty() {
            said = format!("{said}; removed {}", named(&self.removed));
        }
        if !self.kept.is_empty() {
            let stay = if self.kept.len() == 1 { "stays" } else { "stay" };
            said = format!(
                "{said}; {} of an earlier run, not asked for now, {stay} as before",
                plural(self.kept.len(), "file", "files")
            );
        }
        said
    }

    /// The lines as they are printed.
    fn text(&self, out: &Path, status: u8) -> Vec<String> {
        self.lines(out, status).iter().map(|(label, said)| format!("{label:<10}{said}")).collect()
    }

    /// The lines for a mail: as Markdown where the file's name says so.
    fn file(&self, path: &Path, options: &BuildOptions, status: u8) -> String {
        let markdown = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
        let mut text = String::new();
        if let Some(job) = &options.read.job {
            text.push_str(&if markdown { format!("## {job}\n\n") } else { format!("{job}\n") });
        }
        for (label, said) in self.lines(&options.out, status) {
            text.push_str(&if markdown {
                format!("- **{label}:** {said}\n")
            } else {
                format!("{label:<10}{said}\n")
            });
        }
        text
    }
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The first names, and how many more there are.
fn named(names: &[&str]) -> String {
    let first = names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMED) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
