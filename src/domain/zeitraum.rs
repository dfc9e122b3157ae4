//! Quarters, half-years and the days they begin and end on.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A quarter of a calendar year, written `2026-Q2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quartal {
    jahr: i32,
    nummer: u32,
}

/// A half of a calendar year, written `2026-H1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Halbjahr {
    jahr: i32,
    nummer: u32,
}

/// What was typed is no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPeriod;

/// The day, for years and months that are known to exist.
fn day(jahr: i32, monat: u32, tag: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(jahr, monat, tag).unwrap_or(NaiveDate::MIN)
}

/// The last day of the month that holds `day`.
pub fn last_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first.checked_add_months(Months::new(1)).and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(day)
}

impl Quartal {
    /// The quarter of a year, or `None` if `nummer` is not 1 to 4.
    pub fn new(jahr: i32, nummer: u32) -> Option<Self> {
        ((1..=4).contains(&nummer) && (1990..=2199).contains(&jahr)).then_some(Self { jahr, nummer })
    }

    /// The quarter that holds a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { jahr: day.year(), nummer: day.month0() / 3 + 1 }
    }

    /// Its year.
    pub const fn jahr(self) -> i32 {
        self.jahr
    }

    /// Its number, 1 to 4.
    pub const fn nummer(self) -> u32 {
        self.nummer
    }

    /// Its first day.
    pub fn beginn(self) -> NaiveDate {
        day(self.jahr, self.nummer * 3 - 2, 1)
    }

    /// Its last day, the Stichtag.
    pub fn ende(self) -> NaiveDate {
        last_of_month(day(self.jahr, self.nummer * 3, 1))
    }

    /// The last days of its three months.
    pub fn month_ends(self) -> [NaiveDate; 3] {
        [2, 1, 0].map(|back| last_of_month(day(self.jahr, self.nummer * 3 - back, 1)))
    }

    /// The quarter that was over last on a day.
    pub fn last_over_on(day: NaiveDate) -> Self {
        Self::of(day).previous()
    }

    /// The quarter before.
    pub fn previous(self) -> Self {
        if self.nummer == 1 {
            Self { jahr: self.jahr - 1, nummer: 4 }
        } else {
            Self { jahr: self.jahr, nummer: self.nummer - 1 }
        }
    }

    /// The quarter after.
    pub fn next(self) -> Self {
        if self.nummer == 4 {
            Self { jahr: self.jahr + 1, nummer: 1 }
        } else {
            Self { jahr: self.jahr, nummer: self.nummer + 1 }
        }
    }

    /// The four quarters of its year.
    pub fn of_same_year(self) -> [Self; 4] {
        [1, 2, 3, 4].map(|nummer| Self { jahr: self.jahr, nummer })
    }

    /// The half-year that ends with it, if one does.
    pub fn ends_halbjahr(self) -> Option<Halbjahr> {
        matches!(self.nummer, 2 | 4).then_some(Halbjahr { jahr: self.jahr, nummer: self.nummer / 2 })
    }
}

impl Halbjahr {
    /// The latest half-year that is over on a day.
    pub fn last_over_on(day: NaiveDate) -> Self {
        let last = Quartal::of(day).previous();
        last.ends_halbjahr().unwrap_or_else(|| Self { jahr: last.previous().jahr, nummer: last.previous().nummer / 2 })
    }

    /// Its first day.
    pub fn beginn(self) -> NaiveDate {
        day(self.jahr, self.nummer * 6 - 5, 1)
    }

    /// Its last day.
    pub fn ende(self) -> NaiveDate {
        last_of_month(day(self.jahr, self.nummer * 6, 1))
    }
}

macro_rules! period_text {
    ($name:ident, $letter:literal, $last:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("{}-", $letter, "{}"), self.jahr, self.nummer)
            }
        }

        impl FromStr for $name {
            type Err = NoPeriod;

            fn from_str(text: &str) -> Result<Self, NoPeriod> {
                let (jahr, nummer) = text.split_once(concat!("-", $letter)).ok_or(NoPeriod)?;
                if jahr.len() != 4 || nummer.len() != 1 {
                    return Err(NoPeriod);
                }
                let jahr = jahr.parse().map_err(|_| NoPeriod)?;
                let nummer = nummer.parse().map_err(|_| NoPeriod)?;
                if (1990..=2199).contains(&jahr) && (1..=$last).contains(&nummer) {
                    Ok(Self { jahr, nummer })
                } else {
                    Err(NoPeriod)
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|NoPeriod| {
                    de::Error::invalid_value(
                        de::Unexpected::Str(&text),
                        &concat!("ein Zeitraum wie \"2026-", $letter, "1\""),
                    )
                })
            }
        }
    };
}

period_text!(Quartal, "Q", 4);
period_text!(Halbjahr, "H", 2);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_knows_its_days() {
        let quartal: Quartal = "2024-Q1".parse().expect("a quarter");
        assert_eq!(quartal.beginn(), day(2024, 1, 1));
        assert_eq!(quartal.ende(), day(2024, 3, 31));
        assert_eq!(quartal.month_ends()[1], day(2024, 2, 29));
        assert_eq!(quartal.previous().to_string(), "2023-Q4");
        assert_eq!(quartal.previous().next(), quartal);
        assert_eq!(Quartal::of(day(2026, 6, 30)).to_string(), "2026-Q2");
    }

    #[test]
    fn other_shapes_are_no_period() {
        for text in ["2026", "2026-Q5", "2026-Q0", "26-Q1", "2026Q1", "2026-q1", "2026-Q12", "-Q1", "1500-Q1"] {
            assert_eq!(text.parse::<Quartal>(), Err(NoPeriod), "{text}");
        }
    }

    #[test]
    fn a_half_year_is_over_on_the_day_after_its_last() {
        for (today, halbjahr) in [
            (day(2026, 6, 30), "2025-H2"),
            (day(2026, 7, 1), "2026-H1"),
            (day(2026, 12, 31), "2026-H1"),
            (day(2027, 1, 1), "2026-H2"),
            (day(2027, 5, 2), "2026-H2"),
        ] {
            assert_eq!(Halbjahr::last_over_on(today).to_string(), halbjahr, "{today}");
        }
    }

    #[test]
    fn every_second_quarter_ends_a_half_year() {
        let quartal: Quartal = "2026-Q2".parse().expect("a quarter");
        let halbjahr = quartal.ends_halbjahr().expect("a half-year");
        assert_eq!(halbjahr.to_string(), "2026-H1");
        assert_eq!(halbjahr.ende(), quartal.ende());
        assert_eq!(quartal.next().ends_halbjahr(), None);
    }
}
