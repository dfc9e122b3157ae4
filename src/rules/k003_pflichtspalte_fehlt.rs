//! K003: Pflichtspalte fehlt.

use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::Ort;
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "K003",
    name: "pflichtspalte-fehlt",
    titel: "Pflichtspalte fehlt",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Alle Pflichtspalten des Layouts sind da.",
    grund: "Ohne die Spalte fehlt jeder Zeile eine Angabe, die für die Zahlen gebraucht wird.",
    grundlage: "KomHKVO § 38: Belegnummer, Datum, Betrag und Konto gehören zu jeder Buchung.",
    beispiel: "Im Export fehlt die Spalte „Produktsachkonto“.",
    abhilfe: "Die Spalte in den Export aufnehmen. Heißt sie jetzt anders, die neue Überschrift im Exportlayout beim Feld ergänzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(layout) = gut.lesung.layout else { return Vec::new() };
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        let kopf = &tabelle.kopf;
        let rows = if kopf.erste_zeile == kopf.letzte_zeile {
            format!("{0}:{0}", kopf.letzte_zeile)
        } else {
            format!("{}:{}", kopf.erste_zeile, kopf.letzte_zeile)
        };
        for feld in &kopf.fehlend {
            let ort = Ort { blatt: blatt_of(&tabelle.blatt), zelle: Some(rows.clone()) };
            let words = layout.spalten.get(feld).map(Vec::as_slice).unwrap_or_default();
            let there = quoted(kopf.ueberschriften.iter().map(|(_, heading)| heading));
            befunde.push(REGEL.befund(
                vec![ort],
                format!("Überschriften {there}"),
                format!(
                    "für das Feld {feld} eine Spalte {}",
                    words.iter().map(|word| format!("„{word}“")).collect::<Vec<_>>().join(" oder ")
                ),
            ));
        }
    }
    befunde
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn a_missing_column_is_named() {
        let csv = format!("{}{}", KOSTEN_KOPF.replace(";PSK", ";"), KOSTEN_ZEILE);
        // The column is still there, only without its heading.
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &csv), ["K003", "K006"]);
    }
}
