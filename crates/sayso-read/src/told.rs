//! What reports tell on nobody's word: headlines, and sentences of the body in which nobody is said to say anything.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{Article, CleanSpan, DocumentIdx, sentences};

use crate::headline::bare_headline;
use crate::mend::behind_dateline;
use crate::reader::Reader;
use crate::statement::{CueClass, SentenceVector, Statement, StatementKind, StatementParts};
use crate::words::{Words, paragraphs};

/// Words of the shortest sentence that tells something.
const FEWEST_WORDS: usize = 5;
/// Bytes of the longest.
const LONGEST: usize = 400;

impl Reader {
    /// What the outlets tell as a fact, each a statement without source and cue: headlines in which none of `statements` stands, and
    /// sentences of the body that none of them touches, if they are accepted, given where each stands and its words. [`read`](Self::read) leaves them out, since they attribute nothing; beside the statements of other reports they show
    /// who tells as a fact what others only report.
    #[must_use]
    pub fn told(
        &self,
        articles: &[Article],
        statements: &[Statement],
        accepts: impl Fn(DocumentIdx, CleanSpan, &str) -> bool,
    ) -> Vec<Statement> {
        let mut extents: BTreeMap<DocumentIdx, Vec<CleanSpan>> = BTreeMap::new();
        for statement in statements {
            let known = extents.entry(statement.document).or_default();
            known.push(statement.extent());
        }
        let attributed: BTreeSet<DocumentIdx> = statements
            .iter()
            .filter(|s| s.headline && !s.embedded)
            .map(|s| s.document)
            .collect();
        let mut found: Vec<(DocumentIdx, CleanSpan, bool)> = Vec::new();
        for (i, article) in articles.iter().enumerate() {
            let document = DocumentIdx(i);
            let text = article.text.as_str();
            let title = article.title_span();
            let title = title.filter(|_| !attributed.contains(&document));
            let headline = title.and_then(|title| bare_headline(text, title));
            found.extend(headline.map(|span| (document, span, true)));
            let said = extents.get(&document).map_or(&[][..], Vec::as_slice);
            let told = body_sentences(article).filter(|sentence| {
                !said.iter().any(|extent| extent.overlaps(*sentence))
                    && accepts(document, *sentence, article.slice(*sentence))
            });
            let bare = |span| behind_dateline(text, span);
            found.extend(told.map(|span| (document, bare(span), false)));
        }
        let texts: Vec<&str> = found
            .iter()
            .map(|(d, span, _)| articles[d.0].slice(*span))
            .collect();
        let vectors = self.vectors(&texts);
        let told = found.into_iter().zip(vectors);
        told.filter_map(|((document, span, headline), vector)| {
            let parts = StatementParts {
                document,
                source: Vec::new(),
                cue: Vec::new(),
                content: vec![span],
                kind: StatementKind::Indirect,
                headline,
                embedded: false,
                speaker: None,
                cue_class: CueClass::Other,
                negated: false,
                no_comment: false,
                hedges: Vec::new(),
                venue: None,
                time: None,
                parent: None,
                confidence: 1.0,
                figures: Vec::new(),
                vectors: vec![SentenceVector { span, vector }],
            };
            Statement::new(parts, &articles[document.0]).ok()
        })
        .collect()
    }
}

/// Sentences of the article proper that can tell something: no questions, no scraps, nothing that is quoted.
fn body_sentences(article: &Article) -> impl Iterator<Item = CleanSpan> {
    let text = article.text.as_str();
    let stretches = article.body();
    let paragraphs = stretches.flat_map(move |span| paragraphs(text, span));
    let sentences = paragraphs.flat_map(move |paragraph| sentences(text, paragraph));
    sentences.filter(move |span| {
        let words = Words::new(text, *span);
        let n_words = (0..words.len()).filter(|&i| words.is_word(i)).count();
        let last = words.len().checked_sub(1).map(|i| words.get(i));
        // What a correction says was told before is no longer told.
        let corrects = (0..words.len()).any(|i| {
            matches!(
                words.lower(i).as_str(),
                "corrected" | "correction" | "version"
            )
        });
        n_words >= FEWEST_WORDS
            && span.len() <= LONGEST
            && last == Some(".")
            && !corrects
            && !article.slice(*span).contains(['"', '“', '”', '«'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::article;

    #[test]
    fn what_tells_nothing_by_itself_is_left_out() {
        let text = "The ferry left Tesk at noon with nine people. Why did it leave so late? \
                    “It was the fog,” as the captain put it. Fog again. \
                    An earlier version of this report gave the number as eleven.";
        let article = article(text);
        let told: Vec<&str> = body_sentences(&article).map(|s| article.slice(s)).collect();
        assert_eq!(told, ["The ferry left Tesk at noon with nine people."]);
    }
}
