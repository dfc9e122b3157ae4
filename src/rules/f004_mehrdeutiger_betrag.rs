//! F004: Betrag ist mehrdeutig.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F004",
    name: "mehrdeutiger-betrag",
    titel: "Betrag ist mehrdeutig",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Der Betrag lässt nur eine Lesart zu.",
    grund: "1.234 kann eintausendzweihundertvierunddreißig oder eins Komma zwei heißen.",
    grundlage: "Fachlicher Grund: Eine Zahl mit zwei Lesarten belegt nichts.",
    beispiel: "1.234 ohne Nachkommastellen.",
    abhilfe: "Den Betrag mit zwei Nachkommastellen schreiben.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::MehrdeutigerBetrag, |_| "ein Betrag wie 1.234,00".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn one_group_of_three_digits_is_refused() {
        let befunde = findings_kosten(&[("BETRAG", "1.234")]);
        assert_eq!(befunde, [("F004", "D2".to_owned())]);
    }
}
