//! Deliveries: check them, take them in.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use super::workspace::Grundlage;
use super::{Antwort, Fortschritt, Status, eingaben};
use crate::aggregate;
use crate::domain::Quartal;
use crate::domain::lieferung::Lieferart;
use crate::error::{Error, Result};
use crate::finding::{Befund, refuses};
use crate::ingest::AktenzeichenKey;
use crate::ingest::oeffner::{GLEICHZEITIG, Oeffner};
use crate::plan::Plan;
use crate::present::befunde;
use crate::rules::{self, Pruefergebnis, q007_beleg_frueher_anders};
use crate::store::{Bestand, Eintrag, Ergebnis};

/// What became of a delivered file.
pub(super) enum Aufnahme {
    /// Taken in now.
    Neu(Eintrag, Vec<Befund>),
    /// Taken in before; nothing to do.
    Bekannt(Eintrag),
    /// Refused, with every reason.
    Abgelehnt(Vec<Befund>),
}

/// A delivered file and what became of it.
pub(super) struct Eingelesen {
    pub(super) datei: String,
    pub(super) aufnahme: Aufnahme,
}

impl Eingelesen {
    pub(super) const fn is_refused(&self) -> bool {
        matches!(self.aufnahme, Aufnahme::Abgelehnt(_))
    }
}

/// `pruefen`: reads and checks, changes nothing.
pub(super) fn pruefen(
    plan: &Plan,
    dateien: &[PathBuf],
    quartal: Option<Quartal>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    for datei in dateien {
        require_file(datei)?;
    }
    // The hashes of a check are thrown away, so any key will do: the store stays untouched.
    let key = AktenzeichenKey::from_bytes([0; 32]);
    let ergebnisse = check_all(plan, &grundlage, &key, dateien, quartal, fortschritt)?;
    let mut text = Vec::new();
    let mut objects = Vec::new();
    for ergebnis in &ergebnisse {
        let verdict = if ergebnis.lieferung.is_some() { "kann eingelesen werden" } else { "wird abgelehnt" };
        text.push(headline(&ergebnis.datei, verdict, &ergebnis.befunde));
        let befunde = befunde::text(&ergebnis.befunde, plan.ausfuehrlich);
        if !befunde.is_empty() {
            text.push(befunde);
        }
        objects.push(json!({
            "datei": ergebnis.datei,
            "sha256": ergebnis.sha256,
            "angenommen": ergebnis.lieferung.is_some(),
            "art": ergebnis.art,
            "quartal": ergebnis.quartal,
            "zeilen": ergebnis.lieferung.as_ref().map(|lieferung| lieferung.zeilen.len()),
            "befunde": ergebnis.befunde,
        }));
    }
    let refused = ergebnisse.iter().any(|ergebnis| ergebnis.lieferung.is_none());
    Ok(Antwort { text: text.join("\n"), json: json!({ "dateien": objects }), status: Status::of(refused) })
}

/// `einlesen`: takes in what is named, or all of `data/eingang`.
pub(super) fn einlesen(
    plan: &Plan,
    dateien: &[PathBuf],
    quartal: Option<Quartal>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let mut bestand = Bestand::open(&plan.bestand())?;
    let dateien = if dateien.is_empty() { eingaben::deliveries(&plan.eingang())? } else { dateien.to_vec() };
    let eingelesen = take_in(plan, &grundlage, &mut bestand, &dateien, quartal, fortschritt)?;
    let refused = eingelesen.iter().any(Eingelesen::is_refused);
    let text = if eingelesen.is_empty() {
        format!("In {} liegt keine Lieferung.", plan.eingang().display())
    } else {
        summary(&eingelesen, plan.ausfuehrlich)
    };
    Ok(Antwort { text, json: json!({ "dateien": objects(&eingelesen) }), status: Status::of(refused) })
}

/// Takes files into the store: each new one is checked, then accepted or refused as a whole.
pub(super) fn take_in(
    plan: &Plan,
    grundlage: &Grundlage,
    bestand: &mut Bestand,
    dateien: &[PathBuf],
    quartal: Option<Quartal>,
    fortschritt: &dyn Fortschritt,
) -> Result<Vec<Eingelesen>> {
    let key_path = bestand.key_path();
    let key = AktenzeichenKey::load_or_make(&key_path)
        .map_err(|cause| Error::io("Der Schlüssel für Aktenzeichen ist nicht verfügbar", &key_path, &cause))?;
    let mut eingelesen = Vec::new();
    let mut new = Vec::new();
    for datei in dateien {
        require_file(datei)?;
        match bestand.eintrag_by_hash(&eingaben::sha256_of(datei)?)? {
            Some(eintrag) if eintrag.ergebnis == Ergebnis::Angenommen => {
                eingelesen.push(Eingelesen { datei: file_name(datei), aufnahme: Aufnahme::Bekannt(eintrag) });
            }
            _ => new.push(datei.clone()),
        }
    }
    let mut checked = check_all(plan, grundlage, &key, &new, quartal, fortschritt)?;
    // By quarter, bookings before cases: versions do not depend on how the files were found.
    checked.sort_by(|a, b| (a.quartal, a.art, &a.datei).cmp(&(b.quartal, b.art, &b.datei)));
    for ergebnis in checked {
        let datei = ergebnis.datei.clone();
        eingelesen.push(Eingelesen { datei, aufnahme: keep(bestand, ergebnis, plan)? });
    }
    Ok(eingelesen)
}

fn keep(bestand: &mut Bestand, ergebnis: Pruefergebnis, plan: &Plan) -> Result<Aufnahme> {
    let Pruefergebnis { datei, sha256, art, quartal, lieferung, mut befunde } = ergebnis;
    // The same file under two names: the first one has just been taken in.
    if let Some(eintrag) = bestand.eintrag_by_hash(&sha256)?.filter(|known| known.ergebnis == Ergebnis::Angenommen) {
        return Ok(Aufnahme::Bekannt(eintrag));
    }
    if let Some(lieferung) = lieferung.as_ref().filter(|lieferung| lieferung.art() == Lieferart::Kosten) {
        let frueher = aggregate::earlier_belege(bestand, lieferung.quartal)?;
        befunde.extend(q007_beleg_frueher_anders::against_earlier(lieferung, &frueher));
    }
    match lieferung {
        Some(lieferung) if !refuses(&befunde) => {
            let eintrag = bestand.take_in(&lieferung, &befunde, plan.heute)?;
            Ok(Aufnahme::Neu(eintrag, befunde))
        }
        _ => {
            bestand.refuse(&datei, &sha256, art, quartal, &befunde, plan.heute)?;
            Ok(Aufnahme::Abgelehnt(befunde))
        }
    }
}

/// Checks files on several cores, in the order given. A file at which a check breaks off has a finding like others.
///
/// # Errors
///
/// Fails as a whole, before anything is taken in, if the program cannot read files at all.
fn check_all(
    plan: &Plan,
    grundlage: &Grundlage,
    key: &AktenzeichenKey,
    dateien: &[PathBuf],
    quartal: Option<Quartal>,
    fortschritt: &dyn Fortschritt,
) -> Result<Vec<Pruefergebnis>> {
    fortschritt.stage("Lieferungen prüfen", dateien.len());
    let oeffner = Oeffner::new(plan.lesart.clone(), grundlage.stammdaten.einstellungen.lesen);
    let next = AtomicUsize::new(0);
    let most = usize::try_from(GLEICHZEITIG).unwrap_or(1);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(dateien.len().max(1)).min(most);
    let mut done = std::thread::scope(|scope| -> Result<Vec<(usize, Pruefergebnis)>> {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    while let Some((index, datei)) = {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        dateien.get(index).map(|datei| (index, datei))
                    } {
                        done.push((index, check_one(grundlage, key, datei, &oeffner, quartal)));
                        fortschritt.step();
                    }
                    done
                })
            })
            .collect();
        let mut done = Vec::new();
        for worker in workers {
            let broken = |_| Error::new("Die Prüfung der Lieferungen ist abgebrochen; nichts wurde aufgenommen");
            done.extend(worker.join().map_err(broken)?);
        }
        Ok(done)
    })?;
    if let Some(error) = oeffner.failure() {
        return Err(error);
    }
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, ergebnis)| ergebnis).collect())
}

fn check_one(
    grundlage: &Grundlage,
    key: &AktenzeichenKey,
    datei: &Path,
    oeffner: &Oeffner,
    quartal: Option<Quartal>,
) -> Pruefergebnis {
    let (layouts, stammdaten) = (&grundlage.layouts, &grundlage.stammdaten);
    // A slip of ours at one file must not keep the others from being answered.
    catch_unwind(AssertUnwindSafe(|| rules::pruefen(datei, None, layouts, stammdaten, key, oeffner, quartal)))
        .unwrap_or_else(|_| {
            let sha256 = eingaben::sha256_of(datei).unwrap_or_default();
            rules::broken_off(datei, sha256, layouts, stammdaten, quartal)
        })
}

/// A sentence or more for each file.
pub(super) fn summary(eingelesen: &[Eingelesen], ausfuehrlich: bool) -> String {
    let mut lines = Vec::new();
    let known = eingelesen.iter().filter(|file| matches!(file.aufnahme, Aufnahme::Bekannt(_))).count();
    if known > 0 {
        lines.push(format!("{known} Dateien waren schon eingelesen; daran ändert sich nichts."));
    }
    for file in eingelesen {
        let (verdict, found) = match &file.aufnahme {
            Aufnahme::Bekannt(_) => continue,
            Aufnahme::Neu(eintrag, befunde) => (accepted(eintrag), befunde),
            Aufnahme::Abgelehnt(befunde) => ("ABGELEHNT".to_owned(), befunde),
        };
        lines.push(headline(&file.datei, &verdict, found));
        let text = befunde::text(found, ausfuehrlich);
        if !text.is_empty() && (ausfuehrlich || file.is_refused()) {
            lines.push(text);
        }
    }
    lines.join("\n")
}

fn accepted(eintrag: &Eintrag) -> String {
    let art = eintrag.art.map(|art| art.label()).unwrap_or_default();
    let quartal = eintrag.quartal.map(|quartal| quartal.to_string()).unwrap_or_default();
    let teil = eintrag.teil.map(|teil| format!(", Teil {} von {}", teil.nummer, teil.von)).unwrap_or_default();
    let version = eintrag.version.unwrap_or(1);
    format!("eingelesen als {art} {quartal}{teil}, Fassung {version}, {} Zeilen", eintrag.zeilen)
}

fn headline(datei: &str, verdict: &str, found: &[Befund]) -> String {
    let counts = befunde::counts(found);
    if counts.is_empty() { format!("{datei}: {verdict}") } else { format!("{datei}: {verdict} ({counts})") }
}

/// The same for programs.
pub(super) fn objects(eingelesen: &[Eingelesen]) -> Vec<serde_json::Value> {
    eingelesen
        .iter()
        .map(|file| {
            let (ergebnis, eintrag, befunde) = match &file.aufnahme {
                Aufnahme::Neu(eintrag, befunde) => ("eingelesen", Some(eintrag), befunde.as_slice()),
                Aufnahme::Bekannt(eintrag) => ("bekannt", Some(eintrag), &[][..]),
                Aufnahme::Abgelehnt(befunde) => ("abgelehnt", None, befunde.as_slice()),
            };
            json!({
                "datei": file.datei,
                "ergebnis": ergebnis,
                "art": eintrag.and_then(|eintrag| eintrag.art),
                "quartal": eintrag.and_then(|eintrag| eintrag.quartal),
                "fassung": eintrag.and_then(|eintrag| eintrag.version),
                "befunde": befunde,
            })
        })
        .collect()
}

fn require_file(datei: &Path) -> Result<()> {
    match fs::metadata(datei) {
        Ok(meta) if meta.is_file() => Ok(()),
        Ok(_) => Err(Error::new("Das ist ein Ordner; gebraucht wird eine Datei").at(datei)),
        Err(cause) => Err(Error::io("Die Datei lässt sich nicht öffnen", datei, &cause)),
    }
}

fn file_name(datei: &Path) -> String {
    datei.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
