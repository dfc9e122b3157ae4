//! Amounts split to the cent and grants by year, written down a second time.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::domain::massnahme::Massnahme;

/// Splits cents by weights: each part gets its whole cents, what is left goes one by one to the part that lacks most
/// to its exact share, at a tie to the earlier one. Nothing for everybody where the weights sum to nothing.
pub(super) fn split(cents: i64, weights: &[i128]) -> Vec<i64> {
    let total: i128 = weights.iter().sum();
    if total <= 0 {
        return vec![0; weights.len()];
    }
    let (sign, amount) = (cents.signum(), i128::from(cents.unsigned_abs()));
    let mut parts: Vec<i128> = weights.iter().map(|weight| amount * weight / total).collect();
    let mut lacks: Vec<i128> = weights.iter().map(|weight| amount * weight % total).collect();
    let mut left = amount - parts.iter().sum::<i128>();
    while left > 0 {
        let most = lacks.iter().copied().max().unwrap_or_default();
        let Some(place) = lacks.iter().position(|lack| *lack == most) else { break };
        parts[place] += 1;
        lacks[place] -= total;
        left -= 1;
    }
    parts.into_iter().map(|part| sign * i64::try_from(part).unwrap_or(i64::MAX)).collect()
}

/// Shares in percent as whole weights.
pub(super) fn weights(shares: impl IntoIterator<Item = Decimal>) -> Vec<i128> {
    const PLACES: u32 = 10;
    shares
        .into_iter()
        .map(|mut share| {
            share.rescale(PLACES);
            share.mantissa()
        })
        .collect()
}

/// What a Maßnahme is granted in a year: its Jahresraten, or else its sum by the calendar months that the Laufzeit
/// touches. Nothing before the Bescheid.
pub(super) fn bewilligt(massnahme: &Massnahme, jahr: i32, stichtag: NaiveDate) -> i64 {
    let Some(bewilligung) = &massnahme.bewilligung else { return 0 };
    let Some(bescheid) = &massnahme.entscheidungen.bescheid else { return 0 };
    if bescheid.datum.day() > stichtag {
        return 0;
    }
    if let Some(raten) = &bewilligung.jahresraten {
        return raten.iter().filter(|rate| rate.jahr == jahr).map(|rate| rate.betrag.cents()).sum();
    }
    let (beginn, ende) = (massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let years: Vec<i32> = (beginn.year()..=ende.year()).collect();
    let month = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    let months: Vec<i128> = years
        .iter()
        .map(|year| {
            let touched = (month(beginn)..=month(ende)).filter(|month| month.div_euclid(12) == *year).count();
            i128::try_from(touched).unwrap_or(0)
        })
        .collect();
    let parts = split(bewilligung.betrag.cents(), &months);
    years.iter().zip(parts).find(|(year, _)| **year == jahr).map_or(0, |(_, part)| part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Betrag;
    use crate::domain::formeln::largest_remainder;

    // By hand: 10 cents by 33/33/34 are 3,3 + 3,3 + 3,4; the cent left over goes to the third.
    #[test]
    fn the_cent_left_over_goes_to_the_largest_remainder() {
        assert_eq!(split(10, &[33, 33, 34]), [3, 3, 4]);
        assert_eq!(split(-10, &[33, 33, 34]), [-3, -3, -4]);
        assert_eq!(split(1, &[50, 50]), [1, 0]);
        assert_eq!(split(5, &[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn both_ways_to_split_agree(cents in -10_000_000_000_i64..10_000_000_000, shares in proptest::collection::vec(0_i64..10_000, 1..9)) {
            let shares: Vec<Decimal> = shares.into_iter().map(|share| Decimal::new(share, 2)).collect();
            let main: Vec<i64> =
                largest_remainder(Betrag::from_cents(cents), &shares).into_iter().map(Betrag::cents).collect();
            prop_assert_eq!(split(cents, &weights(shares)), main);
        }
    }
}
