//! F008: Datum ist nicht lesbar.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F008",
    name: "unlesbares-datum",
    titel: "Datum ist nicht lesbar",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Daten stehen als Datum oder in einer üblichen Schreibweise da.",
    grund: "Ein Datum, das nicht gelesen werden kann, entscheidet über den Zeitraum der Zeile.",
    grundlage: "KomHKVO § 38: Das Datum gehört zur Buchung.",
    beispiel: "„Mitte Juni“ in der Spalte Buchungsdatum.",
    abhilfe: "Das Datum als TT.MM.JJJJ schreiben. Steht es im Export als Zahl ohne Format, im Exportlayout datum.seriennummern = true setzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::UnlesbaresDatum, |_| "ein Datum wie 30.06.2026".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn words_are_no_date() {
        let befunde = findings_kosten(&[("BUCHDAT", "Mitte Juni")]);
        assert_eq!(befunde, [("F008", "C2".to_owned())]);
    }
}
