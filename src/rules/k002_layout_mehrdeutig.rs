//! K002: Mehrere Exportlayouts passen.

use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::{Befund, Schwere};
use crate::ingest::kopf::Erkennung;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "K002",
    name: "layout-mehrdeutig",
    titel: "Mehrere Exportlayouts passen",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Überschriften passen zu genau einem Exportlayout.",
    grund: "Zwei Layouts können Vorzeichen oder Zeitraum verschieden verstehen.",
    grundlage: "Fachlicher Grund: Vorzeichen und Zeitraum dürfen nicht geraten werden.",
    beispiel: "Zwei Dateien in data/stammdaten/export mit denselben Überschriften.",
    abhilfe: "Im Verzeichnis data/stammdaten/export die Layouts unterscheidbar machen oder das doppelte löschen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(Erkennung::Mehrdeutig(places)) = &gut.lesung.erkennung else { return Vec::new() };
    let labels = places
        .iter()
        .filter_map(|place| gut.lesung.layouts.get(*place))
        .map(crate::domain::export::Exportlayout::label);
    vec![REGEL.befund(vec![], quoted(labels), "genau ein Layout, das passt")]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_two_layouts;

    #[test]
    fn two_layouts_with_the_same_headings_refuse_the_file() {
        assert_eq!(findings_two_layouts(), ["K002"]);
    }
}
