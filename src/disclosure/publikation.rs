//! All numbers that one audience gets in a run, and how they hang together.

use std::collections::{BTreeMap, BTreeSet};

use super::grenzen::Schutzgrenzen;
use super::primaer::is_sensitive;
use super::zelle::{Frueher, Hilfe, Messgroesse, Ort, Zeitbezug, ZellId, Zellart, Zelle};

/// Everybody who reads knows: the cells times their factors sum to `summe`, or to at least `summe`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beziehung {
    /// Cells and factors.
    pub glieder: Vec<(ZellId, i64)>,
    /// Exactly or at least.
    pub vergleich: Vergleich,
    /// The sum.
    pub summe: i64,
}

/// How a [`Beziehung`] binds its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vergleich {
    /// Exactly the sum.
    Gleich,
    /// At least the sum.
    Mindestens,
}

/// How much a report is worth without a number; where something must go, the least goes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rang {
    /// Readers can do without.
    #[default]
    Entbehrlich,
    /// Readers miss it.
    Wichtig,
    /// A table is hardly worth printing without it.
    Wesentlich,
    /// A report is hardly worth reading without it.
    Unentbehrlich,
}

/// A number that says nearly the same as another one: suppressed with it, and it moves `faktor` times as far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kopplung {
    /// The number that hangs.
    pub zelle: ZellId,
    /// The number that it hangs on.
    pub an: ZellId,
    /// How far it moves with it.
    pub faktor: i64,
}

/// All numbers that one audience gets in a run, together with what it was given before.
///
/// Räume and Hilfearten form trees: wherever a parent and one of its children have a cell of the same quantity and
/// period, the parent is the sum of the children; a child without a cell is known to be nothing. All else that readers
/// know is a [`Beziehung`]. Averages, rates and shares need no cell: they are shown where
/// all cells are shown that they hang on ([`super::Schutz::shows_all`]).
#[derive(Clone, Debug, Default)]
pub struct Publikation {
    pub(super) zellen: BTreeMap<ZellId, Zelle>,
    pub(super) orte: BTreeMap<Ort, Ort>,
    pub(super) hilfen: BTreeMap<Hilfe, Hilfe>,
    pub(super) beziehungen: Vec<Beziehung>,
    pub(super) kopplungen: Vec<Kopplung>,
    /// Numbers that a report is hardly worth reading without, and how hardly.
    pub(super) tragend: BTreeMap<ZellId, Rang>,
    /// Numbers whose loss costs more than others' because papers for a wider audience show them, too.
    pub(super) begehrt: BTreeSet<ZellId>,
    /// Numbers that no report of this run asks for: given out before, hidden, or not to be found all the same.
    pub(super) ungefragt: BTreeSet<ZellId>,
}

impl Publikation {
    /// Says that a line of Räume is part of another one.
    pub fn add_ort(&mut self, teil: Ort, ganzes: Ort) {
        self.orte.insert(teil, ganzes);
    }

    /// Says that a Hilfeart or group is part of a group or of everything.
    pub fn add_hilfe(&mut self, teil: Hilfe, ganzes: Hilfe) {
        self.hilfen.insert(teil, ganzes);
    }

    /// Adds a number; one with the same key is replaced.
    pub fn add_zelle(&mut self, id: ZellId, zelle: Zelle) {
        self.zellen.insert(id, zelle);
    }

    /// Says that a report is hardly worth reading without a number: it is suppressed only for what it is itself, or
    /// where nothing else protects a small one.
    pub fn add_tragend(&mut self, id: ZellId, rang: Rang) {
        self.tragend.insert(id, rang);
    }

    /// Says which numbers papers for a wider audience show, too: what is kept here is kept there.
    pub fn set_begehrt(&mut self, ids: BTreeSet<ZellId>) {
        self.begehrt = ids;
    }

    /// Says how cells hang together, beyond the trees. Only between cells that are there.
    pub fn add_beziehung(&mut self, beziehung: Beziehung) {
        self.beziehungen.push(beziehung);
    }

    /// Says that a number says nearly the same as another one.
    pub fn add_kopplung(&mut self, kopplung: Kopplung) {
        self.kopplungen.push(kopplung);
    }

    /// Adds a share that is printed whatever becomes of its parts, as `zaehler / nenner` between `von / teiler` and
    /// `bis / teiler`: 12 % rounded to whole percent is 115 to 125 of 1000.
    ///
    /// A share that is printed only together with its parts tells nothing new and needs not be added.
    pub fn add_gerundet(&mut self, zaehler: &[ZellId], nenner: &[ZellId], (von, bis): (i64, i64), teiler: i64) {
        for (grenze, sign) in [(von, 1), (bis, -1)] {
            let mut glieder: BTreeMap<ZellId, i64> = BTreeMap::new();
            for id in zaehler {
                *glieder.entry(id.clone()).or_default() += sign * teiler;
            }
            for id in nenner {
                *glieder.entry(id.clone()).or_default() -= sign * grenze;
            }
            let glieder = glieder.into_iter().collect();
            self.add_beziehung(Beziehung { glieder, vergleich: Vergleich::Mindestens, summe: 0 });
        }
    }

    /// The number of a key.
    pub fn zelle(&self, id: &ZellId) -> Option<&Zelle> {
        self.zellen.get(id)
    }

    /// All keys in order.
    pub fn ids(&self) -> impl Iterator<Item = &ZellId> {
        self.zellen.keys()
    }

    /// Takes numbers out that no document shows; that they exist, and how they hang together with others, stays known.
    /// What was given out before stays too.
    pub fn hide_unless(&mut self, is_shown: impl Fn(&ZellId) -> bool) {
        for (id, zelle) in &mut self.zellen {
            if !matches!(zelle.art, Zellart::Verborgen(_)) && zelle.frueher.is_none() && !is_shown(id) {
                let nicht_negativ = zelle.wert >= 0 && id.groesse != Messgroesse::Zuschussbedarf;
                zelle.art = Zellart::Verborgen(nicht_negativ);
            }
        }
    }

    /// Hides everything that no report asks for. What gives somebody away stays to be protected where a report asks for
    /// the same line of another period: the next ones will ask for it too, and must not find it given away.
    pub fn show_only(&mut self, asked: &BTreeSet<ZellId>, grenzen: &Schutzgrenzen) {
        let line = |id: &ZellId| {
            let is_year = matches!(id.zeit, Zeitbezug::JahrBis(_));
            (id.groesse, is_year, id.ort.clone(), id.hilfe.clone())
        };
        let lines: BTreeSet<_> = asked.iter().map(line).collect();
        let zellen = &self.zellen;
        let waiting = zellen.iter().filter(|(id, zelle)| {
            !asked.contains(id) && zelle.frueher.is_none() && is_sensitive(zelle, grenzen) && lines.contains(&line(id))
        });
        let waiting: BTreeSet<ZellId> = waiting.map(|(id, _)| id.clone()).collect();
        self.hide_unless(|id| asked.contains(id) || waiting.contains(id));
        self.drop_silent_periods();
        self.ungefragt = self.zellen.keys().filter(|id| !asked.contains(id)).cloned().collect();
    }

    /// Says what was given out of a cell before; of a cell that is not there nothing is to be kept.
    pub fn set_frueher(&mut self, id: &ZellId, frueher: Frueher) {
        if let Some(zelle) = self.zellen.get_mut(id) {
            zelle.frueher = Some(frueher);
        }
    }

    /// The same for a cell of which nothing is known yet.
    pub fn set_frueher_if_new(&mut self, id: &ZellId, frueher: Frueher) {
        if let Some(zelle) = self.zellen.get_mut(id) {
            zelle.frueher.get_or_insert(frueher);
        }
    }

    /// Says of every cell of earlier publications what was given out.
    pub fn set_earlier(&mut self, earlier: &BTreeMap<ZellId, Frueher>) {
        for (id, frueher) in earlier {
            self.set_frueher(id, *frueher);
        }
    }
}
