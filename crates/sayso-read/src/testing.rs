//! Articles for the tests of this crate.

use jiff::civil::DateTime;
use sayso_text::{Article, ArticleParts, Block, BlockKind, CleanText, Fact};

/// An article whose text is its body.
pub(crate) fn article(text: &str) -> Article {
    let clean = CleanText::verbatim(text);
    let blocks = vec![Block {
        span: clean.span(),
        kind: BlockKind::Body,
    }];
    let published = DateTime::constant(2026, 5, 12, 9, 0, 0, 0);
    Article::new(ArticleParts {
        document: "test.txt".to_owned(),
        text: clean,
        blocks,
        published: Some(Fact {
            value: published.into(),
            evidence: None,
        }),
        language: "en".to_owned(),
        ..ArticleParts::default()
    })
    .expect("one block over all of the text")
}
