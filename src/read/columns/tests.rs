//! The words of a vocabulary, and what they make of a header.

use super::*;

/// The shipped vocabulary with the four themes and labels such as a codebook has.
pub(in crate::read) fn builtin() -> Vocabulary {
    let themes: Vec<(String, Vec<String>)> = [
        ("ict", &["ICT", "ICT and electronics", "Information and communication technologies"][..]),
        ("ai", &["AI", "Artificial intelligence", "Intelligence artificielle"]),
        ("privacy", &["Privacy", "Data protection", "Privacy and personal data"]),
        ("remedy", &["Remedy", "Access to remedy", "Acceso a la reparación"]),
    ]
    .map(|(id, labels)| (id.to_owned(), labels.iter().map(|l| (*l).to_owned()).collect()))
    .into();
    let mut problems = Diagnostics::new();
    let vocabulary =
        Vocabulary::from_toml(Vocabulary::builtin_text(), "templates/columns.toml", &mut problems);
    assert_eq!(problems.sorted(), []);
    vocabulary.unwrap().with_themes(&themes)
}

#[test]
fn headers_as_people_write_them() {
    use Meaning::{Country, Document, Iso, Level, Note, Page, Passage, Period, Section, Statement, Theme};
    let vocabulary = builtin();
    for (header, meaning) in [
        ("Country", Country),
        ("COUNTRY:", Country),
        ("Country¹", Country),
        ("Country / Pays", Country),
        ("Pays", Country),
        ("País", Country),
        ("ISO3", Iso),
        ("ISO 3166-1 alpha-3 code", Iso),
        ("Code pays", Iso),
        ("Period covered", Period),
        ("Theme", Theme),
        ("Level\n(0–2)", Level),
        ("Score (0 to 3)", Level),
        ("p.", Page),
        ("Page(s)", Page),
        ("Excerpt from the NAP", Passage),
        ("Texte", Passage),
        ("source_statement", Statement),
        ("Source", Document),
        ("Section / chapter", Section),
        ("Remarks*", Note),
    ] {
        assert_eq!(vocabulary.column(header), Some(Column::Field(meaning)), "{header}");
    }
}

#[test]
fn themes_as_headers() {
    let vocabulary = builtin();
    for (header, theme) in [
        ("ICT", "ict"),
        ("Artificial intelligence (AI)", "ai"),
        ("Privacy & data protection", "privacy"),
        ("Access to remedy", "remedy"),
        ("ICT (0-2)", "ict"),
        ("Theme 1: ICT", "ict"),
        ("Accès: Intelligence\nartificielle", "none"),
        ("ACCESO A LA REPARACION", "remedy"),
        ("ICT and AI", "none"),
        ("Is ICT mentioned?", "ict"),
        ("Does the NAP address AI?", "ai"),
    ] {
        let expected = (theme != "none").then(|| Column::Theme(Arc::from(theme)));
        assert_eq!(vocabulary.column(header), expected, "{header}");
    }
}

#[test]
fn a_header_that_denies_is_no_theme() {
    let vocabulary = builtin();
    for header in
        ["No reference to AI", "No AI", "AI - No", "Is there no reference to ICT?", "No aborda AI o AI"]
    {
        assert_eq!(vocabulary.theme(header), None, "{header}");
    }
    for header in ["AI (yes/no)", "AI Y/N", "Q No. 3: AI", "AI: oui ou non", "AI - Yes"] {
        assert_eq!(vocabulary.theme(header).as_deref(), Some("ai"), "{header}");
    }
}

#[test]
fn texts_beside_the_codes_of_a_theme() {
    let vocabulary = builtin();
    for (header, theme, meaning) in [
        ("AI quote", "ai", Meaning::Passage),
        ("Page (privacy)", "privacy", Meaning::Page),
        ("Notes on access to remedy", "remedy", Meaning::Note),
    ] {
        assert_eq!(vocabulary.column(header), Some(Column::Detail(Arc::from(theme), meaning)), "{header}");
    }
}

#[test]
fn a_header_of_two_meanings_or_none_is_not_guessed() {
    let vocabulary = builtin();
    for header in ["Page/section", "Colour", "", "—", "Year of the moon"] {
        assert_eq!(vocabulary.column(header), None, "{header}");
    }
}

#[test]
fn furniture_and_titles_of_keys() {
    let vocabulary = builtin();
    for text in
        ["Total", "TOTAL (n = 16)", "n = 16", "Note: read by two coders", "Source : ministère", "Notes"]
    {
        assert!(vocabulary.is_furniture(text), "{text}");
    }
    assert!(!vocabulary.is_furniture("Norway") && !vocabulary.is_furniture("Niger"));
    assert!(vocabulary.is_key_title("Legend:") && !vocabulary.is_key_title("Kenya"));
}

#[test]
fn wrong_lines_are_told_and_the_rest_is_kept() {
    let mut problems = Diagnostics::new();
    let text =
        "[columns]\ncountry = [\"country\", \"land\"]\ncolour = [\"colour\"]\niso = [\"land\", \"--\"]\n";
    let vocabulary = Vocabulary::from_toml(text, "columns.toml", &mut problems).unwrap();
    assert_eq!(vocabulary.column("Land"), Some(Column::Field(Meaning::Country)));
    let told: Vec<_> =
        problems.sorted().into_iter().map(|p| (p.kind, p.place.unwrap().spot_name(), p.message)).collect();
    assert_eq!(
        told,
        [
            (Kind::BadTemplate, "line 3".into(), "`colour` is no meaning of a column".into()),
            (Kind::BadTemplate, "line 4".into(), "`--` holds no letter or digit".into()),
            (Kind::BadTemplate, "line 4".into(), "`land` is listed under two meanings".into()),
        ]
    );
}

#[test]
fn text_that_is_no_toml_is_told_at_its_line() {
    let mut problems = Diagnostics::new();
    assert!(Vocabulary::from_toml("[columns]\ncountry = [\n=", "c.toml", &mut problems).is_none());
    assert_eq!(problems.sorted()[0].place.as_ref().unwrap().spot_name(), "line 3");
}
