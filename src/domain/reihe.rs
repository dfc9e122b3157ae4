//! Cases and costs of the quarters since the first delivery: what reports on Hilfen are made from.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Quartal;
use super::auswertung::Quelle;
use super::kennzahlen::Kennzahlen;
use super::zelle::{Beitrag, Hilfe, Ort, ZellId};

/// Figures of every delivered quarter up to the reported one.
#[derive(Clone, Debug)]
pub struct Reihe {
    /// The reported quarter.
    pub quartal: Quartal,
    /// Every quarter with a delivery.
    pub quartale: BTreeMap<Quartal, Quartalszahlen>,
}

/// Figures of one quarter of a [`Reihe`].
#[derive(Clone, Debug)]
pub struct Quartalszahlen {
    /// The figures; without cases or costs where none were delivered.
    pub kennzahlen: Kennzahlen,
    /// What is missing of its deliveries, in German.
    pub luecken: Vec<String>,
    /// The deliveries that its cases come from.
    pub fallquellen: Vec<Quelle>,
    /// How long the Hilfen lasted that ended in the quarter; only where some did.
    pub dauern: BTreeMap<(Ort, Hilfe), Dauer>,
    /// Cases of the Bestand that stand apart, over all Hilfen.
    pub besondere: BTreeMap<Ort, Besondere>,
    /// The cases behind amounts of the quarter and of the year up to it.
    pub beitraege: BTreeMap<ZellId, Beitrag>,
}

/// How long the Hilfen lasted that ended in a quarter: Beginn to Ende, both days counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dauer {
    /// How many ended.
    pub anzahl: u32,
    /// Their days summed up.
    pub tage: i64,
    /// Twice the median of their days, which is whole.
    pub median_doppelt: i64,
    /// Days of the longest one.
    pub laengste: i64,
    /// Days of the two longest ones.
    pub zwei_laengste: i64,
}

/// Cases of the Bestand that reports show apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Besondere {
    /// Unaccompanied minors.
    pub uma: u32,
    /// Refunded by another office (§§ 89 ff. SGB VIII).
    pub erstattung: u32,
}

/// Days of a month: the twelfth part of 365.25 days.
const TAGE_JE_MONAT: Decimal = Decimal::from_parts(304_375, 0, 0, false, 4);

impl Dauer {
    /// Mean in months.
    pub fn mittel_monate(&self) -> Decimal {
        let tage = Decimal::from(self.tage) / Decimal::from(self.anzahl.max(1));
        tage / TAGE_JE_MONAT
    }

    /// Median in months.
    pub fn median_monate(&self) -> Decimal {
        Decimal::from(self.median_doppelt) / Decimal::TWO / TAGE_JE_MONAT
    }
}

impl Reihe {
    /// The delivered quarters, oldest first.
    pub fn delivered(&self) -> impl Iterator<Item = Quartal> + '_ {
        self.quartale.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_a_twelfth_of_a_mean_year() {
        // 365 + 366 days in two cases: 365.5 days in the mean, 12.008 months.
        let dauer = Dauer { anzahl: 2, tage: 731, median_doppelt: 731, laengste: 366, zwei_laengste: 731 };
        assert_eq!(dauer.mittel_monate().round_dp(3), Decimal::new(12_008, 3));
        assert_eq!(dauer.median_monate(), dauer.mittel_monate());
    }
}
