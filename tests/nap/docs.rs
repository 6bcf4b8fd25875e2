//! Every command in the documentation is run, and what it lists is complete.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Run, root};

/// A fenced block: what stands after the fence, and its text.
struct Fenced {
    info: String,
    text: String,
}

fn blocks(markdown: &str) -> Vec<Fenced> {
    let mut found = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let close = "`".repeat(ticks);
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != close).collect();
        found.push(Fenced { info: line[ticks..].to_owned(), text: text.join("\n") + "\n" });
    }
    found
}

/// Commands with the exit status that is said of each; one that goes on over several lines is one.
fn commands(text: &str) -> Vec<(String, i32)> {
    let mut all: Vec<(String, i32)> = Vec::new();
    let mut until: Option<String> = None;
    for line in text.lines() {
        if let Some(end) = &until {
            let last = all.last_mut().unwrap();
            last.0.push_str(&format!("\n{line}"));
            if line == end {
                until = None;
            }
            continue;
        }
        let (command, status) = line.split_once("   # exit status ").unwrap_or((line, "0"));
        all.push((command.to_owned(), status.parse().unwrap()));
        until = command.split_once("<<'").map(|(_, end)| end.trim_end_matches('\'').to_owned());
    }
    all
}

fn sh(folder: &Path, command: &str) -> (i32, String) {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_nap-report"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    // The folder worked in is kept from one command to the next.
    let kept = folder.join(".folder");
    let from = fs::read_to_string(&kept).unwrap_or_else(|_| folder.display().to_string());
    let script = format!("{command}\ns=$?; pwd > '{}'; exit $s", kept.display());
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(from.trim())
        .env("PATH", path)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn every_command_in_the_documentation_does_what_it_says() {
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    let mut ran = 0;
    let mut pages: Vec<PathBuf> =
        fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    for page in pages {
        let folder = tempfile::tempdir().unwrap();
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let mut here = folder.path().to_owned();
        for block in blocks(&fs::read_to_string(&page).unwrap()) {
            if let Some((_, file)) = block.info.split_once(" file=") {
                let path = here.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, block.text).unwrap();
            } else if block.info == "sh" {
                for (command, status) in commands(&block.text) {
                    if let Some((command, _)) = command.split_once("   # run by .ci/run") {
                        assert!(ci.contains(command), "{name}: .ci/run does not run `{command}`");
                        continue;
                    }
                    let (got, said) = sh(folder.path(), &command);
                    assert_eq!(got, status, "{name}: `{command}` said:\n{said}");
                    here = fs::read_to_string(folder.path().join(".folder")).unwrap().trim().into();
                    ran += 1;
                }
            } else {
                let known = ["text", "toml", "csv", "svg", "markdown", ""];
                assert!(known.contains(&block.info.as_str()), "{name}: a block of `{}`", block.info);
            }
        }
    }
    println!("{ran} commands ran");
    assert!(ran > 45, "{ran}");
}

#[test]
fn every_problem_and_option_is_documented() {
    use nap_report::diagnostic::{Kind, Loss};
    let page = |name: &str| fs::read_to_string(root().join("docs").join(name)).unwrap();
    let problems = page("reference-problems.md");
    for kind in Kind::ALL {
        let left = if kind.loss() == Loss::LeftOut { "yes" } else { "no" };
        let row = format!("| `{}` | {} | {left} |", kind.code(), kind.severity().as_str());
        assert!(problems.contains(&row), "{row}");
    }
    let commands = page("reference-commands.md");
    for command in ["build", "check", "explain", "agree", "diff", "verify", "config", "init", "schema"] {
        let help = Run::command(&[command, "--help"]).finish().expect_status(0).stdout;
        for word in help.split_whitespace().filter_map(|word| word.strip_prefix("--")) {
            let option: String =
                word.chars().take_while(|ch| ch.is_ascii_lowercase() || *ch == '-').collect();
            if ["help", "version", "language", ""].contains(&option.as_str()) {
                continue;
            }
            let known =
                commands.contains(&format!("`--{option}")) || ["quiet", "verbose"].contains(&option.as_str());
            assert!(known, "{command} --{option}");
        }
    }
    let all = Run::command(&["--help"]).finish().expect_status(0).stdout;
    let list = all.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let own = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    for name in list
        .lines()
        .filter(own)
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
    {
        assert!(commands.contains(&format!("| `{name}")), "{name}");
    }
}

#[test]
fn examples_for_schedulers_are_right() {
    let examples = root().join("docs/examples");
    let read = |name: &str| fs::read_to_string(examples.join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("inputs")).unwrap();
    fs::write(folder.path().join("inputs/plans.csv"), "Country,Period,ICT\nKenya,2020-2025,mention\n")
        .unwrap();
    let place = folder.path().display().to_string();
    // The commands themselves, in a folder of the test.
    let cron = read("nap-report.cron");
    let line = cron.lines().find(|line| !line.starts_with('#')).unwrap();
    let command = line.splitn(6, ' ').nth(5).unwrap().replace("/srv/naps", &place);
    assert_eq!(sh(folder.path(), &command).0, 0, "{command}");
    let service = read("nap-report.service");
    let exec = service.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/")).unwrap();
    assert_eq!(sh(folder.path(), exec).0, 0, "{exec}");
    for run in read("github-actions.yml")
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("run: nap-report"))
    {
        assert_eq!(sh(folder.path(), &format!("nap-report{run}")).0, 0, "{run}");
    }
    // And the units, by the program that reads them, where it is there.
    let own = folder.path().join("nap-report.service");
    fs::write(&own, service.replace("/usr/local/bin/nap-report", env!("CARGO_BIN_EXE_nap-report"))).unwrap();
    let timer = folder.path().join("nap-report.timer");
    fs::copy(examples.join("nap-report.timer"), &timer).unwrap();
    match Command::new("systemd-analyze").arg("verify").arg(&own).arg(&timer).output() {
        Err(_) => println!("no systemd-analyze here: the units were not verified"),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let about: Vec<&str> = said.lines().filter(|line| line.contains("nap-report")).collect();
            assert!(output.status.success() && about.is_empty(), "{said}");
        }
    }
}
