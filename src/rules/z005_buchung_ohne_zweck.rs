//! Z005: Buchung weder für eine Hilfe noch für eine Maßnahme.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Z005",
    name: "buchung-ohne-zweck",
    titel: "Buchung weder für eine Hilfe noch für eine Maßnahme",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Jede Buchung nennt eine Hilfeart oder eine Maßnahme.",
    grund: "Das Geld ließe sich weder den Einzelfallhilfen noch dem Sozialraumbudget zuordnen.",
    grundlage: "§§ 74, 77 SGB VIII: Geld der Gemeinwesenarbeit zahlt keine Einzelfälle und umgekehrt.",
    beispiel: "Hilfeart und Maßnahme sind beide leer.",
    abhilfe: "Hilfeart oder Maßnahme nachtragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::ZweckFehlt, |_| "eine Hilfeart oder die Kennung einer Maßnahme".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn money_without_a_purpose_is_refused() {
        let befunde = findings_kosten(&[("LEISTUNG", "")]);
        assert_eq!(befunde, [("Z005", "I2".to_owned())]);
    }
}
