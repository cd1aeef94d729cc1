//! Days: the expressions that name one, and which day they name.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use sayso_text::{CleanSpan, quotations};

use crate::words::{Words, is_capital, is_in, lower, possessor};

/// Whether an expression looks back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tense {
    /// Of what has happened: a weekday is the last one, today included.
    Past,
    /// Of what is to come: a weekday is the next one, today included.
    Future,
}

/// An expression that names a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayExpression {
    /// The words: "last Friday", "August 15, 2025", "Monday" in "Monday's talks".
    pub span: CleanSpan,
    /// What the words before it tell.
    pub tense: Tense,
    /// "Monday's talks": the day of the thing that follows, not of the sentence.
    pub possessive: bool,
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word in lower case is, or is short for ("feb", "sept"), in full.
#[must_use]
pub fn full_month(word: &str) -> Option<&'static str> {
    let is_short = |m: &str| word.len() == 3 && m.starts_with(word);
    let is = |m: &str| m == word || is_short(m) || word == "sept" && m == "september";
    MONTHS.into_iter().find(|m| is(m))
}

fn month(word: &str) -> Option<i8> {
    let full = full_month(word)?;
    let before = MONTHS.iter().position(|m| *m == full)?;
    i8::try_from(before + 1).ok()
}

fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|s| word.strip_suffix(s))
        .unwrap_or(word);
    let plain =
        !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|d| plain && (1..=31).contains(d))
}

fn year(word: &str) -> Option<i16> {
    word.parse()
        .ok()
        .filter(|y| word.len() == 4 && (1800..=2200).contains(y))
}

/// Whether a word (in lower case) can be part of a day's name.
pub(crate) fn is_day_word(word: &str) -> bool {
    weekday(word).is_some() || matches!(word, "today" | "yesterday" | "tomorrow" | "tonight")
}

/// The expressions that name a day within a stretch, in order. Vague ones ("last week", "in May") are none.
///
/// ```
/// use sayso_text::CleanSpan;
/// let text = "They met on Friday and will meet again on May 20.";
/// let found = sayso_read::day_expressions(text, CleanSpan::new(0, text.len()));
/// let words: Vec<&str> = found.iter().map(|d| &text[d.span.range()]).collect();
/// assert_eq!(words, ["Friday", "May 20"]);
/// ```
#[must_use]
pub fn day_expressions(text: &str, within: CleanSpan) -> Vec<DayExpression> {
    let words = Words::new(text, within);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((from, to)) = expression_at(&words, at) else {
            at += 1;
            continue;
        };
        let span = words.cover(from, to);
        let last = words.get(to - 1);
        let possessive = possessor(last).is_some();
        let cut = last.len() - possessor(last).unwrap_or(last).len();
        let span = CleanSpan::new(span.start().get(), span.end().get() - cut);
        found.push(DayExpression {
            span,
            tense: match words.lower(from).as_str() {
                "yesterday" => Tense::Past,
                "tomorrow" => Tense::Future,
                _ => tense(&words, from, to),
            },
            possessive,
        });
        at = to;
    }
    found
}

/// The expression that starts at a word: its first word and the word after its last.
fn expression_at(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let word = |i: usize| {
        let lowered = words.lower(i);
        lowered
            .strip_suffix("'s")
            .map_or(lowered.clone(), str::to_owned)
    };
    let ended = |i: usize| possessor(words.get(i)).is_some();
    if let Some(to) = date_end(words, at) {
        return Some((at, to));
    }
    let first = word(at);
    if matches!(
        first.as_str(),
        "today" | "yesterday" | "tomorrow" | "tonight"
    ) {
        let part = !ended(at) && is_part_of_day(&word(at + 1));
        return Some((at, if part { at + 2 } else { at + 1 }));
    }
    let modifies = matches!(first.as_str(), "last" | "next" | "this");
    if modifies
        && (first == "last" && word(at + 1) == "night"
            || first == "this" && is_part_of_day(&word(at + 1)))
    {
        return Some((at, at + 2));
    }
    let day = if modifies { at + 1 } else { at };
    if weekday(&word(day)).is_none() || !is_capital(words.get(day)) {
        return None;
    }
    if ended(day) {
        return Some((at, day + 1));
    }
    // "Monday, August 18, 2025".
    let next = if words.get(day + 1) == "," || words.get(day + 1) == "." {
        day + 2
    } else {
        day + 1
    };
    if let Some(to) = date_end(words, next) {
        return Some((at, to));
    }
    Some((
        at,
        if is_part_of_day(&word(day + 1)) {
            day + 2
        } else {
            day + 1
        },
    ))
}

fn is_part_of_day(word: &str) -> bool {
    matches!(word, "night" | "morning" | "afternoon" | "evening")
}

/// The end of a date that starts at a word: "August 15, 2025", "15 August", "the 15th of August", "2025-08-15".
fn date_end(words: &Words<'_>, at: usize) -> Option<usize> {
    let first = words.lower(at);
    if first.parse::<Date>().is_ok() && first.len() == 10 {
        return Some(at + 1);
    }
    let with_year = |to: usize| {
        let y = if words.get(to) == "," { to + 1 } else { to };
        if year(&words.lower(y)).is_some() {
            y + 1
        } else {
            to
        }
    };
    let bare_word = |i: usize| crate::words::bare(words.get(i)).to_lowercase();
    if month(&first).is_some() && words.is_capital(at) {
        let day = if words.get(at + 1) == "." {
            at + 2
        } else {
            at + 1
        };
        return day_number(&bare_word(day)).map(|_| {
            if possessor(words.get(day)).is_some() {
                day + 1
            } else {
                with_year(day + 1)
            }
        });
    }
    day_number(&first)?;
    let m = if words.lower(at + 1) == "of" {
        at + 2
    } else {
        at + 1
    };
    (month(&bare_word(m)).is_some() && words.is_capital(m)).then(|| {
        let to = if words.get(m + 1) == "." && year(&words.lower(m + 2)).is_some() {
            m + 2
        } else {
            m + 1
        };
        with_year(to)
    })
}

/// What the words before an expression tell, back to the last mark or verb of saying.
fn tense(words: &Words<'_>, from: usize, to: usize) -> Tense {
    if words.lower(from) == "next" || words.lower(from) == "tomorrow" {
        return Tense::Future;
    }
    if words.lower(from) == "last" {
        return Tense::Past;
    }
    for i in (from.saturating_sub(14)..from).rev() {
        let word = words.lower(i);
        let is_ahead = match word.as_str() {
            "to" => is_to_come(words, i),
            "would" | "may" | "might" | "must" | "should" => words.lower(i + 1) != "have",
            _ => is_in("ahead", &word),
        };
        if is_ahead {
            return Tense::Future;
        }
        if matches!(
            word.as_str(),
            ";" | "“"
                | "”"
                | "\""
                | "."
                | "said"
                | "says"
                | "told"
                | "was"
                | "were"
                | "did"
                | "had"
                | "met"
        ) {
            break;
        }
    }
    // "On Monday, they will meet": the comma is passed over only where the day opens the sentence.
    let behind = |i: &usize| words.is_word(*i) || from <= 1 && words.get(*i) == ",";
    let ahead = (to..to + 7)
        .take_while(behind)
        .any(|i| words.lower(i) == "will");
    if ahead { Tense::Future } else { Tense::Past }
}

/// "The storm to make landfall", and neither "went to Tesk" nor "came to Tesk to sign it".
fn is_to_come(words: &Words<'_>, to: usize) -> bool {
    const REACH: usize = 8;
    let verb = words.lower(to + 1);
    let is_verb = verb.starts_with(char::is_alphabetic)
        && !words.is_capital(to + 1)
        && verb != "have"
        && !is_in("determiner", &verb);
    let is_past = |i: usize| {
        let word = words.lower(i);
        word.ends_with("ed") && !is_in("ahead", &word)
            || matches!(
                word.as_str(),
                "been" | "came" | "flew" | "had" | "met" | "sat" | "was" | "went" | "were"
            )
    };
    is_verb && !(to.saturating_sub(REACH)..to).any(is_past)
}

/// The day that an expression names, seen from the day on which it was published. A date without a year is the nearest
/// one to the anchor. `None` where the words name no day ("last week") or one that does not exist ("June 31").
///
/// ```
/// use jiff::civil::date;
/// use sayso_read::{Tense, resolve_day};
/// let tuesday = date(2026, 5, 12);
/// assert_eq!(resolve_day("Sunday", tuesday, Tense::Past), Some(date(2026, 5, 10)));
/// assert_eq!(resolve_day("Sunday", tuesday, Tense::Future), Some(date(2026, 5, 17)));
/// assert_eq!(resolve_day("20 May", tuesday, Tense::Future), Some(date(2026, 5, 20)));
/// ```
#[must_use]
pub fn resolve_day(expression: &str, anchor: Date, tense: Tense) -> Option<Date> {
    let words = Words::new(expression, CleanSpan::new(0, expression.len()));
    let all: Vec<String> = (0..words.len())
        .map(|i| lower(crate::words::bare(words.get(i))))
        .collect();
    if let Some(date) = all
        .iter()
        .find_map(|w| w.parse::<Date>().ok().filter(|_| w.len() == 10))
    {
        return Some(date);
    }
    if let Some(month) = all.iter().find_map(|w| month(w))
        && let Some(day) = all.iter().find_map(|w| day_number(w))
    {
        if let Some(year) = all.iter().find_map(|w| year(w)) {
            return Date::new(year, month, day).ok();
        }
        let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
        let candidates = years
            .into_iter()
            .filter_map(|y| Date::new(y, month, day).ok());
        return candidates.min_by_key(|d| (days_between(anchor, *d).abs(), *d));
    }
    let has = |w: &str| all.iter().any(|a| a == w);
    if has("yesterday") || has("last") && has("night") {
        return anchor.yesterday().ok();
    }
    if has("tomorrow") {
        return anchor.tomorrow().ok();
    }
    if has("today") || has("tonight") || has("this") && all.iter().any(|w| is_part_of_day(w)) {
        return Some(anchor);
    }
    let weekday = all.iter().find_map(|w| weekday(w))?;
    let ahead = i32::from(anchor.weekday().until(weekday));
    let days = if has("next")
        || has("this") && tense == Tense::Future
        || !has("last") && tense == Tense::Future
    {
        if has("next") && ahead == 0 { 7 } else { ahead }
    } else if has("last") && ahead == 0 {
        -7
    } else if ahead == 0 {
        0
    } else {
        ahead - 7
    };
    anchor.checked_add(days.days()).ok()
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days())
}

/// The day on which a statement was made: one that its own clause names, outside the content, quotations and relative
/// clauses. `None` where nothing does or the day of publication is unknown.
pub(crate) fn time(
    text: &str,
    sentence: CleanSpan,
    content: &[CleanSpan],
    published: Option<Date>,
) -> Option<Date> {
    let anchor = published?;
    text.get(sentence.range())?;
    let words = Words::new(text, sentence);
    let quoted = quotations(text, sentence);
    let candidates = day_expressions(text, sentence).into_iter().filter(|day| {
        let at = words.at_or_after(day.span.start().get());
        let excluded = content
            .iter()
            .chain(quoted.iter().map(|q| &q.span))
            .any(|s| s.overlaps(day.span));
        let other = at.checked_sub(1).map(|i| words.lower(i));
        let bound = other.is_some_and(|w| is_in("bounding", &w));
        !day.possessive
            && day.tense == Tense::Past
            && !excluded
            && !bound
            && !in_relative_clause(&words, at)
    });
    candidates
        .into_iter()
        .find_map(|day| resolve_day(&text[day.span.range()], anchor, day.tense))
        .filter(|d| *d <= anchor)
}

/// Whether a word stands in a clause that ", who" or ", which" opened and no comma has closed.
pub(crate) fn in_relative_clause(words: &Words<'_>, at: usize) -> bool {
    for i in (at.saturating_sub(24)..at).rev() {
        if !words.is_word(i) && matches!(words.get(i), "," | ";" | "." | "”" | "\"") {
            return false;
        }
        if matches!(
            words.lower(i).as_str(),
            "who" | "which" | "whose" | "where" | "whom"
        ) {
            return i > 0 && (words.lower(i) != "where" || words.get(i - 1) == ",");
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A Tuesday.
    const ANCHOR: Date = date(2026, 5, 12);

    #[test]
    fn expressions_resolve_against_the_anchor() {
        for (expression, tense, expected) in [
            ("Sunday", Tense::Past, Some(date(2026, 5, 10))),
            ("Tuesday", Tense::Past, Some(ANCHOR)),
            ("last Tuesday", Tense::Past, Some(date(2026, 5, 5))),
            ("Monday night", Tense::Past, Some(date(2026, 5, 11))),
            ("Friday", Tense::Future, Some(date(2026, 5, 15))),
            ("next Tuesday", Tense::Future, Some(date(2026, 5, 19))),
            ("today", Tense::Past, Some(ANCHOR)),
            ("yesterday", Tense::Past, Some(date(2026, 5, 11))),
            ("last night", Tense::Past, Some(date(2026, 5, 11))),
            ("tomorrow", Tense::Future, Some(date(2026, 5, 13))),
            ("August 15, 2025", Tense::Past, Some(date(2025, 8, 15))),
            ("15 August 2025", Tense::Past, Some(date(2025, 8, 15))),
            ("Dec. 30", Tense::Past, Some(date(2025, 12, 30))),
            ("19th of May", Tense::Past, Some(date(2026, 5, 19))),
            ("2026-02-03", Tense::Past, Some(date(2026, 2, 3))),
            ("Monday, May 11", Tense::Past, Some(date(2026, 5, 11))),
            ("June 31", Tense::Past, None),
            ("last week", Tense::Past, None),
            ("in May", Tense::Past, None),
            ("", Tense::Past, None),
        ] {
            assert_eq!(
                resolve_day(expression, ANCHOR, tense),
                expected,
                "{expression}"
            );
        }
    }

    #[test]
    fn expressions_are_found_with_tense() {
        let text = "At Monday’s talks, said on Friday night, they will meet on 19 May; it was due by May 20, 2026, he may 3 times say.";
        let found = day_expressions(text, CleanSpan::new(0, text.len()));
        let plain: Vec<(&str, Tense, bool)> = found
            .iter()
            .map(|d| (&text[d.span.range()], d.tense, d.possessive))
            .collect();
        assert_eq!(
            plain,
            [
                ("Monday", Tense::Past, true),
                ("Friday night", Tense::Past, false),
                ("19 May", Tense::Future, false),
                ("May 20, 2026", Tense::Future, false)
            ]
        );
    }

    #[test]
    fn what_can_or_may_happen_on_a_day_is_to_come() {
        for (text, tense) in [
            (
                "She has a strong chance at winning the race on Tuesday",
                Tense::Future,
            ),
            (
                "If she wins, she can win over Dahl after Tuesday’s vote",
                Tense::Future,
            ),
            ("They may vote on Tuesday", Tense::Future),
            ("They may have voted on Tuesday", Tense::Past),
            ("They voted on Tuesday", Tense::Past),
        ] {
            let found = day_expressions(text, CleanSpan::new(0, text.len()));
            assert_eq!(found[0].tense, tense, "{text}");
        }
    }

    fn said(text: &str, content: &str) -> Option<Date> {
        let start = text.find(content).unwrap();
        time(
            text,
            CleanSpan::new(0, text.len()),
            &[CleanSpan::new(start, start + content.len())],
            Some(ANCHOR),
        )
    }

    #[test]
    fn a_statement_is_dated_by_its_own_clause() {
        for (text, content, expected) in [
            (
                "The port will open on Friday, Crane said Sunday.",
                "The port will open on Friday",
                Some(date(2026, 5, 10)),
            ),
            (
                "Speaking on Radio Calder on Sunday, Tosk said it rains.",
                "it rains",
                Some(date(2026, 5, 10)),
            ),
            (
                "Tosk, who met him on Friday, said it rains.",
                "it rains",
                None,
            ),
            (
                "Tosk, who took part in the talks Friday at a base, said it rains.",
                "it rains",
                None,
            ),
            ("After Friday’s talks Tosk said it rains.", "it rains", None),
            (
                "Tosk said the talks on Friday went well.",
                "the talks on Friday went well",
                None,
            ),
            (
                "In a statement on Monday evening she said it rains.",
                "it rains",
                Some(date(2026, 5, 11)),
            ),
            ("Crane said last week it rains.", "it rains", None),
        ] {
            assert_eq!(said(text, content), expected, "{text}");
        }
        assert_eq!(
            time("She said so Sunday.", CleanSpan::new(0, 19), &[], None),
            None
        );
    }
}
