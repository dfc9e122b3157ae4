//! Bookings beside cases: which Leistung belongs to which Hilfe of a quarter, whichever of the two files came second.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::domain::export::Feld;
use crate::domain::lieferung::Lieferung;
use crate::domain::vergleichsgrenzen::Vergleichsgrenzen;
use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
use crate::domain::zeilen::{Buchung, Fall, Herkunftszeile};
use crate::domain::{Betrag, HilfeartId, Quartal};
use crate::finding::Befund;

use super::gegen_bestand::{self, first_places, fundstellen};
use super::regel::Regel;

/// A case by hash of the Aktenzeichen and Hilfeart.
pub type Schluessel<'a> = (&'a str, &'a HilfeartId);

/// A row of the delivery itself, or of another one.
#[derive(Debug)]
pub enum Stelle<'a, T> {
    /// In the file that is checked.
    Hier(&'a T),
    /// In the store.
    Dort(&'a Bekannt<T>),
}

impl<T> Clone for Stelle<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stelle<'_, T> {}

impl<'a, T> Stelle<'a, T> {
    /// The row.
    pub const fn zeile(self) -> &'a T {
        match self {
            Self::Hier(zeile) => zeile,
            Self::Dort(bekannt) => &bekannt.zeile,
        }
    }
}

/// The bookings of a quarter beside every case that is known of.
#[derive(Debug)]
pub struct Abgleich<'a> {
    /// Cases with their rows, as the newest list tells them.
    pub faelle: BTreeMap<Schluessel<'a>, BTreeMap<NaiveDate, Stelle<'a, Fall>>>,
    /// Bookings of the quarter, each Beleg where it was delivered first.
    pub buchungen: Vec<Stelle<'a, Buchung>>,
    /// From this day on every case is known.
    pub ab: NaiveDate,
    /// Last day of the quarter.
    pub stichtag: NaiveDate,
}

impl<'a> Abgleich<'a> {
    /// None while one of the two deliveries, or a part of one, is still missing, and where no booking tells its case.
    pub fn of(lieferung: &'a Lieferung, vorgeschichte: &'a Vorgeschichte) -> Option<Self> {
        let ab = vorgeschichte.faelle_ab?;
        if !(vorgeschichte.vollstaendig && vorgeschichte.buchungen_vollstaendig) {
            return None;
        }
        let new = gegen_bestand::buchungen(lieferung)
            .iter()
            .filter(|row| Quartal::of(row.buchungsdatum) == lieferung.quartal)
            .filter(|row| !vorgeschichte.belege.contains_key(&row.schluessel()));
        let buchungen: Vec<_> = new.map(Stelle::Hier).chain(vorgeschichte.buchungen.iter().map(Stelle::Dort)).collect();
        if !buchungen.iter().any(|buchung| buchung.zeile().fall.is_some()) {
            return None;
        }
        let mut faelle: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let known = vorgeschichte.faelle.iter().map(Stelle::Dort);
        for stelle in known.chain(gegen_bestand::faelle(lieferung).iter().map(Stelle::Hier)) {
            let fall: &Fall = stelle.zeile();
            // What comes later is newer: it replaces what an older list says of the same case.
            faelle.entry((fall.fall.as_str(), &fall.hilfeart)).or_default().insert(fall.beginn, stelle);
        }
        Some(Self { faelle, buchungen, ab, stichtag: lieferung.quartal.ende() })
    }

    /// Aufwand of single cases by case.
    pub fn aufwand(&self) -> BTreeMap<Schluessel<'a>, Vec<Stelle<'a, Buchung>>> {
        let mut aufwand: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for stelle in self.buchungen.iter().filter(|stelle| !stelle.zeile().is_ertrag()) {
            if let (Some(fall), Some(hilfeart)) = (&stelle.zeile().fall, &stelle.zeile().hilfeart) {
                aufwand.entry((fall.as_str(), hilfeart)).or_default().push(*stelle);
            }
        }
        aufwand
    }
}

/// When the Leistung of a booking was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leistungszeit {
    /// First day, or the earliest one that it may have.
    pub von: NaiveDate,
    /// Last day, or the latest one that it may have.
    pub bis: NaiveDate,
    /// Whether the booking tells.
    pub genannt: bool,
}

impl Leistungszeit {
    /// As the booking tells it; else everything between a late invoice and a payment in advance.
    pub fn of(buchung: &Buchung, grenzen: &Vergleichsgrenzen) -> Self {
        if let Some(von) = buchung.leistung_von {
            return Self { von, bis: buchung.leistung_bis.unwrap_or(von).max(von), genannt: true };
        }
        let day = buchung.buchungsdatum;
        let von = day.checked_sub_days(Days::new(grenzen.nachlauf_tage.into())).unwrap_or(day);
        let bis = day.checked_add_days(Days::new(grenzen.vorlauf_tage.into())).unwrap_or(day);
        Self { von, bis, genannt: false }
    }

    /// Whether a case ran on one of its days.
    pub fn touches(&self, fall: &Fall) -> bool {
        fall.beginn <= self.bis && fall.ende.is_none_or(|ende| ende >= self.von)
    }

    /// Whether it is, or may be, for the time after a day: then later lists of cases decide.
    pub fn is_ahead_of(&self, stichtag: NaiveDate) -> bool {
        if self.genannt { self.von > stichtag } else { self.bis > stichtag }
    }
}

/// What bookings of some cases sum to.
pub fn summe<'a>(buchungen: impl IntoIterator<Item = &'a Stelle<'a, Buchung>>) -> Betrag {
    buchungen.into_iter().map(|stelle| stelle.zeile().betrag).sum()
}

/// One finding about bookings that stand here or in other deliveries: the first places, and where the others are.
pub fn befund_of_buchungen(
    regel: &Regel,
    lieferung: &Lieferung,
    vorgeschichte: &Vorgeschichte,
    buchungen: &[Stelle<'_, Buchung>],
    gelesen: String,
    erwartet: &str,
) -> Befund {
    let mut here = Vec::new();
    let mut there = Vec::new();
    for stelle in buchungen {
        match stelle {
            Stelle::Hier(zeile) => here.push(&zeile.herkunft),
            Stelle::Dort(bekannt) => there.push(*bekannt),
        }
    }
    let orte = first_places(lieferung, here, Feld::Aktenzeichen);
    let gelesen = if there.is_empty() {
        gelesen
    } else {
        format!("{gelesen} ({})", fundstellen(vorgeschichte, there, buchung_herkunft))
    };
    regel.befund(orte, gelesen, erwartet)
}

/// Where a booking stands.
pub const fn buchung_herkunft(buchung: &Buchung) -> &Herkunftszeile {
    &buchung.herkunft
}

/// Where a case stands.
pub const fn fall_herkunft(fall: &Fall) -> &Herkunftszeile {
    &fall.herkunft
}
