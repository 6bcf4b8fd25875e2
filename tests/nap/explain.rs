//! `explain`: what is said of a few plans, beside the inputs in `tests/explain`.

use serde_json::Value;

use crate::support::{Ran, Run, expect_text, root};

fn explain(arguments: &[&str]) -> Ran {
    Run::command(&["explain"]).in_folder(&root().join("tests/explain")).args(arguments).finish()
}

/// Runs and compares with `expected/NAME.txt`.
fn is_as_expected(name: &str, arguments: &[&str]) {
    let ran = explain(arguments);
    // The German passage and a code that is not understood are left out, which each run tells.
    assert_eq!(ran.status, 3, "{name}: {}", ran.stderr);
    expect_text(&root().join("tests/explain/expected").join(format!("{name}.txt")), &ran.stdout);
}

#[test]
fn a_persons_code_beside_a_passage_that_says_more() {
    is_as_expected("code_and_passage", &["Finland", "remedy"]);
}

#[test]
fn another_s_act_and_an_acronym_for_something_else() {
    is_as_expected("other_actor", &["SWE", "AI"]);
}

#[test]
fn what_was_done_is_no_commitment() {
    is_as_expected("past", &["norway", "access to remedy"]);
}

#[test]
fn a_theme_that_is_not_found_and_words_that_earn_nothing() {
    is_as_expected("silent", &["CHL", "ict"]);
}

#[test]
fn what_the_source_says_is_absent() {
    is_as_expected("stated", &["KEN", "ai"]);
}

#[test]
fn a_language_that_is_not_read_leaves_the_level_unknown() {
    is_as_expected("language", &["AUT", "remedy"]);
}

#[test]
fn codes_that_disagree() {
    is_as_expected("conflict", &["GHA", "ict"]);
}

#[test]
fn a_code_that_is_not_understood() {
    is_as_expected("not_understood", &["GHA", "privacy"]);
}

#[test]
fn a_french_passage_with_its_theme_from_the_heading() {
    is_as_expected("french", &["FRA", "remedy"]);
}

#[test]
fn explanations_are_data_too() {
    let ran = explain(&["SWE", "ai", "--format", "json", "--period", "2015"]);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    let edition = &told[0];
    assert_eq!((edition["iso3"].as_str(), edition["level"].as_str()), (Some("SWE"), Some("mention")));
    let first = &edition["considered"][0];
    assert_eq!(first["rule"].as_str(), Some("other-actor"));
    assert_eq!(first["words"][0].as_str(), Some("artificial intelligence"));
    assert_eq!(first["place"].as_str(), Some("plans.csv, cell E3"));
    let over = edition["considered"].as_array().unwrap().iter().find(|item| item["level"].is_null()).unwrap();
    assert_eq!(over["words"][0].as_str(), Some("AI"));
}

#[test]
fn an_unknown_country_theme_or_period_is_told() {
    let ran = explain(&["Finlnd", "remedy"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("did you mean FIN"), "{}", ran.stderr);
    let ran = explain(&["FIN", "remdy"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("did you mean `remedy`"), "{}", ran.stderr);
    let ran = explain(&["FIN", "remedy", "--period", "1999"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("no plan of FIN of the period 1999"), "{}", ran.stderr);
}
