//! B004: Ausgeblendete Zeilen mit Daten.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Ort, Schwere};
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B004",
    name: "ausgeblendete-zeilen",
    titel: "Ausgeblendete Zeilen mit Daten",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Zeilen mit Daten sind sichtbar, auch nach einem Filter. Das sagen .xlsx, .xlsm und .ods; bei .xls und .xlsb ist es nicht zu erkennen.",
    grund: "Gelesen und gezählt werden alle Zeilen. Wer die Datei vor der Lieferung ansieht, rechnet ausgeblendete nicht mit.",
    grundlage: "Fachlicher Grund: Wer die Lieferung freigibt, muss alles gesehen haben, was zählt.",
    beispiel: "Ein Filter auf „Achim“ wurde vor dem Speichern nicht aufgehoben.",
    abhilfe: "Alle Filter aufheben, die Zeilen einblenden und prüfen, ob sie in die Lieferung gehören.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let hiding = gut.lesung.tabellen.iter().filter(|tabelle| tabelle.auffaelligkeiten.versteckte_datensaetze > 0);
    hiding
        .map(|tabelle| {
            let found = &tabelle.auffaelligkeiten;
            let orte = found
                .versteckte_zeilen
                .iter()
                .map(|(first, last)| Ort { blatt: blatt_of(&tabelle.blatt), zelle: Some(format!("{first}:{last}")) });
            let count = match found.versteckte_datensaetze {
                1 => "ein ausgeblendeter Datensatz".to_owned(),
                many => format!("{many} ausgeblendete Datensätze"),
            };
            REGEL.befund(orte.collect(), count, "nur sichtbare Zeilen mit Daten")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_sheet;

    #[test]
    fn hidden_rows_are_read_and_mentioned_with_their_numbers() {
        let found = findings_sheet(|sheet| {
            sheet.set_row_hidden(1).expect("a row");
            sheet.set_row_hidden(5).expect("a row");
        });
        assert_eq!(found, [("B004", "2:2".to_owned())]);
    }
}
