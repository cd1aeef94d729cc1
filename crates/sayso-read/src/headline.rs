//! Headlines that lend what they say to a source without a sentence around it: "Port shut – mayor".

use sayso_text::{CleanSpan, Quotation, quotations};

use crate::act::is_saying;
use crate::party::{NameKind, party_at};
use crate::title::{role_at, title};
use crate::words::{Words, bare, is_in, is_trade, lower, possessor};

/// A statement in a headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeadlineParse {
    /// Who.
    pub(crate) source: CleanSpan,
    /// "says"; none where a dash or colon stands for it.
    pub(crate) cue: Option<CleanSpan>,
    /// What.
    pub(crate) content: CleanSpan,
}

/// Reads a headline by its form: "P – Y", "P, says Y", "P, Y says", "Y: P", "P: Y", "Y says P".
pub(crate) fn headline_statement(text: &str, headline: CleanSpan) -> Option<HeadlineParse> {
    let line = text.get(headline.range())?;
    // A headline is a line; what is longer is something else.
    if line.len() > 600 {
        return None;
    }
    let words = Words::new(text, headline);
    let end = without_site(text, &words);
    if end == 0 {
        return None;
    }
    let quoted = quotations(text, headline);
    let inside = |i: usize| {
        quoted
            .iter()
            .any(|q| q.closed && q.inner.contains(words.span(i)))
    };
    let marks: Vec<usize> = (1..end.saturating_sub(1))
        .filter(|&i| !words.is_word(i) && !inside(i))
        .collect();
    let part = |from: usize, to: usize| words.cover(from, to);
    // "P – Y"
    if let Some(&dash) = marks.iter().rev().find(|&&i| is_dash(text, &words, i))
        && is_said_by(&words, dash, end, &quoted)
    {
        return Some(HeadlineParse {
            source: part(dash + 1, end),
            cue: None,
            content: part(0, dash),
        });
    }
    // "P, says Y" and "P, Y says"
    if let Some(&comma) = marks.iter().rev().find(|&&i| words.get(i) == ",")
        && is_clause(&words, 0, comma, &quoted)
    {
        let (from, last) = (comma + 1, end - 1);
        if is_saying(&words.lower(from)) && is_speaker(&words, from + 1, end, false) {
            return Some(HeadlineParse {
                source: part(from + 1, end),
                cue: Some(part(from, from + 1)),
                content: part(0, comma),
            });
        }
        if last > from && is_saying(&words.lower(last)) {
            let has = matches!(words.lower(last - 1).as_str(), "has" | "have" | "had");
            let verb = if has { last - 1 } else { last };
            if verb > from && is_speaker(&words, from, verb, false) {
                return Some(HeadlineParse {
                    source: part(from, verb),
                    cue: Some(part(verb, end)),
                    content: part(0, comma),
                });
            }
        }
    }
    // "Y: P", else "P: Y"
    if let Some(&colon) = marks.iter().find(|&&i| words.get(i) == ":") {
        // "DAM SCARE: Mayor says the wall holds": a catchword in capitals before what somebody says.
        let is_catchword = (0..colon).all(|i| !words.get(i).chars().any(char::is_lowercase));
        if is_catchword
            && let Some(said) = headline_statement(text, part(colon + 1, end))
            && said.cue.is_some()
        {
            return Some(said);
        }
        let quotation = quoted
            .iter()
            .any(|q| q.depth == 0 && q.span.start() == words.span(colon + 1).start());
        if is_speaker(&words, 0, colon, false)
            && !is_topic(&words, 0, colon, quotation)
            && (quotation || is_clause(&words, colon + 1, end, &quoted))
        {
            return Some(HeadlineParse {
                source: part(0, colon),
                cue: None,
                content: part(colon + 1, end),
            });
        }
        if is_said_by(&words, colon, end, &quoted) {
            return Some(HeadlineParse {
                source: part(colon + 1, end),
                cue: None,
                content: part(0, colon),
            });
        }
        return None;
    }
    // "Y says P"
    let verb = (1..end.min(8)).find(|&i| is_saying(&words.lower(i)) && !inside(i))?;
    let content = if words.lower(verb + 1) == "that" {
        verb + 2
    } else {
        verb + 1
    };
    let content = if words.get(content) == ":" || words.get(content) == "," {
        content + 1
    } else {
        content
    };
    let told = matches!(words.lower(verb).as_str(), "tells" | "told");
    (!told && is_speaker(&words, 0, verb, false) && end >= content + 3).then(|| HeadlineParse {
        source: part(0, verb),
        cue: Some(part(verb, verb + 1)),
        content: part(content, end),
    })
}

/// A headline that tells something by itself, "Ferry sinks off Tesk", without the outlet's name behind it; `None` where it asks, or is
/// too short to tell anything.
pub(crate) fn bare_headline(text: &str, headline: CleanSpan) -> Option<CleanSpan> {
    const FEWEST_WORDS: usize = 4;
    const LONGEST: usize = 300;
    let words = Words::new(text, headline);
    let end = without_site(text, &words);
    let told = (0..end).filter(|&i| words.is_word(i)).count() >= FEWEST_WORDS;
    let asks = end > 0 && words.get(end - 1) == "?";
    (told && !asks && headline.len() <= LONGEST).then(|| words.cover(0, end))
}

/// The words before the outlet's name that pages put behind their headlines.
fn without_site(text: &str, words: &Words<'_>) -> usize {
    let mut end = words.len();
    while let Some(mark) = (1..end)
        .rev()
        .find(|&i| words.get(i) == "|" || words.get(i) == "·" || is_dash(text, words, i))
    {
        let bar = matches!(words.get(mark), "|" | "·");
        let tail: Vec<String> = (mark + 1..end).map(|i| lower(bare(words.get(i)))).collect();
        let site = tail.len() <= 6
            && (mark + 1..end).all(|i| {
                words.is_capital(i)
                    || !words.is_word(i)
                    || is_in("particle", words.get(i))
                    || matches!(words.get(i), "of" | "the" | "and")
            })
            && tail
                .iter()
                .any(|w| is_in("outlet-word", w) || is_in("medium", w) || w.contains('.'));
        if !bar && !site {
            break;
        }
        end = mark;
    }
    end
}

/// A dash between spaces.
fn is_dash(text: &str, words: &Words<'_>, i: usize) -> bool {
    let spaced = |at: usize| {
        text.get(at..)
            .and_then(|t| t.chars().next())
            .is_none_or(char::is_whitespace)
    };
    let span = words.span(i);
    matches!(words.get(i), "–" | "—" | "-" | "--" | "―")
        && spaced(span.end().get())
        && text[..span.start().get()].ends_with(char::is_whitespace)
}

/// Whether words are a short phrase that names or describes somebody who speaks.
fn is_speaker(words: &Words<'_>, from: usize, to: usize, strict: bool) -> bool {
    let n = to.saturating_sub(from);
    if n == 0
        || n > if strict { 6 } else { 9 }
        || is_in("headline-label", &words.lower(from))
        || is_in("headline-label", &words.lower(to - 1))
    {
        return false;
    }
    let ends_owned = possessor(words.get(to - 1)).is_some();
    let odd = |i: usize| {
        !words.is_word(i)
            && !matches!(words.get(i), "." | "’" | "'" | "&" | "-")
            && (words.get(i) != "," || strict)
    };
    if ends_owned
        || (from..to).any(odd)
        || (from..to)
            .any(|i| is_in("auxiliary", &words.lower(i)) || is_in("question", &words.lower(i)))
    {
        return false;
    }
    let start = if is_in("determiner", &words.lower(from)) && n > 1 {
        from + 1
    } else {
        from
    };
    if party_at(words, start, to).is_some_and(|name| name.to == to)
        || title(words, start, to).is_some_and(|t| t.end == to)
    {
        return true;
    }
    if is_people(words, from, to) {
        return true;
    }
    let small = (start..to)
        .filter(|&i| words.is_word(i) && !words.is_capital(i) && !is_in("particle", words.get(i)))
        .count();
    // A name: all capitals, or a title in small letters before it ("envoy Tor Vandeleur").
    let titled = (start..to).any(|i| role_at(words, i, to).is_some());
    let grammar = (start..to).any(|i| {
        is_in("never-name", &words.lower(i)) && !words.get(i).chars().all(char::is_uppercase)
    });
    words.is_capital(to - 1)
        && !grammar
        && (small == 0 && n <= 4 || titled && n <= 7 || !strict && small == 0 && n <= 6)
}

/// Whether words describe people or a body without a name: "central bank", "ceasefire monitors", "auditors".
fn is_people(words: &Words<'_>, from: usize, to: usize) -> bool {
    let head = lower(words.get(to - 1));
    let singular = head.strip_suffix('s').unwrap_or(&head);
    let known = |list| is_in(list, &head) || is_in(list, singular);
    let by_trade = head != singular && is_trade(singular) && !words.is_capital(to - 1);
    let is_head = known("group") || is_in("body", &head) || known("headline-source") || by_trade;
    is_head && to - from <= 4
}

/// Whether words before a mark and people behind it are what these say, with or without a verb: "One in three bridges unsafe – auditors".
fn is_said_by(words: &Words<'_>, mark: usize, end: usize, quoted: &[Quotation]) -> bool {
    let n_words = (0..mark).filter(|&i| words.is_word(i)).count();
    is_speaker(words, mark + 1, end, true)
        && (is_clause(words, 0, mark, quoted) || n_words >= 3 && is_people(words, mark + 1, end))
}

/// "Peru: 20 hurt in storm": a bare place or event before a colon is what the story is about.
fn is_topic(words: &Words<'_>, from: usize, to: usize, quotation: bool) -> bool {
    let place = party_at(words, from, to).is_some_and(|n| {
        n.to == to
            && !n.body
            && matches!(
                n.kind,
                NameKind::Name | NameKind::Capital | NameKind::Demonym
            )
    });
    place && !quotation || is_in("headline-label", &words.lower(to - 1))
}

/// Whether words say something: a quotation, or a clause with a verb.
fn is_clause(words: &Words<'_>, from: usize, to: usize, quoted: &[Quotation]) -> bool {
    if from >= to {
        return false;
    }
    let whole = words.cover(from, to);
    if quoted.iter().any(|q| q.depth == 0 && q.span == whole) {
        return true;
    }
    let n_words = (from..to).filter(|&i| words.is_word(i)).count();
    if n_words < 3 {
        return false;
    }
    (from..to).any(|i| {
        let word = words.lower(i);
        is_in("auxiliary", &word) && !is_in("verb-group-adverb", &word)
            || word == "to" && i > from
            || i > from && crate::act::is_verb_form(&word)
            || i > from
                && !words.is_capital(i)
                && ["s", "ed", "ing"].iter().any(|e| word.ends_with(e))
                && word.len() > 3
                && words.is_word(i - 1)
                && !is_in("determiner", &words.lower(i - 1))
                && !is_in("venue-trailing", &words.lower(i - 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catchword_in_capitals_says_nothing() {
        let text = "DAM SCARE: Mayor says the wall holds";
        let found = headline_statement(text, CleanSpan::new(0, text.len()));
        let parts = found.map(|f| (&text[f.source.range()], &text[f.content.range()]));
        assert_eq!(parts, Some(("Mayor", "the wall holds")));
    }

    #[test]
    fn headlines_that_tell_by_themselves() {
        let bare = |text: &str| {
            let span = bare_headline(text, CleanSpan::new(0, text.len()));
            span.map(|s| text[s.range()].to_owned())
        };
        assert_eq!(
            bare("Ferry sinks off Tesk | Bay Herald").as_deref(),
            Some("Ferry sinks off Tesk")
        );
        assert_eq!(bare("Who sank the Tesk ferry?"), None);
        assert_eq!(bare("Ferry sinks"), None);
    }

    fn parse(text: &str) -> Option<(&str, Option<&str>, &str)> {
        let found = headline_statement(text, CleanSpan::new(0, text.len()))?;
        let cut = |s: CleanSpan| &text[s.range()];
        Some((cut(found.source), found.cue.map(cut), cut(found.content)))
    }

    #[test]
    fn forms_of_attribution() {
        for (text, source, cue, content) in [
            (
                "Port will stay shut – mayor",
                "mayor",
                None,
                "Port will stay shut",
            ),
            (
                "Quisby has agreed to ‘safe harbours’ for Peru – Vandeleur",
                "Vandeleur",
                None,
                "Quisby has agreed to ‘safe harbours’ for Peru",
            ),
            (
                "Quisby has agreed to terms – Vandeleur — KT World News",
                "Vandeleur",
                None,
                "Quisby has agreed to terms",
            ),
            (
                "Storm strikes key pier - Hungary",
                "Hungary",
                None,
                "Storm strikes key pier",
            ),
            (
                "‘No deal at the pier’ – Crane envoy",
                "Crane envoy",
                None,
                "‘No deal at the pier’",
            ),
            (
                "One in three piers unsafe – auditors",
                "auditors",
                None,
                "One in three piers unsafe",
            ),
            (
                "Orvane has agreed to leave - ceasefire monitors",
                "ceasefire monitors",
                None,
                "Orvane has agreed to leave",
            ),
            (
                "Port will stay shut, says mayor",
                "mayor",
                Some("says"),
                "Port will stay shut",
            ),
            (
                "Orvane agrees to reopen tunnel, League envoy says",
                "League envoy",
                Some("says"),
                "Orvane agrees to reopen tunnel",
            ),
            (
                "Quisby agrees that US, EU could offer help, Crane envoy says",
                "Crane envoy",
                Some("says"),
                "Quisby agrees that US, EU could offer help",
            ),
            (
                "Crane: Peru will accept the plan",
                "Crane",
                None,
                "Peru will accept the plan",
            ),
            (
                "Kremlin: talks are going well",
                "Kremlin",
                None,
                "talks are going well",
            ),
            (
                "Peru: ‘We are not at war’",
                "Peru",
                None,
                "‘We are not at war’",
            ),
            (
                "Port will stay shut for weeks: Vandeleur",
                "Vandeleur",
                None,
                "Port will stay shut for weeks",
            ),
            (
                "Mayor Ida Holm says port will stay shut",
                "Mayor Ida Holm",
                Some("says"),
                "port will stay shut",
            ),
            (
                "Council agrees to plant limes, mayor says",
                "mayor",
                Some("says"),
                "Council agrees to plant limes",
            ),
        ] {
            assert_eq!(parse(text), Some((source, cue, content)), "{text}");
        }
    }

    #[test]
    fn plain_headlines_are_left_alone() {
        for text in [
            "Port stays shut for a third week",
            "At the closed gates, a village waits for its trains - Skarn Valley Voice",
            "Port stays shut | The Daily Lantern",
            "Ida Holm – a life in pictures",
            "Red carpet for a new order: What really went down in Calder",
            "Peru: 20 hurt as storm hits coast",
            "Live: storm hits coast of Peru",
            "Storm hits coast of Peru – live updates",
            "Highway to peace – or to the next war?",
            "Ida Holm, mayor",
            "Small ferries - large numbers",
            "",
            "–",
            "Crane",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
