//! What a report says that it has from other reports: "the Tide reported", "told the newspaper", "as has been widely reported".

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{Article, CleanSpan, DocumentIdx, sentences};
use sayso_trace::{Lineage, OriginIdx};

use crate::similar::{SAME_MATTER, SHARED_RUN, longest_run, topic};
use crate::terms::{Word, words};
use crate::unit::Unit;

/// Whom a report has words from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lender {
    /// Another outlet of the story, by its first article.
    Outlet(DocumentIdx),
    /// An agency whose story is an origin.
    Agency(OriginIdx),
    /// Reports that nobody names.
    Reports,
}

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

/// What an outlet is called, and its first article in the story.
#[derive(Debug, PartialEq)]
struct Outlet {
    /// In lower case, without "the" at its head.
    name: Vec<String>,
    /// "the" and the last word, where only one outlet ends in it.
    short: Option<Vec<String>>,
    document: DocumentIdx,
}

/// What reports have from one another.
#[derive(Debug, Default)]
pub(crate) struct Borrowed {
    /// For each unit that its report says to have from others, whom from.
    units: BTreeMap<usize, Lender>,
    /// The outlets of the story that a report names as where it has things from, by their first articles.
    lenders: BTreeMap<DocumentIdx, BTreeSet<DocumentIdx>>,
}

impl Borrowed {
    /// Whom the report of a unit says that it has it from.
    pub(crate) fn lender(&self, unit: usize) -> Option<Lender> {
        self.units.get(&unit).copied()
    }

    /// Whether a report hands on what another tells as well, on the same word: it names the other for other things, and does not say
    /// that it was told this itself.
    pub(crate) fn hands_on(&self, articles: &[Article], unit: &Unit, told: &Unit) -> bool {
        let mut named = self.lenders.get(&unit.document).into_iter().flatten();
        if !named.any(|from| same_outlet(articles, *from, told.document)) {
            return false;
        }
        let on_same_word = told.speaker.is_some() && told.speaker == unit.speaker;
        // "The head of the inspectorate" may be anybody, but says the same.
        let in_same_words = || longest_run(&told.sequence, &unit.sequence) >= SHARED_RUN;
        let on_nobodys = || unit.speaker.is_none() && topic(told, unit) >= SAME_MATTER;
        (on_same_word || in_same_words() || on_nobodys())
            && !articles
                .get(unit.document.0)
                .is_some_and(|a| was_told(a, unit))
    }
}

/// Whether two articles are of one outlet.
pub(crate) fn same_outlet(articles: &[Article], a: DocumentIdx, b: DocumentIdx) -> bool {
    let outlet = |d: DocumentIdx| articles.get(d.0).map(Article::outlet_or_document);
    outlet(a) == outlet(b)
}

/// Whether a report says that something was told to itself: "told us", "told the Tide" in the Tide.
fn was_told(article: &Article, unit: &Unit) -> bool {
    const NEAR: usize = 120;
    let (Some(name), Some(first), Some(last)) =
        (name(article), unit.place.first(), unit.place.last())
    else {
        return false;
    };
    let text = article.text.as_str();
    let from = text.floor_char_boundary(first.start().get().saturating_sub(NEAR));
    let to = text.floor_char_boundary(last.end().get() + NEAR);
    let near = words(&text[from..to]);
    let told = near.iter().any(|w| w.lower == "told");
    let to_us = near.windows(2).any(|pair| {
        pair[0].lower == "told" && matches!(pair[1].lower.as_str(), "us" | "me" | "our" | "this")
    });
    to_us || told && stands_in(&name[name.len() - 1..], &near, 1)
}

/// Finds what reports have from one another. A unit is another outlet's or an agency's where the sentence around its content names it, or
/// calls it "the newspaper" after it was named, or goes on with the same speaker; it is that of reports at large where the sentence says so.
pub(crate) fn borrowed(
    articles: &[Article],
    documents: &[DocumentIdx],
    units: &[Unit],
    lineage: &Lineage,
) -> Borrowed {
    let outlets = outlets(articles, documents);
    let agencies = agencies(lineage);
    let mut found = Borrowed::default();
    if documents.len() < 2 {
        return found;
    }
    let mut units_of: BTreeMap<DocumentIdx, Vec<(usize, &Unit)>> = BTreeMap::new();
    for (i, unit) in units.iter().enumerate() {
        units_of.entry(unit.document).or_default().push((i, unit));
    }
    for (document, own) in units_of {
        let Some(article) = articles.get(document.0) else {
            continue;
        };
        let own_name = name(article);
        let mut last: Option<&Outlet> = None;
        for block in article.body() {
            // Whose words of this paragraph are borrowed, and from whom.
            let mut heard: Vec<(&Unit, Lender)> = Vec::new();
            for sentence in sentences(article.text.as_str(), block) {
                let told: Vec<&(usize, &Unit)> = own
                    .iter()
                    .filter(|(_, u)| u.place.iter().any(|p| sentence.overlaps(*p)))
                    .collect();
                let around = around(article, sentence, &told);
                let named = outlets
                    .iter()
                    .find(|o| own_name.as_ref() != Some(&o.name) && o.stands_in(&around));
                last = named.or(last);
                let lends = named.map(|outlet| outlet.document);
                found.lenders.entry(document).or_default().extend(lends);
                let from = last
                    .filter(|outlet| named.is_some() || outlet.is_called(&around))
                    .map(|outlet| Lender::Outlet(outlet.document));
                let agency = || {
                    // An agency's own story borrows nothing from it.
                    let of_others = |origin: &OriginIdx| {
                        !lineage.origins[origin.0].documents.contains(&document)
                    };
                    let mut all = agencies.iter().filter(|(_, origin)| of_others(origin));
                    let (_, origin) = all.find(|(name, _)| stands_in(name, &around, 0))?;
                    Some(Lender::Agency(*origin))
                };
                let from = from.or_else(agency);
                let from = from.or_else(|| is_hearsay(&around).then_some(Lender::Reports));
                for (i, unit) in told {
                    // "She also said": to whom, the sentence before told.
                    let goes_on = || {
                        let same = |u: &Unit| u.speaker.is_some() && u.speaker == unit.speaker;
                        heard.iter().find(|(u, _)| same(u)).map(|(_, d)| *d)
                    };
                    if let Some(from) = from.or_else(goes_on) {
                        found.units.insert(*i, from);
                        heard.push((unit, from));
                    }
                }
            }
        }
    }
    found
}

/// The capitalised words of an article's outlet. A file is often called by its outlet, where the text does not tell it:
/// "ruvane-islander.txt".
fn name(article: &Article) -> Option<Vec<String>> {
    let Some(outlet) = &article.outlet else {
        let file = article.document.rsplit(['/', '\\']).next()?;
        let stem = file.split('.').next()?;
        let name: Vec<String> = words(stem).into_iter().map(|w| w.lower).collect();
        let is_name = name.len() > 1 && name.iter().all(|w| w.chars().all(char::is_alphabetic));
        return is_name.then_some(name);
    };
    let split = words(&outlet.value);
    let capital = split.into_iter().filter(|w| w.capital).map(|w| w.lower);
    let name: Vec<String> = capital.skip_while(|w| w == "the").collect();
    (!name.is_empty()).then_some(name)
}

/// The outlets of a story.
fn outlets(articles: &[Article], documents: &[DocumentIdx]) -> Vec<Outlet> {
    let mut names: BTreeMap<Vec<String>, DocumentIdx> = BTreeMap::new();
    for document in documents {
        if let Some(name) = articles.get(document.0).and_then(name) {
            names.entry(name).or_insert(*document);
        }
    }
    let mut endings: BTreeMap<String, usize> = BTreeMap::new();
    for last in names.keys().filter_map(|name| name.last()) {
        *endings.entry(last.clone()).or_default() += 1;
    }
    let outlet = |(name, document): (Vec<String>, DocumentIdx)| {
        let last = name
            .last()
            .filter(|last| name.len() > 1 && endings[*last] == 1);
        Outlet {
            short: last.map(|last| vec!["the".to_owned(), last.clone()]),
            name,
            document,
        }
    };
    names.into_iter().map(outlet).collect()
}

impl Outlet {
    /// Whether some words name it, with capitals. One word at the head of a sentence may be any word.
    fn stands_in(&self, words: &[Word]) -> bool {
        let is_in = |name: &[String]| stands_in(name, words, 1);
        is_in(&self.name) || self.short.as_deref().is_some_and(is_in)
    }

    /// Whether some words call it by what it is: "the newspaper", "the island paper".
    fn is_called(&self, words: &[Word]) -> bool {
        let on_air = self.name.iter().any(|w| ON_AIR.contains(&w.as_str()));
        let nouns = if on_air { BROADCAST } else { PRINT };
        words.iter().enumerate().any(|(i, w)| {
            let before = &words[i.saturating_sub(2)..i];
            let again = |w: &Word| matches!(w.lower.as_str(), "the" | "that" | "this");
            nouns.contains(&w.lower.as_str()) && before.iter().any(again)
        })
    }
}

/// Whether a name stands in some words, with capitals; one of a single word not before the word `first`.
fn stands_in(name: &[String], words: &[Word], first: usize) -> bool {
    words.windows(name.len()).enumerate().any(|(at, run)| {
        let same = |(w, n): (&Word, &String)| w.lower == *n && (w.capital || n == "the");
        (name.len() > 1 || at >= first) && run.iter().zip(name).all(same)
    })
}

/// What the agencies of a lineage are called, each with its story: the name that is credited, and its initials.
fn agencies(lineage: &Lineage) -> Vec<(Vec<String>, OriginIdx)> {
    let mut found = Vec::new();
    for (i, origin) in lineage.origins.iter().enumerate() {
        let Some(agency) = &origin.agency else {
            continue;
        };
        let name: Vec<String> = words(agency).into_iter().map(|w| w.lower).collect();
        if name.len() > 1 {
            let initials: String = name.iter().filter_map(|w| w.chars().next()).collect();
            found.push((vec![initials], OriginIdx(i)));
        }
        if !name.is_empty() {
            found.push((name, OriginIdx(i)));
        }
    }
    found
}

/// Whether a sentence says that others report what it tells: "is reported to", "were said to be", "as has been widely reported",
/// "according to one report".
fn is_hearsay(words: &[Word]) -> bool {
    const BE: [&str; 6] = ["is", "are", "was", "were", "been", "being"];
    const TOLD: [&str; 4] = ["reported", "rumoured", "rumored", "said"];
    const REPORTS: [&str; 5] = ["report", "reports", "media", "press", "newspapers"];
    let word = |i: usize| words.get(i).map_or("", |w| w.lower.as_str());
    (0..words.len()).any(|i| {
        let adverb = |w: &str| w.ends_with("ly") || matches!(w, "also" | "meanwhile" | "now");
        let told = i + 1 + usize::from(adverb(word(i + 1)));
        let reports = word(i) == "to" && i > 0 && word(i - 1) == "according";
        word(i) == "reportedly"
            || BE.contains(&word(i)) && TOLD.contains(&word(told))
            || reports && (i + 1..i + 4).any(|j| REPORTS.contains(&word(j)))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_are_said_to_report() {
        let hearsay = |text: &str| is_hearsay(&words(text));
        assert!(hearsay("The firm is reported"));
        assert!(hearsay("The men were meanwhile said to be in prison"));
        assert!(hearsay("as has been widely reported"));
        assert!(hearsay("According to one report"));
        assert!(!hearsay("Ida Holm, who was in Tesk, said"));
        assert!(!hearsay("She reported on Friday"));
    }
}
