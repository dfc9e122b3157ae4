//! The yearly report to the body that steers (`bericht steuerung`): what was granted, paid and proven for which Maßnahme,
//! by Förderjahr and over all, what came of it, and which rules were not kept.
//!
//! It comes out of records and bookings of Maßnahmen alone: no figure on single cases stands in it, so nothing is kept
//! secret. People from freie Träger sit in the body: it is a paper of the Fachkreis.

mod anhang;
mod auswahl;
mod budget;
mod foerderjahre;
mod hinweise;
mod kopf;
mod liste;
mod proben;
mod regeln;
mod wirkung;
mod worte;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;

pub use self::auswahl::Gebucht;
use self::auswahl::Kontext;
use self::kopf::{Kennzahl, Kopf};
use super::Dokument;
use super::evaluation::{Eintrag, Lauf};
use super::rahmen::Rahmen;
use crate::domain::auswertung::Auswertung;
use crate::domain::{Stammdaten, Zielgruppe};

/// What `steuerung.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    wort: String,
    rahmen: Rahmen,
    kopf: Kopf,
    absatz: Vec<Lauf>,
    kennzahlen: [Vec<Kennzahl>; 2],
    hinweise: hinweise::Hinweise,
    budgets: Vec<budget::Budgettabelle>,
    liste: liste::Liste,
    foerderjahre: foerderjahre::Foerderjahre,
    wirkung: wirkung::Wirkung,
    regeln: regeln::Regelteil,
    begriffe: Vec<Eintrag>,
    zeichen: &'static str,
    herkunft: worte::Herkunft,
}

/// The report of a year. `auswertung` are the figures of its last quarter with a delivery, `gebucht` what was booked in
/// earlier years.
pub fn bericht(
    stammdaten: &Stammdaten,
    jahr: i32,
    auswertung: &Auswertung,
    gebucht: &Gebucht,
    heute: NaiveDate,
) -> Dokument {
    let kontext = Kontext::new(stammdaten, jahr, auswertung, gebucht, heute);
    let anhang_name = format!("steuerungsbericht-{jahr}.json");
    let budgets = budget::budgets(&kontext);
    let foerderjahre = foerderjahre::foerderjahre(&kontext);
    let wirkung = wirkung::wirkung(&kontext);
    let regeln = regeln::regeln(&kontext);
    let lage = kopf::Lage::new(&kontext, &regeln);
    let daten = Daten {
        wort: kontext.wort().einzahl().to_owned(),
        rahmen: kopf::rahmen(&kontext, &anhang_name),
        kopf: kopf::kopf(&kontext, &lage),
        absatz: kopf::absatz(&kontext, &lage),
        kennzahlen: kopf::kennzahlen(&kontext, &lage),
        hinweise: hinweise::hinweise(&kontext, &lage),
        budgets: budgets.iter().map(|(_, table)| table.clone()).collect(),
        liste: liste::liste(&kontext),
        foerderjahre,
        wirkung,
        regeln,
        begriffe: worte::begriffe(&kontext),
        zeichen: worte::ZEICHEN,
        herkunft: worte::herkunft(&kontext, &anhang_name),
    };
    let keys: Vec<_> = budgets.into_iter().map(|(keys, _)| keys).collect();
    // Cannot fail on these structs: they hold texts, numbers and lists only.
    let daten = serde_json::to_value(&daten).unwrap_or_default();
    Dokument {
        template: "steuerung.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: proben::proben(&daten, &keys),
        pfad: format!("{jahr}/steuerungsbericht.pdf"),
        anhang: anhang::anhang(&kontext, &lage),
        daten,
    }
}
