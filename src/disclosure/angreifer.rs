//! The attacker check: what can be worked out of the suppressed numbers from all that is published.
//!
//! It decides, not the method that chose what to suppress. An attacker knows every open number, every relation of the
//! publication, and of each suppressed number that it is not below nothing; he is even told which counts were
//! suppressed for being small, and so that they lie between 1 and the threshold. For each suppressed number the
//! smallest and the largest value is sought that fits. That a distance is wide enough is proven by other possible
//! numbers in whole cases and cents, reckoned without rounding; linear programs find such numbers where the
//! choosing method left none, and say how well the best known number is known.

use std::collections::{BTreeMap, BTreeSet};

use super::linear::{Antwort, Loeser, Reihe, Spalte, minimise, minimise_whole};
use super::schutz::{Engste, Pruefprotokoll};
use super::system::{Nummer, Spanne, System};
use super::zelle::Zellstatus;
use super::zug::Zug;

/// Neighbourhoods in which other possible numbers are sought, in cells; the last is everything that hangs together.
const NEIGHBOURHOODS: [usize; 3] = [60, 400, usize::MAX];
/// Other cells move no further than so many times as far as the cell that is looked at must.
const FAR: i64 = 64;
/// Among no more cells whole numbers are searched for by branching.
const BRANCHED: usize = 400;
/// So many of the best known cells are worked out for the protocol, each among so many cells.
const WORKED_OUT: usize = 12;
const WORKED_OUT_AMONG: usize = 400;

/// Reads a publication as an outsider does.
pub(super) struct Angreifer<'a> {
    system: &'a System,
    status: &'a [Zellstatus],
    /// Smallest and largest value of each cell that is proven to be possible.
    reach: Vec<(i64, i64)>,
    programme: usize,
}

impl<'a> Angreifer<'a> {
    pub(super) fn new(system: &'a System, status: &'a [Zellstatus]) -> Self {
        let reach = system.zellen.iter().map(|zelle| (zelle.wert, zelle.wert)).collect();
        Self { system, status, reach, programme: 0 }
    }

    /// Takes other possible numbers as proof, if they are possible.
    pub(super) fn believe(&mut self, zug: &Zug) -> bool {
        let possible = zug.is_possible(self.system, self.status);
        if possible {
            for &(nummer, faktor) in &zug.glieder {
                let (low, high) = zug.reach(self.system.zellen[nummer].wert, faktor);
                let known = &mut self.reach[nummer];
                *known = (known.0.min(low), known.1.max(high));
            }
        }
        possible
    }

    /// Suppressed cells whose possible values do not lie far enough apart.
    pub(super) fn disclosed(&mut self) -> Vec<Nummer> {
        let suppressed: Vec<_> =
            (0..self.status.len()).filter(|nummer| self.status[*nummer] != Zellstatus::Offen).collect();
        suppressed.into_iter().filter(|nummer| !self.is_wide_enough(*nummer)).collect()
    }

    fn is_proven(&self, nummer: Nummer) -> bool {
        let (low, high) = self.reach[nummer];
        high - low >= self.system.required_width(nummer)
    }

    fn is_wide_enough(&mut self, nummer: Nummer) -> bool {
        if self.is_proven(nummer) {
            return true;
        }
        NEIGHBOURHOODS.into_iter().any(|size| {
            let cells = self.neighbourhood(nummer, size);
            self.look_for_others(nummer, &cells);
            self.is_proven(nummer)
        })
    }

    /// Unknown cells that hang together with a cell, nearest first.
    fn neighbourhood(&self, nummer: Nummer, size: usize) -> Vec<Nummer> {
        let mut seen = BTreeSet::from([nummer]);
        let mut order = vec![nummer];
        let mut next = 0;
        while next < order.len() && order.len() < size {
            for (row, _) in &self.system.zeilen_of[order[next]] {
                for (other, _) in &self.system.zeilen[*row].glieder {
                    if self.system.is_unknown(*other, self.status) && seen.insert(*other) {
                        order.push(*other);
                    }
                }
            }
            next += 1;
        }
        order
    }

    /// Columns and rows of the steps away from the true numbers, for some cells; all others stay. Steps are of `unit`
    /// and go no further than `limit`.
    fn programme(
        &self,
        cells: &[Nummer],
        (goal, weight): (Nummer, i64),
        (limit, unit): (i64, i64),
    ) -> (Vec<Spalte>, Vec<Reihe>) {
        let place: BTreeMap<Nummer, usize> = cells.iter().enumerate().map(|(place, cell)| (*cell, place)).collect();
        let limit = limit / unit;
        let spalten = cells
            .iter()
            .map(|&cell| {
                let (low, high) = self.system.known_span(cell, self.status[cell]);
                let wert = self.system.zellen[cell].wert;
                Spalte {
                    von: Some(low.map_or(-limit, |low| ((low - wert) / unit).max(-limit))),
                    bis: Some(high.map_or(limit, |high| ((high - wert) / unit).min(limit))),
                    gewicht: if cell == goal { weight } else { 0 },
                }
            })
            .collect();
        let rows: BTreeSet<usize> =
            cells.iter().flat_map(|cell| &self.system.zeilen_of[*cell]).map(|(row, _)| *row).collect();
        let reihen = rows
            .into_iter()
            .map(|row| {
                let zeile = &self.system.zeilen[row];
                let glieder =
                    zeile.glieder.iter().filter_map(|(cell, faktor)| Some((*place.get(cell)?, *faktor))).collect();
                let now = zeile.value(|cell| self.system.zellen[cell].wert);
                let slack = (i128::from(zeile.summe) - now) / i128::from(unit);
                // A row that is far from binding: further than all its cells can go.
                let far = -limit.saturating_mul(FAR);
                (glieder, zeile.vergleich, i64::try_from(slack).unwrap_or(far).max(far))
            })
            .collect();
        (spalten, reihen)
    }

    /// Two linear programs: as little and as much as possible of a cell. Whole numbers that fit are proof.
    fn look_for_others(&mut self, goal: Nummer, cells: &[Nummer]) {
        let required = self.system.required_width(goal);
        let unit = (required / 1000).max(1);
        for weight in [1, -1] {
            let (spalten, reihen) = self.programme(cells, (goal, weight), (required.saturating_mul(FAR), unit));
            let solvers: &[Loeser] = if cells.len() <= BRANCHED { &[minimise, minimise_whole] } else { &[minimise] };
            for solve in solvers {
                if self.is_proven(goal) {
                    return;
                }
                self.programme += 1;
                if let Antwort::Kleinstes(_, steps) = solve(&spalten, &reihen) {
                    let moved = cells.iter().copied().zip(steps.into_iter().map(|step| step * unit));
                    let glieder: Vec<_> = moved.filter(|(_, step)| *step != 0).collect();
                    if self.believe(&Zug { glieder, von: 0, bis: 1 }) {
                        break;
                    }
                }
            }
        }
    }

    /// Smallest and largest value of a cell by two linear programs over the cells nearest to it; all others stay, so
    /// that the true distance may be larger where there are more. No value where there is no limit.
    pub(super) fn span(&mut self, goal: Nummer, among: usize) -> Spanne {
        let cells = self.neighbourhood(goal, among);
        let wert = self.system.zellen[goal].wert;
        let limit = wert.saturating_abs().saturating_mul(10).saturating_add(1000);
        let [low, high] = [1, -1].map(|weight| {
            let (spalten, reihen) = self.programme(&cells, (goal, weight), (limit, 1));
            self.programme += 1;
            match minimise(&spalten, &reihen) {
                Antwort::Kleinstes(step, _) if step.abs() < limit => Some(wert + weight * step),
                Antwort::Kleinstes(..) | Antwort::Unbeschraenkt => None,
                // Nothing was learnt: what is proven is what is known.
                Antwort::Unloesbar | Antwort::Keine if weight > 0 => Some(self.reach[goal].0),
                Antwort::Unloesbar | Antwort::Keine => Some(self.reach[goal].1),
            }
        });
        (low, high)
    }

    /// What is to be told of the check.
    pub(super) fn protocol(mut self) -> Pruefprotokoll {
        let asked: Vec<_> = (0..self.status.len()).filter(|nummer| self.system.is_asked(*nummer)).collect();
        let suppressed: Vec<_> =
            asked.iter().copied().filter(|nummer| self.status[*nummer] != Zellstatus::Offen).collect();
        let count = |wanted| asked.iter().filter(|nummer| self.status[**nummer] == wanted).count();
        let (primaer, sekundaer) = (count(Zellstatus::Primaer), count(Zellstatus::Sekundaer));
        let kept = suppressed.iter().filter(|nummer| !self.system.is_conceded(**nummer));
        let belegt = kept.filter(|nummer| self.is_proven(**nummer)).count();
        let all: Vec<_> = (0..self.status.len()).filter(|nummer| self.status[*nummer] != Zellstatus::Offen).collect();
        let engste = self.narrowest(&all);
        Pruefprotokoll {
            frueher_erschlossen: self.system.conceded(true),
            frueher_eingegrenzt: self.system.conceded(false),
            zellen: asked.len(),
            primaer,
            sekundaer,
            belegt,
            programme: self.programme,
            engste,
        }
    }

    /// The cell with the smallest distance for what it needs, in thousandths of it.
    fn narrowest(&mut self, suppressed: &[Nummer]) -> Option<Engste> {
        let share = |width: i64, required: i64| i128::from(width) * 1000 / i128::from(required.max(1));
        let mut candidates: Vec<(i128, Nummer)> = suppressed
            .iter()
            .filter(|nummer| !self.system.is_conceded(**nummer))
            .map(|&nummer| {
                let (low, high) = self.reach[nummer];
                (share(high - low, self.system.required_width(nummer)), nummer)
            })
            .collect();
        candidates.sort_unstable();
        let mut best: Option<(i128, Engste)> = None;
        for &(proven, nummer) in candidates.iter().take(WORKED_OUT) {
            if best.as_ref().is_some_and(|(known, _)| *known <= proven) {
                break;
            }
            let verlangt = self.system.required_width(nummer);
            let (low, high) = self.span(nummer, WORKED_OUT_AMONG);
            let (Some(von), Some(bis)) = (low, high) else { continue };
            let (von, bis) = (von.min(self.reach[nummer].0), bis.max(self.reach[nummer].1));
            let known = share(bis - von, verlangt);
            if best.as_ref().is_none_or(|(best, _)| known < *best) {
                let ist_genau = self.neighbourhood(nummer, WORKED_OUT_AMONG + 1).len() <= WORKED_OUT_AMONG;
                let zelle = self.system.ids[nummer].clone();
                best = Some((known, Engste { zelle, von, bis, ist_genau, verlangt }));
            }
        }
        best.map(|(_, engste)| engste)
    }
}
