//! Passages that two word sequences share, exactly or with small edits.
//!
//! Seed, chain and extend, as in BLAST (Altschul et al. 1990) and MUMmer (Delcher et al. 1999): runs of shared shingles are
//! chained over short gaps, and the ends are extended by alignment until it stops paying.

use std::ops::Range;

/// Words in a shingle: short enough to survive light editing, long enough to be rare.
pub(crate) const SHINGLE: usize = 5;
/// A shingle that repeats more often than this within one article is no seed.
const MOST_REPEATS: usize = 3;
/// Words on either side that two runs of one passage may stand apart.
const MOST_GAP: usize = 6;
/// Fewest shared words of a passage.
pub(crate) const SHORTEST: usize = 8;
/// Least share of a passage's words that must be the same.
const LEAST_DENSITY: f64 = 0.6;
/// How far alignment is tried beyond the last shared shingle.
const EXTENSION: usize = 40;
/// How many chains are kept open for the next run to join.
const OPEN_CHAINS: usize = 64;

/// A shared passage in two word sequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Words of the first sequence.
    pub(crate) a: Range<usize>,
    /// Words of the second sequence.
    pub(crate) b: Range<usize>,
    /// The words that are the same, in order of both.
    pub(crate) matched: Vec<(usize, usize)>,
}

/// A shingle of one sequence: a hash of its words, and where it starts.
pub(crate) type Shingle = (u64, u32);

/// The shingles of a sequence, sorted by hash.
pub(crate) fn shingles(words: &[u32]) -> Vec<Shingle> {
    let mut found: Vec<Shingle> = words
        .windows(SHINGLE)
        .zip(0u32..)
        .map(|(w, at)| (hash(w), at))
        .collect();
    found.sort_unstable();
    found
}

/// FNV-1a over whole words, with a final mix; equal hashes are checked word by word before they count.
fn hash(words: &[u32]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        h = (h ^ u64::from(*word)).wrapping_mul(0x0100_0000_01b3);
        h ^= h >> 29;
    }
    h
}

/// A run of equal words.
#[derive(Clone, Copy, Debug)]
struct Run {
    a: usize,
    b: usize,
    len: usize,
}

/// The passages that two sequences share, in order of the first. `ignored` tells shingles that are no seeds.
pub(crate) fn passages(
    (a, shingles_a): (&[u32], &[Shingle]),
    (b, shingles_b): (&[u32], &[Shingle]),
    ignored: impl Fn(u64) -> bool,
) -> Vec<Passage> {
    let runs = runs(a, b, &seeds((a, shingles_a), (b, shingles_b), ignored));
    let found = chains(&runs)
        .iter()
        .filter_map(|chain| passage(a, b, chain))
        .collect();
    select(found, a.len(), b.len())
}

/// Two sequences that are the same from end to end.
pub(crate) fn whole(len: usize) -> Vec<Passage> {
    if len < SHORTEST {
        return Vec::new();
    }
    vec![Passage {
        a: 0..len,
        b: 0..len,
        matched: (0..len).map(|i| (i, i)).collect(),
    }]
}

/// Places where both have the same shingle, by diagonal.
fn seeds(
    (a, shingles_a): (&[u32], &[Shingle]),
    (b, shingles_b): (&[u32], &[Shingle]),
    ignored: impl Fn(u64) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < shingles_a.len() && j < shingles_b.len() {
        let (left, right) = (shingles_a[i].0, shingles_b[j].0);
        if left < right {
            i += 1;
            continue;
        }
        if right < left {
            j += 1;
            continue;
        }
        let n_a = shingles_a[i..].iter().take_while(|s| s.0 == left).count();
        let n_b = shingles_b[j..].iter().take_while(|s| s.0 == left).count();
        if n_a <= MOST_REPEATS && n_b <= MOST_REPEATS && !ignored(left) {
            for (_, at_a) in &shingles_a[i..i + n_a] {
                for (_, at_b) in &shingles_b[j..j + n_b] {
                    let (at_a, at_b) = (*at_a as usize, *at_b as usize);
                    if a[at_a..at_a + SHINGLE] == b[at_b..at_b + SHINGLE] {
                        found.push((at_a, at_b));
                    }
                }
            }
        }
        i += n_a;
        j += n_b;
    }
    found.sort_unstable_by_key(|(at_a, at_b)| (*at_b as isize - *at_a as isize, *at_a));
    found
}

/// Seeds of one diagonal that touch, joined and drawn out as far as the words are equal.
fn runs(a: &[u32], b: &[u32], seeds: &[(usize, usize)]) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for &(at_a, at_b) in seeds {
        if let Some(last) = found.last()
            && at_b + last.a == at_a + last.b
            && at_a < last.a + last.len
        {
            continue;
        }
        let after = a[at_a..]
            .iter()
            .zip(&b[at_b..])
            .take_while(|(x, y)| x == y)
            .count();
        let floor = found
            .last()
            .filter(|r| at_b + r.a == at_a + r.b)
            .map_or(0, |r| r.a + r.len);
        let before = a[floor.min(at_a)..at_a]
            .iter()
            .rev()
            .zip(b[..at_b].iter().rev())
            .take_while(|(x, y)| x == y)
            .count();
        found.push(Run {
            a: at_a - before,
            b: at_b - before,
            len: before + after,
        });
    }
    found.sort_unstable_by_key(|r| (r.a, r.b));
    found
}

/// Runs that follow each other in both sequences with little between.
fn chains(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut chains: Vec<Vec<Run>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for run in runs {
        let end = |chain: &Vec<Run>| chain.last().map_or((0, 0), |r| (r.a + r.len, r.b + r.len));
        open.retain(|c| end(&chains[*c]).0 + MOST_GAP >= run.a);
        if open.len() > OPEN_CHAINS {
            open.remove(0);
        }
        let fitting = open.iter().filter_map(|c| {
            let (end_a, end_b) = end(&chains[*c]);
            // A word may end one run and start the next where an edit repeats it.
            let overlap = end_a.saturating_sub(run.a).max(end_b.saturating_sub(run.b));
            let rest = Run {
                a: run.a + overlap,
                b: run.b + overlap,
                len: run.len.checked_sub(overlap)?,
            };
            let gap = (rest.a - end_a).max(rest.b - end_b);
            (rest.len * 2 >= run.len && rest.len > 0 && gap <= MOST_GAP)
                .then_some((gap, overlap, *c, rest))
        });
        match fitting.min_by_key(|(gap, overlap, c, _)| (*gap, *overlap, *c)) {
            Some((_, _, chain, rest)) => chains[chain].push(rest),
            None => {
                open.push(chains.len());
                chains.push(vec![*run]);
            }
        }
    }
    chains
}

fn passage(a: &[u32], b: &[u32], chain: &[Run]) -> Option<Passage> {
    let (first, last) = (chain.first()?, chain.last()?);
    let mut matched = Vec::new();
    let (head_a, head_b) = (
        &a[first.a.saturating_sub(EXTENSION)..first.a],
        &b[first.b.saturating_sub(EXTENSION)..first.b],
    );
    let backwards = |words: &[u32]| words.iter().rev().copied().collect::<Vec<u32>>();
    for (i, j) in extend(&backwards(head_a), &backwards(head_b))
        .into_iter()
        .rev()
    {
        matched.push((first.a - 1 - i, first.b - 1 - j));
    }
    let mut before: Option<Run> = None;
    for run in chain {
        if let Some(before) = before {
            let (from_a, from_b) = (before.a + before.len, before.b + before.len);
            for (i, j) in common(&a[from_a..run.a], &b[from_b..run.b]) {
                matched.push((from_a + i, from_b + j));
            }
        }
        matched.extend((0..run.len).map(|i| (run.a + i, run.b + i)));
        before = Some(*run);
    }
    let (end_a, end_b) = (last.a + last.len, last.b + last.len);
    let (tail_a, tail_b) = (
        &a[end_a..a.len().min(end_a + EXTENSION)],
        &b[end_b..b.len().min(end_b + EXTENSION)],
    );
    matched.extend(
        extend(tail_a, tail_b)
            .into_iter()
            .map(|(i, j)| (end_a + i, end_b + j)),
    );
    let (start, end) = (matched.first()?, matched.last()?);
    let (range_a, range_b) = (start.0..end.0 + 1, start.1..end.1 + 1);
    let density = matched.len() as f64 / range_a.len().max(range_b.len()) as f64;
    (matched.len() >= SHORTEST && density >= LEAST_DENSITY).then_some(Passage {
        a: range_a,
        b: range_b,
        matched,
    })
}

/// Alignment from the start of both, as far as it pays: a shared word counts one, an edit costs one, and cells that fell too
/// far below the best are given up (X-drop, Zhang et al. 2000). The pairs of equal words up to the best cell.
fn extend(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    const DROP: i32 = 3;
    const LOST: i32 = i32::MIN / 2;
    let width = b.len() + 1;
    let mut score = vec![LOST; (a.len() + 1) * width];
    score[0] = 0;
    let (mut best, mut best_at) = (0, 0);
    for i in 0..=a.len() {
        let mut alive = false;
        for j in 0..=b.len() {
            if i + j == 0 {
                alive = true;
                continue;
            }
            let at = i * width + j;
            let mut here = LOST;
            if i > 0 && j > 0 {
                here = score[at - width - 1] + if a[i - 1] == b[j - 1] { 1 } else { -1 };
            }
            if i > 0 {
                here = here.max(score[at - width] - 1);
            }
            if j > 0 {
                here = here.max(score[at - 1] - 1);
            }
            if here < best - DROP {
                continue;
            }
            alive = true;
            score[at] = here;
            if here > best {
                (best, best_at) = (here, at);
            }
        }
        if !alive {
            break;
        }
    }
    let (mut i, mut j) = (best_at / width, best_at % width);
    let mut matched = Vec::new();
    while i + j > 0 {
        let at = i * width + j;
        if i > 0 && j > 0 {
            let same = a[i - 1] == b[j - 1];
            if score[at] == score[at - width - 1] + if same { 1 } else { -1 } {
                (i, j) = (i - 1, j - 1);
                if same {
                    matched.push((i, j));
                }
                continue;
            }
        }
        if i > 0 && score[at] == score[at - width] - 1 {
            i -= 1;
        } else if j > 0 {
            j -= 1;
        } else {
            break;
        }
    }
    matched.reverse();
    matched
}

/// A longest common subsequence of two short stretches.
fn common(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut len = vec![0usize; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            len[i * width + j] = if a[i] == b[j] {
                len[(i + 1) * width + j + 1] + 1
            } else {
                len[(i + 1) * width + j].max(len[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if len[(i + 1) * width + j] >= len[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Longest first, those that tell of words not told of yet on at least one side: a passage may be lifted twice.
fn select(mut found: Vec<Passage>, len_a: usize, len_b: usize) -> Vec<Passage> {
    found.sort_by_key(|p| (std::cmp::Reverse(p.matched.len()), p.a.start, p.b.start));
    let (mut told_a, mut told_b) = (vec![false; len_a], vec![false; len_b]);
    found.retain(|p| {
        let new_a = p.matched.iter().filter(|(i, _)| !told_a[*i]).count();
        let new_b = p.matched.iter().filter(|(_, j)| !told_b[*j]).count();
        let keep = 2 * new_a.max(new_b) >= p.matched.len();
        if keep {
            for (i, j) in &p.matched {
                (told_a[*i], told_b[*j]) = (true, true);
            }
        }
        keep
    });
    found.sort_by_key(|p| (p.a.start, p.b.start));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(a: &[u32], b: &[u32]) -> Vec<Passage> {
        passages((a, &shingles(a)), (b, &shingles(b)), |_| false)
    }

    fn counting(from: u32, n: u32) -> Vec<u32> {
        (from..from + n).collect()
    }

    #[test]
    fn an_exact_passage_is_found_whole() {
        let a = [counting(100, 5), counting(0, 12), counting(200, 5)].concat();
        let b = [counting(300, 2), counting(0, 12), counting(400, 9)].concat();
        let found = find(&a, &b);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].a.clone(), found[0].b.clone()), (5..17, 2..14));
    }

    #[test]
    fn small_edits_do_not_break_a_passage() {
        let a = counting(0, 30);
        // A word changed, one put in, one left out, and one changed three words before the end.
        let mut b = a.clone();
        b[8] = 900;
        b.insert(15, 901);
        b.remove(22);
        let n = b.len();
        b[n - 4] = 902;
        let found = find(&a, &b);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].a.clone(), found[0].b.clone()), (0..30, 0..30));
        assert_eq!(found[0].matched.len(), 27);
        assert!(found[0].matched.iter().all(|(i, j)| a[*i] == b[*j]));
    }

    #[test]
    fn seven_words_are_too_few() {
        let a = [counting(100, 9), counting(0, 7), counting(200, 9)].concat();
        let b = [counting(300, 9), counting(0, 7), counting(400, 9)].concat();
        assert!(find(&a, &b).is_empty());
        let a = [counting(100, 9), counting(0, 8), counting(200, 9)].concat();
        let b = [counting(300, 9), counting(0, 8), counting(400, 9)].concat();
        assert_eq!(find(&a, &b).len(), 1);
    }

    #[test]
    fn a_passage_lifted_twice_is_found_twice() {
        let a = counting(0, 12);
        let b = [counting(0, 12), counting(100, 20), counting(0, 12)].concat();
        assert_eq!(find(&a, &b).len(), 2);
    }

    #[test]
    fn endless_repetition_is_no_passage_and_no_trouble() {
        let a = vec![7; 5000];
        assert!(find(&a, &a).is_empty());
        let b: Vec<u32> = (0..6000).map(|i| i % 3).collect();
        assert!(find(&b, &b).is_empty());
    }
}
