//! Formats and bad inputs, end to end, on fiction.

use sayso_ingest::{As, Ingested, MAX_DEPTH, ingest};
use sayso_text::{Article, BlockKind, CleanSpan, Code};

const STORY: &str = "PORT REED (HNA) — The council of Port Reed voted on Monday to keep the ferry line to the islands open, the mayor said.\n\
    “We have heard the islanders,” Tom Reed told reporters after the vote, which ended a dispute of two years.\n\
    The boats will run twice a day through the winter, and the fares will stay as they were in the year before.\n";

fn codes(ingested: &Ingested) -> Vec<Code> {
    ingested.diagnostics.iter().map(|d| d.code).collect()
}

fn of(article: &Article, kind: BlockKind) -> Vec<&str> {
    article
        .blocks
        .iter()
        .filter(|b| b.kind == kind)
        .map(|b| article.slice(b.span))
        .collect()
}

fn paragraphs() -> String {
    STORY.lines().map(|l| format!("<p>{l}</p>\n")).collect()
}

fn post(content: &str) -> String {
    let content = content
        .replace('\n', "\\n")
        .replace('"', "\\\"")
        .replace('/', "\\/")
        .replace('—', "\\u2014");
    format!(
        r#"{{"id":7,"date":"2031-05-12T08:15:00","link":"https:\/\/www.bayherald.example\/?p=7","title":{{"rendered":"Ferry&#8217;s line stays open"}},"content":{{"rendered":"{content}"}},"author":3}}"#
    )
}

#[test]
fn a_page() {
    let html = format!(
        "<html><head><title>Ferry line stays open | Bay Herald</title><meta property='og:site_name' content='Bay Herald'>\
         <meta property='article:published_time' content='2031-05-12T08:15:00Z'></head><body><nav><a href=/>Home</a> <a href=/x>Sport</a></nav>\
         <article><h1>Ferry line stays open</h1><figure><img><figcaption>The pier at dawn</figcaption></figure>{}</article>\
         <aside class=related><h3>Related stories</h3><a href=/y>Storm takes roof off fish hall</a></aside><footer>© 2031 Bay Herald Ltd</footer></body></html>",
        paragraphs()
    );
    let ingested = ingest("a.html", html.as_bytes(), As::Auto);
    let article = &ingested.articles[0];
    assert_eq!(codes(&ingested), []);
    assert_eq!(of(article, BlockKind::Title), ["Ferry line stays open"]);
    assert_eq!(
        of(article, BlockKind::Body),
        STORY.lines().map(str::trim).collect::<Vec<_>>()
    );
    assert_eq!(of(article, BlockKind::Caption), ["The pier at dawn"]);
    assert_eq!(of(article, BlockKind::Legal), ["© 2031 Bay Herald Ltd"]);
    assert_eq!(
        article.outlet.as_ref().map(|o| o.value.as_str()),
        Some("Bay Herald")
    );
    assert_eq!(
        article
            .published
            .as_ref()
            .map(|p| p.value.to_string())
            .as_deref(),
        Some("2031-05-12T08:15:00Z")
    );
    assert_eq!(
        article.credit.as_ref().map(|c| c.agency.as_str()),
        Some("HNA")
    );
}

#[test]
fn an_export() {
    let json = post(&paragraphs());
    let ingested = ingest("a.json", json.as_bytes(), As::Auto);
    let article = &ingested.articles[0];
    assert_eq!(of(article, BlockKind::Title), ["Ferry’s line stays open"]);
    assert_eq!(article.body().count(), 3);
    assert_eq!(
        article.outlet.as_ref().map(|o| o.value.as_str()),
        Some("bayherald.example")
    );
    let first = article.body().next().expect("three paragraphs");
    let raw = &json[article.text.to_raw(first).range()];
    assert!(
        raw.starts_with(r"PORT REED (HNA) \u2014 The council") && raw.ends_with("the mayor said."),
        "{raw}"
    );
    let list = ingest("a.json", format!("[{json},{json}]").as_bytes(), As::Auto);
    assert_eq!((list.articles.len(), codes(&list)), (2, vec![]));
}

#[test]
fn a_cut_export_keeps_what_stood_before() {
    let whole = format!("[{},{}]", post(&paragraphs()), post(&paragraphs()));
    let cut = ingest(
        "a.json",
        &whole.as_bytes()[..whole.find("},{\"id\"").expect("two posts") + 20],
        As::Auto,
    );
    assert_eq!(
        (cut.articles.len(), codes(&cut)),
        (1, vec![Code::Truncated])
    );
    let within = ingest(
        "a.json",
        &whole.as_bytes()[..whole.find("The boats").expect("third paragraph") + 40],
        As::Auto,
    );
    assert_eq!(
        (within.articles.len(), codes(&within)),
        (1, vec![Code::Truncated])
    );
    assert_eq!(within.articles[0].body().count(), 3);
    let early = ingest("a.json", &whole.as_bytes()[..30], As::Auto);
    assert_eq!(
        (early.articles.len(), codes(&early)),
        (0, vec![Code::BrokenJson])
    );
}

#[test]
fn bad_json() {
    let of = |text: &str| codes(&ingest("a.json", text.as_bytes(), As::Auto));
    assert_eq!(of(r#"{"name":"x","version":[1,2]}"#), [Code::UnknownJson]);
    assert_eq!(of(r#"{"name": x}"#), [Code::BrokenJson]);
    assert_eq!(
        of(&format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))),
        [Code::TooDeep]
    );
}

#[test]
fn deep_markup_is_read_without_recursion() {
    let html = format!(
        "<html><body>{}{}{}",
        "<div>".repeat(100_000),
        paragraphs(),
        "</div>".repeat(100_000)
    );
    let ingested = ingest("deep.html", html.as_bytes(), As::Auto);
    assert_eq!(codes(&ingested), [Code::TooDeep]);
    assert_eq!(ingested.articles[0].body().count(), 3);
    let allowed = format!(
        "<html><body>{}{}",
        "<div>".repeat(MAX_DEPTH - 10),
        paragraphs()
    );
    assert_eq!(codes(&ingest("a.html", allowed.as_bytes(), As::Auto)), []);
}

#[test]
fn files_without_an_article() {
    let of = |bytes: &[u8]| codes(&ingest("x", bytes, As::Auto));
    assert_eq!(of(b""), [Code::Empty]);
    assert_eq!(of(b"\n \n"), [Code::Empty]);
    assert_eq!(of(b"\x7fELF\x02\x01\x01"), [Code::NotText]);
    assert_eq!(
        of(b"<html><nav><a>Home</a><a>Sport</a></nav><p>Search</p></html>"),
        [Code::NoArticle]
    );
    assert_eq!(
        of(b"Home\nSport\nBusiness\nContact us\nSearch\n"),
        [Code::NoArticle]
    );
}

#[test]
fn another_language_and_damage_are_told() {
    let german = "Der Stadtrat von Port Reed hat am Montag beschlossen, die Fähre zu den Inseln auch im Winter fahren zu lassen, sagte der Bürgermeister.\n\
        Die Boote fahren zweimal am Tag, und die Preise bleiben so, wie sie im Jahr davor gewesen sind.\n";
    let ingested = ingest("a.txt", german.as_bytes(), As::Auto);
    assert_eq!(
        (ingested.articles.len(), codes(&ingested)),
        (1, vec![Code::NotEnglish])
    );
    assert_eq!(ingested.articles[0].language, "de");
    let mut damaged = STORY.as_bytes().to_vec();
    damaged.insert(30, 0xff);
    let ingested = ingest("a.txt", &damaged, As::Auto);
    assert_eq!(
        (ingested.articles.len(), codes(&ingested)),
        (1, vec![Code::InvalidBytes])
    );
}

#[test]
fn long_lines_are_read_in_linear_time() {
    let started = std::time::Instant::now();
    let long = STORY.replace('\n', " ").repeat(1_000_000 / STORY.len());
    let hostile = [
        "a".repeat(1_000_000),
        "A.b\"".repeat(250_000),
        "<a \"".repeat(250_000),
        "&lt".repeat(300_000),
        "</b><i>".repeat(150_000),
        " MORE".repeat(200_000),
    ];
    for text in hostile.iter().map(String::as_str).chain([long.as_str()]) {
        let page = format!("<!doctype html><p>{text}");
        let record = format!(
            r#"{{"title": "Long", "text": "{}"}}"#,
            text.replace('"', "'")
        );
        for input in [text, &page, &record] {
            let ingested = ingest("a", input.as_bytes(), As::Auto);
            assert!(!ingested.articles.is_empty() || !ingested.diagnostics.is_empty());
        }
    }
    // Quadratic work over a megabyte takes hours, linear work seconds even unoptimized.
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

#[test]
fn a_headline_in_capitals_between_paragraphs_is_a_teaser() {
    let of_text = |text: &str| {
        let record = format!(
            r#"{{"title": "Ferry line stays open", "text": "{}"}}"#,
            text.replace('\n', "\\n")
        );
        ingest("a.jsonl", record.as_bytes(), As::Auto)
            .articles
            .remove(0)
    };
    let teaser = "STORM TAKES ROOF OFF FISH HALL IN BAY TOWN";
    let lines: Vec<&str> = STORY.lines().map(str::trim).collect();
    let article = of_text(&format!(
        "{}\n{teaser}\n{}\nWHAT NOW?\n{}",
        lines[0], lines[1], lines[2]
    ));
    assert_eq!(of(&article, BlockKind::RelatedLinks), [teaser]);
    assert_eq!(article.body().count(), 4);
    let shouted = of_text(&format!("{}{teaser}\n", STORY.to_uppercase()));
    assert_eq!(shouted.body().count(), 4);
    let heading = format!(
        "<article><h1>Ferry line stays open</h1><p>{}</p><h2>{teaser}</h2><p>{}</p><p>{}</p></article>",
        lines[0], lines[1], lines[2]
    );
    let page = ingest("a.html", heading.as_bytes(), As::Auto);
    assert!(of(&page.articles[0], BlockKind::Body).contains(&teaser));
}

#[test]
fn a_card_beside_a_name_is_left_out_and_the_rest_points_at_its_bytes() {
    let carded = STORY.replace(
        "Tom Reed told",
        "Tom Reed Thomas (Tom) ReedFerry line to close in May Council backs Reed MORE told",
    );
    let record = format!(
        r#"{{"title": "Ferry line stays open", "text": "{}"}}"#,
        carded.replace('\n', "\\n")
    );
    for (name, file) in [("a.txt", &carded), ("a.jsonl", &record)] {
        let ingested = ingest(name, file.as_bytes(), As::Auto);
        let article = &ingested.articles[0];
        let lines: Vec<&str> = STORY.lines().map(str::trim).collect();
        assert_eq!(of(article, BlockKind::Body), lines, "{name}");
        let told = article
            .text
            .as_str()
            .find("told reporters")
            .expect("it stands there");
        let raw = article.text.to_raw(CleanSpan::new(told, told + 14));
        assert_eq!(&file[raw.range()], "told reporters");
    }
}
