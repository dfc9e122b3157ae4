//! Amounts as files write them, exact to the cent.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::Betrag;

use super::mappe::{Zellwert, is_blank};

/// Why a cell is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeinBetrag {
    /// There is text in it.
    Text,
    /// An error value.
    Fehlerwert,
    /// It may mean two things, such as `1.234`.
    Mehrdeutig,
    /// More than two decimals.
    ZuFein,
    /// Beyond the largest amount.
    ZuGross,
}

/// Reads the amount of a cell.
///
/// # Errors
///
/// Says why the cell is no amount.
pub fn read(wert: &Zellwert) -> Result<Betrag, KeinBetrag> {
    match wert {
        Zellwert::Zahl(zahl) => of_number(*zahl),
        Zellwert::Text(text) => parse(text),
        Zellwert::Fehlerwert(_) => Err(KeinBetrag::Fehlerwert),
        Zellwert::Datum(_) | Zellwert::Wahr(_) => Err(KeinBetrag::Text),
    }
}

/// A number cell. What a formula leaves behind below a millionth is noise of binary fractions, not a fraction of a cent.
fn of_number(zahl: Decimal) -> Result<Betrag, KeinBetrag> {
    let cents = zahl.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    if (zahl - cents).abs() > Decimal::new(1, 6) {
        return Err(KeinBetrag::ZuFein);
    }
    Betrag::from_decimal(cents).ok_or(KeinBetrag::ZuGross)
}

/// Reads an amount as text: `1.234,56 €`, `1 234,56`, `123,00-`, `(123,00)`, `−123,00`, `1.234,– €`, `-0,00`, `206,4`.
///
/// # Errors
///
/// Says why the text is no amount.
pub fn parse(text: &str) -> Result<Betrag, KeinBetrag> {
    let bare: String = text.chars().filter(|c| !is_blank(*c) && *c != '\'').collect();
    let bare = without_currency(&bare);
    let (negative, bare) = sign_of(bare)?;
    let (negative, bare) = match without_currency_in_sign(bare) {
        // "(123,00 €)" and "123,00- €" hide the sign or the currency behind each other.
        Some(inner) => (negative, inner),
        None => (negative, bare),
    };
    let bare = ["–", "—", "--", "-"]
        .into_iter()
        .find_map(|dash| bare.strip_suffix(dash).filter(|rest| rest.ends_with([',', '.'])))
        .map_or_else(|| bare.to_owned(), |rest| format!("{rest}00"));
    let (whole, fraction) = split(&bare)?;
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(KeinBetrag::Text);
    }
    if fraction.len() > 2 {
        return Err(KeinBetrag::ZuFein);
    }
    if whole.len() > 12 {
        return Err(KeinBetrag::ZuGross);
    }
    let cents: i64 = format!("{whole}{fraction:0<2}").parse().map_err(|_| KeinBetrag::Text)?;
    let betrag = Betrag::from_cents(if negative { -cents } else { cents });
    if betrag.abs() > Betrag::LARGEST { Err(KeinBetrag::ZuGross) } else { Ok(betrag) }
}

fn without_currency(text: &str) -> &str {
    let text = ["€", "EUR", "Euro"].into_iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
    ["€", "EUR"].into_iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

fn without_currency_in_sign(text: &str) -> Option<&str> {
    let inner = without_currency(text);
    (inner.len() < text.len()).then_some(inner)
}

/// Takes off the sign: before, behind or as brackets. Two signs are no amount.
fn sign_of(text: &str) -> Result<(bool, &str), KeinBetrag> {
    const MINUS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];
    if let Some(inner) = text.strip_prefix('(') {
        let inner = inner.strip_suffix(')').ok_or(KeinBetrag::Text)?;
        return if inner.starts_with(MINUS) { Err(KeinBetrag::Text) } else { Ok((true, inner)) };
    }
    if let Some(rest) = text.strip_prefix(MINUS) {
        return Ok((true, rest));
    }
    if let Some(rest) = text.strip_suffix(MINUS).filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit() || c == '€'))
    {
        return Ok((true, rest));
    }
    Ok((false, text.strip_prefix('+').unwrap_or(text)))
}

/// Splits at the decimal sign and takes the thousands apart.
fn split(text: &str) -> Result<(String, String), KeinBetrag> {
    let last = text.rfind([',', '.']);
    let Some(last) = last else { return Ok((text.to_owned(), String::new())) };
    let (whole, fraction) = (&text[..last], &text[last + 1..]);
    let decimal_sign = if text[last..].starts_with(',') { ',' } else { '.' };
    let group_sign = if decimal_sign == ',' { '.' } else { ',' };
    if whole.contains(decimal_sign) {
        // The same sign twice separates thousands: 1.234.567
        let groups = format!("{whole}{decimal_sign}{fraction}");
        return ungroup(&groups, decimal_sign).map(|whole| (whole, String::new())).ok_or(KeinBetrag::Text);
    }
    if !whole.contains(group_sign) && fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') {
        return Err(if whole.is_empty() { KeinBetrag::Text } else { KeinBetrag::Mehrdeutig });
    }
    let whole = ungroup(whole, group_sign).ok_or(KeinBetrag::Text)?;
    Ok((whole, fraction.to_owned()))
}

/// Takes the separators out of `1.234.567`; `None` where the groups are not of three digits.
fn ungroup(whole: &str, sign: char) -> Option<String> {
    let mut groups = whole.split(sign);
    let mut digits = groups.next()?.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let first = whole.split(sign).next().map_or(0, str::len);
    (!grouped || (1..=3).contains(&first)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::prelude::FromPrimitive;

    use super::*;

    #[test]
    fn shapes_of_real_files_are_read_to_the_cent() {
        for (text, cents) in [
            ("1.234,56 €", 123_456),
            ("\u{a0}1.143,55", 114_355),
            ("1\u{a0}167,65", 116_765),
            ("-22\u{a0}033,20", -2_203_320),
            ("255,00\u{a0}€", 25_500),
            ("-255,– €", -25_500),
            ("1.320,- €", 132_000),
            ("(18.679,50)", -1_867_950),
            ("(123,00 €)", -12_300),
            ("4.228,40- €", -422_840),
            ("123,00-", -12_300),
            ("123,00 €-", -12_300),
            ("−6.678,95", -667_895),
            ("-0,00", 0),
            ("0", 0),
            ("535,6", 53_560),
            ("-790", -79_000),
            ("-206,4", -20_640),
            ("1234.56", 123_456),
            ("1,234.56", 123_456),
            ("1.234.567", 123_456_700),
            ("EUR 12,00", 1_200),
            (" 6150,40 ", 615_040),
        ] {
            assert_eq!(parse(text), Ok(Betrag::from_cents(cents)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_why() {
        for (text, why) in [
            ("s. Anlage", KeinBetrag::Text),
            ("ca. 1.200,00", KeinBetrag::Text),
            ("", KeinBetrag::Text),
            ("€", KeinBetrag::Text),
            ("-", KeinBetrag::Text),
            (",50", KeinBetrag::Text),
            ("--5", KeinBetrag::Text),
            ("(5", KeinBetrag::Text),
            ("1.23,45", KeinBetrag::Text),
            ("12.34.567,00", KeinBetrag::Text),
            ("31.03.2026", KeinBetrag::Text),
            ("1.234", KeinBetrag::Mehrdeutig),
            ("1,234", KeinBetrag::Mehrdeutig),
            ("12,3456", KeinBetrag::ZuFein),
            ("0,125", KeinBetrag::ZuFein),
            ("99999999999999", KeinBetrag::ZuGross),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn noise_of_formulas_is_rounded_and_fractions_of_cents_are_not() {
        let read_number = |number: f64| of_number(Decimal::from_f64(number).expect("finite"));
        assert_eq!(read_number(2_677_517.780_000_001), Ok(Betrag::from_cents(267_751_778)));
        assert_eq!(read_number(12.345), Err(KeinBetrag::ZuFein));
        assert_eq!(read_number(1e20), Err(KeinBetrag::ZuGross));
    }

    fn grouped(whole: i64, sign: &str) -> String {
        let digits = whole.to_string();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(sign);
            }
            text.push(digit);
        }
        text
    }

    proptest! {
        #[test]
        fn every_shape_round_trips_to_the_cent(cents in 0_i64..=99_999_999_999, shape in 0_usize..14) {
            let (whole, rest) = (cents / 100, cents % 100);
            let plain = format!("{whole},{rest:02}");
            let points = format!("{},{rest:02}", grouped(whole, "."));
            let (text, negative) = match shape {
                0 => (plain, false),
                1 => (points, false),
                2 => (format!("{},{rest:02}", grouped(whole, "\u{a0}")), false),
                3 => (format!("{},{rest:02} €", grouped(whole, "\u{202f}")), false),
                4 => (format!("\u{a0}{points}\u{a0}€"), false),
                5 => (format!("-{points}"), true),
                6 => (format!("\u{2212}{points}"), true),
                7 => (format!("{points}-"), true),
                8 => (format!("{points}- €"), true),
                9 => (format!("({points})"), true),
                10 => (format!("{whole}.{rest:02}"), false),
                11 => (format!("{},{rest:02}", grouped(whole, "'")), false),
                12 => (format!(" {points} EUR "), false),
                _ => (format!("{},{rest:02}", grouped(whole, " ")), false),
            };
            let expected = Betrag::from_cents(if negative { -cents } else { cents });
            prop_assert_eq!(parse(&text), Ok(expected), "{}", text);
        }

        #[test]
        fn whole_euros_with_a_dash(euros in 0_i64..=999_999_999) {
            let text = format!("{},– €", grouped(euros, "."));
            prop_assert_eq!(parse(&text), Ok(Betrag::from_cents(euros * 100)));
        }

        #[test]
        fn number_cells_are_exact(cents in -9_999_999_999_i64..=9_999_999_999) {
            // What a workbook stores is the nearest binary fraction.
            let stored: f64 = format!("{}", Betrag::from_cents(cents)).parse().expect("a number");
            let cell = Zellwert::Zahl(Decimal::from_f64(stored).expect("finite"));
            prop_assert_eq!(read(&cell), Ok(Betrag::from_cents(cents)));
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,20}") {
            let _ = parse(&text);
        }
    }
}
