//! The words of written periods in six languages: folded, without accents.

/// Phrases that say that the plan is not there yet. Folded, longest first where one begins another.
#[rustfmt::skip]
pub(super) const NOT_YET: &[&str] = &[
    "still in development", "currently in development", "currently under development", "in development",
    "under development", "being developed", "being drafted", "being prepared", "being finalised",
    "in preparation", "under preparation", "in drafting", "draft", "drafting", "zero draft", "forthcoming",
    "upcoming", "planned", "announced", "pending", "not yet adopted", "not yet published",
    "not yet approved", "yet to be adopted", "yet to be published", "yet to be approved", "not adopted", "to be adopted", "to be published", "committed to developing",
    "committed to develop", "expected", "proposed", "en cours d elaboration", "en cours de preparation",
    "en preparation", "en elaboration", "projet", "a venir", "en elaboracion", "en desarrollo",
    "en preparacion", "borrador", "in vorbereitung", "in erarbeitung", "entwurf", "en cours de redaction",
    "en cours de developpement", "en attente", "en proceso", "en proceso de elaboracion", "pendiente",
    "por aprobar", "in entwicklung", "in arbeit", "in bearbeitung", "in ausarbeitung", "in planung",
    "geplant", "angekundigt", "em elaboracao", "em desenvolvimento", "em preparacao", "rascunho",
    "em fase de elaboracao", "in corso di elaborazione", "in corso di redazione", "in elaborazione",
    "in preparazione", "in fase di elaborazione", "in via di elaborazione", "bozza", "non ancora adottato",
    "noch nicht verabschiedet", "pas encore adopte", "aun no adoptado", "ainda nao adotado",
];

/// Words that say that a plan is there, or was. Folded.
#[rustfmt::skip]
pub(super) const THERE: &[&str] = &[
    "adopted", "published", "force", "launched", "approved", "endorsed", "expire", "expired", "final", "adopte", "publie",
    "vigueur", "adoptado", "aprobado", "publicado", "vigente", "verabschiedet", "veroffentlicht", "kraft", "adottato",
    "vigore", "adotado", "aprovado", "vigor",
];

/// Words of a column about the plan that say so too, and elsewhere might say something else. Folded.
#[rustfmt::skip]
pub(super) const ALSO_THERE: &[&str] = &[
    "active", "current", "existing", "exists", "complete", "completed", "implemented", "implementation", "implementing",
    "ongoing", "yes", "y", "oui", "si", "sim", "ja", "available", "finalised", "finalized", "signed", "enacted", "updated",
    "revised", "valid", "running", "operational", "released", "issued", "ended", "closed", "lapsed",
    "superseded", "replaced", "renewed", "extended", "effective", "effect", "first", "second", "third", "1st", "2nd",
    "3rd", "adoptee", "publiee", "cours", "execution", "termine", "acheve", "expire", "valide", "actif", "oeuvre", "publicada",
    "finalizado", "concluido", "ejecucion", "implementado", "curso", "activo", "activa", "laufend", "abgeschlossen",
    "beschlossen", "umgesetzt", "aktiv", "umsetzung", "aprovada", "ativo", "execucao", "approvato",
    "concluso", "attivo", "attuazione", "pubblicato", "true",
];

/// Words after which what is said to be there is not.
pub(super) const DENIES: &[&str] =
    &["never", "not", "non", "no", "pas", "nicht", "nunca", "nao", "jamais", "sin", "without"];

/// Words for what is not the plan itself, and leave it open whoever publishes it. Folded.
pub(super) const DRAFTS: &[&str] = &["draft", "drafts", "borrador", "entwurf", "projet", "bozza", "rascunho"];

/// Words for what is still ahead, a year beside them or not. Folded.
#[rustfmt::skip]
pub(super) const AHEAD: &[&str] = &[
    "expected", "planned", "awaiting", "awaited", "pending", "scheduled", "foreseen", "anticipated", "due", "attente", "attendu",
    "attendue", "prevu", "prevue", "previsto", "prevista", "esperado", "esperada", "geplant", "erwartet", "vorgesehen", "atteso",
];

/// Words that say that it was adopted. Folded.
#[rustfmt::skip]
pub(super) const ADOPTED: &[&str] = &[
    "adopted", "approved", "endorsed", "force", "adopte", "adoptee", "approuve", "vigueur", "adoptado", "aprobado", "vigente",
    "vigor", "verabschiedet", "beschlossen", "kraft", "adottato", "approvato", "vigore", "adotado", "aprovado",
];

/// Words of a column about the plan that leave open whether it is there, unless a word says that it is. Folded.
#[rustfmt::skip]
pub(super) const NOT_SURE: &[&str] = &[
    "consultation", "consultations", "consulted", "consulting", "discussion", "discussions", "discussed", "process", "negotiation",
    "debate", "shelved", "withdrawn", "rejected", "abandoned", "cancelled", "canceled", "suspended", "postponed", "stalled", "halted",
    "delayed", "consulta", "konsultation", "discusion", "proceso", "prozess", "processus", "retire", "retirado", "rechazado", "rejete",
    "abandonne", "suspendu", "suspendido", "zuruckgezogen", "abgelehnt", "verschoben", "ritirato", "respinto", "discussione",
    "processo", "rejeitado",
];

/// Words of a column about the plan that say that there is none. Folded.
#[rustfmt::skip]
pub(super) const NO_PLAN: &[&str] = &[
    "no nap", "no plan", "no national action plan", "no action plan", "no current plan", "no current nap",
    "without plan", "without nap", "pas de pan", "pas de plan", "aucun plan", "aucun pan",
    "sin plan", "sin pan", "no hay plan", "no hay pan", "kein nap", "kein plan",
    "kein aktionsplan", "nessun piano", "nessun pan", "sem plano", "sem pan", "nao ha plano",
];

#[rustfmt::skip]
pub(super) const FROM: &[&str] = &[
    "a partir de", "as from", "as of", "with effect from", "from", "since", "starting", "beginning",
    "depuis", "desde", "seit", "ab", "between", "entre", "in force since", "in force from",
    "en vigueur depuis", "en vigor desde", "em vigor desde", "in vigore dal", "in kraft seit", "gultig ab",
    "ab dem jahr", "a partire dal", "a partire da", "a partir do", "dal", "dall", "a contar de", "zwischen",
    "tra il", "tra",
];

#[rustfmt::skip]
pub(super) const OPEN: &[&str] = &[
    "open - ended", "open ended", "openended", "open", "present", "ongoing", "on - going", "onwards",
    "onward", "now", "today", "- current", "to current", "continuing", "indefinite", "indefinitely",
    "to date", "till date", "no end date", "no end", "in progress", "under way", "underway", "en cours",
    "en curso", "ouvert", "ouverte", "a ce jour", "aujourd hui", "present day", "abierto", "abierta",
    "actualidad", "offen", "heute", "in force", "en vigueur", "en vigor", "em vigor", "in vigore",
    "in kraft", "vigente", "laufend", "fortlaufend", "unbefristet", "in corso", "em curso", "em andamento",
    "sans fin", "sans date de fin", "sin fecha de fin", "sin fin", "sem data de fim", "sem fim",
    "senza scadenza", "a tempo indeterminato", "indefinido", "indefinida", "indeterminato", "hoy", "hoje",
    "oggi", "presente", "la actualidad", "aberto", "aberta", "aperto", "aperta",
];

/// Of these, those that speak of the plan's making where no year stands beside them.
#[rustfmt::skip]
pub(super) const PROGRESS: &[&str] = &[
    "in progress", "under way", "underway", "en cours", "en curso", "in corso", "em curso", "em andamento",
];

#[rustfmt::skip]
pub(super) const TO: &[&str] = &[
    "-", "/", "→", "up to", "through to", "to", "until", "till", "til", "through", "thru", "a", "au",
    "jusqu en", "jusqu a", "hasta", "al", "bis", "ate", "ao", "fino al", "fino a", "sino al", "bis zum",
    "bis einschliesslich", "und bis", "y hasta", "e ate", "e fino al",
];

/// Words that say nothing about the years.
#[rustfmt::skip]
pub(super) const BESIDE: &[&str] = &[
    "adopted", "adoption", "final", "finale", "definitivo", "definitif", "published", "publication", "launched", "released", "issued", "approved",
    "endorsed", "effective", "in", "on", "of", "the", "year", "years", "period", "nap", "naps", "national",
    "action", "plan", "edition", "version", "phase", "implementation", "covering", "covers", "valid", "de",
    "du", "del", "en", "el", "la", "le", "les", "plano", "pan", "von", "vom", "im", "der", "early", "mid",
    "late", "spring", "summer", "autumn", "winter", "fall", "first half", "second half", "first", "second",
    "third", "date", "for", "(", ")", "[", "]", ",", ":", ".", "updated", "revised", "revision", "ii",
    "iii", "iv", "fourth", "premier", "premiere", "deuxieme", "troisieme", "seconde", "primer", "primero",
    "primera", "segundo", "segunda", "tercer", "tercero", "primeiro", "primeira", "terceiro", "primo",
    "prima", "secondo", "seconda", "terzo", "terza", "erster", "erste", "zweiter", "zweite", "dritter",
    "dritte", "nationaler", "aktionsplan", "piano", "nacional", "nazionale", "d azione", "d action",
    "de accion", "accion", "acao", "pna", "edicion", "edicao", "edizione", "ausgabe", "auflage", "fassung",
    "jahr", "jahre", "laufzeit", "zeitraum", "verabschiedet", "beschlossen", "veroffentlicht",
    "aktualisiert", "uberarbeitet", "den", "dem", "des", "die", "das", "am", "adopte", "adoptee", "publie",
    "publiee", "lance", "mis a jour", "mise a jour", "actualise", "annee", "annees", "periode", "adoptado",
    "aprobado", "publicado", "actualizado", "periodo", "anos", "ano", "vigencia", "los", "adotado",
    "aprovado", "atualizado", "em", "do", "da", "dos", "adottato", "approvato", "pubblicato", "aggiornato",
    "nel", "dell", "anno", "anni", "il", "di", "fruhjahr", "sommer", "herbst", "anfang", "mitte", "ende",
    "debut", "printemps", "ete", "automne", "hiver",
];

/// Words that a small number may number: `NAP 2`, `2. Aktionsplan`.
#[rustfmt::skip]
pub(super) const PLANS: &[&str] = &[
    "nap", "pan", "pna", "plan", "plano", "piano", "aktionsplan", "edition", "ausgabe", "auflage", "phase",
    "version",
];

/// Months by their first letters; `mar`, `mai`, `may` and so on are whole words.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "jan", "january", "janvier", "enero", "januar", "feb", "february", "fevrier", "febrero", "februar",
    "mar", "march", "mars", "marzo", "marz", "apr", "april", "avril", "abril", "may", "mai", "mayo", "jun",
    "june", "juin", "junio", "juni", "jul", "july", "juillet", "julio", "aug", "august", "aout", "agosto",
    "sept", "september", "septembre", "septiembre", "october", "octobre", "octubre", "november", "december",
    "sep", "oct", "nov", "dec", "oktober", "novembre", "noviembre", "decembre", "diciembre", "dezember",
    "ene", "juil", "juli", "janeiro", "fevereiro", "marco", "maio", "junho", "julho", "setembro", "outubro",
    "novembro", "dezembro", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre",
    "ottobre", "dicembre", "janner", "setiembre", "avr", "abr", "ago", "dez", "okt", "fev", "mag", "giu",
    "lug", "set", "ott", "dic", "out",
];

/// Cells that state no period, folded and without spaces.
#[rustfmt::skip]
pub(super) const NO_STATEMENT: &[&str] = &[
    "", "na", "nd", "sd", "sf", "none", "null", "nan", "tbc", "tbd", "unknown", "undated", "nodate",
    "notstated", "notspecified", "notgiven", "notavailable", "notapplicable", "dateunknown", "notdated",
    "sansdate", "sinfecha", "inconnu", "inconnue", "desconocido", "nonprecise", "unbekannt", "ka",
    "keineangabe", "keineangaben", "nichtbekannt", "undatiert", "ohnedatum", "so", "sansobjet",
    "aconfirmer", "adeterminer", "porconfirmar", "pordeterminar", "pordefinir", "noespecificado",
    "sindatos", "aconfirmar", "adefinir", "semdata", "semdados", "naoespecificado", "desconhecido",
    "daconfermare", "dadefinire", "senzadata", "nonspecificato", "nonprecisato", "sconosciuto", "nvt",
    "nonapplicable", "noaplica", "entfallt",
];
