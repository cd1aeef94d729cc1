//! Sentences of a rewrite that say what a sentence of the text behind it says, in other words.

use std::collections::BTreeMap;

use crate::words::{Vocabulary, Words};

/// How rare each word is among the sentences of all articles.
#[derive(Debug)]
pub(crate) struct Rarity {
    weight: Vec<f64>,
}

impl Rarity {
    /// Inverse sentence frequency (Spärck Jones 1972); words without meaning of their own weigh nothing.
    pub(crate) fn of(articles: &[Words], vocabulary: &Vocabulary) -> Self {
        let mut n_with = vec![0usize; vocabulary.len()];
        let mut n_sentences = 0usize;
        for words in articles {
            for sentence in &words.sentences {
                n_sentences += 1;
                for id in distinct(&words.ids[sentence.words.clone()]) {
                    n_with[id as usize] += 1;
                }
            }
        }
        let weight = n_with.iter().zip(0u32..).map(|(n, id)| {
            if vocabulary.is_content(id) && *n > 0 {
                (1.0 + n_sentences as f64 / *n as f64).ln()
            } else {
                0.0
            }
        });
        Self {
            weight: weight.collect(),
        }
    }
}

fn distinct(ids: &[u32]) -> Vec<u32> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Fewest words with meaning that two sentences must share to say the same.
const FEWEST_SHARED: usize = 3;

/// The sentences that others may be counterparts of.
#[derive(Debug)]
pub(crate) struct Counterparts<'a> {
    rarity: &'a Rarity,
    /// For each word, the sentences that have it.
    with: BTreeMap<u32, Vec<usize>>,
}

impl<'a> Counterparts<'a> {
    /// Indexes the sentences of the texts behind.
    pub(crate) fn of<'w>(rarity: &'a Rarity, behind: impl Iterator<Item = &'w Words>) -> Self {
        let mut with: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut n = 0;
        for words in behind {
            for sentence in &words.sentences {
                for id in distinct(&words.ids[sentence.words.clone()]) {
                    if rarity.weight[id as usize] > 0.0 {
                        with.entry(id).or_default().push(n);
                    }
                }
                n += 1;
            }
        }
        Self { rarity, with }
    }

    /// The weight of a sentence's words that stand in the most alike sentence, as a share of the weight of all of them.
    pub(crate) fn cover(&self, sentence: &[u32]) -> f64 {
        let ids = distinct(sentence);
        let total: f64 = ids.iter().map(|id| self.rarity.weight[*id as usize]).sum();
        let mut shared: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for id in &ids {
            for other in self.with.get(id).into_iter().flatten() {
                let entry = shared.entry(*other).or_default();
                entry.0 += self.rarity.weight[*id as usize];
                entry.1 += 1;
            }
        }
        let enough = shared
            .values()
            .filter(|(_, n)| *n >= FEWEST_SHARED)
            .map(|(weight, _)| *weight);
        enough.fold(0.0, f64::max) / total.max(f64::MIN_POSITIVE)
    }
}
