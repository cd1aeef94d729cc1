//! Which articles share words, found without comparing all with all.

use std::collections::BTreeMap;

use crate::align::{self, Passage, Shingle};
use crate::words::Words;

/// A shingle in more articles than this is a formula ("did not immediately respond to a request for comment") or the mark
/// of many copies of one text; it leads from each article to the first few that have it, not from all to all.
const MOST_ARTICLES: usize = 16;
/// How many of the first articles with a common shingle stand for the rest.
const STANDING_FOR_REST: usize = 2;
/// Share of the shorter article's shingles that must be shared for common shingles to count as copying.
const COPY: f64 = 0.3;

/// Two articles and the passages they share, in order of the first.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) passages: Vec<Passage>,
}

/// All pairs of articles that share a passage, in order.
///
/// Complete as long as no passage stands in more than [`MOST_ARTICLES`] articles; beyond, each of them is compared with the
/// first ones that have it, so that many copies of a text cost no more than their number.
pub(crate) fn shared(articles: &[Words]) -> Vec<Shared> {
    let shingles: Vec<Vec<Shingle>> = articles.iter().map(|w| align::shingles(&w.ids)).collect();
    let first_alike = first_alike(articles);
    let (counts, common) = candidates(&shingles, &first_alike);
    let mut found = Vec::new();
    for ((a, b), n_shared) in counts {
        let (words_a, words_b) = (&articles[a].ids, &articles[b].ids);
        let shorter = shingles[a].len().min(shingles[b].len());
        let copied = n_shared as f64 >= COPY * shorter as f64;
        let passages = if words_a == words_b {
            align::whole(words_a.len())
        } else {
            let is_formula = |hash: u64| !copied && common.binary_search(&hash).is_ok();
            align::passages((words_a, &shingles[a]), (words_b, &shingles[b]), is_formula)
        };
        if !passages.is_empty() {
            found.push(Shared { a, b, passages });
        }
    }
    found
}

/// For each article, the first with the very same words, where there are so many that they need not be compared with all.
fn first_alike(articles: &[Words]) -> Vec<Option<usize>> {
    let mut alike: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for (i, words) in articles.iter().enumerate() {
        alike.entry(&words.ids).or_default().push(i);
    }
    let mut first = vec![None; articles.len()];
    for members in alike.values() {
        for later in members.iter().skip(MOST_ARTICLES) {
            first[*later] = Some(members[0]);
        }
    }
    first
}

type Counts = BTreeMap<(usize, usize), usize>;

/// Pairs to compare with the number of shingles they share, and the hashes of common shingles, sorted.
fn candidates(shingles: &[Vec<Shingle>], first_alike: &[Option<usize>]) -> (Counts, Vec<u64>) {
    let mut counts = Counts::new();
    let mut postings: Vec<(u64, usize)> = Vec::new();
    for (i, own) in shingles.iter().enumerate() {
        if let Some(first) = first_alike[i] {
            counts.insert((first, i), own.len());
            continue;
        }
        let mut hashes: Vec<u64> = own.iter().map(|s| s.0).collect();
        hashes.dedup();
        postings.extend(hashes.into_iter().map(|h| (h, i)));
    }
    postings.sort_unstable();
    let mut common = Vec::new();
    for same in postings.chunk_by(|x, y| x.0 == y.0) {
        let leading = if same.len() > MOST_ARTICLES {
            common.push(same[0].0);
            STANDING_FOR_REST
        } else {
            same.len()
        };
        for (n, (_, a)) in same[..leading].iter().enumerate() {
            for (_, b) in &same[n + 1..] {
                *counts.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    (counts, common)
}
