//! The raw figures of a document, attached to its PDF: amounts as decimal texts, as in `kennzahlen.json`.

use serde_json::{Value, json};

use super::kontext::Kontext;
use super::massnahmen::Posten;
use super::to_value;
use crate::domain::auswertung::{MassnahmeKennzahl, Quelle};
use crate::domain::budget::Einheit;
use crate::domain::kennung::{Kennungen, Kennzahl};
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::lieferung::Lieferart;

/// Fields that no booking changes.
const FROM_RECORDS: [&str; 7] =
    ["ansatz", "nachtrag", "uebertrag", "umschichtung", "verfuegbar", "bewilligt", "zeitanteil"];

/// The figures that a document prints, with their keys.
pub(super) fn gedruckt<'a>(
    kontext: &Kontext<'a>,
    budget: &'a [&'a BudgetKennzahl],
    liste: &[Posten<'_>],
) -> Vec<Kennzahl<'a>> {
    let kennungen = Kennungen::new(kontext.auswertung);
    let mut all: Vec<_> = budget.iter().flat_map(|line| kennungen.budget(line)).collect();
    all.extend(massnahmen(kontext, liste).flat_map(|line| kennungen.massnahme(line)));
    all
}

/// Maßnahmen of a document in the budgets that it is about.
fn massnahmen<'a>(kontext: &Kontext<'a>, liste: &[Posten<'_>]) -> impl Iterator<Item = &'a MassnahmeKennzahl> {
    let pays = |zeile: &MassnahmeKennzahl| {
        liste.iter().any(|posten| posten.id == &zeile.massnahme && posten.zahler.contains(&zeile.raum.as_str()))
    };
    let budgetart = kontext.budgetart;
    kontext.auswertung.massnahmen.iter().filter(move |zeile| zeile.budgetart == budgetart && pays(zeile))
}

/// Key, value, formula and deliveries of each printed figure.
fn kennzahlen(kontext: &Kontext<'_>, gedruckt: &[Kennzahl<'_>]) -> Vec<Value> {
    let bookings: Vec<&str> = kontext
        .auswertung
        .quellen
        .iter()
        .filter(|quelle| quelle.art == Lieferart::Kosten && quelle.quartal.jahr() == kontext.haushaltsjahr())
        .map(|quelle| quelle.sha256.as_str())
        .collect();
    let one = |kennzahl: &Kennzahl<'_>| {
        json!({
            "id": kennzahl.id,
            "wert": kennzahl.wert.text(),
            "formel": kennzahl.formel,
            "lieferungen": if FROM_RECORDS.contains(&kennzahl.feld) { &[][..] } else { bookings.as_slice() },
        })
    };
    gedruckt.iter().map(one).collect()
}

/// What changed against the version that was reported last, in full.
fn korrektur(kontext: &Kontext<'_>, gedruckt: &[Kennzahl<'_>]) -> Option<Value> {
    let korrektur = kontext.auswertung.korrektur.as_ref()?;
    let printed = |id: &str| gedruckt.iter().any(|kennzahl| kennzahl.id == id);
    let hashes = |quellen: &[Quelle]| quellen.iter().map(|quelle| quelle.sha256.clone()).collect::<Vec<_>>();
    let changed: Vec<_> = korrektur.geaendert.iter().filter(|aenderung| printed(&aenderung.id)).collect();
    Some(json!({
        "vorige_vom": korrektur.vorige_vom,
        "ersetzt": hashes(&korrektur.ersetzt),
        "neu": hashes(&korrektur.neu),
        "geaendert": changed,
    }))
}

/// The figures of a document. `keys` name its budgets in the course of the year.
pub(super) fn anhang(
    kontext: &Kontext<'_>,
    titel: &str,
    budget: &[&BudgetKennzahl],
    gedruckt: &[Kennzahl<'_>],
    liste: &[Posten<'_>],
    keys: &[&str],
) -> Value {
    let massnahmen: Vec<Value> = massnahmen(kontext, liste)
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
        "kennzahlen": kennzahlen(kontext, gedruckt),
        "korrektur": korrektur(kontext, gedruckt),
    })
}
