//! Files that are broken or mean harm, each beside a good one whose rows must still be reported.
//!
//! A folder of `tests/hostile` holds `inputs/` and `expected.txt`: `exit N`, then a line each of what must be told
//! (`code file`, `code file!cell`) and of what must be in the coverage (`level ISO3 theme level`) or must not
//! (`without ISO3`; `no-formula`: no cell that a spreadsheet would run). `tests/tools/hostile.py` writes them.
//! With `--nocapture`, a table of what each case took.

mod made;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::support::{Ran, Run, Took, root};

/// The good file: what must be reported of it whatever stands beside it.
const GOOD: [(&str, &str, &str); 4] = [
    ("NOR", "ict", "commitment"),
    ("NOR", "ai", "none"),
    ("GEO", "ict", "mention"),
    ("GEO", "ai", "addressed"),
];
/// Bounds on a run over one hostile file. Time is a bound of the product as it is released (`cargo test --release`);
/// a build for tests on a busy machine says nothing about it, and only a run that never ends is stopped.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 290 } else { 10 });
const MOST_MIB: u64 = 512;

#[test]
fn hostile_files() {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("tests/hostile"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() >= 50, "the cases are missing");
    let mut wrong = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
        let stage = Stage::new();
        for file in fs::read_dir(folder.join("inputs")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), stage.inputs().join(file.file_name())).unwrap();
        }
        wrong.extend(stage.judge(&name, &expected));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A folder with inputs, the good file among them, and another to run in.
struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    fn new() -> Self {
        let stage = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(stage.inputs()).unwrap();
        fs::create_dir(stage.folder.path().join("here")).unwrap();
        fs::copy(root().join("tests/hostile/good.csv"), stage.inputs().join("good.csv")).unwrap();
        stage
    }

    fn inputs(&self) -> PathBuf {
        self.folder.path().join("inputs")
    }

    /// Runs the program over the folder; what is not as it should be.
    fn judge(&self, name: &str, expected: &str) -> Vec<String> {
        let before = listing(self.folder.path());
        let run = Run::build().args(&["--reports", "comparison", "--format", "csv", "-v"]);
        let (ran, took) =
            run.arg(self.inputs()).in_folder(&self.folder.path().join("here")).finish_measured();
        println!("{name:<40} {:>7} ms {:>5} MiB", took.time.as_millis(), took.peak);
        let mut wrong = Vec::new();
        if listing(self.folder.path()) != before || Path::new("/tmp/nap-report-evil.csv").exists() {
            wrong.push("a file was written outside the output folder".to_owned());
        }
        wrong.extend(bounds(&ran, took));
        if ran.path("coverage.csv").exists() {
            wrong.extend(told(&ran, expected));
        } else {
            wrong.push(format!("nothing was written, exit {}: {}", ran.status, ran.stderr));
        }
        wrong.into_iter().map(|what| format!("{name}: {what}")).collect()
    }
}

/// Files and folders with their sizes.
fn listing(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let about = entry.metadata().unwrap();
            found.insert(entry.path(), if about.is_file() { about.len() } else { 0 });
            if about.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    found
}

fn bounds(ran: &Ran, took: Took) -> Vec<String> {
    let mut wrong = Vec::new();
    if ran.stderr.contains("panicked") || ran.stdout.contains("panicked") {
        wrong.push(format!("a panic came through: {}", ran.stderr));
    }
    if took.time > LONGEST {
        wrong.push(format!("it took {} s", took.time.as_secs()));
    }
    if took.peak > MOST_MIB {
        wrong.push(format!("it held {} MiB", took.peak));
    }
    wrong
}

/// Compares with the lines of `expected.txt`.
fn told(ran: &Ran, expected: &str) -> Vec<String> {
    let json = ran.json("run.json");
    let problems: Vec<[String; 3]> = json["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| ["code", "file", "cell"].map(|key| p[key].as_str().unwrap_or_default().to_owned()))
        .collect();
    let coverage = ran.text("coverage.csv");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(coverage.as_bytes()).records().map(Result::unwrap).collect();
    let has = |iso3: &str, theme: &str, level: &str| {
        rows.iter().any(|row| (&row[0], &row[6], &row[7]) == (iso3, theme, level))
    };
    let mut wrong = Vec::new();
    for (iso3, theme, level) in GOOD {
        if !has(iso3, theme, level) {
            wrong.push(format!("the good file's {iso3} {theme} {level} is not reported"));
        }
    }
    for line in expected.lines() {
        let words: Vec<&str> = line.splitn(2, ' ').collect();
        let right = match words[..] {
            ["exit", status] => status == ran.status.to_string(),
            ["level", rest] => {
                let of: Vec<&str> = rest.split(' ').collect();
                has(of[0], of[1], of[2])
            }
            ["without", iso3] => rows.iter().all(|row| &row[0] != iso3),
            ["no-formula"] => {
                let text = |cell: &str| !cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                rows.iter().all(|row| row.iter().all(text))
            }
            [code, rest] => {
                let (file, cell) = rest.split_once('!').map_or((rest, None), |(f, c)| (f, Some(c)));
                problems.iter().any(|[c, f, at]| c == code && f == file && cell.is_none_or(|cell| at == cell))
            }
            _ => false,
        };
        if !right {
            wrong.push(format!("not so: {line}"));
        }
    }
    if !wrong.is_empty() {
        let told: Vec<String> = problems.iter().take(30).map(|p| p.join(" ")).collect();
        let levels = rows.iter().filter(|row| !matches!(&row[0], "NOR" | "GEO") && &row[8] != "missing");
        let levels: Vec<String> = levels.map(|row| format!("{} {} {}", &row[0], &row[6], &row[7])).collect();
        wrong.push(format!("exit {}, told {told:?}, levels {levels:?}", ran.status));
    }
    wrong
}
