//! Articles for the tests of this crate.

use jiff::civil::DateTime;
use sayso_text::{Article, ArticleParts, Fact};

/// An article whose text is its body.
pub(crate) fn article(text: &str) -> Article {
    let published = DateTime::constant(2026, 5, 12, 9, 0, 0, 0);
    Article::new(ArticleParts {
        published: Some(Fact {
            value: published.into(),
            evidence: None,
        }),
        ..ArticleParts::all_body("test.txt", text)
    })
    .expect("one block over all of the text")
}
