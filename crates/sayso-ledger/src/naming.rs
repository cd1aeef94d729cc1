//! How articles name people and places: who is introduced by office, and which words are names.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{Article, DocumentIdx};

use crate::name::{PersonName, is_particle, is_title};
use crate::terms::{is_function_word, words};

/// Words that stand with a capital inside sentences, at least twice, and never without one.
pub(crate) fn proper_words(articles: &[Article], documents: &[DocumentIdx]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for article in documents.iter().filter_map(|d| articles.get(d.0)) {
        for span in article.body() {
            for (i, word) in words(article.slice(span)).into_iter().enumerate() {
                if i == 0 || !word.before.is_empty() {
                    continue;
                }
                let count = counts.entry(word.lower).or_default();
                if word.capital {
                    count.0 += 1
                } else {
                    count.1 += 1
                }
            }
        }
    }
    let named = counts.into_iter().filter(|(word, (capital, lower))| {
        *capital >= 2
            && *lower == 0
            && word.len() > 2
            && !is_calendar_word(word)
            && !is_function_word(word)
    });
    named.map(|(word, _)| word).collect()
}

/// Whether a name that no table knows is rather an adjective ("the Republican president").
pub(crate) fn is_adjectival(lower: &str) -> bool {
    ["an", "ish", "ese", "ic", "crat", "ist"]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

/// Days of the week and months.
pub(crate) fn is_calendar_word(lower: &str) -> bool {
    const CALENDAR: &[&str] = &[
        "april",
        "aug",
        "august",
        "dec",
        "december",
        "feb",
        "february",
        "friday",
        "jan",
        "january",
        "july",
        "june",
        "march",
        "may",
        "monday",
        "nov",
        "november",
        "oct",
        "october",
        "saturday",
        "sept",
        "september",
        "sunday",
        "thursday",
        "today",
        "tuesday",
        "wednesday",
    ];
    CALENDAR.binary_search(&lower).is_ok()
}

/// The people a text introduces by office ("Norland's President Ivo Arkhanov"), with the words before the name.
pub(crate) fn introduced(text: &str) -> Vec<(PersonName, String)> {
    let split = words(text);
    let mut found = Vec::new();
    for at in 1..split.len() {
        if !is_title(&split[at - 1].lower)
            || is_title(&split[at].lower)
            || !split[at].capital
            || !split[at].before.is_empty()
        {
            continue;
        }
        let mut end = at;
        // "Justice Karl G. Dahl": a full stop behind an initial ends no name.
        let goes_on = |i: usize| {
            !split[i].opens_phrase()
                || split[i].before == "." && split[i - 1].lower.chars().count() == 1
        };
        while end < split.len() && end - at < 5 && (end == at || goes_on(end)) {
            let joins = split[end].capital || (end > at && is_particle(&split[end].lower));
            if !joins {
                break;
            }
            end += 1;
            if split[end - 1].possessive {
                break;
            }
        }
        while end > at && !split[end - 1].capital {
            end -= 1;
        }
        // "As a leader I should …".
        if split[at..end].iter().all(|w| is_function_word(&w.lower)) {
            continue;
        }
        let Some(name) = PersonName::from_words(text, &split[at..end]) else {
            continue;
        };
        let name = name.titled(&split[at - 1].lower);
        let mut start = at - 1;
        while start > 0
            && at - start < 5
            && !split[start].opens_phrase()
            && !text[split[start - 1].range.end..split[start].range.start].contains('\n')
            && !is_function_word(&split[start - 1].lower)
        {
            start -= 1;
        }
        let mut prefix = text[split[start].range.start..split[at - 1].range.end].to_owned();
        // "Prime Minister Ada Holm of Norland".
        if let [of, place, ..] = &split[end..]
            && of.lower == "of"
            && of.before.is_empty()
            && place.capital
        {
            prefix.push_str(" of ");
            prefix.push_str(&text[place.range.clone()]);
        }
        found.push((name, prefix));
    }
    found
}
