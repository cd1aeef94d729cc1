//! Reports of silence: sentences that tell that a party has given no word.

use sayso_text::{Article, CleanSpan, sentences};

use crate::mend::noun_phrase;
use crate::words::{Words, is_in, paragraphs};
use crate::zone::Zone;

/// A report that somebody gave no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoComment {
    /// Who did not.
    pub(crate) source: CleanSpan,
    /// The words that say so.
    pub(crate) cue: CleanSpan,
    /// On what; the rest of the verb group where nothing is named.
    pub(crate) content: CleanSpan,
}

/// A verb group that tells of silence: from its auxiliary to the word after its last, and where its verb starts.
struct Group {
    from: usize,
    verb: usize,
    to: usize,
}

/// Finds reports of silence in articles' text, in reading order.
pub(crate) fn no_comments(article: &Article, zones: &[Zone]) -> Vec<NoComment> {
    let text = article.text.as_str();
    let mut found = Vec::new();
    for span in zones.iter().flat_map(|z| &z.spans) {
        for sentence in paragraphs(text, *span)
            .into_iter()
            .flat_map(|p| sentences(text, p))
        {
            // Most sentences hold none of the words; the rest are read closely.
            let plain = text[sentence.range()].to_lowercase();
            if [
                "comment",
                "respon",
                "repl",
                "react",
                "answer",
                "returned",
                "silent",
                "tight-lipped",
                "reach",
            ]
            .iter()
            .any(|w| plain.contains(w))
            {
                found.extend(in_sentence(&Words::new(text, sentence)));
            }
        }
    }
    found
}

/// "Calls to the mayor's office went unanswered", "A request for comment to the bank was not returned".
fn unanswered(words: &Words<'_>) -> Option<NoComment> {
    let verb = (2..words.len()).find(|&i| match words.lower(i).as_str() {
        "went" => words.lower(i + 1) == "unanswered",
        "was" | "were" => {
            words.lower(i + 1) == "not"
                && (i + 2..i + 4)
                    .any(|k| matches!(words.lower(k).as_str(), "returned" | "answered"))
        }
        _ => false,
    })?;
    let asks = (0..verb).rev().find(|&i| {
        let word = words.lower(i);
        matches!(
            word.strip_suffix('s').unwrap_or(&word),
            "call"
                | "request"
                | "message"
                | "email"
                | "inquiry"
                | "enquiry"
                | "letter"
                | "question"
                | "inquirie"
                | "enquirie"
        )
    })?;
    let to = (asks + 1..verb).rev().find(|&i| words.lower(i) == "to")?;
    let plain =
        (asks..verb).all(|i| words.is_word(i) || matches!(words.get(i), "." | "'" | "’" | "-"));
    let last = (verb + 1..words.len())
        .take(3)
        .filter(|&i| words.is_word(i))
        .find(|&i| {
            matches!(
                words.lower(i).as_str(),
                "unanswered" | "returned" | "answered"
            )
        })?;
    (plain && to + 1 < verb).then(|| NoComment {
        source: words.cover(to + 1, verb),
        cue: words.cover(verb, last + 1),
        content: words.cover(asks, to),
    })
}

fn in_sentence(words: &Words<'_>) -> Vec<NoComment> {
    let mut found: Vec<NoComment> = unanswered(words).into_iter().collect();
    let mut at = 0;
    while at < words.len() {
        let Some(group) = group_at(words, at) else {
            at += 1;
            continue;
        };
        at = group.to;
        if let Some((from, to)) = subject(words, group.from) {
            let end = complement_end(words, group.to);
            let (cue, content) = if end > group.to {
                (
                    words.cover(group.from, group.to),
                    words.cover(group.to, end),
                )
            } else if group.verb > group.from {
                (
                    words.cover(group.from, group.verb),
                    words.cover(group.verb, group.to),
                )
            } else {
                continue;
            };
            found.push(NoComment {
                source: noun_phrase(words.text(), words.cover(from, to)),
                cue,
                content,
            });
        }
    }
    found
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && word != "reply"
        || matches!(
            word,
            "yet" | "so" | "far" | "also" | "still" | "yesterday" | "ever" | "even" | "directly"
        )
}

/// The verb group that starts at a word: auxiliary, negation, adverbs, verb.
fn group_at(words: &Words<'_>, from: usize) -> Option<Group> {
    let first = words.lower(from);
    let mut at = from + 1;
    let skip_adverbs = |mut at: usize| {
        while is_adverb(&words.lower(at)) {
            at += 1;
        }
        at
    };
    let silent_verb = |at: usize| is_in("answering", &words.lower(at));
    match first.as_str() {
        "declined" | "declines" | "refused" | "refuses" | "declining" => {
            let verb = at;
            if words.lower(at) == "comment" {
                return Some(Group {
                    from,
                    verb,
                    to: at + 1,
                });
            }
            at = skip_adverbs(at);
            if words.lower(at) != "to" {
                return None;
            }
            at = skip_adverbs(at + 1);
            let asked = words.lower(at) == "be"
                && matches!(words.lower(at + 1).as_str(), "interviewed" | "drawn");
            let to = if asked { at + 2 } else { at + 1 };
            (asked || silent_verb(at) || words.lower(at) == "discuss").then_some(Group {
                from,
                verb,
                to,
            })
        }
        "made" | "offered" | "gave" | "had" | "issued" if words.lower(at) == "no" => {
            let verb = at;
            at += 1;
            while matches!(
                words.lower(at).as_str(),
                "immediate" | "further" | "public" | "official" | "other"
            ) {
                at += 1;
            }
            matches!(
                words.lower(at).as_str(),
                "comment" | "comments" | "response" | "reaction" | "reply" | "answer"
            )
            .then_some(Group {
                from,
                verb,
                to: at + 1,
            })
        }
        "remained" | "stayed" | "kept" | "remains" => {
            at = skip_adverbs(at);
            matches!(
                words.lower(at).as_str(),
                "silent" | "quiet" | "tight-lipped"
            )
            .then_some(Group {
                from,
                verb: at,
                to: at + 1,
            })
        }
        "has" | "have" | "had" | "is" | "did" | "does" | "do" | "would" | "could" | "was"
        | "were" | "will" | "hasn't" | "haven't" | "hadn't" | "didn't" | "doesn't" | "wouldn't"
        | "couldn't" | "wasn't" | "weren't" | "don't" => {
            let mut negated = first.ends_with("n't");
            loop {
                let word = words.lower(at);
                if word == "yet" && words.lower(at + 1) == "to" {
                    negated = true;
                    at += 2;
                } else if matches!(word.as_str(), "not" | "never") {
                    negated = true;
                    at += 1;
                } else if is_adverb(&word) || matches!(word.as_str(), "been" | "be") {
                    at += 1;
                } else {
                    break;
                }
            }
            let available = matches!(words.lower(at).as_str(), "available" | "reached");
            let for_comment =
                (at + 1..at + 4).any(|i| matches!(words.lower(i).as_str(), "comment" | "comments"));
            if negated && available && for_comment {
                let verb = at;
                while !matches!(words.lower(at).as_str(), "comment" | "comments") {
                    at += 1;
                }
                return Some(Group {
                    from,
                    verb,
                    to: at + 1,
                });
            }
            let silent = matches!(words.lower(at).as_str(), "remained" | "stayed" | "kept")
                && matches!(
                    words.lower(at + 1).as_str(),
                    "silent" | "quiet" | "tight-lipped"
                );
            if silent {
                return Some(Group {
                    from,
                    verb: at + 1,
                    to: at + 2,
                });
            }
            // To answer is more than to speak to reporters: only calls and questions left open tell of silence.
            let answers = words.lower(at).starts_with("answer");
            let unanswered = matches!(
                words.lower(at + 1).as_str(),
                "calls" | "questions" | "requests" | "messages" | "emails" | "repeated"
            );
            let of_this = !answers
                || unanswered
                    && matches!(
                        first.as_str(),
                        "did" | "has" | "have" | "had" | "didn't" | "hasn't"
                    );
            (negated && silent_verb(at) && of_this && words.lower(at + 1) != "as").then_some(
                Group {
                    from,
                    verb: at,
                    to: at + 1,
                },
            )
        }
        _ => None,
    }
}

/// The noun phrase that a verb group follows; `None` where it is a pronoun's antecedent out of reach or nothing is there.
pub(crate) fn subject(words: &Words<'_>, verb: usize) -> Option<(usize, usize)> {
    let mut end = verb;
    while end > 0
        && (is_adverb(&words.lower(end - 1))
            || matches!(
                words.lower(end - 1).as_str(),
                "who" | "which" | "that" | "both" | "all"
            ))
    {
        end -= 1;
    }
    if end > 0 && matches!(words.lower(end - 1).as_str(), "and" | "but") {
        return shared_subject(words, end - 1);
    }
    // "The firm, based in Calder, did not": what stands between the commas is no subject. A comma before "who" goes, too.
    if end > 0 && words.get(end - 1) == "," {
        let relative = end < verb;
        let closing = end - 1;
        let short = (closing.saturating_sub(14)..closing)
            .rev()
            .find(|&i| matches!(words.get(i), "," | ";" | "."));
        // A relative clause is longer, and may have figures with points in it.
        let is_clause = |i: usize| {
            let opens = matches!(words.lower(i + 1).as_str(), "who" | "whose" | "which");
            words.get(i) == "," && opens
        };
        let long = (closing.saturating_sub(30)..closing).rev();
        let opening = long.into_iter().find(|&i| is_clause(i)).or(short);
        end = match opening {
            Some(opening) if !relative && words.get(opening) == "," => opening,
            _ => closing,
        };
    }
    let mut from = end;
    while from > 0 && end - from < 12 {
        let i = from - 1;
        let word = words.lower(i);
        let stop = !words.is_word(i) && !matches!(word.as_str(), "." | "’" | "'" | "&" | "-")
            || is_in("clause-opener", &word)
            || word.ends_with("ing") && !words.is_capital(i) && i > 0 && words.get(i - 1) == ",";
        // "and" joins two subjects, or opens a clause of its own after a comma.
        if stop || word == "and" && (i == 0 || words.get(i - 1) == "," || !words.is_word(i - 1)) {
            break;
        }
        from = i;
    }
    while from < end
        && (!words.is_word(from)
            || is_in("clause-opener", &words.lower(from))
            || matches!(words.lower(from).as_str(), "and" | "then"))
    {
        from += 1;
    }
    // After a verb of saying the subject starts anew: "Crane said the palace had not commented".
    let anew = (from..end).rev().find(|&i| {
        matches!(
            words.lower(i).as_str(),
            "said" | "says" | "noted" | "added" | "reported"
        )
    });
    let from = anew.map_or(from, |i| i + 1);
    let nobody = (from..end).all(|i| !words.is_word(i))
        || matches!(
            words.lower(from).as_str(),
            "i" | "we" | "you" | "there" | "no" | "nobody"
        );
    (from < end && !nobody).then_some((from, end))
}

/// The subject of a verb that a second one is joined to by "and": "Its secretary, Ida Holm, left by a side door | and did not respond".
fn shared_subject(words: &Words<'_>, and: usize) -> Option<(usize, usize)> {
    const PAST: [&str; 16] = [
        "left", "went", "took", "made", "gave", "came", "met", "said", "told", "held", "kept",
        "sent", "read", "was", "were", "had",
    ];
    const OPENERS: [&str; 8] = [
        "that", "while", "because", "when", "if", "although", "though", "but",
    ];
    let opens = |i: &usize| {
        matches!(words.get(*i), ";" | ":" | "“" | "”" | "\"")
            || OPENERS.contains(&words.lower(*i).as_str())
    };
    let start = (0..and).rev().find(opens).map_or(0, |i| i + 1);
    let is_verb = |i: usize| {
        let word = words.lower(i);
        !words.is_capital(i)
            && (PAST.contains(&word.as_str()) || word.len() > 4 && word.ends_with("ed"))
    };
    let verb = (start + 1..and).find(|&i| is_verb(i))?;
    // What two commas set apart tells of the subject.
    let end = (start..verb)
        .find(|&i| words.get(i) == ",")
        .filter(|_| words.get(verb - 1) == ",")
        .unwrap_or(verb);
    let plain = (start..end)
        .all(|i| words.is_word(i) || matches!(words.get(i), "." | "’" | "'" | "&" | "-"));
    const DETERMINERS: [&str; 5] = ["the", "a", "an", "its", "their"];
    let named = end > start && !DETERMINERS.contains(&words.lower(end - 1).as_str());
    (plain && named && end - start < 12).then_some((start, end))
}

/// Where the complement of the verb group ends: before a comma that a new clause follows, or at the end.
fn complement_end(words: &Words<'_>, from: usize) -> usize {
    if !is_in("silence-complement", &words.lower(from)) {
        return from;
    }
    let clause = (from..words.len()).find(|&i| {
        matches!(
            words.get(i),
            "," | ";" | "." | "!" | "?" | "—" | "–" | "”" | "\"" | "("
        ) || matches!(
            words.lower(i).as_str(),
            "but" | "while" | "although" | "though" | "after" | "before" | "and"
        ) && (words.get(i) != "and" || is_in("auxiliary", &words.lower(i + 1)))
    });
    let mut end = clause.unwrap_or(words.len());
    // A day tells when, not on what.
    while end > from
        && (!words.is_word(end - 1)
            || crate::when::is_day_word(&words.lower(end - 1))
            || words.lower(end - 1) == "on")
    {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::article;

    fn found(text: &str) -> Vec<(String, String, String)> {
        let article = article(text);
        let zones = [Zone {
            spans: vec![article.text.span()],
            headline: false,
            embedded: false,
        }];
        let cut = |s: CleanSpan| article.slice(s).to_owned();
        no_comments(&article, &zones)
            .into_iter()
            .map(|n| (cut(n.source), cut(n.cue), cut(n.content)))
            .collect()
    }

    #[test]
    fn silence_is_found_with_its_party_and_subject() {
        for (text, source, cue, content) in [
            (
                "The palace has not commented on the latest remarks, but it once said no.",
                "The palace",
                "has not commented",
                "on the latest remarks",
            ),
            (
                "Calder’s Foreign Ministry declined to comment.",
                "Calder’s Foreign Ministry",
                "declined",
                "to comment",
            ),
            (
                "On Sunday, the bank did not immediately respond to a request for comment.",
                "the bank",
                "did not immediately respond",
                "to a request for comment",
            ),
            (
                "The firm, based in Calder, has yet to respond to the claim.",
                "The firm",
                "has yet to respond",
                "to the claim",
            ),
            (
                "Mr Crane was not immediately available for comment.",
                "Mr Crane",
                "was not immediately",
                "available for comment",
            ),
            (
                "He spoke of rain, but the port had no immediate comment on it.",
                "the port",
                "had no immediate comment",
                "on it",
            ),
            (
                "The mill, which did not reply to questions, is shut.",
                "The mill",
                "did not reply",
                "to questions",
            ),
            (
                "Its secretary, Ida Holm, left the hall by a side door and did not respond to messages.",
                "Its secretary",
                "did not respond",
                "to messages",
            ),
            (
                "The bank closed its doors at noon and did not reply to questions.",
                "The bank",
                "did not reply",
                "to questions",
            ),
            (
                "Rastow did not answer calls on Monday.",
                "Rastow",
                "did not answer",
                "calls",
            ),
            (
                "Calls and emails to the mayor's office went unanswered.",
                "the mayor's office",
                "went unanswered",
                "emails",
            ),
            (
                "A request for comment to Calder Bank was not immediately returned.",
                "Calder Bank",
                "was not immediately returned",
                "request for comment",
            ),
            (
                "A spokesman for President Holm was not immediately available for comment.",
                "A spokesman for President Holm",
                "was not immediately",
                "available for comment",
            ),
            (
                "Both governments have so far remained silent on it.",
                "Both governments",
                "have so far remained silent",
                "on it",
            ),
        ] {
            let expected = [(source.to_owned(), cue.to_owned(), content.to_owned())];
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn words_given_are_no_silence() {
        for text in [
            "The palace commented on it.",
            "We have not commented.",
            "She answered all questions.",
            "No comment was too long.",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
