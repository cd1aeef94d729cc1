//! Words by which a report holds back from what it attributes: "without elaborating", "appeared to", "on condition of anonymity".

use std::sync::OnceLock;

use sayso_text::CleanSpan;

use crate::words::{Words, rows};

/// Words of a pattern, each with its alternatives and whether it may be left out.
struct Hedge {
    beside: bool,
    words: Vec<(bool, Vec<&'static str>)>,
}

/// How many words before a cue still belong to its verb group.
const BEFORE: usize = 3;

fn hedges() -> &'static [Hedge] {
    static HEDGES: OnceLock<Vec<Hedge>> = OnceLock::new();
    HEDGES.get_or_init(|| {
        rows(include_str!("data/hedges.tsv"))
            .map(|row| Hedge {
                beside: row[0] == "beside",
                words: row
                    .get(1)
                    .into_iter()
                    .flat_map(|pattern| pattern.split(' '))
                    .map(|word| {
                        let bare = word.strip_prefix('?');
                        let alternatives = bare.unwrap_or(word).split('|').collect();
                        (bare.is_some(), alternatives)
                    })
                    .collect(),
            })
            .collect()
    })
}

/// The hedges of a statement: in the sentence that attributes it, outside what is said, in order and without overlap.
pub(crate) fn hedges_of(
    text: &str,
    sentence: CleanSpan,
    cue: Option<CleanSpan>,
    content: &[CleanSpan],
) -> Vec<CleanSpan> {
    let Some(cue) = cue else { return Vec::new() };
    let words = Words::new(text, sentence);
    let (from, to) = (
        words.ending_after(cue.start().get()),
        words.at_or_after(cue.end().get()),
    );
    let mut found: Vec<CleanSpan> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let near = (from.saturating_sub(BEFORE)..to).contains(&at);
        let fitting = hedges().iter().filter(|hedge| near || !hedge.beside);
        let end = fitting
            .filter_map(|hedge| ends(&words, at, &hedge.words))
            .max();
        let span = end.map(|end| words.cover(at, end));
        match (span, end) {
            (Some(span), Some(end)) if !content.iter().any(|c| c.overlaps(span)) => {
                found.push(span);
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// The word behind a pattern that starts here.
fn ends(words: &Words<'_>, from: usize, pattern: &[(bool, Vec<&'static str>)]) -> Option<usize> {
    let mut at = from;
    for (optional, alternatives) in pattern {
        if at < words.len() && alternatives.contains(&words.lower(at).as_str()) {
            at += 1;
        } else if !optional {
            return None;
        }
    }
    (at > from).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, cue: &str, content: &str) -> Vec<&'t str> {
        let at = |words: &str| {
            let start = text.find(words).expect("it stands there");
            CleanSpan::new(start, start + words.len())
        };
        let sentence = CleanSpan::new(0, text.len());
        let spans = hedges_of(text, sentence, Some(at(cue)), &[at(content)]);
        spans.into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn hedges_stand_beside_the_cue_or_behind_what_is_said() {
        for (text, cue, content, hedges) in [
            (
                "The envoy said the deal was dead, without elaborating.",
                "said",
                "the deal was dead",
                &["without elaborating"][..],
            ),
            (
                "She claimed, without giving any further details, that it sank.",
                "claimed",
                "that it sank",
                &["without giving any further details"],
            ),
            (
                "The president appeared to suggest that he would go.",
                "suggest",
                "that he would go",
                &["appeared to"],
            ),
            (
                "He reportedly told aides that he would go, an official said on condition of anonymity.",
                "told",
                "that he would go",
                &["reportedly", "on condition of anonymity"],
            ),
        ] {
            assert_eq!(found(text, cue, content), hedges, "{text}");
        }
    }

    #[test]
    fn what_is_said_and_what_is_plain_holds_no_hedge() {
        let text = "Holm said that it apparently sank without evidence of a storm.";
        let content = "that it apparently sank without evidence of a storm";
        assert!(found(text, "said", content).is_empty());
        let text = "The boat, which apparently belonged to a firm in Tesk, is lost, Holm said.";
        assert!(found(text, "said", "is lost").is_empty());
    }
}
