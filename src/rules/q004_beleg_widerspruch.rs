//! Q004: Beleg steht mit verschiedenem Inhalt da.

use super::mehrfach::belege;
use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q004",
    name: "beleg-widerspruch",
    titel: "Beleg steht mit verschiedenem Inhalt da",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Zeilen mit gleicher Belegnummer und Position haben den gleichen Inhalt.",
    grund: "Es ist nicht zu erkennen, welche Zeile gilt; beide zu zählen wäre falsch.",
    grundlage: "KomHKVO § 38: Beleg und Position stehen für eine Buchung.",
    beispiel: "Beleg 2026000001, Position 1 einmal mit 100,00 und einmal mit 101,00.",
    abhilfe: "Die richtige Zeile im Fachverfahren feststellen und die andere aus dem Export nehmen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let different = belege(gut.lesung).filter(|paar| !paar.verschieden.is_empty());
    different
        .map(|paar| {
            let rows = [paar.spaeter, paar.frueher];
            let orte = paar.verschieden.iter().flat_map(|feld| rows.map(|buchung| gut.ort(&buchung.herkunft, *feld)));
            let fields = quoted(paar.verschieden.iter().map(|feld| feld.label()));
            REGEL.befund(
                orte.collect(),
                format!("{}, verschieden in {fields}", paar.name()),
                "der gleiche Inhalt oder eine andere Position",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn another_amount_under_the_same_key_is_refused() {
        let csv = format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}{}", KOSTEN_ZEILE.replace("100,00", "101,00"));
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &csv), ["Q004"]);
    }
}
