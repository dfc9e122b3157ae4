//! F018: Kennung wurde zu Datum oder Wahrheitswert.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F018",
    name: "schluessel-verformt",
    titel: "Kennung wurde zu Datum oder Wahrheitswert",
    schwere: Schwere::Fehler,
    geprueft: "Kennungen wie Belegnummer und Aktenzeichen stehen als Text da.",
    grund: "Tabellenprogramme machen aus 03/26 ein Datum; die Kennung ist dann nicht mehr dieselbe.",
    abhilfe: "Die Spalte vor dem Export als Text formatieren und neu ausgeben.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::SchluesselVerformt, |mangel| format!("{} als Text", mangel.feld.label()))
}
