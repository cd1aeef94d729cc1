//! Family trees of any depth, in every format.

mod fixture;

use sayso_report::terminal::{self, Style};
use sayso_report::{dot, html};

/// Neither the stack nor the length of a line grows with the depth.
#[test]
fn a_chain_of_ten_thousand_copies_is_shown_in_as_many_lines() {
    let n = 10_000;
    let run = fixture::chain_of_copies(n);
    let unbroken = Style {
        color: false,
        width: 0,
    };
    let text = terminal::lineage(&run.articles, &run.lineage, unbroken);
    assert!(text.lines().all(|line| line.len() < 300));
    let tree = text
        .split("SHARED PASSAGES")
        .next()
        .expect("split gives one");
    assert_eq!(tree.matches(" 100% ").count(), n);
    assert!(tree.contains("from the same few words, by date"));

    let graph = dot::lineage(&run.articles, &run.lineage);
    assert_eq!(graph.matches(" -> ").count(), n);

    let page = html::lineage(&run.articles, &run.lineage);
    assert!(page.len() < n * 1000, "{}", page.len());
}
