//! `agree`: folders of two coders' sheets beside what is said of them.

use serde_json::Value;

use crate::support::{Ran, Run, expect_text, root};

fn agree(case: &str, arguments: &[&str]) -> Ran {
    let folder = root().join("tests/agree").join(case);
    let mut run = Run::command(&["agree"]).in_folder(&folder).arg("a");
    if folder.join("b").is_dir() {
        run = run.arg("b");
    }
    run.args(arguments).finish()
}

fn is_as_expected(case: &str, status: i32) {
    let ran = agree(case, &[]);
    assert_eq!(ran.status, status, "{case}: {}", ran.stderr);
    expect_text(&root().join("tests/agree").join(case).join("expected.txt"), &ran.stdout);
}

#[test]
fn codes_of_plans_are_compared_where_both_gave_one() {
    is_as_expected("matrix", 0);
}

#[test]
fn codes_of_passages_are_matched_by_the_passage() {
    is_as_expected("passages", 0);
}

#[test]
fn a_coder_is_held_against_the_engine() {
    // The German passage is not read, and is told.
    is_as_expected("engine", 3);
}

#[test]
fn a_coder_with_yes_and_no_alone_makes_the_scale_so() {
    is_as_expected("yes_no", 0);
}

#[test]
fn coders_with_nothing_in_common_are_told_so() {
    let ran = agree("nothing", &[]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    assert!(
        ran.stderr.contains("nothing that both coded: 1 code only in a, 1 code only in b"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_figures_and_what_is_to_settle_are_data_too() {
    let json: Value = serde_json::from_str(&agree("matrix", &["--format", "json"]).stdout).unwrap();
    let all = json["themes"].as_array().unwrap().last().unwrap();
    // Counted by hand: 16 units of four plans, 12 alike.
    assert_eq!((all["theme"].as_str(), all["n"].as_u64()), (Some("all"), Some(16)));
    assert_eq!(all["percent_agreement"]["value"].as_f64(), Some(0.75));
    assert_eq!(json["only_a"].as_array().unwrap().len(), 3);
    assert_eq!(json["only_b"].as_array().unwrap().len(), 4);
    let settle = json["to_settle"].as_array().unwrap();
    assert_eq!(settle.len(), 4);
    assert_eq!((settle[0]["country"].as_str(), settle[0]["steps"].as_u64()), (Some("FRA"), Some(2)));
    assert_eq!(settle[0]["a"]["place"].as_str(), Some("ana.csv, cell C4"));
    let csv = agree("matrix", &["--format", "csv"]).stdout;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(rows.headers().unwrap().len(), 11);
    assert_eq!(rows.records().map(Result::unwrap).count(), 4 + 3 + 4);
}
