//! K001: Kein Exportlayout passt.

use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::Ort;
use crate::finding::{Befund, Schwere};
use crate::ingest::kopf::Erkennung;
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "K001",
    name: "kein-layout-passt",
    titel: "Kein Exportlayout passt",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Überschriften passen zu einem der bekannten Exportlayouts.",
    grund: "Ohne Layout ist nicht bekannt, welche Spalte was bedeutet; geraten wird nicht.",
    grundlage: "Fachlicher Grund: Nicht zugeordnete Spalten werden nicht gelesen (Art. 5 Abs. 1 Buchst. c DSGVO, Datenminimierung).",
    beispiel: "Ein Export eines neuen Verfahrens mit den Überschriften „Vorgang“, „Wert“, „Ort“.",
    abhilfe: "Prüfen, ob der Export der richtige ist. Ist er neu, eine Datei dafür unter data/stammdaten/export anlegen; neue Überschriften kommen dort zum Feld dazu.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(Erkennung::Keines { ort, ueberschriften, naechstes }) = &gut.lesung.erkennung else { return Vec::new() };
    let place =
        ort.as_ref().map(|(blatt, zeile)| Ort { blatt: blatt_of(blatt), zelle: Some(format!("{zeile}:{zeile}")) });
    let gelesen = if ueberschriften.is_empty() {
        "keine Zeile mit bekannten Überschriften".to_owned()
    } else {
        quoted(ueberschriften)
    };
    let closest = naechstes.and_then(|place| gut.lesung.layouts.get(place));
    let erwartet = match closest {
        Some(layout) => format!(
            "am nächsten kommt {}: {}",
            layout.label(),
            quoted(layout.spalten.values().filter_map(|words| words.first()))
        ),
        None => format!(
            "die Überschriften eines Layouts: {}",
            quoted(gut.lesung.layouts.iter().map(crate::domain::export::Exportlayout::label))
        ),
    };
    vec![REGEL.befund(place.into_iter().collect(), gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_csv;

    #[test]
    fn strange_headings_are_refused() {
        assert_eq!(findings_csv("kosten_2026-Q1.csv", "Name;Ort;Alter\r\nA;B;3\r\n"), ["K001"]);
    }
}
