//! Amounts of money (or of hours), exact to the hundredth.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount in whole hundredths: cents of a budget in €, hundredths of an hour of a budget in Stunden.
///
/// Sums are exact. What is not a whole number of hundredths cannot be held: it is rounded where a formula says
/// so ([`Betrag::rounded`]) or refused ([`Betrag::from_decimal`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Betrag(i64);

impl Betrag {
    /// Nothing. Not the same as "no amount known", which is `Option::None`.
    pub const ZERO: Self = Self(0);
    /// The largest amount taken from a file, 10 billion: keeps sums of millions of rows inside `i64`.
    pub const LARGEST: Self = Self(1_000_000_000_000);

    /// An amount of so many hundredths.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in hundredths.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// The exact amount, or `None` if there are more than two decimals or it is beyond [`Betrag::LARGEST`].
    pub fn from_decimal(value: Decimal) -> Option<Self> {
        let cents = value.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        if cents.scale() != 0 {
            return None;
        }
        let cents = i64::try_from(cents.mantissa()).ok()?;
        (cents.abs() <= Self::LARGEST.0).then_some(Self(cents))
    }

    /// Rounds to hundredths, half away from zero. Only where a formula ends in an amount.
    pub fn rounded(value: Decimal) -> Self {
        let cents = (value * Decimal::ONE_HUNDRED)
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .normalize();
        Self(i64::try_from(cents.mantissa()).unwrap_or(0))
    }

    /// The amount as a decimal number with two places.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Whether it is exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is below nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Reads `1.234,56`, `1234,56`, `1234.56` or `1234`, with an optional sign before it.
    ///
    /// A single group such as `1.234` is refused: it may mean one thousand or one and a bit.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = if let Some((whole, fraction)) = digits.split_once(',') {
            (ungroup(whole)?, fraction)
        } else if let Some((whole, fraction)) = digits.split_once('.') {
            if fraction.len() > 2 {
                return None;
            }
            (whole.to_owned(), fraction)
        } else {
            (digits.to_owned(), "")
        };
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || fraction.len() > 2 || !all_digits(&whole) || !all_digits(fraction) {
            return None;
        }
        let cents: i64 = format!("{whole}{fraction:0<2}").parse().ok()?;
        (cents <= Self::LARGEST.0).then_some(Self(if negative { -cents } else { cents }))
    }
}

/// Takes the points out of `1.234.567`; `None` where the groups are not of three digits.
fn ungroup(whole: &str) -> Option<String> {
    if !whole.contains('.') {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split('.');
    let first = groups.next()?;
    if first.is_empty() || first.len() > 3 {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

impl fmt::Display for Betrag {
    /// Two decimals and a point, as `kennzahlen.json` wants it. Texts for people are made in `present`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl Add for Betrag {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Betrag {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Betrag {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Betrag {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Betrag {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Betrag {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Betrag> for Betrag {
    fn sum<I: Iterator<Item = &'a Betrag>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

impl Serialize for Betrag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Betrag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BetragVisitor;

        impl Visitor<'_> for BetragVisitor {
            type Value = Betrag;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("ein Betrag in Anführungszeichen wie \"1.234,56\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Betrag, E> {
                Betrag::parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }

            fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Betrag, E> {
                Betrag::from_decimal(Decimal::from(whole))
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Signed(whole), &self))
            }

            fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Betrag, E> {
                Betrag::from_decimal(Decimal::from(whole))
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(whole), &self))
            }
        }

        deserializer.deserialize_any(BetragVisitor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn german_and_plain_shapes_are_read_to_the_cent() {
        for (text, cents) in [
            ("1.234,56", 123_456),
            ("1234.56", 123_456),
            ("1234", 123_400),
            ("-0,05", -5),
            ("\u{2212}7,5", -750),
            ("1.000.000,00", 100_000_000),
        ] {
            assert_eq!(Betrag::parse(text), Some(Betrag::from_cents(cents)), "{text}");
        }
    }

    #[test]
    fn ambiguous_or_finer_amounts_are_refused() {
        for text in ["1.234", "1,234", "1.23,45", "", "-", "1,2,3", "zwölf", "12.34.567,00", "99999999999999"] {
            assert_eq!(Betrag::parse(text), None, "{text}");
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        assert_eq!(Betrag::rounded(Decimal::new(1005, 3)).cents(), 101);
        assert_eq!(Betrag::rounded(Decimal::new(-1005, 3)).cents(), -101);
        assert_eq!(Betrag::rounded(Decimal::new(1004, 3)).cents(), 100);
    }

    proptest! {
        #[test]
        fn display_round_trips(cents in -1_000_000_000_000_i64..=1_000_000_000_000) {
            let betrag = Betrag::from_cents(cents);
            prop_assert_eq!(Betrag::parse(&betrag.to_string()), Some(betrag));
            prop_assert_eq!(Betrag::from_decimal(betrag.to_decimal()), Some(betrag));
        }
    }
}
