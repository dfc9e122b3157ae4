//! The raw figures of a document, attached to its PDF: amounts as decimal texts, as in `kennzahlen.json`.

use serde_json::{Value, json};

use super::kontext::Kontext;
use super::massnahmen::Posten;
use super::to_value;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::BudgetKennzahl;

/// The figures of a document. `keys` name its budgets in the course of the year.
pub(super) fn anhang(
    kontext: &Kontext<'_>,
    titel: &str,
    budget: &[&BudgetKennzahl],
    liste: &[Posten<'_>],
    keys: &[&str],
) -> Value {
    let massnahmen: Vec<Value> = kontext
        .auswertung
        .massnahmen
        .iter()
        .filter(|zeile| zeile.budgetart == kontext.budgetart)
        .filter(|zeile| {
            liste.iter().any(|posten| posten.id == &zeile.massnahme && posten.zahler.contains(&zeile.raum.as_str()))
        })
        .map(|zeile| {
            json!({
                "massnahme": zeile.massnahme,
                "titel": kontext.stammdaten.massnahme(&zeile.massnahme).map(|record| record.titel.as_str()),
                "ebene": zeile.ebene,
                "raum": zeile.raum,
                "bewilligt": zeile.bewilligt,
                "ist": zeile.ist,
                "gebunden": zeile.gebunden,
            })
        })
        .collect();
    let verlauf: Vec<Value> = kontext
        .auswertung
        .verlauf
        .iter()
        .filter(|punkt| punkt.budgetart == kontext.budgetart && keys.contains(&punkt.raum.as_str()))
        .map(|punkt| {
            json!({
                "raum": punkt.raum,
                "quartal": punkt.quartal,
                "verfuegbar": punkt.verfuegbar,
                "ist": punkt.ist,
            })
        })
        .collect();
    let quellen: Vec<Value> = kontext
        .auswertung
        .quellen
        .iter()
        .map(|quelle| {
            json!({
                "art": quelle.art,
                "quartal": quelle.quartal,
                "teil": quelle.teil.map(|teil| json!({"nummer": teil.nummer, "von": teil.von})),
                "version": quelle.version,
                "datei": quelle.datei,
                "sha256": quelle.sha256,
                "eingelesen_am": quelle.eingelesen_am,
            })
        })
        .collect();
    json!({
        "schema": "budgetuebersicht/1",
        "titel": titel,
        "quartal": kontext.quartal(),
        "stichtag": kontext.stichtag(),
        "haushaltsjahr": kontext.haushaltsjahr(),
        "budgetart": kontext.budgetart,
        "einheit": match kontext.einheit { Einheit::Euro => "EUR", Einheit::Stunden => "Stunden" },
        "budget": to_value(&budget),
        "massnahmen": massnahmen,
        "verlauf": verlauf,
        "quellen": quellen,
        "luecken": kontext.auswertung.luecken,
    })
}
