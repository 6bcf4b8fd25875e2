//! The development set: passages in the manner of plans, coded by the handbook before the engine saw them.

use std::fmt::Write as _;

use super::Level;
use super::codebook::builtin;
use super::coder::{Coder, PassageInput, Voice};

const DEVELOPMENT: &str = include_str!("../../tests/code_cases/development.csv");

pub(super) const STATES: &[(&str, &[&str])] = &[
    ("DEU", &["Germany", "German"]),
    ("CHE", &["Switzerland", "Swiss"]),
    ("FRA", &["France", "French"]),
    ("NLD", &["Netherlands", "the Netherlands", "Dutch"]),
    ("SWE", &["Sweden", "Swedish"]),
    ("NZL", &["New Zealand"]),
    ("MEX", &["Mexico", "Mexican"]),
    ("DNK", &["Denmark", "Danish"]),
    ("GBR", &["United Kingdom", "UK", "British"]),
    ("IDN", &["Indonesia", "Indonesian"]),
    ("ARG", &["Argentina", "Argentine"]),
    ("POL", &["Poland", "Polish"]),
    ("CZE", &["Czechia", "Czech"]),
    ("COL", &["Colombia", "Colombian"]),
    ("JPN", &["Japan", "Japanese"]),
    ("ITA", &["Italy", "Italian"]),
    ("FIN", &["Finland", "Finnish"]),
    ("NOR", &["Norway", "Norwegian"]),
    ("KOR", &["Korea", "Korean"]),
    ("LUX", &["Luxembourg"]),
    ("IRL", &["Ireland", "Irish"]),
    ("CHL", &["Chile", "Chilean"]),
];

fn level(word: &str) -> Level {
    Level::ALL.into_iter().find(|level| level.as_str() == word).unwrap()
}

/// The four levels of a passage with its statement, as an edition that consists of them alone.
fn levels(
    coder: &Coder<'_>,
    country: &str,
    section: &str,
    texts: [(&str, Voice); 2],
) -> ([Level; 4], String) {
    let own = STATES.iter().position(|(iso, _)| *iso == country);
    let mut levels = [Level::Unknown; 4];
    let mut why = String::new();
    for (text, voice) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
        let input = PassageInput { text, section, voice, own, filed: &[] };
        let Ok(found) = coder.code_passage(&input) else { continue };
        levels = levels.map(|level| level.max(Level::None));
        for finding in found {
            levels[finding.theme] = levels[finding.theme].max(finding.level);
            let (theme, level, rule) = (finding.theme, finding.level.as_str(), finding.rule.as_str());
            let _ = write!(why, " [{theme} {level} {rule} {:?} {:?}]", finding.via, finding.matched);
        }
    }
    (levels, why)
}

#[test]
fn the_development_set_is_coded_as_by_hand() {
    let codebook = builtin();
    let names: Vec<Vec<String>> =
        STATES.iter().map(|(_, names)| names.iter().map(|&n| n.to_owned()).collect()).collect();
    let coder = Coder::new(&codebook, names.iter().map(Vec::as_slice));
    let (mut cells, mut agreed) = (0_usize, 0_usize);
    let (mut says, mut right, mut is) = (0_usize, 0_usize, 0_usize);
    let mut confusion = std::collections::BTreeMap::new();
    let mut misses = Vec::new();
    let mut reader = csv::Reader::from_reader(DEVELOPMENT.as_bytes());
    for row in reader.records() {
        let row = row.unwrap();
        let texts = [(&row[3], Voice::Plan), (&row[4], Voice::Source)];
        let (got, why) = levels(&coder, &row[1], &row[2], texts);
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
    let known: Vec<_> = include_str!("../../tests/code_cases/development_misses.txt").lines().collect();
    assert_eq!(misses, known, "misses differ from the list in development_misses.txt");
}
