//! Z001: Ende liegt vor dem Beginn.

use super::regel::{Pruefgut, Regel, tag};
use crate::domain::export::Feld;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Z001",
    name: "ende-vor-beginn",
    titel: "Ende liegt vor dem Beginn",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Keine Hilfe endet vor dem Tag, an dem sie beginnt.",
    grund: "Eine solche Hilfe zählt in keinem Bestand richtig.",
    grundlage: "§ 99 SGB VIII: Beginn und Ende der Hilfe sind Merkmale der Statistik.",
    beispiel: "Beginn 01.02.2026, Ende 12.01.2026.",
    abhilfe: "Beginn und Ende im Fachverfahren berichtigen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let wrong = gut.lesung.faelle.iter().filter(|fall| fall.zaehlt);
    wrong
        .filter_map(|fall| {
            let (beginn, ende) = (fall.beginn?, fall.ende?);
            let orte = vec![gut.ort(&fall.herkunft, Feld::Ende), gut.ort(&fall.herkunft, Feld::Beginn)];
            (ende < beginn)
                .then(|| REGEL.befund(orte, format!("Ende {}", tag(ende)), format!("ein Tag ab {}", tag(beginn))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_faelle;

    #[test]
    fn an_end_before_the_beginning_is_refused() {
        let befunde = findings_faelle(&[("ENDE", "12.01.2025")]);
        assert_eq!(befunde, [("Z001", "H2".to_owned())]);
    }
}
