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
/// reported before. `whose` names a line of budgets; nothing where the document is about this line alone.
pub fn fassung(
    auswertung: &Auswertung,
    einheit: &str,
    prints: impl Fn(&str) -> bool,
    whose: impl Fn(&str) -> String,
) -> Option<Fassung> {
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
        aenderungen: sorted.into_iter().take(SHOWN).map(|aenderung| sentence(aenderung, einheit, &whose)).collect(),
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

fn sentence(aenderung: &Aenderung, einheit: &str, whose: &impl Fn(&str) -> String) -> String {
    let mut parts = aenderung.id.split('.');
    let bereich = parts.next().unwrap_or_default();
    let feld = parts.next().unwrap_or_default();
    let rest: Vec<_> = parts.collect();
    let part = |place: usize| rest.get(place).copied().unwrap_or_default();
    let about = match bereich {
        "massnahme" => part(0).to_owned(),
        "faelle" | "kosten" => format!("({})", part(1)),
        _ => whose(part(0)),
    };
    let gap = if about.is_empty() { "" } else { " " };
    format!("{}{gap}{about}: {}", name(bereich, feld), change(aenderung, feld, einheit))
}

/// Both values of a change; shares with so many places that the change is seen.
pub fn change(aenderung: &Aenderung, feld: &str, einheit: &str) -> String {
    let shown = |text: &Option<String>, places: u32| {
        text.as_deref().map_or_else(|| "–".to_owned(), |text| value(feld, text, einheit, places))
    };
    let both = |places| (shown(&aenderung.vorher, places), shown(&aenderung.nachher, places));
    let (vorher, nachher) = (1..4).map(both).find(|(vorher, nachher)| vorher != nachher).unwrap_or_else(|| both(4));
    format!("{vorher} → {nachher}")
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

/// A value with its unit; `places` are those of percentages.
fn value(feld: &str, text: &str, einheit: &str, places: u32) -> String {
    match feld {
        "auslastung" | "bindungsquote" | "zeitanteil" => text.parse().map_or_else(
            |_| text.to_owned(),
            |share| format!("{}{}%", zahl::prozent_zahl(Quote(share), places), zahl::NARROW),
        ),
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
        let nobody = |_: &str| String::new();
        assert_eq!(sentence(&ist, "€", &nobody), "Ist: 1.234,50\u{202f}€ → \u{2212}1,00\u{202f}€");
        let somebody = |key: &str| key.to_uppercase();
        assert_eq!(sentence(&ist, "h", &somebody), "Ist ACHIM: 1.234,50\u{202f}h → \u{2212}1,00\u{202f}h");
        let close = change("budget.auslastung.achim.2026-Q2", "0.335210", "0.335360");
        assert_eq!(sentence(&close, "€", &nobody), "Auslastung: 33,52\u{202f}% → 33,54\u{202f}%");
        let share = change("budget.auslastung.achim.2026-Q2", "0.313001", "0.320000");
        assert_eq!(sentence(&share, "€", &nobody), "Auslastung: 31,3\u{202f}% → 32,0\u{202f}%");
        let new = Aenderung { vorher: None, ..change("massnahme.ist.GWA-2026-03.achim.2026-Q2", "", "5.00") };
        assert_eq!(sentence(&new, "€", &nobody), "Ist GWA-2026-03: – → 5,00\u{202f}€");
    }
}
