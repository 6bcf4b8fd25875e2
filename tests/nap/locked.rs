//! The locked test set: passages coded by hand before any engine saw them. Only totals are looked at.
//!
//! `cargo test locked -- --nocapture` prints the table of agreement by theme.

use std::collections::BTreeMap;

use crate::support::{Run, root};

const LEVELS: [&str; 3] = ["none", "mention", "commitment"];
const THEMES: [&str; 4] = ["ict", "ai", "privacy", "remedy"];

/// Counts of one theme: by hand against machine, each 0 to 2.
#[derive(Clone, Copy, Default)]
struct Table([[u32; 3]; 3]);

impl Table {
    fn n(&self) -> f64 {
        f64::from(self.0.iter().flatten().sum::<u32>())
    }

    fn exact(&self) -> f64 {
        f64::from((0..3).map(|at| self.0[at][at]).sum::<u32>()) / self.n()
    }

    /// Cohen's kappa with linear weights over none < mention < commitment.
    fn kappa(&self) -> f64 {
        let row = |at: usize| f64::from(self.0[at].iter().sum::<u32>());
        let column = |at: usize| f64::from((0..3).map(|row| self.0[row][at]).sum::<u32>());
        let (mut observed, mut expected) = (0.0, 0.0);
        for hand in 0..3_usize {
            for machine in 0..3 {
                let weight = hand.abs_diff(machine) as f64 / 2.0;
                observed += weight * f64::from(self.0[hand][machine]);
                expected += weight * row(hand) * column(machine) / self.n();
            }
        }
        1.0 - observed / expected
    }

    /// Of what the machine says addresses the theme, and of what does.
    fn precision_and_recall(&self) -> (f64, f64) {
        let both: u32 = (1..3)
            .flat_map(|hand| (1..3).map(move |machine| (hand, machine)))
            .map(|(h, m)| self.0[h][m])
            .sum();
        let says = both + self.0[0][1] + self.0[0][2];
        let is = both + self.0[1][0] + self.0[2][0];
        (f64::from(both) / f64::from(says), f64::from(both) / f64::from(is))
    }

    fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *mine += theirs;
        }
    }
}

/// What was measured when a set was first run, and never lowered: exact agreement, kappa, precision and recall of
/// "addresses".
struct Floor {
    exact: f64,
    kappa: f64,
    precision: f64,
    recall: f64,
}

#[test]
fn the_locked_set_in_english_agrees_with_the_machine() {
    agrees("locked.csv", &Floor { exact: 0.95, kappa: 0.89, precision: 0.97, recall: 0.92 });
}

#[test]
fn the_locked_set_in_french_agrees_with_the_machine() {
    agrees("locked_fr.csv", &Floor { exact: 0.97, kappa: 0.94, precision: 0.95, recall: 0.94 });
}

/// By somebody who had seen neither the rules nor the other sets.
#[test]
fn the_set_in_french_made_apart_agrees_with_the_machine() {
    agrees("locked_fr_apart.csv", &Floor { exact: 0.93, kappa: 0.87, precision: 0.97, recall: 0.87 });
}

#[test]
fn the_locked_set_in_spanish_agrees_with_the_machine() {
    agrees("locked_es.csv", &Floor { exact: 0.98, kappa: 0.95, precision: 0.97, recall: 0.96 });
}

/// Codes a set through the whole tool, prints the table, and holds it to what it reached.
fn agrees(name: &str, floor: &Floor) {
    let mut set = csv::Reader::from_path(root().join("tests/code_cases").join(name)).unwrap();
    let columns = set.headers().unwrap().clone();
    let column = |name: &str| columns.iter().position(|column| column == name);
    let country = column("iso3").or_else(|| column("country")).unwrap();
    let [section, passage, statement] = ["section", "passage", "statement"].map(|name| column(name).unwrap());
    let codes = THEMES.map(|theme| column(theme).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut sheet = csv::Writer::from_path(folder.path().join(name)).unwrap();
    sheet.write_record(["ISO3", "Period", "Section", "Passage", "Statement"]).unwrap();
    let mut by_hand: BTreeMap<(String, String), [usize; 4]> = BTreeMap::new();
    let mut years: BTreeMap<String, u32> = BTreeMap::new();
    for row in set.records() {
        let row = row.unwrap();
        // Each passage is an edition of its own, told apart by an invented year.
        let year = years.entry(row[country].to_owned()).or_insert(1995);
        *year += 1;
        let year = year.to_string();
        sheet.write_record([&row[country], &year, &row[section], &row[passage], &row[statement]]).unwrap();
        let levels = codes.map(|column| LEVELS.iter().position(|level| *level == &row[column]).unwrap());
        by_hand.insert((row[country].to_owned(), year), levels);
    }
    sheet.flush().unwrap();
    drop(sheet);
    let ran = Run::build().args(&["--format", "csv"]).arg(folder.path()).finish();
    let mut tables = [Table::default(); 4];
    let mut not_coded = 0;
    for row in csv::Reader::from_reader(ran.text("coverage.csv").as_bytes()).records() {
        let row = row.unwrap();
        let theme = THEMES.iter().position(|theme| *theme == &row[6]).unwrap();
        let hand = by_hand[&(row[0].to_owned(), row[2].to_owned())][theme];
        match LEVELS.iter().position(|level| *level == &row[7]) {
            Some(machine) => tables[theme].0[hand][machine] += 1,
            None => not_coded += 1,
        }
    }
    let mut all = Table::default();
    println!("{name}\ntheme      n  exact  kappa  precision  recall");
    for (name, table) in THEMES.iter().zip(&tables) {
        all.add(table);
        print(name, table);
    }
    print("all", &all);
    println!("not coded: {not_coded}");
    assert_eq!(not_coded, 0);
    assert_eq!(all.n() as usize, by_hand.len() * 4);
    let (precision, recall) = all.precision_and_recall();
    assert!(all.exact() >= floor.exact, "exact agreement {}", all.exact());
    assert!(all.kappa() >= floor.kappa, "kappa {}", all.kappa());
    assert!(precision >= floor.precision, "precision {precision}");
    assert!(recall >= floor.recall, "recall {recall}");
}

fn print(name: &str, table: &Table) {
    let (precision, recall) = table.precision_and_recall();
    println!(
        "{name:<8} {:>4}  {:.3}  {:.3}      {precision:.3}   {recall:.3}",
        table.n(),
        table.exact(),
        table.kappa()
    );
}
