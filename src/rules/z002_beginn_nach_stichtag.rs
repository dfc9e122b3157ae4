//! Z002: Beginn liegt nach dem Stichtag.

use super::regel::{Pruefgut, Regel, tag};
use crate::domain::export::Feld;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Z002",
    name: "beginn-nach-stichtag",
    titel: "Beginn liegt nach dem Stichtag",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Keine Hilfe beginnt nach dem letzten Tag des Zeitraums.",
    grund: "Die Hilfe zählt in diesem Quartal nicht; vielleicht ist das Datum vertippt.",
    grundlage: "Fachlicher Grund: Der Bestand gilt am Stichtag.",
    beispiel: "Beginn 01.04.2026 in der Lieferung zum 31.03.2026.",
    abhilfe: "Prüfen, ob das Datum stimmt; die Hilfe gehört dann in die nächste Lieferung.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(zeitraum) = gut.zeitraum else { return Vec::new() };
    let late = gut.lesung.faelle.iter().filter(|fall| fall.zaehlt);
    late.filter_map(|fall| {
        let beginn = fall.beginn.filter(|beginn| *beginn > zeitraum.bis)?;
        let orte = vec![gut.ort(&fall.herkunft, Feld::Beginn)];
        Some(REGEL.befund(orte, tag(beginn), format!("ein Tag bis {}", tag(zeitraum.bis))))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_faelle;

    #[test]
    fn a_beginning_after_the_stichtag_is_a_warning() {
        let befunde = findings_faelle(&[("BEGINN", "01.04.2026")]);
        assert_eq!(befunde, [("Z002", "G2".to_owned())]);
    }
}
