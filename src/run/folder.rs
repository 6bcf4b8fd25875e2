//! The output folder: one run at a time, files staged beside it and renamed into place, the manifest last.
//!
//! A run that is ended at any moment leaves every file whole and the manifest true; the next one repairs.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::RunError;
use super::flush::Flush;
use super::manifest::MANIFEST;

/// Holds the lock and what is staged; gone when a run has ended.
const WORK: &str = ".nap-report";
/// What the manifest that is true while files change place is staged as.
const MEANWHILE: &str = "meanwhile.json";
/// How often a run that waits looks whether the other one has ended.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// An output folder that this run alone writes to.
#[derive(Debug)]
pub(super) struct Folder {
    out: PathBuf,
    /// Locked as long as it is open.
    lock: Option<File>,
    /// Folders that this run made, innermost last.
    made: Vec<PathBuf>,
    /// What was staged and may not be on the disk yet.
    flush: Flush,
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change<'a> {
    /// What was staged under this name takes its place.
    Replace(&'a str),
    /// It goes.
    Remove(&'a str),
}

impl Folder {
    /// Makes the folder if need be and locks it; waits so many seconds for another run.
    pub(super) fn open(out: &Path, wait: u64) -> Result<Self, RunError> {
        let missing: Vec<PathBuf> = out
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
            .map(Path::to_owned)
            .collect();
        let made = missing.into_iter().rev().collect();
        let mut folder = Self { out: out.to_owned(), lock: None, made, flush: Flush::default() };
        let mut left = Duration::from_secs(wait);
        loop {
            match folder.try_lock() {
                Ok(Some(lock)) => {
                    folder.lock = Some(lock);
                    break;
                }
                Ok(None) if left.is_zero() => {
                    let holder = fs::read_to_string(folder.work().join("lock")).unwrap_or_default();
                    let holder = holder.trim().to_owned();
                    folder.made.clear();
                    return Err(RunError::Busy(out.to_owned(), holder));
                }
                Ok(None) => {
                    std::thread::sleep(LOOK_AGAIN);
                    left = left.saturating_sub(LOOK_AGAIN);
                }
                Err(why) => return Err(failed(out, &why)),
            }
        }
        // What a run that was ended had staged.
        let _ = fs::remove_dir_all(folder.staging());
        Ok(folder)
    }

    fn work(&self) -> PathBuf {
        self.out.join(WORK)
    }

    fn staging(&self) -> PathBuf {
        self.work().join("staged")
    }

    /// The lock; `None` where another run has it.
    fn try_lock(&self) -> io::Result<Option<File>> {
        // The run that had the lock takes its file away: what was opened may be one that nobody else sees.
        for _ in 0..100 {
            fs::create_dir_all(self.work())?;
            let path = self.work().join("lock");
            let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = match opened {
                Ok(file) => file,
                Err(why) if why.kind() == io::ErrorKind::NotFound => continue,
                Err(why) => return Err(why),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(why)) => return Err(why),
            }
            if !is_still_there(&file, &path) {
                continue;
            }
            // For the message that somebody else gets. On a full disk there is none, and the lock holds all the same.
            let _ = file.set_len(0).and_then(|()| file.rewind());
            let _ = file.write_all(std::process::id().to_string().as_bytes());
            return Ok(Some(file));
        }
        Ok(None)
    }

    /// Writes a file where it does not count yet; it may reach the disk later. From any thread.
    pub(super) fn stage(&self, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        self.stage_as(name, name, bytes)
    }

    /// Writes a file that will take another name than the one it waits under.
    fn stage_as(&self, staged: &str, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        let (path, place) = (self.staging().join(staged), self.out.join(name));
        fault::point();
        let written = write(&path, bytes).and_then(|file| self.flush.take(place.clone(), file));
        written.map_err(|why| failed(&place, &why))
    }

    /// Puts what was staged in place: first a manifest that stays true meanwhile, then the files, then the manifest of
    /// the whole.
    pub(super) fn commit(
        &self,
        changes: &[Change<'_>],
        meanwhile: &[u8],
        whole: &[u8],
    ) -> Result<(), RunError> {
        for change in changes {
            let (Change::Replace(name) | Change::Remove(name)) = change;
            let path = self.out.join(name);
            let staged = path.parent().map_or(Ok(()), fs::create_dir_all);
            staged.map_err(|why| failed(&path, &why))?;
            if path.is_dir() {
                return Err(failed(&path, &io::Error::other("a folder of this name is in the way")));
            }
        }
        if !changes.is_empty() {
            self.stage_as(MEANWHILE, MANIFEST, meanwhile)?;
        }
        self.stage(MANIFEST, whole)?;
        // All of it reaches the disk at once, and from here on there are only names to give.
        self.flush.wait().map_err(|(place, why)| failed(&place, &why))?;
        if !changes.is_empty() {
            self.put_manifest(MEANWHILE)?;
        }
        for change in changes {
            fault::point();
            let (path, done) = match change {
                Change::Replace(name) => {
                    let path = self.out.join(name);
                    (path.clone(), fs::rename(self.staging().join(name), path))
                }
                Change::Remove(name) => {
                    let path = self.out.join(name);
                    let gone = match fs::remove_file(&path) {
                        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
                        _ => Ok(()),
                    };
                    // A folder that nothing is left in; one with other things in it stays.
                    if let Some(folder) = path.parent().filter(|folder| *folder != self.out) {
                        let _ = fs::remove_dir(folder);
                    }
                    (path, gone)
                }
            };
            done.map_err(|why| failed(&path, &why))?;
        }
        self.put_manifest(MANIFEST)
    }

    /// The manifest that was staged under this name takes its place.
    fn put_manifest(&self, staged: &str) -> Result<(), RunError> {
        let (path, staged) = (self.out.join(MANIFEST), self.staging().join(staged));
        fault::point();
        fs::rename(&staged, &path).map_err(|why| failed(&path, &why))
    }

    /// The files are what the run came for: the folders that it made stay.
    pub(super) fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Where a run failed, what it staged goes, whether it reached the disk or not.
        let _ = self.flush.wait();
        if self.lock.is_some() {
            let _ = fs::remove_dir_all(self.staging());
            // While it is still locked: a run that waits sees that it is gone, and begins anew.
            let _ = fs::remove_file(self.work().join("lock"));
        }
        let _ = fs::remove_dir(self.work());
        // A run that wrote nothing leaves nothing, where the folders that it made are empty.
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn failed(path: &Path, why: &io::Error) -> RunError {
    RunError::Write { path: path.to_owned(), reason: why.to_string() }
}

/// Whether a path is still that of an open file.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |about: fs::Metadata| (about.dev(), about.ino());
    file.metadata().ok().map(id) == fs::metadata(path).ok().map(id)
}

/// Where an open file cannot be taken away, it is there.
#[cfg(not(unix))]
fn is_still_there(_: &File, _: &Path) -> bool {
    true
}

/// Writes one file beside its name and renames it into place.
pub(super) fn write_one(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.part"));
    // A name must not be given to what is lost with the power.
    let through = write(&beside, bytes).and_then(|file| file.sync_data());
    let written = through.and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(path, &error)
    })
}

/// Writes a file, in a folder that is made if it is not there: for all but the first of them it is.
fn write(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = match (File::create(path), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            File::create(path)?
        }
        (file, _) => file?,
    };
    file.write_all(bytes)?;
    Ok(file)
}

/// Ends the process at a chosen step, as a kill would; in test builds alone.
mod fault {
    /// A step that may be the last.
    #[cfg(debug_assertions)]
    pub(super) fn point() {
        use std::sync::OnceLock;
        use std::sync::atomic::{AtomicUsize, Ordering};
        static LAST: OnceLock<Option<usize>> = OnceLock::new();
        static STEP: AtomicUsize = AtomicUsize::new(0);
        let last = LAST.get_or_init(|| std::env::var("NAP_FAULT_AT_STEP").ok()?.parse().ok());
        if last.is_some_and(|last| STEP.fetch_add(1, Ordering::SeqCst) == last) {
            std::process::exit(137);
        }
    }

    /// Nothing, where people rely on it.
    #[cfg(not(debug_assertions))]
    pub(super) fn point() {}
}
