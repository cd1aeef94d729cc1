//! Counting days.

use jiff::civil::{Date, Weekday};
use sayso_read::{Tense, day_expressions, resolve_day};
use sayso_text::CleanSpan;

use crate::terms::{Word, words};

/// Days from `a` to `b`, negative where `b` is the earlier.
pub(crate) fn days_between(a: Date, b: Date) -> i64 {
    a.until(b)
        .map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The days that a text names, in order, counted from `anchor`. A weekday lies ahead only where the text speaks of what
/// is to come.
pub(crate) fn days_named(text: &str, anchor: Date) -> Vec<Date> {
    const AHEAD: &[&str] = &[
        "due",
        "expect",
        "expected",
        "going",
        "intend",
        "intends",
        "next",
        "plan",
        "planned",
        "plans",
        "scheduled",
        "tomorrow",
        "will",
    ];
    let split = words(text);
    // "Would be there by Monday", but not "would have been impossible on Friday".
    let would = split
        .windows(2)
        .any(|w| w[0].lower == "would" && w[1].lower != "have");
    // "Could not be there before Wednesday."
    let bound = |w: &Word| matches!(w.lower.as_str(), "before" | "by" | "until");
    let can = |w: &Word| matches!(w.lower.as_str(), "can" | "cannot" | "could");
    let would = would || split.iter().any(can) && split.iter().any(bound);
    let ahead = would || split.iter().any(|w| AHEAD.contains(&w.lower.as_str()));
    let before = |day: CleanSpan| {
        let before = text[..day.start().get()].trim_end();
        before.rsplit(' ').next().unwrap_or_default().to_lowercase()
    };
    let tense = |day: Tense| if ahead { Tense::Future } else { day };
    // "No ship has left since 3 May", "in force until Friday", "the Tuesday deadline": a bound, and not a day of what is told.
    let is_bound = |day: CleanSpan| {
        let behind = text[day.end().get()..].trim_start_matches(['’', '\'', 's', ' ']);
        let before = before(day);
        matches!(before.as_str(), "since" | "through" | "until")
            || before == "before" && !ahead
            || behind.starts_with("deadline")
    };
    day_expressions(text, CleanSpan::new(0, text.len()))
        .into_iter()
        .filter(|day| !is_bound(day.span))
        .filter_map(|day| Some((text.get(day.span.range())?, tense(day.tense))))
        // "where we are today" is no date.
        .filter(|(written, _)| !written.to_lowercase().starts_with("to"))
        .filter_map(|(written, tense)| resolve_day(written, anchor, tense))
        .collect()
}

/// The last such weekday up to and including `anchor`.
pub(crate) fn last(weekday: Weekday, anchor: Date) -> Option<Date> {
    let back = i64::from(anchor.weekday().since(weekday));
    anchor.checked_sub(jiff::Span::new().days(back)).ok()
}

/// The next such weekday from `anchor` on, `anchor` included.
pub(crate) fn next(weekday: Weekday, anchor: Date) -> Option<Date> {
    let on = i64::from(anchor.weekday().until(weekday));
    anchor.checked_add(jiff::Span::new().days(on)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_weekday_lies_behind_unless_the_text_looks_ahead() {
        let monday = Date::constant(2026, 5, 11);
        let named = |text: &str| days_named(text, monday);
        assert_eq!(
            named("it would have been impossible to sign on Friday"),
            [Date::constant(2026, 5, 8)]
        );
        for bound in [
            "no ship has left since 3 May",
            "it is in force through 31 May",
            "the Tuesday deadline stands",
            "the order, extended until Friday, stands",
            "she told them to sign nothing before Friday",
        ] {
            assert_eq!(named(bound), [], "{bound}");
        }
        assert_eq!(
            named("we will discuss it on Wednesday"),
            [Date::constant(2026, 5, 13)]
        );
        assert_eq!(
            named("they would be in place by Wednesday"),
            [Date::constant(2026, 5, 13)]
        );
        assert_eq!(
            named("it could not be there before Friday"),
            [Date::constant(2026, 5, 15)]
        );
        assert_eq!(
            named("the storm to make landfall late on Thursday"),
            [Date::constant(2026, 5, 14)]
        );
        assert_eq!(
            named("they came to Tesk to sign on Friday"),
            [Date::constant(2026, 5, 8)]
        );
        assert_eq!(named("that is where we are today"), []);
    }

    #[test]
    fn weekdays_are_counted_from_the_anchor() {
        let monday = Date::constant(2026, 5, 11);
        assert_eq!(
            last(Weekday::Sunday, monday),
            Some(Date::constant(2026, 5, 10))
        );
        assert_eq!(last(Weekday::Monday, monday), Some(monday));
        assert_eq!(
            next(Weekday::Wednesday, monday),
            Some(Date::constant(2026, 5, 13))
        );
        assert_eq!(days_between(monday, Date::constant(2026, 5, 8)), -3);
    }
}
