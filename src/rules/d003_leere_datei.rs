//! D003: Datei ist leer.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::oeffnen::Hindernis;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D003",
    name: "leere-datei",
    titel: "Datei ist leer",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Datei enthält etwas.",
    grund: "Eine leere Datei ist meist ein abgebrochener Export.",
    grundlage: "Fachlicher Grund: Wo nichts steht, ist nichts geliefert.",
    beispiel: "Eine CSV-Datei mit 0 Byte.",
    abhilfe: "Den Export wiederholen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let (gelesen, erwartet) = match &gut.lesung.hindernis {
        Some(Hindernis::Leer) => ("nichts", "eine Tabelle mit Überschriften und Zeilen"),
        _ => return Vec::new(),
    };
    vec![REGEL.befund(vec![], gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_file;

    #[test]
    fn an_empty_file_is_refused() {
        assert_eq!(findings_file("kosten_2026-Q1.csv", b" \r\n"), ["D003"]);
    }
}
