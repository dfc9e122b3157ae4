//! Q005: Hilfefall steht zweimal da.

use super::mehrfach::faelle;
use super::regel::{Pruefgut, Regel};
use crate::domain::export::Feld;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q005",
    name: "fall-doppelt",
    titel: "Hilfefall steht zweimal da",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Aktenzeichen, Hilfeart und Beginn kommen zusammen nur einmal vor.",
    grund: "Die Zeilen sind gleich; sie zählen einmal.",
    grundlage: "§ 99 SGB VIII: Jede Hilfe wird einmal gezählt.",
    beispiel: "Dasselbe Aktenzeichen, dieselbe Hilfeart, derselbe Beginn in zwei Zeilen.",
    abhilfe: "Prüfen, ob der Export doppelte Zeilen erzeugt.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let same = faelle(gut.lesung).filter(|paar| paar.verschieden.is_empty());
    same.map(|paar| {
        let orte = [paar.spaeter, paar.frueher].map(|fall| gut.ort(&fall.herkunft, Feld::Aktenzeichen));
        let gelesen =
            format!("dieselbe Hilfe in den Zeilen {} und {}", paar.frueher.herkunft.zeile, paar.spaeter.herkunft.zeile);
        REGEL.befund(orte.to_vec(), gelesen, "jede Hilfe nur einmal")
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{FAELLE_KOPF, FAELLE_ZEILE, findings_csv};

    #[test]
    fn the_same_case_twice_is_a_warning() {
        let csv = format!("{FAELLE_KOPF}{FAELLE_ZEILE}{FAELLE_ZEILE}");
        assert_eq!(findings_csv("faelle_2026-Q1.csv", &csv), ["Q005"]);
    }
}
