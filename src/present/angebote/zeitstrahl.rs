//! The time line: three years, the Stichtag, and a bar for each Laufzeit, in hundredths of a millimetre.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::present::zahl;

/// How long the line is.
const BREITE: i64 = 4000;

/// The line itself.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Zeitstrahl {
    breite: i64,
    /// Where the Stichtag ends.
    marke: i64,
    marke_text: String,
    jahre: Vec<Jahr>,
    #[serde(skip)]
    first: NaiveDate,
    #[serde(skip)]
    days: i64,
}

#[derive(Clone, Debug, Serialize)]
struct Jahr {
    x: i64,
    text: String,
}

/// A Laufzeit on the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Balken {
    x: i64,
    breite: i64,
    /// The part up to the Stichtag.
    vergangen: i64,
    /// Not begun yet.
    geplant: bool,
    /// It began before the line does.
    pub vorher: bool,
    /// It goes on beyond the line.
    pub danach: bool,
}

impl Zeitstrahl {
    /// The year of the Stichtag with the one before and the one after.
    pub fn new(stichtag: NaiveDate) -> Self {
        let new_year = |jahr: i32| NaiveDate::from_ymd_opt(jahr, 1, 1).unwrap_or(stichtag);
        let jahr = stichtag.year();
        let first = new_year(jahr - 1);
        let days = new_year(jahr + 2).signed_duration_since(first).num_days().max(1);
        let mut strahl =
            Self { breite: BREITE, marke: 0, marke_text: zahl::tag(stichtag), jahre: Vec::new(), first, days };
        strahl.marke = strahl.end_of(stichtag);
        let jahre =
            (jahr - 1..=jahr + 1).map(|jahr| Jahr { x: strahl.begin_of(new_year(jahr)), text: jahr.to_string() });
        strahl.jahre = jahre.collect();
        strahl
    }

    pub fn balken(&self, beginn: NaiveDate, ende: NaiveDate) -> Balken {
        let (von, bis) = (self.begin_of(beginn), self.end_of(ende));
        let x = von.clamp(0, BREITE);
        Balken {
            x,
            breite: (bis.clamp(0, BREITE) - x).max(0),
            vergangen: (bis.min(self.marke) - x).max(0),
            geplant: von >= self.marke,
            vorher: von < 0,
            danach: bis > BREITE,
        }
    }

    /// Where a day begins.
    fn begin_of(&self, day: NaiveDate) -> i64 {
        day.signed_duration_since(self.first).num_days() * BREITE / self.days
    }

    /// Where a day ends.
    fn end_of(&self, day: NaiveDate) -> i64 {
        (day.signed_duration_since(self.first).num_days() + 1) * BREITE / self.days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn bars_meet_the_line_the_stichtag_and_each_other() {
        let strahl = Zeitstrahl::new(day("2026-06-30"));
        let whole = strahl.balken(day("2025-01-01"), day("2027-12-31"));
        assert_eq!((whole.x, whole.breite, whole.vorher, whole.danach), (0, BREITE, false, false));
        assert_eq!(whole.vergangen, strahl.marke);
        let first = strahl.balken(day("2025-09-01"), day("2026-02-28"));
        let second = strahl.balken(day("2026-03-01"), day("2026-12-31"));
        assert_eq!(first.x + first.breite, second.x);
        assert_eq!(first.vergangen, first.breite);
        assert_eq!(second.x + second.vergangen, strahl.marke);
    }

    #[test]
    fn what_reaches_beyond_the_line_is_cut_and_says_so() {
        let strahl = Zeitstrahl::new(day("2026-06-30"));
        let long = strahl.balken(day("2020-01-01"), day("2030-01-01"));
        assert_eq!((long.x, long.breite, long.vorher, long.danach), (0, BREITE, true, true));
        let planned = strahl.balken(day("2026-07-01"), day("2026-12-31"));
        assert_eq!((planned.x, planned.vergangen, planned.geplant), (strahl.marke, 0, true));
    }
}
