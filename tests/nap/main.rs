//! One integration binary. Its cases are folders under `tests/cases`: inputs beside what is expected of them.
//!
//! `UPDATE_EXPECTED=1 cargo test` writes what the program does now into the cases; read the difference before you
//! commit it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "tables of agreement are read by people")]

mod agree;
mod cases;
mod change;
mod check;
mod command;

mod docs;
mod explain;
mod fuzz;
mod hostile;
mod layers;
mod locked;
mod nightly;
mod reports;
mod seed;
mod support;
mod templates;
mod tree;
mod workbooks;
