//! Fewer suppressed cells: moves that were chosen early are chosen again, now that all others are known.
//!
//! The same step ends the engine of the German statistical offices: what a hypercube suppressed without need is shown
//! again.

use std::collections::BTreeSet;

use super::quader::Lage;
use super::system::Nummer;
use super::zelle::{Frueher, Zellstatus};

/// So often all moves are gone through.
const ROUNDS: usize = 2;

/// Takes each move back and looks for a cheaper way to protect what it protected.
pub(super) fn improve(lage: &mut Lage<'_>) {
    for _ in 0..ROUNDS {
        let mut better = false;
        let mut next = 0;
        for _ in 0..lage.zuege.len() {
            if replace(lage, next) {
                better = true;
            } else {
                next += 1;
            }
        }
        if !better {
            return;
        }
    }
}

/// Takes a move back if what it protected can be protected for less.
fn replace(lage: &mut Lage<'_>, place: usize) -> bool {
    let own = own_cells(lage, place);
    let gain: u64 = own.iter().map(|nummer| lage.costs[*nummer]).sum();
    if gain == 0 {
        return false;
    }
    let before = (lage.status.clone(), lage.reach.clone(), lage.zuege.clone());
    let moved: Vec<Nummer> = lage.zuege.remove(place).glieder.into_iter().map(|(nummer, _)| nummer).collect();
    for nummer in own {
        lage.status[nummer] = Zellstatus::Offen;
    }
    lage.measure_again(&moved);
    if protect_for_less(lage, gain) {
        return true;
    }
    (lage.status, lage.reach, lage.zuege) = before;
    false
}

/// Cells that are suppressed for the sake of this move only.
fn own_cells(lage: &Lage<'_>, place: usize) -> Vec<Nummer> {
    let others: BTreeSet<Nummer> = lage
        .zuege
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place)
        .flat_map(|(_, zug)| zug.glieder.iter().map(|(nummer, _)| *nummer))
        .collect();
    let is_own = |nummer: Nummer| {
        lage.status[nummer] == Zellstatus::Sekundaer
            && !others.contains(&nummer)
            && lage.system.zellen[nummer].frueher != Some(Frueher::Unterdrueckt)
    };
    let mut own: BTreeSet<Nummer> =
        lage.zuege[place].glieder.iter().map(|(nummer, _)| *nummer).filter(|nummer| is_own(*nummer)).collect();
    let hanging: Vec<Nummer> =
        own.iter().flat_map(|nummer| lage.system.haengende[*nummer].iter().map(|(other, _)| *other)).collect();
    own.extend(hanging.into_iter().filter(|nummer| is_own(*nummer)));
    // What hangs on a cell that stays suppressed stays suppressed.
    for (nummer, hanging) in lage.system.haengende.iter().enumerate() {
        if lage.status[nummer] != Zellstatus::Offen && !own.contains(&nummer) {
            for (other, _) in hanging {
                own.remove(other);
            }
        }
    }
    own.into_iter().collect()
}

/// Protects every cell again; `false` if that costs as much as `gain`.
fn protect_for_less(lage: &mut Lage<'_>, gain: u64) -> bool {
    let mut left = gain;
    loop {
        let Some(nummer) = lage.unsafe_cells().first().copied() else { return true };
        let Some(zug) = lage.cheapest(nummer, 1).or_else(|| lage.cheapest(nummer, left)) else { return false };
        let price = lage.price_of(&zug);
        if price >= left {
            return false;
        }
        left -= price;
        lage.take(zug);
    }
}
