//! `explain`: why a country's plan has the level that it has for a theme, down to the words and the cell.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::{RunError, Templates, coded, count_lost, fatal, load, say};
use crate::cli::{ExplainOptions, LogFormat};
use crate::code::{Basis, By, Codebook, Coded, Considered, Explainer, Level, Outcome, Rule};
use crate::compare::{self, Cell, Edition, Question};
use crate::diagnostic::Diagnostics;
use crate::read::Meaning;
use crate::resolve::{Gazetteer, Iso3, Match, Period};

/// Explains; returns the exit status: 0, 2 where the country or the theme is not known, or 3 where something in the
/// inputs was left out.
///
/// # Errors
/// [`RunError`], and [`RunError::NoPlan`] where the inputs hold no plan of the country.
pub fn explain(options: &ExplainOptions) -> Result<u8, RunError> {
    let read = &options.read;
    let mut problems = Diagnostics::new();
    let templates = load(read, &mut problems)?;
    let (country, theme) =
        match (country(&options.country, &templates.gazetteer), theme(&options.theme, &templates.codebook)) {
            (Ok(country), Ok(theme)) => (country, theme),
            (Err(message), _) | (_, Err(message)) => {
                fatal(&message, read.log_format);
                return Ok(2);
            }
        };
    let coded = coded(read, &read.inputs, &templates, &mut problems)?;
    let mut statements: BTreeMap<Period, Vec<Coded>> = BTreeMap::new();
    for item in coded.iter().filter(|item| item.entry.country == country) {
        statements.entry(item.entry.period.clone()).or_default().push(item.clone());
    }
    let names: Vec<String> = templates.codebook.themes().iter().map(|theme| theme.name.clone()).collect();
    let question = Question {
        themes: names.len(),
        theme_names: &names,
        gazetteer: &templates.gazetteer,
        groups: &templates.groups,
        lang: templates.lang(),
        editions: read.editions.into(),
    };
    let coverage = compare::compare(coded, question, &mut problems);
    let problems = problems.sorted();
    say::problems(&problems, read.voice, read.log_format);
    let mut editions: Vec<&Edition> = coverage
        .editions
        .iter()
        .filter(|edition| edition.country == country)
        .filter(|edition| options.period.as_ref().is_none_or(|wanted| edition.period.to_string() == *wanted))
        .collect();
    if editions.is_empty() {
        return Err(RunError::NothingInCommon(format!(
            "the inputs hold no plan of {}{}",
            country.as_str(),
            options.period.as_ref().map_or_else(String::new, |period| format!(" of the period {period}"))
        )));
    }
    editions.sort_by_key(|edition| std::cmp::Reverse(edition.latest));
    let explainer = Explainer::new(&templates.codebook, &*templates.gazetteer);
    let told: Vec<Told> = editions
        .into_iter()
        .filter_map(|edition| {
            // Editions that the comparison merged are looked up by their period, and else by their country alone.
            let own = statements.get(&edition.period).map_or(&[][..], Vec::as_slice);
            Told::new(edition, own, theme, (&explainer, &templates))
        })
        .collect();
    match options.format {
        LogFormat::Json => say::lines(&[serde_json::to_string_pretty(&told)?]),
        LogFormat::Text => say::lines(&told.iter().flat_map(Told::lines).collect::<Vec<_>>()),
    }
    Ok(if count_lost(&problems) == 0 { 0 } else { 3 })
}

/// The country of a code or a name.
fn country(written: &str, gazetteer: &Gazetteer) -> Result<Iso3, String> {
    let by_code = gazetteer.find_code(written, true);
    let matched =
        if by_code.country().is_some() { by_code } else { gazetteer.look_up(written, true).matched };
    if let Some(country) = matched.country() {
        return Ok(country);
    }
    let near = match &matched {
        Match::Ambiguous(codes) | Match::Unknown { suggestions: codes, .. } => codes.as_slice(),
        _ => &[],
    };
    let near: Vec<&str> = near.iter().map(Iso3::as_str).collect();
    let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
    Err(format!("`{written}` is no country that this tool knows{hint}"))
}

/// The theme of an id or any of its spellings.
fn theme(written: &str, codebook: &Codebook) -> Result<usize, String> {
    codebook.theme(written).ok_or_else(|| {
        let ids: Vec<&str> = codebook.themes().iter().map(|theme| theme.id.as_str()).collect();
        let near = ids.iter().find(|id| strsim::jaro_winkler(id, &written.to_lowercase()) > 0.8);
        let hint = near.map_or_else(String::new, |id| format!("did you mean `{id}`? "));
        format!("`{written}` is no theme of the codebook; {hint}it has {}", ids.join(", "))
    })
}

/// What is told of an edition.
#[derive(Serialize)]
struct Told {
    iso3: String,
    country: String,
    period: String,
    /// The edition that headline figures count.
    latest: bool,
    theme: String,
    level: Level,
    basis: Basis,
    rule: String,
    /// The rule in words.
    because: String,
    note: String,
    place: String,
    /// Passages and statements that were read for the theme.
    texts_read: usize,
    considered: Vec<Item>,
}

/// A sentence or a code that was considered.
#[derive(Serialize)]
struct Item {
    by: By,
    /// The level that it earned; null where it earned nothing.
    level: Option<Level>,
    rule: Option<Rule>,
    sentence: String,
    words: Vec<String>,
    /// The bytes of the sentence that those of them take which stand in it.
    #[serde(skip)]
    spots: Vec<Range<usize>>,
    /// Why it is no more than that.
    why: String,
    note: String,
    section: String,
    page: String,
    place: String,
}

impl Told {
    fn new(
        edition: &Edition,
        statements: &[Coded],
        theme: usize,
        (explainer, templates): (&Explainer<'_>, &Templates),
    ) -> Option<Self> {
        let cell = edition.cells.get(theme)?;
        let mut considered: Vec<Item> = statements
            .iter()
            .flat_map(|item| explainer.consider(item, theme).into_iter().map(|one| Item::new(item, one)))
            .collect();
        considered.sort_by_key(|item| (item.by, Reverse(item.level)));
        Some(Self {
            iso3: edition.country.as_str().to_owned(),
            country: edition.name.clone(),
            period: edition.period.to_string(),
            latest: edition.latest,
            theme: templates.codebook.themes().get(theme)?.id.clone(),
            level: cell.level,
            basis: cell.basis,
            rule: cell.rule.clone(),
            because: because(cell),
            note: cell.note.to_string(),
            place: cell.place.to_string(),
            texts_read: statements.iter().filter(|item| item.is_read_for(theme)).count(),
            considered,
        })
    }

    fn lines(&self) -> Vec<String> {
        let latest = if self.latest { ", the edition that headline figures count" } else { "" };
        let mut lines = vec![
            format!("{} ({}), {}{latest}", self.country, self.iso3, self.period),
            format!("{}: {} ({})", self.theme, self.level.as_str(), self.basis.as_str()),
            format!("  because: {}", self.because),
        ];
        if !self.note.is_empty() {
            lines.push(format!("  note: {}", self.note));
        }
        lines.push(format!("  decided at: {}", self.place));
        let texts = if self.texts_read == 1 { "text was" } else { "texts were" };
        lines.push(format!("  {} {texts} read for this theme", self.texts_read));
        for item in &self.considered {
            lines.push(String::new());
            lines.extend(item.lines());
        }
        lines.push(String::new());
        lines
    }
}

fn because(cell: &Cell) -> String {
    let rule = Rule::ALL.iter().find(|rule| rule.as_str() == cell.rule);
    match (rule, cell.rule.as_str()) {
        (Some(rule), _) => rule.describe().to_owned(),
        (None, "silent") => {
            "Text was given, and the theme is not found in it. That is no proof that the plan says nothing."
                .to_owned()
        }
        (None, "conflict") => "Codes of the same thing disagree, so none was taken.".to_owned(),
        (None, "in-development") => "The plan is still in development.".to_owned(),
        (None, "language-not-coded") => {
            "A passage is in a language that was not read, so nothing is told as absent.".to_owned()
        }
        (None, _) => "Nothing was given for this theme.".to_owned(),
    }
}

impl Item {
    fn new(statement: &Coded, one: Considered) -> Self {
        let record = &statement.entry.record;
        let text = |meaning| record.text(meaning).unwrap_or_default().to_owned();
        let level = one.outcome.level();
        let (rule, why, note) = match one.outcome {
            Outcome::Earned { rule, note, not_higher, .. } => {
                (Some(rule), not_higher.unwrap_or_default().to_owned(), note.to_string())
            }
            Outcome::Nothing(why) => (None, why, String::new()),
        };
        Self {
            by: one.by,
            level,
            rule,
            spots: one.words.iter().filter_map(|words| words.range_within(&one.sentence)).collect(),
            sentence: one.sentence.to_string(),
            words: one.words.iter().map(ToString::to_string).collect(),
            why,
            note,
            section: text(Meaning::Section),
            page: text(Meaning::Page),
            place: one.place.to_string(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let who = match self.by {
            By::Person => "a person's code",
            By::Machine => "read by the engine",
        };
        let mut lines = vec![match (self.level, self.rule) {
            (Some(level), Some(rule)) => format!("- {} · {who} · {}", level.as_str(), rule.describe()),
            _ => format!("- nothing · “{}” {}", self.words.join("”, “"), self.why),
        }];
        lines.push(format!("  {}", marked(&self.sentence, &self.spots)));
        if self.level.is_some() && !self.why.is_empty() {
            lines.push(format!("  not higher: {}", self.why));
        }
        if !self.note.is_empty() {
            lines.push(format!("  note: {}", self.note));
        }
        let mut place = vec![self.place.clone()];
        place.extend((!self.section.is_empty()).then(|| format!("section “{}”", self.section)));
        place.extend((!self.page.is_empty()).then(|| format!("page {}", self.page)));
        lines.push(format!("  {}", place.join(", ")));
        lines
    }
}

/// The sentence on one line with the words at these bytes in double brackets; of words within each other the longest are.
fn marked(sentence: &str, spots: &[Range<usize>]) -> String {
    let mut spots = spots.to_vec();
    spots.sort_unstable_by_key(|spot| (spot.start, Reverse(spot.end)));
    let (mut out, mut at) = (String::new(), 0);
    for spot in spots {
        let (Some(before), Some(words)) = (sentence.get(at..spot.start), sentence.get(spot.clone())) else {
            continue;
        };
        out.push_str(before);
        out.push_str("[[");
        out.push_str(words);
        out.push_str("]]");
        at = spot.end;
    }
    out.push_str(sentence.get(at..).unwrap_or_default());
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn deciding_words_are_marked_where_they_stand() {
        let sentence = "As agreed it will\nprotect data privacy, and will report.";
        assert_eq!(
            marked(sentence, &[44..48, 31..38, 26..38]),
            "As agreed it will protect [[data privacy]], and [[will]] report."
        );
        assert_eq!(marked(sentence, &[]), "As agreed it will protect data privacy, and will report.");
    }
}
