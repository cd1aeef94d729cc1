//! Turns the bytes of a file into articles.

use sayso_text::{Article, Diagnostic};

/// What one file gave.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    /// The articles in the file, in order; most files hold one.
    pub articles: Vec<Article>,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// How to take a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum As {
    /// Recognize the format by content and clean it.
    #[default]
    Auto,
    /// The file is clean text: keep all of it as body, first line included, nothing set aside, no title.
    Text,
}

/// Reads one file. `document` is the path as given on the command line, used for messages and as the article's name.
#[must_use]
pub fn ingest(_document: &str, _bytes: &[u8], _how: As) -> Ingested {
    Ingested::default()
}
