//! B003: Mehr Blätter mit Daten als erwartet.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Ort, Schwere};
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B003",
    name: "zu-viele-blaetter",
    titel: "Mehr Blätter mit Daten als erwartet",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Die Datei hat höchstens so viele Blätter mit Daten, wie im Exportlayout unter blaetter.hoechstens steht. Ohne diese Angabe wird nicht gezählt.",
    grund: "Alle Blätter mit den Überschriften des Layouts zählen. Ein vergessenes Blatt des Vorquartals zählte mit.",
    grundlage: "KomHKVO § 38: Jede Buchung zählt einmal.",
    beispiel: "Neben dem Blatt „Kosten“ ein Blatt „Kosten (2)“ mit denselben Überschriften.",
    abhilfe: "Die Blätter vergleichen und die überzähligen löschen. Gehören sie dazu, die Zahl im Exportlayout unter blaetter.hoechstens erhöhen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let Some(most) = gut.lesung.layout.and_then(|layout| layout.blaetter.hoechstens) else { return Vec::new() };
    let filled: Vec<_> = gut.lesung.tabellen.iter().filter(|tabelle| tabelle.datensaetze > 0).collect();
    if u32::try_from(filled.len()).is_ok_and(|count| count <= most) {
        return Vec::new();
    }
    let orte = filled.iter().map(|tabelle| Ort { blatt: blatt_of(&tabelle.blatt), zelle: None }).collect();
    vec![REGEL.befund(orte, format!("{} Blätter mit Daten", filled.len()), format!("höchstens {most}"))]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_of_layout};

    #[test]
    fn a_second_sheet_with_rows_is_a_warning_where_one_is_expected() {
        let other = KOSTEN_ZEILE.replace("2026000001", "2026000002");
        let sheets: &[&[&str]] = &[&[KOSTEN_KOPF, KOSTEN_ZEILE], &[KOSTEN_KOPF, &other]];
        assert_eq!(findings_of_layout(sheets, |layout| layout.blaetter.hoechstens = Some(1)), ["B003"]);
        assert!(findings_of_layout(sheets, |layout| layout.blaetter.hoechstens = Some(2)).is_empty());
        assert!(findings_of_layout(sheets, |_| {}).is_empty());
    }
}
