//! What a run says for itself: `lauf.json` for programs, the Prüfprotokoll on one page for people.

use std::fs;

use serde_json::{Value, json};

use super::ausgabe::Datei;
use super::eingaben::Eingabe;
use super::eingang::{Aufnahme, Eingelesen};
use super::offenlegung::Offenlegung;
use super::{bericht, rechenprobe};
use crate::domain::Zielgruppe;
use crate::domain::auswertung::Auswertung;
use crate::domain::befundregeln::Schwere;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::post::Zustand;
use crate::domain::pruefsumme::sha256;
use crate::domain::zelle::Messgroesse;
use crate::domain::{Betrag, Stammdaten};
use crate::error::{Error, Result};
use crate::finding::Befund;
use crate::plan::Plan;
use crate::present::probe::Bilanz;
use crate::present::pruefprotokoll::{self, Nachweis, Postbilanz, Schutzlage, Spielraum, Zeitraum};
use crate::rules;
use crate::store::{Ausgabe, Bestand};

use super::Still;

/// What a run has checked of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Pruefung {
    /// What was recomputed of printed numbers.
    pub(super) bilanz: Bilanz,
    /// How many figures were computed a second time.
    pub(super) kennzahlen: usize,
    /// How well small numbers are protected, by audience.
    pub(super) schutz: Vec<(Zielgruppe, Schutzlage)>,
    /// The same in full, for programs.
    pub(super) geheimhaltung: Value,
    /// Severity and kind of each finding of the deliveries that count.
    pub(super) befunde: Vec<(Schwere, String)>,
    /// How many deliveries were refused.
    pub(super) abgelehnt: usize,
}

impl Pruefung {
    /// How much was recomputed, for programs.
    pub(super) fn rechenprobe(&self) -> Value {
        json!({ "gedruckt": self.bilanz.gedruckt, "kennzahlen": self.kennzahlen })
    }

    /// Notes how small numbers are protected.
    pub(super) fn add_offenlegung(&mut self, offenlegung: &Offenlegung) {
        self.geheimhaltung = offenlegung.protocols();
        self.schutz = offenlegung.schutzlagen();
    }

    /// Notes findings that were noted at intake.
    pub(super) fn add_noted(&mut self, noted: &[Befundliste]) {
        for befund in noted.iter().flat_map(|liste| &liste.befunde) {
            self.befunde.push((befund.schwere, kind_of(befund)));
        }
    }

    /// The same over several periods.
    pub(super) fn add(&mut self, other: Self) {
        self.bilanz.dokumente += other.bilanz.dokumente;
        self.bilanz.gedruckt += other.bilanz.gedruckt;
        self.bilanz.gerundet += other.bilanz.gerundet;
        self.kennzahlen += other.kennzahlen;
        self.befunde.extend(other.befunde);
        for (zielgruppe, lage) in other.schutz {
            match self.schutz.iter_mut().find(|(known, _)| *known == zielgruppe) {
                Some((_, sum)) => *sum = sum.with(lage),
                None => self.schutz.push((zielgruppe, lage)),
            }
        }
    }
}

/// "Text im Betrag".
fn kind_of(befund: &Befund) -> String {
    rules::regel(&befund.regel).map_or_else(|| befund.regel.to_string(), |regel| regel.titel.to_owned())
}

/// The narrowest suppressed number, as far as it can be guessed.
pub(super) fn spielraum(groesse: Messgroesse, von: i64, bis: i64) -> Spielraum {
    let apart = bis.saturating_sub(von);
    match groesse {
        Messgroesse::Aufwand | Messgroesse::Ertrag | Messgroesse::Zuschussbedarf => {
            Spielraum::Betrag(Betrag::from_cents(apart))
        }
        _ => Spielraum::Faelle(apart),
    }
}

/// Findings of one delivery, as they were noted at intake.
pub(super) struct Befundliste {
    datei: String,
    befunde: Vec<Befund>,
}

/// The findings of the deliveries that the figures come from.
pub(super) fn noted_findings(bestand: &Bestand, auswertung: &Auswertung) -> Result<Vec<Befundliste>> {
    let mut noted = Vec::new();
    for quelle in &auswertung.quellen {
        let Some(eintrag) = bestand.eintrag_by_hash(&quelle.sha256)? else { continue };
        let befunde = bestand.befunde(&eintrag)?;
        if !befunde.is_empty() {
            noted.push(Befundliste { datei: quelle.datei.clone(), befunde });
        }
    }
    Ok(noted)
}

/// What `lauf.json` of a quarter is made from.
pub(super) struct Quartalsprotokoll<'a> {
    pub(super) eingaben: &'a [Eingabe],
    pub(super) auswertung: &'a Auswertung,
    pub(super) dateien: &'a [Datei],
    pub(super) eingelesen: &'a [Eingelesen],
    pub(super) zeichen: &'a [String],
    pub(super) noted: &'a [Befundliste],
    pub(super) pruefung: &'a Pruefung,
}

/// `lauf.json`: what the run was made from and what it made.
pub(super) fn of_quarter(plan: &Plan, quelle: &Quartalsprotokoll<'_>) -> Result<Value> {
    let quellen: Vec<_> = quelle
        .auswertung
        .quellen
        .iter()
        .map(|quelle| {
            json!({
                "art": quelle.art,
                "quartal": quelle.quartal,
                "teil": quelle.teil.map(|teil| teil.nummer),
                "fassung": quelle.version,
                "datei": quelle.datei,
                "sha256": quelle.sha256,
                "eingelesen_am": quelle.eingelesen_am,
            })
        })
        .collect();
    let refused: Vec<_> = quelle
        .eingelesen
        .iter()
        .filter_map(|file| match &file.aufnahme {
            Aufnahme::Abgelehnt(befunde) => Some(json!({ "datei": file.datei, "befunde": befunde })),
            Aufnahme::Neu(..) | Aufnahme::Bekannt(_) => None,
        })
        .collect();
    let noted: Vec<_> =
        quelle.noted.iter().map(|liste| json!({ "datei": liste.datei, "befunde": liste.befunde })).collect();
    Ok(json!({
        "schema": "lauf/1",
        "programm": env!("CARGO_PKG_VERSION"),
        "quartal": quelle.auswertung.kennzahlen.quartal,
        "heute": plan.heute,
        "einstellungen": settings(plan)?,
        "quellen": quellen,
        "eingaben": quelle.eingaben,
        "ausgaben": hashes(quelle.dateien),
        "rechenprobe": quelle.pruefung.rechenprobe(),
        "geheimhaltung": quelle.pruefung.geheimhaltung,
        "befunde": {
            "abgelehnt": refused,
            "angenommen": noted,
            "luecken": quelle.auswertung.luecken,
            "zeichen": quelle.zeichen,
        },
    }))
}

/// Path and SHA-256 of each file.
fn hashes(dateien: &[Datei]) -> Vec<Value> {
    dateien.iter().map(|datei| json!({ "pfad": datei.pfad, "sha256": sha256(&datei.bytes) })).collect()
}

/// What the page is made from beside what the run has checked.
pub(super) struct Seitenquelle<'a> {
    pub(super) stammdaten: &'a Stammdaten,
    pub(super) zeitraum: Zeitraum,
    /// Folder below `reports/`.
    pub(super) ordner: String,
    pub(super) eingaben: &'a [Eingabe],
    pub(super) ausgaben: &'a [Ausgabe],
    pub(super) zu_sehen: &'a [String],
    pub(super) pruefung: &'a Pruefung,
    pub(super) post: Option<Postbilanz>,
}

/// The two files of a protocol: `lauf.json`, and the page that carries it.
pub(super) fn files(plan: &Plan, quelle: &Seitenquelle<'_>, lauf: Value) -> Result<[Datei; 2]> {
    let ordner = &quelle.ordner;
    let json = Datei { pfad: format!("{ordner}/lauf.json"), bytes: pretty(&lauf) };
    let file = |pfad: &'_ str, sha256: &'_ str, groesse| -> (String, String, Option<u64>) {
        (pfad.to_owned(), sha256.to_owned(), groesse)
    };
    let eingaben: Vec<_> = quelle.eingaben.iter().map(|one| file(&one.pfad, &one.sha256, None)).collect();
    let ausgaben: Vec<_> = quelle.ausgaben.iter().map(|one| file(&one.pfad, &one.sha256, Some(one.groesse))).collect();
    let nachweis = Nachweis {
        stammdaten: quelle.stammdaten,
        heute: plan.heute,
        zeitraum: quelle.zeitraum.clone(),
        pfad: format!("{ordner}/pruefprotokoll.pdf"),
        eingaben: borrowed(&eingaben),
        befunde: quelle.pruefung.befunde.clone(),
        abgelehnt: quelle.pruefung.abgelehnt,
        zu_sehen: quelle.zu_sehen,
        bilanz: quelle.pruefung.bilanz,
        kennzahlen: quelle.pruefung.kennzahlen,
        schutz: quelle.pruefung.schutz.clone(),
        ausgaben: borrowed(&ausgaben),
        post: quelle.post,
    };
    let dokument = pruefprotokoll::pruefprotokoll(&nachweis, lauf);
    let geprueft = rechenprobe::geprueft(plan, vec![dokument], &Gegenrechnung::default())?;
    let mut pdfs = bericht::typeset(plan, &geprueft, &Still)?;
    match pdfs.pop() {
        Some(pdf) => Ok([json, Datei { pfad: pdf.pfad, bytes: pdf.bytes }]),
        None => Err(Error::new("Das Prüfprotokoll ließ sich nicht setzen")),
    }
}

fn borrowed(files: &[(String, String, Option<u64>)]) -> Vec<pruefprotokoll::Datei<'_>> {
    files.iter().map(|(pfad, sha256, groesse)| pruefprotokoll::Datei { pfad, sha256, groesse: *groesse }).collect()
}

/// How many mails stand where; none where none was ever planned.
pub(super) fn mails(bestand: &Bestand) -> Result<Option<Postbilanz>> {
    let post = bestand.post()?;
    if post.is_empty() {
        return Ok(None);
    }
    let count = |wanted: &[Zustand]| post.iter().filter(|eintrag| wanted.contains(&eintrag.zustand)).count();
    Ok(Some(Postbilanz {
        angenommen: count(&[Zustand::Angenommen]),
        entwuerfe: count(&[Zustand::Entwurf]),
        geplant: count(&[Zustand::Geplant]),
        abgelehnt: count(&[Zustand::Abgelehnt]),
        ungewiss: count(&[Zustand::Ungewiss, Zustand::Begonnen]),
    }))
}

/// The settings of the run as they stand in their file.
pub(super) fn settings(plan: &Plan) -> Result<Value> {
    let path = plan.arbeitsbereich.join(crate::workspace::EINSTELLUNGEN);
    let text = fs::read_to_string(&path)
        .map_err(|cause| Error::io("Die Einstellungen lassen sich nicht lesen", &path, &cause))?;
    let table: toml::Table =
        toml::from_str(&text).map_err(|_| Error::new("Die Einstellungen sind kein gültiges TOML").at(&path))?;
    Ok(json_of(&toml::Value::Table(table)))
}

/// TOML as JSON; dates as text.
fn json_of(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json_of(value))).collect(),
        toml::Value::Array(items) => items.iter().map(json_of).collect(),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
        toml::Value::Datetime(date) => json!(date.to_string()),
        // No setting is a binary fraction; should one come, its text is kept.
        toml::Value::Float(number) => json!(number.to_string()),
    }
}

/// JSON as it is written: readable, with a line end.
pub(super) fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
