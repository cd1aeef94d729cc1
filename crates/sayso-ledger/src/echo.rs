//! Which sentences may tell what other reports have from somebody: a sieve, so that only these are looked at as claims.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::Statement;
use sayso_text::{Article, DocumentIdx};

use crate::terms::{TermSet, Vocabulary, words};
use crate::unit::content_text;

/// Likeness of words from which a sentence may tell what a statement says.
const MAY_BE: f32 = 0.2;
/// Statements that share a word, at most; a word of more singles nothing out.
const POSTING_LIMIT: usize = 200;

/// The words of what is said in some articles.
#[derive(Debug)]
pub struct Echoes {
    vocabulary: Vocabulary,
    said: Vec<(DocumentIdx, TermSet)>,
    /// By word, the places in `said`.
    postings: BTreeMap<u32, Vec<usize>>,
}

impl Echoes {
    /// Notes what the statements say.
    #[must_use]
    pub fn new(articles: &[Article], statements: &[Statement]) -> Self {
        let split = statements.iter().filter_map(|s| {
            let article = articles.get(s.document.0)?;
            Some((s.document, words(&content_text(article, s))))
        });
        let split: Vec<_> = split.collect();
        let mut vocabulary = Vocabulary::default();
        for (_, words) in &split {
            vocabulary.add(words.iter().map(|w| w.stem.as_str()));
        }
        let terms = split.into_iter();
        let said: Vec<(DocumentIdx, TermSet)> = terms
            .map(|(document, words)| (document, TermSet::new(words.iter(), &vocabulary)))
            .collect();
        let mut postings: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, (_, terms)) in said.iter().enumerate() {
            for id in terms.ids() {
                postings.entry(id).or_default().push(i);
            }
        }
        Self {
            vocabulary,
            said,
            postings,
        }
    }

    /// Whether a sentence of an article has so many words of what another article has from somebody that it may tell the same.
    #[must_use]
    pub fn has(&self, document: DocumentIdx, sentence: &str) -> bool {
        let split = words(sentence);
        let terms = TermSet::new(split.iter(), &self.vocabulary);
        let near: BTreeSet<usize> = terms
            .ids()
            .filter_map(|id| self.postings.get(&id))
            .filter(|posting| posting.len() <= POSTING_LIMIT)
            .flatten()
            .copied()
            .collect();
        near.into_iter().any(|i| {
            let (other, said) = &self.said[i];
            let (_, n) = terms.shared(said);
            *other != document && n >= 2 && terms.overlap(said) >= MAY_BE
        })
    }
}
