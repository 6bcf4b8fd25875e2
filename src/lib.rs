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

use cli::{Arguments, ColourChoice, Command, TemplateCommand};

/// Runs the command of this process's arguments; returns the exit status.
#[must_use]
pub fn main() -> u8 {
    let arguments = Arguments::parse();
    anstream::ColorChoice::write_global(match arguments.color {
        ColourChoice::Auto => anstream::ColorChoice::Auto,
        ColourChoice::Always => anstream::ColorChoice::Always,
        ColourChoice::Never => anstream::ColorChoice::Never,
    });
    match dispatch(arguments.command) {
        Ok(status) => status,
        Err(message) => {
            run::fatal(&message);
            1
        }
    }
}

fn dispatch(command: Command) -> Result<u8, String> {
    match command {
        Command::Build(arguments) => {
            let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
            let options = arguments.check(epoch.as_deref()).map_err(|error| error.to_string())?;
            run::build(&options).map_err(|error| error.to_string())
        }
        Command::Check(arguments) => {
            let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
            let options = arguments.check(epoch.as_deref()).map_err(|error| error.to_string())?;
            run::check(&options).map_err(|error| error.to_string())
        }
        Command::Agree(arguments) => run::agree(&arguments.check()).map_err(|error| error.to_string()),
        Command::Explain(arguments) => run::explain(&arguments.check()).map_err(|error| error.to_string()),
        Command::Template(TemplateCommand::List) => Ok(run::list_templates()),
        Command::Template(TemplateCommand::Show) => Ok(run::show_template()),
        Command::Init(arguments) => run::init(&arguments.folder).map_err(|error| error.to_string()),
        Command::Schema => run::schema().map_err(|error| error.to_string()),
    }
}
