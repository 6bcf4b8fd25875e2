//! A report through a template: the page's Markdown with its variables filled in, and its parts in their places.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use rayon::prelude::*;

use super::block::{Block, Link, Span, Text};
use super::markdown::{self, Named, Piece};
use super::parts::{self, PARTS};
use super::words::Words;
use super::{Material, ReportError, Subject, charts, context};
use crate::diagnostic::near;

/// A kind of page, one a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// All countries.
    Comparison,
    /// One country.
    Country,
    /// One theme.
    Theme,
}

impl Page {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Comparison, Self::Country, Self::Theme];

    /// The file in a template's folder.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Comparison => "comparison.md",
            Self::Country => "country.md",
            Self::Theme => "theme.md",
        }
    }
}

/// Something wrong in a page of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFault {
    /// The page's file.
    pub file: String,
    /// The line in it, from 1.
    pub line: u32,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

/// Steps that a page may take: far more than any needs, and an end for one that would never end.
const MOST_STEPS: u64 = 5_000_000;

/// What is wrong in a page, as far as it shows before there are data.
pub(super) fn check_page(page: Page, text: &str) -> Vec<PageFault> {
    let mut faults = Vec::new();
    let mut fault = |line: u32, message: String, hint: String| {
        faults.push(PageFault { file: page.file().to_owned(), line, message, hint });
    };
    let environment = environment(None);
    match environment.template_from_named_str(page.file(), text) {
        Err(error) => fault(line_of_error(&error), reason(&error), String::new()),
        Ok(template) => {
            let known: BTreeSet<&str> = context::names(page).chain(["t"]).collect();
            let globals: BTreeSet<&str> = environment.globals().map(|(name, _)| name).collect();
            let mut unknown: Vec<String> = template
                .undeclared_variables(false)
                .into_iter()
                .filter(|name| !known.contains(name.as_str()) && !globals.contains(name.as_str()))
                .collect();
            unknown.sort();
            for name in unknown {
                let message = format!("`{name}` is no variable of this page");
                fault(line_of_word(text, &name), message, near(&name, known.iter().copied()));
            }
        }
    }
    // Parts and Markdown as the file has them; what stands in conditions is read as well.
    let plain = without_statements(text);
    let (pieces, wrong) = markdown::parse(&plain);
    for one in wrong {
        fault(line_of(text, &one.near), one.message, one.hint);
    }
    for piece in pieces {
        let Piece::Part(part) = piece else { continue };
        if let Err((message, hint)) = check_part(page, &part) {
            fault(line_of(text, &part.fence), message, hint);
        }
    }
    faults
}

/// Whether the page may have the part, and with what stands after its name.
fn check_part(page: Page, part: &Named) -> Result<(), (String, String)> {
    let here = || PARTS.iter().filter(|known| known.pages.contains(&page)).map(|known| known.name);
    if !here().any(|name| name == part.name) {
        let message = if part.name.is_empty() {
            "a fenced block needs the name of a part".to_owned()
        } else {
            format!("`{}` is no part of this page", part.name)
        };
        let hint = near(&part.name, here());
        let all: Vec<&str> = here().collect();
        return Err((
            message,
            if hint.is_empty() { format!("its parts are {}", all.join(", ")) } else { hint },
        ));
    }
    // A name that a variable gives is known only when the page is made.
    if part.name == "chart" && !part.argument.contains("{{") {
        let names = || charts::kinds(page).iter().map(|kind| kind.name);
        let base = part.argument.split_whitespace().next().unwrap_or_default();
        if !names().any(|name| name == base) {
            let message = format!("`{base}` is no chart of this page");
            let hint = near(base, names());
            let all: Vec<&str> = names().collect();
            return Err((
                message,
                if hint.is_empty() { format!("its charts are {}", all.join(", ")) } else { hint },
            ));
        }
    }
    Ok(())
}

/// What a piece of a page came to: a block of its own words, or those of a part.
enum Made {
    Block(Block),
    Part(Vec<Block>),
}

/// The blocks of a report. A chart without data is left out, and so is a heading that stands over nothing else.
pub(super) fn compose(material: &Material<'_>, subject: Subject) -> Result<Vec<Block>, ReportError> {
    let page = subject.page();
    let Some((file, text)) = material.template.pages.get(&page) else {
        return Err(ReportError::NoPage(material.template.name.clone(), page.file()));
    };
    let failed = |line: u32, message: String, hint: String| {
        ReportError::Page(PageFault { file: file.clone(), line, message, hint })
    };
    let environment = environment(Some(Arc::clone(&material.words)));
    let rendered = environment
        .render_named_str(page.file(), text, context::context(material, subject, text)?)
        .map_err(|error| failed(line_of_error(&error), reason(&error), String::new()))?;
    let (pieces, faults) = markdown::parse(&rendered);
    if let Some(fault) = faults.into_iter().next() {
        return Err(failed(line_of(text, &fault.near), fault.message, fault.hint));
    }
    let part = |part: &Named| {
        if let Err((message, hint)) = check_part(page, part) {
            return Err(failed(line_of(text, &part.fence), message, hint));
        }
        parts::part(material, subject, part)
    };
    // No part knows of another. One with a chart of all countries takes as long as all others; those of a single country
    // are soon made, and there are other countries for the other threads.
    let together = if page == Page::Comparison { 1 } else { pieces.len() };
    let made: Vec<Result<Made, ReportError>> = pieces
        .into_par_iter()
        .with_min_len(together)
        .map(|piece| match piece {
            Piece::Block(block) => Ok(Made::Block(block)),
            Piece::Part(named) => part(&named).map(Made::Part),
        })
        .collect();
    let mut blocks = Vec::new();
    let mut links = Vec::new();
    // The last block is a heading, and what stood below it had no data.
    let mut lonely = false;
    for made in made {
        match made? {
            Made::Block(block) => {
                if std::mem::take(&mut lonely) && matches!(block, Block::Heading { .. }) {
                    blocks.pop();
                }
                links.extend(anchors_of(&block));
                blocks.push(block);
            }
            Made::Part(made) => {
                let over_nothing = matches!(blocks.last(), Some(Block::Heading { .. }));
                lonely = made.is_empty() && over_nothing;
                blocks.extend(made);
            }
        }
    }
    if lonely {
        blocks.pop();
    }
    let headings: BTreeSet<&str> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { anchor, .. } => Some(anchor.as_str()),
            _ => None,
        })
        .collect();
    if let Some(lost) = links.iter().find(|anchor| !headings.contains(anchor.as_str())) {
        let hint = near(lost, headings.iter().copied());
        let message = format!("`#{lost}` is no heading of this page");
        return Err(failed(line_of(text, &format!("(#{lost})")), message, hint));
    }
    Ok(blocks)
}

/// Where the links of a block lead within the report.
fn anchors_of(block: &Block) -> Vec<String> {
    let texts: Vec<&Text> = match block {
        Block::Paragraph { text, .. } | Block::Quote { text, .. } => vec![text],
        Block::List { items, .. } => items.iter().collect(),
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).collect(),
        _ => Vec::new(),
    };
    let anchor = |span: &Span| match &span.link {
        Some(Link::Anchor(anchor)) => Some(anchor.clone()),
        _ => None,
    };
    texts.into_iter().flatten().filter_map(anchor).collect()
}

fn environment(words: Option<Arc<Words>>) -> Environment<'static> {
    let mut environment = Environment::new();
    // `{#` begins the anchor of a heading, so that comments need other signs.
    let syntax = SyntaxConfig::builder().comment_delimiters("{##", "##}").build();
    environment.set_syntax(syntax.unwrap_or_default());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(MOST_STEPS));
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(|out, _, value| {
        if value.is_undefined() {
            return Err(Error::new(ErrorKind::UndefinedError, "it has no value here"));
        }
        let text = match value.as_str() {
            Some(text) if value.is_safe() => text.to_owned(),
            Some(text) => markdown::escape(text),
            None => value.to_string(),
        };
        out.write_str(&text).map_err(Error::from)
    });
    environment.add_function("t", move |id: String, values: Kwargs| -> Result<String, Error> {
        let Some(words) = &words else { return Ok(String::new()) };
        if !words.has(&id) {
            let message = format!("`{id}` is no message of the reports; they stand in words.en.ftl");
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
        let mut given = Vec::new();
        for name in values.args() {
            let value: Value = values.get(name)?;
            let value = match i64::try_from(value.clone()) {
                Ok(number) => number.into(),
                Err(_) => value.to_string().into(),
            };
            given.push((name, value));
        }
        let given: Vec<(&str, super::words::Value<'_>)> = given;
        words.try_say(&id, &given).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOperation, format!("`{id}` needs other values; see words.en.ftl"))
        })
    });
    environment
}

/// What the error says, without the template's name before it.
fn reason(error: &Error) -> String {
    match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, _) => "a variable has no value here".to_owned(),
        (_, Some(detail)) => detail.to_owned(),
        (kind, None) => kind.to_string(),
    }
}

fn line_of_error(error: &Error) -> u32 {
    error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1)
}

/// The line of a text that begins as `near` does; the first where it stands in none, as what a variable made.
fn line_of(text: &str, near: &str) -> u32 {
    let near = near.trim();
    let at = text.lines().position(|line| !near.is_empty() && line.trim() == near);
    let at = at.or_else(|| text.lines().position(|line| !near.is_empty() && line.contains(near)));
    at.map_or(1, |line| u32::try_from(line + 1).unwrap_or(u32::MAX))
}

/// The first line on which an expression uses a name.
fn line_of_word(text: &str, name: &str) -> u32 {
    let part = |ch: char| ch.is_alphanumeric() || ch == '_';
    let uses = |line: &str| {
        (line.contains("{{") || line.contains("{%")) && line.split(|ch| !part(ch)).any(|word| word == name)
    };
    let at = text.lines().position(uses);
    at.map_or(1, |line| u32::try_from(line + 1).unwrap_or(u32::MAX))
}

/// The page without its statements, so that what they enclose can be looked at. Lines keep their places.
fn without_statements(text: &str) -> String {
    text.lines()
        .map(
            |line| {
                if line.trim_start().starts_with("{%") && line.trim_end().ends_with("%}") { "" } else { line }
            },
        )
        .collect::<Vec<_>>()
        .join("\n")
}
