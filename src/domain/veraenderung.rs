//! When a change of cases or costs is called one (`[regeln.veraenderung]` of the settings).

use rust_decimal::Decimal;
use serde::Deserialize;

/// Thresholds of a change that reports put into words. What is not set has a default.
///
/// A change counts only if it reaches both: so small a share is noise, and on few cases any share is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Veraenderungsregeln {
    /// From so many percent of the earlier value on.
    pub ab_prozent: u32,
    /// From so many cases on.
    pub ab_faellen: u32,
}

impl Default for Veraenderungsregeln {
    fn default() -> Self {
        Self { ab_prozent: 10, ab_faellen: 8 }
    }
}

/// How a value stands to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veraenderung {
    /// More.
    Mehr,
    /// Less.
    Weniger,
    /// Nearly as it was.
    NahezuUnveraendert,
}

impl Veraenderungsregeln {
    /// How a count of cases stands to an earlier one.
    pub fn faelle(&self, alt: i64, neu: i64) -> Veraenderung {
        if alt.abs_diff(neu) < u64::from(self.ab_faellen) {
            return Veraenderung::NahezuUnveraendert;
        }
        self.by_share(Decimal::from(alt), Decimal::from(neu))
    }

    /// How an amount stands to an earlier one, of so many cases: on fewer than the threshold says no amount tells
    /// anything.
    pub fn betrag(&self, alt: Decimal, neu: Decimal, faelle: i64) -> Veraenderung {
        if faelle < i64::from(self.ab_faellen) { Veraenderung::NahezuUnveraendert } else { self.by_share(alt, neu) }
    }

    fn by_share(&self, alt: Decimal, neu: Decimal) -> Veraenderung {
        let change = neu - alt;
        if change.is_zero() || change.abs() * Decimal::ONE_HUNDRED < alt.abs() * Decimal::from(self.ab_prozent) {
            Veraenderung::NahezuUnveraendert
        } else if change.is_sign_positive() {
            Veraenderung::Mehr
        } else {
            Veraenderung::Weniger
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGELN: Veraenderungsregeln = Veraenderungsregeln { ab_prozent: 10, ab_faellen: 8 };

    #[test]
    fn a_change_reaches_both_thresholds_or_is_none() {
        assert_eq!(REGELN.faelle(80, 88), Veraenderung::Mehr, "8 of 80 are 10 %");
        assert_eq!(REGELN.faelle(81, 89), Veraenderung::NahezuUnveraendert, "8 of 81 are less");
        assert_eq!(REGELN.faelle(10, 17), Veraenderung::NahezuUnveraendert, "7 cases");
        assert_eq!(REGELN.faelle(87, 72), Veraenderung::Weniger);
        assert_eq!(REGELN.faelle(0, 8), Veraenderung::Mehr, "where there was nothing");
    }

    #[test]
    fn amounts_of_few_cases_tell_nothing() {
        let of = |alt: i64, neu: i64, faelle| REGELN.betrag(alt.into(), neu.into(), faelle);
        assert_eq!(of(100, 150, 7), Veraenderung::NahezuUnveraendert);
        assert_eq!(of(100, 110, 8), Veraenderung::Mehr);
        assert_eq!(of(-100, -111, 8), Veraenderung::Weniger);
        assert_eq!(of(0, 0, 100), Veraenderung::NahezuUnveraendert);
    }

    #[test]
    fn settings_may_name_one_threshold_only() {
        let set: Veraenderungsregeln = toml::from_str("ab_prozent = 5").expect("settings");
        assert_eq!(set, Veraenderungsregeln { ab_prozent: 5, ab_faellen: 8 });
        assert!(toml::from_str::<Veraenderungsregeln>("ab_fall = 1").is_err());
    }
}
