//! What a "not" bears on.

use crate::naming::is_calendar_word;
use crate::terms::Word;
use crate::wording::turns;

/// Whether the main clause is negated: "not" and the like near its beginning, not within a condition or relative clause.
pub(crate) fn negated_first_sentence(split: &[Word]) -> bool {
    const OPENERS: &[&str] = &[
        "because", "how", "if", "unless", "until", "when", "where", "whether", "which", "while",
        "who", "why",
    ];
    const TELLS: &[&str] = &[
        "agree",
        "believe",
        "certain",
        "clear",
        "confident",
        "fact",
        "feel",
        "hope",
        "know",
        "mean",
        "said",
        "say",
        "says",
        "sure",
        "think",
        "told",
    ];
    const REACH: usize = 10;
    let goes_on = |w: &Word| w.opens_phrase() && matches!(w.lower.as_str(), "and" | "but");
    let first = split
        .iter()
        .enumerate()
        .take_while(|(i, w)| *i == 0 || !(w.opens_sentence() || goes_on(w)))
        .map(|(_, w)| w.lower.as_str());
    let clause: Vec<&str> = first
        .take(REACH)
        .take_while(|w| !OPENERS.contains(w))
        .collect();
    // "A deal that doesn't pay": what a noun is, and not "I think that it doesn't pay".
    let of_noun = |i: usize| {
        clause[i] == "that" && i > 0 && split[i - 1].is_content() && !TELLS.contains(&clause[i - 1])
    };
    let end = (0..clause.len())
        .find(|&i| of_noun(i))
        .unwrap_or(clause.len());
    let clause = &clause[..end];
    clause.iter().enumerate().any(|(i, w)| {
        let next = clause.get(i + 1).copied().unwrap_or("");
        match *w {
            "not" => next != "only" && next != "just",
            // "No. 2, there was an investigation".
            "no" => {
                let behind = split.get(i + 1);
                let digit = |w: &Word| w.lower.starts_with(|c: char| c.is_ascii_digit());
                let is_number = behind.is_some_and(digit);
                next != "longer" && next != "more" && !is_number
            }
            "never" | "neither" | "none" | "nothing" | "nobody" | "cannot" => true,
            other => other.ends_with("n't"),
        }
    })
}

/// The word that a plain "not" bears on: the first of meaning behind it, "jackets" in "not enough jackets".
pub(crate) fn refused_word(split: &[Word]) -> Option<&Word> {
    let not = split.iter().position(turns)?;
    behind(split, not)
}

/// The thing of which a plain "not" says something, in words of meaning: "a three-way summit" in "a three-way summit was not discussed".
/// Nothing where it has a name.
pub(crate) fn refused_thing(split: &[Word]) -> Vec<&Word> {
    let not = split.iter().position(turns).unwrap_or(0);
    let before: Vec<&Word> = split[..not].iter().filter(|w| w.is_content()).collect();
    let named = split[..not].iter().skip(1).any(|w| w.capital);
    if named { Vec::new() } else { before }
}

/// The words that any "not" of a text bears on, or "little", or "failed to".
pub(crate) fn refused_words(split: &[Word]) -> impl Iterator<Item = &Word> {
    const LESS: &[&str] = &[
        "barely", "fail", "failed", "failing", "fails", "little", "unable",
    ];
    let less = |w: &Word| turns(w) || LESS.contains(&w.lower.as_str());
    let found = split.iter().enumerate().filter(move |(_, w)| less(w));
    found.filter_map(|(not, _)| behind(split, not))
}

fn behind(split: &[Word], not: usize) -> Option<&Word> {
    const MEASURES: &[&str] = &[
        "enough",
        "even",
        "ever",
        "many",
        "much",
        "single",
        "sufficient",
        "yet",
    ];
    let same = split[not + 1..].iter().take_while(|w| !w.opens_phrase());
    same.into_iter().find(|w| {
        let measures = MEASURES.contains(&w.lower.as_str()) || w.lower.ends_with("ly");
        w.is_content() && !measures
    })
}

/// "Cannot be in place before Wednesday": when it will be, and not that it will not. "Had no warning before Wednesday" is about what
/// was not.
pub(crate) fn is_not_before(split: &[Word]) -> bool {
    const PAST: [&str; 7] = ["did", "had", "has", "have", "having", "was", "were"];
    let next = |i: usize| split.get(i + 1);
    if split.iter().any(|w| PAST.contains(&w.lower.as_str())) {
        return false;
    }
    split.iter().enumerate().any(|(i, w)| {
        let bound = matches!(w.lower.as_str(), "before" | "until");
        bound
            && next(i).is_some_and(|w| {
                is_calendar_word(&w.lower) || w.lower.starts_with(|c: char| c.is_ascii_digit())
            })
    })
}

/// The words outside clauses that only add to a noun, "the ferry, which burned on its way to Tesk": what "not" bears on is among
/// them.
pub(crate) fn main_clause(split: &[Word]) -> impl Iterator<Item = &Word> {
    let mut inside = false;
    split.iter().enumerate().filter_map(move |(i, word)| {
        let opens = word.before.contains(',')
            && matches!(word.lower.as_str(), "which" | "who" | "whose" | "where");
        if opens && i > 0 {
            inside = true;
        } else if inside && (word.before.contains([',', ';']) || word.opens_sentence()) {
            inside = false;
        }
        (!inside).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::words;

    #[test]
    fn a_number_is_not_denied() {
        assert!(!negated_first_sentence(&words(
            "No. 2, there was an investigation"
        )));
        assert!(negated_first_sentence(&words("No inquiry was opened")));
    }

    #[test]
    fn a_not_bears_on_the_word_behind_it() {
        let refused = |text: &str| {
            let split = words(text);
            refused_word(&split).map(|w| w.lower.clone())
        };
        assert_eq!(
            refused("there were not enough jackets").as_deref(),
            Some("jackets")
        );
        assert_eq!(
            refused("she was not really swayed").as_deref(),
            Some("swayed")
        );
        assert_eq!(refused("it holds"), None);
        let split = words("a three-way summit was not discussed");
        assert_eq!(refused_thing(&split).len(), 3);
        assert!(refused_thing(&words("then Norland was not asked")).is_empty());
        let split = words("how little they learned, and what they failed to see");
        let all: Vec<&str> = refused_words(&split).map(|w| w.lower.as_str()).collect();
        assert_eq!(all, ["learned", "see"]);
    }

    #[test]
    fn what_a_noun_is_not_is_not_denied() {
        let negated = |text: &str| negated_first_sentence(&words(text));
        assert!(!negated("a deal that doesn't pay for the port"));
        assert!(negated("I am sure that it doesn't pay"));
    }

    #[test]
    fn what_will_not_be_before_a_day_will_be() {
        assert!(is_not_before(&words(
            "it cannot be in place before Wednesday"
        )));
        assert!(is_not_before(&words("no hearing until 12 May")));
        assert!(!is_not_before(&words("it did not exist before the war")));
        assert!(!is_not_before(&words("she had no warning before 12 May")));
    }

    #[test]
    fn a_clause_that_only_adds_is_not_of_the_main_one() {
        let split = words("Ms Holm is not related to Karl Holm, who was elected with 54 votes");
        let main: Vec<&str> = main_clause(&split).map(|w| w.lower.as_str()).collect();
        assert_eq!(main.join(" "), "ms holm is not related to karl holm");
    }
}
