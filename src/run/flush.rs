//! Waits for the disk beside the work: the threads that set pages go on while the files that they wrote reach it.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Most threads that wait. A disk takes some files in the time of one, and a thread that waits takes no processor.
const THREADS: usize = 4;
/// Files that may be open and wait their turn.
const WAITING: usize = 32;

/// A file that is written, and what it is called where the wait for it fails.
type Written = (PathBuf, File);
/// A file that did not reach the disk.
type Lost = (PathBuf, io::Error);

/// Files that are on their way to the disk.
#[derive(Debug, Default)]
pub(super) struct Flush(Mutex<Option<Threads>>);

#[derive(Debug)]
struct Threads {
    queue: SyncSender<Written>,
    files: Arc<Mutex<Receiver<Written>>>,
    running: Vec<JoinHandle<Vec<Lost>>>,
}

impl Flush {
    /// Takes a written file and returns, unless many are waiting. From any thread.
    ///
    /// # Errors
    /// Where the system gives no thread, the file is waited for here, and may not get to the disk.
    pub(super) fn take(&self, path: PathBuf, file: File) -> io::Result<()> {
        let queue = {
            // What a thread that panicked left is a whole value all the same.
            let mut threads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let threads = threads.get_or_insert_with(Threads::none);
            threads.one_more();
            (!threads.running.is_empty()).then(|| threads.queue.clone())
        };
        match queue {
            // The threads go on until the queue is closed, which is done in this file alone.
            Some(queue) => queue.send((path, file)).map_err(io::Error::other),
            None => file.sync_data(),
        }
    }

    /// Waits until all that was taken is on the disk.
    ///
    /// # Errors
    /// The first file, in the order of paths, that did not get there.
    pub(super) fn wait(&self) -> Result<(), Lost> {
        let threads = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(threads) = threads else { return Ok(()) };
        drop(threads.queue);
        let mut lost: Vec<Lost> = Vec::new();
        for thread in threads.running {
            let ended = thread.join();
            lost.extend(ended.unwrap_or_else(|_| vec![(PathBuf::new(), io::Error::other("a thread ended"))]));
        }
        lost.sort_by(|a, b| a.0.cmp(&b.0));
        lost.into_iter().next().map_or(Ok(()), Err)
    }
}

impl Threads {
    fn none() -> Self {
        let (queue, files) = sync_channel(WAITING);
        Self { queue, files: Arc::new(Mutex::new(files)), running: Vec::new() }
    }

    /// A thread for each of the first files: a run that writes one does not pay for four.
    fn one_more(&mut self) {
        if self.running.len() < THREADS {
            let files = Arc::clone(&self.files);
            self.running.extend(std::thread::Builder::new().spawn(move || flush(&files)));
        }
    }
}

/// Until the queue is closed.
fn flush(files: &Mutex<Receiver<Written>>) -> Vec<Lost> {
    let mut lost = Vec::new();
    loop {
        let next = files.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((path, file)) = next else { return lost };
        if let Err(why) = file.sync_data() {
            lost.push((path, why));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_does_not_reach_the_disk_is_told_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let flush = Flush::default();
        for number in 0..100 {
            let path = folder.path().join(number.to_string());
            let mut file = File::create(&path).unwrap();
            file.write_all(b"text").unwrap();
            flush.take(path, file).unwrap();
        }
        flush.wait().unwrap();
        // Nothing is on its way any more, and what comes later is waited for as well.
        flush.wait().unwrap();
        // What cannot be flushed: an end of a pipe.
        #[cfg(unix)]
        for name in ["b", "a"] {
            let (_, end) = std::io::pipe().unwrap();
            flush.take(PathBuf::from(name), File::from(std::os::fd::OwnedFd::from(end))).unwrap();
        }
        #[cfg(unix)]
        assert_eq!(flush.wait().unwrap_err().0, PathBuf::from("a"));
    }
}
