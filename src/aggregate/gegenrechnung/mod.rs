//! The figures a second time, by other means: plain Rust over single rows, in whole numbers, from each row up to the
//! lines that it counts in. Shares no sum and no formula with the figures that are reported.
//!
//! Definitions: budgets and their figures as in [`crate::domain::formeln`]; cases as the KJH-Statistik counts, at the
//! end of a day.

mod budget;
mod faelle;
mod karte;
mod kosten;
mod teilung;
mod vergleich;

use std::collections::{BTreeSet, HashSet};

pub use vergleich::{compare, compare_reihe};

use self::karte::Karte;
use super::Lieferungen;
use super::zeilen::{Buchungszeile, buchungen};
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, Stammdaten};
use crate::error::{Error, Result};
use crate::store::{Bestand, Eintrag};

/// The Hilfeart of a booking that has neither one nor a Maßnahme.
const UNBEKANNT: &str = "unbekannt";

/// All figures of the delivered quarters up to one, straight from the rows of the store.
///
/// Fails if a row is not as it was taken in, or belongs to a Raum or Hilfeart that is not on record.
pub fn gegenrechnung(bestand: &Bestand, stammdaten: &Stammdaten, quartal: Quartal) -> Result<Gegenrechnung> {
    let mut delivered: BTreeSet<Quartal> = bestand.quartale(Lieferart::Kosten)?.into_iter().collect();
    delivered.extend(bestand.quartale(Lieferart::Faelle)?);
    delivered.insert(quartal);
    let karte = Karte::new(stammdaten);
    let all = Lieferungen::collect(bestand, quartal, None)?;
    let mut checked = HashSet::new();
    require_intact(bestand, &all.kosten, &mut checked)?;
    let rows = Gebucht::read(bestand, &all.kosten)?;
    let anteile = budget::Anteile::new(stammdaten, &rows);
    let mut ergebnis = Gegenrechnung::default();
    budget::add_verlauf(&mut ergebnis, stammdaten, &karte, &anteile, quartal);
    for of in delivered.into_iter().filter(|of| *of <= quartal) {
        let lieferungen = Lieferungen::collect(bestand, of, None)?;
        require_intact(bestand, &lieferungen.faelle, &mut checked)?;
        let covered = lieferungen.covers(of);
        if covered {
            ergebnis.kosten.insert(of);
            budget::add(&mut ergebnis, stammdaten, &karte, &anteile, of);
            kosten::add(&mut ergebnis, &karte, &rows, of)?;
        }
        if !lieferungen.faelle.is_empty() {
            ergebnis.faelle.insert(of);
            faelle::add(&mut ergebnis, bestand, stammdaten, &karte, &lieferungen.faelle, of)?;
        }
    }
    Ok(ergebnis)
}

/// Rows are read only from files that are as they were taken in.
fn require_intact(bestand: &Bestand, eintraege: &[Eintrag], checked: &mut HashSet<i64>) -> Result<()> {
    eintraege
        .iter()
        .filter(|eintrag| checked.insert(eintrag.id))
        .try_for_each(|eintrag| bestand.require_intact(eintrag))
}

/// Bookings, each with the quarter whose delivery brought it.
struct Gebucht(Vec<(Quartal, Buchungszeile)>);

impl Gebucht {
    fn read(bestand: &Bestand, eintraege: &[Eintrag]) -> Result<Self> {
        let rows = buchungen(bestand, eintraege)?.into_iter();
        Ok(Self(rows.filter_map(|row| Some((eintraege.get(row.lieferung)?.quartal?, row))).collect()))
    }

    /// The bookings that the figures of a quarter count: of its year, up to its end, delivered by then.
    fn of_year_up_to(&self, quartal: Quartal) -> impl Iterator<Item = &Buchungszeile> {
        let known = self.0.iter().filter(move |(delivered, _)| *delivered <= quartal);
        known.map(|(_, row)| row).filter(move |row| {
            let booked = Quartal::of(row.tag);
            booked.jahr() == quartal.jahr() && booked <= quartal
        })
    }
}

/// A row that the records have no line for. Nothing that was delivered is left out in silence.
fn without_line(what: &str, key: &str) -> Error {
    Error::new(format!("Im Bestand stehen Zeilen zu {what} „{key}“, die es in den Stammdaten nicht gibt")).remedy(
        "Den Eintrag in data/stammdaten wiederherstellen; was geliefert ist, muss in einer Zeile der Berichte stehen",
    )
}
