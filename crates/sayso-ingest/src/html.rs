//! Pages: `rs-trafilatura` decides what is main text, and its words are found again in our aligned lines.

use std::collections::BTreeMap;

use sayso_text::{Article, CleanText, Code, Diagnostic, Format};

use crate::assemble::{Draft, assemble};
use crate::flat;
use crate::label::Sheet;
use crate::line::Line;
use crate::metadata;
use crate::page::Page;
use crate::words::word_fingerprints;

/// The extractor walks its tree by recursion; deeper pages are cleaned by line looks alone (S009).
pub const MAX_DEPTH: usize = 256;

/// The extractor passes over its tree many times; larger pages are cleaned by line looks alone.
const LARGEST_PAGE: usize = 6 << 20;

/// Fewer words of main text than this are not trusted.
const LEAST_WORDS: usize = 30;

/// Cleans a page.
pub(crate) fn article(
    document: &str,
    text: &CleanText,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Article> {
    let html = text.as_str();
    let mut page = Page::new(html);
    page.read(0..html.len());
    let (clean, lines, depth) = page.finish();
    let given = metadata::read(html);
    let draft = Draft {
        document,
        format: Format::Html,
        text: clean.on_top_of(text),
        given,
    };
    let main = if depth > MAX_DEPTH {
        diagnostics.push(Diagnostic {
            code: Code::TooDeep,
            document: document.to_owned(),
            message: format!("elements nested {depth} deep, the limit is {MAX_DEPTH}; the main text was found by the looks of its lines"),
        });
        None
    } else {
        main_text(html)
    };
    let kept = main.map(|main| align(clean.as_str(), &lines, &main));
    match kept {
        Some(kept) if worth(clean.as_str(), &lines, &kept) => {
            let sheet = Sheet::new(clean.as_str(), &lines);
            let first = kept.iter().position(|k| *k).unwrap_or(0);
            let last = kept.iter().rposition(|k| *k).map_or(0, |i| i + 1);
            let title = draft.given.title.clone();
            let labelled = sheet.label(first..last, Some(&kept), title.as_deref());
            assemble(draft, &lines, &sheet, &labelled)
                .map_err(|d| diagnostics.push(d))
                .ok()
        }
        _ => flat::by_window(draft, clean.as_str(), &lines, diagnostics),
    }
}

fn worth(text: &str, lines: &[Line], kept: &[bool]) -> bool {
    let kept = lines.iter().zip(kept).filter(|(_, k)| **k);
    kept.map(|(line, _)| {
        crate::words::words(line.text(text))
            .take(LEAST_WORDS)
            .count()
    })
    .sum::<usize>()
        >= LEAST_WORDS
}

fn main_text(html: &str) -> Option<String> {
    if html.len() > LARGEST_PAGE {
        return None;
    }
    // A page is hostile text, and the extractor is not ours: should it panic, this page falls back to our own rule and
    // the others go on. It holds no state that a panic could leave broken.
    let extracted = std::panic::catch_unwind(|| rs_trafilatura::extract(html))
        .ok()?
        .ok()?;
    Some(extracted.content_text)
}

/// Which lines stand in the extractor's text. Both are sequences of words in page order, so each line is looked for
/// behind the one before; long lines, which are unmistakable, may stand anywhere. No word is used twice.
pub(crate) fn align(text: &str, lines: &[Line], main: &str) -> Vec<bool> {
    /// Lines of fewer words are only taken where they follow on.
    const LONG: usize = 6;
    let main = word_fingerprints(main);
    let mut places: BTreeMap<(u64, u64), Vec<u32>> = BTreeMap::new();
    for (i, pair) in main.windows(2).enumerate() {
        places.entry((pair[0], pair[1])).or_default().push(i as u32);
    }
    let mut used = vec![false; main.len()];
    let mut cursor = 0;
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        let words = word_fingerprints(line.text(text));
        let fits = |at: usize| {
            let n = words.len().min(main.len().saturating_sub(at));
            let same = (0..n)
                .filter(|k| words[*k] == main[at + k] && !used[at + k])
                .count();
            same * 10 >= words.len() * 8 && same > 0
        };
        let near = (cursor..(cursor + 4).min(main.len())).find(|at| fits(*at));
        let found = near.or_else(|| {
            if words.len() < LONG {
                return None;
            }
            // The extractor may have dropped the first words (a marker, a drop cap), so later pairs are tried too.
            (0..words.len().min(12) - 1).find_map(|k| {
                let list = places.get(&(words[k], words[k + 1]))?;
                let from = list.partition_point(|at| (*at as usize) < cursor);
                let order = list[from..].iter().chain(&list[..from]).take(50);
                order
                    .map(|at| *at as usize)
                    .filter(|at| *at >= k)
                    .map(|at| at - k)
                    .find(|at| fits(*at))
            })
        });
        if let Some(at) = found {
            let end = (at + words.len()).min(main.len());
            used[at..end].fill(true);
            cursor = end;
        }
        kept.push(found.is_some());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_again_in_the_main_text() {
        let html = "<p>News<p>Storm takes roof off the old fish hall<p>The storm came in from the north in the night.<h2>News</h2>\
            <p>Nobody was hurt, the fire chief said on Tuesday.<p>Read on about the storm";
        let mut page = Page::new(html);
        page.read(0..html.len());
        let (text, lines, _) = page.finish();
        let main = "The storm came in from the north in the night.\n\nNews\n\nNobody was hurt, the fire chief said on Tuesday.";
        assert_eq!(
            align(text.as_str(), &lines, main),
            [false, false, true, true, true, false]
        );
    }
}
