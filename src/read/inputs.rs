//! Paths to files with names: walks folders, skips what is no input, keeps names apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::file::extension;
use super::mapping::ENDING;
use super::{ReadError, odd};
use crate::diagnostic::{Diagnostics, Kind, Place};

const READ: &[&str] =
    &["xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "ods", "ots", "csv", "tsv", "tab", "txt"];
/// Spreadsheets that the tool does not read: told, so that none is missed in silence.
const SPREADSHEETS_NOT_READ: &[&str] = &[
    "numbers", "fods", "sxc", "gsheet", "wk1", "wks", "wk4", "123", "dif", "slk", "dbf", "et", "xlw", "xla",
];
const DEEPEST: usize = 32;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Its name in places: relative to the folder given, with `/`; different for each input.
    pub name: String,
    /// Whether the user named the file itself, and not a folder that it is in.
    pub named: bool,
}

/// All files of the paths given, in name order. Each file once, also where it is given twice.
///
/// A path that is not there and has `*`, `?` or `[` in it is a pattern. Folders are not searched in `without`, where the
/// tool writes: its own tables would be read as somebody's.
pub(super) fn find(
    paths: &[PathBuf],
    without: Option<&Path>,
    problems: &mut Diagnostics,
) -> Result<Vec<Input>, ReadError> {
    let mut found = Vec::new();
    let without = without.and_then(|path| path.canonicalize().ok());
    for path in paths {
        let about = match fs::metadata(path) {
            Err(_) if is_pattern(path) => {
                matching(path, without.as_deref(), &mut found, problems);
                continue;
            }
            about => about.map_err(|source| ReadError::Path { path: path.clone(), source })?,
        };
        if !about.is_dir() {
            let name = shown(path.file_name().map_or(path, Path::new));
            found.push(Input { path: path.clone(), name, named: true });
            continue;
        }
        let before = found.len();
        // A link in the folder may lead back to it.
        let mut seen: BTreeSet<PathBuf> = path.canonicalize().into_iter().collect();
        seen.extend(without.clone().filter(|without| !seen.contains(without)));
        let entries = fs::read_dir(path).map_err(|source| ReadError::Path { path: path.clone(), source })?;
        walk(entries, "", DEEPEST, &mut seen, &mut found, problems);
        if found.len() == before {
            problems.push_run(
                Kind::NoInput,
                format!("the folder `{}` holds no spreadsheet", folder_name(path)),
                "put `.xlsx`, `.xls`, `.xlsb`, `.ods` or `.csv` files into it",
            );
        }
    }
    if paths.is_empty() {
        problems.push_run(Kind::NoInput, "no input was given", "name a spreadsheet, or a folder of them");
    }
    Ok(told_apart(once(found)))
}

fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(['*', '?', '[']))
}

/// The spreadsheets that a pattern is about.
fn matching(pattern: &Path, without: Option<&Path>, found: &mut Vec<Input>, problems: &mut Diagnostics) {
    let text = pattern.to_string_lossy();
    // As in a shell: `*` is within one folder's name, and does not begin with a dot.
    let options = glob::MatchOptions {
        require_literal_separator: true,
        require_literal_leading_dot: true,
        ..glob::MatchOptions::new()
    };
    let before = found.len();
    let hint = "check the pattern: `*` stands for a part of a name, `**` for folders";
    let paths = match glob::glob_with(&text, options) {
        Ok(paths) => paths,
        Err(why) => {
            let message = format!("`{text}` is no pattern: {}", why.msg);
            return problems.push_run(Kind::NoInput, message, hint);
        }
    };
    let own = |path: &Path| {
        without.is_some_and(|without| path.canonicalize().is_ok_and(|real| real.starts_with(without)))
    };
    for path in paths.flatten().filter(|path| path.is_file() && is_spreadsheet(path) && !own(path)) {
        let name = shown(path.file_name().map_or(&*path, Path::new));
        if !name.starts_with("~$") && !name.to_lowercase().starts_with("readme") {
            found.push(Input { path, name, named: false });
        }
    }
    if found.len() == before {
        problems.push_run(Kind::NoInput, format!("no spreadsheet matches `{text}`"), hint);
    }
}

fn walk(
    entries: fs::ReadDir,
    prefix: &str,
    depth: usize,
    seen: &mut BTreeSet<PathBuf>,
    found: &mut Vec<Input>,
    problems: &mut Diagnostics,
) {
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    orphans(&paths, prefix, problems);
    for path in paths {
        let base = shown(path.file_name().map_or(&*path, Path::new));
        let name = format!("{prefix}{base}");
        if base.starts_with('.') || base.starts_with("~$") {
            continue;
        }
        if path.is_dir() {
            // A link may lead back to a folder above.
            let new = path.canonicalize().is_ok_and(|real| seen.insert(real));
            match fs::read_dir(&path) {
                Ok(inner) if new && depth > 0 => {
                    walk(inner, &format!("{name}/"), depth - 1, seen, found, problems);
                }
                Ok(_) => {}
                Err(why) => problems.push(
                    Kind::UnreadableFile,
                    &Place::file(&name),
                    format!("the folder cannot be opened: {}", reason(&why)),
                    "check the permissions of the folder",
                ),
            }
            continue;
        }
        let extension = extension(&base);
        if READ.contains(&extension.as_str()) && !base.to_lowercase().starts_with("readme") {
            found.push(Input { path, name, named: false });
        } else if SPREADSHEETS_NOT_READ.contains(&extension.as_str()) {
            problems.push(
                Kind::UnsupportedFormat,
                &Place::file(&name),
                format!("`.{extension}` files are not read"),
                "save the table as `.xlsx`, `.ods` or `.csv`",
            );
        }
    }
}

/// Whether a file's name is one of a spreadsheet that is read.
pub(super) fn is_spreadsheet(path: &Path) -> bool {
    path.file_name().is_some_and(|name| READ.contains(&extension(&shown(Path::new(name))).as_str()))
}

/// Tells mapping files that are about no spreadsheet of the folder: their author believes that they are used.
fn orphans(paths: &[PathBuf], prefix: &str, problems: &mut Diagnostics) {
    for path in paths {
        let base = shown(path.file_name().map_or(path, Path::new));
        let Some(stem) = base.strip_suffix(ENDING).filter(|stem| !stem.starts_with('.')) else { continue };
        let is_about = |other: &&PathBuf| {
            let named =
                |name: Option<&std::ffi::OsStr>| name.is_some_and(|name| shown(Path::new(name)) == stem);
            is_spreadsheet(other) && (named(other.file_name()) || named(other.file_stem()))
        };
        if !paths.iter().any(|other| is_about(&other)) {
            problems.push(
                Kind::BadMapping,
                &Place::file(format!("{prefix}{base}")),
                format!("no spreadsheet beside the mapping file is named `{stem}`"),
                "rename it: `NAME.mapping.toml` beside `NAME.xlsx`",
            );
        }
    }
}

/// Drops a file that another path has given already. One named itself stays so.
fn once(found: Vec<Input>) -> Vec<Input> {
    let mut first: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut kept: Vec<Input> = Vec::new();
    for input in found {
        let real = input.path.canonicalize().unwrap_or_else(|_| input.path.clone());
        match first.get(&real).and_then(|at| kept.get_mut(*at)) {
            Some(known) => known.named |= input.named,
            None => {
                first.insert(real, kept.len());
                kept.push(input);
            }
        }
    }
    kept
}

/// Gives inputs of one name different names: the folder's name before it, and a number where that is not enough.
fn told_apart(mut inputs: Vec<Input>) -> Vec<Input> {
    for name in repeated(&inputs) {
        for input in inputs.iter_mut().filter(|input| input.name == name) {
            let levels = input.name.split('/').count();
            if let Some(folder) = input.path.ancestors().nth(levels) {
                input.name = format!("{}/{}", folder_name(folder), input.name);
            }
        }
    }
    for name in repeated(&inputs) {
        let same = inputs.iter_mut().filter(|input| input.name == name);
        for (number, input) in same.enumerate().skip(1) {
            input.name = format!("{} ({})", input.name, number + 1);
        }
    }
    inputs.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    inputs
}

fn repeated(inputs: &[Input]) -> BTreeSet<String> {
    let mut once = BTreeSet::new();
    inputs.iter().filter(|input| !once.insert(&input.name)).map(|input| input.name.clone()).collect()
}

/// The last part of a folder's path; for `.` and `..` the part that they stand for.
fn folder_name(path: &Path) -> String {
    if let Some(name) = path.file_name() {
        return shown(Path::new(name));
    }
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    shown(real.file_name().map_or(path, Path::new))
}

fn shown(path: &Path) -> String {
    // A line end or a mark of direction in a name would make a message say something else.
    let name = path.to_string_lossy().replace('\\', "/");
    name.chars().map(|c| if c.is_control() || odd::is_odd(c) { '?' } else { c }).collect()
}

/// A system's reason without its number.
pub(super) fn reason(why: &std::io::Error) -> String {
    why.kind().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[PathBuf]) -> (Vec<String>, Diagnostics) {
        let mut problems = Diagnostics::new();
        let found = find(paths, None, &mut problems).unwrap();
        (found.into_iter().map(|input| input.name).collect(), problems)
    }

    #[test]
    fn folders_are_walked_in_name_order_without_furniture() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        for name in
            ["b.xlsx", "a.csv", "~$b.xlsx", ".~lock.b.xlsx#", "README.txt", "x.pdf", "sub/c.ODS", "n.md"]
        {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let (found, problems) = names(&[folder.path().to_owned()]);
        assert_eq!(found, ["a.csv", "b.xlsx", "sub/c.ODS"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_spreadsheet_that_is_not_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("plan.numbers"), "x").unwrap();
        let (found, problems) = names(&[folder.path().to_owned()]);
        assert_eq!(found.len(), 0);
        assert_eq!(problems.counts(), [("no-input", 1), ("unsupported-format", 1)].into());
    }

    #[test]
    fn equal_names_are_kept_apart_and_equal_files_are_read_once() {
        let folder = tempfile::tempdir().unwrap();
        for round in ["one", "two"] {
            fs::create_dir(folder.path().join(round)).unwrap();
            fs::write(folder.path().join(round).join("a.csv"), "x").unwrap();
        }
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        let (found, _) = names(&[one.clone(), two, one.join("a.csv")]);
        assert_eq!(found, ["one/a.csv", "two/a.csv"]);
    }

    #[test]
    fn patterns_give_spreadsheets_and_tell_when_they_give_none() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.xlsx", "a.csv", "~$b.xlsx", "n.md", "README.txt"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let (found, problems) = names(&[folder.path().join("*")]);
        assert_eq!(found, ["a.csv", "b.xlsx"]);
        assert!(problems.is_empty());
        let (found, problems) = names(&[folder.path().join("*.ods")]);
        assert!(found.is_empty());
        assert_eq!(problems.counts(), [("no-input", 1)].into());
    }

    #[test]
    fn what_the_tool_writes_is_no_input() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("out")).unwrap();
        for name in ["a.csv", "out/coverage.csv"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let out = folder.path().join("out");
        for path in [folder.path().to_owned(), folder.path().join("**/*.csv")] {
            let found = find(&[path], Some(&out), &mut Diagnostics::new()).unwrap();
            assert_eq!(found.len(), 1, "{found:?}");
        }
    }

    #[test]
    fn a_path_that_is_not_there_stops_the_run() {
        let why = find(&["no-such-folder".into()], None, &mut Diagnostics::new()).unwrap_err();
        assert_eq!(why.to_string(), "cannot open `no-such-folder`");
    }
}
