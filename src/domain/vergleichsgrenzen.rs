//! When a delivery differs so much from earlier ones that somebody should look (`[vergleich]` of the settings).

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Betrag;
use super::robust::Lage;

/// Limits of the comparison with earlier deliveries. What is not set has a default.
///
/// A value jumps if it is away from the median of the earlier quarters by more than all three: so many times their
/// usual spread, such a share of the median, and a smallest number of its unit. The first tells an unsteady series
/// from a steady one, the second keeps steady series from being called out for trifles, the third small ones.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Vergleichsgrenzen {
    /// So many earlier quarters are needed before anything is called a jump.
    pub mindestquartale: u32,
    /// So many earlier quarters are looked at.
    pub hoechstquartale: u32,
    /// How many times the usual spread (MAD × 1.4826); 3.5 is what Iglewicz and Hoaglin (1993) recommend.
    pub streuungen: Decimal,
    /// Share of the median.
    pub mindestanteil: Decimal,
    /// Cases.
    pub mindestzahl_faelle: u32,
    /// Bookings.
    pub mindestzahl_buchungen: u32,
    /// Euros.
    pub mindestbetrag: Betrag,
    /// A booking that does not tell the time of its Leistung may come so many days after it.
    pub nachlauf_tage: u32,
    /// A booking that does not tell the time of its Leistung may come so many days before it (Pflegegeld is paid in
    /// advance).
    pub vorlauf_tage: u32,
}

impl Default for Vergleichsgrenzen {
    fn default() -> Self {
        Self {
            mindestquartale: 4,
            hoechstquartale: 8,
            streuungen: Decimal::new(35, 1),
            mindestanteil: Decimal::new(25, 2),
            mindestzahl_faelle: 5,
            mindestzahl_buchungen: 100,
            mindestbetrag: Betrag::from_cents(2_000_000),
            nachlauf_tage: 365,
            vorlauf_tage: 14,
        }
    }
}

impl Vergleichsgrenzen {
    /// Middle and spread of the earlier values, if the new one jumps against them by at least `mindestens`.
    pub fn sprung(&self, frueher: &[Decimal], neu: Decimal, mindestens: Decimal) -> Option<Lage> {
        if u32::try_from(frueher.len()).is_ok_and(|quartale| quartale < self.mindestquartale) {
            return None;
        }
        let lage = Lage::of(frueher)?;
        let abstand = (neu - lage.median).abs();
        let jumps = abstand >= mindestens
            && abstand > self.mindestanteil * lage.median.abs()
            && abstand > self.streuungen * lage.streuung;
        jumps.then_some(lage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jumps(frueher: &[i64], neu: i64) -> bool {
        let frueher: Vec<_> = frueher.iter().map(|value| Decimal::from(*value)).collect();
        Vergleichsgrenzen::default().sprung(&frueher, neu.into(), Decimal::from(5)).is_some()
    }

    #[test]
    fn a_jump_is_large_in_every_one_of_three_ways() {
        assert!(jumps(&[30, 31, 29, 30], 40));
        assert!(!jumps(&[30, 31, 29, 30], 36), "less than a quarter of 30");
        assert!(!jumps(&[4, 4, 4, 4], 8), "fewer than five");
        assert!(!jumps(&[20, 44, 35, 25, 40], 50), "an unsteady series");
        assert!(jumps(&[30, 30, 30, 30], 0), "all gone");
        assert!(jumps(&[0, 0, 0, 0], 6), "where there was nothing");
    }

    #[test]
    fn three_quarters_are_too_few_to_tell() {
        assert!(!jumps(&[30, 30, 30], 90));
    }

    #[test]
    fn settings_may_name_some_limits_only() {
        let set: Vergleichsgrenzen = toml::from_str("mindestbetrag = \"50.000,00\"").expect("settings");
        assert_eq!(set.mindestbetrag, Betrag::from_cents(5_000_000));
        assert_eq!(set.mindestquartale, 4);
        assert!(toml::from_str::<Vergleichsgrenzen>("mindestbetrg = \"1\"").is_err());
    }
}
