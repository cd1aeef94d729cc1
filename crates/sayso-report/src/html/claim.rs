//! Claims: closed, what each rests on at a glance; open, its statements.

use maud::{Markup, html};
use sayso_ledger::{Claim, Hand};

use super::chain::chain;
use super::evidence::{cards, hand_badge, lines, lines_behind, once, refs};
use super::{Page, quote, text};
use crate::wording::{self, Caution, Footing};

/// A claim where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) claim: &'a Claim,
    /// Index of its story.
    pub(super) story: usize,
    /// Unique in the file, from 1.
    pub(super) number: usize,
    /// Counts within the story, from 1.
    pub(super) place: usize,
}

impl Entry<'_> {
    /// The id of a part of it.
    pub(super) fn id(self, part: &str) -> String {
        format!("c{}-{part}", self.number)
    }

    /// What can be filtered by, as classes that the script knows.
    fn class(self) -> String {
        let claim = self.claim;
        let kinds = [
            (claim.hand == Hand::Second, " is-second"),
            (!claim.denied_by.is_empty(), " is-denied"),
            (claim.origins.len() == 1, " is-single"),
        ];
        let kinds = kinds.iter().filter(|(is, _)| *is).map(|(_, class)| *class);
        std::iter::once("claim").chain(kinds).collect()
    }
}

/// A claim with everything behind it.
pub(super) fn details(page: &Page, entry: Entry<'_>, is_open: bool) -> Markup {
    let claim = entry.claim;
    let footing = wording::footing(claim);
    // Of one report, the way is told by the statements themselves; the main claim's is where the tiles lead.
    let has_way = claim.documents.len() > 1 || entry.place == 1;
    let is_unheard = !claim.not_confirmed_by.is_empty() || !claim.silence.is_empty();
    let has_parts = has_way || is_unheard || !claim.denied_by.is_empty();
    html! {
        details class=(entry.class()) id={"c" (entry.number)} open[is_open] {
            summary {
                span class="place" { (entry.place) }
                span class="claim-head" {
                    span class="claim-text" { (quote(&claim.text, 400)) }
                    span class="counts" { (footing.counts) }
                    (badges(&footing))
                }
            }
            div class="claim-body" {
                @if has_way { (chain(page, entry)) }
                @if !claim.denied_by.is_empty() {
                    div id=(entry.id("denied")) {
                        @for denial in &claim.denied_by {
                            div class="aside-box denied" {
                                h4 { "Denied by " (text(&denial.name)) }
                                (cards(page, &denial.statements, &|_| None))
                            }
                        }
                    }
                }
                @if is_unheard { (unheard(page, entry)) }
                @let is_pictured = page.pictured.contains(&entry.number);
                @if is_pictured { (speakers(page, entry)) }
                @if is_pictured || has_parts {
                    h4 id=(entry.id("statements")) { "The " (wording::count(claim.statements.len(), "statement")) " behind it" }
                }
                // The many small claims of a long page are told in short; their words lead to the articles just the same.
                @if is_pictured {
                    (cards(page, &claim.statements, &|idx| page.briefing.first_hand(claim, idx)))
                    (variants(page, claim))
                } @else { (lines_behind(page, &claim.statements, Some(claim.representative))) }
            }
        }
    }
}

/// Whether one statement is all that is known of a claim, so that one line says it and nothing needs to be opened.
pub(super) const fn is_made_once(claim: &Claim) -> bool {
    claim.statements.len() == 1
        && claim.denied_by.is_empty()
        && claim.not_confirmed_by.is_empty()
        && claim.silence.is_empty()
}

/// A claim with its one statement, in a line. There are many of these, and its passage says the rest.
pub(super) fn line(page: &Page, entry: Entry<'_>) -> Markup {
    let placed = entry.claim.statements.first().copied();
    let placed = placed.and_then(|idx| page.briefing.placed(idx));
    html! {
        div class={(entry.class()) " once"} id={"c" (entry.number)} {
            span class="place" { (entry.place) }
            div {
                p class="claim-text" { (quote(&entry.claim.text, 400)) }
                @if let Some(placed) = placed { (once(page, placed)) }
                @if let Some(false) = placed.and_then(|p| page.briefing.first_hand(entry.claim, p.idx)) {
                    p class="badges" { (hand_badge(false)) }
                }
            }
        }
    }
}

/// The remarks on a claim's footing, each as a badge.
fn badges(footing: &Footing) -> Markup {
    html! {
        span class="badges" {
            @for (caution, words) in &footing.cautions {
                span class={"badge " (caution_class(*caution))} { (text(words)) }
            }
        }
    }
}

/// Colour and sign of a remark.
pub(super) const fn caution_class(caution: Caution) -> &'static str {
    match caution {
        Caution::Denied => "denied",
        Caution::NotConfirmed => "caution unconfirmed",
        Caution::SecondHand => "caution",
        Caution::FirstHand => "sound",
    }
}

fn unheard(page: &Page, entry: Entry<'_>) -> Markup {
    let claim = entry.claim;
    html! {
        div class="aside-box unheard" id=(entry.id("unheard")) {
            @if !claim.not_confirmed_by.is_empty() {
                h4 { "Not heard from: " (text(&wording::list(&claim.not_confirmed_by))) }
                p { "Said to have agreed, promised or done it; no statement in these reports has them say so themselves." }
            }
            @for silence in &claim.silence {
                h4 { (text(&silence.name)) " is reported not to have commented" }
                (lines(page, &silence.statements))
            }
        }
    }
}

fn speakers(page: &Page, entry: Entry<'_>) -> Markup {
    let claim = entry.claim;
    html! {
        @if !claim.speakers.is_empty() {
            h4 id=(entry.id("speakers")) { "Who says so" }
            ul class="speakers" {
                @for speaker in &claim.speakers {
                    li {
                        b { (text(&speaker.name)) }
                        @if let Some(role) = page.briefing.role(&speaker.statements) { ", " (text(&role)) }
                        @if let Some(side) = &speaker.affiliation { " " span class="side" { (text(side)) } }
                        " " (hand_badge(speaker.first_hand))
                        @if page.briefing.unresolved(&speaker.statements) { " " span class="badge" { "as written, unresolved" } }
                        " " (refs(page, &speaker.statements))
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
            h4 { "Also put as" }
            ul class="lines" {
                @for variant in others {
                    @let remark = page.briefing.variant_remark(variant);
                    li {
                        (quote(&variant.text, 300)) " " (refs(page, &variant.statements))
                        @if !remark.is_empty() { ", " (text(&remark)) }
                    }
                }
            }
        }
    }
}
