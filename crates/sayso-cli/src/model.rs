//! The model to read with: the one built in, or one from a folder.

use std::fs;
use std::io;
use std::path::Path;

use sayso_read::{ModelFiles, Reader};

use crate::args::ReaderArgs;
use crate::error::RunError;

/// Loads the reader. Any number of threads gives the same statements.
pub(crate) fn load_reader(args: &ReaderArgs, n_threads: usize) -> Result<Reader, RunError> {
    let Some(folder) = &args.model else {
        return Reader::embedded(n_threads).map_err(RunError::Model);
    };
    let network = read(folder, "reader.onnx", |path| fs::read(path))?;
    let vocabulary = read(folder, "vocab.txt", |path| fs::read_to_string(path))?;
    let description = read(folder, "reader.json", |path| fs::read_to_string(path))?;
    let files = ModelFiles {
        network: &network,
        vocabulary: &vocabulary,
        description: &description,
    };
    Reader::new(files, n_threads).map_err(RunError::Model)
}

fn read<T>(
    folder: &Path,
    name: &str,
    read: impl FnOnce(&Path) -> io::Result<T>,
) -> Result<T, RunError> {
    let path = folder.join(name);
    read(&path).map_err(|error| RunError::ModelFile(path, error))
}
