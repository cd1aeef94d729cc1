//! Whose words: the origins, what share of each article they make up, and the passages that articles share.

use maud::{Markup, html};
use sayso_ledger::Story;
use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Lineage, OriginIdx, Pair, Relation, SharedPassage};

use super::evidence::{origin_chip, origin_class};
use super::{Page, document_id, quote, text};
use crate::view::outlet;
use crate::wording;

/// Passages of a pair that show at once, and the characters of each.
const N_PASSAGES: usize = 6;
const PASSAGE_CHARS: usize = 500;

/// The id of a passage in the first (`a`) or second (`b`) article of a pair.
pub(super) fn passage_id(pair: usize, passage: usize, side: char) -> String {
    format!("w{}-{}{side}", pair + 1, passage + 1)
}

/// The pairs that have words from one source, with their numbers; what two articles share by chance tells nothing of a story.
pub(super) fn telling_pairs(lineage: &Lineage) -> impl Iterator<Item = (usize, &Pair)> + Clone {
    let pairs = lineage.pairs.iter().enumerate();
    pairs.filter(|(_, pair)| pair.relation != Relation::Coincidence)
}

pub(super) fn section(page: &Page, index: usize, story: &Story) -> Markup {
    let pairs =
        telling_pairs(page.briefing.lineage).filter(|(_, p)| story.documents.contains(&p.a));
    html! {
        @if index == 0 { p class="lead" { "An origin is a source of words: an agency story, remarks that several heard, an outlet's own reporting." } }
        ul class="origins" { @for idx in &story.origins { (origin(page, *idx, Some((index, story)))) } }
        h4 { "Article by article" }
        ul class="bars" {
            @for document in &story.documents {
                @for article in page.briefing.documents(&[*document]) {
                    li {
                        p { a href={"#" (document_id(*document))} { (text(&outlet(article))) } }
                        (bar(page, *document))
                    }
                }
            }
        }
        @if pairs.clone().next().is_some() {
            h4 { "The same words" }
            @for (i, pair) in pairs { (shared(page, i, pair)) }
        }
    }
}

/// The id of an origin in its story.
fn origin_id(story: usize, idx: OriginIdx) -> String {
    format!("t{}-o{}", story + 1, idx.0 + 1)
}

/// Where a link to an origin leads, if the story tells of it.
pub(super) fn origin_link(page: &Page, story: usize, idx: OriginIdx) -> Option<String> {
    let told = page.briefing.ledger.get(story)?.origins.contains(&idx);
    let known = idx.0 < page.families.len();
    (told && known).then(|| format!("#{}", origin_id(story, idx)))
}

/// An origin: its basis, and what share of which articles it makes up. Within a story, of its articles, and links lead to it.
pub(super) fn origin(page: &Page, idx: OriginIdx, of_story: Option<(usize, &Story)>) -> Markup {
    let (Some(origin), Some(family)) = (
        page.briefing.lineage.origins.get(idx.0),
        page.families.get(idx.0),
    ) else {
        return html! {};
    };
    let id = of_story.map(|(index, _)| origin_id(index, idx));
    let carriers = family.carriers().into_iter();
    let is_here = |d: &DocumentIdx| of_story.is_none_or(|(_, story)| story.documents.contains(d));
    let (here, elsewhere): (Vec<_>, Vec<_>) = carriers.partition(|(d, _)| is_here(d));
    html! {
        li id=[id] {
            p class="origin-name" { (origin_chip(page, idx)) }
            p class="about" { "Basis: " (wording::origin_basis(page.briefing.lineage, idx)) "." }
            ul class="lines" {
                @for (document, share) in here {
                    @for article in page.briefing.documents(&[document]) {
                        li {
                            (wording::percent(share)) " of " a href={"#" (document_id(document))} { (text(&outlet(article))) }
                            @if let Some(credit) = article.credit.as_ref().filter(|c| c.in_part || origin.agency.is_some()) {
                                ", which carries the credit " (quote(article.slice(credit.evidence), 120))
                            }
                        }
                    }
                }
                @if !elsewhere.is_empty() { li { "and " (wording::count(elsewhere.len(), "article")) " of other stories" } }
            }
        }
    }
}

/// The origins of one article as parts of a bar, the widest first; the words beside it say the same.
pub(super) fn bar(page: &Page, document: DocumentIdx) -> Markup {
    let shares = page
        .briefing
        .lineage
        .shares
        .get(document.0)
        .map_or(&[][..], Vec::as_slice);
    html! {
        div class="bar" aria-hidden="true" {
            @for share in shares {
                span class=(origin_class(share.origin)) style={"flex-grow:" (format!("{:.4}", grow(share.share)))} {}
            }
            @let rest = 1.0 - shares.iter().map(|s| grow(s.share)).sum::<f64>();
            @if rest > 0.005 { span class="rest" style={"flex-grow:" (format!("{rest:.4}"))} {} }
        }
        p class="about" {
            @for (i, share) in shares.iter().enumerate() {
                @if i > 0 { " " }
                span class="share" { (wording::percent(share.share)) " " (origin_chip(page, share.origin)) }
            }
            @if shares.is_empty() { "no origin found" }
        }
    }
}

fn grow(share: f64) -> f64 {
    if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    }
}

fn shared(page: &Page, number: usize, pair: &Pair) -> Markup {
    let (Some(a), Some(b)) = (
        page.briefing.articles.get(pair.a.0),
        page.briefing.articles.get(pair.b.0),
    ) else {
        return html! {};
    };
    // The longest passages tell most; the rest open.
    let mut order: Vec<(usize, &SharedPassage)> = pair.passages.iter().enumerate().collect();
    order.sort_by_key(|(i, p)| (std::cmp::Reverse(p.a.len()), *i));
    let (shown, folded) = order.split_at(order.len().min(N_PASSAGES));
    html! {
        details class="pair" {
            (pair_summary(a, b, pair))
            @for (i, passage) in shown { (both(a, b, number, *i, passage)) }
            @if !folded.is_empty() {
                details class="more" {
                    summary { (wording::count(folded.len(), "shorter passage")) }
                    @for (i, passage) in folded { (both(a, b, number, *i, passage)) }
                }
            }
        }
    }
}

/// Which two, why they share words, which has them from the other, and how many.
pub(super) fn pair_summary(a: &Article, b: &Article, pair: &Pair) -> Markup {
    let from = |source: sayso_trace::Source| {
        let (taker, source_of) = if source.document == pair.a {
            (b, a)
        } else {
            (a, b)
        };
        html! {
            ", " (text(&outlet(taker))) " from " (text(&outlet(source_of))) ", " (wording::source_basis(source.basis))
        }
    };
    html! {
        summary {
            span {
                b { (text(&outlet(a))) } " ↔ " b { (text(&outlet(b))) } ": "
                (wording::relation(pair.relation))
                @if let Some(source) = pair.source { (from(source)) }
                ". "
                span class="n" { (wording::containments(pair)) }
            }
        }
    }
}

fn both(a: &Article, b: &Article, pair: usize, number: usize, passage: &SharedPassage) -> Markup {
    let (words_a, words_b) = (a.slice(passage.a), b.slice(passage.b));
    let place = |article: &Article, side| {
        html! {
            a href={"#" (passage_id(pair, number, side))} { (text(&outlet(article))) }
        }
    };
    html! {
        div class="passage" {
            @if words_a == words_b {
                blockquote { bdi { (super::quote(words_a, PASSAGE_CHARS)) } }
                p class="about" { "In " (place(a, 'a')) " and " (place(b, 'b')) @if passage.quoted { ", in quotation marks in both" } }
            } @else {
                div class="sides" {
                    div { blockquote { (quote(words_a, PASSAGE_CHARS)) } p class="about" { (place(a, 'a')) } }
                    p class="against" { "beside" }
                    div { blockquote { (quote(words_b, PASSAGE_CHARS)) } p class="about" { (place(b, 'b')) } }
                }
            }
        }
    }
}
