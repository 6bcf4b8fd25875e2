//! The development set: passages in the manner of plans, coded by the handbook before the engine saw them.

use std::fmt::Write as _;

use super::Level;
use super::codebook::{Codebook, builtin};
use super::coder::{Coder, PassageInput, Voice};
use super::language::{Language, language};
use super::stage::States as _;
use crate::resolve::{Gazetteer, Iso3};

/// Each language's set, and the list of what is known to be coded otherwise.
const SETS: [(&str, &str); 3] = [
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
        let tongue = match language(text, &codebook.tongues) {
            Language::Coded(tongue) => tongue,
            Language::Unclear => usual,
            Language::Other(_) => continue,
        };
        let input = PassageInput { text, section, voice, own, filed: &[], tongue };
        let found = coder.code_passage(&input);
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
fn usual_tongue(rows: &[csv::StringRecord], codebook: &Codebook) -> usize {
    let mut counts = vec![0_usize; codebook.tongues.len()];
    for row in rows {
        if let Language::Coded(tongue) = language(&row[3], &codebook.tongues) {
            counts[tongue] += 1;
        }
    }
    (0..counts.len()).max_by_key(|tongue| (counts[*tongue], std::cmp::Reverse(*tongue))).unwrap()
}

/// Codes a set, prints its figures, and returns what was coded otherwise than by hand.
fn misses(set: &str, coder: &Coder<'_>, codebook: &Codebook, states: &[(Iso3, Vec<String>)]) -> Vec<String> {
    let (mut cells, mut agreed) = (0_usize, 0_usize);
    let (mut says, mut right, mut is) = (0_usize, 0_usize, 0_usize);
    let mut confusion = std::collections::BTreeMap::new();
    let mut misses = Vec::new();
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(set.as_bytes()).into_records().map(Result::unwrap).collect();
    let usual = usual_tongue(&rows, codebook);
    for row in &rows {
        let texts = [(&row[3], Voice::Plan), (&row[4], Voice::Source)];
        let own = states.iter().position(|(iso, _)| iso.as_str() == &row[1]);
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
    let states = gazetteer.names("en");
    let coder = Coder::new(&codebook, &gazetteer);
    for (set, known) in SETS {
        let known: Vec<_> = known.lines().collect();
        assert_eq!(
            misses(set, &coder, &codebook, &states),
            known,
            "misses differ from the list beside the set"
        );
    }
}

#[test]
#[ignore = "prints the figures of a set of one's own: NAP_SET=file"]
fn a_set_from_outside_is_coded() {
    let path = std::env::var("NAP_SET").expect("NAP_SET names a set");
    let set = std::fs::read_to_string(path).unwrap();
    let codebook = builtin();
    let gazetteer = Gazetteer::builtin();
    let states = gazetteer.names("en");
    let coder = Coder::new(&codebook, &gazetteer);
    let misses = misses(&set, &coder, &codebook, &states);
    assert!(misses.len() < 4 * set.lines().count());
}
