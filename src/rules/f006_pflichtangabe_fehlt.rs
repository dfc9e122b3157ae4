//! F006: Pflichtangabe fehlt.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F006",
    name: "pflichtangabe-fehlt",
    titel: "Pflichtangabe fehlt",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Pflichtangaben sind in jeder Zeile gefüllt.",
    grund: "Ohne die Angabe lässt sich die Zeile keinem Quartal, Konto oder Fall zuordnen.",
    grundlage: "KomHKVO § 38: Belegnummer, Datum, Betrag und Konto gehören zu jeder Buchung.",
    beispiel: "Eine Zeile ohne Belegnummer.",
    abhilfe: "Die Angabe im Fachverfahren nachtragen und neu ausgeben.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::Leer, |mangel| format!("eine Angabe in {}", mangel.feld.label()))
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn an_empty_key_is_refused() {
        let befunde = findings_kosten(&[("BELEGNR", "")]);
        assert_eq!(befunde, [("F006", "A2".to_owned())]);
    }
}
