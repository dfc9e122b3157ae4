//! The figures of the report for machines, attached to the PDF: each printed number by its key.

use serde_json::{Value, json};

use super::budget;
use super::kontext::Kontext;
use super::massnahmen::Bilanz;
use crate::domain::kennung::Kennungen;
use crate::domain::{Angabe, Betrag};
use crate::present::budgetuebersicht::vergleich::budgetzeilen;
use crate::present::zahl;

/// Counts as integers, amounts as decimal texts, `.` for what is kept secret, null for what was not delivered.
pub(super) fn anhang(kontext: &Kontext<'_>) -> Value {
    let hilfen: Vec<Value> = kontext
        .gedruckt()
        .into_iter()
        .map(|(id, wert)| {
            let text = match wert {
                Angabe::Gesperrt => json!(zahl::GESPERRT),
                Angabe::Fehlt => Value::Null,
                Angabe::Wert(wert) if id.is_betrag() => json!(Betrag::from_cents(wert)),
                Angabe::Wert(wert) => json!(wert),
            };
            json!({ "id": id.key(), "was": id.to_string(), "wert": text })
        })
        .collect();
    let kennungen = Kennungen::new(kontext.auswertung);
    let mut budgets = Vec::new();
    for budget in budget::arten(kontext) {
        for line in budgetzeilen(&budget, None).iter().filter(|line| !line.key.starts_with("eigen:")) {
            let figures = kennungen.budget(&line.zeile);
            budgets
                .extend(figures.into_iter().map(|kennzahl| json!({ "id": kennzahl.id, "wert": kennzahl.wert.text() })));
        }
    }
    let quellen: Vec<Value> = kontext
        .auswertung
        .quellen
        .iter()
        .map(|quelle| {
            json!({
                "art": quelle.art,
                "quartal": quelle.quartal,
                "version": quelle.version,
                "datei": quelle.datei,
                "sha256": quelle.sha256,
                "eingelesen_am": quelle.eingelesen_am,
            })
        })
        .collect();
    json!({
        "schema": "jha-bericht/1",
        "quartal": kontext.quartal(),
        "stichtag": kontext.stichtag(),
        "hilfen": hilfen,
        "budget": budgets,
        "massnahmen": Bilanz::new(kontext).map_or_else(Vec::new, |bilanz| massnahmen(&bilanz)),
        "quellen": quellen,
        "luecken": kontext.auswertung.luecken,
    })
}

fn massnahmen(bilanz: &Bilanz<'_>) -> Vec<Value> {
    let one = |massnahme: &&crate::domain::massnahme::Massnahme| {
        let evaluation = bilanz.kontext.evaluation(massnahme);
        let ziele: Vec<Value> = bilanz
            .kontext
            .ziele(massnahme)
            .iter()
            .map(|lage| {
                json!({
                    "nr": lage.ziel.nr,
                    "indikator": lage.ziel.indikator,
                    "ausgangswert": lage.ziel.ausgangswert.to_string(),
                    "sollwert": lage.ziel.sollwert.to_string(),
                    "istwert": lage.jetzt.and_then(|ziel| ziel.istwert).map(|wert| wert.to_string()),
                    "grad": lage.stufe,
                })
            })
            .collect();
        json!({
            "id": massnahme.id,
            "titel": massnahme.titel,
            "halbjahr": bilanz.kontext.halbjahr.to_string(),
            "teilnehmende_erreicht": evaluation.map(|evaluation| evaluation.teilnehmende_erreicht),
            "teilnehmende_geplant": evaluation.map(|evaluation| evaluation.teilnehmende_geplant),
            "bewilligt": evaluation.map(|evaluation| evaluation.mittel.bewilligt),
            "abgerufen": evaluation.map(|evaluation| evaluation.mittel.abgerufen),
            "ziele": ziele,
        })
    };
    bilanz.liste.iter().map(one).collect()
}
