//! K004: Spalte kommt zweimal vor.

use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "K004",
    name: "spalte-doppelt",
    titel: "Spalte kommt zweimal vor",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Jedes Feld hat nur eine Spalte.",
    grund: "Bei zwei Spalten für dasselbe Feld ist nicht klar, welche gilt.",
    grundlage: "Fachlicher Grund: Ein Wert je Angabe.",
    beispiel: "Zwei Spalten „Betrag“, eine davon der Vorjahreswert.",
    abhilfe: "Eine der Spalten löschen oder umbenennen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        for (feld, columns) in &tabelle.kopf.doppelt {
            let orte = columns.iter().map(|column| gut.lesung.spalte(&tabelle.blatt, *column)).collect();
            let heading = |column: &u32| {
                tabelle
                    .kopf
                    .ueberschriften
                    .iter()
                    .find(|(place, _)| place == column)
                    .map(|(_, heading)| heading.clone())
            };
            let gelesen = quoted(columns.iter().filter_map(heading));
            befunde.push(REGEL.befund(orte, gelesen, format!("eine einzige Spalte für das Feld {feld}")));
        }
    }
    befunde
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn two_columns_for_one_field_are_refused() {
        let csv = format!("{}{}", KOSTEN_KOPF.replace(";VERWENDUNG", ";BETRAG"), KOSTEN_ZEILE);
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &csv), ["K004"]);
    }
}
