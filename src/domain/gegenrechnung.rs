//! The figures once more, computed by other means than the ones that are reported: what printed numbers are held
//! against.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Quartal;
use super::auswertung::Verlaufsort;
use super::reihe::Dauer;
use super::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};

/// A value in whole numbers, so that nothing is rounded before it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gegenwert {
    /// Hundredths of a euro or of an hour.
    Betrag(i64),
    /// A count.
    Anzahl(i64),
    /// Numerator and denominator, the latter above nothing.
    Bruch(i128, i128),
    /// No value: it would make no sense.
    Ohne,
    /// A word, such as the Ampel's.
    Wort(String),
}

impl Gegenwert {
    /// The value as `kennzahlen.json` writes it; `x` where it makes no sense.
    pub fn text(&self) -> String {
        match self {
            Self::Betrag(cents) => decimal(i128::from(*cents), 2),
            Self::Anzahl(anzahl) => anzahl.to_string(),
            Self::Bruch(zaehler, nenner) => decimal(divide(*zaehler * 1_000_000, *nenner), 6),
            Self::Ohne => "x".to_owned(),
            Self::Wort(wort) => wort.clone(),
        }
    }

    /// Numerator and denominator; none where there is no number.
    pub const fn bruch(&self) -> Option<(i128, i128)> {
        match self {
            Self::Betrag(cents) => Some((*cents as i128, 100)),
            Self::Anzahl(anzahl) => Some((*anzahl as i128, 1)),
            Self::Bruch(zaehler, nenner) => Some((*zaehler, *nenner)),
            Self::Ohne | Self::Wort(_) => None,
        }
    }
}

/// `zaehler / nenner`, rounded half away from zero; `nenner` is above nothing.
pub const fn divide(zaehler: i128, nenner: i128) -> i128 {
    let doubled = 2 * zaehler.abs() + nenner;
    let rounded = doubled / (2 * nenner);
    if zaehler < 0 { -rounded } else { rounded }
}

/// A whole number of parts as a decimal text: 1831055 with two places is `18310.55`.
fn decimal(parts: i128, places: usize) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", parts.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{fraction}")
}

/// All figures of the delivered quarters, computed a second time.
#[derive(Clone, Debug, Default)]
pub struct Gegenrechnung {
    /// Figures by their key ([`super::kennung`]).
    pub kennzahlen: BTreeMap<String, Gegenwert>,
    /// Numbers on cases and costs that are not nothing: counts, days and cents.
    pub zellen: BTreeMap<ZellId, i64>,
    /// Durations of the Hilfen that ended in a quarter.
    pub dauern: BTreeMap<(Quartal, Ort, Hilfe), Dauer>,
    /// Cents of each budget at the quarters' ends of this year and the last one: what can be spent, and what is booked.
    pub verlauf: BTreeMap<Verlaufsort, (i64, i64)>,
    /// Quarters whose cases were delivered.
    pub faelle: BTreeSet<Quartal>,
    /// Quarters whose costs were delivered.
    pub kosten: BTreeSet<Quartal>,
}

impl Gegenrechnung {
    /// A count, days or cents; nothing where no row says more. None where the quarter was not delivered.
    pub fn zahl(&self, id: &ZellId) -> Option<i64> {
        let (Zeitbezug::Quartal(quartal) | Zeitbezug::JahrBis(quartal)) = id.zeit;
        let delivered = if id.is_betrag() { &self.kosten } else { &self.faelle };
        delivered.contains(&quartal).then(|| self.zellen.get(id).copied().unwrap_or_default())
    }

    /// The number as reports print it: euros, counts; of the three month-ends their mean, of the days of ended Hilfen
    /// their mean in months. None where there is none.
    pub fn gedruckt(&self, id: &ZellId) -> Option<Gegenwert> {
        let zahl = self.zahl(id)?;
        Some(match id.groesse {
            Messgroesse::Aufwand | Messgroesse::Ertrag | Messgroesse::Zuschussbedarf => Gegenwert::Betrag(zahl),
            Messgroesse::Monatsbestaende => Gegenwert::Bruch(i128::from(zahl), 3),
            Messgroesse::Hilfetage => {
                let Zeitbezug::Quartal(quartal) = id.zeit else { return None };
                return self.monate(quartal, &id.ort, &id.hilfe, false);
            }
            Messgroesse::BestandAnfang
            | Messgroesse::Begonnen
            | Messgroesse::Beendet
            | Messgroesse::Bestand
            | Messgroesse::Inanspruchnahme
            | Messgroesse::Uma
            | Messgroesse::Erstattung => Gegenwert::Anzahl(zahl),
        })
    }

    /// Mean or median duration in months of 30.4375 days; none where no Hilfe ended.
    pub fn monate(&self, quartal: Quartal, ort: &Ort, hilfe: &Hilfe, median: bool) -> Option<Gegenwert> {
        let dauer = self.dauern.get(&(quartal, ort.clone(), hilfe.clone()))?;
        // 30.4375 days are 487 sixteenths.
        Some(if median {
            Gegenwert::Bruch(i128::from(dauer.median_doppelt) * 8, 487)
        } else {
            Gegenwert::Bruch(i128::from(dauer.tage) * 16, 487 * i128::from(dauer.anzahl.max(1)))
        })
    }
}

/// `zaehler / nenner` with so many places, rounded half away from zero; none beyond what a decimal holds.
pub fn rounded(zaehler: i128, nenner: i128, places: u32) -> Option<Decimal> {
    let shifted = zaehler.checked_mul(10_i128.checked_pow(places)?)?;
    if shifted.unsigned_abs() > 1 << 124 || nenner > 1 << 124 {
        return None;
    }
    Decimal::try_from_i128_with_scale(divide(shifted, nenner), places).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    // By hand: 5/2 = 2.5 and −5/2 = −2.5 go away from zero, 7/3 = 2.33, 8/3 = 2.67.
    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!([divide(5, 2), divide(-5, 2), divide(7, 3), divide(8, 3), divide(-1, 3)], [3, -3, 2, 3, 0]);
        assert_eq!(rounded(2, 3, 4).map(|number| number.to_string()).as_deref(), Some("0.6667"));
    }

    #[test]
    fn texts_are_those_of_the_figures() {
        assert_eq!(Gegenwert::Betrag(-5).text(), "-0.05");
        assert_eq!(Gegenwert::Betrag(1_831_055).text(), "18310.55");
        assert_eq!(Gegenwert::Bruch(181, 365).text(), "0.495890");
        assert_eq!(Gegenwert::Ohne.text(), "x");
    }
}
