//! Papers of meetings that are due: invitations with the form for the minutes, and the minutes themselves.

use std::fs;

use super::super::versand::PROTOKOLL_TAGE;
use super::super::{Fortschritt, bericht, rechenprobe};
use crate::domain::amt::Einstellungen;
use crate::domain::fristen::before_days;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::lieferung::Lieferart;
use crate::domain::sitzung::Sitzung;
use crate::domain::{Quartal, Stammdaten};
use crate::error::Result;
use crate::pipeline::ausgabe::{Datei, write_all};
use crate::plan::Plan;
use crate::present::Dokument;
use crate::present::probe::Bilanz;
use crate::present::sitzungen::{einladung, protokoll};
use crate::render::anhang::attached_json;
use crate::rules;
use crate::store::{Ausgabe, Bestand};

/// What was written.
#[derive(Default)]
pub(super) struct Geschrieben {
    pub(super) ausgaben: Vec<Ausgabe>,
    pub(super) bilanz: Bilanz,
    /// What a person has to see.
    pub(super) hinweise: Vec<String>,
}

/// Writes what is due and says something else than what lies there.
pub(super) fn write_due(
    plan: &Plan,
    stammdaten: &Stammdaten,
    bestand: &Bestand,
    fortschritt: &dyn Fortschritt,
) -> Result<Geschrieben> {
    let mut hinweise = Vec::new();
    let mut dokumente = Vec::new();
    for sitzung in stammdaten.sitzungen.iter().filter(|sitzung| sitzung.abgesagt.is_none()) {
        let papers = due(plan, stammdaten, bestand, sitzung)?;
        if papers.is_empty() {
            continue;
        }
        if let Some(place) = rules::sitzung::names_a_case(stammdaten, sitzung) {
            hinweise.push(format!("In der Akte der Sitzung {} steht ein Aktenzeichen: {place}", sitzung.id));
            continue;
        }
        dokumente.extend(papers.into_iter().filter(|dokument| says_something_new(plan, dokument)));
    }
    if dokumente.is_empty() {
        return Ok(Geschrieben { hinweise, ..Geschrieben::default() });
    }
    let geprueft = rechenprobe::geprueft(plan, dokumente, &Gegenrechnung::default())?;
    let pdfs = bericht::typeset(plan, &geprueft, fortschritt)?;
    hinweise.extend(bericht::unprintable(&pdfs));
    let dateien: Vec<_> = pdfs.into_iter().map(|pdf| Datei { pfad: pdf.pfad, bytes: pdf.bytes }).collect();
    let ausgaben = write_all(&plan.reports(), &dateien)?;
    Ok(Geschrieben { ausgaben, bilanz: geprueft.bilanz(), hinweise })
}

/// The papers of a meeting that are due.
fn due(plan: &Plan, stammdaten: &Stammdaten, bestand: &Bestand, sitzung: &Sitzung) -> Result<Vec<Dokument>> {
    let settings = &stammdaten.einstellungen;
    let tag = sitzung.datum.day();
    if tag < plan.heute {
        return Ok(if are_minutes_due(plan, settings, sitzung) {
            vec![protokoll::protokoll(stammdaten, sitzung, plan.heute)]
        } else {
            Vec::new()
        });
    }
    let from = before_days(tag, settings.regeln.einladungsfrist_tage + settings.mail.vorlauf_tage);
    if plan.heute < from {
        return Ok(Vec::new());
    }
    let mut papers = Vec::new();
    // What went out by hand is not written again under another day.
    if sitzung.einladung_versandt.is_none() {
        let budget = newest_budget(plan, bestand, sitzung)?;
        papers.push(einladung::einladung(stammdaten, sitzung, plan.heute, budget));
    }
    papers.push(protokoll::protokoll(stammdaten, sitzung, plan.heute));
    Ok(papers)
}

/// The latest quarter whose Budgetübersicht of the team's Raum is written: that one goes along, so the letter names it.
fn newest_budget(plan: &Plan, bestand: &Bestand, sitzung: &Sitzung) -> Result<Option<Quartal>> {
    let written =
        |quartal: &Quartal| plan.reports().join(format!("{quartal}/budgetuebersicht-{}.pdf", sitzung.raum)).is_file();
    let quartale = bestand.quartale(Lieferart::Kosten)?;
    Ok(quartale.into_iter().filter(|quartal| quartal.ende() < plan.heute).filter(written).max())
}

/// Whether the minutes of a meeting that is over are to be written: once, and anew while they are still mailed.
fn are_minutes_due(plan: &Plan, settings: &Einstellungen, sitzung: &Sitzung) -> bool {
    let tag = sitzung.datum.day();
    let is_new = (plan.heute - tag).num_days() <= PROTOKOLL_TAGE;
    let path = plan.reports().join(format!("sitzungen/{}/protokoll.pdf", sitzung.id));
    sitzung.protokoll.is_some() && (is_new || tag >= settings.fristen.nachholen_ab(plan.heute) && !path.is_file())
}

/// Whether a paper is not there yet, or says something else: a letter of another day with the same words is the same.
fn says_something_new(plan: &Plan, dokument: &Dokument) -> bool {
    let there = fs::read(plan.reports().join(&dokument.pfad)).ok();
    there.and_then(|bytes| attached_json(&bytes).ok()).is_none_or(|attached| attached != dokument.anhang)
}
