//! How far an index has come: what of its files is whole, and what of its inputs was read.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{IndexError, failed};

/// Changes whenever the files' layout or the fingerprints do.
const VERSION: u32 = 2;

/// An input and how far it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its path as given.
    pub name: String,
    /// Its size, by which a changed file is known.
    pub n_bytes: u64,
    /// Documents of it that were read.
    pub n_documents: u64,
    /// Whether these are all.
    pub complete: bool,
}

/// Lengths up to which the files are whole.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct State {
    version: u32,
    made_with: String,
    pub(crate) n_articles: u32,
    pub(crate) n_bytes_articles: u64,
    pub(crate) n_bytes_prints: u64,
    pub(crate) n_bytes_inputs: u64,
}

impl State {
    pub(crate) fn read(folder: &Path, made_with: &str) -> Result<Self, IndexError> {
        let path = folder.join("state.json");
        let empty = Self {
            version: VERSION,
            made_with: made_with.to_owned(),
            n_articles: 0,
            n_bytes_articles: 0,
            n_bytes_prints: 0,
            n_bytes_inputs: 0,
        };
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(empty),
            Err(error) => return Err(failed(&path, error)),
        };
        let state: Self = serde_json::from_slice(&text).map_err(|_| IndexError::Damaged(path))?;
        let named = |state: &Self| format!("version {}, {}", state.version, state.made_with);
        if named(&state) != named(&empty) {
            return Err(IndexError::Otherwise {
                made: named(&state),
                wanted: named(&empty),
            });
        }
        Ok(state)
    }

    /// Replaces the file as a whole, so that no half of it is ever read.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), IndexError> {
        let (path, fresh) = (folder.join("state.json"), folder.join("state.json.new"));
        let text = serde_json::to_vec(self).unwrap_or_default();
        fs::write(&fresh, text)
            .and_then(|()| fs::File::open(&fresh)?.sync_data())
            .and_then(|()| fs::rename(&fresh, &path))
            .map_err(|error| failed(&path, error))
    }
}

pub(crate) fn read_inputs(path: &Path) -> Result<Vec<Input>, IndexError> {
    let text = fs::read_to_string(path).map_err(|error| failed(path, error))?;
    let inputs = text.lines().map(serde_json::from_str);
    let inputs: Result<Vec<Input>, _> = inputs.collect();
    inputs.map_err(|_| IndexError::Damaged(path.to_owned()))
}
