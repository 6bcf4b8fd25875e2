//! The reports as a listener hears them, and what must hold of every one.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Ran, Run, expect_text, root, sha256};
use crate::tree::tree_text;

/// Tag trees and texts of one report of each kind, from a small set of plans.
#[test]
fn trees_of_each_kind() {
    let ran = Run::build().arg(root().join("tests/cases/several_editions/inputs")).finish();
    let folder = root().join("tests/trees");
    let sums = regex::Regex::new("\"[0-9a-f]{12}\"").unwrap();
    for (name, file) in
        [("comparison", "comparison.pdf"), ("profile", "countries/DEU.pdf"), ("brief", "themes/remedy.pdf")]
    {
        let mut text = tree_text(&ran.read(file));
        // Sums change with every edit of a case's file and say nothing about the tree.
        text = sums.replace_all(&text, "\"<sum>\"").into_owned();
        expect_text(&folder.join(format!("{name}.txt")), &text);
    }
}

/// A profile says what each level in it means, and nothing of levels that it does not have.
#[test]
fn a_profile_explains_the_levels_that_it_shows() {
    let mut checked = 0;
    for inputs in ["inputs", "tests/cases/several_editions/inputs", "tests/cases/matrix_yes_no/inputs"] {
        let ran = Run::build().arg(root().join(inputs)).finish();
        let csv = String::from_utf8(ran.read("coverage.csv")).unwrap();
        let mut shown: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for row in csv::Reader::from_reader(csv.as_bytes()).deserialize() {
            let row: BTreeMap<String, String> = row.unwrap();
            shown.entry(row["iso3"].clone()).or_default().push(match (&*row["level"], &*row["basis"]) {
                ("none", "stated") => "No reference: ",
                ("none", "silent") => "Not found: ",
                ("none", _) => "None: ",
                ("unknown", _) => "Unknown: ",
                ("addressed", _) => "Addressed: ",
                ("mention", _) => "Mention: ",
                ("commitment", _) => "Commitment: ",
                other => panic!("{other:?}"),
            });
        }
        for (country, shown) in shown {
            let tree = tree_text(&ran.read(&format!("countries/{country}.pdf")));
            // Passages may have levels of their own.
            for told in ["No reference: ", "Not found: ", "Unknown: ", "Addressed: "] {
                assert_eq!(tree.contains(told), shown.contains(&told), "{inputs}, {country}: {told}");
                checked += 1;
            }
            for word in shown {
                assert!(tree.contains(word), "{inputs}, {country}: {word}");
            }
        }
    }
    assert!(checked > 60, "{checked}");
}

/// Text that a cell can hold comes out of the PDF as it went in.
#[test]
fn any_text_comes_out_right() {
    let ran = Run::build().arg(root().join("tests/cases/wild_text/inputs")).finish();
    let text = tree_text(&ran.read("countries/FRA.pdf"));
    let csv = fs::read_to_string(root().join("tests/cases/wild_text/inputs/wild.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut checked = 0;
    for record in reader.records() {
        let passage = record.unwrap()[3].to_owned();
        let squeezed = |text: &str| -> String {
            use unicode_normalization::UnicodeNormalization;
            let text = text.replace('ﬁ', "fi");
            text.nfc().filter(|ch| !ch.is_whitespace() && *ch != '\u{AD}').collect()
        };
        let shown: String = text.lines().map(unescaped).collect::<Vec<_>>().join("\n");
        assert!(squeezed(&shown).contains(&squeezed(&passage)), "lost: {passage}\n{text}");
        checked += 1;
    }
    assert!(checked >= 8);
}

/// A face with more than 251 glyphs in a report takes two bytes a glyph, one with fewer takes one: both give their text.
#[test]
fn faces_of_many_and_of_few_glyphs_give_their_text() {
    let letters: Vec<char> = ('\u{C0}'..='\u{24F}')
        .chain('\u{391}'..='\u{3C9}')
        .chain('\u{400}'..='\u{45F}')
        .filter(|letter| letter.is_alphabetic())
        .collect();
    let words: Vec<String> = letters.chunks(5).map(|word| word.iter().collect()).collect();
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("letters.csv");
    let text = format!("The State will protect privacy: {}.", words.join(" "));
    let row = format!("Country,Period,Theme,Level,Excerpt\nFinland,2020-2024,privacy,commitment,{text}\n");
    fs::write(&sheet, row).unwrap();
    let ran = Run::build().arg(&sheet).finish();
    let bytes = ran.read("comparison.pdf");
    let shown: String =
        tree_text(&bytes).chars().filter(|ch| !ch.is_whitespace() && *ch != '\u{AD}').collect();
    let lost: Vec<&String> = words.iter().filter(|word| !shown.contains(word.as_str())).collect();
    assert!(words.len() > 100 && lost.is_empty(), "{lost:?}");
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let encodings = file.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Encoding").ok());
    let (wide, narrow): (Vec<_>, Vec<_>) = encodings.partition(|encoding| encoding.as_name().is_ok());
    assert!(wide.len() == 1 && !narrow.is_empty(), "{wide:?} {narrow:?}");
}

/// Undoes the quoting of a line of the tree.
fn unescaped(line: &str) -> String {
    line.replace("\\\"", "\"")
        .replace("\\'", "'")
        .replace("\\\\", "\\")
        .split("\\u{")
        .enumerate()
        .map(|(index, part)| match (index, part.split_once('}')) {
            (0, _) | (_, None) => part.to_owned(),
            (_, Some((code, rest))) => {
                let ch = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
                ch.map_or_else(|| part.to_owned(), |ch| format!("{ch}{rest}"))
            }
        })
        .collect()
}

/// What the manifest says is what is there.
#[test]
fn the_manifest_is_true() {
    let ran = Run::build().args(&["--charts", "svg"]).finish().expect_status(0);
    let manifest = ran.json("run.json");
    let produced = manifest["outputs"]["produced"].as_array().unwrap();
    let expected = manifest["outputs"]["expected"].as_array().unwrap();
    let names: Vec<&str> = produced.iter().map(|file| file["name"].as_str().unwrap()).collect();
    let mut on_disk = ran.files();
    on_disk.retain(|name| name != "run.json");
    assert_eq!(names, on_disk);
    assert_eq!(expected.len(), produced.len());
    for file in produced {
        let bytes = ran.read(file["name"].as_str().unwrap());
        assert_eq!(bytes.len() as u64, file["bytes"].as_u64().unwrap());
        assert_eq!(sha256(&bytes), file["sha256"].as_str().unwrap());
    }
    assert_eq!(manifest["exit_status"], 0);
    assert_eq!(manifest["counts"]["countries"], 16);
}

/// The same bytes with any number of threads and in any folder and time zone.
#[test]
fn every_run_gives_the_same_bytes() {
    let first = Run::build().args(&["--charts", "svg", "--jobs", "1"]).finish().expect_status(0);
    let elsewhere = tempfile::tempdir().unwrap();
    for folder in ["inputs", "templates"] {
        copy(&root().join(folder), &elsewhere.path().join(folder));
    }
    let second = Run::build()
        .args(&["--charts", "svg", "--jobs", "2"])
        .in_folder(elsewhere.path())
        .env("TZ", "Asia/Tokyo")
        .env("LC_ALL", "tr_TR.UTF-8")
        .finish()
        .expect_status(0);
    assert_eq!(first.files(), second.files());
    for name in first.files() {
        assert!(first.read(&name) == second.read(&name), "{name} differs");
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// `coverage.csv` and `coverage.json` say the same, and every share has its n.
#[test]
fn the_two_data_files_agree() {
    let ran = Run::build().finish().expect_status(0);
    let json = ran.json("coverage.json");
    let csv = ran.text("coverage.csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut levels: BTreeMap<(String, String, String), String> = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        levels.insert((row[0].into(), row[2].into(), row[6].into()), row[7].into());
    }
    let mut seen = 0;
    let mut hits: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for edition in json["editions"].as_array().unwrap() {
        for cell in edition["themes"].as_array().unwrap() {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            let key = (text(&edition["iso3"]), text(&edition["period"]), text(&cell["theme"]));
            assert_eq!(levels[&key], text(&cell["level"]), "{key:?}");
            seen += 1;
            if edition["headline"] == true && cell["level"] != "unknown" {
                let counted = hits.entry(key.2).or_default();
                counted.1 += 1;
                if cell["level"] != "none" {
                    counted.0 += 1;
                }
            }
        }
    }
    assert_eq!(seen, levels.len());
    for (theme, (hit, of)) in hits {
        let share = &json["headline"][&theme]["share"];
        assert_eq!((share["hit"].as_u64(), share["of"].as_u64()), (Some(hit), Some(of)), "{theme}");
    }
}

/// What a person sees of levels that nobody gave, or that somebody gave against the machine.
#[test]
fn reports_say_what_is_the_machine_s_and_what_is_not_known() {
    let laws = "The Government will adopt laws on telecommunications, artificial intelligence, data protection and access to \
                remedy.";
    let foreign =
        "Die Bundesregierung wird die Unternehmen bei der Umsetzung der Sorgfaltspflichten unterstützen.";
    let sheet = format!(
        "Country,Period,ICT,AI,Privacy,Remedy,Passage\nSweden,2020-2023,mention,mention,commitment,mention,\"{laws}\"\n\
         Chile,2020-2023,mention,mention,mention,mention,\"{laws}\"\nNorway,2020-2023,mention,,commitment,none,\n\
         Kenya,2021-2025,,,,,{foreign}\n"
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plans.csv"), sheet).unwrap();
    let ran = Run::build().arg(folder.path()).finish();
    // Lines are broken where the page ends, and words are their own pieces where they are bold.
    let plain = |text: &str| -> String {
        text.chars().filter(|ch| ch.is_alphanumeric() || "().".contains(*ch)).collect()
    };
    let has = |ran: &Ran, file: &str, told: &str| {
        let text = tree_text(&ran.read(file));
        assert!(plain(&text).contains(&plain(told)), "{file}: {told} is not in {text}");
    };
    // Where all levels beside the passage are the machine's, it is told once; else of each.
    let machine = "(read by the machine)";
    let told = format!(
        "ICT commitment {machine} · AI commitment {machine} · Privacy commitment · Remedy commitment {machine}"
    );
    has(&ran, "countries/SWE.pdf", &told);
    let told = format!("ICT commitment · AI commitment · Privacy commitment · Remedy commitment {machine}");
    has(&ran, "countries/CHL.pdf", &told);
    has(&ran, "countries/SWE.pdf", "The plan itself is among them.");
    has(&ran, "countries/NOR.pdf", "The plan itself is among them where its own level is known.");
    has(&ran, "countries/KEN.pdf", "Not read for the themes: it is in a language");
    // Two of two is no more often than three of four.
    has(&ran, "comparison.pdf", "of those whose level is known: ICT 3 of 3, AI 2 of 2");
    let brief = Run::build().arg(folder.path()).args(&["--template", "briefing"]).finish();
    has(&brief, "comparison.pdf", "They are listed in run.json and in a full comparison report.");
}
