//! What a report says that it has from another report of the story: "the Tide reported", "told the newspaper".

use std::collections::BTreeMap;

use sayso_text::{Article, CleanSpan, DocumentIdx, sentences};

use crate::terms::{Word, words};
use crate::unit::Unit;

/// Nouns by which an outlet is called again once it has been named, those that print and those that broadcast.
const PRINT: &[&str] = &[
    "daily",
    "magazine",
    "newspaper",
    "paper",
    "site",
    "website",
    "weekly",
];
const BROADCAST: &[&str] = &["broadcaster", "channel", "network", "station"];
/// Words of the names of outlets that broadcast.
const ON_AIR: &[&str] = &[
    "broadcasting",
    "channel",
    "news",
    "radio",
    "television",
    "tv",
];

/// For each unit that its report has from another one, that one: the sentence around its content names the other's outlet, or
/// calls it "the newspaper" after it was named.
pub(crate) fn borrowed(
    articles: &[Article],
    documents: &[DocumentIdx],
    units: &[Unit],
) -> BTreeMap<usize, DocumentIdx> {
    let outlets = outlets(articles, documents);
    let mut found = BTreeMap::new();
    for &document in documents {
        let Some(article) = articles.get(document.0) else {
            continue;
        };
        let others: Vec<&(Vec<String>, DocumentIdx)> =
            outlets.iter().filter(|(_, d)| *d != document).collect();
        if others.is_empty() {
            continue;
        }
        let own: Vec<(usize, &Unit)> = units
            .iter()
            .enumerate()
            .filter(|(_, u)| u.document == document)
            .collect();
        let mut last: Option<&(Vec<String>, DocumentIdx)> = None;
        for block in article.body() {
            // Whose words of this paragraph are borrowed, and from whom.
            let mut heard: Vec<(&Unit, DocumentIdx)> = Vec::new();
            for sentence in sentences(article.text.as_str(), block) {
                let told: Vec<&(usize, &Unit)> = own
                    .iter()
                    .filter(|(_, u)| u.place.iter().any(|p| sentence.overlaps(*p)))
                    .collect();
                let around = around(article, sentence, &told);
                let named = others.iter().find(|(name, _)| stands_in(name, &around));
                last = named.copied().or(last);
                let from = last.filter(|outlet| named.is_some() || is_called(outlet, &around));
                for (i, unit) in told {
                    // "She also said": to whom, the sentence before told.
                    let goes_on = || {
                        let same = |u: &Unit| u.speaker.is_some() && u.speaker == unit.speaker;
                        heard.iter().find(|(u, _)| same(u)).map(|(_, d)| *d)
                    };
                    if let Some(from) = from.map(|(_, d)| *d).or_else(goes_on) {
                        found.insert(*i, from);
                        heard.push((unit, from));
                    }
                }
            }
        }
    }
    found
}

/// What the outlets of a story are called, in full and by the last word where only one ends in it.
fn outlets(articles: &[Article], documents: &[DocumentIdx]) -> Vec<(Vec<String>, DocumentIdx)> {
    let name = |d: &DocumentIdx| {
        let outlet = articles.get(d.0)?.outlet.as_ref()?;
        let name: Vec<String> = words(&outlet.value)
            .into_iter()
            .filter(|w| w.capital)
            .map(|w| w.lower)
            .skip_while(|w| w == "the")
            .collect();
        (!name.is_empty()).then_some((name, *d))
    };
    let full: Vec<(Vec<String>, DocumentIdx)> = documents.iter().filter_map(name).collect();
    let mut all = full.clone();
    for (name, document) in full.iter().filter(|(name, _)| name.len() > 1) {
        let last = &name[name.len() - 1];
        if full.iter().filter(|(n, _)| n.last() == Some(last)).count() == 1 {
            all.push((vec!["the".to_owned(), last.clone()], *document));
        }
    }
    all
}

/// The words of a sentence outside what is attributed in it.
fn around(article: &Article, sentence: CleanSpan, told: &[&(usize, &Unit)]) -> Vec<Word> {
    let text = article.slice(sentence);
    let start = sentence.start().get();
    let is_content = |w: &Word| {
        let at = start + w.range.start;
        told.iter()
            .flat_map(|(_, u)| &u.place)
            .any(|p| p.range().contains(&at))
    };
    words(text).into_iter().filter(|w| !is_content(w)).collect()
}

/// Whether some words call an outlet by what it is: "the newspaper", "the island paper".
fn is_called((name, _): &(Vec<String>, DocumentIdx), words: &[Word]) -> bool {
    let on_air = name.iter().any(|w| ON_AIR.contains(&w.as_str()));
    let nouns = if on_air { BROADCAST } else { PRINT };
    words.iter().enumerate().any(|(i, w)| {
        let before = &words[i.saturating_sub(2)..i];
        nouns.contains(&w.lower.as_str()) && before.iter().any(|w| w.lower == "the")
    })
}

/// Whether a name stands among some words, with capitals.
fn stands_in(name: &[String], words: &[Word]) -> bool {
    words.windows(name.len()).any(|run| {
        let same = |(w, n): (&Word, &String)| w.lower == *n && (w.capital || n == "the");
        run.iter().zip(name).all(same)
    })
}
