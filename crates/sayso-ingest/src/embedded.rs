//! Whole articles of other outlets below, or within, a page: a feed's entries, "related" stories in full.

use std::sync::LazyLock;

use regex::Regex;
use sayso_text::{BlockKind, CleanSpan, Embedded};

use crate::cue::Cue;
use crate::flat::MAX_BODY;
use crate::label::Sheet;
use crate::words::fingerprint;

/// An entry with an outlet and an age above it is an article from this many words on; shorter ones are teasers.
const LEAST_WORDS: usize = 40;

/// An entry with a headline only needs more words to be more than a teaser.
const LEAST_WORDS_UNNAMED: usize = 90;

/// What stands above an entry.
struct Heading {
    outlet: Option<String>,
    /// The first line of the entry.
    first: usize,
    /// Where the headline is looked for.
    next: usize,
}

/// Finds the articles among the lines from `from` on, and labels their lines. `own` is the page's own headline: its story
/// told again is no article of another outlet.
pub(crate) fn find(
    sheet: &Sheet<'_>,
    from: usize,
    own: Option<&str>,
    kinds: &mut [BlockKind],
) -> Vec<Embedded> {
    let own = own.map(fingerprint);
    let (mut found, mut bytes) = (Vec::new(), 0);
    let mut i = from;
    while i < sheet.lines.len() {
        let comments = kinds[i] == BlockKind::Comments;
        let named = heading(sheet, i);
        let (head, least) = match named {
            Some(head) => (head, LEAST_WORDS),
            None if sheet.features[i].is_headline()
                && !sheet.features[i].is_prose()
                && !comments =>
            {
                (
                    Heading {
                        outlet: None,
                        first: i,
                        next: i,
                    },
                    LEAST_WORDS_UNNAMED,
                )
            }
            None => {
                i += 1;
                continue;
            }
        };
        let title = (head.next..sheet.lines.len()).next().filter(|&t| {
            let f = &sheet.features[t];
            !f.is_prose() && f.cue.is_none() && (2..=40).contains(&f.words)
                || f.words <= 25 && head.outlet.is_some()
        });
        let start = title.map_or(head.next, |t| t + 1);
        let (body, words, end) = body_from(sheet, start);
        if words < least || body.is_empty() {
            i += 1;
            continue;
        }
        let last = body[body.len() - 1];
        bytes += sheet.lines[last].span.end().get() - sheet.lines[head.first].span.start().get();
        let told_again = own.is_some() && title.map(|t| sheet.features[t].fingerprint) == own;
        if told_again || bytes > MAX_BODY {
            kinds[head.first..=last].fill(BlockKind::Other);
            i = end.max(last + 1);
            continue;
        }
        kinds[head.first..=last].fill(BlockKind::EmbeddedArticle);
        found.push(Embedded {
            span: sheet.lines[head.first].span.cover(sheet.lines[last].span),
            title: title.map(|t| sheet.lines[t].span),
            outlet: head.outlet,
            body: body
                .iter()
                .map(|&b| sheet.lines[b].span)
                .collect::<Vec<CleanSpan>>(),
        });
        i = end.max(last + 1);
    }
    found
}

/// "Outlet", "18 minutes ago", "- Outlet"; or the same in one line.
fn heading(sheet: &Sheet<'_>, i: usize) -> Option<Heading> {
    static ONE_LINE: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?i)^(?P<outlet>\p{L}[\p{L}\d .'’&-]{1,40}?)\s*[-–—|·•,]\s*(?:\d{1,3}|an?|one) (?:min(?:ute)?|hour|hr|day|week|month)s? ago\W*$";
        Regex::new(pattern).expect("a fixed pattern")
    });
    let line = sheet.line(i);
    if line.len() < 100
        && let Some(found) = ONE_LINE.captures(line)
    {
        return Some(Heading {
            outlet: Some(found["outlet"].trim().to_owned()),
            first: i,
            next: i + 1,
        });
    }
    let f = &sheet.features[i];
    let is_name = (1..=6).contains(&f.words) && !f.is_prose() && line.len() < 60;
    let dated =
        |j: usize| j < sheet.lines.len() && matches!(sheet.cue(j), Some(Cue::Age | Cue::Byline));
    if !is_name || !dated(i + 1) || dated(i) {
        return None;
    }
    let bare = |j: usize| {
        sheet
            .line(j)
            .trim_start_matches(['-', '–', '—', '•', '·', '|', ' '])
    };
    let again = i + 2 < sheet.lines.len() && bare(i + 2).eq_ignore_ascii_case(line);
    // Without the name said again, only an age (not a date) is sure to head an entry of a feed.
    if !again && sheet.cue(i + 1) != Some(Cue::Age) {
        return None;
    }
    Some(Heading {
        outlet: Some(line.to_owned()),
        first: i,
        next: if again { i + 3 } else { i + 2 },
    })
}

/// The paragraphs of an entry, their words, and the line behind it.
fn body_from(sheet: &Sheet<'_>, start: usize) -> (Vec<usize>, usize, usize) {
    let (mut body, mut words, mut short, mut i) = (Vec::new(), 0, 0, start);
    while i < sheet.lines.len() {
        let f = &sheet.features[i];
        let ends = matches!(
            f.cue,
            Some(
                Cue::RelatedHeader
                    | Cue::Comments
                    | Cue::Legal
                    | Cue::Promotion
                    | Cue::Age
                    | Cue::Notice
            )
        );
        if ends || heading(sheet, i).is_some() {
            break;
        }
        if f.is_prose() {
            body.push(i);
            words += f.words;
            short = 0;
        } else {
            short += 1;
            // Captions and subheadings stand alone between paragraphs; a list of short lines is the next section.
            if body.is_empty() || short > 2 {
                break;
            }
        }
        i += 1;
    }
    (body, words, i)
}

#[cfg(test)]
mod tests {
    use crate::{As, ingest};
    use sayso_text::BlockKind;

    #[test]
    fn entries_of_a_feed_are_articles_of_their_own() {
        let story = "The council of the harbour town voted on Monday to keep the ferry line open through the winter months, the mayor said.\n"
            .to_owned()
            + "He added that the boats would run twice a day and that the fares would stay as they were in the year before.\n"
            + "The islanders had asked for a third boat, but the council said that there was no money for it this year.\n";
        let entry = "Bay Herald\n18 minutes ago\n- Bay Herald\nStorm takes roof off fish hall\n"
            .to_owned()
            + "A storm that came in from the north took the roof off the fish hall in the night to Tuesday. Nobody was hurt, the fire chief Zoe Lam told reporters, \
               but the hall will stay shut for weeks. Fishermen now sell their catch from the boats, and the town has set up a tent.\n";
        let page = format!(
            "Ferry line to stay open, mayor says\n{story}Comments\nNo comments yet...\nRelated Articles\n\n{entry}\n\n{}",
            entry.replace("Bay Herald", "Cape Post")
        );
        let article = &ingest("a.txt", page.as_bytes(), As::Auto).articles[0];
        assert_eq!(article.body().count(), 3);
        let outlets: Vec<_> = article
            .embedded
            .iter()
            .map(|e| e.outlet.as_deref())
            .collect();
        assert_eq!(outlets, [Some("Bay Herald"), Some("Cape Post")]);
        let first = &article.embedded[0];
        assert_eq!(
            first.title.map(|t| article.slice(t)),
            Some("Storm takes roof off fish hall")
        );
        assert_eq!(first.body.len(), 1);
        assert_eq!(
            article
                .blocks
                .iter()
                .filter(|b| b.kind == BlockKind::EmbeddedArticle)
                .count(),
            2
        );
    }
}
