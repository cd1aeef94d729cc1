//! Text with its statements marked: overlapping and nested spans are cut into segments, since HTML elements must nest.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, CleanSpan};

use super::lineage::passage_id;
use crate::visible;

/// What a span is marked as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Source(StatementIdx),
    Cue(StatementIdx),
    Content(StatementIdx),
    /// A passage that another article shares; the id that links lead to.
    Shared(String),
    /// A passage that stands beside the same words of another article.
    Beside(Side),
}

/// One side of a passage that two articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Side {
    /// Index of the pair.
    pub(super) pair: usize,
    /// Index of the passage.
    pub(super) passage: usize,
    /// Whether it is the second article's.
    pub(super) is_b: bool,
    /// Whether it is quoted in both.
    pub(super) quoted: bool,
}

impl Side {
    fn id(self, is_b: bool) -> String {
        passage_id(self.pair, self.passage, if is_b { 'b' } else { 'a' })
    }

    /// The passage's number, which leads to the other side.
    fn link(self) -> Markup {
        let (id, other) = (self.id(self.is_b), self.id(!self.is_b));
        html! { a class="ref at" id=(id) href={"#" (other)} { (self.passage + 1) } }
    }

    /// Links to either side of a passage, and the class of what they light up: both.
    pub(super) fn target((pair, passage): (usize, usize)) -> (String, String) {
        let id = |side| format!("#{}", passage_id(pair, passage, side));
        let both = format!("{}, {}", id('a'), id('b'));
        (both, Self::class(pair, passage))
    }

    fn class(pair: usize, passage: usize) -> String {
        format!("w{}-{}", pair + 1, passage + 1)
    }
}

/// A marked span.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Layer {
    span: CleanSpan,
    mark: Mark,
    /// Whether links to the statement lead here.
    is_anchor: bool,
}

impl Layer {
    pub(super) fn shared(span: CleanSpan, id: String) -> Self {
        Self {
            span,
            mark: Mark::Shared(id),
            is_anchor: true,
        }
    }

    pub(super) fn beside(span: CleanSpan, side: Side) -> Self {
        Self {
            span,
            mark: Mark::Beside(side),
            is_anchor: true,
        }
    }

    /// The spans of one statement.
    pub(super) fn of(idx: StatementIdx, statement: &Statement) -> impl Iterator<Item = Self> {
        let layer = |mark: Mark| {
            move |span: &CleanSpan| Self {
                span: *span,
                mark: mark.clone(),
                is_anchor: false,
            }
        };
        let source = statement.source.iter().map(layer(Mark::Source(idx)));
        let cue = statement.cue.iter().map(layer(Mark::Cue(idx)));
        let content = statement
            .content
            .iter()
            .enumerate()
            .map(move |(i, span)| Self {
                span: *span,
                mark: Mark::Content(idx),
                is_anchor: i == 0,
            });
        source.chain(cue).chain(content)
    }
}

/// A stretch over which the marks do not change.
struct Segment {
    span: CleanSpan,
    marks: Vec<Mark>,
    /// Marks that links lead to and that start here.
    anchors: Vec<Mark>,
    /// Which of these is this segment and nothing else, so that links lead to the segment.
    whole: Option<usize>,
    /// Statements whose content ends here.
    ends: Vec<StatementIdx>,
}

impl Segment {
    /// The anchors that are more than this segment, or that another takes the place of.
    fn parted(&self) -> impl Iterator<Item = &Mark> {
        let parted = self.anchors.iter().enumerate();
        parted
            .filter(|(i, _)| Some(*i) != self.whole)
            .map(|(_, mark)| mark)
    }

    fn is_whole(&self, mark: &Mark) -> bool {
        self.whole.is_some_and(|i| self.anchors[i] == *mark)
    }
}

/// Walks through a text once, from start to end, handing out marked pieces.
pub(super) struct Highlighter<'a> {
    article: &'a Article,
    layers: std::iter::Peekable<std::vec::IntoIter<Layer>>,
    active: Vec<Layer>,
    /// Last byte of each statement's content, in order, to hang references on.
    last_contents: BTreeMap<StatementIdx, usize>,
    /// Places whose marks are several elements, which links light up together.
    targets: Vec<String>,
}

impl<'a> Highlighter<'a> {
    pub(super) fn new(article: &'a Article, mut layers: Vec<Layer>) -> Self {
        layers.retain(|layer| !layer.span.is_empty());
        layers.sort();
        let mut last_contents = BTreeMap::new();
        for layer in &layers {
            if let Mark::Content(idx) = layer.mark {
                let end = last_contents.entry(idx).or_insert(0);
                *end = layer.span.end().get().max(*end);
            }
        }
        Self {
            article,
            layers: layers.into_iter().peekable(),
            active: Vec::new(),
            last_contents,
            targets: Vec::new(),
        }
    }

    /// Of the pieces handed out, the places whose marks are several elements. What is one element lights up by itself.
    pub(super) fn into_targets(self) -> Vec<String> {
        self.targets
    }

    /// The next piece of the text; pieces must come in order. `reference` gives what stands after a statement's end.
    pub(super) fn piece(
        &mut self,
        span: CleanSpan,
        reference: &dyn Fn(StatementIdx) -> Markup,
    ) -> Markup {
        let segments = self.segments(span);
        let parted = segments.iter().flat_map(Segment::parted);
        self.targets.extend(parted.filter_map(place));
        html! {
            @for segment in &segments {
                @for anchor in segment.parted() { (anchored(anchor)) }
                (marked(&visible::lines(self.article.slice(segment.span)), segment, true))
                @for idx in &segment.ends { (reference(*idx)) }
            }
        }
    }

    /// A piece without ids and references, for a passage that is shown again.
    pub(super) fn unlinked(&mut self, span: CleanSpan) -> Markup {
        let segments = self.segments(span);
        html! {
            @for segment in &segments { (marked(&visible::lines(self.article.slice(segment.span)), segment, false)) }
        }
    }

    fn segments(&mut self, piece: CleanSpan) -> Vec<Segment> {
        let mut segments = Vec::new();
        let (mut at, stop) = (piece.start().get(), piece.end().get());
        while at < stop {
            self.active.retain(|layer| layer.span.end().get() > at);
            let mut anchors = Vec::new();
            let mut ends_of_anchors = Vec::new();
            while let Some(layer) = self.layers.next_if(|layer| layer.span.start().get() <= at) {
                if layer.is_anchor {
                    anchors.push(layer.mark.clone());
                    ends_of_anchors.push((layer.span.start().get(), layer.span.end().get()));
                }
                if layer.span.end().get() > at {
                    self.active.push(layer);
                }
            }
            let next_start = self
                .layers
                .peek()
                .map_or(stop, |layer| layer.span.start().get());
            let next_end = self
                .active
                .iter()
                .map(|layer| layer.span.end().get())
                .min()
                .unwrap_or(stop);
            let end = stop.min(next_start).min(next_end);
            let ended = |layer: &&Layer| match layer.mark {
                Mark::Content(idx) => {
                    layer.span.end().get() == end && self.last_contents.get(&idx) == Some(&end)
                }
                _ => false,
            };
            let ends = self
                .active
                .iter()
                .filter(ended)
                .filter_map(|layer| match layer.mark {
                    Mark::Content(idx) => Some(idx),
                    _ => None,
                });
            let is_whole = |(mark, span): (&Mark, &(usize, usize))| match mark {
                Mark::Content(idx) => *span == (at, end) && self.last_contents[idx] == end,
                Mark::Shared(_) => *span == (at, end),
                Mark::Source(_) | Mark::Cue(_) | Mark::Beside(_) => false,
            };
            let whole = anchors.iter().zip(&ends_of_anchors).position(is_whole);
            segments.push(Segment {
                span: CleanSpan::new(at, end),
                whole,
                marks: self.active.iter().map(|layer| layer.mark.clone()).collect(),
                anchors,
                ends: ends.collect(),
            });
            at = end;
        }
        segments
    }
}

/// The id of the place in the full text that links to a mark lead to, and the class of what they light up.
fn place(mark: &Mark) -> Option<String> {
    match mark {
        Mark::Content(idx) => Some(format!("s{}", idx.0 + 1)),
        Mark::Shared(id) => Some(id.clone()),
        Mark::Source(_) | Mark::Cue(_) | Mark::Beside(_) => None,
    }
}

/// Where links to a statement's passage, or to a shared one, lead.
fn anchored(mark: &Mark) -> Markup {
    match mark {
        Mark::Beside(side) => side.link(),
        _ => html! { @if let Some(id) = place(mark) { span class="at" id=(id) {} } },
    }
}

/// `is_target`: whether links to the statement light this up.
fn marked(text: &str, segment: &Segment, is_target: bool) -> Markup {
    let marks = &segment.marks;
    if marks.is_empty() {
        return html! { (text) };
    }
    let mut classes = Vec::new();
    for mark in marks {
        match mark {
            Mark::Source(_) => classes.push("source".to_owned()),
            Mark::Cue(_) => classes.push("cue".to_owned()),
            Mark::Beside(_) => classes.push("same".to_owned()),
            // Content is what the element itself says.
            Mark::Content(_) | Mark::Shared(_) => {}
        }
    }
    let mut said = marks.iter().filter_map(|mark| match mark {
        Mark::Beside(side) => Some(side.quoted),
        _ => None,
    });
    if said
        .next()
        .is_some_and(|first| first && said.all(|quoted| quoted))
    {
        classes.push("said".to_owned());
    }
    classes.sort_unstable();
    classes.dedup();
    for mark in marks.iter().filter(|m| is_target && !segment.is_whole(m)) {
        match mark {
            Mark::Beside(side) => {
                classes.push(Side::class(side.pair, side.passage));
            }
            _ => classes.extend(place(mark)),
        }
    }
    let class = (!classes.is_empty()).then(|| classes.join(" "));
    let whole = segment.whole.filter(|_| is_target);
    let id = whole.and_then(|i| place(&segment.anchors[i]));
    let is_mark = marks
        .iter()
        .any(|mark| matches!(mark, Mark::Content(_) | Mark::Beside(_)));
    html! {
        @if is_mark { mark id=[id] class=[class] { (text) } }
        @else { span id=[id] class=[class] { (text) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_text::{ArticleParts, CleanText};

    fn article(text: &str) -> Article {
        let parts = ArticleParts {
            document: "a.txt".to_owned(),
            text: CleanText::verbatim(text),
            language: "en".to_owned(),
            ..ArticleParts::default()
        };
        Article::new(parts).expect("no spans")
    }

    fn layer(start: usize, end: usize, mark: Mark) -> Layer {
        Layer {
            span: CleanSpan::new(start, end),
            is_anchor: matches!(mark, Mark::Content(_)),
            mark,
        }
    }

    #[test]
    fn overlapping_spans_become_segments() {
        let article = article("abcdefgh");
        let (one, two) = (StatementIdx(0), StatementIdx(1));
        let layers = vec![
            layer(1, 5, Mark::Content(one)),
            layer(3, 7, Mark::Content(two)),
            layer(0, 1, Mark::Cue(one)),
        ];
        let mut highlighter = Highlighter::new(&article, layers);
        let reference = |idx: StatementIdx| html! { sup { (idx.0 + 1) } };
        // Cut in two pieces, as blocks cut a text.
        let first = highlighter
            .piece(CleanSpan::new(0, 4), &reference)
            .into_string();
        let second = highlighter
            .piece(CleanSpan::new(4, 8), &reference)
            .into_string();
        assert_eq!(
            first,
            "<span class=\"cue\">a</span><span class=\"at\" id=\"s1\"></span><mark class=\"s1\">bc</mark>\
             <span class=\"at\" id=\"s2\"></span><mark class=\"s1 s2\">d</mark>"
        );
        assert_eq!(
            second,
            "<mark class=\"s1 s2\">e</mark><sup>1</sup>\
             <mark class=\"s2\">fg</mark><sup>2</sup>h"
        );
        assert_eq!(highlighter.into_targets(), ["s1", "s2"]);
    }

    #[test]
    fn a_span_that_nothing_cuts_is_one_element_that_links_lead_to() {
        let article = article("abcdefgh");
        let statement = |n: usize| Mark::Content(StatementIdx(n));
        let layers = vec![
            layer(1, 3, statement(0)),
            // In two parts, of which the first is no cut either.
            layer(3, 5, statement(1)),
            Layer {
                is_anchor: false,
                ..layer(6, 7, statement(1))
            },
        ];
        let mut highlighter = Highlighter::new(&article, layers);
        let html = highlighter.piece(CleanSpan::new(0, 8), &|_| html! {});
        assert_eq!(
            html.into_string(),
            "a<mark id=\"s1\">bc</mark>\
             <span class=\"at\" id=\"s2\"></span><mark class=\"s2\">de</mark>f\
             <mark class=\"s2\">g</mark>h"
        );
        assert_eq!(highlighter.into_targets(), ["s2"]);
    }

    #[test]
    fn an_anchor_before_the_first_piece_is_not_lost() {
        let article = article("abcdefgh");
        let layers = vec![layer(0, 6, Mark::Content(StatementIdx(0)))];
        let html = Highlighter::new(&article, layers)
            .piece(CleanSpan::new(3, 8), &|_| html! {})
            .into_string();
        assert!(html.contains("id=\"s1\""), "{html}");
    }
}
