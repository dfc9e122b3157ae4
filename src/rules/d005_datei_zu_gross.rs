//! D005: Datei ist zu groß.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::oeffnen::Hindernis;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D005",
    name: "datei-zu-gross",
    titel: "Datei ist zu groß",
    schwere: Schwere::Fehler,
    geprueft: "Die Datei ist nicht größer als jede denkbare Lieferung.",
    grund: "Eine übergroße oder absichtlich aufgeblähte Datei könnte den Rechner lahmlegen.",
    abhilfe: "Leere Zeilen und Spalten löschen oder den Export auf das Quartal eingrenzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let (gelesen, erwartet) = match &gut.lesung.hindernis {
        Some(Hindernis::ZuGross) => {
            ("mehr Zellen oder Bytes, als eine Lieferung haben kann", "höchstens 6 Millionen gefüllte Zellen")
        }
        _ => return Vec::new(),
    };
    vec![REGEL.befund(vec![], gelesen, erwartet)]
}
