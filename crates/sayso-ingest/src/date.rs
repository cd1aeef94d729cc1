//! Dates of publication in the forms that news pages write.

use std::sync::LazyLock;

#[cfg(test)]
use jiff::civil::date;
use jiff::civil::{DateTime, Time};
use regex::{Captures, Regex};

const MONTH: &str = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
const TIME: &str = r"(?:[\s,|·•–T-]*(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?\b)?)?";

/// The forms, most telling first: ISO 8601, day month year, month day year, numbers only.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?";
    let forms = [
        format!(r"\b(?P<year>\d{{4}})-(?P<m>\d{{2}})-(?P<day>\d{{2}}){TIME}"),
        format!(
            r"{weekday}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{MONTH},?[\s-]+(?P<year>\d{{4}})\b{TIME}"
        ),
        format!(
            r"{weekday}\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b{TIME}"
        ),
        format!(r"\b(?P<year>\d{{4}})/(?P<m>\d{{1,2}})/(?P<day>\d{{1,2}})\b{TIME}"),
        format!(r"\b(?P<day>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<year>\d{{4}})\b{TIME}"),
        format!(r"\b(?P<first>\d{{1,2}})/(?P<second_part>\d{{1,2}})/(?P<year>\d{{4}})\b{TIME}"),
    ];
    // The patterns are fixed and covered by tests.
    forms
        .iter()
        .map(|f| {
            Regex::new(
                &format!("(?i){f}")
                    .replace(r"\b", r"(?-u:\b)")
                    .replace(r"\d", "[0-9]"),
            )
            .expect("a fixed pattern")
        })
        .collect()
});

/// The first date in a text, and where it stands. Day and month that could be either way round are no date.
pub(crate) fn find(text: &str) -> Option<(DateTime, std::ops::Range<usize>)> {
    // Every form has a year, and most lines have none.
    if !text
        .as_bytes()
        .windows(4)
        .any(|w| w.iter().all(u8::is_ascii_digit))
    {
        return None;
    }
    let found = FORMS
        .iter()
        .filter_map(|form| form.captures(text))
        .filter_map(|c| Some((read(&c)?, c.get(0)?.range())));
    // `min_by_key` keeps the first of equals: the more telling form.
    found
        .min_by_key(|(_, range)| range.start)
        .map(|(value, range)| {
            let shown = text[range.clone()]
                .trim_end_matches(|c: char| c.is_whitespace() || ",|·•–-".contains(c));
            (value, range.start..range.start + shown.len())
        })
}

fn read(captures: &Captures<'_>) -> Option<DateTime> {
    let number = |name: &str| {
        captures
            .name(name)
            .and_then(|m| m.as_str().parse::<i16>().ok())
    };
    let year = number("year")?;
    let (month, day) = if let Some(name) = captures.name("month") {
        let months = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        let name = name.as_str().to_ascii_lowercase();
        (
            months.iter().position(|m| name.starts_with(m))? as i16 + 1,
            number("day")?,
        )
    } else if let (Some(first), Some(second)) = (number("first"), number("second_part")) {
        match (first > 12, second > 12) {
            (true, false) => (second, first),
            (false, true) => (first, second),
            _ if first == second => (first, second),
            _ => return None,
        }
    } else {
        (number("m")?, number("day")?)
    };
    if !(1900..2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let day = jiff::civil::Date::new(year, month as i8, day as i8).ok()?;
    Some(day.to_datetime(time(captures).unwrap_or(Time::midnight())))
}

fn time(captures: &Captures<'_>) -> Option<Time> {
    let number = |name: &str| {
        captures
            .name(name)
            .and_then(|m| m.as_str().parse::<i8>().ok())
    };
    let mut hour = number("hour")?;
    match captures
        .name("half")
        .map(|h| h.as_str().starts_with(['p', 'P']))
    {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    Time::new(hour, number("minute")?, number("second").unwrap_or(0), 0).ok()
}

/// Whether a line says little else than when: "Published: 12 May 2031, 19:26 GMT".
pub(crate) fn is_date_line(line: &str) -> bool {
    static LABELS: LazyLock<Regex> = LazyLock::new(|| {
        let words = "published|updated|last|modified|posted|created|first|on|at|by|gmt|utc|bst|ist|edt|est|cet|cest|pdt|pst|et|hrs|date|time|am|pm|home|world|news|politics|business|local";
        Regex::new(&format!(r"(?i)(?-u:\b)(?:{words})(?-u:\b)")).expect("a fixed pattern")
    });
    if line.len() > 120 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let Some((_, range)) = find(line) else {
        return false;
    };
    let mut rest = format!("{} {}", &line[..range.start], &line[range.end..]);
    while let Some((_, range)) = find(&rest) {
        rest.replace_range(range, " ");
    }
    let rest = LABELS.replace_all(&rest, " ");
    rest.chars().filter(|c| c.is_alphabetic()).count() <= 14
}

/// The start of a day that a test can compare with.
#[cfg(test)]
pub(crate) fn at(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> DateTime {
    date(year, month, day).at(hour, minute, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_news_pages() {
        let cases = [
            ("2031-05-12T09:26:05+02:00", at(2031, 5, 12, 9, 26)),
            ("12 May, 2031 19:26", at(2031, 5, 12, 19, 26)),
            ("Monday 12th May 2031", at(2031, 5, 12, 0, 0)),
            (
                "Published May 12, 2031 at 7:26 p.m. EDT",
                at(2031, 5, 12, 19, 26),
            ),
            ("Sept. 3, 2031 | 12:05 AM", at(2031, 9, 3, 0, 5)),
            ("12.05.2031, 08:00", at(2031, 5, 12, 8, 0)),
            ("25/05/2031", at(2031, 5, 25, 0, 0)),
            ("05/25/2031", at(2031, 5, 25, 0, 0)),
        ];
        for (text, expected) in cases {
            let found = find(text).map(|f| f.0.with().second(0).build().expect("0 is a second"));
            assert_eq!(found, Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "05/06/2031",
            "31 June 2031",
            "2031",
            "call 12.13.14",
            "May 2031",
            "2031-13-01",
            "99 May 2031",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn the_date_stands_where_it_says() {
        let text = "Home News 12 May, 2031 19:26 | World";
        let (_, range) = find(text).expect("a date");
        assert_eq!(&text[range], "12 May, 2031 19:26");
    }

    #[test]
    fn lines_that_only_date() {
        assert!(is_date_line("Published: Mon, 12 May 2031 19:26 GMT"));
        assert!(is_date_line("12 May, 2031 19:26  HomeWorld News"));
        assert!(!is_date_line("The ferry sank on 12 May 2031 off the cape"));
    }
}
