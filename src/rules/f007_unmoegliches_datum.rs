//! F007: Datum gibt es nicht.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F007",
    name: "unmoegliches-datum",
    titel: "Datum gibt es nicht",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Jedes Datum ist ein Tag des Kalenders zwischen 1900 und 2199.",
    grund: "Ein 31.06. lässt sich keinem Zeitraum zuordnen.",
    grundlage: "KomHKVO § 38: Das Datum gehört zur Buchung.",
    beispiel: "31.06.2026.",
    abhilfe: "Das richtige Datum im Fachverfahren nachsehen und eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::UnmoeglichesDatum, |_| "ein Tag, den es gibt, wie 30.06.2026".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn a_day_that_never_was_is_refused() {
        let befunde = findings_kosten(&[("BUCHDAT", "31.06.2026")]);
        assert_eq!(befunde, [("F007", "C2".to_owned())]);
    }
}
