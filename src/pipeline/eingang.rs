//! Deliveries: check them, take them in.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use super::vergleich::{self, Einsicht};
use super::workspace::Grundlage;
use super::{Antwort, Fortschritt, Status, eingaben, rueckmeldung};
use crate::domain::Quartal;
use crate::domain::pruefsumme::sha256;
use crate::error::{Error, Result};
use crate::finding::{Befund, refuses};
use crate::ingest::AktenzeichenKey;
use crate::ingest::oeffner::{GLEICHZEITIG, Oeffner};
use crate::plan::Plan;
use crate::present::befunde;
use crate::rules::{self, Pruefergebnis, einstufung};
use crate::store::{Abgelehnt, Bestand, Eintrag, Ergebnis, Rohdatei};

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
    /// Where the answer to it lies, if there is one.
    pub(super) pruefbericht: Option<PathBuf>,
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
    pruefbericht: Option<&Path>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    for datei in dateien {
        require_file(datei)?;
    }
    if let Some(ziel) = pruefbericht {
        rueckmeldung::check_target(plan, ziel, dateien)?;
    }
    let mut einsicht = Einsicht::open(plan);
    let mut ergebnisse = check_all(plan, &grundlage, &einsicht.key(), dateien, quartal, fortschritt)?;
    let mut text = Vec::new();
    let mut objects = Vec::new();
    let einstellungen = &grundlage.stammdaten.einstellungen.befunde;
    for (datei, ergebnis) in dateien.iter().zip(&mut ergebnisse) {
        if let Some(lieferung) = &ergebnis.lieferung {
            let mut compared = einsicht.findings(&grundlage, lieferung);
            einstufung::apply(&mut compared, einstellungen);
            ergebnis.befunde.extend(compared);
            worst_first(&mut ergebnis.befunde);
        }
        if refuses(&ergebnis.befunde) {
            ergebnis.lieferung = None;
        }
        let verdict = if ergebnis.lieferung.is_some() { "kann eingelesen werden" } else { "wird abgelehnt" };
        text.push(headline(&ergebnis.datei, verdict, &ergebnis.befunde));
        let befunde = befunde::text(&ergebnis.befunde, plan.ausfuehrlich, einstellungen.hoechstens_je_regel);
        if !befunde.is_empty() {
            text.push(befunde);
        }
        if let Some(ziel) = pruefbericht {
            text.extend(rueckmeldung::write_to(
                plan,
                ziel,
                datei,
                &ergebnis.befunde,
                grundlage.stammdaten.einstellungen.lesen,
            )?);
        }
        objects.push(json!({
            "datei": ergebnis.datei,
            "sha256": ergebnis.sha256,
            "angenommen": ergebnis.lieferung.is_some(),
            "art": ergebnis.art,
            "quartal": ergebnis.quartal,
            "zeilen": ergebnis.lieferung.as_ref().map(|lieferung| lieferung.zeilen.len()),
            "befunde": ergebnis.befunde,
            "pruefbericht": pruefbericht,
        }));
    }
    let refused = ergebnisse.iter().any(|ergebnis| ergebnis.lieferung.is_none());
    let hinweis = einsicht.hinweis();
    text.extend(hinweis.clone());
    Ok(Antwort {
        text: text.join("\n"),
        json: json!({ "dateien": objects, "hinweis": hinweis }),
        status: Status::of(refused),
    })
}

/// `einlesen`: takes in what is named, or all of `data/eingang`.
pub(super) fn einlesen(
    plan: &Plan,
    dateien: &[PathBuf],
    quartal: Option<Quartal>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let dateien = if dateien.is_empty() { eingaben::deliveries(&plan.eingang())? } else { dateien.to_vec() };
    let eingelesen = take_in(plan, &grundlage, &mut bestand, &dateien, quartal, fortschritt)?;
    let refused = eingelesen.iter().any(Eingelesen::is_refused);
    let text = if eingelesen.is_empty() {
        format!("In {} liegt keine Lieferung.", plan.eingang().display())
    } else {
        summary(&eingelesen, plan.ausfuehrlich, grundlage.stammdaten.einstellungen.befunde.hoechstens_je_regel)
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
    super::ausgabe::remove_temporary(plan);
    let key_path = bestand.key_path();
    let key = AktenzeichenKey::load_or_make(&key_path)
        .map_err(|cause| Error::io("Der Schlüssel für Aktenzeichen ist nicht verfügbar", &key_path, &cause))?;
    let mut eingelesen = Vec::new();
    let mut new = Vec::new();
    for datei in dateien {
        require_file(datei)?;
        match bestand.eintrag_by_hash(&eingaben::sha256_of(datei)?)? {
            Some(eintrag) if eintrag.ergebnis == Ergebnis::Angenommen => {
                let aufnahme = Aufnahme::Bekannt(eintrag);
                eingelesen.push(Eingelesen { datei: file_name(datei), aufnahme, pruefbericht: None });
            }
            _ => new.push(datei.clone()),
        }
    }
    let checked = check_all(plan, grundlage, &key, &new, quartal, fortschritt)?;
    let oeffner = Oeffner::new(plan.lesart.clone(), grundlage.stammdaten.einstellungen.lesen);
    let mut checked: Vec<_> = new.iter().zip(checked).collect();
    // By quarter, bookings before cases: versions do not depend on how the files were found.
    checked.sort_by(|(_, a), (_, b)| (a.quartal, a.art, &a.datei).cmp(&(b.quartal, b.art, &b.datei)));
    for (pfad, ergebnis) in checked {
        // What is larger than the program reads is refused, and not copied either.
        let bytes = oeffner.bytes_of(pfad).ok();
        if let Some(bytes) = &bytes
            && !ergebnis.sha256.is_empty()
            && sha256(bytes) != ergebnis.sha256
        {
            return Err(Error::new("Die Lieferung wurde verändert, während sie geprüft wurde")
                .at(pfad)
                .remedy("Warten, bis die Datei vollständig abgelegt ist, und den Befehl wiederholen"));
        }
        let roh = bytes.as_deref().map(|bytes| Rohdatei { bytes, vorgabe: quartal });
        eingelesen.push(keep(bestand, plan, grundlage, pfad, ergebnis, roh)?);
    }
    Ok(eingelesen)
}

fn keep(
    bestand: &mut Bestand,
    plan: &Plan,
    grundlage: &Grundlage,
    pfad: &Path,
    ergebnis: Pruefergebnis,
    roh: Option<Rohdatei<'_>>,
) -> Result<Eingelesen> {
    let Pruefergebnis { datei, sha256, art, quartal, lieferung, mut befunde } = ergebnis;
    // The same file under two names: the first one has just been taken in.
    if let Some(eintrag) = bestand.eintrag_by_hash(&sha256)?.filter(|known| known.ergebnis == Ergebnis::Angenommen) {
        return Ok(Eingelesen { datei, aufnahme: Aufnahme::Bekannt(eintrag), pruefbericht: None });
    }
    if let Some(lieferung) = &lieferung {
        let mut compared = vergleich::findings(bestand, grundlage, lieferung)?;
        einstufung::apply(&mut compared, &grundlage.stammdaten.einstellungen.befunde);
        befunde.extend(compared);
        worst_first(&mut befunde);
    }
    // Before the ledger knows the file: a run that is cut off here answers it again.
    let pruefbericht = rueckmeldung::answer(plan, pfad, &befunde, grundlage.stammdaten.einstellungen.lesen)?;
    let aufnahme = match (lieferung, roh) {
        (Some(lieferung), Some(roh)) if !refuses(&befunde) => {
            let eintrag = bestand.take_in(&lieferung, &roh, &befunde, plan.heute)?;
            Aufnahme::Neu(eintrag, befunde)
        }
        _ => {
            let abgelehnt = Abgelehnt { datei: &datei, sha256: &sha256, art, quartal, roh };
            bestand.refuse(&abgelehnt, &befunde, plan.heute)?;
            Aufnahme::Abgelehnt(befunde)
        }
    };
    Ok(Eingelesen { datei, aufnahme, pruefbericht })
}

/// Errors first; what a file says of itself before what it says beside others.
fn worst_first(befunde: &mut [Befund]) {
    befunde.sort_by_key(|befund| std::cmp::Reverse(befund.schwere));
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
pub(super) fn summary(eingelesen: &[Eingelesen], ausfuehrlich: bool, hoechstens: u32) -> String {
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
        let text = befunde::text(found, ausfuehrlich, hoechstens);
        if !text.is_empty() && (ausfuehrlich || file.is_refused()) {
            lines.push(text);
        }
        lines.extend(file.pruefbericht.as_deref().map(rueckmeldung::told));
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
                "pruefbericht": file.pruefbericht,
            })
        })
        .collect()
}

pub(super) fn require_file(datei: &Path) -> Result<()> {
    match fs::metadata(datei) {
        Ok(meta) if meta.is_file() => Ok(()),
        Ok(_) => Err(Error::new("Das ist ein Ordner; gebraucht wird eine Datei").at(datei)),
        Err(cause) => Err(Error::io("Die Datei lässt sich nicht öffnen", datei, &cause)),
    }
}

fn file_name(datei: &Path) -> String {
    datei.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
