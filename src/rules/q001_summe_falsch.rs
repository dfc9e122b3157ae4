//! Q001: Summe stimmt nicht.

use super::regel::{Pruefgut, Regel, euro};
use crate::domain::export::Summenmass;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q001",
    name: "summe-falsch",
    titel: "Summe stimmt nicht",
    schwere: Schwere::Fehler,
    fest: false,
    geprueft: "Jede Summe und jede Anzahl der Datei ist die ihrer Zeilen.",
    grund: "Weicht die Summe ab, fehlen Zeilen, sind doppelt oder wurden verändert.",
    grundlage: "Fachlicher Grund: Die Summe ist die Gegenprobe der WJH.",
    beispiel: "Gesamtergebnis 1.446,91, die Zeilen ergeben 1.446,90.",
    abhilfe: "Den Export wiederholen; ist nur die Summe falsch, sie berichtigen oder löschen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let wrong =
        gut.lesung.summen.iter().filter(|summe| summe.angegeben.is_some_and(|angegeben| angegeben != summe.gerechnet));
    wrong
        .map(|summe| {
            let ort = gut.lesung.ort(&summe.herkunft, summe.spalte);
            let (gelesen, erwartet) = (summe.angegeben.unwrap_or_default(), summe.gerechnet);
            match summe.misst {
                Summenmass::Betrag => {
                    REGEL.befund(vec![ort], euro(gelesen), format!("{}, die Summe der Zeilen", euro(erwartet)))
                }
                Summenmass::Anzahl => REGEL.befund(
                    vec![ort],
                    (gelesen.cents() / 100).to_string(),
                    format!("{}, die Anzahl der Zeilen", erwartet.cents() / 100),
                ),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_geteilt;

    #[test]
    fn a_total_that_is_not_the_sum_is_refused() {
        assert!(findings_geteilt("1.446,90").is_empty());
        assert_eq!(findings_geteilt("1.446,91"), ["Q001"]);
    }
}
