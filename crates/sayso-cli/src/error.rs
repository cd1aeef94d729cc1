//! What stops a run.

use std::fmt::{self, Display};
use std::io;
use std::path::PathBuf;

use rayon::ThreadPoolBuildError;
use sayso_index::IndexError;
use sayso_ledger::ActorListError;
use sayso_read::ModelError;

/// What stops a run, all of it the caller's to mend. What is wrong with an input never does.
#[derive(Debug)]
pub(crate) enum RunError {
    /// A file of the model cannot be read.
    ModelFile(PathBuf, io::Error),
    /// The model is damaged, or of another version.
    Model(ModelError),
    /// The file of actors cannot be read.
    ActorFile(PathBuf, io::Error),
    /// It is wrong.
    Actors(PathBuf, ActorListError),
    /// Annotated data to score on cannot be read.
    Data(PathBuf, io::Error),
    /// The threads asked for cannot be had.
    Threads(ThreadPoolBuildError),
    /// The index cannot be used.
    Index(IndexError),
    /// An input that is in the index has another size now.
    Changed(String),
    /// The result cannot be written: to the file, or to standard output.
    Output(Option<PathBuf>, io::Error),
}

impl Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ModelFile(path, error) => {
                write!(f, "cannot read the model file {}: {error}", path.display())
            }
            Self::Model(error) => write!(f, "cannot use the model: {error}"),
            Self::ActorFile(path, error) => {
                write!(f, "cannot read the actors in {}: {error}", path.display())
            }
            Self::Actors(path, error) => {
                write!(f, "the actors in {} are wrong: {error}", path.display())
            }
            Self::Data(path, error) => write!(
                f,
                "cannot read annotated data in {}: {error}; see `sayso eval --help` for how it is laid out",
                path.display()
            ),
            Self::Threads(error) => write!(
                f,
                "cannot start the threads: {error}; try a smaller --threads"
            ),
            Self::Index(error) => write!(f, "cannot use the index: {error}"),
            Self::Changed(name) => write!(
                f,
                "{name} has changed since it was indexed; name another folder for the index"
            ),
            Self::Output(Some(path), error) => {
                write!(f, "cannot write {}: {error}", path.display())
            }
            Self::Output(None, error) => write!(f, "cannot write to standard output: {error}"),
        }
    }
}

impl std::error::Error for RunError {}
