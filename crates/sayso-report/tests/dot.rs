//! The graph of the lineage: what it says, and that no article's text leaves its label.

mod fixture;

use sayso_report::dot;

#[test]
fn port_strike() {
    let run = fixture::port_strike();
    insta::assert_snapshot!(dot::lineage(&run.articles, &run.lineage));
}

#[test]
fn hostile_text_stays_in_its_label() {
    for hostile in [
        "\"]; o9 [label=\"x",
        "\\\"]; o9 [URL=\"javascript:alert(1)\"]; //",
        "ends in a backslash \\",
        "<b>x</b> &quot;]; o9 -> d9 \\N \u{1b}[31m \u{202E} \n}\n o9",
    ] {
        let run = fixture::copies_that_read(hostile);
        let graph = dot::lineage(&run.articles, &run.lineage);
        let mut outside = String::new();
        let mut signs = graph.chars();
        let mut in_label = false;
        while let Some(c) = signs.next() {
            match c {
                '"' => in_label = !in_label,
                '\\' if in_label => {
                    signs.next();
                }
                c if in_label => assert!(!c.is_control() && c != '\u{202E}', "{c:?} in {graph}"),
                c => outside.push(c),
            }
        }
        assert!(!in_label, "{graph}");
        for foreign in ["o9", "d9", "URL", "alert", "<b>"] {
            assert!(
                !outside.contains(foreign),
                "{foreign} left its label in {graph}"
            );
        }
        assert!(!graph.contains("&quot;"), "{graph}");
    }
}
