//! How many words two texts share.

use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Share of the found that is right.
    pub precision: f64,
    /// Share of the wanted that was found.
    pub recall: f64,
}

impl Score {
    /// Where as many are found as are wanted: the share of them that is right.
    #[must_use]
    pub fn of_share(right: usize, n: usize) -> Self {
        let share = right as f64 / n.max(1) as f64;
        Self {
            precision: share,
            recall: share,
        }
    }

    /// Harmonic mean of precision and recall; 0 where both are.
    #[must_use]
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 {
            0.0
        } else {
            2.0 * self.precision * self.recall / sum
        }
    }
}

/// Lower-case runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Overlap of the words of two texts, each counted as often as it stands (multisets), as in the public
/// article-extraction benchmark. Two empty texts agree.
///
/// ```
/// let score = sayso_eval::overlap::overlap("the ferry, the pier", "The ferry sank");
/// assert_eq!((score.precision, score.recall), (0.5, 2.0 / 3.0));
/// ```
#[must_use]
pub fn overlap(found: &str, wanted: &str) -> Score {
    let mut counts: BTreeMap<String, isize> = BTreeMap::new();
    let (mut n_found, mut n_wanted, mut n_shared) = (0usize, 0usize, 0usize);
    for word in words(wanted) {
        *counts.entry(word).or_default() += 1;
        n_wanted += 1;
    }
    for word in words(found) {
        n_found += 1;
        if let Some(left) = counts.get_mut(&word).filter(|left| **left > 0) {
            *left -= 1;
            n_shared += 1;
        }
    }
    if n_found == 0 && n_wanted == 0 {
        return Score {
            precision: 1.0,
            recall: 1.0,
        };
    }
    let share = |of: usize| {
        if of == 0 {
            0.0
        } else {
            n_shared as f64 / of as f64
        }
    };
    Score {
        precision: share(n_found),
        recall: share(n_wanted),
    }
}

/// B-cubed (Bagga and Baldwin 1998) of a clustering: the mean over items of the share of an item's cluster that is of its
/// class, and of its class that is in its cluster. An item in no cluster is missing from its class, and spoils no cluster.
#[must_use]
pub(crate) fn b_cubed(found: &[Option<usize>], wanted: &[usize]) -> Score {
    let mut cluster: BTreeMap<usize, usize> = BTreeMap::new();
    let mut class: BTreeMap<usize, usize> = BTreeMap::new();
    let mut both: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (f, w) in found.iter().zip(wanted) {
        *class.entry(*w).or_default() += 1;
        if let Some(f) = f {
            *cluster.entry(*f).or_default() += 1;
            *both.entry((*f, *w)).or_default() += 1;
        }
    }
    let mean = |of: &dyn Fn(usize, usize) -> usize, n: usize| -> f64 {
        let shares = both
            .iter()
            .map(|((f, w), n)| (n * n) as f64 / of(*f, *w) as f64);
        shares.sum::<f64>() / n.max(1) as f64
    };
    Score {
        precision: mean(&|f, _| cluster[&f], cluster.values().sum()),
        recall: mean(&|_, w| class[&w], found.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_of_a_split_and_a_merge() {
        // {a a b} {b}: precision (2/3 + 2/3 + 1/3 + 1) / 4, recall (1 + 1 + 1/2 + 1/2) / 4.
        let score = b_cubed(&[Some(0), Some(0), Some(0), Some(1)], &[7, 7, 8, 8]);
        assert!((score.precision - 2.0 / 3.0).abs() < 1e-9 && score.recall == 0.75);
        // An item that is nowhere: of {a a -}, precision is that of two, recall (2/3 + 2/3 + 0) / 3.
        let score = b_cubed(&[Some(0), Some(0), None], &[7, 7, 7]);
        assert!(score.precision == 1.0 && (score.recall - 4.0 / 9.0).abs() < 1e-9);
    }

    #[test]
    fn repeated_words_count_as_often_as_they_stand() {
        let score = overlap("a a a b", "a b c");
        assert_eq!((score.precision, score.recall), (0.5, 2.0 / 3.0));
        assert_eq!(overlap("", "").f1(), 1.0);
        assert_eq!(overlap("x", "").f1(), 0.0);
        assert_eq!(overlap("", "x").f1(), 0.0);
    }
}
