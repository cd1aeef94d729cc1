//! Properties of lineage on arbitrary articles.

use proptest::prelude::*;
use sayso_text::{
    AgencyCredit, Article, ArticleParts, Block, BlockKind, CleanSpan, CleanText, DocumentIdx, Fact,
};
use sayso_trace::trace;

/// Lines from a small stock, so that articles share some, mixed with arbitrary text.
fn line() -> impl Strategy<Value = (bool, String)> {
    let stock = prop::sample::select(vec![
        "The harbor board agreed on Monday to rebuild the mill that burned down in March.",
        "“We were able to win the loan that nobody thought we would get,” she said.",
        "'We were able to win the loan that nobody thought we would get,' she said.",
        "The harbour board agreed Monday to rebuild the mill that burned down in March, Ms. Hale said.",
        "the the the the the the the the the the the the the the the the the the",
        "A heading of its own",
    ]);
    let text = prop_oneof![
        4 => stock.prop_map(str::to_owned),
        1 => "[a-d ]{0,40}",
        1 => "\\PC{0,40}",
        1 => "[ab.,“”‘’'\" \n]{0,40}",
    ];
    (prop::bool::weighted(0.85), text)
}

fn article() -> impl Strategy<Value = Article> {
    let credit =
        prop::option::weighted(0.3, prop::sample::select(vec!["Tarn", "agencies", "Skua"]));
    let outlet = prop::option::of(prop::sample::select(vec!["Mail", "Sun", "Tarn"]));
    (prop::collection::vec(line(), 0..7), credit, outlet).prop_map(|(lines, credit, outlet)| {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for (body, line) in lines {
            let start = text.len();
            text.push_str(&line);
            let kind = if body {
                BlockKind::Body
            } else {
                BlockKind::Advert
            };
            blocks.push(Block {
                span: CleanSpan::new(start, text.len()),
                kind,
            });
            text.push('\n');
        }
        let evidence = CleanSpan::new(0, 0);
        Article::new(ArticleParts {
            document: "a.txt".to_owned(),
            text: CleanText::verbatim(text),
            blocks,
            outlet: outlet.map(|o| Fact {
                value: o.to_owned(),
                evidence: None,
            }),
            credit: credit.map(|a| AgencyCredit {
                agency: a.to_owned(),
                evidence,
                in_part: false,
            }),
            language: "en".to_owned(),
            ..ArticleParts::default()
        })
        .unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Spans lie in their bodies, ranges are apart and leave out no word, shares make up the whole, and every article with
    /// words has an origin that names it.
    #[test]
    fn lineage_is_whole(articles in prop::collection::vec(article(), 0..5)) {
        let lineage = trace(&articles);
        for (i, (article, shares)) in articles.iter().zip(&lineage.shares).enumerate() {
            let mut ranges: Vec<CleanSpan> = shares.iter().flat_map(|s| s.ranges.iter().copied()).collect();
            for share in shares {
                prop_assert!(share.ranges.windows(2).all(|w| w[0].end() <= w[1].start()));
                prop_assert!(lineage.origins[share.origin.0].documents.contains(&DocumentIdx(i)));
                prop_assert!(share.share > 0.0 && !share.ranges.is_empty());
            }
            ranges.sort_unstable();
            prop_assert!(ranges.windows(2).all(|w| w[0].end() <= w[1].start()), "{ranges:?} overlap");
            let body = |span: &CleanSpan| article.blocks.iter().any(|b| b.kind == BlockKind::Body && b.span.overlaps(*span));
            prop_assert!(ranges.iter().all(body));
            if !shares.is_empty() {
                prop_assert!((shares.iter().map(|s| s.share).sum::<f64>() - 1.0).abs() < 1e-9);
            }
            let inside = |at: usize| ranges.iter().any(|r| r.range().contains(&at));
            for block in article.body() {
                let words = article.slice(block).char_indices().filter(|(_, c)| c.is_ascii_alphanumeric());
                for (at, c) in words {
                    let at = block.start().get() + at;
                    prop_assert!(shares.is_empty() || inside(at), "{c} at {at} belongs to no range");
                }
            }
        }
        for pair in &lineage.pairs {
            prop_assert!(pair.a < pair.b);
            prop_assert!((0.0..=1.0).contains(&pair.containment_a) && (0.0..=1.0).contains(&pair.containment_b));
            prop_assert!(!pair.passages.is_empty());
            prop_assert!(pair.passages.windows(2).all(|w| w[0].a.start() <= w[1].a.start()));
        }
        for origin in &lineage.origins {
            prop_assert!(!origin.documents.is_empty() && !origin.basis.is_empty() && !origin.label.is_empty());
            prop_assert!(origin.documents.windows(2).all(|w| w[0] < w[1]));
        }
    }

    /// Which articles share a text does not hang on their order.
    #[test]
    fn order_does_not_matter(articles in prop::collection::vec(article(), 2..4)) {
        let forth = trace(&articles);
        let reversed: Vec<Article> = articles.iter().rev().cloned().collect();
        let back = trace(&reversed);
        prop_assert_eq!(forth.pairs.len(), back.pairs.len());
    }
}
