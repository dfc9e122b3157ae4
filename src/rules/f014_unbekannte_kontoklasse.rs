//! F014: Konto gehört zu keiner bekannten Klasse.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F014",
    name: "unbekannte-kontoklasse",
    titel: "Konto gehört zu keiner bekannten Klasse",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Das Konto beginnt mit der Ziffer einer Klasse aus konten.toml.",
    grund: "Ohne Klasse ist nicht bekannt, ob die Buchung Aufwand oder Ertrag ist oder nur die Zahlung dazu.",
    grundlage: "Verbindlicher Kontenrahmen des Landes; KomHKVO § 38: Das Konto gehört zur Buchung.",
    beispiel: "Konto 933120.",
    abhilfe: "Das Konto berichtigen oder die Klassen in konten.toml prüfen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::KontoklasseUnbekannt, |_| expected(gut))
}

/// Names the digits of the classes.
fn expected(gut: &Pruefgut<'_>) -> String {
    let konten = &gut.stammdaten.konten;
    format!(
        "ein Konto, das mit {} (Aufwand), {} (Ertrag), {} (Auszahlung) oder {} (Einzahlung) beginnt",
        konten.klasse_aufwand, konten.klasse_ertrag, konten.klasse_auszahlung, konten.klasse_einzahlung
    )
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn an_account_of_no_class_is_refused() {
        let befunde = findings_kosten(&[("PSK", "363370.933120")]);
        assert_eq!(befunde, [("F014", "F2".to_owned())]);
    }
}
