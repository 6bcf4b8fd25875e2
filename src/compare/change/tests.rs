//! Which changes are of the plans, and which of the method alone.

use super::*;

fn standing(level: Level, basis: Basis, evidence: &str) -> Standing {
    let place = ("a.xlsx".to_owned(), Some("S".to_owned()), "C7".to_owned());
    Standing { level, basis, evidence: evidence.to_owned(), place }
}

/// A plan with one theme.
fn plan(iso3: &str, period: &str, cell: Standing, texts: &[&str]) -> Plan {
    Plan {
        iso3: iso3.to_owned(),
        country: iso3.to_owned(),
        period: period.to_owned(),
        start: period.get(..4).and_then(|year| year.parse().ok()),
        in_development: false,
        headline: true,
        cells: vec![cell],
        texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        statements: BTreeSet::new(),
    }
}

fn run(plans: Vec<Plan>) -> State {
    State {
        date: "2026-03-01".to_owned(),
        tool: ("1".to_owned(), "b".to_owned()),
        templates: [("built-in codebook.toml".to_owned(), "hash".to_owned())].into(),
        themes: vec!["ict".to_owned()],
        theme_names: vec!["ICT".to_owned()],
        shares: vec![None],
        plans,
    }
}

/// What changed, as `policy|method: cause period theme from>to`.
fn told(old: Vec<Plan>, new: Vec<Plan>) -> Vec<String> {
    told_of(&run(old), &run(new))
}

fn told_of(old: &State, new: &State) -> Vec<String> {
    let all = changes(old, new);
    let line = |kind: &str, change: &Change| {
        let level = |level: Option<Level>| level.map_or("-", Level::as_str);
        let theme = change.theme.as_deref().unwrap_or("-");
        let (from, to) = (level(change.from), level(change.to));
        format!("{kind}: {} {} {theme} {from}>{to}", change.cause.as_str(), change.period)
    };
    let policy = all.policy.iter().map(|change| line("policy", change));
    policy.chain(all.method.iter().map(|change| line("method", change))).collect()
}

const SAYS: &str = "The State will train judges on ICT.";
const NOTES: &str = "ICT is growing.";

fn commitment() -> Standing {
    standing(Level::Commitment, Basis::Excerpt, SAYS)
}

fn mention() -> Standing {
    standing(Level::Mention, Basis::Excerpt, NOTES)
}

#[test]
fn the_same_is_no_change() {
    let one = || vec![plan("FIN", "2020-2024", commitment(), &[SAYS])];
    assert!(changes(&run(one()), &run(one())).is_empty());
}

#[test]
fn new_words_of_the_plan_are_a_change_of_it_and_a_new_reading_of_old_words_is_not() {
    let before = plan("FIN", "2020-2024", mention(), &[NOTES]);
    let more = plan("FIN", "2020-2024", commitment(), &[NOTES, SAYS]);
    assert_eq!(
        told(vec![before.clone()], vec![more.clone()]),
        ["policy: text 2020-2024 ict mention>commitment"]
    );
    assert_eq!(
        told(vec![more.clone()], vec![before.clone()]),
        ["policy: text 2020-2024 ict commitment>mention"]
    );
    // The words were there before.
    let with_words = plan("FIN", "2020-2024", mention(), &[NOTES, SAYS]);
    let mut other_book = run(vec![more.clone()]);
    other_book.templates = [("templates/codebook.toml".to_owned(), "other".to_owned())].into();
    let old = run(vec![with_words.clone()]);
    assert_eq!(told_of(&old, &other_book), ["method: codebook 2020-2024 ict mention>commitment"]);
    let mut other_tool = run(vec![more]);
    other_tool.tool.1 = "c".to_owned();
    assert_eq!(told_of(&old, &other_tool), ["method: tool 2020-2024 ict mention>commitment"]);
    // Both at once: what rests on new words is still told apart.
    other_book.plans.push(plan("SWE", "2020-2024", commitment(), &[SAYS]));
    let mut old = run(vec![with_words, plan("SWE", "2020-2024", mention(), &[NOTES])]);
    old.tool.1 = "c".to_owned();
    assert_eq!(
        told_of(&old, &other_book),
        [
            "policy: text 2020-2024 ict mention>commitment",
            "method: codebook 2020-2024 ict mention>commitment"
        ]
    );
}

#[test]
fn another_code_for_the_same_words_is_a_person_s() {
    let coded = |level| plan("FIN", "2020-2024", standing(level, Basis::Coded, SAYS), &[SAYS]);
    assert_eq!(
        told(vec![coded(Level::Mention)], vec![coded(Level::Commitment)]),
        ["method: recoded 2020-2024 ict mention>commitment"]
    );
    let bare = |level| plan("FIN", "2020-2024", standing(level, Basis::Coded, "2"), &[]);
    assert_eq!(
        told(vec![bare(Level::None)], vec![bare(Level::Commitment)]),
        ["method: recoded 2020-2024 ict none>commitment"]
    );
}

#[test]
fn what_the_sheet_s_author_states_is_no_word_of_the_plan() {
    let mut stated = plan("FIN", "2020-2024", standing(Level::None, Basis::Stated, "no ICT in it"), &[NOTES]);
    stated.statements.insert("no ICT in it".to_owned());
    let before = plan("FIN", "2020-2024", mention(), &[NOTES]);
    assert_eq!(told(vec![before], vec![stated]), ["method: recoded 2020-2024 ict mention>none"]);
}

#[test]
fn a_plan_from_before_the_earlier_run_is_newly_listed_and_no_new_policy() {
    let old = plan("FIN", "2014-2018", mention(), &[NOTES]);
    let of = |iso3: &str, period: &str| plan(iso3, period, commitment(), &[SAYS]);
    let with = |more: Plan| vec![Plan { headline: more.iso3 != "FIN", ..old.clone() }, more];
    assert_eq!(
        told(vec![old.clone()], with(of("FIN", "2026-2030"))),
        ["policy: new-edition 2026-2030 - ->-", "policy: new-edition 2026-2030 ict mention>commitment"]
    );
    assert_eq!(
        told(vec![old.clone()], with(of("FIN", "2019-2024"))),
        ["method: listed 2019-2024 - ->-", "method: listed 2019-2024 ict mention>commitment"]
    );
    assert_eq!(told(vec![old.clone()], with(of("KEN", "2021-2025"))), ["method: listed 2021-2025 - ->-"]);
    assert_eq!(told(vec![old.clone()], with(of("KEN", "2026-2030"))), ["policy: new-plan 2026-2030 - ->-"]);
    assert_eq!(told(vec![old.clone()], with(of("KEN", "undated"))), ["method: listed undated - ->-"]);
    assert_eq!(told(with(of("KEN", "2021")), vec![old]), ["method: gone 2021 - ->-"]);
}

#[test]
fn a_corrected_period_is_no_new_edition() {
    let old = plan("FIN", "2026-2030", commitment(), &[SAYS]);
    let new = plan("FIN", "2027-2031", commitment(), &[SAYS]);
    assert_eq!(told(vec![old], vec![new]), ["method: period 2027-2031 - ->-"]);
}

#[test]
fn adoption_is_policy_and_what_nobody_has_read_is_none() {
    let unknown = || standing(Level::Unknown, Basis::Missing, "");
    let old = Plan { in_development: true, ..plan("FIN", "undated", unknown(), &[]) };
    let adopted = plan("FIN", "2025-2028", commitment(), &[SAYS]);
    assert_eq!(
        told(vec![old], vec![adopted]),
        ["policy: adopted 2025-2028 - ->-", "policy: adopted 2025-2028 ict unknown>commitment"]
    );
    // An older plan that is newly listed is not what was in development, and still is.
    let still = Plan { in_development: true, ..plan("FIN", "undated", unknown(), &[]) };
    let older = plan("FIN", "2014-2018", commitment(), &[SAYS]);
    assert_eq!(
        told(vec![still.clone()], vec![Plan { headline: false, ..still }, older]),
        ["method: listed 2014-2018 - ->-", "method: listed 2014-2018 ict unknown>commitment"]
    );
    let first = plan("FIN", "2014-2018", commitment(), &[SAYS]);
    let second = plan("FIN", "2026-2030", unknown(), &[]);
    assert_eq!(
        told(vec![first.clone()], vec![Plan { headline: false, ..first }, second]),
        ["policy: new-edition 2026-2030 - ->-", "method: unread 2026-2030 ict commitment>unknown"]
    );
}

#[test]
fn themes_that_one_run_alone_knows_are_told() {
    let mut new = run(vec![plan("FIN", "2020-2024", commitment(), &[SAYS])]);
    let old = new.clone();
    new.themes.push("children".to_owned());
    let all = changes(&old, &new);
    assert_eq!((all.themes_new, all.themes_gone.len()), (vec!["children".to_owned()], 0));
}
