//! D002: Datei ist mit einem Kennwort geschützt.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::oeffnen::Hindernis;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D002",
    name: "kennwortschutz",
    titel: "Datei ist mit einem Kennwort geschützt",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Datei braucht kein Kennwort.",
    grund: "Ohne Kennwort kann das Programm nichts lesen, und Kennwörter gehören nicht in Abläufe.",
    grundlage: "Art. 32 DSGVO: Schutz der Sozialdaten auf dem Übertragungsweg, nicht durch weitergereichte Kennwörter.",
    beispiel: "Eine Arbeitsmappe, die beim Öffnen ein Kennwort verlangt.",
    abhilfe: "Die Datei ohne Kennwort speichern und über den vereinbarten geschützten Weg liefern.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let (gelesen, erwartet) = match &gut.lesung.hindernis {
        Some(Hindernis::Kennwort) => ("eine verschlüsselte Datei", "eine Datei ohne Kennwort"),
        _ => return Vec::new(),
    };
    vec![REGEL.befund(vec![], gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_file;

    #[test]
    fn a_protected_file_is_refused() {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(findings_file("kosten_2026-Q1.xlsx", &bytes), ["D002"]);
    }
}
