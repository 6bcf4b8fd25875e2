//! Forms that people write, and forms that must not be guessed at.

use proptest::prelude::*;

use super::*;

const FORMS: [(&str, &str); 120] = [
    ("2017-2020", "2017-2020"),
    ("2017 - 2020", "2017-2020"),
    ("2017–2020", "2017-2020"),
    ("2017—2020", "2017-2020"),
    ("2017 to 2020", "2017-2020"),
    ("2017/2020", "2017-2020"),
    ("2017 until 2020", "2017-2020"),
    ("2017 through 2020", "2017-2020"),
    ("2017 à 2020", "2017-2020"),
    ("2017 a 2020", "2017-2020"),
    ("2017 bis 2020", "2017-2020"),
    ("de 2017 à 2020", "2017-2020"),
    ("von 2017 bis 2020", "2017-2020"),
    ("del 2017 al 2020", "2017-2020"),
    ("2017 hasta 2020", "2017-2020"),
    ("from 2017 to 2020", "2017-2020"),
    ("between 2017 and 2020", "2017-2020"),
    ("entre 2017 et 2020", "2017-2020"),
    ("2017-20", "2017-2020"),
    ("2017–20", "2017-2020"),
    ("2020/23", "2020-2023"),
    ("2014-open", "2014-open"),
    ("2014 – present", "2014-open"),
    ("2014 - open-ended", "2014-open"),
    ("2014 – ongoing", "2014-open"),
    ("2014 (ongoing)", "2014-open"),
    ("2014 to date", "2014-open"),
    ("from 2014", "2014-open"),
    ("2014 onwards", "2014-open"),
    ("from 2014 onwards", "2014-open"),
    ("since 2014", "2014-open"),
    ("as of 2014", "2014-open"),
    ("depuis 2014", "2014-open"),
    ("à partir de 2014", "2014-open"),
    ("desde 2014", "2014-open"),
    ("seit 2014", "2014-open"),
    ("ab 2014", "2014-open"),
    ("2014-", "2014-open"),
    ("2014 –", "2014-open"),
    ("2014+", "2014-open"),
    ("2014 - en cours", "2014-open"),
    ("2014, no end date", "2014-open"),
    ("2017", "2017"),
    (" 2017 ", "2017"),
    ("2017*", "2017"),
    ("2017 (1)", "2017"),
    ("(2017)", "2017"),
    ("2017.0", "2017"),
    ("2017-2017", "2017"),
    ("adopted 2017", "2017"),
    ("Adopted in June 2017", "2017"),
    ("June 2017", "2017"),
    ("Jun. 2017", "2017"),
    ("1 June 2017", "2017"),
    ("June 1st, 2017", "2017"),
    ("1er juin 2017", "2017"),
    ("1 de junio de 2017", "2017"),
    ("autumn 2014", "2014"),
    ("Q3 2014", "2014"),
    ("06/2017", "2017"),
    ("01/06/2017", "2017"),
    ("2017-06-01", "2017"),
    ("2017-06-01T00:00:00", "2017"),
    ("2017-06-01 00:00:00", "2017"),
    ("01/06/2017 - 31/12/2020", "2017-2020"),
    ("01.06.2017-31.12.2020", "2017-2020"),
    ("2017-06-01/2020-05-31", "2017-2020"),
    ("June 2017 – May 2020", "2017-2020"),
    ("du 1er janvier 2017 au 31 décembre 2020", "2017-2020"),
    ("2020-2022 (2nd NAP)", "2020-2022"),
    ("NAP 2 (2020-2022)", "2020-2022"),
    ("2nd NAP 2020-2022", "2020-2022"),
    ("National Action Plan 2020–2022", "2020-2022"),
    ("Phase 1: 2020-2022", "2020-2022"),
    ("Period: 2020-2022", "2020-2022"),
    ("", "undated"),
    ("-", "undated"),
    ("?", "undated"),
    ("n/a", "undated"),
    ("TBC", "undated"),
    ("no date", "undated"),
    ("undated", "undated"),
    ("sans date", "undated"),
    ("not specified", "undated"),
    ("2017 al 2020", "2017-2020"),
    ("dal 2017 al 2020", "2017-2020"),
    ("2017 até 2020", "2017-2020"),
    ("de 2017 a 2020", "2017-2020"),
    ("zwischen 2017 und 2020", "2017-2020"),
    ("tra il 2017 e il 2020", "2017-2020"),
    ("Laufzeit 2017–2020", "2017-2020"),
    ("seit 2016", "2016-open"),
    ("ab 2019", "2019-open"),
    ("desde 2018", "2018-open"),
    ("depuis 2017", "2017-open"),
    ("dal 2018", "2018-open"),
    ("en vigueur depuis 2017", "2017-open"),
    ("2017, en vigueur", "2017-open"),
    ("2016 – laufend", "2016-open"),
    ("2017 - in corso", "2017-open"),
    ("2018 (em vigor)", "2018-open"),
    ("2018 – em curso", "2018-open"),
    ("aktualisiert 2021", "2021"),
    ("updated 2021", "2021"),
    ("2. NAP 2021", "2021"),
    ("II PAN (2021-2023)", "2021-2023"),
    ("2º PAN 2021", "2021"),
    ("zweiter Aktionsplan 2020-2023", "2020-2023"),
    ("secondo piano 2021-2026", "2021-2026"),
    ("verabschiedet 2016", "2016"),
    ("dezembro de 2016", "2016"),
    ("giugno 2017 – giugno 2020", "2017-2020"),
    ("1º de junho de 2017", "2017"),
    ("März 2017", "2017"),
    ("June 2017 – June 2020", "2017-2020"),
    ("Q3 2019", "2019"),
    ("2019-05-31", "2019"),
    ("k. A.", "undated"),
    ("sem data", "undated"),
    ("da confermare", "undated"),
];

#[test]
fn periods_are_read_as_people_write_them() {
    let read = |text: &str| match parse(text) {
        Ok(Written { period, in_development: false }) => period.to_string(),
        other => format!("{other:?}"),
    };
    let wrong: Vec<_> = FORMS
        .iter()
        .map(|(text, period)| (*text, *period, read(text)))
        .filter(|(_, period, read)| period != read)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_not_clearly_a_period_keeps_its_words() {
    for text in [
        "17-20",
        "2010-12",
        "2017-06",
        "2017-17",
        "FY2020/21 – 2022/23",
        "2020/21 – 2022/23",
        "2017, 2021",
        "Adopted 2016, updated 2020",
        "FY 2019/20",
        "bis 2025",
        "zweiter Aktionsplan",
        "2º PAN",
        "II PAN",
        "laufend",
        "2017 and 2021",
        "2016 (updated 2018)",
        "ca. 2017",
        "~2017",
        "2017?",
        "2014 -?",
        "until 2020",
        "- 2020",
        "1789",
        "3017",
        "42917",
        "2nd NAP",
        "third edition",
        "17-2020",
        "31/31/2017",
        "2014…",
        "hello",
        "201",
        "20170601",
        "2017-2018-2019",
        "open",
        "in 3 years",
        "2017 (current)",
        "Yes",
        "=1+1",
        "\u{7}",
    ] {
        let raw = text.replace('\u{7}', "");
        match parse(text) {
            Err(PeriodError::Unknown(kept)) => assert_eq!(kept, raw, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    let long = "word ".repeat(35);
    let Err(PeriodError::Unknown(kept)) = parse(&long) else { panic!("taken") };
    assert_eq!(kept.chars().count(), 81);
    assert!(parse(&"9".repeat(100_000)).is_err());
}

#[test]
fn a_reversed_period_is_an_error_of_its_own() {
    for text in ["2020-2017", "from 2020 to 2017", "31/12/2020 - 01/01/2017"] {
        assert_eq!(parse(text), Err(PeriodError::Reversed { start: 2020, end: 2017 }), "{text}");
    }
    let message = PeriodError::Reversed { start: 2020, end: 2017 }.to_string();
    assert_eq!(message, "the period ends in 2017, before it starts in 2020");
}

#[test]
fn a_plan_that_is_not_there_yet_is_told_apart() {
    for (text, period) in [
        ("in development", "in development"),
        ("NAP still in development", "NAP still in development"),
        ("Draft", "Draft"),
        ("draft 2024", "2024"),
        ("2025 (draft)", "2025"),
        ("forthcoming 2025-2028", "2025-2028"),
        ("expected by mid 2025 or so", "expected by mid 2025 or so"),
        ("in progress", "in progress"),
        ("en cours d’élaboration", "en cours d’élaboration"),
        ("en elaboración", "en elaboración"),
        ("in Entwicklung", "in Entwicklung"),
        ("em elaboração", "em elaboração"),
        ("in corso di elaborazione", "in corso di elaborazione"),
        ("Entwurf 2024", "2024"),
        ("in corso", "in corso"),
        ("under development (since 2019)", "2019-open"),
    ] {
        let written = parse(text).unwrap();
        assert!(written.in_development, "{text}");
        assert_eq!(written.period.to_string(), period);
    }
}

#[test]
fn years_in_columns_of_their_own_make_a_period() {
    for (start, end, period) in [
        (Some("2017"), Some("2020"), "2017-2020"),
        (Some("2017"), None, "2017"),
        (Some("2017"), Some("-"), "2017"),
        (Some("2014"), Some("open"), "2014-open"),
        (Some("2014"), Some("present"), "2014-open"),
        (Some("2014-06-01"), Some("2016-12-31"), "2014-2016"),
        (Some("2017-2020"), None, "2017-2020"),
        (Some("since 2017"), Some("2020"), "2017-2020"),
        (None, None, "undated"),
        (Some("tbc"), Some("tbc"), "undated"),
    ] {
        let read = from_columns(start, end).map(|written| written.period.to_string());
        assert_eq!(read, Ok(period.to_owned()), "{start:?} {end:?}");
    }
    let unknown = |text: &str| Err(PeriodError::Unknown(text.to_owned()));
    assert_eq!(from_columns(None, Some("2020")), unknown("? to 2020"));
    assert_eq!(from_columns(Some("soon"), Some("2020")), unknown("soon to 2020"));
    assert_eq!(from_columns(Some("2017-2020"), Some("2019")), unknown("2017-2020 to 2019"));
    assert_eq!(
        from_columns(Some("2020"), Some("2017")),
        Err(PeriodError::Reversed { start: 2020, end: 2017 })
    );
    assert!(from_columns(Some("in development"), None).is_ok_and(|written| written.in_development));
}

#[test]
fn a_status_says_whether_the_plan_is_there() {
    for text in [
        "In development",
        "Draft under consultation",
        "NAP in development",
        "en cours d'élaboration",
        "Planned",
    ] {
        assert!(is_not_yet(text) && !is_no_plan(text), "{text}");
    }
    for text in ["No NAP", "none", "Pas de PAN", "no plan yet"] {
        assert!(is_no_plan(text) && !is_not_yet(text), "{text}");
    }
    for text in [
        "Adopted",
        "Adopted, update planned",
        "Published",
        "Expired",
        "No longer in force",
        "final",
        "Yes",
        "2017",
    ] {
        assert!(!is_no_plan(text) && !is_not_yet(text), "{text}");
    }
    for text in [
        "Adopted",
        "Adopted 2017, update planned",
        "Draft 2015, adopted 2017",
        "Published after a long consultation",
        "Approved by cabinet, awaiting publication",
        "No longer in force",
        "Adopted 2017, not published in English",
        "Adopted, not renewed",
        "Yes (2nd edition)",
    ] {
        assert!(is_there(text) && is_status(text), "{text}");
    }
    for text in [
        "Never adopted",
        "Drafted but never adopted",
        "Not published",
        "Non adopté",
        "Nicht verabschiedet",
        "Draft published",
        "Adopted as draft",
        "Adoption expected 2027",
        "Launch planned 2027",
        "Process launched",
        "Y (draft)",
    ] {
        assert!(!is_there(text), "{text}");
    }
    assert!(!is_status("Done") && !is_status("Ana"));
}

proptest! {
    #[test]
    fn any_text_is_parsed_without_a_panic(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn text_like_a_period_is_parsed_without_a_panic(text in "[0-9a-z /.,:()–+?T\\-]{0,40}", end in "[0-9a-z -]{0,12}") {
        let _ = parse(&text);
        let _ = from_columns(Some(&text), Some(&end));
    }

    #[test]
    fn what_is_told_at_a_glance_is_what_reading_says(
        text in "([0-9０-９²③㏠]{1,5}|20[12][0-9]|to|from|draft|open|[ a-zé/–.-]){0,6}",
    ) {
        let read = parse(&text).is_ok_and(|written| written.period.is_dated());
        prop_assert_eq!(is_dated(&text), read, "{}", text);
    }

    #[test]
    fn what_is_displayed_reads_back(start in 1990u16..=2100, length in 1u16..40, kind in 0..4) {
        let end = start.saturating_add(length).min(2100);
        let period = match kind {
            0 => Period { start: Some(start), end: End::NotStated, raw: String::new() },
            1 => Period { start: Some(start), end: End::Open, raw: String::new() },
            2 if end > start => Period { start: Some(start), end: End::Year(end), raw: String::new() },
            _ => Period::undated(),
        };
        prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
    }

    #[test]
    fn words_that_were_kept_are_kept_again(text in "[a-zA-Z0-9 ?]{1,30}") {
        if let Err(PeriodError::Unknown(raw)) = parse(&text) {
            prop_assert_eq!(parse(&raw), Err(PeriodError::Unknown(raw.clone())));
            prop_assert_eq!(Period::in_words(&raw).to_string(), raw);
        }
    }
}
