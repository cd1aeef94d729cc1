//! Agglomerative clustering with average link, on a sparse list of similarities.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// A possible merge; the heap yields the most similar pair first, and of equals the earliest.
#[derive(Debug, PartialEq)]
struct Merge {
    similarity: f32,
    a: usize,
    b: usize,
}

impl Eq for Merge {}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.similarity
            .total_cmp(&other.similarity)
            .then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups items `0..n`: the two groups of greatest mean similarity are joined as long as that mean is at least
/// `threshold`. Pairs that are not listed count as 0. Each group is sorted; groups are in order of their first item.
pub(crate) fn average_link(
    n: usize,
    similarities: &[(usize, usize, f32)],
    threshold: f32,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    // Sum of similarities between two living groups.
    let mut sums: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); n];
    let mut heap = BinaryHeap::new();
    for &(a, b, similarity) in similarities {
        if a >= n || b >= n || a == b || !similarity.is_finite() || similarity <= 0.0 {
            continue;
        }
        sums[a].insert(b, similarity);
        sums[b].insert(a, similarity);
        if similarity >= threshold {
            heap.push(Merge {
                similarity,
                a: a.min(b),
                b: a.max(b),
            });
        }
    }
    while let Some(Merge { similarity, a, b }) = heap.pop() {
        let mean = |sums: &[BTreeMap<usize, f32>], groups: &[Vec<usize>], a: usize, b: usize| {
            sums[a]
                .get(&b)
                .map(|s| s / (groups[a].len() * groups[b].len()) as f32)
        };
        // The entry may be older than a merge of one of the two.
        if groups[a].is_empty()
            || groups[b].is_empty()
            || mean(&sums, &groups, a, b) != Some(similarity)
        {
            continue;
        }
        let moved = std::mem::take(&mut groups[b]);
        groups[a].extend(moved);
        sums[a].remove(&b);
        for (c, sum) in std::mem::take(&mut sums[b]) {
            if c == a {
                continue;
            }
            sums[c].remove(&b);
            *sums[a].entry(c).or_default() += sum;
            let total = sums[a][&c];
            sums[c].insert(a, total);
        }
        let neighbours: Vec<usize> = sums[a].keys().copied().collect();
        for c in neighbours {
            if let Some(similarity) = mean(&sums, &groups, a, c).filter(|s| *s >= threshold) {
                heap.push(Merge {
                    similarity,
                    a: a.min(c),
                    b: a.max(c),
                });
            }
        }
    }
    let mut found: Vec<Vec<usize>> = groups.into_iter().filter(|g| !g.is_empty()).collect();
    found.iter_mut().for_each(|g| g.sort_unstable());
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_chain_of_likeness_does_not_join_its_ends() {
        let chain = [(0, 1, 0.9), (1, 2, 0.7), (0, 2, 0.1), (2, 3, 0.8)];
        assert_eq!(average_link(4, &chain, 0.5), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn equal_similarities_join_the_earliest_pair() {
        let tie = [(0, 1, 0.6), (1, 2, 0.6), (0, 2, 0.0)];
        assert_eq!(average_link(3, &tie, 0.5), [vec![0, 1], vec![2]]);
    }

    proptest! {
        #[test]
        fn every_item_is_in_one_group_whatever_the_order_of_pairs(
            pairs in prop::collection::btree_map((0usize..12, 0usize..12), 0.0f32..1.0, 0..40)
        ) {
            let list: Vec<(usize, usize, f32)> =
                pairs.into_iter().filter(|((a, b), _)| a < b).map(|((a, b), s)| (a, b, s)).collect();
            let groups = average_link(12, &list, 0.5);
            let mut all: Vec<usize> = groups.concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..12).collect::<Vec<_>>());
            let mut reversed = list.clone();
            reversed.reverse();
            prop_assert_eq!(groups, average_link(12, &reversed, 0.5));
        }
    }
}
