//! Quotations lifted out of the article and shown again.

use std::ops::Range;

use sayso_text::BlockKind;

use crate::label::{Sheet, contained};
use crate::words::{head, shingles};

/// Longer lines are paragraphs.
const MOST_WORDS: usize = 70;

/// Words that show a paragraph to be a report of speech rather than the speech alone.
const REPORTING: [&str; 14] = [
    " said",
    " says",
    " told",
    " added",
    " wrote",
    " according to",
    " asked",
    " stated",
    " noted",
    " warned",
    " argued",
    " insisted",
    " posted",
    " tweeted",
];

/// Marks the lines of the article whose words stand, for a good part, in another paragraph of it too, and that do not
/// tell who speaks: a paragraph of the article itself ends as sentences do, or attributes its quotation.
pub(crate) fn mark(sheet: &Sheet<'_>, window: &Range<usize>, kinds: &mut [BlockKind]) {
    let candidates: Vec<usize> = window
        .clone()
        .filter(|&i| kinds[i] == BlockKind::Body && could_be(sheet, i))
        .collect();
    if candidates.is_empty() {
        return;
    }
    let mut elsewhere: Vec<u64> = window
        .clone()
        .filter(|i| kinds[*i] == BlockKind::Body && candidates.binary_search(i).is_err())
        .flat_map(|i| shingles(head(sheet.line(i), 20_000), 4))
        .collect();
    elsewhere.sort_unstable();
    for i in candidates {
        if contained(sheet.line(i), &elsewhere).is_some_and(|share| share >= 0.4) {
            kinds[i] = BlockKind::PullQuote;
        }
    }
}

fn could_be(sheet: &Sheet<'_>, i: usize) -> bool {
    let (line, f) = (sheet.line(i), &sheet.features[i]);
    if !(6..=MOST_WORDS).contains(&f.words) {
        return false;
    }
    let quoted =
        line.starts_with(['“', '‘', '"', '\'', '«']) && line.ends_with(['”', '’', '"', '\'', '»']);
    let lower = line.to_lowercase();
    let attributed = REPORTING.iter().any(|r| lower.contains(r));
    (!f.ends || quoted) && !attributed && sheet.lines[i].hint.heading.is_none()
}

#[cfg(test)]
mod tests {
    use crate::{As, ingest};
    use sayso_text::BlockKind;

    #[test]
    fn a_quotation_shown_twice_is_set_aside_once() {
        let page = "Ferry line to stay open\n\nMayor Tom Reed said on Monday that the ferry line between the two towns would stay open through the winter.\n\n\
            We have heard the people of the harbour (and the islands). We are going to keep this line, whatever it takes\n\n\
            Mr Reed spoke after a meeting of the council that lasted far into the night and ended without a vote.\n\n\
            “We are going to keep this line, whatever it takes,” he said.\n\n“We have heard the people of the harbour,” the mayor added.";
        let article = &ingest("a.txt", page.as_bytes(), As::Auto).articles[0];
        let of = |kind| {
            article
                .blocks
                .iter()
                .filter(|b| b.kind == kind)
                .map(|b| article.slice(b.span))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(BlockKind::PullQuote).len(), 1);
        assert!(of(BlockKind::PullQuote)[0].starts_with("We have heard"));
        assert_eq!(of(BlockKind::Body).len(), 4);
    }
}
