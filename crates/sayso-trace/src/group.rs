//! Which articles tell one text: groups by shared narrative, and the agency behind a group.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::Article;

use crate::counterpart::{Counterparts, Rarity};
use crate::pairs::Shared;
use crate::rewrite::SAYS_THE_SAME;
use crate::sets::Sets;
use crate::words::Words;

/// Words outside quotation marks that a passage must share to tell of copying; a name with its titles has fewer.
const NARRATIVE_PASSAGE: usize = 6;
/// A pair is one text if it shares at least this many passages of narrative ...
const NARRATIVE_PASSAGES: usize = 2;
/// ... with so many words that make up such a share of the shorter article's narrative. The less of it, the longer they must
/// be: two reports of one event share a law's wording, a letter, a list of offices. Set on pairs of independent and of agency
/// reports of the same events.
const ENOUGH: [(usize, f64); 2] = [(50, 0.12), (25, 0.3)];
/// One passage is enough if it holds this share of it.
const COPIED_SHARE: f64 = 0.5;
/// Articles that credit different agencies are one text only if this much of the longer one is shared.
const ACROSS_AGENCIES: f64 = 0.5;
/// Share of an article's words in sentences that say what an agency's story says, from which the article tells the story again.
const RETOLD: f64 = 0.5;
/// Members of a group that stand for its text when a rewrite is compared with it.
const REFERENCES: usize = 8;

/// How an article is credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credit {
    /// No agency.
    None,
    /// An agency by name.
    Named(String),
    /// An agency by name, with a part of the article only: its words are its outlet's where no other article has them.
    InPart(String),
    /// The outlet is the agency.
    Own(String),
    /// "Agencies", without a name.
    Unnamed,
}

impl Credit {
    pub(crate) fn of(article: &Article) -> Self {
        if let Some(agency) = &article.publishing_agency {
            return Self::Own(agency.clone());
        }
        let Some(credit) = &article.credit else {
            return Self::None;
        };
        if credit.agency.to_lowercase() == "agencies" {
            // Parts by agencies without a name tell nothing of any passage.
            return if credit.in_part {
                Self::None
            } else {
                Self::Unnamed
            };
        }
        match &article.outlet {
            Some(outlet) if same_body(&outlet.value, &credit.agency) => {
                Self::Own(credit.agency.clone())
            }
            _ if credit.in_part => Self::InPart(credit.agency.clone()),
            _ => Self::Named(credit.agency.clone()),
        }
    }

    /// The name of the agency whose story the article is.
    pub(crate) fn agency(&self) -> Option<&str> {
        match self {
            Self::Named(agency) | Self::Own(agency) => Some(agency),
            Self::None | Self::Unnamed | Self::InPart(_) => None,
        }
    }

    /// The name of an agency that has a part in the article, or all of it.
    pub(crate) fn named(&self) -> Option<&str> {
        match self {
            Self::InPart(agency) => Some(agency),
            _ => self.agency(),
        }
    }
}

/// Whether two names are of one organization: the same words, more or fewer of them, or the initials ("AP").
pub(crate) fn same_body(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        // "Tarn News (Online)", "Tarn News - Opinion".
        let parts = [" (", " - ", " – ", " | "];
        let end = parts.iter().filter_map(|part| name.find(part)).min();
        let split = name[..end.unwrap_or(name.len())]
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty());
        split
            .map(str::to_lowercase)
            .filter(|w| !matches!(w.as_str(), "the" | "news" | "agency" | "com" | "www"))
            .collect()
    };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let initials = |words: &[String]| {
        words
            .iter()
            .filter_map(|w| w.chars().next())
            .collect::<String>()
    };
    a == b || (b.len() > 1 && a == [initials(&b)]) || (a.len() > 1 && b == [initials(&a)])
}

/// Articles that tell one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Its articles, in order.
    pub(crate) members: Vec<usize>,
    /// The agency that most of them credit.
    pub(crate) agency: Option<String>,
    /// Whether any of them credits agencies, by name or not.
    pub(crate) credited: bool,
}

/// The groups of a set of articles.
#[derive(Debug)]
pub(crate) struct Groups {
    /// In order of their first article; texts that only a retelling made last.
    pub(crate) groups: Vec<Group>,
    /// For each article, its group, if it shares its text with others.
    pub(crate) of: Vec<Option<usize>>,
}

/// What two articles share outside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Overlap {
    a: usize,
    b: usize,
    n_words: usize,
    /// Share of the narrative of the longer one.
    share_of_longer: f64,
}

/// Words of a passage that are the reporters' own in both articles.
pub(crate) fn n_narrative(a: &Words, b: &Words, passage: &crate::align::Passage) -> usize {
    passage
        .matched
        .iter()
        .filter(|(i, j)| !a.spoken[*i] && !b.spoken[*j])
        .count()
}

/// Whether two articles share so much narrative that they tell one text, each of two agencies' stories in it by itself.
pub(crate) fn one_text(words: &[Words], shared: &Shared, one_outlet: bool) -> bool {
    overlap(words, shared, one_outlet).is_some()
}

/// What a pair shares, if that makes it one text. An outlet repeats its own background and footers: that tells of no
/// common origin beyond the outlet, unless most of an article is repeated.
fn overlap(words: &[Words], shared: &Shared, one_outlet: bool) -> Option<Overlap> {
    let (a, b) = (&words[shared.a], &words[shared.b]);
    let counts = shared
        .passages
        .iter()
        .map(|p| n_narrative(a, b, p))
        .filter(|n| *n >= NARRATIVE_PASSAGE);
    let (n_passages, n_words) =
        counts.fold((0, 0), |(passages, words), n| (passages + 1, words + n));
    let narrative = |w: &Words| w.spoken.iter().filter(|s| !**s).count();
    let share = n_words as f64 / narrative(a).min(narrative(b)).max(1) as f64;
    let share_of_longer = n_words as f64 / narrative(a).max(narrative(b)).max(1) as f64;
    let enough = ENOUGH
        .iter()
        .any(|(words, part)| n_words >= *words && share >= *part);
    let several = !one_outlet && n_passages >= NARRATIVE_PASSAGES && enough;
    let copied = n_passages > 0 && share >= COPIED_SHARE;
    (several || copied || same_quotations(a, b, shared)).then_some(Overlap {
        a: shared.a,
        b: shared.b,
        n_words,
        share_of_longer,
    })
}

/// Articles that are nothing but quotation, and the same.
fn same_quotations(a: &Words, b: &Words, shared: &Shared) -> bool {
    let n: usize = shared.passages.iter().map(|p| p.matched.len()).sum();
    n * 10 >= a.len().max(b.len()) * 9
}

impl Groups {
    /// Groups articles whose narrative is shared, strongest pairs first; then an article that credits agencies without a name
    /// joins the agency text with which it shares most.
    pub(crate) fn of(
        articles: &[Words],
        credits: &[Credit],
        first_of_outlet: &[usize],
        shared: &[Shared],
    ) -> Self {
        let one_outlet = |s: &Shared| first_of_outlet[s.a] == first_of_outlet[s.b];
        let mut overlaps: Vec<Overlap> = shared
            .iter()
            .filter_map(|s| overlap(articles, s, one_outlet(s)))
            .collect();
        overlaps.sort_by(|x, y| y.n_words.cmp(&x.n_words).then((x.a, x.b).cmp(&(y.a, y.b))));
        let mut union = Union::new(credits);
        for overlap in overlaps {
            union.join(
                overlap.a,
                overlap.b,
                overlap.share_of_longer >= ACROSS_AGENCIES,
            );
        }
        let mut most: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for s in shared {
            let n_words: usize = s.passages.iter().map(|p| p.matched.len()).sum();
            for (i, other) in [(s.a, s.b), (s.b, s.a)] {
                let seeks = credits[i] == Credit::Unnamed && union.agency(i).is_none();
                if seeks
                    && union.agency(other).is_some()
                    && most.get(&i).is_none_or(|(n, _)| n_words > *n)
                {
                    most.insert(i, (n_words, other));
                }
            }
        }
        for (i, (_, other)) in most {
            union.join(i, other, false);
        }
        union.groups(credits)
    }

    /// Adds to an agency's text the articles that credit nobody and tell the story again in other words: they share a passage with
    /// it, be it a quotation, and half of what they say it says too.
    pub(crate) fn add_retold(
        &mut self,
        articles: &[Words],
        credits: &[Credit],
        shared: &[Shared],
        rarity: &Rarity,
    ) {
        // By the first article of the text: one that shares it, or that credits the agency and stands alone.
        let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (i, other) in shared.iter().flat_map(|s| [(s.a, s.b), (s.b, s.a)]) {
            let of_agency = match self.of[other] {
                Some(group) => self.groups[group].agency.is_some(),
                None => credits[other].agency().is_some(),
            };
            if self.of[i].is_none() && credits[i] == Credit::None && of_agency {
                let first = self.of[other].map_or(other, |group| self.groups[group].members[0]);
                near.entry(first).or_default().insert(i);
            }
        }
        for (first, candidates) in near {
            let references = match self.of[first] {
                Some(group) => self.references(group, articles, credits),
                None => vec![first],
            };
            let behind = Counterparts::of(rarity, articles, &references);
            for i in candidates {
                let retold = articles[i].sentences.iter().map(|s| s.words.clone());
                let retold = retold.filter(|range| {
                    behind.cover(i, &articles[i].ids[range.clone()]).sentence >= SAYS_THE_SAME
                });
                let n_words: usize = retold.map(|range| range.len()).sum();
                if self.of[i].is_none() && n_words as f64 >= RETOLD * articles[i].len() as f64 {
                    self.add(first, i, &credits[first]);
                }
            }
        }
    }

    /// Puts an article to the text of another, which may have stood alone.
    fn add(&mut self, first: usize, article: usize, credit: &Credit) {
        let group = self.of[first].unwrap_or_else(|| {
            self.groups.push(Group {
                members: vec![first],
                agency: credit.agency().map(str::to_owned),
                credited: true,
            });
            self.groups.len() - 1
        });
        self.of[first] = Some(group);
        self.of[article] = Some(group);
        let members = &mut self.groups[group].members;
        members.push(article);
        members.sort_unstable();
    }

    /// The members that stand for a group's text: those that credit the agency first, then the longest.
    pub(crate) fn references(
        &self,
        group: usize,
        articles: &[Words],
        credits: &[Credit],
    ) -> Vec<usize> {
        let mut members = self.groups[group].members.clone();
        members.sort_by_key(|m| {
            let credited = credits[*m].agency().is_some();
            (!credited, std::cmp::Reverse(articles[*m].len()), *m)
        });
        members.truncate(REFERENCES);
        members
    }
}

/// Articles joined to texts; a text knows its agency.
struct Union {
    sets: Sets,
    /// By the set's first member.
    agency: Vec<Option<String>>,
}

impl Union {
    fn new(credits: &[Credit]) -> Self {
        Self {
            sets: Sets::new(credits.len()),
            agency: credits
                .iter()
                .map(|c| c.agency().map(str::to_owned))
                .collect(),
        }
    }

    fn agency(&mut self, i: usize) -> Option<&str> {
        let root = self.sets.root(i);
        self.agency[root].as_deref()
    }

    fn join(&mut self, a: usize, b: usize, across_agencies: bool) {
        let (a, b) = (self.sets.root(a), self.sets.root(b));
        let apart = match (&self.agency[a], &self.agency[b]) {
            (Some(x), Some(y)) => !same_body(x, y),
            _ => false,
        };
        if a == b || (apart && !across_agencies) {
            return;
        }
        self.sets.join(a, b);
        let (first, later) = (a.min(b), a.max(b));
        if self.agency[first].is_none() {
            self.agency[first] = self.agency[later].take();
        }
    }

    fn groups(self, credits: &[Credit]) -> Groups {
        let (mut groups, mut of) = (Vec::new(), vec![None; credits.len()]);
        for members in self.sets.members().into_iter().filter(|m| m.len() > 1) {
            for member in &members {
                of[*member] = Some(groups.len());
            }
            let credited = members.iter().any(|m| credits[*m] != Credit::None);
            let agency = most_credited(members.iter().filter_map(|m| credits[*m].agency()))
                .or_else(|| most_credited(members.iter().filter_map(|m| credits[*m].named())));
            groups.push(Group {
                members,
                agency,
                credited,
            });
        }
        Groups { groups, of }
    }
}

/// The name that stands most often, the first of them where several do.
fn most_credited<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| same_body(known, name)) {
            Some((_, n)) => *n += 1,
            None => counts.push((name, 1)),
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max()?;
    counts
        .iter()
        .find(|(_, n)| *n == most)
        .map(|(name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_body_by_several_names() {
        assert!(same_body("HWS", "Highland Wire Service"));
        assert!(same_body(
            "Highland Wire Service",
            "The Highland Wire Service"
        ));
        assert!(same_body("Tarn News", "Tarn"));
        assert!(same_body("Tarn (Web News)", "Tarn News - Opinion"));
        assert!(!same_body("Tarn", "Highland Wire Service"));
        assert!(!same_body("", "Tarn"));
    }
}
