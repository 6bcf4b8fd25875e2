use super::*;

#[test]
fn columns_are_named_as_spreadsheets_name_them() {
    let names = [0, 25, 26, 701, 702, 16383].map(column_name);
    assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    let back: Vec<_> = names.iter().filter_map(|name| column_index(name)).collect();
    assert_eq!(back, [0, 25, 26, 701, 702, 16383]);
    assert_eq!(["", "A1", "XFE", "AAAA", "Ä"].map(column_index), [None; 5]);
}

#[test]
fn codes_are_unique_and_kebab_case() {
    let codes: std::collections::BTreeSet<_> = Kind::ALL.iter().map(|k| k.code()).collect();
    assert!(codes.iter().all(|c| c.chars().all(|ch| ch.is_ascii_lowercase() || ch == '-')));
    assert_eq!(codes.len(), Kind::ALL.len());
}

#[test]
fn a_million_problems_of_a_kind_are_counted_and_not_kept() {
    let source = Arc::new(Source { file: "a.csv".into(), sheet: None });
    let mut all = Diagnostics::new();
    for _ in 0..2 {
        let mut some = Diagnostics::new();
        (0..1500).for_each(|row| some.push(Kind::UnknownCountry, &Place::cell(&source, row, 0), "x", ""));
        all.extend(some);
    }
    let sorted = all.sorted();
    assert_eq!(sorted[0].message, "2000 more problems of this kind are not listed one by one");
    assert_eq!(all.counts(), [("unknown-country", 3000)].into());
    assert_eq!(sorted.len(), 1001);
}

#[test]
fn a_problem_reads_as_the_design_says() {
    let source = Arc::new(Source { file: "round2.xlsx".into(), sheet: Some("Coverage".into()) });
    let mut all = Diagnostics::new();
    all.push(
        Kind::UnknownCountry,
        &Place::cell(&source, 16, 0),
        "`Germny` is not a country that this tool knows",
        "did you mean Germany (DEU)?",
    );
    assert_eq!(
        all.sorted()[0].to_string(),
        "warning[unknown-country]: `Germny` is not a country that this tool knows\n  \
         --> round2.xlsx, sheet `Coverage`, cell A17\n  hint: did you mean Germany (DEU)?"
    );
    assert!(all.any_loss());
}
