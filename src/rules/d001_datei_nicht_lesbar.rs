//! D001: Datei ist nicht lesbar.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::oeffnen::Hindernis;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D001",
    name: "datei-nicht-lesbar",
    titel: "Datei ist nicht lesbar",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Datei lässt sich öffnen.",
    grund: "Eine beschädigte Datei kann unbemerkt Zeilen verlieren.",
    grundlage: "Fachlicher Grund: Nur eine vollständig gelesene Datei belegt ihre Zahlen.",
    beispiel: "Eine .xlsx-Datei, deren Übertragung abgebrochen ist.",
    abhilfe: "Die Datei neu aus dem Fachverfahren ausgeben und noch einmal ablegen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let (gelesen, erwartet) = match &gut.lesung.hindernis {
        Some(Hindernis::KeinZugriff(why)) => (why.clone(), "eine Datei, die gelesen werden darf"),
        Some(Hindernis::Beschaedigt) => {
            ("eine beschädigte Datei".to_owned(), "eine Datei, die sich in Excel öffnen lässt")
        }
        _ => return Vec::new(),
    };
    vec![REGEL.befund(vec![], gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_file;

    #[test]
    fn a_damaged_file_is_refused() {
        assert_eq!(findings_file("kosten_2026-Q1.xlsx", b"PK\x03\x04kaputt"), ["D001"]);
    }
}
