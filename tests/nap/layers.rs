//! The rules that the code keeps: imports point one way, one file knows each foreign library, crates' versions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// A stage may use the stages before it, in this order. `chart` knows levels only; `run` and `cli` know all.
const ORDER: [&str; 11] =
    ["diagnostic", "read", "resolve", "code", "compare", "chart", "export", "report", "pdf", "cli", "run"];

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

fn module_of(path: &Path) -> String {
    let relative = path.strip_prefix(root().join("src")).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn imports_point_one_way() {
    let rank: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(index, name)| (*name, index)).collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources() {
        let own = module_of(&path);
        if own == "lib" || own == "main" {
            continue;
        }
        let own_rank = *rank.get(own.as_str()).unwrap_or_else(|| panic!("{own} has no place in ORDER"));
        // Tests of a stage may build what they need; `#[cfg(test)]` modules stand last in a file.
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let used: String = rest.chars().take_while(|ch| ch.is_ascii_lowercase() || *ch == '_').collect();
            if let Some(used_rank) = rank.get(used.as_str()) {
                seen += 1;
                if *used_rank > own_rank {
                    wrong.push(format!("{} uses {used}", path.display()));
                }
            }
        }
    }
    assert!(seen > 50, "the search finds imports");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_file_knows_each_foreign_library() {
    let homes = [
        ("calamine", vec!["read/sheet.rs"]),
        ("rust_xlsxwriter", vec!["export/annotate.rs", "export/book.rs"]),
        ("resvg", vec!["chart/raster.rs"]),
        ("pulldown_cmark", vec!["report/markdown.rs"]),
        ("minijinja", vec!["report/compose.rs", "report/context.rs"]),
        ("fluent_bundle", vec!["report/words.rs"]),
        ("printpdf", vec!["pdf/encode.rs"]),
        ("lopdf::", vec!["pdf/finish.rs", "pdf/encode.rs"]),
    ];
    for (library, allowed) in homes {
        let users: Vec<String> = sources()
            .into_iter()
            .filter(|(_, text)| {
                text.lines().any(|line| {
                    let line = line.trim_start();
                    !line.starts_with("//")
                        && (line.contains(&format!("{library}::"))
                            || line.contains(&format!("use {library}"))
                            || (library.ends_with("::") && line.contains(library)))
                })
            })
            .map(|(path, _)| {
                path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/")
            })
            .collect();
        assert!(!users.is_empty(), "{library} is used somewhere");
        for user in users {
            assert!(allowed.contains(&user.as_str()), "{user} uses {library}");
        }
    }
}

#[test]
fn plotters_stays_in_the_charts() {
    for (path, text) in sources() {
        let uses = text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains("plotters"));
        assert!(!uses || module_of(&path) == "chart", "{} uses plotters", path.display());
    }
}

/// Codes of problems are a contract: scripts rely on them.
#[test]
fn problem_codes_are_stable() {
    use nap_report::diagnostic::{Kind, Loss};
    let mut list = String::new();
    for kind in Kind::ALL {
        let loss = if kind.loss() == Loss::LeftOut { "left out" } else { "nothing lost" };
        list.push_str(&format!("{:<9}{:<22}{loss}\n", kind.severity().as_str(), kind.code()));
    }
    crate::support::expect_text(&root().join("tests/problem_codes.txt"), &list);
}

#[test]
fn files_stay_rooms_and_not_halls() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 600, "{} has {lines} lines: it asks to be two files", path.display());
    }
}

#[test]
fn no_crate_needs_a_newer_rust_than_we_state() {
    let rustc = std::process::Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(rustc.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let version = |text: &str| -> Vec<u32> { text.split('.').filter_map(|part| part.parse().ok()).collect() };
    let stated = version(env!("CARGO_PKG_RUST_VERSION"));
    let mut checked = 0;
    for package in metadata["packages"].as_array().unwrap() {
        if let Some(needed) = package["rust_version"].as_str() {
            checked += 1;
            let mut needed = version(needed);
            needed.resize(stated.len().max(needed.len()), 0);
            let mut ours = stated.clone();
            ours.resize(needed.len(), 0);
            assert!(needed <= ours, "{} needs Rust {}", package["name"], package["rust_version"]);
        }
    }
    assert!(checked > 50);
}
