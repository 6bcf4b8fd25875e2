//! Words beside a person's code, folded, by what they do to it.

/// Words of a remark that take back what stands before them: "no, but chapter 3 ...".
#[rustfmt::skip]
pub(super) const TAKES_BACK: &[&str] = &[
    "abandoned", "aber", "abgelehnt", "although", "annule", "baseline", "but", "cancelled", "choose", "confirm", "contested", "copy",
    "disputed", "draft", "illegible", "incomplete", "missing", "select",
    "deleted", "doubtful", "dropped", "entwurf", "excluded", "scope", "erreur", "error", "except", "falsch", "however", "jedoch", "ma",
    "mais", "mas", "nao", "nba", "nicht", "not", "obwohl", "outdated", "pas", "pero",
    "provisional", "provisoire", "rechazado", "rejected", "rejete", "retirado", "retire", "sauf", "salvo", "though",
    "tuttavia", "typo", "uncertain", "unconfirmed", "unless", "unsure", "unverified", "verify", "vorlaufig",
    "withdrawn", "wrong",
];

/// Words for the steps of a scale.
pub(super) const STEPS: [&str; 9] =
    ["low", "medium", "high", "weak", "moderate", "strong", "poor", "good", "fair"];

/// Words of a key which say that a yes is none of the plan's.
const NOT_OF_PLAN: [&str; 9] =
    ["missing", "absent", "lacking", "recommended", "suggested", "demand", "demanded", "requested", "gap"];

/// Words of a key's sentence for what was given up, or never was.
#[rustfmt::skip]
const CANCELLED: &[&str] = &[
    "abandoned", "lack", "lacks", "cancelled", "canceled", "dropped", "repealed", "abolished", "rejected", "elsewhere", "unclear",
    "uncertain", "unsure", "hardly", "barely", "disagree", "disagrees", "negative", "negatively", "draft",
];

/// For what is before the plan.
#[rustfmt::skip]
const EARLIER: &[&str] = &[
    "past", "existing", "previous", "earlier", "former", "before", "already", "passees", "existantes", "pasadas", "existentes",
    "bestehende", "vergangene",
];

/// For what nobody has decided, or another plan might.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "should", "could", "would", "might", "may", "maybe", "possible", "possibly", "perhaps", "needed", "needs", "asked", "proposed",
    "devrait", "prochain", "deberia", "proximo", "sollte", "nachsten",
];

/// The same in several words.
const OPEN_TOGETHER: &[&str] = &["to be ", "evidence of"];

/// Whose commitment it is, or of which plan.
#[rustfmt::skip]
const OF_OTHERS: &[&str] = &[
    "other states", "other countries", "other policies", "other actors", "other plans", "other documents", "other laws", "by others",
    "of companies", "by companies", "of a company", "by a company", "of business", "by business", "of enterprises", "civil society",
    "next nap", "next plan", "2nd nap", "second nap",
    "des entreprises", "de empresas", "d'autres", "d autres", "otros planes", "anderer staaten",
];

/// Words behind a "no" that say that it is not quite one: "No: only facial recognition", "No - see action 12, which covers it".
#[rustfmt::skip]
pub(super) const ONLY: &[&str] = &[
    "only", "apart", "should", "yes", "covers", "covered", "addresses", "addressed", "addressing", "oui", "si", "ja", "nur", "solo",
    "seulement", "sauf", "partly", "partially", "implicitly", "indirectly",
];

/// Words behind "only" with which nothing is addressed.
pub(super) const NAMED: [&str; 8] = ["appears", "appear", "named", "listed", "cited", "in", "as", "found"];

/// Words of a key which say that a no is none of the plan's.
const NOT_READ: [&str; 4] = ["unread", "uncoded", "unavailable", "unknown"];

/// The same in several words.
const NOT_READ_TOGETHER: [&str; 4] = ["not read", "not be read", "not coded", "not available"];

/// Words that negate what a key says.
pub(super) const NEGATES: &[&str] = &[
    "aucun", "aucune", "kein", "keine", "keinen", "keiner", "nao", "neither", "nem", "nenhum", "nenhuma",
    "nessun", "nessuna", "nessuno", "ni", "nicht", "ningun", "ninguna", "no", "non", "nor", "not", "ohne",
    "pas", "sans", "sem", "senza", "sin", "without",
];

/// Words that make less, or nobody knows what, of the words beside them: "dans une certaine mesure", "en gran medida".
pub(super) const BLURS: &[&str] = &[
    "certa", "certaine", "cierta", "extent", "gewissem", "gran", "grande", "hohem", "large", "larga", "ampia",
];

/// The document itself, in a key's sentence: "sí = el plan trata el tema".
pub(super) const DOCUMENT: &[&str] =
    &["plan", "plans", "nap", "pan", "pna", "plano", "planos", "piano", "piani", "aktionsplan"];

/// What the document is called after: "plan de acción".
pub(super) const ACTION: &[&str] =
    &["action", "actions", "accion", "acciones", "acao", "acoes", "azione", "azioni"];

/// What a key says of a code, folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Says<'k>(&'k str);

impl<'k> Says<'k> {
    pub(super) fn new(folded: &'k str) -> Self {
        Self(folded)
    }

    /// Its words, without the signs between them.
    pub(super) fn words(self) -> impl Iterator<Item = &'k str> {
        self.0.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    }

    /// Whether what it says is not in the plan, or is another's: "addressed by companies only", "theme is missing".
    pub(super) fn is_of_others(self) -> bool {
        self.has(&NOT_OF_PLAN) || self.has_together(OF_OTHERS)
    }

    /// Whether what it says was given up, or never was: "measures that were dropped".
    pub(super) fn is_cancelled(self) -> bool {
        self.has(CANCELLED)
    }

    /// Whether what it says is of another time, or nobody's: "existing measures", "to be confirmed".
    pub(super) fn is_of_another_time(self) -> bool {
        self.is_cancelled() || self.has(EARLIER) || self.has(OPEN) || self.has_together(OPEN_TOGETHER)
    }

    /// Whether a word says no, or that nobody has decided, before any that `raises` the level.
    pub(super) fn is_denied(self, raises: impl Fn(&str) -> bool) -> bool {
        let mut before = self.words().take_while(|word| !raises(word));
        before.any(|word| NEGATES.contains(&word) || OPEN.contains(&word)) || self.has_together(OPEN_TOGETHER)
    }

    /// Whether it says that nobody has looked: "the chapter could not be read".
    pub(super) fn is_unread(self) -> bool {
        self.has(&NOT_READ) || self.has_together(&NOT_READ_TOGETHER)
    }

    fn has(self, listed: &[&str]) -> bool {
        self.words().any(|word| listed.contains(&word))
    }

    fn has_together(self, listed: &[&str]) -> bool {
        listed.iter().any(|says| self.0.contains(says))
    }
}
