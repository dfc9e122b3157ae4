//! Further suppression where no hypercube protects a cell.
//!
//! Method: J. Kelly, B. Golden and A. Assad, "Cell suppression: disclosure protection for sensitive tabular data"
//! (Networks 22, 1992), also used in CONFID of Statistics Canada: a linear program seeks the cheapest shift of the
//! numbers that moves the cell far enough; what it touches is suppressed.

use std::collections::{BTreeMap, BTreeSet};

use super::linear::{Antwort, Reihe, Spalte, minimise, minimise_whole};
use super::publikation::Rang;
use super::quader::Lage;
use super::system::Nummer;
use super::zelle::Zellstatus;
use super::zug::Zug;

/// Cells among which a shift is sought; the last is everything.
const NEIGHBOURHOODS: [usize; 4] = [150, 400, 1200, usize::MAX];

/// Other cells move no further than so many times as far.
const FAR: i64 = 64;

/// Cells that are near a cell.
const NEARBY: usize = 300;

/// So many of these are near: large programs take long.
const NEAR: usize = 2;

/// Protects a cell by the cheapest shift there is: among what is near, also at the cost of what is kept open otherwise,
/// for this cell only and no more than must be; then among everything; the indispensable goes last. `false` if there
/// is none.
pub(super) fn protect(lage: &mut Lage<'_>, goal: Nummer) -> bool {
    let kept = lage.system.released();
    let (near, far) = NEIGHBOURHOODS.split_at(NEAR);
    let is_protected = [Rang::Entbehrlich, Rang::Wichtig, Rang::Wesentlich]
        .into_iter()
        .filter(|rang| *rang >= kept)
        .any(|rang| protect_at(lage, goal, near, rang));
    // Nothing indispensable goes for a cell that can be given up, and no long search.
    let is_protected = is_protected
        || !lage.system.may_concede(goal)
            && (protect_at(lage, goal, far, kept) || protect_at(lage, goal, near, Rang::Unentbehrlich));
    lage.system.release(kept);
    is_protected
}

/// Protects a cell where everything up to a rank may be suppressed.
fn protect_at(lage: &mut Lage<'_>, goal: Nummer, sizes: &[usize], rang: Rang) -> bool {
    lage.system.release(rang);
    protect_among(lage, goal, sizes)
}

fn protect_among(lage: &mut Lage<'_>, goal: Nummer, sizes: &[usize]) -> bool {
    sizes.iter().any(|&size| {
        let cells = neighbourhood(lage, goal, size);
        protect_within(lage, goal, &cells)
    })
}

/// The cheapest shift among the cells near a cell.
pub(super) fn cheapest_nearby(lage: &Lage<'_>, goal: Nummer) -> Option<Zug> {
    let cells = neighbourhood(lage, goal, NEARBY);
    let required = lage.system.required_width(goal);
    [required, -required].into_iter().find_map(|step| cheapest_shift(lage, goal, step, &cells))
}

/// Up, else down, else a bit of both.
fn protect_within(lage: &mut Lage<'_>, goal: Nummer, cells: &[Nummer]) -> bool {
    let required = lage.system.required_width(goal);
    // Corners of what is possible often lie at halves: twice as far they are whole.
    for step in [required, -required, 2 * required, -2 * required] {
        if let Some(zug) = cheapest_shift(lage, goal, step, cells) {
            lage.take(zug);
            return true;
        }
    }
    a_bit_of_both(lage, goal, cells)
}

/// As far up as possible, and the rest down.
fn a_bit_of_both(lage: &mut Lage<'_>, goal: Nummer, cells: &[Nummer]) -> bool {
    let required = lage.system.required_width(goal);
    let parts = required.min(8);
    let Some((up, zug)) = (1..parts)
        .rev()
        .map(|part| required * part / parts)
        .find_map(|up| Some((up, cheapest_shift(lage, goal, up, cells)?)))
    else {
        return false;
    };
    let Some(down) = cheapest_shift(lage, goal, up - required, cells) else { return false };
    lage.take(zug);
    lage.take(down);
    lage.is_safe(goal)
}

/// Cells that may move with a cell, nearest first; what was given out stays. The way over a cell that is suppressed
/// already is shorter than the way over an open one.
fn neighbourhood(lage: &Lage<'_>, goal: Nummer, size: usize) -> Vec<Nummer> {
    const OVER_OPEN: u32 = 4;
    let mut waiting = BTreeSet::from([(0_u32, goal)]);
    let mut distance = BTreeMap::from([(goal, 0_u32)]);
    let mut order = Vec::new();
    while let Some((far, cell)) = waiting.pop_first() {
        order.push(cell);
        if order.len() >= size {
            break;
        }
        for (row, _) in &lage.system.zeilen_of[cell] {
            for &(other, _) in &lage.system.zeilen[*row].glieder {
                if lage.status[other] == Zellstatus::Offen && lage.system.is_given_out(other) {
                    continue;
                }
                let step = if lage.system.is_unknown(other, &lage.status) { 1 } else { OVER_OPEN };
                let known = distance.get(&other).copied();
                if known.is_none_or(|known| far + step < known) {
                    if let Some(known) = known {
                        waiting.remove(&(known, other));
                    }
                    distance.insert(other, far + step);
                    waiting.insert((far + step, other));
                }
            }
        }
    }
    order
}

/// The cheapest numbers in which the cell is moved by a step, as a move.
fn cheapest_shift(lage: &Lage<'_>, goal: Nummer, step: i64, cells: &[Nummer]) -> Option<Zug> {
    let system = lage.system;
    // Amounts are shifted in thousandths of the step: a solver's numbers stay small.
    let unit = (step.abs() / 1000).max(1);
    let limit = (step.abs() + unit - 1) / unit;
    let step = step.signum() * limit * unit;
    let place: BTreeMap<Nummer, usize> = cells.iter().enumerate().map(|(place, cell)| (*cell, place)).collect();
    let mut spalten = Vec::with_capacity(cells.len() * 2);
    for &cell in cells {
        let status = match lage.status[cell] {
            Zellstatus::Offen => Zellstatus::Sekundaer,
            suppressed => suppressed,
        };
        let (low, high) = system.known_span(cell, status);
        let wert = system.zellen[cell].wert;
        let price = if system.is_unknown(cell, &lage.status) { 0 } else { lage.costs[cell] };
        let gewicht = i64::try_from(price).unwrap_or(i64::MAX).clamp(0, 20_000_000);
        let up = high.map_or(limit * FAR, |high| ((high - wert) / unit).min(limit * FAR));
        let down = low.map_or(limit * FAR, |low| ((wert - low) / unit).min(limit * FAR));
        let fixed = |wanted: i64| (cell == goal).then_some((wanted / unit).max(0));
        spalten.push(Spalte { von: fixed(step).or(Some(0)), bis: fixed(step).or(Some(up)), gewicht });
        spalten.push(Spalte { von: fixed(-step).or(Some(0)), bis: fixed(-step).or(Some(down)), gewicht });
    }
    let goal_span = system.known_span(goal, lage.status[goal]);
    let wanted = system.zellen[goal].wert + step;
    if goal_span.0.is_some_and(|low| wanted < low) || goal_span.1.is_some_and(|high| wanted > high) {
        return None;
    }
    let rows: BTreeSet<usize> = cells.iter().flat_map(|cell| &system.zeilen_of[*cell]).map(|(row, _)| *row).collect();
    let reihen: Vec<Reihe> = rows
        .into_iter()
        .map(|row| {
            let zeile = &system.zeilen[row];
            let glieder = zeile
                .glieder
                .iter()
                .filter_map(|(cell, faktor)| Some((*place.get(cell)?, *faktor)))
                .flat_map(|(place, faktor)| [(place * 2, faktor), (place * 2 + 1, -faktor)])
                .collect();
            let slack = (i128::from(zeile.summe) - zeile.value(|cell| system.zellen[cell].wert)) / i128::from(unit);
            (glieder, zeile.vergleich, i64::try_from(slack).unwrap_or(0).max(-limit.saturating_mul(FAR * FAR)))
        })
        .collect();
    [minimise, minimise_whole].into_iter().find_map(|solve| {
        let Antwort::Kleinstes(_, steps) = solve(&spalten, &reihen) else { return None };
        let glieder: Vec<_> = cells
            .iter()
            .enumerate()
            .map(|(place, cell)| (*cell, (steps[place * 2] - steps[place * 2 + 1]) * unit))
            .filter(|(_, step)| *step != 0)
            .collect();
        let mut status = lage.status.clone();
        for (cell, _) in &glieder {
            super::primaer::suppress(system, &mut status, *cell);
        }
        let zug = Zug { glieder, von: 0, bis: 1 };
        zug.is_possible(system, &status).then_some(zug)
    })
}
