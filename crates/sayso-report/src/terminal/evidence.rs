//! Evidence lines, and the limits that keep a brief on few screens.

use sayso_read::StatementIdx;

use super::layout::{Ink, Page};
use crate::view::{Placed, statement_id};
use crate::{Briefing, visible};

/// ` s1 s4`.
pub(super) fn ids(statements: &[StatementIdx]) -> String {
    statements
        .iter()
        .map(|idx| format!(" {}", statement_id(*idx)))
        .collect()
}

/// One statement as evidence: id, outlet, speaker, words.
pub(super) fn line(
    page: &mut Page,
    briefing: &Briefing,
    (lead, hang): (&str, &str),
    placed: Placed<'_>,
    words: &str,
) {
    let voice = match briefing.voice(placed) {
        voice if voice.is_empty() => voice,
        voice => format!(", {}", visible::short(&voice, 120)),
    };
    let pieces = [
        (Ink::Faint, &*placed.id()),
        (Ink::Plain, " "),
        (Ink::Name, &placed.outlet()),
        (Ink::Plain, &voice),
        (Ink::Plain, ": "),
        (Ink::Plain, words),
    ];
    page.paragraph(lead, hang, &pieces);
}

/// The statements behind an entry: the first ones in full, the ids of the rest.
pub(super) fn list(
    page: &mut Page,
    briefing: &Briefing,
    indent: usize,
    all: &[StatementIdx],
    longest: usize,
) {
    let hang = " ".repeat(indent);
    labelled(page, briefing, (&hang, &hang), all, longest);
}

/// The same with something before the first line.
pub(super) fn labelled(
    page: &mut Page,
    briefing: &Briefing,
    (lead, hang): (&str, &str),
    all: &[StatementIdx],
    longest: usize,
) {
    let mut lead = lead;
    for placed in briefing.placed_all(all).take(longest) {
        let words = format!("“{}”", placed.content(150));
        line(
            page,
            briefing,
            (lead, &format!("{hang}   ")),
            placed,
            &words,
        );
        lead = hang;
    }
    if let Some(rest) = all.get(longest..).filter(|rest| !rest.is_empty()) {
        page.paragraph(lead, hang, &[(Ink::Faint, "and"), (Ink::Faint, &ids(rest))]);
    }
}

/// The first of many entries; how many were left out is said after them by [`left_out`].
pub(super) fn first<T>(all: &[T], longest: usize) -> &[T] {
    &all[..all.len().min(longest)]
}

/// Says that a terminal is too small for the rest.
pub(super) fn left_out(page: &mut Page, indent: &str, n_all: usize, longest: usize) {
    if n_all > longest {
        let text = format!(
            "and {} more: see --format html, md or json",
            n_all - longest
        );
        page.paragraph(indent, indent, &[(Ink::Faint, &text)]);
    }
}
