//! What the words of a statement tell of its speaker's own stand: that he blames, judges, or binds himself.

use sayso_read::Statement;
use sayso_text::Article;

use super::joined;
use crate::terms::{Word, words};

/// Whether the cue accuses, blames or complains.
pub(super) fn disapproves(article: &Article, statement: &Statement) -> bool {
    let cue = joined(article, &statement.cue);
    words(&cue).iter().any(|w| {
        [
            "accus", "blame", "complain", "critic", "denounc", "condemn", "deplor", "protest",
            "sue",
        ]
        .iter()
        .any(|stem| w.stem.starts_with(stem))
    })
}

/// Whether a content is its speaker's own judgement of what others do, which nobody knows better: "it was unfair of Dahl to ask", "we welcome
/// Dahl's promise", "Dahl deserved to lose".
pub(super) fn judges(split: &[Word]) -> bool {
    const OPENS: usize = 3;
    const FEELS: &[&str] = &[
        "admire",
        "applaud",
        "appreciate",
        "condemn",
        "congratulate",
        "deplore",
        "regret",
        "respect",
        "thank",
        "welcome",
    ];
    const VERDICTS: &[&str] = &[
        "absurd",
        "bad",
        "brave",
        "cowardly",
        "dangerous",
        "disappointing",
        "disgraceful",
        "disgusting",
        "essential",
        "fair",
        "foolish",
        "good",
        "great",
        "important",
        "inappropriate",
        "irresponsible",
        "outrageous",
        "pathetic",
        "reckless",
        "ridiculous",
        "right",
        "sad",
        "shameful",
        "terrible",
        "tragic",
        "unacceptable",
        "unfair",
        "unfortunate",
        "wise",
        "wrong",
    ];
    let Some(first) = split.iter().position(|w| w.lower != "that") else {
        return false;
    };
    let rest = &split[first + 1..];
    let lower = |i: usize| rest.get(i).map(|w| w.lower.as_str());
    let leads = |list: &[&str]| (0..OPENS).find(|&i| lower(i).is_some_and(|w| list.contains(&w)));
    match split[first].lower.as_str() {
        "i" | "we" => leads(FEELS).is_some(),
        // Not "it was right after".
        "it" => leads(VERDICTS).is_some_and(|at| {
            let is = matches!(lower(0), Some("is" | "was" | "would"));
            let goes_on = lower(at + 1).is_none_or(|w| matches!(w, "for" | "of" | "that" | "to"));
            is && goes_on
        }),
        _ => leads(&["deserve", "deserved", "deserves"]).is_some(),
    }
}

/// Whether words of agreeing bind to what follows them.
pub(crate) fn binds(cue: &[Word], object: &[Word]) -> bool {
    const BINDING: &[&str] = &[
        "accept",
        "adopt",
        "agre",
        "agreement",
        "approv",
        "assent",
        "consent",
        "ratifi",
        "sign",
    ];
    const TO_COME: &[&str] = &["can", "could", "may", "might", "should", "will", "would"];
    let mut clause = object.iter().skip(1).take_while(|w| !w.opens_phrase());
    let is_opinion = object.first().is_some_and(|w| w.lower == "that")
        && !clause.any(|w| TO_COME.contains(&w.lower.as_str()));
    !is_opinion && cue.iter().any(|w| BINDING.contains(&w.stem.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_thinks_of_anothers_act_is_ones_own() {
        for judged in [
            "that it was unfair of Dahl to ask",
            "We very much welcome Dahl's promise to open the gates",
            "Dahl deserved to lose",
        ] {
            assert!(judges(&words(judged)), "{judged}");
        }
        for told in [
            "it was Dahl who asked",
            "it was right after Dahl asked",
            "we have Dahl's word",
            "Dahl asked for what Holm deserved",
            "",
        ] {
            assert!(!judges(&words(told)), "{told}");
        }
    }

    #[test]
    fn to_agree_to_do_binds_and_to_agree_that_it_is_so_does_not() {
        let binding = |cue: &str, object: &str| binds(&words(cue), &words(object));
        assert!(binding("has agreed", "to open the gates"));
        assert!(binding("agreed", "that the gates would open"));
        assert!(!binding("fully agree", "that the gates need guards"));
        assert!(!binding("backed", "open gates"));
    }
}
