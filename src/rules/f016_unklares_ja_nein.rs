//! F016: Angabe ist weder ja noch nein.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F016",
    name: "unklares-ja-nein",
    titel: "Angabe ist weder ja noch nein",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Spalten mit ja oder nein enthalten eines der Wörter, die im Layout stehen.",
    grund: "Die Angabe wird als nein gelesen.",
    grundlage: "§§ 89 ff. SGB VIII: Erstattungsfälle werden gesondert ausgewiesen.",
    beispiel: "„?“ in der Spalte umA.",
    abhilfe: "Die Angabe berichtigen oder das Wort im Exportlayout bei uma oder erstattung ergänzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::JaNeinUnklar, |_| "ja oder nein in einem der Wörter des Layouts".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_faelle;

    #[test]
    fn another_word_is_a_warning() {
        let befunde = findings_faelle(&[("UMA", "vielleicht")]);
        assert_eq!(befunde, [("F016", "K2".to_owned())]);
    }
}
