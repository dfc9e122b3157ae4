//! F019: Konto steht nicht in den Stammdaten.

use std::collections::BTreeMap;

use super::regel::{Pruefgut, Regel};
use crate::domain::export::Feld;
use crate::domain::text::nearest;
use crate::finding::{Befund, Ort, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F019",
    name: "unbekanntes-konto",
    titel: "Konto steht nicht in den Stammdaten",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Das Konto ist eines aus konten.toml, als Konto der Ergebnis- oder der Finanzrechnung. Sind dort keine Konten erfasst, wird nicht geprüft.",
    grund: "Die Buchung zählt nach der Klasse ihres Kontos. Ein Konto, das hier nie vorkam, kann vertippt sein oder nicht zur Jugendhilfe gehören.",
    grundlage: "Verbindlicher Kontenrahmen des Landes; KomHKVO § 38: Das Konto gehört zur Buchung.",
    beispiel: "433710 statt 433110.",
    abhilfe: "Das Konto berichtigen oder in konten.toml ergänzen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let konten = &gut.stammdaten.konten;
    if konten.konten.is_empty() {
        return Vec::new();
    }
    // One finding for each account: a new one stands in hundreds of rows.
    let mut unknown: BTreeMap<&str, Vec<Ort>> = BTreeMap::new();
    for buchung in gut.lesung.buchungen.iter().filter(|buchung| buchung.zaehlt && buchung.klasse.is_some()) {
        if let Some(konto) = buchung.sachkonto.as_deref().filter(|konto| !konten.knows(konto)) {
            unknown.entry(konto).or_default().push(gut.ort(&buchung.herkunft, Feld::Konto));
        }
    }
    let known: Vec<&str> =
        konten.konten.iter().flat_map(|konto| [konto.konto.as_str(), konto.finanzkonto.as_str()]).collect();
    unknown
        .into_iter()
        .map(|(konto, orte)| {
            let erwartet = match nearest(konto, known.iter().copied()) {
                Some(near) => format!("ein Konto aus konten.toml; ähnlich ist {near}"),
                None => "ein Konto aus konten.toml".to_owned(),
            };
            REGEL.befund(orte, konto, erwartet)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn an_account_that_is_not_in_use_is_mentioned_once() {
        assert_eq!(findings_kosten(&[("PSK", "363350.433710")]), [("F019", "F2".to_owned())]);
        assert!(findings_kosten(&[("PSK", "363350.733110")]).is_empty(), "the account of the Finanzrechnung");
    }
}
