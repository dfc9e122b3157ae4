//! What a report says of itself when it replaces one that was made from other deliveries.

use serde::Serialize;

use super::herkunft::wert;
use super::zahl;
use crate::domain::auswertung::{Auswertung, Quelle};
use crate::domain::kennung::{BUDGET, FAELLE, KOSTEN, MASSNAHME};
use crate::domain::kennzahlen::Quote;
use crate::domain::korrektur::{Aenderung, Korrektur};

/// Changed figures named on page 1; the rest is counted and stands in the attached data.
const SHOWN: usize = 14;

/// The note at the top of page 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fassung {
    /// "Korrekturfassung".
    pub wort: &'static str,
    /// Which version it replaces, and why.
    pub anlass: String,
    /// "Ist: 1.234,00 € → 1.300,00 €".
    pub aenderungen: Vec<String>,
    /// What is said where nothing or more than that changed.
    pub rest: String,
}

/// The note for a document that prints the figures that `prints` knows by their keys; none where nothing else was
/// reported before.
pub fn fassung(auswertung: &Auswertung, einheit: &str, prints: impl Fn(&str) -> bool) -> Option<Fassung> {
    let korrektur = auswertung.korrektur.as_ref()?;
    let changed: Vec<_> = korrektur.geaendert.iter().filter(|aenderung| prints(&aenderung.id)).collect();
    let mut sorted = changed.clone();
    sorted.sort_by_key(|aenderung| rank(&aenderung.id));
    let rest = match changed.len() {
        0 => "Die Zahlen dieses Berichts sind unverändert.".to_owned(),
        count if count > SHOWN => {
            format!("{} weitere Änderungen stehen in den angehängten Daten.", count - SHOWN)
        }
        _ => String::new(),
    };
    Some(Fassung {
        wort: if korrektur.replaces() { "Korrekturfassung" } else { "Ergänzte Fassung" },
        anlass: anlass(korrektur),
        aenderungen: sorted.into_iter().take(SHOWN).map(|aenderung| sentence(aenderung, einheit)).collect(),
        rest,
    })
}

fn anlass(korrektur: &Korrektur) -> String {
    let names = |quellen: &[Quelle]| {
        let one = |quelle: &Quelle| {
            let teil = quelle.teil.map(|teil| format!(", Teil {}", teil.nummer)).unwrap_or_default();
            format!("{} {}{teil}, Fassung {}", quelle.art.label(), quelle.quartal, quelle.version)
        };
        quellen.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    let vom = zahl::tag(korrektur.vorige_vom);
    match (korrektur.replaces(), korrektur.neu.is_empty()) {
        (true, false) => format!(
            "Ersetzt die Fassung vom {vom}. Neu geliefert: {} (statt: {}).",
            names(&korrektur.neu),
            names(&korrektur.ersetzt)
        ),
        (true, true) => format!("Ersetzt die Fassung vom {vom}. Nicht mehr gültig: {}.", names(&korrektur.ersetzt)),
        (false, _) => format!("Ergänzt die Fassung vom {vom}. Dazugekommen: {}.", names(&korrektur.neu)),
    }
}

/// Sums before what they are made of: the order in which people look.
fn rank(id: &str) -> (usize, usize, String) {
    const ORDER: [&str; 6] = ["ist", "gebunden", "frei", "auslastung", "bindungsquote", "ampel"];
    let mut parts = id.split('.');
    let area = ["budget", "faelle", "kosten", "massnahme"];
    let bereich = parts.next().unwrap_or_default();
    let feld = parts.next().unwrap_or_default();
    let place = |list: &[&str], word: &str| list.iter().position(|one| *one == word).unwrap_or(list.len());
    (place(&area, bereich), place(&ORDER, feld), id.to_owned())
}

fn sentence(aenderung: &Aenderung, einheit: &str) -> String {
    let mut parts = aenderung.id.split('.');
    let bereich = parts.next().unwrap_or_default();
    let feld = parts.next().unwrap_or_default();
    let rest: Vec<_> = parts.collect();
    let name = name(bereich, feld);
    let about = match bereich {
        "massnahme" => format!(" {}", rest.first().copied().unwrap_or_default()),
        "faelle" | "kosten" => format!(" ({})", rest.get(1).copied().unwrap_or_default()),
        _ => String::new(),
    };
    let shown =
        |text: &Option<String>| text.as_deref().map_or_else(|| "–".to_owned(), |text| value(feld, text, einheit));
    format!("{name}{about}: {} → {}", shown(&aenderung.vorher), shown(&aenderung.nachher))
}

/// What people call a field.
pub fn name(bereich: &str, feld: &str) -> &'static str {
    let found = match bereich {
        "budget" => BUDGET.iter().find(|groesse| groesse.feld == feld).map(|groesse| groesse.name),
        "massnahme" => MASSNAHME.iter().find(|groesse| groesse.feld == feld).map(|groesse| groesse.name),
        "faelle" => FAELLE.iter().find(|groesse| groesse.feld == feld).map(|groesse| groesse.name),
        _ => KOSTEN.iter().find(|groesse| groesse.feld == feld).map(|groesse| groesse.name),
    };
    found.unwrap_or("Wert")
}

/// A value with its unit, as documents print it.
pub fn value(feld: &str, text: &str, einheit: &str) -> String {
    match feld {
        "auslastung" | "bindungsquote" | "zeitanteil" => {
            text.parse().map_or_else(|_| text.to_owned(), |share| zahl::prozent(Quote(share)))
        }
        "ampel" | "bestand" | "bestand_anfang" | "begonnen" | "beendet" | "inanspruchnahme" | "monatsdurchschnitt"
        | "hilfedichte" => wert(text),
        _ => format!("{}{}{einheit}", wert(text), zahl::NARROW),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_field_and_both_values() {
        let change = |id: &str, vorher: &str, nachher: &str| Aenderung {
            id: id.to_owned(),
            vorher: Some(vorher.to_owned()),
            nachher: Some(nachher.to_owned()),
        };
        let ist = change("budget.ist.achim.2026-Q2", "1234.50", "-1.00");
        assert_eq!(sentence(&ist, "€"), "Ist: 1.234,50\u{202f}€ → \u{2212}1,00\u{202f}€");
        let share = change("budget.auslastung.achim.2026-Q2", "0.313001", "0.320000");
        assert_eq!(sentence(&share, "€"), "Auslastung: 31,3\u{202f}% → 32,0\u{202f}%");
        let new = Aenderung { vorher: None, ..change("massnahme.ist.GWA-2026-03.achim.2026-Q2", "", "5.00") };
        assert_eq!(sentence(&new, "€"), "Ist GWA-2026-03: – → 5,00\u{202f}€");
    }
}
