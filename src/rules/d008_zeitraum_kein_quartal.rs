//! D008: Zeitraum ist kein ganzes Quartal.

use super::regel::{Pruefgut, Regel, tag};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D008",
    name: "zeitraum-kein-quartal",
    titel: "Zeitraum ist kein ganzes Quartal",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Der Zeitraum beginnt und endet mit einem Quartal; kumulierte Dateien beginnen am 1. Januar.",
    grund: "Kennzahlen eines Quartals aus einem anderen Zeitraum wären falsch.",
    grundlage: "Fachlicher Grund: Berichte und Budgets rechnen in Quartalen des Haushaltsjahres.",
    beispiel: "Ein Export vom 01.01. bis 15.03.2026.",
    abhilfe: "Den Export für das ganze Quartal ausgeben.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let (Some(zeitraum), Some(layout)) = (gut.zeitraum, gut.lesung.layout) else { return Vec::new() };
    let quartal = zeitraum.quartal;
    let begin = if layout.zeitraum.kumulativ { quartal.of_same_year()[0].beginn() } else { quartal.beginn() };
    if zeitraum.von == begin && zeitraum.bis == quartal.ende() {
        return Vec::new();
    }
    let orte = gut.lesung.zeitangaben.iter().filter_map(|angabe| angabe.ort.clone()).collect();
    let gelesen = format!("{} bis {}", tag(zeitraum.von), tag(zeitraum.bis));
    vec![REGEL.befund(orte, gelesen, format!("{} bis {}", tag(begin), tag(quartal.ende())))]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_okjus;

    #[test]
    fn a_free_period_is_refused() {
        assert_eq!(findings_okjus("OKJUS_Hilfen_20260315.csv"), ["D008"]);
    }
}
