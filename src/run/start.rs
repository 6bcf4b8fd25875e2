//! `template list`, `template show` and `init`: where somebody who has never used a template begins.

use std::path::Path;

use super::folder::write_one;
use super::{RunError, say, templates};
use crate::cli::PROJECT_FILE;
use crate::report::{self, PARTS, Page, Template};

/// Prints the templates by name; returns the exit status.
#[must_use]
pub fn list_templates() -> u8 {
    let mut lines: Vec<String> =
        Template::built_in_names().map(|name| format!("{name}  (comes with the tool)")).collect();
    for name in templates::own_templates() {
        if Template::built_in_names().all(|known| known != name) {
            lines.push(format!("{name}  (templates/{name})"));
        }
    }
    say::lines(&lines);
    0
}

/// Prints what the pages of a template may use; returns the exit status.
#[must_use]
pub fn show_template() -> u8 {
    let mut lines = Vec::new();
    for page in Page::ALL {
        lines.push(format!("# {}", page.file()));
        lines.push(String::new());
        lines.push("Variables, in {{ }}:".to_owned());
        lines.extend(report::variables(page).iter().map(|variable| entry(variable.name, variable.says)));
        lines.push("Parts, each a fenced block (```name):".to_owned());
        let parts = PARTS.iter().filter(|part| part.pages.contains(&page));
        lines.extend(parts.map(|part| entry(part.name, part.says)));
        lines.push("Charts, after ```chart:".to_owned());
        lines.extend(report::chart_kinds(page).iter().map(|kind| entry(kind.name, kind.says)));
        lines.push(String::new());
    }
    lines.push(
        "Words of the tool, in the report's language: {{ t(\"h-found\") }}; all of them are in words.en.ftl."
            .to_owned(),
    );
    say::lines(&lines);
    0
}

fn entry(name: &str, says: &str) -> String {
    format!("  {name:<18} {says}")
}

/// What a new folder says of itself.
const README: &str = "# Coverage reports

- `inputs/` holds the spreadsheets; the two there are samples: put yours in their place.
- `templates/own/` is the template: `template.toml` sets the title, publisher, logo, colours and page; `comparison.md`,
  `country.md` and `theme.md` are the pages, in Markdown. `nap-report template show` lists what they may use.
- `nap-report.toml` says what is read, by which template, and where the reports go: `nap-report config` shows it all.
- `templates/groups.toml` lists the groups of countries that are compared, `templates/aliases.csv` spellings of countries.

Then, in this folder:

    nap-report check
    nap-report build
";

/// What is built in a new folder.
const PROJECT: &str = "# What `nap-report build` does in this folder. Paths are seen from here; options on the command line win.
# `nap-report config` shows every setting and where its value came from.

inputs = [\"inputs\"]
template = \"own\"
out = \"out\"
# language = \"fr\"
# reports = [\"comparison\", \"countries\", \"themes\"]

# Several builds, each to a folder of its own: `nap-report build --job briefing` makes one of them.
# [[job]]
# name = \"full\"
# [[job]]
# name = \"briefing\"
# template = \"briefing\"
# out = \"out-briefing\"
";

/// Makes a folder to start from; returns the exit status.
///
/// # Errors
/// [`RunError::NotEmpty`], and [`RunError::Write`].
pub fn init(folder: &Path) -> Result<u8, RunError> {
    let taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken || folder.is_file() {
        return Err(RunError::NotEmpty(folder.to_owned()));
    }
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("README.md".to_owned(), README.into()),
        (PROJECT_FILE.to_owned(), PROJECT.into()),
        ("inputs/nap-matrix.xlsx".to_owned(), include_bytes!("../../inputs/nap-matrix.xlsx").to_vec()),
        ("inputs/nap-passages.xlsx".to_owned(), include_bytes!("../../inputs/nap-passages.xlsx").to_vec()),
    ];
    for name in ["groups.toml", "aliases.csv", "countries.toml", "codebook.toml"] {
        let text = templates::built_in(name).unwrap_or_default();
        files.push((format!("templates/{name}"), text.into()));
    }
    for (file, text) in Template::built_in_files("full").unwrap_or_default() {
        files.push((format!("templates/own/{file}"), (*text).into()));
    }
    for (name, bytes) in &files {
        write_one(&folder.join(name), bytes)?;
    }
    say::lines(&[format!(
        "Made `{}`. Next: read README.md there, and run `nap-report build` in it.",
        folder.display()
    )]);
    Ok(0)
}
