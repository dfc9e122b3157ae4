//! F015: Weder Aufwand noch Ertrag.

use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F015",
    name: "unbekannte-buchungsart",
    titel: "Weder Aufwand noch Ertrag",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Spalte Art enthält eines der Wörter, die im Layout stehen.",
    grund: "Davon hängt ab, auf welche Seite der Betrag zählt.",
    grundlage: "KomHKVO § 38: Aufwendungen und Erträge werden getrennt gebucht.",
    beispiel: "„Umbuchung“ in der Spalte Art.",
    abhilfe: "Die Angabe berichtigen oder das Wort im Exportlayout unter buchungsart.werte ergänzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::ArtUnbekannt, |_| {
        gut.lesung.layout.map(|layout| quoted(layout.buchungsart.werte.keys())).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn another_word_is_refused() {
        let befunde = findings_kosten(&[("ART", "Umbuchung")]);
        assert_eq!(befunde, [("F015", "E2".to_owned())]);
    }
}
