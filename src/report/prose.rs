//! Where numbers become words. Every sentence that a report says of its figures is made here, in English.
//!
//! A sentence must be right for nothing, one, some and all; a share is never said without its n, and what is
//! unknown is said to be unknown.

use crate::code::{Basis, Level};
use crate::compare::{Cell, Counts, Coverage, Edition, Share};

/// `A`, `A and B`, `A, B and C`.
pub(super) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 plan`, `3 plans`.
pub(super) fn count(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// Digits in groups of three, with a thin no-break space from ten thousand on.
pub(super) fn number(n: u32) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{A0}');
        }
        out.push(digit);
    }
    out
}

/// Small numbers as words, as they open a sentence.
pub(super) fn opening(n: u32) -> String {
    const WORDS: [&str; 11] =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    WORDS.get(n as usize).map_or_else(|| number(n), |word| (*word).to_owned())
}

/// `9 of 16`, or the words for no data.
pub(super) fn of(share: Option<Share>) -> String {
    share.map_or_else(
        || "no data".to_owned(),
        |share| format!("{} of {}", number(share.hit), number(share.of.get())),
    )
}

/// `9 of 16 (56%)`; below ten plans a percentage says more than is known, and is left out.
pub(super) fn of_percent(share: Option<Share>) -> String {
    match share {
        Some(known) if known.of.get() >= 10 => format!("{} ({}%)", of(share), percent(known)),
        _ => of(share),
    }
}

/// Whole per cent, halves up as readers round.
fn percent(share: Share) -> u32 {
    (share.percent() + 0.5).floor() as u32
}

/// `9 of 16 plans (56%)`.
fn of_plans(share: Share) -> String {
    let n = share.of.get();
    let plans = format!("{} of {}", number(share.hit), count(n, "plan", "plans"));
    if n >= 10 { format!("{plans} ({}%)", percent(share)) } else { plans }
}

/// `2026-11-24` as `24 November 2026`; anything else as it is.
pub(super) fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = iso.split('-').collect();
    if let [year, month, day] = parts[..]
        && let (Ok(month), Ok(day)) = (month.parse::<usize>(), day.parse::<u32>())
        && let Some(month) = month.checked_sub(1).and_then(|index| MONTHS.get(index))
    {
        return format!("{day} {month} {year}");
    }
    iso.to_owned()
}

/// The word for a level alone, as in keys and tables of counts.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Commitment => "Commitment",
        Level::Addressed => "Addressed",
        Level::Mention => "Mention",
        Level::None => "None",
        Level::Unknown => "Unknown",
    }
}

/// The word in a matrix cell. Silence is not proof: it is worded as what was not found.
pub(super) fn verdict(cell: &Cell) -> &'static str {
    match (cell.level, cell.basis) {
        (Level::None, Basis::Silent) => "Not found",
        (Level::None, Basis::Stated) => "No reference",
        (Level::Unknown, Basis::Coded) => "Unknown (conflict)",
        (known, _) => level(known),
    }
}

/// What a cell rests on, in words.
pub(super) fn basis(cell: &Cell) -> String {
    let known = match (cell.level, cell.basis) {
        (Level::Unknown, Basis::Coded) => "coders disagree",
        (_, Basis::Coded) => "coded by a person",
        (_, Basis::Excerpt) => "a passage of the plan",
        (_, Basis::Stated) => "the source says so",
        (_, Basis::Silent) => "not found in the text given",
        (_, Basis::Missing) if cell.rule == "language-not-coded" => "a passage could not be read",
        (_, Basis::Missing) => "no text or code was given",
    };
    match cell.machine {
        Some(other) => format!("{known}; the machine reads {}", level(other).to_lowercase()),
        None => known.to_owned(),
    }
}

/// `2017–2020`, `since 2014`, `2013`, `undated`.
pub(super) fn period(edition: &Edition) -> String {
    let written = edition.period.to_string();
    match written.strip_suffix("-open") {
        Some(start) => format!("since {start}"),
        None => written.replace('-', "–"),
    }
}

/// A theme's name and phrase in sentences, as the codebook gives them.
#[derive(Debug, Clone, Copy)]
pub(super) struct ThemeWords<'a> {
    /// "ICT"
    pub(super) short: &'a str,
    /// "ICT and electronics"
    pub(super) phrase: &'a str,
}

/// The answer in two or three sentences.
pub(super) fn lead(coverage: &Coverage, themes: &[ThemeWords<'_>]) -> String {
    let plans = coverage.headline.len() as u32;
    if plans == 0 {
        return "The spreadsheets hold no plan that could be read; nothing can be said about coverage."
            .to_owned();
    }
    let shares: Vec<(Share, &ThemeWords<'_>)> = coverage
        .counts
        .iter()
        .zip(themes)
        .filter_map(|(counts, theme)| counts.share().map(|share| (share, theme)))
        .collect();
    if shares.is_empty() {
        return format!(
            "For {}, no theme has been coded and no text was given: the coverage is unknown.",
            if plans == 1 { "the one plan".to_owned() } else { format!("all {} plans", number(plans)) }
        );
    }
    let mut sentences = vec![extremes(&shares)];
    let complete: Vec<&Edition> = coverage.headline().collect();
    let all = complete.iter().filter(|e| e.cells.iter().all(|c| c.level.addresses() == Some(true))).count();
    let no_theme =
        complete.iter().filter(|e| e.cells.iter().all(|c| c.level.addresses() == Some(false))).count();
    if themes.len() > 1 {
        sentences.push(all_or_none(all as u32, no_theme as u32, plans, themes.len() as u32));
    }
    sentences.join(" ")
}

fn extremes(shares: &[(Share, &ThemeWords<'_>)]) -> String {
    let rate = |share: Share| f64::from(share.hit) / f64::from(share.of.get());
    let most = shares.iter().map(|(share, _)| rate(*share)).fold(0.0, f64::max);
    let least = shares.iter().map(|(share, _)| rate(*share)).fold(1.0, f64::min);
    let at = |wanted: f64| -> Vec<&(Share, &ThemeWords<'_>)> {
        shares.iter().filter(|(share, _)| (rate(*share) - wanted).abs() < 1e-9).collect()
    };
    let named = |found: &[&(Share, &ThemeWords<'_>)]| -> String {
        list(&found.iter().map(|(_, theme)| within(theme.short)).collect::<Vec<_>>())
    };
    let plans = |found: &[&(Share, &ThemeWords<'_>)]| -> String {
        let first = found.first().map(|(share, _)| *share);
        let same_n = found.iter().all(|(share, _)| Some(share.of) == first.map(|share| share.of));
        match first {
            Some(share) if same_n && share.of.get() == 1 => {
                if share.hit == 0 {
                    "in no plan".to_owned()
                } else {
                    "in the one plan".to_owned()
                }
            }
            Some(share) if same_n && share.hit == 0 => format!("in none of {} plans", number(share.of.get())),
            Some(share) if same_n && share.hit == share.of.get() => {
                format!("in all of {} plans", number(share.of.get()))
            }
            Some(_) if same_n => format!("in {} plans", of(first)),
            _ => {
                let each: Vec<String> = found.iter().map(|(share, _)| of(Some(*share))).collect();
                format!("in {} plans", list(&each))
            }
        }
    };
    let (top, bottom) = (at(most), at(least));
    if top.len() == shares.len() {
        let verb = if shares.len() == 1 { "is" } else { "are each" };
        return format!("{} {verb} addressed {}.", capital(&named(&top)), plans(&top));
    }
    let verb = |found: usize| if found == 1 { "is" } else { "are" };
    format!(
        "{} {} addressed most often, {}; {} least often, {}.",
        capital(&named(&top)),
        verb(top.len()),
        plans(&top),
        named(&bottom),
        plans(&bottom)
    )
}

/// How many plans address every theme, and in how many none was found: never that a plan says nothing.
fn all_or_none(all: u32, nothing: u32, plans: u32, themes: u32) -> String {
    let every = if themes == 2 { "both themes".to_owned() } else { format!("all {themes} themes") };
    let any = if themes == 2 { "neither" } else { "none" };
    let first = match all {
        0 if plans == 1 => format!("The plan is not known to address {every}"),
        0 => format!("None of {} plans is known to address {every}", number(plans)),
        n if n == plans && plans == 1 => format!("The plan addresses {every}"),
        n if n == plans => format!("All {} plans address {every}", number(plans)),
        1 => format!("One of {} plans addresses {every}", number(plans)),
        n => format!("{} of {} plans address {every}", opening(n), number(plans)),
    };
    match nothing {
        0 => format!("{first}."),
        1 if plans == 1 => format!("{} of the themes was found in the plan.", capital(any)),
        n if n == plans => format!("{} of the themes was found in any plan.", capital(any)),
        n => format!("{first}; in {}, {any} of them was found.", opening(n).to_lowercase()),
    }
}

/// One finding a theme: shares, firmness, and who commits.
pub(super) fn finding(theme: ThemeWords<'_>, counts: Counts, committed: &[&str]) -> (String, String) {
    let head = format!("{}: ", theme.short);
    let Some(share) = counts.share() else {
        return (head, format!("unknown for {}.", all_plans(counts.unknown)));
    };
    let (hit, n) = (share.hit, share.of.get());
    let mut text = match hit {
        0 if n == 1 => format!("the one plan is not found to address {}", theme.phrase),
        0 => format!("none of {} is found to address {}", count(n, "plan", "plans"), theme.phrase),
        _ if hit == n && n == 1 => format!("the one plan addresses {}", theme.phrase),
        _ if hit == n => format!("all {} plans address {}", number(n), theme.phrase),
        _ => {
            format!("{} {} {}", of_plans(share), if hit == 1 { "addresses" } else { "address" }, theme.phrase)
        }
    };
    if hit > 0 {
        text.push_str(&firmness(counts, hit));
    }
    if !committed.is_empty() && committed.len() <= 12 {
        text.push_str(&format!(" ({})", list(committed)));
    }
    text.push('.');
    if counts.unknown > 0 {
        let more = count(counts.unknown, "plan is", "plans are");
        text.push_str(&format!(" {more} unknown and not counted."));
    }
    (head, text)
}

fn firmness(counts: Counts, hit: u32) -> String {
    let commitment = counts.commitment;
    let mut parts = match commitment {
        0 => ", none with a commitment".to_owned(),
        n if n == hit && hit == 1 => ", with a commitment".to_owned(),
        n if n == hit => ", all with a commitment".to_owned(),
        n => format!(", {} with a commitment", number(n)),
    };
    if counts.addressed > 0 {
        let unclear = if counts.addressed == hit { "all".to_owned() } else { number(counts.addressed) };
        parts.push_str(&format!(", {unclear} known only as “yes”"));
    }
    parts
}

fn all_plans(n: u32) -> String {
    if n == 1 { "the one plan".to_owned() } else { format!("all {} plans", number(n)) }
}

/// Below a key figure: what it counts, and what is not in it.
pub(super) fn key_note(counts: Counts) -> String {
    let Some(share) = counts.share() else { return "nothing known".to_owned() };
    let verb = if share.of.get() == 1 { "plan addresses it" } else { "plans address it" };
    let mut note = format!("{verb}; {} with a commitment", number(counts.commitment));
    if counts.unknown > 0 {
        note.push_str(&format!("; {} unknown", number(counts.unknown)));
    }
    note
}

/// Counts of one theme as a listener would want them.
pub(super) fn counts_in_words(label: &str, counts: Counts) -> String {
    let mut parts: Vec<String> = Level::ALL
        .iter()
        .filter(|&&l| counts.get(l) > 0)
        .map(|&l| format!("{} {}", level(l).to_lowercase(), number(counts.get(l))))
        .collect();
    if parts.is_empty() {
        parts.push("no plan".to_owned());
    }
    format!("{label}: {}, so {} address it.", parts.join(", "), of(counts.share()))
}

/// What one plan says, in a sentence or two.
pub(super) fn edition_lead(edition: &Edition, themes: &[ThemeWords<'_>]) -> String {
    if edition.in_development {
        return "The plan is still in development: nothing can be said of it yet.".to_owned();
    }
    let at = |wanted: &dyn Fn(&Cell) -> bool| -> Vec<String> {
        edition
            .cells
            .iter()
            .zip(themes)
            .filter(|(cell, _)| wanted(cell))
            .map(|(_, theme)| within(theme.short))
            .collect()
    };
    let committed = at(&|cell| cell.level == Level::Commitment);
    let mentioned = at(&|cell| cell.level == Level::Mention);
    let addressed = at(&|cell| cell.level == Level::Addressed);
    let silent = at(&|cell| cell.level == Level::None && cell.basis == Basis::Silent);
    let absent = at(&|cell| cell.level == Level::None && cell.basis != Basis::Silent);
    let unknown = at(&|cell| cell.level == Level::Unknown);
    let mut clauses = Vec::new();
    if !committed.is_empty() {
        clauses.push(format!("commits to action on {}", list(&committed)));
    }
    if !addressed.is_empty() {
        clauses.push(format!("addresses {}", list(&addressed)));
    }
    if !mentioned.is_empty() {
        clauses.push(format!("mentions {}", list(&mentioned)));
    }
    if !absent.is_empty() {
        clauses.push(format!("does not address {}", list(&absent)));
    }
    let mut sentences = Vec::new();
    if !clauses.is_empty() {
        sentences.push(format!("The plan {}.", list(&clauses)));
    }
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "was" } else { "were" };
        sentences.push(format!("{} {verb} not found in the text given.", capital(&list(&silent))));
    }
    if !unknown.is_empty() {
        let verb = if unknown.len() == 1 { "is" } else { "are" };
        sentences.push(format!("{} {verb} unknown.", capital(&list(&unknown))));
    }
    sentences.join(" ")
}

/// Names in backticks, as messages have them, in quotation marks.
pub(super) fn quoted(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut open = false;
    for ch in message.chars() {
        if ch == '`' {
            open = !open;
            out.push(if open { '“' } else { '”' });
        } else {
            out.push(ch);
        }
    }
    out
}

/// A name within a sentence: small, unless it is written in capitals as `ICT` is.
pub(super) fn within(name: &str) -> String {
    let capitals = name.chars().filter(|ch| ch.is_uppercase()).count();
    if capitals > 1 { name.to_owned() } else { name.to_lowercase() }
}

/// The first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AI: ThemeWords<'_> = ThemeWords { short: "AI", phrase: "artificial intelligence" };

    fn said(counts: Counts) -> String {
        finding(AI, counts, &[]).1
    }

    #[test]
    fn findings_are_right_for_nothing_one_some_and_all() {
        let none = Counts { none: 16, ..Counts::default() };
        assert_eq!(said(none), "none of 16 plans is found to address artificial intelligence.");
        let only = Counts { none: 1, ..Counts::default() };
        assert_eq!(said(only), "the one plan is not found to address artificial intelligence.");
        let one = Counts { none: 15, mention: 1, ..Counts::default() };
        assert_eq!(
            said(one),
            "1 of 16 plans (6%) addresses artificial intelligence, none with a commitment."
        );
        let all = Counts { commitment: 16, ..Counts::default() };
        assert_eq!(said(all), "all 16 plans address artificial intelligence, all with a commitment.");
        let single = Counts { commitment: 1, ..Counts::default() };
        assert_eq!(said(single), "the one plan addresses artificial intelligence, with a commitment.");
        let unknown = Counts { unknown: 3, ..Counts::default() };
        assert_eq!(said(unknown), "unknown for all 3 plans.");
        let mixed = Counts { commitment: 2, addressed: 1, mention: 1, none: 2, unknown: 1 };
        assert_eq!(
            said(mixed),
            "4 of 6 plans address artificial intelligence, 2 with a commitment, 1 known only as “yes”. 1 plan is \
             unknown and not counted."
        );
    }

    #[test]
    fn all_or_none_reads_well() {
        assert_eq!(
            all_or_none(1, 7, 16, 4),
            "One of 16 plans addresses all 4 themes; in seven, none of them was found."
        );
        assert_eq!(
            all_or_none(0, 1, 16, 4),
            "None of 16 plans is known to address all 4 themes; in one, none of them was found."
        );
        assert_eq!(all_or_none(16, 0, 16, 4), "All 16 plans address all 4 themes.");
        assert_eq!(all_or_none(1, 0, 1, 2), "The plan addresses both themes.");
        assert_eq!(all_or_none(0, 1, 1, 2), "Neither of the themes was found in the plan.");
    }

    #[test]
    fn lists_numbers_and_dates() {
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(number(9999), "9999");
        assert_eq!(number(1_234_567), "1\u{A0}234\u{A0}567");
        assert_eq!(date("2026-11-04"), "4 November 2026");
    }
}
