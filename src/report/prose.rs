//! Where numbers become words. Every sentence that a report says of its figures is put together here, from the
//! messages of a language.
//!
//! A sentence must be right for nothing, one, some and all; a share is never said without its n, and what is
//! unknown is said to be unknown.

use super::words::{Value, Words};
use crate::code::{Basis, Level, Remark};
use crate::compare::{Cell, Counts, Coverage, Edition, Share};
use crate::diagnostic::{Place, Spot};

/// `A`, `A and B`, `A, B and C`.
pub(super) fn list<S: AsRef<str>>(words: &Words, items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            let last = last.as_ref();
            // Before this sound the Spanish "and" is another one.
            let i = if last.to_lowercase().starts_with(['i', 'í']) { "yes" } else { "no" };
            let values = [("first", first.join(", ").into()), ("last", last.into()), ("i", i.into())];
            words.say("list-last", &values)
        }
    }
}

/// A message that counts one thing.
pub(super) fn count(words: &Words, id: &str, n: u32) -> String {
    words.say(id, &[("n", n.into())])
}

/// Digits in groups of three, with a no-break space from ten thousand on.
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

/// `9 of 16`, or the words for no data.
pub(super) fn of(words: &Words, share: Option<Share>) -> String {
    share.map_or_else(
        || words.plain("no-data"),
        |share| words.say("of", &[("hit", share.hit.into()), ("of", share.of.get().into())]),
    )
}

/// `9 of 16 (56%)`; below ten plans a percentage says more than is known, and is left out.
pub(super) fn of_percent(words: &Words, share: Option<Share>) -> String {
    match share {
        Some(known) if known.of.get() >= 10 => {
            let values = [
                ("hit", known.hit.into()),
                ("of", known.of.get().into()),
                ("percent", percent(known).into()),
            ];
            words.say("of-percent", &values)
        }
        _ => of(words, share),
    }
}

/// Whole per cent, halves up as readers round.
fn percent(share: Share) -> u32 {
    (share.percent() + 0.5).floor() as u32
}

/// `9 of 16 plans (56%)`.
fn of_plans(words: &Words, share: Share) -> String {
    let plans = words.say("of-plans", &[("hit", share.hit.into()), ("of", share.of.get().into())]);
    if share.of.get() >= 10 {
        format!("{plans} ({})", words.say("percent", &[("percent", percent(share).into())]))
    } else {
        plans
    }
}

/// `2026-11-24` as `24 November 2026`; anything else as it is.
pub(super) fn date(words: &Words, iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    if let [year, month, day] = parts[..]
        && let (Ok(month), Ok(day)) = (month.parse::<u32>(), day.parse::<u32>())
    {
        return words.say("date", &[("day", day.into()), ("month", month.into()), ("year", year.into())]);
    }
    iso.to_owned()
}

/// The word for a level alone, as in keys and tables of counts.
pub(super) fn level(words: &Words, level: Level) -> String {
    words.plain(match level {
        Level::Commitment => "level-commitment",
        Level::Addressed => "level-addressed",
        Level::Mention => "level-mention",
        Level::None => "level-none",
        Level::Unknown => "level-unknown",
    })
}

/// The word in a matrix cell. Silence is not proof: it is worded as what was not found.
pub(super) fn verdict(words: &Words, cell: &Cell) -> String {
    match (cell.level, cell.basis) {
        (Level::None, Basis::Silent) => words.plain("verdict-not-found"),
        (Level::None, Basis::Stated) => words.plain("verdict-stated"),
        (Level::Unknown, Basis::Coded) => words.plain("verdict-conflict"),
        (known, _) => level(words, known),
    }
}

/// What a cell rests on, in words.
pub(super) fn basis(words: &Words, cell: &Cell) -> String {
    let known = words.plain(match (cell.level, cell.basis) {
        (Level::Unknown, Basis::Coded) => "basis-disagree",
        (_, Basis::Coded) => "basis-coded",
        (_, Basis::Excerpt) => "basis-excerpt",
        (_, Basis::Stated) => "basis-stated",
        (_, Basis::Silent) => "basis-silent",
        (_, Basis::Missing) if cell.rule == "language-not-coded" => "basis-not-read",
        (_, Basis::Missing) => "basis-missing",
    });
    match cell.machine {
        Some(other) => {
            let other = level(words, other).to_lowercase();
            words.say("basis-machine", &[("basis", known.into()), ("level", other.into())])
        }
        None => known,
    }
}

/// `2017–2020`, `since 2014`, `2013`, `undated`.
pub(super) fn period(words: &Words, edition: &Edition) -> String {
    written_period(words, &edition.period.to_string())
}

/// A period as the files write it: `2017–2020`, "since 2014".
pub(super) fn written_period(words: &Words, written: &str) -> String {
    match written.strip_suffix("-open") {
        Some(start) => words.say("period-since", &[("year", start.into())]),
        None if written == "undated" => words.plain("period-undated"),
        None => written.replace('-', "–"),
    }
}

/// Words as a quotation.
pub(super) fn quote(words: &Words, quoted: &str) -> String {
    words.say("quote", &[("words", quoted.into())])
}

/// File, sheet and cell in one line.
pub(super) fn place(words: &Words, place: &Place) -> String {
    let mut parts = vec![place.source.file.clone()];
    parts.extend(place.source.sheet.clone());
    parts.push(spot(words, place));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// Where in its sheet a place is: `B17`, `row 17`; nothing for the whole.
pub(super) fn spot(words: &Words, place: &Place) -> String {
    let said = |id: &str, at: String| words.say(id, &[("at", at.into())]);
    match place.spot {
        Spot::Row(row) => said("place-row", (u64::from(row) + 1).to_string()),
        Spot::Line(line) => said("place-line", line.to_string()),
        Spot::Column(column) => said("place-column", crate::diagnostic::column_name(column)),
        Spot::Whole | Spot::Cell(..) => place.spot_name(),
    }
}

/// A remark beside a level.
pub(super) fn remark(words: &Words, remark: &Remark) -> String {
    let said = |id: &str, name: &str, value: String| words.say(id, &[(name, value.into())]);
    match remark {
        Remark::Condition(condition) => said("remark-condition", "words", condition.clone()),
        Remark::FromHeading(heading) => said("remark-heading", "words", quote(words, heading)),
        Remark::FromSheet => words.plain("remark-sheet"),
        Remark::Contradicts(at) => said("remark-contradicts", "place", place(words, at)),
        Remark::Disagree { codes, more } => {
            let codes = codes.iter().map(|(code, at)| {
                let values = [("level", level(words, *code).into()), ("place", place(words, at).into())];
                words.say("remark-code-at", &values)
            });
            let codes = codes.collect::<Vec<_>>().join("; ");
            match more {
                0 => said("remark-disagree", "codes", codes),
                more => {
                    words.say("remark-disagree-more", &[("codes", codes.into()), ("more", (*more).into())])
                }
            }
        }
        Remark::NotRead(Some(language)) => said("remark-not-read", "language", language.clone()),
        Remark::NotRead(None) => words.plain("remark-not-read-theme"),
        Remark::InDevelopment => words.plain("remark-in-development"),
        Remark::Written(written) => written.clone(),
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
pub(super) fn lead(words: &Words, coverage: &Coverage, themes: &[ThemeWords<'_>]) -> String {
    let plans = coverage.headline.len() as u32;
    if plans == 0 {
        return words.plain("lead-no-plan");
    }
    let shares: Vec<(Share, &ThemeWords<'_>)> = coverage
        .counts
        .iter()
        .zip(themes)
        .filter_map(|(counts, theme)| counts.share().map(|share| (share, theme)))
        .collect();
    if shares.is_empty() {
        return count(words, "lead-unknown", plans);
    }
    let mut sentences = vec![extremes(words, &shares)];
    let complete: Vec<&Edition> = coverage.headline().collect();
    let all = complete.iter().filter(|e| e.cells.iter().all(|c| c.level.addresses() == Some(true))).count();
    let no_theme =
        complete.iter().filter(|e| e.cells.iter().all(|c| c.level.addresses() == Some(false))).count();
    if themes.len() > 1 {
        sentences.push(all_or_none(words, all as u32, no_theme as u32, plans, themes.len() as u32));
    }
    sentences.join(" ")
}

fn extremes(words: &Words, shares: &[(Share, &ThemeWords<'_>)]) -> String {
    let of_all = || shares.iter().map(|(share, _)| share.of.get());
    let (fewest, most_plans) = (of_all().min().unwrap_or(0), of_all().max().unwrap_or(0));
    // One of one is no more often than two of three.
    if fewest * 2 < most_plans || fewest != most_plans && fewest < FEWEST_RANKED {
        let each = shares.iter().map(|(share, theme)| format!("{} {}", theme.short, of(words, Some(*share))));
        let shares = list(words, &each.collect::<Vec<_>>());
        return words.say("extremes-apart", &[("shares", shares.into())]);
    }
    let rate = |share: Share| f64::from(share.hit) / f64::from(share.of.get());
    let most = shares.iter().map(|(share, _)| rate(*share)).fold(0.0, f64::max);
    let least = shares.iter().map(|(share, _)| rate(*share)).fold(1.0, f64::min);
    let at = |wanted: f64| -> Vec<&(Share, &ThemeWords<'_>)> {
        shares.iter().filter(|(share, _)| (rate(*share) - wanted).abs() < 1e-9).collect()
    };
    let named = |found: &[&(Share, &ThemeWords<'_>)]| -> String {
        list(words, &found.iter().map(|(_, theme)| within(theme.short)).collect::<Vec<_>>())
    };
    let (top, bottom) = (at(most), at(least));
    // A sentence that opens with a name takes a capital; one that a message opens has it already.
    let (first, in_top) = (named(&top), in_plans(words, &top));
    if top.len() == shares.len() {
        let values =
            [("themes", (shares.len() as u32).into()), ("top", first.into()), ("in-top", in_top.into())];
        return capital(&words.say("extremes-same", &values));
    }
    let values = [
        ("top-count", (top.len() as u32).into()),
        ("top", first.into()),
        ("in-top", in_top.into()),
        ("bottom", named(&bottom).into()),
        ("in-bottom", in_plans(words, &bottom).into()),
    ];
    capital(&words.say("extremes", &values))
}

/// Fewer plans than these put no theme before another that is known for more.
const FEWEST_RANKED: u32 = 5;

/// `in 9 of 16 plans`, of themes that are addressed equally often.
fn in_plans(words: &Words, found: &[&(Share, &ThemeWords<'_>)]) -> String {
    let first = found.first().map(|(share, _)| *share);
    let same_n = found.iter().all(|(share, _)| Some(share.of) == first.map(|share| share.of));
    match first {
        Some(share) if same_n && share.of.get() == 1 => {
            words.plain(if share.hit == 0 { "in-plans-one-none" } else { "in-plans-one-all" })
        }
        Some(share) if same_n && share.hit == 0 => count(words, "in-plans-none", share.of.get()),
        Some(share) if same_n && share.hit == share.of.get() => count(words, "in-plans-all", share.of.get()),
        Some(share) if same_n => {
            words.say("in-plans-share", &[("hit", share.hit.into()), ("of", share.of.get().into())])
        }
        _ => {
            let each: Vec<String> = found.iter().map(|(share, _)| of(words, Some(*share))).collect();
            words.say("in-plans-some", &[("shares", list(words, &each).into())])
        }
    }
}

/// How many plans address every theme, and in how many none was found: never that a plan says nothing.
fn all_or_none(words: &Words, all: u32, nothing: u32, plans: u32, themes: u32) -> String {
    let every = words.say("every-theme", &[("themes", themes.into())]);
    let any = words.say("any-theme", &[("themes", themes.into())]);
    let opening = count(words, "opening", all);
    let case = match all {
        0 if plans == 1 => "none-one",
        0 => "none",
        n if n == plans && plans == 1 => "one-of-one",
        n if n == plans => "all",
        1 => "one",
        _ => "some",
    };
    let values: [(&str, Value<'_>); 4] =
        [("case", case.into()), ("every", every.into()), ("n", plans.into()), ("opening", opening.into())];
    let first = words.say("all-themes", &values);
    let case = match nothing {
        0 => return format!("{first}."),
        1 if plans == 1 => "one",
        n if n == plans => "all",
        _ => "some",
    };
    let some = count(words, "opening", nothing).to_lowercase();
    let any = if case == "some" { any } else { capital(&any) };
    let values: [(&str, Value<'_>); 5] = [
        ("case", case.into()),
        ("any", any.into()),
        ("first", first.into()),
        ("some", some.into()),
        ("count", nothing.into()),
    ];
    words.say("no-themes", &values)
}

/// One finding a theme: shares, firmness, and who commits.
pub(super) fn finding(
    words: &Words,
    theme: ThemeWords<'_>,
    counts: Counts,
    committed: &[&str],
) -> (String, String) {
    let head = format!("{} ", words.say("colon", &[("label", theme.short.into())]));
    let Some(share) = counts.share() else {
        return (head, count(words, "finding-unknown", counts.unknown));
    };
    let (hit, n) = (share.hit, share.of.get());
    let whole = |id: &str| words.say(id, &[("n", n.into()), ("phrase", theme.phrase.into())]);
    let mut text = match hit {
        0 => whole("finding-none"),
        _ if hit == n => whole("finding-all"),
        _ => {
            let plans = of_plans(words, share);
            let values: [(&str, Value<'_>); 3] =
                [("hit", hit.into()), ("of-plans", plans.into()), ("phrase", theme.phrase.into())];
            words.say("finding-some", &values)
        }
    };
    if hit > 0 {
        text.push_str(&firmness(words, counts, hit));
    }
    if !committed.is_empty() && committed.len() <= 12 {
        text.push_str(&format!(" ({})", list(words, committed)));
    }
    text.push('.');
    if counts.unknown > 0 {
        text.push(' ');
        text.push_str(&count(words, "finding-not-counted", counts.unknown));
    }
    (head, text)
}

fn firmness(words: &Words, counts: Counts, hit: u32) -> String {
    let mut parts = match counts.commitment {
        0 => words.plain("firm-none"),
        n if n == hit && hit == 1 => words.plain("firm-one"),
        n if n == hit => words.plain("firm-all"),
        n => count(words, "firm-some", n),
    };
    if counts.addressed > 0 {
        parts.push_str(&if counts.addressed == hit {
            words.plain("firm-unclear-all")
        } else {
            count(words, "firm-unclear", counts.addressed)
        });
    }
    parts
}

/// Below a key figure: what it counts, and what is not in it.
pub(super) fn key_note(words: &Words, counts: Counts) -> String {
    let Some(share) = counts.share() else { return words.plain("key-nothing") };
    let values = [("of", share.of.get().into()), ("committed", counts.commitment.into())];
    let mut note = words.say("key-note", &values);
    if counts.unknown > 0 {
        note.push_str(&count(words, "key-unknown", counts.unknown));
    }
    note
}

/// Counts of one theme as a listener would want them.
pub(super) fn counts_in_words(words: &Words, label: &str, counts: Counts) -> String {
    let mut parts: Vec<String> = Level::ALL
        .iter()
        .filter(|&&l| counts.get(l) > 0)
        .map(|&l| format!("{} {}", level(words, l).to_lowercase(), number(counts.get(l))))
        .collect();
    if parts.is_empty() {
        parts.push(words.plain("chart-counts-none"));
    }
    let share = of(words, counts.share());
    let values = [("label", label.into()), ("counts", parts.join(", ").into()), ("share", share.into())];
    words.say("chart-counts", &values)
}

/// What one plan says, in a sentence or two.
pub(super) fn edition_lead(words: &Words, edition: &Edition, themes: &[ThemeWords<'_>]) -> String {
    if edition.in_development {
        return words.plain("plan-in-development");
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
    let clauses: Vec<String> = [
        ("plan-commits", &committed),
        ("plan-addresses", &addressed),
        ("plan-mentions", &mentioned),
        ("plan-not", &absent),
    ]
    .into_iter()
    .filter(|(_, themes)| !themes.is_empty())
    .map(|(id, themes)| words.say(id, &[("themes", list(words, themes).into())]))
    .collect();
    let mut sentences = Vec::new();
    if !clauses.is_empty() {
        sentences.push(words.say("plan-sentence", &[("clauses", list(words, &clauses).into())]));
    }
    for (id, themes) in [("plan-silent", silent), ("plan-unknown", unknown)] {
        if !themes.is_empty() {
            let n = themes.len() as u32;
            let said = words.say(id, &[("n", n.into()), ("themes", list(words, &themes).into())]);
            sentences.push(capital(&said));
        }
    }
    sentences.join(" ")
}

/// Names in backticks, as messages have them, in quotation marks.
pub(super) fn quoted(words: &Words, message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut parts = message.split('`');
    out.push_str(parts.next().unwrap_or_default());
    while let Some(name) = parts.next() {
        out.push_str(&quote(words, name));
        out.push_str(parts.next().unwrap_or_default());
    }
    out
}

/// What a problem is, in the language of the report: its own message in English, else what its kind means with the
/// names that the message holds.
pub(super) fn problem(words: &Words, code: &str, message: &str) -> String {
    let id = format!("problem-{code}");
    if !words.has(&id) {
        return capital(&quoted(words, message));
    }
    let parts: Vec<&str> = message.split('`').collect();
    // The place has a column of its own: no names of sheets.
    let names = parts.chunks(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    let names = names.filter(|(before, _)| !before.ends_with("sheet "));
    let level = |name: &str| Level::ALL.into_iter().find(|level| level.as_str() == name);
    let names = names.map(|(_, name)| match level(name) {
        Some(known) => quote(words, &self::level(words, known).to_lowercase()),
        None => quote(words, name),
    });
    let names: Vec<String> = names.collect();
    let kind = words.plain(&id);
    if names.is_empty() {
        kind
    } else {
        format!("{} {}", words.say("colon", &[("label", kind.into())]), names.join(", "))
    }
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
        finding(&Words::built_in("en"), AI, counts, &[]).1
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
            "4 of 6 plans address artificial intelligence, 2 with a commitment, 1 known only as “yes”. The level \
             of 1 plan is unknown; it is not counted."
        );
    }

    #[test]
    fn all_or_none_reads_well() {
        let words = Words::built_in("en");
        let all_or_none = |a, n, p, t| super::all_or_none(&words, a, n, p, t);
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
        let words = Words::built_in("en");
        assert_eq!(list(&words, &["A"]), "A");
        assert_eq!(list(&words, &["A", "B", "C"]), "A, B and C");
        assert_eq!(number(9999), "9999");
        assert_eq!(number(1_234_567), "1\u{A0}234\u{A0}567");
        assert_eq!(date(&words, "2026-11-04"), "4 November 2026");
    }
    #[test]
    fn three_languages_say_the_same_figures() {
        let counts = Counts { commitment: 2, mention: 1, none: 13, unknown: 1, ..Counts::default() };
        let theme = ThemeWords { short: "IA", phrase: "l’intelligence artificielle" };
        let french = finding(&Words::built_in("fr"), theme, counts, &["Chili", "Irlande"]);
        assert_eq!(
            french.1,
            "3 plans sur 16 (19\u{A0}%) abordent l’intelligence artificielle, dont 2 avec un engagement (Chili et \
             Irlande). Le niveau de 1 plan est inconnu\u{a0}; il n’est pas compté."
        );
        let theme = ThemeWords { short: "IA", phrase: "la inteligencia artificial" };
        let spanish = finding(&Words::built_in("es"), theme, counts, &["Chile", "Irlanda"]);
        assert_eq!(
            spanish.1,
            "3 de 16 planes (19\u{A0}%) abordan la inteligencia artificial, 2 con un compromiso (Chile e Irlanda). Se \
             desconoce el nivel de 1 plan; no se cuenta."
        );
        assert_eq!(date(&Words::built_in("fr"), "2026-11-01"), "1er novembre 2026");
        assert_eq!(date(&Words::built_in("es"), "2026-11-01"), "1 de noviembre de 2026");
    }
}
