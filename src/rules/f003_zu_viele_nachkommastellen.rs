//! F003: Mehr als zwei Nachkommastellen.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F003",
    name: "zu-viele-nachkommastellen",
    titel: "Mehr als zwei Nachkommastellen",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Beträge haben höchstens zwei Nachkommastellen.",
    grund: "Bruchteile von Cent lassen sich nicht buchen; gerundet wird hier nicht.",
    grundlage: "KomHKVO § 38: Gebucht wird in Euro und Cent.",
    beispiel: "12,3456 aus einer Umrechnung von Stundensätzen.",
    abhilfe: "Den gebuchten Betrag auf den Cent eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::BetragZuFein, |_| "ein Betrag in ganzen Cent".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn fractions_of_cents_are_refused() {
        let befunde = findings_kosten(&[("BETRAG", "12,3456")]);
        assert_eq!(befunde, [("F003", "D2".to_owned())]);
    }
}
