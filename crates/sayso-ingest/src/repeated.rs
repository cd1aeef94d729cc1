//! What an outlet prints under all of its articles is not part of any: seen only when several are read together.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{Article, ArticleParts, BlockKind};

use crate::words::{fingerprint, words};

/// Articles of one outlet from which on a repetition tells something.
const LEAST_ARTICLES: usize = 3;

/// Paragraphs from either end of a body within which repeated ones are looked at: further in they are a running story's
/// background, which belongs to each article that tells it.
const EDGE: usize = 3;

/// Sets aside, as [`BlockKind::Other`], the paragraphs at the ends of bodies that most articles of the same outlet share: notes
/// on the outlet, calls to subscribe, standing disclaimers. An article that shares more than half of its words with others is
/// the same article again, and is left as it is.
#[must_use]
pub fn set_repeated_aside(articles: Vec<Article>) -> Vec<Article> {
    let mut outlets: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, article) in articles.iter().enumerate() {
        if let Some(outlet) = &article.outlet {
            outlets.entry(&outlet.value).or_default().push(i);
        }
    }
    let mut aside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for members in outlets.values().filter(|m| m.len() >= LEAST_ARTICLES) {
        let mut bearers: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
        for &i in members {
            for (_, print) in edges(&articles[i]) {
                bearers.entry(print).or_default().insert(i);
            }
        }
        let standing = |print: &u64| {
            let n = bearers.get(print).map_or(0, BTreeSet::len);
            n >= LEAST_ARTICLES && n * 2 > members.len()
        };
        for &i in members {
            let article = &articles[i];
            let repeated: BTreeSet<usize> = edges(article)
                .filter(|(_, print)| standing(print))
                .map(|(block, _)| block)
                .collect();
            let n_words = |block: usize| words(article.slice(article.blocks[block].span)).count();
            let shared: usize = repeated.iter().map(|&block| n_words(block)).sum();
            let all: usize = body(article).map(n_words).sum();
            if shared > 0 && shared * 2 <= all {
                aside.insert(i, repeated);
            }
        }
    }
    let mut out = Vec::with_capacity(articles.len());
    for (i, article) in articles.into_iter().enumerate() {
        let Some(blocks) = aside.get(&i) else {
            out.push(article);
            continue;
        };
        let mut parts: ArticleParts = (*article).clone();
        for &block in blocks {
            parts.blocks[block].kind = BlockKind::Other;
        }
        // Only kinds of blocks were changed.
        out.push(Article::new(parts).unwrap_or(article));
    }
    out
}

/// Places of the body's blocks.
fn body(article: &Article) -> impl DoubleEndedIterator<Item = usize> + '_ {
    (0..article.blocks.len()).filter(|&block| article.blocks[block].kind == BlockKind::Body)
}

/// The body's first and last blocks with their fingerprints.
fn edges(article: &Article) -> impl Iterator<Item = (usize, u64)> + '_ {
    let first = body(article).take(EDGE);
    let last = body(article).rev().take(EDGE);
    let places: BTreeSet<usize> = first.chain(last).collect();
    places.into_iter().map(|block| {
        (
            block,
            fingerprint(article.slice(article.blocks[block].span)),
        )
    })
}

#[cfg(test)]
mod tests {
    use sayso_text::{Block, CleanText, Fact};

    use super::*;

    const NOTE: &str = "The Bay Herald is owned by those who read it.";

    fn article(outlet: &str, paragraphs: &[&str]) -> Article {
        let text = paragraphs.join("\n");
        let mut at = 0;
        let blocks = paragraphs.iter().map(|paragraph| {
            let span = sayso_text::CleanSpan::new(at, at + paragraph.len());
            at += paragraph.len() + 1;
            Block {
                span,
                kind: BlockKind::Body,
            }
        });
        let parts = ArticleParts {
            blocks: blocks.collect(),
            text: CleanText::verbatim(text),
            outlet: Some(Fact {
                value: outlet.into(),
                evidence: None,
            }),
            ..ArticleParts::default()
        };
        Article::new(parts).expect("blocks in order")
    }

    fn shown(articles: Vec<Article>) -> Vec<String> {
        let text = |article: &Article| {
            let body: Vec<&str> = article.body().map(|span| article.slice(span)).collect();
            body.join("\n")
        };
        set_repeated_aside(articles).iter().map(text).collect()
    }

    #[test]
    fn standing_notes_are_set_aside() {
        let ferry = "The ferry line will stay open through the winter, the mayor said on Monday.";
        let storm =
            "A storm took the roof off the fish hall in the night to Tuesday, and nobody was hurt.";
        let mill = "The mill by the lock is to be pulled down in spring, the council decided.";
        let with_note = |story| article("Bay Herald", &[story, NOTE]);
        let three = vec![with_note(ferry), with_note(storm), with_note(mill)];
        assert_eq!(shown(three), [ferry, storm, mill]);
        // Two do not tell, another outlet's words are its own, and the same article thrice is no note.
        let both = format!("{ferry}\n{NOTE}");
        assert_eq!(
            shown(vec![with_note(ferry), with_note(ferry)]),
            [both.clone(), both.clone()]
        );
        let other = article("Cape Post", &[storm, NOTE]);
        assert_eq!(
            shown(vec![with_note(ferry), other, with_note(mill)])[0],
            both
        );
        assert_eq!(
            shown(vec![with_note(ferry), with_note(ferry), with_note(ferry)]),
            [both.clone(), both.clone(), both]
        );
    }
}
