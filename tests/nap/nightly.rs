//! What a scheduler relies on: nothing is half written, nothing is made in vain, nothing changes in silence.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::root;

/// A folder with inputs of its own and what runs left in it.
struct Desk(tempfile::TempDir);

const TABLE: &str = "Country,Period,ICT,AI,Privacy,Remedy\n\
                     Finland,2014-2016,commitment,none,mention,mention\n\
                     Kenya,2020-2025,mention,none,none,commitment\n\
                     Chile,2017-2020,none,none,none,mention\n";

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir(desk.path("inputs")).unwrap();
        desk.table(TABLE);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn table(&self, text: &str) {
        fs::write(self.path("inputs/plans.csv"), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nap-report"));
        command.current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH").args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    fn build(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["build", "--date", "2026-01-31"], arguments].concat())
    }

    /// Names of files that the last run made anew, by the log.
    fn made(&self, arguments: &[&str]) -> Vec<String> {
        let ran = self.build(&[&["--log-format", "json"], arguments].concat());
        assert!(ran.status == 0 || ran.status == 3, "{}", ran.stderr);
        ran.actions("made")
    }

    fn manifest(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path("out/run.json")).unwrap()).unwrap()
    }

    /// All files below a folder with their hashes.
    fn files(&self, folder: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let top = self.path(folder);
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&top).unwrap().to_string_lossy().into_owned();
                    found.push((name, sha256(&path)));
                }
            }
        }
        found.sort();
        found
    }

    /// The manifest says nothing that is not so: what a run that was ended left.
    #[track_caller]
    fn assert_true(&self, context: &str) {
        if !self.path("out/run.json").exists() {
            let other: Vec<_> =
                self.files("out").into_iter().filter(|(name, _)| !name.starts_with('.')).collect();
            assert!(other.is_empty(), "{context}: files without a manifest: {other:?}");
            return;
        }
        for produced in self.manifest()["outputs"]["produced"].as_array().unwrap() {
            let name = produced["name"].as_str().unwrap();
            assert_eq!(sha256(&self.path("out").join(name)), produced["sha256"], "{context}: {name}");
        }
        for (name, _) in self.files("out") {
            if name.ends_with(".pdf") && !name.starts_with('.') {
                let bytes = fs::read(self.path("out").join(&name)).unwrap();
                assert!(
                    bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"),
                    "{context}: {name}"
                );
            }
        }
    }
}

struct Ran {
    status: i32,
    stdout: String,
    stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    fn events(&self) -> Vec<Value> {
        self.stderr
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}")))
            .collect()
    }

    fn actions(&self, action: &str) -> Vec<String> {
        let events =
            self.events().into_iter().filter(|event| event["event"] == "output" && event["action"] == action);
        let mut names: Vec<String> = events.map(|event| event["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    #[track_caller]
    fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

fn sha256(path: &Path) -> String {
    crate::support::sha256(&fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display())))
}

/// A number of repeats: some in every test run, more where they are asked for.
fn repeats(usual: usize) -> usize {
    std::env::var("NAP_REPEATS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn nothing_is_made_where_nothing_changed() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    let before = desk.files("out");
    let written = fs::metadata(desk.path("out/comparison.pdf")).unwrap().modified().unwrap();
    let again = desk.build(&["--log-format", "json"]).expect(0);
    assert_eq!(again.actions("made"), [""; 0]);
    assert_eq!(again.actions("unchanged").len(), before.len() - 1, "all but run.json");
    assert_eq!(desk.files("out"), before);
    assert_eq!(fs::metadata(desk.path("out/comparison.pdf")).unwrap().modified().unwrap(), written);
    let told = desk.build(&[]).expect(0).stdout;
    assert!(told.contains("nothing changed") && told.contains("3 plans in 3 countries"), "{told}");
    let forced = desk.build(&["--force", "--log-format", "json"]).expect(0);
    assert_eq!(forced.actions("made").len(), before.len() - 1);
    assert_eq!(desk.files("out"), before);
}

#[test]
fn problems_are_told_again_where_nothing_changed() {
    let desk = Desk::new();
    desk.table(&format!("{TABLE}Germny,2016-2020,none,none,none,none\n"));
    let first = desk.build(&[]).expect(3);
    let again = desk.build(&[]).expect(3);
    assert!(again.stderr.contains("warning[unknown-country]"), "{}", again.stderr);
    assert_eq!(first.stderr, again.stderr);
    assert!(
        again.stdout.contains("nothing changed") && again.stdout.contains("exit status 3"),
        "{}",
        again.stdout
    );
    desk.build(&["--strict"]).expect(1);
    desk.build(&[]).expect(3);
}

#[test]
fn one_cell_makes_what_shows_it_and_nothing_else() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    // Mention to commitment: the share that addresses the theme stays, so that other profiles show nothing of it.
    desk.table(
        &TABLE.replace("Chile,2017-2020,none,none,none,mention", "Chile,2017-2020,none,none,none,commitment"),
    );
    let shows = [
        "comparison.pdf",
        "countries/CHL.pdf",
        "coverage.csv",
        "coverage.json",
        "coverage.xlsx",
        "previous.json",
        "themes/remedy.pdf",
    ];
    assert_eq!(desk.made(&[]), shows);
    assert_eq!(desk.made(&[]), [""; 0]);
    // What is made in steps is what is made at once, with the same to compare with.
    let stepwise = desk.files("out");
    desk.build(&["--force"]).expect(0);
    assert_eq!(desk.files("out"), stepwise);
}

/// Whatever is changed in whatever order: what is made in steps is what is made at once.
#[test]
fn steps_come_to_the_same_as_a_whole() {
    let desk = Desk::new();
    let countries =
        ["Finland,2014-2016", "Kenya,2020-2025", "Chile,2017-2020", "Peru,2021-2025", "Kenya,2026-2030"];
    let levels = ["commitment", "mention", "none", "", "n/a"];
    // Not random, but without a pattern that the code could know.
    let mut seed: usize = 7;
    let mut draw = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    for turn in 0..repeats(6) {
        let mut table = String::from("Country,Period,ICT,AI,Privacy,Remedy\n");
        for country in countries {
            if draw(4) > 0 {
                let row: Vec<&str> = (0..4).map(|_| levels[draw(levels.len())]).collect();
                table.push_str(&format!("{country},{}\n", row.join(",")));
            }
        }
        desk.table(&table);
        let ran = desk.build(&[]);
        if ran.status == 1 {
            continue;
        }
        let stepwise = desk.files("out");
        desk.assert_true(&format!("turn {turn}"));
        desk.build(&["--force"]);
        assert_eq!(desk.files("out"), stepwise, "turn {turn}:\n{table}");
    }
}

#[test]
fn settings_template_and_date_make_it_anew() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    let all = desk.manifest()["outputs"]["expected"].as_array().unwrap().len();
    assert!(desk.made(&["--lang", "fr"]).contains(&"countries/FIN.pdf".to_owned()));
    assert!(desk.made(&[]).contains(&"countries/FIN.pdf".to_owned()));
    fs::create_dir(desk.path("templates")).unwrap();
    fs::write(desk.path("templates/aliases.csv"), "name,iso3\nSuomi,FIN\n").unwrap();
    let made = desk.made(&[]);
    assert!(
        made.contains(&"coverage.json".to_owned()) && !made.contains(&"countries/FIN.pdf".to_owned()),
        "{made:?}"
    );
    let other_day = desk.run(&["build", "--date", "2026-02-01", "--log-format", "json"]).expect(0);
    assert!(other_day.actions("made").len() >= all - 2, "{:?}", other_day.actions("made"));
}

#[test]
fn today_keeps_the_date_of_what_does_not_change() {
    let desk = Desk::new();
    // What an earlier day made: the clock is not ours to set, so that the manifest and the files are of that day.
    let today = desk.run(&["build"]).expect(0);
    assert!(today.stdout.contains("reports"), "{}", today.stdout);
    let before = desk.files("out");
    desk.run(&["build", "--date", "today"]).expect(0);
    assert_eq!(desk.files("out"), before);
    let manifest = desk.manifest();
    assert_eq!(manifest["settings"]["dating"], "kept");
    let date = manifest["settings"]["date"].as_str().unwrap().to_owned();
    let produced = manifest["outputs"]["produced"].as_array().unwrap().clone();
    assert!(produced.iter().all(|file| file["date"] == date.as_str()), "{produced:?}");
}

#[test]
fn a_clock_that_was_set_back_is_told() {
    let desk = Desk::new();
    let today = desk.run(&["build"]).expect(0);
    assert!(!today.stderr.contains("clock"), "{}", today.stderr);
    let date = desk.manifest()["settings"]["date"].as_str().unwrap().to_owned();
    let last_day = format!("{}-12-31", &date[..4]);
    if date == last_day {
        println!("today is the last day of its year: there is no later one to come back from");
        return;
    }
    desk.run(&["build", "--date", &last_day]).expect(0);
    let before = desk.files("out");
    let back = desk.run(&["build"]).expect(0);
    if desk.manifest()["settings"]["date"] == last_day.as_str() {
        // The reports keep their date, which is later than today's.
        assert!(back.stderr.contains(&format!("dated {last_day}, which is after today")), "{}", back.stderr);
        assert_eq!(desk.files("out").len(), before.len());
    } else {
        panic!("a report whose content is the same was dated anew");
    }
}

#[test]
fn a_deleted_or_edited_output_is_made_again() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    let before = desk.files("out");
    fs::remove_file(desk.path("out/countries/FIN.pdf")).unwrap();
    fs::write(desk.path("out/themes/ai.pdf"), "by hand").unwrap();
    let ran = desk.build(&[]).expect(0);
    assert!(ran.stderr.contains("`countries/FIN.pdf` of the last run is no longer there"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`themes/ai.pdf` is not as the last run left it"), "{}", ran.stderr);
    assert_eq!(desk.files("out"), before);
    fs::write(desk.path("out/run.json"), "{").unwrap();
    let ran = desk.build(&[]).expect(0);
    assert!(ran.stderr.contains("cannot be read"), "{}", ran.stderr);
    assert_eq!(desk.files("out"), before);
}

#[test]
fn only_what_the_tool_made_is_removed() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("out/countries")).unwrap();
    fs::write(desk.path("out/countries/NOTES.pdf"), "mine").unwrap();
    desk.build(&[]).expect(0);
    fs::write(desk.path("out/countries/KEN.pdf"), "corrected by hand").unwrap();
    let without: String = TABLE
        .lines()
        .filter(|line| !line.starts_with(['C', 'K']) || line.starts_with("Country"))
        .map(|line| format!("{line}\n"))
        .collect();
    desk.table(&without);
    let ran = desk.build(&["--log-format", "json", "-v"]);
    let names: Vec<String> = desk.files("out").into_iter().map(|(name, _)| name).collect();
    assert!(!names.contains(&"countries/CHL.pdf".to_owned()), "{names:?}");
    assert!(
        names.contains(&"countries/NOTES.pdf".to_owned()) && names.contains(&"countries/KEN.pdf".to_owned())
    );
    assert!(ran.stderr.contains("it was changed by hand, and stays"), "{}", ran.stderr);
    // A manifest by somebody else leads nowhere.
    fs::write(desk.path("precious.pdf"), "mine").unwrap();
    let text = fs::read_to_string(desk.path("out/run.json")).unwrap();
    let hash = sha256(&desk.path("precious.pdf"));
    let mut manifest: Value = serde_json::from_str(&text).unwrap();
    manifest["outputs"]["produced"].as_array_mut().unwrap().push(
        serde_json::json!({"name": "countries/../../precious.pdf", "bytes": 4, "sha256": hash, "pages": 1}),
    );
    fs::write(desk.path("out/run.json"), manifest.to_string()).unwrap();
    desk.build(&["--force"]).expect(0);
    assert!(desk.path("precious.pdf").exists());
}

#[test]
fn what_was_not_asked_for_stays_and_is_told() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    let ran = desk.build(&["--reports", "comparison"]).expect(0);
    assert!(
        ran.stdout.contains("7 files of an earlier run, not asked for now, stay as before"),
        "{}",
        ran.stdout
    );
    assert!(desk.path("out/countries/FIN.pdf").exists());
    desk.assert_true("partly");
    // The country is gone: its profile is about nothing, whatever was asked for.
    desk.table("Country,Period,ICT\nKenya,2020-2025,mention\n");
    desk.build(&["--reports", "comparison"]).expect(0);
    assert!(!desk.path("out/countries/FIN.pdf").exists() && desk.path("out/countries/KEN.pdf").exists());
    assert_eq!(desk.manifest()["outputs"]["kept"].as_array().unwrap().len(), 5);
}

#[test]
fn a_run_ended_at_any_step_leaves_all_whole_and_the_next_one_repairs() {
    const LESS: &[&str] = &["--reports", "comparison,countries", "--format", "pdf,csv,json"];
    let table = "Country,Period,ICT\nFinland,2014-2016,mention\nKenya,2020-2025,mention\n";
    let changed = table.replace("Kenya,2020-2025", "Peru,2021-2025");
    let desk = Desk::new();
    // What comes of an undisturbed run, first alone and then after the change.
    let calm = Desk::new();
    calm.table(table);
    calm.build(LESS).expect(0);
    let first = calm.files("out");
    calm.table(&changed);
    calm.build(LESS).expect(0);
    let second = calm.files("out");
    let mut ended = 0;
    for (now, goal) in [(table, &first), (changed.as_str(), &second)] {
        for step in 0.. {
            // From the state before, each time.
            let _ = fs::remove_dir_all(desk.path("out"));
            if now != table {
                desk.table(table);
                desk.build(LESS).expect(0);
            }
            desk.table(now);
            let arguments = [&["build", "--date", "2026-01-31"], LESS].concat();
            let mut command = desk.command(&arguments);
            let ran: Ran = command.env("NAP_FAULT_AT_STEP", step.to_string()).output().unwrap().into();
            if ran.status == 0 {
                break;
            }
            assert_eq!(ran.status, 137, "{}", ran.stderr);
            ended += 1;
            desk.assert_true(&format!("step {step}"));
            desk.build(LESS).expect(0);
            assert_eq!(&desk.files("out"), goal, "after step {step}");
        }
    }
    println!("ended at {ended} steps");
    assert!(ended > 25, "{ended}");
}

#[test]
fn a_run_killed_at_any_time_leaves_all_whole_and_the_next_one_repairs() {
    let calm = Desk::new();
    let changed = TABLE.replace("Kenya,2020-2025,mention", "Kenya,2020-2025,commitment");
    calm.build(&[]).expect(0);
    let before = calm.files("out");
    calm.table(&changed);
    let start = Instant::now();
    calm.build(&[]).expect(0);
    let mut whole = start.elapsed();
    let after = calm.files("out");
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    assert_eq!(desk.files("out"), before);
    let times = repeats(25);
    let (mut killed, mut finished) = (0, 0);
    for point in 0..times {
        // A run in each direction: whichever was last, the table is now the other one.
        let (table, goal) =
            if desk.files("out") == before { (changed.as_str(), &after) } else { (TABLE, &before) };
        desk.table(table);
        let mut command = desk.command(&["build", "--date", "2026-01-31", "--previous", "none"]);
        let start = Instant::now();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(point as f64 / times as f64));
        if child.try_wait().unwrap().is_some() {
            // The machine is quicker than it was: the moments move together, so that they stay within a run.
            whole = whole.min(start.elapsed());
        }
        let _ = child.kill();
        if child.wait().unwrap().success() {
            finished += 1;
        } else {
            killed += 1;
        }
        desk.assert_true(&format!("killed at {point} of {times}"));
        desk.build(&["--previous", "none"]).expect(0);
        let plain = |files: Vec<(String, String)>| -> Vec<(String, String)> {
            files.into_iter().filter(|(name, _)| name.ends_with(".csv")).collect()
        };
        assert_eq!(plain(desk.files("out")), plain(goal.clone()), "killed at {point} of {times}");
        desk.assert_true("repaired");
        assert_eq!(desk.manifest()["complete"], true);
        assert!(!desk.path("out/.nap-report").exists());
        // Back to a state with the same history as the undisturbed runs have.
        let _ = fs::remove_dir_all(desk.path("out"));
        desk.table(TABLE);
        desk.build(&[]).expect(0);
    }
    println!("killed {killed} runs, {finished} had ended before");
    assert!(killed * 2 > times, "{killed} of {times} runs were killed before they ended");
}

#[test]
fn two_runs_do_not_mix() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("out/.nap-report")).unwrap();
    let lock = fs::File::create(desk.path("out/.nap-report/lock")).unwrap();
    lock.lock().unwrap();
    let ran = desk.build(&[]).expect(1);
    assert!(ran.stderr.contains("another run") && ran.stderr.contains("--wait"), "{}", ran.stderr);
    let start = Instant::now();
    desk.build(&["--wait", "1"]).expect(1);
    assert!(start.elapsed() >= Duration::from_millis(900), "{:?}", start.elapsed());
    let waiting = desk
        .command(&["build", "--date", "2026-01-31", "--wait", "60"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(200));
    drop(lock);
    let ran: Ran = waiting.wait_with_output().unwrap().into();
    ran.expect(0);
    // Many at once: each waits for those before it, and all find the same.
    let others: Vec<_> = (0..6)
        .map(|_| {
            let mut command = desk.command(&["build", "--date", "2026-01-31", "--wait", "60", "--force"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for other in others {
        let ran: Ran = other.wait_with_output().unwrap().into();
        ran.expect(0);
    }
    desk.assert_true("after six runs");
    assert!(!desk.path("out/.nap-report").exists());
}

/// Neither as root nor where a file system cannot be mounted is there another way to have no room or no permission.
#[test]
fn a_folder_that_cannot_be_written_is_told_and_left() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    let before = desk.files("out");
    // A folder stands where a file should: found before the first file is put in place.
    desk.table(&TABLE.replace("none,none,none,mention", "none,none,none,commitment"));
    fs::remove_file(desk.path("out/coverage.csv")).unwrap();
    fs::create_dir(desk.path("out/coverage.csv")).unwrap();
    let ran = desk.build(&[]).expect(1);
    assert!(ran.stderr.contains("coverage.csv") && ran.stderr.contains("in the way"), "{}", ran.stderr);
    let kept: Vec<_> = before.iter().filter(|(name, _)| name != "coverage.csv").cloned().collect();
    assert_eq!(desk.files("out"), kept);
    fs::remove_dir(desk.path("out/coverage.csv")).unwrap();
    desk.build(&[]).expect(0);
    // A file stands where the output folder should.
    fs::write(desk.path("file"), "mine").unwrap();
    desk.build(&["--out", "file"]).expect(1);
    assert_eq!(fs::read_to_string(desk.path("file")).unwrap(), "mine");
}

#[test]
fn a_run_that_cannot_begin_leaves_no_folder() {
    let desk = Desk::new();
    desk.table("nothing\n");
    desk.build(&["--out", "new/deeper"]).expect(1);
    assert!(!desk.path("new").exists());
}

#[test]
fn a_full_disk_leaves_the_earlier_reports() {
    // A small file system of its own needs the right to mount one.
    let desk = Desk::new();
    fs::create_dir(desk.path("out")).unwrap();
    let out = desk.path("out");
    let mount = |size: &str, more: &str| {
        let options = format!("size={size}{more}");
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&out).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !mount("1400k", "") {
        println!("no tmpfs can be mounted here: the full disk was not tried");
        return;
    }
    let unmount = || Command::new("umount").arg(&out).status().unwrap();
    let tried = std::panic::catch_unwind(|| {
        desk.build(&[]).expect(0);
        let before = desk.files("out");
        fs::write(desk.path("out/filler"), vec![0; 16]).unwrap();
        let mut size = 1 << 20;
        while size > 4096 {
            let filled = fs::read(desk.path("out/filler")).unwrap().len();
            if fs::write(desk.path("out/filler"), vec![0; filled + size]).is_err() {
                fs::write(desk.path("out/filler"), vec![0; filled]).unwrap();
                size /= 2;
            }
        }
        desk.table(&TABLE.replace("none,none,none,mention", "none,none,none,commitment"));
        let ran = desk.build(&[]).expect(1);
        assert!(ran.stderr.contains("could not be written"), "{}", ran.stderr);
        let after: Vec<_> = desk.files("out").into_iter().filter(|(name, _)| name != "filler").collect();
        assert_eq!(after, before);
        fs::remove_file(desk.path("out/filler")).unwrap();
        desk.build(&[]).expect(0);
        desk.assert_true("with room again");
    });
    unmount();
    tried.unwrap();
    if mount("4m", ",ro") {
        let tried = std::panic::catch_unwind(|| desk.build(&[]).expect(1));
        unmount();
        assert!(tried.unwrap().stderr.contains("could not be written"));
    }
}

#[test]
fn an_input_that_is_being_written_is_not_read_in_part() {
    let desk = Desk::new();
    let path = desk.path("inputs/plans.csv");
    let whole: String = TABLE.to_owned() + &"Peru,2021-2025,mention,none,none,mention\n".repeat(2000);
    fs::write(&path, &whole).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // In place, line by line, as a program saves that does not rename.
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                use std::io::Write;
                let mut file = fs::File::create(&path).unwrap();
                for line in whole.lines() {
                    file.write_all(format!("{line}\n").as_bytes()).unwrap();
                }
            }
        });
        // Whatever comes of it, the other thread has to end.
        let all: Vec<Ran> = (0..4).map(|_| desk.build(&["--format", "csv", "--force"])).collect();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for ran in all {
            // Either the whole, or told: never a part taken for the whole.
            match ran.status {
                0 => assert!(ran.stdout.contains("2003 of 2003 rows"), "{}", ran.stdout),
                _ => assert!(ran.stderr.contains("was being written"), "{} {}", ran.stdout, ran.stderr),
            }
        }
    });
}

#[test]
fn many_runs_leave_nothing_behind() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    let before = desk.files("out");
    for _ in 0..repeats(20) {
        desk.build(&["-q"]).expect(0);
    }
    assert_eq!(desk.files("out"), before);
    let changed = TABLE.replace("none,none,none,mention", "none,none,none,commitment");
    let names = |desk: &Desk| desk.files("out").into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    desk.table(&changed);
    desk.build(&["-q"]).expect(0);
    let (count, size) = (names(&desk), fs::metadata(desk.path("out/run.json")).unwrap().len());
    for turn in 0..repeats(20) / 5 {
        desk.table(if turn % 2 == 0 { TABLE } else { &changed });
        desk.build(&["-q"]).expect(0);
        assert_eq!(names(&desk), count);
        assert!(fs::metadata(desk.path("out/run.json")).unwrap().len().abs_diff(size) < 200);
    }
}

#[test]
fn the_summary_is_for_a_mail_and_fail_on_for_a_scheduler() {
    let desk = Desk::new();
    desk.build(&["--summary", "mail.md", "--fail-on", "changed"]).expect(4);
    let mail = fs::read_to_string(desk.path("mail.md")).unwrap();
    assert_eq!(mail.lines().count(), 5, "{mail}");
    assert!(mail.contains("- **Found:** 3 plans in 3 countries"), "{mail}");
    let ran = desk.build(&["--summary", "mail.txt", "--fail-on", "changed,problems"]).expect(0);
    assert_eq!(fs::read_to_string(desk.path("mail.txt")).unwrap(), ran.stdout);
    desk.table(&format!("{TABLE}Germny,2016-2020,none,none,none,none\n"));
    desk.build(&["--fail-on", "changed"]).expect(3);
    // A period that is not understood is a warning, and nothing is left out.
    desk.table(&TABLE.replace("2017-2020", "second round"));
    desk.build(&[]).expect(0);
    desk.build(&["--fail-on", "problems"]).expect(4);
}

#[test]
fn the_log_tells_stages_and_the_run() {
    let desk = Desk::new();
    let ran = desk.build(&["--log-format", "json", "-v"]).expect(0);
    let events = ran.events();
    let stages: Vec<&str> = events
        .iter()
        .filter(|event| event["event"] == "stage")
        .map(|event| event["stage"].as_str().unwrap())
        .collect();
    assert_eq!(stages, ["look", "templates", "read", "resolve", "code", "compare", "reports", "write"]);
    let run = events.last().unwrap();
    assert_eq!((&run["event"], &run["status"]), (&"run".into(), &0.into()));
    for field in ["job", "made", "unchanged", "removed", "kept", "problems", "left_out"] {
        assert!(run.get(field).is_some(), "{field}");
    }
    let failed = desk.build(&["--log-format", "json", "no-such-folder"]).expect(1);
    assert_eq!(failed.events().last().unwrap()["event"], "failed");
}

#[test]
fn a_project_file_says_what_is_built() {
    let desk = Desk::new();
    let project = "inputs = [\"inputs/*.csv\"]\ndate = 2026-01-31\n\n[[job]]\nname = \"full\"\nreports = [\"comparison\"]\n\n\
                   [[job]]\nname = \"short\"\ntemplate = \"briefing\"\nlanguage = \"fr\"\nout = \"kurz\"\nformat = \"pdf\"\n";
    fs::write(desk.path("nap-report.toml"), project).unwrap();
    fs::create_dir(desk.path("deeper")).unwrap();
    let ran: Ran = desk.command(&["build"]).current_dir(desk.path("deeper")).output().unwrap().into();
    let ran = ran.expect(0);
    assert!(ran.stdout.contains("full") && ran.stdout.contains("short"), "{}", ran.stdout);
    let names: Vec<String> = desk.files("out").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["comparison.pdf", "coverage.csv", "coverage.json", "coverage.xlsx", "run.json"]);
    let short: Value = serde_json::from_slice(&fs::read(desk.path("kurz/run.json")).unwrap()).unwrap();
    assert_eq!(
        (&short["settings"]["lang"], &short["settings"]["template"]),
        (&"fr".into(), &"briefing".into())
    );
    let config = desk.run(&["config", "--job", "short", "--jobs", "1"]).expect(0).stdout;
    assert!(
        config.contains("nap-report.toml, line 11, job short") && config.contains("command line"),
        "{config}"
    );
    let json: Value = serde_json::from_str(&desk.run(&["config", "--as", "json"]).expect(0).stdout).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    let ran = desk.run(&["build", "--job", "shrt"]).expect(1);
    assert!(
        ran.stderr.contains("there is no job `shrt`") && ran.stderr.contains("full, short"),
        "{}",
        ran.stderr
    );
    fs::write(desk.path("nap-report.toml"), "inputs = [\"data/*.csv\"]\n").unwrap();
    let ran = desk.build(&[]).expect(1);
    assert!(ran.stderr.contains("no spreadsheet matches `data/*.csv`"), "{}", ran.stderr);
}

#[test]
fn the_schema_of_a_project_file_has_every_setting() {
    let desk = Desk::new();
    let schema: Value = serde_json::from_str(&desk.run(&["schema", "project"]).expect(0).stdout).unwrap();
    let described = schema["properties"].as_object().unwrap();
    let config: Value =
        serde_json::from_str(&desk.run(&["config", "--as", "json"]).expect(0).stdout).unwrap();
    for key in config[0]["settings"].as_object().unwrap().keys() {
        assert!(described.contains_key(key), "{key}");
        assert!(schema["properties"]["job"]["items"]["properties"].get(key).is_some(), "{key}");
    }
}

#[test]
fn verify_tells_what_is_not_as_it_was_written() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    desk.run(&["verify", "out", "out/countries/FIN.pdf"]).expect(0);
    fs::write(desk.path("out/themes/ai.pdf"), "by hand").unwrap();
    let ran = desk.run(&["verify", "out/themes/ai.pdf"]).expect(1);
    assert!(ran.stdout.contains("changed since it was written"), "{}", ran.stdout);
    desk.run(&["verify", "inputs/plans.csv"]).expect(1);
}

#[test]
fn completions_and_manual_pages_are_printed() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.run(&["completions", shell]).expect(0).stdout.contains("nap-report"), "{shell}");
    }
    let page = desk.run(&["man"]).expect(0).stdout;
    assert!(page.starts_with(".ie") && page.contains("nap\\-report"), "{page}");
    assert!(desk.run(&["man", "build"]).expect(0).stdout.contains("\\-\\-previous"));
    desk.run(&["man", "bake"]).expect(1);
}

#[test]
fn a_copy_elsewhere_in_another_zone_gives_the_same_and_goes_on() {
    let desk = Desk::new();
    desk.build(&[]).expect(0);
    let elsewhere = Desk::new();
    let copy = |name: &str| {
        let (from, to) = (desk.path("out").join(name), elsewhere.path("out").join(name));
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    };
    desk.files("out").iter().for_each(|(name, _)| copy(name));
    let ran: Ran = elsewhere
        .command(&["build", "--date", "2026-01-31", "--jobs", "1", "--log-format", "json"])
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .output()
        .unwrap()
        .into();
    assert_eq!(ran.expect(0).actions("made"), [""; 0], "nothing of the place is in what a run is made from");
    assert_eq!(elsewhere.files("out"), desk.files("out"));
}

/// The sample reports of the repository are not made for the tests: what stands in `out` there is not touched.
#[test]
fn the_output_folder_is_no_input() {
    let desk = Desk::new();
    fs::copy(desk.path("inputs/plans.csv"), desk.path("plans.csv")).unwrap();
    fs::remove_dir_all(desk.path("inputs")).unwrap();
    let first = desk.build(&["."]).expect(0).stdout;
    let again = desk.build(&[".", "--force"]).expect(0).stdout;
    assert!(first.contains("Read      1 file,") && again.contains("Read      1 file,"), "{first}{again}");
    assert!(root().join("Cargo.toml").exists());
}
