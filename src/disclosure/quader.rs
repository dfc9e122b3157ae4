//! Secondary suppression by hypercubes (Quaderverfahren).
//!
//! Method: D. Repsilber, "Preservation of Confidentiality in Aggregated Data" (1994), as refined in S. Giessing and
//! D. Repsilber, "Tools and Strategies to Protect Multiple Tables with the GHQUAR Cell Suppression Engine" (2002), the
//! engine of the German statistical offices. A small number and its three counterparts in another row and column of
//! the same table form the corners of a rectangle: as much as one corner gains, its neighbours lose, and no total
//! notices. If all corners are suppressed, an attacker must take all these numbers for possible. Here a rectangle
//! lies in the trees of Räume and Hilfearten, and a third edge leads through the quantities and periods of a line
//! (begonnen up, beendet up). The cheapest rectangle is taken that lets the small number move far enough.

use std::collections::BTreeSet;

use super::primaer::suppress;
use super::raster::{Raster, Richtung};
use super::system::{Nummer, System};
use super::zelle::Zellstatus;
use super::zug::{Zug, cost};

/// Above this price a rectangle is compared with the cheapest shift of any shape.
const DEAR: u64 = 10_000;

/// Everything suppressed so far, and the moves that protect it.
pub(super) struct Lage<'a> {
    pub(super) system: &'a System,
    pub(super) raster: Raster,
    pub(super) status: Vec<Zellstatus>,
    pub(super) zuege: Vec<Zug>,
    /// Smallest and largest value that the moves allow.
    pub(super) reach: Vec<(i64, i64)>,
    pub(super) costs: Vec<u64>,
}

impl<'a> Lage<'a> {
    pub(super) fn new(system: &'a System, raster: Raster, status: Vec<Zellstatus>) -> Self {
        let reach = system.zellen.iter().map(|zelle| (zelle.wert, zelle.wert)).collect();
        let costs = (0..system.zellen.len()).map(|nummer| cost(system, nummer, raster.levels(nummer))).collect();
        Self { system, raster, status, zuege: Vec::new(), reach, costs }
    }

    /// Whether a cell is shown or can be moved far enough.
    pub(super) fn is_safe(&self, nummer: Nummer) -> bool {
        let (low, high) = self.reach[nummer];
        self.status[nummer] == Zellstatus::Offen || high - low >= self.system.required_width(nummer)
    }

    /// Suppressed cells that cannot be moved far enough yet: totals first, as they bind the details below them.
    pub(super) fn unsafe_cells(&self) -> Vec<Nummer> {
        let mut cells: Vec<_> = (0..self.status.len()).filter(|nummer| !self.is_safe(*nummer)).collect();
        cells.sort_by_key(|nummer| (std::cmp::Reverse(self.raster.height(*nummer)), *nummer));
        cells
    }

    /// Protects every suppressed cell that a rectangle can protect. Returns the ones that none can.
    pub(super) fn protect_by_hypercubes(&mut self) -> Vec<Nummer> {
        let mut hopeless = BTreeSet::new();
        loop {
            let open: Vec<_> = self.unsafe_cells().into_iter().filter(|nummer| !hopeless.contains(nummer)).collect();
            if open.is_empty() {
                return self.unsafe_cells();
            }
            for nummer in open {
                if self.is_safe(nummer) {
                    continue;
                }
                // Most can be moved with what is suppressed already; that is quickly seen.
                if let Some(zug) = self.cheapest(nummer, 1).or_else(|| self.cheapest_of_both(nummer)) {
                    self.take(zug);
                }
                if !self.is_safe(nummer) {
                    hopeless.insert(nummer);
                }
            }
        }
    }

    /// The cheapest rectangle; where it is dear, the cheaper one of it and of the cheapest shift nearby.
    fn cheapest_of_both(&mut self, nummer: Nummer) -> Option<Zug> {
        let zug = self.cheapest(nummer, u64::MAX);
        let price = zug.as_ref().map_or(u64::MAX, |zug| self.price_of(zug));
        if price <= DEAR {
            return zug;
        }
        let shift = super::ergaenzung::cheapest_nearby(self, nummer);
        match shift {
            Some(shift) if self.price_of(&shift) < price => Some(shift),
            _ => zug,
        }
    }

    /// What the cells of a move cost that are still open.
    pub(super) fn price_of(&self, zug: &Zug) -> u64 {
        let open = zug.glieder.iter().filter(|(nummer, _)| !self.system.is_unknown(*nummer, &self.status));
        open.map(|(nummer, _)| self.costs[*nummer]).sum()
    }

    /// Suppresses the cells of a move and notes how far it reaches.
    pub(super) fn take(&mut self, zug: Zug) {
        for &(nummer, faktor) in &zug.glieder {
            suppress(self.system, &mut self.status, nummer);
            let (low, high) = zug.reach(self.system.zellen[nummer].wert, faktor);
            let known = &mut self.reach[nummer];
            *known = (known.0.min(low), known.1.max(high));
        }
        self.zuege.push(zug);
    }

    /// Reckons anew how far some cells can be moved.
    pub(super) fn measure_again(&mut self, cells: &[Nummer]) {
        for &nummer in cells {
            let wert = self.system.zellen[nummer].wert;
            self.reach[nummer] = (wert, wert);
        }
        for zug in &self.zuege {
            for &(nummer, faktor) in zug.glieder.iter().filter(|(nummer, _)| cells.contains(nummer)) {
                let (low, high) = zug.reach(self.system.zellen[nummer].wert, faktor);
                let known = &mut self.reach[nummer];
                *known = (known.0.min(low), known.1.max(high));
            }
        }
    }

    /// The move that costs least, less than `limit`, and lets a cell move far enough; the first of equals.
    pub(super) fn cheapest(&mut self, nummer: Nummer, limit: u64) -> Option<Zug> {
        let required = self.system.required_width(nummer);
        let wert = self.system.zellen[nummer].wert;
        let (low, high) = self.reach[nummer];
        let slots = self.raster.cycles(nummer);
        let [orte, hilfen] = self.raster.directions_of_axes(nummer);
        let mut best: Option<Zug> = None;
        let mut limit = limit;
        let is_far_enough = |(from, to): (i64, i64)| high.max(to) - low.min(from) >= required;
        for ort in orte {
            for hilfe in hilfen {
                for slot in &slots {
                    let Some(price) = self.price(slot, ort, hilfe, limit) else { continue };
                    let glieder = self.raster.cells(slot, ort, hilfe).flatten().collect();
                    let zug = Zug::longest(self.system, &self.status, glieder, |zug| is_far_enough(zug.reach(wert, 1)));
                    if let Some(zug) = zug {
                        best = Some(zug);
                        limit = price;
                        if price == 0 {
                            return best;
                        }
                    }
                }
            }
        }
        best
    }

    /// What the cells of a shift cost that are still open, if less than `limit`.
    fn price(&self, slots: &Richtung, orte: &Richtung, hilfen: &Richtung, limit: u64) -> Option<u64> {
        let mut price = 0;
        for cell in self.raster.cells(slots, orte, hilfen) {
            let (nummer, _) = cell?;
            if !self.system.is_unknown(nummer, &self.status) {
                if self.system.is_given_out(nummer) {
                    return None;
                }
                price += self.costs[nummer];
            }
            if price >= limit {
                return None;
            }
        }
        Some(price)
    }
}
