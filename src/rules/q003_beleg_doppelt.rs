//! Q003: Beleg steht zweimal da.

use super::mehrfach::belege;
use super::regel::{Pruefgut, Regel};
use crate::domain::export::Feld;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q003",
    name: "beleg-doppelt",
    titel: "Beleg steht zweimal da",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Belegnummer und Position kommen nur einmal vor.",
    grund: "Die Zeilen sind gleich; sie zählen einmal.",
    grundlage: "KomHKVO § 38: Beleg und Position stehen für eine Buchung.",
    beispiel: "Zwei gleiche Zeilen mit Beleg 2026000001, Position 1.",
    abhilfe: "Prüfen, ob der Export doppelte Zeilen erzeugt.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let same = belege(gut.lesung).filter(|paar| paar.verschieden.is_empty());
    same.map(|paar| {
        let orte = [paar.spaeter, paar.frueher].map(|buchung| gut.ort(&buchung.herkunft, Feld::Belegnummer));
        REGEL.befund(orte.to_vec(), paar.name(), "Belegnummer und Position nur einmal")
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn the_same_row_twice_is_a_warning() {
        let csv = format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}{KOSTEN_ZEILE}");
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &csv), ["Q003"]);
    }
}
