//! Parties: the countries and bodies that people speak for.

/// The country or body that the words name ("Moscow", "Russian", "the Kremlin" are one), if it is a known one.
pub(crate) fn party_of(words: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() || words.len() > 120 {
        return None;
    }
    None
}
