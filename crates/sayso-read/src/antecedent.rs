//! Which mention a pronoun or "the company" means, as the model scores it: the anaphor chooses among the mentions around it or none
//! of them, as a cue chooses among sources (head selection, Zhang et al. 2017).

use sayso_text::CleanSpan;

use crate::decode::Name;
use crate::link::{Scorer, softmax};
use crate::model::{NAME_TYPES, Projection};
use crate::pieces::Piece;

/// An anaphor with what it may mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Antecedents {
    /// The pronoun or definite noun phrase.
    pub(crate) anaphor: CleanSpan,
    /// The mentions in the window that holds it, each with the probability that it is meant; what is missing to 1 is "none of these".
    pub(crate) choices: Vec<(CleanSpan, f32)>,
}

/// Whether a source is words that refer back: a pronoun of the third person, or "the" with nouns and no name.
pub(crate) fn is_anaphor(words: &str) -> bool {
    const PRONOUNS: [&str; 6] = ["he", "she", "it", "they", "who", "which"];
    let lower = words.to_lowercase();
    if PRONOUNS.contains(&lower.as_str()) {
        return true;
    }
    let mut rest = words.split_whitespace();
    let opens = rest
        .next()
        .is_some_and(|w| matches!(w, "The" | "the" | "That" | "that" | "This" | "this"));
    let is_small = |word: &str| word.chars().next().is_some_and(|c| !c.is_uppercase());
    let n_words = words.split_whitespace().count();
    opens && (2..=5).contains(&n_words) && rest.all(is_small)
}

/// What the anaphor at pieces `first..=last` may mean among these names.
pub(crate) fn antecedents(
    scorer: &Scorer<'_>,
    pieces: &[Piece],
    (first, last): (usize, usize),
    names: &[Name],
) -> Option<Antecedents> {
    let window = scorer.window(first, last)?;
    let can_be_meant = |name: &&Name| {
        matches!(
            NAME_TYPES[name.kind],
            "Person" | "Organization" | "Location" | "NORP" | "Facility"
        ) && name.first >= window.start
            && name.last < window.end
            && (name.last < first || name.first > last)
    };
    let candidates: Vec<&Name> = names.iter().filter(can_be_meant).collect();
    let mut scores = vec![window.no_antecedent(scorer.layout, first)];
    scores.extend(candidates.iter().map(|name| {
        let other = (name.first, name.last);
        scorer.product(
            window,
            (first, last),
            other,
            Projection::Anaphor,
            Projection::Antecedent,
        )
    }));
    let span = |a: usize, b: usize| pieces[a].span.cover(pieces[b].span);
    let shares = softmax(&scores);
    Some(Antecedents {
        anaphor: span(first, last),
        choices: candidates
            .iter()
            .zip(&shares[1..])
            .map(|(name, share)| (span(name.first, name.last), *share))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_refer_back() {
        for words in [
            "He",
            "she",
            "It",
            "who",
            "The company",
            "the 54-year-old",
            "the former interior minister",
        ] {
            assert!(is_anaphor(words), "{words}");
        }
        for words in [
            "I",
            "The Calder bank",
            "a company",
            "Ida Holm",
            "the",
            "the man in the house next door",
        ] {
            assert!(!is_anaphor(words), "{words}");
        }
    }
}
