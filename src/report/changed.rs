//! What changed since an earlier run, in words: in the plans, and apart from that in the method alone.

use std::sync::Arc;

use super::block::{Block, Document, Sheet, Span, Style, Text, plain};
use super::{Material, Subject, Words, parts, prose};
use crate::compare::change::{Cause, Change, Changes};

/// Most changes of a kind that a report lists; `nap-report diff` lists all.
const MOST_LISTED: usize = 60;
/// Most characters of the words that decided.
const LONGEST_WORDS: usize = 240;

/// Changes, with what is needed to say them.
struct Said<'a> {
    changes: &'a Changes,
    words: &'a Words,
    /// A theme's name within a sentence, by its id.
    name: &'a dyn Fn(&str) -> String,
    /// Most of a kind.
    most: usize,
    /// Level of the headings of the two lists.
    level: u8,
}

/// The part of a report: what changed for its subject. Nothing where there is no earlier run, or nothing to say.
pub(super) fn part(material: &Material<'_>, subject: Subject) -> Vec<Block> {
    let Some(changes) = material.changes else { return Vec::new() };
    let theme_id = match subject {
        Subject::Theme(theme) => material.themes.get(theme).map(|theme| theme.id.clone()),
        _ => None,
    };
    let about = |change: &&Change| match subject {
        Subject::Comparison => true,
        Subject::Country(country) => change.iso3 == country.as_str(),
        Subject::Theme(_) => change.theme == theme_id,
    };
    let mut own = changes.clone();
    own.policy = changes.policy.iter().filter(about).cloned().collect();
    own.method = changes.method.iter().filter(about).cloned().collect();
    own.shares.retain(|(id, ..)| theme_id.as_ref().is_none_or(|own| own == id));
    if !matches!(subject, Subject::Comparison) && own.policy.is_empty() && own.method.is_empty() {
        return Vec::new();
    }
    if matches!(subject, Subject::Country(_)) {
        // Figures of all plans are no matter of one country.
        own.shares.clear();
    }
    let name = |id: &str| {
        let theme = material.themes.iter().find(|theme| theme.id == id);
        theme.map_or_else(|| id.to_owned(), |theme| prose::within(&theme.short))
    };
    let said = Said { changes: &own, words: &material.words, name: &name, most: MOST_LISTED, level: 3 };
    said.blocks(matches!(subject, Subject::Comparison))
}

/// All changes between two runs as a report of its own; `names` are the themes' ids and names.
#[must_use]
pub fn changes_report(changes: &Changes, names: &[(String, String)], words: &Arc<Words>) -> Document {
    let name = |id: &str| named(names, id);
    let said = Said { changes, words, name: &name, most: usize::MAX, level: 2 };
    let title = words.plain("h-changed");
    let since = prose::date(words, &changes.since);
    let until = prose::date(words, &changes.until);
    let subtitle = words.say("changed-between", &[("since", since.into()), ("until", until.clone().into())]);
    let scope = prose::count(words, "plans", changes.plans as u32);
    let mut blocks = vec![Block::Title {
        kicker: words.plain("kicker-changed"),
        title: title.clone(),
        subtitle: subtitle.clone(),
        facts: vec![(words.plain("fact-date"), until.clone()), (words.plain("fact-scope"), scope)],
    }];
    blocks.extend(said.blocks(true));
    let made = [("date", until.into()), ("version", crate::VERSION.into())];
    Document {
        title: format!("{title}: {subtitle}"),
        subject: subtitle,
        keywords: ["keyword-plan", "keyword-field"].map(|id| words.plain(id)).into(),
        author: "nap-report".to_owned(),
        lang: words.lang().to_owned(),
        date: changes.until.clone(),
        running_head: title,
        running_foot: words.say("made-with", &made),
        page_word: words.plain("page"),
        classification: String::new(),
        sheet: Sheet::default(),
        blocks,
    }
}

/// All changes between two runs, line by line, for a terminal; `names` are the themes' ids and names.
#[must_use]
pub fn changes_text(changes: &Changes, names: &[(String, String)], words: &Words) -> Vec<String> {
    let name = |id: &str| named(names, id);
    let said = Said { changes, words, name: &name, most: usize::MAX, level: 2 };
    let mut lines = Vec::new();
    for block in said.blocks(true) {
        match block {
            Block::Heading { text, .. } => lines.extend([String::new(), text]),
            Block::Paragraph { text, .. } => lines.push(super::markdown::words(&text)),
            Block::List { items, .. } => {
                lines.extend(items.iter().map(|item| format!("  - {}", super::markdown::words(item))));
            }
            _ => {}
        }
    }
    lines
}

fn named(names: &[(String, String)], id: &str) -> String {
    let known = names.iter().find(|(other, _)| other == id);
    known.map_or_else(|| id.to_owned(), |(_, name)| prose::within(name))
}

impl Said<'_> {
    fn blocks(&self, whole: bool) -> Vec<Block> {
        let (changes, words) = (self.changes, self.words);
        let since = prose::date(words, &changes.since);
        if changes.is_empty() {
            let mut blocks = vec![parts::body(words.say("changed-nothing", &[("since", since.into())]))];
            blocks.extend(self.method_differs());
            return blocks;
        }
        let mut blocks = Vec::new();
        if whole {
            let values = [
                ("since", since.into()),
                ("before", prose::count(words, "plans", changes.plans_before as u32).into()),
                ("now", prose::count(words, "plans", changes.plans as u32).into()),
            ];
            blocks.push(parts::body(words.say("changed-intro", &values)));
        } else {
            blocks.push(parts::body(words.say("changed-since", &[("since", since.into())])));
        }
        let shares = self.shares();
        if !shares.is_empty() {
            blocks.push(Block::List { items: shares, numbered: false });
        }
        // A brief or a profile is about few changes; what did not change in it goes without saying.
        if whole || !changes.policy.is_empty() {
            blocks.push(self.heading("h-changed-policy"));
            if changes.policy.is_empty() {
                blocks.push(parts::body(words.plain("changed-policy-none")));
            } else {
                blocks.extend(self.list(&changes.policy));
            }
        }
        // Themes that came or went are a matter of the whole.
        let themes = |id: &str, ids: &[String]| {
            let names: Vec<String> = ids.iter().map(|id| (self.name)(id)).collect();
            let text = || parts::body(words.say(id, &[("themes", prose::list(words, &names).into())]));
            (whole && !ids.is_empty()).then(text)
        };
        let (new, gone) = (
            themes("changed-themes-new", &changes.themes_new),
            themes("changed-themes-gone", &changes.themes_gone),
        );
        if !changes.method.is_empty() || new.is_some() || gone.is_some() {
            blocks.push(self.heading("h-changed-method"));
            blocks.push(parts::body(words.plain("changed-method-note")));
            blocks.extend(self.list(&changes.method).into_iter().chain(new).chain(gone));
        }
        if whole {
            blocks.extend(self.method_differs());
        }
        blocks
    }

    fn heading(&self, id: &str) -> Block {
        let (text, anchor) = (self.words.plain(id), id.trim_start_matches("h-").to_owned());
        Block::Heading { level: self.level, text, anchor }
    }

    /// Shares that are otherwise than before.
    fn shares(&self) -> Vec<Text> {
        let words = self.words;
        let changed = self.changes.shares.iter().filter(|(_, before, now)| before != now);
        let line = |(id, before, now): &(String, _, _)| {
            let head = words.say("colon", &[("label", prose::capital(&(self.name)(id)).into())]);
            let values =
                [("before", prose::of(words, *before).into()), ("now", prose::of(words, *now).into())];
            parts::headed(format!("{head} "), words.say("changed-share", &values))
        };
        changed.map(line).collect()
    }

    /// An item an edition and cause.
    fn list(&self, all: &[Change]) -> Option<Block> {
        let alike = |a: &Change, b: &Change| (&a.iso3, &a.period, a.cause) == (&b.iso3, &b.period, b.cause);
        let groups: Vec<&[Change]> = all.chunk_by(alike).collect();
        let mut items: Vec<Text> = groups.iter().take(self.most).map(|group| self.item(group)).collect();
        let more = groups.len().saturating_sub(self.most) as u32;
        if more > 0 {
            items.push(plain(prose::count(self.words, "changed-more", more)));
        }
        (!items.is_empty()).then_some(Block::List { items, numbered: false })
    }

    /// What is otherwise with an edition for one cause: as a whole, and its levels.
    fn item(&self, group: &[Change]) -> Text {
        let words = self.words;
        let Some(first) = group.first() else { return Text::new() };
        let period = prose::written_period(words, &first.period);
        let head = words.say("colon", &[("label", format!("{}, {period}", first.country).into())]);
        let before = first.period_before.as_deref().map(|before| prose::written_period(words, before));
        let whole = group.iter().find(|change| change.theme.is_none());
        let said = match (whole, before) {
            (Some(_), Some(before)) if first.cause == Cause::Listed => {
                words.say("changed-listed-too", &[("before", before.into())])
            }
            (Some(_), before) => words.say(
                &format!("changed-{}", first.cause.as_str()),
                &[("before", before.unwrap_or_default().into())],
            ),
            (None, _) => {
                let why = words.plain(&format!("cause-{}", first.cause.as_str()));
                words.say("colon", &[("label", why.into())])
            }
        };
        let mut text = parts::headed(format!("{head} "), said);
        let one_sheet =
            group.iter().all(|change| (&change.file, &change.sheet) == (&first.file, &first.sheet));
        let levels: Vec<&Change> = group.iter().filter(|change| change.theme.is_some()).collect();
        for (number, change) in levels.iter().enumerate() {
            let level = self.level(change);
            let level = if number == 0 && whole.is_some() { prose::capital(&level) } else { level };
            text.push(Span::plain(format!("{} {level}", if number > 0 { ";" } else { "" })));
            if change.cause == Cause::Text && !change.evidence.is_empty() {
                text.push(Span::plain(format!(" {}", prose::quote(words, &cut(&change.evidence)))));
            }
            let place = if one_sheet { change.cell.clone() } else { place(change) };
            if !place.is_empty() {
                text.push(Span::quiet(format!(" ({place})")));
            }
        }
        if !levels.is_empty() {
            text.push(Span::plain("."));
        }
        let place = match (levels.is_empty(), one_sheet) {
            (true, _) => place(first),
            (false, true) => place(&Change { cell: String::new(), ..first.clone() }),
            (false, false) => String::new(),
        };
        if !place.is_empty() {
            text.push(Span::quiet(format!(" ({place})")));
        }
        text
    }

    /// "privacy from mention to commitment".
    fn level(&self, change: &Change) -> String {
        let words = self.words;
        let level = |level: Option<crate::code::Level>| {
            level.map(|level| prose::within(&prose::level(words, level))).unwrap_or_default()
        };
        let values = [
            ("theme", (self.name)(change.theme.as_deref().unwrap_or_default()).into()),
            ("from", level(change.from).into()),
            ("to", level(change.to).into()),
        ];
        words.say("changed-level", &values)
    }

    /// Which parts of the method are otherwise, also where no level shows it.
    fn method_differs(&self) -> Option<Block> {
        let words = self.words;
        let parts: Vec<String> = self
            .changes
            .method_differs
            .iter()
            .map(|cause| words.plain(&format!("method-of-{}", cause.as_str())))
            .collect();
        let text = words.say("changed-method-differs", &[("parts", prose::list(words, &parts).into())]);
        (!parts.is_empty()).then(|| Block::Paragraph { style: Style::Note, text: plain(text) })
    }
}

/// File, sheet and cell; nothing where there is none.
fn place(change: &Change) -> String {
    let parts = [change.file.as_str(), change.sheet.as_deref().unwrap_or_default(), &change.cell];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The words that decided, cut where they are very long.
fn cut(evidence: &str) -> String {
    let mut cut: String = evidence.chars().take(LONGEST_WORDS).collect();
    if cut.len() < evidence.len() {
        cut.push('…');
    }
    cut
}
