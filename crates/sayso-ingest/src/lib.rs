//! Turns the bytes of a file into articles: text dumps, HTML pages, and WordPress exports.
//!
//! Bytes are decoded ([`MAX_BYTES`] at most), the format is told by content, and the clean text of every article stays
//! aligned to the bytes of the file through encodings, escapes, tags and entities. Nothing is thrown away: what is not the
//! article is labelled with its kind.
//!
//! ```
//! use sayso_ingest::{As, ingest};
//! let page = b"<nav>Home</nav><article><h1>Ferry line stays open</h1><p>PORT REED (AP) &mdash; The ferry between Port Reed and \
//!     the islands will run all winter, the mayor said on Monday after a long meeting of the council.</p></article>";
//! let ingested = ingest("ferry.html", page, As::Auto);
//! let article = &ingested.articles[0];
//! assert_eq!(article.title.as_ref().map(|t| t.value.as_str()), Some("Ferry line stays open"));
//! let credit = article.credit.as_ref().expect("the dateline credits an agency");
//! assert_eq!(credit.agency, "Associated Press");
//! assert_eq!(&page[article.text.to_raw(credit.evidence).range()], b"PORT REED (AP)");
//! ```

mod agency;
mod assemble;
mod byline;
mod card;
mod classify;
mod cue;
mod date;
mod dateline;
mod decode;
mod embedded;
mod entity;
mod features;
mod fields;
mod flat;
mod format;
mod html;
mod json;
mod label;
mod language;
mod line;
mod markup;
mod metadata;
mod outlet;
mod page;
mod published;
mod pull_quote;
mod record;
mod repeated;
mod shapes;
mod split;
mod table;
mod title;
mod unpack;
mod words;
mod xml;

use std::ops::ControlFlow;

use sayso_text::{Article, CleanText, Code, Diagnostic};

use format::Kind;

pub use classify::N_FEATURES;
pub use decode::MAX_BYTES;
pub use fields::{Field, Fields, FieldsError};
pub use flat::{MAX_BODY, MAX_LINES};
pub use html::MAX_DEPTH;
pub use repeated::set_repeated_aside;
pub use unpack::{
    Columns, Document, MAX_DOCUMENTS, MAX_NESTED, Nature, Sink, unpack, unpack_stream,
};

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

/// How to take what is given.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether to recognize and clean.
    pub how: As,
    /// Which key or column of a record holds what.
    pub fields: Fields,
}

/// Reads one file that is in memory, whatever it packs. `document` is the path as given on the command line, used for
/// messages and as the article's name.
///
/// Whatever the bytes are, this returns: a file that gives no article gives a diagnostic.
#[must_use]
pub fn ingest(document: &str, bytes: &[u8], how: As) -> Ingested {
    let options = Options {
        how,
        ..Options::default()
    };
    let mut ingested = Ingested::default();
    unpack(
        document,
        std::io::Cursor::new(bytes),
        &options,
        &mut |found| {
            match found {
                Ok(document) => {
                    let read = read_document(&document, &options);
                    ingested.articles.extend(read.articles);
                    ingested.diagnostics.extend(read.diagnostics);
                }
                Err(diagnostic) => ingested.diagnostics.push(diagnostic),
            }
            ControlFlow::Continue(())
        },
    );
    ingested
}

/// Reads one document that [`unpack`] gave.
#[must_use]
pub fn read_document(document: &Document, options: &Options) -> Ingested {
    let name = document.name.as_str();
    let mut ingested = Ingested::default();
    let mut tell = |code, message| {
        ingested.diagnostics.push(Diagnostic {
            code,
            document: name.to_owned(),
            message,
        })
    };
    let charset = match &document.nature {
        Nature::Page { charset, .. } => charset.as_deref(),
        _ => None,
    };
    let decoded = match decode::decode(&document.bytes, charset) {
        Ok(decoded) => decoded,
        Err(refused) => {
            tell(refused.code, refused.message);
            return ingested;
        }
    };
    if let Some(invalid) = decoded.invalid {
        let decode::Invalid {
            count,
            first,
            encoding,
        } = invalid;
        let first = document.offset + first;
        tell(
            Code::InvalidBytes,
            format!(
                "{count} place(s) are not valid {encoding}, the first at byte {first}; shown as U+FFFD, fetch the file again"
            ),
        );
    }
    let text = decoded.text.shifted(document.offset);
    let diagnostics = &mut ingested.diagnostics;
    let fields = &options.fields;
    let articles = match (options.how, &document.nature) {
        (_, Nature::Row(columns)) => record::row(name, &text, columns, fields, diagnostics)
            .into_iter()
            .collect(),
        (As::Text, _) => flat::verbatim(name, text).into_iter().collect(),
        (As::Auto, Nature::JsonLine) => shapes::articles(name, &text, fields, true, diagnostics),
        (As::Auto, Nature::Unknown) => by_content(name, text, fields, diagnostics),
        (As::Auto, Nature::Page { url, .. }) => {
            let host = outlet::host(url).map(outlet::of_host);
            let articles = by_content(name, text, fields, diagnostics).into_iter();
            articles
                .filter_map(|article| {
                    let given = metadata::Given {
                        outlet: host.clone().filter(|_| article.outlet.is_none()),
                        ..metadata::Given::default()
                    };
                    let format = article.format;
                    record::with_facts(article, format, given)
                })
                .collect()
        }
    };
    for article in &articles {
        let language = article.language.as_str();
        if options.how == As::Auto && !matches!(language, "en" | "und") {
            ingested.diagnostics.push(Diagnostic {
                code: Code::NotEnglish,
                document: article.document.clone(),
                message: format!("the article is in `{language}`; statements are found in English only, give a translation"),
            });
        }
    }
    ingested.articles = articles;
    ingested
}

/// Reads a document whose format is told by its content.
fn by_content(
    name: &str,
    text: CleanText,
    fields: &Fields,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Article> {
    match format::recognize(text.as_str()) {
        Kind::Json => shapes::articles(name, &text, fields, false, diagnostics),
        Kind::Xml => xml::articles(name, &text, diagnostics),
        Kind::Html => html::article(name, &text, diagnostics)
            .into_iter()
            .collect(),
        Kind::Text => flat::article(name, text, diagnostics).into_iter().collect(),
    }
}

/// The lines of a page or text dump as the classifier of blocks sees them, for its training: the words of each, and the
/// numbers that describe it.
#[must_use]
pub fn described_lines(text: &str) -> Vec<(String, [f32; N_FEATURES])> {
    let (text, lines) = if format::recognize(text) == Kind::Html {
        let mut page = page::Page::new(text);
        page.read(0..text.len());
        let (clean, lines, _) = page.finish();
        (clean.as_str().to_owned(), lines)
    } else {
        (text.to_owned(), split::split(text))
    };
    let sheet = label::Sheet::new(&text, &lines);
    let words = lines.iter().map(|line| line.text(&text).to_owned());
    words.zip(classify::vectors(&sheet)).collect()
}
