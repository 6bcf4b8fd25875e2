//! Gives the program a mark of its own source: a report is made anew where what makes it has changed, and a version
//! number is not raised with each change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.toml"), PathBuf::from("Cargo.lock")];
    for folder in ["src", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
        walk(Path::new(folder), &mut files)?;
    }
    println!("cargo:rerun-if-changed=Cargo.lock");
    files.sort();
    let mut mark = Fnv::default();
    for file in files {
        // A packaged crate may lack one of them.
        let Ok(bytes) = fs::read(&file) else { continue };
        let name = file.to_string_lossy().replace('\\', "/");
        mark.eat(name.as_bytes());
        // A checkout may have changed line ends; the program does not.
        let bytes: Vec<u8> = bytes.into_iter().filter(|byte| *byte != b'\r').collect();
        mark.eat(&(bytes.len() as u64).to_le_bytes());
        mark.eat(&bytes);
    }
    println!("cargo:rustc-env=NAP_SOURCE_MARK={:016x}", mark.0);
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// FNV-1a, 64 bits: tells changes apart, guards against nobody.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn eat(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
