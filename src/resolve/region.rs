//! The regions and sub-regions of the UN's M49 standard, named in three languages.

use serde::Serialize;

use super::country::ByLanguage;

/// A region or sub-region of M49.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Region {
    /// M49 code, three digits. Sorts first.
    pub code: &'static str,
    /// Its names.
    pub names: ByLanguage<&'static str>,
}

const fn region(code: &'static str, en: &'static str, fr: &'static str, es: &'static str) -> Region {
    Region { code, names: ByLanguage { en, fr, es } }
}

/// By code. Antarctica is in no region of M49; its own code stands for one, so that every country has a region.
static REGIONS: [Region; 23] = [
    region("002", "Africa", "Afrique", "África"),
    region("009", "Oceania", "Océanie", "Oceanía"),
    region("010", "Antarctica", "Antarctique", "Antártida"),
    region("015", "Northern Africa", "Afrique du Nord", "África septentrional"),
    region("019", "Americas", "Amériques", "Américas"),
    region("021", "Northern America", "Amérique du Nord", "América del Norte"),
    region("030", "Eastern Asia", "Asie de l’Est", "Asia oriental"),
    region("034", "Southern Asia", "Asie du Sud", "Asia meridional"),
    region("035", "South-eastern Asia", "Asie du Sud-Est", "Asia sudoriental"),
    region("039", "Southern Europe", "Europe du Sud", "Europa meridional"),
    region("053", "Australia and New Zealand", "Australie et Nouvelle-Zélande", "Australia y Nueva Zelandia"),
    region("054", "Melanesia", "Mélanésie", "Melanesia"),
    region("057", "Micronesia", "Micronésie", "Micronesia"),
    region("061", "Polynesia", "Polynésie", "Polinesia"),
    region("142", "Asia", "Asie", "Asia"),
    region("143", "Central Asia", "Asie centrale", "Asia central"),
    region("145", "Western Asia", "Asie occidentale", "Asia occidental"),
    region("150", "Europe", "Europe", "Europa"),
    region("151", "Eastern Europe", "Europe de l’Est", "Europa oriental"),
    region("154", "Northern Europe", "Europe du Nord", "Europa septentrional"),
    region("155", "Western Europe", "Europe occidentale", "Europa occidental"),
    region("202", "Sub-Saharan Africa", "Afrique subsaharienne", "África subsahariana"),
    region(
        "419",
        "Latin America and the Caribbean",
        "Amérique latine et Caraïbes",
        "América Latina y el Caribe",
    ),
];

/// The region with this M49 code, three digits.
#[must_use]
pub(super) fn find(code: &str) -> Option<&'static Region> {
    REGIONS.binary_search_by_key(&code, |region| region.code).ok().map(|at| &REGIONS[at])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::resolve::country::table;

    #[test]
    fn regions_are_found_by_code() {
        assert!(REGIONS.is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(find("154").map(|r| r.names.fr), Some("Europe du Nord"));
        assert_eq!(find("999"), None);
    }

    #[test]
    fn a_sub_region_lies_in_one_region() {
        let mut parents = BTreeMap::new();
        for country in table() {
            let parent = parents.entry(country.subregion.code).or_insert(country.region.code);
            assert_eq!(*parent, country.region.code, "{}", country.iso3);
        }
        assert_eq!(parents.len(), 18);
        let regions: std::collections::BTreeSet<_> = parents.values().copied().collect();
        assert_eq!(regions.into_iter().collect::<Vec<_>>(), ["002", "009", "010", "019", "142", "150"]);
    }
}
