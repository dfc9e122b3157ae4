//! D011: Kalender der Mappe beginnt 1904.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D011",
    name: "anderer-kalender",
    titel: "Kalender der Mappe beginnt 1904",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Die Arbeitsmappe zählt ihre Tage wie üblich ab 1900. Nur .xlsx, .xlsm, .xlsb und .xls sagen das.",
    grund: "Die Daten werden richtig gelesen. Wer aber Zellen in eine andere Mappe kopiert, verschiebt sie um vier Jahre und einen Tag.",
    grundlage: "Fachlicher Grund: Ein Datum entscheidet über Quartal und Alter.",
    beispiel: "Eine Mappe, die auf einem Mac mit der Einstellung „1904-Datumswerte“ entstanden ist.",
    abhilfe: "Stichproben der Daten ansehen. In Excel unter Optionen, Erweitert „1904-Datumswerte verwenden“ abschalten und neu ausgeben.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    if !gut.lesung.beobachtungen.ab_1904 {
        return Vec::new();
    }
    vec![REGEL.befund(vec![], "eine Mappe mit Tagen ab 1904", "eine Mappe mit Tagen ab 1900")]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{findings_good, findings_noticed};

    #[test]
    fn a_calendar_from_1904_is_mentioned() {
        assert!(findings_good().is_empty());
        assert_eq!(findings_noticed(|noticed| noticed.ab_1904 = true), ["D011"]);
    }
}
