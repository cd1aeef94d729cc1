//! Finds which passages of which articles are the same words, and how many independent origins are behind them.
//!
//! Words are compared without case, punctuation and the marks of house style; passages are found by shared shingles, chained
//! and extended over small edits. Articles that share narrative tell one text, an agency's where one is credited; articles
//! that share nothing but quotations heard the same remarks; the rest is their own.

mod align;
mod counterpart;
mod fingerprint;
mod group;
mod lineage;
mod origins;
mod pairs;
mod quotes;
mod relation;
mod rewrite;
mod sets;
mod words;

pub use fingerprint::{Posting, families, fingerprints};
pub use lineage::{
    Basis, Lineage, LineageError, LineageParts, Origin, OriginIdx, OriginShare, Pair, Relation,
    SharedPassage, Source, SourceBasis,
};

pub use sets::Sets;

use sayso_text::{Article, CleanSpan, DocumentIdx};

use counterpart::Rarity;
use group::{Credit, Groups};
use words::{Vocabulary, Words};

/// Finds shared passages and origins among articles.
///
/// Only body blocks count: what was set aside, embedded articles included, is not the page's. Shares and containments are of
/// body words; an article without any has no shares. Pairs are complete as long as no passage stands in more than 16
/// articles; beyond, each article that carries it is paired with the first ones that do.
///
/// ```
/// use sayso_text::{Article, ArticleParts, Block, BlockKind, CleanText};
/// use sayso_trace::{Basis, trace};
/// # let article = |document: &str, text: &str| {
/// #     let text = CleanText::verbatim(text);
/// #     let blocks = vec![Block { span: text.span(), kind: BlockKind::Body }];
/// #     Article::new(ArticleParts {
/// #         document: document.to_owned(), text, blocks, ..ArticleParts::default()
/// #     }).unwrap()
/// # };
/// let articles = [
///     article("mail.txt", "The board agreed on Monday to rebuild the mill that burned down in March."),
///     article("sun.txt", "The board agreed Monday to rebuild the mill that burned down in March."),
/// ];
/// let lineage = trace(&articles);
/// assert_eq!(lineage.origins.len(), 1);
/// assert_eq!(lineage.origins[0].basis, [Basis::SharedText]);
/// assert_eq!(lineage.pairs[0].containment_b, 1.0);
/// ```
#[must_use]
pub fn trace(articles: &[Article]) -> Lineage {
    let mut vocabulary = Vocabulary::default();
    let words: Vec<Words> = articles
        .iter()
        .map(|a| Words::of(a, &mut vocabulary))
        .collect();
    let credits: Vec<Credit> = articles.iter().map(Credit::of).collect();
    let shared = pairs::shared(&words);
    let first_of_outlet = origins::first_of_outlet(articles, &credits);
    let rarity = Rarity::of(&words, &vocabulary);
    let mut groups = Groups::of(&words, &credits, &first_of_outlet, &shared);
    groups.add_retold(&words, &credits, &shared, &rarity);
    let evidence = origins::Evidence {
        articles,
        words: &words,
        rarity: &rarity,
        credits: &credits,
        shared: &shared,
        groups: &groups,
        first_of_outlet: &first_of_outlet,
    };
    let (origins, shares) = origins::origins(&evidence);
    let relations = relation::Relations {
        articles,
        words: &words,
        credits: &credits,
        groups: &groups,
        first_of_outlet: &first_of_outlet,
        shared: &shared,
    };
    let pairs = shared.iter().zip(relations.of_pairs());
    let pairs = pairs.map(|(s, related)| pair(s, &words, related)).collect();
    let parts = LineageParts {
        shares,
        pairs,
        origins,
    };
    Lineage::new(parts, articles).expect("spans are those of the articles' own words")
}

fn pair(
    shared: &pairs::Shared,
    words: &[Words],
    (relation, source): (Relation, Option<Source>),
) -> Pair {
    let (a, b) = (&words[shared.a], &words[shared.b]);
    let passages = shared.passages.iter().map(|p| SharedPassage {
        a: cover(&a.spans[p.a.clone()]),
        b: cover(&b.spans[p.b.clone()]),
        quoted: a.quoted[p.a.clone()]
            .iter()
            .chain(&b.quoted[p.b.clone()])
            .all(|q| *q),
    });
    let containment = |n_words: usize, matched: &mut dyn Iterator<Item = usize>| {
        let mut found: Vec<usize> = matched.collect();
        found.sort_unstable();
        found.dedup();
        found.len() as f64 / n_words.max(1) as f64
    };
    let matched = || shared.passages.iter().flat_map(|p| &p.matched);
    Pair {
        a: DocumentIdx(shared.a),
        b: DocumentIdx(shared.b),
        containment_a: containment(a.len(), &mut matched().map(|m| m.0)),
        containment_b: containment(b.len(), &mut matched().map(|m| m.1)),
        passages: passages.collect(),
        relation,
        source,
    }
}

/// From the first of some words to the last.
fn cover(words: &[CleanSpan]) -> CleanSpan {
    let first = words.first().expect("a passage has words");
    words.iter().fold(*first, |cover, word| cover.cover(*word))
}
