//! Where something was said: "on NBC's 'Meet the Press'", "at a news conference in Brussels".

use sayso_text::CleanSpan;

use crate::when::{in_relative_clause, is_day_word};
use crate::words::{Words, bare, is_in, lower};

/// A venue named near a cue, outside the content: the phrase with its preposition; after "told" the audience alone.
pub(crate) fn venue(
    text: &str,
    sentence: CleanSpan,
    cue: Option<CleanSpan>,
    content: &[CleanSpan],
) -> Option<CleanSpan> {
    text.get(sentence.range())?;
    let words = Words::new(text, sentence);
    let near = cue.unwrap_or(sentence).start().get();
    let mut best: Option<(usize, CleanSpan)> = None;
    for at in 0..words.len() {
        let outside = |span: CleanSpan| !content.iter().any(|c| c.overlaps(span));
        if !outside(words.span(at)) || in_relative_clause(&words, at) {
            continue;
        }
        let Some((from, to)) = phrase_at(&words, at, content) else {
            continue;
        };
        let span = words.cover(from, to);
        if !outside(span) {
            continue;
        }
        let distance = near.abs_diff(span.start().get());
        if best.is_none_or(|(d, s)| distance < d && !s.overlaps(span)) {
            best = Some((distance, span));
        }
    }
    best.map(|(_, span)| span)
}

/// The venue phrase that a word opens.
fn phrase_at(words: &Words<'_>, at: usize, content: &[CleanSpan]) -> Option<(usize, usize)> {
    let first = words.lower(at);
    match first.as_str() {
        "on" | "via" => {
            let to = phrase_end(words, at + 1, content);
            is_medium(words, at + 1, to).then_some((at, to))
        }
        "at" | "during" => {
            let to = phrase_end(words, at + 1, content);
            has_noun(words, at + 1, to, "venue-event").then_some((at, to))
        }
        "in" => {
            let to = phrase_end(words, at + 1, content);
            // "in the interview" with something made for an audience; "in a meeting" is an event, too.
            if matches!(words.lower(at + 1).as_str(), "court" | "parliament") {
                return Some((at, at + 2));
            }
            let opens = is_in("venue-opener", &words.lower(at + 1));
            let named = |list| has_noun(words, at + 1, to, list);
            (opens && (named("venue-speech") || named("venue-event"))).then_some((at, to))
        }
        "told" | "tells" | "telling" | "tell" => {
            let to = phrase_end(words, at + 1, content);
            let audience = is_medium(words, at + 1, to)
                || has_noun(words, at + 1, to, "venue-audience")
                || has_noun(words, at + 1, to, "venue-event");
            audience.then_some((at + 1, to))
        }
        "speaking" | "appearing" | "addressing" => {
            let preposition = words.lower(at + 1);
            let from = at + 1;
            if !matches!(
                preposition.as_str(),
                "to" | "in" | "at" | "on" | "from" | "during" | "before"
            ) {
                return None;
            }
            let to = phrase_end(words, from + 1, content);
            (to > from + 1).then_some((from, to))
        }
        _ => None,
    }
}

/// Where a noun phrase with its prepositional complements ends.
fn phrase_end(words: &Words<'_>, from: usize, content: &[CleanSpan]) -> usize {
    let mut at = from;
    while at < words.len() && at - from < 16 {
        let word = words.get(at);
        if content.iter().any(|c| c.overlaps(words.span(at))) {
            break;
        }
        if matches!(word, "“" | "\"" | "‘" | "'" | "«" | "„") {
            // The name of a programme in marks belongs to the phrase, with its closing mark.
            let close = (at + 1..(at + 10).min(words.len()))
                .find(|&i| matches!(words.get(i), "”" | "\"" | "’" | "'" | "»"));
            let Some(close) = close.filter(|&c| c > at + 1) else {
                break;
            };
            at = close + 1;
            break;
        }
        let lowered = lower(word);
        let dated = at > from
            && (is_day_word(&lowered)
                || matches!(lowered.as_str(), "on" | "late" | "early" | "last")
                    && is_day_word(&lower(bare(words.get(at + 1)))));
        // "Fox News Sunday" is a programme, "Radio Calder on Sunday" a day.
        let programme = is_day_word(&lowered)
            && words.lower(at.saturating_sub(1)) == "news"
            && words.lower(at + 1) != "night";
        let stops = !words.is_word(at) && !matches!(word, "&" | ".")
            || word == "." && !words.is_capital(at + 1)
            || word == "." && at + 1 >= words.len()
            || dated && !programme
            || is_in("venue-stop", &lowered)
            || lowered == "that" && at > from
            || lowered.ends_with("ing")
                && at > from
                && !words.is_capital(at)
                && !is_in("venue-event", &lowered)
                && !matches!(
                    lowered.as_str(),
                    "evening" | "morning" | "closing" | "opening"
                );
        if stops {
            break;
        }
        at += 1;
    }
    // A preposition or conjunction at the end belongs to what follows.
    while at > from && (is_in("venue-trailing", &words.lower(at - 1)) || words.get(at - 1) == ".") {
        at -= 1;
    }
    at
}

fn has_noun(words: &Words<'_>, from: usize, to: usize, list: &str) -> bool {
    // The head stands before the first preposition.
    let head_end = (from + 1..to)
        .find(|&i| is_in("venue-trailing", &words.lower(i)))
        .unwrap_or(to);
    let head = (from..head_end).rev().find(|&i| words.is_word(i));
    head.is_some_and(|i| {
        let noun = lower(bare(words.get(i)));
        is_in(list, &noun) || noun.strip_suffix('s').is_some_and(|n| is_in(list, n))
    })
}

/// A broadcaster, platform or programme.
fn is_medium(words: &Words<'_>, from: usize, to: usize) -> bool {
    if from >= to {
        return false;
    }
    let first = if matches!(
        words.lower(from).as_str(),
        "the" | "his" | "her" | "their" | "its" | "state"
    ) {
        from + 1
    } else {
        from
    };
    if first >= to {
        return false;
    }
    let plain = |i: usize| lower(bare(words.get(i)));
    let two = format!("{} {}", plain(first), plain(first + 1));
    if is_in("medium-plain", &plain(first))
        || matches!(
            two.as_str(),
            "social media"
                | "truth social"
                | "live television"
                | "several tv"
                | "sky news"
                | "fox news"
        )
    {
        return true;
    }
    if words.is_capital(first) && is_in("medium", &plain(first)) {
        return true;
    }
    let capitals = (first..to).take_while(|&i| {
        words.is_capital(i) || matches!(words.lower(i).as_str(), "of" | "the" | "and")
    });
    let mut capitals = capitals.peekable();
    capitals.peek().is_some() && capitals.any(|i| is_in("medium-word", &plain(i)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, cue: &str, content: &str) -> Option<&'t str> {
        let at = |part: &str| text.find(part).map(|s| CleanSpan::new(s, s + part.len()));
        let content: Vec<CleanSpan> = at(content).into_iter().collect();
        venue(text, CleanSpan::new(0, text.len()), at(cue), &content).map(|s| &text[s.range()])
    }

    #[test]
    fn venues_are_found_with_their_preposition() {
        for (text, cue, content, expected) in [
            (
                "“It rains,” Crane said on NBC’s “Meet the Press.”",
                "said",
                "“It rains,”",
                Some("on NBC’s “Meet the Press.”"),
            ),
            (
                "“It rains,” Crane told CNN’s “State of the Union.”",
                "told",
                "“It rains,”",
                Some("CNN’s “State of the Union.”"),
            ),
            (
                "Speaking on CNN's State of the Union on Sunday, Crane described it as wet.",
                "described",
                "it as wet",
                Some("on CNN's State of the Union"),
            ),
            (
                "“It rains,” Crane said Sunday on social media.",
                "said",
                "“It rains,”",
                Some("on social media"),
            ),
            (
                "She expressed joy, stating on X, “It rains.”",
                "stating",
                "“It rains.”",
                Some("on X"),
            ),
            (
                "Ida Holm, speaking at a news conference in Brussels with Peruvian president Alma Quisby, said it rains.",
                "said",
                "it rains",
                Some("at a news conference in Brussels with Peruvian president Alma Quisby"),
            ),
            (
                "Tosk called it 'wet' in an interview with Radio Calder on Sunday.",
                "called",
                "'wet'",
                Some("in an interview with Radio Calder"),
            ),
            (
                "“It rains,” Ms Tosk told Radio Calder’s Morning Line.",
                "told",
                "“It rains,”",
                Some("Radio Calder’s Morning Line"),
            ),
            (
                "It rains, Quisby claimed during a meeting with northern leaders on Monday.",
                "claimed",
                "It rains",
                Some("during a meeting with northern leaders"),
            ),
            (
                "“It rains,” Imrie told a news conference in Dunmarrow.",
                "told",
                "“It rains,”",
                Some("a news conference in Dunmarrow"),
            ),
            (
                "In a statement on Tuesday evening she said it rains.",
                "said",
                "it rains",
                Some("In a statement"),
            ),
            (
                "“It rains,” Verrick told reporters in Port Calder.",
                "told",
                "“It rains,”",
                Some("reporters in Port Calder"),
            ),
            (
                "Holm, speaking in Brussels alongside Crane, applauded the news.",
                "applauded",
                "the news",
                Some("in Brussels alongside Crane"),
            ),
            (
                "Crane said it rained at the meeting.",
                "said",
                "it rained at the meeting",
                None,
            ),
            (
                "Tosk, who spoke at a rally in Calder, said it rains.",
                "said",
                "it rains",
                None,
            ),
            ("Crane said on Sunday it rains.", "said", "it rains", None),
            (
                "Crane told Quisby that it rains.",
                "told",
                "that it rains",
                None,
            ),
        ] {
            assert_eq!(found(text, cue, content), expected, "{text}");
        }
    }
}
