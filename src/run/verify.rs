//! `verify`: whether files are whole, and as a run wrote them.

use std::path::{Path, PathBuf};

use super::manifest::{self, Earlier, MANIFEST, Produced};
use super::{RunError, say};
use crate::read::sha256;

/// Tells of each PDF or output folder whether it is as a run wrote it; returns the exit status: 0, or 1 where one is not.
///
/// # Errors
/// [`RunError::Previous`] where there is no manifest to hold a file against.
pub fn verify(paths: &[PathBuf]) -> Result<u8, RunError> {
    let mut wrong = 0;
    for path in paths {
        let lines = if path.is_dir() { folder(path)? } else { file(path)? };
        wrong += lines.iter().filter(|(fine, _)| !fine).count();
        say::lines(&lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>());
    }
    Ok(u8::from(wrong > 0))
}

/// Whether it is fine, and what is told.
type Line = (bool, String);

fn folder(out: &Path) -> Result<Vec<Line>, RunError> {
    let run = manifest::earlier(out).ok_or_else(|| no_manifest(out))?;
    let listed = run.outputs.produced.iter().chain(&run.outputs.kept);
    let mut lines: Vec<Line> =
        listed.map(|produced| one(&out.join(&produced.name), Some(produced))).collect();
    let named = |name: &&String| !run.outputs.produced.iter().any(|produced| produced.name == **name);
    let missing = run.outputs.expected.iter().filter(named);
    lines.extend(
        missing.map(|name| (false, format!("{}: expected, and not produced", out.join(name).display()))),
    );
    if !run.complete {
        lines.push((
            false,
            format!("{}: the run was ended before all was in place; the next one repairs", out.display()),
        ));
    }
    Ok(lines)
}

/// A file by itself: its manifest is in its folder, or in the one above.
fn file(path: &Path) -> Result<Vec<Line>, RunError> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for out in whole.ancestors().skip(1).take(2) {
        if let Some(run) = manifest::earlier(out) {
            let name = whole.strip_prefix(out).unwrap_or(&whole).to_string_lossy().replace('\\', "/");
            return Ok(vec![one(path, find(&run, &name))]);
        }
    }
    Err(no_manifest(path))
}

fn find<'a>(run: &'a Earlier, name: &str) -> Option<&'a Produced> {
    run.outputs.produced.iter().chain(&run.outputs.kept).find(|produced| produced.name == name)
}

fn one(path: &Path, produced: Option<&Produced>) -> Line {
    let shown = path.display();
    match (std::fs::read(path), produced) {
        (Err(why), _) => (false, format!("{shown}: cannot be read: {why}")),
        (Ok(_), None) => (false, format!("{shown}: the run did not write a file of this name")),
        (Ok(bytes), Some(produced)) if sha256(&bytes) == produced.sha256 => {
            let pages = produced.pages.map_or_else(String::new, |pages| format!(", pages: {pages}"));
            (true, format!("{shown}: as written on {}{pages}", produced.date))
        }
        (Ok(bytes), Some(produced)) => {
            let (now, then) = (bytes.len(), produced.bytes);
            (false, format!("{shown}: changed since it was written ({now} bytes, {then} when written)"))
        }
    }
}

fn no_manifest(path: &Path) -> RunError {
    RunError::Previous { path: path.to_owned(), reason: format!("there is no `{MANIFEST}` with it") }
}
