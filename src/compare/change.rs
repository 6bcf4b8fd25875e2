//! What changed between two runs: what the plans say, and apart from that what only the method says otherwise.
//!
//! A level may change because a plan says something else, or because a person recoded, the codebook or the tool was
//! changed, or the sheet was. The words that decided tell which: where the words that earned the new level stood in the
//! plan's text before, the plan has not changed. What cannot be shown to be a change of the plans is never listed as one.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Coverage, Edition, Share};
use crate::code::{Basis, Level};

/// A run's coverage, as far as it is compared with another's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Date of the reports, `YYYY-MM-DD`.
    pub date: String,
    /// Version of the tool, and of its source.
    pub tool: (String, String),
    /// SHA-256 of the files that the run was set up with, by name.
    pub templates: BTreeMap<String, String>,
    /// Ids of the themes, in order.
    pub themes: Vec<String>,
    /// Their names, in order.
    pub theme_names: Vec<String>,
    /// Share of headline plans that address each theme.
    pub shares: Vec<Option<Share>>,
    /// The editions.
    pub plans: Vec<Plan>,
}

/// An edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// ISO 3166-1 alpha-3 code.
    pub iso3: String,
    /// The name shown.
    pub country: String,
    /// Normalised.
    pub period: String,
    /// First year.
    pub start: Option<u16>,
    /// Not adopted yet.
    pub in_development: bool,
    /// Counted by the headline.
    pub headline: bool,
    /// One a theme.
    pub cells: Vec<Standing>,
    /// What the sheet quotes of the plan, or sums up; blanks made one.
    pub texts: BTreeSet<String>,
    /// What the sheet's author states of it; blanks made one.
    pub statements: BTreeSet<String>,
}

/// A level and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The level.
    pub level: Level,
    /// What it rests on.
    pub basis: Basis,
    /// The words that earned it.
    pub evidence: String,
    /// File, sheet and cell.
    pub place: (String, Option<String>, String),
}

/// Why something is otherwise than in the earlier run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A country's first plan, which began in the year of the earlier run or later.
    NewPlan,
    /// A further plan of a country, which began in the year of the earlier run or later.
    NewEdition,
    /// A plan that was in development is adopted.
    Adopted,
    /// The sheet quotes other words of the plan, and they decide.
    Text,
    /// A person coded otherwise, or the source says otherwise, with the same words of the plan.
    Recoded,
    /// The same words of the plan, read by another codebook.
    Codebook,
    /// The same words of the plan, read by another version of the tool.
    Tool,
    /// The same words of the plan, with other spellings, column words, mapping or settings.
    Settings,
    /// Nobody has coded or quoted it, so that nothing is known now.
    Unread,
    /// A plan that began before the earlier run, or of unknown date, is newly in the sheet.
    Listed,
    /// The same plan under another period.
    Period,
    /// A plan is no longer in the sheet.
    Gone,
}

impl Cause {
    /// Whether the plans themselves changed, and not the method alone.
    #[must_use]
    pub fn is_policy(self) -> bool {
        matches!(self, Self::NewPlan | Self::NewEdition | Self::Adopted | Self::Text)
    }

    /// The word for it in the files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewPlan => "new-plan",
            Self::NewEdition => "new-edition",
            Self::Adopted => "adopted",
            Self::Text => "text",
            Self::Recoded => "recoded",
            Self::Codebook => "codebook",
            Self::Tool => "tool",
            Self::Settings => "settings",
            Self::Unread => "unread",
            Self::Listed => "listed",
            Self::Period => "period",
            Self::Gone => "gone",
        }
    }
}

/// One thing that is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Why.
    pub cause: Cause,
    /// ISO 3166-1 alpha-3 code.
    pub iso3: String,
    /// The country's name.
    pub country: String,
    /// The edition's period.
    pub period: String,
    /// The period that it had, or that of the edition that it follows; `null` where there is none.
    pub period_before: Option<String>,
    /// Id of the theme; `null` where the edition as a whole is meant.
    pub theme: Option<String>,
    /// The level before; `null` where the edition as a whole is meant, or there was none.
    pub from: Option<Level>,
    /// The level now; `null` where the edition as a whole is meant, or there is none.
    pub to: Option<Level>,
    /// The words that earned the level now.
    pub evidence: String,
    /// The spreadsheet of the level now; empty where there is none.
    pub file: String,
    /// Its sheet; `null` for a text file.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: String,
}

/// All that is otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changes {
    /// Date of the earlier run.
    pub since: String,
    /// Date of the later run.
    pub until: String,
    /// Headline plans of the earlier run.
    pub plans_before: usize,
    /// Headline plans of the later run.
    pub plans: usize,
    /// The share that addresses each theme that both know: id, before, now.
    pub shares: Vec<(String, Option<Share>, Option<Share>)>,
    /// What changed in the plans.
    pub policy: Vec<Change>,
    /// What changed in the method alone.
    pub method: Vec<Change>,
    /// Which of `codebook`, `tool` and `settings` are not the same in both runs, also where no level shows it.
    pub method_differs: Vec<Cause>,
    /// Themes that only the later run knows.
    pub themes_new: Vec<String>,
    /// Themes that only the earlier run knew.
    pub themes_gone: Vec<String>,
}

impl Changes {
    /// Whether no plan, level or theme is otherwise.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.policy.is_empty()
            && self.method.is_empty()
            && self.themes_new.is_empty()
            && self.themes_gone.is_empty()
    }
}

/// What a run's coverage comes to. `themes` are ids and names in order, `tool` is version and source of the program, `templates` the files it was set up with.
#[must_use]
pub fn state(
    coverage: &Coverage,
    themes: impl Iterator<Item = (String, String)>,
    date: &str,
    tool: (&str, &str),
    templates: &BTreeMap<String, String>,
) -> State {
    let headline: BTreeSet<usize> = coverage.headline.iter().copied().collect();
    let (themes, theme_names) = themes.unzip();
    let plan = |(index, edition): (usize, &Edition)| Plan {
        iso3: edition.country.as_str().to_owned(),
        country: edition.name.clone(),
        period: edition.period.to_string(),
        start: edition.period.start,
        in_development: edition.in_development,
        headline: headline.contains(&index),
        cells: edition
            .cells
            .iter()
            .map(|cell| Standing {
                level: cell.level,
                basis: cell.basis,
                evidence: one_blank(&cell.evidence),
                place: cell.place.written(),
            })
            .collect(),
        texts: edition.passages.iter().filter(|one| !one.statement).map(|one| one_blank(&one.text)).collect(),
        statements: edition
            .passages
            .iter()
            .filter(|one| one.statement)
            .map(|one| one_blank(&one.text))
            .collect(),
    };
    State {
        date: date.to_owned(),
        tool: (tool.0.to_owned(), tool.1.to_owned()),
        templates: templates.clone(),
        themes,
        theme_names,
        shares: coverage.counts.iter().map(|counts| counts.share()).collect(),
        plans: coverage.editions.iter().enumerate().map(plan).collect(),
    }
}

/// Blanks and line ends as one blank, so that a wrapped cell is the same words.
#[must_use]
pub fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An edition by its country and period.
type Key<'a> = (&'a str, &'a str);

struct Comparison<'a> {
    old: &'a State,
    new: &'a State,
    /// Position of each theme that both know in the old and in the new run.
    themes: Vec<(&'a str, usize, usize)>,
    differs: Vec<Cause>,
    all: Vec<Change>,
}

/// What is otherwise in `new` than in `old`.
#[must_use]
pub fn changes(old: &State, new: &State) -> Changes {
    let themes: Vec<(&str, usize, usize)> = new
        .themes
        .iter()
        .enumerate()
        .filter_map(|(now, id)| Some((id.as_str(), old.themes.iter().position(|other| other == id)?, now)))
        .collect();
    let shares = themes.iter().map(|(id, was, now)| {
        let share = |state: &State, at: usize| state.shares.get(at).copied().flatten();
        ((*id).to_owned(), share(old, *was), share(new, *now))
    });
    let shares = shares.collect();
    let mut comparison = Comparison { old, new, themes, differs: method_differs(old, new), all: Vec::new() };
    comparison.run();
    let mut all = comparison.all;
    let place = |change: &Change| {
        let theme = change.theme.as_ref().and_then(|id| new.themes.iter().position(|other| other == id));
        (change.country.clone(), change.iso3.clone(), change.period.clone(), theme, change.cause)
    };
    all.sort_by_cached_key(place);
    let (policy, method) = all.into_iter().partition(|change| change.cause.is_policy());
    let only = |these: &State, those: &State| -> Vec<String> {
        these.themes.iter().filter(|id| !those.themes.contains(id)).cloned().collect()
    };
    let counted = |state: &State| state.plans.iter().filter(|plan| plan.headline).count();
    Changes {
        since: old.date.clone(),
        until: new.date.clone(),
        plans_before: counted(old),
        plans: counted(new),
        shares,
        policy,
        method,
        method_differs: comparison.differs,
        themes_new: only(new, old),
        themes_gone: only(old, new),
    }
}

/// Which parts of the method are not the same in both runs.
fn method_differs(old: &State, new: &State) -> Vec<Cause> {
    // A file that comes with the tool has another label than one of the user's; the content tells whether it is another.
    let contents = |state: &State, codebook: bool| -> BTreeSet<String> {
        let is_book =
            |name: &str| name.rsplit(['/', ' ']).next().is_some_and(|name| name.starts_with("codebook"));
        let decides = |name: &str| {
            let file = name.rsplit(['/', ' ']).next().unwrap_or_default();
            is_book(name) || ["columns.toml", "aliases.csv", "countries.toml"].contains(&file)
        };
        let chosen = state.templates.iter().filter(|(name, _)| decides(name) && is_book(name) == codebook);
        chosen.map(|(_, hash)| hash.clone()).collect()
    };
    let mut differs = Vec::new();
    if contents(old, true) != contents(new, true) {
        differs.push(Cause::Codebook);
    }
    if old.tool != new.tool {
        differs.push(Cause::Tool);
    }
    if contents(old, false) != contents(new, false) {
        differs.push(Cause::Settings);
    }
    differs
}

impl<'a> Comparison<'a> {
    fn run(&mut self) {
        let (old, new) = (self.old, self.new);
        let key = |plan: &'a Plan| -> Key<'a> { (&plan.iso3, &plan.period) };
        let was: BTreeMap<Key<'_>, &Plan> = old.plans.iter().map(|plan| (key(plan), plan)).collect();
        let is: BTreeMap<Key<'_>, &Plan> = new.plans.iter().map(|plan| (key(plan), plan)).collect();
        let mut gone: Vec<&Plan> = old.plans.iter().filter(|plan| !is.contains_key(&key(plan))).collect();
        for plan in &new.plans {
            match was.get(&key(plan)) {
                Some(before) => self.levels(before, plan),
                None => self.appeared(plan, &mut gone),
            }
        }
        for plan in gone {
            self.whole(Cause::Gone, plan, None);
        }
    }

    fn whole(&mut self, cause: Cause, plan: &Plan, before: Option<&Plan>) {
        let place = match cause {
            Cause::Gone => None,
            _ => plan.cells.iter().map(|cell| &cell.place).find(|(file, ..)| !file.is_empty()),
        };
        let (file, sheet, cell) = place.cloned().unwrap_or_default();
        self.all.push(Change {
            cause,
            iso3: plan.iso3.clone(),
            country: plan.country.clone(),
            period: plan.period.clone(),
            period_before: before.map(|before| before.period.clone()),
            theme: None,
            from: None,
            to: None,
            evidence: String::new(),
            file,
            sheet,
            cell,
        });
    }

    fn level(&mut self, cause: Cause, plan: &Plan, before: &Plan, theme: (&str, usize, usize)) {
        let (Some(was), Some(is)) = (before.cells.get(theme.1), plan.cells.get(theme.2)) else { return };
        if was.level == is.level {
            return;
        }
        // A plan does not say less because nobody has read it.
        let cause = if cause.is_policy() && is.level == Level::Unknown { Cause::Unread } else { cause };
        let (file, sheet, cell) = is.place.clone();
        self.all.push(Change {
            cause,
            iso3: plan.iso3.clone(),
            country: plan.country.clone(),
            period: plan.period.clone(),
            period_before: (before.period != plan.period).then(|| before.period.clone()),
            theme: Some(theme.0.to_owned()),
            from: Some(was.level),
            to: Some(is.level),
            evidence: is.evidence.clone(),
            file,
            sheet,
            cell,
        });
    }

    /// An edition that the earlier run did not have.
    fn appeared(&mut self, plan: &'a Plan, gone: &mut Vec<&'a Plan>) {
        let of_country: Vec<&Plan> = self.old.plans.iter().filter(|old| old.iso3 == plan.iso3).collect();
        // The same plan under another period: what the sheet quotes of it is the same.
        let same = |old: &&Plan| {
            old.iso3 == plan.iso3
                && if plan.texts.is_empty() && old.texts.is_empty() {
                    old.start == plan.start && plan.start.is_some()
                } else {
                    old.texts == plan.texts
                }
        };
        // Adopted is what was in development, and is so no more: another plan may still be, and this one be an old one.
        let still = self.new.plans.iter().any(|new| new.iso3 == plan.iso3 && new.in_development);
        let developed = of_country.iter().copied().find(|old| old.in_development).filter(|_| !still);
        if let Some(before) = developed {
            gone.retain(|old| !std::ptr::eq(*old, before));
            self.whole(Cause::Adopted, plan, Some(before));
            for theme in self.themes.clone() {
                self.level(Cause::Adopted, plan, before, theme);
            }
            return;
        }
        if let Some(at) = gone.iter().position(same) {
            let before = gone.remove(at);
            self.whole(Cause::Period, plan, Some(before));
            return self.levels(before, plan);
        }
        let year: u16 = self.old.date.get(..4).and_then(|year| year.parse().ok()).unwrap_or(u16::MAX);
        let recent = plan.start.is_some_and(|start| start >= year) && !plan.in_development;
        let before = of_country.iter().copied().find(|old| old.headline);
        let cause = match (recent, before) {
            (true, None) => Cause::NewPlan,
            (true, Some(_)) => Cause::NewEdition,
            (false, _) => Cause::Listed,
        };
        self.whole(cause, plan, before);
        // Where the headline now counts it in place of another, the levels that it shows are otherwise.
        if let Some(before) = before.filter(|_| plan.headline) {
            for theme in self.themes.clone() {
                self.level(cause, plan, before, theme);
            }
        }
    }

    /// The levels of an edition that both runs have.
    fn levels(&mut self, before: &Plan, plan: &Plan) {
        if before.in_development && !plan.in_development {
            self.whole(Cause::Adopted, plan, Some(before));
        }
        for theme in self.themes.clone() {
            let (Some(was), Some(is)) = (before.cells.get(theme.1), plan.cells.get(theme.2)) else {
                continue;
            };
            if was.level != is.level {
                self.level(self.cause(before, plan, was, is), plan, before, theme);
            }
        }
    }

    /// Why a level of one edition is otherwise.
    fn cause(&self, before: &Plan, plan: &Plan, was: &Standing, is: &Standing) -> Cause {
        if before.in_development != plan.in_development {
            return if plan.in_development { Cause::Recoded } else { Cause::Adopted };
        }
        // The words that decide are the plan's, and only one of the runs has them. What a level of "none" or "unknown"
        // rests on are the texts as a whole.
        let stands = |words: &str, texts: &BTreeSet<String>| texts.iter().any(|text| text.contains(words));
        let new_words = !is.evidence.is_empty()
            && stands(&is.evidence, &plan.texts)
            && !stands(&is.evidence, &before.texts)
            && !stands(&is.evidence, &before.statements);
        let lost_words = !was.evidence.is_empty()
            && stands(&was.evidence, &before.texts)
            && !stands(&was.evidence, &plan.texts)
            && !stands(&was.evidence, &plan.statements);
        let other_texts = before.texts != plan.texts;
        let by_words = match (was.level.addresses(), is.level.addresses()) {
            (Some(true), Some(true)) if is.level > was.level => new_words,
            (Some(true), Some(true)) => lost_words,
            (_, Some(true)) => new_words,
            (Some(true), _) => lost_words,
            // Between "none" and "unknown".
            _ => other_texts && !by_person(was) && !by_person(is),
        };
        if by_words {
            return Cause::Text;
        }
        if by_person(was) || by_person(is) {
            return Cause::Recoded;
        }
        // The codebook stands before the tool in the list: of both, it is the one that a user changed.
        match self.differs.first() {
            Some(cause) => *cause,
            None if other_texts => Cause::Text,
            None => Cause::Settings,
        }
    }
}

fn by_person(standing: &Standing) -> bool {
    matches!(standing.basis, Basis::Coded | Basis::Stated)
}

#[cfg(test)]
mod tests;
