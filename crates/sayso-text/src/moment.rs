//! When something was published: a day, with the time of day and the time zone where they are given.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

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

    /// Whether this is the earlier of two moments; `None` where that cannot be told, because they are the same, or because a
    /// time or a zone is missing and the other could make up for the difference.
    #[must_use]
    pub fn is_before(self, other: Self) -> Option<bool> {
        /// Hours by which clocks of two zones may differ on one day.
        const ZONES: i64 = 14;
        let at = |moment: Self| -> Option<Timestamp> {
            let clock = TimeZone::fixed(moment.offset.unwrap_or(Offset::UTC));
            let local = moment.day.to_datetime(moment.time?).to_zoned(clock);
            local.ok().map(|zoned| zoned.timestamp())
        };
        if let (Some(a), Some(b)) = (at(self), at(other)) {
            let known = self.offset.is_some() && other.offset.is_some();
            let apart = a.duration_until(b).as_hours().abs();
            return (a != b && (known || apart >= ZONES)).then_some(a < b);
        }
        (self.day != other.day).then_some(self.day < other.day)
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
    fn a_day_decides_and_an_hour_in_unknown_zones_does_not() {
        let monday = Moment::from(date(2031, 5, 12));
        let tuesday = Moment::from(date(2031, 5, 13));
        assert_eq!(monday.is_before(tuesday), Some(true));
        assert_eq!(tuesday.is_before(monday), Some(false));
        assert_eq!(monday.is_before(monday), None);
        let (nine, noon) = (time(9, 0, 0, 0), time(12, 0, 0, 0));
        assert_eq!(monday.at(nine, None).is_before(monday.at(noon, None)), None);
        // Nine o'clock one hour east of another place is before nine o'clock there.
        let (east, west) = (Some(offset(1)), Some(offset(0)));
        let (a, b) = (monday.at(nine, east), monday.at(nine, west));
        assert_eq!(a.is_before(b), Some(true));
        assert_eq!(b.is_before(a), Some(false));
        let evening = monday.at(time(23, 0, 0, 0), None);
        assert_eq!(evening.is_before(tuesday.at(nine, None)), None);
        assert_eq!(evening.is_before(tuesday.at(noon, west)), None);
        assert_eq!(evening.is_before(tuesday), Some(true));
    }

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
