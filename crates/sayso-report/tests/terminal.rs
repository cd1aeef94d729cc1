//! The terminal brief: what it says, and what an article cannot make it do.

mod fixture;

use sayso_ledger::{ActorList, profiles};
use sayso_read::{Statement, StatementIdx};
use sayso_report::terminal::{self, Style};
use unicode_width::UnicodeWidthStr;

const PLAIN: Style = Style {
    color: false,
    width: 80,
};

#[test]
fn port_strike() {
    insta::assert_snapshot!(terminal::brief(&fixture::port_strike().briefing(), PLAIN));
}

#[test]
fn stages_of_the_port_strike() {
    let run = fixture::port_strike();
    insta::assert_snapshot!("clean", terminal::clean(&run.articles, true, PLAIN));
    insta::assert_snapshot!(
        "statements",
        terminal::statements(&run.articles, &run.statements, PLAIN)
    );
    insta::assert_snapshot!(
        "lineage",
        terminal::lineage(&run.articles, &run.lineage, PLAIN)
    );
    insta::assert_snapshot!(
        "stories",
        terminal::stories(
            &run.articles,
            &[run.ledger[0].documents.clone()],
            &[None],
            PLAIN
        )
    );
    let profiles = profiles(
        &run.articles,
        &run.statements,
        &run.lineage,
        &ActorList::default(),
    );
    insta::assert_snapshot!("actors", terminal::actors(&run.articles, &profiles, PLAIN));
}

fn every_format_of(run: &fixture::Run, style: Style) -> [String; 6] {
    let all: Vec<_> = run.ledger.iter().map(|s| s.documents.clone()).collect();
    [
        terminal::brief(&run.briefing(), style),
        terminal::clean(&run.articles, true, style),
        terminal::statements(&run.articles, &run.statements, style),
        terminal::lineage(&run.articles, &run.lineage, style),
        terminal::stories(&run.articles, &all, &[], style),
        terminal::actors(
            &run.articles,
            &profiles(
                &run.articles,
                &run.statements,
                &run.lineage,
                &ActorList::default(),
            ),
            style,
        ),
    ]
}

#[test]
fn a_role_is_told_by_the_speakers_own_statements() {
    let mut run = fixture::port_strike();
    for (i, statement) in run.statements.iter_mut().enumerate() {
        let article = &run.articles[statement.document.0];
        let mut parts = statement.clone().into_parts();
        if let Some(speaker) = parts.speaker.as_mut().filter(|s| s.name == "Ada Lin") {
            let is_nested = i == 2;
            speaker.role = is_nested.then(|| "clerk".to_owned());
            parts.parent = is_nested.then_some(StatementIdx(1));
        }
        *statement = Statement::new(parts, article).expect("the same spans");
    }
    let text = terminal::brief(&run.briefing(), PLAIN);
    assert!(text.contains("Ada Lin (City Hall)"), "{text}");
    assert!(!text.contains("Ada Lin, clerk (City Hall)"), "{text}");
}

#[test]
fn the_first_screen_tells_what_the_main_claim_rests_on() {
    let run = fixture::port_strike();
    let text = terminal::brief(&run.briefing(), PLAIN);
    let screen = text
        .lines()
        .take(24)
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for words in [
        "2 articles · 1 origin · 2 speakers, one side",
        "no first-hand word from Dockers' union",
        "denied by Ines Okoye",
    ] {
        assert!(screen.contains(words), "{words:?} not in {screen}");
    }
}

#[test]
fn no_line_is_wider_than_the_window() {
    let runs = [
        fixture::port_strike(),
        fixture::everything_reads(&"n".repeat(10_000)),
        fixture::everything_reads(&"港口 ".repeat(200)),
    ];
    for width in [20, 40, 80, 200] {
        for text in runs.iter().flat_map(|run| {
            every_format_of(
                run,
                Style {
                    color: false,
                    width,
                },
            )
        }) {
            let widest = text
                .lines()
                .max_by_key(|l| l.width())
                .expect("there are lines");
            assert!(
                widest.width() <= width,
                "{} columns: {widest}",
                widest.width()
            );
        }
    }
}

#[test]
fn an_endless_name_does_not_fill_the_screen() {
    let run = fixture::everything_reads(&"n".repeat(10_000));
    let n_lines = terminal::brief(&run.briefing(), PLAIN).lines().count();
    assert!(n_lines < 250, "{n_lines}");
}

#[test]
fn only_the_colours_escape() {
    let hostile = "a\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{202E}evil\u{2066}x\r\u{8}\u{0} b";
    for style in [
        PLAIN,
        Style {
            color: true,
            width: 80,
        },
    ] {
        for text in every_format_of(&fixture::everything_reads(hostile), style) {
            let mut rest = text;
            for sgr in [
                "\u{1b}[0m",
                "\u{1b}[1m",
                "\u{1b}[2m",
                "\u{1b}[31m",
                "\u{1b}[32m",
                "\u{1b}[33m",
                "\u{1b}[36m",
            ] {
                rest = if style.color {
                    rest.replace(sgr, "")
                } else {
                    rest
                };
            }
            let acting = |c: &char| {
                (c.is_control() && *c != '\n')
                    || ('\u{202A}'..='\u{202E}').contains(c)
                    || ('\u{2066}'..='\u{2069}').contains(c)
            };
            assert_eq!(rest.chars().find(acting), None, "{rest:?}");
        }
    }
}

#[test]
fn colours_change_nothing_but_colour() {
    let run = fixture::port_strike();
    let plain = terminal::brief(&run.briefing(), PLAIN);
    let mut colored = terminal::brief(
        &run.briefing(),
        Style {
            color: true,
            width: 80,
        },
    );
    assert_ne!(plain, colored);
    for sgr in ["0", "1", "2", "31", "32", "33", "36"] {
        colored = colored.replace(&format!("\u{1b}[{sgr}m"), "");
    }
    assert_eq!(plain, colored);
}
