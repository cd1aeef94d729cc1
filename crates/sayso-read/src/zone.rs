//! Runs of text that are read together.

use sayso_text::{Article, CleanSpan};

/// A run of text read together: the headline, the body, or the body of one embedded article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    /// Its stretches, in reading order.
    pub(crate) spans: Vec<CleanSpan>,
    /// Whether it is a headline.
    pub(crate) headline: bool,
    /// Whether it belongs to an article embedded in the page.
    pub(crate) embedded: bool,
}

/// What is read together: the headline, the body, and each embedded article's headline and body.
pub(crate) fn zones(article: &Article) -> Vec<Zone> {
    let title = article.title_span().map(|span| Zone {
        spans: vec![span],
        headline: true,
        embedded: false,
    });
    let body: Vec<CleanSpan> = article.body().collect();
    let mut out: Vec<Zone> = title.into_iter().collect();
    if !body.is_empty() {
        out.push(Zone {
            spans: body,
            headline: false,
            embedded: false,
        });
    }
    for embedded in &article.embedded {
        out.extend(embedded.title.map(|span| Zone {
            spans: vec![span],
            headline: true,
            embedded: true,
        }));
        if !embedded.body.is_empty() {
            out.push(Zone {
                spans: embedded.body.clone(),
                headline: false,
                embedded: true,
            });
        }
    }
    out
}
