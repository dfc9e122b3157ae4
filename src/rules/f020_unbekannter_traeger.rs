//! F020: Träger steht nicht in den Stammdaten.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F020",
    name: "unbekannter-traeger",
    titel: "Träger steht nicht in den Stammdaten",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Der Träger ist einer aus traeger.toml, mit Namen oder aus den aliasse. Nur wo das Exportlayout unter traeger pruefen = true sagt und Träger erfasst sind.",
    grund: "Auswertungen nach Trägern kennen ihn nicht. Der Name wird nicht wiedergegeben: Als Träger kann eine Person stehen, etwa eine Pflegestelle.",
    grundlage: "§§ 74, 75, 77 SGB VIII: Mit Trägern bestehen Vereinbarungen.",
    beispiel: "Eine neue Einrichtung, oder dieselbe in anderer Schreibweise.",
    abhilfe: "Die Zellen ansehen. Den Träger in traeger.toml erfassen, die Schreibweise bei seinen aliasse ergänzen oder das Wort im Exportlayout unter traeger.bekannt eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let groups = gut.lesung.beobachtungen.unbekannte_traeger.iter();
    groups
        .map(|stellen| {
            let orte = stellen.iter().map(|(herkunft, spalte)| gut.lesung.ort(herkunft, *spalte)).collect();
            let gelesen = match stellen.len() {
                1 => "ein Träger (wird nicht wiedergegeben)".to_owned(),
                many => format!("derselbe Träger in {many} Zeilen (wird nicht wiedergegeben)"),
            };
            REGEL.befund(orte, gelesen, "ein Träger der Stammdaten")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_traeger;

    #[test]
    fn unknown_names_are_counted_and_never_shown() {
        let found = findings_traeger(&["Haus Sonnenschein", "Muster, Erika", "MUSTER,  Erika", "Pflegestelle"]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].orte.len(), 2);
        assert!(!format!("{found:?}").contains("uster"), "{found:?}");
    }
}
