//! Headings and titles which say that what stands under them is missing from the plans, or is about something else.

use super::super::clean::words;

/// Words for what is missing.
#[rustfmt::skip]
const MISSING: &[&str] = &[
    "suggested", "recommended", "gap", "gaps", "missing", "absent", "lacking", "lacunes", "absents", "absentes", "manquants",
    "ausentes", "faltantes", "vacios", "fehlend",
];
/// Words beside which these leave it open: "coverage and gaps".
const BOTH: &[&str] = &["coverage", "analysis", "and", "or", "et", "und", "strengths", "progress"];
/// Words for what is elsewhere than in the plan, over some columns. In a title they may say less.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "omitted", "omissions", "omis", "omises", "omitidos", "weakness", "weaknesses", "outside", "demand", "demands", "barriers",
    "budget", "excluded", "implemented",
];
/// The same, where no plan is named beside it: "NHRI recommendations", and not "Recommendations of the NAP".
const OF_OTHERS: &[&str] = &["recommendations", "recommandations", "recomendaciones", "submissions"];
/// The same in several words, also behind "other".
#[rustfmt::skip]
const ELSEWHERE_TOGETHER: &[&str] = &[
    "not in", "not part", "not within", "next nap", "next plan", "next action plan", "other policies", "other documents",
    "other laws", "other strategies", "other instruments",
];
/// Whole titles and headings.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "gaps", "missing", "gap", "lacunes", "left out", "blind spots", "omissions", "not in nap", "not in the nap", "next nap",
    "outside the nap", "gaps in naps", "recommendations", "nhri recommendations", "implementation", "implementation status",
    "survey", "company survey", "stakeholder survey", "nhri survey", "survey results", "shadow report", "cso shadow report",
    "submissions", "stakeholder submissions", "do not use", "old do not use", "superseded", "recommandations", "recomendaciones",
    "empfehlungen", "laws", "national laws", "legislation", "national legislation",
];
/// Parts of a title, whatever it begins with.
#[rustfmt::skip]
const IN_TITLE: &[&str] = &[
    "themes left out", "missing from the nap", "missing from naps", "absent from the nap", "absent from naps", "naps do not cover",
    "naps do not address", "nap does not cover", "should the nap", "for the next nap", "nap themes not addressed",
    "stakeholder submissions", "results of stakeholder survey", "shadow report of", "implementation status of nap measures",
    "implementation status of measures", "implementation status of actions", "implementation status of commitments",
];
/// Parts of a title that begins with one of [`FIRST`].
#[rustfmt::skip]
const IN_LIST: &[&str] = &[
    "missing from", "missing in", "missing themes", "missing topics", "missing issues", "themes absents", "themes manquants",
    "temas ausentes", "temas faltantes", "fehlende themen", "temi mancanti", "temi assenti", "recommended by",
    "raised by civil society",
];
/// What a list of themes begins with.
#[rustfmt::skip]
const FIRST: &[&str] = &[
    "theme", "themes", "topics", "issues", "areas", "gap", "gaps", "missing", "not", "temas", "temi", "fehlende", "lacunes",
];
/// Words of a note on what a sign means, which is no title.
const NOTE: &[&str] = &["x", "cell", "cells", "blank", "means", "marks"];
/// Words of a heading over columns, and of a title.
const LONGEST_HEADING: usize = 6;
const LONGEST_GAP: usize = 8;
const LONGEST_TITLE: usize = 12;

/// A heading in folded words.
struct Heading<'h> {
    written: &'h str,
    words: String,
    /// How many.
    count: usize,
}

impl<'h> Heading<'h> {
    fn of(written: &'h str) -> Self {
        let words = words(written);
        let count = words.split(' ').count();
        Self { written, words, count }
    }

    fn has(&self, listed: &[&str]) -> bool {
        self.words.split(' ').any(|word| listed.contains(&word))
    }

    fn says(&self, listed: &[&str]) -> bool {
        listed.iter().any(|says| self.words.contains(says))
    }

    /// Whether it says in a few words that something is missing: `Gaps`, `Not addressed`.
    fn is_of_gaps(&self) -> bool {
        let few = self.count <= LONGEST_GAP && !self.written.contains(['=', ':', ';', '.']);
        few && (says_not(&self.words) || self.has(MISSING) && !self.has(BOTH))
    }
}

/// Whether a heading over some columns says that they are not about what is in the plan: `Not addressed`, `Outside the NAP`,
/// `Recommended for next NAP`, `Other policies`. As the title of a sheet or a table it may say less.
pub(in crate::read) fn is_not_of_plan(heading: &str) -> bool {
    let heading = Heading::of(heading);
    let elsewhere = heading.has(ELSEWHERE)
        || heading.says(ELSEWHERE_TOGETHER)
        || heading.has(OF_OTHERS) && !heading.has(&["nap", "naps", "pan", "pna", "plan"])
        || TITLES.contains(&&*heading.words);
    heading.is_of_gaps() || elsewhere && !heading.has(&["and", "or"]) && heading.count <= LONGEST_HEADING
}

/// Whether a title over a whole table, or the name of its sheet, says that it lists what is missing, or is about something else
/// than the plans: `Themes missing from NAPs`, `NHRI recommendations`.
pub(in crate::read) fn is_title_of_gaps(title: &str) -> bool {
    let plain = title.replace([':', ';', '.'], " ");
    let title = Heading::of(&plain);
    // "Next NAP 2026".
    let bare = title.words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let part = title.says(IN_TITLE) && !title.has(NOTE) && title.count <= LONGEST_TITLE;
    let first = title.words.split(' ').next().unwrap_or_default();
    let list = title.says(IN_LIST) || title.is_of_gaps() && says_not(&title.words);
    TITLES.contains(&bare) || part || list && FIRST.contains(&first)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_gaps_are_told_from_other_titles() {
        for heading in ["Gaps", "Not addressed", "Themes missing from the NAP", "Suggested for next NAP"] {
            assert!(Heading::of(heading).is_of_gaps(), "{heading}");
        }
        for heading in [
            "Themes addressed or not addressed",
            "Not for circulation",
            "NAPs of states not in the EU",
            "x = not addressed",
        ] {
            assert!(!Heading::of(heading).is_of_gaps(), "{heading}");
        }
    }

    #[test]
    fn headings_over_columns_of_something_else_are_told_from_others() {
        for heading in [
            "Not in NAP",
            "Outside the NAP",
            "Weaknesses",
            "Budget for",
            "Recommended for next NAP",
            "Omitted",
            "NHRI recommendations",
            "Other policies",
            "National laws",
        ] {
            assert!(is_not_of_plan(heading), "{heading}");
        }
        for heading in [
            "In NAP",
            "NAP text",
            "Strengths and weaknesses",
            "Notes",
            "Not for circulation",
            "Included or omitted",
            "Policy areas",
            "Access to remedy",
            "Pillar III – Implementation of remedy",
            "Recommendations of the NAP",
        ] {
            assert!(!is_not_of_plan(heading), "{heading}");
        }
    }

    #[test]
    fn titles_of_something_else_are_told_from_others() {
        for title in [
            "Themes missing from NAPs",
            "Themes not addressed",
            "Fehlende Themen",
            "Temas ausentes del plan",
            "Lacunes : thèmes absents du PAN",
            "Gaps",
            "Not covered",
            "Which themes are missing from the NAP?",
            "What NAPs do not cover",
            "Not in NAP",
            "Next NAP 2026",
            "Recommendations",
            "Themes recommended by the NHRI for the next NAP",
            "Stakeholder submissions mention",
            "Old - do not use",
        ] {
            assert!(is_title_of_gaps(title), "{title}");
        }
        for title in [
            "Coverage and gaps 2024",
            "Missing values are blank",
            "Recommended themes",
            "x means that the theme is missing from the NAP",
            "Survey of National Action Plans",
            "NAPs: implementation and remedy",
            "Coding as recommended by the institute",
            "Implementation status of NAPs",
            "Coding 2024",
            "2024",
        ] {
            assert!(!is_title_of_gaps(title), "{title}");
        }
    }
}
