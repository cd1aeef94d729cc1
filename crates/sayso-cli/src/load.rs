//! From files to articles.

use std::io;
use std::ops::ControlFlow;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sayso_ingest::{
    As, Document, Ingested, Options, read_document, set_repeated_aside, unpack, unpack_stream,
};
use sayso_text::{Article, Diagnostic};

use crate::args::{InputArgs, InputKind};
use crate::inputs::{Input, Source, unreadable};
use crate::progress::Progress;

/// Documents are cleaned side by side once so many bytes of them wait: this, and one document more, is held in memory.
const BATCH_BYTES: usize = 32 << 20;

/// Or so many documents.
const BATCH_DOCUMENTS: usize = 4096;

/// What the inputs gave, in input order.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// What there is to read.
    pub(crate) articles: Vec<Article>,
    /// What could not be read, or only in part.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the inputs one after the other, cleans what they hold side by side, and joins it in input order.
pub(crate) fn load(inputs: Vec<Input>, args: &InputArgs, progress: &Progress) -> Loaded {
    let how = match args.kind {
        InputKind::Auto => As::Auto,
        InputKind::Text => As::Text,
    };
    let options = Options {
        how,
        fields: args.fields.clone().unwrap_or_default(),
    };
    let mut batch = Batch::default();
    for input in inputs {
        let mut sink = |found| {
            batch.push(found, &options, progress);
            ControlFlow::Continue(())
        };
        match input {
            Ok(Source::Stdin) => unpack_stream("-", io::stdin().lock(), &options, &mut sink),
            Ok(Source::File(path)) => {
                let name = path.to_string_lossy();
                match std::fs::File::open(&path) {
                    Ok(file) => unpack(&name, file, &options, &mut sink),
                    Err(error) => {
                        let _ = sink(Err(unreadable(name, &error)));
                    }
                }
            }
            Err(diagnostic) => {
                let _ = sink(Err(diagnostic));
            }
        }
        progress.one_done();
    }
    batch.clean(&options);
    let mut loaded = batch.loaded;
    if how == As::Auto {
        loaded.articles = set_repeated_aside(loaded.articles);
    }
    loaded
}

/// Documents that wait to be cleaned, and what came of those before.
#[derive(Default)]
struct Batch {
    waiting: Vec<Result<Document, Diagnostic>>,
    bytes: usize,
    loaded: Loaded,
}

impl Batch {
    fn push(
        &mut self,
        found: Result<Document, Diagnostic>,
        options: &Options,
        progress: &Progress,
    ) {
        self.bytes += found.as_ref().map_or(0, |document| document.bytes.len());
        self.waiting.push(found);
        if self.bytes >= BATCH_BYTES || self.waiting.len() >= BATCH_DOCUMENTS {
            self.clean(options);
            progress.articles(self.loaded.articles.len());
        }
    }

    fn clean(&mut self, options: &Options) {
        let clean_one = |found: Result<Document, Diagnostic>| match found {
            Ok(document) => read_document(&document, options),
            Err(diagnostic) => Ingested {
                articles: Vec::new(),
                diagnostics: vec![diagnostic],
            },
        };
        let cleaned: Vec<Ingested> = std::mem::take(&mut self.waiting)
            .into_par_iter()
            .map(clean_one)
            .collect();
        self.bytes = 0;
        for one in cleaned {
            self.loaded.articles.extend(one.articles);
            self.loaded.diagnostics.extend(one.diagnostics);
        }
    }
}
