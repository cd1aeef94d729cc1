//! Lines that tell by their form who speaks: transcripts ("Holm: The pier will stay."), and posts with a signature.

use jiff::civil::Date;
use sayso_text::{CleanSpan, Post, posts};

use crate::when::{Tense, resolve_day};
use crate::words::paragraphs;
use crate::zone::Zone;

/// A line of a transcript, or a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ScriptLine {
    /// Who speaks.
    pub(crate) source: CleanSpan,
    /// What stands behind the colon, or before the signature.
    pub(crate) content: CleanSpan,
    /// The day that the signature gives.
    pub(crate) signed: Option<Date>,
}

/// Fewer such lines in a text are no transcript: "Correction: …", "Result: …".
const LEAST: usize = 2;

/// A speaker's name with what is told of him is no longer, in bytes.
const LONGEST_NAME: usize = 60;

/// The lines of a transcript in a run of text, in order; none where there is no transcript.
pub(crate) fn script(text: &str, zone: &Zone) -> Vec<ScriptLine> {
    let lines = zone.spans.iter().flat_map(|span| paragraphs(text, *span));
    let found: Vec<ScriptLine> = lines.filter_map(|line| script_line(text, line)).collect();
    // The words before a colon in a list differ; speakers come back, or answer each other.
    let is_transcript = found.len() >= LEAST && found.windows(2).any(|pair| near(text, pair));
    if is_transcript { found } else { Vec::new() }
}

/// The posts of social networks in a run of text, in order.
pub(crate) fn posts_in(text: &str, zone: &Zone) -> Vec<ScriptLine> {
    // A signature may stand in a block of its own.
    let Some((first, last)) = zone.spans.first().zip(zone.spans.last()) else {
        return Vec::new();
    };
    let within = |post: &Post| zone.spans.iter().any(|span| span.contains(post.content));
    posts(text, first.cover(*last))
        .into_iter()
        .filter(within)
        .map(|post| ScriptLine {
            source: post.author,
            content: post.content,
            signed: signed(text, post.signature),
        })
        .collect()
}

/// The day in a post's signature: what stands behind the handle.
fn signed(text: &str, signature: CleanSpan) -> Option<Date> {
    // It names its year, so that nothing is counted from the anchor.
    const ANCHOR: Date = Date::constant(2000, 1, 1);
    let (_, day) = text[signature.range()].rsplit_once(')')?;
    resolve_day(day.trim(), ANCHOR, Tense::Past)
}

/// Whether nothing but one line stands between two: a question, a stage direction.
fn near(text: &str, pair: &[ScriptLine]) -> bool {
    let between = &text[pair[0].content.end().get()..pair[1].source.start().get()];
    between
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
        <= 1
}

fn script_line(text: &str, line: CleanSpan) -> Option<ScriptLine> {
    let words = &text[line.range()];
    let colon = words.find(": ").filter(|at| *at <= LONGEST_NAME)?;
    let (name, said) = (&words[..colon], words[colon + 1..].trim());
    // The name, before what a comma or a bracket tells of it.
    let bare = name.split([',', '(']).next().unwrap_or(name).trim();
    let n_words = bare.split_whitespace().count();
    let is_name = |word: &str| {
        let first = word.chars().next().unwrap_or(' ');
        first.is_uppercase() || matches!(word, "de" | "da" | "van" | "von" | "bin" | "al" | "el")
    };
    let is_label = matches!(
        bare.to_lowercase().as_str(),
        "update"
            | "correction"
            | "note"
            | "source"
            | "sources"
            | "photo"
            | "video"
            | "related"
            | "read more"
            | "watch"
            | "also"
    );
    let speaks = said.split_whitespace().count() >= 2
        && said.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !c.is_alphanumeric());
    let fits = (1..=5).contains(&n_words) && bare.split_whitespace().all(is_name);
    if !fits || is_label || !speaks || bare.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let start = line.start().get();
    let end = line.end().get();
    Some(ScriptLine {
        source: CleanSpan::new(start, start + name.trim_end().len()),
        content: CleanSpan::new(end - said.len(), end),
        signed: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, &str)> {
        let zone = Zone {
            spans: vec![CleanSpan::new(0, text.len())],
            headline: false,
            embedded: false,
        };
        let lines = script(text, &zone);
        lines
            .iter()
            .map(|line| (&text[line.source.range()], &text[line.content.range()]))
            .collect()
    }

    #[test]
    fn lines_that_begin_with_a_name_and_answer_each_other() {
        let text = "The council met on Monday.\nHolm: The pier will stay.\nODUYA, for the opposition: Show us the papers!\nHe laughed.\n\nTHE WITNESS: Shortly before four: I am sure.";
        let expected = [
            ("Holm", "The pier will stay."),
            ("ODUYA, for the opposition", "Show us the papers!"),
            ("THE WITNESS", "Shortly before four: I am sure."),
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn a_colon_alone_is_no_transcript() {
        for text in [
            "Correction: The pier is older than we said.\nNothing else.",
            "The result was clear: The pier will stay.\nShe had one wish: That it would last.",
            "Holm: The pier will stay.",
            "Score: 3\nTime: 4",
        ] {
            assert!(shown(text).is_empty(), "{text}");
        }
    }
}
