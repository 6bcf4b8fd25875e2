//! What the path of headings says: the theme of what stands under it, whether it is a measure, and whose.

use super::actor::{LazyNames, StateNames};
use super::codebook::{Codebook, HeadingCue, Mark};
use super::sentence::Sentence;
use super::terms::terms;
use super::tongue::{Role, Tongue};

/// A heading that names more themes than this is about all of them and says nothing of a passage under it.
const MOST_THEMES: usize = 2;

/// Whose actions stand under the headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// The plan's own state, as nothing else is said.
    Home,
    /// Another country: "the Government" is not ours.
    Foreign,
    /// The EU, the UN, others that recommend.
    Beyond,
    /// What companies should do.
    Companies,
}

/// Whether what stands under the headings is a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Future measures, commitments, indicators.
    Measures,
    /// Context, background, measures taken.
    Context,
    /// Not said.
    Open,
}

/// A theme that a heading names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingTheme {
    pub(super) theme: usize,
    /// The words that name it.
    pub(super) term: String,
    /// The heading.
    pub(super) heading: String,
    /// Whether no deeper heading names a theme. Outer headings count for measures only.
    pub(super) nearest: bool,
}

/// All that the path of headings says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headings {
    pub(super) setting: Setting,
    pub(super) standing: Standing,
    pub(super) themes: Vec<HeadingTheme>,
}

impl Headings {
    /// Reads a path such as `Part II > 3. Access to remedy > Planned measures`, deepest heading first.
    ///
    /// `tongue` is the language of the passage. A heading that says nothing in it may be in the codebook's main one:
    /// sheets quote a plan in its language under headings of their own.
    pub(super) fn read(
        path: &str,
        codebook: &Codebook,
        tongue: &Tongue,
        states: &[LazyNames<'_>],
        own: Option<usize>,
    ) -> Self {
        let mut headings = Self { setting: Setting::Home, standing: Standing::Open, themes: Vec::new() };
        let pieces =
            path.split(['>', '|', '»', '→', '\n', '›']).map(str::trim).filter(|piece| !piece.is_empty());
        for piece in pieces.collect::<Vec<_>>().into_iter().rev() {
            let main = codebook.tongues.iter().zip(states).take(1).filter(|(main, _)| main.tag != tongue.tag);
            let same = codebook.tongues.iter().zip(states).filter(|(other, _)| other.tag == tongue.tag);
            let outer = same.chain(main).find_map(|(tongue, states)| Self::of(piece, tongue, states, own));
            if let Some(outer) = outer {
                headings = headings.within(&outer);
            }
        }
        headings
    }

    /// These headings under outer ones.
    pub(super) fn within(mut self, section: &Self) -> Self {
        if self.standing == Standing::Open {
            self.standing = section.standing;
        }
        if self.setting == Setting::Home {
            self.setting = section.setting;
        }
        let nearest = self.themes.is_empty();
        for outer in &section.themes {
            if self.themes.iter().all(|known| known.theme != outer.theme) {
                self.themes.push(HeadingTheme { nearest: nearest && outer.nearest, ..outer.clone() });
            }
        }
        self
    }

    /// What one heading says in this language; `None` where it says nothing.
    fn of(heading: &str, tongue: &Tongue, states: &StateNames, own: Option<usize>) -> Option<Self> {
        let sentence = Sentence::heading(heading, tongue);
        let (standing, setting) = (standing(&sentence), setting(&sentence, states, own));
        let mut found = terms(&sentence, &[]);
        found.dedup_by_key(|term| term.theme);
        if standing == Standing::Open && setting == Setting::Home && found.is_empty() {
            return None;
        }
        if found.len() > MOST_THEMES {
            found.clear();
        }
        let named = found.into_iter().map(|term| HeadingTheme {
            theme: term.theme,
            term: sentence.written(term.words).to_owned(),
            heading: heading.to_owned(),
            nearest: true,
        });
        Some(Self { setting, standing, themes: named.collect() })
    }
}

/// What a heading, or a label in a table, says of standing. Context wins: "measures taken" are no plans.
pub(super) fn standing(sentence: &Sentence<'_>) -> Standing {
    let words = sentence.tokens.len();
    let first = sentence.tokens.iter().position(|t| !is_number(&t.lower)).unwrap_or(0);
    let has = |cue: HeadingCue| {
        // One word in a long heading may mean anything: "legal actions against companies".
        let weighs = |start: usize, end: usize| end - start > 1 || start <= first || words - first <= 3;
        sentence.marks.within(Mark::Heading(cue), 0, words).any(|hit| weighs(hit.start, hit.end))
    };
    match () {
        () if has(HeadingCue::Context) => Standing::Context,
        () if has(HeadingCue::Measures) => Standing::Measures,
        () => Standing::Open,
    }
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit()) || word.len() == 1 || word.chars().all(|c| "ivx".contains(c))
}

fn setting(sentence: &Sentence<'_>, states: &StateNames, own: Option<usize>) -> Setting {
    let words = sentence.tokens.len();
    let has = |cue| sentence.marks.within(Mark::Heading(cue), 0, words).next().is_some();
    let named = states.find(sentence);
    let home = named.iter().any(|hit| Some(hit.label) == own);
    let abroad = !home && !named.is_empty() && words <= 4;
    match () {
        () if abroad || (0..words).any(|at| sentence.is(at, Role::Abroad)) => Setting::Foreign,
        () if has(HeadingCue::Elsewhere) => Setting::Beyond,
        () if has(HeadingCue::Companies) => Setting::Companies,
        () => Setting::Home,
    }
}

/// Whether the label of a row in a table makes its cells part of a measure.
pub(super) fn label_is_measure(sentence: &Sentence<'_>) -> bool {
    let words = sentence.tokens.len();
    let label = (0..words).any(|at| sentence.marks.at(at, Mark::Label).is_some());
    standing(sentence) != Standing::Context && label && words <= 6
}

#[cfg(test)]
mod tests {
    use super::super::codebook::builtin;
    use super::super::stage::States;
    use super::*;
    use crate::resolve::Iso3;

    struct Nordic;

    impl States for Nordic {
        fn names(&self, _: &str) -> Vec<(Iso3, Vec<String>)> {
            let of = |(iso, name): (&str, &str)| (iso.parse().unwrap(), vec![name.to_owned()]);
            [("FIN", "Finland"), ("SWE", "Sweden")].map(of).to_vec()
        }
    }

    fn read(path: &str) -> Headings {
        let codebook = builtin();
        let names: Vec<_> = codebook.tongues.iter().map(|t| LazyNames::new(&Nordic, t)).collect();
        Headings::read(path, codebook, codebook.main(), &names, Some(0))
    }

    #[test]
    fn the_deepest_heading_that_says_something_decides() {
        assert_eq!(read("Chapter 2 > Planned measures > (Measures taken)").standing, Standing::Context);
        assert_eq!(read("1. Context > 1.2 Future measures planned").standing, Standing::Measures);
        assert_eq!(read("National Action Plan > Pillar I").standing, Standing::Open);
        assert_eq!(read("Legal actions against foreign companies by unions").standing, Standing::Open);
        assert_eq!(read("Commitments").standing, Standing::Measures);
    }

    #[test]
    fn headings_name_themes_and_the_nearest_is_told() {
        let themes = read("Pillar III: Access to remedy > 3.2 Data protection > Planned measures").themes;
        let told: Vec<_> = themes.iter().map(|t| (t.theme, t.nearest)).collect();
        assert_eq!(told, [(2, true), (3, false)]);
        assert_eq!(read("ICT, artificial intelligence and privacy").themes, []);
    }

    #[test]
    fn sections_on_others_are_told() {
        assert_eq!(read("Examples of practices abroad > Sweden").setting, Setting::Foreign);
        assert_eq!(read("At EU level").setting, Setting::Beyond);
        assert_eq!(read("Expectations of companies").setting, Setting::Companies);
        assert_eq!(read("Finland").setting, Setting::Home);
    }
}
