//! F002: Fehlerwert in der Zelle.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F002",
    name: "fehlerwert",
    titel: "Fehlerwert in der Zelle",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Keine gelesene Zelle zeigt einen Fehler wie #BEZUG! oder #NV.",
    grund: "Die Zelle hängt an einer Formel, deren Ziel fehlt; ihr Wert ist verloren.",
    grundlage: "Fachlicher Grund: Ein Fehlerwert ist das Eingeständnis der Tabelle, dass der Wert fehlt.",
    beispiel: "#BEZUG! nach dem Löschen einer Spalte, auf die eine Formel zeigte.",
    abhilfe: "Den Wert aus dem Fachverfahren neu eintragen und Formeln vor der Lieferung durch Werte ersetzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::Fehlerwert, |mangel| format!("{} ohne Fehlerwert", mangel.feld.label()))
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn an_error_value_is_refused() {
        let befunde = findings_kosten(&[("BETRAG", "#BEZUG!")]);
        assert_eq!(befunde, [("F002", "D2".to_owned())]);
    }
}
