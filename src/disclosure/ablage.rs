//! What was given out as texts, so that it can be kept and held against later publications.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::grenzen::Schutzgrenzen;
use super::publikation::Publikation;
use super::schutz::{Pruefprotokoll, Schutz};
use super::zelle::{Frueher, Zellart, Zellstatus};
use crate::domain::pruefsumme::sha256;
use crate::domain::zelle::ZellId;
use crate::error::{Error, Result};

/// Raised whenever the same publication may get another answer, so that answers of an older program are not reused.
const VERFAHREN: &str = "schutz/2";

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
    /// Takes out the periods of which no number is shown and none was given out: nothing can be worked out from them.
    pub fn drop_silent_periods(&mut self) {
        let speaks = |zelle: &super::Zelle| !matches!(zelle.art, Zellart::Verborgen(_)) || zelle.frueher.is_some();
        let spoken: std::collections::BTreeSet<_> =
            self.zellen.iter().filter(|(_, zelle)| speaks(zelle)).map(|(id, _)| id.zeit).collect();
        self.zellen.retain(|id, _| spoken.contains(&id.zeit));
    }
}
