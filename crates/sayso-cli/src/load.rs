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
    let options = options(args);
    let mut loaded = Loaded::default();
    let mut take_in = |documents| {
        for one in clean(documents, &options) {
            loaded.articles.extend(one.articles);
            loaded.diagnostics.extend(one.diagnostics);
        }
        progress.articles(loaded.articles.len());
    };
    let mut batch = Batch::default();
    for input in inputs {
        read_input(input, &options, &mut |found| {
            batch.push(found).map(&mut take_in);
            ControlFlow::Continue(())
        });
        progress.one_done();
    }
    take_in(batch.take());
    if options.how == As::Auto {
        loaded.articles = set_repeated_aside(loaded.articles);
    }
    loaded
}

/// How the arguments want the inputs to be taken.
pub(crate) fn options(args: &InputArgs) -> Options {
    let how = match args.kind {
        InputKind::Auto => As::Auto,
        InputKind::Text => As::Text,
    };
    Options {
        how,
        fields: args.fields.clone().unwrap_or_default(),
    }
}

/// What a document turned out to be, or why there is none.
pub(crate) type Found = Result<Document, Diagnostic>;

/// Hands on each document of an input.
pub(crate) fn read_input(
    input: Input,
    options: &Options,
    sink: &mut dyn FnMut(Found) -> ControlFlow<()>,
) {
    match input {
        Ok(Source::Stdin) => unpack_stream("-", io::stdin().lock(), options, sink),
        Ok(Source::File(path)) => {
            let name = path.to_string_lossy();
            match std::fs::File::open(&path) {
                Ok(file) => unpack(&name, file, options, sink),
                Err(error) => {
                    let _ = sink(Err(unreadable(name, &error)));
                }
            }
        }
        Err(diagnostic) => {
            let _ = sink(Err(diagnostic));
        }
    }
}

/// Cleans documents side by side, in their order.
pub(crate) fn clean(documents: Vec<Found>, options: &Options) -> Vec<Ingested> {
    let clean_one = |found: Found| match found {
        Ok(document) => read_document(&document, options),
        Err(diagnostic) => Ingested {
            articles: Vec::new(),
            diagnostics: vec![diagnostic],
        },
    };
    documents.into_par_iter().map(clean_one).collect()
}

/// Documents that wait until there are enough of them to be cleaned side by side.
#[derive(Default)]
pub(crate) struct Batch {
    waiting: Vec<Found>,
    bytes: usize,
}

impl Batch {
    /// Adds one; all that waited once there are enough.
    pub(crate) fn push(&mut self, found: Found) -> Option<Vec<Found>> {
        self.bytes += found.as_ref().map_or(0, |document| document.bytes.len());
        self.waiting.push(found);
        let is_full = self.bytes >= BATCH_BYTES || self.waiting.len() >= BATCH_DOCUMENTS;
        is_full.then(|| self.take())
    }

    /// Those that wait.
    pub(crate) fn take(&mut self) -> Vec<Found> {
        self.bytes = 0;
        std::mem::take(&mut self.waiting)
    }
}
