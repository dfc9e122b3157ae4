//! Q002: Summe ist nicht lesbar.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q002",
    name: "summe-nicht-lesbar",
    titel: "Summe ist nicht lesbar",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Jede Summe der Datei lässt sich lesen.",
    grund: "Eine Summe ohne Wert, etwa eine nicht berechnete Formel, kann nichts belegen.",
    grundlage: "Fachlicher Grund: Die Summe ist die Gegenprobe der WJH.",
    beispiel: "Neben „Summe“ ist die Zelle leer.",
    abhilfe: "Die Datei in Excel neu berechnen und speichern.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let unread = gut.lesung.summen.iter().filter(|summe| summe.angegeben.is_none());
    unread
        .map(|summe| REGEL.befund(vec![gut.lesung.ort(&summe.herkunft, summe.spalte)], "kein Wert", "eine Zahl"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_geteilt;

    #[test]
    fn a_total_without_a_value_is_a_warning() {
        assert_eq!(findings_geteilt(""), ["Q002"]);
    }
}
