//! The clock of Germany: Central European Time, in summer an hour ahead.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// A moment on German clocks as a moment everywhere. In the hour that occurs twice in autumn the first one is meant.
pub fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    let hours = if is_summer(local) { 2 } else { 1 };
    (local - TimeDelta::hours(hours)).and_utc()
}

/// Whether summer time holds: from the last Sunday of March, 2:00, to the last Sunday of October, 3:00 (2000/84/EG).
fn is_summer(local: NaiveDateTime) -> bool {
    let change = |month, hour| last_sunday(local.year(), month).and_then(|day| day.and_hms_opt(hour, 0, 0));
    match (change(3, 2), change(10, 3)) {
        (Some(begin), Some(end)) => begin <= local && local < end,
        _ => false,
    }
}

/// The last Sunday of a month with 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    Some(last - TimeDelta::days(i64::from(last.weekday().num_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Changes of 2026: 29 March and 25 October, as the Physikalisch-Technische Bundesanstalt publishes them.
    #[test]
    fn summer_time_of_2026() {
        for (local, expected) in [
            ("2026-03-29T01:59:59", "2026-03-29T00:59:59"),
            ("2026-03-29T03:00:00", "2026-03-29T01:00:00"),
            ("2026-09-14T14:30:00", "2026-09-14T12:30:00"),
            ("2026-10-25T02:59:59", "2026-10-25T00:59:59"),
            ("2026-10-25T03:00:00", "2026-10-25T02:00:00"),
            ("2026-12-01T09:00:00", "2026-12-01T08:00:00"),
        ] {
            let found = utc(local.parse().expect("a time")).naive_utc();
            assert_eq!(found, expected.parse().expect("a time"), "{local}");
        }
    }
}
