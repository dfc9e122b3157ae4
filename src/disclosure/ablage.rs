//! What was given out as texts, so that it can be kept and held against later publications.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::grenzen::Schutzgrenzen;
use super::publikation::Publikation;
use super::schutz::{Pruefprotokoll, Schutz};
use super::zelle::{Frueher, Zellart, Zellstatus};
use crate::domain::Quartal;
use crate::domain::pruefsumme::sha256;
use crate::domain::zelle::{Zeitbezug, ZellId};
use crate::error::{Error, Result};

/// Raised whenever the same publication may get another answer, so that answers of an older program are not reused.
const VERFAHREN: &str = "schutz/3";

/// A number as it is kept: its value, or why it is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Abgelegt {
    #[serde(rename = "o")]
    Offen(i64),
    #[serde(rename = "p")]
    Primaer,
    #[serde(rename = "s")]
    Sekundaer,
}

/// A hash over all numbers, how they hang together, and the limits. What was given out before is no part of it: the
/// same numbers of the same period are not decided twice.
pub fn schluessel(publikation: &Publikation, grenzen: &Schutzgrenzen) -> String {
    let mut text = format!("{VERFAHREN} {grenzen:?}\n");
    for (id, zelle) in &publikation.zellen {
        text.push_str(&format!("{id:?} {} {:?}\n", zelle.wert, zelle.art));
    }
    text.push_str(&format!("{:?}\n{:?}\n", publikation.orte, publikation.hilfen));
    sha256(text.as_bytes())
}

/// What is given out: every cell that is not hidden, with its value or its status.
pub fn store(publikation: &Publikation, schutz: &Schutz) -> Result<(String, String)> {
    let mut cells: BTreeMap<String, Abgelegt> = BTreeMap::new();
    for (id, status) in schutz.iter() {
        let Some(zelle) = publikation.zelle(id) else { continue };
        let kept = match status {
            Zellstatus::Offen => Abgelegt::Offen(zelle.wert),
            Zellstatus::Primaer => Abgelegt::Primaer,
            Zellstatus::Sekundaer => Abgelegt::Sekundaer,
        };
        cells.insert(id.key(), kept);
    }
    let fail =
        |cause: serde_json::Error| Error::new(format!("Die Veröffentlichung lässt sich nicht festhalten: {cause}"));
    Ok((serde_json::to_string(&cells).map_err(fail)?, serde_json::to_string(&schutz.protokoll).map_err(fail)?))
}

/// What was decided for a publication that was kept.
pub fn restore(zellen: &str, protokoll: &str) -> Option<Schutz> {
    let cells: BTreeMap<String, Abgelegt> = serde_json::from_str(zellen).ok()?;
    let protokoll: Pruefprotokoll = serde_json::from_str(protokoll).ok()?;
    let status = cells.into_iter().map(|(key, kept)| {
        let status = match kept {
            Abgelegt::Offen(_) => Zellstatus::Offen,
            Abgelegt::Primaer => Zellstatus::Primaer,
            Abgelegt::Sekundaer => Zellstatus::Sekundaer,
        };
        Some((ZellId::from_key(&key)?, status))
    });
    Some(Schutz { status: status.collect::<Option<_>>()?, protokoll })
}

/// What an audience knows from what it was given, oldest first: of a number that was given out twice, the last.
pub fn earlier<'a>(given: impl IntoIterator<Item = &'a str>) -> BTreeMap<ZellId, Frueher> {
    let mut known = BTreeMap::new();
    for zellen in given {
        let cells: BTreeMap<String, Abgelegt> = serde_json::from_str(zellen).unwrap_or_default();
        known.extend(cells.into_iter().filter_map(|(key, kept)| {
            let frueher = match kept {
                Abgelegt::Offen(wert) => Frueher::Gezeigt(wert),
                Abgelegt::Primaer | Abgelegt::Sekundaer => Frueher::Unterdrueckt,
            };
            Some((ZellId::from_key(&key)?, frueher))
        }));
    }
    known
}

impl Publikation {
    /// Takes out the periods of which no number is shown and none was given out, as far as nothing can be worked out from
    /// them: a year is the sum of its quarters, so those before a year's sum that is known say something of the others.
    pub fn drop_silent_periods(&mut self) {
        let speaks = |zelle: &super::Zelle| !matches!(zelle.art, Zellart::Verborgen(_)) || zelle.frueher.is_some();
        let spoken: BTreeSet<_> =
            self.zellen.iter().filter(|(_, zelle)| speaks(zelle)).map(|(id, _)| id.zeit).collect();
        let years: BTreeMap<i32, Quartal> = spoken
            .iter()
            .filter_map(|zeit| match zeit {
                Zeitbezug::JahrBis(quartal) => Some((quartal.jahr(), *quartal)),
                Zeitbezug::Quartal(_) => None,
            })
            .collect();
        let is_part = |zeit: &Zeitbezug| {
            let (Zeitbezug::Quartal(quartal) | Zeitbezug::JahrBis(quartal)) = zeit;
            years.get(&quartal.jahr()).is_some_and(|last| quartal <= last)
        };
        self.zellen.retain(|id, _| spoken.contains(&id.zeit) || is_part(&id.zeit));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Beitrag, Beziehung, Hilfe, Messgroesse, Ort, Vergleich, Zelle, schuetze};
    use super::*;
    use crate::domain::raum::Ebene;

    // By hand: 11.900 in the year to the third quarter less 6.000 and 5.000 is the 900 of the one case of the first.
    #[test]
    fn a_quarter_is_not_found_by_the_sum_of_a_year_that_was_given_out_before() {
        let id = |zeit: fn(Quartal) -> Zeitbezug, nummer| ZellId {
            groesse: Messgroesse::Aufwand,
            zeit: zeit(Quartal::new(2025, nummer).expect("a quarter")),
            ort: Ort::new(Ebene::Sozialraum, "ottersberg"),
            hilfe: Hilfe::alle(),
        };
        let (im_quartal, im_jahr) = (Zeitbezug::Quartal, Zeitbezug::JahrBis);
        let many = Beitrag { faelle: 40, groesster: Some(200), zwei_groesste: Some(400) };
        let one = Beitrag { faelle: 1, groesster: Some(900), zwei_groesste: Some(900) };
        let mut publikation = Publikation::default();
        for (nummer, wert, summe) in [(1, 900, 900), (2, 5_000, 5_900), (3, 6_000, 11_900)] {
            let beitrag = if nummer == 1 { one } else { many };
            publikation.add_zelle(id(im_quartal, nummer), Zelle::betrag(wert, beitrag));
            publikation.add_zelle(id(im_jahr, nummer), Zelle::betrag(summe, beitrag));
            let mut glieder = vec![(id(im_jahr, nummer), 1), (id(im_quartal, nummer), -1)];
            if nummer > 1 {
                glieder.push((id(im_jahr, nummer - 1), -1));
            }
            publikation.add_beziehung(Beziehung { glieder, vergleich: Vergleich::Gleich, summe: 0 });
        }
        publikation.set_frueher(&id(im_jahr, 3), Frueher::Gezeigt(11_900));
        publikation.set_frueher(&id(im_quartal, 3), Frueher::Gezeigt(6_000));
        let asked = [id(im_quartal, 1), id(im_quartal, 2)];
        publikation.hide_unless(|id| asked.contains(id));
        publikation.drop_silent_periods();
        let schutz = schuetze(&publikation, &super::super::tests::grenzen(3)).expect("protected");
        assert!(!schutz.shows(&asked[0]) && !schutz.shows(&asked[1]));
    }
}
