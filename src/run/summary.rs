//! The five lines at the end of a build, and the same for a mail.

use std::path::Path;

use super::manifest::Counts;
use crate::compare::Share;

/// Most files that the summary names.
const MOST_NAMED: usize = 8;

/// What the lines are made of.
pub(super) struct Summary<'a> {
    pub(super) job: Option<&'a str>,
    pub(super) out: &'a Path,
    pub(super) counts: &'a Counts,
    pub(super) headline: Vec<(&'a str, Option<Share>)>,
    /// Names of files made anew.
    pub(super) made: Vec<&'a str>,
    /// PDFs among all files of this run, and their pages.
    pub(super) reports: usize,
    pub(super) pages: usize,
    pub(super) unchanged: usize,
    pub(super) removed: Vec<&'a str>,
    pub(super) kept: usize,
    pub(super) problems: usize,
    pub(super) status: u8,
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

impl Summary<'_> {
    /// Label and text of each line.
    fn lines(&self) -> [(&'static str, String); 5] {
        let counts = self.counts;
        let shares: Vec<String> = self
            .headline
            .iter()
            .map(|(theme, share)| match share {
                Some(share) => format!("{theme} {} of {}", share.hit, share.of),
                None => format!("{theme} unknown"),
            })
            .collect();
        let to_check = self.problems.saturating_sub(counts.left_out);
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
            ("Wrote", self.wrote()),
            ("Left out", format!("{left_out} (exit status {})", self.status)),
        ]
    }

    fn wrote(&self) -> String {
        let out = self.out.display();
        let all = format!(
            "{} with {}",
            plural(self.reports, "report", "reports"),
            plural(self.pages, "page", "pages")
        );
        let mut said = match (self.made.len(), self.unchanged) {
            (0, _) => format!("nothing to {out}: nothing changed; {all}"),
            (made, 0) => format!("{} to {out}: {all}", plural(made, "file", "files")),
            (made, unchanged) => format!(
                "{} to {out}: {}; {unchanged} unchanged; {all}",
                plural(made, "file", "files"),
                named(&self.made)
            ),
        };
        if !self.removed.is_empty() {
            said = format!("{said}; removed {}", named(&self.removed));
        }
        if self.kept > 0 {
            let stay = if self.kept == 1 { "stays" } else { "stay" };
            said = format!(
                "{said}; {} of an earlier run, not asked for now, {stay} as before",
                plural(self.kept, "file", "files")
            );
        }
        said
    }

    /// The lines as they are printed.
    pub(super) fn text(&self) -> Vec<String> {
        self.lines().iter().map(|(label, said)| format!("{label:<10}{said}")).collect()
    }

    /// The lines for a mail: as Markdown where the file's name says so.
    pub(super) fn file(&self, path: &Path) -> String {
        let markdown = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
        let mut text = String::new();
        if let Some(job) = self.job {
            text.push_str(&if markdown { format!("## {job}\n\n") } else { format!("{job}\n") });
        }
        for (label, said) in self.lines() {
            text.push_str(&if markdown {
                format!("- **{label}:** {said}\n")
            } else {
                format!("{label:<10}{said}\n")
            });
        }
        text
    }
}
