//! One utterance in several quoted wordings, aligned word by word.

use crate::terms::Word;

/// Aligned words from which two quotations are one utterance.
const SAME_WORDS: usize = 5;
/// Share of the shorter quotation that must be aligned.
const SAME_SHARE: f64 = 0.6;
/// Words up to which quotations are aligned; the table is quadratic.
const LIMIT: usize = 400;

/// How one wording differs from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// The same words, whatever the marks and capitals.
    None,
    /// Words at the beginning, middle or end are missing in one.
    Trimmed(String),
    /// Words were replaced: those of the first, those of the second.
    Altered(String, String),
}

/// How two quotations differ, if they are renderings of one utterance.
pub(crate) fn difference(a: &[Word], b: &[Word]) -> Option<Difference> {
    if a.len() > LIMIT || b.len() > LIMIT {
        return None;
    }
    let pairs = align(a, b);
    let shorter = a.len().min(b.len());
    if pairs.len() < SAME_WORDS || (pairs.len() as f64) < SAME_SHARE * shorter as f64 {
        return None;
    }
    let (mut only_a, mut only_b) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    let mut altered = None;
    let mut inner: Vec<String> = Vec::new();
    for (k, l) in pairs.iter().copied().chain([(a.len(), b.len())]) {
        let (left, right) = (joined(&a[i..k]), joined(&b[j..l]));
        let at_edge = (i == 0 && j == 0) || (k == a.len() && l == b.len());
        if !left.is_empty()
            && !right.is_empty()
            && (!at_edge || (k - i).max(l - j) <= 3)
            && altered.is_none()
        {
            altered = Some((left.clone(), right.clone()));
        } else if !at_edge && (!left.is_empty() || !right.is_empty()) {
            inner.push(if left.is_empty() {
                right.clone()
            } else {
                left.clone()
            });
        }
        if !left.is_empty() {
            only_a.push(left);
        }
        if !right.is_empty() {
            only_b.push(right);
        }
        (i, j) = (k + 1, l + 1);
    }
    Some(match altered {
        Some((left, right)) => Difference::Altered(left, right),
        None if only_a.is_empty() && only_b.is_empty() => Difference::None,
        None => {
            let missing = inner.into_iter().next().or_else(|| {
                only_a
                    .iter()
                    .chain(&only_b)
                    .max_by_key(|s| s.len())
                    .cloned()
            });
            Difference::Trimmed(missing.unwrap_or_default())
        }
    })
}

fn joined(words: &[Word]) -> String {
    words
        .iter()
        .map(|w| w.lower.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Longest common subsequence of words, as pairs of positions.
fn align(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i].lower == b[j].lower {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].lower == b[j].lower {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::words;

    fn compare(a: &str, b: &str) -> Option<Difference> {
        difference(&words(a), &words(b))
    }

    #[test]
    fn marks_and_capitals_make_no_difference() {
        assert_eq!(
            compare(
                "“We will open the gate in May”",
                "we will open the gate, in May"
            ),
            Some(Difference::None)
        );
    }

    #[test]
    fn a_missing_word_is_trimmed_and_another_word_altered() {
        assert_eq!(
            compare(
                "one of the reasons why the port wants it",
                "one of the reasons the port wants it"
            ),
            Some(Difference::Trimmed("why".to_owned()))
        );
        assert_eq!(
            compare(
                "we will never open the gate in May",
                "we will soon open the gate in May"
            ),
            Some(Difference::Altered("never".to_owned(), "soon".to_owned()))
        );
    }

    #[test]
    fn different_utterances_are_not_aligned() {
        assert_eq!(
            compare(
                "we will open the gate in May",
                "nobody told the council about the price of salt"
            ),
            None
        );
    }
}
