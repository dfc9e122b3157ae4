//! The publication as numbered cells and rows, with what an attacker knows of each cell.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::grenzen::Schutzgrenzen;
use super::primaer::is_sensitive;
use super::publikation::{Publikation, Rang, Vergleich};
use super::schutz::Fehlschlag;
use super::zelle::{Frueher, Hilfe, Messgroesse, Ort, Zeitbezug, ZellId, Zellart, Zelle, Zellstatus};
use crate::domain::Quartal;
use crate::domain::amt::Erschlossen;

/// Place of a cell in a [`System`].
pub(super) type Nummer = usize;

/// What everybody knows: factors times cells make exactly or at least a sum.
#[derive(Clone, Debug)]
pub(super) struct Zeile {
    pub(super) glieder: Vec<(Nummer, i64)>,
    pub(super) vergleich: Vergleich,
    pub(super) summe: i64,
}

/// Smallest and largest value, where there is one.
pub(super) type Spanne = (Option<i64>, Option<i64>);

/// Cells and rows with numbers in place of keys.
pub(super) struct System {
    pub(super) ids: Vec<ZellId>,
    pub(super) zellen: Vec<Zelle>,
    pub(super) zeilen: Vec<Zeile>,
    /// Rows of each cell, with its factor in them.
    pub(super) zeilen_of: Vec<Vec<(usize, i64)>>,
    /// Cells that hang on each cell, with their factors.
    pub(super) haengende: Vec<Vec<(Nummer, i64)>>,
    pub(super) grenzen: Schutzgrenzen,
    /// The latest quarter of all.
    letztes: Quartal,
    /// Which cells are kept open.
    tragend: Vec<Rang>,
    /// Up to this rank cells are not kept open any more.
    losgelassen: Cell<Rang>,
    /// Cells that papers for everybody show, too.
    begehrt: Vec<bool>,
    /// Cells that no report of this run asks for.
    ungefragt: Vec<bool>,
    /// Cells that nothing protects any more because of what was given out before.
    erschlossen: RefCell<BTreeSet<Nummer>>,
}

impl System {
    /// Numbers the cells and writes down every row. Fails if a row does not hold.
    pub(super) fn new(publikation: &Publikation, grenzen: &Schutzgrenzen) -> Result<Self, Fehlschlag> {
        let ids: Vec<ZellId> = publikation.zellen.keys().cloned().collect();
        let zellen: Vec<Zelle> = publikation.zellen.values().copied().collect();
        let mut system = Self {
            zeilen: Vec::new(),
            zeilen_of: vec![Vec::new(); ids.len()],
            haengende: vec![Vec::new(); ids.len()],
            grenzen: *grenzen,
            erschlossen: RefCell::default(),
            ungefragt: ids.iter().map(|id| publikation.ungefragt.contains(id)).collect(),
            begehrt: ids.iter().map(|id| publikation.begehrt.contains(id)).collect(),
            tragend: ids.iter().map(|id| publikation.tragend.get(id).copied().unwrap_or_default()).collect(),
            losgelassen: Cell::default(),
            letztes: ids.iter().map(ZellId::quartal).max().unwrap_or(Quartal::of(NaiveDate::MIN)),
            ids,
            zellen,
        };
        for zeile in system.tree_rows(publikation) {
            system.push_row(zeile)?;
        }
        for beziehung in &publikation.beziehungen {
            let glieder: Option<Vec<_>> =
                beziehung.glieder.iter().map(|(id, faktor)| Some((system.nummer(id)?, *faktor))).collect();
            if let Some(glieder) = glieder {
                system.push_row(Zeile { glieder, vergleich: beziehung.vergleich, summe: beziehung.summe })?;
            }
        }
        for kopplung in &publikation.kopplungen {
            if let (Some(zelle), Some(an)) = (system.nummer(&kopplung.zelle), system.nummer(&kopplung.an)) {
                system.haengende[an].push((zelle, kopplung.faktor));
            }
        }
        Ok(system)
    }

    /// The number of a key.
    pub(super) fn nummer(&self, id: &ZellId) -> Option<Nummer> {
        self.ids.binary_search(id).ok()
    }

    /// Each parent is the sum of its children, along the tree of Räume and along the tree of Hilfearten.
    fn tree_rows(&self, publikation: &Publikation) -> Vec<Zeile> {
        let mut by_ort: BTreeMap<(Messgroesse, Zeitbezug, &Hilfe, &Ort), Vec<Nummer>> = BTreeMap::new();
        let mut by_hilfe: BTreeMap<(Messgroesse, Zeitbezug, &Ort, &Hilfe), Vec<Nummer>> = BTreeMap::new();
        for (nummer, id) in self.ids.iter().enumerate() {
            if let Some(ganzes) = publikation.orte.get(&id.ort) {
                by_ort.entry((id.groesse, id.zeit, &id.hilfe, ganzes)).or_default().push(nummer);
            }
            if let Some(ganzes) = publikation.hilfen.get(&id.hilfe) {
                by_hilfe.entry((id.groesse, id.zeit, &id.ort, ganzes)).or_default().push(nummer);
            }
        }
        let by_ort = by_ort.into_iter().map(|((groesse, zeit, hilfe, ort), teile)| {
            (ZellId { groesse, zeit, ort: ort.clone(), hilfe: hilfe.clone() }, teile)
        });
        let by_hilfe = by_hilfe.into_iter().map(|((groesse, zeit, ort, hilfe), teile)| {
            (ZellId { groesse, zeit, ort: ort.clone(), hilfe: hilfe.clone() }, teile)
        });
        by_ort
            .chain(by_hilfe)
            .filter_map(|(id, teile)| {
                let ganzes = self.nummer(&id)?;
                let glieder = teile.into_iter().map(|teil| (teil, -1)).chain([(ganzes, 1)]).collect();
                Some(Zeile { glieder, vergleich: Vergleich::Gleich, summe: 0 })
            })
            .collect()
    }

    fn push_row(&mut self, zeile: Zeile) -> Result<(), Fehlschlag> {
        let value = zeile.value(|nummer| self.zellen[nummer].wert);
        if !zeile.holds(value) {
            let names: Vec<_> = zeile.glieder.iter().map(|(nummer, _)| self.ids[*nummer].to_string()).collect();
            return Err(Fehlschlag::Widerspruch { zellen: names });
        }
        for (nummer, faktor) in &zeile.glieder {
            self.zeilen_of[*nummer].push((self.zeilen.len(), *faktor));
        }
        self.zeilen.push(zeile);
        Ok(())
    }

    /// Whether the number is of the latest quarter, or of the year up to it.
    pub(super) fn is_latest(&self, nummer: Nummer) -> bool {
        self.ids[nummer].quartal() == self.letztes
    }

    /// Whether papers for everybody show the number, too.
    pub(super) fn is_wanted(&self, nummer: Nummer) -> bool {
        self.begehrt[nummer]
    }

    /// Whether a report of this run has a place for the number.
    pub(super) fn is_asked(&self, nummer: Nummer) -> bool {
        !self.ungefragt[nummer] && !self.is_hidden(nummer)
    }

    /// Whether the number is published nowhere.
    pub(super) fn is_hidden(&self, nummer: Nummer) -> bool {
        matches!(self.zellen[nummer].art, Zellart::Verborgen(_))
    }

    /// Whether the number cannot be suppressed: it was given out before, or reports are hardly worth reading without. What
    /// no report shows need not be kept open, whatever it is.
    pub(super) fn is_given_out(&self, nummer: Nummer) -> bool {
        if self.is_hidden(nummer) {
            return false;
        }
        let zelle = &self.zellen[nummer];
        let open = self.tragend[nummer] > self.losgelassen.get() && zelle.frueher != Some(Frueher::Unterdrueckt);
        zelle.frueher == Some(Frueher::Gezeigt(zelle.wert)) || (open && !self.is_sensitive(nummer))
    }

    /// Gives a cell up that nothing protects as far as wished, if that is the fault of other papers: of what was given
    /// out before, or of what the same reader is not told elsewhere. It is not shown either, but whoever kept the other
    /// papers knows it more closely. A number that gives somebody away by itself is given up only where the office goes
    /// on in spite of it; one that was to protect others need not be kept for its own sake, and those others are looked
    /// at by themselves.
    pub(super) fn concede(&self, nummer: Nummer) -> bool {
        self.may_concede(nummer) && self.erschlossen.borrow_mut().insert(nummer)
    }

    /// Whether a cell could be given up: where other papers bind this publication.
    pub(super) fn may_concede(&self, nummer: Nummer) -> bool {
        (self.grenzen.erschlossen == Erschlossen::Nennen || !self.is_sensitive(nummer))
            && self.zellen.iter().any(|zelle| zelle.frueher.is_some())
    }

    /// Whether a cell was given up.
    pub(super) fn is_conceded(&self, nummer: Nummer) -> bool {
        self.erschlossen.borrow().contains(&nummer)
    }

    /// Keeps nothing open any more, and gives no cell up: another attempt begins.
    pub(super) fn begin_anew(&self) {
        self.release(Rang::Unentbehrlich);
        self.erschlossen.borrow_mut().clear();
    }

    /// The cells given up: those that give somebody away, or those of the others that a report of this run has a place for.
    pub(super) fn conceded(&self, sensitive: bool) -> Vec<ZellId> {
        let all = self.erschlossen.borrow();
        let wanted = all.iter().filter(|nummer| self.is_sensitive(**nummer) == sensitive);
        let wanted = wanted.filter(|nummer| sensitive || self.is_asked(**nummer));
        wanted.map(|nummer| self.ids[*nummer].clone()).collect()
    }

    /// Whether a cell must not be shown because of what it is.
    pub(super) fn is_sensitive(&self, nummer: Nummer) -> bool {
        is_sensitive(&self.zellen[nummer], &self.grenzen)
    }

    /// Gives up keeping cells open up to a rank, and keeps those above it open.
    pub(super) fn release(&self, rang: Rang) {
        self.losgelassen.set(rang);
    }

    /// Up to which rank cells are not kept open.
    pub(super) fn released(&self) -> Rang {
        self.losgelassen.get()
    }

    /// Whether an attacker does not see the number.
    pub(super) fn is_unknown(&self, nummer: Nummer, status: &[Zellstatus]) -> bool {
        status[nummer] != Zellstatus::Offen || self.is_hidden(nummer)
    }

    /// What an attacker knows of a cell from the rules alone: of an amount that it is not below nothing, of a suppressed
    /// count that it is at least one, as nothing is shown (an attacker is told of the few that are not). Which of
    /// the suppressed counts are small the sign does not tell.
    pub(super) fn known_span(&self, nummer: Nummer, status: Zellstatus) -> Spanne {
        let zelle = &self.zellen[nummer];
        let (first, _) = self.grenzen.small_counts();
        match (zelle.art, status) {
            (Zellart::Verborgen(nicht_negativ), _) => (nicht_negativ.then_some(0), None),
            (_, Zellstatus::Offen) => (Some(zelle.wert), Some(zelle.wert)),
            (Zellart::Betrag(_), _) if self.ids[nummer].groesse == Messgroesse::Zuschussbedarf || zelle.wert < 0 => {
                (None, None)
            }
            (Zellart::Betrag(_), _) => (Some(0), None),
            (Zellart::Anzahl | Zellart::Summe(_), _) => (Some(first.min(zelle.wert)), None),
        }
    }

    /// How far apart smallest and largest possible value of a suppressed cell must lie.
    pub(super) fn required_width(&self, nummer: Nummer) -> i64 {
        let zelle = &self.zellen[nummer];
        if self.is_conceded(nummer) {
            return 0;
        }
        match zelle.art {
            Zellart::Verborgen(_) => 0,
            Zellart::Anzahl | Zellart::Summe(_) => i64::from(self.grenzen.abstand_faelle).max(1),
            Zellart::Betrag(_) => {
                let percent = i64::from(self.grenzen.abstand_betraege_prozent);
                (zelle.wert.saturating_abs().saturating_mul(percent) / 100).max(1)
            }
        }
    }
}

impl Zeile {
    /// What the row sums to with other values.
    pub(super) fn value(&self, wert: impl Fn(Nummer) -> i64) -> i128 {
        self.glieder.iter().map(|(nummer, faktor)| i128::from(*faktor) * i128::from(wert(*nummer))).sum()
    }

    /// Whether the row holds if it sums to this.
    pub(super) fn holds(&self, value: i128) -> bool {
        match self.vergleich {
            Vergleich::Gleich => value == i128::from(self.summe),
            Vergleich::Mindestens => value >= i128::from(self.summe),
        }
    }
}
