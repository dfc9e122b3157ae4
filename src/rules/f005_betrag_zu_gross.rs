//! F005: Betrag ist unglaubhaft groß.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F005",
    name: "betrag-zu-gross",
    titel: "Betrag ist unglaubhaft groß",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Kein Betrag übersteigt zehn Milliarden Euro.",
    grund: "So große Zahlen sind keine Beträge, sondern etwa Kontonummern in der falschen Spalte.",
    grundlage: "Fachlicher Grund: Schutz vor verrutschten Spalten.",
    beispiel: "Eine IBAN ohne Länderkennzeichen in der Spalte Betrag.",
    abhilfe: "Prüfen, ob die Spalten verrutscht sind.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::BetragZuGross, |_| "ein Betrag unter zehn Milliarden Euro".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn a_number_beyond_measure_is_refused() {
        let befunde = findings_kosten(&[("BETRAG", "99999999999999")]);
        assert_eq!(befunde, [("F005", "D2".to_owned())]);
    }
}
