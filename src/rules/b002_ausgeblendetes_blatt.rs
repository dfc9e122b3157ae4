//! B002: Ausgeblendetes Blatt mit Daten.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B002",
    name: "ausgeblendetes-blatt",
    titel: "Ausgeblendetes Blatt mit Daten",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Blätter mit Daten sind sichtbar.",
    grund: "Was ausgeblendet ist, hat vor der Lieferung vielleicht niemand geprüft; es wird trotzdem gelesen.",
    grundlage: "Fachlicher Grund: Wer die Lieferung freigibt, muss alles gesehen haben, was zählt.",
    beispiel: "Ein ausgeblendetes Blatt „alt“ mit den Zeilen des Vorquartals.",
    abhilfe: "Das Blatt einblenden und prüfen, ob seine Zeilen in die Lieferung gehören.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let hidden = gut.lesung.tabellen.iter().filter(|tabelle| tabelle.versteckt && tabelle.datensaetze > 0);
    let finding = |tabelle: &crate::ingest::lesung::Tabelle| {
        let ort = crate::finding::Ort { blatt: blatt_of(&tabelle.blatt), zelle: None };
        REGEL.befund(
            vec![ort],
            format!("{} Datensätze auf einem ausgeblendeten Blatt", tabelle.datensaetze),
            "nur sichtbare Blätter mit Daten",
        )
    };
    hidden.map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_second_sheet};

    #[test]
    fn data_on_a_hidden_sheet_are_read_and_warned_of() {
        let other = KOSTEN_ZEILE.replace("2026000001", "2026000002");
        assert_eq!(findings_second_sheet(&[KOSTEN_KOPF, &other], true), ["B002"]);
        assert!(findings_second_sheet(&[KOSTEN_KOPF, &other], false).is_empty());
    }
}
