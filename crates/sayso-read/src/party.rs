//! Countries and bodies as parties that speak, and the names that stand for them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sayso_text::CleanSpan;

use crate::words::{Words, bare, is_capital, is_in, list, lower, rows};

const COUNTRIES: &str = include_str!("data/countries.tsv");
const BODIES: &str = include_str!("data/bodies.tsv");

/// How a name stands for its party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// The name itself.
    Name,
    /// Its people, or the adjective.
    Demonym,
    /// Its capital.
    Capital,
    /// A seat or body of its government.
    Seat,
    /// An office that exists nowhere else.
    Office,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    party: &'static str,
    kind: NameKind,
    /// Stands for the party in capitals only: "US", never "us".
    acronym: bool,
    body: bool,
}

#[derive(Debug)]
struct Atlas {
    entries: BTreeMap<String, Entry>,
    longest: usize,
}

fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| {
        let mut atlas = Atlas {
            entries: BTreeMap::new(),
            longest: 1,
        };
        for (table, body) in [(COUNTRIES, false), (BODIES, true)] {
            for row in rows(table) {
                let party = row[0].split("; ").next().unwrap_or_default();
                let kinds = [
                    NameKind::Name,
                    NameKind::Demonym,
                    NameKind::Capital,
                    NameKind::Seat,
                    NameKind::Office,
                ];
                for (column, kind) in kinds.into_iter().enumerate() {
                    for name in list(row.get(column)) {
                        atlas.add(
                            &name,
                            Entry {
                                party,
                                kind,
                                acronym: is_acronym(&name),
                                body,
                            },
                        );
                    }
                }
            }
        }
        atlas
    })
}

impl Atlas {
    fn add(&mut self, name: &str, entry: Entry) {
        let words = Words::new(name, CleanSpan::new(0, name.len()));
        let key = key(&words, 0, words.len());
        self.longest = self.longest.max(words.len());
        let known = self.entries.entry(key).or_insert(entry);
        // "NATO" and "Nato" share a key.
        known.acronym &= entry.acronym;
    }
}

fn is_acronym(name: &str) -> bool {
    name.len() <= 6 && name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Words joined by a space, in lower case, without dots and possessive marks.
fn key(words: &Words<'_>, from: usize, to: usize) -> String {
    let mut key = String::new();
    for i in from..to {
        let word = lower(if i + 1 == to {
            bare(words.get(i))
        } else {
            words.get(i)
        })
        .replace('.', "");
        if !word.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&word);
        }
    }
    key
}

/// A party named in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartyName {
    /// Its first word.
    pub(crate) from: usize,
    /// The word after its last.
    pub(crate) to: usize,
    /// The canonical name.
    pub(crate) party: &'static str,
    /// How the words stand for it.
    pub(crate) kind: NameKind,
    /// A body of states or a movement, not a country.
    pub(crate) body: bool,
}

/// The longest party name that starts at a word.
pub(crate) fn party_at(words: &Words<'_>, from: usize, end: usize) -> Option<PartyName> {
    if !words.is_word(from) {
        return None;
    }
    let atlas = atlas();
    let longest = (from + atlas.longest).min(end);
    for to in (from + 1..=longest).rev() {
        let key = key(words, from, to);
        let entry = atlas.entries.get(&key).or_else(|| {
            let singular = atlas.entries.get(key.strip_suffix('s')?)?;
            (singular.kind == NameKind::Demonym).then_some(singular)
        });
        // "The National Security Council" is no council of the United Nations.
        let of_nation =
            from > 0 && entry.is_some_and(|e| e.body) && words.lower(from - 1) == "national";
        // "Washington state" is not the capital.
        let of_state = entry.is_some_and(|e| e.kind == NameKind::Capital)
            && words.lower(to) == "state"
            && !words.is_capital(to);
        if let Some(entry) = entry.filter(|_| !of_nation && !of_state) {
            let written = bare(words.get(from));
            let fits = match entry.kind {
                NameKind::Office => true,
                _ if entry.acronym => !written.chars().any(char::is_lowercase),
                _ => is_capital(written) || key.starts_with("al-"),
            };
            if fits {
                return Some(PartyName {
                    from,
                    to,
                    party: entry.party,
                    kind: entry.kind,
                    body: entry.body,
                });
            }
        }
    }
    None
}

/// The party names among some words, from left to right, longest first, without overlap.
pub(crate) fn parties(words: &Words<'_>, from: usize, to: usize) -> Vec<PartyName> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        if let Some(name) = party_at(words, at, to) {
            at = name.to;
            found.push(name);
        } else {
            at += 1;
        }
    }
    found
}

/// The country or body that a name or noun phrase speaks for: "Russia" for "Moscow", "the Kremlin" and "Russian
/// officials". Names of people are not known here, and a phrase that names two parties, or only stands in some relation
/// to one ("Kyiv's backers"), gives `None`.
///
/// ```
/// assert_eq!(sayso_read::party("the Kremlin"), Some("Russia"));
/// assert_eq!(sayso_read::party("Russia's Foreign Ministry"), Some("Russia"));
/// assert_eq!(sayso_read::party("Moscow and Kyiv"), None);
/// ```
#[must_use]
pub fn party(phrase: &str) -> Option<&'static str> {
    // A party's name is short; a longer text is no name.
    if phrase.len() > 400 {
        return None;
    }
    let words = Words::new(phrase, CleanSpan::new(0, phrase.len()));
    let end = words.len();
    let mut start = 0;
    while start < end && is_in("before-party", &words.lower(start)) {
        start += 1;
    }
    let names = parties(&words, start, end);
    let first = *names.first()?;
    if names.iter().all(|n| n.party == first.party) && first.from == start && first.to == end {
        return Some(first.party);
    }
    let complement = (start..end)
        .find(|&i| {
            matches!(
                words.lower(i).as_str(),
                "of" | "to" | "for" | "in" | "at" | "with" | "on" | "and" | "or" | ","
            )
        })
        .filter(|&i| !names.iter().any(|n| n.from < i && i < n.to))
        .unwrap_or(end);
    let mut before = names.iter().filter(|n| n.to <= complement).map(|n| n.party);
    if let Some(party) = before.next() {
        if before.any(|other| other != party)
            || matches!(words.lower(complement).as_str(), "and" | "or")
        {
            return None;
        }
        let own_seat = names.iter().any(|n| n.to == complement && n.party == party);
        return (own_seat || has_speaking_head(&words, first.to, complement)).then_some(party);
    }
    // "the president of France", "the Ministry of Defence of France": the last "of" tells.
    let spoken_for = names.last().filter(|n| n.to == end)?;
    let of = (start..spoken_for.from)
        .rev()
        .find(|&i| !is_in("before-party", &words.lower(i)))?;
    (words.lower(of) == "of" && names.len() == 1 && has_speaking_head(&words, start, of))
        .then_some(spoken_for.party)
}

/// The party of which a phrase is a name and nothing else, and how it stands for it.
///
/// ```
/// use sayso_read::NameKind;
/// assert_eq!(sayso_read::party_named("Kyiv"), Some(("Ukraine", NameKind::Capital)));
/// assert_eq!(sayso_read::party_named("Kyiv officials"), None);
/// ```
#[must_use]
pub fn party_named(phrase: &str) -> Option<(&'static str, NameKind)> {
    if phrase.len() > 100 {
        return None;
    }
    let words = Words::new(phrase, CleanSpan::new(0, phrase.len()));
    let start = usize::from(matches!(words.lower(0).as_str(), "the"));
    let name = party_at(&words, start, words.len())?;
    (name.to == words.len()).then_some((name.party, name.kind))
}

/// Whether a noun that speaks for a party stands there, with nothing but a name after it.
fn has_speaking_head(words: &Words<'_>, from: usize, to: usize) -> bool {
    let is_head = |i: usize| {
        let word = words.lower(i);
        // "North Korea's state news agency".
        let of_state = || {
            let mut before = (from..i).map(|k| words.lower(k));
            before.any(|word| word == "state" || word.starts_with("state-"))
        };
        is_in("speaking-head", &word)
            || is_in("state-outlet", &word) && of_state()
            || word
                .strip_suffix('s')
                .is_some_and(|singular| is_in("speaking-head", singular))
    };
    let Some(head) = (from..to).rev().find(|&i| is_head(i)) else {
        return false;
    };
    (head + 1..to).all(|i| {
        words.is_capital(i) || matches!(words.lower(i).as_str(), "affairs" | "defence" | "defense")
    })
}

/// Whether `demonym` is made from the name of `place` by one of the usual endings, for places that no table knows.
pub(crate) fn is_demonym_of(demonym: &str, place: &str) -> bool {
    let (demonym, place) = (lower(bare(demonym)), lower(bare(place)));
    if place.chars().count() < 4 || demonym == place {
        return false;
    }
    let stem = place.trim_end_matches(['a', 'e', 'o', 'y', 'i']);
    let endings = ["n", "an", "ian", "ean", "ese", "i", "ish", "ic", "er"];
    endings.iter().any(|ending| {
        demonym
            .strip_suffix(ending)
            .is_some_and(|d| d == place || (d == stem && stem.len() >= 3 && ending.len() > 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_capitals_and_seats_stand_for_the_party() {
        for (phrase, expected) in [
            ("Moscow", "Russia"),
            ("the Kremlin", "Russia"),
            ("Russian officials", "Russia"),
            ("Russia’s Foreign Ministry", "Russia"),
            ("Kyiv", "Ukraine"),
            ("Kiev", "Ukraine"),
            ("the US", "United States"),
            ("U.S.", "United States"),
            ("the White House", "United States"),
            ("two senior U.S. officials", "United States"),
            ("The president of France", "France"),
            ("the Élysée Palace", "France"),
            ("EU leaders", "European Union"),
            ("South Korean lawmakers", "South Korea"),
            ("The Russians", "Russia"),
            ("Burkina Faso", "Burkina Faso"),
            ("NATO", "NATO"),
            ("Downing Street", "United Kingdom"),
            ("Peruvian President Alma Quisby", "Peru"),
            ("the U.S. State Department", "United States"),
        ] {
            assert_eq!(party(phrase), Some(expected), "{phrase}");
        }
    }

    #[test]
    fn outlets_speak_for_a_state_where_they_are_the_states() {
        for (phrase, found) in [
            ("North Korea’s state news agency", Some("North Korea")),
            ("Russian state-run television", Some("Russia")),
            ("United States television", None),
            ("Peruvian newspapers", None),
        ] {
            assert_eq!(party(phrase), found, "{phrase}");
        }
        // A council of some nation's is none of the United Nations.
        assert_eq!(party("National Security Council spokesman"), None);
        assert_eq!(party("UN Security Council"), Some("UN Security Council"));
    }

    #[test]
    fn people_pairs_and_mere_relations_are_no_party() {
        for phrase in [
            "Alma Quisby",
            "Moscow and Kyiv",
            "Kyiv’s backers",
            "critics of Russia",
            "us",
            "the plan",
            "",
            "who",
        ] {
            assert_eq!(party(phrase), None, "{phrase}");
        }
    }

    #[test]
    fn every_row_answers_to_its_own_name() {
        for row in rows(COUNTRIES).chain(rows(BODIES)) {
            for name in list(row.first()) {
                let own = row[0].split("; ").next();
                assert_eq!(party(&name), own, "{name}");
            }
        }
    }

    #[test]
    fn unknown_places_have_regular_demonyms() {
        assert!(is_demonym_of("Kestrian", "Kestria"));
        assert!(is_demonym_of("Orvanian", "Orvane"));
        assert!(!is_demonym_of("Kestrian", "Orvane"));
    }
}
