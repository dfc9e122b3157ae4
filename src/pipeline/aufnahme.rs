//! `massnahme aufnehmen`: a filled form becomes a record, or changes one.
//!
//! Only what the form asks for is taken from it; decisions, scores, remarks and whatever else the office wrote stay. The
//! record is checked as a whole before its file is replaced.

mod datensatz;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::ausgabe::replace_record;
use super::eingang::require_file;
use super::workspace::Grundlage;
use super::{Antwort, Status, formulare};
use crate::domain::{MassnahmeId, Stammdaten};
use crate::error::{Error, Result};
use crate::finding::{Befund, refuses};
use crate::ingest::formular;
use crate::ingest::oeffnen::Hindernis;
use crate::ingest::oeffner::Oeffner;
use crate::plan::Plan;
use crate::present::befunde;
use crate::present::formular::unterschied::{Aenderung, aenderungen, zeilen};
use crate::rules::formular::{NICHT_LESBAR, Urteil, pruefen};
use crate::workspace::{self, Gelesen};

/// A record that a form makes or changes.
struct Vorhaben {
    /// `massnahme` or `evaluation`: the kind of file.
    art: &'static str,
    /// The file below the workspace's root.
    datei: String,
    /// The file as it is; none if it is new.
    alt: Option<workspace::File>,
    /// The record as it will be.
    neu: Map<String, Value>,
    /// What it is about, for people: „Angebot GWA-2026-03/A“.
    was: String,
    /// Whether that was not on record.
    ist_neu: bool,
    /// What was done for the office and has to be looked at.
    hinweise: Vec<String>,
}

/// `massnahme aufnehmen`: reads a form and writes its record. With `probe` nothing is written.
pub(super) fn aufnehmen(plan: &Plan, datei: &Path, massnahme: Option<&str>, probe: bool) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    require_file(datei)?;
    let asked = massnahme.map(|typed| formulare::find(stammdaten, typed)).transpose()?.map(|found| found.id.clone());
    let name = datei.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut urteil = judge(plan, stammdaten, datei, &name)?;
    let vorhaben = match (&urteil.kennung, urteil.inhalt.take()) {
        (Some(kennung), Some(inhalt)) => {
            let mut more = Vec::new();
            let vorhaben = datensatz::vorhaben(plan, stammdaten, kennung, inhalt, asked.as_ref(), &mut more)?;
            urteil.befunde.extend(more);
            urteil.befunde.sort_by_key(|befund| std::cmp::Reverse(befund.schwere));
            vorhaben
        }
        _ => None,
    };
    match vorhaben.filter(|_| !refuses(&urteil.befunde)) {
        Some(vorhaben) => take_in(plan, stammdaten, &name, vorhaben, &urteil.befunde, probe),
        None => Ok(refused(plan, &grundlage, &name, &urteil.befunde)),
    }
}

/// Opens the file, in a process of its own, and holds it against the rules.
fn judge(plan: &Plan, stammdaten: &Stammdaten, datei: &Path, name: &str) -> Result<Urteil> {
    let oeffner = Oeffner::new(plan.lesart.clone(), stammdaten.einstellungen.lesen);
    let read = oeffner.bytes_of(datei).and_then(|bytes| formular::read(name, &bytes, &oeffner));
    if let Some(error) = oeffner.failure() {
        return Err(error);
    }
    Ok(match read {
        Ok(bogen) => pruefen(&bogen, stammdaten, plan.heute),
        Err(hindernis) => {
            let befund = NICHT_LESBAR.befund(Vec::new(), obstacle(&hindernis), "eine lesbare Datei (.xlsx oder .ods)");
            Urteil { kennung: None, inhalt: None, befunde: vec![befund] }
        }
    })
}

/// Why a file could not be read, in a few words.
fn obstacle(hindernis: &Hindernis) -> String {
    match hindernis {
        Hindernis::KeinZugriff(why) => why.clone(),
        Hindernis::Leer => "eine leere Datei".to_owned(),
        Hindernis::Kennwort => "eine verschlüsselte Datei".to_owned(),
        Hindernis::FalscheArt(kind) => kind.clone().into_owned(),
        Hindernis::Beschaedigt | Hindernis::Lesefehler | Hindernis::Pruefungsabbruch => {
            "eine beschädigte Datei".to_owned()
        }
        Hindernis::ZuGross => "eine zu große Datei".to_owned(),
        Hindernis::Sperrdatei => "die Sperrdatei eines Programms, in dem das Formular noch offen ist".to_owned(),
        Hindernis::Zeit => "eine Datei, deren Lesen zu lange dauert".to_owned(),
        Hindernis::Speicher => "eine Datei, deren Lesen zu viel Speicher braucht".to_owned(),
    }
}

/// The answer to a form that is not taken in.
fn refused(plan: &Plan, grundlage: &Grundlage, name: &str, found: &[Befund]) -> Antwort {
    let most = grundlage.stammdaten.einstellungen.befunde.hoechstens_je_regel;
    let head = format!("{name}: nicht aufgenommen, {}", befunde::counts(found));
    Antwort {
        text: format!("{head}\n{}", befunde::text(found, plan.ausfuehrlich, most)),
        json: json!({ "datei": name, "aufgenommen": false, "befunde": found }),
        status: Status::Befunde,
    }
}

/// Writes the record, if it differs and the workspace is right with it.
fn take_in(
    plan: &Plan,
    stammdaten: &Stammdaten,
    name: &str,
    vorhaben: Vorhaben,
    found: &[Befund],
    probe: bool,
) -> Result<Antwort> {
    let Vorhaben { art, datei, alt, neu, was, ist_neu, mut hinweise } = vorhaben;
    let differences = alt.as_ref().map(|file| workspace::unterschiede(file, &neu)).unwrap_or_default();
    let changes = aenderungen(&differences, &offers(&neu));
    let text = match &alt {
        Some(_) if differences.is_empty() => None,
        Some(file) => {
            let (text, kept) = workspace::aendern(art, file, &neu);
            if !kept {
                hinweise.push(
                    "Die Datei war anders aufgebaut als üblich und wurde neu geschrieben; Anmerkungen darin \
                               sind entfallen."
                        .to_owned(),
                );
            }
            Some(text)
        }
        None => Some(workspace::neuer_datensatz(art, &neu)),
    };
    if let Some(text) = &text {
        let checked = workspace::load_with(&plan.arbeitsbereich, Some((&datei, text)));
        match checked {
            Ok(checked) => {
                let ours = checked.warnungen.iter().filter(|place| *place.datei == *datei);
                hinweise.extend(ours.map(|place| place.render(plan.farbe)));
            }
            Err(places) => {
                let texts: Vec<_> = places.iter().map(|place| place.render(plan.farbe)).collect();
                let message = format!("Der Datensatz wäre mit diesem Formular fehlerhaft\n\n{}", texts.join("\n\n"));
                return Err(
                    Error::new(message).remedy("Das Formular oder den Datensatz berichtigen; geändert ist nichts")
                );
            }
        }
        if !probe {
            let before = alt.as_ref().map(|file| file.text.as_bytes());
            replace_record(&plan.arbeitsbereich.join(&datei), before, text.as_bytes())?;
        }
    }
    let outcome = match (&text, ist_neu) {
        (None, _) => "unverändert",
        (Some(_), true) if probe => "würde neu angelegt",
        (Some(_), true) => "neu angelegt",
        (Some(_), false) if probe => "würde geändert",
        (Some(_), false) => "geändert",
    };
    Ok(answer(plan, stammdaten, &Ergebnis { name, was: &was, datei: &datei, outcome, changes, hinweise, found }))
}

/// What an answer tells.
struct Ergebnis<'a> {
    name: &'a str,
    was: &'a str,
    datei: &'a str,
    outcome: &'static str,
    changes: Vec<Aenderung>,
    hinweise: Vec<String>,
    found: &'a [Befund],
}

fn answer(plan: &Plan, stammdaten: &Stammdaten, ergebnis: &Ergebnis<'_>) -> Antwort {
    let Ergebnis { name, was, datei, outcome, changes, hinweise, found } = ergebnis;
    let mut lines = vec![format!("{name}: {was} {outcome} ({datei})")];
    lines.extend(zeilen(changes));
    let most = stammdaten.einstellungen.befunde.hoechstens_je_regel;
    lines.push(befunde::text(found, plan.ausfuehrlich, most));
    lines.extend(hinweise.iter().map(|hinweis| format!("  {hinweis}")));
    lines.retain(|line| !line.is_empty());
    Antwort {
        text: lines.join("\n"),
        json: json!({
            "datei": name,
            "aufgenommen": true,
            "datensatz": datei,
            "ergebnis": outcome,
            "aenderungen": changes,
            "hinweise": hinweise,
            "befunde": found,
        }),
        status: Status::Fertig,
    }
}

/// The keys of a record's offers, in its order.
fn offers(record: &Map<String, Value>) -> Vec<String> {
    let offers = record.get("angebote").and_then(Value::as_array).into_iter().flatten();
    offers.map(|offer| offer.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()).collect()
}

/// The file of a record, with its places; none if there is no such file.
fn record_file<T: for<'de> serde::Deserialize<'de>>(plan: &Plan, datei: &str) -> Result<Option<workspace::File>> {
    if !fs::exists(plan.arbeitsbereich.join(datei)).unwrap_or(false) {
        return Ok(None);
    }
    match workspace::read_typed::<T>(&plan.arbeitsbereich, datei) {
        Ok(Gelesen { file, .. }) => Ok(Some(file)),
        Err(places) => {
            let texts: Vec<_> = places.iter().map(|place| place.render(plan.farbe)).collect();
            Err(Error::new(format!("Der Datensatz ist fehlerhaft\n\n{}", texts.join("\n\n"))))
        }
    }
}

/// The file of a Maßnahme.
fn massnahme_datei(id: &MassnahmeId) -> String {
    format!("data/massnahmen/{id}.toml")
}
