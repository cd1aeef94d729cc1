//! Which sentences may tell what other reports of the story have from somebody: a sieve, so that only these are looked at as claims.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::Statement;
use sayso_text::{Article, CleanSpan, DocumentIdx, sentences};
use sayso_trace::Lineage;

use crate::similar::alike;
use crate::story::matters;
use crate::terms::{TermSet, Vocabulary, words};
use crate::unit::{content_text, mean_vector};

/// Likeness of words from which a sentence may tell what a statement says.
const MAY_BE: f32 = 0.3;
/// Likeness of words and meaning from which it may.
const LIKE: f32 = 0.45;
/// Statements that share a word, at most; a word of more singles nothing out.
const POSTING_LIMIT: usize = 200;

/// The words of what is said in some articles.
#[derive(Debug)]
pub struct Echoes {
    vocabulary: Vocabulary,
    /// The story of each document that does not stand alone.
    story: BTreeMap<DocumentIdx, usize>,
    /// The first sentence of each.
    opening: BTreeMap<DocumentIdx, CleanSpan>,
    said: Vec<Said>,
    /// By word, the places in `said`.
    postings: BTreeMap<u32, Vec<usize>>,
}

/// What a statement says.
#[derive(Debug)]
struct Said {
    document: DocumentIdx,
    terms: TermSet,
    vector: Vec<f32>,
}

impl Echoes {
    /// Notes what the statements say.
    #[must_use]
    pub fn new(articles: &[Article], statements: &[Statement], lineage: &Lineage) -> Self {
        let own = |s: &&Statement| !s.embedded && articles.get(s.document.0).is_some();
        let statements: Vec<&Statement> = statements.iter().filter(own).collect();
        let contents = statements.iter();
        let split: Vec<_> = contents
            .map(|s| words(&content_text(&articles[s.document.0], s)))
            .collect();
        let mut vocabulary = Vocabulary::default();
        for words in &split {
            vocabulary.add(words.iter().map(|w| w.stem.as_str()));
        }
        let said: Vec<Said> = (statements.iter().zip(split))
            .map(|(statement, words)| Said {
                document: statement.document,
                terms: TermSet::new(words.iter(), &vocabulary),
                vector: mean_vector(statement.vectors.iter().map(|v| v.vector.as_slice())),
            })
            .collect();
        let mut postings: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, said) in said.iter().enumerate() {
            for id in said.terms.ids() {
                postings.entry(id).or_default().push(i);
            }
        }
        let stories = matters(articles, lineage).into_iter().enumerate();
        let shared = stories.filter(|(_, story)| story.len() > 1);
        let story: BTreeMap<DocumentIdx, usize> = shared
            .flat_map(|(n, story)| story.into_iter().map(move |d| (d, n)))
            .collect();
        let opening = |d: &DocumentIdx| {
            let article = &articles[d.0];
            let first = article.body().next()?;
            let sentences = sentences(article.text.as_str(), first);
            Some((*d, *sentences.first()?))
        };
        Self {
            opening: story.keys().filter_map(opening).collect(),
            story,
            vocabulary,
            said,
            postings,
        }
    }

    /// Whether a sentence of an article may tell the same as another article of its story: it has many words of what that one has from
    /// somebody, or is the first of its article.
    #[must_use]
    pub fn may_be(&self, document: DocumentIdx, place: CleanSpan, sentence: &str) -> bool {
        let near = || {
            let split = words(sentence);
            let terms = TermSet::new(split.iter(), &self.vocabulary);
            self.near(document, &terms).next().is_some()
        };
        self.story.contains_key(&document) && (self.opens(document, place) || near())
    }

    fn opens(&self, document: DocumentIdx, place: CleanSpan) -> bool {
        let opening = self.opening.get(&document);
        opening.is_some_and(|first| first.contains(place))
    }

    /// Those of what reports tell by themselves that are also in meaning like what another report of the story has from somebody;
    /// headlines and first sentences stay.
    #[must_use]
    pub fn confirmed(&self, articles: &[Article], told: Vec<Statement>) -> Vec<Statement> {
        let is_like = |statement: &Statement| {
            let split = words(&content_text(&articles[statement.document.0], statement));
            let terms = TermSet::new(split.iter(), &self.vocabulary);
            let vector = mean_vector(statement.vectors.iter().map(|v| v.vector.as_slice()));
            let own = (&terms, vector.as_slice());
            let mut near = self.near(statement.document, &terms);
            near.any(|said| alike(own, (&said.terms, &said.vector)) >= LIKE)
        };
        let mut told = told;
        told.retain(|statement| {
            let opens = self.opens(statement.document, statement.extent());
            statement.headline || opens || is_like(statement)
        });
        told
    }

    /// What other articles of the story have from somebody that shares words with a sentence.
    fn near<'a>(
        &'a self,
        document: DocumentIdx,
        terms: &'a TermSet,
    ) -> impl Iterator<Item = &'a Said> {
        let rare = terms.ids().filter_map(|id| self.postings.get(&id));
        let rare = rare.filter(|posting| posting.len() <= POSTING_LIMIT);
        let all: BTreeSet<usize> = rare.flatten().copied().collect();
        all.into_iter().map(|i| &self.said[i]).filter(move |said| {
            said.document != document
                && self.story.get(&said.document) == self.story.get(&document)
                && terms.shared(&said.terms).1 >= 2
                && terms.overlap(&said.terms) >= MAY_BE
        })
    }
}
