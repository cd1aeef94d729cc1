//! What makes two articles share words, and which of them had the words first.
//!
//! That one article is the other's source is told by credits (it is the agency that the other credits, or the outlet that the
//! other names), else by the dates of publication, where these are far enough apart to be compared. How much of which article
//! is shared tells of copying, never of its direction: an agency's story is shortened as often as it is padded.

use sayso_text::{Article, DocumentIdx};

use crate::group::{Credit, Groups, n_narrative, one_text, same_body};
use crate::lineage::{Relation, Source, SourceBasis};
use crate::pairs::Shared;
use crate::words::Words;

/// Of the words that an article shares with another, this share stands in a third as well ...
const COMMON: f64 = 0.8;
/// ... among so many of those with which it shares most.
const MOST_PARTNERS: usize = 32;

/// The articles and what is known of their text.
pub(crate) struct Relations<'a> {
    pub(crate) articles: &'a [Article],
    pub(crate) words: &'a [Words],
    pub(crate) credits: &'a [Credit],
    pub(crate) groups: &'a Groups,
    /// For each article, the first of the same outlet.
    pub(crate) first_of_outlet: &'a [usize],
    pub(crate) shared: &'a [Shared],
}

/// Another article that has words of one.
#[derive(Clone, Debug)]
struct Partner {
    /// Index of the pair.
    pair: usize,
    other: usize,
    /// In order.
    words: Vec<usize>,
}

impl Relations<'_> {
    /// For each pair, why it shares words, and the article of it that is the other's source.
    pub(crate) fn of_pairs(&self) -> Vec<(Relation, Option<Source>)> {
        let relations: Vec<Relation> = self.shared.iter().map(|s| self.relation(s)).collect();
        let sources: Vec<Option<Source>> = self
            .shared
            .iter()
            .zip(&relations)
            .map(|(s, relation)| self.source(s, *relation))
            .collect();
        let partners = self.partners();
        let first_hand = |(pair, source): (usize, &Option<Source>)| {
            source.filter(|s| !self.have_it_from_third(pair, *s, &sources, &partners))
        };
        let settled = sources.iter().enumerate().map(first_hand);
        relations.into_iter().zip(settled).collect()
    }

    fn relation(&self, shared: &Shared) -> Relation {
        let (a, b) = (shared.a, shared.b);
        let group = |i: usize| self.groups.of[i].map(|group| &self.groups.groups[group]);
        let one_group = self.groups.of[a].is_some() && self.groups.of[a] == self.groups.of[b];
        let one_outlet = self.first_of_outlet[a] == self.first_of_outlet[b];
        if one_group || one_text(self.words, shared, one_outlet) {
            let credited = |i: usize| {
                self.credits[i] != Credit::None || group(i).is_some_and(|group| group.credited)
            };
            return if credited(a) || credited(b) {
                Relation::Wire
            } else {
                Relation::Copy
            };
        }
        if self.excerpted(shared).is_some() {
            return Relation::Copy;
        }
        let passages = shared.passages.iter();
        let n_words: usize = passages.clone().map(|p| p.matched.len()).sum();
        let n_narrative: usize = passages
            .map(|p| n_narrative(&self.words[a], &self.words[b], p))
            .sum();
        if n_narrative * 2 < n_words {
            Relation::Quotes
        } else {
            Relation::Coincidence
        }
    }

    fn source(&self, shared: &Shared, relation: Relation) -> Option<Source> {
        if !matches!(relation, Relation::Wire | Relation::Copy) {
            return None;
        }
        let (a, b) = (shared.a, shared.b);
        let which = |first: bool, basis| Source {
            document: DocumentIdx(if first { a } else { b }),
            basis,
        };
        if let Some(source) = self.excerpted(shared) {
            return Some(which(source == a, SourceBasis::Named));
        }
        let is_agency = |i: usize| matches!(self.credits[i], Credit::Own(_));
        if is_agency(a) != is_agency(b) {
            return Some(which(is_agency(a), SourceBasis::Credit));
        }
        let (a_names_b, b_names_a) = (self.names(a, b), self.names(b, a));
        if a_names_b != b_names_a {
            return Some(which(b_names_a, SourceBasis::Named));
        }
        // Two that credit one agency both have it from there.
        if self.credits[a].named().is_some() && self.credits[b].named().is_some() {
            return None;
        }
        let when = |i: usize| self.articles[i].published.as_ref().map(|p| p.value);
        when(a)?
            .is_before(when(b)?)
            .map(|a_first| which(a_first, SourceBasis::Date))
    }

    /// The article of a pair whose own words the other quotes: it has them outside quotation marks, and the other, which names
    /// its outlet, within.
    fn excerpted(&self, shared: &Shared) -> Option<usize> {
        let (a, b) = (shared.a, shared.b);
        let matched = || shared.passages.iter().flat_map(|p| &p.matched);
        let quoted = |i: usize, w: usize| self.words[i].quoted[w];
        let by_b = matched().filter(|m| !quoted(a, m.0) && quoted(b, m.1));
        let by_a = matched().filter(|m| quoted(a, m.0) && !quoted(b, m.1));
        let (n_words, by_b, by_a) = (matched().count(), by_b.count(), by_a.count());
        if by_b * 2 > n_words && self.names(b, a) {
            return Some(a);
        }
        (by_a * 2 > n_words && self.names(a, b)).then_some(b)
    }

    /// Whether an article names the outlet of the other: in its body, or as what it is based on.
    fn names(&self, article: usize, other: usize) -> bool {
        let Some(outlet) = &self.articles[other].outlet else {
            return false;
        };
        let name = outlet.value.trim();
        let own = self.articles[article].outlet.as_ref();
        if name.is_empty() || own.is_some_and(|own| same_body(&own.value, name)) {
            return false;
        }
        let article = &self.articles[article];
        let based = article.based_on.as_deref();
        based.is_some_and(|based| same_body(based, name))
            || article.body().any(|s| stands_in(article.slice(s), name))
    }

    /// For each article, the others that have words of it, most words first: the pair, the other, and which words.
    fn partners(&self) -> Vec<Vec<Partner>> {
        let mut found: Vec<Vec<Partner>> = vec![Vec::new(); self.words.len()];
        for (pair, shared) in self.shared.iter().enumerate() {
            let matched = || shared.passages.iter().flat_map(|p| &p.matched);
            let sides: [(usize, usize, Vec<usize>); 2] = [
                (shared.a, shared.b, matched().map(|m| m.0).collect()),
                (shared.b, shared.a, matched().map(|m| m.1).collect()),
            ];
            for (article, other, mut words) in sides {
                words.sort_unstable();
                words.dedup();
                found[article].push(Partner { pair, other, words });
            }
        }
        for partners in &mut found {
            partners.sort_by_key(|p| (std::cmp::Reverse(p.words.len()), p.pair));
            partners.truncate(MOST_PARTNERS);
        }
        found
    }

    /// Whether the words that the later article of a pair shares with its source may as well come from a third: one that has
    /// nearly all of these words, no fewer of the later article's in all, and took them neither from it nor from the source.
    fn have_it_from_third(
        &self,
        pair: usize,
        source: Source,
        sources: &[Option<Source>],
        partners: &[Vec<Partner>],
    ) -> bool {
        let shared = &self.shared[pair];
        let source = source.document.0;
        let taker = if source == shared.a {
            shared.b
        } else {
            shared.a
        };
        let took = |partner: &Partner, from: usize| {
            sources[partner.pair].is_some_and(|s| s.document.0 == from)
        };
        let Some(words) = partners[taker].iter().find(|p| p.pair == pair) else {
            return false;
        };
        let words = &words.words;
        partners[taker].iter().any(|third| {
            let is_common = |w: &&usize| words.binary_search(w).is_ok();
            let n_common = || third.words.iter().filter(is_common).count() as f64;
            let from_source = |p: &Partner| p.other == source && took(p, source);
            third.pair != pair
                && third.words.len() >= words.len()
                && !took(third, taker)
                && !partners[third.other].iter().any(from_source)
                && n_common() >= COMMON * words.len() as f64
        })
    }
}

/// Whether a name stands in a text as a word or several of its own, with its capitals.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_by_itself() {
        assert!(stands_in("as the Tarn Echo reported", "Tarn Echo"));
        assert!(stands_in("“Tarn Echo”", "Tarn Echo"));
        assert!(!stands_in("the Tarn Echoes", "Tarn Echo"));
        assert!(!stands_in("a tarn echo", "Tarn Echo"));
    }
}
