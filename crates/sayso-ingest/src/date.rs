//! Dates of publication in the forms that news pages write.

use std::sync::LazyLock;

#[cfg(test)]
use jiff::civil::date;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use regex::{Captures, Regex};
use sayso_text::Moment;

const MONTH: &str = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
const TIME: &str = r"(?:[\s,|·•–T-]*(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*\(?(?P<zone>ZONES))?)?";

/// Abbreviations of time zones that mean one thing, with minutes east of UTC. "IST" (India, Ireland, Israel), "CST" and
/// "ET" are not among them.
const ZONES: [(&str, i32); 26] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("SAST", 120),
    ("EAT", 180),
    ("MSK", 180),
    ("PKT", 300),
    ("SGT", 480),
    ("HKT", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("PST", -480),
    ("PDT", -420),
];

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
    let names: Vec<&str> = ZONES.iter().map(|(name, _)| *name).collect();
    let zones = format!(
        r"(?:(?-i:UTC|GMT)\s*)?[+-]\d{{1,2}}(?::?\d{{2}})?\b|(?-i:{})\b",
        names.join("|")
    );
    // The patterns are fixed and covered by tests.
    forms
        .iter()
        .map(|f| {
            Regex::new(
                &format!("(?i){}", f.replace("ZONES", &zones))
                    .replace(r"\b", r"(?-u:\b)")
                    .replace(r"\d", "[0-9]"),
            )
            .expect("a fixed pattern")
        })
        .collect()
});

/// The first date in a text, and where it stands. Day and month that could be either way round are no date.
pub(crate) fn find(text: &str) -> Option<(Moment, std::ops::Range<usize>)> {
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

fn read(captures: &Captures<'_>) -> Option<Moment> {
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
    let day = Moment::from(Date::new(year, month as i8, day as i8).ok()?);
    let zone = captures.name("zone").and_then(|zone| offset(zone.as_str()));
    Some(time(captures).map_or(day, |time| day.at(time, zone)))
}

/// "Z", "GMT", "+02:00", "UTC+2", "EDT".
fn offset(zone: &str) -> Option<Offset> {
    let minutes = match zone.find(['+', '-']) {
        None => ZONES.iter().find(|(name, _)| *name == zone)?.1,
        Some(at) => {
            let digits: Vec<i32> = zone[at..]
                .bytes()
                .filter(u8::is_ascii_digit)
                .map(|digit| i32::from(digit - b'0'))
                .collect();
            let minutes = match digits[..] {
                [a] => a * 60,
                [a, b] => (10 * a + b) * 60,
                [a, b, c, d] => (10 * a + b) * 60 + 10 * c + d,
                _ => return None,
            };
            if zone.as_bytes()[at] == b'-' {
                -minutes
            } else {
                minutes
            }
        }
    };
    Offset::from_seconds(minutes * 60).ok()
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

/// A day and a time in UTC that a test can compare with.
#[cfg(test)]
pub(crate) fn utc(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> Moment {
    Moment::from(date(year, month, day)).at(
        jiff::civil::time(hour, minute, 0, 0),
        Some(jiff::tz::offset(0)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_news_pages() {
        let cases = [
            ("2031-05-12T09:26:05+02:00", "2031-05-12T09:26:05+02:00"),
            ("2031-05-12T09:26:05.113Z", "2031-05-12T09:26:05Z"),
            ("2031-05-12 09:26:05", "2031-05-12T09:26:05"),
            (
                "Mon, 12 May 2031 09:26:05 -0330",
                "2031-05-12T09:26:05-03:30",
            ),
            ("12 May, 2031 19:26", "2031-05-12T19:26:00"),
            ("Monday 12th May 2031", "2031-05-12"),
            (
                "Published May 12, 2031 at 7:26 p.m. EDT",
                "2031-05-12T19:26:00-04:00",
            ),
            ("12 May 2031, 19:26 (GMT+3)", "2031-05-12T19:26:00+03:00"),
            ("12 May 2031, 19:26 UTC +03", "2031-05-12T19:26:00+03:00"),
            ("12 May 2031, 19:26 IST", "2031-05-12T19:26:00"),
            ("Sept. 3, 2031 | 12:05 AM", "2031-09-03T00:05:00"),
            ("12.05.2031, 08:00", "2031-05-12T08:00:00"),
            ("25/05/2031", "2031-05-25"),
            ("05/25/2031", "2031-05-25"),
        ];
        for (text, expected) in cases {
            let found = find(text).map(|f| f.0.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
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
