//! F012: Unbekannte Hilfeart.

use super::regel::{Pruefgut, Regel};
use crate::domain::text::nearest;
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangel;
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F012",
    name: "unbekannte-hilfeart",
    titel: "Unbekannte Hilfeart",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Hilfeart oder das Produkt steht in den Stammdaten.",
    grund: "Kosten und Fälle ohne Hilfeart fehlten in jeder Aufstellung nach Hilfearten.",
    grundlage: "§§ 27 bis 35a, 41, 42 SGB VIII: Jede Hilfe hat eine Rechtsgrundlage.",
    beispiel: "„§ 99“ in der Spalte Hilfeart.",
    abhilfe: "Die Angabe berichtigen oder die Schreibweise in hilfearten.toml bei den schreibweisen ergänzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::HilfeartUnbekannt, |mangel| expected(gut, mangel))
}

/// Names the likeliest Hilfeart, but never guesses.
fn expected(gut: &Pruefgut<'_>, mangel: &Mangel) -> String {
    let spellings = gut.stammdaten.hilfearten.iter().flat_map(|art| art.schreibweisen.iter().map(String::as_str));
    match nearest(&mangel.gelesen, spellings) {
        Some(spelling) => format!("eine Hilfeart der Stammdaten; ähnlich ist „{spelling}“"),
        None => "eine Hilfeart der Stammdaten".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn an_unknown_paragraph_is_refused() {
        let befunde = findings_kosten(&[("LEISTUNG", "§ 99")]);
        assert_eq!(befunde, [("F012", "G2".to_owned())]);
    }
}
