//! The command line: verbs, flags, and the help that teaches them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use sayso_ingest::Fields;

/// On whose say-so does a story stand?
///
/// Sayso reads many news reports of the same events, as they come (web pages, flattened text dumps, WordPress
/// exports), and shows who said what, which reports are copies of one story, and what each claim rests on.
/// It gives no verdict on truth. It works offline and sends nothing anywhere.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, after_help = HELP_EXIT, after_long_help = HELP_LONG)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

impl Cli {
    /// What the process was called with; on wrong usage it says so and ends.
    pub(crate) fn from_process() -> Self {
        let mut command = Self::command();
        let matches = command.get_matches_mut();
        let cli = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        if let Some(message) = cli.verb.contradiction() {
            // The verb's own usage is of more help than that of the whole command.
            let brief = command.find_subcommand_mut("brief");
            brief
                .map(|brief| brief.error(ErrorKind::ArgumentConflict, message))
                .unwrap_or_else(|| Self::command().error(ErrorKind::ArgumentConflict, message))
                .exit();
        }
        cli
    }
}

impl Verb {
    /// Flags that do not go together, beyond what their declarations tell.
    fn contradiction(&self) -> Option<&'static str> {
        let Self::Brief {
            format,
            into: Some(_),
            output,
            ..
        } = self
        else {
            return None;
        };
        if *format != BriefFormat::Csv {
            return Some("--into is for --format csv; other formats take -o FILE");
        }
        let message = "--format csv writes several files into the folder of --into; leave -o out";
        output.output.as_ref().map(|_| message)
    }
}

const HELP_EXIT: &str =
    "Exit status: 0 when something was read, 1 when nothing could be, 2 for wrong usage.";

const HELP_LONG: &str = "\
Examples:
  sayso brief reports/                     the whole folder, one brief
  sayso brief a.html b.txt c.json          three reports of one event
  sayso brief --format html -o brief.html reports/
                                           one page; every claim opens to its passages
  sayso brief --format json reports/ | jq '.stories[].claims[0]'
  sayso brief --format csv --into tables reports/
                                           statements, claims, conflicts, positions and timeline as tables
  sayso statements --format jsonl page.html
                                           who said what, one JSON object a line
  sayso statements --as text essay.txt     the file is clean text: keep all of it
  sayso clean --set-aside page.html        what was not taken for the article, and why
  sayso actors reports/                    who speaks, by what names, and for whom
  sayso brief --actors who.toml reports/   with your corrections of who is who
  sayso lineage reports/                   which passages are the same words
  sayso lineage --format html -o lineage.html reports/
                                           family trees, and copies side by side
  sayso lineage --format dot reports/ | dot -Tsvg -o lineage.svg
                                           the family trees as one graph
  sayso index --into archive.index --format jsonl -o lineage.jsonl archive.jsonl.gz
                                           the same for a million articles; goes on after an interruption
  curl -s https://news.example/a | sayso statements -
                                           a page from standard input

What goes wrong with a file is printed to standard error as `S001: path: message`; the other files go on.
Exit status: 0 when something was read, 1 when nothing could be, 2 for wrong usage.";

/// The stages, each a verb of its own; `brief` is all of them.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Brief a set of reports: claims, origins, denials, positions, conflicts, timeline.
    Brief {
        /// How to write the brief.
        #[arg(long, value_enum, default_value_t)]
        format: BriefFormat,
        /// The folder for the tables of `--format csv`; made if it is not there. Tables of an earlier run are replaced.
        #[arg(long, value_name = "DIR", required_if_eq("format", "csv"))]
        into: Option<PathBuf>,
        #[command(flatten)]
        actors: ActorArgs,
        #[command(flatten)]
        inputs: InputArgs,
        #[command(flatten)]
        output: OutputArgs,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Show what is kept of each file as the article.
    Clean {
        /// How to write it.
        #[arg(long, value_enum, default_value_t)]
        format: JsonFormat,
        /// Also show what was set aside, and as what (the JSON format always does).
        #[arg(long)]
        set_aside: bool,
        #[command(flatten)]
        inputs: InputArgs,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// List who said what: source, cue and content of every attributed statement.
    Statements {
        /// How to write it.
        #[arg(long, value_enum, default_value_t)]
        format: JsonlFormat,
        #[command(flatten)]
        inputs: InputArgs,
        #[command(flatten)]
        output: OutputArgs,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Find passages that are the same words, the origins behind them, and who had them from whom.
    Lineage {
        /// How to write it.
        #[arg(long, value_enum, default_value_t)]
        format: LineageFormat,
        #[command(flatten)]
        inputs: InputArgs,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// List who speaks: every name of a person or body, offices, and for whom.
    Actors {
        /// How to write it.
        #[arg(long, value_enum, default_value_t)]
        format: JsonFormat,
        #[command(flatten)]
        actors: ActorArgs,
        #[command(flatten)]
        inputs: InputArgs,
        #[command(flatten)]
        output: OutputArgs,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Group reports that tell of the same events.
    Stories {
        /// How to write it.
        #[arg(long, value_enum, default_value_t)]
        format: StoriesFormat,
        #[command(flatten)]
        inputs: InputArgs,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Lineage of more articles than memory holds: keep them in a folder with an index of their words, and trace them there.
    ///
    /// What was read is safe: after an interruption the same command goes on where it stopped, and other inputs can be
    /// added later. Articles that may share passages are found by fingerprints of their words, and only these are compared.
    Index {
        /// How to write what is traced.
        #[arg(long, value_enum, default_value_t)]
        format: JsonlFormat,
        /// The folder of the index; made if it is not there.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
        #[command(flatten)]
        inputs: InputArgs,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Score a stage on annotated data.
    #[command(subcommand)]
    Eval(EvalVerb),
}

/// The stages that can be scored.
#[derive(Debug, Subcommand)]
pub(crate) enum EvalVerb {
    /// Cleaning: body from the page and from four ways of flattening it, title, date, author; beside rs-trafilatura.
    Clean {
        /// Folder with `html/ID.html.gz` and `ground-truth/ID.json`, as WCXB is laid out.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Also write one line a page here, tab-separated.
        #[arg(long, value_name = "FILE")]
        rows: Option<PathBuf>,
        /// Also print every wrong title, date and author beside the annotated one.
        #[arg(long)]
        wrong: bool,
    },
    /// Statements: exact spans of source, cue and content, whole statements, by outlet and by kind; how reliable confidence is.
    Statements {
        /// Folder with `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`, as a part of PolNeAR is laid out.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Also print the reliability of confidence.
        #[arg(long)]
        confidence: bool,
        /// Also write the numbers by which confidence is told, of unlikely statements too, for `training/attribution.py`.
        #[arg(long, value_name = "FILE")]
        numbers: Option<PathBuf>,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Attributions: which statements of news articles are any, against a list judged by reading them.
    Attributions {
        /// Folder with `articles.jsonl.gz`.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The statements: ID, first and last byte of the content, attribution (yes, no), content, speaker, tab-separated.
        #[arg(value_name = "LIST")]
        list: PathBuf,
        /// Which key of a record holds what.
        #[arg(long, value_name = "FIELD=NAME,...", value_parser = str::parse::<Fields>)]
        fields: Option<Fields>,
        /// Also write the numbers by which confidence is told, of unlikely statements too, for `training/attribution.py`.
        #[arg(long, value_name = "FILE")]
        numbers: Option<PathBuf>,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Names: persons, organizations, places and six more types, by type and by region.
    Entities {
        /// Folder with `NAME.tsv`, as en-worldwide-newswire is laid out; a fixed fifth of the files is scored.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Pronouns: which of two names each means, masculine and feminine.
    Pronouns {
        /// A table of GAP (gap-validation.tsv).
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Also write the numbers by which pronouns choose, for `training/salience.py`.
        #[arg(long, value_name = "FILE")]
        numbers: Option<PathBuf>,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Actors across outlets: persons and countries, each with all names and noun phrases for it, B-cubed.
    Actors {
        /// Events of NewsWCL50 in CoNLL columns.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Also print what the mentions of each actor were taken for.
        #[arg(long)]
        wrong: bool,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Stories: B-cubed against sets that editors put together, beside single-pass clustering of tf-idf vectors.
    Stories {
        /// Folder with `articles.jsonl.gz` and `sets.tsv`.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Also write the numbers by which each two articles are compared, for `training/stories.py`.
        #[arg(long, value_name = "FILE")]
        pairs: Option<PathBuf>,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Lineage: why two articles share words and which is the other's source, against pairs judged by reading them.
    Lineage {
        /// Folder with `articles.jsonl.gz`.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The pairs: both IDs, relation (wire, copy, quotes, coincidence), source (a, b, -), tab-separated.
        #[arg(value_name = "PAIRS")]
        pairs: PathBuf,
        /// Which key of a record holds what.
        #[arg(long, value_name = "FIELD=NAME,...", value_parser = str::parse::<Fields>)]
        fields: Option<Fields>,
        /// Also print every pair that is called something else.
        #[arg(long)]
        wrong: bool,
    },
    /// Origins: whose words passages are, against passages judged by reading them, beside the confidence that each is given.
    Origins {
        /// Folder with a folder a set, each with `articles.jsonl.gz`.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The passages: set, ID, key of the text, first and last byte, judgement, whose, tab-separated.
        #[arg(value_name = "PASSAGES")]
        passages: PathBuf,
        /// Also print every passage whose origin is another.
        #[arg(long)]
        wrong: bool,
    },
    /// Ledger: claims, their origins and hand, and conflicts, against ledgers that were made by hand from the same reports.
    Ledger {
        /// A ledger in TOML, as in `eval/ledger`; it names the folder of its reports.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Also print what differs.
        #[arg(long)]
        wrong: bool,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Similarity: paraphrases and graded pairs of sentences, by the likeness that matches claims, beside sentence vectors alone.
    Similarity {
        /// Folder with `mrpc` and `stsb`.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Joins: which statements are put under one claim, against joins judged by reading them.
    Joins {
        /// Folder with `articles.jsonl.gz` and `sets.tsv`.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The joins: ID and start of a claim's words, the same of a statement's, verdict (same, opposite, part, different, junk),
        /// tab-separated.
        #[arg(value_name = "JOINS")]
        joins: PathBuf,
        /// Also write the numbers by which each two statements are compared, for `training/pairs.py`.
        #[arg(long, value_name = "FILE")]
        pairs: Option<PathBuf>,
        /// Which key of a record holds what.
        #[arg(long, value_name = "FIELD=NAME,...", value_parser = str::parse::<Fields>)]
        fields: Option<Fields>,
        /// Also print every join that is made and is none, or is not made and should be.
        #[arg(long)]
        wrong: bool,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Stances: who agrees, demands, rejects, threatens, supports or disapproves, against sentences coded by hand.
    Stances {
        /// The gold standard of PLOVER, a list in JSON.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Also print every sentence that is read wrongly.
        #[arg(long)]
        wrong: bool,
        #[command(flatten)]
        reader: ReaderArgs,
    },
    /// Agency credits, against a column of a corpus.
    Credit {
        /// Folder with `metadata.tsv` and the texts, as PolNeAR is laid out.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Also print every disagreement.
        #[arg(long)]
        wrong: bool,
    },
}

/// What to read.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, folders (all files below, hidden ones skipped) or `-` for standard input. Archives (zip, tar, WARC; gzip,
    /// zstd) and lists (JSONL, CSV) are opened.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to take the files: recognize each, or keep all of it as clean text.
    #[arg(long = "as", value_enum, value_name = "KIND", default_value_t)]
    pub(crate) kind: InputKind,
    /// Which key or column of a record holds what (JSONL, CSV, lists in JSON): title, text, date, updated, author, outlet, url.
    /// A key within an object is reached by dots. Without this, the usual names are looked for.
    #[arg(long, value_name = "FIELD=NAME,...", value_parser = str::parse::<Fields>)]
    pub(crate) fields: Option<Fields>,
    /// Threads to work with [default: as many as the machine offers]. The output does not depend on it.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// Where to write.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Colour in terminal output; `auto` is off in pipes, in files, and where NO_COLOR is set.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,
}

/// What the user knows of actors.
#[derive(Debug, Args)]
pub(crate) struct ActorArgs {
    /// Corrections of who is who, in TOML: `[[actor]]` with name, aliases, side, not_same_as.
    #[arg(long = "actors", value_name = "FILE")]
    pub(crate) list: Option<PathBuf>,
}

/// Which model to read with.
#[derive(Debug, Args)]
pub(crate) struct ReaderArgs {
    /// Read with the model in this folder (reader.onnx, reader.json, vocab.txt) instead of the one built in.
    #[arg(long, value_name = "DIR")]
    pub(crate) model: Option<PathBuf>,
}

/// How a file is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// Recognize the format by its content, and clean it.
    #[default]
    Auto,
    /// Clean text: all of it is the article.
    Text,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal only.
    #[default]
    Auto,
    /// Even in pipes and files.
    Always,
    /// Not at all.
    Never,
}

/// The formats of a brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefFormat {
    /// For reading here.
    #[default]
    Terminal,
    /// For programs.
    Json,
    /// One self-contained page.
    Html,
    /// Markdown.
    Md,
    /// Linked data: articles, quotations and claims after schema.org, with PROV-O and Web Annotations.
    Jsonld,
    /// Tables for spreadsheets and statistics, a file each, into the folder of `--into`.
    Csv,
}

/// For people, or one JSON document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum JsonFormat {
    /// For reading here.
    #[default]
    Terminal,
    /// For programs.
    Json,
}

/// The formats of a lineage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineageFormat {
    /// For reading here: family trees, then each two articles that share passages.
    #[default]
    Terminal,
    /// For programs.
    Json,
    /// One self-contained page: family trees, and copies side by side.
    Html,
    /// A graph of origins and articles for Graphviz.
    Dot,
}

/// The formats of stories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoriesFormat {
    /// For reading here.
    #[default]
    Terminal,
    /// For programs, one object a line.
    Jsonl,
    /// One self-contained page: when each story was told, and what follows up what.
    Html,
}

/// For people, or one JSON object a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum JsonlFormat {
    /// For reading here.
    #[default]
    Terminal,
    /// For programs, one object a line.
    Jsonl,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_do_not_clash() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_example_of_the_help_parses() {
        let examples = HELP_LONG
            .lines()
            .filter(|l| l.starts_with("  ") && l.contains("sayso "));
        let mut n_examples = 0;
        for line in examples {
            let command = line.split_once("sayso ").map_or("", |(_, rest)| rest);
            let command = command
                .split("   ")
                .next()
                .unwrap_or(command)
                .split(" | ")
                .next()
                .unwrap_or(command);
            let words = std::iter::once("sayso").chain(command.split_whitespace());
            assert!(
                Cli::try_parse_from(words).is_ok(),
                "does not parse: {command}"
            );
            n_examples += 1;
        }
        assert!(n_examples >= 8);
    }
}
