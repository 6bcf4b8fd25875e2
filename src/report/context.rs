//! What the expressions of a template's page may use. `nap-report template show` lists the same names.

use serde::Serialize;

use super::compose::Page;
use super::{Material, ReportError, Subject, changed, charts, profile, prose, words_of};
use crate::code::Level;
use crate::compare::{Counts, Edition, Group};

/// A variable of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// As an expression writes it.
    pub name: &'static str,
    /// What it holds.
    pub says: &'static str,
}

const fn variable(name: &'static str, says: &'static str) -> Variable {
    Variable { name, says }
}

/// The variables of a page, with those within them after a dot.
#[must_use]
pub fn variables(page: Page) -> Vec<Variable> {
    let mut all = vec![
        variable("date", "date of the report, in words"),
        variable("lang", "language of the report, such as en"),
        variable("title", "title of the report"),
        variable("publisher", "who publishes it, from template.toml"),
        variable("lead", "the answer in a sentence or two"),
        variable("plans", "number of plans that the headline counts"),
        variable("countries", "number of countries with a plan"),
        variable("charts", "names of the charts of this page that there are data for"),
        variable(
            "changed",
            "whether the part `changes` has something to say: there is an earlier run to compare with",
        ),
        variable(
            "themes",
            "all themes; each has id, name, short, phrase, description, share, hit, of, commitment, addressed, mention, none, unknown",
        ),
        variable("groups", "groups of groups.toml; each has id, name, plans, shares by theme id"),
        variable("regions", "M49 regions with a plan; as groups"),
    ];
    match page {
        Page::Comparison => {}
        Page::Country => {
            all.push(variable("country", "the country; it has name, iso3, period, region, editions (their number), in_development, levels by theme id, told (what those levels say)"));
        }
        Page::Theme => all.push(variable("theme", "the theme, as in themes")),
    }
    all
}

/// The names of the variables of a page.
pub(super) fn names(page: Page) -> impl Iterator<Item = &'static str> {
    variables(page).into_iter().map(|variable| variable.name)
}

#[derive(Serialize)]
struct Context {
    date: String,
    lang: String,
    title: String,
    publisher: String,
    lead: String,
    plans: usize,
    countries: usize,
    charts: Vec<&'static str>,
    changed: bool,
    themes: Vec<ThemeContext>,
    groups: Vec<GroupContext>,
    regions: Vec<GroupContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<CountryContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<ThemeContext>,
}

#[derive(Serialize, Clone)]
struct ThemeContext {
    id: String,
    name: String,
    short: String,
    phrase: String,
    description: String,
    share: String,
    hit: u32,
    of: u32,
    commitment: u32,
    addressed: u32,
    mention: u32,
    none: u32,
    unknown: u32,
}

#[derive(Serialize)]
struct GroupContext {
    id: String,
    name: String,
    plans: u32,
    shares: std::collections::BTreeMap<String, String>,
}

#[derive(Serialize)]
struct CountryContext {
    name: String,
    iso3: String,
    period: String,
    region: String,
    editions: usize,
    in_development: bool,
    levels: std::collections::BTreeMap<String, String>,
    told: String,
}

/// The values of a report's variables. The shares of groups, regions and themes are put into words for each of hundreds of
/// profiles: only where the page's text names them.
pub(super) fn context(
    material: &Material<'_>,
    subject: Subject,
    page: &str,
) -> Result<minijinja::Value, ReportError> {
    let words = &*material.words;
    let of_all = if page.contains("theme") { material.themes.len() } else { 0 };
    let themes: Vec<ThemeContext> = (0..of_all).filter_map(|theme| theme_of(material, theme)).collect();
    let (country, lead) = match subject {
        Subject::Comparison => (None, prose::lead(words, material.coverage, &material.theme_words())),
        Subject::Country(code) => {
            let nothing = || ReportError::Nothing(code.as_str().to_owned());
            let (editions, latest) = material.editions_of(code).ok_or_else(nothing)?;
            let lead = prose::edition_lead(words, latest, &material.theme_words());
            (Some(country_of(material, latest, &editions)), lead)
        }
        Subject::Theme(theme) => {
            let nothing = || ReportError::Nothing(format!("theme {theme}"));
            let named = material.themes.get(theme).ok_or_else(nothing)?;
            let counts = material.coverage.counts.get(theme).copied().ok_or_else(nothing)?;
            let committed: Vec<&str> = super::brief::at_level(material, theme, Level::Commitment)
                .map(|edition| edition.name.as_str())
                .collect();
            let (_, finding) = prose::finding(words, words_of(named), counts, &committed);
            (None, prose::capital(&finding))
        }
    };
    let theme = match subject {
        Subject::Theme(theme) => themes.get(theme).cloned(),
        _ => None,
    };
    let group = |group: &Group| GroupContext {
        id: group.code.clone(),
        name: group.name.clone(),
        plans: group.plans,
        shares: material
            .themes
            .iter()
            .zip(&group.counts)
            .map(|(theme, counts)| (theme.id.clone(), prose::of(words, counts.share())))
            .collect(),
    };
    let named = |name: &str, groups: &[Group]| -> Vec<GroupContext> {
        let groups = if page.contains(name) { groups } else { &[] };
        groups.iter().map(group).collect()
    };
    let context = Context {
        date: prose::date(words, material.date),
        lang: words.lang().to_owned(),
        title: super::parts::title(material, subject)?,
        publisher: material.template.publisher.clone(),
        lead,
        plans: material.coverage.headline.len(),
        countries: material.coverage.editions.iter().filter(|edition| edition.latest).count(),
        charts: charts::available(material, subject),
        changed: !changed::part(material, subject).is_empty(),
        groups: named("groups", &material.coverage.groups),
        regions: named("regions", &material.coverage.regions),
        themes,
        country,
        theme,
    };
    Ok(minijinja::Value::from(minijinja::value::Serde(&context)))
}

fn theme_of(material: &Material<'_>, theme: usize) -> Option<ThemeContext> {
    let (named, counts): (_, Counts) = (material.themes.get(theme)?, *material.coverage.counts.get(theme)?);
    let share = counts.share();
    Some(ThemeContext {
        id: named.id.clone(),
        name: named.name.clone(),
        short: named.short.clone(),
        phrase: named.phrase.clone(),
        description: named.description.clone(),
        share: prose::of_percent(&material.words, share),
        hit: share.map_or(0, |share| share.hit),
        of: share.map_or(0, |share| share.of.get()),
        commitment: counts.commitment,
        addressed: counts.addressed,
        mention: counts.mention,
        none: counts.none,
        unknown: counts.unknown,
    })
}

fn country_of(material: &Material<'_>, latest: &Edition, editions: &[&Edition]) -> CountryContext {
    let words = &*material.words;
    CountryContext {
        name: latest.name.clone(),
        iso3: latest.country.as_str().to_owned(),
        period: prose::period(words, latest),
        region: latest.region.names.get(words.lang()).to_string(),
        editions: editions.len(),
        in_development: latest.in_development,
        levels: material
            .themes
            .iter()
            .zip(&latest.cells)
            .map(|(theme, cell)| (theme.id.clone(), prose::verdict(words, cell)))
            .collect(),
        told: profile::told(words, editions),
    }
}
