//! Attributions that close a sentence: "P, according to S", "P, S, the head of the office, told reporters on Monday".

use sayso_text::CleanSpan;

use crate::beside::Formed;
use crate::words::{Words, is_in};

/// Mends "A was told of P, according to S" and "A had known that P, S, who leads the party, asserted on Monday" that were read as A
/// telling of P: the attribution that closes the sentence, with the clause before it as the content.
pub(crate) fn attribution(
    text: &str,
    sentence: CleanSpan,
    found: CleanSpan,
    cue: CleanSpan,
) -> Option<Formed> {
    if !sentence.contains(found) {
        return None;
    }
    let words = Words::new(text, sentence);
    let last = words.ending_after(found.end().get().saturating_sub(1));
    let closed = closed_from(text, &words, last)?;
    closed.content.contains(cue).then_some(closed)
}

/// The statement that a sentence's last words make of it, "P, S, the head of the office, told reporters on Monday", where nothing in it
/// is quoted.
pub(crate) fn closed_statement(text: &str, sentence: CleanSpan) -> Option<Formed> {
    let words = Words::new(text, sentence);
    let opener = is_in("clause-opener", &words.lower(0));
    closed_from(text, &words, 0).filter(|_| !opener)
}

fn closed_from(text: &str, words: &Words<'_>, from: usize) -> Option<Formed> {
    const FEWEST_WORDS: usize = 4;
    let mut commas = (from..words.len()).filter(|&i| words.get(i) == ",");
    let (comma, (source, cue)) = commas.find_map(|c| Some((c, closing(words, c)?)))?;
    let content = (comma >= FEWEST_WORDS).then(|| words.cover(0, comma))?;
    let quoted = text[content.range()].contains(['“', '”', '"', ';', ':', '\n']);
    (!quoted).then_some(Formed {
        source,
        cue,
        content,
    })
}

/// Source and cue behind a comma, if they close the sentence but for day, place and audience.
fn closing(words: &Words<'_>, comma: usize) -> Option<(CleanSpan, CleanSpan)> {
    const APPOSITION: usize = 16;
    const AUDIENCE: usize = 6;
    let at = comma + 1;
    if words.lower(at) == "according" && words.lower(at + 1) == "to" {
        let from = at + 2;
        let end = noun_phrase_end(words, from);
        return (end > from).then(|| (words.cover(from, end), words.cover(at, from)));
    }
    let end = noun_phrase_end(words, at);
    let named = words.is_capital(at) || is_in("determiner", &words.lower(at));
    // "…, who leads the party,", "…, a spokeswoman for the office," stands between the two.
    let between = end + 1..words.len().min(end + 1 + APPOSITION);
    let resumed = (words.get(end) == ",").then(|| {
        let mut commas = between.filter(|&i| words.get(i) == ",");
        commas.find(|&i| is_closing_verb(words, i + 1))
    });
    let verb = match resumed {
        Some(comma) => comma? + 1,
        None => end,
    };
    let closes = |i: usize| {
        let word = words.lower(i);
        i >= words.len()
            || !words.is_word(i)
            || matches!(
                word.as_str(),
                "on" | "in" | "at" | "to" | "after" | "by" | "during" | "late"
            )
            || crate::when::is_day_word(&word)
    };
    let ends = if words.lower(verb) == "told" {
        let behind = verb + 2..words.len().min(verb + 2 + AUDIENCE) + 1;
        words.is_word(verb + 1)
            && words.lower(verb + 1) != "that"
            && behind.take_while(|&i| words.lower(i) != "that").any(closes)
    } else {
        closes(verb + 1)
    };
    (named && end > at && is_closing_verb(words, verb) && ends)
        .then(|| (words.cover(at, end), words.cover(verb, verb + 1)))
}

fn is_closing_verb(words: &Words<'_>, i: usize) -> bool {
    let word = words.lower(i);
    word == "told" || is_in("inverting", &word)
}

/// Where the noun phrase that begins at a word ends: at a mark, a verb of saying, or a word that opens a clause.
fn noun_phrase_end(words: &Words<'_>, from: usize) -> usize {
    const LONGEST: usize = 10;
    let ends = |&i: &usize| {
        let word = words.lower(i);
        !words.is_word(i) && !matches!(words.get(i), "." | "’" | "'" | "-" | "&")
            || words.get(i) == "." && i + 1 == words.len()
            || is_closing_verb(words, i)
            || i > from && matches!(word.as_str(), "who" | "which" | "that" | "has" | "had")
    };
    let end = (from..words.len()).find(ends).unwrap_or(words.len());
    if end - from > LONGEST { from } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> CleanSpan {
        let start = text.find(words).unwrap();
        CleanSpan::new(start, start + words.len())
    }

    #[test]
    fn what_closes_a_sentence_tells_whose_words_it_is() {
        let mended = |text: &'static str, found: &str, cue: &str| {
            let whole = CleanSpan::new(0, text.len());
            let closed = attribution(text, whole, at(text, found), at(text, cue))?;
            Some([closed.source, closed.cue, closed.content].map(|s| &text[s.range()]))
        };
        let text = "Orvane’s governor, Ida Holm, was informed of the leak on May 4, two weeks before the flood, according to a person familiar with the matter, who asked not to be named.";
        assert_eq!(
            mended(text, "was informed of the leak on May 4", "was informed of"),
            Some([
                "a person familiar with the matter",
                "according to",
                "Orvane’s governor, Ida Holm, was informed of the leak on May 4, two weeks before the flood"
            ])
        );
        let text = "The minister had known since May that the dam leaked, Karl Dahl, who leads the opposition, claimed on Monday in the chamber.";
        assert_eq!(
            mended(text, "known since May that the dam leaked", "known"),
            Some([
                "Karl Dahl",
                "claimed",
                "The minister had known since May that the dam leaked"
            ])
        );
        let formed = |text: &'static str| {
            let closed = closed_statement(text, CleanSpan::new(0, text.len()))?;
            Some([closed.source, closed.cue, closed.content].map(|s| &text[s.range()]))
        };
        assert_eq!(
            formed(
                "The figures came from the harbour office, Ida Holm, its director, told the Bay Herald on Monday."
            ),
            Some([
                "Ida Holm",
                "told",
                "The figures came from the harbour office"
            ])
        );
        for text in [
            "The figures came from the harbour office, Ida Holm, its director, told the Bay Herald that they were wrong.",
            "It rained all day in Tesk, Karl Dahl, a fisherman, stayed at home.",
        ] {
            assert_eq!(formed(text), None, "{text}");
        }
        let text = "The minister had known that the dam leaked, Karl Dahl said nothing.";
        assert_eq!(mended(text, "known that the dam leaked", "known"), None);
        let text = "The minister warned that the dam leaked, in May, and left.";
        assert_eq!(mended(text, "warned that the dam leaked", "warned"), None);
    }
}
