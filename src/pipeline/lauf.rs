//! The main job: take in all that was delivered, compute, typeset everything, put it into place.

use std::fs;
use std::time::Instant;

use serde_json::{Value, json};

use super::ausgabe::{Datei, is_in_place, remove_stale, write_all};
use super::eingaben::{self, Eingabe};
use super::eingang::{self, Aufnahme, Eingelesen};
use super::offenlegung::Offenlegung;
use super::workspace::{Grundlage, quartal};
use super::{
    Antwort, Fortschritt, Status, angebote, anlage, bericht, beschluesse, evaluation, hilfeberichte, mappe,
    rechenprobe, uebersicht,
};
use crate::aggregate;
use crate::domain::auswertung::Auswertung;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::kennung;
use crate::domain::pruefsumme::sha256;
use crate::domain::{Quartal, Zielgruppe};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::anlage as forms;
use crate::store::{Ausgabe, Befehlsart, Bestand, Laufnotiz};

/// `lauf`: everything of a quarter, and of the half-year that ends with it. Without changes since the last run there
/// is nothing to do.
pub(super) fn lauf(plan: &Plan, asked: Option<Quartal>, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    let started = Instant::now();
    super::workspace::require(plan)?;
    let eingaben = eingaben::collect(plan)?;
    let fingerprint = eingaben::fingerprint(&eingaben, plan);
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    super::ausgabe::remove_temporary(plan);
    if let Ok(quartal) = quartal(&bestand, asked)
        && let Some(antwort) = nothing_to_do(plan, &bestand, &zeitraeume(quartal), &fingerprint)?
    {
        return Ok(antwort);
    }
    let grundlage = Grundlage::open(plan)?;
    let hoechstens = grundlage.stammdaten.einstellungen.befunde.hoechstens_je_regel;
    let dateien = eingaben::deliveries(&plan.eingang())?;
    let eingelesen = eingang::take_in(plan, &grundlage, &mut bestand, &dateien, None, fortschritt)?;
    let quartal = match quartal(&bestand, asked) {
        Ok(quartal) => quartal,
        // Without a usable delivery the reasons of the refusals are the answer.
        Err(error) if eingelesen.iter().any(Eingelesen::is_refused) => {
            return Ok(Antwort {
                text: format!(
                    "Lieferungen\n{}\n\n{error}",
                    eingang::summary(&eingelesen, plan.ausfuehrlich, hoechstens)
                ),
                json: json!({ "lieferungen": eingang::objects(&eingelesen), "fehler": error.to_string() }),
                status: Status::Befunde,
            });
        }
        Err(error) => return Err(error),
    };
    let auswertung = aggregate::auswertung(&bestand, &grundlage.stammdaten, quartal)?;
    let reihe = aggregate::reihe(&bestand, &grundlage.stammdaten, quartal)?;
    let gegen = rechenprobe::auswertung(&bestand, &grundlage.stammdaten, &auswertung)?;
    let gegen = gegen.with_reihe(&grundlage.stammdaten, &reihe)?;
    let offenlegung = hilfeberichte::decide(plan, &bestand, &grundlage.stammdaten, &auswertung, reihe)?;
    let Dokumente { mut dateien, zeichen, gedruckt } =
        documents(plan, &grundlage, &auswertung, &offenlegung, &gegen.werte, fortschritt)?;
    let nachweise = Nachweise {
        rechenprobe: json!({ "gedruckt": gedruckt, "kennzahlen": gegen.verglichen }),
        geheimhaltung: offenlegung.protocols(),
    };
    let mut zeichen = zeichen;
    zeichen.extend(offenlegung.given_away());
    let befunde = Befunde { eingelesen: &eingelesen, hoechstens, luecken: &auswertung.luecken, zeichen: &zeichen };
    let noted = noted_findings(&bestand, &auswertung)?;
    dateien.push(uebersicht::seite(
        plan,
        &bestand,
        &grundlage.stammdaten,
        &auswertung,
        &dateien,
        &eingelesen,
        &zeichen,
    )?);
    dateien.push(protocol(plan, &eingaben, &auswertung, &dateien, &befunde, &noted, &nachweise)?);
    let ausgaben = write_all(&plan.reports(), &dateien)?;
    let to_see = befunde.must_be_seen();
    let mut of_quarter = ausgaben.clone();
    if let Some(halbjahr) = quartal.ends_halbjahr() {
        let (of_halbjahr, rest) =
            of_quarter.into_iter().partition(|ausgabe| evaluation::is_of(halbjahr, &ausgabe.pfad));
        of_quarter = rest;
        // First the half-year: a run that ends between the two is made again, for its quarter is not noted.
        evaluation::note(plan, &mut bestand, halbjahr, &fingerprint, &zeichen, &of_halbjahr)?;
    }
    let before = bestand.last_run(&quartal.to_string())?.map(|run| run.ausgaben).unwrap_or_default();
    remove_stale(&plan.reports(), &before, &of_quarter)?;
    bestand.note_run(&Laufnotiz {
        befehl: Befehlsart::Lauf,
        zeitraum: &quartal.to_string(),
        heute: plan.heute,
        eingaben: &fingerprint,
        zu_sehen: &to_see.join("\n"),
        quellen: &auswertung.quellen.iter().map(|quelle| quelle.sha256.clone()).collect::<Vec<_>>(),
        kennzahlen: &kennung::werte(&auswertung),
        ausgaben: &of_quarter,
        veroeffentlicht: &offenlegung.veroeffentlicht,
    })?;
    let status = Status::of(!to_see.is_empty());
    Ok(Antwort {
        text: summary(plan, quartal, &ausgaben, &befunde, &grundlage.warnungen, started),
        json: json!({
            "quartal": quartal,
            "halbjahr": quartal.ends_halbjahr(),
            "lieferungen": eingang::objects(&eingelesen),
            "luecken": auswertung.luecken,
            "zeichen": zeichen,
            "warnungen": grundlage.warnungen,
            "ausgaben": ausgaben,
            "rechenprobe": nachweise.rechenprobe,
        "geheimhaltung": nachweise.geheimhaltung,
            "unveraendert": false,
        }),
        status,
    })
}

/// What a person may have to see.
struct Befunde<'a> {
    eingelesen: &'a [Eingelesen],
    /// So many findings of one rule are shown.
    hoechstens: u32,
    luecken: &'a [String],
    zeichen: &'a [String],
}

impl Befunde<'_> {
    /// A sentence for each thing that a person has to see.
    fn must_be_seen(&self) -> Vec<String> {
        let refused = self.eingelesen.iter().filter(|file| file.is_refused());
        let mut sentences: Vec<_> =
            refused.map(|file| format!("{} ist abgelehnt; alle Gründe zeigt „pruefen“.", file.datei)).collect();
        sentences.extend(self.luecken.iter().chain(self.zeichen).cloned());
        sentences
    }
}

/// The periods that a run of a quarter reports: the quarter, and the half-year that ends with it.
fn zeitraeume(quartal: Quartal) -> Vec<String> {
    let halbjahr = quartal.ends_halbjahr().map(|halbjahr| halbjahr.to_string());
    [quartal.to_string()].into_iter().chain(halbjahr).collect()
}

/// The answer of a run that would only repeat the last one: same inputs, same day, all outputs in place.
pub(super) fn nothing_to_do(
    plan: &Plan,
    bestand: &Bestand,
    zeitraeume: &[String],
    fingerprint: &str,
) -> Result<Option<Antwort>> {
    let reports = plan.reports();
    let mut ausgaben = Vec::new();
    let mut to_see: Vec<String> = Vec::new();
    for zeitraum in zeitraeume {
        let Some(run) = bestand.last_run(zeitraum)? else { return Ok(None) };
        if run.eingaben != fingerprint || !run.ausgaben.iter().all(|ausgabe| is_in_place(&reports, ausgabe)) {
            return Ok(None);
        }
        ausgaben.extend(run.ausgaben);
        // What had to be seen then has still to be seen; the half-year repeats what the quarter has said.
        let new: Vec<_> = run.zu_sehen.lines().filter(|line| !to_see.iter().any(|seen| seen == line)).collect();
        to_see.extend(new.into_iter().map(ToOwned::to_owned));
    }
    let folders: Vec<_> = zeitraeume.iter().map(|zeitraum| reports.join(zeitraum).display().to_string()).collect();
    let mut text = format!(
        "Nichts zu tun: Seit dem letzten Lauf hat sich nichts geändert.\nAlle {} Dateien zu {} liegen in {}.",
        ausgaben.len(),
        zeitraeume.join(" und "),
        folders.join(" und ")
    );
    if !to_see.is_empty() {
        text = format!("{text}\n\nNoch offen:\n{}", to_see.join("\n"));
    }
    let of = |letter: char| zeitraeume.iter().find(|zeitraum| zeitraum.contains(letter));
    let status = Status::of(!to_see.is_empty());
    Ok(Some(Antwort {
        text,
        json: json!({
            "quartal": of('Q'),
            "halbjahr": of('H'),
            "ausgaben": ausgaben,
            "zu_sehen": to_see,
            "unveraendert": true,
        }),
        status,
    }))
}

/// What a run has checked of itself.
struct Nachweise {
    /// How many printed numbers and figures were recomputed.
    rechenprobe: Value,
    /// How well small numbers are protected, by audience.
    geheimhaltung: Value,
}

/// Finished files of a run.
struct Dokumente {
    dateien: Vec<Datei>,
    /// Places whose characters cannot be printed.
    zeichen: Vec<String>,
    /// How many printed numbers were recomputed.
    gedruckt: usize,
}

/// Every finished file of a quarter and its half-year but the protocol, places whose characters cannot be printed, and
/// how many printed numbers were recomputed.
fn documents(
    plan: &Plan,
    grundlage: &Grundlage,
    auswertung: &Auswertung,
    offenlegung: &Offenlegung,
    gegen: &Gegenrechnung,
    fortschritt: &dyn Fortschritt,
) -> Result<Dokumente> {
    let stammdaten = &grundlage.stammdaten;
    let folder = auswertung.kennzahlen.quartal.to_string();
    let mut dokumente = bericht::budgetuebersichten(plan, stammdaten, auswertung, None);
    for zielgruppe in [Zielgruppe::Fachkreis, Zielgruppe::Oeffentlich] {
        let sicht = offenlegung.sicht(zielgruppe);
        dokumente.extend(hilfeberichte::dokumente(plan, stammdaten, auswertung, &sicht, None));
    }
    dokumente.extend(angebote::uebersichten(plan, stammdaten, auswertung.kennzahlen.quartal, None));
    dokumente.extend(beschluesse::uebersichten(plan, stammdaten, auswertung.kennzahlen.quartal, None));
    dokumente.extend(anlage::filled(plan, stammdaten, &folder, None));
    dokumente.extend(forms::leere(stammdaten, plan.heute));
    if let Some(halbjahr) = auswertung.kennzahlen.quartal.ends_halbjahr() {
        dokumente.extend(evaluation::evaluationen(plan, stammdaten, halbjahr, None));
    }
    let geprueft = rechenprobe::geprueft(plan, dokumente, gegen)?;
    let pdfs = bericht::typeset(plan, &geprueft, fortschritt)?;
    let zeichen = bericht::unprintable(&pdfs);
    let mut dateien: Vec<_> = pdfs.into_iter().map(|pdf| Datei { pfad: pdf.pfad, bytes: pdf.bytes }).collect();
    let json = pretty(&serde_json::to_value(&auswertung.kennzahlen).map_err(|cause| unwritable(&cause))?);
    dateien.push(Datei { pfad: format!("{folder}/kennzahlen.json"), bytes: json });
    dateien.push(mappe::intern(plan, stammdaten, auswertung, &offenlegung.sicht(Zielgruppe::Intern))?);
    dateien.push(mappe::oeffentlich(plan, stammdaten, auswertung, &offenlegung.sicht(Zielgruppe::Oeffentlich))?);
    Ok(Dokumente { dateien, zeichen, gedruckt: geprueft.bilanz().gedruckt })
}

/// `lauf.json`: what the run was made from and what it made.
fn protocol(
    plan: &Plan,
    eingaben: &[Eingabe],
    auswertung: &Auswertung,
    dateien: &[Datei],
    befunde: &Befunde<'_>,
    noted: &[Value],
    nachweise: &Nachweise,
) -> Result<Datei> {
    let quartal = auswertung.kennzahlen.quartal;
    let ausgaben: Vec<_> =
        dateien.iter().map(|datei| json!({ "pfad": datei.pfad, "sha256": sha256(&datei.bytes) })).collect();
    let quellen: Vec<_> = auswertung
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
    let refused: Vec<_> = befunde
        .eingelesen
        .iter()
        .filter_map(|file| match &file.aufnahme {
            Aufnahme::Abgelehnt(befunde) => Some(json!({ "datei": file.datei, "befunde": befunde })),
            Aufnahme::Neu(..) | Aufnahme::Bekannt(_) => None,
        })
        .collect();
    let value = json!({
        "schema": "lauf/1",
        "programm": env!("CARGO_PKG_VERSION"),
        "quartal": quartal,
        "heute": plan.heute,
        "einstellungen": settings(plan)?,
        "quellen": quellen,
        "eingaben": eingaben,
        "ausgaben": ausgaben,
        "rechenprobe": nachweise.rechenprobe,
        "geheimhaltung": nachweise.geheimhaltung,
        "befunde": {
            "abgelehnt": refused,
            "angenommen": noted,
            "luecken": befunde.luecken,
            "zeichen": befunde.zeichen,
        },
    });
    Ok(Datei { pfad: format!("{quartal}/lauf.json"), bytes: pretty(&value) })
}

/// The findings of the deliveries that the figures come from, as they were noted at intake.
fn noted_findings(bestand: &Bestand, auswertung: &Auswertung) -> Result<Vec<Value>> {
    let mut noted = Vec::new();
    for quelle in &auswertung.quellen {
        let Some(eintrag) = bestand.eintrag_by_hash(&quelle.sha256)? else { continue };
        let befunde = bestand.befunde(&eintrag)?;
        if !befunde.is_empty() {
            noted.push(json!({ "datei": quelle.datei, "befunde": befunde }));
        }
    }
    Ok(noted)
}

/// The settings of the run as they stand in their file.
fn settings(plan: &Plan) -> Result<Value> {
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

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

fn unwritable(cause: &serde_json::Error) -> Error {
    Error::new(format!("Die Kennzahlen lassen sich nicht schreiben: {cause}"))
}

fn summary(
    plan: &Plan,
    quartal: Quartal,
    ausgaben: &[Ausgabe],
    befunde: &Befunde<'_>,
    warnungen: &[String],
    started: Instant,
) -> String {
    let mut lines = Vec::new();
    let read = eingang::summary(befunde.eingelesen, plan.ausfuehrlich, befunde.hoechstens);
    if !read.is_empty() {
        lines.push(format!("Lieferungen\n{read}\n"));
    }
    for luecke in befunde.luecken.iter().chain(befunde.zeichen) {
        lines.push(format!("Achtung: {luecke}"));
    }
    if plan.ausfuehrlich {
        lines.extend(warnungen.iter().cloned());
    } else if !warnungen.is_empty() {
        lines.push(format!("{} Warnungen zu Datensätzen (anzeigen mit „massnahme pruefen“)", warnungen.len()));
    }
    let pdfs = ausgaben.iter().filter(|ausgabe| ausgabe.pfad.ends_with(".pdf")).count();
    let seconds = started.elapsed().as_millis();
    let zeitraeume = zeitraeume(quartal);
    lines.push(format!(
        "Geschrieben: {} Dateien zu {}, davon {pdfs} PDF, in {},{} Sekunden",
        ausgaben.len(),
        zeitraeume.join(" und "),
        seconds / 1000,
        seconds % 1000 / 100
    ));
    lines.extend(zeitraeume.iter().map(|zeitraum| format!("Ordner: {}", plan.reports().join(zeitraum).display())));
    lines.join("\n")
}
