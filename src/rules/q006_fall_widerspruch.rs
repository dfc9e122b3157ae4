//! Q006: Hilfefall steht mit verschiedenem Inhalt da.

use super::mehrfach::faelle;
use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q006",
    name: "fall-widerspruch",
    titel: "Hilfefall steht mit verschiedenem Inhalt da",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Zeilen mit gleichem Aktenzeichen, gleicher Hilfeart und gleichem Beginn haben Raum und Ende gemeinsam.",
    grund: "Es ist nicht zu erkennen, welche Zeile gilt; der Fall zählte in zwei Räumen oder zweimal.",
    grundlage: "§ 99 SGB VIII: Jede Hilfe wird einmal gezählt.",
    beispiel: "Dieselbe Hilfe einmal in Oyten und einmal in Achim.",
    abhilfe: "Die richtige Zeile im Fachverfahren feststellen und die andere aus dem Export nehmen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let different = faelle(gut.lesung).filter(|paar| !paar.verschieden.is_empty());
    different
        .map(|paar| {
            let rows = [paar.spaeter, paar.frueher];
            let orte = paar.verschieden.iter().flat_map(|feld| rows.map(|fall| gut.ort(&fall.herkunft, *feld)));
            let gelesen = format!(
                "dieselbe Hilfe in den Zeilen {} und {}, verschieden in {}",
                paar.frueher.herkunft.zeile,
                paar.spaeter.herkunft.zeile,
                quoted(paar.verschieden.iter().map(|feld| feld.label()))
            );
            REGEL.befund(orte.collect(), gelesen, "jede Hilfe nur einmal")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{FAELLE_KOPF, FAELLE_ZEILE, findings_csv};

    #[test]
    fn two_raeume_of_one_case_are_refused() {
        let csv = format!("{FAELLE_KOPF}{FAELLE_ZEILE}{}", FAELLE_ZEILE.replace("SR Oyten", "SR Achim"));
        assert_eq!(findings_csv("faelle_2026-Q1.csv", &csv), ["Q006"]);
    }
}
