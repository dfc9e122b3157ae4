//! D010: Sperrdatei statt Arbeitsmappe.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::oeffnen::Hindernis;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D010",
    name: "sperrdatei",
    titel: "Sperrdatei statt Arbeitsmappe",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Datei ist die Arbeitsmappe selbst, nicht der Vermerk eines Programms, das sie geöffnet hat.",
    grund: "Die Sperrdatei enthält nur den Namen dessen, der die Mappe geöffnet hat, und keine Daten.",
    grundlage: "Fachlicher Grund: Wo nichts steht, ist nichts geliefert.",
    beispiel: "„~$Kosten.xlsx“ neben der in Excel geöffneten „Kosten.xlsx“.",
    abhilfe: "Die Arbeitsmappe in Excel schließen und sie selbst liefern; die Sperrdatei verschwindet dann von allein.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    if gut.lesung.hindernis != Some(Hindernis::Sperrdatei) {
        return Vec::new();
    }
    let gelesen = "die Sperrdatei eines Programms, das die Mappe geöffnet hat";
    vec![REGEL.befund(vec![], gelesen, "die Arbeitsmappe selbst")]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_file;

    #[test]
    fn a_lock_file_is_refused_by_its_name() {
        assert_eq!(findings_file("~$kosten_2026-Q1.xlsx", b"\x05clerk"), ["D010"]);
        assert_eq!(findings_file(".~lock.kosten_2026-Q1.ods#", b",clerk"), ["D010"]);
    }
}
