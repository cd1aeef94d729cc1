//! Writing: results to standard output or a file, diagnostics to standard error.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use sayso_report::csv::{self, Table};
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

/// The files of the tables in a folder.
pub(crate) fn table_files(folder: &Path) -> Vec<PathBuf> {
    csv::FILES.iter().map(|file| folder.join(file)).collect()
}

/// Writes tables into a folder, which is made if it is not there.
pub(crate) fn write_tables(tables: &[Table], folder: &Path) -> Result<(), RunError> {
    fs::create_dir_all(folder).map_err(|error| RunError::Output(Some(folder.to_owned()), error))?;
    for table in tables {
        write(&table.text, Some(&folder.join(table.file)))?;
    }
    Ok(())
}

/// Writes a result.
pub(crate) fn write(text: &str, to: Option<&Path>) -> Result<(), RunError> {
    let mut writer = Writer::new(to)?;
    writer.write(text)?;
    writer.finish()
}

/// Where a result is written, piece by piece. A reader that has seen enough and closed the pipe (`| head`) is no error.
pub(crate) struct Writer {
    to: Option<PathBuf>,
    out: BufWriter<Box<dyn Write>>,
    is_closed: bool,
}

impl Writer {
    /// Writes to a file, which is made anew, or to standard output.
    pub(crate) fn new(to: Option<&Path>) -> Result<Self, RunError> {
        let out: Box<dyn Write> = match to {
            Some(path) => {
                let file = File::create(path);
                Box::new(file.map_err(|error| RunError::Output(Some(path.to_owned()), error))?)
            }
            None => Box::new(io::stdout()),
        };
        Ok(Self {
            to: to.map(Path::to_owned),
            out: BufWriter::new(out),
            is_closed: false,
        })
    }

    /// Writes a piece.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), RunError> {
        let written = self.out.write_all(text.as_bytes());
        self.check(written)
    }

    /// Writes what waits.
    pub(crate) fn finish(mut self) -> Result<(), RunError> {
        let flushed = self.out.flush();
        self.check(flushed)
    }

    /// Whether nobody reads any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn check(&mut self, result: io::Result<()>) -> Result<(), RunError> {
        match result {
            Err(error) if self.to.is_none() && error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            other => other.map_err(|error| RunError::Output(self.to.clone(), error)),
        }
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
    let line = sayso_report::one_line(&line.to_string());
    let _ = writeln!(io::stderr().lock(), "{line}");
}
