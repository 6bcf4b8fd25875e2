//! Keeps a panic of a foreign reader from ending the run, and from printing.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// How many calls are running, and the hook that was there before the first of them.
static RUNNING: Mutex<(usize, Option<Arc<Hook>>)> = Mutex::new((0, None));

/// Contained panics of our own code, which a test must see all the same.
static OWN: AtomicUsize = AtomicUsize::new(0);

/// How many contained panics came from this package's own files.
pub(super) fn own_panics() -> usize {
    OWN.load(Ordering::Relaxed)
}

/// Runs the work; `None` where it panicked.
///
/// While it runs, the panic hook is ours: silent on this thread, the former one on all others. The last call
/// that ends puts the former back.
pub(super) fn contain<T>(work: impl FnOnce() -> T) -> Option<T> {
    let nested = CONTAINED.replace(true);
    enter();
    // What the work leaves half done is dropped with it: callers use nothing that it had hold of.
    let result = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(nested);
    leave();
    result.ok()
}

/// The paths of this package's files are relative to it, those of other packages are not.
fn is_ours(file: &str) -> bool {
    file.starts_with("src/") || file.starts_with("src\\")
}

fn enter() {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    running.0 += 1;
    if running.1.is_none() {
        let former = Arc::new(take_hook());
        running.1 = Some(Arc::clone(&former));
        set_hook(Box::new(move |info| {
            if !CONTAINED.get() {
                former(info);
            } else if info.location().is_some_and(|at| is_ours(at.file())) {
                OWN.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
}

fn leave() {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    running.0 = running.0.saturating_sub(1);
    if running.0 == 0 {
        drop(take_hook());
        // Ours held the only other handle, so that this one gives the hook itself back.
        if let Some(former) = running.1.take().and_then(Arc::into_inner) {
            set_hook(former);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_none_and_a_result_comes_through() {
        assert_eq!(contain(|| 3), Some(3));
        assert_eq!(contain(|| -> u8 { panic!("inside") }), None);
        // Both panics of this test are our own.
        assert!(own_panics() > 0);
        assert_eq!(contain(|| contain(|| -> u8 { panic!("deeper") })), Some(None));
    }
}
