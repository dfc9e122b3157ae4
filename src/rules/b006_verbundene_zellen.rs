//! B006: Verbundene Zellen in den Daten.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Ort, Schwere};
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B006",
    name: "verbundene-zellen",
    titel: "Verbundene Zellen in den Daten",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Unter den Überschriften sind in den Datensätzen keine Zellen verbunden; in Titeln, Überschriften und Summen dürfen sie es sein. Bei .xlsb ist es nicht zu erkennen.",
    grund: "Nur die erste der verbundenen Zellen hat einen Wert; in den anderen Zeilen und Spalten fehlt die Angabe.",
    grundlage: "KomHKVO § 38: Jede Buchung nennt ihre Angaben selbst.",
    beispiel: "Die Belegnummer ist über drei Zeilen verbunden.",
    abhilfe: "Die Verbindung aufheben und jede Zeile füllen; im Fachverfahren den Export ohne Zusammenfassung wählen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        for bereich in &tabelle.auffaelligkeiten.verbunden {
            let ort = Ort { blatt: blatt_of(&tabelle.blatt), zelle: Some(bereich.address()) };
            befunde.push(REGEL.befund(vec![ort], "verbundene Zellen in einem Datensatz", "jede Zelle für sich"));
        }
    }
    befunde
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_sheet;

    #[test]
    fn merged_cells_of_a_row_of_data_are_a_warning_and_those_of_a_title_are_not() {
        let plain = rust_xlsxwriter::Format::new();
        let found = findings_sheet(|sheet| {
            sheet.merge_range(1, 12, 1, 13, "", &plain).expect("merged");
            sheet.merge_range(3, 0, 3, 4, "", &plain).expect("merged");
        });
        assert_eq!(found, [("B006", "M2:N2".to_owned())]);
    }
}
