//! The files that users may change: codebook, column words, spellings and names. Built in where none is given.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::RunError;
use crate::code::Codebook;
use crate::diagnostic::Diagnostics;
use crate::read::{Names, Vocabulary};
use crate::resolve::Gazetteer;

/// What the stages are set up with.
pub(super) struct Templates {
    pub(super) codebook: Codebook,
    pub(super) vocabulary: Vocabulary,
    pub(super) gazetteer: Arc<Gazetteer>,
    /// Name and SHA-256 of each file used.
    pub(super) hashes: BTreeMap<String, String>,
}

/// The folder that is used where none is named.
const DEFAULT: &str = "templates";

/// Before the name of a file that comes with the tool.
const BUILT_IN: &str = "built-in";

struct Source {
    /// As diagnostics name it.
    name: String,
    text: String,
}

/// Loads all files. A named folder must exist; a fault in a file ends the run, after all faults are told.
pub(super) fn load(folder: Option<&Path>, problems: &mut Diagnostics) -> Result<Templates, RunError> {
    let folder = match folder {
        Some(named) if named.is_dir() => Some(named.to_owned()),
        Some(named) => return Err(RunError::NoTemplate(named.to_owned())),
        None => Some(PathBuf::from(DEFAULT)).filter(|folder| folder.is_dir()),
    };
    let mut hashes = BTreeMap::new();
    let mut source = |name: &str, built_in: &str| -> Result<Source, RunError> {
        let path = folder.as_ref().map(|folder| folder.join(name)).filter(|path| path.is_file());
        let source = match path {
            Some(path) => {
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| RunError::Template { path: path.clone(), reason: error.to_string() })?;
                Source { name: format!("{DEFAULT}/{name}"), text }
            }
            None => Source { name: format!("{BUILT_IN} {name}"), text: built_in.to_owned() },
        };
        // A file that is the same as the built-in one is the built-in one: the folder may be absent elsewhere.
        let label = if source.text == built_in { format!("{BUILT_IN} {name}") } else { source.name.clone() };
        hashes.insert(label, sha256(source.text.as_bytes()));
        Ok(source)
    };
    let codebook = source("codebook.toml", Codebook::builtin_text())?;
    let built_in = Codebook::builtin_languages();
    let mut languages = Vec::new();
    for (name, text) in built_in {
        languages.push(source(name, text)?);
    }
    for name in further_languages(folder.as_deref()) {
        languages.push(source(&name, "")?);
    }
    let columns = source("columns.toml", Vocabulary::builtin_text())?;
    let aliases = source("aliases.csv", include_str!("../../templates/aliases.csv"))?;
    let names = source("countries.toml", include_str!("../../templates/countries.toml"))?;
    let faulty = |name: &str| RunError::Faulty(name.to_owned());
    let book = Codebook::from_toml(&codebook.text, &codebook.name, problems);
    let mut codebook = book.ok_or_else(|| faulty(&codebook.name))?;
    for language in &languages {
        // A copy of a file that comes with the tool need not fit a user's own themes.
        let own = built_in.iter().all(|(_, text)| language.text != *text);
        let with = codebook.with_language(&language.text, &language.name, own, problems);
        codebook = with.ok_or_else(|| faulty(&language.name))?;
    }
    let vocabulary = Vocabulary::from_toml(&columns.text, &columns.name, &codebook.header_labels(), problems)
        .ok_or_else(|| faulty(&columns.name))?
        .with_levels(codebook.level_words());
    let gazetteer = Gazetteer::builtin().with_aliases(&aliases.text, &aliases.name, problems).with_names(
        &names.text,
        &names.name,
        problems,
    );
    let gazetteer = Arc::new(gazetteer);
    let vocabulary = vocabulary.with_names(Arc::clone(&gazetteer) as Arc<dyn Names>);
    Ok(Templates { codebook, vocabulary, gazetteer, hashes })
}

/// The names of the folder's codebooks of languages that the tool has none of, such as `codebook.de.toml`, in order.
fn further_languages(folder: Option<&Path>) -> Vec<String> {
    let known = Codebook::builtin_languages().map(|(name, _)| name);
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with("codebook.") && name.ends_with(".toml") && name != "codebook.toml")
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    names.sort_unstable();
    names
}

/// Lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
