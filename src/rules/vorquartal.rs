//! The list of cases beside the one of the quarter before: what has gone, what has another key.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
use crate::domain::zeilen::Fall;

use super::abgleich::Stelle;
use super::gegen_bestand;

/// Cases that ran at the end of the quarter before and do not stand in the new list as they did.
#[derive(Debug, Default)]
pub struct Veraenderung<'a> {
    /// Those of which nothing is left, though the new list must hold what ran on a day of its quarter.
    pub verschwunden: Vec<&'a Bekannt<Fall>>,
    /// Those with another Beginn or another Hilfeart: as it was, and as it is.
    pub geaendert: Vec<(&'a Bekannt<Fall>, Stelle<'a, Fall>)>,
}

impl<'a> Veraenderung<'a> {
    /// Nothing, unless the delivery completes the list of its quarter and the one before it is known.
    pub fn of(lieferung: &'a Lieferung, vorgeschichte: &'a Vorgeschichte) -> Self {
        let mut found = Self::default();
        let own = gegen_bestand::faelle(lieferung);
        if own.is_empty() || !vorgeschichte.vollstaendig {
            return found;
        }
        let vorquartal = lieferung.quartal.previous();
        let before: Vec<_> = vorgeschichte.faelle_of(vorquartal).collect();
        let keys_before: BTreeSet<_> = before.iter().map(|bekannt| key(&bekannt.zeile)).collect();
        let parts = vorgeschichte.faelle_of(lieferung.quartal).map(Stelle::Dort);
        let new: Vec<_> = own.iter().map(Stelle::Hier).chain(parts).collect();
        let keys_new: BTreeSet<_> = new.iter().map(|stelle| key(stelle.zeile())).collect();
        // Rows of the new list that the old one did not have, by person: each may be what became of one old row.
        let mut fresh: BTreeMap<&str, Vec<Stelle<'a, Fall>>> = BTreeMap::new();
        for stelle in new.iter().filter(|stelle| !keys_before.contains(&key(stelle.zeile()))) {
            fresh.entry(stelle.zeile().fall.as_str()).or_default().push(*stelle);
        }
        let ran = before.into_iter().filter(|bekannt| bekannt.zeile.runs_at(vorquartal.ende()));
        for bekannt in ran.filter(|bekannt| !keys_new.contains(&key(&bekannt.zeile))) {
            let candidates = fresh.get_mut(bekannt.zeile.fall.as_str());
            match candidates.and_then(|rows| take_successor(&bekannt.zeile, rows)) {
                Some(successor) => found.geaendert.push((bekannt, successor)),
                None => found.verschwunden.push(bekannt),
            }
        }
        found
    }
}

/// The same Hilfeart with another Beginn, else the same Beginn with another Hilfeart.
fn take_successor<'a>(before: &Fall, rows: &mut Vec<Stelle<'a, Fall>>) -> Option<Stelle<'a, Fall>> {
    let same_kind = rows.iter().position(|stelle| stelle.zeile().hilfeart == before.hilfeart);
    let place = same_kind.or_else(|| rows.iter().position(|stelle| stelle.zeile().beginn == before.beginn))?;
    Some(rows.remove(place))
}

fn key(fall: &Fall) -> (&str, &str, chrono::NaiveDate) {
    (&fall.fall, fall.hilfeart.as_str(), fall.beginn)
}
