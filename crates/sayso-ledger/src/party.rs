//! Parties: the countries and bodies that people speak for.

use std::collections::BTreeSet;

use sayso_read::NameKind;

use crate::name::{is_body, is_title};
use crate::terms::{Word, words};

/// The country or body that the words name ("Moscow", "Russian", "the Kremlin" are one), if it is a known one.
pub(crate) fn party_of(words: &str) -> Option<String> {
    sayso_read::party(words.trim()).map(str::to_owned)
}

/// The country or body of which the words are a name, its people's, its capital's or seat's, and nothing else.
pub(crate) fn party_named(words: &str) -> Option<(&'static str, NameKind)> {
    let found = sayso_read::party_named(words.trim());
    found.filter(|(_, kind)| *kind != NameKind::Office)
}

/// The side that some words about a person or body tell: its affiliation, its office, or its own name. `sides` are those
/// known so far, `surnames` the sides of known people, for roles like "Arkhanov envoy".
pub(crate) fn resolve_side(
    hint: &str,
    sides: &BTreeSet<String>,
    surnames: &[(String, String)],
) -> Option<String> {
    if let Some(party) = party_of(hint) {
        return Some(party);
    }
    let known = |word: &str| sides.iter().find(|s| s.eq_ignore_ascii_case(word)).cloned();
    if let Some(side) = known(hint) {
        return Some(side);
    }
    let split = words(hint);
    // "Norland's Foreign Ministry" speaks for Norland, whether or not a table knows Norland.
    let of_body = split
        .iter()
        .any(|w| is_body(&w.lower) || is_title(&w.lower));
    let person = |w: &Word| surnames.iter().any(|(s, _)| *s == w.lower);
    let owns = |w: &&Word| of_body && w.possessive && w.capital && !person(w);
    if let Some(owner) = split.iter().find(owns) {
        let written = &hint[owner.range.clone()];
        let bare = bare_possessive(written);
        return party_of(bare).or_else(|| Some(bare.to_owned()));
    }
    // "Prime Minister of Norland".
    if let [.., title, of, place] = split.as_slice()
        && is_title(&title.lower)
        && of.lower == "of"
        && place.capital
    {
        let place = bare_possessive(&hint[place.range.clone()]);
        return party_of(place).or_else(|| Some(place.to_owned()));
    }
    let capital = || split.iter().filter(|w| w.capital);
    let mut named =
        capital().filter_map(|w| party_of(&hint[w.range.clone()]).or_else(|| known(&w.lower)));
    match named.next() {
        // Two parties in one hint ("both Norland and Esteria") are no one side.
        Some(side) => named.all(|other| other == side).then_some(side),
        None => capital().find_map(|w| {
            surnames
                .iter()
                .find(|(s, _)| *s == w.lower)
                .map(|(_, side)| side.clone())
        }),
    }
}

fn bare_possessive(written: &str) -> &str {
    written
        .strip_suffix("’s")
        .or(written.strip_suffix("'s"))
        .unwrap_or(written)
}
