//! The evidence: what each level rests on, and the passages with the words that decided.

use super::block::{Align, Block, Cell, Column, Row, Span, Style, Table, Text, Width, plain};
use super::words::Words;
use super::{Material, matrix, prose};
use crate::code::{Basis, By, Excerpt, Level};
use crate::compare::{self, Edition, Passage};

/// The name that links to an edition go to. Codes, never names from cells.
pub(super) fn anchor(edition: &Edition) -> String {
    format!("{}-{}", edition.country.as_str(), edition.period)
}

/// Section and page as one phrase; empty where neither is given.
pub(super) fn locus(words: &Words, section: &str, page: &str) -> String {
    let mut parts = Vec::new();
    if !section.is_empty() {
        parts.push(section.to_owned());
    }
    if !page.is_empty() {
        // Sheets write "12" and "page 12" alike.
        let bare = page.chars().all(|ch| ch.is_ascii_digit() || matches!(ch, '-' | '–' | ',' | ' '));
        parts.push(if bare { words.say("page-short", &[("page", page.into())]) } else { page.to_owned() });
    }
    parts.join(" · ")
}

/// A table of an edition's levels: theme, level, basis, where in the plan, which cell.
pub(super) fn levels_table(material: &Material<'_>, edition: &Edition) -> Block {
    let words = &*material.words;
    let column =
        |id: &str, share| Column { header: words.plain(id), width: Width::Share(share), align: Align::Start };
    let columns = vec![
        matrix::content_column(words.plain("col-theme")),
        matrix::content_column(words.plain("col-level")),
        column("col-basis", 1.5),
        column("col-cell", 1.1),
    ];
    let rows = material.themes.iter().zip(&edition.cells).map(|(theme, cell)| Row {
        cells: vec![
            Cell { text: plain(theme.short.as_str()), badge: None },
            matrix::quiet_level_cell(material, cell),
            Cell { text: rests_on(words, cell), badge: None },
            Cell { text: vec![Span::quiet(prose::place(words, &cell.place))], badge: None },
        ],
        strong: false,
    });
    Block::Table(Table { title: Vec::new(), columns, rows: rows.collect(), note: Vec::new() })
}

fn rests_on(words: &Words, cell: &compare::Cell) -> Text {
    let mut text = plain(prose::capital(&prose::basis(words, cell)));
    let locus = locus(words, &cell.section, &cell.page);
    if !locus.is_empty() {
        text.push(Span::quiet(format!(" – {locus}")));
    }
    if !cell.note.is_empty() {
        let remarks: Vec<String> = cell.note.0.iter().map(|remark| prose::remark(words, remark)).collect();
        text.push(Span::quiet(format!(" ({})", remarks.join("; "))));
    }
    text
}

/// Which passages to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// Only those about this theme.
    pub(super) theme: Option<usize>,
    /// Most a theme; `None` shows all.
    pub(super) most: Option<usize>,
    /// Also those that earned nothing.
    pub(super) silent: bool,
}

/// The passages of an edition as quotations; at the end, how many more there are.
pub(super) fn passages(material: &Material<'_>, edition: &Edition, choice: Choice) -> Vec<Block> {
    let mut shown = vec![0_usize; material.themes.len()];
    let mut blocks = Vec::new();
    let mut more = 0_u32;
    for passage in firmest_first(edition, choice.theme) {
        let about: Vec<usize> = themes_of(passage)
            .into_iter()
            .filter(|theme| choice.theme.is_none_or(|only| only == *theme))
            .collect();
        if about.is_empty() && !choice.silent {
            continue;
        }
        let room = |theme: &usize| {
            choice.most.is_none_or(|most| shown.get(*theme).is_some_and(|&shown| shown < most))
        };
        if !about.is_empty() && !about.iter().any(room) {
            more += 1;
            continue;
        }
        for theme in &about {
            if let Some(shown) = shown.get_mut(*theme) {
                *shown += 1;
            }
        }
        blocks.push(quote(material, edition, passage, choice.theme));
    }
    if more > 0 {
        let values = [("n", more.into()), ("country", edition.name.as_str().into())];
        let text = plain(material.words.say("passages-more", &values));
        blocks.push(Block::Paragraph { style: Style::Note, text });
    }
    blocks
}

fn themes_of(passage: &Passage) -> Vec<usize> {
    let mut themes: Vec<usize> = passage
        .earned
        .iter()
        .filter(|earned| earned.level.addresses() == Some(true))
        .map(|earned| earned.theme)
        .collect();
    themes.dedup();
    themes
}

/// Firmest first; of equals the order of the sheet.
fn firmest_first(edition: &Edition, theme: Option<usize>) -> Vec<&Passage> {
    let firmness = |passage: &Passage| {
        passage
            .earned
            .iter()
            .filter(|earned| theme.is_none_or(|theme| earned.theme == theme))
            .map(|earned| earned.level)
            .max()
            .unwrap_or(Level::Unknown)
    };
    let mut passages: Vec<&Passage> = edition.passages.iter().collect();
    passages.sort_by_key(|passage| std::cmp::Reverse(firmness(passage)));
    passages
}

fn quote(material: &Material<'_>, edition: &Edition, passage: &Passage, only: Option<usize>) -> Block {
    let words = &*material.words;
    let mut lead = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let mut last = None;
    let mut shown = Vec::new();
    for earned in &passage.earned {
        // Of one theme the first is the firmest.
        if only.is_some_and(|only| only != earned.theme) || last == Some(earned.theme) {
            continue;
        }
        last = Some(earned.theme);
        let Some(theme) = material.themes.get(earned.theme) else { continue };
        // Beside another level that a person gave, this one is told to be the machine's.
        let cell = edition.cells.get(earned.theme);
        let overruled = earned.by == By::Machine
            && cell.is_some_and(|cell| cell.basis == Basis::Coded && cell.level != earned.level);
        shown.push((theme, earned.level, overruled));
        notes.extend(earned.note.0.iter().map(|remark| prose::remark(words, remark)));
    }
    // Once for all of them where it is true of all.
    let mixed = shown.iter().any(|(.., overruled)| !overruled);
    for (at, (theme, level, overruled)) in shown.iter().enumerate() {
        if at > 0 {
            lead.push(Span::quiet("  ·  "));
        }
        lead.push(Span::bold(theme.short.clone()));
        lead.push(Span::plain(format!(" {}", prose::level(words, *level).to_lowercase())));
        if *overruled && (mixed || at + 1 == shown.len()) {
            lead.push(Span::quiet(format!(" ({})", words.plain("passage-machine"))));
        }
    }
    if lead.is_empty() {
        lead.push(Span::quiet(words.plain(if passage.read {
            "passage-none-theme"
        } else {
            "passage-not-read"
        })));
    }
    if passage.statement {
        lead.push(Span::quiet(format!("  –  {}", words.plain("passage-statement"))));
    }
    let mut source = locus(words, &passage.section, &passage.page);
    for part in [&*passage.document, &prose::place(words, &passage.place)] {
        if !part.is_empty() {
            if !source.is_empty() {
                source.push_str(" · ");
            }
            source.push_str(part);
        }
    }
    for note in notes {
        source.push_str(" · ");
        source.push_str(&note);
    }
    let lang = passage.lang.as_deref().filter(|lang| *lang != words.lang()).map(str::to_owned);
    Block::Quote { lead, text: marked(passage, only), lang, source: plain(source) }
}

/// The passage with the words that decided in bold.
fn marked(passage: &Passage, only: Option<usize>) -> Text {
    let text = &passage.text;
    let mut bold: Vec<(usize, usize)> = Vec::new();
    for earned in &passage.earned {
        if only.is_some_and(|only| only != earned.theme) || earned.evidence.is_empty() {
            continue;
        }
        // What is a copy, of a heading or of the line above a list, is bold where the sentence has the same words.
        let within = |words: &Excerpt| {
            let own = earned.evidence.range_in(text).map(|range| range.start);
            let start = own.or_else(|| text.find(&*earned.evidence))?;
            let sentence = text.get(start..start + earned.evidence.len())?;
            find_words(sentence, words).map(|(from, to)| (start + from, start + to))
        };
        let place = |words: &Excerpt| words.range_in(text).map(|range| (range.start, range.end));
        bold.extend(earned.matched.iter().filter_map(|words| place(words).or_else(|| within(words))));
    }
    bold.sort_unstable();
    let mut spans = Vec::new();
    let mut at = 0;
    for (from, to) in bold {
        let from = from.max(at);
        if from >= to {
            continue;
        }
        if at < from {
            spans.push(Span::plain(&text[at..from]));
        }
        spans.push(Span::bold(&text[from..to]));
        at = to;
    }
    if at < text.len() || spans.is_empty() {
        spans.push(Span::plain(&text[at..]));
    }
    if is_table(text) {
        without_bars(&mut spans);
    }
    spans
}

/// Whether every line of a passage is a row of a table, as programs write one that they copy.
fn is_table(text: &str) -> bool {
    let row = |line: &str| line.len() > 1 && line.starts_with('|') && line.ends_with('|');
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(row)
}

/// The cells of such a table, one behind the other: `Indicator: ...`.
fn without_bars(spans: &mut [Span]) {
    let last = spans.len().saturating_sub(1);
    for (at, span) in spans.iter_mut().enumerate() {
        let mut text =
            span.text.replace("\r\n", "\n").replace(" |\n", "\n").replace("|\n", "\n").replace("\n| ", "\n");
        if at == 0 {
            text = text.trim_start_matches(['|', ' ']).to_owned();
        }
        if at == last {
            text = text.trim_end_matches(['|', ' ', '\n']).to_owned();
        }
        span.text = text.replace(" | ", ": ");
    }
}

/// Where words stand in a sentence, whatever their case; only whole characters.
fn find_words(sentence: &str, words: &str) -> Option<(usize, usize)> {
    if words.is_empty() {
        return None;
    }
    if let Some(from) = sentence.find(words) {
        return Some((from, from + words.len()));
    }
    let length = words.chars().count();
    let starts: Vec<usize> = sentence.char_indices().map(|(at, _)| at).chain([sentence.len()]).collect();
    starts.windows(length + 1).find_map(|window| {
        let (from, to) = (*window.first()?, *window.last()?);
        let candidate = sentence.get(from..to)?;
        candidate.to_lowercase().eq(&words.to_lowercase()).then_some((from, to))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::code::{Remarks, Rule};
    use crate::compare::Earned;
    use crate::diagnostic::{Place, Source};

    #[test]
    fn a_table_that_was_copied_loses_its_bars() {
        let text = "| Indicator | GDPR |\n| Results | **a** meeting |";
        assert!(is_table(text) && !is_table("| Indicator | GDPR |\nand more") && !is_table(""));
        let mut spans = vec![
            Span::plain("| Indicator | "),
            Span::bold("GDPR"),
            Span::plain(" |\n| Results | meetings |"),
        ];
        without_bars(&mut spans);
        let shown: String = spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(shown, "Indicator: GDPR\nResults: meetings");
    }

    #[test]
    fn the_words_that_decided_are_bold_where_they_stand() {
        let text: Arc<str> = "Willing firms act. The willing State will protect privacy.".into();
        let at = |from: usize, part: &str| {
            let start = from + text[from..].find(part).unwrap();
            Excerpt::of(&text, &text[start..start + part.len()])
        };
        let sentence = at(19, "The willing State will protect privacy.");
        let earned = |matched: Vec<Excerpt>| Earned {
            matched: matched.into(),
            theme: 0,
            level: Level::Commitment,
            by: By::Machine,
            evidence: sentence.clone(),
            rule: Rule::ActionAhead,
            note: Remarks::default(),
        };
        let bold = |matched: Vec<Excerpt>| -> Vec<(usize, String)> {
            let source = Arc::new(Source { file: "a.csv".to_owned(), sheet: None });
            let passage = Passage {
                text: Arc::clone(&text),
                statement: false,
                lang: None,
                read: true,
                section: "".into(),
                page: "".into(),
                document: "".into(),
                earned: vec![earned(matched)],
                place: Place::cell(&source, 1, 2),
            };
            let mut start = 0;
            let spans = marked(&passage, None).into_iter().map(|span| {
                start += span.text.len();
                (start - span.text.len(), span)
            });
            spans.filter(|(_, span)| span.bold).map(|(at, span)| (at, span.text.clone())).collect()
        };
        let privacy = (50, "privacy".to_owned());
        assert_eq!(
            bold(vec![at(0, "privacy"), at(30, " will")]),
            [(36, " will".to_owned()), privacy.clone()]
        );
        // Copies are looked for in the sentence, in any case.
        let copies = vec![Excerpt::from("Privacy"), Excerpt::from("willing"), Excerpt::from("courts")];
        assert_eq!(bold(copies), [(23, "willing".to_owned()), privacy]);
    }
}
