//! The `sayso` command.

mod args;
mod error;
mod index;
mod inputs;
mod load;
mod model;
mod output;
mod progress;
mod run;

use std::process::ExitCode;

use crate::args::Cli;
use crate::run::{Outcome, run};

/// As clap's own for wrong usage.
const EXIT_USAGE: u8 = 2;

fn main() -> ExitCode {
    match run(Cli::from_process().verb) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingRead) => ExitCode::FAILURE,
        Err(error) => {
            output::print_error(&error);
            ExitCode::from(EXIT_USAGE)
        }
    }
}
