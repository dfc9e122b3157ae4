//! The main job: take in all that was delivered, compute, typeset everything, put it into place.

use std::time::Instant;

use serde_json::json;

use super::ausgabe::is_in_place;
use super::eingang::{self, Eingelesen};
use super::quartalslauf::{self, Gemacht, Vorgang};
use super::workspace::{Grundlage, quartal};
use super::{Antwort, Fortschritt, Status, eingaben};
use crate::domain::Quartal;
use crate::error::Result;
use crate::plan::Plan;
use crate::store::Bestand;

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
    let vorgang = Vorgang {
        plan,
        grundlage: &grundlage,
        eingelesen: &eingelesen,
        eingaben: &eingaben,
        fingerprint: &fingerprint,
        nur_neues: false,
    };
    let gemacht = quartalslauf::make(&vorgang, &mut bestand, quartal, fortschritt)?;
    Ok(Antwort {
        text: summary(plan, quartal, &gemacht, &eingelesen, &grundlage, started),
        json: json!({
            "quartal": quartal,
            "halbjahr": quartal.ends_halbjahr(),
            "lieferungen": eingang::objects(&eingelesen),
            "luecken": gemacht.luecken,
            "zeichen": gemacht.zeichen,
            "warnungen": grundlage.warnungen,
            "ausgaben": gemacht.ausgaben,
            "rechenprobe": gemacht.pruefung.rechenprobe(),
            "geheimhaltung": gemacht.pruefung.geheimhaltung,
            "unveraendert": false,
        }),
        status: Status::of(!gemacht.zu_sehen.is_empty()),
    })
}

/// The periods that a run of a quarter reports: the quarter, and the half-year that ends with it.
pub(super) fn zeitraeume(quartal: Quartal) -> Vec<String> {
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

fn summary(
    plan: &Plan,
    quartal: Quartal,
    gemacht: &Gemacht,
    eingelesen: &[Eingelesen],
    grundlage: &Grundlage,
    started: Instant,
) -> String {
    let (ausgaben, warnungen) = (&gemacht.ausgaben, &grundlage.warnungen);
    let hoechstens = grundlage.stammdaten.einstellungen.befunde.hoechstens_je_regel;
    let mut lines = Vec::new();
    let read = eingang::summary(eingelesen, plan.ausfuehrlich, hoechstens);
    if !read.is_empty() {
        lines.push(format!("Lieferungen\n{read}\n"));
    }
    for luecke in gemacht.luecken.iter().chain(&gemacht.zeichen) {
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
