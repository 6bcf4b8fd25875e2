//! Which mapping file is about an input: one beside it, or the one that was given.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::columns::Vocabulary;
use super::super::file::sha256;
use super::super::inputs::{self, Input};
use super::super::{MappingReport, ReadError};
use super::{Mapping, parse};
use crate::diagnostic::{Diagnostics, Kind, Place};

/// What a mapping file's name ends with.
pub(in crate::read) const ENDING: &str = ".mapping.toml";
/// A mapping is written by people; one longer than this is something else.
const MOST_BYTES: u64 = 1 << 20;

/// A mapping file that was given by itself, for one input or for those that its tables name.
#[derive(Debug)]
pub(in crate::read) struct Given {
    name: String,
    content: Vec<u8>,
    /// There is one input alone, so that no table need say which it is about.
    sole: bool,
}

impl Given {
    /// Reads the file, and tells tables that are about no input.
    pub(in crate::read) fn load(
        path: &Path,
        inputs: &[Input],
        vocabulary: &Vocabulary,
        problems: &mut Diagnostics,
    ) -> Result<Self, ReadError> {
        let content = fs::read(path).map_err(|source| ReadError::Path { path: path.to_owned(), source })?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let given = Self { name, content, sole: inputs.len() == 1 };
        let mapping = read(&given.name, &given.content, vocabulary, problems);
        for (file, line) in mapping.files() {
            let known = match file {
                Some(file) => inputs.iter().any(|input| is_called(input, file)),
                None => given.sole,
            };
            if !known && mapping.broken.is_none() {
                let message = match file {
                    Some(file) => format!("no input is called `{file}`"),
                    None => "it does not say which file it is about, and there are several".to_owned(),
                };
                let names = super::listed(inputs.iter().map(|input| input.name.as_str()));
                mapping.fault(line, message, format!("add `file = \"NAME\"`; there are {names}"), problems);
            }
        }
        Ok(given)
    }
}

/// The mapping that is about an input, with its name and hash; what is wrong with it is told.
pub(in crate::read) fn of_input(
    input: &Input,
    given: Option<&Given>,
    vocabulary: &Vocabulary,
    problems: &mut Diagnostics,
) -> Option<(Mapping, MappingReport)> {
    if let Some(given) = given {
        // Its faults were told when it was loaded.
        let mut mapping = read(&given.name, &given.content, vocabulary, &mut Diagnostics::new());
        mapping.keep(|file| file.map_or(given.sole, |file| is_called(input, file)));
        if mapping.broken.is_some() || !mapping.is_empty() {
            return Some((mapping, report(&given.name, &given.content)));
        }
    }
    let path = beside(&input.path)?;
    let folder = input.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let base = path.file_name()?.to_string_lossy().into_owned();
    let name = if folder.is_empty() { base.clone() } else { format!("{folder}/{base}") };
    let content = match fs::metadata(&path).and_then(|about| {
        if about.len() > MOST_BYTES {
            return Err(std::io::Error::other("it is longer than a mapping file can be"));
        }
        fs::read(&path)
    }) {
        Ok(content) => content,
        Err(why) => {
            let message = format!("the mapping file cannot be read: {why}");
            problems.push(
                Kind::BadMapping,
                &Place::file(&name),
                message,
                "check the file and its permissions",
            );
            let broken = Mapping { name: name.clone(), broken: Some(1), ..Mapping::default() };
            return Some((broken, report(&name, &[])));
        }
    };
    let mut mapping = read(&name, &content, vocabulary, problems);
    let own = input.path.file_name().map(|own| own.to_string_lossy().into_owned()).unwrap_or_default();
    let other = mapping.files().into_iter().find(|(file, _)| file.is_some_and(|file| file != own));
    if let Some(line) = other.map(|(_, line)| line) {
        let message = format!("the mapping file beside `{own}` names another file");
        mapping.fault(line, message, format!("write `file = \"{own}\"`, or take the line out"), problems);
        mapping.broken = Some(line);
    }
    let twins = namesakes(&input.path);
    if base != format!("{own}{ENDING}") && !twins.is_empty() {
        let message = format!("it may be about `{own}` or `{}`", twins.join("`, `"));
        let hint = format!("rename it to `{own}{ENDING}`");
        problems.push(Kind::BadMapping, &Place::file(&name), message, hint);
        mapping.broken = Some(1);
    }
    Some((mapping, report(&name, &content)))
}

/// The path of the mapping file for a spreadsheet: the one that is there, or `None`.
fn beside(path: &Path) -> Option<PathBuf> {
    let [short, long] = names_for(path)?;
    [long, short].into_iter().find(|path| path.is_file())
}

/// Where the mapping file of a spreadsheet is, or is to be.
pub(in crate::read) fn path_for(path: &Path) -> Option<PathBuf> {
    let [short, long] = names_for(path)?;
    if long.is_file() || !namesakes(path).is_empty() { Some(long) } else { Some(short) }
}

/// The mapping files beside an input that are there.
pub(in crate::read) fn candidates(input: &Input) -> Vec<PathBuf> {
    names_for(&input.path).into_iter().flatten().filter(|path| path.is_file()).collect()
}

/// `NAME.mapping.toml` and `NAME.xlsx.mapping.toml`.
fn names_for(path: &Path) -> Option<[PathBuf; 2]> {
    let named = |stem: &std::ffi::OsStr| {
        let mut name = stem.to_owned();
        name.push(ENDING);
        path.with_file_name(name)
    };
    Some([named(path.file_stem()?), named(path.file_name()?)])
}

/// Other spreadsheets in the folder with the same name but for the extension.
pub(in crate::read) fn namesakes(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return Vec::new() };
    let others = entries.flatten().map(|entry| entry.path()).filter(|other| {
        other.file_stem() == path.file_stem()
            && other.file_name() != path.file_name()
            && other.is_file()
            && inputs::is_spreadsheet(other)
    });
    let mut names: Vec<String> =
        others.filter_map(|other| Some(other.file_name()?.to_string_lossy().into_owned())).collect();
    names.sort();
    names
}

fn is_called(input: &Input, file: &str) -> bool {
    input.name == file || input.name.rsplit('/').next() == Some(file)
}

fn read(name: &str, content: &[u8], vocabulary: &Vocabulary, problems: &mut Diagnostics) -> Mapping {
    match std::str::from_utf8(content) {
        Ok(text) => parse::parse(text.trim_start_matches('\u{feff}'), name, vocabulary, problems),
        Err(why) => {
            let before = content.get(..why.valid_up_to()).unwrap_or_default();
            let line = u32::try_from(before.iter().filter(|byte| **byte == b'\n').count() + 1).unwrap_or(1);
            let mapping = Mapping { name: name.to_owned(), broken: Some(line), ..Mapping::default() };
            let hint = "save it as UTF-8 (in an editor: Save as, Encoding)";
            mapping.fault(line, "the mapping file is not UTF-8 text".to_owned(), hint, problems);
            mapping
        }
    }
}

fn report(name: &str, content: &[u8]) -> MappingReport {
    MappingReport { name: name.to_owned(), sha256: sha256(content) }
}
