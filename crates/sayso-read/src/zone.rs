//! Runs of text that are read together.

use sayso_text::CleanSpan;

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
