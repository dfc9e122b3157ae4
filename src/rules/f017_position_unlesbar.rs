//! F017: Position ist keine Zahl.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F017",
    name: "position-unlesbar",
    titel: "Position ist keine Zahl",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Position ist eine ganze Zahl.",
    grund: "Belegnummer und Position zusammen erkennen doppelte Buchungen.",
    grundlage: "KomHKVO § 38: Eine Buchung ist über Beleg und Position wiederzufinden.",
    beispiel: "„a“ in der Spalte Position.",
    abhilfe: "Die Position berichtigen; ist sie leer, gilt 1.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::PositionUnlesbar, |_| "eine ganze Zahl wie 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn letters_are_no_position() {
        let befunde = findings_kosten(&[("POS", "a")]);
        assert_eq!(befunde, [("F017", "B2".to_owned())]);
    }
}
