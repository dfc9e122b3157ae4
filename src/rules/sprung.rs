//! Figures of a quarter beside those of the quarters before: which of them jump.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::lieferung::Lieferung;
use crate::domain::robust::Lage;
use crate::domain::vorgeschichte::{Quartalswerte, Vorgeschichte};
use crate::domain::{Betrag, RaumId, Stammdaten};

use super::regel::euro;

/// A figure that jumps.
#[derive(Debug, PartialEq, Eq)]
pub struct Sprung {
    /// What it is a figure of: „Achim, stationär“.
    pub was: String,
    /// The new value.
    pub neu: Decimal,
    /// Median and spread of the earlier values.
    pub lage: Lage,
    /// How many earlier quarters were looked at.
    pub quartale: usize,
}

/// Jumps by Raum and Hilfegruppe, in the office's order; none while a part of the quarter is missing.
pub fn by_raum_and_gruppe(
    lieferung: &Lieferung,
    vorgeschichte: &Vorgeschichte,
    stammdaten: &Stammdaten,
    mindestens: Decimal,
) -> Vec<Sprung> {
    if !vorgeschichte.vollstaendig {
        return Vec::new();
    }
    let neu = grouped(&vorgeschichte.werte_with(lieferung), stammdaten);
    let frueher: Vec<_> = vorgeschichte.reihe.values().map(|werte| grouped(werte, stammdaten)).collect();
    let keys: BTreeSet<_> = frueher.iter().flat_map(BTreeMap::keys).chain(neu.keys()).collect();
    let value = |werte: &BTreeMap<_, Decimal>, key| werte.get(key).copied().unwrap_or_default();
    keys.into_iter()
        .filter_map(|key| {
            let series: Vec<_> = frueher.iter().map(|werte| value(werte, key)).collect();
            let new = value(&neu, key);
            let lage = stammdaten.einstellungen.vergleich.sprung(&series, new, mindestens)?;
            let (_, raum, gruppe) = key;
            let was = format!("{}, {}", stammdaten.raum_name(raum), label(gruppe));
            Some(Sprung { was, neu: new, lage, quartale: series.len() })
        })
        .collect()
}

/// A jump of the number of bookings, or of the Bestand, over all Räume.
pub fn of_number(
    lieferung: &Lieferung,
    vorgeschichte: &Vorgeschichte,
    stammdaten: &Stammdaten,
    was: &str,
    mindestens: u32,
) -> Option<Sprung> {
    if !vorgeschichte.vollstaendig {
        return None;
    }
    let series: Vec<Decimal> = vorgeschichte.reihe.values().map(|werte| werte.anzahl.into()).collect();
    let neu = vorgeschichte.werte_with(lieferung).anzahl.into();
    let lage = stammdaten.einstellungen.vergleich.sprung(&series, neu, mindestens.into())?;
    Some(Sprung { was: was.to_owned(), neu, lage, quartale: series.len() })
}

/// Place of the Raum in the office's order, Raum, Hilfegruppe.
type Gruppenschluessel = (usize, RaumId, String);

fn grouped(werte: &Quartalswerte, stammdaten: &Stammdaten) -> BTreeMap<Gruppenschluessel, Decimal> {
    let mut grouped = BTreeMap::new();
    for ((raum, hilfeart), wert) in &werte.werte {
        let place = stammdaten.raeume.iter().position(|known| &known.id == raum).unwrap_or(usize::MAX);
        let gruppe = stammdaten.hilfeart(hilfeart).map_or("ohne Hilfeart", |hilfeart| hilfeart.gruppe.as_str());
        *grouped.entry((place, raum.clone(), gruppe.to_owned())).or_default() += wert;
    }
    grouped
}

/// The key of a Hilfegruppe as people write it.
fn label(gruppe: &str) -> String {
    gruppe.replace("stationaer", "stationär")
}

/// "42", or "41,5" between two quarters.
pub fn zahl(wert: Decimal) -> String {
    wert.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize().to_string().replace('.', ",")
}

/// "12.345,67 €".
pub fn betrag(wert: Decimal) -> String {
    format!("{} €", euro(Betrag::rounded(wert)))
}

impl Sprung {
    /// "üblich sind etwa 30 (Median aus 5 Quartalen)".
    pub fn erwartet(&self, show: fn(Decimal) -> String) -> String {
        format!("etwa {}, der Median der {} Quartale davor", show(self.lage.median), self.quartale)
    }

    /// "Achim, stationär: 39, das sind 9 mehr".
    pub fn gelesen(&self, show: fn(Decimal) -> String) -> String {
        let abstand = self.neu - self.lage.median;
        let word = if abstand.is_sign_negative() { "weniger" } else { "mehr" };
        format!("{}: {}, das sind {} {word}", self.was, show(self.neu), show(abstand.abs()))
    }
}
