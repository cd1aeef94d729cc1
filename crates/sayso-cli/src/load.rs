//! From files to articles.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sayso_ingest::{As, Ingested, ingest};
use sayso_text::{Article, Diagnostic};

use crate::args::InputKind;
use crate::inputs::Input;
use crate::progress::Progress;

/// What the inputs gave, in input order.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// What there is to read.
    pub(crate) articles: Vec<Article>,
    /// What could not be read, or only in part.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads and cleans the inputs side by side, and joins them in input order.
pub(crate) fn load(inputs: Vec<Input>, kind: InputKind, progress: &Progress) -> Loaded {
    let how = match kind {
        InputKind::Auto => As::Auto,
        InputKind::Text => As::Text,
    };
    let load_one = |input: Input| {
        let ingested = match input
            .and_then(|source| Ok((source.document(), source.read(sayso_ingest::MAX_BYTES)?)))
        {
            Ok((document, bytes)) => ingest(&document, &bytes, how),
            Err(diagnostic) => Ingested {
                articles: Vec::new(),
                diagnostics: vec![diagnostic],
            },
        };
        progress.file_done();
        ingested
    };
    let ingested: Vec<Ingested> = inputs.into_par_iter().map(load_one).collect();
    let mut loaded = Loaded::default();
    for one in ingested {
        loaded.articles.extend(one.articles);
        loaded.diagnostics.extend(one.diagnostics);
    }
    loaded
}
