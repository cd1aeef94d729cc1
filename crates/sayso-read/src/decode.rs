//! From tag scores to spans: a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001).

use crate::model::{NAME_TAGS, PieceScores, TAGS};
use crate::pieces::Piece;

/// What a span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Source,
    Cue,
    Content,
}

impl Role {
    const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];

    fn begin(self) -> usize {
        1 + 2 * self as usize
    }
}

/// A tagged stretch of pieces, `first..=last`, and the model's probability of exactly this span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tagged {
    pub(crate) role: Role,
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) probability: f32,
}

const IMPOSSIBLE: f32 = -1e3;

/// The spans of the best tag sequence (Viterbi), each with its exact posterior probability (forward-backward).
///
/// A source or cue never continues on a new line: a dump's headings and captions end without a full stop, and what follows
/// is another sentence, so that what looks like more of a span is a span of its own. A content may, as a quotation of several paragraphs does.
pub(crate) fn decode(
    pieces: &[Piece],
    scores: &[PieceScores],
    transitions: &[[f32; TAGS]; TAGS],
) -> Vec<Tagged> {
    let emissions: Vec<[f32; TAGS]> = pieces
        .iter()
        .zip(scores)
        .map(|(piece, scores)| {
            let mut tags = scores.tags;
            if piece.begins_line() {
                for role in [Role::Source, Role::Cue] {
                    let (begin, inside) = (role.begin(), role.begin() + 1);
                    tags[begin] = tags[begin].max(tags[inside]);
                    tags[inside] += IMPOSSIBLE;
                }
            }
            tags
        })
        .collect();
    decode_tags(&emissions, transitions)
}

fn decode_tags(emissions: &[[f32; TAGS]], transitions: &[[f32; TAGS]; TAGS]) -> Vec<Tagged> {
    if emissions.is_empty() {
        return Vec::new();
    }
    let path = viterbi(emissions, transitions);
    let lattice = Lattice::new(emissions, transitions);
    let mut out = Vec::new();
    let mut i = 0;
    while i < path.len() {
        let Some(role) = Role::ALL.into_iter().find(|r| path[i] == r.begin()) else {
            i += 1;
            continue;
        };
        let mut last = i;
        while last + 1 < path.len() && path[last + 1] == role.begin() + 1 {
            last += 1;
        }
        out.push(Tagged {
            role,
            first: i,
            last,
            probability: lattice.span(role, i, last),
        });
        i = last + 1;
    }
    out
}

/// Scores of starting with each tag: a span cannot be continued before it began.
fn start<const N: usize>(first: &[f32; N]) -> [f32; N] {
    let mut out = *first;
    for inside in (2..N).step_by(2) {
        out[inside] += IMPOSSIBLE;
    }
    out
}

/// A name: its pieces `first..=last`, and its type's place in [`crate::model::NAME_TYPES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) kind: usize,
}

/// The names of the best tag sequence. None continues on a new line.
pub(crate) fn names(
    pieces: &[Piece],
    scores: &[PieceScores],
    transitions: &[[f32; NAME_TAGS]; NAME_TAGS],
) -> Vec<Name> {
    let mut emissions: Vec<[f32; NAME_TAGS]> = scores.iter().map(|row| row.names).collect();
    if emissions.is_empty() {
        return Vec::new();
    }
    for (row, _) in emissions
        .iter_mut()
        .zip(pieces)
        .filter(|(_, p)| p.begins_line())
    {
        for begin in (1..NAME_TAGS).step_by(2) {
            row[begin] = row[begin].max(row[begin + 1]);
            row[begin + 1] += IMPOSSIBLE;
        }
    }
    let path = viterbi(&emissions, transitions);
    let begins = path.iter().enumerate().filter(|(_, tag)| *tag % 2 == 1);
    let name = |(first, tag): (usize, &usize)| {
        let inside = path[first + 1..].iter().take_while(|t| **t == tag + 1);
        Name {
            first,
            last: first + inside.count(),
            kind: tag / 2,
        }
    };
    begins.map(name).collect()
}

/// The best sequence of `N` tags: O, then begin and inside of each kind.
fn viterbi<const N: usize>(emissions: &[[f32; N]], transitions: &[[f32; N]; N]) -> Vec<usize> {
    let mut best = start(&emissions[0]);
    let mut back: Vec<[usize; N]> = Vec::with_capacity(emissions.len());
    for row in &emissions[1..] {
        let mut next = [0.0; N];
        let mut from = [0; N];
        for tag in 0..N {
            let score = |a: usize| best[a] + transitions[a][tag];
            from[tag] = (0..N).fold(0, |k, a| if score(a) > score(k) { a } else { k });
            next[tag] = score(from[tag]) + row[tag];
        }
        back.push(from);
        best = next;
    }
    let mut tag = (0..N).fold(0, |k, a| if best[a] > best[k] { a } else { k });
    let mut path = vec![tag];
    for from in back.iter().rev() {
        tag = from[tag];
        path.push(tag);
    }
    path.reverse();
    path
}

fn log_sum(values: [f32; TAGS]) -> f32 {
    let top = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
    top + values
        .into_iter()
        .map(|v| (v - top).exp())
        .sum::<f32>()
        .ln()
}

/// Forward and backward log scores, rescaled at each piece so that long texts lose no precision.
struct Lattice<'a> {
    emissions: &'a [[f32; TAGS]],
    transitions: &'a [[f32; TAGS]; TAGS],
    forward: Vec<[f32; TAGS]>,
    backward: Vec<[f32; TAGS]>,
}

impl<'a> Lattice<'a> {
    fn new(emissions: &'a [[f32; TAGS]], transitions: &'a [[f32; TAGS]; TAGS]) -> Self {
        let n = emissions.len();
        let rescale = |row: [f32; TAGS]| {
            let total = log_sum(row);
            row.map(|v| v - total)
        };
        let mut forward = vec![rescale(start(&emissions[0]))];
        for row in &emissions[1..] {
            let before = forward[forward.len() - 1];
            let mut next = [0.0; TAGS];
            for (tag, cell) in next.iter_mut().enumerate() {
                *cell =
                    log_sum(std::array::from_fn(|a| before[a] + transitions[a][tag])) + row[tag];
            }
            forward.push(rescale(next));
        }
        let mut backward = vec![[0.0; TAGS]; n];
        for i in (0..n - 1).rev() {
            let (after, row) = (backward[i + 1], emissions[i + 1]);
            let mut here = [0.0; TAGS];
            for (tag, cell) in here.iter_mut().enumerate() {
                *cell = log_sum(std::array::from_fn(|b| {
                    transitions[tag][b] + row[b] + after[b]
                }));
            }
            backward[i] = rescale(here);
        }
        Self {
            emissions,
            transitions,
            forward,
            backward,
        }
    }

    /// Probability that exactly the pieces `first..=last` are a span of this role. The tags are a Markov chain given the
    /// text, so it is the probability of the begin tag times those of each step.
    fn span(&self, role: Role, first: usize, last: usize) -> f32 {
        let (begin, inside) = (role.begin(), role.begin() + 1);
        let here: [f32; TAGS] =
            std::array::from_fn(|t| self.forward[first][t] + self.backward[first][t]);
        let mut log = here[begin] - log_sum(here);
        let mut tag = begin;
        for i in first..last {
            let step = self.steps(i, tag);
            log += step[inside] - log_sum(step);
            tag = inside;
        }
        if last + 1 < self.emissions.len() {
            let step = self.steps(last, tag);
            let mut stop = step;
            stop[inside] = f32::NEG_INFINITY;
            log += log_sum(stop) - log_sum(step);
        }
        log.exp().clamp(0.0, 1.0)
    }

    fn steps(&self, i: usize, tag: usize) -> [f32; TAGS] {
        std::array::from_fn(|b| {
            self.transitions[tag][b] + self.emissions[i + 1][b] + self.backward[i + 1][b]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transitions() -> [[f32; TAGS]; TAGS] {
        let mut out = [[0.0; TAGS]; TAGS];
        for (a, row) in out.iter_mut().enumerate() {
            for (b, cell) in row.iter_mut().enumerate() {
                let continues = b != 0 && b % 2 == 0;
                if continues && a != b && a != b - 1 {
                    *cell = IMPOSSIBLE;
                }
            }
        }
        out
    }

    fn prefer(tag: usize, by: f32) -> [f32; TAGS] {
        let mut out = [0.0; TAGS];
        out[tag] = by;
        out
    }

    #[test]
    fn a_continuation_without_a_begin_is_repaired() {
        let found = decode_tags(
            &[prefer(2, 5.0), prefer(2, 5.0), prefer(0, 5.0)],
            &transitions(),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].role, found[0].first, found[0].last),
            (Role::Source, 0, 1)
        );
    }

    #[test]
    fn probabilities_of_all_spans_at_a_piece_sum_to_one() {
        let emissions = [prefer(1, 1.0), prefer(2, 0.5), prefer(3, 2.0)];
        let table = transitions();
        let lattice = Lattice::new(&emissions, &table);
        // Sum over every span that covers piece 0, plus the probability that none does, by brute force over paths.
        let mut weights = [0.0_f64; 2];
        let mut of_span = 0.0_f64;
        for code in 0..TAGS.pow(3) {
            let path = [code % TAGS, code / TAGS % TAGS, code / TAGS / TAGS];
            let mut score = start(&emissions[0])[path[0]];
            for i in 1..3 {
                score += table[path[i - 1]][path[i]] + emissions[i][path[i]];
            }
            let weight = f64::from(score).exp();
            weights[0] += weight;
            if path[0] == 1 && path[1] == 2 && path[2] != 2 {
                of_span += weight;
            }
        }
        let expected = of_span / weights[0];
        let found = f64::from(lattice.span(Role::Source, 0, 1));
        assert!((found - expected).abs() < 1e-5, "{found} {expected}");
    }
}
