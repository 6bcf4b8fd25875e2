//! Templates, languages, groups, the workbook: what a user changes without programming.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use crate::support::{Ran, Run, expect_text, root};
use crate::tree::tree_text;

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="240" height="60"><rect width="240" height="60" fill="#083D56"/></svg>"##;

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The sample inputs through a template in a folder of its own.
fn with_template(files: &[(&str, &str)]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    let template = folder.path().join("templates/own");
    Run::build()
        .arg("--template")
        .arg(&template)
        .args(&["--reports", "comparison", "--format", "pdf"])
        .finish()
}

/// The tag trees of the comparison in French and Spanish: what a listener hears of the same small set of plans.
#[test]
fn reports_speak_three_languages() {
    let sums = regex::Regex::new("\"[0-9a-f]{12}\"").unwrap();
    for lang in ["fr", "es"] {
        let ran = Run::build()
            .arg(root().join("tests/cases/several_editions/inputs"))
            .args(&["--lang", lang, "--format", "pdf,json"])
            .finish();
        let text = tree_text(&ran.read("comparison.pdf"));
        let text = sums.replace_all(&text, "\"<sum>\"").into_owned();
        expect_text(&root().join(format!("tests/trees/comparison_{lang}.txt")), &text);
        assert_eq!(ran.json("coverage.json")["settings"]["lang"], lang);
        // What the tool itself says holds no English: words that only the English messages have.
        for page in ["comparison.pdf", "countries/DEU.pdf", "themes/remedy.pdf"] {
            let text = tree_text(&ran.read(page));
            for english in ["Commitment", "Not found", "Coverage", "Source cell", "What was found", "Unknown"]
            {
                assert!(!text.contains(english), "{lang} {page} says `{english}`:\n{text}");
            }
        }
    }
}

/// Every language gives the same figures.
#[test]
fn figures_do_not_depend_on_the_language() {
    let shares = |lang: &str| {
        Run::build().args(&["--lang", lang, "--format", "json"]).finish().json("coverage.json")["headline"]
            .clone()
    };
    let english = shares("en");
    assert_eq!((shares("fr"), shares("es")), (english.clone(), english));
}

#[test]
fn a_language_can_be_added_as_a_file_and_an_unknown_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[("templates/words.de.ftl", "h-found = Was gefunden wurde\nlevel-commitment = Zusage\n")],
    );
    let german = Run::build()
        .args(&["--lang", "de", "--reports", "comparison", "--format", "pdf"])
        .arg(root().join("inputs"))
        .in_folder(folder.path())
        .finish()
        .expect_status(0);
    let text = tree_text(&german.read("comparison.pdf"));
    assert!(text.contains("Was gefunden wurde") && text.contains("Zusage"), "{text}");
    // What the file lacks is said in English.
    assert!(text.contains("Coverage by country"), "{text}");
    let unknown = Run::build().args(&["--lang", "xx"]).finish().expect_status(1);
    assert!(
        unknown.stderr.contains("no words in the language `xx`; there are en, es, fr"),
        "{}",
        unknown.stderr
    );
    assert!(unknown.files().is_empty());
}

/// A section, a logo, a group, a colour and a line of classification with Markdown and TOML alone.
#[test]
fn a_template_of_ones_own() {
    let ran = with_template(&[
        (
            "templates/own/template.toml",
            "version = 1\ntitle = \"Digital rights in NAPs\"\npublisher = \"Ministry of Examples\"\n\
             classification = \"Restricted\"\nfooter = \"Internal\"\n[page]\nsize = \"Letter\"\n[look]\naccent = \"#7A1F3D\"\n\
             logo = \"logo.svg\"\n",
        ),
        ("templates/own/logo.svg", LOGO),
        (
            "templates/own/comparison.md",
            "```title\n```\n\n## Why this matters {#why}\n\n{{ plans }} plans were read; **{{ themes[0].share }}** address \
             {{ themes[0].phrase }}. See [the table](#matrix).\n\n1. first\n2. second\n\n\
             {% for group in groups %}\n- {{ group.name }}: {{ group.shares.ict }}\n{% endfor %}\n\n\
             ## Table {#matrix}\n\n```matrix\n```\n",
        ),
        (
            "templates/own/groups.toml",
            "version = 1\n[[group]]\nid = \"ours\"\nname = \"Our *programme* countries\"\nmembers = [\"COL\", \"KEN\"]\n",
        ),
    ])
    .expect_status(0);
    let bytes = ran.read("comparison.pdf");
    let text = tree_text(&bytes);
    for wanted in [
        "Figure alt=\"Ministry of Examples\"",
        "P \"Restricted\"",
        "H1 \"Digital rights in NAPs\"",
        "H2 \"Why this matters\"",
        "16 plans were read; 10 of 16 (63%) address the ICT and electronics sector.",
        "Link \"the table\"",
        "Lbl \"2.\"",
        "Our *programme* countries: 1 of 2",
    ] {
        assert!(text.contains(wanted), "no {wanted} in\n{text}");
    }
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let (_, page) = file.get_pages().into_iter().next().unwrap();
    let media = file.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
    let size: Vec<f32> = media.iter().map(|side| side.as_float().unwrap()).collect();
    assert_eq!(size[2..], [612.0, 792.0]);
    let accent = ".478 .122 .239 rg";
    let content = String::from_utf8_lossy(&file.get_page_content(page)).into_owned();
    assert!(content.contains(accent), "the accent is not drawn");
}

/// A heading over a chart that has no data is left out with it.
#[test]
fn no_heading_stands_over_nothing() {
    let page = "```title\n```\n\n## Lonely {#a}\n\n```chart change\n```\n\n## Kept {#b}\n\n```chart change\n```\n\ntext\n\n\
                ## Last\n\n```chart change\n```\n";
    let ran = with_template(&[
        ("templates/own/template.toml", "version = 1\n"),
        ("templates/own/comparison.md", page),
    ]);
    let text = tree_text(&ran.expect_status(0).read("comparison.pdf"));
    assert!(text.contains("H2 \"Kept\"") && !text.contains("Lonely") && !text.contains("Last"), "{text}");
}

/// Fonts of one's own set the report; what they are not allowed or not able to do is told.
#[test]
fn fonts_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let page = "```title\n```\n\nOne **two** *three*\n";
    let toml = "version = 1\n[fonts]\nregular = \"mine.ttf\"\n";
    write(folder.path(), &[("own/comparison.md", page), ("own/template.toml", toml)]);
    fs::write(folder.path().join("own/mine.ttf"), dejavu::sans_mono::regular()).unwrap();
    let run = || {
        Run::build()
            .arg("--template")
            .arg(folder.path().join("own"))
            .args(&["--reports", "comparison", "--format", "pdf"])
            .finish()
    };
    let bytes = run().expect_status(0).read("comparison.pdf");
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let fonts: Vec<String> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    assert!(fonts.iter().all(|name| name.contains("+Own")) && fonts.len() >= 3, "{fonts:?}");
    assert!(tree_text(&bytes).contains("One two three"));
    for (file, why) in
        [(&b"no font"[..], "it is no font"), (&notosans::REGULAR_TTF[..30_000], "its file is cut off")]
    {
        fs::write(folder.path().join("own/mine.ttf"), file).unwrap();
        let ran = run().expect_status(1);
        assert!(ran.stderr.contains(why) && ran.stderr.contains("template.toml, line 3"), "{}", ran.stderr);
    }
    fs::write(folder.path().join("own/template.toml"), "version = 1\n[fonts]\nfamily = \"No Such Family\"\n")
        .unwrap();
    let ran = run().expect_status(1);
    assert!(ran.stderr.contains("no family of this name is on the system"), "{}", ran.stderr);
}

/// Text from cells is data, whatever Markdown or expressions it looks like.
#[test]
fn cells_are_never_markdown_or_expressions() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[
            (
                "inputs/a.csv",
                "Country,Period,Passage\nFinland,2020,\"```matrix ``` {{ plans }} {% raw %} <b>*x*</b> [a](http://x.org) telecommunications will be regulated.\"\n",
            ),
            ("templates/countries.toml", "[names]\nFIN = \"*Fin* {{ land }} `x`\"\n"),
        ],
    );
    let ran = Run::build().arg(folder.path().join("inputs")).in_folder(folder.path()).finish();
    let text = tree_text(&ran.read("countries/FIN.pdf"));
    assert!(text.contains("{{ plans }} {% raw %} <b>*x*</b> [a](http://x.org)"), "{text}");
    assert!(text.contains("*Fin* {{ land }} `x`"), "{text}");
}

#[test]
fn a_wrong_template_is_told_at_its_line_and_nothing_is_written() {
    let told = |files: &[(&str, &str)]| {
        let ran = with_template(files).expect_status(1);
        assert!(ran.files().is_empty());
        ran.stderr
    };
    let toml = ("templates/own/template.toml", "version = 1\n[look]\naccent = \"#EEEEEE\"\n");
    let page = (
        "templates/own/comparison.md",
        "```title\n```\n\n{{ planz }}\n\n```matrxi\n```\n\n```chart heatmpa\n```\n",
    );
    let stderr = told(&[toml, page]);
    for wanted in [
        "has a contrast of 1.2 to white paper",
        "templates/own/template.toml, line 3",
        "`planz` is no variable of this page",
        "templates/own/comparison.md, line 4",
        "did you mean `plans`?",
        "`matrxi` is no part of this page",
        "templates/own/comparison.md, line 6",
        "did you mean `heatmap`?",
    ] {
        assert!(stderr.contains(wanted), "no {wanted} in\n{stderr}");
    }
    // What shows only with data: a message that is not there, a value within a variable, a loop without end.
    let right = ("templates/own/template.toml", "version = 1\n");
    for (page, wanted) in [
        ("one\n\n{{ t(\"h-fuond\") }}\n", "line 3"),
        ("{{ themes[0].shrae }}\n", "line 1"),
        ("## Why {#why}\n\nSee [there](#wyh).\n", "`#wyh` is no heading of this page"),
        (
            "{% for a in range(5000) %}{% for b in range(5000) %}{{ a }}{% endfor %}{% endfor %}",
            "comparison.md",
        ),
        (
            "{% for theme in themes %}\n```chart {{ theme.id }}\n```\n{% endfor %}\n",
            "`ict` is no chart of this page",
        ),
    ] {
        let stderr = told(&[right, ("templates/own/comparison.md", page)]);
        assert!(stderr.contains("error[bad-template]") && stderr.contains(wanted), "{stderr}");
    }
    let missing = Run::build().args(&["--template", "breifing"]).finish().expect_status(1);
    assert!(missing.stderr.contains("no template `breifing`"), "{}", missing.stderr);
}

#[test]
fn both_templates_make_all_reports() {
    let full = Run::build().args(&["--format", "pdf"]).finish().expect_status(0);
    let brief = Run::build().args(&["--template", "briefing", "--format", "pdf"]).finish().expect_status(0);
    assert_eq!(full.files(), brief.files());
    let pages = |ran: &Ran| lopdf::Document::load_mem(&ran.read("comparison.pdf")).unwrap().get_pages().len();
    assert_eq!(pages(&brief), 2, "a briefing is two pages");
    assert!(pages(&full) > 8);
}

#[test]
fn init_makes_a_folder_that_builds() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("reports");
    let name = made.to_str().unwrap();
    Run::command(&["init", name]).finish().expect_status(0);
    let again = Run::command(&["init", name]).finish().expect_status(1);
    assert!(again.stderr.contains("is not empty"), "{}", again.stderr);
    let built = Run::build().args(&["--template", "own"]).in_folder(&made).finish().expect_status(0);
    assert_eq!(built.json("run.json")["settings"]["template"], "own");
    let sample = Run::build().finish().expect_status(0);
    assert_eq!(tree_text(&built.read("comparison.pdf")), tree_text(&sample.read("comparison.pdf")));
}

#[test]
fn template_show_lists_what_pages_may_use() {
    let shown = Run::command(&["template", "show"]).finish().expect_status(0).stdout;
    for wanted in
        ["# comparison.md", "# country.md", "# theme.md", "themes", "chart-data", "timeline", "against"]
    {
        assert!(shown.contains(wanted), "no {wanted} in\n{shown}");
    }
    let list = Run::command(&["template", "list"]).finish().expect_status(0).stdout;
    assert!(list.starts_with("full  ") && list.contains("\nbriefing  "), "{list}");
}

/// The workbook says what the CSV says, in cells that run nothing.
#[test]
fn the_workbook_holds_coverage_evidence_problems_and_codebook() {
    let ran = Run::build()
        .arg(root().join("tests/cases/formulas_and_hostile_text/inputs"))
        .args(&["--format", "csv,xlsx"])
        .finish();
    let bytes = ran.read("coverage.xlsx");
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Coverage", "Evidence", "Problems", "Codebook"]);
    let evidence = book.worksheet_range("Evidence").unwrap();
    let text = ran.text("coverage.csv");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap).collect();
    assert_eq!(evidence.height() - 1, rows.len());
    for (row, record) in evidence.rows().skip(1).zip(&rows) {
        let cell = |at: usize| row.get(at).map(ToString::to_string).unwrap_or_default();
        assert_eq!((cell(1), cell(10), cell(12)), (record[0].into(), record[13].into(), record[14].into()));
        assert_eq!((cell(13), cell(14)), (record[15].into(), record[16].into()));
        assert!(
            row.iter().all(|cell| matches!(cell, Data::String(_) | Data::Float(_) | Data::Empty)),
            "{row:?}"
        );
    }
    for name in ["Coverage", "Evidence", "Problems", "Codebook"] {
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name} runs something");
    }
}

#[test]
fn charts_are_written_as_svg_and_png() {
    let ran = Run::build()
        .args(&["--charts", "svg,png", "--format", "json", "--lang", "fr"])
        .finish()
        .expect_status(0);
    let files = ran.files();
    for name in [
        "heatmap",
        "levels-by-theme",
        "map",
        "themes-by-group",
        "themes-by-region",
        "timeline",
        "together",
        "by-year",
    ] {
        assert!(files.contains(&format!("charts/{name}.svg")), "{files:?}");
        let png = ran.read(&format!("charts/{name}.png"));
        assert!(png.starts_with(b"\x89PNG"), "{name}");
        let width = u32::from_be_bytes(png[16..20].try_into().unwrap());
        assert!(width > 1500, "{name} is {width} pixels wide");
    }
    assert!(ran.text("charts/levels-by-theme.svg").contains("Engagement"));
}

/// Many plans: what one page does not hold goes on in a further chart, and nothing is lost.
#[test]
fn two_hundred_countries() {
    let folder = tempfile::tempdir().unwrap();
    let names = fs::read_to_string(root().join("src/resolve/countries.csv")).unwrap();
    let mut sheet = String::from("ISO3,Period,ICT,AI,Privacy,Remedy\n");
    let levels = ["commitment", "mention", "none", ""];
    for (at, line) in names.lines().skip(1).take(200).enumerate() {
        let level = |by: usize| levels[(at / by) % 4];
        sheet.push_str(&format!(
            "{},{}-{},{},{},{},{}\n",
            &line[..3],
            2010 + at % 15,
            2015 + at % 15,
            level(1),
            level(3),
            level(7),
            level(2)
        ));
        if at % 5 == 0 {
            sheet.push_str(&format!(
                "{},{}-{},{},{},{},{}\n",
                &line[..3],
                2003 + at % 5,
                2007 + at % 5,
                level(2),
                level(5),
                level(1),
                level(3)
            ));
        }
    }
    write(folder.path(), &[("inputs/many.csv", &sheet)]);
    for template in ["full", "briefing"] {
        let ran = Run::build()
            .arg(folder.path().join("inputs"))
            .args(&[
                "--template",
                template,
                "--reports",
                "comparison",
                "--charts",
                "svg",
                "--format",
                "pdf,json",
            ])
            .finish();
        let countries = ran.json("run.json")["counts"]["countries"].as_u64().unwrap();
        assert!(countries > 190, "{countries}");
        let text = tree_text(&ran.read("comparison.pdf"));
        assert!(text.matches("Figure alt=").count() >= 4, "{text}");
        let files = ran.files();
        assert!(files.contains(&"charts/heatmap-2.svg".to_owned()), "{files:?}");
        assert!(files.contains(&"charts/timeline-5.svg".to_owned()), "{files:?}");
        assert!(files.contains(&"charts/change-2.svg".to_owned()), "{files:?}");
    }
}
