//! The real reports that the project started from, where they are at hand: what is known of their origins is found.

use std::path::Path;

use sayso_ingest::{As, ingest};
use sayso_text::{Article, CleanSpan, DocumentIdx};
use sayso_trace::{Basis, Lineage, trace};

fn seeds() -> Option<Vec<(Vec<u8>, Article)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .ok()?
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        let articles = ingest(&path.display().to_string(), &bytes, As::Auto).articles;
        articles
            .into_iter()
            .map(move |article| (bytes.clone(), article))
            .collect::<Vec<_>>()
    };
    Some(paths.iter().flat_map(read).collect())
}

fn basis(lineage: &Lineage, article: usize) -> Vec<Basis> {
    let origins = lineage.shares[article]
        .iter()
        .map(|s| &lineage.origins[s.origin.0]);
    origins.flat_map(|o| o.basis.iter().copied()).collect()
}

#[test]
#[allow(clippy::print_stderr, reason = "a skipped test says so out loud")]
fn three_pages_carry_one_agency_story() {
    let Some(seeds) = seeds() else {
        eprintln!("skipped: no ../shared");
        return;
    };
    let articles: Vec<Article> = seeds.iter().map(|(_, article)| article.clone()).collect();
    assert_eq!(articles.len(), 5);
    let lineage = trace(&articles);
    let [of_two, of_three, of_four] =
        [2, 3, 4].map(|i| lineage.main_origin(DocumentIdx(i)).unwrap());
    assert!(
        of_two == of_three && of_three == of_four,
        "{:?}",
        lineage.origins
    );
    let story = &lineage.origins[of_three.0];
    assert_eq!(story.documents, [2, 3, 4].map(DocumentIdx));
    assert_eq!(story.basis, [Basis::WireCredit, Basis::SharedText]);
    assert_eq!(
        story.agency,
        articles[3].credit.as_ref().map(|c| c.agency.clone())
    );

    // The last section of the last page is the page's own.
    assert_eq!(
        basis(&lineage, 4),
        [Basis::WireCredit, Basis::SharedText, Basis::Own]
    );
    let last = articles[4].body().last().unwrap();
    let origin = lineage.origin_at(DocumentIdx(4), last).unwrap();
    assert_eq!(lineage.origins[origin.0].basis, [Basis::Own]);

    // The other two have nothing in common but what they quote.
    for i in [0, 1] {
        assert_eq!(basis(&lineage, i), [Basis::Own, Basis::SharedQuotes]);
    }

    // Whatever is said to be the same words can be read in the files.
    for (i, shares) in lineage.shares.iter().enumerate() {
        let words = |span: CleanSpan| articles[i].slice(span).split_whitespace().count();
        let n_words: usize = shares
            .iter()
            .flat_map(|s| &s.ranges)
            .map(|r| words(*r))
            .sum();
        assert!(
            n_words > 300 || i == 0 && n_words > 150,
            "{n_words} words in article {i}"
        );
        for range in shares.iter().flat_map(|s| &s.ranges) {
            let raw = articles[i].text.to_raw(*range);
            assert!(seeds[i].0.get(raw.range()).is_some());
        }
    }
}
