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
    geprueft: "Die Datei lässt sich öffnen und in den Grenzen für Zeit und Speicher lesen.",
    grund: "Eine beschädigte Datei kann unbemerkt Zeilen verlieren; eine schädliche darf die anderen nicht aufhalten.",
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
        Some(Hindernis::Zeit) => (
            "Zeit überschritten: die Datei lässt sich in der erlaubten Zeit nicht lesen".to_owned(),
            "eine Datei, die in wenigen Sekunden gelesen ist",
        ),
        Some(Hindernis::Speicher) => (
            "Speicher überschritten: die Datei braucht beim Lesen mehr Speicher als erlaubt".to_owned(),
            "eine Datei ohne übermäßig viele oder weit verstreute Zellen",
        ),
        Some(Hindernis::Lesefehler) => {
            ("Lesefehler: an der Datei bricht das Lesen ab".to_owned(), "eine Datei, die sich in Excel öffnen lässt")
        }
        Some(Hindernis::Pruefungsabbruch) => (
            "Programmfehler: die Prüfung bricht an dieser Datei ab; bitte melden".to_owned(),
            "eine Datei, die sich bis zum Ende prüfen lässt",
        ),
        _ => return Vec::new(),
    };
    vec![REGEL.befund(vec![], gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::testhilfe::{code, findings_file, stammdaten};
    use crate::rules::broken_off;

    #[test]
    fn a_damaged_file_is_refused() {
        assert_eq!(findings_file("kosten_2026-Q1.xlsx", b"PK\x03\x04kaputt"), ["D001"]);
    }

    #[test]
    fn a_file_at_which_the_check_breaks_off_is_refused() {
        let path = Path::new("/irgendwo/kosten_2026-Q1.xlsx");
        let ergebnis = broken_off(path, "ab12".to_owned(), &[], stammdaten(), None);
        assert_eq!(ergebnis.befunde.iter().map(code).collect::<Vec<_>>(), ["D001"]);
        assert!(ergebnis.befunde[0].gelesen.starts_with("Programmfehler"));
        assert_eq!((ergebnis.datei.as_str(), ergebnis.sha256.as_str()), ("kosten_2026-Q1.xlsx", "ab12"));
        assert!(ergebnis.lieferung.is_none());
    }
}
