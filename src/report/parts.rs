//! The parts that a template's page may place, and what all reports share.

use super::block::{Block, Document, KeyFigure, Span, Style, Text, plain};
use super::compose::Page;
use super::markdown::{self, Named};
use super::{
    Material, ReportError, Subject, brief, changed, charts, comparison, evidence, matrix, method, profile,
    prose,
};

/// A part of a page: a fenced block of this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What stands after the fence.
    pub name: &'static str,
    /// What it sets.
    pub says: &'static str,
    /// The pages that may place it.
    pub pages: &'static [Page],
}

const ALL: &[Page] = &Page::ALL;
const COMPARISON: &[Page] = &[Page::Comparison];
const COUNTRY: &[Page] = &[Page::Country];
const THEME: &[Page] = &[Page::Theme];

const fn has(name: &'static str, pages: &'static [Page], says: &'static str) -> Part {
    Part { name, says, pages }
}

/// All parts.
pub const PARTS: &[Part] = &[
    has(
        "title",
        ALL,
        "the title block; lines `kicker: ...`, `title: ...`, `subtitle: ...` in it replace its words",
    ),
    has("lead", ALL, "the text in it, set larger"),
    has("note", ALL, "the text in it, set small"),
    has("key-figures", &[Page::Comparison, Page::Theme], "a large figure a theme, or a level"),
    has("findings", COMPARISON, "a sentence a theme: share, firmness, who commits"),
    has("changes", ALL, "what changed since an earlier run: in the plans, and apart from that in the method"),
    has("contents", ALL, "the list of headings with their pages"),
    has("page-break", ALL, "what follows begins a page"),
    has("chart", ALL, "the chart named after it: `chart levels-by-theme`"),
    has("matrix", COMPARISON, "the table of coverage by country"),
    has("groups", COMPARISON, "a sentence a group of groups.toml"),
    has(
        "evidence",
        COMPARISON,
        "levels and passages by country; a number after it is the most passages a theme",
    ),
    has("levels", COUNTRY, "the table of levels with basis and source cell"),
    has(
        "passages",
        &[Page::Country, Page::Theme],
        "the passages; a number after it is the most a country and theme",
    ),
    has("editions", COUNTRY, "the editions side by side, and the passages of the earlier ones"),
    has("countries", THEME, "the table of countries, firmest first"),
    has("method", ALL, "how the figures are made"),
    has("themes", ALL, "what each theme covers"),
    has("sensitivity", ALL, "the figures by a stricter and a wider reading"),
    has("sources", ALL, "the table of files"),
    has("left-out", ALL, "what was left out and what to check; `left-out short` gives the count alone"),
    has("chart-data", COMPARISON, "the tables behind the charts"),
];

/// The blocks of a part.
pub(super) fn part(
    material: &Material<'_>,
    subject: Subject,
    part: &Named,
) -> Result<Vec<Block>, ReportError> {
    let words = &*material.words;
    let most = part.argument.parse::<usize>().ok();
    let paragraph = |style| vec![Block::Paragraph { style, text: markdown::inline(&part.body) }];
    Ok(match (part.name.as_str(), subject) {
        ("title", _) => vec![title_block(material, subject, part)?],
        ("lead", _) => paragraph(Style::Lead),
        ("note", _) => paragraph(Style::Note),
        ("key-figures", Subject::Theme(theme)) => brief::key_figures(material, theme),
        ("key-figures", _) => comparison::key_figures(material),
        ("findings", _) => comparison::findings(material),
        ("changes", _) => changed::part(material, subject),
        ("contents", _) => vec![Block::Contents { heading: words.plain("h-contents"), depth: 2 }],
        ("page-break", _) => vec![Block::PageBreak],
        ("chart", _) => chart(material, subject, &part.argument)?,
        ("matrix", _) => vec![matrix::matrix(material, subject)],
        ("groups", _) => comparison::groups(material),
        ("evidence", _) => comparison::by_country(material, most.or(material.passages)),
        ("levels", Subject::Country(country)) => profile::levels(material, country),
        ("passages", Subject::Country(country)) => profile::passages(material, country, most),
        ("passages", Subject::Theme(theme)) => brief::passages(material, theme, most.or(material.passages)),
        ("editions", Subject::Country(country)) => profile::editions(material, country),
        ("countries", Subject::Theme(theme)) => brief::countries(material, theme),
        ("method", _) => method::method(material),
        ("themes", _) => vec![method::themes(material)],
        ("sensitivity", _) => method::sensitivity(material),
        ("sources", _) => vec![method::sources(material)],
        ("left-out", _) => method::left_out(material, part.argument != "short"),
        ("chart-data", _) => chart_data(material)?,
        _ => Vec::new(),
    })
}

/// Whether a page of the template places a part.
pub(super) fn places(material: &Material<'_>, subject: Subject, name: &str) -> bool {
    let fence = format!("```{name}");
    let page = material.template.pages.get(&subject.page());
    let places = |line: &str| {
        line.trim().strip_prefix(fence.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    page.is_some_and(|(_, text)| text.lines().any(places))
}

fn chart(material: &Material<'_>, subject: Subject, argument: &str) -> Result<Vec<Block>, ReportError> {
    let (name, argument) = argument.split_once(' ').unwrap_or((argument, ""));
    let linked = |data: &charts::Data| match data {
        charts::Data::Table(..) => places(material, subject, "chart-data"),
        charts::Data::Matrix => places(material, subject, "matrix"),
        charts::Data::Here => false,
    };
    let charts = charts::build(material, subject, name, argument.trim());
    charts.iter().map(|chart| chart.block(material, linked(&chart.data))).collect()
}

/// The tables behind the charts that have one.
fn chart_data(material: &Material<'_>) -> Result<Vec<Block>, ReportError> {
    let mut blocks = Vec::new();
    for chart in charts::named_charts(material) {
        if let charts::Data::Table(headers, rows) = &chart.data {
            blocks.push(Block::Heading {
                level: 3,
                text: chart.title.clone(),
                anchor: format!("data-{}", chart.name),
            });
            blocks.push(method::table_of(headers, rows));
        }
    }
    Ok(blocks)
}

fn title_block(material: &Material<'_>, subject: Subject, part: &Named) -> Result<Block, ReportError> {
    let words = &*material.words;
    let own = |key: &str| -> Option<String> {
        let line = part
            .body
            .lines()
            .find_map(|line| line.trim().strip_prefix(key)?.trim_start().strip_prefix(':'))?;
        let said = markdown::words(&markdown::inline(line.trim()));
        (!said.is_empty()).then_some(said)
    };
    let shorts = prose::list(words, &material.short_names());
    let (kicker, subtitle) = match subject {
        Subject::Comparison => (words.plain("kicker-comparison"), words.plain("subtitle-comparison")),
        Subject::Country(_) => {
            (words.plain("kicker-country"), words.say("subtitle-country", &[("themes", shorts.into())]))
        }
        Subject::Theme(theme) => {
            let phrase = material.themes.get(theme).map_or("", |theme| theme.phrase.as_str());
            (words.plain("kicker-theme"), words.say("subtitle-theme", &[("phrase", phrase.into())]))
        }
    };
    let name = match subject {
        Subject::Country(country) => material.editions_of(country).map(|(_, latest)| latest.name.clone()),
        _ => None,
    };
    Ok(Block::Title {
        kicker: own("kicker").unwrap_or(kicker),
        title: match own("title") {
            Some(title) => title,
            None => name.map_or_else(|| title(material, subject), Ok)?,
        },
        subtitle: own("subtitle").unwrap_or(subtitle),
        facts: facts(material, subject),
    })
}

fn facts(material: &Material<'_>, subject: Subject) -> Vec<(String, String)> {
    let words = &*material.words;
    let mut facts = vec![(words.plain("fact-date"), prose::date(words, material.date))];
    let mut fact = |id: &str, says: String| facts.push((words.plain(id), says));
    match subject {
        Subject::Comparison => fact("fact-scope", comparison::scope(material)),
        Subject::Country(country) => {
            if let Some((editions, latest)) = material.editions_of(country) {
                fact("fact-plan", profile::plan(material, latest, editions.len()));
                fact("fact-region", latest.region.names.get(words.lang()).to_string());
            }
        }
        Subject::Theme(theme) => {
            fact("fact-scope", prose::count(words, "plans", material.coverage.headline.len() as u32));
            fact(
                "fact-covers",
                material.themes.get(theme).map(|theme| theme.description.clone()).unwrap_or_default(),
            );
        }
    }
    fact("fact-data", data(material));
    if !material.template.publisher.is_empty() {
        fact("fact-publisher", material.template.publisher.clone());
    }
    facts
}

/// The files that the figures come from, in a line.
fn data(material: &Material<'_>) -> String {
    let words = &*material.words;
    let used: Vec<&str> = material
        .files
        .iter()
        .filter(|file| file.sheets.iter().any(|sheet| sheet.rows_used > 0))
        .map(|file| file.name.as_str())
        .collect();
    match used.len() {
        0 => words.plain("data-none"),
        1..=4 => prose::list(words, &used),
        n => prose::count(words, "data-many", n as u32),
    }
}

/// The title of a report, as in the title bar of a viewer.
pub(super) fn title(material: &Material<'_>, subject: Subject) -> Result<String, ReportError> {
    let words = &*material.words;
    let shorts = prose::list(words, &material.short_names());
    Ok(match subject {
        Subject::Comparison if !material.template.title.is_empty() => material.template.title.clone(),
        Subject::Comparison => words.say("title-comparison", &[("themes", shorts.into())]),
        Subject::Country(country) => {
            let nothing = || ReportError::Nothing(country.as_str().to_owned());
            let (_, latest) = material.editions_of(country).ok_or_else(nothing)?;
            words.say("title-country", &[("country", latest.name.as_str().into()), ("themes", shorts.into())])
        }
        Subject::Theme(theme) => {
            let named =
                material.themes.get(theme).ok_or_else(|| ReportError::Nothing(format!("theme {theme}")))?;
            words.say("title-theme", &[("theme", named.name.as_str().into())])
        }
    })
}

/// What stands around the blocks: metadata, heads and feet, the page.
pub(super) fn frame(material: &Material<'_>, subject: Subject) -> Result<Document, ReportError> {
    let words = &*material.words;
    let template = material.template;
    let title = title(material, subject)?;
    let shorts = prose::list(words, &material.short_names());
    let (subject_line, running_head) = match subject {
        Subject::Comparison => {
            (words.say("subject-comparison", &[("themes", shorts.into())]), words.plain("kicker-comparison"))
        }
        Subject::Country(country) => {
            let name =
                material.editions_of(country).map(|(_, latest)| latest.name.clone()).unwrap_or_default();
            let values = [("themes", shorts.into()), ("country", name.as_str().into())];
            (words.say("subject-country", &values), format!("{} · {name}", words.plain("kicker-country")))
        }
        Subject::Theme(theme) => {
            let name = material.themes.get(theme).map_or("", |theme| theme.name.as_str());
            let subject = words.say("subject-comparison", &[("themes", name.into())]);
            (subject, format!("{} · {name}", words.plain("kicker-theme")))
        }
    };
    let date = prose::date(words, material.date);
    let made = [("date", date.into()), ("version", env!("CARGO_PKG_VERSION").into())];
    let fixed = ["keyword-plan", "keyword-field"].map(|id| words.plain(id));
    Ok(Document {
        title,
        subject: subject_line,
        keywords: fixed.into_iter().chain(material.themes.iter().map(|theme| theme.name.clone())).collect(),
        author: if template.publisher.is_empty() {
            "nap-report".to_owned()
        } else {
            template.publisher.clone()
        },
        lang: words.lang().to_owned(),
        date: material.date.to_owned(),
        running_head,
        running_foot: if template.footer.is_empty() {
            words.say("made-with", &made)
        } else {
            template.footer.clone()
        },
        page_word: words.plain("page"),
        classification: template.classification.clone(),
        sheet: template.sheet.clone(),
        blocks: Vec::new(),
    })
}

/// Large figures as a block.
pub(super) fn figures(figures: Vec<KeyFigure>) -> Vec<Block> {
    vec![Block::KeyFigures(figures)]
}

/// A paragraph of running text.
pub(super) fn body(text: String) -> Block {
    Block::Paragraph { style: Style::Body, text: plain(text) }
}

/// Bold words before plain ones.
pub(super) fn headed(head: String, text: String) -> Text {
    vec![Span::bold(head), Span::plain(text)]
}

/// The heading of an edition, to which links lead.
pub(super) fn edition_heading(text: String, edition: &crate::compare::Edition) -> Block {
    Block::Heading { level: 3, text, anchor: evidence::anchor(edition) }
}
