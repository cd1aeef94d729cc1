//! Articles for the tests of this crate.

use jiff::civil::DateTime;
use sayso_text::{Article, ArticleParts, Block, BlockKind, CleanText, Fact, Format};

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
        format: Format::Text,
        text: clean,
        blocks,
        title: None,
        outlet: None,
        published: Some(Fact {
            value: published,
            evidence: None,
        }),
        bylines: Vec::new(),
        credit: None,
        language: "en".to_owned(),
        embedded: Vec::new(),
    })
    .expect("one block over all of the text")
}
