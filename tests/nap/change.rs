//! What changed between two runs, from spreadsheets to the words of the reports.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_nap-report"))
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn build(folder: &Path, table: &str, arguments: &[&str]) -> String {
    fs::write(folder.join("plans.csv"), table).unwrap();
    let (status, stdout, stderr) = run(folder, &[&["build", "plans.csv"], arguments].concat());
    assert!(status == 0 || status == 3, "{stdout}{stderr}");
    stderr
}

/// Cause, country, theme and levels of each change, by kind.
fn told(folder: &Path, old: &str, new: &str) -> Vec<String> {
    let (status, stdout, stderr) = run(folder, &["diff", old, new, "--format", "csv"]);
    assert_eq!(status, 0, "{stderr}");
    let mut reader = csv::Reader::from_reader(stdout.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            format!("{} {} {} {} {}>{}", &row[0], &row[1], &row[2], &row[6], &row[7], &row[8])
        })
        .collect()
}

const HEAD: &str = "Country,Period,Passage,Level,Theme\n";
const FIN: &str =
    "Finland,2020-2024,The Government will publish guidance on human rights for ICT companies.,,\n";
const KEN: &str = "Kenya,2020-2025,The Government will set up a complaint mechanism for victims.,,\n";

#[test]
fn policy_and_method_stand_apart() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let old = format!("{HEAD}{FIN}{KEN}");
    build(folder, &old, &["--date", "2026-01-31", "--out", "old"]);
    // New words of a plan, a new edition, a plan from long ago, another code, a plan that is gone.
    let new = format!(
        "{HEAD}{FIN}Finland,2020-2024,The Government will protect the privacy of personal data of employees.,,\n\
         Finland,2026-2030,The Government will regulate artificial intelligence.,,\n\
         Chile,2017-2020,The plan describes artificial intelligence in business.,,\n"
    );
    build(folder, &new, &["--date", "2026-02-28", "--out", "new"]);
    let all = told(folder, "old", "new");
    for expected in [
        "policy new-edition FIN  >",
        "policy text FIN privacy none>commitment",
        "method listed CHL  >",
        "method gone KEN  >",
    ] {
        assert!(all.contains(&expected.to_owned()), "{expected}: {all:#?}");
    }
    assert!(!all.iter().any(|line| line.starts_with("policy") && line.contains("CHL")), "{all:#?}");
    let (status, text, _) = run(folder, &["diff", "old", "new/coverage.json", "--fail-on", "changed"]);
    assert_eq!(status, 4);
    let (policy, method) = (text.find("In the plans").unwrap(), text.find("In the method alone").unwrap());
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(
        (policy..method).contains(&at("a new edition"))
            && (policy..method).contains(&at("privacy of personal data"))
    );
    assert!(at("newly in the sheet") > method && at("no longer in the sheet") > method);
}

#[test]
fn a_person_and_a_codebook_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let coded = |level: &str| {
        format!(
            "{HEAD}Finland,2020-2024,The Government will publish guidance on human rights for ICT companies.,{level},ICT\n{KEN}"
        )
    };
    build(folder, &coded("mention"), &["--date", "2026-01-31", "--out", "old"]);
    build(folder, &coded("commitment"), &["--date", "2026-01-31", "--out", "new"]);
    assert_eq!(told(folder, "old", "new"), ["method recoded FIN ict mention>commitment"]);
    // Without the words for it, the same passage earns nothing.
    let book = fs::read_to_string(crate::support::root().join("templates/codebook.toml")).unwrap();
    fs::create_dir(folder.join("book")).unwrap();
    let start = book.find("id = \"remedy\"").unwrap();
    let end = book[start..].find("[[").map_or(book.len(), |at| start + at);
    let poorer = format!("{}{}{}", &book[..start], book[start..end].replace("complain", "zzz"), &book[end..]);
    fs::write(folder.join("book/codebook.toml"), poorer).unwrap();
    build(folder, &coded("commitment"), &["--date", "2026-01-31", "--out", "poorer", "--template", "book"]);
    let all = told(folder, "new", "poorer");
    assert!(all.iter().any(|line| line.starts_with("method codebook KEN remedy commitment>")), "{all:#?}");
    assert!(all.iter().all(|line| line.starts_with("method codebook")), "{all:#?}");
}

#[test]
fn every_format_says_it_and_a_pdf_needs_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    build(folder, &format!("{HEAD}{FIN}"), &["--date", "2026-01-31", "--out", "old"]);
    build(folder, &format!("{HEAD}{FIN}{KEN}"), &["--date", "2026-02-28", "--out", "new"]);
    let (_, json, _) = run(folder, &["diff", "old", "new", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["since"], &json["method"][0]["cause"]), (&"2026-01-31".into(), &"listed".into()));
    let (_, schema, _) = run(folder, &["schema", "diff"]);
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for key in json.as_object().unwrap().keys() {
        assert!(schema["properties"].get(key).is_some(), "{key}");
    }
    assert_eq!(run(folder, &["diff", "old", "new", "--format", "pdf"]).0, 1);
    assert_eq!(run(folder, &["diff", "old", "new", "--format", "pdf", "-o", "changes.pdf"]).0, 0);
    let tree = crate::tree::tree_text(&fs::read(folder.join("changes.pdf")).unwrap());
    assert!(tree.contains("H2") && !tree.contains("H3"), "headings skip no level:\n{tree}");
    let (_, french, _) = run(folder, &["diff", "old", "new", "--lang", "fr"]);
    assert!(french.contains("nouveau dans le tableau"), "{french}");
    let (_, same, _) = run(folder, &["diff", "new", "new"]);
    assert!(same.contains("No plan and no level is otherwise"), "{same}");
    fs::write(folder.join("other.json"), "[1]").unwrap();
    let (status, _, stderr) = run(folder, &["diff", "other.json", "new"]);
    assert!(status == 1 && stderr.contains("other.json") && stderr.contains("no coverage.json"), "{stderr}");
}

/// The same changes are told as long as nothing else changes, and the run before the change is kept for it.
#[test]
fn reports_tell_what_changed_until_the_next_change() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let dated = |date| ["--date", date, "--reports", "comparison,countries"];
    build(folder, &format!("{HEAD}{FIN}"), &dated("2026-01-31"));
    assert!(!folder.join("out/previous.json").exists());
    build(folder, &format!("{HEAD}{FIN}{KEN}"), &dated("2026-02-28"));
    let first = fs::read(folder.join("out/previous.json")).unwrap();
    let previous: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(previous["settings"]["date"], "2026-01-31");
    build(folder, &format!("{HEAD}{FIN}{KEN}"), &dated("2026-03-31"));
    assert_eq!(fs::read(folder.join("out/previous.json")).unwrap(), first);
    let tree = crate::tree::tree_text(&fs::read(folder.join("out/comparison.pdf")).unwrap());
    assert!(tree.contains("What changed") && tree.contains("newly in the sheet"), "{tree}");
    let quiet = crate::tree::tree_text(&fs::read(folder.join("out/countries/FIN.pdf")).unwrap());
    assert!(!quiet.contains("What changed"), "{quiet}");
    // An earlier run by name, and none.
    fs::copy(folder.join("out/previous.json"), folder.join("january.json")).unwrap();
    build(
        folder,
        &format!("{HEAD}{KEN}"),
        &[&dated("2026-03-31")[..], &["--previous", "january.json"]].concat(),
    );
    let tree = crate::tree::tree_text(&fs::read(folder.join("out/comparison.pdf")).unwrap());
    assert!(tree.contains("no longer in the sheet"), "{tree}");
    build(folder, &format!("{HEAD}{KEN}"), &[&dated("2026-03-31")[..], &["--previous", "none"]].concat());
    let tree = crate::tree::tree_text(&fs::read(folder.join("out/comparison.pdf")).unwrap());
    assert!(!tree.contains("What changed"), "{tree}");
    let (status, _, stderr) = run(folder, &["build", "plans.csv", "--previous", "nowhere.json"]);
    assert!(status == 1 && stderr.contains("nowhere.json"), "{stderr}");
}

/// The heading stands over changes alone: where there is no earlier run, no template shows it over something else.
#[test]
fn nothing_stands_under_the_heading_of_changes_but_changes() {
    for template in ["full", "briefing"] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let asked =
            |date| ["--date", date, "--reports", "comparison,countries,themes", "--template", template];
        let headed = || -> Vec<String> {
            let reports = ["comparison.pdf", "countries/FIN.pdf", "themes/ict.pdf"];
            let tree =
                |name: &&str| crate::tree::tree_text(&fs::read(folder.join("out").join(name)).unwrap());
            reports
                .iter()
                .filter(|name| tree(name).contains("What changed"))
                .map(|name| (*name).to_owned())
                .collect()
        };
        build(folder, &format!("{HEAD}{FIN}"), &asked("2026-01-31"));
        assert_eq!(headed(), [""; 0], "{template}, nothing to compare with");
        build(folder, &format!("{HEAD}{FIN}{KEN}"), &asked("2026-02-28"));
        assert!(headed().contains(&"comparison.pdf".to_owned()), "{template}: a plan is new");
        assert!(!headed().contains(&"countries/FIN.pdf".to_owned()), "{template}: Finland's is as it was");
    }
}
