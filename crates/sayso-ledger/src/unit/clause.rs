//! Whether the words of a unit can stand by themselves.

use super::Unit;
use crate::act::{ActGroup, group};
use crate::terms::{Word, is_function_word};

/// Whether there is nothing but a name: "the Ostrel Harbour Company".
pub(super) fn is_name_alone(words: &[Word]) -> bool {
    let mut content = words.iter().filter(|w| w.is_content()).peekable();
    content.peek().is_some()
        && content.all(|w| w.capital && w.lower.chars().all(char::is_alphabetic))
}

/// Whether the content can stand alone as a sentence: something finite in it, and no bare infinitive at its head.
pub(crate) fn is_clause(unit: &Unit) -> bool {
    const FINITE: &[&str] = &[
        "am", "are", "can", "cannot", "could", "did", "does", "had", "has", "have", "is", "may",
        "might", "must", "should", "was", "were", "will", "would",
    ];
    // "Claims to have been shelled" tells what was; "to leave" does not.
    let past = unit.words.get(1).is_some_and(|w| w.lower == "have");
    let starts_bare = unit
        .words
        .first()
        .is_some_and(|w| matches!(w.lower.as_str(), "to" | "for" | "of" | "with" | "by"))
        && !past;
    let finite = |w: &Word| {
        FINITE.contains(&w.lower.as_str())
            || w.lower.ends_with("n't")
            || w.lower.contains('\'')
            || (w.lower.ends_with("ed") && w.lower.len() > 4)
    };
    !starts_bare && (unit.act.is_some() || unit.words.iter().take(14).any(finite))
}

/// Whether the content is put as a question, or hangs on what stands before it: "why she left", "because they had to pay".
pub(crate) fn is_dependent(unit: &Unit) -> bool {
    const OPENS: &[&str] = &["because", "how", "if", "whether", "why"];
    let first = unit.words.first();
    first.is_some_and(|w| OPENS.contains(&w.lower.as_str())) || asks(unit)
}

/// Whether the content ends in a question.
pub(crate) fn asks(unit: &Unit) -> bool {
    let marks = ['”', '’', '"', '\''];
    unit.text.trim_end_matches(marks).ends_with('?')
}

/// Whether a unit says too little to be a claim on its own.
pub(crate) fn is_fragment(unit: &Unit) -> bool {
    let content = unit.words.iter().filter(|w| w.is_content()).count();
    let anchored = unit
        .words
        .iter()
        .any(|w| !is_function_word(&w.lower) && w.lower.len() > 3);
    let least = if is_clause(unit) { 2 } else { 3 };
    // "whether she had agreed" is asked, not told.
    let asked = unit.words.first().is_some_and(|w| w.lower == "whether");
    // "Denies firing on Tesk" is short, and whole.
    let denied = group(unit.cue_class) == ActGroup::Refuse
        && unit.words.first().is_some_and(|w| w.lower.ends_with("ing"));
    let few = unit.words.len() < if denied { 3 } else { 4 };
    // "Asked | not to be named".
    let asked = asked
        || unit.words.first().is_some_and(|w| w.lower == "not")
            && unit.words.get(1).is_some_and(|w| w.lower == "to");
    content < if denied { 2 } else { least } || few || !anchored || asked
}
