//! Two articles beside each other, with the words that they share marked and numbered.

use maud::{Markup, html};
use sayso_text::{Article, CleanSpan, DocumentIdx};
use sayso_trace::{Pair, Relation};

use super::highlight::{Highlighter, Layer, Side};
use super::lineage::{bar, pair_summary};
use super::{Page, document_id, dotted, text};
use crate::view::{outlet, published};
use crate::wording;

/// Pairs that are shown, and the bytes of all their bodies together: a few long articles make many long pairs.
const N_PAIRS: usize = 100;
const N_BYTES: usize = 8 << 20;

/// The pairs that are shown: those that tell one text, the ones that share most of a body first. Their indices.
pub(super) fn chosen(page: &Page) -> Vec<usize> {
    let pairs = &page.briefing.lineage.pairs;
    let mut order: Vec<usize> = (0..pairs.len())
        .filter(|i| is_one_text(&pairs[*i]))
        .collect();
    let containment = |pair: &Pair| pair.containment_a.max(pair.containment_b);
    order.sort_by(|i, j| containment(&pairs[*j]).total_cmp(&containment(&pairs[*i])));
    let mut left = N_BYTES;
    order.retain(|i| {
        let both = [pairs[*i].a, pairs[*i].b];
        let articles = page.briefing.documents(&both);
        let n_bytes: usize = articles.flat_map(Article::body).map(CleanSpan::len).sum();
        let fits = n_bytes <= left;
        if fits {
            left -= n_bytes;
        }
        fits
    });
    order.truncate(N_PAIRS);
    order
}

fn is_one_text(pair: &Pair) -> bool {
    matches!(pair.relation, Relation::Wire | Relation::Copy)
}

/// The id of a pair.
fn pair_id(pair: usize) -> String {
    format!("w{}", pair + 1)
}

/// What each article is made of, and where it stands beside others.
pub(super) fn articles(page: &Page, chosen: &[usize]) -> Markup {
    let pairs = &page.briefing.lineage.pairs;
    let mut beside: Vec<Vec<(DocumentIdx, usize)>> = vec![Vec::new(); page.briefing.articles.len()];
    for i in chosen {
        for (one, other) in [(pairs[*i].a, pairs[*i].b), (pairs[*i].b, pairs[*i].a)] {
            if let Some(of_one) = beside.get_mut(one.0) {
                of_one.push((other, *i));
            }
        }
    }
    html! {
        section id="articles" class="lineage" {
            h2 { "Article by article" }
            p class="lead" { "The share of each body that comes from each origin." }
            ul class="bars" {
                @for (i, (article, beside)) in page.briefing.articles.iter().zip(beside).enumerate() {
                    li id=(document_id(DocumentIdx(i))) {
                        p class="outlet-name" { (text(&outlet(article))) }
                        p class="about" { (facts(article)) }
                        (bar(page, DocumentIdx(i)))
                        @if !beside.is_empty() {
                            p class="about" {
                                "Beside: "
                                @for (i, (other, pair)) in beside.iter().enumerate() {
                                    @if i > 0 { ", " }
                                    @for other in page.briefing.documents(&[*other]) {
                                        a href={"#" (pair_id(*pair))} { (text(&outlet(other))) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn section(page: &Page, chosen: &[usize]) -> Markup {
    let pairs = &page.briefing.lineage.pairs;
    let n_left_out = pairs.iter().filter(|p| is_one_text(p)).count() - chosen.len();
    let n_others = pairs.iter().filter(|p| !is_one_text(p)).count();
    html! {
        section id="beside" class="lineage" {
            h2 { "Side by side" }
            @if chosen.is_empty() { p class="lead" { "No two articles tell one text." } }
            @else {
                p class="lead" {
                    "Two bodies that tell one text. Marked: " mark class="same" { "the same words" } " and "
                    mark class="same said" { "the same words in quotation marks" }
                    ". A passage has the same number in both; the number leads to the other one."
                }
            }
            @for (place, i) in chosen.iter().enumerate() { (sides(page, *i, &pairs[*i], place == 0)) }
            @if n_left_out + n_others > 0 {
                p class="about left-out" {
                    @if n_left_out > 0 {
                        "Not shown: " (wording::count(n_left_out, "more pair")) " that share less of their words, or are too long. "
                    }
                    @if n_others > 0 {
                        (wording::count(n_others, "pair")) " with only quotations or formulas in common: not shown. "
                    }
                    code { "sayso lineage" } " lists all."
                }
            }
        }
    }
}

fn sides(page: &Page, number: usize, pair: &Pair, is_open: bool) -> Markup {
    let articles = &page.briefing.articles;
    let (Some(a), Some(b)) = (articles.get(pair.a.0), articles.get(pair.b.0)) else {
        return html! {};
    };
    let side = |article: &Article, document: DocumentIdx, is_b: bool| {
        let layers = pair.passages.iter().enumerate().map(|(passage, shared)| {
            let span = if is_b { shared.b } else { shared.a };
            let side = Side {
                pair: number,
                passage,
                is_b,
                quoted: shared.quoted,
            };
            Layer::beside(span, side)
        });
        let mut highlighter = Highlighter::new(article, layers.collect());
        html! {
            div {
                p class="outlet-name" { a href={"#" (document_id(document))} { (text(&outlet(article))) } }
                p class="about" { (facts(article)) }
                div class="full-text" {
                    @for span in article.body() { p dir="auto" { (highlighter.piece(span, &|_| html! {})) } }
                }
            }
        }
    };
    html! {
        details class="pair" open[is_open] {
            (pair_summary(a, b, pair))
            div class="beside" id=(pair_id(number)) { (side(a, pair.a, false)) (side(b, pair.b, true)) }
        }
    }
}

fn facts(article: &Article) -> Markup {
    dotted([
        html! { @if let Some(date) = published(article) { (date) } },
        html! { code { (text(&article.document)) } },
    ])
}
