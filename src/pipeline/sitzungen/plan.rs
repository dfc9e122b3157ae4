//! `jahresplanung`: the plan of a year as PDFs and calendars, and its proposals as records.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::ausgabe::{Datei, write_all};
use super::super::bericht::{typeset, unprintable};
use super::super::workspace::Grundlage;
use super::super::{Antwort, Fortschritt, rechenprobe};
use super::{Ergebnis, akte};
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::raum::Raum;
use crate::error::Result;
use crate::plan::Plan;
use crate::present::kalender::Kalender;
use crate::present::sitzungen::{plan as present, planteam};
use crate::render::kalender::ics;
use crate::rules::termine::{self, Jahresplan, Termin};

/// Plans a year: checks what is on record, proposes what is missing, and with `anlegen` makes the proposals records.
pub(in crate::pipeline) fn jahresplanung(
    plan: &Plan,
    jahr: i32,
    anlegen: bool,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let mut grundlage = Grundlage::open(plan)?;
    let mut jahresplan = termine::plan(&grundlage.stammdaten, jahr, plan.heute);
    let mut angelegt = Vec::new();
    if anlegen {
        for termin in without_conflict(&jahresplan) {
            angelegt.push(akte::create(plan, &grundlage.stammdaten, &jahresplan, termin)?);
        }
        // The plan is made of what is on record now.
        grundlage = Grundlage::open(plan)?;
        jahresplan = termine::plan(&grundlage.stammdaten, jahr, plan.heute);
    }
    let stammdaten = &grundlage.stammdaten;
    let teams: Vec<&Raum> =
        stammdaten.sozialraeume().filter(|raum| jahresplan.of_team(&raum.id).next().is_some()).collect();
    let mut dokumente = vec![present::plan(stammdaten, &jahresplan, plan.heute)];
    dokumente.extend(teams.iter().map(|raum| planteam::plan_of_team(stammdaten, &jahresplan, raum, plan.heute)));
    let geprueft = rechenprobe::geprueft(plan, dokumente, &Gegenrechnung::default())?;
    let pdfs = typeset(plan, &geprueft, fortschritt)?;
    let zeichen = unprintable(&pdfs);
    let mut dateien: Vec<Datei> = pdfs.into_iter().map(|pdf| Datei { pfad: pdf.pfad, bytes: pdf.bytes }).collect();
    let folder = format!("jahresplanung/{jahr}");
    let file = |name: String, kalender: Kalender| Datei {
        pfad: format!("{folder}/{name}.ics"),
        bytes: ics(&kalender).into_bytes(),
    };
    dateien.push(file("jahresplanung".to_owned(), planteam::kalender(stammdaten, &jahresplan, None, plan.heute)));
    for raum in teams {
        let kalender = planteam::kalender(stammdaten, &jahresplan, Some(&raum.id), plan.heute);
        dateien.push(file(format!("jahresplanung-{}", raum.id), kalender));
    }
    let ausgaben = write_all(&plan.reports(), &dateien)?;
    let saetze = saetze(&jahresplan, &angelegt, anlegen);
    let ergebnis = Ergebnis {
        ausgaben,
        zeichen,
        saetze,
        mehr: vec![
            ("jahr", json!(jahr)),
            ("sitzungen", json!(jahresplan.termine.len())),
            ("vorgeschlagen", json!(jahresplan.termine.iter().filter(|termin| termin.vorgeschlagen).count())),
            ("angelegt", json!(angelegt)),
            ("ungeprueft", json!(jahresplan.ungeprueft)),
        ],
        befunde: jahresplan.befunde,
    };
    Ok(ergebnis.antwort(plan))
}

/// Proposals that nothing stands against. The others are for people to decide.
fn without_conflict(jahresplan: &Jahresplan) -> impl Iterator<Item = &Termin> {
    let in_conflict: BTreeSet<&str> = jahresplan
        .conflicts()
        .filter(|befund| befund.regel != "ferien-unbekannt")
        .flat_map(|befund| &befund.sitzungen)
        .map(String::as_str)
        .collect();
    jahresplan.termine.iter().filter(move |termin| termin.vorgeschlagen && !in_conflict.contains(termin.id.as_str()))
}

fn saetze(jahresplan: &Jahresplan, angelegt: &[String], anlegen: bool) -> Vec<String> {
    let count = jahresplan.termine.len();
    let proposed = jahresplan.termine.iter().filter(|termin| termin.vorgeschlagen).count();
    let mut saetze = vec![match proposed {
        0 => format!("{}: {count} Sitzungen stehen in data/sitzungen.", jahresplan.jahr),
        _ => format!(
            "{}: {} Sitzungen stehen in data/sitzungen, {proposed} sind vorgeschlagen.",
            jahresplan.jahr,
            count - proposed
        ),
    }];
    if anlegen {
        saetze.push(match angelegt.len() {
            0 => "Angelegt: nichts; kein Vorschlag ohne Konflikt fehlte.".to_owned(),
            many => format!("Angelegt: {many} Sitzungen in data/sitzungen."),
        });
        if proposed > 0 {
            saetze.push(format!("Nicht angelegt, weil ein Konflikt zu entscheiden ist: {proposed}."));
        }
    } else if proposed > 0 {
        saetze.push("Mit --anlegen werden die Vorschläge zu Sitzungsakten.".to_owned());
    }
    saetze.extend(jahresplan.ungeprueft.iter().map(|satz| format!("Nicht geprüft: {satz}.")));
    saetze
}
