//! Workbooks as offices keep them, with what a person reads in them: `tests/workbooks/README.md` says how a case is made.
//!
//! `cargo test --test nap workbooks -- --nocapture` prints a line a case; `NAP_CASE=ticks` runs those whose name holds it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, root};

/// What a case came to.
#[derive(Default)]
struct Outcome {
    levels: usize,
    right: usize,
    /// What differs, a line each.
    differs: Vec<String>,
}

fn folders(of: &str) -> Vec<PathBuf> {
    let wanted = std::env::var("NAP_CASE").unwrap_or_default();
    let entries = fs::read_dir(root().join(of)).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> =
        entries.filter(|path| path.is_dir() && path.to_string_lossy().contains(&wanted)).collect();
    folders.sort();
    folders
}

/// `iso3,period,theme` to the level, of the four first columns that matter.
fn levels(csv: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at = |name| headers.iter().position(|header| header == name).unwrap();
    let wanted = [at("iso3"), at("period"), at("theme"), at("level")];
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        wanted.map(|column| row[column].to_owned()).join(",")
    });
    rows.collect()
}

fn run(folder: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    let ran = Run::build().args(&["--format", "csv"]).arg(folder.join("inputs")).finish();
    let expected = levels(&fs::read_to_string(folder.join("expected.csv")).unwrap());
    outcome.levels = expected.len();
    let told = fs::read_to_string(folder.join("told.txt")).unwrap();
    let mut told = told.lines().map(str::trim).filter(|line| !line.is_empty());
    let status = format!("exit {}", ran.status);
    let wanted = told.next().unwrap_or_default();
    if status != wanted {
        outcome.differs.push(format!("{status}, expected {wanted}"));
    }
    if !ran.files().contains(&"coverage.csv".to_owned()) {
        outcome.differs.push(format!("no coverage was written: {}", ran.stderr));
        return outcome;
    }
    let actual = levels(&ran.text("coverage.csv"));
    outcome.right = expected.intersection(&actual).count();
    outcome.differs.extend(expected.difference(&actual).map(|line| format!("missing {line}")));
    outcome.differs.extend(actual.difference(&expected).map(|line| format!("too much {line}")));
    let manifest = ran.json("run.json");
    let mut places = BTreeSet::new();
    for problem in manifest["problems"].as_array().unwrap() {
        let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        let (code, file, sheet, cell) = (text("code"), text("file"), text("sheet"), text("cell"));
        let place =
            [&*sheet, &*cell].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("!");
        places.insert(format!("{code} {place}").trim().to_owned());
        places.insert(format!("{code} {file}:{place}"));
        places.insert(format!("{code} {file}"));
        // A sheet's name alone stands for any place in it.
        places.insert(format!("{code} {sheet}"));
        if problem["severity"] != "note" || outcome.differs.iter().any(|line| line.starts_with("exit")) {
            let message = text("message");
            outcome.differs.push(format!("told {code} {place} {message}"));
        }
    }
    let mut missed = false;
    for line in told {
        if !places.contains(line) {
            missed = true;
            outcome.differs.push(format!("not told {line}"));
        }
    }
    // Warnings that were expected are no difference; they help to read one.
    let wrong =
        missed || status != wanted || outcome.right != outcome.levels || actual.len() != expected.len();
    if !wrong {
        outcome.differs.clear();
    }
    outcome
}

/// What all cases of a folder came to.
struct All {
    cases: usize,
    levels: usize,
    right: usize,
    /// Names of the cases with a difference.
    wrong: Vec<String>,
    report: String,
}

fn all(of: &str) -> All {
    let folders = folders(of);
    let mut all = All { cases: folders.len(), levels: 0, right: 0, wrong: Vec::new(), report: String::new() };
    for folder in &folders {
        let outcome = run(folder);
        all.levels += outcome.levels;
        all.right += outcome.right;
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if outcome.differs.is_empty() {
            println!("{name}: right");
            continue;
        }
        let (right, levels) = (outcome.right, outcome.levels);
        let _ =
            writeln!(all.report, "{name}: {right} of {levels} levels\n  {}", outcome.differs.join("\n  "));
        all.wrong.push(name);
    }
    let right = all.cases - all.wrong.len();
    println!("{of}: {right} of {} cases, {} of {} levels", all.cases, all.right, all.levels);
    all
}

/// Cases that are known to be read otherwise than by a person. One that is read right has to be taken off.
///
/// - `colours_in_excel97`: three coloured blanks in two rows, of which one column is coloured throughout, pass for
///   the shade of that column. All levels are right (`unknown`); only the word to the user is missing.
const KNOWN: &[&str] = &["colours_in_excel97"];

#[test]
fn workbooks_are_read_as_a_person_reads_them() {
    let outcome = all("tests/workbooks");
    let known = if std::env::var_os("NAP_CASE").is_some() { &[][..] } else { KNOWN };
    assert!(outcome.cases > 0, "the cases are missing");
    assert_eq!(outcome.wrong, known, "\n{}", outcome.report);
}

/// A held-out set: 9 of 13 cases and 133 of 168 levels when it was first run. It has been looked into since, and may
/// not become worse.
#[test]
fn workbooks_that_no_reading_was_fitted_to() {
    let outcome = all("tests/workbooks_locked");
    let right = outcome.cases - outcome.wrong.len();
    assert!(right >= 12 && outcome.right >= 164, "{right} cases, {} levels", outcome.right);
}
