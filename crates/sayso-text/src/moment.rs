//! When something was published: a day, with the time of day and the time zone where they are given.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// A day on the calendar of whoever wrote it, with the time of day and its distance from UTC where they are given.
///
/// Written as ISO 8601, with as much as is known.
///
/// ```
/// use jiff::{civil::{date, time}, tz::offset};
/// use sayso_text::Moment;
/// let day = Moment::from(date(2031, 5, 12));
/// assert_eq!(day.to_string(), "2031-05-12");
/// let full = day.at(time(9, 30, 0, 0), Some(offset(2)));
/// assert_eq!(full.to_string(), "2031-05-12T09:30:00+02:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    day: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Moment {
    /// The same day at a time. `offset` is east of UTC; `None` where the zone is not given.
    #[must_use]
    pub const fn at(self, time: Time, offset: Option<Offset>) -> Self {
        Self {
            day: self.day,
            time: Some(time),
            offset,
        }
    }

    /// The day, as written.
    #[must_use]
    pub const fn date(self) -> Date {
        self.day
    }

    /// The time of day, as written.
    #[must_use]
    pub const fn time(self) -> Option<Time> {
        self.time
    }

    /// How far the clock is from UTC.
    #[must_use]
    pub const fn offset(self) -> Option<Offset> {
        self.offset
    }
}

impl From<Date> for Moment {
    fn from(day: Date) -> Self {
        Self {
            day,
            time: None,
            offset: None,
        }
    }
}

impl From<DateTime> for Moment {
    fn from(local: DateTime) -> Self {
        Self::from(local.date()).at(local.time(), None)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(
            f,
            "T{:02}:{:02}:{:02}",
            time.hour(),
            time.minute(),
            time.second()
        )?;
        match self.offset.map(Offset::seconds) {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use jiff::tz::offset;

    use super::*;

    #[test]
    fn as_much_as_is_known_is_written() {
        let day = Moment::from(date(2031, 5, 2));
        let morning = time(8, 5, 9, 0);
        assert_eq!(day.at(morning, None).to_string(), "2031-05-02T08:05:09");
        let utc = day.at(morning, Some(offset(0)));
        assert_eq!(utc.to_string(), "2031-05-02T08:05:09Z");
        let half = Offset::from_seconds(-(3 * 60 + 30) * 60).expect("within a day");
        let west = day.at(morning, Some(half));
        assert_eq!(west.to_string(), "2031-05-02T08:05:09-03:30");
    }
}
