//! Headings and titles which say that what stands under them is missing.

use super::super::clean::words;

/// Whether a heading over some themes says that they are missing: `Gaps`, `Not addressed`.
pub(in crate::read) fn is_of_gaps(heading: &str) -> bool {
    #[rustfmt::skip]
    const GAPS: [&str; 15] = [
        "suggested", "recommended", "gap", "gaps", "missing", "absent", "lacking", "lacunes", "absents", "absentes",
        "manquants", "ausentes", "faltantes", "vacios", "fehlend",
    ];
    const BOTH: [&str; 8] = ["coverage", "analysis", "and", "or", "et", "und", "strengths", "progress"];
    const MOST_WORDS: usize = 8;
    let words = words(heading);
    let has = |listed: &[&str]| words.split(' ').any(|word| listed.contains(&word));
    let few = words.split(' ').count() <= MOST_WORDS && !heading.contains(['=', ':', ';', '.']);
    few && (says_not(&words) || has(&GAPS) && !has(&BOTH))
}

/// Whether a heading over some columns says that they are not about what is in the plan: `Outside the NAP`, `Weaknesses`,
/// `Recommended for next NAP`. As the title of a sheet or a table it may say less.
pub(in crate::read) fn is_not_of_plan(heading: &str) -> bool {
    #[rustfmt::skip]
    const NOT: [&str; 14] = [
        "omitted", "omissions", "omis", "omises", "omitidos", "weakness", "weaknesses", "outside", "demand", "demands", "barriers",
        "budget", "excluded", "implemented",
    ];
    const SAYS: [&str; 6] = ["not in", "not part", "not within", "next nap", "next plan", "next action plan"];
    const PLAN: [&str; 2] = ["and", "or"];
    let words = words(heading);
    let has = |listed: &[&str]| words.split(' ').any(|word| listed.contains(&word));
    let says = has(&NOT) || SAYS.iter().any(|says| words.contains(says));
    is_of_gaps(heading) || says && !has(&PLAN) && words.split(' ').count() <= 6
}

/// Words of a title.
const LONGEST_TITLE: usize = 9;

/// Whether a title over a whole table says that it lists what is missing: `Themes missing from NAPs`.
pub(in crate::read) fn is_title_of_gaps(title: &str) -> bool {
    #[rustfmt::skip]
    const FIRST: [&str; 13] = [
        "theme", "themes", "topics", "issues", "areas", "gap", "gaps", "missing", "not", "temas", "temi", "fehlende",
        "lacunes",
    ];
    /// Whatever they begin with.
    const WHOLE: [&str; 11] = [
        "themes left out",
        "missing from the nap",
        "missing from naps",
        "absent from the nap",
        "absent from naps",
        "naps do not cover",
        "naps do not address",
        "nap does not cover",
        "should the nap",
        "for the next nap",
        "nap themes not addressed",
    ];
    const SAYS: [&str; 12] = [
        "missing from",
        "missing in",
        "missing themes",
        "missing topics",
        "missing issues",
        "themes absents",
        "themes manquants",
        "temas ausentes",
        "temas faltantes",
        "fehlende themen",
        "temi mancanti",
        "temi assenti",
    ];
    let words = words(&title.replace([':', ';', '.'], " "));
    let first = words.split(' ').next().unwrap_or_default();
    #[rustfmt::skip]
    let alone = [
        "gaps", "missing", "gap", "lacunes", "left out", "blind spots", "omissions", "not in nap", "not in the nap", "next nap",
        "outside the nap", "gaps in naps",
    ].contains(&words.as_str());
    // A note on what a sign means is no title.
    let note = words.split(' ').any(|word| ["x", "cell", "cells", "blank", "means", "marks"].contains(&word));
    let alone = alone
        || !note
            && WHOLE.iter().any(|says| words.contains(says))
            && words.split(' ').count() <= LONGEST_TITLE;
    let says = SAYS.iter().any(|says| words.contains(says)) || is_of_gaps(&words) && says_not(&words);
    alone || says && FIRST.contains(&first)
}

/// `not addressed`, but not `addressed or not addressed`; nor `not for circulation`.
fn says_not(words: &str) -> bool {
    const DONE: [&str; 8] =
        ["addressed", "covered", "mentioned", "included", "found", "present", "discussed", "referenced"];
    const ELSE: [&str; 5] = ["whether", "blank", "empty", "cell", "x"];
    let without = DONE.iter().fold(words.to_owned(), |words, done| words.replace(&format!("not {done}"), ""));
    let also = without.split(' ').any(|word| DONE.contains(&word) || ELSE.contains(&word) || word == "not");
    without != words && !also
}
