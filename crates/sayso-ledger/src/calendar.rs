//! Counting days.

use jiff::civil::{Date, Weekday};
use sayso_read::{day_expressions, resolve_day};
use sayso_text::CleanSpan;

/// Days from `a` to `b`, negative where `b` is the earlier.
pub(crate) fn days_between(a: Date, b: Date) -> i64 {
    a.until(b)
        .map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The days that a text names, in order, counted from `anchor`.
pub(crate) fn days_named(text: &str, anchor: Date) -> Vec<Date> {
    day_expressions(text, CleanSpan::new(0, text.len()))
        .into_iter()
        .filter_map(|day| resolve_day(text.get(day.span.range())?, anchor, day.tense))
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
