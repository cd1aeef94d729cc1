//! The brief, the lineage and the stories, each as one self-contained HTML file: nothing loaded, every claim open to its statements and
//! every statement to its passage in the article. All of it can be read without script; the brief's one script filters claims.
//!
//! `maud` escapes all text; what comes from articles additionally loses what could steer or hide (`visible.rs`) and stands in `bdi` or `q`, and no
//! attribute ever holds any of it.

mod article;
mod beside;
mod chain;
mod claim;
mod evidence;
mod family;
mod filter;
mod frame;
mod highlight;
mod lineage;
mod outlets;
#[cfg(test)]
mod palette;
mod positions;
mod stories;
mod story;
mod tiles;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sayso_ledger::Ledger;
use sayso_read::StatementIdx;
use sayso_text::{Article, Diagnostic, DocumentIdx};
use sayso_trace::Lineage;

use crate::family::{Family, families};
use crate::{Briefing, visible};

const STYLE: &str = include_str!("style.css");
/// Nothing is loaded and nothing runs but the filter, even if escaping were to fail somewhere. Styles are allowed as they
/// stand, since the widths of bars are `style` attributes, which have no hash.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// Claims that get a picture, those with most statements.
const N_PICTURES: usize = 40;

/// A briefing and what its parts link to.
pub(super) struct Page<'a> {
    briefing: Briefing<'a>,
    /// One for each origin.
    families: Vec<Family>,
    /// The id of the first entry that shows a statement: a claim where there is one.
    entry_of: BTreeMap<StatementIdx, String>,
    /// Numbers of the claims whose way is drawn.
    pictured: BTreeSet<usize>,
}

/// `sayso brief --format html`.
#[must_use]
pub fn brief(briefing: &Briefing) -> String {
    let page = Page {
        briefing: *briefing,
        families: families(briefing.articles, briefing.lineage),
        entry_of: entries(briefing),
        pictured: pictured(briefing.ledger),
    };
    let title = briefing
        .ledger
        .first()
        .map_or("No story found", |story| &story.title);
    let (articles, targets) = article::section(&page);
    let main = html! {
        @if briefing.ledger.is_empty() { section { h2 { "No story found" } } }
        @for (i, story) in story::numbered(&page) { (story::section(&page, i, story)) }
        @if !briefing.articles.is_empty() { (articles) }
        @if !briefing.diagnostics.is_empty() { (diagnostics(briefing.diagnostics)) }
    };
    file(File {
        title,
        skip: "Skip to the brief",
        target_rules: target_rules(targets.into_iter().map(|id| (format!("#{id}"), id))),
        contents: contents(&page),
        has_filter: briefing.ledger.iter().any(|story| !story.claims.is_empty()),
        main,
        footer: html! { "Offsets, spans and all statements in machine-readable form: " code { "sayso brief --format json" } "." },
    })
}

/// `sayso lineage --format html`: family trees, what each article is made of, and pairs side by side.
#[must_use]
pub fn lineage(articles: &[Article], lineage: &Lineage) -> String {
    let briefing = Briefing {
        articles,
        statements: &[],
        lineage,
        ledger: &Ledger::default(),
        diagnostics: &[],
    };
    let page = Page {
        briefing,
        families: families(articles, lineage),
        entry_of: BTreeMap::new(),
        pictured: BTreeSet::new(),
    };
    let chosen = beside::chosen(&page);
    let passages = chosen
        .iter()
        .flat_map(|pair| (0..lineage.pairs[*pair].passages.len()).map(|passage| (*pair, passage)));
    let sections = [
        ("origins", "Whose words", lineage.origins.len()),
        ("articles", "Articles", articles.len()),
        ("beside", "Side by side", chosen.len()),
    ];
    file(File {
        title: "Whose words",
        skip: "Skip to the origins",
        target_rules: target_rules(passages.map(highlight::Side::target)),
        contents: html! {
            ul { @for (id, label, n) in sections { li { a href={"#" (id)} { (label) " " span class="n" { (n) } } } } }
        },
        has_filter: false,
        main: html! {
            (family::section(&page))
            (beside::articles(&page, &chosen))
            (beside::section(&page, &chosen))
        },
        footer: html! { "Offsets of all passages in machine-readable form: " code { "sayso lineage --format json" } "." },
    })
}

/// `sayso stories --format html`: when stories were told, their articles, and which earlier story each follows up.
#[must_use]
pub fn stories(
    articles: &[Article],
    stories: &[Vec<DocumentIdx>],
    follows: &[Option<usize>],
) -> String {
    let told = stories::Told::new(articles, stories, follows);
    file(File {
        title: "Stories",
        skip: "Skip to the stories",
        target_rules: target_rules(std::iter::empty()),
        contents: told.contents(),
        has_filter: false,
        main: told.sections(),
        footer: html! { "In machine-readable form: " code { "sayso stories --format jsonl" } "." },
    })
}

/// What differs between one file and another.
struct File<'a> {
    title: &'a str,
    /// The words of the link past the contents.
    skip: &'static str,
    target_rules: PreEscaped<String>,
    contents: Markup,
    /// Whether there are claims to be filtered.
    has_filter: bool,
    main: Markup,
    footer: Markup,
}

fn file(file: File<'_>) -> String {
    let policy = match file.has_filter {
        true => format!("{POLICY}; script-src '{}'", filter::SCRIPT_HASH),
        false => POLICY.to_owned(),
    };
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="format-detection" content="telephone=no, date=no, address=no, email=no";
                title { (visible::short(file.title, 120)) " · Sayso" }
                style { (PreEscaped(STYLE)) (file.target_rules) }
            }
            body {
                a class="skip" href="#main" { (file.skip) }
                header class="masthead" {
                    h1 { "Sayso" }
                    p { "On whose say-so the story stands. Who vouches for what, and where the words stand; no verdict on truth." }
                }
                div class="columns" {
                    div class="margin" {
                        nav class="contents" aria-label="Contents" { (file.contents) }
                        @if file.has_filter { (filter::form()) }
                    }
                    main id="main" tabindex="-1" { (file.main) }
                }
                footer { p { (file.footer) } }
                @if file.has_filter { (filter::script()) }
            }
        }
    };
    markup.into_string()
}

/// Claims that several statements make, up to the bound, those with most first.
fn pictured(ledger: &Ledger) -> BTreeSet<usize> {
    let claims = ledger.iter().flat_map(|story| &story.claims);
    let mut numbered: Vec<(usize, usize)> = (1..)
        .zip(claims.map(|claim| claim.statements.len()))
        .filter(|(_, n)| *n > 1)
        .collect();
    numbered.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    numbered
        .iter()
        .take(N_PICTURES)
        .map(|(number, _)| *number)
        .collect()
}

fn entries(briefing: &Briefing) -> BTreeMap<StatementIdx, String> {
    let mut entry_of = BTreeMap::new();
    let mut add = |statements: &[StatementIdx], id: &str| {
        for idx in statements {
            entry_of.entry(*idx).or_insert_with(|| id.to_owned());
        }
    };
    let numbered = || {
        briefing
            .ledger
            .iter()
            .flat_map(|story| &story.claims)
            .enumerate()
    };
    for (i, claim) in numbered() {
        add(&claim.statements, &format!("c{}", i + 1));
    }
    for (i, claim) in numbered() {
        let id = format!("c{}", i + 1);
        claim.denied_by.iter().for_each(|d| add(&d.statements, &id));
        claim.silence.iter().for_each(|s| add(&s.statements, &id));
    }
    for (i, story) in briefing.ledger.iter().enumerate() {
        let id = |part: &str| format!("t{}-{part}", i + 1);
        story
            .positions
            .iter()
            .for_each(|p| add(&p.statements, &id("positions")));
        for conflict in &story.conflicts {
            add(&conflict.a, &id("conflicts"));
            add(&conflict.b, &id("conflicts"));
        }
        story
            .timeline
            .iter()
            .for_each(|e| add(&e.statements, &id("timeline")));
    }
    entry_of
}

fn contents(page: &Page) -> Markup {
    html! {
        @for (i, story) in page.briefing.ledger.iter().enumerate() {
            @if page.briefing.ledger.len() > 1 { p class="contents-story" { a href={"#t" (i + 1)} { (text(&visible::short(&story.title, 60))) } } }
            ul {
                @for (name, label, n) in story::parts(story) {
                    @if n > 0 { li { a href={"#t" (i + 1) "-" (name)} { (label) " " span class="n" { (n) } } } }
                }
            }
        }
        ul {
            @if !page.briefing.articles.is_empty() { li { a href="#articles" { "Articles " span class="n" { (page.briefing.articles.len()) } } } }
            @if !page.briefing.diagnostics.is_empty() { li { a href="#diagnostics" { "Diagnostics " span class="n" { (page.briefing.diagnostics.len()) } } } }
        }
    }
}

fn diagnostics(all: &[Diagnostic]) -> Markup {
    html! {
        section id="diagnostics" {
            h2 { "Diagnostics" }
            p class="lead" { "Inputs with a problem. The others were read." }
            ul class="diagnostics" {
                @for diagnostic in all {
                    li { code { (diagnostic.code.as_str()) } " " b { (text(&diagnostic.document)) } " " (text(&diagnostic.message)) }
                }
            }
        }
    }
}

/// A statement's spans light up together when a link leads to it, though they are several elements: each place that links
/// lead to, and the class of what lights up.
fn target_rules(targets: impl Iterator<Item = (String, String)>) -> PreEscaped<String> {
    let rules = targets.map(|(place, class)| format!(":root:has(:is({place}):target) .{class}"));
    let rules = rules.collect::<Vec<_>>().join(",\n");
    PreEscaped(if rules.is_empty() {
        rules
    } else {
        format!("{rules} {{ background: var(--target); color: var(--ink); }}\n")
    })
}

/// Text from an article, on one line, isolated from the direction of what stands around it (UAX #9).
fn text(words: &str) -> Markup {
    html! { bdi { (visible::entry(words)) } }
}

/// The same in quotation marks, trimmed; the style of `q` isolates it as `bdi` does.
fn quote(words: &str, max_chars: usize) -> Markup {
    html! { q { (visible::bare(words, max_chars)) } }
}

/// Items with ` · ` between them, empty ones left out.
fn dotted(items: impl IntoIterator<Item = Markup>) -> Markup {
    let items: Vec<Markup> = items
        .into_iter()
        .filter(|item| !item.0.is_empty())
        .collect();
    html! {
        @for (i, item) in items.iter().enumerate() {
            @if i > 0 { " · " }
            (item)
        }
    }
}

/// `d1`.
fn document_id(document: DocumentIdx) -> String {
    format!("d{}", document.0 + 1)
}
