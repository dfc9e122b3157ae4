//! The figures of an evaluation for machines, attached to the PDF.

use serde_json::{Value, json};

use super::auswahl::Kontext;
use crate::domain::evaluation::Evaluation;
use crate::domain::massnahme::Massnahme;

/// Amounts and values as decimal texts, missing ones as null.
pub(super) fn anhang(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> Value {
    let massnahmen: Vec<Value> = liste.iter().map(|massnahme| eintrag(kontext, massnahme)).collect();
    json!({
        "schema": "evaluation/1",
        "halbjahr": kontext.halbjahr.to_string(),
        "faellig": kontext.frist.to_string(),
        "massnahmen": massnahmen,
    })
}

fn eintrag(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Value {
    let ziele: Vec<Value> = kontext
        .ziele(massnahme)
        .iter()
        .map(|lage| {
            json!({
                "nr": lage.ziel.nr,
                "indikator": lage.ziel.indikator,
                "ausgangswert": lage.ziel.ausgangswert.to_string(),
                "sollwert": lage.ziel.sollwert.to_string(),
                "istwert": lage.jetzt.and_then(|ziel| ziel.istwert).map(|value| value.to_string()),
                "istwert_vorher": lage.vorher.and_then(|ziel| ziel.istwert).map(|value| value.to_string()),
                "grad": lage.stufe,
            })
        })
        .collect();
    json!({
        "id": massnahme.id,
        "titel": massnahme.titel,
        "zustand": kontext.zustand(massnahme),
        "ziele": ziele,
        "evaluation": kontext.evaluation(massnahme).map(zahlen),
    })
}

fn zahlen(evaluation: &Evaluation) -> Value {
    let betrag = |amount: crate::domain::Betrag| amount.to_decimal().to_string();
    json!({
        "eingang": evaluation.eingang.to_string(),
        "schlussbewertung": evaluation.schlussbewertung,
        "teilnehmende_geplant": evaluation.teilnehmende_geplant,
        "teilnehmende_erreicht": evaluation.teilnehmende_erreicht,
        "termine": evaluation.termine,
        "stunden": {
            "hauptamtlich": evaluation.stunden.hauptamtlich.to_string(),
            "ehrenamtlich": evaluation.stunden.ehrenamtlich.to_string(),
            "schluesselperson": evaluation.stunden.schluesselperson.to_string(),
        },
        "mittel": {
            "bewilligt": betrag(evaluation.mittel.bewilligt),
            "abgerufen": betrag(evaluation.mittel.abgerufen),
            "belegt": betrag(evaluation.mittel.belegt),
        },
    })
}
