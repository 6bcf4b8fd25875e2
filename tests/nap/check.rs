//! `check`: what it tells, the mapping files that it writes, and the copies with notes.

use std::fs;
use std::path::Path;

use crate::support::{Run, expect_text, root};

fn check(inputs: &Path) -> Run {
    Run::command(&["check", "-v"]).arg(inputs)
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const PLANS: &str = "Coverage of plans\nCountry,Period,ICT,AI,Colour\nChad,2019,2,7,red\nGermny,2020,7,no,\n\
                     United Kingdom,2020,no,yes,\nUK,2013-2015,yes,no,blue\nTotal,,2,1,\n";

#[test]
fn what_was_understood_is_told_with_what_to_do_next() {
    let inputs = folder(&[("plans.csv", PLANS)]);
    let ran = check(inputs.path()).finish().expect_status(3);
    let told = ran.stdout.replace(&inputs.path().display().to_string(), "INPUTS");
    expect_text(&root().join("tests/check/text.txt"), &told);
    let ran = check(inputs.path()).args(&["--format", "json"]).finish().expect_status(3);
    let told = ran.stdout.replace(&inputs.path().display().to_string(), "INPUTS");
    expect_text(&root().join("tests/check/json.txt"), &told);
    assert_eq!(fs::read_dir(inputs.path()).unwrap().count(), 1, "check writes nothing");
}

#[test]
fn a_mapping_is_written_once_and_over_only_by_force() {
    let inputs = folder(&[("plans.csv", PLANS)]);
    let mapping = inputs.path().join("plans.mapping.toml");
    let ran = check(inputs.path()).arg("--write-mapping").finish().expect_status(3);
    assert!(ran.stdout.contains("plans.mapping.toml"), "{}", ran.stdout);
    expect_text(&root().join("tests/check/plans.mapping.toml"), &fs::read_to_string(&mapping).unwrap());
    // The two codes are given a meaning, as a user would.
    let text = fs::read_to_string(&mapping).unwrap();
    let filled = text
        .replace("# \"2\" = \"?\"", "\"2\" = \"commitment\"")
        .replace("# \"7\" = \"?\"", "\"7\" = \"none\"");
    assert_ne!(text, filled);
    fs::write(&mapping, &filled).unwrap();
    let ran = check(inputs.path()).arg("--write-mapping").finish().expect_status(1);
    assert!(ran.stderr.contains("--force"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&mapping).unwrap(), filled);
    let ran = Run::build().arg(inputs.path()).finish().expect_status(3);
    let coverage = ran.text("coverage.csv");
    for (theme, level) in [("ict", "commitment"), ("ai", "none")] {
        assert!(
            coverage.contains(&format!("TCD,Chad,2019,2019,,Africa,{theme},{level},coded")),
            "{coverage}"
        );
    }
    let file = &ran.json("run.json")["inputs"][0];
    assert_eq!(file["mapping"]["name"], "plans.mapping.toml");
    assert_eq!(file["mapping"]["sha256"].as_str().unwrap().len(), 64);
    check(inputs.path()).args(&["--write-mapping", "--force"]).finish().expect_status(3);
    let again = fs::read_to_string(&mapping).unwrap();
    assert!(again.contains("\"2\" = \"commitment\"\n") && !again.contains('?'), "{again}");
}

#[test]
fn copies_have_their_problems_as_notes_and_are_the_same_every_time() {
    let inputs = folder(&[("plans.csv", PLANS), ("plans.tsv", "Country\tICT\nChad\t=1+1\n")]);
    let out = tempfile::tempdir().unwrap();
    let annotate = |name: &str| {
        let to = out.path().join(name);
        let ran = check(inputs.path()).args(&["--date", "2026-01-31", "--annotate"]).arg(&to).finish();
        assert_eq!(ran.status, 3, "{}", ran.stderr);
        to
    };
    let (one, two) = (annotate("one"), annotate("two"));
    for name in ["plans.annotated.xlsx", "plans.tsv.annotated.xlsx"] {
        let bytes = fs::read(one.join(name)).unwrap();
        assert!(bytes == fs::read(two.join(name)).unwrap(), "{name} differs");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = |part: &str| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut zip.by_name(part).unwrap(), &mut text).unwrap();
            text
        };
        assert!(!text("xl/worksheets/sheet2.xml").contains("<f>"), "a formula in {name}");
        if name == "plans.annotated.xlsx" {
            let notes = text("xl/comments1.xml");
            for expected in [
                "ref=\"A4\"",
                "warning[unknown-country]: `Germny`",
                "warning[unknown-scale]: `7`",
                "ref=\"D3\"",
            ] {
                assert!(notes.contains(expected), "{expected}\n{notes}");
            }
            assert!(
                text("xl/worksheets/sheet1.xml").contains("location=\"'Table'!A4\""),
                "{}",
                text("xl/worksheets/sheet1.xml")
            );
        }
    }
    // The copy is read as the original is.
    let ran = check(&one.join("plans.annotated.xlsx")).finish().expect_status(3);
    assert!(ran.stdout.contains("Table: a matrix"), "{}", ran.stdout);
}

#[test]
fn copies_never_go_into_the_inputs() {
    let inputs = folder(&[("plans.csv", PLANS)]);
    for name in ["", "copies"] {
        let ran =
            check(inputs.path()).arg("--annotate").arg(inputs.path().join(name)).finish().expect_status(1);
        assert!(ran.stderr.contains("folder of inputs"), "{}", ran.stderr);
    }
    assert_eq!(fs::read_dir(inputs.path()).unwrap().count(), 1);
}

/// Every workbook that is read at all is read the same by the mapping that `check` writes for it.
#[test]
fn what_is_written_of_a_workbook_gives_the_same_coverage() {
    let mut files = Vec::new();
    let cases = fs::read_dir(root().join("tests/workbooks")).unwrap();
    let mut folders: Vec<_> = cases.map(|case| case.unwrap().path().join("inputs")).collect();
    folders.extend(["inputs", "tests/read_files"].map(|folder| root().join(folder)));
    for folder in folders {
        let entries = fs::read_dir(folder).into_iter().flatten();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    let endings = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv"];
    files.retain(|path| path.extension().is_some_and(|end| endings.iter().any(|known| end == *known)));
    files.sort();
    let (mut same, mut wrong) = (0, Vec::new());
    for file in files {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join(file.file_name().unwrap());
        fs::copy(&file, &copy).unwrap();
        let build = || Run::build().args(&["--format", "csv"]).arg(&copy).finish();
        let before = build();
        if before.status == 1 {
            continue;
        }
        check(&copy).arg("--write-mapping").finish();
        let after = build();
        let of = |ran: &crate::support::Ran| {
            if ran.status == 1 { ran.stderr.clone() } else { ran.text("coverage.csv") }
        };
        let (before, after) = (of(&before), of(&after));
        if before == after {
            same += 1;
        } else {
            let first = before.lines().zip(after.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: {first:?}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{same} are the same, but\n{}", wrong.join("\n"));
    assert!(same >= 50, "{same}");
}

/// Rows that somebody hid are left out and told, unless the mapping file says that they count.
#[test]
fn hidden_rows_are_used_where_the_mapping_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = root().join("tests/workbooks/rows_hidden_by_hand/inputs/coverage.xlsx");
    fs::copy(sheet, folder.path().join("coverage.xlsx")).unwrap();
    let countries = |status: i32| {
        let ran = Run::build().arg(folder.path()).args(&["--format", "json"]).finish().expect_status(status);
        ran.json("run.json")["counts"]["countries"].as_u64().unwrap()
    };
    let without = countries(3);
    let wrote = Run::command(&["check", "--write-mapping", folder.path().to_str().unwrap()]).finish();
    assert_eq!(wrote.status, 3, "{}", wrote.stderr);
    let mapping = folder.path().join("coverage.mapping.toml");
    let text = fs::read_to_string(&mapping).unwrap();
    assert!(text.contains("[[table]]"), "{text}");
    fs::write(&mapping, text.replacen("[[table]]\n", "[[table]]\nhidden_rows = \"use\"\n", 1)).unwrap();
    assert_eq!(countries(0), without + 2);
}
