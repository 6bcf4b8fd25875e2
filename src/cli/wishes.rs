//! What may be asked for on the command line, in the environment and in a project file: one list for all three.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, Parser};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::choice::{DateChoice, EditionChoice, FailOn, Format, Lang, LogFormat, Most, Picture, Report};

/// What to read and how. Each is `None` where nothing was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct ReadWishes {
    /// Spreadsheets, folders of them, or patterns such as `data/*.xlsx`: xlsx, xlsm, xls, xlsb, ods, csv, tsv.
    ///
    /// By default the folder `inputs`.
    #[arg(value_name = "INPUT")]
    pub inputs: Option<Vec<PathBuf>>,
    /// A template by its name, such as full or briefing, or a folder of your own; `template list` tells which there are.
    ///
    /// A folder may hold template.toml with its pages, and codebook.toml, columns.toml, aliases.csv, countries.toml,
    /// groups.toml and words.XX.ftl; what it lacks is taken from the folder `templates`, where there is one, and else is
    /// built in.
    #[arg(long, value_name = "NAME|DIR")]
    pub template: Option<PathBuf>,
    /// A mapping file that says what the sheets of the one input hold, or of those that its tables name.
    ///
    /// By default `NAME.mapping.toml` beside `NAME.xlsx`, where there is one.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Language of the reports: en, fr, es, or one that has a file words.XX.ftl beside the template.
    ///
    /// By default that of the template, else English.
    #[arg(long, visible_alias = "language", value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Which editions the headline figures count; by default the latest of each country.
    #[arg(long, value_enum)]
    pub editions: Option<EditionChoice>,
    /// Fail, and write nothing, where anything would be left out.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub strict: Option<bool>,
    /// How messages are written to standard error; by default as text.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// Threads to use; by default one a core.
    #[arg(long, value_name = "N")]
    #[schemars(with = "Option<u32>")]
    pub jobs: Option<NonZeroUsize>,
}

/// What to write and how. Each is `None` where nothing was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct WriteWishes {
    /// Where to write; by default `out`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Which reports to write.
    ///
    /// By default those that the template is for.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub reports: Option<Vec<Report>>,
    /// Which kinds of file to write; by default all. run.json is always written.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub format: Option<Vec<Format>>,
    /// Also write each chart as a picture of its own, for slides.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub charts: Option<Vec<Picture>>,
    /// Date of the reports; by default `SOURCE_DATE_EPOCH`, else today.
    ///
    /// With `today`, a report whose content does not change keeps the date on which it was made.
    #[arg(long, value_name = "YYYY-MM-DD|today")]
    pub date: Option<DateChoice>,
    /// Most passages listed a country and theme in the comparison and the briefs; profiles list all.
    ///
    /// By default as the template has it, else 3.
    #[arg(long, value_name = "N|all")]
    pub passages: Option<Most>,
    /// What the reports tell changes against: an earlier coverage.json, a folder with one, or `none`.
    ///
    /// By default the coverage that stood in the output folder before it last changed.
    #[arg(long, value_name = "FILE|none")]
    pub previous: Option<PathBuf>,
    /// Make every file anew, also those whose content does not change.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub force: Option<bool>,
    /// Wait so many seconds for another run that writes to the same folder; by default not at all.
    #[arg(long, value_name = "SECONDS")]
    pub wait: Option<u64>,
    /// Also write the lines at the end to this file, for a mail: as Markdown where its name ends with .md.
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,
    /// Exit with status 4 where any file changed, or where there is any problem but notes.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub fail_on: Option<Vec<FailOn>>,
}

/// All of it, as a variable of the environment or a line of a project file may set it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Parser, Serialize, Deserialize, JsonSchema)]
#[command(no_binary_name = true)]
#[serde(default, rename_all = "kebab-case")]
pub struct Wishes {
    /// What to read.
    #[command(flatten)]
    #[serde(flatten)]
    pub read: ReadWishes,
    /// What to write.
    #[command(flatten)]
    #[serde(flatten)]
    pub write: WriteWishes,
}

/// Settings that hold one path, which stands beside the project file.
const PATHS: [&str; 4] = ["mapping", "out", "previous", "summary"];

/// Puts a project file's paths beside it: `base` is its folder, empty for the one worked in.
pub(super) fn beside(key: &str, value: &mut serde_json::Value, base: &Path) {
    let join = |value: &mut serde_json::Value| {
        if let Some(path) = value.as_str().filter(|path| !base.as_os_str().is_empty() && *path != "none") {
            *value = base.join(path).to_string_lossy().into_owned().into();
        }
    };
    if PATHS.contains(&key) {
        join(value);
    } else if key == "inputs"
        && let Some(all) = value.as_array_mut()
    {
        all.iter_mut().for_each(join);
    }
}
