//! K005: Unbekannte Überschrift.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "K005",
    name: "ueberschrift-unbekannt",
    titel: "Unbekannte Überschrift",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Jede Überschrift ist im Layout als Feld oder als nicht gelesen genannt.",
    grund: "Eine neue Spalte kann wichtig sein; sie wird nicht gelesen, solange niemand sagt, was sie bedeutet.",
    grundlage: "Art. 5 Abs. 1 Buchst. c DSGVO, Datenminimierung: Gelesen wird nur, was zugeordnet ist.",
    beispiel: "Eine neue Spalte „Kostenstelle neu“.",
    abhilfe: "Die Überschrift im Exportlayout bei einem Feld oder unter nicht_gelesen eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        for (column, heading) in &tabelle.kopf.unbekannt {
            let ort = gut.lesung.spalte(&tabelle.blatt, *column);
            befunde.push(REGEL.befund(
                vec![ort],
                format!("„{heading}“"),
                "eine bekannte Überschrift; die Spalte wurde nicht gelesen",
            ));
        }
    }
    befunde
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn a_new_column_is_mentioned() {
        let csv = format!("{}{}", KOSTEN_KOPF.replace(";NAME", ";NEU"), KOSTEN_ZEILE);
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &csv), ["K005"]);
    }
}
