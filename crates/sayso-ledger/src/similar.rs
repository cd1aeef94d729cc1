//! How alike two units are, and which pairs are worth comparing.

use std::collections::{BTreeMap, BTreeSet};

use crate::act::{ActGroup, group, is_act_of_will};
use crate::actor::Party;
use crate::terms::{TermSet, Vocabulary, Word, words};
use crate::unit::{Unit, asserts, is_clause};

/// Words in a row that two speakers do not both choose by chance.
pub(crate) const SHARED_RUN: usize = 6;
/// What renderings of one utterance have in common besides: where one is known to have spoken, and where nobody is known.
const SHARED_BY_ONE: f32 = 0.25;
const SHARED_BY_UNKNOWN: f32 = 0.35;
/// Similarity of two renderings of one utterance.
const SAME_UTTERANCE: f32 = 0.95;
/// Weight of the sentence vectors against shared words, where both units have a vector.
const VECTOR_WEIGHT: f32 = 0.45;
/// Similarity that two tellings of one party's acts of one kind have, before what they are about is compared.
const SAME_ACT: f32 = 0.2;
/// What is added where two reports name the same speaker.
const SAME_SPEAKER: f32 = 0.08;
/// What is taken off where one report tells both.
const SAME_ARTICLE: f32 = 0.06;
/// What is taken off where only one of the two tells of another party's decision.
const NO_ACT: f32 = 0.15;
/// What is taken off where one of the two is no sentence.
const NO_SENTENCE: f32 = 0.12;
/// What is taken off where different parties are said to act.
const OTHER_PARTY: f32 = 0.2;
/// What the similarity is multiplied by where one is told and the other denied.
const OPPOSITE: f32 = 0.4;
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

/// Likeness of two propositions, 0 to 1.
pub(crate) fn proposition(a: &Unit, b: &Unit) -> f32 {
    let base = topic(a, b);
    let same_speaker = a.speaker.is_some() && a.speaker == b.speaker;
    // Of two whom nobody knows, a phrase that reports repeat ("lent for the city's new stadium") tells little.
    let least = match (same_speaker, a.speaker.is_none() || b.speaker.is_none()) {
        (true, _) => SHARED_BY_ONE,
        (false, true) => SHARED_BY_UNKNOWN,
        (false, false) => 1.0,
    };
    if a.terms.overlap(&b.terms) > least && longest_run(&a.sequence, &b.sequence) >= SHARED_RUN {
        return SAME_UTTERANCE;
    }
    let mut score = base;
    let mut same_will = false;
    if let (Some(x), Some(y)) = (&a.act, &b.act) {
        let unknown = x.party == Party::default() || y.party == Party::default();
        // A person whose side nobody tells may be of the side that the other names.
        let open = |p: &Party, q: &Party| p.side.is_none() && q.actor.is_none();
        let unknown = unknown || open(&x.party, &y.party) || open(&y.party, &x.party);
        let same_party = x.party.same_side(&y.party) || (unknown && a.second_hand && b.second_hand);
        let (g, h) = (group(x.class), group(y.class));
        if same_party && g == h && is_act_of_will(x.class) {
            // Same party, same kind of act: what the act is about decides, in whatever words it is put.
            let object = a
                .object
                .overlap(&b.object)
                .max(0.8 * smaller_covered(a, b))
                .max(base);
            score = score.max(SAME_ACT + (1.0 - SAME_ACT) * object);
            same_will = true;
        } else if !same_party && a.second_hand && b.second_hand {
            score -= OTHER_PARTY;
        }
    }
    if let (Some(x), Some(y)) = (&a.subject, &b.subject)
        && !x.same_side(y)
    {
        score -= OTHER_PARTY;
    }
    // Whom two reports quote on a matter, they quote on the same.
    if same_speaker && a.document != b.document {
        score += SAME_SPEAKER;
    }
    // That a party agreed to a thing is another proposition than that the thing is needed.
    let of_other = |u: &Unit| u.second_hand && u.tells_will();
    if of_other(a) != of_other(b) {
        score -= NO_ACT;
    }
    // That a thing be done is another proposition than that it was.
    let demands = |u: &Unit| group(u.cue_class) == ActGroup::Demand;
    if demands(a) != demands(b) && !same_speaker && is_clause(a) && is_clause(b) {
        score -= NO_ACT;
    }
    // A report seldom says one thing twice, but for its headline.
    if a.document == b.document && !a.headline && !b.headline {
        score -= SAME_ARTICLE;
    }
    // What a verb is about has its words from there, and tells no proposition by itself.
    if !(same_will || asserts(a) && asserts(b)) {
        score -= NO_SENTENCE;
    }
    if a.negative != b.negative {
        score *= OPPOSITE;
    }
    score.clamp(0.0, 1.0)
}

/// Containment of the smaller object in the other, trusted only from two terms on.
fn smaller_covered(a: &Unit, b: &Unit) -> f32 {
    let (small, large) = if a.object.weight() <= b.object.weight() {
        (&a.object, &b.object)
    } else {
        (&b.object, &a.object)
    };
    if small.shared(large).1 < 2 {
        0.0
    } else {
        small.covered_by(large)
    }
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
