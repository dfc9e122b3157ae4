//! Exact fractions of whole numbers, so that only printing rounds.

use rust_decimal::Decimal;

use crate::domain::gegenrechnung::rounded;

/// A fraction in lowest terms, its denominator above nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bruch {
    zaehler: i128,
    nenner: i128,
}

impl Bruch {
    pub(super) const NULL: Self = Self { zaehler: 0, nenner: 1 };

    /// None where the denominator is nothing.
    pub(super) fn new(zaehler: i128, nenner: i128) -> Option<Self> {
        if nenner == 0 {
            return None;
        }
        let divisor = gcd(zaehler.unsigned_abs(), nenner.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?.checked_mul(nenner.signum())?;
        Some(Self { zaehler: zaehler / divisor, nenner: nenner / divisor })
    }

    pub(super) fn of(number: Decimal) -> Option<Self> {
        Self::new(number.mantissa(), 10_i128.checked_pow(number.scale())?)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let left = self.zaehler.checked_mul(other.nenner)?;
        let right = other.zaehler.checked_mul(self.nenner)?;
        Self::new(left.checked_add(right)?, self.nenner.checked_mul(other.nenner)?)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Self::new(self.zaehler.checked_mul(other.zaehler)?, self.nenner.checked_mul(other.nenner)?)
    }

    pub(super) fn times_whole(self, factor: i64) -> Option<Self> {
        Self::new(self.zaehler.checked_mul(i128::from(factor))?, self.nenner)
    }

    /// None where the divisor is nothing.
    pub(super) fn by(self, divisor: Self) -> Option<Self> {
        Self::new(self.zaehler.checked_mul(divisor.nenner)?, self.nenner.checked_mul(divisor.zaehler)?)
    }

    pub(super) const fn is_zero(self) -> bool {
        self.zaehler == 0
    }

    /// With so many places, half away from zero.
    pub(super) fn rounded(self, places: u32) -> Option<Decimal> {
        rounded(self.zaehler, self.nenner, places)
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bruch(zaehler: i128, nenner: i128) -> Bruch {
        Bruch::new(zaehler, nenner).expect("a fraction")
    }

    // By hand: 1/3 + 1/6 = 1/2; 1/2 × −4 = −2; −2 / 3 = −0.67.
    #[test]
    fn fractions_are_exact() {
        let half = bruch(1, 3).plus(bruch(1, 6)).expect("a sum");
        assert_eq!(half, bruch(-2, -4));
        let less = half.times_whole(-4).expect("a product");
        assert_eq!(less, bruch(-2, 1));
        assert_eq!(less.by(bruch(3, 1)).and_then(|third| third.rounded(2)), Some(Decimal::new(-67, 2)));
        assert_eq!(less.by(Bruch::NULL), None);
        assert_eq!(bruch(5, 2).rounded(0), Some(Decimal::from(3)));
    }
}
