//! `nap-report`: from spreadsheets of what National Action Plans say to accessible coverage reports.
//!
//! ```text
//! inputs/*  ->  read  ->  resolve  ->  code  ->  compare  ->  report  ->  pdf   ->  out/*.pdf
//!               rows      countries    levels    coverage     blocks      pages     coverage.{csv,json,xlsx}, run.json
//!                         editions     evidence  shares       charts      tags
//! ```
//!
//! Imports point one way, as the data flows: `diagnostic`, `read`, `resolve`, `code`, `compare`, `chart`, `export`,
//! `report`, `pdf`, then `cli` and `run`, which alone know all stages. A test keeps it so.

pub mod chart;
pub mod cli;
pub mod code;
pub mod compare;
pub mod diagnostic;
pub mod export;
pub mod pdf;
pub mod read;
pub mod report;
pub mod resolve;
pub mod run;

use clap::Parser;

/// The version of the tool.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What identifies the source of this program, so that reports are made anew where it changed. See `build.rs`.
pub const BUILD: &str = env!("NAP_SOURCE_MARK");

use cli::{Arguments, ColourChoice, Command, OptionError, TemplateCommand};

/// Runs the command of this process's arguments; returns the exit status.
#[must_use]
pub fn main() -> u8 {
    let arguments = Arguments::parse();
    anstream::ColorChoice::write_global(match arguments.color {
        ColourChoice::Auto => anstream::ColorChoice::Auto,
        ColourChoice::Always => anstream::ColorChoice::Always,
        ColourChoice::Never => anstream::ColorChoice::Never,
    });
    let format = arguments.command.log_format();
    run::log_as(format);
    match dispatch(arguments.command) {
        Ok(status) => status,
        Err(Failure { message, problems }) => {
            if let Some(problems) = problems {
                run::tell(&problems, format);
            }
            run::fatal(&message, format);
            1
        }
    }
}

/// Why a command ended, in words, and what is wrong with its settings.
struct Failure {
    message: String,
    problems: Option<Box<diagnostic::Diagnostics>>,
}

impl From<run::RunError> for Failure {
    fn from(why: run::RunError) -> Self {
        Self { message: why.to_string(), problems: None }
    }
}

impl From<OptionError> for Failure {
    fn from(why: OptionError) -> Self {
        let message = why.to_string();
        let problems = match why {
            OptionError::Settings(problems) => Some(problems),
            OptionError::Epoch(_) => None,
        };
        Self { message, problems }
    }
}

fn dispatch(command: Command) -> Result<u8, Failure> {
    let epoch = || std::env::var("SOURCE_DATE_EPOCH").ok();
    Ok(match command {
        Command::Build(arguments) => run::build(&arguments.check(epoch().as_deref())?)?,
        Command::Check(arguments) => run::check_all(&arguments.check(epoch().as_deref())?)?,
        Command::Agree(arguments) => run::agree(&arguments.check()?)?,
        Command::Explain(arguments) => run::explain(&arguments.check()?)?,
        Command::Diff(arguments) => run::diff(&arguments.check())?,
        Command::Verify(arguments) => run::verify(&arguments.paths)?,
        Command::Config(arguments) => {
            let (jobs, format) = arguments.check()?;
            run::config(&jobs, format)?
        }
        Command::Template(TemplateCommand::List) => run::list_templates(),
        Command::Template(TemplateCommand::Show) => run::show_template(),
        Command::Init(arguments) => run::init(&arguments.folder)?,
        Command::Schema(arguments) => run::schema(arguments.of)?,
        Command::Completions(arguments) => run::completions(arguments.shell),
        Command::Man(arguments) => run::manual(arguments.command.as_deref())?,
    })
}
