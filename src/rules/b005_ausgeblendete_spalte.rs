//! B005: Ausgeblendete Spalte mit Daten.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B005",
    name: "ausgeblendete-spalte",
    titel: "Ausgeblendete Spalte mit Daten",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Spalten mit Daten sind sichtbar. Das sagen .xlsx, .xlsm und .ods; bei .xls und .xlsb ist es nicht zu erkennen.",
    grund: "Eine ausgeblendete Spalte wird mitgeliefert: Wird sie gelesen, hat sie vielleicht niemand geprüft; wird sie nicht gelesen, sollte sie nicht dabei sein.",
    grundlage: "Art. 5 Abs. 1 Buchst. c DSGVO, §§ 67 ff. SGB X: Weitergegeben wird nur, was gebraucht wird.",
    beispiel: "Die ausgeblendete Spalte mit den Namen der jungen Menschen.",
    abhilfe: "Die Spalte einblenden und prüfen; wird sie nicht gebraucht, vor der Lieferung löschen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        for spalte in &tabelle.auffaelligkeiten.versteckte_spalten {
            let ort = gut.lesung.spalte(&tabelle.blatt, spalte.spalte);
            let what = match spalte.feld {
                Some(feld) if feld.is_read() => format!("die gelesene Spalte {}", feld.label()),
                Some(feld) => format!("die nicht gelesene Spalte {}", feld.label()),
                None => "eine nicht gelesene Spalte".to_owned(),
            };
            let gelesen = format!("{what}, ausgeblendet, gefüllt in {} Zeilen", spalte.zellen);
            befunde.push(REGEL.befund(vec![ort], gelesen, "nur sichtbare Spalten mit Daten"));
        }
    }
    befunde
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_sheet;

    #[test]
    fn a_hidden_column_is_mentioned_only_if_it_holds_something() {
        let found = findings_sheet(|sheet| {
            sheet.set_column_hidden(3).expect("a column");
            sheet.set_column_hidden(14).expect("an empty column");
        });
        assert_eq!(found, [("B005", "D:D".to_owned())]);
    }
}
