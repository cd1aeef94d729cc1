//! Days that a text names by month and number, and weekdays.

use jiff::civil::{Date, Weekday};

use crate::terms::Word;

/// A day of a month, with the year where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthDay {
    pub(crate) year: Option<i16>,
    pub(crate) month: i8,
    pub(crate) day: i8,
}

impl MonthDay {
    /// The date, in the year that brings it nearest to `near` where none is told.
    pub(crate) fn nearest(self, near: Date) -> Option<Date> {
        match self.year {
            Some(year) => Date::new(year, self.month, self.day).ok(),
            None => (near.year().saturating_sub(1)..=near.year().saturating_add(1))
                .filter_map(|year| Date::new(year, self.month, self.day).ok())
                .min_by_key(|date| days_between(near, *date).abs()),
        }
    }
}

/// Days from `a` to `b`, negative where `b` is the earlier.
pub(crate) fn days_between(a: Date, b: Date) -> i64 {
    a.until(b)
        .map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The days named by month and number ("May 20", "20 May 2026", "the first of September"), in order.
pub(crate) fn month_days(split: &[Word]) -> Vec<MonthDay> {
    let mut found = Vec::new();
    for (i, word) in split.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let year = |at: usize| {
            let written = &split.get(at)?.lower;
            written
                .parse::<i16>()
                .ok()
                .filter(|y| (1800..2200).contains(y) && written.len() == 4)
        };
        if let Some(day) = split
            .get(i + 1)
            .filter(|w| w.before.trim_matches('.').is_empty())
            .and_then(|w| day(&w.lower))
        {
            found.push(MonthDay {
                year: year(i + 2),
                month,
                day,
            });
        } else if let Some(day) = i.checked_sub(1).and_then(|k| day(&split[k].lower)) {
            found.push(MonthDay {
                year: year(i + 1),
                month,
                day,
            });
        } else if i >= 2
            && split[i - 1].lower == "of"
            && let Some(day) = day(&split[i - 2].lower)
        {
            found.push(MonthDay {
                year: year(i + 1),
                month,
                day,
            });
        }
    }
    found
}

fn month(word: &Word) -> Option<i8> {
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
    if !word.capital {
        return None;
    }
    let lower = word.lower.as_str();
    let at = MONTHS.iter().position(|m| {
        *m == lower || (lower.len() >= 3 && lower.len() <= 4 && m.starts_with(lower))
    })?;
    i8::try_from(at + 1).ok()
}

fn day(lower: &str) -> Option<i8> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    if let Some(at) = ORDINALS.iter().position(|o| *o == lower) {
        return i8::try_from(at + 1).ok();
    }
    let digits = lower
        .strip_suffix("st")
        .or(lower.strip_suffix("nd"))
        .or(lower.strip_suffix("rd"))
        .or(lower.strip_suffix("th"));
    digits
        .unwrap_or(lower)
        .parse::<i8>()
        .ok()
        .filter(|d| (1..=31).contains(d))
}

/// The weekday that a word names.
pub(crate) fn weekday(word: &Word) -> Option<Weekday> {
    match word.lower.as_str() {
        "monday" => Some(Weekday::Monday),
        "tuesday" => Some(Weekday::Tuesday),
        "wednesday" => Some(Weekday::Wednesday),
        "thursday" => Some(Weekday::Thursday),
        "friday" => Some(Weekday::Friday),
        "saturday" => Some(Weekday::Saturday),
        "sunday" => Some(Weekday::Sunday),
        _ => None,
    }
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
    use crate::terms::words;

    #[test]
    fn days_are_read_in_either_order() {
        let read = |text: &str| {
            month_days(&words(text))
                .into_iter()
                .map(|d| (d.year, d.month, d.day))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("on May 20 and on 3 June 2026"),
            [(None, 5, 20), (Some(2026), 6, 3)]
        );
        assert_eq!(read("by the first of September"), [(None, 9, 1)]);
        assert_eq!(read("they may 20 times march on"), []);
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
    }

    #[test]
    fn a_missing_year_is_the_nearest() {
        let day = MonthDay {
            year: None,
            month: 12,
            day: 30,
        };
        assert_eq!(
            day.nearest(Date::constant(2026, 1, 4)),
            Some(Date::constant(2025, 12, 30))
        );
    }
}
