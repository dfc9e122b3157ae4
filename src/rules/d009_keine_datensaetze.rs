//! D009: Datei enthält keine Datensätze.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D009",
    name: "keine-datensaetze",
    titel: "Datei enthält keine Datensätze",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Unter den Überschriften stehen Zeilen mit Daten.",
    grund: "Eine Lieferung ohne Zeilen setzt alle Zahlen des Quartals auf nichts.",
    grundlage: "Fachlicher Grund: Eine leere Lieferung ist von einem Abbruch nicht zu unterscheiden.",
    beispiel: "Überschriften in Zeile 1, darunter nichts.",
    abhilfe: "Prüfen, ob der Export abgebrochen ist oder falsch gefiltert war.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let rows: u32 = gut.lesung.tabellen.iter().map(|tabelle| tabelle.datensaetze).sum();
    if gut.lesung.tabellen.is_empty() || rows > 0 {
        return Vec::new();
    }
    vec![REGEL.befund(vec![], "nur Überschriften", "mindestens eine Zeile mit Daten")]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_csv;

    #[test]
    fn headings_alone_are_refused() {
        assert_eq!(findings_csv("kosten_2026-Q1.csv", super::super::testhilfe::KOSTEN_KOPF), ["D009"]);
    }
}
