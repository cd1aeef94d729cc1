//! `sayso index`: lineage of more articles than memory holds.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use sayso_index::{Index, IndexError, Input};
use sayso_ingest::{As, Options};
use sayso_report::stream::{Summary, family_jsonl};

use crate::args::{InputArgs, JsonlFormat, OutputArgs};
use crate::error::RunError;
use crate::inputs::{self, Source};
use crate::load::{Batch, Found, clean, options, read_input};
use crate::output::{self, Writer, style};
use crate::progress::Progress;
use crate::run::Outcome;

/// Adds what the inputs hold and the index does not have yet, then traces all of it.
pub(crate) fn run(
    folder: &Path,
    format: JsonlFormat,
    args: &InputArgs,
    output: &OutputArgs,
) -> Result<Outcome, RunError> {
    let options = options(args);
    let mut index = Index::open(folder, &made_with(&options)).map_err(RunError::Index)?;
    let inputs = inputs::inputs(&args.paths, output.output.as_slice());
    let n_bytes = inputs.iter().flatten().map(Source::n_bytes).sum();
    let progress = Progress::new(inputs.len(), n_bytes);
    let mut adding = Adding {
        index: &mut index,
        options: &options,
        progress: &progress,
        batch: Batch::default(),
        read: Vec::new(),
    };
    for input in inputs {
        adding.input(input)?;
        progress.one_done();
    }
    let rest = adding.batch.take();
    adding.take_in(rest).map_err(RunError::Index)?;
    progress.stage("finding families");
    let mut writer = Writer::new(output.output.as_deref())?;
    let stopped = |stop| match stop {
        Stop::Index(error) => Err(RunError::Index(error)),
        Stop::Output(error) => Err(error),
        Stop::Closed => Ok(()),
    };
    match format {
        JsonlFormat::Jsonl => index
            .trace(family_jsonl, |text, n_done| {
                progress.articles_of("tracing", n_done, index.len());
                writer.write(&text).map_err(Stop::Output)?;
                if writer.is_closed() {
                    return Err(Stop::Closed);
                }
                Ok(())
            })
            .or_else(stopped)?,
        JsonlFormat::Terminal => {
            let mut summary = Summary::default();
            index
                .trace(Summary::of, |family, n_done| {
                    progress.articles_of("tracing", n_done, index.len());
                    summary.add(family);
                    Ok(())
                })
                .or_else(stopped)?;
            drop(progress);
            if !index.is_empty() {
                writer.write(&summary.terminal(style(output)))?;
            }
        }
    }
    writer.finish()?;
    if index.is_empty() {
        output::print_error(
            &"the index holds no article, and the inputs have none that can be read",
        );
        return Ok(Outcome::NothingRead);
    }
    Ok(Outcome::Done)
}

/// What ends tracing before all is traced.
enum Stop {
    Index(IndexError),
    Output(RunError),
    /// Whoever reads has seen enough.
    Closed,
}

impl From<IndexError> for Stop {
    fn from(error: IndexError) -> Self {
        Self::Index(error)
    }
}

/// How articles are taken, as the index notes it.
fn made_with(options: &Options) -> String {
    let mut made = match options.how {
        As::Auto => "formats recognized".to_owned(),
        As::Text => "all kept as text".to_owned(),
    };
    let _ = write!(made, ", fields {}", options.fields);
    made
}

/// What is being added to an index.
struct Adding<'a> {
    index: &'a mut Index,
    options: &'a Options,
    progress: &'a Progress,
    batch: Batch,
    /// Inputs of which something waits in the batch or came before it, not noted yet.
    read: Vec<Input>,
}

impl Adding<'_> {
    /// Adds what an input holds behind what of it is in the index.
    fn input(&mut self, input: inputs::Input) -> Result<(), RunError> {
        let name = match &input {
            Ok(Source::File(path)) => path.to_string_lossy().into_owned(),
            Ok(Source::Stdin) => "-".to_owned(),
            Err(diagnostic) => {
                let told = std::slice::from_ref(diagnostic);
                self.progress.suspend(|| output::print_diagnostics(told));
                return Ok(());
            }
        };
        let n_bytes = input.as_ref().map_or(0, Source::n_bytes);
        let known = self.index.input(&name).cloned();
        if known.as_ref().is_some_and(|known| known.n_bytes != n_bytes) {
            return Err(RunError::Changed(name));
        }
        if known.as_ref().is_some_and(|known| known.complete) {
            return Ok(());
        }
        let n_known = known.as_ref().map_or(0, |known| known.n_documents);
        self.read.push(known.unwrap_or(Input {
            name,
            n_bytes,
            n_documents: 0,
            complete: false,
        }));
        let mut n_seen = 0;
        let mut result = Ok(());
        let options = self.options;
        read_input(input, options, &mut |found| {
            n_seen += 1;
            if n_seen <= n_known {
                return ControlFlow::Continue(());
            }
            self.at_hand().n_documents = n_seen;
            let Some(full) = self.batch.push(found) else {
                return ControlFlow::Continue(());
            };
            let at_hand = self.at_hand().clone();
            result = self.take_in(full);
            self.read.push(at_hand);
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        self.at_hand().complete = result.is_ok();
        result.map_err(RunError::Index)
    }

    /// The input that is being read.
    fn at_hand(&mut self) -> &mut Input {
        let last = self.read.len() - 1;
        &mut self.read[last]
    }

    /// Adds documents, and notes how far that is.
    fn take_in(&mut self, documents: Vec<Found>) -> Result<(), IndexError> {
        let mut articles = Vec::new();
        for one in clean(documents, self.options) {
            self.progress
                .suspend(|| output::print_diagnostics(&one.diagnostics));
            articles.extend(one.articles);
        }
        self.index.add(&articles)?;
        self.index.commit(&std::mem::take(&mut self.read))?;
        self.progress.articles(self.index.len());
        Ok(())
    }
}
