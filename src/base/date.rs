//! Calendar dates as they are written in front matter and registry.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A day of the Gregorian calendar. Dates are compared and printed; no output depends on the day it is
/// made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, as the month allows.
    pub day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD` (ISO 8601) and nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        let year: u16 = text[..4].parse().ok()?;
        let month: u8 = text[5..7].parse().ok()?;
        let day: u8 = text[8..].parse().ok()?;
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (day >= 1 && day <= days).then_some(Date { year, month, day })
    }

    /// The days since 1 January 1970, of the proleptic Gregorian calendar.
    pub fn days(self) -> i64 {
        // Years begin in March, so that the leap day is the last of its year.
        let (month, year) = (i64::from(self.month), i64::from(self.year) - i64::from(self.month < 3));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - EPOCH
    }

    /// The day that many days after 1 January 1970; `None` when it has no year of
    /// our era.
    pub fn of_days(days: i64) -> Option<Date> {
        let (era, day_of_era) = ((days + EPOCH).div_euclid(ERA), (days + EPOCH).rem_euclid(ERA));
        let leaps = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / (ERA - 1);
        let year_of_era = (day_of_era - leaps) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = u8::try_from(day_of_year - (153 * month + 2) / 5 + 1).ok()?;
        let month = u8::try_from((month + 2) % 12 + 1).ok()?;
        let year = u16::try_from(400 * era + year_of_era + i64::from(month < 3)).ok()?;
        Some(Date { year, month, day })
    }
}

// From 1 March of the year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;
// 400 years.
const ERA: i64 = 146_097;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| D::Error::custom("not a date"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_in_iso_form_are_dates() {
        assert_eq!(Date::parse("2024-02-29"), Some(Date { year: 2024, month: 2, day: 29 }));
        for wrong in
            ["2023-02-29", "2026-13-01", "2026-1-1", "2026/11/20", "２０２６-11-20", "2026-11-31", ""]
        {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_counted_from_1970_and_back() {
        for (date, days) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-26", 20_783)]
        {
            let date = Date::parse(date).expect("a day");
            assert_eq!((date.days(), Date::of_days(days)), (days, Some(date)));
        }
        assert!((-700_000..100_000).all(|days| Date::of_days(days).is_some_and(|date| date.days() == days)));
        assert_eq!(Date::of_days(-800_000), None);
    }
}
