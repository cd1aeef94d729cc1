//! Mends to sources and cues that the model cuts wrongly in a way that the words themselves show.

use sayso_text::CleanSpan;

use crate::act::{cue_class_at, is_saying, is_verb_form};
use crate::decode::Name;
use crate::extent::is_mark;
use crate::pieces::Piece;
use crate::when::is_day_word;
use crate::words::{Words, is_in, lower};

pub(crate) const BE: [&str; 8] = ["was", "were", "is", "are", "been", "be", "being", "got"];

/// A source without the time behind it: "Holm on Wednesday", "the panel earlier this week".
pub(crate) fn without_day(source: &str) -> &str {
    const UNITS: [&str; 6] = ["week", "month", "year", "morning", "evening", "night"];
    let Some((before, last)) = source.rsplit_once(' ') else {
        return source;
    };
    let stem = |text: &'_ str, ends: &[&str]| {
        let end = ends.iter().find_map(|end| text.strip_suffix(end));
        end.map_or(text.len(), str::len)
    };
    let name = if is_day_word(&lower(last)) {
        &before[..stem(before, &[" on"])]
    } else if UNITS.contains(&last) && (before.ends_with(" last") || before.ends_with(" this")) {
        let before = &before[..before.len() - " last".len()];
        &before[..stem(before, &[" earlier", " late", " later"])]
    } else {
        return source;
    };
    name.trim_end_matches(',')
}

/// The noun phrase of a source: without the dateline or the participle before it ("Speaking in Tesk, the envoy"), and with the one
/// who speaks for the person named ("a spokesman for" before "Ida Holm").
pub(crate) fn noun_phrase(text: &str, source: CleanSpan) -> CleanSpan {
    const FOR: [&str; 10] = [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "lawyer",
        "lawyers",
        "attorney",
        "aide",
        "aides",
        "adviser",
        "representative",
    ];
    let source = after_dateline(text, source);
    let words = &text[source.range()];
    let opens = ["Speaking ", "Addressing ", "Writing ", "Appearing "];
    if opens.iter().any(|open| words.starts_with(open))
        && let Some((_, rest)) = words.split_once(", ")
    {
        return CleanSpan::new(source.end().get() - rest.len(), source.end().get());
    }
    // "Reed Lines today" announces.
    let day = words
        .rsplit_once(' ')
        .filter(|(_, last)| matches!(*last, "today" | "yesterday" | "also" | "now"));
    if let Some((name, _)) = day {
        return CleanSpan::new(source.start().get(), source.start().get() + name.len());
    }
    // "The ministry has suspended Karl Dahl, the inspector whose supervisor, Ida Holm," tells of her.
    if let Some((_, owned)) = words.rsplit_once(" whose ")
        && let Some((noun, name)) = owned.trim_end_matches(',').split_once(", ")
        && name
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase))
        && !noun.contains(char::is_uppercase)
    {
        return CleanSpan::new(source.end().get() - owned.len(), source.end().get());
    }
    let before = text[..source.start().get()].trim_end();
    let mut back = before.rsplit(' ');
    let Some("for" | "to" | "of") = back.next() else {
        return source;
    };
    let Some(noun) = back
        .next()
        .filter(|noun| FOR.contains(&noun.to_lowercase().as_str()))
    else {
        return source;
    };
    let start = match back.next() {
        Some(article) if matches!(article, "A" | "a" | "An" | "an" | "The" | "the") => article,
        _ => noun,
    };
    let start = start.as_ptr().addr() - text.as_ptr().addr();
    CleanSpan::new(start, source.end().get())
}

/// Behind "according to Ida Holm" a further part that tells who she is, taken for content: "…, the head of the service". Gives the
/// source with it, and the content without.
pub(crate) fn appended(
    text: &str,
    source: Option<CleanSpan>,
    cue: Option<CleanSpan>,
    content: &[CleanSpan],
) -> Option<(CleanSpan, Vec<CleanSpan>)> {
    const OPENS: [&str; 9] = [
        "the", "a", "an", "its", "his", "her", "their", "who", "head",
    ];
    let (source, cue) = (source?, cue?);
    let [first, .., last] = content else {
        return None;
    };
    let between = text.get(source.end().get()..last.start().get())?;
    let words: Vec<&str> = text[last.range()].split_whitespace().collect();
    let is_behind = cue.end() <= source.start() && first.end() <= cue.start();
    let tells = between.trim() == ","
        && words.len() <= 8
        && words.first().is_some_and(|word| OPENS.contains(word));
    (is_behind && tells).then(|| (source.cover(*last), content[..content.len() - 1].to_vec()))
}

/// Mends "“P,” S told the paper, it reported" that was read with S as a part of what the paper was told: the words between the closing
/// mark and the cue are the source, and the content ends at the mark.
pub(crate) fn speaker_behind_quotation(
    text: &str,
    cue: CleanSpan,
    content: CleanSpan,
) -> Option<(CleanSpan, CleanSpan)> {
    const LONGEST: usize = 8;
    let between = text.get(content.end().get()..cue.start().get())?;
    let said = &text[content.range()];
    let mark = said.rfind(['”', '"'])?;
    let mark = mark + said[mark..].chars().next()?.len_utf8();
    let behind = said[mark..].trim();
    let n_words = behind.split_whitespace().count();
    let names = behind.contains(char::is_uppercase) && !behind.contains([',', '.', ';', ':']);
    let start = content.start().get();
    (between.trim().is_empty() && mark > 3 && (1..=LONGEST).contains(&n_words) && names).then(
        || {
            let end = content.end().get() - (said.len() - said.trim_end().len());
            let source = CleanSpan::new(end - behind.len(), end);
            (source, CleanSpan::new(start, start + mark))
        },
    )
}

/// The verb between a source and its quotation, where the model found no cue: "Judge Lyle told the jury: ‘…’".
pub(crate) fn verb_between(text: &str, source: CleanSpan, content: CleanSpan) -> Option<CleanSpan> {
    let between = text.get(source.end().get()..content.start().get())?;
    let said = between.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
    let announced = said
        .strip_suffix(':')
        .or(between.contains(',').then_some(said))?;
    let words: Vec<&str> = announced.split_whitespace().collect();
    let at = (0..words.len().min(3)).find(|&k| is_verb_form(&words[k].to_lowercase()))?;
    let start = words[at].as_ptr().addr() - text.as_ptr().addr();
    (words.len() <= 8).then(|| CleanSpan::new(start, start + words[at].len()))
}

/// What a press release puts before the one whom it quotes, from the start of the line: "Quote attributable to", "The following
/// statement is attributable to", "Statement by".
pub(crate) fn release_label(text: &str, source: CleanSpan) -> Option<CleanSpan> {
    const NOUNS: [&str; 8] = [
        "quote",
        "quotes",
        "quotation",
        "statement",
        "remarks",
        "comment",
        "comments",
        "message",
    ];
    const OTHERS: [&str; 22] = [
        "the",
        "a",
        "an",
        "following",
        "below",
        "above",
        "joint",
        "press",
        "media",
        "official",
        "full",
        "is",
        "are",
        "may",
        "can",
        "should",
        "be",
        "attributable",
        "attributed",
        "to",
        "by",
        "from",
    ];
    let start = text[..source.start().get()]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let label = text[start..source.start().get()].trim();
    let lower = label.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let fits = words
        .iter()
        .all(|word| NOUNS.contains(word) || OTHERS.contains(word))
        && words.iter().any(|word| NOUNS.contains(word))
        && words
            .last()
            .is_some_and(|word| matches!(*word, "to" | "by" | "from"));
    let start = label.as_ptr().addr() - text.as_ptr().addr();
    fits.then(|| CleanSpan::new(start, start + label.len()))
}

/// A source without the dateline before it: "PORT CALDER (HWS) — Orvane" is Orvane. A hyphen must stand by itself, and behind
/// capitals.
fn after_dateline(text: &str, source: CleanSpan) -> CleanSpan {
    let words = &text[source.range()];
    let in_capitals = |place: &str| {
        let first = place.split([' ', ',']).next().unwrap_or_default();
        first.chars().count() > 2 && first.chars().all(char::is_uppercase)
    };
    let dash = words.find(['—', '–']).or_else(|| {
        let at = words.find(" - ")? + 1;
        in_capitals(words).then_some(at)
    });
    let Some((place, rest)) = dash.map(|at| {
        let (place, rest) = words.split_at(at);
        (place, rest.trim_start_matches(['—', '–', '-']).trim_start())
    }) else {
        return source;
    };
    let capital = |word: &str| word.chars().next().is_none_or(|c| !c.is_lowercase());
    if rest.is_empty()
        || !place.split_whitespace().all(capital)
        || !place.chars().any(char::is_uppercase)
    {
        return source;
    }
    CleanSpan::new(source.end().get() - rest.len(), source.end().get())
}

/// Mends "S, who chairs the talks, said P accepted A" that was read as S accepting A: a verb of saying between source and cue, with a
/// noun phrase behind it. Gives that verb as the cue, and all that follows it as the content.
pub(crate) fn reported(
    text: &str,
    sentence: CleanSpan,
    source: Option<CleanSpan>,
    cue: Option<CleanSpan>,
    content: &[CleanSpan],
) -> Option<(CleanSpan, CleanSpan)> {
    let (source, cue) = (source?, cue?);
    let (first, last) = (content.first()?, content.last()?);
    if cue.end() > first.start() || first.start() > last.start() {
        return None;
    }
    let between = text.get(source.end().get()..cue.start().get())?;
    if between.contains(['“', '”', '"', '\n', ';', ':']) {
        return None;
    }
    let at = source.end().get();
    let words = Words::new(text, CleanSpan::new(at, cue.start().get()));
    let verb = (0..words.len()).find(|&i| is_reporting(&words.lower(i)))?;
    // Nothing stands before it but what commas set apart.
    let apart = verb == 0 || words.get(0) == "," && words.get(verb - 1) == "," && verb > 1;
    let behind = verb + 1..words.len();
    let has_noun = behind
        .clone()
        .any(|i| words.is_word(i) && words.lower(i) != "that");
    let plain = behind
        .clone()
        .all(|i| words.is_word(i) || matches!(words.get(i), "." | "’" | "'" | "-"));
    (apart && has_noun && plain && !behind.is_empty()).then(|| {
        let start = words.span(verb + 1).start().get();
        // Up to the next mark: what the inner clause leaves of it tells when and where.
        let end = last.end().get().max(start);
        let rest = text.get(end..sentence.end().get()).unwrap_or_default();
        let mark = rest.find([',', ';', ':', '“', '”', '"', '(', '—', '–']);
        let clause = rest[..mark.unwrap_or(rest.len())].trim_end_matches(['.', '!', '?', ' ']);
        (words.span(verb), CleanSpan::new(start, end + clause.len()))
    })
}

fn is_reporting(word: &str) -> bool {
    matches!(
        word,
        "said" | "says" | "added" | "claimed" | "confirmed" | "announced"
    )
}

/// Whether a cue tells who was told, and not who tells: "was informed of", "had been promised".
pub(crate) fn tells_whom(cue: &str) -> bool {
    const TOLD: [&str; 12] = [
        "advised", "alerted", "asked", "assured", "briefed", "informed", "notified", "offered",
        "promised", "reminded", "told", "warned",
    ];
    let words: Vec<String> = cue.split_whitespace().map(lower).collect();
    let passive = words
        .windows(2)
        .any(|w| BE.contains(&w[0].as_str()) && TOLD.contains(&w[1].as_str()));
    passive && words.last().is_none_or(|word| word != "by")
}

/// Whether the subject of a cue is whom or what others expect, accuse or see as something, and not who does: "is widely expected", "has been
/// accused of"; but "is expected to announce".
pub(crate) fn tells_of_whom(cue: &str) -> bool {
    const TOLD_OF: [&str; 21] = [
        "accused",
        "alleged",
        "believed",
        "blamed",
        "charged",
        "condemned",
        "considered",
        "credited",
        "criticised",
        "criticized",
        "denounced",
        "described",
        "expected",
        "faulted",
        "regarded",
        "rumored",
        "said",
        "seen",
        "suspected",
        "thought",
        "viewed",
    ];
    let words: Vec<String> = cue.split_whitespace().map(lower).collect();
    let mut plain = words
        .iter()
        .filter(|w| !w.ends_with("ly"))
        .map(String::as_str);
    plain.any(|word| BE.contains(&word))
        && plain.next().is_some_and(|word| TOLD_OF.contains(&word))
        && !plain.any(|word| matches!(word, "to" | "by"))
}

/// A content without the dateline that opens its line: "PORT CALDER (HWS) - Orvane has agreed".
pub(crate) fn behind_dateline(text: &str, content: CleanSpan) -> CleanSpan {
    let opens_line = text[..content.start().get()]
        .chars()
        .next_back()
        .is_none_or(|c| c == '\n');
    let said = after_dateline(text, content);
    let place = &text[content.start().get()..said.start().get()];
    let first = place.split([' ', ',']).next().unwrap_or_default();
    let in_capitals = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    if opens_line && (in_capitals || place.contains('(')) {
        said
    } else {
        content
    }
}

/// Mends "P will do A, S claimed" that was read as S doing A: a cue before its source, while a verb of saying without a
/// content of its own follows the source. Gives the verb as the cue, and the clause before the comma as the content.
pub(crate) fn inverted(
    text: &str,
    sentence: CleanSpan,
    content: &[CleanSpan],
    source: Option<CleanSpan>,
    cue: Option<CleanSpan>,
) -> Option<(CleanSpan, CleanSpan)> {
    let (source, cue) = (source?, cue?);
    if cue.end() > source.start() || !sentence.contains(source) {
        return None;
    }
    let before = &text[sentence.start().get()..source.start().get()];
    let after = &text[source.end().get()..sentence.end().get()];
    let words = after.trim_start();
    let verb = words.split(|c: char| !c.is_alphabetic()).next()?;
    let clause = before
        .trim_end()
        .strip_suffix(',')
        .filter(|_| is_saying(verb))?;
    let said = CleanSpan::new(
        sentence.start().get(),
        sentence.start().get() + clause.len(),
    );
    if !said.contains(cue) || !content.iter().all(|c| said.contains(*c)) {
        return None;
    }
    let start = source.end().get() + (after.len() - words.len());
    Some((CleanSpan::new(start, start + verb.len()), said))
}

/// The clause before a comma and the source: what is said where a verb of saying behind the source has no content of its own,
/// since the clause tells of another's act: "P has agreed to A, S said on Monday."
pub(crate) fn clause_before(
    text: &str,
    sentence: CleanSpan,
    source: CleanSpan,
    cue: CleanSpan,
) -> Option<CleanSpan> {
    let verb = text[cue.range()]
        .split(|c: char| !c.is_alphabetic())
        .next()?;
    if source.end() > cue.start() || !sentence.contains(source) || !is_saying(verb) {
        return None;
    }
    let between = text[source.end().get()..cue.start().get()].trim();
    let before = &text[sentence.start().get()..source.start().get()];
    let clause = before.trim_end().strip_suffix(',')?.trim_end();
    let n_words = clause.split_whitespace().count();
    (between.is_empty() && n_words >= 3).then(|| {
        let start = sentence.start().get();
        CleanSpan::new(start, start + clause.len())
    })
}

/// The whole of a cue of which only the time was found: "today threatened". Without the verb it would tell no act.
pub(crate) fn with_verb(text: &str, sentence: CleanSpan, cue: CleanSpan) -> Option<CleanSpan> {
    let is_when = |word: &str| matches!(word, "today" | "yesterday" | "again" | "on" | "also");
    let found = lower(&text[cue.range()]);
    if !found.split_whitespace().all(is_when) || !sentence.contains(cue) {
        return None;
    }
    let words = Words::new(text, CleanSpan::new(cue.end().get(), sentence.end().get()));
    let (_, end) = cue_class_at(&words, 0)?;
    Some(cue.cover(words.cover(0, end)))
}

/// Who does it where the cue is in the passive: "was rejected by the council" names the council, whatever stands before it.
pub(crate) fn agent(text: &str, sentence: CleanSpan, cue: CleanSpan) -> Option<CleanSpan> {
    let words = &text[cue.range()];
    let is_passive = words
        .split_whitespace()
        .rev()
        .skip(1)
        .any(|word| BE.contains(&word.to_lowercase().as_str()));
    if !is_passive || !sentence.contains(cue) {
        return None;
    }
    let tail = &text[cue.end().get()..sentence.end().get()];
    // "was confirmed on Saturday by"
    const WHEN: [&str; 9] = [
        "on",
        "late",
        "early",
        "earlier",
        "last",
        "yesterday",
        "today",
        "again",
        "also",
    ];
    let mut dated = tail;
    if WHEN.contains(&tail.split_whitespace().next().unwrap_or_default())
        && let Some((when, _)) = tail.split_once(" by ")
        && when.split_whitespace().count() <= 3
        && !when.contains([',', '.', ';'])
    {
        dated = &tail[when.len()..];
    }
    let rest = match words.ends_with(" by") {
        true => tail,
        false => dated.trim_start().strip_prefix("by")?,
    };
    let name = rest.trim_start();
    let start = sentence.end().get() - name.len();
    let mut end = 0;
    for (n, word) in name.split_whitespace().enumerate() {
        let at = word.as_ptr().addr() - name.as_ptr().addr();
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if n > 0 && is_in("subject-ends", &bare.to_lowercase()) || n == 10 {
            break;
        }
        end = at + bare.len();
        if bare.len() < word.len() && !bare.is_empty() && !word.ends_with(['’', '\'']) {
            break;
        }
    }
    (rest.starts_with(char::is_whitespace) && end > 0).then(|| CleanSpan::new(start, start + end))
}

/// Mends names, in order: of one that reaches over the end of a sentence ("in May. S.V. said") what stands in the next is the name, and
/// "Princess Ida of Tarn" is one.
pub(crate) fn names(text: &str, pieces: &[Piece], sentence_of: &[usize], names: &mut Vec<Name>) {
    for name in names.iter_mut() {
        let last = sentence_of[name.last];
        while sentence_of[name.first] < last {
            name.first += 1;
        }
    }
    let start = |name: &Name| pieces[name.first].span.start().get();
    let end = |name: &Name| pieces[name.last].span.end().get();
    for i in (1..names.len()).rev() {
        let (first, second) = (names[i - 1], names[i]);
        let title = text[..start(&first)].trim_end().rsplit([' ', '\n']).next();
        let one_word = !text[start(&first)..end(&first)].contains(' ');
        let joined = text.get(end(&first)..start(&second)) == Some(" of ");
        if joined && one_word && title.is_some_and(|word| is_in("royal", &lower(word))) {
            names[i - 1].last = second.last;
            names.remove(i);
        }
    }
}

/// A name without the lower-case words that stand before and after it.
pub(crate) fn capitalized(text: &str, span: CleanSpan) -> Option<CleanSpan> {
    let words = &text[span.range()];
    let is_name = |word: &str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_numeric())
    };
    let mut places = words
        .split_whitespace()
        .map(|word| (word.as_ptr().addr() - words.as_ptr().addr(), word));
    let (first, word) = places.find(|(_, word)| is_name(word))?;
    let last = places
        .rfind(|(_, word)| is_name(word))
        .unwrap_or((first, word));
    let start = span.start().get();
    Some(CleanSpan::new(start + first, start + last.0 + last.1.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_with_their_sentence_and_royals_have_their_country() {
        let text = "They met in May. S. Holm called. Princess Ida of Tarn came with Karl of Dahl.";
        let at = |words: &str| text.find(words).unwrap();
        let pieces: Vec<Piece> = (text.split(' ').map(|word| {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            let span = CleanSpan::new(start, start + word.trim_end_matches('.').len());
            Piece {
                id: 0,
                span,
                shape: 0,
            }
        }))
        .collect();
        let sentence_of: Vec<usize> = pieces
            .iter()
            .map(|p| usize::from(p.span.start().get() > at("May")))
            .collect();
        let piece = |word: &str| {
            pieces
                .iter()
                .position(|p| p.span.start().get() == at(word))
                .unwrap()
        };
        let name = |first: &str, last: &str| Name {
            first: piece(first),
            last: piece(last),
            kind: 0,
        };
        let mut found = vec![
            name("May", "Holm"),
            name("Ida", "Ida"),
            name("Tarn", "Tarn"),
            name("Karl", "Karl"),
            name("Dahl", "Dahl"),
        ];
        names(text, &pieces, &sentence_of, &mut found);
        assert_eq!(
            found,
            [
                name("S.", "Holm"),
                name("Ida", "Tarn"),
                name("Karl", "Karl"),
                name("Dahl", "Dahl")
            ]
        );
    }

    #[test]
    fn a_cue_of_time_alone_gets_its_verb() {
        let text = "Norland today threatened to close the port.";
        let whole = CleanSpan::new(0, text.len());
        let cue = |words: &str| {
            let start = text.find(words).unwrap();
            CleanSpan::new(start, start + words.len())
        };
        let mended = with_verb(text, whole, cue("today"));
        assert_eq!(mended.map(|c| &text[c.range()]), Some("today threatened"));
        assert_eq!(with_verb(text, whole, cue("threatened")), None);
    }

    fn at(text: &str, words: &str) -> CleanSpan {
        let start = text.find(words).unwrap();
        CleanSpan::new(start, start + words.len())
    }

    #[test]
    fn a_verb_of_saying_before_anothers_act_is_the_cue() {
        let mended = |text: &str, source: &str, content: &str| {
            let whole = CleanSpan::new(0, text.len());
            let (source, cue) = (at(text, source), at(text, "accepted"));
            let found = reported(text, whole, Some(source), Some(cue), &[at(text, content)]);
            found.map(|(cue, said)| (text[cue.range()].to_owned(), text[said.range()].to_owned()))
        };
        let text = "Ida Holm, who chairs the talks, said negotiators accepted her plan on Friday.";
        let expected = (
            "said".to_owned(),
            "negotiators accepted her plan on Friday".to_owned(),
        );
        assert_eq!(mended(text, "Ida Holm", "her plan"), Some(expected));
        let text = "Ida Holm, who said nothing more, accepted her plan on Friday.";
        assert_eq!(mended(text, "Ida Holm", "her plan"), None);
    }

    #[test]
    fn who_stands_behind_a_quotation_has_said_it() {
        let text = "“It is late,” councillor Ida Lyle told the Bay Herald, the paper reported.";
        let mended = |cue: &str, content: &str| {
            let found = speaker_behind_quotation(text, at(text, cue), at(text, content))?;
            Some((&text[found.0.range()], &text[found.1.range()]))
        };
        let content = "“It is late,” councillor Ida Lyle";
        assert_eq!(
            mended("told", content),
            Some(("councillor Ida Lyle", "“It is late,”"))
        );
        assert_eq!(mended("told", "“It is late,”"), None);
        assert_eq!(mended("reported", content), None);
    }

    #[test]
    fn who_is_expected_does_not_expect() {
        assert!(tells_of_whom("is widely expected"));
        assert!(tells_of_whom("has been sharply criticized for"));
        assert!(!tells_of_whom("is expected to announce"));
        assert!(!tells_of_whom("were criticized by"));
        assert!(!tells_of_whom("expected"));
    }

    #[test]
    fn who_was_told_does_not_tell() {
        assert!(tells_whom("was informed of"));
        assert!(tells_whom("had been promised"));
        assert!(!tells_whom("was told by"));
        assert!(!tells_whom("promised"));
    }

    #[test]
    fn a_dateline_is_no_part_of_a_content() {
        let of = |text: &str, content: &str| {
            let said = behind_dateline(text, at(text, content));
            text[said.range()].to_owned()
        };
        let text = "It rained.\nPORT CALDER (HWS) - Orvane has agreed to it, she said.";
        assert_eq!(
            of(text, "PORT CALDER (HWS) - Orvane has agreed to it"),
            "Orvane has agreed to it"
        );
        let text = "Orvane — of all countries — has agreed to it, she said.";
        assert_eq!(
            of(text, "Orvane — of all countries — has agreed to it"),
            "Orvane — of all countries — has agreed to it"
        );
    }

    #[test]
    fn a_dateline_is_no_part_of_a_source_but_a_dash_in_a_sentence_is() {
        let text = "PORT CALDER (HWS) — Orvane has agreed";
        let source = at(text, "PORT CALDER (HWS) — Orvane");
        assert_eq!(after_dateline(text, source), at(text, "Orvane"));
        let text = "PORT CALDER, Orvane - Residents of Tesk said";
        let source = at(text, "PORT CALDER, Orvane - Residents of Tesk");
        assert_eq!(after_dateline(text, source), at(text, "Residents of Tesk"));
        let text = "The envoy - a former judge - said";
        let source = at(text, "The envoy - a former judge -");
        assert_eq!(after_dateline(text, source), source);
        let text = "The envoy — a former judge — said";
        let source = at(text, "The envoy — a former judge —");
        assert_eq!(after_dateline(text, source), source);
    }

    #[test]
    fn a_clause_before_its_speaker_is_what_he_said() {
        let text = "Orvane is ready to open the tunnel, envoy Mirela Tosk claimed on Monday.";
        let whole = CleanSpan::new(0, text.len());
        let content = [at(text, "to open the tunnel")];
        let (source, cue) = (
            Some(at(text, "envoy Mirela Tosk")),
            Some(at(text, "is ready")),
        );
        let said = inverted(text, whole, &content, source, cue);
        assert_eq!(
            said,
            Some((
                at(text, "claimed"),
                at(text, "Orvane is ready to open the tunnel")
            ))
        );
        let text = "According to the plan, envoy Mirela Tosk travels on Monday.";
        let (source, cue) = (
            Some(at(text, "envoy Mirela Tosk")),
            Some(at(text, "According")),
        );
        assert_eq!(
            inverted(
                text,
                CleanSpan::new(0, text.len()),
                &[at(text, "the plan")],
                source,
                cue
            ),
            None
        );
    }

    #[test]
    fn a_source_is_its_whole_noun_phrase() {
        let of = |text: &str, source: &str| {
            let span = noun_phrase(text, at(text, source));
            text[span.range()].to_owned()
        };
        let text = "Speaking in Tesk, the army chief, Ibra Sano, said";
        assert_eq!(
            of(text, "Speaking in Tesk, the army chief, Ibra Sano"),
            "the army chief, Ibra Sano"
        );
        let text = "On Monday a spokesman for Mayor Ida Holm was not available.";
        assert_eq!(of(text, "Mayor Ida Holm"), "a spokesman for Mayor Ida Holm");
        assert_eq!(
            of("Reed Lines today announced", "Reed Lines today"),
            "Reed Lines"
        );
        let text = "He voted for Ida Holm, who said";
        assert_eq!(of(text, "Ida Holm"), "Ida Holm");
    }

    #[test]
    fn who_a_source_is_is_no_content() {
        let text = "His family knows, according to Ines Caro, the head of the service.";
        let (source, cue) = (Some(at(text, "Ines Caro")), Some(at(text, "according to")));
        let content = [
            at(text, "His family knows"),
            at(text, "the head of the service"),
        ];
        let (whole, rest) =
            appended(text, source, cue, &content).expect("a part behind the source");
        assert_eq!(whole, at(text, "Ines Caro, the head of the service"));
        assert_eq!(rest, [at(text, "His family knows")]);
        assert_eq!(appended(text, source, cue, &content[..1]), None);
    }

    #[test]
    fn a_clause_about_another_is_what_the_speaker_behind_it_said() {
        let text = "Orvane and Tesk have agreed to open the tunnel, their envoys said after talks.";
        let whole = CleanSpan::new(0, text.len());
        let said = clause_before(
            text,
            whole,
            at(text, "their envoys"),
            at(text, "said after talks"),
        );
        assert_eq!(
            said,
            Some(at(text, "Orvane and Tesk have agreed to open the tunnel"))
        );
        let text = "After talks, their envoys met.";
        let whole = CleanSpan::new(0, text.len());
        assert_eq!(
            clause_before(text, whole, at(text, "their envoys"), at(text, "met")),
            None
        );
    }

    #[test]
    fn the_agent_of_a_passive_is_its_source() {
        let of = |text: &str, cue: &str| {
            let agent = agent(text, CleanSpan::new(0, text.len()), at(text, cue));
            agent.map(|span| text[span.range()].to_owned())
        };
        assert_eq!(
            of(
                "The sale was turned down by the council.",
                "was turned down"
            )
            .as_deref(),
            Some("the council")
        );
        let text = "Residents were warned by the water company that supplies might be cut.";
        assert_eq!(
            of(text, "were warned").as_deref(),
            Some("the water company")
        );
        assert_eq!(
            of(text, "were warned by").as_deref(),
            Some("the water company")
        );
        let text = "The arrest was confirmed on Saturday by prosecutors in Karabad.";
        let prosecutors = of(text, "was confirmed");
        assert_eq!(prosecutors.as_deref(), Some("prosecutors in Karabad"));
        let text = "The plan is backed by the health minister, Idris Bakal.";
        assert_eq!(
            of(text, "is backed").as_deref(),
            Some("the health minister")
        );
        assert_eq!(
            of("He was told that it was over by noon.", "was told"),
            None
        );
        assert_eq!(of("The envoy denied it by letter.", "denied"), None);
    }

    #[test]
    fn a_name_has_no_lower_case_words_at_its_ends() {
        let text = "when Ilona de Verrick thanked";
        let span = CleanSpan::new(0, text.len());
        assert_eq!(capitalized(text, span), Some(at(text, "Ilona de Verrick")));
        assert_eq!(capitalized("nobody at all", CleanSpan::new(0, 13)), None);
    }

    #[test]
    fn the_verb_and_the_label_before_a_quotation_are_its_cue() {
        let text = "Judge Ida Lyle told the jury: ‘It is late.’";
        let (source, said) = (at(text, "Judge Ida Lyle"), at(text, "It is late"));
        assert_eq!(verb_between(text, source, said), Some(at(text, "told")));
        let text = "Judge Ida Lyle, born in Tesk: ‘It is late.’";
        assert_eq!(verb_between(text, source, at(text, "It is late")), None);
        let text = "It rained.\nThe following statement is attributable to Ida Lyle: “It is late.”";
        let label = "The following statement is attributable to";
        let source = at(text, "Ida Lyle");
        assert_eq!(release_label(text, source), Some(at(text, label)));
        let text = "The statement pleased Ida Lyle: “It is late.”";
        assert_eq!(release_label(text, at(text, "Ida Lyle")), None);
    }
}
