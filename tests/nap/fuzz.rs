//! Changed inputs by the thousand: no reader may panic, wait or write, whatever it is given.
//!
//! The quick tests run a second or two each from a fixed seed. `cargo test --release --test nap -- fuzz::long --ignored
//! --nocapture` runs each target for `NAP_FUZZ_SECONDS` (60) from the seed `NAP_FUZZ_SEED` (the number of this
//! process), and prints how many inputs were tried. An input that fails is kept, and its path told.
//!
//! A panic of a foreign reader that the read stage contains is no find; one of our own code is, contained or not.

mod mutate;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nap_report::diagnostic::Diagnostics;
use nap_report::read::{self, Limits, Vocabulary};
use nap_report::resolve::{self, Gazetteer, period};

use self::mutate::Random;
use crate::support::root;

/// Time for a quick test, and for one input.
const QUICK: Duration = Duration::from_millis(1500);
const LONGEST: Duration = Duration::from_secs(10);

/// How long and from which seed; quick ones always the same.
#[derive(Clone, Copy)]
struct Budget {
    time: Duration,
    seed: u64,
}

impl Budget {
    fn quick() -> Self {
        Self { time: QUICK, seed: 4 }
    }

    fn long() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
        let seconds = number("NAP_FUZZ_SECONDS").unwrap_or(60);
        let seed = number("NAP_FUZZ_SEED").unwrap_or_else(|| u64::from(std::process::id()));
        Self { time: Duration::from_secs(seconds), seed }
    }
}

/// Tries changed inputs until the time is up.
fn fuzz<I: AsRef<[u8]>>(
    target: &str,
    budget: Budget,
    mut next: impl FnMut(&mut Random) -> I,
    mut run: impl FnMut(&I),
) {
    let mut random = Random::new(budget.seed);
    let start = Instant::now();
    let (mut tried, mut slowest) = (0_u64, Duration::ZERO);
    while start.elapsed() < budget.time {
        let input = next(&mut random);
        let (begin, own) = (Instant::now(), read::own_panics());
        let result = catch_unwind(AssertUnwindSafe(|| run(&input)));
        let took = begin.elapsed();
        let failure = match result {
            Err(_) => "it panicked",
            Ok(()) if read::own_panics() > own => "our own code panicked, and it was contained",
            Ok(()) if took > LONGEST => "it took more than ten seconds",
            Ok(()) => "",
        };
        if !failure.is_empty() {
            let kept = std::env::temp_dir().join(format!("nap-fuzz-{target}-{}-{tried}", budget.seed));
            fs::write(&kept, input.as_ref()).unwrap();
            panic!("{target}: {failure}: input {tried} of seed {}, kept as {}", budget.seed, kept.display());
        }
        tried += 1;
        slowest = slowest.max(took);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "fuzz {target}: seed {}, {tried} inputs in {seconds:.1} s, {:.0} a second, slowest {} ms",
        budget.seed,
        tried as f64 / seconds,
        slowest.as_millis()
    );
    assert!(tried > 0, "no time was left for {target}");
}

/// Files of at most 200 kB under the folders of tests and samples, with one of these endings.
fn corpus(endings: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["tests/read_files", "tests/hostile", "tests/workbooks", "tests/cases", "inputs"]
            .map(|f| root().join(f))
            .into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending.as_str()) && entry.metadata().unwrap().len() < 200_000 {
                found.push((ending, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found.dedup();
    assert!(found.len() > 3, "the corpus is missing");
    found
}

fn vocabulary() -> Vocabulary {
    let themes: Vec<(String, Vec<String>)> =
        ["ict", "ai", "privacy", "remedy"].map(|id| (id.to_owned(), vec![id.to_owned()])).into();
    let read = Vocabulary::from_toml(Vocabulary::builtin_text(), "columns.toml", &mut Diagnostics::new());
    read.unwrap().with_themes(&themes).with_names(Arc::new(Gazetteer::builtin()))
}

/// Reads and resolves what a file of these bytes says.
fn read_file(path: &Path, content: &[u8], vocabulary: &Vocabulary, gazetteer: &Gazetteer) {
    fs::write(path, content).unwrap();
    let mut problems = Diagnostics::new();
    let reading =
        read::read(read::Asked::of(&[path.to_owned()]), vocabulary, &Limits::default(), &mut problems)
            .unwrap();
    let records = reading.records.len();
    let entries = resolve::resolve(reading.records, gazetteer, &mut problems);
    assert!(entries.len() <= records);
    // What was neither used nor told would be a silent gap.
    assert!(records > 0 || !problems.is_empty() || reading.files.is_empty(), "nothing read, nothing told");
}

fn files(target: &str, endings: &[&str], budget: Budget) {
    let corpus = corpus(endings);
    let (vocabulary, gazetteer) = (vocabulary(), Gazetteer::builtin());
    let folder = tempfile::tempdir().unwrap();
    // The content decides what a file is, and not its name.
    let path = folder.path().join("a.xlsx");
    let next = |random: &mut Random| {
        let (ending, content) = random.pick(&corpus);
        let (_, other) = random.pick(&corpus);
        match ending.as_str() {
            "xls" => random.bytes(content, other),
            "csv" | "tsv" => random.text(content, other),
            _ => random.archive(content),
        }
    };
    fuzz(target, budget, next, |input| read_file(&path, input, &vocabulary, &gazetteer));
}

const WORKBOOKS: &[&str] = &["xlsx", "xlsm", "ods", "xlsb"];

fn names(budget: Budget) {
    let gazetteer = Gazetteer::builtin();
    let known: Vec<Vec<u8>> =
        gazetteer.iter().flat_map(|c| c.display.each().map(|name| name.as_bytes().to_vec())).collect();
    let next = |random: &mut Random| {
        let (one, other) = (random.pick(&known), random.pick(&known));
        random.text(one, other)
    };
    fuzz("resolver", budget, next, |input| {
        let text = String::from_utf8_lossy(input);
        let found = gazetteer.look_up(&text, true);
        // A suggestion is a help, and never changes what is found.
        assert_eq!(found.matched.country(), gazetteer.look_up(&text, false).matched.country());
        let _ = gazetteer.find_code(&text, true);
    });
}

fn periods(budget: Budget) {
    let known: Vec<Vec<u8>> = [
        "2017-2020",
        "2014 - open",
        "2013",
        "since 2019",
        "2016/17",
        "2021–2025 (second NAP)",
        "Jan 2018 to Dec 2020",
        "n/a",
        "in development",
        "2nd NAP",
        "12/2019",
        "2019-03-01",
        "FY 2020/21",
        "draft 2022",
        "99-01",
        "2017, updated 2021",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into();
    let next = |random: &mut Random| {
        let (one, other) = (random.pick(&known), random.pick(&known));
        random.text(one, other)
    };
    fuzz("periods", budget, next, |input| {
        let text = String::from_utf8_lossy(input);
        if let Ok(written) = period::parse(&text) {
            let years = (written.period.start, written.period.last_year());
            if let (Some(start), Some(end)) = years {
                assert!(start <= end, "{text:?} ends before it starts");
            }
        }
    });
}

/// Mapping files, right ones and wrong ones, for the inputs beside them.
fn mappings(budget: Budget) {
    let (vocabulary, gazetteer) = (vocabulary(), Gazetteer::builtin());
    let folder = tempfile::tempdir().unwrap();
    let table = "Land;Jahr;ICT;AI\nFinland;2014;2;x\nSweden;2015;1;0\n\nLand;Jahr;ICT;AI\nFrance;2017;2;2\n";
    fs::write(folder.path().join("a.csv"), table).unwrap();
    let workbook = root().join("tests/workbooks");
    let book = corpus_file(&workbook, "xlsx");
    fs::copy(&book, folder.path().join("b.xlsx")).unwrap();
    let known =
        [MAPPING_ROWS, MAPPING_SHEET, MAPPING_SEVERAL, MAPPING_ACROSS].map(|text| text.as_bytes().to_vec());
    let mut paths = ["a.csv", "b.xlsx"].map(|name| folder.path().join(name)).to_vec();
    paths.sort();
    let next = |random: &mut Random| {
        let (one, other) = (random.pick(&known), random.pick(&known));
        let mut text = random.text(one, other);
        let lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
        match random.below(4) {
            // Keys and tables twice, in another order, and in one endless line.
            0 => text = [text.clone(), random.pick(&lines).clone()].join(&b'\n'),
            1 => text = lines.iter().rev().cloned().collect::<Vec<_>>().join(&b'\n'),
            2 if random.below(20) == 0 => text = random.pick(&lines).repeat(20_000),
            _ => {}
        }
        text
    };
    fuzz("mappings", budget, next, |input| {
        for name in ["a", "b"] {
            fs::write(folder.path().join(format!("{name}.mapping.toml")), input).unwrap();
        }
        let mut problems = Diagnostics::new();
        let reading =
            read::read(read::Asked::of(&paths), &vocabulary, &Limits::default(), &mut problems).unwrap();
        let records = reading.records.len();
        let entries = resolve::resolve(reading.records, &gazetteer, &mut problems);
        assert!(entries.len() <= records);
        assert!(records > 0 || !problems.is_empty(), "nothing read, nothing told");
    });
}

const MAPPING_ROWS: &str = "[[table]]\nheader_row = 1\nfirst_row = 2\nlast_row = 3\n[table.columns]\nA = \"country\"\n\
    B = \"period\"\nC = \"theme:ict\"\nD = \"theme:ai\"\n[table.values]\n\"2\" = \"commitment\"\n\"x\" = \"none\"\n";
const MAPPING_SHEET: &str = "[[table]]\nsheet = \"Sheet1\"\nheader_row = \"3-4\"\ntheme = \"ict\"\nhidden_rows = \"use\"\n\
    [table.columns]\nC = \"country\"\nE = \"level\"\nF = \"passage\"\nAA = \"not used\"\n";
const MAPPING_SEVERAL: &str = "[[table]]\nfile = \"a.csv\"\nheader_row = 1\n[table.columns]\nA = \"country\"\nC = \"passage:ict\"\n\
    [[table]]\nfile = \"a.csv\"\nheader_row = 5\n[table.columns]\nA = \"iso\"\nB = \"start\"\nC = \"theme:privacy\"\n";

const MAPPING_ACROSS: &str = "[[table]]\ncountries = \"across\"\nheader_column = \"A\"\nlast_column = \"D\"\n[table.rows]\n1 = \"country\"\n\
    2 = \"period\"\n3 = \"theme:ict\"\n4 = \"not used\"\n[table.values]\n2 = \"commitment\"\n";

/// The first file with this ending in a folder and those in it.
fn corpus_file(folder: &Path, ending: &str) -> PathBuf {
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.into_iter().min().unwrap()
}

#[test]
fn quick_mappings() {
    mappings(Budget::quick());
}

#[test]
#[ignore = "runs for a minute; see the head of the file"]
fn long_mappings() {
    mappings(Budget::long());
}

#[test]
fn quick_workbooks() {
    files("workbooks", WORKBOOKS, Budget::quick());
}

#[test]
fn quick_old_workbooks() {
    files("old workbooks", &["xls"], Budget::quick());
}

#[test]
fn quick_texts() {
    files("text files", &["csv", "tsv"], Budget::quick());
}

#[test]
fn quick_names() {
    names(Budget::quick());
}

#[test]
fn quick_periods() {
    periods(Budget::quick());
}

#[test]
#[ignore = "runs for a minute; see the head of the file"]
fn long_workbooks() {
    files("workbooks", WORKBOOKS, Budget::long());
}

#[test]
#[ignore = "runs for a minute; see the head of the file"]
fn long_old_workbooks() {
    files("old workbooks", &["xls"], Budget::long());
}

#[test]
#[ignore = "runs for a minute; see the head of the file"]
fn long_texts() {
    files("text files", &["csv", "tsv"], Budget::long());
}

#[test]
#[ignore = "runs for a minute; see the head of the file"]
fn long_names() {
    names(Budget::long());
}

#[test]
#[ignore = "runs for a minute; see the head of the file"]
fn long_periods() {
    periods(Budget::long());
}
