//! Amounts in words, as a form states its final sum: `eintausendzwei Euro und 5 Cent`.

use crate::domain::Betrag;

/// Words below twenty, as they stand before another word.
const SMALL: [&str; 20] = [
    "",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];

/// Words for the tens.
const TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

/// An amount in words, the cents in figures: `einundzwanzig Euro und 7 Cent`; without cents where there are none.
pub fn euro_in_worten(betrag: Betrag) -> String {
    let cents = betrag.cents().unsigned_abs();
    let mut text = String::new();
    if betrag.is_negative() {
        text.push_str("minus ");
    }
    text.push_str(&zahl_in_worten(cents / 100));
    text.push_str(" Euro");
    if !cents.is_multiple_of(100) {
        text.push_str(&format!(" und {} Cent", cents % 100));
    }
    text
}

/// A whole number as it stands before a noun: `null`, `ein`, `einundzwanzig`, `eintausend`, `eine Million eintausend`.
pub fn zahl_in_worten(number: u64) -> String {
    if number == 0 {
        return "null".to_owned();
    }
    let (milliards, millions) = (number / 1_000_000_000, number / 1_000_000 % 1_000);
    let thousands = number / 1_000 % 1_000;
    let mut words = Vec::new();
    if milliards > 0 {
        words.push(large(milliards, "Milliarde", "Milliarden"));
    }
    if millions > 0 {
        words.push(large(millions, "Million", "Millionen"));
    }
    let mut rest = String::new();
    if thousands > 0 {
        rest.push_str(&below_thousand(thousands));
        rest.push_str("tausend");
    }
    rest.push_str(&below_thousand(number % 1_000));
    if !rest.is_empty() {
        words.push(rest);
    }
    words.join(" ")
}

/// `eine Million`, `zwei Millionen`: feminine nouns of their own.
fn large(count: u64, singular: &str, plural: &str) -> String {
    match count {
        1 => format!("eine {singular}"),
        _ => format!("{} {plural}", zahl_in_worten(count)),
    }
}

/// A number from 1 to 999; nothing for 0.
fn below_thousand(number: u64) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let mut text = String::new();
    if hundreds > 0 {
        text.push_str(word(&SMALL, hundreds));
        text.push_str("hundert");
    }
    if rest < 20 {
        text.push_str(word(&SMALL, rest));
    } else {
        text.push_str(word(&SMALL, rest % 10));
        if rest % 10 > 0 {
            text.push_str("und");
        }
        text.push_str(word(&TENS, rest / 10));
    }
    text
}

/// The word at a place of a list.
fn word<'a>(words: &[&'a str], place: u64) -> &'a str {
    usize::try_from(place).ok().and_then(|place| words.get(place)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All expectations are written by hand after Duden: one word below a million, cents in figures.
    #[test]
    fn sums_read_as_people_say_them() {
        for (cents, words) in [
            (0, "null Euro"),
            (5, "null Euro und 5 Cent"),
            (100, "ein Euro"),
            (200, "zwei Euro"),
            (1_200, "zwölf Euro"),
            (1_601, "sechzehn Euro und 1 Cent"),
            (1_700, "siebzehn Euro"),
            (2_100, "einundzwanzig Euro"),
            (3_000, "dreißig Euro"),
            (10_000, "einhundert Euro"),
            (10_100, "einhundertein Euro"),
            (100_000, "eintausend Euro"),
            (100_100, "eintausendein Euro"),
            (1_100_000, "elftausend Euro"),
            (2_100_050, "einundzwanzigtausend Euro und 50 Cent"),
            (3_345_495, "dreiunddreißigtausendvierhundertvierundfünfzig Euro und 95 Cent"),
            (11_100_000, "einhundertelftausend Euro"),
            (100_000_000, "eine Million Euro"),
            (100_100_000, "eine Million eintausend Euro"),
            (231_700_000, "zwei Millionen dreihundertsiebzehntausend Euro"),
            (1_000_000_000_000, "zehn Milliarden Euro"),
            (-67_781, "minus sechshundertsiebenundsiebzig Euro und 81 Cent"),
        ] {
            assert_eq!(euro_in_worten(Betrag::from_cents(cents)), words, "{cents}");
        }
    }
}
