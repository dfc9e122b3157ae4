//! D004: Datei hat ein anderes Format.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::oeffnen::Hindernis;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D004",
    name: "falsches-format",
    titel: "Datei hat ein anderes Format",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Datei ist eine Arbeitsmappe oder eine CSV-Datei.",
    grund: "Manche Verfahren geben Internetseiten oder sehr alte Formate mit der Endung .xls aus; sie werden nicht sicher gelesen.",
    grundlage: "Fachlicher Grund: Gelesen wird nur, was ohne Deutung feststeht.",
    beispiel: "Eine Internetseite (HTML), die als Zahlliste.xls gespeichert ist.",
    abhilfe: "Die Datei in Excel öffnen, als Excel-Arbeitsmappe (.xlsx) speichern und diese liefern.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let (gelesen, erwartet) = match &gut.lesung.hindernis {
        Some(Hindernis::FalscheArt(kind)) => {
            (kind.as_ref(), "eine Arbeitsmappe (.xlsx, .xlsm, .xlsb, .xls, .ods) oder eine CSV-Datei")
        }
        _ => return Vec::new(),
    };
    vec![REGEL.befund(vec![], gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_file;

    #[test]
    fn a_page_named_as_a_workbook_is_refused() {
        assert_eq!(findings_file("kosten_2026-Q1.xls", b"<html><table></table></html>"), ["D004"]);
    }
}
