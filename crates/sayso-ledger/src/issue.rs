//! Issues: the noun phrases that the statements of a story keep coming back to.
//!
//! Phrases are runs of content words; longer ones win over their parts by what is left of the parts' own count
//! (the C-value of Frantzi, Ananiadou and Mima 2000).

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::is_people_noun;
use sayso_text::DocumentIdx;

use crate::act::verb_class;
use crate::actor::Actors;
use crate::name::is_title;
use crate::naming::is_calendar_word;
use crate::terms::{Word, is_function_word};
use crate::unit::Unit;

/// Issues of a story, at most.
const LIMIT: usize = 12;
/// Words of a phrase, at most.
const LONGEST: usize = 3;

/// An issue and the units that speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issue {
    /// As most often worded, lower case except for names.
    pub(crate) name: String,
    /// Units, and the word at which the phrase stands in each.
    pub(crate) units: BTreeMap<usize, usize>,
}

/// One phrase while it is being counted.
#[derive(Default)]
struct Phrase {
    units: BTreeMap<usize, usize>,
    documents: BTreeSet<DocumentIdx>,
    forms: BTreeMap<String, usize>,
    /// Times it stood where a noun stands: after a determiner or preposition, before a break or a function word.
    as_noun: usize,
}

/// The issues of a story, most spoken of first.
pub(crate) fn issues(units: &[Unit], actors: &Actors) -> Vec<Issue> {
    let mut phrases: BTreeMap<Vec<String>, Phrase> = BTreeMap::new();
    // "President Holm": no issue is called so, whoever that is.
    let pairs = units.iter().flat_map(|u| u.words.windows(2));
    let bears = |pair: &&[Word]| is_title(&pair[0].lower) && pair[1].capital;
    let bearers: BTreeSet<&str> = pairs.filter(bears).map(|p| p[1].stem.as_str()).collect();
    for (i, unit) in units.iter().enumerate() {
        let mentions = actors.mentions(&unit.text, &unit.words);
        let named = |at: usize| mentions.iter().any(|m| m.words.contains(&at));
        let person = |at: usize| named(at) || bearers.contains(unit.words[at].stem.as_str());
        for from in 0..unit.words.len() {
            for to in from + 1..=(from + LONGEST).min(unit.words.len()) {
                let run = &unit.words[from..to];
                if (from..to).any(|at| person(at) || !is_nominal(&unit.words[at]))
                    || run[1..].iter().any(Word::opens_phrase)
                {
                    break;
                }
                if !is_head(&run[run.len() - 1]) {
                    continue;
                }
                let phrase = phrases
                    .entry(run.iter().map(|w| w.stem.clone()).collect())
                    .or_default();
                phrase.units.entry(i).or_insert(from);
                phrase.documents.insert(unit.document);
                *phrase
                    .forms
                    .entry(
                        run.iter()
                            .map(|w| w.lower.as_str())
                            .collect::<Vec<_>>()
                            .join(" "),
                    )
                    .or_default() += 1;
                let opens = from == 0
                    || unit.words[from].opens_phrase()
                    || is_opening(&unit.words[from - 1]);
                let closes = unit
                    .words
                    .get(to)
                    .is_none_or(|w| w.opens_phrase() || is_function_word(&w.lower));
                phrase.as_noun += usize::from(opens && closes);
            }
        }
    }
    let n_documents = units
        .iter()
        .map(|u| u.document)
        .collect::<BTreeSet<_>>()
        .len();
    let mut found: Vec<Issue> = Vec::new();
    let mut taken: Vec<Vec<String>> = Vec::new();
    for length in (1..=LONGEST).rev() {
        for (stems, phrase) in phrases.iter().filter(|(stems, _)| stems.len() == length) {
            let inside: BTreeSet<usize> = taken
                .iter()
                .zip(&found)
                .filter(|(longer, _)| longer.windows(length).any(|w| w == stems.as_slice()))
                .flat_map(|(_, issue)| issue.units.keys().copied())
                .collect();
            let own = phrase.units.keys().filter(|u| !inside.contains(u)).count();
            let wide = phrase.documents.len() >= 2.min(n_documents);
            let enough = if length == 1 {
                own >= 4 && own * 2 >= phrase.units.len() && phrase.as_noun >= 3
            } else {
                own >= 3 && own * 2 >= phrase.units.len() && phrase.as_noun >= 2
            };
            if wide && enough {
                let form = phrase
                    .forms
                    .iter()
                    .max_by_key(|(f, n)| (**n, std::cmp::Reverse((*f).clone())));
                let name = form.map(|(f, _)| f.clone()).unwrap_or_default();
                found.push(Issue {
                    name,
                    units: phrase.units.clone(),
                });
                taken.push(stems.clone());
            }
        }
    }
    found.sort_by(|a, b| {
        let score =
            |i: &Issue| i.units.len() as f64 * (1.0 + i.name.split(' ').count() as f64).log2();
        score(b)
            .total_cmp(&score(a))
            .then_with(|| a.name.cmp(&b.name))
    });
    found.truncate(LIMIT);
    found
}

fn is_opening(word: &Word) -> bool {
    let verb = verb_class(word).is_some() && !word.capital;
    verb || matches!(
        word.lower.as_str(),
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "any"
            | "no"
            | "its"
            | "their"
            | "our"
            | "his"
            | "her"
            | "such"
            | "of"
            | "on"
            | "for"
            | "about"
            | "without"
            | "over"
            | "with"
            | "into"
            | "in"
    )
}

/// Whether a word can be part of a noun phrase that names an issue.
pub(crate) fn is_nominal(word: &Word) -> bool {
    const VAGUE: &[&str] = &[
        "able",
        "certain",
        "clear",
        "beginning",
        "day",
        "days",
        "end",
        "first",
        "good",
        "great",
        "important",
        "detail",
        "details",
        "key",
        "kind",
        "last",
        "long",
        "main",
        "month",
        "new",
        "next",
        "number",
        "part",
        "people",
        "point",
        "possible",
        "ready",
        "real",
        "reason",
        "side",
        "sides",
        "step",
        "time",
        "today",
        "tomorrow",
        "way",
        "week",
        "weeks",
        "willing",
        "work",
        "year",
        "years",
        "yes",
        "yesterday",
    ];
    word.is_content()
        && word.lower.len() > 2
        && !word.lower.bytes().any(|b| b.is_ascii_digit())
        && !is_calendar_word(&word.lower)
        && !VAGUE.contains(&word.lower.as_str())
        && !word.lower.ends_with("ly")
        && !word.lower.contains('\'')
        && !(word.lower.ends_with("ed") && verb_class(word).is_some())
        && !(verb_class(word).is_some() && !word.lower.ends_with('s') && !is_noun_too(&word.lower))
}

/// Forms that are verb and noun alike.
fn is_noun_too(lower: &str) -> bool {
    matches!(
        lower,
        "support"
            | "demand"
            | "offer"
            | "request"
            | "veto"
            | "state"
            | "guarantee"
            | "commitment"
            | "agreement"
    )
}

/// Whether a word can end such a phrase: no adjective or participle by its ending, no office, and no noun for people: neither a president
/// nor the players are an issue.
fn is_head(word: &Word) -> bool {
    let lower = word.lower.as_str();
    !is_title(lower.strip_suffix('s').unwrap_or(lower))
        && !is_people_noun(lower)
        && !([
            "al", "ive", "ous", "ful", "able", "ible", "ic", "ing", "ed", "ish", "less",
        ]
        .iter()
        .any(|e| lower.ends_with(e)))
        || matches!(
            lower,
            "deal"
                | "proposal"
                | "withdrawal"
                | "arrival"
                | "approval"
                | "ceasefire"
                | "meeting"
                | "building"
                | "funding"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::words;

    #[test]
    fn offices_and_adjectives_are_no_heads() {
        let heads: Vec<String> =
            words("presidents women players general tunnel guarantees approval")
                .into_iter()
                .filter(is_head)
                .map(|w| w.lower)
                .collect();
        assert_eq!(heads, ["tunnel", "guarantees", "approval"]);
    }
}
