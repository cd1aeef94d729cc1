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

/// Added to the score of opening a span: a student of posteriors opens too few.
const OPEN: f32 = 0.4;

/// How likely exactly this span must be for it to be worth showing.
const WORTH: f32 = 0.2;
/// What a span counts for more if the best sequence has it: such a one only goes where others that overlap it count for more.
const TRUST: f32 = 0.3;

/// Spans, each with its exact posterior probability (forward-backward): those among which most are expected to be exactly right (minimum Bayes
/// risk: Goel and Byrne 2000), each less [`WORTH`], those of the best tag sequence (Viterbi) more by [`TRUST`]. The best sequence alone shares
/// the certainty of a long content out among all the ends that it may have; but that there is a span, it knows best.
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
    let lattice = Lattice::new(emissions, transitions);
    let mut opening = *transitions;
    for row in &mut opening {
        for role in Role::ALL {
            row[role.begin()] += OPEN;
        }
    }
    let best = lattice.spans_of(&viterbi(emissions, &opening));
    lattice.most_right(&best)
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

    /// The spans of a tag sequence.
    fn spans_of(&self, path: &[usize]) -> Vec<Tagged> {
        let begins = path.iter().enumerate().filter_map(|(first, tag)| {
            let role = Role::ALL.into_iter().find(|r| *tag == r.begin())?;
            Some((role, first))
        });
        let span = |(role, first): (Role, usize)| {
            let inside = path[first + 1..]
                .iter()
                .take_while(|t| **t == role.begin() + 1);
            let last = first + inside.count();
            Tagged {
                role,
                first,
                last,
                probability: self.span(role, first, last),
            }
        };
        begins.map(span).collect()
    }

    /// The spans that do not overlap for which the sum of what each is worth is greatest.
    fn most_right(&self, best: &[Tagged]) -> Vec<Tagged> {
        // By the piece after it, what may end there and what it is worth.
        let n = self.emissions.len();
        let mut ending: Vec<Vec<(Tagged, f32)>> = vec![Vec::new(); n + 1];
        for span in best {
            ending[span.last + 1].push((*span, span.probability - WORTH + TRUST));
        }
        for (first, role) in (0..n).flat_map(|i| Role::ALL.map(|role| (i, role))) {
            for span in self.worth_showing(role, first) {
                ending[span.last + 1].push((span, span.probability - WORTH));
            }
        }
        // The greatest sum up to each piece, with the span that ends before it, if one does.
        let mut sums: Vec<(f32, Option<Tagged>)> = vec![(0.0, None)];
        for spans in &ending[1..] {
            let mut most = (sums[sums.len() - 1].0, None);
            for (span, worth) in spans {
                let sum = sums[span.first].0 + worth;
                if sum > most.0 {
                    most = (sum, Some(*span));
                }
            }
            sums.push(most);
        }
        let (mut out, mut end) = (Vec::new(), n);
        while end > 0 {
            let span = sums[end].1;
            out.extend(span);
            end = span.map_or(end - 1, |span| span.first);
        }
        out.reverse();
        out
    }

    /// The spans from a piece on that are likelier than [`WORTH`].
    fn worth_showing(&self, role: Role, first: usize) -> Vec<Tagged> {
        let (mut out, mut tag) = (Vec::new(), role.begin());
        let mut log = self.begins(role, first);
        for last in first..self.emissions.len() {
            // What is no number is worth nothing.
            let may_be_worth = log > WORTH.ln();
            if !may_be_worth {
                break;
            }
            let (goes_on, ends) = self.after(role, tag, last);
            let probability = (log + ends).exp().clamp(0.0, 1.0);
            if probability > WORTH {
                out.push(Tagged {
                    role,
                    first,
                    last,
                    probability,
                });
            }
            log += goes_on;
            tag = role.begin() + 1;
        }
        out
    }

    /// Log probability that a span of this role begins at a piece.
    fn begins(&self, role: Role, first: usize) -> f32 {
        let here: [f32; TAGS] =
            std::array::from_fn(|t| self.forward[first][t] + self.backward[first][t]);
        here[role.begin()] - log_sum(here)
    }

    /// Log probabilities that a span of this role which has come to a piece, with this tag, goes on and that it ends there.
    fn after(&self, role: Role, tag: usize, piece: usize) -> (f32, f32) {
        let next = piece + 1;
        if next == self.emissions.len() {
            return (f32::NEG_INFINITY, 0.0);
        }
        let inside = role.begin() + 1;
        let step: [f32; TAGS] = std::array::from_fn(|b| {
            self.transitions[tag][b] + self.emissions[next][b] + self.backward[next][b]
        });
        let mut stop = step;
        stop[inside] = f32::NEG_INFINITY;
        let all = log_sum(step);
        (step[inside] - all, log_sum(stop) - all)
    }

    /// Probability that exactly the pieces `first..=last` are a span of this role. The tags are a Markov chain given the
    /// text, so it is the probability of the begin tag times those of each step.
    fn span(&self, role: Role, first: usize, last: usize) -> f32 {
        let (mut log, mut tag) = (self.begins(role, first), role.begin());
        for piece in first..last {
            log += self.after(role, tag, piece).0;
            tag = role.begin() + 1;
        }
        log += self.after(role, tag, last).1;
        log.exp().clamp(0.0, 1.0)
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
    fn the_likeliest_end_is_chosen_where_the_best_sequence_has_another() {
        // A content of two pieces or three. What may follow two is of four kinds, none likelier than a third piece.
        let content = |tag: usize| {
            let mut row = [-9.0; TAGS];
            row[tag] = 0.0;
            row
        };
        let mut third = [0.0; TAGS];
        third[6] = 0.5;
        let emissions = [content(5), content(6), third];
        let table = transitions();
        let path = viterbi(&emissions, &table);
        assert_eq!(path, [5, 6, 6]);
        let found = decode_tags(&emissions, &table);
        assert_eq!((found[0].first, found[0].last), (0, 1), "{found:?}");
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
