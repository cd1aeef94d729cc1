//! Word and punctuation tokens.

use crate::CleanSpan;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, marks, digits, with inner apostrophes and hyphens.
    Word,
    /// A number, with separators.
    Number,
    /// Anything else that is not white space.
    Punctuation,
}

/// A token: where it stands and what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: CleanSpan,
    /// What.
    pub kind: TokenKind,
}

/// The tokens of a stretch of text, in order; spans are relative to the whole `text`.
#[must_use]
pub fn tokens(_text: &str, _within: CleanSpan) -> Vec<Token> {
    Vec::new()
}
