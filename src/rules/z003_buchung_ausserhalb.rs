//! Z003: Buchung liegt außerhalb des Zeitraums.

use super::regel::{Pruefgut, Regel, tag};
use crate::domain::export::Feld;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Z003",
    name: "buchung-ausserhalb",
    titel: "Buchung liegt außerhalb des Zeitraums",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Das Buchungsdatum liegt im Zeitraum der Datei.",
    grund: "Die Buchung zählt in dem Zeitraum, in den ihr Datum fällt, nicht im Quartal der Datei.",
    grundlage: "KomHKVO § 38: Das Datum der Buchung entscheidet über den Zeitraum.",
    beispiel: "Buchung vom 01.04.2026 in der Datei des 1. Quartals.",
    abhilfe: "Prüfen, ob das Datum stimmt und ob die Buchung auch in der anderen Lieferung steht.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(zeitraum) = gut.zeitraum else { return Vec::new() };
    let outside = gut.lesung.buchungen.iter();
    outside
        .filter_map(|buchung| {
            let day = buchung.buchungsdatum.filter(|day| *day < zeitraum.von || *day > zeitraum.bis)?;
            let orte = vec![gut.ort(&buchung.herkunft, Feld::Buchungsdatum)];
            Some(REGEL.befund(orte, tag(day), format!("ein Tag vom {} bis {}", tag(zeitraum.von), tag(zeitraum.bis))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn a_booking_of_the_next_day_is_a_warning() {
        let befunde = findings_kosten(&[("BUCHDAT", "01.04.2026")]);
        assert_eq!(befunde, [("Z003", "C2".to_owned())]);
    }
}
