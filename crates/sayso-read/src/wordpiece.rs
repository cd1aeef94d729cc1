//! Word pieces: the vocabulary and segmentation of uncased BERT (Wu et al. 2016; Devlin et al. 2019), with the place of every piece.
//!
//! It gives the pieces of the Hugging Face `BertNormalizer` and `BertPreTokenizer`, which the model was trained with; their
//! Rust ports lose the place of a piece on some texts, and places are what this project stands on.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Words of more characters than this are one unknown piece.
const LONGEST_WORD: usize = 100;

/// The vocabulary.
pub(crate) struct WordPiece {
    ids: BTreeMap<String, u32>,
    unknown: u32,
}

/// A word being read: its normalized characters, each with the bytes of the character it came from.
type Word = Vec<(char, usize, usize)>;

impl WordPiece {
    /// From a vocabulary of one piece a line; a line's number is its id. `None` if there is no unknown piece.
    pub(crate) fn new(vocabulary: &str) -> Option<Self> {
        let ids: BTreeMap<String, u32> = vocabulary.lines().map(str::to_owned).zip(0..).collect();
        let unknown = *ids.get("[UNK]")?;
        Some(Self { ids, unknown })
    }

    pub(crate) fn id(&self, piece: &str) -> Option<u32> {
        self.ids.get(piece).copied()
    }

    /// The pieces of a text in order: id, first and one past the last byte of the characters they stand for.
    pub(crate) fn encode(&self, text: &str, mut each: impl FnMut(u32, usize, usize)) {
        let mut word = Word::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if c.is_whitespace() {
                self.word(&mut word, &mut each);
            } else if is_removed(c) {
            } else if is_ideograph(c) {
                self.word(&mut word, &mut each);
                word.push((c, at, end));
                self.word(&mut word, &mut each);
            } else {
                let parts = c
                    .nfd()
                    .filter(|p| p.general_category() != GeneralCategory::NonspacingMark);
                for part in parts.flat_map(char::to_lowercase) {
                    if is_punctuation(part) {
                        self.word(&mut word, &mut each);
                        word.push((part, at, end));
                        self.word(&mut word, &mut each);
                    } else {
                        word.push((part, at, end));
                    }
                }
            }
        }
        self.word(&mut word, &mut each);
    }

    /// Longest known piece first, from left to right; a word with an unknown rest is one unknown piece.
    fn word(&self, word: &mut Word, each: &mut impl FnMut(u32, usize, usize)) {
        let (Some(&(_, start, _)), Some(&(_, _, end))) = (word.first(), word.last()) else {
            return;
        };
        if word.len() > LONGEST_WORD {
            each(self.unknown, start, end);
            word.clear();
            return;
        }
        let mut found = Vec::new();
        let mut from = 0;
        while from < word.len() {
            let mut key: String = if from == 0 {
                String::new()
            } else {
                "##".to_owned()
            };
            let prefix = key.len();
            key.extend(word[from..].iter().map(|(c, ..)| *c));
            let mut to = word.len();
            let id = loop {
                if let Some(&id) = self.ids.get(&key) {
                    break Some(id);
                }
                key.pop();
                to -= 1;
                if key.len() <= prefix {
                    break None;
                }
            };
            let Some(id) = id else {
                found = vec![(self.unknown, start, end)];
                break;
            };
            found.push((id, word[from].1, word[to - 1].2));
            from = to;
        }
        for (id, start, end) in found {
            each(id, start, end);
        }
        word.clear();
    }
}

fn is_removed(c: char) -> bool {
    c == '\u{fffd}' || c.general_category_group() == GeneralCategoryGroup::Other
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F
        | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(u32, &str)> {
        let vocabulary = WordPiece::new("[UNK]\nsaid\nunion\n##s\ncafe\n’\n.\nun").unwrap();
        let mut out = Vec::new();
        vocabulary.encode(text, |id, start, end| out.push((id, &text[start..end])));
        out
    }

    #[test]
    fn pieces_keep_their_place_through_case_accents_and_removed_characters() {
        assert_eq!(
            pieces("Unions said."),
            [(2, "Union"), (3, "s"), (1, "said"), (6, ".")]
        );
        assert_eq!(pieces("Café’s"), [(4, "Café"), (5, "’"), (0, "s")]);
        assert_eq!(
            pieces("sa\u{200b}id zzz"),
            [(1, "sa\u{200b}id"), (0, "zzz")]
        );
    }

    #[test]
    fn a_long_word_is_one_unknown_piece() {
        assert_eq!(pieces(&"s".repeat(5000)).len(), 1);
    }
}
