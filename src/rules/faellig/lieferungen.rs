//! Deliveries of the WJH that have not come, were refused, or leave questions.

use std::cmp::Reverse;

use super::{Lage, Warnungen};
use crate::domain::Quartal;
use crate::domain::faellig::{Dringlichkeit, Faelliges, Sache};
use crate::domain::fristen::{after_days, after_months};
use crate::domain::lieferung::Lieferart;

/// Quarters that are over and of which something has not come: from the first one that was ever delivered on, or else
/// the one that was over last.
pub(super) fn missing(lage: &Lage<'_>) -> Vec<Faelliges> {
    let tage = lage.stammdaten.einstellungen.sitzungsplan.zulieferung_tage;
    let last = Quartal::last_over_on(lage.heute);
    let mut found = Vec::new();
    for art in [Lieferart::Kosten, Lieferart::Faelle] {
        let delivered = lage.lieferungen.keys().filter(|(kind, _)| *kind == art).map(|(_, quartal)| *quartal);
        let mut quartal = delivered.min().unwrap_or(last);
        while quartal <= last {
            let fehlende_teile = lage.lieferungen.get(&(art, quartal)).cloned();
            if fehlende_teile.as_ref().is_none_or(|teile| !teile.is_empty()) && is_wanted(lage, art, quartal) {
                let sache = Sache::Lieferung { quartal, art, fehlende_teile: fehlende_teile.unwrap_or_default() };
                found.push(lage.open(sache, after_days(quartal.ende(), 1), after_days(quartal.ende(), tage)));
            }
            quartal = quartal.next();
        }
    }
    found
}

/// A quarter that nobody catches up on any more is not asked for either. Where a delivery was refused, that one is
/// waited for, see [`refused`].
fn is_wanted(lage: &Lage<'_>, art: Lieferart, quartal: Quartal) -> bool {
    let was_refused = lage.abgelehnt.iter().any(|one| (one.art, one.quartal) == (Some(art), Some(quartal)));
    !was_refused && is_recent(lage, quartal)
}

/// Whether a quarter is still caught up on.
fn is_recent(lage: &Lage<'_>, quartal: Quartal) -> bool {
    after_months(quartal.ende(), lage.fristen().nachholen_monate) >= lage.heute
}

/// Refused deliveries that wait for an answer.
pub(super) fn refused(lage: &Lage<'_>) -> Vec<Faelliges> {
    let waiting = lage.abgelehnt.iter().map(|ablehnung| {
        let sache = Sache::Befunde {
            sha256: ablehnung.sha256.clone(),
            datei: ablehnung.datei.clone(),
            quartal: ablehnung.quartal,
            art: ablehnung.art,
        };
        lage.open(sache, ablehnung.am, after_days(ablehnung.am, lage.fristen().befunde_tage))
    });
    waiting.collect()
}

/// Warnings of deliveries that count: named for some time, as their figures are there and nothing waits for the answer.
pub(super) fn questions(lage: &Lage<'_>) -> Vec<Faelliges> {
    let until = |one: &Warnungen| after_days(one.am, lage.fristen().warnungen_tage);
    let is_open = |one: &&Warnungen| lage.heute < until(one) && is_recent(lage, one.quartal);
    let of = |one: &Warnungen| {
        let mut regeln: Vec<_> = one.je_regel.iter().collect();
        regeln.sort_by_key(|(code, anzahl)| (Reverse(**anzahl), (*code).clone()));
        let sache = Sache::Warnungen {
            quartal: one.quartal,
            art: one.art,
            anzahl: one.je_regel.values().sum(),
            regeln: regeln.into_iter().map(|(code, _)| code.clone()).collect(),
        };
        Faelliges { sache, dringlichkeit: Dringlichkeit::Klaeren, seit: one.am, bis: None }
    };
    lage.warnungen.iter().filter(is_open).map(of).collect()
}
