//! Text dumps: pages of which only the words are left.

use sayso_text::{
    Article, ArticleParts, Block, BlockKind, CleanSpan, CleanText, Code, Diagnostic, Format,
};

use crate::agency;
use crate::assemble::{Draft, assemble};
use crate::card::without_cards;
use crate::classify::probabilities;
use crate::features::{story_value, window};
use crate::label::{Labelled, Sheet};
use crate::language;
use crate::line::Line;
use crate::metadata::Given;
use crate::split::split;

/// Lines beyond these are left out of the article (S004): no page has as many, and each costs memory.
pub const MAX_LINES: usize = 1_000_000;

/// A story is held to end after so many bytes (S004): no report is as long, and each costs reading time.
pub const MAX_BODY: usize = 1 << 20;

/// Cleans a text dump.
pub(crate) fn article(
    document: &str,
    text: CleanText,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Article> {
    let text = without_cards(text);
    let mut lines = split(text.as_str());
    if lines.len() > MAX_LINES {
        lines.truncate(MAX_LINES);
        diagnostics.push(Diagnostic {
            code: Code::TooLarge,
            document: document.to_owned(),
            message: format!(
                "more than {MAX_LINES} lines; what follows was left out, split the file"
            ),
        });
    }
    let draft = Draft {
        document,
        format: Format::Text,
        text: text.clone(),
        given: Given::default(),
    };
    by_classifier(draft, text.as_str(), &lines, diagnostics)
}

/// Finds the article among lines.
pub(crate) fn by_classifier(
    draft: Draft<'_>,
    text: &str,
    lines: &[Line],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Article> {
    let sheet = Sheet::new(text, lines);
    let probabilities = probabilities(&sheet);
    let values: Vec<f32> = probabilities
        .iter()
        .zip(&sheet.features)
        .map(|(p, f)| story_value(f, *p))
        .collect();
    let story = window(&values);
    let mut kept: Vec<bool> = (0..lines.len())
        .map(|i| story.contains(&i) && probabilities[i] > 0.5)
        .collect();
    let mut bytes = 0;
    let mut is_cut = false;
    for (line, kept) in lines.iter().zip(&mut kept).filter(|(_, kept)| **kept) {
        bytes += line.span.len();
        *kept = bytes <= MAX_BODY;
        is_cut |= !*kept;
    }
    if is_cut {
        diagnostics.push(Diagnostic {
            code: Code::TooLarge,
            document: draft.document.to_owned(),
            message: format!("the story goes on beyond {MAX_BODY} bytes; the rest was left out, split the file or take `--as text`"),
        });
    }
    let first = kept.iter().position(|kept| *kept).unwrap_or(0);
    let last = kept.iter().rposition(|kept| *kept).map_or(0, |i| i + 1);
    let labelled = sheet.label(first..last, Some(&kept), draft.given.title.as_deref());
    assemble(draft, lines, &sheet, &labelled)
        .map_err(|d| diagnostics.push(d))
        .ok()
}

/// Takes a file as clean text: everything is body, a block a paragraph. Only the agency is looked for.
pub(crate) fn verbatim(document: &str, text: CleanText) -> Option<Article> {
    let blocks: Vec<Block> = paragraphs(text.as_str())
        .into_iter()
        .map(|span| Block {
            span,
            kind: BlockKind::Body,
        })
        .collect();
    let lines: Vec<Line> = blocks
        .iter()
        .take(MAX_LINES)
        .map(|b| Line::plain(b.span))
        .collect();
    let sheet = Sheet::new(text.as_str(), &lines);
    let kinds = vec![BlockKind::Body; lines.len()];
    let labelled = Labelled {
        kinds,
        title: None,
        embedded: Vec::new(),
        window: 0..lines.len(),
    };
    let credit = agency::credit(&sheet, &labelled);
    let parts = ArticleParts {
        document: document.to_owned(),
        blocks,
        credit,
        language: language::language(text.as_str()).to_owned(),
        text,
        ..ArticleParts::default()
    };
    // The paragraphs are slices of the text, in order.
    Article::new(parts).ok()
}

/// Paragraphs: parted by blank lines, and by line ends behind a sentence's end.
fn paragraphs(text: &str) -> Vec<CleanSpan> {
    let mut spans: Vec<CleanSpan> = Vec::new();
    let mut open: Option<CleanSpan> = None;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let piece = &text[start..end];
        let left = start + piece.len() - piece.trim_start().len();
        let line = CleanSpan::new(left, (left + piece.trim().len()).max(left));
        start = end + 1;
        if line.is_empty() {
            spans.extend(open.take());
            continue;
        }
        let span = open.map_or(line, |o| o.cover(line));
        let ends = text[line.range()].ends_with(['.', '!', '?', '"', '”', '’', ':', ')', '…']);
        if ends || line.len() > 120 {
            spans.push(span);
            open = None;
        } else {
            open = Some(span);
        }
    }
    spans.extend(open);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_clean_text() {
        let text = "  Headline\n\nOne wrapped\nparagraph here.\nTwo.\n \n\tThree";
        let shown: Vec<_> = paragraphs(text)
            .into_iter()
            .map(|s| &text[s.range()])
            .collect();
        assert_eq!(
            shown,
            ["Headline", "One wrapped\nparagraph here.", "Two.", "Three"]
        );
    }
}
