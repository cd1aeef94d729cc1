//! The verbs: each runs the stages it needs, in order, and hands what they found to a renderer.

use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};
use sayso_eval::{
    actors, attributions, clean, credit, entities, joins, ledger, lineage, origins, pronouns,
    similarity, stances, statements, stories,
};
use sayso_ledger::{ActorList, Echoes, Ledger, reconcile};
use sayso_read::{Reader, Statement};
use sayso_report::{Briefing, csv, dot, html, json, jsonld, markdown, terminal};
use sayso_text::Article;
use sayso_trace::{Lineage, trace};

use crate::args::{
    ActorArgs, BriefFormat, EvalVerb, InputArgs, InputKind, JsonFormat, JsonlFormat, LineageFormat,
    OutputArgs, ReaderArgs, StoriesFormat, Verb,
};
use crate::error::RunError;
use crate::index;
use crate::inputs::{Source, inputs};
use crate::load::{Loaded, load};
use crate::model::load_reader;
use crate::output::{self, style};
use crate::progress::Progress;

/// Whether there was anything to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// At least one article was read.
    Done,
    /// None of the inputs gave an article.
    NothingRead,
}

/// Runs a verb to its end.
pub(crate) fn run(verb: Verb) -> Result<Outcome, RunError> {
    match verb {
        Verb::Brief {
            format,
            into,
            actors,
            inputs,
            output,
            reader,
        } => {
            let list = actor_list(&actors)?;
            let mut written = output.output.clone().into_iter().collect::<Vec<_>>();
            written.extend(into.iter().flat_map(|folder| output::table_files(folder)));
            let (loaded, mut statements, progress, reader) = read(&inputs, &written, &reader)?;
            let Loaded {
                articles,
                diagnostics,
            } = loaded;
            progress.stage("tracing");
            let lineage = trace(&articles);
            progress.stage("reconciling");
            statements.extend(told(&reader, &articles, &statements, &lineage));
            drop(reader);
            let (statements, ledger) = reconcile(&articles, statements, &lineage, &list);
            drop(progress);
            let briefing = Briefing {
                articles: &articles,
                statements: &statements,
                lineage: &lineage,
                ledger: &ledger,
                diagnostics: &diagnostics,
            };
            let text = match format {
                BriefFormat::Terminal => terminal::brief(&briefing, style(&output)),
                BriefFormat::Json => json::brief(&briefing),
                BriefFormat::Html => html::brief(&briefing),
                BriefFormat::Md => markdown::brief(&briefing),
                BriefFormat::Jsonld => jsonld::brief(&briefing),
                BriefFormat::Csv => {
                    // The command line has a folder with this format, and with no other.
                    if let Some(folder) = into.filter(|_| !articles.is_empty()) {
                        output::write_tables(&csv::brief(&briefing), &folder)?;
                    }
                    String::new()
                }
            };
            let for_program = matches!(format, BriefFormat::Json | BriefFormat::Jsonld);
            finish(&text, articles.len(), for_program, &output)
        }
        Verb::Clean {
            format,
            set_aside,
            inputs,
            output,
        } => {
            let (Loaded { articles, .. }, progress) = start(&inputs, output.output.as_slice())?;
            drop(progress);
            let text = match format {
                JsonFormat::Terminal => terminal::clean(&articles, set_aside, style(&output)),
                JsonFormat::Json => json::clean(&articles),
            };
            finish(&text, articles.len(), format == JsonFormat::Json, &output)
        }
        Verb::Statements {
            format,
            inputs,
            output,
            reader,
        } => {
            let (Loaded { articles, .. }, statements, progress, _) =
                read(&inputs, output.output.as_slice(), &reader)?;
            drop(progress);
            let text = match format {
                JsonlFormat::Terminal => {
                    terminal::statements(&articles, &statements, style(&output))
                }
                JsonlFormat::Jsonl => json::statements_jsonl(&articles, &statements),
            };
            finish(&text, articles.len(), format == JsonlFormat::Jsonl, &output)
        }
        Verb::Lineage {
            format,
            inputs,
            output,
        } => {
            let (Loaded { articles, .. }, progress) = start(&inputs, output.output.as_slice())?;
            progress.stage("tracing");
            let lineage = trace(&articles);
            drop(progress);
            let text = match format {
                LineageFormat::Terminal => terminal::lineage(&articles, &lineage, style(&output)),
                LineageFormat::Json => json::lineage(&articles, &lineage),
                LineageFormat::Html => html::lineage(&articles, &lineage),
                LineageFormat::Dot => dot::lineage(&articles, &lineage),
            };
            let for_program = matches!(format, LineageFormat::Json | LineageFormat::Dot);
            finish(&text, articles.len(), for_program, &output)
        }
        Verb::Actors {
            format,
            actors,
            inputs,
            output,
            reader,
        } => {
            let list = actor_list(&actors)?;
            let (Loaded { articles, .. }, statements, progress, _) =
                read(&inputs, output.output.as_slice(), &reader)?;
            progress.stage("tracing");
            let lineage = trace(&articles);
            let profiles = sayso_ledger::profiles(&articles, &statements, &lineage, &list);
            drop(progress);
            let text = match format {
                JsonFormat::Terminal => terminal::actors(&articles, &profiles, style(&output)),
                JsonFormat::Json => json::actors(&articles, &profiles),
            };
            finish(&text, articles.len(), format == JsonFormat::Json, &output)
        }
        Verb::Stories {
            format,
            inputs,
            output,
        } => {
            let (Loaded { articles, .. }, progress) = start(&inputs, output.output.as_slice())?;
            progress.stage("tracing");
            let stories = sayso_ledger::stories(&articles, &trace(&articles));
            let follows = sayso_ledger::follow_ups(&articles, &stories);
            drop(progress);
            let text = match format {
                StoriesFormat::Terminal => {
                    terminal::stories(&articles, &stories, &follows, style(&output))
                }
                StoriesFormat::Jsonl => json::stories_jsonl(&articles, &stories, &follows),
                StoriesFormat::Html => html::stories(&articles, &stories, &follows),
            };
            finish(
                &text,
                articles.len(),
                format == StoriesFormat::Jsonl,
                &output,
            )
        }
        Verb::Eval(EvalVerb::Statements {
            folder,
            confidence,
            numbers,
            reader,
        }) => {
            let reader = load_reader(&reader, available_threads())?;
            let annotated =
                statements::articles(&folder).map_err(|error| RunError::Data(folder, error))?;
            let articles: Vec<_> = annotated.iter().map(|a| a.article.clone()).collect();
            let scores = statements::evaluate(&annotated, &reader.read(&articles));
            let mut text = scores.table();
            if confidence {
                text += &scores.reliability();
            }
            if let Some(path) = numbers {
                let all = reader.with_unlikely().read(&articles);
                let scores = statements::evaluate(&annotated, &all);
                output::write(&scores.numbers_tsv(), Some(&path))?;
            }
            output::write(&text, None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Attributions {
            folder,
            list,
            fields,
            numbers,
            reader,
        }) => {
            let reader = load_reader(&reader, available_threads())?;
            let listed =
                attributions::Attributions::read(&folder, &list, &fields.unwrap_or_default())
                    .map_err(|error| RunError::Data(folder, error))?;
            let table = listed.table(&reader);
            if let Some(path) = numbers {
                let numbers = listed.numbers_tsv(&reader.with_unlikely());
                output::write(&numbers, Some(&path))?;
            }
            output::write(&table, None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Entities { folder, reader }) => {
            let reader = load_reader(&reader, 1)?;
            let annotated =
                entities::articles(&folder).map_err(|error| RunError::Data(folder, error))?;
            output::write(&entities::table(&annotated, &reader), None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Pronouns {
            file,
            numbers,
            reader,
        }) => {
            let reader = load_reader(&reader, 1)?;
            let asked = pronouns::questions(&file).map_err(|error| RunError::Data(file, error))?;
            if let Some(path) = numbers {
                output::write(&pronouns::numbers(&asked, &reader), Some(&path))?;
            }
            output::write(&pronouns::table(&asked, &reader), None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Actors {
            file,
            wrong,
            reader,
        }) => {
            let reader = load_reader(&reader, available_threads())?;
            let events = actors::events(&file).map_err(|error| RunError::Data(file, error))?;
            output::write(&actors::table(&events, &reader, wrong), None)?;
            Ok(Outcome::Done)
        }
        Verb::Index {
            format,
            into,
            inputs,
            output,
        } => threads(&inputs)?.install(|| index::run(&into, format, &inputs, &output)),
        Verb::Eval(EvalVerb::Stories {
            folder,
            pairs: pairs_path,
            reader,
        }) => {
            let sets =
                stories::Sets::read(&folder).map_err(|error| RunError::Data(folder, error))?;
            if let Some(path) = pairs_path {
                let reader = load_reader(&reader, available_threads())?;
                output::write(&sets.pairs_tsv(&reader), Some(&path))?;
            }
            output::write(&sets.table(), None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Lineage {
            folder,
            pairs,
            fields,
            wrong,
        }) => {
            let pairs = lineage::Pairs::read(&folder, &pairs, &fields.unwrap_or_default())
                .map_err(|error| RunError::Data(folder, error))?;
            output::write(&pairs.table(wrong), None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Origins {
            folder,
            passages,
            wrong,
        }) => {
            let passages = origins::Passages::read(&folder, &passages)
                .map_err(|error| RunError::Data(folder, error))?;
            output::write(&passages.table(wrong), None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Ledger {
            files,
            wrong,
            reader,
        }) => {
            let text = eval_ledger(&files, wrong, &reader)?;
            output::write(&text, None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Joins {
            folder,
            joins,
            pairs,
            fields,
            wrong,
            reader,
        }) => {
            let reader = load_reader(&reader, available_threads())?;
            let joins = joins::Joins::read(&folder, &joins, &fields.unwrap_or_default())
                .map_err(|error| RunError::Data(folder, error))?;
            if let Some(path) = pairs {
                let pairs = joins.pairs_tsv(|articles| with_lineage(&reader, articles));
                output::write(&pairs, Some(&path))?;
            }
            let table = joins.table(|articles| reconciled(&reader, articles), wrong);
            output::write(&table, None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Similarity { folder, reader }) => {
            let reader = load_reader(&reader, available_threads())?;
            let pairs =
                similarity::Pairs::read(&folder).map_err(|error| RunError::Data(folder, error))?;
            output::write(&pairs.table(&reader), None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Stances {
            file,
            wrong,
            reader,
        }) => {
            let reader = load_reader(&reader, available_threads())?;
            let sentences =
                stances::Sentences::read(&file).map_err(|error| RunError::Data(file, error))?;
            output::write(&sentences.table(&reader, wrong), None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Credit { folder, wrong }) => {
            let articles =
                credit::articles(&folder).map_err(|error| RunError::Data(folder, error))?;
            let rows = credit::evaluate(&articles);
            let mut text = credit::table(&rows);
            if wrong {
                text += &credit::wrong(&rows);
            }
            output::write(&text, None)?;
            Ok(Outcome::Done)
        }
        Verb::Eval(EvalVerb::Clean {
            folder,
            rows: rows_path,
            wrong,
        }) => {
            let pages = clean::pages(&folder).map_err(|error| RunError::Data(folder, error))?;
            let rows = clean::evaluate(&pages);
            if let Some(path) = rows_path {
                output::write(&clean::rows_tsv(&rows), Some(&path))?;
            }
            let mut text = clean::table(&rows);
            if wrong {
                text += &clean::wrong_facts(&rows);
            }
            output::write(&text, None)?;
            Ok(Outcome::Done)
        }
    }
}

/// What the reports tell on nobody's word that others may have from somebody.
fn told(
    reader: &Reader,
    articles: &[Article],
    statements: &[Statement],
    lineage: &Lineage,
) -> Vec<Statement> {
    let echoes = Echoes::new(articles, statements, lineage);
    let may_be = |document, place, sentence: &str| echoes.may_be(document, place, sentence);
    let told = reader.told(articles, statements, may_be);
    echoes.confirmed(articles, told)
}

/// The statements and the ledger of some articles.
fn reconciled(reader: &Reader, articles: &[Article]) -> (Vec<Statement>, Ledger) {
    let (statements, lineage) = with_lineage(reader, articles);
    reconcile(articles, statements, &lineage, &ActorList::default())
}

/// All statements of some articles, what reports tell by themselves among them, and where they come from.
fn with_lineage(reader: &Reader, articles: &[Article]) -> (Vec<Statement>, Lineage) {
    let lineage = trace(articles);
    let mut statements = reader.read(articles);
    statements.extend(told(reader, articles, &statements, &lineage));
    (statements, lineage)
}

/// Makes the ledger of each event and scores it against the one made by hand.
fn eval_ledger(files: &[PathBuf], wrong: bool, reader: &ReaderArgs) -> Result<String, RunError> {
    let reader = load_reader(reader, available_threads())?;
    let mut scores = ledger::Scores::default();
    for file in files {
        let wrong_file = |error| RunError::Data(file.clone(), error);
        let event = ledger::Event::read(file).map_err(wrong_file)?;
        let args = InputArgs {
            paths: vec![event.folder().to_owned()],
            kind: InputKind::Auto,
            fields: None,
            threads: None,
        };
        let loaded = load(inputs(&args.paths, &[]), &args, &Progress::new(0, 0));
        output::print_diagnostics(&loaded.diagnostics);
        let articles = loaded.articles;
        let (statements, made) = reconciled(&reader, &articles);
        let found = ledger::Found {
            articles: &articles,
            statements: &statements,
            ledger: &made,
        };
        scores.add(&event, found).map_err(wrong_file)?;
    }
    Ok(scores.table(wrong))
}

/// The user's corrections of who is who. A file of which a part is wrong is not half honoured.
fn actor_list(args: &ActorArgs) -> Result<ActorList, RunError> {
    let Some(path) = &args.list else {
        return Ok(ActorList::default());
    };
    let text =
        fs::read_to_string(path).map_err(|error| RunError::ActorFile(path.clone(), error))?;
    text.parse()
        .map_err(|error| RunError::Actors(path.clone(), error))
}

/// Finds, reads and cleans the inputs, without the files that will be written, and says what is wrong with them.
fn start(args: &InputArgs, written: &[PathBuf]) -> Result<(Loaded, Progress), RunError> {
    let inputs = inputs(&args.paths, written);
    let progress = Progress::new(
        inputs.len(),
        inputs.iter().flatten().map(Source::n_bytes).sum(),
    );
    let loaded = threads(args)?.install(|| load(inputs, args, &progress));
    progress.suspend(|| output::print_diagnostics(&loaded.diagnostics));
    Ok((loaded, progress))
}

/// As many threads as the arguments ask for.
fn threads(args: &InputArgs) -> Result<ThreadPool, RunError> {
    let pool = ThreadPoolBuilder::new().num_threads(n_threads(args));
    pool.build().map_err(RunError::Threads)
}

/// Loads the inputs and reads them.
fn read(
    args: &InputArgs,
    written: &[PathBuf],
    reader: &ReaderArgs,
) -> Result<(Loaded, Vec<Statement>, Progress, Reader), RunError> {
    // Before the files: a model that cannot be used should not be found out after minutes of cleaning.
    let reader = load_reader(reader, n_threads(args))?;
    let (loaded, progress) = start(args, written)?;
    progress.reading(loaded.articles.len());
    let statements = reader.read_noting(&loaded.articles, || progress.one_done());
    Ok((loaded, statements, progress, reader))
}

/// Writes the result. With nothing read, people get the diagnostics alone; programs get a document that says so.
fn finish(
    text: &str,
    n_articles: usize,
    for_program: bool,
    output: &OutputArgs,
) -> Result<Outcome, RunError> {
    if for_program || n_articles > 0 {
        output::write(text, output.output.as_deref())?;
    }
    if n_articles == 0 {
        output::print_error(&"none of the inputs holds an article that can be read");
        return Ok(Outcome::NothingRead);
    }
    Ok(Outcome::Done)
}

fn n_threads(args: &InputArgs) -> usize {
    args.threads
        .map_or_else(available_threads, NonZeroUsize::get)
}

fn available_threads() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}
