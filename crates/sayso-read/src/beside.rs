//! What the words beside a verb of saying tell where the model is silent: the source of a cue to which it gave none, or one from another
//! sentence ("“…,” recalled his first trainer, Wen Taolu, “…”"), and statements of forms that leave no doubt.

use sayso_text::{CleanSpan, sentences};

use crate::CueClass;
use crate::act::{cue_class_at, is_cue_form};
use crate::silence::subject;
use crate::words::{Words, is_in};

/// A statement found by its form.
pub(crate) struct Formed {
    pub(crate) source: CleanSpan,
    pub(crate) cue: CleanSpan,
    pub(crate) content: CleanSpan,
}

/// Finds the source in the cue's sentence: behind the cue if what is said stands before it, else before the cue.
pub(crate) fn source_beside(
    text: &str,
    sentence: CleanSpan,
    cue: CleanSpan,
    content: &[CleanSpan],
) -> Option<CleanSpan> {
    let words = Words::new(text, sentence);
    let (from, to) = (
        words.ending_after(cue.start().get()),
        words.at_or_after(cue.end().get()),
    );
    if from >= to || !(from..to).any(|i| reports(&words, i)) {
        return None;
    }
    let is_free = |span: &CleanSpan| !content.iter().any(|c| c.contains(*span));
    let is_behind = from > 0 && !words.is_word(from - 1) && to == from + 1;
    let behind = is_behind.then(|| inverted_subject(&words, to)).flatten();
    behind.or_else(|| fronted_subject(&words, from).filter(is_free))
}

/// "The age of the cheap flight is over, or so said Casimir Thule": a clause, a verb of saying behind its comma, and who says so.
pub(crate) fn inverted_statement(text: &str, sentence: CleanSpan) -> Option<Formed> {
    let words = Words::new(text, sentence);
    let verb = (4..words.len()).find(|&i| {
        let so = words.lower(i - 1) == "so";
        let comma = if !so {
            i - 1
        } else if words.lower(i - 2) == "or" {
            i - 3
        } else {
            i - 2
        };
        is_in("inverting", &words.lower(i)) && words.get(comma) == ","
    })?;
    let so = words.lower(verb - 1) == "so";
    let comma = (0..verb).rev().find(|&i| words.get(i) == ",")?;
    let source = inverted_subject(&words, verb + 1)?;
    let behind = words.at_or_after(source.end().get());
    // An object would be followed by more than a day, a place or an audience: "The firm grew, reported a loss and closed".
    let ends = behind >= words.len()
        || !words.is_word(behind)
        || matches!(
            words.lower(behind).as_str(),
            "on" | "in" | "at" | "to" | "after" | "yesterday"
        )
        || crate::when::is_day_word(&words.lower(behind));
    // One clause: what stands between other commas may be anything.
    let plain = (3..=30).contains(&comma)
        && (0..comma)
            .all(|i| words.is_word(i) || matches!(words.get(i), "-" | "." | "’" | "'" | "%" | "$"));
    (ends && plain).then(|| Formed {
        source,
        cue: words.cover(if so { verb - 1 } else { verb }, verb + 1),
        content: words.cover(0, comma),
    })
}

/// "The sale was turned down by the council": a passive of rejecting, denying and the like with its agent.
pub(crate) fn passive_statement(text: &str, sentence: CleanSpan) -> Option<Formed> {
    let words = Words::new(text, sentence);
    let be = (1..words.len()).find(|&i| {
        matches!(words.lower(i).as_str(), "was" | "were" | "been")
            && turned_away(&words, i + 1).is_some()
    })?;
    let by = turned_away(&words, be + 1).filter(|&i| words.lower(i) == "by")?;
    let source = inverted_subject(&words, by + 1)?;
    let from = if is_in("auxiliary", &words.lower(be - 1)) {
        be - 1
    } else {
        be
    };
    let plain = (0..from).all(|i| words.is_word(i) || matches!(words.get(i), "-" | "’" | "'"));
    let opens = words.is_capital(0) && !is_in("clause-opener", &words.lower(0));
    (plain && opens && (1..=20).contains(&from)).then(|| Formed {
        source,
        cue: words.cover(from, by + 1),
        content: words.cover(0, from),
    })
}

/// The word behind a participle of a cue that turns something away.
fn turned_away(words: &Words<'_>, at: usize) -> Option<usize> {
    let (class, end) = cue_class_at(words, at)?;
    matches!(class, CueClass::Reject | CueClass::Deny | CueClass::Confirm).then_some(end)
}

/// "I don't believe anyone should sail": what a speaker thinks, by his own words, up to the end of the sentence.
pub(crate) fn own_beliefs(text: &str, content: CleanSpan) -> Vec<Formed> {
    let mut found = Vec::new();
    for sentence in sentences(text, content) {
        let words = Words::new(text, sentence);
        let Some(first) = (0..words.len()).find(|&i| matches!(words.get(i), "I" | "We" | "we"))
        else {
            continue;
        };
        let skipped = |i: &usize| {
            is_in("auxiliary", &words.lower(*i))
                || matches!(
                    words.lower(*i).as_str(),
                    "don't" | "do" | "not" | "really" | "can't" | "didn't" | "never"
                )
                || words.lower(*i).ends_with("ly")
        };
        let verb = (first + 1..words.len())
            .find(|i| !skipped(i))
            .unwrap_or(words.len());
        // "…, but I will be honest" is said anew.
        let joined = (verb + 1..words.len()).find(|&i| {
            matches!(words.get(i), ";" | "—" | "–")
                || words.get(i) == ","
                    && matches!(words.lower(i + 1).as_str(), "but" | "and" | "so")
        });
        let mut end = joined.unwrap_or(words.len());
        while end > 0 && !words.is_word(end - 1) {
            end -= 1;
        }
        if is_in("believing", &words.lower(verb)) && end >= verb + 4 && words.is_word(verb + 1) {
            found.push(Formed {
                source: words.cover(first, first + 1),
                cue: words.cover(first + 1, verb + 1),
                content: words.cover(verb + 1, end),
            });
        }
    }
    found
}

/// A finite verb that reports.
fn reports(words: &Words<'_>, i: usize) -> bool {
    is_cue_form(words, i) && !words.lower(i).ends_with("ing")
}

/// "his first trainer, Wen Taolu" behind "recalled", up to the next mark, or to a day or place.
fn inverted_subject(words: &Words<'_>, from: usize) -> Option<CleanSpan> {
    // "The mayor, standing beside her, promised that it would end."
    let opens = words.is_capital(from)
        || is_in("determiner", &words.lower(from)) && words.lower(from) != "that"
        || matches!(words.lower(from).as_str(), "he" | "she" | "they" | "it");
    let part = |from: usize| {
        let ends = |i: usize| {
            !words.is_word(i) && !matches!(words.get(i), "." | "’" | "'" | "-" | "&")
                || i > from && is_in("subject-ends", &words.lower(i))
                || words.get(i) == "." && i + 1 == words.len()
        };
        (from..words.len())
            .find(|&i| ends(i))
            .unwrap_or(words.len())
    };
    let end = part(from);
    if !opens || end == from || end - from > 10 {
        return None;
    }
    // A name in apposition belongs to it.
    let name = end + 1;
    let after = part(name);
    let named = words.get(end) == ","
        && (1..=4).contains(&after.saturating_sub(name))
        && (name..after).all(|i| words.is_capital(i));
    Some(words.cover(from, if named { after } else { end }))
}

/// The subject before a cue that is no passive, if it opens the sentence or a clause of it.
fn fronted_subject(words: &Words<'_>, cue: usize) -> Option<CleanSpan> {
    let is_passive = (cue.saturating_sub(1)..cue + 2).any(|i| {
        matches!(
            words.lower(i).as_str(),
            "is" | "are" | "was" | "were" | "be" | "been" | "being"
        )
    });
    let verb = (1..=cue)
        .rev()
        .find(|&i| !is_in("auxiliary", &words.lower(i - 1)))?;
    let (from, to) = subject(words, verb)?;
    let opens = from == 0
        || matches!(
            words.get(from - 1),
            "," | "”" | "\"" | "’" | "'" | ";" | ":"
        )
        || matches!(words.lower(from - 1).as_str(), "but" | "and" | "while");
    // "In Tesk the ministry has denied it."
    let placed = from > 1
        && matches!(words.lower(0).as_str(), "in" | "at")
        && (1..from).all(|i| words.is_capital(i));
    let opens = opens || placed;
    let named = words.is_capital(from) || is_in("determiner", &words.lower(from));
    let plain = (from..to).all(|i| words.is_word(i) || words.get(i) == ".");
    (!is_passive && opens && named && plain && to - from <= 8).then(|| words.cover(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, cue: &str, content: &[&str]) -> Option<&'t str> {
        let at = |words: &str| {
            let start = text.find(words).expect("it stands there");
            CleanSpan::new(start, start + words.len())
        };
        let content: Vec<CleanSpan> = content.iter().map(|c| at(c)).collect();
        let sentence = CleanSpan::new(0, text.len());
        let source = source_beside(text, sentence, at(cue), &content)?;
        Some(&text[source.range()])
    }

    #[test]
    fn sources_stand_behind_the_verb_or_before_it() {
        for (text, cue, content, source) in [
            (
                "“It is late,” recalled his first trainer, Wen Taolu, “and dark.”",
                "recalled",
                "It is late",
                "his first trainer, Wen Taolu",
            ),
            (
                "\"Nobody who saw the boy play at fourteen,\" recalled his first trainer, Wen Taolu, \"would have put a kren on him.\"",
                "recalled",
                "Nobody who saw the boy play at fourteen",
                "his first trainer, Wen Taolu",
            ),
            (
                "“It is late,” said Ida Holm on Monday.",
                "said",
                "It is late",
                "Ida Holm",
            ),
            (
                "Prime Minister Leda Varik has ruled out an early election.",
                "ruled out",
                "an early election",
                "Prime Minister Leda Varik",
            ),
            (
                "“It is late,” the mayor said.",
                "said",
                "It is late",
                "the mayor",
            ),
        ] {
            assert_eq!(found(text, cue, &[content]), Some(source), "{text}");
        }
        // Even where it was taken for a part of the content.
        let text = "“It is late,” recalled Ida Holm, “and dark.”";
        let content = ["It is late", "Ida Holm, “and dark"];
        assert_eq!(found(text, "recalled", &content), Some("Ida Holm"));
    }

    #[test]
    fn statements_told_the_wrong_way_round() {
        let shown = |text: &'static str| {
            let found = inverted_statement(text, CleanSpan::new(0, text.len()))?;
            Some([found.source, found.cue, found.content].map(|s| &text[s.range()]))
        };
        let text = "Police had searched the wrong house, admitted the commissioner, Bogdan Tiriel, on Tuesday.";
        let parts = [
            "the commissioner, Bogdan Tiriel",
            "admitted",
            "Police had searched the wrong house",
        ];
        assert_eq!(shown(text), Some(parts));
        let text = "The age of the cheap flight is over, or so said Casimir Thule.";
        let parts = [
            "Casimir Thule",
            "so said",
            "The age of the cheap flight is over",
        ];
        assert_eq!(shown(text), Some(parts));
        for text in [
            "The firm grew fast that year, said nothing and closed.",
            "In May, when it rained hard, said Ida Holm, the pier sank.",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn passives_that_turn_something_away() {
        let shown = |text: &'static str| {
            let found = passive_statement(text, CleanSpan::new(0, text.len()))?;
            Some([found.source, found.cue, found.content].map(|s| &text[s.range()]))
        };
        let text =
            "The sale of the city's waterworks was turned down by the council after a debate.";
        let parts = [
            "the council",
            "was turned down by",
            "The sale of the city's waterworks",
        ];
        assert_eq!(shown(text), Some(parts));
        for text in [
            "The sale was delayed by rain.",
            "When it was rejected by all, he left.",
            "The plan was denied.",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn beliefs_in_the_first_person() {
        let shown = |text: &'static str| -> Vec<[&str; 3]> {
            let found = own_beliefs(text, CleanSpan::new(0, text.len()));
            let parts = found.iter().map(|f| [f.source, f.cue, f.content]);
            parts.map(|parts| parts.map(|s| &text[s.range()])).collect()
        };
        let text = "I don't believe anyone should sail, but who asks me? The channel is narrow. We hope that it clears soon.";
        let parts = [
            ["I", "don't believe", "anyone should sail"],
            ["We", "hope", "that it clears soon"],
        ];
        assert_eq!(shown(text), parts);
        assert!(shown("I think so. I know him. We believe, he said.").is_empty());
    }

    #[test]
    fn what_has_no_source_gets_none() {
        for (text, cue, content) in [
            (
                "An early election was ruled out.",
                "was ruled out",
                "An early election",
            ),
            ("It rained hard, saying nothing.", "saying", "nothing"),
            (
                "“It is late,” read the sign of wood and of old iron that hung over all of the doors.",
                "late",
                "It is",
            ),
        ] {
            assert_eq!(found(text, cue, &[content]), None, "{text}");
        }
    }
}
