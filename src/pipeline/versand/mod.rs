//! `versand`: the right papers to the right people, once.
//!
//! What somebody is to have is worked out from records and papers, held against the outbox, noted there, and only then
//! sent. So it makes no difference when and how often the command is called, or where a run was cut off.

mod anlass;
mod ausgang;
mod beilage;
mod bericht;
mod klaeren;
mod mitteilung;
mod planung;
mod schreiben;
mod selbsttaetig;
mod sendung;
mod uebersicht;
mod unterlagen;

use std::path::Path;

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::workspace::{Gegenstand, Grundlage};
use super::{Antwort, Fortschritt, Status};
use crate::cli::Versandworte;
use crate::domain::Stammdaten;
use crate::domain::post::{Postart, Zustand};
use crate::error::Result;
use crate::plan::Plan;
use crate::render::post::Postsetzer;
use crate::render::vorlagen::Vorlagen;
use crate::store::{Bestand, Posteintrag, Postplan};
use anlass::Anlass;
pub(super) use anlass::PROTOKOLL_TAGE;
pub(super) use ausgang::Ergebnis;
use planung::Planung;
use schreiben::Schreiber;
pub(super) use selbsttaetig::{Auftrag, Gesendet, invited, withdraw};
pub(super) use sendung::Neues;
use sendung::Quelle;
use unterlagen::Ablage;

/// What keys of reminders begin with.
pub(super) const ERINNERUNG: &str = "erinnerung/";

/// How mails leave.
#[derive(Clone, Copy, Debug)]
enum Ausgang<'a> {
    Eml(&'a Path),
    Smtp,
}

/// `versand`.
pub(super) fn versand(plan: &Plan, worte: &Versandworte, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    super::workspace::require(plan)?;
    let jetzt = plan.heute.and_time(worte.uhrzeit.unwrap_or(plan.uhrzeit));
    if let Some([message_id, ausgang]) = worte.klaeren.as_deref() {
        return klaeren::klaeren(plan, message_id, ausgang, jetzt);
    }
    if worte.offen {
        return show_open(plan);
    }
    match (&worte.eml, worte.smtp) {
        (Some(folder), _) => send(plan, worte, Ausgang::Eml(folder), jetzt, fortschritt),
        (None, true) => send(plan, worte, Ausgang::Smtp, jetzt, fortschritt),
        (None, false) => probe(plan, worte, jetzt, fortschritt),
    }
}

/// Deadlines that have passed, for other commands to say.
pub(super) fn overdue(plan: &Plan, stammdaten: &Stammdaten) -> Result<Vec<String>> {
    let post = read_post(plan)?;
    let fristen = uebersicht::fristen(stammdaten, &post, plan.heute.and_time(plan.uhrzeit));
    Ok(fristen.iter().filter_map(uebersicht::Frist::sentence).collect())
}

/// Adds the deadlines that have passed to the answer of a run.
pub(super) fn with_overdue(plan: &Plan, mut antwort: Antwort) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let lines = overdue(plan, &grundlage.stammdaten)?;
    if let Value::Object(object) = &mut antwort.json {
        object.insert("ueberfaellig".to_owned(), json!(lines));
    }
    if lines.is_empty() {
        return Ok(antwort);
    }
    let said: Vec<_> = lines.iter().map(|line| format!("Achtung: {line}")).collect();
    antwort.text = format!("{}\n\n{}\nZeigen und senden: sozialraumbericht versand", antwort.text, said.join("\n"));
    antwort.status = Status::Befunde;
    Ok(antwort)
}

/// The outbox as it is, read without disturbing anybody.
fn read_post(plan: &Plan) -> Result<Vec<Posteintrag>> {
    Bestand::open_read_only(&plan.bestand())?.map_or_else(|| Ok(Vec::new()), |bestand| bestand.post())
}

fn show_open(plan: &Plan) -> Result<Antwort> {
    let post = read_post(plan)?;
    let offen = uebersicht::offen(&post);
    let text = if offen.is_empty() { "Keine Mail ist offen.".to_owned() } else { uebersicht::offen_text(&offen) };
    Ok(Antwort {
        text,
        json: json!({ "offen": offen.iter().map(|eintrag| uebersicht::object(eintrag)).collect::<Vec<_>>() }),
        status: Status::of(!offen.is_empty()),
    })
}

/// Shows who would get what. Changes nothing; every mail is written once, to see that it can be.
fn probe(plan: &Plan, worte: &Versandworte, jetzt: NaiveDateTime, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let bestand = Bestand::open_read_only(&plan.bestand())?;
    let post = bestand.as_ref().map_or_else(|| Ok(Vec::new()), Bestand::post)?;
    let auswahl = asked_for(plan, worte, &grundlage, &post, jetzt)?;
    let planungen = plan_all(plan, &auswahl, &grundlage, bestand.as_ref(), &post, jetzt)?;
    let setzer = Postsetzer::new(&Vorlagen::with_overrides(&plan.templates())?)?;
    let schreiber = Schreiber { stammdaten: &grundlage.stammdaten, setzer: &setzer, heute: plan.heute };
    fortschritt.stage("Mails prüfen", planungen.len());
    for planung in &planungen {
        for posten in planung.posten.iter().filter(|posten| posten.eintrag.zustand == Zustand::Geplant) {
            schreiber.write(planung, posten, jetzt, false)?;
        }
        fortschritt.step();
    }
    let fristen = uebersicht::fristen(&grundlage.stammdaten, &post, jetzt);
    let late = late_sentences(&grundlage.stammdaten, &planungen, jetzt);
    let mut parts: Vec<_> = late.iter().map(|line| format!("Achtung: {line}")).collect();
    parts.extend(planungen.iter().map(uebersicht::probe_text));
    parts.extend(planungen.iter().flat_map(|planung| planung.hinweise.iter().map(|line| format!("Hinweis: {line}"))));
    if worte.sitzung.is_none() && worte.bericht.is_none() && !fristen.is_empty() {
        parts.push(uebersicht::fristen_text(&fristen));
    }
    let count = to_send(&planungen);
    parts.push(match count {
        0 => "Es ist nichts zu senden.".to_owned(),
        1 => "Eine Mail ist zu senden: mit --smtp über den Mailserver, mit --eml ORDNER als Entwurf.".to_owned(),
        count => {
            format!("{count} Mails sind zu senden: mit --smtp über den Mailserver, mit --eml ORDNER als Entwürfe.")
        }
    });
    Ok(Antwort {
        text: parts.join("\n\n"),
        json: json!({
            "zu_senden": count,
            "anlaesse": planungen.iter().map(planned_object).collect::<Vec<_>>(),
            "verspaetet": late,
            "fristen": fristen,
        }),
        status: Status::of(!late.is_empty()),
    })
}

fn to_send(planungen: &[Planung]) -> usize {
    let posten = planungen.iter().flat_map(|planung| &planung.posten);
    posten.filter(|posten| posten.eintrag.zustand == Zustand::Geplant).count()
}

fn planned_object(planung: &Planung) -> Value {
    let posten: Vec<_> = planung
        .posten
        .iter()
        .map(|posten| {
            let mut object = uebersicht::object(&posten.eintrag);
            object["name"] = json!(posten.sendung.person.name);
            object["gruppe"] = json!(posten.sendung.gruppe);
            object["kreis"] = json!(posten.sendung.zielgruppe);
            object["neu"] = json!(posten.ist_neu);
            object["fassung"] = json!(posten.fassung_nr);
            object
        })
        .collect();
    json!({
        "anlass": planung.rahmen.anlass.to_string(),
        "titel": uebersicht::title(planung),
        "mails": posten,
        "hinweise": planung.hinweise,
    })
}

/// A sentence for each invitation that is late and still to go out.
fn late_sentences(stammdaten: &Stammdaten, planungen: &[Planung], jetzt: NaiveDateTime) -> Vec<String> {
    let mut sentences = Vec::new();
    for planung in planungen {
        let Anlass::Sitzung(id) = &planung.rahmen.anlass else { continue };
        let Some(sitzung) = stammdaten.sitzungen.iter().find(|sitzung| &sitzung.id == id) else { continue };
        let count = planung
            .posten
            .iter()
            .filter(|posten| {
                posten.eintrag.zustand == Zustand::Geplant
                    && posten.vorher.is_none()
                    && posten.sendung.inhalt.art == Postart::Einladung
            })
            .count();
        let bis = anlass::frist(stammdaten, sitzung);
        if count > 0 && jetzt.date() > bis {
            sentences.push(format!(
                "Die Einladung zu {id} am {} kommt zu spät: Sie hätte bis {} hinausgehen müssen ({count} Empfänger).",
                crate::present::zahl::tag(sitzung.datum.day()),
                crate::present::zahl::tag(bis)
            ));
        }
    }
    sentences
}

/// What is to be planned.
#[derive(Default)]
struct Auswahl<'a> {
    anlaesse: Vec<Anlass>,
    /// Only recipients of this Raum.
    nur: Option<Gegenstand>,
    /// Words that are to be said for the first time.
    neues: &'a [Neues],
}

/// What somebody asked for, or all that is due.
fn asked_for(
    plan: &Plan,
    worte: &Versandworte,
    grundlage: &Grundlage,
    post: &[Posteintrag],
    jetzt: NaiveDateTime,
) -> Result<Auswahl<'static>> {
    let ablage = Ablage::new(plan.reports());
    Ok(Auswahl {
        anlaesse: anlass::selected(worte, &grundlage.stammdaten, &ablage, post, jetzt)?,
        nur: worte.raum.as_deref().map(|raum| grundlage.gegenstand(raum)).transpose()?,
        neues: &[],
    })
}

fn plan_all(
    plan: &Plan,
    auswahl: &Auswahl<'_>,
    grundlage: &Grundlage,
    bestand: Option<&Bestand>,
    post: &[Posteintrag],
    jetzt: NaiveDateTime,
) -> Result<Vec<Planung>> {
    let stammdaten = &grundlage.stammdaten;
    let ablage = Ablage::new(plan.reports());
    let quelle = Quelle { stammdaten, ablage: &ablage, post, nur: auswahl.nur.as_ref(), neues: auswahl.neues };
    let settings = &stammdaten.einstellungen;
    let domain = settings.mail.listendomain(&settings.amt.email);
    let mut planungen = Vec::new();
    for anlass in &auswahl.anlaesse {
        let termin = match (anlass, bestand) {
            (Anlass::Sitzung(id), Some(bestand)) => bestand.terminstand(id)?,
            _ => None,
        };
        planungen.push(planung::plan(quelle.versandfall(anlass)?, post, termin, domain, jetzt));
    }
    Ok(planungen)
}

/// Mails that a run which was cut off had begun: whether they arrived, only a person can find out.
fn give_up_begun(bestand: &mut Bestand, jetzt: NaiveDateTime) -> Result<usize> {
    bestand.give_up_begun_post("Das Programm wurde während der Übergabe beendet", jetzt)
}

/// Notes what is to be sent, then sends it.
fn send(
    plan: &Plan,
    worte: &Versandworte,
    weg: Ausgang<'_>,
    jetzt: NaiveDateTime,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    give_up_begun(&mut bestand, jetzt)?;
    let vorbei = drop_over(&mut bestand, &grundlage.stammdaten, jetzt)?;
    let auswahl = asked_for(plan, worte, &grundlage, &bestand.post()?, jetzt)?;
    let (planungen, ergebnis) = send_these(plan, &grundlage, &mut bestand, &auswahl, weg, jetzt, fortschritt)?;
    let late = late_sentences(&grundlage.stammdaten, &planungen, jetzt);
    let post = bestand.post()?;
    Ok(answer(weg, &planungen, &ergebnis, &late, &vorbei, &uebersicht::offen(&post)))
}

/// Notes these mails, then sends what may go now.
fn send_these(
    plan: &Plan,
    grundlage: &Grundlage,
    bestand: &mut Bestand,
    auswahl: &Auswahl<'_>,
    weg: Ausgang<'_>,
    jetzt: NaiveDateTime,
    fortschritt: &dyn Fortschritt,
) -> Result<(Vec<Planung>, Ergebnis)> {
    let stammdaten = &grundlage.stammdaten;
    let post = bestand.post()?;
    let planungen = plan_all(plan, auswahl, grundlage, Some(&*bestand), &post, jetzt)?;
    let setzer = Postsetzer::new(&Vorlagen::with_overrides(&plan.templates())?)?;
    let schreiber = Schreiber { stammdaten, setzer: &setzer, heute: plan.heute };
    // Every mail is written once before any is noted: one that cannot be stops all, and nothing has left.
    for planung in &planungen {
        for posten in planung.posten.iter().filter(|posten| posten.ist_neu) {
            schreiber.write(planung, posten, jetzt, false)?;
        }
    }
    for planung in &planungen {
        bestand.plan_post(&planung.plan, jetzt)?;
    }
    let ergebnis = match weg {
        Ausgang::Eml(folder) => ausgang::eml(bestand, &planungen, &schreiber, folder, jetzt)?,
        Ausgang::Smtp => ausgang::smtp(plan, bestand, &planungen, &schreiber, jetzt, fortschritt)?,
    };
    Ok((planungen, ergebnis))
}

/// Planned invitations to meetings that are over go nowhere any more.
fn drop_over(bestand: &mut Bestand, stammdaten: &Stammdaten, jetzt: NaiveDateTime) -> Result<Vec<String>> {
    let mut plan = Postplan::default();
    let mut said = Vec::new();
    for eintrag in bestand.post()?.into_iter().filter(|eintrag| eintrag.zustand == Zustand::Geplant) {
        let Some(Anlass::Sitzung(id)) = Anlass::parse(&eintrag.anlass) else { continue };
        let sitzung = stammdaten.sitzungen.iter().find(|sitzung| sitzung.id == id);
        if sitzung.is_some_and(|sitzung| jetzt < anlass::zeiten(sitzung).0) {
            continue;
        }
        said.push(format!(
            "Die Mail zu {id} an {} ist nicht mehr gesendet worden: Die Sitzung ist vorbei.{}",
            eintrag.empfaenger,
            if eintrag.antwort.is_empty() { String::new() } else { format!(" Zuletzt: {}", eintrag.antwort) }
        ));
        plan.ueberholt.push(eintrag.message_id);
    }
    bestand.plan_post(&plan, jetzt)?;
    Ok(said)
}

fn answer(
    weg: Ausgang<'_>,
    planungen: &[Planung],
    ergebnis: &Ergebnis,
    late: &[String],
    vorbei: &[String],
    offen: &[&Posteintrag],
) -> Antwort {
    let mut lines: Vec<_> = late.iter().chain(vorbei).map(|line| format!("Achtung: {line}")).collect();
    lines.extend(planungen.iter().flat_map(|planung| planung.hinweise.iter().map(|line| format!("Hinweis: {line}"))));
    match weg {
        Ausgang::Eml(folder) => {
            lines.push(format!("Entwürfe: {} in {}", ergebnis.entwuerfe, folder.display()));
        }
        Ausgang::Smtp => lines.push(format!("Gesendet: {} Mails", ergebnis.angenommen)),
    }
    for (address, words, again) in &ergebnis.spaeter {
        lines.push(format!("Später: {address}, wieder ab {} ({words})", uebersicht::moment_text(*again)));
    }
    for (address, words) in &ergebnis.abgelehnt {
        lines.push(format!("Abgelehnt: {address} ({words})"));
    }
    if let Some(reason) = &ergebnis.abbruch {
        lines.push(format!("Abgebrochen: {reason}; {} Mails bleiben geplant", ergebnis.unversucht));
    }
    let uncertain: Vec<_> = offen.iter().filter(|eintrag| eintrag.zustand == Zustand::Ungewiss).collect();
    for eintrag in &uncertain {
        lines
            .push(format!("Ungewiss: {}, Message-ID {} ({})", eintrag.empfaenger, eintrag.message_id, eintrag.antwort));
    }
    if !uncertain.is_empty() {
        lines.push("Nachfragen, ob sie da sind, dann: versand --klaeren MESSAGE-ID angenommen|erneut".to_owned());
    }
    let to_see = !(late.is_empty()
        && vorbei.is_empty()
        && ergebnis.spaeter.is_empty()
        && ergebnis.abgelehnt.is_empty()
        && uncertain.is_empty()
        && ergebnis.abbruch.is_none());
    Antwort {
        text: lines.join("\n"),
        json: json!({
            "ergebnis": ergebnis,
            "anlaesse": planungen.iter().map(|planung| planung.rahmen.anlass.to_string()).collect::<Vec<_>>(),
            "verspaetet": late,
            "vorbei": vorbei,
            "ungewiss": uncertain.iter().map(|eintrag| uebersicht::object(eintrag)).collect::<Vec<_>>(),
        }),
        status: Status::of(to_see),
    }
}
