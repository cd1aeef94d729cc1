//! A story: its footing at a glance, then claims, positions, conflicts, timeline and lineage.

use maud::{Markup, html};
use sayso_ledger::{Conflict, Position, Stance, Story, TimelineEntry};

use super::evidence::{hand_badge, lines};
use super::{Page, claim, lineage, quote, text};
use crate::wording;

/// Differences that show at once; the others open.
const N_CONFLICTS: usize = 12;

/// A story with the number of claims in the stories before it.
pub(super) fn numbered<'a>(page: &Page<'a>) -> impl Iterator<Item = ((usize, usize), &'a Story)> {
    let mut n_claims = 0;
    page.briefing
        .ledger
        .iter()
        .enumerate()
        .map(move |(i, story)| {
            let before = n_claims;
            n_claims += story.claims.len();
            ((i, before), story)
        })
}

/// The sections of a story: name in links, heading, number of entries.
pub(super) fn parts(story: &Story) -> [(&'static str, &'static str, usize); 5] {
    [
        ("claims", "Claims", story.claims.len()),
        ("positions", "Positions", story.positions.len()),
        (
            "conflicts",
            "Where the accounts differ",
            story.conflicts.len(),
        ),
        ("timeline", "Timeline", story.timeline.len()),
        ("words", "Whose words", story.origins.len()),
    ]
}

pub(super) fn section(
    page: &Page,
    (index, n_claims_before): (usize, usize),
    story: &Story,
) -> Markup {
    let id = format!("t{}", index + 1);
    html! {
        section class="story" id=(id) {
            (head(page, index, story))
            @for (name, label, n) in parts(story) {
                @if n > 0 {
                    section id={(id) "-" (name)} {
                        h3 { (label) }
                        @match name {
                            "claims" => (claims(page, story, n_claims_before)),
                            "positions" => (positions(page, story)),
                            "conflicts" => (conflicts(page, &story.conflicts)),
                            "timeline" => { ol class="timeline" { @for entry in &story.timeline { (timeline(page, entry)) } } },
                            _ => (lineage::section(page, story)),
                        }
                    }
                }
            }
        }
    }
}

fn head(page: &Page, index: usize, story: &Story) -> Markup {
    let n_stories = page.briefing.ledger.len();
    let dates = wording::date_range(story.from, story.to);
    let figures = [
        (story.documents.len(), "article"),
        (page.briefing.outlets(&story.documents).len(), "outlet"),
        (story.origins.len(), "origin"),
        (story.claims.len(), "claim"),
    ];
    html! {
        header class="story-head" {
            @if n_stories > 1 || !dates.is_empty() {
                p class="kicker" {
                    @if n_stories > 1 { "Story " (index + 1) " of " (n_stories) }
                    @if n_stories > 1 && !dates.is_empty() { " · " }
                    (dates)
                }
            }
            h2 { (text(&story.title)) }
            ul class="figures" {
                @for (n, what) in figures {
                    @let counted = wording::count(n, what);
                    @let label = counted.split_once(' ').map_or("", |(_, label)| label);
                    li { b { (n) } " " span { (label) } }
                }
            }
            @if let Some(claim) = story.claims.first() {
                @let footing = wording::footing(claim);
                div class="main-claim" {
                    p class="label" { "The main claim" }
                    p class="claim-text" { (quote(&claim.text, 400)) }
                    p class="counts" { (footing.counts) }
                    (claim::badges(&footing))
                }
            }
        }
    }
}

fn claims(page: &Page, story: &Story, n_before: usize) -> Markup {
    let is_weighty =
        |claim: &sayso_ledger::Claim| claim.statements.len() > 1 || !claim.denied_by.is_empty();
    let numbered = || story.claims.iter().enumerate();
    html! {
        p class="lead" { "Weightiest first. Open one to see every statement it rests on." }
        @for (i, claim) in numbered().filter(|(_, c)| is_weighty(c)) {
            (claim::details(page, claim, n_before + i + 1, i + 1, i == 0))
        }
        @if story.claims.iter().any(|c| !is_weighty(c)) {
            h4 { "Made once" }
            @for (i, claim) in numbered().filter(|(_, c)| !is_weighty(c)) {
                (claim::details(page, claim, n_before + i + 1, i + 1, false))
            }
        }
    }
}

fn positions(page: &Page, story: &Story) -> Markup {
    html! {
        div class="scroll" role="region" aria-label="Positions" tabindex="0" {
            table class="positions" {
                thead { tr { th scope="col" { "Party" } th scope="col" { "Stance" } th scope="col" { "Issue and evidence" } th scope="col" { "Told by" } } }
                tbody {
                    @for of_party in story.positions.chunk_by(|a, b| a.party == b.party) {
                        @for (i, one) in of_party.iter().enumerate() { (position(page, one, (i == 0).then_some(of_party.len()))) }
                    }
                }
            }
        }
    }
}

fn position(page: &Page, position: &Position, n_rows: Option<usize>) -> Markup {
    let class = match position.stance {
        Stance::Supports | Stance::Agreed => "stance for",
        Stance::Opposes => "stance against",
        Stance::Demands | Stance::Conditional => "stance asks",
        Stance::NoComment | Stance::Unclear => "stance none",
    };
    html! {
        tr {
            @if let Some(n_rows) = n_rows { th scope="rowgroup" rowspan=(n_rows) { (text(&position.party)) } }
            td { span class=(class) { (wording::stance(position.stance)) } }
            td class="issue" { p { (text(&position.issue)) } (lines(page, &position.statements)) }
            td class="told" {
                @match &position.reported_by {
                    Some(name) => { (text(name)) " " (hand_badge(false)) }
                    None => "the party itself",
                }
            }
        }
    }
}

fn conflicts(page: &Page, all: &[Conflict]) -> Markup {
    let (shown, folded) = all.split_at(all.len().min(N_CONFLICTS));
    html! {
        @for one in shown { (conflict(page, one)) }
        @if !folded.is_empty() {
            details class="more" {
                summary { (wording::count(folded.len(), "more difference")) }
                @for one in folded { (conflict(page, one)) }
            }
        }
    }
}

fn conflict(page: &Page, conflict: &Conflict) -> Markup {
    html! {
        div class="conflict" {
            p { b class="kind" { (wording::conflict(conflict.kind)) } " " (text(&conflict.note)) }
            div class="sides" {
                div { (lines(page, &conflict.a)) }
                p class="against" { "against" }
                div { (lines(page, &conflict.b)) }
            }
        }
    }
}

fn timeline(page: &Page, entry: &TimelineEntry) -> Markup {
    let outlets = page.briefing.outlets(&entry.documents);
    html! {
        li {
            time datetime=(entry.date) { (wording::date(entry.date)) }
            div {
                p { (text(&entry.text)) }
                @if entry.statements.is_empty() { p class="about" { (text(&outlets.join(", "))) } }
                (lines(page, &entry.statements))
            }
        }
    }
}
