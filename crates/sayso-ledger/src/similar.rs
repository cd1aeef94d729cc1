//! How alike two units are, and which pairs are worth comparing.

use std::collections::{BTreeMap, BTreeSet};

use crate::terms::{TermSet, Vocabulary, Word, words};
use crate::unit::Unit;

/// Words in a row that two speakers do not both choose by chance.
pub(crate) const SHARED_RUN: usize = 6;
/// Likeness from which two units tell of one matter.
pub(crate) const SAME_MATTER: f32 = 0.33;
/// Weight of the sentence vectors against shared words, where both units have a vector.
const VECTOR_WEIGHT: f32 = 0.45;
/// Rarest terms of a unit by which it is looked up.
const KEY_TERMS: usize = 6;
/// Units that share a key term, at most; a term of more units does not single anything out.
const POSTING_LIMIT: usize = 60;
/// Units up to which all pairs of vectors are compared.
const ALL_PAIRS: usize = 1500;
/// Cosine from which two units are compared although they share no key term.
const NEAR: f32 = 0.55;

/// Cosine of two unit vectors; `None` where one is missing.
pub(crate) fn cosine(a: &[f32], b: &[f32]) -> Option<f32> {
    if a.is_empty() || a.len() != b.len() {
        return None;
    }
    let dot: f32 = a.iter().zip(b).map(|(x, y)| x * y).sum();
    dot.is_finite().then(|| dot.clamp(-1.0, 1.0))
}

/// Likeness of wording and meaning, 0 to 1, whatever is affirmed or denied.
pub(crate) fn topic(a: &Unit, b: &Unit) -> f32 {
    alike((&a.terms, &a.vector), (&b.terms, &b.vector))
}

pub(crate) fn alike(a: (&TermSet, &[f32]), b: (&TermSet, &[f32])) -> f32 {
    let overlap = a.0.overlap(b.0);
    match cosine(a.1, b.1) {
        Some(cosine) => VECTOR_WEIGHT * cosine.max(0.0) + (1.0 - VECTOR_WEIGHT) * overlap,
        None => overlap,
    }
}

/// Likeness of the wording and meaning of two sentences, 0 to 1, each with its vector of length 1: how claims are matched before
/// it is looked at who says and does what. How rare a word is comes from news at large.
#[must_use]
pub fn sentence_likeness(a: (&str, &[f32]), b: (&str, &[f32])) -> f32 {
    let (x, y) = (words(a.0), words(b.0));
    let vocabulary = Vocabulary::of_news(x.iter().chain(&y).map(|w| w.stem.as_str()));
    let terms = |split: &[Word]| TermSet::new(split.iter(), &vocabulary);
    alike((&terms(&x), a.1), (&terms(&y), b.1))
}

/// Length of the longest run of words that stands in both.
pub(crate) fn longest_run(a: &[u32], b: &[u32]) -> usize {
    let (mut best, mut row) = (0, vec![0usize; b.len() + 1]);
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { 0 };
            best = best.max(row[j + 1]);
            diagonal = above;
        }
    }
    best
}

/// Pairs of units worth comparing, in order: those that share a rare term, or lie near each other.
pub(crate) fn candidate_pairs(units: &[Unit], vocabulary: &Vocabulary) -> BTreeSet<(usize, usize)> {
    let mut postings: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, unit) in units.iter().enumerate() {
        let mut keys: Vec<u32> = unit.terms.ids().collect();
        keys.sort_by_key(|&id| (vocabulary.frequency(id), id));
        // In small stories every word may be looked up; in large ones only what singles a unit out.
        let n = if units.len() <= ALL_PAIRS {
            keys.len()
        } else {
            KEY_TERMS
        };
        for &key in keys.iter().take(n) {
            postings.entry(key).or_default().push(i);
        }
    }
    let mut pairs = BTreeSet::new();
    for posting in postings.values().filter(|p| p.len() <= POSTING_LIMIT) {
        for (k, &i) in posting.iter().enumerate() {
            pairs.extend(posting[k + 1..].iter().map(|&j| (i, j)));
        }
    }
    if units.len() <= ALL_PAIRS {
        for i in 0..units.len() {
            for j in i + 1..units.len() {
                if cosine(&units[i].vector, &units[j].vector).is_some_and(|c| c >= NEAR) {
                    pairs.insert((i, j));
                }
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_is_found_anywhere() {
        assert_eq!(longest_run(&[1, 2, 3, 4, 5], &[9, 2, 3, 4, 8]), 3);
        assert_eq!(longest_run(&[1, 2], &[]), 0);
    }

    #[test]
    fn vectors_of_different_length_are_not_compared() {
        assert_eq!(cosine(&[1.0, 0.0], &[1.0]), None);
        assert_eq!(cosine(&[], &[]), None);
        assert_eq!(cosine(&[0.6, 0.8], &[0.6, 0.8]), Some(1.0));
    }
}
