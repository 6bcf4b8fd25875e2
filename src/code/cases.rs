//! The development set: passages in the manner of plans, coded by the handbook before the engine saw them.

use std::fmt::Write as _;
use std::sync::Arc;

use super::Level;
use super::codebook::{Codebook, TermMark, builtin};
use super::coder::{Coder, PassageInput, Voice};
use super::language::{Detector, Language};
use crate::resolve::Gazetteer;

/// Each language's set, and the list of what is known to be coded otherwise.
const SETS: [(&str, &str); 8] = [
    (
        include_str!("../../tests/code_cases/development.csv"),
        include_str!("../../tests/code_cases/development_misses.txt"),
    ),
    (
        include_str!("../../tests/code_cases/development_fr.csv"),
        include_str!("../../tests/code_cases/development_fr_misses.txt"),
    ),
    (
        include_str!("../../tests/code_cases/development_es.csv"),
        include_str!("../../tests/code_cases/development_es_misses.txt"),
    ),
    (
        include_str!("../../tests/code_cases/development_es_apart.csv"),
        include_str!("../../tests/code_cases/development_es_apart_misses.txt"),
    ),
    (
        include_str!("../../tests/code_cases/development_outside.csv"),
        include_str!("../../tests/code_cases/development_outside_misses.txt"),
    ),
    (
        include_str!("../../tests/code_cases/development_outside_fr.csv"),
        include_str!("../../tests/code_cases/development_outside_fr_misses.txt"),
    ),
    (
        include_str!("../../tests/code_cases/development_outside_es.csv"),
        include_str!("../../tests/code_cases/development_outside_es_misses.txt"),
    ),
    (
        include_str!("../../tests/code_cases/development_outside2.csv"),
        include_str!("../../tests/code_cases/development_outside2_misses.txt"),
    ),
];

fn level(word: &str) -> Level {
    Level::ALL.into_iter().find(|level| level.as_str() == word).unwrap()
}

/// The four levels of a passage with its statement, as an edition that consists of them alone.
fn levels(
    (coder, codebook, usual): (&Coder<'_>, &Codebook, usize),
    own: Option<usize>,
    section: &str,
    texts: [(&str, Voice); 2],
) -> ([Level; 4], String) {
    let mut levels = [Level::Unknown; 4];
    let mut why = String::new();
    for (text, voice) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
        let tongue = match Detector::new(&codebook.tongues).language(text) {
            Language::Coded(tongue) => usize::from(tongue),
            Language::Among(_) | Language::Unclear => usual,
            Language::Other(_) => continue,
        };
        let input =
            PassageInput { text: &Arc::from(text), section, voice, own, filed: &[], tongue, from: None };
        let (found, _) = coder.code_passage(&input);
        levels = levels.map(|level| level.max(Level::None));
        for finding in found {
            levels[finding.theme] = levels[finding.theme].max(finding.level);
            let (theme, level, rule) = (finding.theme, finding.level.as_str(), finding.rule.as_str());
            let _ = write!(why, " [{theme} {level} {rule} {:?} {:?}]", finding.via, finding.matched);
        }
    }
    (levels, why)
}

/// The language of most passages of a set: that of those too short to tell, as of those of a sheet.
fn usual_tongue(rows: &[csv::StringRecord], passage: usize, codebook: &Codebook) -> usize {
    let detector = Detector::new(&codebook.tongues);
    let mut counts = vec![0_usize; codebook.tongues.len()];
    for row in rows {
        if let Language::Coded(tongue) = detector.language(&row[passage]) {
            counts[usize::from(tongue)] += 1;
        }
    }
    (0..counts.len()).max_by_key(|tongue| (counts[*tongue], std::cmp::Reverse(*tongue))).unwrap()
}

/// Codes a set, prints its figures, and returns what was coded otherwise than by hand.
fn misses(set: &str, coder: &Coder<'_>, codebook: &Codebook) -> Vec<String> {
    let (mut cells, mut agreed) = (0_usize, 0_usize);
    let (mut says, mut right, mut is) = (0_usize, 0_usize, 0_usize);
    let mut confusion = std::collections::BTreeMap::new();
    let mut misses = Vec::new();
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(set.as_bytes()).into_records().map(Result::unwrap).collect();
    let usual = usual_tongue(&rows, 3, codebook);
    for row in &rows {
        let texts = [(&row[3], Voice::Plan), (&row[4], Voice::Source)];
        let own = row[1].parse().ok().and_then(|iso| coder.number_of(iso));
        let (got, why) = levels((coder, codebook, usual), own, &row[2], texts);
        let expected = [5, 6, 7, 8].map(|column| level(&row[column]));
        for (theme, (got, expected)) in got.into_iter().zip(expected).enumerate() {
            cells += 1;
            agreed += usize::from(got == expected);
            *confusion.entry((expected.as_str(), got.as_str())).or_insert(0) += 1;
            says += usize::from(got.addresses() == Some(true));
            is += usize::from(expected.addresses() == Some(true));
            right += usize::from(got.addresses() == Some(true) && expected.addresses() == Some(true));
            if got != expected {
                let id = &codebook.themes()[theme].id;
                println!("{} {id}: {} for {}: {} |{why}", &row[0], got.as_str(), expected.as_str(), &row[3]);
                misses.push(format!("{} {id} {} for {}", &row[0], got.as_str(), expected.as_str()));
            }
        }
    }
    for ((expected, got), count) in &confusion {
        println!("{expected:>10} -> {got:<10} {count}");
    }
    println!("exact {agreed} of {cells}; precision {right} of {says}; recall {right} of {is}");
    misses
}

#[test]
fn the_development_sets_are_coded_as_by_hand() {
    let codebook = builtin();
    let gazetteer = Gazetteer::builtin();
    let coder = Coder::new(codebook, &gazetteer);
    for (set, known) in SETS {
        let known: Vec<_> = known.lines().collect();
        assert_eq!(misses(set, &coder, codebook), known, "misses differ from the list beside the set");
    }
}

#[test]
#[ignore = "prints the figures of a set of one's own: NAP_SET=file"]
fn a_set_from_outside_is_coded() {
    let path = std::env::var("NAP_SET").expect("NAP_SET names a set");
    let set = std::fs::read_to_string(path).unwrap();
    let codebook = builtin();
    let gazetteer = Gazetteer::builtin();
    let coder = Coder::new(codebook, &gazetteer);
    let misses = misses(&set, &coder, codebook);
    println!("{} codes differ", misses.len());
    assert!(set.lines().count() > 1, "the set is empty");
}

/// How many codes of a set are as by hand, how many are not, and how many "addresses" are wrong.
fn counts(set: &str, codebook: &Codebook, gazetteer: &Gazetteer) -> [usize; 3] {
    let coder = Coder::new(codebook, gazetteer);
    let mut reader = csv::Reader::from_reader(set.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let column = |name: &str| columns.iter().position(|column| column == name);
    let country = column("iso3").or_else(|| column("country")).unwrap();
    let [section, passage, statement] = ["section", "passage", "statement"].map(|name| column(name).unwrap());
    let codes = ["ict", "ai", "privacy", "remedy"].map(|theme| column(theme).unwrap());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let usual = usual_tongue(&rows, passage, codebook);
    let mut counts = [0; 3];
    for row in &rows {
        let own = row[country].parse().ok().and_then(|iso| coder.number_of(iso));
        let texts = [(&row[passage], Voice::Plan), (&row[statement], Voice::Source)];
        let (got, _) = levels((&coder, codebook, usual), own, &row[section], texts);
        for (got, code) in got.into_iter().zip(codes) {
            let expected = level(&row[code]);
            counts[usize::from(got != expected)] += 1;
            let wrong = got.addresses() == Some(true) && expected.addresses() != Some(true);
            counts[2] += usize::from(wrong);
        }
    }
    counts
}

/// What each list of the codebook is worth: the codes that are wrong without it, in all sets, and the wrong
/// "addresses" among them. `cargo test --lib cases::what -- --ignored --nocapture` prints the table.
#[test]
#[ignore = "codes all sets once a list; prints the table of the documentation"]
fn what_each_list_is_worth() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/code_cases");
    let names = ["development", "development_fr", "development_es", "locked", "locked_fr", "locked_es"];
    let sets = names.map(|name| std::fs::read_to_string(folder.join(format!("{name}.csv"))).unwrap());
    let gazetteer = Gazetteer::builtin();
    let all = |codebook: &Codebook| sets.each_ref().map(|set| counts(set, codebook, &gazetteer));
    let whole = all(builtin());
    println!("list | {} | wrong addresses", names.join(" | "));
    println!(
        "all | {} | {}",
        whole.map(|c| c[1].to_string()).join(" | "),
        whole.map(|c| c[2]).iter().sum::<usize>()
    );
    let mut idle = Vec::new();
    let mut told = |name: String, codebook: &Codebook| {
        let without = all(codebook);
        let more = |set: usize, at: usize| without[set][at].cast_signed() - whole[set][at].cast_signed();
        let wrong: Vec<String> = (0..6).map(|set| format!("{:+}", more(set, 1))).collect();
        let addresses: isize = (0..6).map(|set| more(set, 2)).sum();
        println!("{name} | {} | {addresses:+}", wrong.join(" | "));
        // A condition changes no level: it is noted beside the commitment.
        if without == whole && name != "cues.condition" {
            idle.push(name);
        }
    };
    for (section, key, mark) in super::codebook_file::LISTS {
        let mut codebook = builtin().clone();
        for tongue in &mut codebook.tongues {
            tongue.whole_mut().marks = tongue.marks.without(|label| label == *mark);
        }
        told(format!("{section}.{key}"), &codebook);
    }
    let mut without_terms = |name: &str, drop: fn(TermMark) -> bool| {
        let mut codebook = builtin().clone();
        for tongue in &mut codebook.tongues {
            tongue.whole_mut().terms = tongue.terms.without(drop);
        }
        told(name.to_owned(), &codebook);
    };
    without_terms("theme.unless", |label| matches!(label, TermMark::Unless { .. }));
    without_terms("theme.names", |label| matches!(label, TermMark::Name { .. }));
    without_terms("theme.weak", |label| matches!(label, TermMark::Weak { .. }));
    assert!(idle.is_empty(), "lists that change nothing in any set: {idle:?}");
}

/// Megabytes of passages coded a second on one core, by language, and with many more terms in the codebook.
/// `cargo test --release --lib cases::how_fast -- --ignored --nocapture` prints the table.
#[test]
#[ignore = "a measurement: says how fast this machine is, and asserts only that something was coded"]
fn how_fast_passages_are_coded() {
    let gazetteer = Gazetteer::builtin();
    let invented = |count: usize| {
        let terms: String = (0..count).map(|n| format!("\"invented{n} term\",")).collect();
        let text = Codebook::builtin_text().replacen("strong = [", &format!("strong = [{terms}"), 1);
        let mut problems = crate::diagnostic::Diagnostics::new();
        let codebook = Codebook::from_toml(&text, "codebook.toml", &mut problems).unwrap();
        let with = |codebook: Codebook, (name, text): (&str, &str)| {
            codebook.with_language(text, name, true, &mut problems).unwrap()
        };
        Codebook::builtin_languages().into_iter().fold(codebook, with)
    };
    println!("more terms | set | MB | s | MB/s | findings");
    for more in [0, 1_000, 10_000, 100_000] {
        let codebook = invented(more);
        let coder = Coder::new(&codebook, &gazetteer);
        for (tongue, (set, _)) in SETS.iter().enumerate() {
            let rows: Vec<csv::StringRecord> =
                csv::Reader::from_reader(set.as_bytes()).into_records().map(Result::unwrap).collect();
            let (mut bytes, mut found) = (0, 0);
            let start = std::time::Instant::now();
            while start.elapsed().as_secs_f64() < 1.0 {
                for row in &rows {
                    let (text, section) = (&row[3], &row[2]);
                    let passage = Arc::from(text);
                    found += coder.code_passage(&PassageInput::plain(&passage, section, tongue)).0.len();
                    bytes += text.len();
                }
            }
            let (seconds, megabytes) = (start.elapsed().as_secs_f64(), bytes as f64 / 1e6);
            let name = &codebook.tongues[tongue].tag;
            println!(
                "{more} | {name} | {megabytes:.2} | {seconds:.2} | {:.2} | {found}",
                megabytes / seconds
            );
            assert!(found > 0);
        }
    }
}
