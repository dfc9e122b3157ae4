//! F010: Unbegleiteter minderjähriger Ausländer ohne Raum.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F010",
    name: "uma-ohne-raum",
    titel: "Unbegleiteter minderjähriger Ausländer ohne Raum",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Bei umA steht ausdrücklich „ohne Sozialraum“ oder ein Raum.",
    grund: "Eine leere Zelle kann auch eine vergessene Angabe sein; der Fall wird unter „ohne Sozialraum“ geführt.",
    grundlage: "§§ 42a ff., 88a SGB VIII: umA werden zugewiesen und haben oft keinen Sozialraum; die leere Zelle sagt das nicht.",
    beispiel: "umA „ja“, Sozialraum leer.",
    abhilfe: "„ohne Sozialraum“ eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::UmaOhneRaum, |_| "ein Raum oder „ohne Sozialraum“".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_faelle;

    #[test]
    fn an_empty_raum_of_an_uma_is_a_warning() {
        let befunde = findings_faelle(&[("SR", ""), ("UMA", "ja")]);
        assert_eq!(befunde, [("F010", "F2".to_owned())]);
    }
}
