//! D006: Zeitraum ist nicht zu finden.

use super::regel::{Pruefgut, Regel, quoted};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D006",
    name: "zeitraum-fehlt",
    titel: "Zeitraum ist nicht zu finden",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Datei sagt, für welches Quartal sie ist: im Dateinamen, über den Überschriften oder auf einem Blatt mit Parametern.",
    grund: "Ohne Quartal lässt sich nicht sagen, welche Lieferung sie ersetzt.",
    grundlage: "KomHKVO § 38: Das Datum der Buchung gehört zur Buchung; der Zeitraum gehört zur Lieferung.",
    beispiel: "Eine Datei „Kosten.xlsx“ ohne Stand, Titel und Quartal.",
    abhilfe: "Die Datei wie vereinbart benennen oder das Quartal beim Aufruf angeben: --quartal 2026-Q2.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(layout) = gut.lesung.layout else { return Vec::new() };
    if gut.vorgabe.is_some() || gut.lesung.zeitangaben.iter().any(|angabe| angabe.bis.is_some()) {
        return Vec::new();
    }
    let patterns = layout.zeitraum.dateiname.iter().chain(&layout.zeitraum.zellen);
    vec![REGEL.befund(vec![], "keine Angabe zum Zeitraum", format!("eine Angabe wie {}", quoted(patterns)))]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_named;

    #[test]
    fn a_name_without_a_quarter_is_refused() {
        assert_eq!(findings_named("kosten.csv", None), ["D006"]);
        assert!(findings_named("kosten.csv", "2026-Q1".parse().ok()).is_empty());
    }
}
