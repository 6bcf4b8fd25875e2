//! `build`: what has to be made, made in parallel, put in place as one, and told.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::folder::{Change, Folder};
use super::log::Stages;
use super::manifest::{
    self, Changing, Counts, Earlier, MANIFEST, Manifest, Outputs, Produced, RunSettings, Told,
};
use super::summary::Outcome;
use super::task::{self, Done, Shared, Task};
use super::templates::Templates;
use super::{Computed, RunError, by_code, compute, count_lost, fresh, log, say};
use crate::chart;
use crate::cli::{BuildOptions, Format, LogFormat, Previous, ReadOptions, Report, Voice};
use crate::compare::Coverage;
use crate::compare::change::{Changes, State, changes};
use crate::diagnostic::{Diagnostic, Diagnostics, Kind, Place};
use crate::export;
use crate::pdf::Press;
use crate::read::{self, FileReport, sha256};
use crate::report::ReportError;

/// Builds the reports of each job; returns the exit status: 0, 3 where something was left out, 4 where what `--fail-on`
/// names has happened. A job that cannot run is told, and the others go on.
///
/// What the last job held is not given back: the process is expected to end.
///
/// # Errors
/// [`RunError`] of the only job, or of the last of several that could not run; then that one wrote nothing.
pub fn build(jobs: &[BuildOptions]) -> Result<u8, RunError> {
    let mut status = 0;
    let mut failed = None;
    for (number, options) in jobs.iter().enumerate() {
        log::start(options.read.log_format);
        let voice = options.read.voice;
        if let Some(name) = options.read.job.as_deref().filter(|_| jobs.len() > 1 && voice >= Voice::Normal) {
            let blank = if number > 0 { "\n" } else { "" };
            say::lines(&[format!("{blank}{name}")]);
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(options.read.jobs).build()?;
        let built = pool.install(|| build_one(options)).map(|(one, held)| {
            // To give the memory of a large workbook back takes a while, for which nobody need wait: after the last job
            // the system takes it all at once.
            if number + 1 == jobs.len() {
                std::mem::forget(held);
            } else {
                pool.spawn(|| drop(held));
            }
            one
        });
        match built {
            // What was left out matters more than what changed.
            Ok(3) => status = 3,
            Ok(one) => status = if status == 3 { 3 } else { status.max(one) },
            Err(why) => {
                if let Some(before) = failed.replace(why) {
                    say::fatal(&RunError::to_string(&before), options.read.log_format);
                }
            }
        }
    }
    failed.map_or(Ok(status), Err)
}

/// What a job holds when it is done, and nobody needs any more.
type Held = Box<dyn Send>;

/// Builds the reports of one job: its exit status, and what it held.
fn build_one(options: &BuildOptions) -> Result<(u8, Held), RunError> {
    let mut stages = Stages::new(options.read.voice, options.read.log_format);
    options.read.notes.iter().for_each(|note| say::note(note, options.read.log_format));
    let folder = Folder::open(&options.out, options.wait)?;
    let earlier = manifest::earlier(&options.out);
    let found = Found::look(options, earlier.as_ref());
    let work = fresh::work(options);
    stages.done("look");
    if let (Some(earlier), Some((work, _))) = (&earlier, &work)
        && found.is_all_of(earlier, work)
        && !options.force
    {
        found.tell(&options.read);
        return Ok((nothing_changed(options, earlier, folder)?, Box::new(())));
    }
    let prepare = || {
        if options.formats.contains(&Format::Pdf) {
            chart::prepare();
        }
    };
    let computed = compute(&options.read, None, &mut stages, prepare)?;
    let Computed { templates, files, coverage, mut problems } = computed;
    // Reports list the problems of the data; characters without a glyph are found only while they are set.
    let listed = problems.sorted();
    let told = || say::problems(&listed, options.read.voice, options.read.log_format);
    if coverage.editions.is_empty() {
        told();
        return Err(RunError::NoPlan);
    }
    let lost = count_lost(&listed);
    if options.read.strict && lost > 0 {
        told();
        return Err(RunError::Strict(format!(
            "{lost} {}",
            if lost == 1 {
                "file, sheet, row or value would be"
            } else {
                "files, sheets, rows or values would be"
            }
        )));
    }
    found.tell(&options.read);
    let baseline = baseline(options, &found, &LazyCell::new(|| task::state(options, &templates, &coverage)))?;
    let shared = Shared {
        options,
        templates: &templates,
        files: &files,
        coverage: &coverage,
        problems: &listed,
        changes: baseline.changes.as_ref(),
        previous: baseline.bytes.as_deref(),
        sheet: fresh::sheet(&templates.template.sheet),
        press: Press::of(&templates.template.sheet),
        intact: &found.intact,
        folder: &folder,
    };
    let done = make_all(&shared, &mut problems)?;
    stages.done("reports");
    let sorted = problems.sorted();
    let (stale, kept) = found.not_asked_for(&shared, &done);
    let as_read = work.filter(|(_, seen)| is_what_was_read(seen, &files)).map(|(work, _)| work);
    let ended = Ended {
        shared: &shared,
        sorted: &sorted,
        status: if problems.any_loss() { 3 } else { 0 },
        work: as_read.unwrap_or_default(),
        done: &done,
        stale,
        kept,
    };
    let differs = ended.put_in_place(&found, &options.out)?;
    stages.done("write");
    say::problems(&sorted, options.read.voice, options.read.log_format);
    let problems_told: Vec<Told> = sorted.iter().map(Told::from).collect();
    let outcome = Outcome {
        counts: &ended.counts(),
        headline: headline(&templates, &coverage),
        problems: &problems_told,
        made: ended.done.iter().filter(|done| done.made).map(|done| &done.produced).collect(),
        unchanged: ended.done.iter().filter(|done| !done.made).map(|done| &done.produced).collect(),
        removed: ended.stale.iter().map(String::as_str).collect(),
        kept: ended.kept.iter().collect(),
        status: ended.status,
        differs,
    };
    let status = outcome.tell(options)?;
    let press = shared.press;
    folder.keep();
    Ok((status, Box::new((press, coverage, templates, files, listed, done))))
}

/// Inputs, templates, settings and tool are those of the last run, and everything that it made is there.
fn nothing_changed(options: &BuildOptions, earlier: &Earlier, folder: Folder) -> Result<u8, RunError> {
    folder.keep();
    say::told_before(&earlier.problems, options.read.voice, options.read.log_format);
    let Some(counts) = &earlier.counts else { return Ok(0) };
    let outcome = Outcome {
        counts,
        headline: earlier.headline.iter().map(|(theme, share)| (theme.as_str(), *share)).collect(),
        problems: &earlier.problems,
        made: Vec::new(),
        unchanged: earlier.outputs.produced.iter().collect(),
        removed: Vec::new(),
        kept: earlier.outputs.kept.iter().collect(),
        status: earlier.exit_status.unwrap_or(0),
        differs: false,
    };
    outcome.tell(options)
}

/// What stands in the output folder, by name.
struct Found {
    /// SHA-256 of files that the tool made and nobody changed since.
    ours: BTreeMap<String, String>,
    /// Those of them that a manifest describes.
    intact: BTreeMap<String, Produced>,
    /// SHA-256 of files that are there under a name of the tool, and are not as it left them.
    altered: BTreeSet<String>,
    /// Files that are no longer there.
    missing: Vec<String>,
    /// There is a manifest that cannot be read.
    unreadable: bool,
    /// The latest date that a file bears, where that is after today.
    ahead: Option<String>,
}

impl Found {
    fn look(options: &BuildOptions, earlier: Option<&Earlier>) -> Self {
        let out = &options.out;
        let unreadable = earlier.is_none() && out.join(MANIFEST).exists();
        let made = earlier.map(Earlier::made).unwrap_or_default();
        let half_gone = earlier.map(Earlier::half_gone).unwrap_or_default();
        let names: BTreeSet<&str> = made.keys().chain(half_gone.keys()).copied().collect();
        let names: Vec<&str> = names.into_iter().collect();
        let on_disk: Vec<Option<String>> = names
            .par_iter()
            .map(|name| std::fs::read(out.join(name)).ok().map(|bytes| sha256(&bytes)))
            .collect();
        let mut found = Self {
            ours: BTreeMap::new(),
            intact: BTreeMap::new(),
            altered: BTreeSet::new(),
            missing: Vec::new(),
            unreadable,
            ahead: None,
        };
        for (name, hash) in names.into_iter().zip(on_disk) {
            let Some(hash) = hash else {
                found.missing.push(name.to_owned());
                continue;
            };
            let described =
                made.get(name).and_then(|all| all.iter().find(|produced| produced.sha256 == hash).copied());
            if let Some(produced) = described {
                found.intact.insert(name.to_owned(), produced.clone());
                found.ours.insert(name.to_owned(), hash);
            } else if half_gone.get(name).is_some_and(|from| *from == hash) {
                found.ours.insert(name.to_owned(), hash);
            } else {
                found.altered.insert(name.to_owned());
            }
        }
        if options.dating.keeps {
            let latest = found.intact.values().map(|produced| &produced.date).max();
            found.ahead = latest.filter(|date| **date > options.dating.date).cloned();
        }
        found
    }

    /// Whether the last run did this very work, and all that it made is as it was.
    fn is_all_of(&self, earlier: &Earlier, work: &str) -> bool {
        let outputs = &earlier.outputs;
        let there = |name: &String| self.intact.contains_key(name);
        earlier.complete
            && earlier.work == work
            && earlier.counts.is_some()
            && !outputs.expected.is_empty()
            && outputs.changing.is_empty()
            && outputs.expected.iter().all(there)
            && outputs.kept.iter().all(|kept| there(&kept.name))
            && self.altered.is_empty()
    }

    /// What somebody who looks after the folder should know.
    fn tell(&self, options: &ReadOptions) {
        if options.voice < Voice::Quiet {
            return;
        }
        let note = |message: String| say::note(&message, options.log_format);
        if self.unreadable {
            note(format!("`{MANIFEST}` of the last run cannot be read; every file is made again"));
        }
        for name in &self.altered {
            note(format!("`{name}` is not as the last run left it"));
        }
        for name in &self.missing {
            note(format!("`{name}` of the last run is no longer there"));
        }
        if let Some(date) = &self.ahead {
            note(format!("the last reports are dated {date}, which is after today: is the clock right?"));
        }
    }

    /// Files of earlier runs that this one was not asked for: those about what is no longer there, to be removed, and
    /// those that stay. What somebody changed is never removed.
    fn not_asked_for(&self, shared: &Shared<'_>, done: &[Done]) -> (Vec<String>, Vec<Produced>) {
        let expected: BTreeSet<&str> = done.iter().map(|done| done.produced.name.as_str()).collect();
        let countries: BTreeSet<&str> =
            shared.coverage.editions.iter().map(|edition| edition.country.as_str()).collect();
        let themes = shared.templates.codebook.themes();
        let has_ended = |name: &str| match name.split_once('/') {
            Some(("countries", file)) => !countries.contains(file.trim_end_matches(".pdf")),
            Some(("themes", file)) => !themes.iter().any(|theme| theme.id == file.trim_end_matches(".pdf")),
            // A chart that this run would have made, were there anything to show.
            Some(("charts", file)) => {
                shared.options.charts.iter().any(|picture| file.ends_with(&format!(".{}", picture.as_str())))
            }
            _ => false,
        };
        let (mut stale, mut kept) = (Vec::new(), Vec::new());
        for name in self.ours.keys().filter(|name| !expected.contains(name.as_str())) {
            match self.intact.get(name) {
                Some(produced) if !has_ended(name) => kept.push(produced.clone()),
                _ => stale.push(name.clone()),
            }
        }
        for name in self.altered.iter().filter(|name| has_ended(name) && !expected.contains(name.as_str())) {
            say::note(
                &format!(
                    "`{name}` is about what is no longer in the data; it was changed by hand, and stays"
                ),
                shared.options.read.log_format,
            );
        }
        (stale, kept)
    }
}

/// The coverage that changes are told against.
#[derive(Default)]
struct Baseline {
    changes: Option<Changes>,
    /// Its file, where it is kept for the next run.
    bytes: Option<Vec<u8>>,
}

/// What stood in the folder before it last changed: as long as nothing changes, the same changes are told.
///
/// What this run comes to, `now`, is a copy of all passages: it is made only where there is an earlier run.
fn baseline(
    options: &BuildOptions,
    found: &Found,
    now: &impl Deref<Target = State>,
) -> Result<Baseline, RunError> {
    let path = match &options.previous {
        Previous::Nothing => return Ok(Baseline::default()),
        Previous::File(path) => fresh::previous_file(path),
        Previous::OutputFolder => {
            let of_folder = |name: &str| {
                let known = found.ours.contains_key(name);
                let bytes = known.then(|| std::fs::read(options.out.join(name)).ok()).flatten()?;
                let state = export::earlier(&bytes).ok()?;
                Some((changes(&state, now), bytes))
            };
            let last = of_folder("coverage.json").filter(|(changes, _)| !changes.is_empty());
            let Some((changes, bytes)) = last.or_else(|| of_folder("previous.json")) else {
                return Ok(Baseline::default());
            };
            return Ok(Baseline { changes: Some(changes), bytes: Some(bytes) });
        }
    };
    let state = earlier_state(&path)?;
    Ok(Baseline { changes: Some(changes(&state, now)), bytes: None })
}

/// The state of an earlier run, from its coverage.json.
pub(super) fn earlier_state(path: &Path) -> Result<State, RunError> {
    let failed = |reason: String| RunError::Previous { path: path.to_owned(), reason };
    let bytes = std::fs::read(path).map_err(|why| failed(why.to_string()))?;
    export::earlier(&bytes).map_err(|why| failed(why.to_string()))
}

/// Makes every file, or finds that it need not be made. What pages lack goes to `problems`.
fn make_all(shared: &Shared<'_>, problems: &mut Diagnostics) -> Result<Vec<Done>, RunError> {
    let tasks = task::tasks(shared);
    let progress = progress(tasks.len(), shared.options);
    // One by one, so that no thread is left with a row of them at the end.
    let results: Vec<Result<(Done, Diagnostics), RunError>> = tasks
        .par_iter()
        .with_max_len(1)
        .map(|task| {
            let made = task::make(task, shared);
            progress.inc(1);
            made
        })
        .collect();
    progress.finish_and_clear();
    let mut all = Vec::new();
    for result in results {
        let (done, found) = match result {
            // A fault in a page of the template is told as one in any other file of a user.
            Err(RunError::Report(_, ReportError::Page(fault))) => {
                let mut faults = Diagnostics::new();
                let place = Place::line(&fault.file, fault.line);
                faults.push(Kind::BadTemplate, &place, fault.message, fault.hint);
                let read = &shared.options.read;
                say::problems(&faults.sorted(), read.voice, read.log_format);
                return Err(RunError::Faulty(fault.file));
            }
            other => other?,
        };
        problems.extend(found);
        all.push(done);
    }
    all.sort_by(|a, b| a.produced.name.cmp(&b.produced.name));
    Ok(all)
}

/// A bar on a terminal, nothing anywhere else.
fn progress(tasks: usize, options: &BuildOptions) -> ProgressBar {
    let shown = options.read.voice >= Voice::Normal && options.read.log_format == LogFormat::Text;
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(tasks as u64), target);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files").ok();
    if let Some(style) = style {
        bar.set_style(style);
    }
    bar
}

/// A run whose files are all made, and not in place yet.
struct Ended<'a> {
    shared: &'a Shared<'a>,
    sorted: &'a [Diagnostic],
    status: u8,
    work: String,
    done: &'a [Done],
    stale: Vec<String>,
    kept: Vec<Produced>,
}

impl Ended<'_> {
    /// Renames what was made, removes what is stale, writes the manifest. Whether any file is otherwise than before.
    fn put_in_place(&self, found: &Found, out: &Path) -> Result<bool, RunError> {
        let made = self.done.iter().filter(|done| done.made).map(|done| &done.produced);
        let mut changing: Vec<Changing> = made
            .map(|to| Changing {
                name: to.name.clone(),
                from: found.ours.get(&to.name).cloned(),
                to: Some(to.clone()),
            })
            .collect();
        changing.sort_by(|a, b| Task::turn(&a.name).cmp(&Task::turn(&b.name)));
        changing.extend(self.stale.iter().map(|name| Changing {
            name: name.clone(),
            from: found.ours.get(name).cloned(),
            to: None,
        }));
        let steps: Vec<Change<'_>> = changing
            .iter()
            .map(|change| match change.to {
                Some(_) => Change::Replace(&change.name),
                None => Change::Remove(&change.name),
            })
            .collect();
        let differs =
            changing.iter().any(|change| change.from.as_ref() != change.to.as_ref().map(|to| &to.sha256));
        let whole = self.manifest(&[])?;
        if !steps.is_empty() || std::fs::read(out.join(MANIFEST)).ok().as_deref() != Some(&*whole) {
            self.shared.folder.commit(&steps, &self.manifest(&changing)?, &whole)?;
        }
        Ok(differs)
    }

    fn counts(&self) -> Counts {
        let (files, editions) = (self.shared.files, &self.shared.coverage.editions);
        Counts {
            files: files.len(),
            rows_read: rows(files, |sheet| sheet.rows_read),
            rows_used: rows(files, |sheet| sheet.rows_used),
            countries: editions.iter().filter(|edition| edition.latest).count(),
            editions: editions.len(),
            passages: editions.iter().map(|edition| edition.passages.len()).sum(),
            left_out: count_lost(self.sorted),
            problems: by_code(self.sorted).into_iter().map(|(code, n)| (code.to_owned(), n)).collect(),
        }
    }

    /// `run.json`: of the whole, or while these files change.
    fn manifest(&self, changing: &[Changing]) -> Result<Vec<u8>, RunError> {
        let shared = self.shared;
        let options = shared.options;
        let complete = changing.is_empty();
        let in_place = |done: &&Done| complete || !done.made;
        // A run that made nothing anew is dated as what it found.
        let date = self.done.iter().map(|done| done.produced.date.as_str()).max().unwrap_or_default();
        let manifest = Manifest {
            version: crate::VERSION,
            build: crate::BUILD,
            work: if complete { &self.work } else { "" },
            complete,
            settings: RunSettings {
                shared: &shared.settings(date),
                dating: if options.dating.keeps { "kept" } else { "fixed" },
                template: &shared.templates.template.name,
                reports: shared.reports().into_iter().map(Report::as_str).collect(),
                formats: options.formats.iter().map(|format| format.as_str()).collect(),
                charts: options.charts.iter().map(|picture| picture.as_str()).collect(),
                passages: shared.passages(),
                strict: options.read.strict,
            },
            inputs: shared.files,
            outputs: Outputs {
                expected: self.done.iter().map(|done| done.produced.name.as_str()).collect(),
                produced: self.done.iter().filter(in_place).map(|done| &done.produced).collect(),
                kept: self.kept.iter().collect(),
                changing: changing.to_vec(),
            },
            problems: self.sorted,
            counts: self.counts(),
            headline: headline(shared.templates, shared.coverage),
            exit_status: complete.then_some(self.status),
        };
        let mut bytes = serde_json::to_vec_pretty(&manifest)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Themes by their short names, with the share that addresses each.
fn headline<'a>(
    templates: &'a Templates,
    coverage: &Coverage,
) -> Vec<(&'a str, Option<crate::compare::Share>)> {
    let themes = templates.codebook.themes().iter();
    themes.zip(&coverage.counts).map(|(theme, counts)| (theme.short.as_str(), counts.share())).collect()
}

fn rows(files: &[FileReport], of: fn(&read::SheetReport) -> usize) -> usize {
    files.iter().flat_map(|file| &file.sheets).map(of).sum()
}

/// Whether the files that were read are those that were looked at before.
fn is_what_was_read(seen: &[(String, String)], files: &[FileReport]) -> bool {
    seen.len() == files.len()
        && files.iter().zip(seen).all(|(file, (name, hash))| file.name == *name && file.sha256 == *hash)
}
