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
mod cue;
mod date;
mod decode;
mod embedded;
mod entity;
mod features;
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
mod pull_quote;
mod split;
mod table;
mod title;
mod wordpress;
mod words;

use sayso_text::{Article, Code, Diagnostic, Format};

pub use decode::MAX_BYTES;
pub use flat::{MAX_BODY, MAX_LINES};
pub use html::MAX_DEPTH;

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
///
/// Whatever the bytes are, this returns: a file that gives no article gives a diagnostic.
#[must_use]
pub fn ingest(document: &str, bytes: &[u8], how: As) -> Ingested {
    let mut ingested = Ingested::default();
    let mut tell = |code, message| {
        ingested.diagnostics.push(Diagnostic {
            code,
            document: document.to_owned(),
            message,
        })
    };
    let decoded = match decode::decode(bytes) {
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
        tell(
            Code::InvalidBytes,
            format!(
                "{count} place(s) are not valid {encoding}, the first at byte {first}; shown as U+FFFD, fetch the file again"
            ),
        );
    }
    let (text, diagnostics) = (decoded.text, &mut ingested.diagnostics);
    let articles = match how {
        As::Text => flat::verbatim(document, text).into_iter().collect(),
        As::Auto => match format::recognize(text.as_str()) {
            Format::WordPressJson => wordpress::articles(document, &text, diagnostics),
            Format::Html => html::article(document, &text, diagnostics)
                .into_iter()
                .collect(),
            Format::Text => flat::article(document, text, diagnostics)
                .into_iter()
                .collect(),
        },
    };
    for article in &articles {
        let language = article.language.as_str();
        if how == As::Auto && !matches!(language, "en" | "und") {
            ingested.diagnostics.push(Diagnostic {
                code: Code::NotEnglish,
                document: document.to_owned(),
                message: format!("the article is in `{language}`; statements are found in English only, give a translation"),
            });
        }
    }
    ingested.articles = articles;
    ingested
}
