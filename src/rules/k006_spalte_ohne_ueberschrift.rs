//! K006: Spalte mit Daten hat keine Überschrift.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "K006",
    name: "spalte-ohne-ueberschrift",
    titel: "Spalte mit Daten hat keine Überschrift",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Über jeder Spalte, in der Datensätze etwas enthalten, steht eine Überschrift.",
    grund: "Die Spalte wird nicht gelesen. Vielleicht sind Zeilen verrutscht oder jemand hat neben der Tabelle gerechnet.",
    grundlage: "Art. 5 Abs. 1 Buchst. c DSGVO, Datenminimierung: Gelesen wird nur, was zugeordnet ist.",
    beispiel: "Rechts neben der letzten Spalte stehen Bemerkungen der Sachbearbeitung.",
    abhilfe: "Die Spalte ansehen; gehört sie nicht zur Lieferung, löschen, sonst eine Überschrift vergeben.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        for spalte in &tabelle.auffaelligkeiten.ohne_ueberschrift {
            let ort = gut.lesung.spalte(&tabelle.blatt, spalte.spalte);
            let gelesen = format!("Angaben in {} Zeilen, keine Überschrift", spalte.zellen);
            befunde.push(REGEL.befund(vec![ort], gelesen, "eine Überschrift; die Spalte wurde nicht gelesen"));
        }
    }
    befunde
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn a_remark_beside_the_table_is_mentioned() {
        let row = KOSTEN_ZEILE.replace("\r\n", ";geprüft\r\n");
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &format!("{KOSTEN_KOPF}{row}")), ["K006"]);
    }
}
