//! Mends to what is said: contents that the model cuts short, or that hold what is another's, where the words themselves show it.

use sayso_text::CleanSpan;

use crate::act::is_verb_form;
use crate::mend::BE;
use crate::words::is_in;

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

/// A content within one paragraph, that of the cue where it reaches there: only what is quoted goes on over a line's end. `goes_on`
/// tells whether a quotation is open at a position.
pub(crate) fn within_paragraph(
    text: &str,
    cue: Option<CleanSpan>,
    content: CleanSpan,
    goes_on: impl Fn(usize) -> bool,
) -> CleanSpan {
    let (mut start, mut end) = (content.start().get(), content.end().get());
    for (at, _) in text[content.range()].match_indices('\n') {
        let at = content.start().get() + at;
        let behind = text.get(at..end).map_or("", str::trim_start);
        let quoted_on = behind.starts_with(['“', '‘', '"', '\'', '«', '„']);
        if at < start || behind.is_empty() || goes_on(at) || quoted_on {
            continue;
        }
        let next = end - behind.len();
        if cue.is_some_and(|cue| cue.start().get() >= next) {
            start = next;
        } else {
            end = content.start().get() + text[content.start().get()..at].trim_end().len();
        }
    }
    CleanSpan::new(start, end.max(start))
}

/// "Citing an official whom it did not name, that the plane was hit": what the one cited said.
pub(crate) fn behind_cited(text: &str, cue: CleanSpan, content: CleanSpan) -> CleanSpan {
    const CITES: [&str; 3] = ["citing", "quoting", "cited"];
    let cites = CITES.contains(&text[cue.range()].to_lowercase().as_str());
    let behind = text[content.range()].find(", that ").filter(|_| cites);
    behind.map_or(content, |at| {
        CleanSpan::new(content.start().get() + at + 2, content.end().get())
    })
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

pub(crate) fn is_mark(c: char) -> bool {
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
    fn what_is_not_quoted_ends_with_its_paragraph() {
        let text = "Army denies firing\nBay Herald\nTwenty men died, the army said.";
        let whole = at(text, "firing\nBay Herald\nTwenty men died");
        let kept = |cue: &str, open: bool| {
            let span = within_paragraph(text, Some(at(text, cue)), whole, |_| open);
            text[span.range()].to_owned()
        };
        assert_eq!(kept("denies", false), "firing");
        assert_eq!(kept("said", false), "Twenty men died");
        assert_eq!(kept("said", true), text[whole.range()]);
    }

    #[test]
    fn who_is_cited_is_no_content() {
        let text = "citing an official whom it did not name, that the plane was hit";
        let content = at(
            text,
            "an official whom it did not name, that the plane was hit",
        );
        let of = |cue: &str| behind_cited(text, at(text, cue), content);
        assert_eq!(&text[of("citing").range()], "that the plane was hit");
        assert_eq!(of("name"), content);
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
}
