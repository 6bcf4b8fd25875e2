//! `diff`: what changed between two runs.

use std::sync::Arc;

use super::build::earlier_state;
use super::folder::write_one;
use super::{RunError, fresh, say, templates};
use crate::cli::{DiffFormat, DiffOptions};
use crate::compare::change::changes;
use crate::pdf::Press;
use crate::{export, report};

/// Tells what changed; returns the exit status: 0, or 4 where anything changed and that was asked for.
///
/// # Errors
/// [`RunError::Previous`] where one of the files is no coverage.json, and [`RunError::Write`].
pub fn diff(options: &DiffOptions) -> Result<u8, RunError> {
    let read = |path| earlier_state(&fresh::previous_file(path));
    let (old, new) = (read(&options.old)?, read(&options.new)?);
    let changes = changes(&old, &new);
    let names: Vec<(String, String)> =
        new.themes.iter().cloned().zip(new.theme_names.iter().cloned()).collect();
    let words = templates::words_for(options.lang.as_deref())?;
    let bytes = match options.format {
        DiffFormat::Text => {
            let mut text = report::changes_text(&changes, &names, &words).join("\n");
            text.push('\n');
            text.into_bytes()
        }
        DiffFormat::Csv => export::changes_csv(&changes)?,
        DiffFormat::Json => {
            let mut bytes = serde_json::to_vec_pretty(&changes)?;
            bytes.push(b'\n');
            bytes
        }
        DiffFormat::Pdf => {
            let document = report::changes_report(&changes, &names, &Arc::clone(&words));
            Press::of(&document.sheet)
                .render(&document)
                .map_err(|error| RunError::Pdf("the PDF of changes".to_owned(), error))?
                .bytes
        }
    };
    match &options.output {
        Some(path) => write_one(path, &bytes)?,
        None if options.format == DiffFormat::Pdf => return Err(RunError::NeedsFile),
        None => say::raw(&bytes),
    }
    Ok(if options.fail_on_change && !changes.is_empty() { 4 } else { 0 })
}
