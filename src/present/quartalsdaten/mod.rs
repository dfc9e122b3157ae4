//! Quartalsdaten: cases and costs of a Sozialraum for its team, with what changed and where to look.
//!
//! In the team sit people from outside the administration, so every number on cases and costs comes from what the
//! Fachkreis may see ([`Sicht`]). What is computed from several numbers is shown only where all of them are.

mod begriffe;
mod bilder;
mod faelle;
mod geld;
mod gesondert;
mod kontext;
mod kopf;
mod kosten;
mod saetze;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use self::kontext::Kontext;
use super::Dokument;
pub use super::kernsaetze::Lauf;
use super::kernsaetze::{Kennzahlkachel, Kernsatz, kernsaetze};
use super::probe::Probe;
use super::rahmen::Rahmen;
use super::schaubild::Schaubild;
use super::zahlentabelle::Zahlentabelle;
use crate::disclosure::Sicht;
use crate::domain::auswertung::Auswertung;
use crate::domain::{RaumId, Stammdaten, Zielgruppe};

/// What `quartalsdaten.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: kopf::Kopf,
    leser: String,
    kennzahlen: Vec<Kennzahlkachel>,
    saetze: Saetze,
    verlauf: Bildabschnitt,
    faelle: Abschnitt,
    verhaeltnis: Option<Bildabschnitt>,
    kostenverlauf: Bildabschnitt,
    kosten: Kostenabschnitt,
    geld: Bildabschnitt,
    gesondert: Abschnitt,
    begriffe: Vec<begriffe::Begriff>,
    zeichen: String,
    herkunft: begriffe::Herkunft,
}

#[derive(Clone, Debug, Serialize)]
struct Saetze {
    titel: &'static str,
    saetze: Vec<Kernsatz>,
}

/// A section of a sentence, a chart and its table.
#[derive(Clone, Debug, Serialize)]
struct Bildabschnitt {
    titel: String,
    laeufe: Vec<Lauf>,
    bild: Option<Schaubild>,
    tabelle: Option<Zahlentabelle>,
}

/// A section of a sentence and a table.
#[derive(Clone, Debug, Serialize)]
struct Abschnitt {
    titel: String,
    laeufe: Vec<Lauf>,
    tabelle: Option<Zahlentabelle>,
}

impl Abschnitt {
    fn without_table(titel: String, why: String) -> Self {
        Self { titel, laeufe: vec![lauf(why)], tabelle: None }
    }
}

/// A section of tables under headings of their own.
#[derive(Clone, Debug, Serialize)]
struct Kostenabschnitt {
    titel: String,
    laeufe: Vec<Lauf>,
    tabellen: Vec<Zahlentabelle>,
}

/// Plain words.
fn lauf(text: impl Into<String>) -> Lauf {
    Lauf { text: text.into(), stark: false }
}

/// The Quartalsdaten of one Sozialraum.
///
/// There are none of Regionen and of the whole office: their totals by Hilfeart would tell so much of the Räume that a
/// fifth more of the numbers of these had to be kept secret.
pub fn quartalsdaten(
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    sicht: &Sicht<'_>,
    raum: &RaumId,
    heute: NaiveDate,
) -> Dokument {
    dokument(&Kontext::new(stammdaten, auswertung, sicht, raum, heute))
}

fn dokument(kontext: &Kontext<'_>) -> Dokument {
    let name = format!("quartalsdaten-{}", kontext.raum);
    let anhang_name = format!("{name}.json");
    let mut proben: Vec<Probe> = Vec::new();
    let mut keep = |more: Vec<Probe>| proben.extend(more);
    let (faelle, orte, more) = faelle::abschnitt(kontext);
    keep(more);
    let (kosten, more) = kosten::tabellen(kontext);
    keep(more);
    let (kopf, more) = kopf::kopf(kontext, &orte, &kosten);
    keep(more);
    let (kennzahlen, more) = kopf::kacheln(kontext, &orte);
    keep(more);
    let (saetze, more) = kernsaetze(saetze::saetze(kontext, &orte), "/saetze/saetze");
    keep(more);
    let (verlauf, more) = bilder::verlauf(kontext, &kopf.titel);
    keep(more);
    let (kostenverlauf, more) = bilder::kostenverlauf(kontext);
    keep(more);
    let (verhaeltnis, more) = bilder::verhaeltnis(kontext).unzip();
    keep(more.unwrap_or_default());
    let (geld, more) = geld::abschnitt(kontext);
    keep(more);
    let (gesondert, more) = gesondert::abschnitt(kontext);
    keep(more);
    let daten = Daten {
        rahmen: kopf::rahmen(kontext, &anhang_name),
        kopf,
        leser: kopf::leser(kontext),
        kennzahlen,
        saetze: Saetze { titel: "Was sich verändert hat und wohin zu schauen ist", saetze },
        verlauf,
        faelle,
        verhaeltnis,
        kostenverlauf,
        kosten,
        geld,
        gesondert,
        begriffe: begriffe::begriffe(kontext),
        zeichen: begriffe::zeichen(kontext),
        herkunft: begriffe::herkunft(kontext, &anhang_name),
    };
    Dokument {
        template: "quartalsdaten.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        pfad: format!("{}/{name}.pdf", kontext.quartal()),
        anhang: anhang(kontext),
        // Cannot fail on these structs: they hold texts, numbers and lists only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
        proben,
    }
}

/// Every figure that is printed, by its key, and where they come from.
fn anhang(kontext: &Kontext<'_>) -> Value {
    let figures = kontext.gedruckt().into_iter();
    let zahlen: Vec<Value> = figures.map(|(id, wert)| json!({ "id": id, "wert": wert })).collect();
    let quellen = begriffe::quellen(kontext).into_iter().map(|quelle| {
        json!({
            "art": quelle.art,
            "quartal": quelle.quartal,
            "teil": quelle.teil.map(|teil| teil.nummer),
            "fassung": quelle.version,
            "datei": quelle.datei,
            "sha256": quelle.sha256,
            "eingelesen_am": quelle.eingelesen_am,
        })
    });
    json!({
        "schema": "quartalsdaten/1",
        "quartal": kontext.quartal(),
        "stichtag": kontext.stichtag(),
        "raum": kontext.raum,
        "zielgruppe": Zielgruppe::Fachkreis.label(),
        "gesperrt": "Werte mit „.“ sind gesperrt; null: nicht geliefert oder ohne Sinn",
        "zahlen": zahlen,
        "quellen": quellen.collect::<Vec<_>>(),
    })
}
