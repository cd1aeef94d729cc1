//! Whatever goes in: nothing panics, every article is checked, and every block slices back to the bytes of the file.

mod support;

use proptest::prelude::*;
use sayso_ingest::{As, Options, ingest};
use sayso_text::{Article, BlockKind, Format};

/// The words of a text, as an independent reading of raw bytes would give them.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn check(article: &Article, bytes: &[u8]) {
    let mut last = 0;
    for block in &article.blocks {
        let raw = article.text.to_raw(block.span);
        assert!(raw.end().get() <= bytes.len(), "{raw:?} is beyond the file");
        assert!(
            !article.slice(block.span).trim().is_empty(),
            "an empty block"
        );
        assert!(block.span.start().get() >= last, "blocks out of order");
        last = block.span.end().get();
        if article.format == Format::Text && std::str::from_utf8(bytes).is_ok() {
            let shown = std::str::from_utf8(&bytes[raw.range()])
                .expect("a span of UTF-8 lies on its boundaries");
            assert_eq!(
                shown.replace("\r\n", "\n").replace('\r', "\n"),
                article.slice(block.span)
            );
        }
    }
    for embedded in &article.embedded {
        for span in embedded.body.iter().chain(&embedded.title) {
            assert!(embedded.span.contains(*span));
        }
    }
}

fn check_all(bytes: &[u8]) -> usize {
    let mut n = 0;
    for how in [As::Auto, As::Text] {
        let options = Options {
            how,
            ..Options::default()
        };
        support::check_file(bytes, &options);
        let ingested = ingest("any", bytes, how);
        assert!(
            !ingested.articles.is_empty() || !ingested.diagnostics.is_empty(),
            "silence about a file"
        );
        ingested.articles.iter().for_each(|a| check(a, bytes));
        n += ingested.articles.len();
        if how == As::Text {
            for article in &ingested.articles {
                let kept: String = article.body().map(|s| squeezed(article.slice(s))).collect();
                assert_eq!(
                    kept,
                    squeezed(article.text.as_str()),
                    "clean text is body, all of it"
                );
                assert!(
                    article.title.is_none()
                        && article.blocks.iter().all(|b| b.kind == BlockKind::Body)
                );
            }
        }
    }
    n
}

/// Pieces of pages, in any order.
fn page_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(
            "The mayor said on Monday that the ferry line would stay open for the winter."
                .to_owned()
        ),
        Just("“We will keep it,” she said.".to_owned()),
        Just("Ferry line to stay open, mayor says".to_owned()),
        Just("READ MORE:".to_owned()),
        Just("Bay Herald\n18 minutes ago\n- Bay Herald".to_owned()),
        Just("Comments".to_owned()),
        Just("© 2031 Bay Herald Ltd. All rights reserved.".to_owned()),
        Just("The pier (Ann Mole/HNA)".to_owned()),
        Just("12 May, 2031 19:26".to_owned()),
        Just("It will go on through the long winter, he added. (HNA)".to_owned()),
        "[a-zA-Zéß“”‘’ .,!?\"'()©|:0-9–—-]{0,60}",
    ];
    let gap = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just(" "),
        Just(""),
        Just("          ")
    ];
    prop::collection::vec((piece, gap), 0..30)
        .prop_map(|parts| parts.into_iter().map(|(p, g)| p + g).collect())
}

fn markup() -> impl Strategy<Value = String> {
    let tag = "</?(p|div|article|nav|h1|figcaption|li|b|a|br|time|aside|script|title|meta)( class=\"[a-z-]{0,12}\"| hidden)?>";
    let piece = prop_oneof![
        tag,
        page_text(),
        Just("&amp;&#8217;&nbsp;&bogus;".to_owned())
    ];
    prop::collection::vec(piece, 0..25)
        .prop_map(|parts| format!("<!doctype html>{}", parts.concat()))
}

fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '/' => "\\/".to_owned(),
            c if (c as u32) < 0x20 || !c.is_ascii() => c
                .encode_utf16(&mut [0; 2])
                .iter()
                .map(|u| format!("\\u{u:04x}"))
                .collect(),
            c => c.to_string(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check_all(&bytes);
    }

    #[test]
    fn any_text_page(text in page_text()) {
        check_all(text.as_bytes());
    }

    #[test]
    fn any_markup(html in markup()) {
        check_all(html.as_bytes());
    }

    #[test]
    fn any_export_and_any_cut(title in page_text(), content in markup(), cut in any::<prop::sample::Index>()) {
        let json = format!("[{{\"date\":\"2031-05-12T08:00:00\",\"title\":{{\"rendered\":\"{}\"}},\"content\":{{\"rendered\":\"{}\"}}}}]", escaped(&title), escaped(&content));
        check_all(json.as_bytes());
        let at = json.floor_char_boundary(cut.index(json.len() + 1));
        check_all(&json.as_bytes()[..at]);
    }

    #[test]
    fn text_in_utf16(text in page_text()) {
        let bytes: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for article in ingest("any", &bytes, As::Auto).articles {
            for block in &article.blocks {
                let units: Vec<u16> = bytes[article.text.to_raw(block.span).range()].chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
                let shown = String::from_utf16(&units).expect("whole characters");
                prop_assert_eq!(shown.replace("\r\n", "\n").replace('\r', "\n"), article.slice(block.span));
            }
        }
    }
}

#[test]
fn real_reports_slice_back() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(seeds) else {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: no ../shared");
        }
        return;
    };
    let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a listed file can be read");
        let articles = check_all(&bytes);
        assert_eq!(articles, 2, "{}: one article a reading", path.display());
        let ingested = ingest("seed", &bytes, As::Auto);
        let article = &ingested.articles[0];
        assert!(article.title.is_some(), "{}: a headline", path.display());
        assert!(article.body().count() > 4, "{}: paragraphs", path.display());
        assert_eq!(article.language, "en");
        let again = ingest("seed", &bytes, As::Auto);
        assert_eq!(ingested.articles, again.articles, "same input, same output");
    }
}
