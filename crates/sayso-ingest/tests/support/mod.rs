//! What holds of every article, whatever file it came from.

use sayso_ingest::{Document, Options, read_document, unpack};
use sayso_text::{Article, CleanSpan};
use std::io::Cursor;
use std::ops::ControlFlow;

/// Whether bytes of a file stand for a character of clean text, read as the formats write: as it is, as a reference of
/// HTML, as an escape of JSON, both, or as the doubled quotation mark of a table. White space and U+FFFD may stand for
/// anything: a break that a tag makes, bytes that mean nothing.
pub(crate) fn stands_for(raw: &[u8], shown: char) -> bool {
    if shown.is_whitespace() || shown == char::REPLACEMENT_CHARACTER {
        return true;
    }
    let Ok(text) = std::str::from_utf8(raw) else {
        return encodings(raw).any(|text| text.contains(shown));
    };
    let unescaped = serde_json::from_str::<String>(&format!("\"{text}\""));
    std::iter::once(text.to_owned())
        .chain(unescaped.ok())
        .flat_map(|text| {
            let once = resolved(&text);
            let twice = resolved(&once);
            [text, once, twice]
        })
        .chain(encodings(raw))
        .any(|text| text.contains(shown))
}

/// References of HTML resolved by a library; those that it wants written otherwise than the HTML standard (13.2.5.80): the
/// semicolon may be missing, and 128 to 159 are Windows-1252.
fn resolved(text: &str) -> String {
    let number = text.strip_prefix("&#").and_then(|digits| {
        let digits = digits.trim_end_matches(';');
        match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => digits.parse().ok(),
        }
    });
    match number {
        Some(number @ 128..=159) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[number as u8])
            .0
            .into_owned(),
        Some(number) => char::from_u32(number).map_or_else(String::new, String::from),
        _ if text.starts_with('&') && !text.ends_with(';') => {
            html_escape::decode_html_entities(&format!("{text};")).into_owned()
        }
        _ => html_escape::decode_html_entities(text).into_owned(),
    }
}

/// The bytes as the encodings other than UTF-8 read them.
fn encodings(raw: &[u8]) -> impl Iterator<Item = String> + '_ {
    [
        encoding_rs::UTF_16LE,
        encoding_rs::UTF_16BE,
        encoding_rs::WINDOWS_1252,
        encoding_rs::ISO_8859_2,
        encoding_rs::WINDOWS_1251,
        encoding_rs::SHIFT_JIS,
        encoding_rs::GB18030,
    ]
    .into_iter()
    .map(|encoding| encoding.decode_without_bom_handling(raw).0.into_owned())
}

/// Every clean character points at bytes of the document that stand for it.
///
/// # Panics
/// If one does not.
pub(crate) fn check_alignment(article: &Article, document: &Document) {
    let (start, end) = (document.offset, document.offset + document.bytes.len());
    for (at, shown) in article.text.as_str().char_indices() {
        let raw = article
            .text
            .to_raw(CleanSpan::new(at, at + shown.len_utf8()))
            .range();
        assert!(
            start <= raw.start && raw.end <= end,
            "{raw:?} is not within {start}..{end}"
        );
        let bytes = &document.bytes[raw.start - start..raw.end - start];
        assert!(
            is_other_encoding(document) || stands_for(bytes, shown),
            "{:?} at {raw:?} does not stand for {shown:?}",
            String::from_utf8_lossy(bytes)
        );
    }
}

/// A page that declares some other encoding is decoded by a library, whose word is taken.
fn is_other_encoding(document: &Document) -> bool {
    std::str::from_utf8(&document.bytes).is_err()
}

/// Unpacks and reads, and checks every article. Returns how many there are.
///
/// # Panics
/// If something does not hold.
pub(crate) fn check_file(bytes: &[u8], options: &Options) -> usize {
    let mut n_articles = 0;
    unpack("file", Cursor::new(bytes), options, &mut |found| {
        if let Ok(document) = found {
            let ingested = read_document(&document, options);
            assert!(
                !ingested.articles.is_empty() || !ingested.diagnostics.is_empty(),
                "silence about a document"
            );
            for article in &ingested.articles {
                check_alignment(article, &document);
            }
            n_articles += ingested.articles.len();
        }
        ControlFlow::Continue(())
    });
    n_articles
}
