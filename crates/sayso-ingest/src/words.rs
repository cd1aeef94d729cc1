//! Words as the rules of this crate compare them.

/// Function words of English: frequent in sentences, rare in menus.
const STOP_WORDS: [&str; 62] = [
    "a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but",
    "by", "can", "could", "did", "do", "for", "from", "had", "has", "have", "he", "her", "his",
    "if", "in", "into", "is", "it", "its", "more", "not", "of", "on", "or", "our", "said", "she",
    "so", "than", "that", "the", "their", "they", "this", "to", "up", "was", "we", "were", "what",
    "when", "which", "who", "will", "with", "would", "you", "your", "no",
];

pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

/// The words of a text: runs of letters and digits with inner apostrophes, as they stand.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .map(|w| w.trim_matches(['\'', '’']))
        .filter(|w| !w.is_empty())
}

/// A word in the form in which two writings of it are the same.
pub(crate) fn folded(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

/// The folded words that carry content.
pub(crate) fn content_words(text: &str) -> Vec<String> {
    words(text)
        .map(folded)
        .filter(|w| w.chars().count() > 2 && !is_stop_word(w))
        .collect()
}

/// FNV-1a over the folded word: the same on every run and machine, unlike the standard library's default.
fn hash_word(seed: u64, word: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = if word.is_ascii() {
        word.bytes()
            .fold(seed, |hash, byte| step(hash, byte.to_ascii_lowercase()))
    } else {
        folded(word).bytes().fold(seed, step)
    };
    // No byte of a text: where the word ends.
    step(hash, 0xff)
}

/// A hash that is the same for texts with the same folded words.
pub(crate) fn fingerprint(text: &str) -> u64 {
    words(text).fold(0xcbf2_9ce4_8422_2325, hash_word)
}

/// Fingerprints of each word of a text.
pub(crate) fn word_fingerprints(text: &str) -> Vec<u64> {
    words(text).map(fingerprint).collect()
}

/// Fingerprints of each run of `n` words of a text.
pub(crate) fn shingles(text: &str, n: usize) -> Vec<u64> {
    let words = word_fingerprints(text);
    words
        .windows(n)
        .map(|run| {
            run.iter().fold(17, |h: u64, w| {
                h.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ w
            })
        })
        .collect()
}

/// The first `limit` bytes of a text, or a little less where that would cut a character.
pub(crate) fn head(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// The last `limit` bytes of a text, or a little less.
pub(crate) fn tail(text: &str, limit: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(limit))..]
}
