//! What each stage takes, by itself: `cargo bench`, or `cargo bench -- render` for some of them.
//!
//! The plans are invented, the same every time: 200 countries, four themes, 2,000 passages.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use nap_report::code::{self, Codebook, Coded, Theme};
use nap_report::compare::{self, Coverage, Editions, Question};
use nap_report::diagnostic::Diagnostics;
use nap_report::pdf::{FontMeasure, Press};
use nap_report::read::{self, Asked, Limits, Reading, Vocabulary};
use nap_report::report::block::{Document, Logo};
use nap_report::report::{self, Files, FontWish, Material, Subject, Template, Words};
use nap_report::resolve::{self, Gazetteer};

fn main() {
    divan::main();
}

/// Sentences that earn a commitment, a mention, or nothing.
const SAYS: [&str; 5] = [
    "The Government will publish guidance on human rights for companies in the ICT sector by the end of 2024.",
    "The ministry describes the risks of artificial intelligence in recruitment, and notes the role of the labour inspectorate.",
    "The State will set up a complaint mechanism for victims of abuse by companies, in cooperation with the ombudsperson.",
    "Companies process personal data of their employees and customers; the data protection authority advises them.",
    "The working group met with employers' organisations, trade unions and civil society in every region of the country.",
];

struct Setup {
    vocabulary: Vocabulary,
    codebook: Codebook,
    gazetteer: Arc<Gazetteer>,
    /// A text file of the plans.
    file: PathBuf,
    _folder: tempfile::TempDir,
}

static SETUP: LazyLock<Setup> = LazyLock::new(|| {
    let mut problems = Diagnostics::new();
    let codebook = codebook();
    let gazetteer = Arc::new(Gazetteer::builtin());
    let vocabulary =
        Vocabulary::from_toml(Vocabulary::builtin_text(), "columns.toml", &mut problems).unwrap();
    let vocabulary = vocabulary
        .with_themes(&codebook.header_labels())
        .with_levels(codebook.level_words())
        .with_names(Arc::clone(&gazetteer) as Arc<dyn read::Names>);
    let mut table = String::from("ISO3,Period,Passage,Page\n");
    for (number, country) in gazetteer.iter().take(200).enumerate() {
        for passage in 0..10 {
            let says: Vec<&str> =
                (0..4).map(|at| SAYS[(number * 7 + passage * 3 + at) % SAYS.len()]).collect();
            let start = 2010 + number % 15;
            let (iso3, end) = (country.iso3.as_str(), start + 4);
            table.push_str(&format!("{iso3},{start}-{end},\"{}\",{}\n", says.join(" "), passage + 3));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plans.csv");
    std::fs::write(&file, table).unwrap();
    Setup { vocabulary, codebook, gazetteer, file, _folder: folder }
});

fn codebook() -> Codebook {
    let mut problems = Diagnostics::new();
    let book = Codebook::from_toml(Codebook::builtin_text(), "codebook.toml", &mut problems).unwrap();
    let languages: Vec<(&str, &str, bool)> =
        Codebook::builtin_languages().iter().map(|(name, text)| (*text, *name, false)).collect();
    book.with_languages(&languages, &mut problems).unwrap()
}

fn reading() -> Reading {
    let inputs = [SETUP.file.clone()];
    read::read(Asked::of(&inputs), &SETUP.vocabulary, &Limits::default(), &mut Diagnostics::new()).unwrap()
}

fn coded() -> Vec<Coded> {
    let entries = resolve::resolve(reading().records, &SETUP.gazetteer, &mut Diagnostics::new());
    code::code(entries, &SETUP.codebook, &*SETUP.gazetteer, &mut Diagnostics::new())
}

fn compared(coded: Vec<Coded>) -> Coverage {
    let names: Vec<String> = SETUP.codebook.themes().iter().map(|theme| theme.name.clone()).collect();
    let question = Question {
        themes: names.len(),
        theme_names: &names,
        gazetteer: &SETUP.gazetteer,
        groups: &[],
        lang: "en",
        editions: Editions::Latest,
    };
    compare::compare(coded, question, &mut Diagnostics::new())
}

/// The template that comes with the tool.
struct BuiltIn;

impl Files for BuiltIn {
    fn label(&self, file: &str) -> String {
        file.to_owned()
    }

    fn text(&self, file: &str) -> Option<String> {
        let files = Template::built_in_files("full")?;
        files.iter().find(|(name, _)| *name == file).map(|(_, text)| (*text).to_owned())
    }

    fn is_of_tool(&self, _: &str, _: &str) -> bool {
        true
    }

    fn logo(&self, _: &str, _: f64) -> Result<Logo, String> {
        Err("none".to_owned())
    }

    fn font(&self, _: FontWish<'_>) -> Result<Arc<[u8]>, String> {
        Err("none".to_owned())
    }
}

fn document(coverage: &Coverage, themes: &[Theme], subject: Subject) -> Document {
    let template = Template::load("full", &BuiltIn, &mut Diagnostics::new()).unwrap();
    let measure = FontMeasure::of(&Press::of(&template.sheet));
    let material = Material {
        coverage,
        themes,
        files: &[],
        problems: &[],
        changes: None,
        date: "2026-01-31",
        words: Arc::new(Words::built_in("en")),
        template: &template,
        editions: Editions::Latest,
        passages: Some(3),
        measure: &measure,
        chart_width: template.sheet.text_width(),
    };
    report::report(&material, subject).unwrap()
}

#[divan::bench]
fn load_codebooks() -> Codebook {
    codebook()
}

#[divan::bench]
fn read_2000_rows(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SETUP);
    bencher.bench(reading);
}

#[divan::bench]
fn resolve_2000_rows(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| reading().records)
        .bench_values(|records| resolve::resolve(records, &SETUP.gazetteer, &mut Diagnostics::new()));
}

#[divan::bench]
fn code_2000_passages(bencher: Bencher<'_, '_>) {
    let entries = resolve::resolve(reading().records, &SETUP.gazetteer, &mut Diagnostics::new());
    bencher.with_inputs(|| entries.clone()).bench_values(|entries| {
        code::code(entries, &SETUP.codebook, &*SETUP.gazetteer, &mut Diagnostics::new())
    });
}

#[divan::bench]
fn compare_200_countries(bencher: Bencher<'_, '_>) {
    let coded = coded();
    bencher.with_inputs(|| coded.clone()).bench_values(compared);
}

#[divan::bench]
fn compose_comparison_of_200(bencher: Bencher<'_, '_>) {
    let (coverage, themes) = (compared(coded()), SETUP.codebook.themes_in("en"));
    bencher.bench(|| document(black_box(&coverage), &themes, Subject::Comparison));
}

#[divan::bench(sample_count = 10)]
fn render_comparison_of_200(bencher: Bencher<'_, '_>) {
    let (coverage, themes) = (compared(coded()), SETUP.codebook.themes_in("en"));
    let document = document(&coverage, &themes, Subject::Comparison);
    bencher.bench(|| Press::of(&document.sheet).render(black_box(&document)).unwrap().bytes.len());
}

#[divan::bench]
fn render_profile(bencher: Bencher<'_, '_>) {
    let (coverage, themes) = (compared(coded()), SETUP.codebook.themes_in("en"));
    let country = coverage.editions[0].country;
    let document = document(&coverage, &themes, Subject::Country(country));
    bencher.bench(|| Press::of(&document.sheet).render(black_box(&document)).unwrap().bytes.len());
}
