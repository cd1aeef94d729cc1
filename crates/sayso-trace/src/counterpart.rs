//! Sentences of a rewrite that say what a sentence of the text behind it says, in other words.

use std::collections::BTreeMap;

use crate::words::{Vocabulary, Words};

/// How rare each word is among the sentences of all articles.
#[derive(Debug)]
pub(crate) struct Rarity {
    /// For each word, its stem's number; a stem is numbered as the first word that has it.
    stem: Vec<u32>,
    /// For each stem, what it weighs.
    weight: Vec<f64>,
}

impl Rarity {
    /// Inverse sentence frequency (Spärck Jones 1972); words without meaning of their own weigh nothing.
    pub(crate) fn of(articles: &[Words], vocabulary: &Vocabulary) -> Self {
        let mut rarity = Self {
            stem: vocabulary.stems(),
            weight: Vec::new(),
        };
        let mut n_with = vec![0usize; vocabulary.len()];
        let mut n_sentences = 0usize;
        for words in articles {
            for sentence in &words.sentences {
                n_sentences += 1;
                for id in distinct(&rarity.stems(&words.ids[sentence.words.clone()])) {
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
        rarity.weight = weight.collect();
        rarity
    }

    fn stems(&self, words: &[u32]) -> Vec<u32> {
        words.iter().map(|id| self.stem[*id as usize]).collect()
    }
}

fn distinct(ids: &[u32]) -> Vec<u32> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Fewest words with meaning that two sentences must share to say the same.
const FEWEST_SHARED: usize = 4;

/// The sentences that others may be counterparts of.
#[derive(Debug)]
pub(crate) struct Counterparts<'a> {
    rarity: &'a Rarity,
    /// For each stem, the sentences that have it, each with the article it stands in.
    with: BTreeMap<u32, Vec<(usize, usize)>>,
}

/// How much of a sentence's meaning stands elsewhere, as shares of the weight of its words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cover {
    /// In the one sentence that is most alike.
    pub(crate) sentence: f64,
    /// In the whole of the texts behind.
    pub(crate) text: f64,
}

impl<'a> Counterparts<'a> {
    /// Indexes the sentences of these articles.
    pub(crate) fn of(rarity: &'a Rarity, articles: &[Words], members: &[usize]) -> Self {
        let mut with: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
        for article in members {
            let words = &articles[*article];
            for (n, sentence) in words.sentences.iter().enumerate() {
                for id in distinct(&rarity.stems(&words.ids[sentence.words.clone()])) {
                    if rarity.weight[id as usize] > 0.0 {
                        with.entry(id).or_default().push((*article, n));
                    }
                }
            }
        }
        Self { rarity, with }
    }

    /// How much of a sentence stands in these articles, its own left aside.
    pub(crate) fn cover(&self, article: usize, sentence: &[u32]) -> Cover {
        let ids = distinct(&self.rarity.stems(sentence));
        let weight = |id: &u32| self.rarity.weight[*id as usize];
        let total: f64 = ids.iter().map(weight).sum();
        if total <= 0.0 {
            return Cover::default();
        }
        let mut shared: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
        let mut text = 0.0;
        for id in &ids {
            let others = self
                .with
                .get(id)
                .into_iter()
                .flatten()
                .filter(|(a, _)| *a != article);
            let mut found = false;
            for other in others {
                found = true;
                let entry = shared.entry(*other).or_default();
                entry.0 += weight(id);
                entry.1 += 1;
            }
            if found {
                text += weight(id);
            }
        }
        let enough = shared
            .values()
            .filter(|(_, n)| *n >= FEWEST_SHARED)
            .map(|(weight, _)| *weight);
        Cover {
            sentence: enough.fold(0.0, f64::max) / total,
            text: text / total,
        }
    }
}
