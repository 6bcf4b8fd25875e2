//! What stands in `coverage.xlsx`: coverage, evidence, problems, codebook, in the report's language.

use super::{Material, markdown, prose};
use crate::code::{Codebook, Rule, Theme};
use crate::compare::Edition;
use crate::diagnostic::{Place, Severity};
use crate::export::{ExportError, Sheet, Value, workbook as write};

/// The workbook. `themes` are the codebook's own, whose ids other files use.
///
/// # Errors
/// [`ExportError::Workbook`] where it cannot be formed.
pub fn workbook(
    material: &Material<'_>,
    themes: &[Theme],
    codebook: &Codebook,
) -> Result<Vec<u8>, ExportError> {
    let sheets =
        [coverage(material), evidence(material), problems(material), of_codebook(material, themes, codebook)];
    let title = super::parts::title(material, super::Subject::Comparison).unwrap_or_default();
    let author =
        if material.template.publisher.is_empty() { "nap-report" } else { &material.template.publisher };
    write(&sheets, &title, author, material.date)
}

fn number(value: Option<u16>) -> Value {
    value.map_or_else(|| Value::Text(String::new()), |value| Value::Number(f64::from(value)))
}

fn edition_cells(material: &Material<'_>, edition: &Edition) -> Vec<Value> {
    vec![
        edition.name.as_str().into(),
        edition.country.as_str().into(),
        prose::period(&material.words, edition).into(),
    ]
}

fn place_cells(material: &Material<'_>, place: &Place) -> Vec<Value> {
    vec![
        place.source.file.as_str().into(),
        place.source.sheet.clone().unwrap_or_default().into(),
        prose::spot(&material.words, place).into(),
    ]
}

fn coverage(material: &Material<'_>) -> Sheet {
    let words = &*material.words;
    let mut columns = vec![
        (words.plain("col-country"), 24),
        ("ISO 3166".to_owned(), 9),
        (words.plain("col-period"), 13),
        (words.plain("book-start"), 8),
        (words.plain("book-end"), 8),
        (words.plain("fact-region"), 20),
        (words.plain("book-headline"), 11),
    ];
    columns.extend(material.themes.iter().map(|theme| (theme.name.clone(), 18)));
    let headline: std::collections::BTreeSet<usize> = material.coverage.headline.iter().copied().collect();
    let rows = material.coverage.editions.iter().enumerate().map(|(at, edition)| {
        let mut row = edition_cells(material, edition);
        row.push(number(edition.period.start));
        row.push(number(match edition.period.end {
            crate::resolve::End::Year(year) => Some(year),
            _ => None,
        }));
        row.push((*edition.region.names.get(words.lang())).into());
        row.push(words.plain(if headline.contains(&at) { "book-yes" } else { "book-no" }).into());
        row.extend(edition.cells.iter().map(|cell| Value::Level(cell.level, prose::verdict(words, cell))));
        row
    });
    Sheet { name: words.plain("book-coverage"), rows: rows.collect(), columns }
}

fn evidence(material: &Material<'_>) -> Sheet {
    let words = &*material.words;
    let columns = vec![
        (words.plain("col-country"), 22),
        ("ISO 3166".to_owned(), 9),
        (words.plain("col-period"), 13),
        (words.plain("col-theme"), 12),
        (words.plain("col-level"), 16),
        (words.plain("col-basis"), 24),
        (words.plain("book-section"), 26),
        (words.plain("book-page"), 8),
        (words.plain("book-evidence"), 70),
        (words.plain("book-matched"), 26),
        (words.plain("book-rule"), 18),
        (words.plain("book-remarks"), 30),
        (words.plain("col-file"), 26),
        (words.plain("book-sheet"), 16),
        (words.plain("book-cell"), 9),
    ];
    let mut rows = Vec::new();
    for edition in &material.coverage.editions {
        for (theme, cell) in material.themes.iter().zip(&edition.cells) {
            let remarks: Vec<String> =
                cell.note.0.iter().map(|remark| prose::remark(words, remark)).collect();
            let mut row = edition_cells(material, edition);
            row.push(theme.short.as_str().into());
            row.push(Value::Level(cell.level, prose::verdict(words, cell)));
            row.push(prose::capital(&prose::basis(words, cell)).into());
            row.push(cell.section.as_str().into());
            row.push(cell.page.as_str().into());
            row.push(cell.evidence.as_str().into());
            row.push(cell.matched.join("; ").into());
            row.push(cell.rule.as_str().into());
            row.push(remarks.join("; ").into());
            row.extend(place_cells(material, &cell.place));
            rows.push(row);
        }
    }
    Sheet { name: words.plain("book-evidence"), columns, rows }
}

fn problems(material: &Material<'_>) -> Sheet {
    let words = &*material.words;
    let columns = vec![
        (words.plain("col-kind"), 22),
        (words.plain("book-severity"), 11),
        (words.plain("col-what"), 60),
        (words.plain("book-hint"), 50),
        (words.plain("col-file"), 26),
        (words.plain("book-sheet"), 16),
        (words.plain("book-cell"), 9),
    ];
    let rows = material.problems.iter().map(|problem| {
        let severity = match problem.kind.severity() {
            Severity::Error => "book-error",
            Severity::Warning => "book-warning",
            Severity::Note => "book-note",
        };
        let said = prose::problem(words, problem.kind.code(), &problem.message);
        let mut row = vec![
            problem.kind.code().into(),
            words.plain(severity).into(),
            said.into(),
            prose::quoted(words, &problem.hint).into(),
        ];
        row.extend(match &problem.place {
            Some(place) => place_cells(material, place),
            None => vec!["".into(), "".into(), "".into()],
        });
        row
    });
    Sheet { name: words.plain("book-problems"), rows: rows.collect(), columns }
}

/// What the levels and themes mean, and the rules with their names.
fn of_codebook(material: &Material<'_>, themes: &[Theme], codebook: &Codebook) -> Sheet {
    let words = &*material.words;
    let columns = vec![
        (words.plain("col-kind"), 14),
        (words.plain("book-id"), 22),
        (words.plain("book-name"), 32),
        (words.plain("book-says"), 110),
    ];
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (theme, own) in material.themes.iter().zip(themes) {
        let terms = words.say(
            "book-terms",
            &[("strong", (own.terms.0 as u32).into()), ("weak", (own.terms.1 as u32).into())],
        );
        let says = format!("{}. {terms}", theme.description);
        rows.push(vec![
            words.plain("col-theme").into(),
            own.id.as_str().into(),
            theme.name.as_str().into(),
            says.into(),
        ]);
    }
    let note = words.plain("matrix-note");
    rows.push(vec![
        words.plain("col-level").into(),
        "".into(),
        "".into(),
        markdown::words(&markdown::inline(&note)).into(),
    ]);
    for rule in Rule::ALL {
        rows.push(vec![
            words.plain("book-rule").into(),
            rule.as_str().into(),
            "".into(),
            rule.describe().into(),
        ]);
    }
    let languages = codebook.languages().collect::<Vec<_>>().join(", ");
    rows.push(vec![words.plain("book-languages").into(), "".into(), "".into(), languages.into()]);
    Sheet { name: words.plain("book-codebook"), columns, rows }
}
