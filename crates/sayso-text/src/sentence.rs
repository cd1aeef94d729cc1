//! Sentence segmentation.

use crate::CleanSpan;

/// The sentences of a stretch of text, in order, without surrounding white space.
#[must_use]
pub fn sentences(_text: &str, _within: CleanSpan) -> Vec<CleanSpan> {
    Vec::new()
}
