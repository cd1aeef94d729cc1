//! From spans to statements: each content chooses its cue, each cue its source (head selection, Zhang et al. 2017).

use crate::decode::{Role, Tagged};
use crate::model::{Layout, LinkWindow, Projection, Scores, WINDOW};
use crate::pieces::Piece;

/// A statement in pieces: indices into the tagged spans it was made from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Linked {
    pub(crate) source: Option<Tagged>,
    pub(crate) cue: Option<Tagged>,
    pub(crate) content: Vec<Tagged>,
    pub(crate) certainty: Certainty,
}

/// How sure the model is of the parts of a statement, each a probability; 1 for what the statement has not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Certainty {
    /// That the source is exactly these words.
    pub(crate) source: f32,
    /// That the cue is.
    pub(crate) cue: f32,
    /// That each content is.
    pub(crate) content: f32,
    /// That the cue has this source, or none.
    pub(crate) of_source: f32,
    /// That each content has this cue.
    pub(crate) of_content: f32,
}

impl Certainty {
    /// Probability of the spans and links together, were they independent.
    pub(crate) fn product(self) -> f32 {
        self.source * self.cue * self.content * self.of_source * self.of_content
    }
}

/// Scores a choice: a cue (the query) against a source or content (the key), in the window that holds both best.
pub(crate) struct Scorer<'a> {
    windows: &'a [LinkWindow],
    pub(crate) layout: &'a Layout,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(scores: &'a Scores, layout: &'a Layout) -> Self {
        let windows = &scores.windows;
        Self { windows, layout }
    }

    /// The window that holds all these pieces farthest from its edges.
    pub(crate) fn window(&self, first: usize, last: usize) -> Option<&LinkWindow> {
        let holds = self
            .windows
            .iter()
            .filter(|w| w.start <= first && last < w.end);
        holds.reduce(|a, b| {
            let margin = |w: &LinkWindow| (first - w.start).min(w.end - last);
            if margin(b) > margin(a) { b } else { a }
        })
    }

    /// `None` where no window holds both. Of a span too long for any window, its near end stands for it.
    fn score(&self, cue: Tagged, other: Tagged, query: Projection, key: Projection) -> Option<f32> {
        let near = if other.first > cue.first {
            other.first
        } else {
            other.last
        };
        let ends = [(other.first, other.last), (near, near)];
        let (window, (first, last)) = ends.into_iter().find_map(|(first, last)| {
            let window = self.window(first.min(cue.first), last.max(cue.last))?;
            Some((window, (first, last)))
        })?;
        Some(self.product(window, (cue.first, cue.last), (first, last), query, key))
    }

    /// The scaled product of one span's query and another's key, each the sum over its first and last piece.
    pub(crate) fn product(
        &self,
        window: &LinkWindow,
        asks: (usize, usize),
        other: (usize, usize),
        query: Projection,
        key: Projection,
    ) -> f32 {
        let sum = |(a, b): (usize, usize), which| -> Vec<f32> {
            let a = window.projection(self.layout, a, which);
            let b = window.projection(self.layout, b, which);
            a.iter().zip(b).map(|(x, y)| x + y).collect()
        };
        let (query, key) = (sum(asks, query), sum(other, key));
        #[expect(clippy::cast_precision_loss, reason = "the size is small")]
        let scale = (self.layout.link as f32).sqrt();
        query.iter().zip(&key).map(|(x, y)| x * y).sum::<f32>() / scale
    }

    fn no_source(&self, cue: Tagged) -> f32 {
        self.window(cue.first, cue.last)
            .map_or(0.0, |w| w.no_source(self.layout, cue.first))
    }
}

/// Index of the highest score and its softmax probability.
fn choose(scores: &[f32]) -> Option<(usize, f32)> {
    let best = (0..scores.len()).reduce(|k, i| if scores[i] > scores[k] { i } else { k })?;
    Some((best, softmax(scores)[best]))
}

/// The share of each score.
pub(crate) fn softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = scores.iter().map(|s| (s - top).exp()).sum();
    scores.iter().map(|s| (s - top).exp() / total).collect()
}

/// A content and the cue it chose.
struct Choice {
    content: Tagged,
    probability: f32,
    /// Score of each cue near.
    scored: Vec<(usize, f32)>,
}

/// How much worse a content may fit a cue that would otherwise have none, in log odds.
const YIELD: f32 = 3.0;

/// Every cue has a content in the annotation: a cue that none chose takes one from a cue that has several, if it fits.
fn share_out(chosen: &mut [Vec<Choice>]) {
    for cue in 0..chosen.len() {
        if !chosen[cue].is_empty() {
            continue;
        }
        let mut best: Option<(f32, usize, usize)> = None;
        for (other, choices) in chosen
            .iter()
            .enumerate()
            .filter(|(_, choices)| choices.len() > 1)
        {
            for (k, choice) in choices.iter().enumerate() {
                let score = |c: usize| {
                    choice
                        .scored
                        .iter()
                        .find(|(s, _)| *s == c)
                        .map(|(_, score)| *score)
                };
                let (Some(here), Some(there)) = (score(cue), score(other)) else {
                    continue;
                };
                if there - here < best.map_or(YIELD, |(loss, ..)| loss) {
                    best = Some((there - here, other, k));
                }
            }
        }
        if let Some((_, other, k)) = best {
            let choice = chosen[other].remove(k);
            chosen[cue].push(choice);
        }
    }
}

/// Joins spans into statements, in order of their first piece. A content without any cue near stays a statement without
/// cue; a cue that no content chose stays without content, with its source if it has one. A content chooses among the
/// cues that it fits, if there are any, and a cue with a content that fits keeps no other.
pub(crate) fn link(
    pieces: &[Piece],
    spans: &[Tagged],
    scores: &Scores,
    layout: &Layout,
    fits: impl Fn(Tagged, Tagged) -> bool,
) -> Vec<Linked> {
    let paragraphs = Paragraphs::new(pieces);
    let of =
        |role: Role| -> Vec<Tagged> { spans.iter().copied().filter(|s| s.role == role).collect() };
    let (sources, cues, contents) = (of(Role::Source), of(Role::Cue), of(Role::Content));
    let scorer = Scorer::new(scores, layout);
    let mut chosen: Vec<Vec<Choice>> = cues.iter().map(|_| Vec::new()).collect();
    let mut out = Vec::new();
    for &content in &contents {
        let score = |c: usize| {
            scorer.score(
                cues[c],
                content,
                Projection::ContentQuery,
                Projection::ContentKey,
            )
        };
        // Hardly ever does a content stand in another paragraph than its cue: only where its own has none.
        let own = paragraphs.same(&cues, content);
        let candidates = if own.is_empty() {
            near(&cues, content)
        } else {
            own
        };
        let mut scored: Vec<(usize, f32)> =
            candidates.filter_map(|c| Some((c, score(c)?))).collect();
        if scored.iter().any(|(c, _)| fits(content, cues[*c])) {
            scored.retain(|(c, _)| fits(content, cues[*c]));
        }
        let values: Vec<f32> = scored.iter().map(|(_, score)| *score).collect();
        match choose(&values) {
            Some((k, probability)) => chosen[scored[k].0].push(Choice {
                content,
                probability,
                scored,
            }),
            None => out.push(Linked {
                source: None,
                cue: None,
                content: vec![content],
                certainty: Certainty {
                    source: 1.0,
                    cue: 1.0,
                    content: content.probability,
                    of_source: 1.0,
                    of_content: 1.0,
                },
            }),
        }
    }
    share_out(&mut chosen);
    for (&cue, mut contents) in cues.iter().zip(chosen) {
        contents.sort_by_key(|c| c.content.first);
        if contents.iter().any(|c| fits(c.content, cue)) {
            contents.retain(|c| fits(c.content, cue));
        }
        let score = |s: usize| {
            scorer.score(
                cue,
                sources[s],
                Projection::SourceQuery,
                Projection::SourceKey,
            )
        };
        let scored: Vec<(usize, f32)> = paragraphs
            .same(&sources, cue)
            .filter_map(|s| Some((s, score(s)?)))
            .collect();
        let values: Vec<f32> = std::iter::once(scorer.no_source(cue))
            .chain(scored.iter().map(|(_, score)| *score))
            .collect();
        let (k, certain) = choose(&values).unwrap_or((0, 1.0));
        let source = k.checked_sub(1).map(|k| sources[scored[k].0]);
        let certainty = Certainty {
            source: source.map_or(1.0, |s| s.probability),
            cue: cue.probability,
            content: contents.iter().map(|c| c.content.probability).product(),
            of_source: certain,
            of_content: contents.iter().map(|c| c.probability).product(),
        };
        let content = contents.into_iter().map(|c| c.content).collect();
        out.push(Linked {
            source,
            cue: Some(cue),
            content,
            certainty,
        });
    }
    out.sort_by_key(|s| {
        let first = s
            .content
            .iter()
            .map(|c| c.first)
            .chain(s.cue.map(|c| c.first))
            .chain(s.source.map(|c| c.first))
            .min();
        (first, s.cue.map(|c| c.first))
    });
    out
}

/// Where lines begin, in pieces.
struct Paragraphs {
    begins: Vec<usize>,
}

impl Paragraphs {
    fn new(pieces: &[Piece]) -> Self {
        let begins = pieces
            .iter()
            .enumerate()
            .filter(|(_, p)| p.begins_line())
            .map(|(i, _)| i)
            .collect();
        Self { begins }
    }

    /// Indices of the spans that begin in the paragraph in which this one begins. Spans are in order.
    fn same(&self, spans: &[Tagged], to: Tagged) -> std::ops::Range<usize> {
        let next = self.begins.partition_point(|b| *b <= to.first);
        let start = next.checked_sub(1).map_or(0, |k| self.begins[k]);
        let end = self.begins.get(next).copied().unwrap_or(usize::MAX);
        let from = spans.partition_point(|s| s.first < start);
        from..spans.partition_point(|s| s.first < end).max(from)
    }
}

/// Indices of the spans that a window could hold together with this one. Spans are in order.
fn near(spans: &[Tagged], to: Tagged) -> std::ops::Range<usize> {
    let from = spans.partition_point(|s| s.last + WINDOW < to.first);
    let until = spans.partition_point(|s| s.first <= to.last + WINDOW);
    from..until.max(from)
}
