//! B001: Blatt hat keine bekannten Überschriften.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B001",
    name: "blatt-ohne-kopfzeile",
    titel: "Blatt hat keine bekannten Überschriften",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Jedes Blatt mit Inhalt hat die Überschriften des Layouts oder ist im Layout als Blatt ohne Daten genannt.",
    grund: "Auf einem übersehenen Blatt könnten Buchungen stehen.",
    grundlage: "KomHKVO § 38: Jede Buchung zählt, auch die auf dem zweiten Blatt.",
    beispiel: "Neben dem Blatt „Kosten“ ein Blatt „Nachträge“ mit eigenen Überschriften.",
    abhilfe: "Das Blatt ansehen. Gehört es nicht zu den Daten, seinen Namen im Exportlayout unter blaetter.ohne_daten eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let finding = |name: &String| {
        let ort = crate::finding::Ort { blatt: blatt_of(name), zelle: None };
        REGEL.befund(
            vec![ort],
            "ein Blatt mit Inhalt, aber ohne bekannte Überschriften",
            "Überschriften wie auf den anderen Blättern",
        )
    };
    gut.lesung.ohne_kopf.iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_second_sheet;

    #[test]
    fn a_sheet_with_other_content_is_a_warning() {
        assert_eq!(findings_second_sheet(&["Notizen", "nachfragen;5"], false), ["B001"]);
    }
}
