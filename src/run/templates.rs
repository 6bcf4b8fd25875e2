//! The files that users may change: codebook, column words, spellings and names. Built in where none is given.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::RunError;
use crate::chart;
use crate::code::{Codebook, Theme};
use crate::diagnostic::Diagnostics;
use crate::pdf;
use crate::read::{Names, Vocabulary, sha256};
use crate::report::block::Logo;
use crate::report::{Files, FontWish, Template, Words};
use crate::resolve::{Gazetteer, Grouping};

/// What the stages are set up with.
pub(super) struct Templates {
    pub(super) codebook: Codebook,
    pub(super) vocabulary: Vocabulary,
    pub(super) gazetteer: Arc<Gazetteer>,
    pub(super) groups: Vec<Grouping>,
    /// How the reports look and what stands in them.
    pub(super) template: Template,
    /// The words of the reports' language.
    pub(super) words: Arc<Words>,
    /// The themes, named in that language.
    pub(super) themes: Vec<Theme>,
    /// Name and SHA-256 of each file used.
    pub(super) hashes: BTreeMap<String, String>,
}

impl Templates {
    /// BCP 47 tag of the reports' language.
    pub(super) fn lang(&self) -> &str {
        self.words.lang()
    }
}

/// The folder that is used where none is named.
const DEFAULT: &str = "templates";
/// The template that is used where none is named.
const DEFAULT_TEMPLATE: &str = "full";

/// Before the name of a file that comes with the tool.
const BUILT_IN: &str = "built-in";

struct Source {
    /// As diagnostics name it.
    name: String,
    text: Cow<'static, str>,
}

impl Source {
    /// As the reports name it. A file that is the same as the one that comes with the tool is that one: the folder may be
    /// absent elsewhere.
    fn label(&self) -> String {
        let file = self.name.strip_prefix(DEFAULT).and_then(|name| name.strip_prefix('/'));
        match file.filter(|file| built_in(file) == Some(&*self.text)) {
            Some(file) => format!("{BUILT_IN} {file}"),
            None => self.name.clone(),
        }
    }
}

/// Where files are looked for.
struct Places {
    /// Folders with the files of all templates, first choice first.
    folders: Vec<PathBuf>,
    /// The template's own folder, if it has one.
    pages: Option<PathBuf>,
    /// The template's name.
    name: String,
}

impl Places {
    /// A template is named, or it is a folder; such a folder need not hold pages. `base` is the project's folder.
    fn find(base: &Path, named: Option<&Path>) -> Result<Self, RunError> {
        let shared = Some(base.join(DEFAULT)).filter(|folder| folder.is_dir());
        let has_pages = |folder: &Path| folder.join("template.toml").is_file();
        let of_name =
            |name: &str| shared.as_ref().map(|folder| folder.join(name)).filter(|folder| has_pages(folder));
        let known = |name: &str| Template::built_in_names().any(|known| known == name);
        let is_name = |path: &Path| path.to_str().is_some_and(|name| of_name(name).is_some() || known(name));
        // A folder that a project file names stands beside that file.
        let beside = named.map(|path| base.join(path)).filter(|path| path.is_dir());
        let named = match (named, &beside) {
            (Some(path), Some(beside)) if !path.is_dir() && !is_name(path) => Some(&**beside),
            (named, _) => named,
        };
        let (own, name) = match named {
            None => (None, DEFAULT_TEMPLATE.to_owned()),
            Some(path) => {
                let name = path.to_str().filter(|name| !name.contains(['/', '\\']));
                match name {
                    Some(name) if of_name(name).is_some() || known(name) && !path.is_dir() => {
                        (None, name.to_owned())
                    }
                    _ if path.is_dir() => {
                        let folder = path.file_name().map(|name| name.to_string_lossy().into_owned());
                        let name = if has_pages(path) { folder } else { None };
                        (Some(path.to_owned()), name.unwrap_or_else(|| DEFAULT_TEMPLATE.to_owned()))
                    }
                    _ => return Err(RunError::NoTemplate(path.to_owned())),
                }
            }
        };
        let pages = own.clone().filter(|folder| has_pages(folder)).or_else(|| of_name(&name));
        Ok(Self { folders: own.into_iter().chain(shared).collect(), pages, name })
    }

    /// A file of the first folder that has it, else the one that comes with the tool.
    fn source(&self, name: &str, built_in: &'static str) -> Result<Source, RunError> {
        let path = self.folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        Ok(match path {
            Some(path) => Source { name: format!("{DEFAULT}/{name}"), text: read_text(&path)?.into() },
            None => Source { name: format!("{BUILT_IN} {name}"), text: built_in.into() },
        })
    }

    /// Names of files of all folders that begin and end so, in order, without repeats.
    fn names(&self, begin: &str, end: &str) -> Vec<String> {
        let entries =
            self.folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> =
            names.filter(|name| name.starts_with(begin) && name.ends_with(end)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn read_text(path: &Path) -> Result<String, RunError> {
    std::fs::read_to_string(path)
        .map_err(|error| RunError::Template { path: path.to_owned(), reason: error.to_string() })
}

/// Most files and bytes of templates that are looked at to tell whether they changed.
const MOST_FILES: usize = 2000;
const MOST_BYTES: u64 = 64 << 20;

/// Every file that [`load`] may use with its hash, but for those that are as they come with the tool; `None` where that
/// cannot be told.
pub(super) fn snapshot(base: &Path, named: Option<&Path>) -> Option<Vec<(String, String)>> {
    let places = Places::find(base, named).ok()?;
    let mut files = vec![(places.name.clone(), String::new())];
    let mut left = MOST_BYTES;
    for (number, folder) in places.folders.iter().chain(&places.pages).enumerate() {
        let mut folders = vec![(folder.clone(), format!("{number}/"))];
        while let Some((folder, prefix)) = folders.pop() {
            let mut entries: Vec<_> = std::fs::read_dir(folder).ok()?.collect::<Result<_, _>>().ok()?;
            entries.sort_by_key(std::fs::DirEntry::file_name);
            for entry in entries {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                let about = std::fs::metadata(entry.path()).ok()?;
                if about.is_dir() {
                    folders.push((entry.path(), format!("{name}/")));
                    continue;
                }
                left = left.checked_sub(about.len())?;
                let bytes = std::fs::read(entry.path()).ok()?;
                let relative = name.split_once('/').map_or("", |(_, relative)| relative);
                if !is_built_in(relative, &places, &bytes) {
                    files.push((name, sha256(&bytes)));
                }
                if files.len() > MOST_FILES {
                    return None;
                }
            }
        }
    }
    // A font of the system may change without any file here.
    let settings = places.pages.and_then(|folder| std::fs::read(folder.join("template.toml")).ok());
    if settings.is_some_and(|bytes| has_family(&bytes)) {
        return None;
    }
    files.sort();
    Some(files)
}

/// Whether a template's settings name a family of fonts that may be the system's.
fn has_family(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.lines().any(|line| line.trim_start().starts_with("family") && !line.contains("\"DejaVu"))
}

/// A data file that comes with the tool.
pub(super) fn built_in(name: &str) -> Option<&'static str> {
    let words = |name: &str| Words::built_in_text(name.strip_prefix("words.")?.strip_suffix(".ftl")?);
    Some(match name {
        "codebook.toml" => Codebook::builtin_text(),
        "columns.toml" => Vocabulary::builtin_text(),
        "groups.toml" => Grouping::builtin_text(),
        "aliases.csv" => include_str!("../../templates/aliases.csv"),
        "countries.toml" => include_str!("../../templates/countries.toml"),
        _ => {
            let languages = Codebook::builtin_languages();
            let language = languages.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
            return language.or_else(|| words(name));
        }
    })
}

/// Whether a file in a folder of templates is as it comes with the tool: the folder may be absent elsewhere.
fn is_built_in(relative: &str, places: &Places, bytes: &[u8]) -> bool {
    let is = |text: &str| text.as_bytes() == bytes;
    let is_page = |template: &str| {
        let (folder, file) = relative.split_once('/').unwrap_or((&places.name, relative));
        let files = Template::built_in_files(template).unwrap_or_default();
        folder == template && files.iter().any(|(name, text)| *name == file && is(text))
    };
    built_in(relative).is_some_and(is) || Template::built_in_names().any(is_page)
}

/// Loads all files. A named template must exist; a fault in a file ends the run, after all faults are told.
pub(super) fn load(
    base: &Path,
    named: Option<&Path>,
    lang: Option<&str>,
    problems: &mut Diagnostics,
) -> Result<Templates, RunError> {
    let places = Places::find(base, named)?;
    let source = |name: &str| places.source(name, built_in(name).unwrap_or_default());
    let codebook = source("codebook.toml")?;
    let with_tool = Codebook::builtin_languages();
    let mut languages = Vec::new();
    for (name, _) in with_tool {
        languages.push(source(name)?);
    }
    for name in places.names("codebook.", ".toml") {
        if name != "codebook.toml" && !with_tool.iter().any(|(known, _)| *known == name) {
            languages.push(source(&name)?);
        }
    }
    let columns = source("columns.toml")?;
    let aliases = source("aliases.csv")?;
    let names = source("countries.toml")?;
    let groups = source("groups.toml")?;
    let faulty = |name: &str| RunError::Faulty(name.to_owned());
    let (mut of_template, mut further) = (Diagnostics::new(), BTreeMap::new());
    let looks = || -> Result<_, RunError> {
        let template = template(&places, &mut further, &mut of_template)?;
        let lang = lang.or(template.language.as_deref());
        let words = words(&places, lang, &mut further, &mut of_template)?;
        Ok((template, words))
    };
    let (mut of_columns, mut of_countries) = (Diagnostics::new(), Diagnostics::new());
    let countries = || {
        let gazetteer = Gazetteer::builtin().with_aliases(&aliases.text, &aliases.name, &mut of_countries);
        gazetteer.with_names(&names.text, &names.name, &mut of_countries)
    };
    let hashes = || -> BTreeMap<String, String> {
        let used = [&codebook, &columns, &aliases, &names, &groups].into_iter().chain(&languages);
        used.map(|source| (source.label(), sha256(source.text.as_bytes()))).collect()
    };
    // Those that take longest first: whoever is done takes up what is left.
    let ((book, gazetteer), (vocabulary, (looks, mut hashes))) = rayon::join(
        || rayon::join(|| Codebook::from_toml(&codebook.text, &codebook.name, problems), countries),
        || {
            let vocabulary = || Vocabulary::from_toml(&columns.text, &columns.name, &mut of_columns);
            rayon::join(vocabulary, || rayon::join(looks, hashes))
        },
    );
    [of_columns, of_countries, of_template].into_iter().for_each(|found| problems.extend(found));
    let codebook = book.ok_or_else(|| faulty(&codebook.name))?;
    // A copy of a file that comes with the tool need not fit a user's own themes.
    let own = |language: &Source| with_tool.iter().all(|(_, text)| language.text != *text);
    let files: Vec<(&str, &str, bool)> =
        languages.iter().map(|file| (&*file.text, file.name.as_str(), own(file))).collect();
    let with = codebook.with_languages(&files, problems);
    hashes.extend(further);
    let codebook = with.ok_or_else(|| RunError::Faulty("a codebook of a language".to_owned()))?;
    let (template, words) = looks?;
    let groups =
        Grouping::from_toml(&groups.text, &groups.name, problems).ok_or_else(|| faulty(&groups.name))?;
    let vocabulary = vocabulary.ok_or_else(|| faulty(&columns.name))?;
    let gazetteer = Arc::new(gazetteer);
    let vocabulary = vocabulary.with_themes(&codebook.header_labels()).with_levels(codebook.level_words());
    let vocabulary = vocabulary.with_names(Arc::clone(&gazetteer) as Arc<dyn Names>);
    let themes = codebook.themes_in(words.lang());
    Ok(Templates { codebook, vocabulary, gazetteer, groups, template, words, themes, hashes })
}

/// The files of a template, and the hashes of those that were used.
struct TemplateFiles<'a> {
    places: &'a Places,
    built_in: &'static [(&'static str, &'static str)],
    hashes: RefCell<BTreeMap<String, String>>,
    /// Why a file that is there could not be read.
    unread: RefCell<Option<RunError>>,
}

impl TemplateFiles<'_> {
    fn of_tool(&self, file: &str) -> Option<&'static str> {
        self.built_in.iter().find(|(name, _)| *name == file).map(|(_, text)| *text)
    }

    fn used(&self, label: String, bytes: &[u8]) {
        self.hashes.borrow_mut().insert(label, sha256(bytes));
    }
}

impl Files for TemplateFiles<'_> {
    fn label(&self, file: &str) -> String {
        match self.places.pages {
            Some(_) => format!("{DEFAULT}/{}/{file}", self.places.name),
            None => format!("{BUILT_IN} {}/{file}", self.places.name),
        }
    }

    fn text(&self, file: &str) -> Option<String> {
        let of_tool = self.of_tool(file);
        let text = match &self.places.pages {
            Some(folder) => {
                let path = Some(folder.join(file)).filter(|path| path.is_file())?;
                read_text(&path).map_err(|error| *self.unread.borrow_mut() = Some(error)).ok()?
            }
            None => of_tool?.to_owned(),
        };
        // A file that is the same as the built-in one is the built-in one: the folder may be absent elsewhere.
        let known = self.is_of_tool(file, &text);
        let label = if known { format!("{BUILT_IN} {}/{file}", self.places.name) } else { self.label(file) };
        self.used(label, text.as_bytes());
        Some(text)
    }

    fn is_of_tool(&self, file: &str, text: &str) -> bool {
        self.of_tool(file) == Some(text)
    }

    fn logo(&self, file: &str, height: f64) -> Result<Logo, String> {
        let bytes = beside(self.places, file)?;
        let drawn = chart::pixels(&bytes, height)?;
        self.used(self.label(file), &bytes);
        let width = height * f64::from(drawn.columns) / f64::from(drawn.rows.max(1));
        let (columns, rows) = (drawn.columns, drawn.rows);
        Ok(Logo { pixels: drawn.rgb.into(), columns, rows, width, height, alt: String::new() })
    }

    fn font(&self, wish: FontWish<'_>) -> Result<Arc<[u8]>, String> {
        let (label, file, latin) = match wish {
            FontWish::File { name, latin } => (self.label(name), beside(self.places, name)?, latin),
            FontWish::Family { name, bold, italic } => {
                let style = match (bold, italic) {
                    (false, false) => "regular",
                    (true, false) => "bold",
                    (false, true) => "italic",
                    (true, true) => "bold italic",
                };
                let file = match pdf::family_of_tool(name, bold, italic) {
                    Some(file) => file.to_vec(),
                    None => of_system(name, bold, italic)?,
                };
                (format!("font {name} {style}"), file, true)
            }
        };
        pdf::check_font(&file, latin)?;
        self.used(label, &file);
        Ok(file.into())
    }
}

/// The template's settings and pages.
fn template(
    places: &Places,
    hashes: &mut BTreeMap<String, String>,
    problems: &mut Diagnostics,
) -> Result<Template, RunError> {
    let built_in = Template::built_in_files(&places.name).unwrap_or_default();
    let files =
        TemplateFiles { places, built_in, hashes: RefCell::new(BTreeMap::new()), unread: RefCell::new(None) };
    let template = Template::load(&places.name, &files, problems);
    if let Some(error) = files.unread.into_inner() {
        return Err(error);
    }
    hashes.extend(files.hashes.into_inner());
    template.ok_or_else(|| RunError::Faulty(format!("the template {}", places.name)))
}

/// A file in the template's folder.
fn beside(places: &Places, name: &str) -> Result<Vec<u8>, String> {
    let folder = places.pages.as_ref().ok_or("a template that comes with the tool has none")?;
    if name.contains("..") || Path::new(name).is_absolute() {
        return Err("it must stand in the template's folder".to_owned());
    }
    std::fs::read(folder.join(name)).map_err(|error| error.to_string())
}

/// A face of a family that the system has.
fn of_system(name: &str, bold: bool, italic: bool) -> Result<Vec<u8>, String> {
    use fontdb::{Database, Family, Query, Style, Weight};
    let mut database = Database::new();
    database.load_system_fonts();
    let query = Query {
        families: &[Family::Name(name)],
        weight: if bold { Weight::BOLD } else { Weight::NORMAL },
        style: if italic { Style::Italic } else { Style::Normal },
        ..Query::default()
    };
    let found = database.query(&query).ok_or("no family of this name is on the system")?;
    database
        .with_face_data(found, |data, _| data.to_vec())
        .ok_or_else(|| "its file cannot be read".to_owned())
}

/// The words of a language: a user's file, or those that come with the tool.
fn words(
    places: &Places,
    lang: Option<&str>,
    hashes: &mut BTreeMap<String, String>,
    problems: &mut Diagnostics,
) -> Result<Arc<Words>, RunError> {
    let lang = lang.unwrap_or("en");
    let name = format!("words.{lang}.ftl");
    let built_in = Words::built_in_text(lang);
    let source = places.source(&name, built_in.unwrap_or_default())?;
    let own = Some(&*source.text) != built_in;
    if source.text.is_empty() {
        let mut known: Vec<String> = Words::built_in_languages().map(str::to_owned).collect();
        let tag = |file: &String| Some(file.strip_prefix("words.")?.strip_suffix(".ftl")?.to_owned());
        known.extend(places.names("words.", ".ftl").iter().filter_map(tag));
        known.sort();
        known.dedup();
        return Err(RunError::NoLanguage(lang.to_owned(), known.join(", ")));
    }
    hashes.insert(source.label(), sha256(source.text.as_bytes()));
    if !own {
        return Ok(Arc::new(Words::built_in(lang)));
    }
    let words = Words::from_ftl(lang, &source.text, &source.name, problems);
    words.map(Arc::new).ok_or(RunError::Faulty(source.name))
}

/// The words of a language: of `templates` in the folder worked in, or those that come with the tool.
pub(super) fn words_for(lang: Option<&str>) -> Result<Arc<Words>, RunError> {
    let mut problems = Diagnostics::new();
    words(&Places::find(Path::new(""), None)?, lang, &mut BTreeMap::new(), &mut problems)
}

/// Folders of `templates` that hold a template, by name.
pub(super) fn own_templates() -> Vec<String> {
    let entries = std::fs::read_dir(DEFAULT).into_iter().flatten().flatten();
    let has_pages = |entry: &std::fs::DirEntry| entry.path().join("template.toml").is_file();
    let mut names: Vec<String> =
        entries.filter(has_pages).filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}
