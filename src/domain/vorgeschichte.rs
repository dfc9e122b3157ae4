//! What the store already knows when a delivery comes: all that rules need to hold it against earlier ones.
//!
//! Plain data, filled by [`crate::aggregate`]; no texts of bookings, no names, Aktenzeichen only as keyed hashes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::lieferung::{Lieferart, Lieferung, Zeilen};
use super::zeilen::{Buchung, Fall};
use super::{Betrag, HilfeartId, Quartal, RaumId};

/// A delivery in the store that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FruehereLieferung {
    /// Name of the delivered file.
    pub datei: String,
    /// Bookings or cases.
    pub art: Lieferart,
    /// The quarter it is for.
    pub quartal: Quartal,
    /// Its export layout.
    pub layout: String,
}

/// A row of a delivery in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bekannt<T> {
    /// Place of the delivery in [`Vorgeschichte::lieferungen`].
    pub lieferung: usize,
    /// The row.
    pub zeile: T,
}

/// What is known to the store that concerns a delivery.
///
/// Only deliveries that count are looked at, and the one itself never, nor what it replaces.
#[derive(Clone, Debug, Default)]
pub struct Vorgeschichte {
    /// The deliveries that rows come from, and the one whose layout is compared.
    pub lieferungen: Vec<FruehereLieferung>,
    /// The newest delivery of the kind for an earlier quarter.
    pub vorige: Option<usize>,
    /// Whether the quarter is complete with this delivery: no other part of its kind is missing.
    pub vollstaendig: bool,
    /// Bookings of the delivery that earlier quarters delivered too, as they were delivered first.
    pub belege: BTreeMap<(String, u32), Bekannt<Buchung>>,
    /// Bookings of earlier quarters that a cumulative delivery should repeat and does not.
    pub fehlende: Vec<Bekannt<Buchung>>,
    /// Rows of the lists of cases, oldest quarter first: of earlier quarters and of other parts of the same one; of
    /// the same quarter altogether where the delivery holds bookings.
    pub faelle: Vec<Bekannt<Fall>>,
    /// From this day on, the lists of cases (with this delivery, if it is one) tell every case up to the Stichtag; none
    /// where the quarter's own list is missing.
    pub faelle_ab: Option<NaiveDate>,
    /// Bookings dated in the quarter: of other parts of a delivery of bookings; all of them where the delivery holds
    /// cases.
    pub buchungen: Vec<Bekannt<Buchung>>,
    /// Whether the bookings of the quarter are complete, with this delivery if it holds bookings.
    pub buchungen_vollstaendig: bool,
    /// Figures of earlier quarters that were delivered in full, of the kind of the delivery.
    pub reihe: BTreeMap<Quartal, Quartalswerte>,
}

/// Figures of a quarter, to be compared with the same of other quarters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quartalswerte {
    /// Bookings dated in the quarter; Bestand of cases at the Stichtag.
    pub anzahl: u32,
    /// Aufwand in euros of single cases dated in the quarter, or Bestand at the Stichtag, by Raum and Hilfeart.
    pub werte: BTreeMap<(RaumId, HilfeartId), Decimal>,
}

impl Vorgeschichte {
    /// The delivery that a row stands in.
    pub fn lieferung_of<T>(&self, bekannt: &Bekannt<T>) -> Option<&FruehereLieferung> {
        self.lieferungen.get(bekannt.lieferung)
    }

    /// Rows of the list of cases of one quarter.
    pub fn faelle_of(&self, quartal: Quartal) -> impl Iterator<Item = &Bekannt<Fall>> {
        self.faelle.iter().filter(move |fall| self.lieferung_of(fall).is_some_and(|file| file.quartal == quartal))
    }

    /// The same without what comes from Aktenzeichen, for a check that has no key to compare their hashes.
    #[must_use]
    pub fn without_cases(self) -> Self {
        Self { faelle: Vec::new(), faelle_ab: None, buchungen_vollstaendig: false, ..self }
    }

    /// Figures of the quarter as it stands with this delivery: its own rows and those of the other parts.
    pub fn werte_with(&self, lieferung: &Lieferung) -> Quartalswerte {
        let mut werte = Quartalswerte::default();
        match &lieferung.zeilen {
            Zeilen::Kosten(rows) => {
                let known = self.buchungen.iter().map(|bekannt| &bekannt.zeile);
                let new = rows.iter().filter(|row| !self.belege.contains_key(&row.schluessel()));
                let dated = |row: &&Buchung| Quartal::of(row.buchungsdatum) == lieferung.quartal;
                new.chain(known).filter(dated).for_each(|row| werte.add_buchung(row));
            }
            Zeilen::Faelle(rows) => {
                let known = self.faelle_of(lieferung.quartal).map(|bekannt| &bekannt.zeile);
                rows.iter().chain(known).for_each(|row| werte.add_fall(row, lieferung.quartal.ende()));
            }
        }
        werte
    }
}

impl Quartalswerte {
    /// Adds a booking dated in the quarter. Bookings of Maßnahmen are counted, their money is in budgets.
    pub fn add_buchung(&mut self, buchung: &Buchung) {
        self.anzahl += 1;
        if buchung.massnahme.is_some() || buchung.is_ertrag() {
            return;
        }
        let (raum, hilfeart) = (buchung.raum.as_ref(), buchung.hilfeart.as_ref());
        self.add_aufwand(raum.map(RaumId::as_str), hilfeart.map(HilfeartId::as_str), buchung.betrag);
    }

    /// Adds Aufwand of single cases; without a Raum it belongs to the bucket `ohne`.
    pub fn add_aufwand(&mut self, raum: Option<&str>, hilfeart: Option<&str>, betrag: Betrag) {
        let key = (raum.unwrap_or(RaumId::OHNE).into(), hilfeart.unwrap_or("unbekannt").into());
        *self.werte.entry(key).or_default() += betrag.to_decimal();
    }

    /// Adds a case, if it runs at the end of a day.
    pub fn add_fall(&mut self, fall: &Fall, stichtag: NaiveDate) {
        if fall.runs_at(stichtag) {
            self.anzahl += 1;
            *self.werte.entry((fall.raum.clone(), fall.hilfeart.clone())).or_default() += Decimal::ONE;
        }
    }
}
