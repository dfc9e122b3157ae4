//! Rows that stand in a file more than once: which, and in what they differ.

use std::collections::HashMap;

use crate::domain::export::Feld;
use crate::ingest::lesung::{Lesung, Rohbuchung, Rohfall};

/// Two rows with the same key.
#[derive(Debug)]
pub struct Paar<'a, T> {
    /// The row that came first.
    pub frueher: &'a T,
    /// The row that repeats its key.
    pub spaeter: &'a T,
    /// Fields in which they differ.
    pub verschieden: Vec<Feld>,
}

impl Paar<'_, Rohbuchung> {
    /// "Beleg 2026000001 Position 1".
    pub fn name(&self) -> String {
        let beleg = self.spaeter.beleg.as_deref().unwrap_or_default();
        format!("Beleg {beleg} Position {}", self.spaeter.position.unwrap_or(1))
    }
}

/// Bookings that repeat a Beleg and position. Rows that the layout leaves out are not compared.
pub fn belege<'a>(lesung: &'a Lesung<'_>) -> impl Iterator<Item = Paar<'a, Rohbuchung>> {
    let mut first: HashMap<(&str, u32), &Rohbuchung> = HashMap::new();
    lesung.buchungen.iter().filter(|buchung| buchung.zaehlt).filter_map(move |spaeter| {
        let key = (spaeter.beleg.as_deref()?, spaeter.position?);
        let frueher = *first.entry(key).or_insert(spaeter);
        // The entry is the row itself when its key is new.
        (!std::ptr::eq(frueher, spaeter)).then(|| Paar { frueher, spaeter, verschieden: differences(frueher, spaeter) })
    })
}

/// Cases that repeat Aktenzeichen, Hilfeart and Beginn.
pub fn faelle<'a>(lesung: &'a Lesung<'_>) -> impl Iterator<Item = Paar<'a, Rohfall>> {
    let mut first = HashMap::new();
    lesung.faelle.iter().filter(|fall| fall.zaehlt).filter_map(move |spaeter| {
        let key = (spaeter.fall.as_deref()?, spaeter.hilfeart.as_ref()?, spaeter.beginn?);
        let frueher: &Rohfall = first.entry(key).or_insert(spaeter);
        let verschieden = [(Feld::Raum, frueher.raum != spaeter.raum), (Feld::Ende, frueher.ende != spaeter.ende)];
        let verschieden = verschieden.into_iter().filter_map(|(feld, differs)| differs.then_some(feld)).collect();
        (!std::ptr::eq(frueher, spaeter)).then_some(Paar { frueher, spaeter, verschieden })
    })
}

/// Fields in which two bookings differ. What could not be read differs from nothing: it has its own finding.
fn differences(a: &Rohbuchung, b: &Rohbuchung) -> Vec<Feld> {
    fn both<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
        a.zip(b).is_some_and(|(a, b)| a != b)
    }
    [
        (Feld::Betrag, both(a.geschrieben.as_ref(), b.geschrieben.as_ref())),
        (Feld::Buchungsdatum, both(a.buchungsdatum.as_ref(), b.buchungsdatum.as_ref())),
        (Feld::Art, both(a.art.as_ref(), b.art.as_ref())),
        (Feld::Konto, both(a.konto.as_ref(), b.konto.as_ref())),
        (Feld::Hilfeart, a.hilfeart != b.hilfeart),
        (Feld::Massnahme, a.massnahme != b.massnahme),
        (Feld::Raum, a.raum != b.raum),
        (Feld::Aktenzeichen, a.fall != b.fall),
        (Feld::LeistungVon, a.leistung_von != b.leistung_von),
        (Feld::LeistungBis, a.leistung_bis != b.leistung_bis),
    ]
    .into_iter()
    .filter_map(|(feld, differs)| differs.then_some(feld))
    .collect()
}
