//! Reads printed German numbers back: `−1.234,56 €`, `43,5 %`, `19,4 Tsd. €`, `–`.

use rust_decimal::Decimal;

use crate::present::zahl::{MINUS, NARROW, NBSP, NICHTS};

/// What is printed in the place of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gedruckt {
    /// A number.
    Zahl(Zahl),
    /// `–`: exactly nothing.
    Nichts,
    /// `.`, `x` or `…`: a number that cannot be checked.
    Ohne,
}

/// A printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zahl {
    /// As it is printed, with its places.
    pub wert: Decimal,
    /// How many zeros „Tsd.“ or „Mio.“ behind it stands for.
    pub nullen: u32,
}

/// Signs that stand for a number that cannot be checked: secret, senseless, not yet known.
const OHNE: [&str; 3] = [".", "x", "…"];

/// The printed number of a text; none where there is no such number.
pub fn read(text: &str, nummer: usize) -> Option<Gedruckt> {
    if !text.contains(|sign: char| sign.is_ascii_digit()) {
        let bare = text.trim().trim_end_matches(['%', '€', 's', 'r', 'p']).trim_end_matches([NARROW, NBSP, ' ']);
        return match bare {
            _ if nummer > 0 => None,
            NICHTS => Some(Gedruckt::Nichts),
            sign if OHNE.contains(&sign) => Some(Gedruckt::Ohne),
            _ => None,
        };
    }
    numbers(text).into_iter().nth(nummer).flatten().map(Gedruckt::Zahl)
}

/// Every run of digits with the dots and commas between them, in order; none for what is no number, such as a date.
pub fn numbers(text: &str) -> Vec<Option<Zahl>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|sign: char| sign.is_ascii_digit()).map(|at| rest + at) {
        let end = end_of_run(text, start);
        found.push(number(&text[start..end]).map(|wert| Zahl {
            wert: if is_negative(&text[..start]) { -wert } else { wert },
            nullen: nullen(&text[end..]),
        }));
        rest = end;
    }
    found
}

fn end_of_run(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while is_digit(end) || (matches!(bytes.get(end), Some(b'.' | b',')) && is_digit(end + 1)) {
        end += 1;
    }
    end
}

/// A true minus stands right before its number; a hyphen counts only where no word or number stands before it.
fn is_negative(before: &str) -> bool {
    if before.ends_with(MINUS) {
        return true;
    }
    let Some(rest) = before.strip_suffix('-') else { return false };
    rest.is_empty() || rest.ends_with([' ', NBSP, NARROW, '('])
}

fn nullen(after: &str) -> u32 {
    let unit = after.trim_start_matches([' ', NBSP, NARROW]);
    match unit {
        _ if unit.starts_with("Tsd.") => 3,
        _ if unit.starts_with("Mio.") => 6,
        _ => 0,
    }
}

/// `1.234,56` or `1234,56`; none where the groups are not of three digits.
fn number(digits: &str) -> Option<Decimal> {
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
    if fraction.contains(['.', ',']) {
        return None;
    }
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        plain.push_str(group);
    }
    if !fraction.is_empty() {
        plain.push('.');
        plain.push_str(fraction);
    }
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Betrag;
    use crate::domain::budget::Einheit;
    use crate::present::zahl;

    fn first(text: &str) -> Option<Decimal> {
        match read(text, 0)? {
            Gedruckt::Zahl(zahl) => Some(zahl.wert),
            Gedruckt::Nichts | Gedruckt::Ohne => None,
        }
    }

    #[test]
    fn signs_units_and_groups_are_read() {
        assert_eq!(first("−1.234,56\u{202f}€"), Some(Decimal::new(-123_456, 2)));
        assert_eq!(first("+4,0"), Some(Decimal::new(40, 1)));
        assert_eq!(first("(-7)"), Some(Decimal::from(-7)));
        assert_eq!(first("SRT-7"), Some(Decimal::from(7)));
        assert_eq!(first("01.03.2026–28.02.2027"), None);
        assert_eq!(first("12,5\u{a0}s"), Some(Decimal::new(125, 1)));
        let thousands = Gedruckt::Zahl(Zahl { wert: Decimal::new(194, 1), nullen: 3 });
        assert_eq!(read("19,4 Tsd.\u{a0}€", 0), Some(thousands));
    }

    #[test]
    fn nothing_and_what_cannot_be_checked_are_told_apart() {
        assert_eq!(read("–", 0), Some(Gedruckt::Nichts));
        assert_eq!(read("–\u{202f}%", 0), Some(Gedruckt::Nichts));
        assert_eq!([".", "x", "…"].map(|sign| read(sign, 0)), [Some(Gedruckt::Ohne); 3]);
        assert_eq!((read("", 0), read("keine", 0), read("–", 1)), (None, None, None));
    }

    #[test]
    fn numbers_of_a_sentence_are_counted_as_readers_see_them() {
        let values: Vec<_> = numbers("§ 34: am 30.06. sind 1.250,50 € frei, 7 von 8–9")
            .into_iter()
            .map(|number| number.map(|zahl| zahl.wert.to_string()))
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values, [some("34"), None, some("1250.50"), some("7"), some("8"), some("9")]);
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(mantissa in -1_000_000_000_000_000_i64..1_000_000_000_000_000, places in 0_u32..5) {
            let number = Decimal::new(mantissa, places);
            for text in [zahl::zahl(number, places), format!("rund {}\u{202f}%, ja", zahl::zahl(number, places))] {
                prop_assert_eq!(first(&text), Some(number), "{}", text);
                prop_assert_eq!(first(&text).map(|read| read.scale()), Some(places));
            }
        }

        #[test]
        fn amounts_are_read_back(cents in -1_000_000_000_000_i64..1_000_000_000_000) {
            let amount = Betrag::from_cents(cents);
            let texts = [
                zahl::betrag(amount),
                zahl::euro(amount),
                zahl::mit_einheit(amount, Einheit::Stunden),
                zahl::gesprochen(&zahl::euro(amount)),
            ];
            for text in texts {
                prop_assert_eq!(first(&text), Some(amount.to_decimal()), "{}", text);
            }
            let printed = read(&zahl::aenderung_tabelle(amount), 0);
            match amount.is_zero() {
                true => prop_assert_eq!(printed, Some(Gedruckt::Nichts)),
                false => prop_assert_eq!(printed, Some(Gedruckt::Zahl(Zahl { wert: amount.to_decimal(), nullen: 0 }))),
            }
        }

        #[test]
        fn any_text_can_be_read(text in "\\PC*") {
            let _ = read(&text, 0);
        }
    }
}
