//! The Markdown brief: what it says, and what an article cannot make of it.

mod fixture;

use sayso_report::markdown;

#[test]
fn port_strike() {
    insta::assert_snapshot!(markdown::brief(&fixture::port_strike().briefing()));
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "# h\n\n| a | b |\n---\n```\n<script>alert(1)</script> ![x](http://evil.example/p.png) @team **b** \u{1b}[31m";
    let text = markdown::brief(&fixture::everything_reads(hostile).briefing());
    // A backslash and the sign behind it are text.
    let mut rest = String::new();
    let mut signs = text.chars();
    while let Some(c) = signs.next() {
        if c == '\\' {
            signs.next();
        } else {
            rest.push(c);
        }
    }
    for live in [
        "<script",
        "</script>",
        "![",
        "](http",
        "](java",
        "```",
        "@team",
        "**b**",
        "http://",
        "\u{1b}",
        "| a |",
    ] {
        assert!(!rest.contains(live), "{live:?} is live in {text}");
    }
    let cells = text.lines().filter(|l| l.starts_with('|'));
    for row in cells {
        let bars = row.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 7, "{row}");
    }
}
