//! The command line: exit status, what is printed where, and what is written when.

use std::fs;

use crate::support::{Run, root};

#[test]
fn wrong_usage_is_2() {
    for arguments in
        [&["build", "--no-such-option"][..], &["build", "--date", "soon"], &["build", "--jobs", "0"], &[]]
    {
        let ran = Run::command(arguments).finish();
        assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn an_input_that_is_not_there_is_1_and_named() {
    let ran = Run::build().arg("no/such/folder").finish().expect_status(1);
    assert!(ran.stderr.contains("no/such/folder"), "{}", ran.stderr);
    assert!(ran.files().is_empty());
}

#[test]
fn inputs_without_any_plan_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.xlsx"), [0_u8; 2000]).unwrap();
    let ran = Run::build().arg(folder.path()).finish().expect_status(1);
    assert!(ran.stderr.contains("broken.xlsx") && ran.stderr.contains("no plan"), "{}", ran.stderr);
    assert!(ran.files().is_empty());
}

#[test]
fn what_was_left_out_is_3_and_strict_makes_it_1() {
    let inputs = root().join("tests/cases/unknown_country/inputs");
    let ran = Run::build().arg(&inputs).finish().expect_status(3);
    assert!(ran.files().contains(&"comparison.pdf".to_owned()));
    assert_eq!(ran.json("run.json")["exit_status"], 3);
    let strict = Run::build().arg(&inputs).arg("--strict").finish().expect_status(1);
    assert!(strict.files().is_empty(), "{:?}", strict.files());
}

#[test]
fn a_build_ends_in_five_lines() {
    let ran = Run::build().finish().expect_status(0);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 5, "{}", ran.stdout);
    assert!(lines[1].contains("16 plans in 16 countries"), "{}", lines[1]);
    assert!(!ran.stderr.contains('\u{1b}'), "no colour and no progress bar off a terminal");
    let quiet = Run::build().arg("-q").finish().expect_status(0);
    assert_eq!(quiet.stdout, "");
}

#[test]
fn problems_are_json_lines_where_asked() {
    let inputs = root().join("tests/cases/unknown_country/inputs");
    let ran = Run::build().arg(&inputs).args(&["--log-format", "json"]).finish().expect_status(3);
    let mut told = 0;
    for line in ran.stderr.lines() {
        let problem: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(problem["time"].as_str().unwrap().ends_with('Z') && problem["level"].is_string(), "{line}");
        if problem["event"] != "problem" {
            continue;
        }
        for field in ["code", "severity", "file", "sheet", "cell", "message", "hint"] {
            assert!(problem.get(field).is_some(), "{field} is missing in {line}");
        }
        told += 1;
    }
    assert!(told > 0);
}

#[test]
fn only_what_was_asked_for_is_written() {
    let ran = Run::build().args(&["--format", "csv,json"]).finish().expect_status(0);
    assert_eq!(ran.files(), ["coverage.csv", "coverage.json", "run.json"]);
    let ran = Run::build().args(&["--reports", "themes", "--format", "pdf"]).finish().expect_status(0);
    assert_eq!(
        ran.files(),
        ["run.json", "themes/ai.pdf", "themes/ict.pdf", "themes/privacy.pdf", "themes/remedy.pdf"]
    );
}

#[test]
fn check_tells_and_writes_nothing() {
    let ran = Run::command(&["check"]).finish().expect_status(0);
    assert!(
        ran.stdout.contains("nap-matrix.xlsx") && ran.stdout.contains("header in row 9"),
        "{}",
        ran.stdout
    );
    let ran = Run::command(&["check", "--format", "json"]).finish().expect_status(0);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["inputs"].as_array().unwrap().len(), 2);
}

#[test]
fn the_schema_describes_what_is_written() {
    let schema = Run::command(&["schema"]).finish().expect_status(0);
    let schema: serde_json::Value = serde_json::from_str(&schema.stdout).unwrap();
    let written = Run::build().args(&["--format", "json"]).finish().expect_status(0).json("coverage.json");
    let required: Vec<&str> =
        schema["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let names: Vec<&String> = written.as_object().unwrap().keys().collect();
    assert!(
        required.iter().all(|name| names.iter().any(|written| written == name)),
        "{required:?} {names:?}"
    );
    let described = schema["properties"].as_object().unwrap();
    assert!(names.iter().all(|name| described.contains_key(*name)), "{names:?}");
}

/// A fifth theme in English alone: passages in French are not read for it, and say nothing of it.
#[test]
fn a_theme_without_terms_in_a_language_is_unknown_there() {
    let folder = tempfile::tempdir().unwrap();
    let codebook = std::fs::read_to_string(root().join("templates/codebook.toml")).unwrap();
    let theme = "\n[[theme]]\nid = \"children\"\nname = \"Children\"\nshort = \"Children\"\nphrase = \"children's rights\"\n\
                 description = \"the rights of the child\"\nstrong = [\"child|children\"]\n";
    let templates = folder.path().join("templates");
    std::fs::create_dir(&templates).unwrap();
    std::fs::write(templates.join("codebook.toml"), format!("{codebook}{theme}")).unwrap();
    let plans = "Country,Period,Passage\nKenya,2021,The Government will protect children who work.\n\
                 France,2017,Le Gouvernement créera un mécanisme de plainte pour les victimes et leurs enfants.\n";
    std::fs::write(folder.path().join("plans.csv"), plans).unwrap();
    let ran = Run::build().args(&["--format", "csv"]).in_folder(folder.path()).arg("plans.csv").finish();
    assert_eq!(ran.status, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("the theme `children` has no terms in French"), "{}", ran.stderr);
    let coverage = ran.text("coverage.csv");
    let level = |country: &str, theme: &str| {
        let row =
            coverage.lines().find(|row| row.starts_with(country) && row.contains(&format!(",{theme},")));
        row.and_then(|row| row.split(',').nth(7)).map(str::to_owned)
    };
    assert_eq!(level("KEN", "children").as_deref(), Some("commitment"));
    assert_eq!(level("FRA", "children").as_deref(), Some("unknown"));
    assert_eq!(level("FRA", "remedy").as_deref(), Some("commitment"));
    assert_eq!(level("FRA", "ict").as_deref(), Some("none"));
}

#[test]
fn a_faulty_codebook_is_told_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codebook.toml"), "[[theme]]\nid = \"ict\"\nnmae = \"ICT\"\n").unwrap();
    let ran = Run::build().arg("--template").arg(folder.path()).finish().expect_status(1);
    assert!(ran.stderr.contains("codebook.toml, line "), "{}", ran.stderr);
    assert!(ran.files().is_empty());
}

#[test]
fn earlier_reports_stay_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::write(&out, "a file where the folder should be").unwrap();
    let ran = Run::command(&["build", "--out"]).arg(&out).finish().expect_status(1);
    assert!(ran.stderr.contains("could not be written"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&out).unwrap(), "a file where the folder should be");
}
