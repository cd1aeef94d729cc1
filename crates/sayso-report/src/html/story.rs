//! A story: its footing at a glance, then claims, positions, conflicts, outlets, timeline and lineage.

use maud::{Markup, html};
use sayso_ledger::{Conflict, Story};

use super::claim::Entry;
use super::evidence::lines;
use super::{Page, claim, lineage, outlets, positions, quote, text, tiles, timeline};
use crate::view::statement_id;
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
pub(super) fn parts(story: &Story) -> [(&'static str, &'static str, usize); 6] {
    [
        ("claims", "Claims", story.claims.len()),
        ("positions", "Positions", story.positions.len()),
        (
            "conflicts",
            "Where the accounts differ",
            story.conflicts.len(),
        ),
        ("outlets", "Outlet by outlet", story.outlets.len()),
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
            (head(page, (index, n_claims_before), story))
            @for (name, label, n) in parts(story) {
                @if n > 0 {
                    section id={(id) "-" (name)} {
                        h3 { (label) }
                        @match name {
                            "claims" => (claims(page, (index, n_claims_before), story)),
                            "positions" => (positions::table(page, story)),
                            "conflicts" => (conflicts(page, &story.conflicts)),
                            "outlets" => (outlets::views(page, n_claims_before, story)),
                            "timeline" => (timeline::days(page, story)),
                            _ => (lineage::section(page, index, story)),
                        }
                    }
                }
            }
        }
    }
}

fn head(page: &Page, (index, n_claims_before): (usize, usize), story: &Story) -> Markup {
    let n_stories = page.briefing.ledger.len();
    let dates = wording::date_range(story.from, story.to);
    let part = |name: &str| format!("#t{}-{name}", index + 1);
    let n_outlets = page.briefing.outlets(&story.documents).len();
    let figures = [
        (story.documents.len(), "article", "words"),
        (n_outlets, "outlet", "words"),
        (story.origins.len(), "origin", "words"),
        (story.claims.len(), "claim", "claims"),
        (story.conflicts.len(), "difference", "conflicts"),
    ];
    let is_told = |name: &str| {
        parts(story)
            .iter()
            .any(|(part, _, n)| *part == name && *n > 0)
    };
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
                @for (n, what, name) in figures {
                    @let counted = wording::count(n, what);
                    @if is_told(name) { li { a href=(part(name)) { (counted) } } }
                    @else if n > 0 { li { (counted) } }
                }
            }
            @if let Some(claim) = story.claims.first() {
                @let entry = Entry { claim, story: index, number: n_claims_before + 1, place: 1 };
                div class="main-claim" {
                    div {
                        p class="label" { "The main claim" }
                        p class="claim-text" { (main_claim(page, entry)) }
                    }
                    (tiles::tiles(page, entry))
                }
            }
        }
    }
}

/// Its words, which lead to where they stand.
fn main_claim(page: &Page, entry: Entry<'_>) -> Markup {
    let words = quote(&entry.claim.text, 400);
    let representative = entry.claim.representative;
    match page.briefing.placed(representative) {
        Some(_) => html! { a href={"#" (statement_id(representative))} { (words) } },
        None => words,
    }
}

fn claims(page: &Page, (index, n_before): (usize, usize), story: &Story) -> Markup {
    let (weighty, others): (Vec<Entry<'_>>, Vec<Entry<'_>>) = (story.claims.iter().enumerate())
        .map(|(i, claim)| Entry {
            claim,
            story: index,
            number: n_before + i + 1,
            place: i + 1,
        })
        .partition(|e| e.place == 1 || !claim::is_made_once(e.claim));
    html! {
        @if index == 0 { p class="lead" { "Weightiest first. Open one to see every statement it rests on." } }
        div class="claim-group" {
            @for entry in &weighty { (claim::details(page, *entry, entry.place == 1)) }
        }
        @if !others.is_empty() {
            div class="claim-group" {
                h4 { "Made once" }
                @for entry in &others { (claim::line(page, *entry)) }
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
