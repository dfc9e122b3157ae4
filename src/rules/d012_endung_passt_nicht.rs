//! D012: Endung passt nicht zum Inhalt.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D012",
    name: "endung-passt-nicht",
    titel: "Endung passt nicht zum Inhalt",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Die Endung des Dateinamens nennt die Art der Datei. Gelesen wird nach dem Inhalt.",
    grund: "Eine falsche Endung deutet auf einen Export, der nicht tut, was er soll; andere Programme öffnen die Datei nicht.",
    grundlage: "Fachlicher Grund: Name und Inhalt einer Lieferung sollen dasselbe sagen.",
    beispiel: "Eine CSV-Datei mit dem Namen „Kosten.xlsx“.",
    abhilfe: "Die Datei mit der richtigen Endung ablegen oder im Fachverfahren das gemeinte Format wählen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(art) = gut.lesung.beobachtungen.dateiart else { return Vec::new() };
    let ending = gut.lesung.datei.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if art.endings().contains(&ending.as_str()) {
        return Vec::new();
    }
    let gelesen = if ending.is_empty() { "keine Endung".to_owned() } else { format!("Endung .{ending}") };
    let endings: Vec<String> = art.endings().iter().map(|ending| format!(".{ending}")).collect();
    vec![REGEL.befund(vec![], gelesen, format!("{} für {}", endings.join(" oder "), art.label()))]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn text_with_the_name_of_a_workbook_is_read_and_mentioned() {
        let csv = format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}");
        assert_eq!(findings_csv("kosten_2026-Q1.xlsx", &csv), ["D012"]);
        assert!(findings_csv("kosten_2026-Q1.CSV", &csv).is_empty());
    }
}
