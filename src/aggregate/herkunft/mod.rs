//! Lineage: from a figure back to the cells and records it came from.
//!
//! The rows are summed here once more, one by one and without polars; a sum that is not the figure stops everything.

mod budget;
mod einzelfall;
mod zellen;

use super::Lieferungen;
use super::linie::{Linie, linien};
use super::zeilen::{self, Buchungszeile, Fallzeile};
use crate::domain::Stammdaten;
use crate::domain::auswertung::Auswertung;
use crate::domain::export::Exportlayout;
use crate::domain::herkunft::Knoten;
use crate::domain::kennung::{Bezug, Kennungen, Kennzahl};
use crate::domain::raum::Ebene;
use crate::error::{Error, Result};
use crate::store::{Bestand, Eintrag};

/// Everything that figures of a quarter can be followed to.
pub(super) struct Spur<'a> {
    stammdaten: &'a Stammdaten,
    auswertung: &'a Auswertung,
    kennungen: Kennungen,
    layouts: &'a [Exportlayout],
    kosten: Vec<Eintrag>,
    buchungen: Vec<Buchungszeile>,
    faelle: Vec<Eintrag>,
    fallzeilen: Vec<Fallzeile>,
}

/// Where a figure of an Auswertung comes from.
pub fn herkunft(
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    layouts: &[Exportlayout],
    auswertung: &Auswertung,
    kennzahlen: &[Kennzahl<'_>],
) -> Result<Vec<Knoten>> {
    let lieferungen = Lieferungen::collect(bestand, auswertung.kennzahlen.quartal, None)?;
    let spur = Spur {
        stammdaten,
        auswertung,
        kennungen: Kennungen::new(auswertung),
        layouts,
        buchungen: zeilen::buchungen(bestand, &lieferungen.kosten)?,
        kosten: lieferungen.kosten,
        fallzeilen: zeilen::faelle(bestand, &lieferungen.faelle)?,
        faelle: lieferungen.faelle,
    };
    kennzahlen.iter().map(|kennzahl| spur.follow(kennzahl)).collect()
}

impl Spur<'_> {
    fn follow(&self, kennzahl: &Kennzahl<'_>) -> Result<Knoten> {
        match kennzahl.bezug {
            Bezug::Budget(line) => self.budget(kennzahl, line),
            Bezug::Massnahme(line) => self.massnahme(kennzahl, line),
            Bezug::Faelle(line) => self.faelle(kennzahl, line),
            Bezug::Kosten(line) => self.kosten(kennzahl, line),
        }
    }

    /// The Räume that a line sums up.
    fn linie(&self, ebene: Ebene, raum: &str) -> Linie {
        let found = linien(self.stammdaten).into_iter().find(|linie| linie.ebene == ebene && linie.raum == raum);
        // A Maßnahme may be booked on a Region's own budget or on a key that is no line.
        found.unwrap_or_else(|| Linie { ebene, raum: raum.to_owned(), teile: vec![raum.into()] })
    }

    /// The figure of a field among those of one line.
    fn field<'k>(kennzahlen: &'k [Kennzahl<'k>], feld: &str) -> Result<&'k Kennzahl<'k>> {
        kennzahlen
            .iter()
            .find(|kennzahl| kennzahl.feld == feld)
            .ok_or_else(|| Error::new(format!("Die Größe „{feld}“ gibt es nicht")))
    }

    /// A figure without anything below it yet.
    fn node(&self, kennzahl: &Kennzahl<'_>, about: &str) -> Knoten {
        let name = format!("{}, {about}, {}", kennzahl.name, self.auswertung.kennzahlen.quartal);
        Knoten::new(Some(kennzahl.id.clone()), name, kennzahl.wert.text(), kennzahl.formel)
    }

    /// What people call a line.
    fn line_name(&self, ebene: Ebene, raum: &str) -> String {
        let stammdaten = self.stammdaten;
        match ebene {
            Ebene::Kreis => stammdaten.einstellungen.amt.name.clone(),
            Ebene::Region => stammdaten
                .regionen
                .iter()
                .find(|region| region.id.as_str() == raum)
                .map_or_else(|| raum.to_owned(), |region| region.name.clone()),
            Ebene::Sozialraum | Ebene::Kreisweit | Ebene::Ohne => {
                stammdaten.raum(&raum.into()).map_or_else(|| raum.to_owned(), |raum| raum.name.clone())
            }
        }
    }
}

/// A figure that its own rows do not give.
fn contradiction(kennzahl: &Kennzahl<'_>, from_rows: &str) -> Error {
    Error::new(format!(
        "Die Zahlen widersprechen sich: {} ist {}, aus den Zeilen der Lieferungen ergibt sich {from_rows}",
        kennzahl.id,
        kennzahl.wert.text()
    ))
    .remedy("Mit „sozialraumbericht bestand pruefen“ den Bestand prüfen und sich mit dieser Meldung an die Betreuung wenden")
}
