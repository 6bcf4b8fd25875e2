//! Case folders: `inputs/` and, beside it, the coverage, the problems and the exit status that must come of it.
//!
//! `args` may hold more arguments; `expected/` holds `coverage.csv` (without the two longest columns' noise: the
//! whole file) and `problems.txt`.

use std::fs;

use crate::support::{Run, expect_text, root};

/// Every folder under `tests/cases`.
#[test]
fn cases() {
    let mut folders: Vec<_> = fs::read_dir(root().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() >= 10, "the cases are missing");
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let arguments = fs::read_to_string(folder.join("args")).unwrap_or_default();
        let mut run = Run::build().args(&["-v", "--reports", "comparison"]).arg(folder.join("inputs"));
        for argument in arguments.split_whitespace() {
            run = run.arg(argument);
        }
        let ran = run.finish();
        let mut told = format!("exit status {}\n", ran.status);
        // The five lines name the output folder, which differs; they have a test of their own.
        // What stages take, and which files were made, differs or is told elsewhere.
        let of_data = |line: &&str| !line.starts_with("stage ") && !line.starts_with("made: ");
        told.extend(ran.stderr.lines().filter(of_data).map(|line| format!("{line}\n")));
        expect_text(&folder.join("expected/problems.txt"), &told);
        if ran.status == 0 || ran.status == 3 {
            expect_text(&folder.join("expected/coverage.csv"), &ran.text("coverage.csv"));
        } else {
            assert_eq!(ran.files(), Vec::<String>::new(), "{name}: exit {} but files written", ran.status);
        }
    }
}
