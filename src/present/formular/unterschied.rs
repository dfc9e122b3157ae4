//! What changes in a record, field by field, for people.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use crate::domain::text::visible;
use crate::domain::{Betrag, Datum};
use crate::present::zahl;
use crate::workspace::{Step, Unterschied, is_amount, is_number};

/// Longest value that is repeated; of a longer one the beginning.
const SHOWN: usize = 70;

/// A field that gets another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aenderung {
    /// Where: „Angebot GWA-2026-03/A, Anlage 2, Person 1, Stunden“.
    pub feld: String,
    /// What stood there.
    pub alt: String,
    /// What comes.
    pub neu: String,
}

/// The differences as people read them. `angebote` are the keys of the offers, in the record's order.
pub fn aenderungen(unterschiede: &[Unterschied], angebote: &[String]) -> Vec<Aenderung> {
    unterschiede
        .iter()
        .map(|unterschied| {
            // Whom to ask is nobody's business who only looks over a shoulder.
            let person = unterschied.pfad.iter().any(|step| matches!(step, Step::Key(key) if key == "ansprechperson"));
            let key = unterschied.pfad.iter().rev().find_map(|step| match step {
                Step::Key(key) => Some(key.as_ref()),
                Step::Index(_) => None,
            });
            let is_offer = key == Some("angebote");
            let value = |value: &Option<Value>| match value {
                Some(_) if person => "(Angabe zur Person)".to_owned(),
                Some(_) if is_offer => "ein Angebot mit allen Angaben".to_owned(),
                value => shown(key.unwrap_or(""), value.as_ref()),
            };
            Aenderung {
                feld: field(&unterschied.pfad, angebote),
                alt: value(&unterschied.alt),
                neu: value(&unterschied.neu),
            }
        })
        .collect()
}

/// A line for each: `  Anlage 2, Person 1, Stunden: 198,75 → 200`.
pub fn zeilen(aenderungen: &[Aenderung]) -> Vec<String> {
    aenderungen
        .iter()
        .map(|aenderung| visible(&format!("  {}: {} → {}", aenderung.feld, aenderung.alt, aenderung.neu)))
        .collect()
}

/// A place of the record in the words of the forms.
fn field(pfad: &[Step], angebote: &[String]) -> String {
    let mut words: Vec<String> = Vec::new();
    for (place, step) in pfad.iter().enumerate() {
        match step {
            Step::Key(key) => words.push(word(key)),
            Step::Index(index) => {
                let list = pfad.get(..place).and_then(<[Step]>::last);
                let is_offers = matches!(list, Some(Step::Key(key)) if key == "angebote");
                let last = words.pop().unwrap_or_default();
                words.push(match angebote.get(*index) {
                    Some(key) if is_offers => format!("{last} {key}"),
                    _ => format!("{last} {}", index + 1),
                });
            }
        }
    }
    words.join(", ")
}

/// A key of the record as the forms call it.
fn word(key: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("abweichung", "Abweichung"),
        ("anlage1", "Anlage 1"),
        ("anlage2", "Anlage 2"),
        ("anlage3", "Anlage 3"),
        ("angebote", "Angebot"),
        ("ansprechperson", "Ansprechperson"),
        ("art", "Art"),
        ("ausgangswert", "Start"),
        ("ausgeschlossen_wegen", "ausgeschlossen wegen"),
        ("begruendung", "Begründung"),
        ("bedarf", "Bedarf"),
        ("bedarf_festgestellt_am", "Bedarf festgestellt am"),
        ("bloecke", "Block"),
        ("eingang", "Eingang"),
        ("einnahmen", "Einnahme"),
        ("einnahmen_gesamt", "Einnahmen gesamt"),
        ("ergaenzungen", "Ergänzungen"),
        ("foerdermittel_gesamt", "Fördermittel gesamt"),
        ("gewichtete_summe", "gewichtete Summe"),
        ("nachhaltig_weil", "wirkt nachhaltig, weil"),
        ("ort_datum", "Ort, Datum"),
        ("personal", "Person"),
        ("personal_gesamt", "Personalkosten gesamt"),
        ("punkte_mittel", "Mittel"),
        ("sachkosten", "Sachkosten"),
        ("sachkosten_gesamt", "Sachkosten gesamt"),
        ("satz", "€ je Stunde"),
        ("schluesselperson", "sonstige Schlüsselpersonen"),
        ("sollwert", "Soll"),
        ("istwert", "Ist"),
        ("summe", "Personalkosten"),
        ("traeger", "Träger"),
        ("zielgruppe_beteiligt", "Zielgruppe beteiligt"),
        ("zeitraum_beginn", "Kalkulationszeitraum, Beginn"),
        ("zeitraum_ende", "Kalkulationszeitraum, Ende"),
        ("ziele", "Ziel"),
    ];
    if let Some((_, word)) = WORDS.iter().find(|(known, _)| *known == key) {
        return (*word).to_owned();
    }
    let mut chars = key.chars();
    let first = chars.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}", chars.as_str().replace('_', " "))
}

/// A value as people read it.
fn shown(key: &str, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "nichts".to_owned(),
        Some(Value::Bool(answer)) => if *answer { "ja" } else { "nein" }.to_owned(),
        Some(Value::String(text)) => text_of(key, text),
        Some(Value::Array(items)) => items.iter().map(|item| shown(key, Some(item))).collect::<Vec<_>>().join(", "),
        Some(Value::Object(entries)) => {
            let values = entries.iter().filter(|(key, value)| !value.is_null() && *key != "ansprechperson");
            let words = values.map(|(key, value)| format!("{} {}", word(key), shown(key, Some(value))));
            words.collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// A text of the record: numbers and days as people write them, others in quotation marks on one line.
fn text_of(key: &str, text: &str) -> String {
    if text.is_empty() {
        return "nichts".to_owned();
    }
    if let Some(day) = Datum::parse(text) {
        return zahl::tag(day.day());
    }
    if is_amount(key)
        && let Some(amount) = Betrag::parse(text)
    {
        return zahl::betrag(amount);
    }
    if is_number(key)
        && let Ok(number) = text.parse::<Decimal>()
    {
        return zahl::zahl(number, number.normalize().scale());
    }
    let begin: String = text.chars().take(SHOWN).collect();
    format!("„{}{}“", begin.replace('\n', " / "), if begin.len() < text.len() { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_names_its_field_in_the_words_of_the_form() {
        let pfad = |last: &'static str| {
            let keys = [Step::from("angebote"), Step::from(0), Step::from("anlage2"), Step::from("personal")];
            keys.into_iter().chain([Step::from(1), Step::from(last)]).collect::<Vec<_>>()
        };
        let hours = Unterschied { pfad: pfad("stunden"), alt: Some("198.75".into()), neu: Some("200".into()) };
        let lines = zeilen(&aenderungen(&[hours], &["GWA-2026-03/A".to_owned()]));
        assert_eq!(lines, ["  Angebot GWA-2026-03/A, Anlage 2, Person 2, Stunden: 198,75 → 200"]);
    }

    #[test]
    fn who_is_to_be_asked_is_not_repeated() {
        let pfad = vec![Step::from("angebote"), Step::from(0), Step::from("ansprechperson"), Step::from("name")];
        let name = Unterschied { pfad, alt: Some("Probst".into()), neu: Some("Maier".into()) };
        let lines = zeilen(&aenderungen(&[name], &[])).join("");
        assert!(!lines.contains("Probst") && !lines.contains("Maier"), "{lines}");
    }
}
