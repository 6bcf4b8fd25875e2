//! `nap-report`: from spreadsheets of what National Action Plans say to accessible coverage reports.
//!
//! ```text
//! inputs/*  ->  read  ->  resolve  ->  code  ->  compare  ->  report  ->  pdf   ->  out/*.pdf
//!               rows      countries    levels    coverage     blocks      pages     coverage.{csv,json}, run.json
//!                         editions     evidence  shares       charts      tags
//! ```

pub mod chart;
pub mod cli;
pub mod code;
pub mod compare;
pub mod diagnostic;
pub mod pdf;
pub mod read;
pub mod report;
pub mod resolve;
pub mod run;
