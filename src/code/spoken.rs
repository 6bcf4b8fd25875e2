//! A language of a codebook. Those that come with the tool are read when a text in them is met: most workbooks are in one
//! language, and to read the phrases of the others takes longer than to read a small workbook.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::codebook::Theme;
use super::codebook_file;
use super::tongue::Tongue;
use crate::diagnostic::Diagnostics;

/// A language: what tells it from others, and the rest of it, which may still have to be read.
#[derive(Debug, Clone)]
pub(super) struct Spoken {
    /// The BCP 47 tag: `fr`.
    pub(super) tag: Arc<str>,
    /// For people: `French`.
    pub(super) name: String,
    /// Words that a running text of it is full of.
    pub(super) frequent: Vec<String>,
    /// The file, and the themes that its terms are for; `None` where it was read.
    file: Option<(&'static str, Arc<[Theme]>)>,
    whole: OnceLock<Tongue>,
}

impl From<Tongue> for Spoken {
    fn from(tongue: Tongue) -> Self {
        let (tag, name) = (Arc::clone(&tongue.tag), tongue.name.clone());
        Self { tag, name, frequent: tongue.frequent.clone(), file: None, whole: OnceLock::from(tongue) }
    }
}

impl Spoken {
    /// A language whose file comes with the tool, and so has no faults: a test reads all of them. `None` where its head
    /// cannot be read by itself.
    pub(super) fn later(text: &'static str, themes: &Arc<[Theme]>) -> Option<Self> {
        let Tongue { tag, name, frequent, .. } = codebook_file::read_head(text)?;
        Some(Self { tag, name, frequent, file: Some((text, Arc::clone(themes))), whole: OnceLock::new() })
    }

    /// Whether it was read.
    #[cfg(test)]
    pub(super) fn is_read(&self) -> bool {
        self.whole.get().is_some()
    }

    /// The whole of it, to be changed.
    #[cfg(test)]
    pub(super) fn whole_mut(&mut self) -> &mut Tongue {
        let _ = &**self;
        self.whole.get_mut().expect("it was just read")
    }
}

impl Deref for Spoken {
    type Target = Tongue;

    fn deref(&self) -> &Tongue {
        self.whole.get_or_init(|| {
            let read = |(text, themes): &(&str, Arc<[Theme]>)| {
                codebook_file::read_language(text, &self.name, themes, false, &mut Diagnostics::new())
            };
            self.file.as_ref().and_then(read).unwrap_or_else(Tongue::empty)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::codebook::Codebook;
    use super::*;

    #[test]
    fn languages_of_the_tool_have_no_faults_and_are_read_when_met() {
        let mut problems = Diagnostics::new();
        let codebook = Codebook::from_toml(Codebook::builtin_text(), "codebook.toml", &mut problems).unwrap();
        let themes: Arc<[Theme]> = codebook.themes().into();
        for (file, text) in Codebook::builtin_languages() {
            let later = Spoken::later(text, &themes).unwrap();
            let at_once = codebook_file::read_language(text, file, &themes, false, &mut problems).unwrap();
            assert!(!later.is_read());
            let head = (&later.tag, &later.name, &later.frequent);
            assert_eq!(head, (&at_once.tag, &at_once.name, &at_once.frequent));
            assert_eq!(format!("{:?}", *later), format!("{at_once:?}"));
            assert!(later.is_read() && later.covers.iter().all(|covers| *covers));
        }
        assert!(problems.is_empty());
    }
}
