//! What was delivered when, and what counts; whether the store is sound, and how it is built anew.

use std::path::Path;

use serde_json::json;

use super::workspace::Grundlage;
use super::{Antwort, Status};
use crate::domain::Quartal;
use crate::error::{Error, Result};
use crate::ingest::AktenzeichenKey;
use crate::ingest::oeffner::Oeffner;
use crate::plan::Plan;
use crate::present::tabelle::Tabelle;
use crate::present::zahl;
use crate::render::terminal;
use crate::rules;
use crate::store::{Bestand, Eintrag, Ergebnis, Mangel, Neuaufbau};

/// `lieferungen`: every version, and which one counts.
pub(super) fn lieferungen(plan: &Plan, quartal: Option<Quartal>) -> Result<Antwort> {
    let bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let mut eintraege = bestand.eintraege()?;
    if let Some(quartal) = quartal {
        eintraege.retain(|eintrag| eintrag.quartal == Some(quartal));
    }
    let mut tabelle = Tabelle::new(
        "Lieferungen",
        &[
            ">Nr.",
            "Quartal",
            "Art",
            "Teil",
            ">Fassung",
            "gilt",
            "eingelesen",
            ">Zeilen",
            ">Befunde",
            "SHA-256",
            "Datei",
        ],
    );
    let mut objects = Vec::new();
    for eintrag in &eintraege {
        let gilt = counts(&bestand, eintrag)?;
        let state = match (eintrag.ergebnis, gilt) {
            (Ergebnis::Abgelehnt, _) => "abgelehnt",
            (Ergebnis::Angenommen, true) => "ja",
            (Ergebnis::Angenommen, false) => "ersetzt",
        };
        let teil = eintrag.teil.map(|teil| format!("{} von {}", teil.nummer, teil.von)).unwrap_or_default();
        tabelle.push(vec![
            eintrag.id.to_string(),
            eintrag.quartal.map_or_else(|| zahl::UNBEKANNT.to_owned(), |quartal| quartal.to_string()),
            eintrag.art.map_or(zahl::UNBEKANNT, |art| art.label()).to_owned(),
            teil,
            eintrag.version.map(|version| version.to_string()).unwrap_or_default(),
            state.to_owned(),
            zahl::tag(eintrag.eingelesen_am),
            zahl::zahl(eintrag.zeilen.into(), 0),
            eintrag.befunde.to_string(),
            zahl::hash_kurz(&eintrag.sha256),
            eintrag.datei.clone(),
        ]);
        objects.push(json!({
            "nummer": eintrag.id,
            "quartal": eintrag.quartal,
            "art": eintrag.art,
            "teil": eintrag.teil.map(|teil| teil.nummer),
            "fassung": eintrag.version,
            "gilt": gilt,
            "ergebnis": if eintrag.ergebnis == Ergebnis::Angenommen { "angenommen" } else { "abgelehnt" },
            "eingelesen_am": eintrag.eingelesen_am,
            "geloescht_am": eintrag.geloescht_am,
            "zeilen": eintrag.zeilen,
            "befunde": eintrag.befunde,
            "layout": eintrag.layout,
            "datei": eintrag.datei,
            "sha256": eintrag.sha256,
        }));
    }
    let text = if eintraege.is_empty() {
        "Noch ist keine Lieferung eingelesen.".to_owned()
    } else {
        terminal::tabelle(&tabelle)
    };
    Ok(Antwort { text, json: json!({ "lieferungen": objects }), status: Status::Fertig })
}

fn counts(bestand: &Bestand, eintrag: &Eintrag) -> Result<bool> {
    let (Some(art), Some(quartal)) = (eintrag.art, eintrag.quartal) else { return Ok(false) };
    Ok(bestand.geltend(art, quartal)?.eintraege.iter().any(|geltend| geltend.id == eintrag.id))
}

/// `bestand pruefen`: the store held against its ledger.
pub(super) fn pruefen(plan: &Plan) -> Result<Antwort> {
    super::workspace::require(plan)?;
    let bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let maengel = bestand.check()?;
    let count = bestand.eintraege()?.len();
    let text = if maengel.is_empty() {
        format!("Der Bestand ist in Ordnung: {count} Lieferungen, alle Dateien wie aufgenommen.")
    } else {
        let one = |mangel: &Mangel| format!("{}: {}\n  Abhilfe: {}", mangel.datei, mangel.was, mangel.abhilfe);
        format!("Im Bestand stimmt etwas nicht:\n{}", maengel.iter().map(one).collect::<Vec<_>>().join("\n"))
    };
    let objects: Vec<_> = maengel
        .iter()
        .map(|mangel| json!({ "datei": mangel.datei, "was": mangel.was, "abhilfe": mangel.abhilfe }))
        .collect();
    Ok(Antwort { text, json: json!({ "maengel": objects }), status: Status::of(!maengel.is_empty()) })
}

/// `bestand neu`: damaged rows are built anew from the kept deliveries, byte by byte as they were.
pub(super) fn neu(plan: &Plan) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let mut lines = Vec::new();
    let mut objects = Vec::new();
    let mut failed = false;
    for eintrag in bestand.eintraege()?.iter().filter(|eintrag| eintrag.bestand_datei.is_some()) {
        let outcome = rebuild(plan, &grundlage, &bestand, eintrag)?;
        let word = match &outcome {
            Neuaufbau::Unversehrt => continue,
            Neuaufbau::Wiederhergestellt => "wiederhergestellt, Byte für Byte wie beim Einlesen".to_owned(),
            Neuaufbau::NichtMoeglich(why) => {
                failed = true;
                format!("NICHT wiederhergestellt: {why}")
            }
        };
        objects.push(json!({ "datei": eintrag.datei, "ergebnis": word }));
        lines.push(format!("{}: {word}", eintrag.datei));
    }
    if lines.is_empty() {
        lines.push("Nichts zu tun: Alle Zeilen im Bestand sind unversehrt.".to_owned());
    }
    Ok(Antwort { text: lines.join("\n"), json: json!({ "lieferungen": objects }), status: Status::of(failed) })
}

fn rebuild(plan: &Plan, grundlage: &Grundlage, bestand: &Bestand, eintrag: &Eintrag) -> Result<Neuaufbau> {
    if bestand.rows_are_intact(eintrag) {
        return Ok(Neuaufbau::Unversehrt);
    }
    let Some((bytes, vorgabe)) = bestand.raw(eintrag) else {
        let why = if eintrag.geloescht_am.is_some() {
            "die aufbewahrte Lieferung ist nach Ablauf der Frist gelöscht; nur die Datensicherung hilft"
        } else {
            "die aufbewahrte Lieferung fehlt oder ist verändert"
        };
        return Ok(Neuaufbau::NichtMoeglich(why.to_owned()));
    };
    let key_path = bestand.key_path();
    let key = AktenzeichenKey::load_or_make(&key_path)
        .map_err(|cause| Error::io("Der Schlüssel für Aktenzeichen ist nicht verfügbar", &key_path, &cause))?;
    let name = Path::new(&eintrag.datei);
    let oeffner = Oeffner::new(plan.lesart.clone(), grundlage.stammdaten.einstellungen.lesen);
    let (layouts, stammdaten) = (&grundlage.layouts, &grundlage.stammdaten);
    let ergebnis = rules::pruefen(name, Some(bytes), layouts, stammdaten, &key, &oeffner, vorgabe);
    match ergebnis.lieferung {
        Some(lieferung) => bestand.restore_rows(eintrag, &lieferung),
        None => Ok(Neuaufbau::NichtMoeglich(
            "die Lieferung würde heute abgelehnt: Stammdaten oder Exportlayout haben sich seit dem Einlesen geändert"
                .to_owned(),
        )),
    }
}
