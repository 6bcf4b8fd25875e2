//! The country table: ISO 3166-1 and Kosovo, with names in six languages, M49 regions and English adjectives.
//!
//! The data is `countries.csv`, written by `tests/tools/make_countries.py`; `SOURCES.md` says where it comes from.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};

use super::region::{self, Region};

const DATA: &str = include_str!("countries.csv");

/// Fields of one line of the data file.
const FIELDS: usize = 21;

/// An ISO 3166-1 alpha-3 code, upper case, of a country in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iso3([u8; 3]);

impl Iso3 {
    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Iso3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Iso3 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The text is no ISO 3166-1 alpha-3 code of the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a three-letter country code of ISO 3166-1")]
pub struct NoSuchCode(pub String);

impl FromStr for Iso3 {
    type Err = NoSuchCode;

    /// Reads three upper-case letters that stand in the table.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = <[u8; 3]>::try_from(text.as_bytes()).map(Self);
        code.ok().filter(|code| position(*code).is_some()).ok_or_else(|| NoSuchCode(text.to_owned()))
    }
}

/// One value for each language of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ByLanguage<T> {
    /// English.
    pub en: T,
    /// French.
    pub fr: T,
    /// Spanish.
    pub es: T,
}

impl<T> ByLanguage<T> {
    /// The value for a language tag such as `fr` or `fr-CH`; English for any language but French and Spanish.
    #[must_use]
    pub fn get(&self, language: &str) -> &T {
        match language.split(['-', '_']).next() {
            Some("fr") => &self.fr,
            Some("es") => &self.es,
            _ => &self.en,
        }
    }

    /// English, French, Spanish.
    pub fn each(&self) -> [&T; 3] {
        [&self.en, &self.fr, &self.es]
    }
}

/// A country or territory of ISO 3166-1, or one with a user-assigned code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Alpha-3 code.
    pub iso3: Iso3,
    /// Alpha-2 code.
    pub iso2: &'static str,
    /// UN M49 (ISO numeric) code, three digits; `None` where the UN assigns none.
    pub m49: Option<&'static str>,
    /// Whether the codes are from the range that ISO leaves to users, as for Kosovo.
    pub user_assigned: bool,
    /// The name that reports show.
    pub display: ByLanguage<Cow<'static, str>>,
    /// The UN short name, or CLDR's where the UN lists none.
    pub short: ByLanguage<&'static str>,
    /// The official long name; the short name where there is no other.
    pub long: ByLanguage<&'static str>,
    /// M49 region, such as Europe.
    pub region: &'static Region,
    /// M49 sub-region, such as Northern Europe.
    pub subregion: &'static Region,
    /// English adjectives, such as `Kenyan`; empty for some territories.
    pub adjectives: Vec<&'static str>,
    /// Further names of the sources, between bars.
    pub(super) other: ByLanguage<&'static str>,
    /// Names in languages that reports are not written in: German, Portuguese, Italian. Between bars.
    pub(super) further: &'static str,
    /// Common variants in any language, between bars.
    pub(super) variants: &'static str,
}

impl Country {
    /// Its names in every language that the table has, long and short, without variants.
    pub fn names_in_all_languages(&self) -> impl Iterator<Item = &str> {
        let all = self.short.each().into_iter().chain(self.long.each()).copied();
        all.chain(self.further.split('|').map(str::trim)).filter(|name| !name.is_empty())
    }
}

/// All countries, sorted by alpha-3 code. Read once.
pub(super) fn table() -> &'static [Country] {
    static TABLE: LazyLock<Vec<Country>> =
        LazyLock::new(|| DATA.lines().skip(1).filter_map(read_line).collect());
    &TABLE
}

/// Where a code stands in [`table`].
pub(super) fn position(code: Iso3) -> Option<usize> {
    table().binary_search_by_key(&code, |country| country.iso3).ok()
}

/// A line of our own data file; a test holds that none is dropped.
fn read_line(line: &'static str) -> Option<Country> {
    let fields: Vec<&'static str> = line.split(';').collect();
    let fields = <[&'static str; FIELDS]>::try_from(fields).ok()?;
    let [iso3, iso2, m49, status, region, subregion, en @ .., further, adjectives, variants] = fields;
    let [display_en, short_en, long_en, other_en, display_fr, short_fr, long_fr, other_fr, es @ ..] = en;
    let [display_es, short_es, long_es, other_es] = es;
    Some(Country {
        iso3: Iso3(iso3.as_bytes().try_into().ok()?),
        iso2,
        m49: Some(m49).filter(|code| !code.is_empty()),
        user_assigned: status == "user-assigned",
        display: ByLanguage { en: display_en.into(), fr: display_fr.into(), es: display_es.into() },
        short: ByLanguage { en: short_en, fr: short_fr, es: short_es },
        long: ByLanguage { en: long_en, fr: long_fr, es: long_es },
        region: region::find(region)?,
        subregion: region::find(subregion)?,
        adjectives: listed(adjectives).collect(),
        other: ByLanguage { en: other_en, fr: other_fr, es: other_es },
        further,
        variants,
    })
}

/// The values between bars.
pub(super) fn listed(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_country_in_order() {
        let codes: Vec<_> = table().iter().map(|c| c.iso3).collect();
        assert_eq!(codes.len(), DATA.lines().count() - 1);
        assert_eq!(codes.len(), 250);
        assert!(codes.is_sorted_by(|a, b| a < b));
        let own: Vec<_> = table().iter().filter(|c| c.user_assigned).map(|c| c.iso3.as_str()).collect();
        assert_eq!(own, ["XKX"]);
        assert!(table().iter().all(|c| c.m49.is_some() != c.user_assigned));
    }

    #[test]
    fn codes_are_unique_and_of_their_length() {
        for codes in [
            table().iter().map(|c| c.iso2).collect::<Vec<_>>(),
            table().iter().filter_map(|c| c.m49).collect::<Vec<_>>(),
        ] {
            let mut sorted = codes.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), codes.len());
        }
        for country in table() {
            assert!(country.iso2.len() == 2 && country.iso2.chars().all(|c| c.is_ascii_uppercase()));
            assert!(country.m49.is_none_or(|code| code.len() == 3 && code.parse::<u16>().is_ok()));
        }
    }

    #[test]
    fn names_are_given_in_every_language() {
        for country in table() {
            for name in country.short.each().into_iter().chain(country.long.each()) {
                assert!(!name.trim().is_empty(), "{}", country.iso3);
                assert!(!name.contains('\''), "straight apostrophe in {name}");
            }
            assert!(country.display.each().iter().all(|name| !name.is_empty()));
        }
    }

    #[test]
    fn members_of_the_un_have_adjectives() {
        let without: Vec<_> =
            table().iter().filter(|c| c.adjectives.is_empty()).map(|c| c.iso3.as_str()).collect();
        let territories = [
            "ATF", "BES", "BLM", "BVT", "CCK", "CXR", "DMA", "GGY", "HKG", "HMD", "IOT", "JEY", "MAF", "MNP",
            "NFK", "PCN", "SGS", "SJM", "SPM", "SXM", "TCA", "UMI", "VGB", "VIR", "WLF",
        ];
        // `Dominican` means the Dominican Republic in these texts, so Dominica has none.
        assert_eq!(without, territories);
    }

    #[test]
    fn names_follow_the_un() {
        let shown = |code: &str, language: &str| {
            let at = position(code.parse().unwrap()).unwrap();
            table()[at].display.get(language).clone().into_owned()
        };
        let pairs = [
            ("KOR", "en", "Republic of Korea"),
            ("TUR", "en", "Türkiye"),
            ("CZE", "en", "Czechia"),
            ("GBR", "en", "United Kingdom"),
            ("VNM", "en", "Viet Nam"),
            ("CIV", "en", "Côte d’Ivoire"),
            ("NLD", "fr", "Pays-Bas"),
            ("CHE", "es", "Suiza"),
            ("BOL", "fr-CH", "Bolivie"),
            ("DEU", "de", "Germany"),
        ];
        for (code, language, name) in pairs {
            assert_eq!(shown(code, language), name);
        }
    }

    #[test]
    fn a_code_outside_the_table_is_refused() {
        assert_eq!("DEU".parse::<Iso3>().map(|c| c.to_string()), Ok("DEU".to_owned()));
        for text in ["deu", "DE", "YUG", "", "ÄÖ", "DEUX"] {
            assert_eq!(text.parse::<Iso3>(), Err(NoSuchCode(text.to_owned())));
        }
    }
}
