//! Scores what the stages find against annotated data. Each measure prints a table and one row an item, so that a change
//! can be read page by page; the rows are committed under `eval/`, and CI compares the totals with `.ci/floors`.

pub mod actors;
pub mod clean;
pub mod credit;
pub mod entities;
pub mod flatten;
pub mod overlap;
pub mod pronouns;
pub mod statements;

use std::io;

use sayso_text::{Article, ArticleParts, Block, BlockKind, CleanSpan, CleanText};

/// A text that is all body, as an article.
fn plain_article(document: &str, text: String) -> io::Result<Article> {
    let parts = ArticleParts {
        document: document.to_owned(),
        blocks: vec![Block {
            span: CleanSpan::new(0, text.len()),
            kind: BlockKind::Body,
        }],
        text: CleanText::verbatim(text),
        language: "en".to_owned(),
        ..ArticleParts::default()
    };
    Article::new(parts).map_err(|e| io::Error::other(format!("{document}: {e}")))
}
