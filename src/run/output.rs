//! Files out: each is written beside its name and renamed into place, so that a reader never sees half of one.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::RunError;

/// A finished file, not written yet.
#[derive(Debug)]
pub(super) struct Made {
    /// Relative to the output folder, with `/`. Made from codes, never from cells.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Of a PDF.
    pub(super) pages: Option<usize>,
}

/// Writes all files; the last one given is renamed last, since it tells of the others.
///
/// All are staged before the first is renamed: where the disk is full, the earlier reports stay as they are.
pub(super) fn write(out: &Path, files: &[Made]) -> Result<(), RunError> {
    let mut staged: Vec<(PathBuf, PathBuf)> = Vec::new();
    let result = files.iter().try_for_each(|file| {
        let path = out.join(&file.name);
        let beside = staged_name(&path);
        staged.push((beside.clone(), path.clone()));
        stage(&beside, &file.bytes).map_err(|error| RunError::Write { path, reason: error.to_string() })
    });
    if result.is_err() {
        for (beside, _) in &staged {
            let _ = fs::remove_file(beside);
        }
        return result;
    }
    for (beside, path) in staged {
        fs::rename(&beside, &path).map_err(|error| RunError::Write { path, reason: error.to_string() })?;
    }
    Ok(())
}

/// Writes one file in the same way.
pub(super) fn write_one(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let beside = staged_name(path);
    let written = stage(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| RunError::Write { path: path.to_owned(), reason: error.to_string() })
}

fn staged_name(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.part"))
}

fn stage(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_data()
}
