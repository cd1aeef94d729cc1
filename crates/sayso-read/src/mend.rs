//! Mends to spans that the model cuts wrongly in a way that the words themselves show.

use sayso_text::CleanSpan;

use crate::act::{is_saying, is_verb_form};
use crate::words::is_in;

const BE: [&str; 8] = ["was", "were", "is", "are", "been", "be", "being", "got"];

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

/// The rest of a content of which the model saw the front only: "The boat is believed by the police to have sunk", "The drug,
/// according to a study, wears off".
pub(crate) fn rest_behind(
    text: &str,
    sentence: CleanSpan,
    source: Option<CleanSpan>,
    cue: CleanSpan,
    content: &[CleanSpan],
) -> Option<CleanSpan> {
    const DEEMED: [&str; 14] = [
        "believed",
        "said",
        "thought",
        "reported",
        "alleged",
        "understood",
        "known",
        "expected",
        "rumoured",
        "rumored",
        "considered",
        "feared",
        "presumed",
        "suspected",
    ];
    let [front] = content else { return None };
    let reach = source.map_or(cue, |source| source.cover(cue));
    let whole =
        sentence.contains(reach) && sentence.contains(*front) && front.end() <= reach.start();
    if !whole {
        return None;
    }
    let words = text[cue.range()].to_lowercase();
    let behind = &text[reach.end().get()..sentence.end().get()];
    let is_passive = words.ends_with(" by") || behind.trim_start().starts_with("by ");
    let rest = if is_passive && behind.trim_start().starts_with("as ") {
        behind.trim_start()
    } else if DEEMED
        .iter()
        .any(|verb| words.split(' ').any(|word| word == *verb))
    {
        let rest = behind.trim_start();
        let rest = rest.strip_prefix("by ").map_or(rest, |_| rest);
        rest.starts_with("to ").then_some(rest)?
    } else if words == "according to" && text[front.range()].split_whitespace().count() <= 5 {
        let rest = behind.strip_prefix(", ")?;
        let first = rest.split_whitespace().next()?;
        let opens = matches!(
            first,
            "the" | "a" | "an" | "its" | "his" | "her" | "their" | "who" | "which" | "and" | "but"
        );
        (!opens && first.chars().all(char::is_lowercase) && front.start() == sentence.start())
            .then_some(rest)?
    } else {
        return None;
    };
    let start = sentence.end().get() - rest.len();
    let said = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
    (said.len() > 3).then(|| CleanSpan::new(start, start + said.len()))
}

/// Where a clause ends of which the content has the subject only, "that the summit" before "was not discussed": at the next mark,
/// and not behind `bound`.
pub(crate) fn predicate_end(
    text: &str,
    cue: Option<CleanSpan>,
    content: CleanSpan,
    bound: usize,
) -> Option<usize> {
    let subject = text[content.range()].strip_prefix("that ")?;
    let is_verb = |word: &str| {
        is_in("auxiliary", word) || is_verb_form(word) || word.len() > 4 && word.ends_with("ed")
    };
    // "The aide who said that it fell was dismissed."
    let cue = cue.filter(|cue| cue.end() <= content.start())?;
    let is_relative = ["who ", "which ", "that "]
        .iter()
        .any(|w| text[..cue.start().get()].ends_with(w));
    let mut words = subject.split_whitespace();
    let is_bare = words.clone().count() <= 8 && !words.any(|w| is_verb(&w.to_lowercase()));
    let behind = text.get(content.end().get()..bound)?;
    let rest = behind.strip_prefix(' ')?;
    let goes_on = is_in("auxiliary", rest.split(' ').next()?);
    let end = rest.find([',', '.', ';', ':', '!', '?', '—', '–', '(', '\n']);
    let clause = rest[..end.unwrap_or(rest.len())].trim_end();
    (is_bare && goes_on && !is_relative).then(|| content.end().get() + 1 + clause.len())
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

/// An inner content without what is parallel to it: "doctors believed he was fit but that he had asked" says two things to the outer
/// speaker, unless the first begins with "that" too.
pub(crate) fn up_to_parallel(text: &str, mut content: Vec<CleanSpan>) -> Vec<CleanSpan> {
    let Some(first) = content.first_mut() else {
        return content;
    };
    let words = &text[first.range()];
    let parallel = [" and that ", " but that "]
        .iter()
        .filter_map(|join| words.find(join))
        .min();
    if let Some(at) = parallel.filter(|_| !words.starts_with("that ")) {
        let start = first.start().get();
        *first = CleanSpan::new(start, start + words[..at].trim_end_matches(',').len());
        content.truncate(1);
    }
    content
}

/// A cue and its content with "to" where the content begins: "have agreed | to hand over the airport".
pub(crate) fn infinitive(
    text: &str,
    cue: CleanSpan,
    content: CleanSpan,
) -> Option<(CleanSpan, CleanSpan)> {
    const VOWS: [&str; 8] = [
        "agreed",
        "agrees",
        "agree",
        "promised",
        "vowed",
        "pledged",
        "threatened",
        "offered",
    ];
    let words = &text[cue.range()];
    let to = words.find(" to ")?;
    let vows = words[..to]
        .split(' ')
        .next_back()
        .is_some_and(|word| VOWS.contains(&word));
    let next = text.get(cue.end().get()..content.start().get())?;
    (vows && next.trim().is_empty()).then(|| {
        let at = cue.start().get() + to;
        (
            CleanSpan::new(cue.start().get(), at),
            CleanSpan::new(at + 1, content.end().get()),
        )
    })
}

/// A content without the venue behind its quotation: "described it as “medieval” | in a report last week".
pub(crate) fn without_venue(text: &str, content: CleanSpan) -> CleanSpan {
    let words = &text[content.range()];
    let Some(closed) = words.rfind(['”', '"', '’']) else {
        return content;
    };
    let mark = words[closed..].chars().next().map_or(0, char::len_utf8);
    let mut tail = words[closed + mark..].split_whitespace();
    let opens = tail
        .next()
        .is_some_and(|w| matches!(w, "in" | "at" | "during"));
    let article = tail.next().is_some_and(|w| is_in("article", w));
    let event = tail
        .next()
        .is_some_and(|w| is_in("venue-speech", w) || is_in("venue-event", w));
    if opens && article && event {
        CleanSpan::new(content.start().get(), content.start().get() + closed + mark)
    } else {
        content
    }
}

/// The contents without a source that was taken for a part of them, and the marks beside it.
pub(crate) fn apart_from(text: &str, content: &[CleanSpan], source: CleanSpan) -> Vec<CleanSpan> {
    let trimmed = |from: usize, to: usize| {
        let words = text.get(from..to)?;
        let front = words.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let said = front.trim_end();
        let start = to - front.len();
        let spoken = said.contains(char::is_alphanumeric);
        spoken.then(|| CleanSpan::new(start, start + said.len()))
    };
    let parts = content.iter().flat_map(|part| {
        if !part.overlaps(source) {
            return [Some(*part), None];
        }
        let before = trimmed(
            part.start().get(),
            source.start().get().max(part.start().get()),
        );
        let behind = trimmed(source.end().get().min(part.end().get()), part.end().get());
        [before, behind]
    });
    let kept: Vec<CleanSpan> = parts.flatten().collect();
    if kept.is_empty() {
        content.to_vec()
    } else {
        kept
    }
}

/// The contents without what is none: whom it is told ("X was warned by Y that", "warned the board the fund would"), and "without
/// evidence" before "that".
pub(crate) fn without_circumstance(text: &str, cue: CleanSpan, content: &mut Vec<CleanSpan>) {
    const TOLD: [&str; 8] = [
        "warned", "told", "tells", "informed", "reminded", "advised", "assured", "notified",
    ];
    let words = text[cue.range()].to_lowercase();
    let mut parts = words.split_whitespace();
    let is_told = parts.next().is_some_and(|be| BE.contains(&be))
        && parts.next().is_some_and(|verb| TOLD.contains(&verb));
    if is_told && content.len() > 1 && content.iter().any(|c| cue.end() <= c.start()) {
        content.retain(|c| cue.end() <= c.start());
    }
    if let Some(first) = content.first_mut().filter(|c| cue.end() <= c.start())
        && words
            .split(' ')
            .next_back()
            .is_some_and(|verb| TOLD.contains(&verb))
        && let Some(at) = after_addressee(&text[first.range()])
    {
        *first = CleanSpan::new(first.start().get() + at, first.end().get());
    }
    if let Some(first) = content.first_mut()
        && let Some(rest) = text[first.range()].strip_prefix("without ")
        && let Some((_, said)) = rest.split_once(' ')
        && said.starts_with("that ")
    {
        *first = CleanSpan::new(first.end().get() - said.len(), first.end().get());
    }
}

/// Where the clause begins behind the one to whom it is told: "the board | the fund would run dry", "reporters | he was ill".
fn after_addressee(words: &str) -> Option<usize> {
    let mut places = words
        .split_whitespace()
        .map(|word| (word.as_ptr().addr() - words.as_ptr().addr(), word));
    let (_, first) = places.next()?;
    let is_small = |word: &str| word.chars().all(char::is_lowercase);
    let is_definite = is_in("definite", first) || is_in("article", first);
    let is_noun = is_small(first) && first.len() > 3 && first.ends_with('s')
        || matches!(first, "him" | "them" | "me" | "us");
    if is_definite {
        places.next().filter(|(_, noun)| is_small(noun))?;
    } else if !is_noun {
        return None;
    }
    let (at, next) = places.next()?;
    let opens =
        is_in("article", next) || matches!(next, "he" | "she" | "it" | "they" | "we" | "there");
    opens.then_some(at)
}

/// A content without the marks around it and the word that subordinates it: they belong to the outer statement.
pub(crate) fn unmarked(text: &str, content: CleanSpan) -> CleanSpan {
    let words = &text[content.range()];
    let trimmed = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let trimmed = trimmed.strip_prefix("that ").unwrap_or(trimmed);
    let start = content.end().get() - trimmed.len();
    CleanSpan::new(start, start + trimmed.trim_end_matches(is_mark).len())
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> CleanSpan {
        let start = text.find(words).unwrap();
        CleanSpan::new(start, start + words.len())
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
    fn marks_and_that_belong_to_the_outer_statement() {
        let text = "that “Orvane agreed,”";
        assert_eq!(
            unmarked(text, CleanSpan::new(0, text.len())),
            at(text, "“Orvane agreed")
        );
        let text = "“Orvane agreed,”";
        assert_eq!(
            unmarked(text, CleanSpan::new(0, text.len())),
            at(text, "Orvane agreed")
        );
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

    #[test]
    fn contents_end_before_what_is_another_s() {
        let text = "doctors believed he was fit but that his family had asked";
        let inner = at(text, "he was fit but that his family had asked");
        assert_eq!(up_to_parallel(text, vec![inner]), [at(text, "he was fit")]);
        let text = "doctors believed that he was fit and that he slept";
        let inner = at(text, "that he was fit and that he slept");
        assert_eq!(up_to_parallel(text, vec![inner]), [inner]);
        let text = "Ida Lyle described it as “medieval” in a report last week.";
        let content = at(text, "it as “medieval” in a report last week");
        assert_eq!(without_venue(text, content), at(text, "it as “medieval”"));
        let text = "Ida Lyle called it “medieval” in a way.";
        let content = at(text, "it “medieval” in a way");
        assert_eq!(without_venue(text, content), content);
    }

    #[test]
    fn the_one_who_is_told_is_no_content() {
        for (words, clause) in [
            (
                "the board the fund would run dry",
                Some("the fund would run dry"),
            ),
            ("reporters he was ill", Some("he was ill")),
            ("the fund would run dry", None),
            ("years of rain had spoiled it", None),
            ("that the fund would run dry", None),
        ] {
            let found = after_addressee(words).map(|at| &words[at..]);
            assert_eq!(found, clause, "{words}");
        }
    }

    #[test]
    fn what_is_agreed_begins_with_its_infinitive() {
        let text = "Rebels have agreed to hand over the airport.";
        let (cue, content) = (
            at(text, "have agreed to hand over"),
            at(text, "the airport"),
        );
        let parts = (
            at(text, "have agreed"),
            at(text, "to hand over the airport"),
        );
        assert_eq!(infinitive(text, cue, content), Some(parts));
        let text = "Rebels agreed to talks.";
        assert_eq!(
            infinitive(text, at(text, "agreed to"), at(text, "talks")),
            None
        );
        let text = "Rebels refused to discuss the airport.";
        let (cue, content) = (at(text, "refused to discuss"), at(text, "the airport"));
        assert_eq!(infinitive(text, cue, content), None);
    }

    #[test]
    fn a_subject_goes_on_with_its_verb() {
        let text = "The aide said that the summit was not discussed, shrugging.";
        let cue = Some(at(text, "said"));
        let end = |content: &str, bound: usize| {
            let found = predicate_end(text, cue, at(text, content), bound);
            found.map(|end| &text[..end])
        };
        let whole = "The aide said that the summit was not discussed";
        assert_eq!(end("that the summit", text.len()), Some(whole));
        let bound = text.find(" discussed").unwrap();
        assert_eq!(
            end("that the summit", bound),
            Some("The aide said that the summit was not")
        );
        assert_eq!(end("that the summit was not", text.len()), None);
        for (text, content) in [
            (
                "The aide who said that the boat sank was dismissed.",
                "that the boat sank",
            ),
            (
                "To have said that the boat lifted was wrong.",
                "that the boat lifted",
            ),
        ] {
            let (cue, content) = (Some(at(text, "said")), at(text, content));
            assert_eq!(predicate_end(text, cue, content, text.len()), None);
        }
    }

    #[test]
    fn what_the_cue_interrupts_goes_on_behind_it() {
        let rest = |text: &str, source: &str, cue: &str, front: &str| {
            let sentence = CleanSpan::new(0, text.len());
            let content = [at(text, front)];
            let found = rest_behind(
                text,
                sentence,
                Some(at(text, source)),
                at(text, cue),
                &content,
            );
            found.map(|span| text[span.range()].to_owned())
        };
        let text = "The boat is believed by the police to have sunk off Tesk.";
        let found = rest(text, "the police", "is believed", "The boat");
        assert_eq!(found.as_deref(), Some("to have sunk off Tesk"));
        let text = "The drug, according to a study, wears off.";
        let found = rest(text, "a study", "according to", "The drug");
        assert_eq!(found.as_deref(), Some("wears off"));
        let text = "It is late, according to Ida Lyle, the judge.";
        assert_eq!(rest(text, "Ida Lyle", "according to", "It is late"), None);
    }
}
