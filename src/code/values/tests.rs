use super::super::codebook::builtin;
use super::*;
use Level::{Addressed, Commitment, Mention, None, Unknown};

fn level(written: &str, key: Option<&str>) -> LevelWord {
    builtin().level(written, key)
}

#[test]
fn words_signs_and_numbers_have_their_levels() {
    let cases = [
        (Commitment, &["commitment", " Committed ", "ACTION", "Yes - commitment", "measure*"][..]),
        (Mention, &["mention", "Partial", "partly", "reference", "yes (mention)", "partial (see note)"]),
        (
            Addressed,
            &["yes", "Y", "✓", "✔", "✔\u{fe0f}", "TRUE", "addressed", "1", "1.0", "1,0", "yes, p. 12"],
        ),
        (None, &["no", "None", "not addressed", "✗", "false", "0", "0.0", "No."]),
        (
            Unknown,
            &["", " ", "n/a", "N.A.", "-", "–", "?", "TBC", "pending", "In development", "no data", "(n/a)"],
        ),
    ];
    for (expected, words) in cases {
        for word in words {
            assert_eq!(level(word, Option::None), LevelWord::Known(expected), "{word:?}");
        }
    }
}

#[test]
fn six_languages_have_their_words() {
    let cases = [
        (
            Commitment,
            "engagement|Engagements|mesure prévue|compromiso|Medida prevista|se compromete|Verpflichtung|Maßnahme|\
             MASSNAHME|geplant|compromisso|ação|Impegno|misura concreta",
        ),
        (
            Mention,
            "partiel|Partiellement|en partie|mentionné|mention seulement|parcial|mencionado|mención|Sólo mención|\
             teilweise|Erwähnung|nur erwähnt|erwaehnt|zum Teil|menção|em parte|parzialmente|menzione|in parte|◐|◕",
        ),
        (
            Addressed,
            "oui|OUI|abordé|abordée|totalement|Sí|si|abordado|ja|JA|vollständig|behandelt|sim|Sim.|sì|affrontato|\
             VRAI|WAHR|VERDADERO|VERO|VERDADEIRO|●|✓|✅|+|oui, p. 12|ja (S. 4)|sí p. 12|yes p.12",
        ),
        (
            None,
            "non|Aucune mention|non abordé|FAUX|sin mención|no mencionado|FALSO|nein|keine Erwähnung|nicht erwähnt|\
             FALSCH|não|sem menção|nessuna menzione|non affrontato|○|❌|no, p. 3",
        ),
        (
            Unknown,
            "s.o.|n.d.|N. d.|à confirmer|en cours d'élaboration|en cours d’élaboration|por confirmar|en elaboración|\
             sin datos|k. A.|k.A.|keine Angabe|in Entwicklung|noch nicht|a definir|em elaboração|da confermare|\
             in corso di elaborazione|n.v.t|n.v.t.|nicht kodiert|not yet coded|pas encore codé|…|...|—|???|☐|*",
        ),
    ];
    for (expected, words) in cases {
        for word in words.split('|') {
            assert_eq!(level(word, Option::None), LevelWord::Known(expected), "{word:?}");
        }
    }
}

#[test]
fn scores_need_a_scale_and_the_rest_is_not_guessed() {
    for word in ["2", "3", "2.0", "10", "1.5", "-1", "0.5", "2 (see note)"] {
        assert_eq!(level(word, Option::None), LevelWord::NoScale, "{word:?}");
    }
    for word in ["50%", "45 %", "0.45", "0,333", "33 Prozent", "50% (partial)"] {
        assert_eq!(level(word, Option::None), LevelWord::Percent, "{word:?}");
    }
    for word in [
        "yes/no",
        "no, yes",
        "1/2",
        "1; 2",
        "1,2",
        "1-2",
        "1 / 2",
        "oui et non",
        "sí o no",
        "ja und nein",
        "✓✗",
        "commitment/mention",
        "mention; commitment",
        "no (mention)",
        "Addressed / Not addressed",
        "Y/N",
        "sì e no",
    ] {
        assert_eq!(level(word, Option::None), LevelWord::Several, "{word:?}");
    }
    for word in [
        "x",
        "X",
        "banana",
        "no commitment",
        "1e9",
        "(yes)",
        "(x)",
        "(✓)",
        "++",
        "✓✓",
        "o",
        "O",
        "J",
        "ü",
        "û",
        "no, but the annex does",
        "yes (not explicitly)",
        "nein, aber Kapitel 3",
        "★★★",
        "🟢",
        "2019",
        "e",
        "see page 12",
        "kein Problem",
        "keine Verpflichtung",
        "\u{0}",
    ] {
        assert_eq!(level(word, Option::None), LevelWord::NotUnderstood, "{word:?}");
    }
    // The same twice is said once.
    assert_eq!(level("yes/yes", Option::None), LevelWord::Known(Addressed));
    assert_eq!(level("- / n/a", Option::None), LevelWord::Known(Unknown));
    // Beside its own words a number needs no key.
    assert_eq!(level("2 - commitment", Option::None), LevelWord::Known(Commitment));
    assert_eq!(level("1 (mention)", Option::None), LevelWord::Known(Mention));
    assert_eq!(level("mention (1)", Option::None), LevelWord::Known(Mention));
}

#[test]
fn a_range_says_that_there_is_a_scale_and_not_what_it_means() {
    for code in ["0", "1", "2"] {
        for range in ["0-2", "0–3", "0 to 2", "1 à 5"] {
            assert_eq!(level(code, Some(range)), LevelWord::NoScale, "{code} {range}");
        }
    }
    assert_eq!(level("yes", Some("0-2")), LevelWord::Known(Addressed));
}

#[test]
fn keys_in_six_languages_decide_and_their_negations_do_not_mislead() {
    for (key, expected) in [
        ("aucune mention", None),
        ("keine Erwähnung", None),
        ("sin mención", None),
        ("engagement explicite de l’État", Commitment),
        ("bloße Erwähnung im Kontext", Mention),
        ("compromiso concreto del Estado", Commitment),
        ("menzione generica", Mention),
    ] {
        assert_eq!(level("1", Some(key)), LevelWord::Known(expected), "{key}");
    }
    for key in
        ["keine Verpflichtung", "sans engagement", "sin compromiso", "sem compromisso", "nessun impegno"]
    {
        assert_eq!(level("1", Some(key)), LevelWord::NotUnderstood, "{key}");
    }
}

proptest::proptest! {
    #[test]
    fn any_code_is_read_without_a_panic(written in ".{0,20}", key in proptest::option::of(".{0,20}")) {
        let _ = level(&written, key.as_deref());
    }

    #[test]
    fn text_like_a_code_is_read_without_a_panic(written in "[0-9xyno✓✗+/;,.%() àé=-]{0,12}") {
        let _ = level(&written, Option::None);
    }
}

#[test]
fn the_sheet_s_key_decides() {
    assert_eq!(level("2", Some("commitment")), LevelWord::Known(Commitment));
    assert_eq!(level("x", Some("addressed")), LevelWord::Known(Addressed));
    assert_eq!(level("1", Some("Mentioned in passing")), LevelWord::Known(Mention));
    assert_eq!(level("3", Some("an explicit commitment by the state")), LevelWord::Known(Commitment));
    assert_eq!(level("2", Some("no commitment")), LevelWord::NotUnderstood);
    assert_eq!(level("2", Some("mentioned with a measure")), LevelWord::NotUnderstood);
}

#[test]
fn a_key_may_turn_a_yes_that_is_a_word_of_its_own() {
    for key in [
        "addressed by companies only",
        "theme is missing",
        "addressed in other policies",
        "to be addressed in the next NAP",
        "no reference in the plan",
        "not in the plan",
        "measures that were dropped",
        "recommended by the NHRI",
        "should be in the plan",
    ] {
        assert_eq!(level("yes", Some(key)), LevelWord::NotUnderstood, "{key}");
    }
    for key in ["the State will, shall or should act", "new or existing measures", "not only a mention"] {
        assert_eq!(level("commitment", Some(key)), LevelWord::Known(Commitment), "{key}");
    }
    for key in [
        "mentioned as what should be done",
        "existing or new steps",
        "the plan says something",
        "any reference, no matter how short",
        "addressed to a large extent",
    ] {
        assert_eq!(level("yes", Some(key)), LevelWord::Known(Addressed), "{key}");
    }
    // What a mention is, keys say by what it is not.
    for key in ["no commitment, but existing measures", "no concrete step"] {
        assert_eq!(level("partial", Some(key)), LevelWord::Known(Mention), "{key}");
    }
    assert_eq!(level("partial", Some("demanded by NGOs")), LevelWord::NotUnderstood);
    assert_eq!(level("no", Some("the chapter was not read")), LevelWord::NotUnderstood);
}

#[test]
fn beside_a_turned_yes_nobody_knows_what_a_no_is() {
    let codebook = builtin();
    let beside = |turned| {
        let mut seen = Seen::default();
        seen.turned |= turned;
        ["yes", "no", "0", "n/a", "mention"].map(|code| codebook.level_beside(code, Option::None, &seen))
    };
    use LevelWord::{Known, NotUnderstood};
    assert_eq!(
        beside(true),
        [Known(Addressed), NotUnderstood, NotUnderstood, Known(Unknown), Known(Mention)]
    );
    assert_eq!(beside(false), [Known(Addressed), Known(None), Known(None), Known(Unknown), Known(Mention)]);
}
