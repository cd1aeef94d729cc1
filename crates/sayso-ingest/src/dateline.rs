//! Where a report was filed: the place before its first sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use sayso_text::{BlockKind, CleanSpan, Fact};

use crate::agency;
use crate::label::{Labelled, Sheet};
use crate::words::head;

/// Paragraphs in which it is looked for; a standfirst may stand above the first.
const PARAGRAPHS: usize = 4;

/// The place of an article's dateline.
pub(crate) fn find(sheet: &Sheet<'_>, labelled: &Labelled) -> Option<Fact<String>> {
    let body = (0..sheet.lines.len()).filter(|&i| labelled.kinds[i] == BlockKind::Body);
    body.take(PARAGRAPHS).find_map(|i| {
        let line = sheet.line(i);
        let place = place(line)?;
        let start = sheet.lines[i].span.start().get();
        Some(Fact {
            value: line[place.clone()].to_owned(),
            evidence: Some(CleanSpan::new(start + place.start, start + place.end)),
        })
    })
}

/// "PORT REED, Maine — The", "LONDON, Aug 18 (Reuters) - The", "Kyiv/Moscow: (HNA) – The": capitals and a dash, or an agency
/// and a dash.
fn place(line: &str) -> Option<Range<usize>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let word = r"\p{Lu}[\p{L}.'’]*";
        let name = format!(r"{word}(?:[ -](?:{word}|de|da|do|la|al|el|on|of|the|upon|sur))*");
        let month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*\.?";
        let day = format!(r"(?:{month} \d{{1,2}}|\d{{1,2}} {month})(?:,? \d{{4}})?");
        Regex::new(&format!(
            r"^\s*(?P<place>(?P<first>{name})(?:/{name})*(?:, {name})?)(?:[,:]? {day})?[,:]?\s*(?P<agency>\([^()]{{2,40}}\))?\s*(?:—|–|--|-|:)\s"
        ))
        .expect("a fixed pattern")
    });
    /// What stands in capitals before a dash and is no place.
    const LABELS: [&str; 14] = [
        "analysis",
        "breaking",
        "comment",
        "correction",
        "editorial",
        "exclusive",
        "explainer",
        "factbox",
        "live",
        "opinion",
        "update",
        "updated",
        "video",
        "watch",
    ];
    let start = head(line, 160);
    let found = FORM.captures(start)?;
    let (all, first) = (found.name("place")?, found.name("first")?.as_str());
    let has_agency = found
        .name("agency")
        .is_some_and(|agency| agency::is_agency(agency.as_str().trim_matches(['(', ')'])));
    let letters = || first.chars().filter(|c| c.is_alphabetic());
    let in_capitals = letters().count() > 2 && letters().all(char::is_uppercase);
    let dashed = !start[..found.get(0)?.end()].trim_end().ends_with(':');
    let is_label = LABELS.contains(&first.to_lowercase().as_str())
        || first
            .split(' ')
            .any(|word| LABELS.contains(&word.to_lowercase().as_str()))
        || agency::canonical(all.as_str()).is_some();
    let stands = has_agency || in_capitals && dashed && found.name("agency").is_none();
    (stands && !is_label).then(|| all.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_datelines() {
        let of = |line: &str| place(line).map(|range| line[range].to_owned());
        let cases = [
            ("PORT REED — The mayor said", Some("PORT REED")),
            (
                "PORT REED, Maine (AP) — The mayor",
                Some("PORT REED, Maine"),
            ),
            ("LONDON, Aug 18 (Reuters) - The", Some("LONDON")),
            ("Kyiv/Moscow: (HNA) – The", Some("Kyiv/Moscow")),
            ("ST. JOHN'S – The mayor", Some("ST. JOHN'S")),
            ("Port Reed, 12 May 2031 (AFP) - The", Some("Port Reed")),
            ("BREAKING — The mayor", None),
            ("AFP - The mayor", None),
            ("The mayor — who left — said", None),
            ("The mayor (Labour) — who", None),
            ("NATO: what it is", None),
        ];
        for (line, expected) in cases {
            assert_eq!(of(line).as_deref(), expected, "{line}");
        }
    }
}
