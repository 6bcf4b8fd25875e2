//! Runs the program, and compares with files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// SHA-256, told apart from the program's own.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A run of the program; consumed by [`Run::finish`].
#[must_use]
pub(crate) struct Run {
    command: Command,
    out: tempfile::TempDir,
}

/// What a run took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Took {
    pub(crate) time: Duration,
    /// Most memory held at once, in MiB; 0 where the system does not tell.
    pub(crate) peak: u64,
}

/// What a run left.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    out: tempfile::TempDir,
}

impl Run {
    /// `nap-report build` with a fixed date and a fresh output folder, in the repository.
    pub(crate) fn build() -> Self {
        let out = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_nap-report"));
        command.current_dir(root()).env_remove("SOURCE_DATE_EPOCH");
        command.args(["build", "--date", "2026-01-31", "--out"]).arg(out.path());
        Self { command, out }
    }

    /// Any other command.
    pub(crate) fn command(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nap-report"));
        command.current_dir(root()).args(arguments);
        Self { command, out: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn finish(mut self) -> Ran {
        let Output { status, stdout, stderr } = self.command.output().unwrap();
        Ran {
            status: status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&stdout).into_owned(),
            stderr: String::from_utf8_lossy(&stderr).into_owned(),
            out: self.out,
        }
    }
}

impl Run {
    /// As [`Run::finish`], with what it took. What runs longer than a minute is ended.
    pub(crate) fn finish_measured(mut self) -> (Ran, Took) {
        let printed = tempfile::tempdir().unwrap();
        let (stdout, stderr) = (printed.path().join("stdout"), printed.path().join("stderr"));
        self.command.stdout(fs::File::create(&stdout).unwrap()).stderr(fs::File::create(&stderr).unwrap());
        let start = Instant::now();
        let mut child = self.command.stdin(Stdio::null()).spawn().unwrap();
        let mut took = Took::default();
        let status = loop {
            took.peak = took.peak.max(peak(child.id()));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > Duration::from_secs(300) {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        took.time = start.elapsed();
        let text = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let ran = Ran {
            status: status.code().unwrap_or(-1),
            stdout: text(stdout),
            stderr: text(stderr),
            out: self.out,
        };
        (ran, took)
    }
}

/// What Linux says of a process's memory at its highest.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

impl Ran {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.out.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}\n{}", self.stderr))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    pub(crate) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    /// All files written, relative, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.out.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.out.path()).unwrap();
                    found.push(name.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        found.sort();
        found
    }

    #[track_caller]
    pub(crate) fn expect_status(self, status: i32) -> Self {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// Compares with a file of expected text, or writes it where `UPDATE_EXPECTED` is set.
#[track_caller]
pub(crate) fn expect_text(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let first = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
    let line = first.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    panic!(
        "{} differs from line {}\nexpected: {}\n  actual: {}\nUPDATE_EXPECTED=1 cargo test writes the new text",
        path.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(nothing)"),
        actual.lines().nth(line).unwrap_or("(nothing)"),
    );
}
