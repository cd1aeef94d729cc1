//! Writing: results to standard output or a file, diagnostics to standard error.

use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use sayso_report::terminal::Style;
use sayso_text::Diagnostic;

use crate::args::{Color, OutputArgs};
use crate::error::RunError;

/// Columns where the terminal does not say, and the most that are used: longer lines are hard to read.
const DEFAULT_WIDTH: usize = 80;
const MAX_WIDTH: usize = 100;

/// How terminal output should look where it is going.
pub(crate) fn style(args: &OutputArgs) -> Style {
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let forbidden = || {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
    };
    let color = match args.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => to_terminal && !forbidden(),
    };
    let columns = to_terminal
        .then(terminal_size::terminal_size)
        .flatten()
        .map(|(width, _)| usize::from(width.0));
    Style {
        color,
        width: columns.unwrap_or(DEFAULT_WIDTH).min(MAX_WIDTH),
    }
}

/// Writes a result. A reader that has seen enough and closed the pipe (`| head`) is no error.
pub(crate) fn write(text: &str, to: Option<&Path>) -> Result<(), RunError> {
    let result = match to {
        Some(path) => fs::write(path, text),
        None => {
            let mut stdout = io::stdout().lock();
            stdout
                .write_all(text.as_bytes())
                .and_then(|()| stdout.flush())
        }
    };
    match result {
        Err(error) if to.is_none() && error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| RunError::Output(to.map(Path::to_owned), error)),
    }
}

/// Prints what went wrong with the inputs, one line each.
pub(crate) fn print_diagnostics(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        print_line(diagnostic);
    }
}

/// Prints what stopped the run.
pub(crate) fn print_error(error: &dyn Display) {
    print_line(&format_args!("sayso: {error}"));
}

/// File names are not ours: what they hold must not steer the terminal. Where standard error is closed,
/// nobody is there to be told.
fn print_line(line: &dyn Display) {
    let line: String = line
        .to_string()
        .chars()
        .map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect();
    let _ = writeln!(io::stderr().lock(), "{line}");
}
