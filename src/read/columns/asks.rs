//! Columns that say of a row whether it counts, and of which document it is.

use std::sync::Arc;

use super::super::clean::words;

/// Columns that ask whether a row counts.
#[rustfmt::skip]
const INCLUDE: &[&str] = &[
    "include", "included", "include in analysis", "included in analysis", "include in report", "included in report",
    "include in the analysis", "use", "use in analysis", "in scope", "keep", "inclure", "inclus", "incluir", "incluido",
    "einbeziehen", "aufnehmen",
];
/// Columns that ask whether a row does not count.
#[rustfmt::skip]
const EXCLUDE: &[&str] = &[
    "exclude", "excluded", "exclude from analysis", "excluded from analysis", "out of scope", "do not use", "exclure",
    "exclu", "excluir", "excluido", "ausschliessen",
];
/// Columns that say what became of a row.
#[rustfmt::skip]
const REVIEW: &[&str] = &[
    "review status", "status of review", "coding status", "status of coding", "qa status", "quality check", "validation",
    "validation status", "record status", "row status", "entry status", "review", "decision on row", "statut de relecture",
    "estado de revision",
];
/// What such a column says of a row that is no longer one.
#[rustfmt::skip]
const WITHDRAWN: &[&str] = &[
    "rejected", "superseded", "deleted", "delete", "withdrawn", "obsolete", "duplicate", "excluded", "exclude", "do not use",
    "not to be used", "replaced", "void", "rejete", "rejetee", "supprime", "remplace", "rechazado", "eliminado", "reemplazado",
    "verworfen", "ersetzt", "geloscht",
];
/// Columns that say of which kind a document is.
#[rustfmt::skip]
const DOCUMENT: &[&str] = &[
    "document type", "type of document", "doc type", "type of instrument", "instrument type", "source type", "type of source",
    "policy document", "type de document", "tipo de documento", "dokumententyp",
];
/// Words of a plan's name.
const PLAN: &[&str] = &["nap", "naps", "pan", "pna", "plan", "plano", "piano", "aktionsplan", "bhr"];
/// Words of the names of other documents.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "law", "laws", "act", "bill", "decree", "statute", "constitution", "legislation", "regulation", "regulations", "ordinance",
    "directive", "code", "strategy", "policy", "baseline", "submission", "survey", "treaty", "convention", "loi", "decret",
    "constitution", "reglement", "strategie", "ley", "decreto", "constitucion", "reglamento", "estrategia", "politica", "gesetz",
    "verordnung", "lei", "legge",
];
/// Words with which a strategy or policy may be the plan.
#[rustfmt::skip]
const OF_BUSINESS: &[&str] = &[
    "business", "enterprises", "companies", "entreprises", "empresas", "wirtschaft", "unternehmen", "imprese", "csr", "rse", "ungp",
    "ungps", "guiding",
];

/// Words of a place in the plan: "Chapter on policy".
#[rustfmt::skip]
const PART: &[&str] = &[
    "chapter", "section", "part", "pillar", "annex", "page", "pages", "p", "pp", "action", "measure", "objective", "goal", "priority",
    "chapitre", "partie", "pilier", "mesure", "capitulo", "seccion", "pilar", "medida", "kapitel", "abschnitt",
];

/// What a column asks of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Asks {
    /// Whether the row counts.
    Include,
    /// Whether it does not.
    Exclude,
    /// What became of it.
    Review,
    /// Of which document it is, or of which kind of document.
    Document,
}

impl Asks {
    /// What a column with this header asks; `None` where it asks nothing of the kind.
    pub(in crate::read) fn of_header(header: &str) -> Option<Self> {
        let header = words(header);
        let lists = [
            (INCLUDE, Self::Include),
            (EXCLUDE, Self::Exclude),
            (REVIEW, Self::Review),
            (DOCUMENT, Self::Document),
        ];
        lists.into_iter().find(|(listed, _)| listed.contains(&&*header)).map(|(_, asks)| asks)
    }

    /// Whether a column with these texts asks it: documents tell rows apart only where a plan is among them.
    pub(in crate::read) fn is_asked<'t>(self, mut texts: impl Iterator<Item = &'t Arc<str>>) -> bool {
        self != Self::Document || texts.any(|text| names_a_plan(text))
    }

    /// Whether the text of such a column takes out its row.
    pub(in crate::read) fn takes_out(self, text: &str) -> bool {
        let said = words(text);
        let no = ["no", "n", "non", "nein", "false", "faux", "falso", "falsch", "0"].contains(&&*said);
        let yes = ["yes", "y", "x", "oui", "si", "ja", "true", "vrai", "1"].contains(&&*said);
        let withdrawn = WITHDRAWN.contains(&&*said);
        match self {
            Self::Include => no || withdrawn || said.starts_with("exclu"),
            Self::Exclude => yes || text.trim() == "✓" || said.starts_with("exclu"),
            Self::Review => withdrawn,
            Self::Document => is_other_document(text),
        }
    }
}

/// Whether a text names a plan, "NAP", "Plan de acción", or says that it is of none.
fn names_a_plan(text: &str) -> bool {
    words(text).split(' ').any(|word| PLAN.contains(&word))
}

/// "Law 29733 (not NAP)".
fn is_not_plan(text: &str) -> bool {
    let said = words(text);
    ["not nap", "not the nap", "not a nap", "not in nap", "no nap", "pas le pan", "no pna"]
        .into_iter()
        .any(|not| said.contains(not))
}

fn is_other_document(text: &str) -> bool {
    let said = words(text);
    let has = |listed: &[&str]| said.split(' ').any(|word| listed.contains(&word));
    // An address has words of its own.
    !text.contains("://")
        && (is_not_plan(text) || has(OTHER) && !has(PLAN) && !has(PART) && !has(OF_BUSINESS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_document_is_one_that_is_named_as_a_law_or_a_strategy_and_not_as_a_plan() {
        for text in [
            "Law 29733",
            "National AI Strategy",
            "Loi no 2017-399",
            "Ley 29733",
            "Constitution",
            "Law 29733 (not NAP)",
        ] {
            assert!(is_other_document(text), "{text}");
        }
        for text in [
            "NAP",
            "National Action Plan 2017",
            "Plan d'action national",
            "Strategy on business and human rights",
            "Chapter on policy",
            "Swiss strategy on the UN Guiding Principles",
            "NAP and national AI strategy",
            "https://example.org/law/29733",
            "Second edition",
            "",
        ] {
            assert!(!is_other_document(text), "{text}");
        }
    }

    #[test]
    fn a_row_is_taken_out_by_a_no_to_include_and_by_a_review_that_rejects_it() {
        for (asks, text, expected) in [
            (Asks::Include, "N", true),
            (Asks::Include, "no", true),
            (Asks::Include, "Y", false),
            (Asks::Include, "?", false),
            (Asks::Exclude, "x", true),
            (Asks::Exclude, "no", false),
            (Asks::Review, "rejected", true),
            (Asks::Review, "Superseded", true),
            (Asks::Review, "no", false),
            (Asks::Review, "approved", false),
        ] {
            assert_eq!(asks.takes_out(text), expected, "{asks:?} {text}");
        }
    }
}
