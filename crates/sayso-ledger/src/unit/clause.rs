//! Whether the words of a unit can stand by themselves.

use super::Unit;
use sayso_read::CueClass;

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
    !starts_bare(unit) && (unit.act.is_some() || is_finite(unit.words.iter().take(14)))
}

/// Whether the first words hang on a verb outside: "to leave", "for the gate", "leaving". "To have been shelled" tells what was.
fn starts_bare(unit: &Unit) -> bool {
    const PREPOSITIONS: &[&str] = &["about", "by", "for", "of", "to", "with"];
    let [first, second, ..] = &unit.words[..] else {
        return false;
    };
    let opens = first.lower.as_str();
    let infinitive = PREPOSITIONS.contains(&opens) && second.lower != "have";
    infinitive || opens.ends_with("ing") && opens.len() > 5
}

/// Whether one of some words looks like a finite verb.
fn is_finite<'a>(mut words: impl Iterator<Item = &'a Word>) -> bool {
    const FINITE: &[&str] = &[
        "am", "are", "can", "cannot", "could", "did", "does", "had", "has", "have", "is", "may",
        "might", "must", "should", "was", "were", "will", "would",
    ];
    words.any(|w| {
        FINITE.contains(&w.lower.as_str())
            || w.lower.ends_with("n't")
            || is_contracted(&w.lower)
            || (w.lower.ends_with("ed") && w.lower.len() > 4)
    })
}

/// "They're", "it's", and not "the president's".
fn is_contracted(lower: &str) -> bool {
    const WITH_IS: &[&str] = &[
        "he", "here", "it", "she", "that", "there", "what", "where", "who",
    ];
    lower
        .split_once('\'')
        .is_some_and(|(word, rest)| match rest {
            "d" | "ll" | "m" | "re" | "ve" => true,
            "s" => WITH_IS.contains(&word),
            _ => false,
        })
}

/// Whether the content is a sentence whose proposition its own words tell: "the plan would fail", and not what a verb is about ("the plan, which
/// he called a failure", "to drop the plan", "dropping it"). What is said is a sentence even where no verb of it is known.
pub(crate) fn asserts(unit: &Unit) -> bool {
    const SHORTEST: usize = 5;
    const RELATIVE: &[&str] = &["where", "which", "who", "whom", "whose"];
    let Some(first) = unit.words.first() else {
        return false;
    };
    let opens = first.lower.as_str();
    if unit.headline || unit.bare || opens == "that" {
        return true;
    }
    // "Claimed responsibility" is short.
    let said = unit.words.len() >= SHORTEST
        && matches!(
            unit.cue_class,
            CueClass::Say | CueClass::Claim | CueClass::Believe
        );
    let head = unit.words.iter().take(14);
    let head = head.take_while(|w| !RELATIVE.contains(&w.lower.as_str()));
    !starts_bare(unit) && (said || is_finite(head))
}

/// Whether the content reads as a sentence, whatever verb it hangs on: "the frost as something that could help", "the plan, which would
/// fail" and "them fools: “You will see”" do not.
pub(crate) fn is_sentence(unit: &Unit) -> bool {
    const ENDS: &[&str] = &["that", "where", "which", "who", "whom", "whose"];
    let head = unit.words.iter().take(20).enumerate();
    let head = head.take_while(|(i, w)| {
        *i == 0 || !ENDS.contains(&w.lower.as_str()) && !w.before.contains([':', '“'])
    });
    !starts_bare(unit) && is_finite(head.map(|(_, w)| w))
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
