//! Cases and costs as one audience sees them: the only door through which reports on Hilfen reach their numbers.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::publikation::Publikation;
use super::schutz::Schutz;
use crate::domain::auswertung::Quelle;
use crate::domain::kennzahlen::{FallKennzahl, Quote};
use crate::domain::raum::Ebene;
use crate::domain::reihe::{Dauer, Reihe};
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};
use crate::domain::{Angabe, Betrag, Quartal, RegionId, Zielgruppe};

/// What one audience sees of cases and costs. A suppressed number cannot be had from it.
///
/// It keeps which numbers were asked for. So the reports are made twice: first with everything open, to learn which
/// numbers they have a place for at all, then with what may be shown of these.
#[derive(Debug)]
pub struct Sicht<'a> {
    reihe: &'a Reihe,
    zahlen: &'a Publikation,
    schutz: Option<&'a Schutz>,
    zielgruppe: Zielgruppe,
    gefragt: RefCell<BTreeSet<ZellId>>,
}

impl<'a> Sicht<'a> {
    /// Everything is open: for internal papers, and to learn what reports ask for. `zahlen` are all numbers of the
    /// Reihe.
    pub fn open(reihe: &'a Reihe, zahlen: &'a Publikation, zielgruppe: Zielgruppe) -> Self {
        Self { reihe, zahlen, schutz: None, zielgruppe, gefragt: RefCell::default() }
    }

    /// Only what may be shown to the audience.
    pub fn protected(reihe: &'a Reihe, zahlen: &'a Publikation, zielgruppe: Zielgruppe, schutz: &'a Schutz) -> Self {
        Self { reihe, zahlen, schutz: Some(schutz), zielgruppe, gefragt: RefCell::default() }
    }

    /// The numbers asked for so far.
    pub fn asked(&self) -> BTreeSet<ZellId> {
        self.gefragt.borrow().clone()
    }

    /// Who sees this.
    pub const fn zielgruppe(&self) -> Zielgruppe {
        self.zielgruppe
    }

    /// What was suppressed, and how well it is protected; none where everything is open.
    pub fn schutz(&self) -> Option<&'a Schutz> {
        self.schutz
    }

    /// The reported quarter.
    pub const fn quartal(&self) -> Quartal {
        self.reihe.quartal
    }

    /// The quarters with a delivery up to the reported one, oldest first.
    pub fn quartale(&self) -> Vec<Quartal> {
        self.reihe.delivered().collect()
    }

    /// Whether cases were delivered for a quarter.
    pub fn has_faelle(&self, quartal: Quartal) -> bool {
        self.reihe.quartale.get(&quartal).is_some_and(|zahlen| !zahlen.kennzahlen.faelle.is_empty())
    }

    /// Whether costs were delivered for a quarter.
    pub fn has_kosten(&self, quartal: Quartal) -> bool {
        self.reihe.quartale.get(&quartal).is_some_and(|zahlen| !zahlen.kennzahlen.kosten.is_empty())
    }

    /// What is missing of the deliveries of a quarter, in German.
    pub fn luecken(&self, quartal: Quartal) -> &'a [String] {
        self.reihe.quartale.get(&quartal).map_or(&[], |zahlen| zahlen.luecken.as_slice())
    }

    /// The deliveries that the cases of a quarter come from.
    pub fn fallquellen(&self, quartal: Quartal) -> &'a [Quelle] {
        self.reihe.quartale.get(&quartal).map_or(&[], |zahlen| zahlen.fallquellen.as_slice())
    }

    /// What belongs to a Region and to none of its Sozialräume, as a line; none where there is no such thing.
    pub fn region_alone(&self, region: &RegionId) -> Option<Ort> {
        let ort = Ort::new(Ebene::Sozialraum, region.as_str());
        self.zahlen.ids().any(|id| id.ort == ort).then_some(ort)
    }

    /// A count of cases, or the cents of an amount. A line with nothing in any quarter is nothing.
    pub fn zahl(&self, id: &ZellId) -> Angabe<i64> {
        let quartal = match id.zeit {
            Zeitbezug::Quartal(quartal) | Zeitbezug::JahrBis(quartal) => quartal,
        };
        let delivered = if id.is_betrag() { self.has_kosten(quartal) } else { self.has_faelle(quartal) };
        if !delivered {
            return Angabe::Fehlt;
        }
        let Some(zelle) = self.zahlen.zelle(id) else { return Angabe::Wert(0) };
        self.gefragt.borrow_mut().insert(id.clone());
        if self.schutz.is_none_or(|schutz| schutz.shows(id)) { Angabe::Wert(zelle.wert) } else { Angabe::Gesperrt }
    }

    /// A count of cases.
    pub fn anzahl(&self, groesse: Messgroesse, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> Angabe<i64> {
        self.zahl(&ZellId::new(groesse, Zeitbezug::Quartal(quartal), ort, hilfe))
    }

    /// An amount.
    pub fn betrag(&self, groesse: Messgroesse, zeit: Zeitbezug, ort: &Ort, hilfe: &Hilfe) -> Angabe<Betrag> {
        self.zahl(&ZellId::new(groesse, zeit, ort, hilfe)).map(Betrag::from_cents)
    }

    /// Mean of the Bestände at the three month-ends.
    pub fn monatsdurchschnitt(&self, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> Angabe<Quote> {
        let sum = self.anzahl(Messgroesse::Monatsbestaende, quartal, ort, hilfe);
        sum.map(|sum| Quote(rust_decimal::Decimal::from(sum) / rust_decimal::Decimal::from(3)))
    }

    /// Bestand per so many of the base population; none where there is no base or a too small one.
    pub fn hilfedichte(&self, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> Angabe<Option<Quote>> {
        let is_line = |line: &&FallKennzahl| {
            line.ebene == ort.ebene
                && line.raum == ort.raum
                && line.hilfeart == hilfe.hilfeart
                && line.gruppe == hilfe.gruppe
        };
        self.anzahl(Messgroesse::Bestand, quartal, ort, hilfe).map(|_| {
            let zahlen = self.reihe.quartale.get(&quartal)?;
            zahlen.kennzahlen.faelle.iter().find(is_line)?.hilfedichte
        })
    }

    /// How long the Hilfen lasted that ended in the quarter; none where none did.
    pub fn dauer(&self, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> Angabe<Option<Dauer>> {
        let ended = self.anzahl(Messgroesse::Beendet, quartal, ort, hilfe);
        let days = self.anzahl(Messgroesse::Hilfetage, quartal, ort, hilfe);
        ended.zip(days).map(|_| {
            let zahlen = self.reihe.quartale.get(&quartal)?;
            zahlen.dauern.get(&(ort.clone(), hilfe.clone())).copied()
        })
    }
}
