//! Numbers, days and signs as German readers expect them.
//!
//! Narrow no-break space before € and %, true minus, decimal comma, groups of three. Signs in tables follow the
//! Statistische Ämter: `–` exactly nothing, `x` makes no sense, `…` not yet known, `.` kept secret.

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::Quote;
use crate::domain::{Angabe, Betrag, Halbjahr, Quartal};

/// U+202F, before units.
pub const NARROW: char = '\u{202f}';
/// U+00A0, between words that stay together.
pub const NBSP: char = '\u{a0}';
/// U+2212, the true minus.
pub const MINUS: char = '\u{2212}';
/// Exactly nothing.
pub const NICHTS: &str = "–";
/// Makes no sense.
pub const SINNLOS: &str = "x";
/// Not yet known.
pub const UNBEKANNT: &str = "…";
/// Kept secret.
pub const GESPERRT: &str = ".";

/// A decimal number with so many places, rounded half away from zero: `1.234,50`.
pub fn zahl(value: Decimal, places: u32) -> String {
    let value = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let digits = format!("{:.*}", usize::try_from(places).unwrap_or(0), value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() + 6);
    if value.is_sign_negative() && !value.is_zero() {
        text.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

/// An amount without its unit, two places: `1.234,56`.
pub fn betrag(betrag: Betrag) -> String {
    zahl(betrag.to_decimal(), 2)
}

/// An amount in a table: `–` for exactly nothing.
pub fn betrag_tabelle(amount: Betrag) -> String {
    if amount.is_zero() { NICHTS.to_owned() } else { betrag(amount) }
}

/// A change in a table: always with its sign, `–` for exactly nothing.
pub fn aenderung_tabelle(amount: Betrag) -> String {
    if amount.cents() > 0 { format!("+{}", betrag(amount)) } else { betrag_tabelle(amount) }
}

/// A number that may be shown, or the sign of the reason why none is.
pub fn angabe<T>(angabe: Angabe<T>, print: impl FnOnce(T) -> String) -> String {
    match angabe {
        Angabe::Wert(wert) => print(wert),
        Angabe::Gesperrt => GESPERRT.to_owned(),
        Angabe::Fehlt => UNBEKANNT.to_owned(),
    }
}

/// A count: `1.234`.
pub fn anzahl(count: i64) -> String {
    zahl(Decimal::from(count), 0)
}

/// A count in a table: `–` for exactly nothing.
pub fn anzahl_tabelle(count: i64) -> String {
    if count == 0 { NICHTS.to_owned() } else { anzahl(count) }
}

/// A change of a count in a table: always with its sign, `–` for exactly nothing.
pub fn aenderung_anzahl(change: i64) -> String {
    if change > 0 { format!("+{}", anzahl(change)) } else { anzahl_tabelle(change) }
}

/// A change with so many places, always with its sign; without one where it is rounded to nothing: `+4,0`.
pub fn mit_vorzeichen(change: Decimal, places: u32) -> String {
    let text = zahl(change, places);
    let is_nothing = text.chars().all(|sign| matches!(sign, '0' | ','));
    if change.is_sign_positive() && !is_nothing { format!("+{text}") } else { text }
}

/// Whether a text is a printed number: digits, or `–` for nothing.
pub fn is_number(text: &str) -> bool {
    text == NICHTS || text.chars().any(|sign| sign.is_ascii_digit())
}

/// An amount of money: `1.234,56 €`.
pub fn euro(amount: Betrag) -> String {
    format!("{}{NARROW}€", betrag(amount))
}

/// An amount of money in whole euros, for headlines: `1.235 €`.
pub fn euro_ganz(amount: Betrag) -> String {
    format!("{}{NARROW}€", zahl(amount.to_decimal(), 0))
}

/// The unit of an amount as it stands behind the number or in the head of a column: `€`, `Std.`.
pub const fn einheit(einheit: Einheit) -> &'static str {
    match einheit {
        Einheit::Euro => "€",
        Einheit::Stunden => "Std.",
    }
}

/// The unit as a word, for texts that are read aloud: `Euro`, `Stunden`.
pub const fn einheit_wort(einheit: Einheit) -> &'static str {
    match einheit {
        Einheit::Euro => "Euro",
        Einheit::Stunden => "Stunden",
    }
}

/// An amount with its unit: `1.234,56 €`, `12,50 Std.`.
pub fn mit_einheit(amount: Betrag, unit: Einheit) -> String {
    format!("{}{NARROW}{}", betrag(amount), einheit(unit))
}

/// An amount in whole units, for headlines: `1.235 €`, `13 Std.`.
pub fn ganz_mit_einheit(amount: Betrag, unit: Einheit) -> String {
    format!("{}{NARROW}{}", zahl(amount.to_decimal(), 0), einheit(unit))
}

/// A percentage that is not a quotient of amounts, with as many places as it has: `33 %`, `12,5 %`.
pub fn prozent_genau(percent: Decimal) -> String {
    let percent = percent.normalize();
    format!("{}{NARROW}%", zahl(percent, percent.scale()))
}

/// An amount of money in thousands with one place, for bars: `19,4`.
pub fn tausend(amount: Betrag) -> String {
    zahl(amount.to_decimal() / Decimal::ONE_THOUSAND, 1)
}

/// A share in percent with one place: `43,5 %`.
pub fn prozent(quote: Quote) -> String {
    format!("{}{NARROW}%", prozent_zahl(quote, 1))
}

/// A share in percent, so many places, without the sign: `43,5`.
pub fn prozent_zahl(quote: Quote, places: u32) -> String {
    zahl(quote.0 * Decimal::ONE_HUNDRED, places)
}

/// A difference of two shares in percentage points, with its sign: `−30,1`.
pub fn prozentpunkte(difference: Decimal) -> String {
    let points = difference * Decimal::ONE_HUNDRED;
    let text = zahl(points, 1);
    if points.is_sign_positive() && text != "0,0" { format!("+{text}") } else { text }
}

/// A printed text as it is read aloud: units as words.
pub fn gesprochen(text: &str) -> String {
    [("€", "Euro"), ("%", "Prozent"), ("Std.", "Stunden")]
        .into_iter()
        .fold(text.to_owned(), |text, (unit, word)| text.replace(&format!("{NARROW}{unit}"), &format!(" {word}")))
}

/// A day: `31.03.2026`.
pub fn tag(day: NaiveDate) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

/// Two days: `01.03.2026–28.02.2027`.
pub fn spanne(beginn: NaiveDate, ende: NaiveDate) -> String {
    format!("{}–{}", tag(beginn), tag(ende))
}

/// A quarter in words: `2. Quartal 2026`.
pub fn quartal(quartal: Quartal) -> String {
    format!("{}.{NBSP}Quartal {}", quartal.nummer(), quartal.jahr())
}

/// A half-year in words: `1. Halbjahr 2026`.
pub fn halbjahr(halbjahr: Halbjahr) -> String {
    let text = halbjahr.to_string();
    let (jahr, nummer) = text.split_once("-H").unwrap_or((&text, ""));
    format!("{nummer}.{NBSP}Halbjahr {jahr}")
}

/// Small counts as words, others as digits: `sieben`, `13`.
pub fn zahlwort(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// A SHA-256 in short: `1028…a1cd`.
pub fn hash_kurz(sha256: &str) -> String {
    match (sha256.get(..4), sha256.len().checked_sub(4).and_then(|start| sha256.get(start..))) {
        (Some(first), Some(last)) => format!("{first}…{last}"),
        _ => sha256.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_carry_a_true_minus() {
        assert_eq!(betrag(Betrag::from_cents(-1_067_781)), "−10.677,81");
        assert_eq!(euro(Betrag::from_cents(100)), "1,00\u{202f}€");
        assert_eq!(euro_ganz(Betrag::from_cents(5_617_754)), "56.178\u{202f}€");
        assert_eq!(zahl(Decimal::from(1_234_567), 0), "1.234.567");
        assert_eq!(zahl(Decimal::new(-4, 1), 0), "0");
    }

    #[test]
    fn nothing_is_a_dash_and_changes_carry_their_sign() {
        assert_eq!(betrag_tabelle(Betrag::ZERO), "–");
        assert_eq!(aenderung_tabelle(Betrag::from_cents(150_000)), "+1.500,00");
        assert_eq!(aenderung_tabelle(Betrag::from_cents(-300_000)), "−3.000,00");
        assert_eq!(prozentpunkte(Decimal::new(-30_126, 5)), "−30,1");
        assert_eq!(prozentpunkte(Decimal::new(4, 4)), "0,0");
    }

    #[test]
    fn counts_and_their_changes_carry_the_signs_of_tables() {
        assert_eq!((anzahl_tabelle(0), anzahl_tabelle(1_250)), ("–".to_owned(), "1.250".to_owned()));
        assert_eq!((aenderung_anzahl(7), aenderung_anzahl(-7)), ("+7".to_owned(), "−7".to_owned()));
        assert_eq!(mit_vorzeichen(Decimal::new(4, 2), 1), "0,0");
        assert_eq!(mit_vorzeichen(Decimal::new(-172, 1), 1), "−17,2");
        assert_eq!(angabe(Angabe::Gesperrt, anzahl), ".");
    }

    #[test]
    fn units_are_read_aloud_as_words() {
        assert_eq!(gesprochen("56.178\u{202f}€ sind frei, 43,5\u{202f}%"), "56.178 Euro sind frei, 43,5 Prozent");
    }

    #[test]
    fn periods_keep_together() {
        assert_eq!(quartal("2026-Q2".parse().expect("a quarter")), "2.\u{a0}Quartal 2026");
        assert_eq!(halbjahr("2026-H1".parse().expect("a half-year")), "1.\u{a0}Halbjahr 2026");
    }
}
