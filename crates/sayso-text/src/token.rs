//! Word and punctuation tokens.

use unicode_segmentation::UnicodeSegmentation;

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
///
/// Words keep inner apostrophes and hyphens ("Harlan's", "Clause 5-like"), dotted acronyms are one token with their
/// last dot ("U.S."), numbers keep separators ("1,000.5", "10:30", "9/11"); every other visible character is a token.
/// Takes time linear in the length; no token reaches over white space.
///
/// ```
/// use sayso_text::{CleanSpan, tokens};
/// let text = "The U.S. won't pay $1,000.";
/// let words: Vec<&str> = tokens(text, CleanSpan::new(0, text.len())).iter().map(|t| &text[t.span.range()]).collect();
/// assert_eq!(words, ["The", "U.S.", "won't", "pay", "$", "1,000", "."]);
/// ```
#[must_use]
pub fn tokens(text: &str, within: CleanSpan) -> Vec<Token> {
    let Some(stretch) = text.get(within.range()) else {
        return Vec::new();
    };
    let offset = within.start().get();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = symbol_at(stretch, at) {
        let (end, kind) = match first.class {
            Class::Space => {
                at += first.len;
                continue;
            }
            Class::Other => (at + first.len, TokenKind::Punctuation),
            Class::Letter | Class::Digit => word_end(stretch, at),
        };
        found.push(Token {
            span: CleanSpan::new(offset + at, offset + end),
            kind,
        });
        at = end;
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Other,
}

/// One character as a reader sees it: a base with its marks.
#[derive(Clone, Copy)]
struct Symbol {
    first: char,
    len: usize,
    class: Class,
}

fn symbol_at(stretch: &str, at: usize) -> Option<Symbol> {
    let rest = stretch.get(at..)?;
    // Of two ASCII characters the first stands alone (UAX #29; the one exception is a line break, which is space here).
    let grapheme = match rest.as_bytes() {
        [first] | [first, 0..=127, ..] if first.is_ascii() => &rest[..1],
        _ => rest.graphemes(true).next()?,
    };
    let first = grapheme.chars().next()?;
    // A space takes no marks: what follows it is visible on its own. The last three are left behind by crawlers.
    if first.is_whitespace()
        || first.is_control()
        || matches!(first, '\u{200b}' | '\u{feff}' | '\u{2060}')
    {
        return Some(Symbol {
            first,
            len: first.len_utf8(),
            class: Class::Space,
        });
    }
    let class = match first {
        _ if first.is_numeric() => Class::Digit,
        _ if first.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    };
    Some(Symbol {
        first,
        len: grapheme.len(),
        class,
    })
}

/// The end of the word or number that starts at `start`, and which of the two it is.
fn word_end(stretch: &str, start: usize) -> (usize, TokenKind) {
    let mut at = start;
    let mut kind = TokenKind::Number;
    let mut last = Class::Other;
    if let Some(end) = acronym_end(stretch, start) {
        (at, kind, last) = (end, TokenKind::Word, Class::Letter);
        // Glued on: "U.S.President".
        if symbol_at(stretch, end).is_some_and(|s| matches!(s.class, Class::Letter | Class::Digit))
        {
            return (end, kind);
        }
    }
    loop {
        // Most of any text is plain letters in a row; marks may follow the last of them.
        let letters = stretch.as_bytes()[at..].iter();
        let n_letters = letters.take_while(|b| b.is_ascii_alphabetic()).count();
        if n_letters > 1 {
            (kind, last) = (TokenKind::Word, Class::Letter);
            at += n_letters - 1;
        }
        let Some(symbol) = symbol_at(stretch, at) else {
            break;
        };
        match symbol.class {
            Class::Letter => kind = TokenKind::Word,
            Class::Digit => {}
            Class::Space => break,
            Class::Other => {
                let next = symbol_at(stretch, at + symbol.len).map_or(Class::Space, |s| s.class);
                if !joins(symbol.first, last, next) {
                    break;
                }
            }
        }
        last = symbol.class;
        at += symbol.len;
    }
    (at, kind)
}

/// Whether a character between two others belongs to one word or number with them.
fn joins(joiner: char, before: Class, after: Class) -> bool {
    let alphanumeric = |c| matches!(c, Class::Letter | Class::Digit);
    match joiner {
        '\'' | '’' | 'ʼ' | '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '_' => {
            alphanumeric(before) && alphanumeric(after)
        }
        '.' | ',' | ':' | '/' => before == Class::Digit && after == Class::Digit,
        _ => false,
    }
}

/// The end of a dotted acronym ("U.S.", "a.m.", "U.N"): two or more single letters, each but the last with a dot.
fn acronym_end(stretch: &str, start: usize) -> Option<usize> {
    let (mut at, mut n_letters) = (start, 0);
    while let Some(letter) = symbol_at(stretch, at).filter(|s| s.class == Class::Letter) {
        let after = at + letter.len;
        match symbol_at(stretch, after) {
            Some(dot) if dot.first == '.' => {
                n_letters += 1;
                at = after + dot.len;
            }
            // A longer word follows the last dot: "J.Smith" is no acronym, "U.S.President" is one and a word.
            Some(next) if matches!(next.class, Class::Letter | Class::Digit) => break,
            _ => {
                n_letters += 1;
                at = after;
                break;
            }
        }
    }
    (n_letters >= 2).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, CleanSpan::new(0, text.len()))
            .iter()
            .map(|t| &text[t.span.range()])
            .collect()
    }

    #[test]
    fn words_keep_inner_marks() {
        assert_eq!(
            words("don't Harlan’s 5-like O'Brien-Smith"),
            ["don't", "Harlan’s", "5-like", "O'Brien-Smith"]
        );
        assert_eq!(
            words("the States' right—now"),
            ["the", "States", "'", "right", "—", "now"]
        );
        assert_eq!(words("cafe\u{301} naïve"), ["cafe\u{301}", "naïve"]);
    }

    #[test]
    fn acronyms_are_one_token() {
        assert_eq!(
            words("the U.S.-led U.N. at 5 a.m."),
            ["the", "U.S.-led", "U.N.", "at", "5", "a.m."]
        );
        assert_eq!(
            words("U.S.President J.Smith"),
            ["U.S.", "President", "J", ".", "Smith"]
        );
        assert_eq!(words("Monday.Harlan"), ["Monday", ".", "Harlan"]);
    }

    #[test]
    fn numbers_keep_separators() {
        let text = "1,000.5, 10:30 9/11 20% 1990s";
        assert_eq!(
            words(text),
            ["1,000.5", ",", "10:30", "9/11", "20", "%", "1990s"]
        );
        let kinds: Vec<TokenKind> = tokens(text, CleanSpan::new(0, text.len()))
            .iter()
            .map(|t| t.kind)
            .collect();
        assert_eq!(kinds[0], TokenKind::Number);
        assert_eq!(kinds[6], TokenKind::Word);
    }

    #[test]
    fn spans_are_of_the_whole_text() {
        let text = "one two three";
        let found = tokens(text, CleanSpan::new(4, 7));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span, CleanSpan::new(4, 7));
    }

    #[test]
    fn a_span_that_cuts_a_character_gives_nothing() {
        assert!(tokens("é", CleanSpan::new(1, 2)).is_empty());
        assert!(tokens("", CleanSpan::new(0, 9)).is_empty());
    }
}
