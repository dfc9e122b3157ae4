//! D005: Datei ist zu groß.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::oeffnen::Hindernis;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D005",
    name: "datei-zu-gross",
    titel: "Datei ist zu groß",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Datei ist nicht größer als jede denkbare Lieferung.",
    grund: "Eine übergroße oder absichtlich aufgeblähte Datei könnte den Rechner lahmlegen.",
    grundlage: "Art. 32 DSGVO: Belastbarkeit der Systeme.",
    beispiel: "Eine kleine Datei, die sich auf mehrere Gigabyte entpackt.",
    abhilfe: "Leere Zeilen und Spalten löschen oder den Export auf das Quartal eingrenzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let (gelesen, erwartet) = match &gut.lesung.hindernis {
        Some(Hindernis::ZuGross) => {
            ("mehr Zellen oder Bytes, als eine Lieferung haben kann", "höchstens 6 Millionen gefüllte Zellen")
        }
        _ => return Vec::new(),
    };
    vec![REGEL.befund(vec![], gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_file;

    #[test]
    fn an_archive_that_unpacks_to_gigabytes_is_refused() {
        // Two entries of a directory that promise three quarters of a gigabyte each.
        let mut bytes = b"PK\x03\x04".to_vec();
        for _ in 0..2 {
            let mut entry = b"PK\x01\x02".to_vec();
            entry.resize(46, 0);
            entry[24..28].copy_from_slice(&0x3000_0000_u32.to_le_bytes());
            bytes.extend(entry);
        }
        assert_eq!(findings_file("kosten_2026-Q1.xlsx", &bytes), ["D005"]);
    }
}
