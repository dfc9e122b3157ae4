//! The figures of the report for machines, attached to the PDF.

use serde_json::{Value, json};

use super::auswahl::{Foerderjahr, Kontext, Nachweislage};
use super::kopf::Lage;
use super::liste::{rechnung, zuwendung};
use super::wirkung::Ergebnis;
use crate::domain::bewilligung::bewilligt_in;
use crate::present::evaluation::auswahl::Stufe;

/// Amounts as decimal texts, what is not known as null.
pub(super) fn anhang(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Value {
    let known = kontext.kennt_ist();
    let massnahmen: Vec<Value> = kontext
        .massnahmen
        .iter()
        .map(|(_, massnahme)| {
            let found = rechnung(kontext, massnahme).filter(|_| massnahme.bewilligung.is_some());
            json!({
                "id": massnahme.id,
                "titel": massnahme.titel,
                "zustand": kontext.zustand(massnahme),
                "beginn": massnahme.laufzeit.beginn,
                "ende": massnahme.laufzeit.ende,
                "zuwendung": zuwendung(massnahme),
                "im_jahr": bewilligt_in(massnahme, kontext.jahr),
                "finanzierungsart": found.map(|found| found.grundlagen.art.wort()),
                "eigenanteil": found.map(|found| found.eigenanteil),
            })
        })
        .collect();
    json!({
        "schema": "steuerung/1",
        "jahr": kontext.jahr,
        "stand": kontext.heute.to_string(),
        "gremium": kontext.gremium(),
        "budget": {
            "stichtag": kontext.auswertung.kennzahlen.stichtag.to_string(),
            "ansatz": lage.ansatz,
            "verfuegbar": lage.verfuegbar,
            "bewilligt": lage.bewilligt,
            "ist": known.then_some(lage.ist),
            "frei": known.then_some(lage.frei),
        },
        "massnahmen": massnahmen,
        "foerderjahre": lage.foerderjahre.iter().map(foerderjahr).collect::<Vec<_>>(),
        "evaluationen": lage.ergebnisse.iter().map(ergebnis).collect::<Vec<_>>(),
    })
}

fn foerderjahr(jahr: &Foerderjahr<'_>) -> Value {
    let mut value = json!({
        "massnahme": jahr.massnahme.id,
        "jahr": jahr.jahr,
        "bewilligt": jahr.bewilligt,
        "ausgezahlt": jahr.ausgezahlt,
    });
    let more = match &jahr.lage {
        Nachweislage::NichtVerlangt => json!({ "nachweis": "nicht verlangt" }),
        Nachweislage::NichtFaellig(due) => json!({ "nachweis": "nicht fällig", "faellig": due.faellig.to_string() }),
        Nachweislage::Ausstehend(due) => json!({ "nachweis": "ausstehend", "faellig": due.faellig.to_string() }),
        Nachweislage::OhneZahlen(due) => json!({ "nachweis": "ohne Zahlen", "faellig": due.faellig.to_string() }),
        Nachweislage::Liegt { faellig, nachweis, abrechnung } => json!({
            "nachweis": "liegt vor",
            "faellig": faellig.faellig.to_string(),
            "eingang": nachweis.eingang,
            "geprueft_am": nachweis.geprueft_am,
            "belegt": abrechnung.jahr.ausgaben_ist(),
            "zuwendung": abrechnung.jahr.rechnung.zuwendung,
            "schlussnachweis": nachweis.schlussnachweis,
            "rueckforderung": abrechnung.massgeblich().rueckforderung(),
            "restzahlung": abrechnung.massgeblich().restzahlung(),
        }),
    };
    if let (Value::Object(all), Value::Object(more)) = (&mut value, more) {
        all.extend(more);
    }
    value
}

fn ergebnis(one: &Ergebnis<'_>) -> Value {
    let grade: serde_json::Map<String, Value> =
        Stufe::ALLE.into_iter().map(|stufe| (stufe.wort().to_owned(), one.zaehlung.zahl(stufe).into())).collect();
    json!({
        "massnahme": one.massnahme.id,
        "halbjahr": one.evaluation.map(|evaluation| evaluation.halbjahr.to_string()),
        "empfehlung": one.evaluation.map(|evaluation| evaluation.empfehlung),
        "fehlend": one.fehlend.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "ziele": grade,
    })
}
