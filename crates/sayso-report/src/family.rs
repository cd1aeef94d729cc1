//! Family trees: the articles that have most of their words from one origin, each under the article it has them from.

use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Lineage, OriginIdx, SourceBasis};

/// How an article is tied to what stands above it in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// It has the words from there, which is told by this.
    By(SourceBasis),
    /// It had the words first: the agency's own, or the one article from which all others of the family have them.
    First,
    /// The origin is its own, and nobody else has most of his words from there.
    Only,
    /// From whom it has the words is not known; it stands under the origin.
    Unknown,
}

/// An article in a family tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) document: DocumentIdx,
    /// Share of its body that comes from the origin.
    pub(crate) share: f64,
    /// Index of the member from which it has the words; `None` for one that stands under the origin.
    pub(crate) parent: Option<usize>,
    /// How many members are above it.
    pub(crate) depth: usize,
    pub(crate) tie: Tie,
}

/// An origin and the articles that carry its words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Family {
    pub(crate) origin: OriginIdx,
    /// The articles of which it is the main origin: each before those that have the words from it, else in order.
    pub(crate) members: Vec<Member>,
    /// Articles that have most of their words from elsewhere, with the share that comes from here, in order.
    pub(crate) others: Vec<(DocumentIdx, f64)>,
}

impl Family {
    /// All articles that carry the origin's words, in order, with the share of each that they make up.
    pub(crate) fn carriers(&self) -> Vec<(DocumentIdx, f64)> {
        let members = self.members.iter().map(|m| (m.document, m.share));
        let mut carriers: Vec<_> = members.chain(self.others.iter().copied()).collect();
        carriers.sort_by_key(|(document, _)| *document);
        carriers
    }
}

/// One family for each origin, in order.
///
/// An article whose source has most of its own words from elsewhere stands under the origin, not under its source. Walks with a
/// stack of its own: a chain of copies may be as long as the list of articles.
pub(crate) fn families(articles: &[Article], lineage: &Lineage) -> Vec<Family> {
    let parents = lineage.parents();
    let mut bases: Vec<Option<SourceBasis>> = vec![None; parents.len()];
    for pair in &lineage.pairs {
        if let (Some((taker, _)), Some(source)) = (pair.taker(), pair.source)
            && parents[taker.0] == Some(source.document)
        {
            bases[taker.0] = Some(source.basis);
        }
    }

    let mut families: Vec<Family> = (0..lineage.origins.len())
        .map(|i| Family {
            origin: OriginIdx(i),
            members: Vec::new(),
            others: Vec::new(),
        })
        .collect();
    let mut tops: Vec<Vec<DocumentIdx>> = vec![Vec::new(); families.len()];
    let mut children: Vec<Vec<DocumentIdx>> = vec![Vec::new(); parents.len()];
    let documents = (0..articles.len().min(parents.len())).map(DocumentIdx);
    for document in documents {
        let Some((main, minor)) = lineage.shares[document.0].split_first() else {
            continue;
        };
        let in_family = |d: &DocumentIdx| lineage.main_origin(*d) == Some(main.origin);
        match parents[document.0].filter(in_family) {
            Some(parent) => children[parent.0].push(document),
            None => tops[main.origin.0].push(document),
        }
        for share in minor {
            families[share.origin.0]
                .others
                .push((document, share.share));
        }
    }

    for (family, tops) in families.iter_mut().zip(&tops) {
        let agency = lineage.origins[family.origin.0].agency.as_deref();
        let top_tie = |document: DocumentIdx| {
            let article = &articles[document.0];
            let credited = article.credit.as_ref().map(|c| c.agency.as_str());
            match agency {
                Some(_) if article.publishing_agency.as_deref() == agency => Tie::First,
                Some(_) if credited == agency => Tie::By(SourceBasis::Credit),
                None if tops.len() > 1 => Tie::Unknown,
                None if children[document.0].is_empty() => Tie::Only,
                None => Tie::First,
                Some(_) => Tie::Unknown,
            }
        };
        let mut waiting: Vec<(DocumentIdx, Option<usize>)> =
            tops.iter().rev().map(|d| (*d, None)).collect();
        while let Some((document, parent)) = waiting.pop() {
            let tie = match (parent, bases[document.0]) {
                (Some(_), Some(basis)) => Tie::By(basis),
                _ => top_tie(document),
            };
            let here = family.members.len();
            family.members.push(Member {
                document,
                share: lineage.shares[document.0][0].share,
                parent,
                depth: parent.map_or(0, |p| family.members[p].depth + 1),
                tie,
            });
            let below = children[document.0].iter().rev();
            waiting.extend(below.map(|d| (*d, Some(here))));
        }
    }
    families
}

#[cfg(test)]
mod tests {
    use sayso_text::ArticleParts;
    use sayso_trace::{Basis, LineageParts, Origin, OriginShare, Pair, Relation, Source};

    use super::*;

    fn origin(agency: Option<&str>) -> Origin {
        Origin {
            label: "a story".to_owned(),
            documents: vec![],
            basis: vec![Basis::SharedText],
            agency: agency.map(str::to_owned),
        }
    }

    fn shares(all: &[(usize, f64)]) -> Vec<OriginShare> {
        let share = |&(origin, share)| OriginShare {
            origin: OriginIdx(origin),
            share,
            confidence: 0.9,
            ranges: vec![],
        };
        all.iter().map(share).collect()
    }

    /// The second has its words from the first.
    fn taken(source: usize, taker: usize, basis: SourceBasis) -> Pair {
        Pair {
            a: DocumentIdx(source.min(taker)),
            b: DocumentIdx(source.max(taker)),
            containment_a: 0.9,
            containment_b: 0.9,
            passages: vec![],
            relation: Relation::Copy,
            source: Some(Source {
                document: DocumentIdx(source),
                basis,
            }),
        }
    }

    fn found(articles: &[Article], parts: LineageParts) -> Vec<Family> {
        families(
            articles,
            &Lineage::new(parts, articles).expect("indices exist"),
        )
    }

    fn articles(n: usize) -> Vec<Article> {
        let article = |i| Article::new(ArticleParts::all_body(format!("{i}.txt"), "words"));
        (0..n).map(|i| article(i).expect("no facts")).collect()
    }

    fn told(family: &Family) -> Vec<(usize, Option<usize>, Tie)> {
        let members = family.members.iter();
        members
            .map(|m| {
                (
                    m.document.0,
                    m.parent.map(|p| family.members[p].document.0),
                    m.tie,
                )
            })
            .collect()
    }

    #[test]
    fn copies_stand_under_their_source_and_strangers_under_the_origin() {
        let parts = LineageParts {
            shares: vec![
                shares(&[(0, 1.0)]),
                shares(&[(0, 0.8), (1, 0.2)]),
                shares(&[(0, 0.7)]),
                shares(&[(1, 0.6), (0, 0.4)]),
                shares(&[(0, 0.5)]),
            ],
            pairs: vec![
                taken(2, 0, SourceBasis::Named),
                taken(2, 1, SourceBasis::Date),
                // Its source has most of its words from another origin.
                taken(3, 4, SourceBasis::Date),
            ],
            origins: vec![origin(None), origin(None)],
        };
        let families = found(&articles(5), parts);
        assert_eq!(
            told(&families[0]),
            [
                (2, None, Tie::Unknown),
                (0, Some(2), Tie::By(SourceBasis::Named)),
                (1, Some(2), Tie::By(SourceBasis::Date)),
                (4, None, Tie::Unknown),
            ]
        );
        assert_eq!(families[0].others, [(DocumentIdx(3), 0.4)]);
        assert_eq!(told(&families[1]), [(3, None, Tie::Only)]);
        let carriers: Vec<usize> = families[0].carriers().iter().map(|c| c.0.0).collect();
        assert_eq!(carriers, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_chain_of_ten_thousand_is_a_tree_like_any_other() {
        let n = 10_000;
        let parts = LineageParts {
            shares: vec![shares(&[(0, 1.0)]); n],
            pairs: (1..n).map(|i| taken(i - 1, i, SourceBasis::Date)).collect(),
            origins: vec![origin(None)],
        };
        let family = found(&articles(n), parts).remove(0);
        assert_eq!(family.members.len(), n);
        assert!((0..n).all(|i| family.members[i].depth == i));
        assert_eq!(family.members[0].tie, Tie::First);
    }
}
