//! The figures of a Nachweis for machines, attached to the PDF.

use serde_json::{Value, json};

use super::Kontext;
use crate::domain::abrechnung::Abrechnung;

/// Amounts as decimal texts.
pub(super) fn anhang(kontext: &Kontext<'_>) -> Value {
    let belege: Vec<Value> = kontext
        .nachweis
        .belege
        .iter()
        .map(|beleg| {
            json!({
                "nr": beleg.nr,
                "datum": beleg.datum,
                "ansatz": beleg.ansatz,
                "betrag": beleg.betrag,
            })
        })
        .collect();
    json!({
        "schema": "nachweis/1",
        "massnahme": kontext.massnahme.id,
        "foerderjahr": kontext.nachweis.foerderjahr,
        "schlussnachweis": kontext.nachweis.schlussnachweis,
        "eingang": kontext.nachweis.eingang,
        "faellig": kontext.frist().to_string(),
        "gebucht": kontext.gebucht,
        "jahr": zahlen(&kontext.jahr),
        "gesamt": kontext.gesamt.as_ref().map(zahlen),
        "belege": belege,
    })
}

fn zahlen(found: &Abrechnung) -> Value {
    let ansaetze: Vec<Value> = found
        .ansaetze
        .iter()
        .map(|ansatz| {
            json!({
                "key": ansatz.key,
                "bezeichnung": ansatz.bezeichnung,
                "soll": ansatz.soll,
                "ist": ansatz.ist,
                "anerkannt": ansatz.anerkannt,
            })
        })
        .collect();
    let einnahmen: Vec<Value> =
        found.einnahmen.iter().map(|entry| json!({ "art": entry.art, "soll": entry.soll, "ist": entry.ist })).collect();
    json!({
        "finanzierungsart": found.rechnung.grundlagen.art.wort(),
        "ansaetze": ansaetze,
        "einnahmen": einnahmen,
        "anerkannt": found.anerkannt,
        "eigenanteil": found.rechnung.eigenanteil,
        "eigenleistungen": found.eigenleistungen,
        "bewilligt": found.rechnung.grundlagen.bewilligt,
        "zuwendung": found.rechnung.zuwendung,
        "ausgezahlt": found.ausgezahlt,
        "rueckforderung": found.rueckforderung(),
        "restzahlung": found.restzahlung(),
    })
}
