//! Records to entries, and what is told on the way.

use super::*;
use crate::diagnostic::Located;
use crate::read::Shape;

/// A record in row `row` (from 0) of a sheet; each text in the column of its place in the list.
fn record(row: u32, fields: &[(Meaning, &str)]) -> Record {
    let source = Arc::new(Source { file: "a.xlsx".into(), sheet: Some("Coverage".into()) });
    let located = fields.iter().zip(0u32..).map(|((meaning, text), column)| {
        (*meaning, Located::new(Arc::from(*text), Place::cell(&source, row, column)))
    });
    Record::new(Place::row(&source, row), Shape::Matrix, located.collect())
}

/// `DEU 2017-2020` for each entry, and each problem as code, cell, message.
fn run(records: Vec<Record>) -> (Vec<String>, Vec<String>) {
    let mut problems = Diagnostics::new();
    let entries = resolve(records, &Gazetteer::builtin(), &mut problems);
    let told: usize = problems.counts().values().sum();
    let problems: Vec<_> = problems
        .sorted()
        .into_iter()
        .map(|p| format!("{} {}: {}", p.kind, p.place.unwrap().spot_name(), p.message))
        .collect();
    assert_eq!(told, problems.len(), "a cell was told twice");
    let draft = |entry: &Entry| if entry.in_development { " (in development)" } else { "" };
    (entries.iter().map(|e| format!("{} {}{}", e.country, e.period, draft(e))).collect(), problems)
}

use Meaning::Period as PeriodCell;
use Meaning::{Country, End, Iso, Passage, Start};

#[test]
fn na_is_namibia_only_among_codes_of_two_letters() {
    let sheet = |codes: &[&str]| {
        let records = (1..).zip(codes).map(|(row, code)| record(row, &[(Iso, code), (PeriodCell, "2024")]));
        run(records.collect()).0
    };
    assert_eq!(sheet(&["DE", "NA", "NO", "GB"]), ["DEU 2024", "NAM 2024", "NOR 2024", "GBR 2024"]);
    assert_eq!(sheet(&["DE", "NA", "NO"]), ["DEU 2024", "NOR 2024"]);
    assert_eq!(sheet(&["DEU", "NA", "NOR", "GBR"]), ["DEU 2024", "NOR 2024", "GBR 2024"]);
}

#[test]
fn country_and_period_are_found() {
    let (entries, problems) = run(vec![
        record(1, &[(Country, "Germany"), (PeriodCell, "2016 – 2020")]),
        record(2, &[(Country, "Czech Republic"), (Iso, "CZE"), (Start, "2017"), (End, "2022")]),
        record(3, &[(Iso, "dk"), (Start, "2014"), (End, "open")]),
        record(4, &[(Country, "France (NAP 2017)")]),
        record(5, &[(Country, "Kenya 2nd NAP")]),
        record(6, &[(Country, "Japan NAP")]),
        record(7, &[(Country, "Brazil"), (PeriodCell, "in development")]),
        record(8, &[(Country, "Peru (NAP 2021)"), (PeriodCell, "2021-2025")]),
        record(9, &[(Country, "Italy 2nd NAP"), (PeriodCell, "2021-2026")]),
        record(10, &[(Country, "Chile 2017-2020"), (PeriodCell, "n/a")]),
        record(11, &[(Country, "Ghana (draft NAP)")]),
    ]);
    assert_eq!(
        entries,
        [
            "DEU 2016-2020",
            "CZE 2017-2022",
            "DNK 2014-open",
            "FRA 2017",
            "KEN 2nd NAP",
            "JPN undated",
            "BRA in development (in development)",
            "PER 2021-2025",
            "ITA 2021-2026",
            "CHL 2017-2020",
            "GHA draft NAP (in development)",
        ]
    );
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn a_name_that_cannot_be_told_is_left_out_once_a_cell() {
    let four = || (0..4).map(|_| record(16, &[(Country, "Germny"), (PeriodCell, "2017")]));
    let (entries, problems) = run(four()
        .chain([
            record(17, &[(Country, "Korea")]),
            record(18, &[(Country, "Scotland")]),
            record(19, &[(Passage, "text without a country")]),
            record(20, &[(Iso, "NA")]),
            record(21, &[(Country, "Chile, Peru")]),
        ])
        .collect());
    assert_eq!(entries, Vec::<String>::new());
    assert_eq!(
        problems,
        [
            "unknown-country A17: `Germny` is not a country that this tool knows",
            "ambiguous-country A18: `Korea` may be Republic of Korea (KOR) or Democratic People’s Republic of Korea (PRK)",
            "unknown-country A19: `Scotland` is not a country that this tool knows: it is a part of the United Kingdom",
            "unknown-country A21: `NA` is not a country that this tool knows: `NA` may also stand for `not available`",
            "unknown-country A22: `Chile, Peru` is not a country that this tool knows: it names several countries",
        ]
    );
}

#[test]
fn the_hint_is_the_one_of_the_design() {
    let mut problems = Diagnostics::new();
    let _ = resolve(vec![record(16, &[(Country, "Germny")])], &Gazetteer::builtin(), &mut problems);
    assert_eq!(
        problems.sorted()[0].hint,
        "did you mean Germany (DEU)? Correct the cell, or add the spelling to templates/aliases.csv"
    );
}

#[test]
fn name_and_code_have_to_agree() {
    let (entries, problems) = run(vec![
        record(0, &[(Country, "Germany"), (Iso, "FRA")]),
        record(1, &[(Country, "Korea"), (Iso, "KOR")]),
        record(2, &[(Country, "Korea"), (Iso, "JPN")]),
        record(3, &[(Country, "Germny"), (Iso, "DEU")]),
        record(4, &[(Country, "Germany"), (Iso, "GR!")]),
        record(5, &[(Country, "Scotland"), (Iso, "GBR")]),
        record(6, &[(Country, "Germany"), (Iso, "n/a")]),
        record(7, &[(Country, "Namibia"), (Iso, "NA")]),
    ]);
    assert_eq!(entries, ["KOR undated", "DEU undated", "DEU undated", "DEU undated", "NAM undated"]);
    assert_eq!(
        problems,
        [
            "country-mismatch A1: `Germany` is Germany (DEU), but the code beside it is `FRA`",
            "country-mismatch A3: `Korea` is Republic of Korea (KOR) or Democratic People’s Republic of Korea (PRK), \
             but the code beside it is `JPN`",
            "country-by-code A4: `Germny` is not a country that this tool knows; its code `DEU` was used",
            "unknown-country B5: `GR!` is not a country that this tool knows",
            "unknown-country A6: `Scotland` is not a country that this tool knows: it is a part of the United Kingdom",
        ]
    );
}

#[test]
fn periods_that_are_wrong_are_told() {
    let (entries, problems) = run(vec![
        record(0, &[(Country, "Chile"), (PeriodCell, "2020-2017")]),
        record(1, &[(Country, "Chile"), (PeriodCell, "FY20/21")]),
        record(2, &[(Country, "Chile"), (Start, "2020"), (End, "2017")]),
        record(3, &[(Country, "France (NAP 2013)"), (PeriodCell, "2017-2020")]),
        record(4, &[(Country, "Italy"), (PeriodCell, "2021-2026"), (Start, "2016")]),
    ]);
    assert_eq!(entries, ["CHL FY20/21", "FRA 2017-2020", "ITA 2021-2026"]);
    assert_eq!(
        problems,
        [
            "period-reversed B1: the period ends in 2017, before it starts in 2020",
            "unknown-period B2: `FY20/21` is not understood as a period; the edition is kept under these words",
            "period-reversed B3: the period ends in 2017, before it starts in 2020",
            "period-mismatch B4: the period `2017-2020` was used, but the same row also says `2013`",
            "period-mismatch B5: the period `2021-2026` was used, but the same row also says `2016`",
        ]
    );
}

#[test]
fn an_undated_row_is_not_merged_into_a_dated_edition() {
    let (entries, problems) = run(vec![
        record(0, &[(Country, "Chile"), (PeriodCell, "2017-2020")]),
        record(1, &[(Country, "Chile")]),
        record(1, &[(Country, "Chile")]),
        record(2, &[(Country, "Peru")]),
    ]);
    assert_eq!(entries, ["CHL 2017-2020", "CHL undated", "CHL undated", "PER undated"]);
    // Whether they belong to a dated edition is for the comparison to say, which sees all rows.
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_hundred_thousand_rows_of_the_same_names_cost_little() {
    let names = ["Germany", "Czech Republic", "Côte d’Ivoire", "Germny", "Korea (Republic of)"];
    let records: Vec<_> = (0..100_000u32)
        .map(|row| record(row, &[(Country, names[row as usize % 5]), (PeriodCell, "2017-2020")]))
        .collect();
    let begin = std::time::Instant::now();
    let mut problems = Diagnostics::new();
    let entries = resolve(records, &Gazetteer::builtin(), &mut problems);
    assert_eq!(entries.len(), 80_000);
    assert_eq!(problems.counts(), BTreeMap::from([("unknown-country", 20_000)]));
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}
