//! B007: Formel ohne gespeichertes Ergebnis.

use super::regel::{Pruefgut, Regel};
use crate::domain::zeilen::Herkunftszeile;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B007",
    name: "formel-ohne-wert",
    titel: "Formel ohne gespeichertes Ergebnis",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Formeln in gelesenen Spalten haben ein gespeichertes Ergebnis. Bei .xls und .xlsb ist es nicht zu erkennen.",
    grund: "Das Programm rechnet Formeln nicht aus; die Zelle wäre für die Zahlen leer, in Excel aber gefüllt.",
    grundlage: "KomHKVO § 38: Der Betrag gehört zur Buchung.",
    beispiel: "Ein Betrag =C2*D2 in einer Mappe, die ein Skript ohne Excel erzeugt hat.",
    abhilfe: "Die Mappe in Excel öffnen, neu berechnen lassen (F9) und speichern, oder Werte statt Formeln liefern.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        for (zeile, spalte) in &tabelle.auffaelligkeiten.ohne_wert {
            let herkunft = Herkunftszeile { blatt: tabelle.blatt.clone(), zeile: *zeile };
            let ort = gut.lesung.ort(&herkunft, *spalte);
            befunde.push(REGEL.befund(vec![ort], "eine Formel ohne Ergebnis", "ein Wert oder eine berechnete Formel"));
        }
    }
    befunde
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_patched;

    #[test]
    fn a_formula_that_was_never_computed_is_refused() {
        let change = |sheet: &mut rust_xlsxwriter::Worksheet| {
            let formula = rust_xlsxwriter::Formula::new("=\"SR \"&\"Oyten\"").set_result("99");
            sheet.write_formula(1, 9, formula).expect("a formula");
        };
        assert_eq!(findings_patched(change, "<v>99</v>", "<v></v>"), [("B007", "J2".to_owned())]);
    }
}
