//! One utterance in several quoted wordings, aligned word by word.

use crate::terms::Word;

/// Aligned words from which two quotations are one utterance.
const SAME_WORDS: usize = 5;
/// The same, where one person said both and the shorter stands in the longer in one run.
const FEWEST_WORDS: usize = 4;
/// Share of the shorter quotation that must be aligned.
const SAME_SHARE: f64 = 0.6;
/// Words before a part of a sentence that bear on it.
const CLOSE_BY: usize = 6;
/// Words in a row that are replaced in a quotation, at most.
const REPLACED: usize = 6;
/// Words up to which quotations are aligned; the table is quadratic.
const LIMIT: usize = 400;

/// How one wording differs from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// The same words, whatever the marks and capitals, or whole sentences more.
    None,
    /// Words are missing in one, in the middle of a sentence: the longest run of them.
    Trimmed(String),
    /// Words are missing without which the rest says something else ("I would never say that").
    Turned(String),
    /// The same words in other spellings, or abbreviated.
    Respelled,
    /// Words were replaced: those of the first, those of the second.
    Altered(String, String),
}

/// How two quotations differ, if they are renderings of one utterance. `of_one`: one person is known to have said both, so that a
/// few words are enough if they stand in the other in one run.
pub(crate) fn difference(a: &[Word], b: &[Word], of_one: bool) -> Option<Difference> {
    if a.len() > LIMIT || b.len() > LIMIT {
        return None;
    }
    let pairs = align(a, b);
    let shorter = a.len().min(b.len());
    let in_one_run = pairs.len() == shorter
        && pairs
            .windows(2)
            .all(|w| w[1].0 == w[0].0 + 1 && w[1].1 == w[0].1 + 1);
    let least = if of_one && in_one_run {
        FEWEST_WORDS
    } else {
        SAME_WORDS
    };
    let n_content = pairs.iter().filter(|(k, _)| a[*k].is_content()).count();
    let least_content = if least == FEWEST_WORDS { 1 } else { 2 };
    if n_content < least_content
        || pairs.len() < least
        || (pairs.len() as f64) < SAME_SHARE * shorter as f64
    {
        return None;
    }
    let (mut missing, mut turned): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut i, mut j, mut respelled) = (0, 0, false);
    for (k, l) in pairs.iter().copied().chain([(a.len(), b.len())]) {
        let (left, right) = (&a[i..k], &b[j..l]);
        let (first, last) = (i == 0 && j == 0, k == a.len() && l == b.len());
        if !left.is_empty() && !right.is_empty() && same_words(left, right) {
            respelled = true;
        } else if !left.is_empty() && !right.is_empty() {
            // At the edges, where each goes its own way, nothing was replaced; nor where most of a sentence is other words.
            if left.len().max(right.len()) <= if first || last { 3 } else { REPLACED } {
                return Some(Difference::Altered(joined(left), joined(right)));
            }
        } else if left.is_empty() != right.is_empty() {
            let (gap, whole, at) = if left.is_empty() {
                (right, b, l)
            } else {
                (left, a, k)
            };
            // Whole sentences may be left out before and after: that is quoting, not trimming.
            let at_sentence = match (first, last) {
                (true, _) => whole.get(at).is_none_or(opens_part),
                (_, true) => gap.first().is_none_or(opens_part),
                _ => false,
            };
            // Of a gap at the edge, only what belongs to the sentence that is quoted.
            let gap = match (first, last) {
                (true, _) => &gap[gap.iter().rposition(opens_part).unwrap_or(0)..],
                (_, true) => {
                    &gap[..(1..gap.len())
                        .find(|&i| opens_part(&gap[i]))
                        .unwrap_or(gap.len())]
                }
                _ => gap,
            };
            // A clause more or less at the edge is quoting too, unless it says under what the rest holds.
            let turned_by = match (first, last) {
                (false, true) => gap.iter().take(2).any(conditions),
                // What a sentence begins with bears on the rest where it stands close by.
                (true, _) => {
                    let reach = if tells(gap) { gap.len() } else { CLOSE_BY };
                    gap.iter().rev().take(reach).any(turns)
                }
                _ => gap.iter().any(turns),
            };
            if !at_sentence && turned_by {
                turned.push(joined(gap));
            } else if !(at_sentence || first || last) && gap.iter().any(Word::is_content) {
                // Without a "that" or "the" the words are the same to every reader.
                missing.push(joined(gap));
            }
        }
        (i, j) = (k + 1, l + 1);
    }
    let longest = |list: Vec<String>| list.into_iter().rev().max_by_key(String::len);
    let found = longest(turned)
        .map(Difference::Turned)
        .or_else(|| longest(missing).map(Difference::Trimmed));
    let same = if respelled {
        Difference::Respelled
    } else {
        Difference::None
    };
    Some(found.unwrap_or(same))
}

/// Whether a word denies or doubts what stands with it.
pub(crate) fn turns(word: &Word) -> bool {
    let lower = word.lower.as_str();
    lower.ends_with("n't")
        || matches!(
            lower,
            "not"
                | "no"
                | "never"
                | "cannot"
                | "nobody"
                | "nothing"
                | "none"
                | "neither"
                | "nor"
                | "hardly"
                | "doubt"
                | "deny"
                | "false"
        )
}

/// Whether some words end in a verb of saying or thinking with at most a word or two behind it: what follows is told by it, "I am not
/// going to stand here and tell you".
fn tells(words: &[Word]) -> bool {
    const TELLS: &[&str] = &[
        "argue", "believe", "claim", "know", "mean", "pretend", "promise", "say", "saying",
        "suggest", "swear", "tell", "telling", "think",
    ];
    const BEHIND: usize = 3;
    let last = words.iter().rev().take(BEHIND);
    last.into_iter().any(|w| TELLS.contains(&w.lower.as_str()))
}

/// Whether a word puts what stands before it under a condition.
fn conditions(word: &Word) -> bool {
    matches!(
        word.lower.as_str(),
        "but" | "except" | "if" | "only" | "provided" | "unless" | "until" | "without"
    )
}

/// Whether a sentence or a further part of the quotation begins with the word.
fn opens_part(word: &Word) -> bool {
    word.opens_sentence() || word.before.contains(['”', '“', '"'])
}

/// Whether one side abbreviates the other ("US", "United States").
fn same_words(a: &[Word], b: &[Word]) -> bool {
    let abbreviates = |short: &[Word], long: &[Word]| {
        let initials: String = long.iter().filter_map(|w| w.lower.chars().next()).collect();
        matches!(short, [only] if long.len() > 1 && only.lower == initials)
    };
    let respelled = a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(x, y)| spelling(&x.lower) == spelling(&y.lower));
    respelled || abbreviates(a, b) || abbreviates(b, a)
}

/// One form for British and American spellings: "rumour", "rumor"; "organise", "organize"; "defence", "defense".
fn spelling(lower: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("our", "or"),
        ("is", "iz"),
        ("ys", "yz"),
        ("enc", "ens"),
        ("ll", "l"),
        ("tre", "ter"),
    ];
    PAIRS
        .iter()
        .fold(lower.to_owned(), |word, (british, american)| {
            word.replace(british, american)
        })
}

/// Of several places where the first shared words could stand, the one right before what follows: the gap then lies at
/// the edge, where it may be whole sentences.
fn slide(a: &[Word], pairs: &mut [(usize, usize)]) {
    let Some(block) = (1..pairs.len()).find(|&n| pairs[n].0 != pairs[n - 1].0 + 1) else {
        return;
    };
    let gap = pairs[block].0 - pairs[block - 1].0 - 1;
    let unbroken = pairs[block].1 == pairs[block - 1].1 + 1;
    if unbroken
        && pairs[..block]
            .iter()
            .all(|(k, _)| a[*k].lower == a[k + gap].lower)
    {
        pairs[..block].iter_mut().for_each(|(k, _)| *k += gap);
    }
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
    slide(a, &mut pairs);
    let swapped =
        |pairs: Vec<(usize, usize)>| pairs.into_iter().map(|(k, l)| (l, k)).collect::<Vec<_>>();
    let mut other = swapped(pairs);
    slide(b, &mut other);
    swapped(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::words;

    fn compare(a: &str, b: &str) -> Option<Difference> {
        difference(&words(a), &words(b), false)
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
    fn what_is_told_under_a_negation_is_turned_without_it() {
        let full = "I am not going to stand here and tell you this was not an accident";
        let found = difference(&words("This was not an accident"), &words(full), true);
        let gap = "i am not going to stand here and tell you".to_owned();
        assert_eq!(found, Some(Difference::Turned(gap)));
    }

    #[test]
    fn a_missing_word_is_trimmed_and_another_word_altered() {
        assert_eq!(
            compare(
                "one of the old reasons why the port wants it",
                "one of the reasons why the port wants it"
            ),
            Some(Difference::Trimmed("old".to_owned()))
        );
        assert_eq!(
            compare(
                "one of the reasons why the port wants it",
                "one of the reasons the port wants it"
            ),
            Some(Difference::None)
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
    fn whole_sentences_make_no_difference_and_spellings_no_other_words() {
        let full = "The United States will pay for the bridge. It was our idea from the start.";
        let twice = "We are far off. We are not at the end of the talks on salt.";
        assert_eq!(
            compare(twice, "we are not at the end of the talks on salt"),
            Some(Difference::None)
        );
        assert_eq!(
            compare(
                "nobody can load a wagon on a rumor",
                "nobody can load a wagon on a rumour"
            ),
            Some(Difference::Respelled)
        );
        assert_eq!(
            compare(full, "the US will pay for the bridge"),
            Some(Difference::Respelled)
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
