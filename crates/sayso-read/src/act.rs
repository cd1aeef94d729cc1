//! What kind of act a cue names, and whether it is negated.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sayso_text::{CleanSpan, sentences};

use crate::CueClass;
use crate::lemma::lemmas;
use crate::words::{Words, is_in, paragraphs, rows};
use crate::zone::Zone;

/// What a cue says its source did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Act {
    /// The kind.
    pub(crate) class: CueClass,
    /// "did not say".
    pub(crate) negated: bool,
    /// "declined to comment".
    pub(crate) no_comment: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Plain,
    Negating,
    Silent,
}

#[derive(Clone, Debug)]
struct Cue {
    lemmas: Vec<&'static str>,
    class: CueClass,
    turn: Turn,
}

/// Entries by their first lemma, longest first.
fn lexicon() -> &'static BTreeMap<&'static str, Vec<Cue>> {
    static LEXICON: OnceLock<BTreeMap<&'static str, Vec<Cue>>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut lexicon: BTreeMap<&'static str, Vec<Cue>> = BTreeMap::new();
        for row in rows(include_str!("data/cues.tsv")) {
            let lemmas: Vec<&'static str> =
                row.get(1).map_or_else(Vec::new, |p| p.split(' ').collect());
            let (Some(class), Some(first)) = (class_named(row[0]), lemmas.first().copied()) else {
                continue;
            };
            let turn = match row.get(2) {
                Some(&"not") => Turn::Negating,
                Some(&"silent") => Turn::Silent,
                _ => Turn::Plain,
            };
            lexicon.entry(first).or_default().push(Cue {
                lemmas,
                class,
                turn,
            });
        }
        for entries in lexicon.values_mut() {
            entries.sort_by_key(|c| std::cmp::Reverse(c.lemmas.len()));
        }
        lexicon
    })
}

fn class_named(name: &str) -> Option<CueClass> {
    use CueClass::{
        Agree, Believe, Claim, Confirm, Demand, Deny, Express, Other, Praise, Promise, Reject, Say,
        Warn,
    };
    let all = [
        Say, Claim, Deny, Confirm, Agree, Reject, Demand, Promise, Praise, Warn, Express, Believe,
        Other,
    ];
    all.into_iter().find(|c| c.as_str() == name)
}

/// How far around a cue its verb group is looked for, in bytes.
pub(crate) const REACH: usize = 120;

/// Tells the act of a statement. Without a cue (a headline's dash) it is a saying.
pub(crate) fn classify(
    text: &str,
    source: Option<CleanSpan>,
    cue: Option<CleanSpan>,
    content: &[CleanSpan],
) -> Act {
    // A dash or colon that was tagged as cue says no more than one that was not.
    let told = |c: &CleanSpan| {
        text.get(c.range())
            .is_some_and(|words| words.chars().any(char::is_alphabetic))
    };
    let Some(cue) = cue.filter(told) else {
        return Act {
            class: CueClass::Say,
            negated: false,
            no_comment: false,
        };
    };
    let words = Words::new(text, around(text, cue));
    let (from, to) = (
        words.ending_after(cue.start().get()),
        words.at_or_after(cue.end().get()),
    );
    // A cue in small pieces of content is not looked for behind the words of the next sentence.
    let end = (to..words.len())
        .find(|&i| matches!(words.get(i), "." | "!" | "?"))
        .unwrap_or(words.len());
    let mut best: Option<(usize, &Cue)> = None;
    let mut i = from;
    while i < to {
        let Some((found, next)) = cue_at(&words, i, end) else {
            i += 1;
            continue;
        };
        let neutral =
            |c: &Cue| matches!(c.class, CueClass::Say | CueClass::Other) && c.turn == Turn::Plain;
        if best.is_none_or(|(_, b)| neutral(b) && !neutral(found)) {
            best = Some((i, found));
        }
        i = next.max(i + 1);
    }
    let Some((at, found)) = best else {
        return Act {
            class: CueClass::Other,
            negated: is_negated(&words, from) || (from + 1..=to).any(|i| is_negated(&words, i)),
            no_comment: false,
        };
    };
    let nobody = source
        .and_then(|s| text.get(s.range()))
        .is_some_and(is_nobody);
    let negated = found.turn != Turn::Plain || is_negated(&words, at) || nobody;
    let answers = matches!(
        found.lemmas[..],
        ["comment" | "respond" | "reply" | "answer" | "react"]
    );
    let asked = found.lemmas[..] == ["be"] || content.is_empty();
    Act {
        class: found.class,
        negated,
        no_comment: found.turn == Turn::Silent || negated && answers && !asked && !nobody,
    }
}

/// A stretch of the line around a cue.
fn around(text: &str, cue: CleanSpan) -> CleanSpan {
    let window = inner_boundaries(
        text,
        cue.start().get().saturating_sub(REACH),
        cue.end().get() + REACH,
    );
    let (from, to) = (window.start().get(), window.end().get());
    let before = &text[from..cue.start().get()];
    let from = before.rfind('\n').map_or(from, |at| from + at + 1);
    let after = &text[cue.end().get()..to];
    let to = after.find('\n').map_or(to, |at| cue.end().get() + at);
    CleanSpan::new(from, to)
}

/// The longest entry that starts at a word, and the word after it. Adverbs and articles may stand inside.
fn cue_at(words: &Words<'_>, from: usize, end: usize) -> Option<(&'static Cue, usize)> {
    let lexicon = lexicon();
    let firsts = lemmas(&words.lower(from));
    let candidates = firsts
        .iter()
        .filter_map(|lemma| lexicon.get(lemma.as_str()))
        .flatten();
    candidates
        .filter_map(|cue| Some((cue, matches(words, from, end, &cue.lemmas)?)))
        .max_by_key(|(cue, _)| (cue.lemmas.len(), cue.turn == Turn::Plain))
}

fn matches(words: &Words<'_>, from: usize, end: usize, pattern: &[&str]) -> Option<usize> {
    let mut at = from;
    for (n, lemma) in pattern.iter().enumerate() {
        while n > 0
            && at < end
            && (words.get(at).ends_with("ly")
                || matches!(words.get(at), "back" | "also")
                || is_in("article", &words.lower(at))
                || matches!(words.get(at), "any" | "all" | "these" | "those" | "such"))
            && !is_form(words, at, lemma)
        {
            at += 1;
        }
        if at >= end || !is_form(words, at, lemma) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn is_form(words: &Words<'_>, i: usize, lemma: &str) -> bool {
    let word = words.lower(i);
    word == *lemma || lemmas(&word).iter().any(|l| l == lemma)
}

/// Whether the verb group that leads up to a word negates it.
pub(crate) fn is_negated(words: &Words<'_>, head: usize) -> bool {
    for i in (head.saturating_sub(7)..head).rev() {
        let word = words.lower(i);
        if matches!(
            word.as_str(),
            "not" | "never" | "cannot" | "nor" | "neither" | "without"
        ) || word.ends_with("n't")
        {
            return true;
        }
        let next = words.lower(i + 1);
        if word == "yet" && next == "to" {
            return true;
        }
        let refuses = ["refuse", "decline", "fail", "hesitate"]
            .iter()
            .any(|verb| is_form(words, i, verb));
        if refuses && next == "to" || word == "short" && next == "of" {
            return true;
        }
        if !is_in("auxiliary", &word) && !word.ends_with("ly") {
            return false;
        }
    }
    false
}

fn is_nobody(source: &str) -> bool {
    let source = source.to_lowercase();
    [
        "no one",
        "nobody",
        "none of",
        "neither",
        "no official",
        "no-one",
    ]
    .iter()
    .any(|n| source.starts_with(n))
}

/// The sentences that hold a statement.
pub(crate) fn sentence_around(text: &str, zone: &Zone, extent: CleanSpan) -> CleanSpan {
    let holds = zone.spans.partition_point(|s| s.end() <= extent.start());
    let Some(span) = zone.spans.get(holds).filter(|s| s.overlaps(extent)) else {
        return extent;
    };
    // Only what is near is cut into sentences: the span may be a whole book, or a line of a megabyte.
    let from = span
        .start()
        .get()
        .max(extent.start().get().saturating_sub(SENTENCE_REACH));
    let to = span.end().get().min(extent.end().get() + SENTENCE_REACH);
    let window = inner_boundaries(text, from, to);
    let touched = paragraphs(text, window)
        .into_iter()
        .flat_map(|p| sentences(text, p));
    touched
        .filter(|s| s.overlaps(extent))
        .reduce(CleanSpan::cover)
        .unwrap_or(extent)
}

/// How far beyond a statement its sentence is followed, in bytes.
const SENTENCE_REACH: usize = 1_500;

/// The largest span within two positions that cuts no character.
pub(crate) fn inner_boundaries(text: &str, mut from: usize, mut to: usize) -> CleanSpan {
    to = to.min(text.len());
    while from < to && !text.is_char_boundary(from) {
        from += 1;
    }
    while to > from && !text.is_char_boundary(to) {
        to -= 1;
    }
    CleanSpan::new(from.min(to), to)
}

/// Whether words can hold a statement of their own: a verb that reports and something beside it.
pub(crate) fn may_hold_statement(words: &str) -> bool {
    let words = Words::new(words, CleanSpan::new(0, words.len()));
    words.len() >= 4
        && (0..words.len()).any(|i| {
            cue_at(&words, i, words.len()).is_some_and(|(cue, _)| {
                // Nouns and verbs of too many meanings would have everything read again.
                !is_in("weak-cue", cue.lemmas.last().copied().unwrap_or_default())
            })
        })
}

/// Whether a word (in lower case) is a finite form by which headlines attribute: "says", "said", "claims".
pub(crate) fn is_saying(word: &str) -> bool {
    is_in("headline-verb", word)
}

/// The class of the cue of the lexicon that starts at a word, and the word after it.
pub(crate) fn cue_class_at(words: &Words<'_>, at: usize) -> Option<(CueClass, usize)> {
    cue_at(words, at, words.len()).map(|(cue, end)| (cue.class, end))
}

/// Whether a cue of the lexicon starts at a word with a form of its verb other than the base form, which may be a noun.
pub(crate) fn is_cue_form(words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    cue_at(words, at, words.len())
        .is_some_and(|(cue, _)| cue.lemmas.first() != Some(&word.as_str()))
}

/// Whether a word is a form of a verb that reports, other than its base form, which may be a noun.
pub(crate) fn is_verb_form(word: &str) -> bool {
    lemmas(word).iter().skip(1).any(|l| {
        lexicon()
            .get(l.as_str())
            .is_some_and(|c| c.iter().any(|c| c.lemmas.len() == 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(text: &str, cue: &str) -> Act {
        let start = text.find(cue).unwrap();
        let content = [CleanSpan::new(text.len() - 1, text.len())];
        classify(
            text,
            None,
            Some(CleanSpan::new(start, start + cue.len())),
            &content,
        )
    }

    #[test]
    fn cues_have_their_classes() {
        use CueClass::{
            Agree, Believe, Claim, Confirm, Demand, Deny, Express, Praise, Promise, Reject, Say,
            Warn,
        };
        for (text, cue, class) in [
            ("The mayor said it rains.", "said", Say),
            ("According to Vandeleur, it rains.", "According to", Say),
            ("Crane claimed victory.", "claimed", Claim),
            ("The bank denies the loss.", "denies", Deny),
            ("She admitted the error.", "admitted", Confirm),
            ("Peru has agreed to the plan.", "agreed", Agree),
            ("They ruled out a deal.", "ruled out", Reject),
            ("He called for calm.", "called", Demand),
            ("He called repeatedly for calm.", "called", Demand),
            ("Crane insisted on a vote.", "insisted on", Demand),
            ("The firm pledged help.", "pledged", Promise),
            ("She thanked the crew.", "thanked", Praise),
            ("The ministry warned of floods.", "warned", Warn),
            ("She expressed hope for rain.", "expressed hope", Express),
            ("He thinks it rains.", "thinks", Believe),
            ("the demand that it stop", "demand", Demand),
            ("the claim that it stopped", "claim", Claim),
            (
                "It was confirmed, he said, confirming the date.",
                "confirming",
                Confirm,
            ),
        ] {
            let found = act(text, cue);
            assert_eq!(
                (found.class, found.negated, found.no_comment),
                (class, false, false),
                "{text}"
            );
        }
    }

    #[test]
    fn the_verb_group_negates() {
        use CueClass::{Confirm, Deny, Reject, Say};
        for (text, cue, class) in [
            ("The mayor did not say when it ends.", "say", Say),
            ("The mayor never said so.", "said", Say),
            (
                "Peru has not yet officially confirmed it.",
                "confirmed",
                Confirm,
            ),
            ("He refused to say where it is.", "refused to say", Say),
            ("He refused to say where it is.", "say", Say),
            ("She didn’t deny it.", "deny", Deny),
            ("Crane has yet to confirm the date.", "confirm", Confirm),
            (
                "Crane refused to rule out a strike.",
                "refused to rule out",
                Reject,
            ),
        ] {
            let found = act(text, cue);
            assert_eq!(
                (found.class, found.negated, found.no_comment),
                (class, true, false),
                "{text}"
            );
        }
        assert!(!act("It is not clear, the mayor said.", "said").negated);
    }

    #[test]
    fn silence_is_told() {
        for (text, cue) in [
            ("The palace has not commented on the plan.", "commented"),
            (
                "The palace declined to comment on the plan.",
                "declined to comment",
            ),
            (
                "The bank did not respond to a request for comment.",
                "did not respond",
            ),
            (
                "The firm did not immediately respond to questions.",
                "respond",
            ),
            ("The palace had no comment on it.", "had no comment"),
            ("The palace stayed silent on it.", "stayed silent"),
        ] {
            let found = act(text, cue);
            assert!(found.no_comment && found.negated, "{text}: {found:?}");
        }
        assert!(!act("The palace commented on the plan.", "commented").no_comment);
    }

    #[test]
    fn without_cue_it_is_a_saying() {
        assert_eq!(
            classify("Rain – mayor", None, None, &[]),
            Act {
                class: CueClass::Say,
                negated: false,
                no_comment: false
            }
        );
    }

    #[test]
    fn sentences_are_found_around_an_extent() {
        let text = "One rain. Two winds blow. Three.\nFour.";
        let zone = Zone {
            spans: vec![CleanSpan::new(0, text.len())],
            headline: false,
            embedded: false,
        };
        let found = sentence_around(text, &zone, CleanSpan::new(14, 19));
        assert_eq!(&text[found.range()], "Two winds blow.");
    }

    #[test]
    fn statements_within_need_a_reporting_verb() {
        assert!(may_hold_statement("Crane told him that the plan was off"));
        assert!(!may_hold_statement("the red house by the river"));
    }
}
