//! Claims: closed, what each rests on at a glance; open, its statements.

use maud::{Markup, html};
use sayso_ledger::Claim;
use sayso_trace::OriginIdx;

use super::evidence::{cards, hand_badge, lines, origin_chip};
use super::{Page, quote, text};
use crate::view::Placed;
use crate::visible;
use crate::wording::{self, Caution, Footing};

/// A claim with everything behind it. `number` is unique in the file, `place` counts within the story.
pub(super) fn details(
    page: &Page,
    claim: &Claim,
    number: usize,
    place: usize,
    is_open: bool,
) -> Markup {
    let footing = wording::footing(claim);
    html! {
        details class="claim" id={"c" (number)} open[is_open] {
            summary {
                span class="place" { (place) }
                span class="claim-head" {
                    span class="claim-text" { (quote(&claim.text, 400)) }
                    span class="counts" { (footing.counts) }
                    (badges(&footing))
                }
            }
            div class="claim-body" {
                (chain(page, claim))
                @for denial in &claim.denied_by {
                    div class="aside-box denied" {
                        h5 { "Denied by " (text(&denial.name)) }
                        (cards(page, &denial.statements, &|_| None))
                    }
                }
                @if !claim.not_confirmed_by.is_empty() || !claim.silence.is_empty() { (unheard(page, claim)) }
                (speakers(page, claim))
                h5 { "The " (wording::count(claim.statements.len(), "statement")) " behind it" }
                (cards(page, &claim.statements, &|idx| page.briefing.first_hand(claim, idx)))
                (variants(page, claim))
            }
        }
    }
}

/// The remarks on a claim's footing, each as a badge.
pub(super) fn badges(footing: &Footing) -> Markup {
    html! {
        span class="badges" {
            @for (caution, words) in &footing.cautions {
                @let class = match caution {
                    Caution::Denied => "badge denied",
                    Caution::NotConfirmed | Caution::SecondHand => "badge caution",
                    Caution::FirstHand => "badge sound",
                };
                span class=(class) { (text(words)) }
            }
        }
    }
}

fn unheard(page: &Page, claim: &Claim) -> Markup {
    html! {
        div class="aside-box unheard" {
            @if !claim.not_confirmed_by.is_empty() {
                h5 { "Not heard from: " (text(&wording::list(&claim.not_confirmed_by))) }
                p { "Said to have agreed, promised or done it; no statement in these reports has them say so themselves." }
            }
            @for silence in &claim.silence {
                h5 { (text(&silence.name)) " is reported not to have commented" }
                (lines(page, &silence.statements))
            }
        }
    }
}

fn speakers(page: &Page, claim: &Claim) -> Markup {
    html! {
        @if !claim.speakers.is_empty() {
            h5 { "Who says so" }
            ul class="speakers" {
                @for speaker in &claim.speakers {
                    li {
                        b { (text(&speaker.name)) }
                        @if let Some(role) = page.briefing.role(&speaker.statements) { ", " (text(&role)) }
                        @if let Some(side) = &speaker.affiliation { " " span class="side" { (text(side)) } }
                        " " (hand_badge(speaker.first_hand))
                        @if page.briefing.unresolved(&speaker.statements) { " " span class="badge" { "as written, unresolved" } }
                        " " span class="n" { (wording::count(speaker.statements.len(), "statement")) }
                    }
                }
            }
        }
    }
}

fn variants(page: &Page, claim: &Claim) -> Markup {
    let others: Vec<_> = claim
        .variants
        .iter()
        .filter(|v| v.text != claim.text)
        .collect();
    html! {
        @if !others.is_empty() {
            h5 { "Also put as" }
            ul class="lines" {
                @for variant in others {
                    li {
                        (quote(&variant.text, 300)) " "
                        @for placed in page.briefing.placed_all(&variant.statements) {
                            a class="ref" href={"#p-" (placed.id())} { (placed.id()) } " "
                        }
                    }
                }
            }
        }
    }
}

/// One row of the picture: the words of one origin, from the outlets that carry them back to whom they are about.
struct Row {
    origin: Option<OriginIdx>,
    outlets: Vec<String>,
    /// Whether the claim stands in headlines only.
    is_headline: bool,
    venues: Vec<String>,
    speakers: Vec<String>,
}

fn rows<'a>(page: &Page<'a>, claim: &Claim) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let placed: Vec<Placed<'a>> = page.briefing.placed_all(&claim.statements).collect();
    let (known, unknown): (Vec<_>, Vec<_>) = placed
        .into_iter()
        .map(|p| (p, page.briefing.origin_of(p)))
        .partition(|(_, origin)| origin.is_some());
    for (placed, origin) in known.into_iter().chain(unknown) {
        // A headline has no origin of its own; it goes with the article under it.
        let is_same = |row: &Row| {
            row.origin == origin || origin.is_none() && row.outlets.contains(&placed.outlet())
        };
        let at = rows.iter().position(is_same).unwrap_or_else(|| {
            rows.push(Row {
                origin,
                outlets: vec![],
                is_headline: true,
                venues: vec![],
                speakers: vec![],
            });
            rows.len() - 1
        });
        let row = &mut rows[at];
        row.is_headline &= placed.statement.headline;
        add(&mut row.outlets, placed.outlet());
        if let Some(venue) = placed.statement.venue {
            add(&mut row.venues, visible::name(placed.article.slice(venue)));
        }
        let speaker = supporter(claim, placed);
        if !speaker.is_empty() {
            add(&mut row.speakers, speaker);
        }
    }
    rows
}

/// The speaker as the claim counts him; within nested words that is the outer voice.
fn supporter(claim: &Claim, placed: Placed<'_>) -> String {
    let speaker = claim
        .speakers
        .iter()
        .find(|s| s.statements.contains(&placed.idx));
    speaker.map_or_else(|| placed.speaker(), |s| visible::name(&s.name))
}

fn add<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// Outlet ← origin ← venue ← speaker ← whom it is about.
fn chain(page: &Page, claim: &Claim) -> Markup {
    let heard = |actor: &String| !claim.not_confirmed_by.contains(actor);
    html! {
        div class="chains" role="group" aria-label="From the outlets back to the speakers" {
            @for row in rows(page, claim) {
                div class="chain" {
                    (link("carried by", "outlets", row.outlets.iter().map(|o| text(o))))
                    (link("words of", "words", [match row.origin {
                        Some(origin) => origin_chip(page, origin),
                        None if row.is_headline => html! { "its headline" },
                        None => html! { "origin unknown" },
                    }]))
                    @if !row.venues.is_empty() { (link("said at", "venues", row.venues.iter().map(|v| text(v)))) }
                    (link("said by", "said-by", row.speakers.iter().map(|s| text(s))))
                    @if let Some(actor) = &claim.about_actor {
                        @if heard(actor) { (link("about", "party", [text(actor)])) }
                        @else { (link("about, not heard", "party unheard-party", [text(actor)])) }
                    }
                }
            }
        }
    }
}

fn link(label: &str, class: &str, chips: impl IntoIterator<Item = Markup>) -> Markup {
    let mut chips = chips.into_iter().peekable();
    html! {
        div class={"link " (class)} {
            span class="link-label" { (label) }
            span class="chips" {
                @if chips.peek().is_none() { span class="chip none" { "nobody named" } }
                @for chip in chips { span class="chip" { (chip) } }
            }
        }
    }
}
