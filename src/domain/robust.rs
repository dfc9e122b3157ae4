//! The usual value of a series and how far it usually strays, by numbers that one outlier cannot move.
//!
//! Mean and standard deviation follow a single wrong quarter; median and MAD (median of the distances from the
//! median) do not. Source: B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers, ASQC Quality Press 1993.

use rust_decimal::Decimal;

/// MAD × 1.4826 equals the standard deviation where values are normally distributed.
const FACTOR: Decimal = Decimal::from_parts(14_826, 0, 0, false, 4);

/// Middle and spread of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lage {
    /// The median.
    pub median: Decimal,
    /// MAD × 1.4826.
    pub streuung: Decimal,
}

impl Lage {
    /// Of values in any order; none without values.
    pub fn of(values: &[Decimal]) -> Option<Self> {
        let median = median(values.to_vec())?;
        let mad = median_distance(values, median)?;
        Some(Self { median, streuung: mad * FACTOR })
    }
}

fn median_distance(values: &[Decimal], median_value: Decimal) -> Option<Decimal> {
    median(values.iter().map(|value| (*value - median_value).abs()).collect())
}

/// The middle value; the mean of the two middle ones where their number is even.
fn median(mut values: Vec<Decimal>) -> Option<Decimal> {
    values.sort_unstable();
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(values.len() / 2 - 1)?;
    Some((lower + upper) / Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[i64]) -> Vec<Decimal> {
        values.iter().map(|value| Decimal::from(*value)).collect()
    }

    // By hand: median of 1 1 2 2 4 6 9 is 2; distances 1 1 0 0 2 4 7, sorted 0 0 1 1 2 4 7, their median is 1.
    #[test]
    fn median_and_spread_of_an_odd_series() {
        let lage = Lage::of(&series(&[9, 1, 2, 4, 1, 6, 2])).expect("values");
        assert_eq!((lage.median, lage.streuung), (Decimal::from(2), Decimal::new(14_826, 4)));
    }

    // By hand: the middle two of 10 12 15 40 are 12 and 15; distances 3.5 1.5 1.5 26.5, the middle two 1.5 and 3.5.
    #[test]
    fn one_outlier_does_not_move_them() {
        let lage = Lage::of(&series(&[10, 12, 15, 40])).expect("values");
        assert_eq!((lage.median, lage.streuung), (Decimal::new(135, 1), Decimal::new(37_065, 4)));
        assert_eq!(Lage::of(&series(&[10, 12, 15, 4_000])), Some(lage));
    }

    #[test]
    fn nothing_has_no_middle() {
        assert_eq!(Lage::of(&[]), None);
    }
}
