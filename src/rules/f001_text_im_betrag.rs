//! F001: Text im Betrag.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F001",
    name: "text-im-betrag",
    titel: "Text im Betrag",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Im Betrag steht eine Zahl.",
    grund: "Ein Betrag, der nicht gelesen werden kann, fehlte in jeder Summe.",
    grundlage: "KomHKVO § 38: Der Betrag gehört zur Buchung.",
    beispiel: "„s. Anlage“ in der Spalte Betrag.",
    abhilfe: "Den Betrag als Zahl eintragen; Bemerkungen gehören in den Buchungstext.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::TextImBetrag, |_| "ein Betrag wie 1.234,56".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn a_remark_is_no_amount() {
        let befunde = findings_kosten(&[("BETRAG", "s. Anlage")]);
        assert_eq!(befunde, [("F001", "D2".to_owned())]);
    }
}
