//! Quotation marks of every style.

use crate::CleanSpan;

/// A quoted stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing mark, both included.
    pub span: CleanSpan,
    /// The words between the marks.
    pub inner: CleanSpan,
    /// Whether a closing mark was found; otherwise it runs to the end of its paragraph.
    pub closed: bool,
    /// 0 for an outermost quotation, 1 for one within it, and so on.
    pub depth: usize,
}

/// The quotations of a stretch of text, in order of their opening marks.
#[must_use]
pub fn quotations(_text: &str, _within: CleanSpan) -> Vec<Quotation> {
    Vec::new()
}
