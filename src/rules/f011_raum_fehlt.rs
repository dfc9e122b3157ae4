//! F011: Hilfefall ohne Raum.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F011",
    name: "raum-fehlt",
    titel: "Hilfefall ohne Raum",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Jeder Hilfefall hat einen Raum.",
    grund: "Der Fall wird unter „ohne Sozialraum“ geführt und fehlt in seinem Sozialraum.",
    grundlage: "§ 86 SGB VIII: Der gewöhnliche Aufenthalt bestimmt die Zuständigkeit und den Sozialraum.",
    beispiel: "Ein laufender Fall ohne Eintrag in der Spalte Sozialraum.",
    abhilfe: "Den Raum im Fachverfahren nachtragen; gehört der Fall zu keinem, „ohne Sozialraum“ eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::RaumFehlt, |_| "ein Raum oder „ohne Sozialraum“".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_faelle;

    #[test]
    fn an_empty_raum_of_a_case_is_a_warning() {
        let befunde = findings_faelle(&[("SR", "")]);
        assert_eq!(befunde, [("F011", "F2".to_owned())]);
    }
}
