//! The articles in full, with every statement highlighted and what was set aside folded away.

use maud::{Markup, html};
use sayso_read::StatementIdx;
use sayso_text::{Article, Block, BlockKind, CleanSpan, DocumentIdx};
use sayso_trace::OriginIdx;

use super::evidence::origin_class;
use super::highlight::{Highlighter, Layer};
use super::lineage::{bar, passage_id, telling_pairs};
use super::{Page, document_id, dotted, quote, text};
use crate::view::{outlet, statement_id};
use crate::wording;

/// The section, and the places in it whose marks are several elements.
pub(super) fn section(page: &Page) -> (Markup, Vec<String>) {
    let mut targets = Vec::new();
    let layers = layers(page);
    let markup = html! {
        section id="articles" class="articles" {
            h2 { "Articles" }
            p class="lead" {
                "Highlighted: " mark { "what is attributed" } ", "
                span class="source" { "its source" } ", " span class="cue" { "the words that attribute it" }
                ". The colour at the edge of a paragraph is its origin's."
            }
            @for ((i, article), layers) in page.briefing.articles.iter().enumerate().zip(layers) {
                (full(page, DocumentIdx(i), article, layers, &mut targets))
            }
        }
    };
    (markup, targets)
}

/// All marked spans, by article.
fn layers(page: &Page) -> Vec<Vec<Layer>> {
    let mut layers: Vec<Vec<Layer>> = vec![Vec::new(); page.briefing.articles.len()];
    for (i, statement) in page.briefing.statements.iter().enumerate() {
        // What a report tells by itself is of interest where it tells what others claim.
        let is_shown = !statement.is_told() || page.entry_of.contains_key(&StatementIdx(i));
        if !is_shown {
            continue;
        }
        if let Some(layers) = layers.get_mut(statement.document.0) {
            layers.extend(Layer::of(StatementIdx(i), statement));
        }
    }
    for (i, pair) in telling_pairs(page.briefing.lineage) {
        for (j, passage) in pair.passages.iter().enumerate() {
            for (document, span, side) in [(pair.a, passage.a, 'a'), (pair.b, passage.b, 'b')] {
                if let Some(layers) = layers.get_mut(document.0) {
                    layers.push(Layer::shared(span, passage_id(i, j, side)));
                }
            }
        }
    }
    layers
}

/// What is shown together: blocks side by side that are one part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Title,
    /// Paragraphs of one origin.
    Body(Option<OriginIdx>),
    Aside,
}

fn full(
    page: &Page,
    document: DocumentIdx,
    article: &Article,
    layers: Vec<Layer>,
    targets: &mut Vec<String>,
) -> Markup {
    let mut highlighter = Highlighter::new(article, layers);
    // A number that leads nowhere would only be in the way.
    let reference = |idx: StatementIdx| {
        html! {
            @if let Some(entry) = page.entry_of.get(&idx) { a href={"#" (entry)} { (statement_id(idx)) } }
        }
    };
    let part = |block: &Block| match block.kind {
        BlockKind::Title => Part::Title,
        BlockKind::Body => Part::Body(page.briefing.lineage.origin_at(document, block.span)),
        _ => Part::Aside,
    };
    let has_title_block = article.title_span().is_some();
    let facts = dotted([
        article
            .published
            .as_ref()
            .map_or_else(|| html! {}, |f| html! { (wording::date(f.value.date())) }),
        article
            .bylines
            .iter()
            .map(|f| text(&f.value))
            .next()
            .unwrap_or_default(),
        article.credit.as_ref().map_or_else(
            || html! {},
            |c| html! { "credits " (text(&c.agency)) ": " (quote(article.slice(c.evidence), 80)) },
        ),
        html! { code { (text(&article.document)) } },
        html! { (article.format.as_str()) },
    ]);
    let markup = html! {
        article id=(document_id(document)) {
            p class="outlet-name" { (text(&outlet(article))) }
            @if !has_title_block { h3 { (text(article.title.as_ref().map_or("No headline", |f| &f.value))) } }
            p class="about facts" { (facts) }
            div class="bars" { (bar(page, document)) }
            div class="full-text" {
                @for run in pieces(article).chunk_by(|a, b| part(a) == part(b)) {
                    @match part(&run[0]) {
                        Part::Aside => (aside(article, run, &mut highlighter, &reference)),
                        Part::Title => @for block in run { h3 dir="auto" { (highlighter.piece(block.span, &reference)) } },
                        Part::Body(origin) => div class=[origin.map(origin_class)] {
                            @for block in run { p { (highlighter.piece(block.span, &reference)) } }
                        },
                    }
                }
            }
        }
    };
    targets.extend(highlighter.into_targets());
    markup
}

/// The blocks, and the text between them that has no label, so that no word and no link target is lost.
fn pieces(article: &Article) -> Vec<Block> {
    let whole = article.text.as_str();
    let mut pieces = Vec::new();
    let mut at = 0;
    let gap = |from: usize, to: usize, pieces: &mut Vec<Block>| {
        if whole
            .get(from..to)
            .is_some_and(|words| !words.trim().is_empty())
        {
            pieces.push(Block {
                span: CleanSpan::new(from, to),
                kind: BlockKind::Other,
            });
        }
    };
    for block in &article.blocks {
        gap(at, block.span.start().get(), &mut pieces);
        pieces.push(*block);
        at = block.span.end().get();
    }
    gap(at, whole.len(), &mut pieces);
    pieces
}

fn aside(
    article: &Article,
    run: &[Block],
    highlighter: &mut Highlighter<'_>,
    reference: &dyn Fn(StatementIdx) -> Markup,
) -> Markup {
    let mut kinds: Vec<BlockKind> = run.iter().map(|b| b.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let names: Vec<&str> = kinds.iter().map(|k| wording::block(*k)).collect();
    let n_words: usize = run
        .iter()
        .map(|b| article.slice(b.span).split_whitespace().count())
        .sum();
    html! {
        details class="set-aside" {
            summary { "Set aside: " (wording::list(&names)) " " span class="n" { (wording::count(n_words, "word")) } }
            @for same in run.chunk_by(|a, b| a.kind == b.kind) {
                p class="reason" { b { (wording::block(same[0].kind)) } ": " (wording::reason(same[0].kind)) (embedded_outlet(article, same)) }
                @for block in same { p dir="auto" class="aside-text" { (highlighter.piece(block.span, reference)) } }
            }
        }
    }
}

fn embedded_outlet(article: &Article, same: &[Block]) -> Markup {
    let (Some(first), Some(last)) = (same.first(), same.last()) else {
        return html! {};
    };
    let around = first.span.cover(last.span);
    let outlets: Vec<&str> = article
        .embedded
        .iter()
        .filter(|e| e.span.overlaps(around))
        .filter_map(|e| e.outlet.as_deref())
        .collect();
    html! { @if !outlets.is_empty() { ", " (text(&wording::list(&outlets))) } }
}
