//! When an article was published and when it was changed: what metadata say and what is printed, cross-checked.

use std::sync::LazyLock;

use regex::Regex;
use sayso_text::{BlockKind, CleanSpan, Fact, Moment, posts};

use crate::cue::Cue;
use crate::date;
use crate::label::{Labelled, Sheet};

/// Both times of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) published: Option<Fact<Moment>>,
    /// Only where it is another day than that of publication.
    pub(crate) updated: Option<Fact<Moment>>,
}

/// Lines above the headline in which a date may stand.
const ABOVE: usize = 15;

/// Lines below the article.
const BELOW: usize = 6;

/// Settles on one of each. Metadata name both times and are believed, but for a day of publication that is printed right
/// by the headline: it is what readers were shown. A page that tells only when it was changed was published by then.
pub(crate) fn settle(
    sheet: &Sheet<'_>,
    labelled: &Labelled,
    published: Option<Moment>,
    updated: Option<Moment>,
) -> Dates {
    let printed = Printed::of(sheet, labelled);
    let evidence = |moment: Moment| {
        let all = [&printed.published, &printed.updated, &printed.far];
        let same = all
            .into_iter()
            .flatten()
            .find(|fact| fact.value.date() == moment.date());
        Fact {
            value: moment,
            evidence: same.and_then(|fact| fact.evidence),
        }
    };
    let differs = |fact: &Fact<Moment>| {
        [published, updated]
            .into_iter()
            .flatten()
            .all(|moment| moment.date() != fact.value.date())
    };
    let by_headline = printed.published.clone().filter(differs);
    let published = by_headline
        .or_else(|| published.map(evidence))
        .or_else(|| printed.published.clone())
        .or_else(|| printed.far.clone());
    let updated = updated
        .map(evidence)
        .or_else(|| printed.updated.clone())
        .or(printed.updated_far);
    match published {
        Some(published) => Dates {
            updated: updated.filter(|fact| fact.value.date() > published.value.date()),
            published: Some(published),
        },
        // What only the markup knows of a change tells nothing of when readers first saw the page.
        None => match updated {
            Some(fact) if fact.evidence.is_some() => Dates {
                published: Some(fact),
                updated: None,
            },
            updated => Dates {
                published: None,
                updated,
            },
        },
    }
}

/// The dates that stand by the article.
#[derive(Debug, Default)]
struct Printed {
    /// Between the headline and the first sentences.
    published: Option<Fact<Moment>>,
    updated: Option<Fact<Moment>>,
    /// Farther above, in the story, or below it.
    far: Option<Fact<Moment>>,
    updated_far: Option<Fact<Moment>>,
}

impl Printed {
    fn of(sheet: &Sheet<'_>, labelled: &Labelled) -> Self {
        let window = &labelled.window;
        let head = labelled
            .title
            .as_ref()
            .map_or(window.start, |title| title.line.min(window.start));
        let above = (head.saturating_sub(ABOVE)..window.start).rev();
        let below = window.start..(window.end + BELOW).min(sheet.lines.len());
        let near = head.saturating_sub(3)..window.start + 2;
        let mut printed = Self::default();
        for i in above.chain(below) {
            let is_near = near.contains(&i);
            let f = &sheet.features[i];
            // By the headline a date may share its line with names and sections.
            let short = is_near && f.words <= 20 && !f.is_prose() && f.cue.is_none();
            if labelled.kinds[i] == BlockKind::EmbeddedArticle
                || sheet.cue(i) != Some(Cue::Byline) && !short
                || signs_post(sheet, i)
            {
                continue;
            }
            for (is_change, fact) in labelled_dates(sheet, i) {
                let slot = match (is_change, is_near) {
                    (false, true) => &mut printed.published,
                    (true, true) => &mut printed.updated,
                    (false, false) => &mut printed.far,
                    (true, false) => &mut printed.updated_far,
                };
                slot.get_or_insert(fact);
            }
        }
        printed
    }
}

/// Whether the date of a line is that of a post which the article shows: the signature may have a line of its own.
fn signs_post(sheet: &Sheet<'_>, i: usize) -> bool {
    let line = sheet.lines[i].span;
    let with_line_before = sheet.lines[i.saturating_sub(1)].span.cover(line);
    let found = posts(sheet.text, with_line_before);
    found.iter().any(|post| post.signature.overlaps(line))
}

/// The dates of a line, each with whether it is that of a change: by the words before it, or by the line above where the
/// date stands alone.
fn labelled_dates(sheet: &Sheet<'_>, i: usize) -> Vec<(bool, Fact<Moment>)> {
    static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?-u:\b)(?:updated?|modified|revised|changed|edited|reviewed|amended)(?-u:\b)",
        )
        .expect("a fixed pattern")
    });
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:published|posted|created|first)(?-u:\b)")
            .expect("a fixed pattern")
    });
    let line = sheet.line(i);
    let start = sheet.lines[i].span.start().get();
    let mut found = Vec::new();
    let (mut at, mut is_change) = (0, false);
    while let Some((value, range)) = date::find(&line[at..]) {
        let label = &line[at..at + range.start];
        let alone = at == 0 && !label.contains(char::is_alphabetic);
        let above = i
            .checked_sub(1)
            .map(|above| sheet.line(above))
            .filter(|above| alone && above.len() < 40)
            .unwrap_or(label);
        // The last label before it counts: "Published … Updated …".
        let last = |pattern: &Regex| pattern.find_iter(above).last().map(|m| m.start());
        is_change = match (last(&CHANGE), last(&FIRST)) {
            (None, None) => is_change,
            (change, first) => change > first,
        };
        found.push((
            is_change,
            Fact {
                value,
                evidence: Some(CleanSpan::new(
                    start + at + range.start,
                    start + at + range.end,
                )),
            },
        ));
        at += range.end.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::{As, ingest};

    const STORY: &str = "<p>The council of the harbour town voted on Monday to keep the ferry line open through the winter months, the mayor said.</p>\
        <p>He added that the boats would run twice a day and that the fares would stay as they were in the year before.</p>";

    /// Publication and change, each with the words behind it.
    fn dates(head: &str, by: &str) -> [String; 2] {
        let page = format!(
            "<html><head>{head}</head><body><article><h1>Ferry line stays open</h1>{by}{STORY}</article></body></html>"
        );
        let article = &ingest("f", page.as_bytes(), As::Auto).articles[0];
        [&article.published, &article.updated].map(|fact| {
            fact.as_ref().map_or(String::new(), |fact| {
                let words = fact.evidence.map_or("", |span| article.slice(span));
                format!("{} {words}", fact.value).trim_end().to_owned()
            })
        })
    }

    #[test]
    fn the_date_of_a_post_is_not_the_articles() {
        let post = "<p>The ferry stays open for all of the town.</p><p>— Ada Lin (@adalin) May 4, 2031</p>";
        assert_eq!(dates("", post), [String::new(), String::new()]);
        let byline = "<p>By Ada Lin (@adalin) May 4, 2031</p>";
        assert_eq!(dates("", byline)[0], "2031-05-04 May 4, 2031");
    }

    #[test]
    fn publication_and_change_are_told_apart() {
        let meta = "<meta property='article:published_time' content='2031-05-12T08:00:00+02:00'>\
            <meta property='article:modified_time' content='2031-05-14T09:00:00Z'>";
        let cases = [
            (
                meta,
                "<p>Last updated: <time>14 May 2031</time></p>",
                [
                    "2031-05-12T08:00:00+02:00",
                    "2031-05-14T09:00:00Z 14 May 2031",
                ],
            ),
            (
                "",
                "<p>Published 12 May 2031 | Updated 14 May 2031, 10:00 GMT</p>",
                [
                    "2031-05-12 12 May 2031",
                    "2031-05-14T10:00:00Z 14 May 2031, 10:00 GMT",
                ],
            ),
            // What is printed by the headline is what readers saw.
            (
                meta,
                "<p>11 May 2031</p>",
                ["2031-05-11 11 May 2031", "2031-05-14T09:00:00Z"],
            ),
            (
                "",
                "<div>Updated</div><div>May 14, 2031</div>",
                ["2031-05-14 May 14, 2031", ""],
            ),
            (
                "",
                "<p>Ann Mole | Harbour Writer | May 12, 2031</p>",
                ["2031-05-12 May 12, 2031", ""],
            ),
            ("", "", ["", ""]),
        ];
        for (head, by, expected) in cases {
            assert_eq!(dates(head, by), expected, "{by}");
        }
    }
}
