//! Parties: the countries and bodies that people speak for.

/// The country or body that the words name ("Moscow", "Russian", "the Kremlin" are one), if it is a known one.
pub(crate) fn party_of(words: &str) -> Option<String> {
    sayso_read::party(words.trim()).map(str::to_owned)
}
