//! Word pieces with their place in the clean text and the marks that an uncased vocabulary cannot see.

use sayso_text::CleanSpan;

use crate::wordpiece::WordPiece;

/// A word piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) id: u32,
    pub(crate) span: CleanSpan,
    /// Capitals (0 none, 1 first, 2 all) + 3 if a line break stands before it.
    pub(crate) shape: u8,
}

impl Piece {
    /// Whether a line break stands before it.
    pub(crate) fn begins_line(&self) -> bool {
        self.shape >= 3
    }
}

/// The pieces of several stretches of one text, in order. Each stretch begins on a new line, as a paragraph does.
pub(crate) fn pieces(text: &str, stretches: &[CleanSpan], vocabulary: &WordPiece) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for stretch in stretches {
        let (offset, words) = (stretch.start().get(), &text[stretch.range()]);
        let mut before = 0;
        let mut line_break = !out.is_empty();
        vocabulary.encode(words, |id, start, end| {
            // Characters that the vocabulary leaves out may make two pieces of one word touch or overlap.
            let gap = words.get(before..start).unwrap_or_default();
            let shape = capitals(&words[start..end])
                + if line_break || gap.contains('\n') {
                    3
                } else {
                    0
                };
            out.push(Piece {
                id,
                span: CleanSpan::new(offset + start, offset + end),
                shape,
            });
            (before, line_break) = (end, false);
        });
    }
    out
}

/// 0 if it begins with no capital, 1 if it does, 2 if all its letters are capitals and there are more than one.
fn capitals(piece: &str) -> u8 {
    let mut letters = piece.chars();
    if !letters.next().is_some_and(char::is_uppercase) {
        return 0;
    }
    let rest = letters.as_str();
    if !rest.is_empty() && !rest.chars().any(char::is_lowercase) {
        2
    } else {
        1
    }
}
