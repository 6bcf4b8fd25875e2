//! From a written name to a country: exact names, listed variants, ambiguity, and suggestions that are never taken.

mod index;

use std::borrow::Cow;
use std::collections::BTreeMap;

use index::{Rank, Row};

use crate::resolve::country::{self, Country, Iso3};
use crate::resolve::name::{Folded, fold, split_edition, without_marks, words};

/// Cells past this are no names; nothing is searched in them. In bytes.
const LONGEST_NAME: usize = 200;

/// Names that several countries share, folded. An exact name of one of them does not win: people mean either.
const SHARED: &[(&str, &[&str])] = &[
    ("congo", &["COD", "COG"]),
    ("corea", &["KOR", "PRK"]),
    ("coree", &["KOR", "PRK"]),
    ("coreia", &["KOR", "PRK"]),
    ("guiana", &["GUF", "GUY"]),
    ("ilesvierges", &["VGB", "VIR"]),
    ("ilhasvirgens", &["VGB", "VIR"]),
    ("islasvirgenes", &["VGB", "VIR"]),
    ("isolevergini", &["VGB", "VIR"]),
    ("jungferninseln", &["VGB", "VIR"]),
    ("kongo", &["COD", "COG"]),
    ("korea", &["KOR", "PRK"]),
    ("republicofchina", &["CHN", "TWN"]),
    ("republikchina", &["CHN", "TWN"]),
    ("virginislands", &["VGB", "VIR"]),
];

/// Names that are often in such sheets and are no country of ISO 3166, folded; what to look at; why.
const NO_COUNTRIES: &[(&str, &[&str], &str)] = &[
    ("ant", &["CUW", "SXM", "BES"], "the Netherlands Antilles were dissolved in 2010"),
    ("cataluna", &["ESP"], "Catalonia has no code of its own in ISO 3166"),
    ("catalonia", &["ESP"], "Catalonia has no code of its own in ISO 3166"),
    ("csk", &["CZE", "SVK"], "Czechoslovakia was dissolved in 1992"),
    ("czechoslovakia", &["CZE", "SVK"], "Czechoslovakia was dissolved in 1992"),
    ("ddr", &["DEU"], "the German Democratic Republic ended in 1990"),
    ("eastgermany", &["DEU"], "the German Democratic Republic ended in 1990"),
    ("england", &["GBR"], "it is a part of the United Kingdom"),
    ("eu", &[], "the European Union is no country"),
    ("europeanunion", &[], "the European Union is no country"),
    ("flanders", &["BEL"], "it is a part of Belgium"),
    ("netherlandsantilles", &["CUW", "SXM", "BES"], "the Netherlands Antilles were dissolved in 2010"),
    ("northernireland", &["GBR"], "it is a part of the United Kingdom"),
    ("quebec", &["CAN"], "it is a part of Canada"),
    ("scg", &["SRB", "MNE"], "Serbia and Montenegro parted in 2006"),
    ("scotland", &["GBR"], "it is a part of the United Kingdom"),
    ("serbiaandmontenegro", &["SRB", "MNE"], "Serbia and Montenegro parted in 2006"),
    ("sovietunion", &["RUS"], "the Soviet Union was dissolved in 1991"),
    ("sun", &["RUS"], "the Soviet Union was dissolved in 1991"),
    ("ussr", &["RUS"], "the Soviet Union was dissolved in 1991"),
    ("wales", &["GBR"], "it is a part of the United Kingdom"),
    ("wallonia", &["BEL"], "it is a part of Belgium"),
    ("yug", &["SRB", "MNE"], "Yugoslavia was dissolved; its states have codes of their own"),
    ("yugoslavia", &["SRB", "MNE"], "Yugoslavia was dissolved; its states have codes of their own"),
    ("zanzibar", &["TZA"], "it is a part of the United Republic of Tanzania"),
    ("zar", &["COD"], "the code was withdrawn in 1997"),
    ("inglaterra", &["GBR"], "it is a part of the United Kingdom"),
    ("inghilterra", &["GBR"], "it is a part of the United Kingdom"),
    ("angleterre", &["GBR"], "it is a part of the United Kingdom"),
    ("escocia", &["GBR"], "it is a part of the United Kingdom"),
    ("schottland", &["GBR"], "it is a part of the United Kingdom"),
    ("scozia", &["GBR"], "it is a part of the United Kingdom"),
    ("ecosse", &["GBR"], "it is a part of the United Kingdom"),
    ("europaischeunion", &[], "the European Union is no country"),
    ("unioneeuropea", &[], "the European Union is no country"),
    ("unioneuropea", &[], "the European Union is no country"),
    ("uniaoeuropeia", &[], "the European Union is no country"),
    ("unioneuropeenne", &[], "the European Union is no country"),
    ("ue", &[], "the European Union is no country"),
];

/// Alpha-3 codes that are words or short for months when they are not in capitals. Sorted.
const WORDS_NOT_CODES: &[&str] = &[
    "ago", "and", "are", "ben", "can", "cod", "com", "dom", "est", "fin", "guy", "ind", "lie", "mar", "mus",
    "nor", "pan", "per", "sen", "som", "sur", "ton", "tun",
];

/// "And" in the six languages, between two countries of one cell.
const AND: &[&str] = &[" and ", " et ", " y ", " e ", " ed ", " und "];

/// What a written name was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// A code, or a name of the ISO, UN or CLDR tables.
    Exact(Iso3),
    /// A listed variant, a spelling of `aliases.csv`, or a name beside its own code or translation.
    Alias(Iso3),
    /// One of several countries, sorted by code.
    Ambiguous(Vec<Iso3>),
    /// No country that is known.
    Unknown {
        /// Countries that may be meant, likeliest first. Never taken without a person's word.
        suggestions: Vec<Iso3>,
        /// Why it is none, where that is known; empty otherwise.
        remark: &'static str,
    },
}

impl Match {
    /// The country, where there is exactly one.
    #[must_use]
    pub fn country(&self) -> Option<Iso3> {
        match self {
            Self::Exact(code) | Self::Alias(code) => Some(*code),
            Self::Ambiguous(_) | Self::Unknown { .. } => None,
        }
    }

    /// The countries that it may be, without mere suggestions.
    pub(in crate::resolve) fn candidates(&self) -> &[Iso3] {
        match self {
            Self::Exact(code) | Self::Alias(code) => std::slice::from_ref(code),
            Self::Ambiguous(codes) => codes,
            Self::Unknown { .. } => &[],
        }
    }

    fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }
}

/// A written name with what stood around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The country.
    pub matched: Match,
    /// Words about an edition that stood beside the name, as written (`2nd NAP`, `2017-2020`); empty without any.
    pub edition: String,
}

/// Every country by every name.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    pub(in crate::resolve) countries: Cow<'static, [Country]>,
    /// Alpha-2 codes with the country's place, sorted.
    by_iso2: Vec<(&'static str, usize)>,
    /// Three-digit codes with the country's place, sorted.
    by_m49: Vec<(&'static str, usize)>,
    /// Spellings that the user added, in compact form.
    pub(in crate::resolve) added: BTreeMap<String, Iso3>,
}

impl Gazetteer {
    /// The countries with the names that come with the tool.
    #[must_use]
    pub fn builtin() -> Self {
        let countries = Cow::Borrowed(country::table());
        let mut by_iso2: Vec<_> = countries.iter().enumerate().map(|(at, c)| (c.iso2, at)).collect();
        let mut by_m49: Vec<_> =
            countries.iter().enumerate().filter_map(|(at, c)| Some((c.m49?, at))).collect();
        by_iso2.sort_unstable();
        by_m49.sort_unstable();
        Self { countries, by_iso2, by_m49, added: BTreeMap::new() }
    }

    /// All countries, sorted by alpha-3 code.
    pub fn iter(&self) -> impl Iterator<Item = &Country> {
        self.countries.iter()
    }

    /// The country of a code.
    #[must_use]
    pub fn country(&self, code: Iso3) -> &Country {
        let at = country::position(code).and_then(|at| self.countries.get(at));
        at.expect("an `Iso3` can only be made from a code of the table")
    }

    /// The country that a whole cell names.
    #[must_use]
    pub fn find(&self, text: &str) -> Match {
        self.look_up(text, true).matched
    }

    /// The country that a whole cell names, and words about an edition beside it.
    ///
    /// Suggestions for an unknown name cost a walk over all names; a caller with very many of them can do without.
    #[must_use]
    pub fn look_up(&self, text: &str, suggest: bool) -> Found {
        let bare = |matched| Found { matched, edition: String::new() };
        if text.len() > LONGEST_NAME {
            return bare(Match::Unknown { suggestions: Vec::new(), remark: "it is too long for a name" });
        }
        let name = without_marks(text);
        let direct = self.direct(name);
        if !direct.is_unknown() {
            return bare(direct);
        }
        if let Some(official) = self.by_official(name) {
            return bare(official);
        }
        if let Some(remark) = no_country(name) {
            return bare(remark);
        }
        if let Some(several) = self.several(name) {
            return bare(several);
        }
        if let Some(split) = split_edition(name) {
            let core = without_marks(split.name);
            // "New Zealand 2017": the first word of a name may be a word about an edition elsewhere.
            let mut matched = self.direct(core);
            if let Some((name, edition)) = split.wider {
                let by_more = self.direct(without_marks(name));
                if !by_more.is_unknown() && by_more != matched {
                    return Found { matched: by_more, edition };
                }
            }
            if matched.is_unknown() && split.names_a_plan {
                matched = self.by_adjective(core).unwrap_or(matched);
            }
            if matched.is_unknown() {
                matched = no_country(core)
                    .or_else(|| self.several(core))
                    .unwrap_or_else(|| self.unknown(core, suggest));
            }
            return Found { matched, edition: split.edition };
        }
        bare(self.unknown(name, suggest))
    }

    /// "Republic of Iceland": a form that ministries use, of a country whose official name is another one. The Republic of
    /// China is not the country that "China" names.
    fn by_official(&self, name: &str) -> Option<Match> {
        const FORM: &str = "republic of ";
        let lower = name.to_lowercase();
        let at = lower.find(FORM).filter(|at| matches!(lower.get(..*at), Some("" | "the ")))?;
        let found = self.direct(name.get(at + FORM.len()..)?);
        found.country().filter(|code| code.as_str() != "CHN").map(|_| found)
    }

    /// The country of a cell in a column of codes: any case, two or three letters or the M49 number; names too.
    #[must_use]
    pub fn find_code(&self, text: &str, suggest: bool) -> Match {
        let code = without_marks(text).to_ascii_uppercase();
        let number = code.strip_suffix(".0").unwrap_or(&code);
        let number = format!("{number:0>3}");
        self.by_code(&code)
            .or_else(|| self.by_number(&number))
            .map_or_else(|| self.look_up(text, suggest).matched, Match::Exact)
    }

    fn by_code(&self, code: &str) -> Option<Iso3> {
        let at = self.by_iso2.binary_search_by_key(&code, |(iso2, _)| iso2).ok();
        // `NA` is far more often "not available" than Namibia: a person has to say.
        let iso2 = at.filter(|_| code != "NA").and_then(|at| self.by_iso2.get(at)).map(|(_, at)| *at);
        iso2.and_then(|at| self.countries.get(at)).map(|c| c.iso3).or_else(|| code.parse().ok())
    }

    fn by_number(&self, code: &str) -> Option<Iso3> {
        let at = self.by_m49.binary_search_by_key(&code, |(m49, _)| m49).ok()?;
        self.by_m49.get(at).and_then(|(_, at)| self.countries.get(*at)).map(|c| c.iso3)
    }

    /// A code or name and nothing else.
    fn direct(&self, text: &str) -> Match {
        let text = text.trim();
        let unknown = Match::Unknown { suggestions: Vec::new(), remark: "" };
        let is_code = match text.len() {
            // Two small letters are words of many languages.
            2 => text.bytes().all(|b| b.is_ascii_uppercase()),
            3 => {
                WORDS_NOT_CODES.binary_search(&text.to_ascii_lowercase().as_str()).is_err()
                    || text.bytes().all(|b| b.is_ascii_uppercase())
            }
            _ => false,
        };
        let code = || self.by_code(&text.to_ascii_uppercase()).or_else(|| self.by_number(text));
        if let Some(code) = is_code.then(code).flatten() {
            return Match::Exact(code);
        }
        let folded = fold(text);
        if let Some(code) = self.added.get(&folded.compact) {
            return Match::Alias(*code);
        }
        if folded.compact.chars().count() < 3 && text.chars().any(char::is_lowercase) {
            return unknown;
        }
        if let Some(shared) = shared(&folded) {
            return shared;
        }
        let mut keys = [&folded.compact, &folded.bag].into_iter().filter(|key| !key.is_empty());
        keys.find_map(|key| self.named(key)).unwrap_or(unknown)
    }

    /// The country whose name or variant has this key.
    fn named(&self, key: &str) -> Option<Match> {
        let mut rows = index::rows(key).peekable();
        let best = rows.peek()?.rank;
        if best == Rank::Adjective {
            return None;
        }
        let mut codes = self.codes(rows.take_while(|row| row.rank == best));
        match (codes.len(), best) {
            (1, Rank::Name) => codes.pop().map(Match::Exact),
            (1, _) => codes.pop().map(Match::Alias),
            _ => Some(Match::Ambiguous(codes)),
        }
    }

    /// `Swiss`, from "Swiss NAP".
    fn by_adjective(&self, text: &str) -> Option<Match> {
        let folded = fold(text);
        let mut codes = self.codes(index::rows(&folded.compact).filter(|row| row.rank == Rank::Adjective));
        match codes.len() {
            0 => None,
            1 => codes.pop().map(Match::Alias),
            _ => Some(Match::Ambiguous(codes)),
        }
    }

    fn codes(&self, rows: impl Iterator<Item = Row>) -> Vec<Iso3> {
        let mut codes: Vec<_> = rows.filter_map(|row| self.countries.get(row.at)).map(|c| c.iso3).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Several names in one cell: `Germany (DEU)` and `Germany / Allemagne` are one country, `Chile, Peru` are two.
    fn several(&self, text: &str) -> Option<Match> {
        let parts: Vec<&str> = text
            .split(['/', ';', '&', '+', '|', ',', '(', ')', '[', ']', ':', '–', '—', '\n'])
            .flat_map(|part| part.split(" - "))
            .flat_map(|part| {
                AND.iter().fold(vec![part], |parts, and| {
                    parts.into_iter().flat_map(|part| part.split(and)).collect()
                })
            })
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        if parts.len() < 2 {
            return None;
        }
        let matches: Vec<_> = parts.iter().map(|part| self.direct(part)).collect();
        if matches.iter().any(Match::is_unknown) {
            return None;
        }
        let (first, rest) = matches.split_first()?;
        let all = |code: &Iso3| rest.iter().all(|other| other.candidates().contains(code));
        let common: Vec<_> = first.candidates().iter().copied().filter(all).collect();
        if let [one] = common[..] {
            return Some(Match::Alias(one));
        }
        let mut suggestions: Vec<_> = matches.iter().flat_map(Match::candidates).copied().collect();
        suggestions.sort_unstable();
        suggestions.dedup();
        Some(Match::Unknown { suggestions, remark: "it names several countries" })
    }

    fn unknown(&self, text: &str, suggest: bool) -> Match {
        if text == "NA" {
            let suggestions = "NAM".parse().into_iter().collect();
            return Match::Unknown { suggestions, remark: "`NA` may also stand for `not available`" };
        }
        let suggestions = if suggest { self.suggestions(text) } else { Vec::new() };
        Match::Unknown { suggestions, remark: "" }
    }

    /// Up to three countries that may be meant, likeliest first.
    fn suggestions(&self, text: &str) -> Vec<Iso3> {
        let folded = fold(text);
        let length = folded.compact.chars().count();
        let mut rated: Vec<(usize, usize)> = Vec::new();
        if length <= 3 {
            rated.extend(
                self.by_code(&folded.compact.to_uppercase()).and_then(country::position).map(|at| (0, at)),
            );
        }
        rated.extend(index::rows(&folded.compact).map(|row| (0, row.at)));
        if (4..=60).contains(&length) {
            // A slip in four letters, as a person typing makes; more would suggest at random.
            let allowed = (length / 4).clamp(1, 4);
            for Row { key, at, .. } in
                index::all().filter(|row| row.key.len().abs_diff(folded.compact.len()) <= 4)
            {
                if key.len() >= 4 {
                    let slips = strsim::osa_distance(key, &folded.compact);
                    rated.extend((slips <= allowed).then_some((slips + 1, at)));
                }
            }
        }
        if rated.is_empty() {
            for word in words(text).iter().filter(|word| word.len() >= 4) {
                rated.extend(index::rows(word).map(|row| (9, row.at)));
            }
        }
        rated.sort_unstable();
        let mut best: Vec<Iso3> = Vec::new();
        for code in rated.iter().filter_map(|(_, at)| self.countries.get(*at)).map(|c| c.iso3) {
            if !best.contains(&code) && best.len() < 3 {
                best.push(code);
            }
        }
        best
    }
}

fn shared(folded: &Folded) -> Option<Match> {
    let of = |key: &str| SHARED.iter().find(|(name, _)| *name == key);
    let (_, codes) = of(&folded.compact).or_else(|| of(&folded.bag))?;
    Some(Match::Ambiguous(codes.iter().filter_map(|code| code.parse().ok()).collect()))
}

fn no_country(text: &str) -> Option<Match> {
    let folded = fold(text);
    let (_, codes, remark) = NO_COUNTRIES.iter().find(|(name, ..)| *name == folded.compact)?;
    Some(Match::Unknown { suggestions: codes.iter().filter_map(|code| code.parse().ok()).collect(), remark })
}

#[cfg(test)]
mod tests;
