//! Primary suppression: numbers that give somebody away by themselves.

use super::grenzen::Schutzgrenzen;
use super::system::{Nummer, System};
use super::zelle::{Beitrag, Frueher, Zellart, Zelle, Zellstatus};
use crate::domain::amt::Nullen;

/// The status of every cell before anything is suppressed for another cell's sake.
pub(super) fn status(system: &System) -> Vec<Zellstatus> {
    let mut status: Vec<Zellstatus> = (0..system.zellen.len())
        .map(|nummer| {
            let zelle = &system.zellen[nummer];
            if system.is_given_out(nummer) || system.is_hidden(nummer) {
                Zellstatus::Offen
            } else if system.is_sensitive(nummer) {
                Zellstatus::Primaer
            } else if zelle.frueher == Some(Frueher::Unterdrueckt) {
                Zellstatus::Sekundaer
            } else {
                Zellstatus::Offen
            }
        })
        .collect();
    for nummer in 0..status.len() {
        if status[nummer] != Zellstatus::Offen {
            suppress_hanging(system, &mut status, nummer);
        }
    }
    status
}

/// Suppresses a cell for another one's sake, and what hangs on it. Returns the cells that were open before.
pub(super) fn suppress(system: &System, status: &mut [Zellstatus], nummer: Nummer) -> Vec<Nummer> {
    let mut new = Vec::new();
    if status[nummer] == Zellstatus::Offen && !system.is_hidden(nummer) && !system.is_given_out(nummer) {
        status[nummer] = Zellstatus::Sekundaer;
        new.push(nummer);
        new.extend(suppress_hanging(system, status, nummer));
    }
    new
}

fn suppress_hanging(system: &System, status: &mut [Zellstatus], nummer: Nummer) -> Vec<Nummer> {
    system.haengende[nummer].iter().flat_map(|(hanging, _)| suppress(system, status, *hanging)).collect()
}

/// Whether a cell must not be shown because of what it is.
pub(super) fn is_sensitive(zelle: &Zelle, grenzen: &Schutzgrenzen) -> bool {
    let (first, last) = grenzen.small_counts();
    match zelle.art {
        Zellart::Verborgen(_) => false,
        Zellart::Anzahl => (first..=last).contains(&zelle.wert),
        Zellart::Summe(teile) => (first..=last * i64::from(teile)).contains(&zelle.wert),
        Zellart::Betrag(beitrag) => {
            (zelle.wert != 0 || grenzen.nullen == Nullen::Geschuetzt)
                && (i64::from(beitrag.faelle) <= last || is_dominated(grenzen, zelle.wert, &beitrag))
        }
    }
}

/// Whether one or two cases make up most of an amount.
fn is_dominated(grenzen: &Schutzgrenzen, wert: i64, beitrag: &Beitrag) -> bool {
    let more_than = |part: Option<i64>, percent: u32| {
        part.is_some_and(|part| i128::from(part) * 100 > i128::from(wert.saturating_abs()) * i128::from(percent))
    };
    more_than(beitrag.groesster, grenzen.dominanz_groesster_prozent)
        || more_than(beitrag.zwei_groesste, grenzen.dominanz_zwei_groesste_prozent)
}
