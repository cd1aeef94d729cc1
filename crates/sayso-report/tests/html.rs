//! The HTML brief, lineage and stories: links that lead somewhere, and hostile articles that stay text.

mod fixture;

use std::collections::{BTreeMap, BTreeSet};

use sayso_ledger::Ledger;
use sayso_read::StatementIdx;
use sayso_report::html;
use sayso_text::{Article, DocumentIdx};

/// The values of an attribute, in order.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// The page without its own script, and the script; panics where there are several.
fn without_script(html: &str) -> (String, Option<&str>) {
    let Some((before, rest)) = html.split_once("<script>") else {
        return (html.to_owned(), None);
    };
    let (script, after) = rest.split_once("</script>").expect("the script ends");
    assert!(!after.contains("<script"), "a second script");
    (format!("{before}{after}"), Some(script))
}

/// A reader of the markup that is strict about nesting: panics at a tag that closes what is not open.
fn assert_well_formed(html: &str) {
    const VOID: [&str; 3] = ["meta", "input", "!DOCTYPE"];
    let mut open: Vec<&str> = Vec::new();
    let (html, _) = without_script(html);
    let (before, after) = html.split_once("<style>").expect("has a style");
    let (_, after) = after.split_once("</style>").expect("has a style");
    for tag in [before, after]
        .iter()
        .flat_map(|part| part.split('<').skip(1))
    {
        let tag = tag.split('>').next().expect("split gives one");
        let name = tag
            .trim_start_matches('/')
            .split_whitespace()
            .next()
            .expect("a tag has a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closes what is not open");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

/// The ids of a page; panics if one stands twice or a link leads nowhere.
fn linked(html: &str) -> BTreeSet<&str> {
    assert_well_formed(html);
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for id in attributes(html, "id") {
        *ids.entry(id).or_default() += 1;
    }
    assert!(ids.values().all(|n| *n == 1), "{ids:?}");
    for target in attributes(html, "href") {
        let id = target
            .strip_prefix('#')
            .unwrap_or_else(|| panic!("{target} leads out of the file"));
        assert!(ids.contains_key(id), "{target} leads nowhere");
    }
    ids.into_keys().collect()
}

#[test]
fn every_link_leads_to_one_place() {
    let run = fixture::port_strike();
    let html = html::brief(&run.briefing());
    let ids = linked(&html);
    for i in 1..=run.statements.len() {
        assert!(
            ids.contains(format!("s{i}").as_str()),
            "statement {i} has no passage"
        );
    }
    linked(&html::lineage(&run.articles, &run.lineage));
}

/// A page's part between two markers, the first included.
fn part<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let start = html.find(from).unwrap_or_else(|| panic!("no {from}"));
    html[start..].split(to).next().expect("split gives one")
}

/// A story of each article.
fn each(articles: &[Article]) -> Vec<Vec<DocumentIdx>> {
    (0..articles.len()).map(|i| vec![DocumentIdx(i)]).collect()
}

#[test]
fn a_story_links_to_the_one_that_it_follows_and_back() {
    let run = fixture::port_strike();
    let stories = [vec![DocumentIdx(0), DocumentIdx(1)], vec![DocumentIdx(2)]];
    let html = html::stories(&run.articles, &stories, &[None, Some(0)]);
    assert!(linked(&html).contains("t2"));
    let (first, second) = (
        part(&html, "id=\"t1\"", "</section>"),
        part(&html, "id=\"t2\"", "</section>"),
    );
    assert!(first.contains("Followed by: <a href=\"#t2\">"), "{first}");
    assert!(second.contains("Follows: <a href=\"#t1\">"), "{second}");
    // Two dated articles make a line with two dots; one makes none.
    let picture = part(&html, "<figure", "</figure>");
    assert_eq!(picture.matches("<circle").count(), 2, "{picture}");
}

#[test]
fn a_copy_stands_under_its_source_in_the_picture() {
    let run = fixture::port_strike();
    let html = html::lineage(&run.articles, &run.lineage);
    let picture = part(&html, "<figure", "</figure>");
    let at = |words: &str| {
        let found = picture.find(words);
        found.unwrap_or_else(|| panic!("no {words} in {picture}"))
    };
    // The agency's story, by credit the Tide, by date the Gazette.
    let order = [
        ">Coastal Press story<",
        ">credit<",
        ">The Daily Tide<",
        ">date<",
        ">Else Gazette<",
    ];
    assert!(order.map(at).is_sorted(), "{picture}");
    assert!(picture.contains("4 May 2031 · 89%") && !picture.contains("Morning Post"));
    let picture = part(&html, "<figure", "</figure>").replace("><", ">\n<");
    insta::assert_snapshot!(picture);
}

#[test]
fn the_same_passage_has_the_same_number_on_both_sides() {
    let run = fixture::port_strike();
    let html = html::lineage(&run.articles, &run.lineage);
    let sides = part(&html, "<div class=\"beside\"", "</details>");
    let (left, right) = (
        part(sides, "port/tide.txt", "port/gazette.txt"),
        part(sides, "port/gazette.txt", "</section>"),
    );
    let number = |id: &str, other: &str, n: usize| {
        format!("<a class=\"ref at\" id=\"{id}\" href=\"#{other}\">{n}</a>")
    };
    for (side, words) in [
        (
            left,
            number("w1-1a", "w1-1b", 1) + "<mark class=\"same w1-1\">",
        ),
        (
            right,
            number("w1-1b", "w1-1a", 1) + "<mark class=\"same w1-1\">",
        ),
        (
            left,
            number("w1-2a", "w1-2b", 2) + "<mark class=\"said same w1-2\">",
        ),
        (
            right,
            number("w1-2b", "w1-2a", 2) + "<mark class=\"said same w1-2\">",
        ),
    ] {
        assert!(side.contains(&words), "{words} is not in {side}");
    }
    for set_aside in ["Home News Weather", "ADVERTISEMENT", "By Wren Abara"] {
        assert!(!html.contains(set_aside), "{set_aside}");
    }
}

#[test]
fn pairs_beyond_the_bound_are_counted() {
    let run = fixture::chain_of_copies(120);
    let html = html::lineage(&run.articles, &run.lineage);
    linked(&html);
    assert_eq!(html.matches("<div class=\"beside\"").count(), 100);
    assert!(html.contains("Not shown: 19 more pairs"));
    assert!(html.contains("116 articles more not drawn"));
}

#[test]
fn every_entry_shows_its_statements() {
    let html = html::brief(&fixture::port_strike().briefing());
    for section in ["t1-claims", "t1-positions", "t1-conflicts", "t1-timeline"] {
        let part = html
            .split(&format!("<section id=\"{section}\">"))
            .nth(1)
            .expect("the section is there");
        let part = part.split("</section>").next().expect("it ends");
        assert!(part.contains("href=\"#s"), "{section} shows no statement");
    }
    assert!(
        html.contains("no first-hand word from Dockers&#39; union")
            || html.contains("no first-hand word from Dockers' union")
    );
}

#[test]
fn nothing_is_loaded_and_only_the_filter_runs() {
    let run = fixture::port_strike();
    let (brief, lineage) = (
        html::brief(&run.briefing()),
        html::lineage(&run.articles, &run.lineage),
    );
    let (brief, script) = without_script(&brief);
    let script = script.expect("the brief has a filter");
    assert!(!script.contains("fetch") && !script.contains("innerHTML"));
    assert!(brief.contains("script-src 'sha256-") && !lineage.contains("script-src"));
    for html in [brief, lineage] {
        assert!(html.contains("default-src 'none'"));
        for outside in [
            "http:", "https:", "url(", "@import", "<script", "<img", "<link", "<iframe", "src=",
            "onclick",
        ] {
            assert!(
                !html.replace("default-src=", "").contains(outside),
                "{outside}"
            );
        }
    }
}

/// Whatever needs the script is hidden until the script shows it.
#[test]
fn without_script_there_are_no_controls() {
    let html = html::brief(&fixture::port_strike().briefing());
    let form = part(&html, "<form", "</form>");
    let opening = form.split('>').next().expect("split gives one");
    assert!(opening.ends_with(" hidden"), "{opening}");
    let outside = html.replace(form, "");
    for control in ["<input", "<button", "<select"] {
        assert!(form.contains(control) || control == "<select");
        assert!(!outside.contains(control), "{control}");
    }
    // What the script looks for is there.
    let (_, script) = without_script(&html);
    let script = script.expect("the brief has a filter");
    for rest in script.split("getElementById(\"").skip(1) {
        let id = rest.split('"').next().expect("split gives one");
        assert!(attributes(&html, "id").contains(&id), "{id}");
    }
    // Only a claim that is of a kind is found by it.
    let claims: Vec<&str> = attributes(&html, "class");
    let claims: Vec<&&str> = claims
        .iter()
        .filter(|c| c.starts_with("claim is"))
        .collect();
    assert_eq!(
        claims,
        [
            &"claim is-second is-denied is-single",
            &"claim is-single once"
        ]
    );
}

#[test]
fn two_outlets_with_one_origin_run_into_one() {
    let run = fixture::port_strike();
    let html = html::brief(&run.briefing());
    let picture = part(
        &html,
        "<svg class=\"way-picture\"",
        "<p class=\"about legend\"",
    );
    assert!(
        picture.contains("<title id=\"c1-picture\">") && picture.contains("<desc id=\"c1-told\">")
    );
    insta::assert_snapshot!(picture.replace("><", ">\n<"));
    let boxes = |name: &str| picture.matches(&format!(">{name}</text>")).count();
    assert_eq!((boxes("The Daily Tide"), boxes("Else Gazette")), (1, 1));
    // One who was not there is told of once, by a dashed line from each row.
    let party = part(picture, "unheard-party", "</svg>");
    assert!(
        party.contains("Dockers&#39; union") || party.contains("Dockers' union"),
        "{party}"
    );
    assert!(
        picture.contains("<path class=\"second\"") && !picture.contains("<path class=\"first\"")
    );
    let words = part(&html, "The same in words", "</details>");
    for s in ["#s2", "#s6"] {
        assert!(words.contains(s), "{s} is not in {words}");
    }
}

/// A story of that many claims, each of them the first one's.
fn many_claims(run: &fixture::Run, n: usize) -> Ledger {
    let mut story = run.ledger[0].clone();
    story.claims = vec![story.claims[0].clone(); n];
    Ledger::new(vec![story], run.ledger.origin_labels().to_vec()).expect("they have evidence")
}

#[test]
fn pictures_are_bounded() {
    let run = fixture::port_strike();
    let ledger = many_claims(&run, 60);
    let briefing = sayso_report::Briefing {
        ledger: &ledger,
        ..run.briefing()
    };
    let html = html::brief(&briefing);
    linked(&html);
    assert_eq!(html.matches("<svg class=\"way-picture\"").count(), 40);
    // Those without a picture have the words.
    assert_eq!(html.matches("<ul class=\"lines way\"").count(), 60);
}

#[test]
fn what_is_counted_leads_to_its_evidence() {
    let run = fixture::port_strike();
    let html = html::brief(&run.briefing());
    let ids = linked(&html);
    let tiles = part(&html, "<ul class=\"tiles\"", "</ul>");
    for id in [
        "c1-statements",
        "c1-chain",
        "c1-speakers",
        "c1-denied",
        "c1-unheard",
    ] {
        assert!(
            ids.contains(id) && tiles.contains(&format!("href=\"#{id}\"")),
            "{id}: {tiles}"
        );
    }
    for words in ["Second hand only", "Denied", "by Ines Okoye"] {
        assert!(tiles.contains(words), "{words}: {tiles}");
    }
    let once = part(&html, "<div class=\"claim is-single once\"", "</div></div>");
    assert!(once.contains("href=\"#s"), "{once}");
    let figures = part(&html, "<ul class=\"figures\"", "</ul>");
    assert_eq!(
        figures.matches("<li>").count(),
        figures.matches("<a ").count()
    );
    let main = part(&html, "<div class=\"main-claim\"", "</div>");
    assert!(main.contains("<a href=\"#s"), "{main}");
}

#[test]
fn days_after_the_newest_article_are_announced() {
    let run = fixture::port_strike();
    let mut story = run.ledger[0].clone();
    let newest = story.timeline[1].date;
    story.timeline[1].date = newest.tomorrow().expect("a day");
    let today = part(
        &html::brief(&run.briefing()),
        "id=\"t1-timeline\"",
        "</section>",
    )
    .to_owned();
    assert!(!today.contains("announced"), "{today}");
    let labels = run.ledger.origin_labels().to_vec();
    let ledger = Ledger::new(vec![story], labels).expect("it has evidence");
    let briefing = sayso_report::Briefing {
        ledger: &ledger,
        ..run.briefing()
    };
    let html = html::brief(&briefing);
    let days = part(&html, "id=\"t1-timeline\"", "</section>");
    assert_eq!(
        days.matches("<li class=\"announced\">").count(),
        1,
        "{days}"
    );
    assert!(
        days.contains(">announced</span>"),
        "told by colour alone: {days}"
    );
}

/// A party's row has a cell for each issue, the empty ones too.
#[test]
fn positions_are_a_table_with_heads() {
    let html = html::brief(&fixture::port_strike().briefing());
    let table = part(&html, "<table", "</table>");
    assert!(table.contains("<caption>"));
    assert_eq!(table.matches("<th scope=\"col\">").count(), 3);
    assert_eq!(table.matches("<th scope=\"row\">").count(), 1);
    assert_eq!(table.matches("<td>").count(), 2);
    assert_eq!(
        table.matches("<th").count(),
        table.matches("scope=").count() + 1,
        "thead is no head"
    );
    for stance in ["agreed", "demands"] {
        assert!(table.contains(stance), "{stance}");
    }
}

#[test]
fn headings_never_skip_a_level_and_landmarks_are_there() {
    let run = fixture::port_strike();
    let stories = html::stories(&run.articles, &each(&run.articles), &[]);
    for html in [
        html::brief(&run.briefing()),
        html::lineage(&run.articles, &run.lineage),
        stories,
    ] {
        let mut last = 0;
        let levels = html.split("<h").skip(1);
        for level in levels.filter_map(|rest| rest.chars().next()?.to_digit(10)) {
            assert!(level <= last + 1, "h{level} after h{last}");
            last = level;
        }
        assert!(html.contains("<html lang=\"en\">"));
        for landmark in ["<header class=\"masthead\"", "<nav ", "<main ", "<footer>"] {
            assert_eq!(html.matches(landmark).count(), 1, "{landmark}");
        }
        assert!(html.contains("<a class=\"skip\" href=\"#main\">"));
        assert!(!html.contains("outline: none") || html.contains("main:focus { outline: none; }"));
        assert!(html.contains(":focus-visible { outline:"));
    }
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "</script><script>alert(1)</script> \"><img src=x onerror=alert(1)> ' </style> </bdi></mark> <!-- &lt; \
                   \u{202E}\u{2069}\u{1b}[31m\u{0} javascript:alert(1)";
    let copies = fixture::copies_that_read(hostile);
    for html in [
        html::brief(&fixture::everything_reads(hostile).briefing()),
        html::lineage(&copies.articles, &copies.lineage),
        html::stories(&copies.articles, &each(&copies.articles), &[]),
        hostile_picture(hostile),
    ] {
        assert_harmless(&html);
    }
}

/// A brief whose claim has statements enough for a picture.
fn hostile_picture(hostile: &str) -> String {
    let run = fixture::everything_reads(hostile);
    let mut story = run.ledger[0].clone();
    story.claims[0].statements = vec![StatementIdx(0), StatementIdx(1)];
    let labels = run.ledger.origin_labels().to_vec();
    let ledger = Ledger::new(vec![story], labels).expect("it has evidence");
    let html = html::brief(&sayso_report::Briefing {
        ledger: &ledger,
        ..run.briefing()
    });
    assert!(html.contains("<svg class=\"way-picture\""));
    html
}

fn assert_harmless(html: &str) {
    assert_well_formed(html);
    let (html, _) = without_script(html);
    for live in [
        "<script",
        "<img",
        "</script>",
        "<!--",
        "\u{202E}",
        "\u{2069}",
        "\u{1b}",
        "\u{0}",
        "=\"javascript",
        "=\"x\"",
    ] {
        assert!(!html.contains(live), "{live:?}");
    }
    assert_eq!(html.matches("</style>").count(), 1);
    for name in [
        "id",
        "class",
        "href",
        "style",
        "title",
        "datetime",
        "aria-label",
        "aria-labelledby",
        "value",
        "d",
        "viewBox",
    ] {
        for value in attributes(&html, name) {
            assert!(!value.contains("alert"), "{name}={value}");
        }
    }
}

#[test]
fn endless_names_are_kept_out_of_headings_but_not_out_of_the_text() {
    let name = "n".repeat(10_000);
    let html = html::brief(&fixture::everything_reads(&name).briefing());
    let title = html
        .split("<title>")
        .nth(1)
        .and_then(|t| t.split("</title>").next())
        .expect("has a title");
    assert!(title.len() < 200, "{}", title.len());
    assert!(html.contains(&name));
}

#[test]
fn an_empty_run_is_a_page_too() {
    let run = fixture::Run {
        raw: vec![],
        articles: vec![],
        statements: vec![],
        lineage: sayso_trace::Lineage::default(),
        ledger: sayso_ledger::Ledger::default(),
        diagnostics: fixture::port_strike().diagnostics,
    };
    let html = html::brief(&run.briefing());
    assert_well_formed(&html);
    assert!(html.contains("No story found") && html.contains("S002"));
}

/// Indices of a hand-made ledger may point anywhere.
#[test]
fn a_ledger_of_other_lists_does_not_panic() {
    let run = fixture::port_strike();
    let briefing = sayso_report::Briefing {
        articles: &[],
        statements: &[],
        ..run.briefing()
    };
    assert_well_formed(&html::brief(&briefing));
    assert!(!sayso_report::markdown::brief(&briefing).is_empty());
    assert!(!sayso_report::json::brief(&briefing).is_empty());
    assert!(
        !sayso_report::terminal::brief(&briefing, sayso_report::terminal::Style::default())
            .is_empty()
    );
}

/// For looking at: `SAYSO_DUMP=page.html cargo test -p sayso-report --test html dump`.
#[test]
fn dump() {
    if let Some(path) = std::env::var_os("SAYSO_DUMP") {
        std::fs::write(path, html::brief(&fixture::port_strike().briefing()))
            .expect("can be written");
    }
}
