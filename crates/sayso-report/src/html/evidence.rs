//! Statements as evidence: in full, with their sentence, or as one line.

use maud::{Markup, html};
use sayso_read::StatementIdx;
use sayso_trace::OriginIdx;

use super::highlight::{Highlighter, Layer};
use super::{Page, dotted, quote, text};
use crate::view::{Placed, outlet};
use crate::{visible, wording};

/// Evidence lines that show at once; the others open.
const N_LINES: usize = 3;
/// Characters of the words in a line; the article has them in full.
const LINE_CHARS: usize = 180;
/// Cards that show at once.
const N_CARDS: usize = 6;
/// Below this, a statement is as likely misread as not.
const LOW_CONFIDENCE: f32 = 0.5;

/// A badge that says whether a speaker speaks for himself.
pub(super) fn hand_badge(first_hand: bool) -> Markup {
    let class = if first_hand {
        "badge sound"
    } else {
        "badge caution"
    };
    html! { span class=(class) { (wording::hand(first_hand)) } }
}

/// An origin's colour and name.
pub(super) fn origin_chip(page: &Page, idx: OriginIdx) -> Markup {
    html! { span class={"origin " (origin_class(idx))} { (text(&page.briefing.origin_label(idx))) } }
}

/// The class that gives an origin its colour; colours repeat after eight.
pub(super) fn origin_class(idx: OriginIdx) -> String {
    format!("o{}", idx.0 % 8 + 1)
}

/// A statement with speaker, outlet, origin and the sentence it stands in.
pub(super) fn card(page: &Page, placed: Placed<'_>, first_hand: Option<bool>) -> Markup {
    let statement = placed.statement;
    let speaker = placed.speaker();
    let voice = page.briefing.voice(placed);
    let according_to = voice
        .strip_prefix(&*speaker)
        .and_then(|rest| rest.strip_prefix(", according to "));
    let passage = placed.passage();
    let mut highlighter =
        Highlighter::new(placed.article, Layer::of(placed.idx, statement).collect());
    let words = highlighter.unlinked(passage.span);
    let about = dotted([
        html! { span class="outlet" { (text(&placed.outlet())) } },
        page.briefing
            .origin_of(placed)
            .map_or_else(|| html! {}, |origin| origin_chip(page, origin)),
        statement.venue.map_or_else(
            || html! {},
            |venue| {
                let words = placed.article.slice(venue);
                html! { (wording::said_where(words)) " " (text(words)) }
            },
        ),
        dotted(statement.hedges.iter().map(|hedge| {
            html! { "“" (text(placed.article.slice(*hedge))) "”" }
        })),
        statement
            .time
            .map_or_else(|| html! {}, |time| html! { (wording::date(time)) }),
        html! { (wording::kind(statement)) },
        if statement.headline {
            html! { "headline" }
        } else {
            html! {}
        },
        if statement.embedded {
            html! { "in an article embedded in " (text(&outlet(placed.article))) }
        } else {
            html! {}
        },
        html! { "confidence " (wording::percent(f64::from(statement.confidence))) },
    ]);
    html! {
        li class="card" {
            p class="who" {
                @match &statement.speaker {
                    Some(known) => {
                        b { (text(&known.name)) }
                        @if let Some(role) = &known.role { ", " (text(role)) }
                        @if let Some(side) = &known.affiliation { " " span class="side" { (text(side)) } }
                    }
                    None => {
                        @if speaker.is_empty() { b { (wording::nobody(statement)) } }
                        @else { b { (text(&speaker)) } " " span class="badge" { "as written, unresolved" } }
                    }
                }
                @if let Some(first_hand) = first_hand { " " (hand_badge(first_hand)) }
                @if let Some(outer) = according_to { " " span class="n" { "according to " (text(outer)) } }
                @if statement.confidence < LOW_CONFIDENCE { " " span class="badge" { "low confidence" } }
                @if statement.negated { " " span class="badge caution" { "negated" } }
                @if statement.no_comment { " " span class="badge caution" { "no comment" } }
            }
            blockquote { bdi {
                @if passage.cut_before { "… " }
                (words)
                @if passage.cut_after { " …" }
            } }
            p class="about" {
                (about)
                " "
                a class="to-passage" href={"#" (placed.id())} { "Read " (placed.id()) " in the article" }
            }
        }
    }
}

/// Who says it and where, for words that stand above.
pub(super) fn once(page: &Page, placed: Placed<'_>) -> Markup {
    let voice = page.briefing.voice(placed);
    let origin = page.briefing.origin_of(placed);
    let facts = dotted([
        if voice.is_empty() {
            html! { (wording::nobody(placed.statement)) }
        } else {
            text(&voice)
        },
        place(placed),
        origin.map_or_else(|| html! {}, |origin| origin_chip(page, origin)),
        html! { @if placed.statement.headline { "headline" } },
        html! { @if placed.statement.confidence < LOW_CONFIDENCE { span class="badge" { "low confidence" } } },
    ]);
    html! { p class="about" { (facts) } }
}

/// Statements in full; where there are many, the others in a line each.
pub(super) fn cards(
    page: &Page,
    all: &[StatementIdx],
    first_hand: &dyn Fn(StatementIdx) -> Option<bool>,
) -> Markup {
    let (shown, folded) = all.split_at(all.len().min(N_CARDS));
    html! {
        ul class="cards" { @for placed in page.briefing.placed_all(shown) { (card(page, placed, first_hand(placed.idx))) } }
        (more_lines(page, folded))
    }
}

/// Statements as one line each, folded.
fn more_lines(page: &Page, all: &[StatementIdx]) -> Markup {
    html! {
        @if !all.is_empty() {
            details class="more" {
                summary { (wording::count(all.len(), "more statement")) }
                ul class="lines" { @for placed in page.briefing.placed_all(all) { (line(page, placed, false)) } }
            }
        }
    }
}

/// Statements as numbers, each of which leads to its passage.
pub(super) fn refs(page: &Page, all: &[StatementIdx]) -> Markup {
    html! {
        @for (i, placed) in page.briefing.placed_all(all).enumerate() {
            @if i > 0 { " " }
            a class="ref" href={"#" (placed.id())} { (placed.id()) }
        }
    }
}

/// The outlet of a statement, which leads to its passage; the style of links isolates it as `bdi` does.
fn place(placed: Placed<'_>) -> Markup {
    html! { a href={"#" (placed.id())} { (visible::entry(&placed.outlet())) } }
}

/// Where statements stand whose words are told already: their outlets, each of which leads to the passage.
pub(super) fn places(page: &Page, all: &[StatementIdx]) -> Markup {
    let mut told: Vec<Placed<'_>> = page.briefing.placed_all(all).collect();
    // Of one article, the first place is enough.
    told.dedup_by_key(|placed| placed.statement.document);
    html! {
        @for (i, placed) in told.into_iter().enumerate() {
            @if i > 0 { ", " }
            (place(placed))
        }
    }
}

/// Statements as one line each: who, where, the words; each leads to its passage.
pub(super) fn lines(page: &Page, all: &[StatementIdx]) -> Markup {
    lines_behind(page, all, None)
}

/// The same, below the words of one of them.
pub(super) fn lines_behind(
    page: &Page,
    all: &[StatementIdx],
    told: Option<StatementIdx>,
) -> Markup {
    let (shown, folded) = all.split_at(all.len().min(N_LINES));
    html! {
        ul class="lines" {
            @for placed in page.briefing.placed_all(shown) {
                (line(page, placed, told == Some(placed.idx)))
            }
        }
        (more_lines(page, folded))
    }
}

/// `is_told`: whether its words stand above.
fn line(page: &Page, placed: Placed<'_>, is_told: bool) -> Markup {
    let speaker = page.briefing.voice(placed);
    html! {
        li {
            (place(placed))
            @if !speaker.is_empty() { ", " (text(&speaker)) }
            ": "
            @if is_told { "the words above" } @else { (quote(&placed.content(LINE_CHARS), LINE_CHARS)) }
        }
    }
}
