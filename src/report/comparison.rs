//! Parts of the comparison: all countries, the answer first.

use rayon::prelude::*;

use super::block::{Block, KeyFigure, plain};
use super::{Material, evidence, parts, prose};
use crate::code::Level;
use crate::compare::{Edition, Editions};

/// Which plans the figures count.
pub(super) fn scope(material: &Material<'_>) -> String {
    let plans = material.coverage.headline.len() as u32;
    let id = match material.editions {
        Editions::Latest => "scope-latest",
        Editions::All => "plans",
    };
    prose::count(&material.words, id, plans)
}

/// A large figure a theme.
pub(super) fn key_figures(material: &Material<'_>) -> Vec<Block> {
    let words = &*material.words;
    let key = |(theme, counts): (&crate::code::Theme, &crate::compare::Counts)| KeyFigure {
        label: theme.name.clone(),
        figure: prose::of(words, counts.share()),
        note: prose::key_note(words, *counts),
        share: counts.share().map(|share| (share.hit, share.of.get())),
    };
    parts::figures(material.themes.iter().zip(&material.coverage.counts).map(key).collect())
}

/// A sentence a theme.
pub(super) fn findings(material: &Material<'_>) -> Vec<Block> {
    let headline = material.headline();
    let themes = material.theme_words();
    let findings =
        themes.iter().zip(&material.coverage.counts).enumerate().map(|(theme, (named, counts))| {
            let committed: Vec<&str> = headline
                .iter()
                .filter(|edition| {
                    edition.cells.get(theme).is_some_and(|cell| cell.level == Level::Commitment)
                })
                .map(|edition| edition.name.as_str())
                .collect();
            let (head, text) = prose::finding(&material.words, *named, *counts, &committed);
            parts::headed(head, text)
        });
    vec![Block::List { items: findings.collect(), numbered: false }]
}

/// A sentence a group: its shares, or that it has no plan.
pub(super) fn groups(material: &Material<'_>) -> Vec<Block> {
    let words = &*material.words;
    let items = material.coverage.groups.iter().map(|group| {
        let head = format!("{} ", words.say("colon", &[("label", group.name.as_str().into())]));
        if group.plans == 0 {
            return parts::headed(head, words.plain("group-none"));
        }
        let shares = material.themes.iter().zip(&group.counts).map(|(theme, counts)| {
            let share = prose::of_percent(words, counts.share());
            words.say("group-share", &[("theme", theme.short.as_str().into()), ("share", share.into())])
        });
        let shares: Vec<String> = shares.collect();
        parts::headed(head, format!("{}.", shares.join(", ")))
    });
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        return Vec::new();
    }
    let note = Block::Paragraph { style: super::block::Style::Note, text: plain(words.plain("group-note")) };
    vec![Block::List { items, numbered: false }, note]
}

/// Levels and passages, country by country.
pub(super) fn by_country(material: &Material<'_>, most: Option<usize>) -> Vec<Block> {
    let of_one = |edition: &Edition| {
        let heading = format!("{}, {}", edition.name, prose::period(&material.words, edition));
        let choice = evidence::Choice { theme: None, most, silent: false };
        let mut blocks =
            vec![parts::edition_heading(heading, edition), evidence::levels_table(material, edition)];
        blocks.extend(evidence::passages(material, edition, choice));
        blocks
    };
    material.headline().into_par_iter().flat_map_iter(of_one).collect()
}
