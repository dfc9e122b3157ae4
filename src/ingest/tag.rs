//! Dates and months as files write them.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use crate::domain::text::{key, tidy};
use crate::domain::zeitraum::last_of_month;

use super::mappe::Zellwert;

/// Why a cell is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeinDatum {
    /// It looks like a date, but there is no such day.
    Unmoeglich,
    /// It does not look like a date.
    Unlesbar,
    /// An error value.
    Fehlerwert,
}

/// How the dates of a file are to be read.
#[derive(Clone, Debug, Default)]
pub struct Kalender {
    /// Numbers without a date format are days.
    pub seriennummern: bool,
    /// Days are counted from 1904.
    pub ab_1904: bool,
    /// Keys of texts that mean "no end yet".
    offen: Vec<String>,
    /// Days that mean "no end yet".
    offen_tage: Vec<NaiveDate>,
}

impl Kalender {
    /// Takes the settings of a layout.
    pub fn new(seriennummern: bool, ab_1904: bool, offen: &[String]) -> Self {
        Self {
            seriennummern,
            ab_1904,
            offen: offen.iter().map(|word| key(word)).collect(),
            offen_tage: offen.iter().filter_map(|word| parse_any(word).ok()).collect(),
        }
    }

    /// Whether a cell says that there is no end yet.
    pub fn is_open(&self, wert: &Zellwert) -> bool {
        match wert {
            Zellwert::Text(text) if self.offen.contains(&key(text)) => true,
            _ => self.read_any(wert).is_ok_and(|day| self.offen_tage.contains(&day)),
        }
    }

    /// Reads the date of a cell; years outside 1900 to 2199 are no dates of this field.
    ///
    /// # Errors
    ///
    /// Says why the cell is no date.
    pub fn read(&self, wert: &Zellwert) -> Result<NaiveDate, KeinDatum> {
        self.read_any(wert)
            .and_then(|day| if (1900..=2199).contains(&day.year()) { Ok(day) } else { Err(KeinDatum::Unmoeglich) })
    }

    fn read_any(&self, wert: &Zellwert) -> Result<NaiveDate, KeinDatum> {
        match wert {
            Zellwert::Datum(day) => Ok(*day),
            Zellwert::Text(text) => parse_any(text),
            Zellwert::Zahl(zahl) if self.seriennummern => {
                let days = zahl.trunc().to_u64().filter(|days| (1..=2_958_465).contains(days));
                self.of_serial(days.ok_or(KeinDatum::Unlesbar)?).ok_or(KeinDatum::Unlesbar)
            }
            Zellwert::Zahl(_) | Zellwert::Wahr(_) => Err(KeinDatum::Unlesbar),
            Zellwert::Fehlerwert(_) => Err(KeinDatum::Fehlerwert),
        }
    }

    /// The day of a serial number. The calendar from 1900 holds a 29 February that never was.
    fn of_serial(&self, days: u64) -> Option<NaiveDate> {
        let (year, month, day) = match (self.ab_1904, days >= 60) {
            (true, _) => (1904, 1, 1),
            (false, true) => (1899, 12, 30),
            (false, false) => (1899, 12, 31),
        };
        NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days))
    }
}

/// Reads `31.03.2026`, `31.3.26`, `2026-03-31`, with or without a time of day.
///
/// # Errors
///
/// Says why the text is no date.
fn parse_any(text: &str) -> Result<NaiveDate, KeinDatum> {
    let text = tidy(text);
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let time = text[day.len()..].trim_start_matches([' ', 'T']);
    if !time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.')) {
        return Err(KeinDatum::Unlesbar);
    }
    let (year, month, day) = if day.contains('-') { iso_parts(day) } else { german_parts(day) }?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(KeinDatum::Unmoeglich)
}

fn iso_parts(text: &str) -> Result<(i32, u32, u32), KeinDatum> {
    let [year, month, day] = parts(text, '-')?;
    if year.1 != 4 {
        return Err(KeinDatum::Unlesbar);
    }
    Ok((i32::try_from(year.0).map_err(|_| KeinDatum::Unlesbar)?, month.0, day.0))
}

fn german_parts(text: &str) -> Result<(i32, u32, u32), KeinDatum> {
    let [day, month, year] = parts(text, '.')?;
    let number = i32::try_from(year.0).map_err(|_| KeinDatum::Unlesbar)?;
    let year = match year.1 {
        4 => number,
        // Two digits: nobody in these files was born before 1970, and no Hilfe is planned beyond 2069.
        2 if number < 70 => 2000 + number,
        2 => 1900 + number,
        _ => return Err(KeinDatum::Unlesbar),
    };
    Ok((year, month.0, day.0))
}

/// Three numbers and how many digits each has.
fn parts(text: &str, sign: char) -> Result<[(u32, usize); 3], KeinDatum> {
    let mut numbers = [(0, 0); 3];
    let mut pieces = text.split(sign);
    for place in &mut numbers {
        let piece = pieces.next().ok_or(KeinDatum::Unlesbar)?;
        if piece.is_empty() || piece.len() > 4 || !piece.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(KeinDatum::Unlesbar);
        }
        *place = (piece.parse().map_err(|_| KeinDatum::Unlesbar)?, piece.len());
    }
    if pieces.next().is_some() || numbers[1].1 > 2 { Err(KeinDatum::Unlesbar) } else { Ok(numbers) }
}

/// Reads a month: `10/2025`, `10.2025`, `2025-10`, or any day in it. Gives its first and last day.
pub fn read_month(kalender: &Kalender, wert: &Zellwert) -> Result<(NaiveDate, NaiveDate), KeinDatum> {
    let first = match wert {
        Zellwert::Text(text) => parse_month(&tidy(text)),
        _ => None,
    };
    let first = match first {
        Some(first) => first,
        None => kalender.read(wert)?.with_day(1).ok_or(KeinDatum::Unlesbar)?,
    };
    Ok((first, last_of_month(first)))
}

fn parse_month(text: &str) -> Option<NaiveDate> {
    let (left, right) = text.split_once(['/', '.', '-'])?;
    let (month, year) = if left.len() == 4 { (right, left) } else { (left, right) };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || month.len() > 2 || !digits(year) || !digits(month) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    fn text(text: &str) -> Zellwert {
        Zellwert::Text(text.to_owned())
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn impossible_is_not_unreadable() {
        let kalender = Kalender::default();
        assert_eq!(kalender.read(&text("31.06.2026")), Err(KeinDatum::Unmoeglich));
        assert_eq!(kalender.read(&text("31.06.25")), Err(KeinDatum::Unmoeglich));
        assert_eq!(kalender.read(&text("2026-13-01")), Err(KeinDatum::Unmoeglich));
        for shape in ["bald", "01/02/2026", "1.2", "45838", "", "01.02.2026 ca.", "1.2.3.4", "26-01-02"] {
            assert_eq!(kalender.read(&text(shape)), Err(KeinDatum::Unlesbar), "{shape}");
        }
        assert_eq!(kalender.read(&Zellwert::Fehlerwert("#BEZUG!".into())), Err(KeinDatum::Fehlerwert));
        assert_eq!(kalender.read(&Zellwert::Zahl(Decimal::from(45838))), Err(KeinDatum::Unlesbar));
    }

    #[test]
    fn serial_numbers_follow_their_calendar() {
        let serial = |ab_1904, days: u32| {
            Kalender::new(true, ab_1904, &[]).read(&Zellwert::Zahl(Decimal::from(days))).expect("a day")
        };
        assert_eq!(serial(false, 45838), day(2025, 6, 30));
        assert_eq!(serial(false, 61), day(1900, 3, 1));
        assert_eq!(serial(true, 45838 - 1462), day(2025, 6, 30));
    }

    #[test]
    fn open_ends_come_as_words_and_as_days() {
        let words: Vec<String> = ["lfd.", "31.12.9999", "31.12.99"].map(str::to_owned).to_vec();
        let kalender = Kalender::new(false, false, &words);
        for wert in [text("LFD."), text("31.12.9999"), text(" 31.12.99"), Zellwert::Datum(day(9999, 12, 31))] {
            assert!(kalender.is_open(&wert), "{wert:?}");
        }
        assert!(!kalender.is_open(&text("31.12.2026")));
        assert_eq!(kalender.read(&text("31.12.9999")), Err(KeinDatum::Unmoeglich));
    }

    #[test]
    fn months_give_their_first_and_last_day() {
        let kalender = Kalender::default();
        for shape in ["02/2024", "2.2024", "2024-02", "15.02.2024"] {
            assert_eq!(read_month(&kalender, &text(shape)), Ok((day(2024, 2, 1), day(2024, 2, 29))), "{shape}");
        }
        assert!(read_month(&kalender, &text("13/2024")).is_err());
    }

    proptest! {
        #[test]
        fn every_shape_round_trips(days in 0_i64..40_000, shape in 0_usize..8) {
            let expected = day(1970, 1, 1) + chrono::Duration::days(days);
            prop_assume!(expected.year() < 2070 || shape != 2);
            let written = match shape {
                0 => expected.format("%d.%m.%Y").to_string(),
                1 => expected.format("%Y-%m-%d").to_string(),
                2 => expected.format("%d.%m.%y").to_string(),
                3 => format!("{}.{}.{}", expected.day(), expected.month(), expected.year()),
                4 => expected.format("\u{a0}%d.%m.%Y ").to_string(),
                5 => expected.format("%Y-%m-%d 00:00:00").to_string(),
                6 => expected.format("%Y-%m-%dT00:00:00").to_string(),
                _ => expected.format("%d.%m.%Y 12:30").to_string(),
            };
            prop_assert_eq!(Kalender::default().read(&text(&written)), Ok(expected), "{}", written);
        }

        #[test]
        fn nothing_panics(shape in "\\PC{0,14}") {
            let _ = Kalender::default().read(&text(&shape));
            let _ = read_month(&Kalender::default(), &text(&shape));
        }
    }
}
