//! What the Sozialraumteam has to decide, and in short what else runs in its Raum.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::auswahl::{Bereich, Kontext, Stufe, Zustand};
use super::worte::{budgets, empfehlung};
use crate::domain::evaluation::{Angabe, Empfehlung};
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::zahl::{self, NBSP, UNBEKANNT};

/// The list of decisions.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Entscheidungen {
    titel: String,
    einleitung: &'static str,
    zeilen: Vec<Entscheidung>,
    keine: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Entscheidung {
    nr: String,
    titel: String,
    id: String,
    fragen: Vec<String>,
    vorschlag: String,
}

/// What another budget pays and runs here too.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Weitere {
    titel: String,
    zeilen: Vec<WeitereZeile>,
    noten: [String; 1],
}

#[derive(Clone, Debug, Serialize)]
struct WeitereZeile {
    titel: String,
    details: Vec<String>,
    zustand: Zustand,
    wort: &'static str,
    ziele: String,
    empfehlung: &'static str,
}

/// The decisions that follow from the evaluations; none where nothing runs.
pub(super) fn entscheidungen(
    kontext: &Kontext<'_>,
    bereich: Bereich<'_>,
    liste: &[&Massnahme],
) -> Option<Entscheidungen> {
    if liste.is_empty() {
        return None;
    }
    let word = &kontext.stammdaten.einstellungen.amt.begriff_raum;
    let zeilen: Vec<Entscheidung> = liste
        .iter()
        .map(|massnahme| (massnahme, fragen(kontext, massnahme)))
        .filter(|(_, fragen)| !fragen.is_empty())
        .enumerate()
        .map(|(index, (massnahme, fragen))| Entscheidung {
            nr: (index + 1).to_string(),
            titel: massnahme.titel.clone(),
            id: massnahme.id.to_string(),
            fragen,
            vorschlag: kontext.evaluation(massnahme).map_or_else(
                || "Evaluation einfordern".to_owned(),
                |evaluation| format!("{} (Träger)", empfehlung(evaluation.empfehlung)),
            ),
        })
        .collect();
    Some(Entscheidungen {
        titel: match bereich {
            Bereich::Raum(_) => format!("Zu entscheiden im {word}team"),
            Bereich::Kreis => format!("Zu entscheiden in den {word}teams"),
        },
        einleitung: "Die Fragen folgen aus den Angaben der Träger; „(Träger)“: so empfohlen.",
        keine: zeilen.is_empty().then_some("Aus den Evaluationen folgt keine Entscheidung."),
        zeilen,
    })
}

/// What is open: the evaluation itself, the recommendation, goals without an answer.
fn fragen(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Vec<String> {
    let Some(evaluation) = kontext.evaluation(massnahme) else {
        return vec!["Bis wann legt der Träger die Evaluation vor?".to_owned()];
    };
    let mut fragen = Vec::new();
    let ende = massnahme.laufzeit.ende.day();
    match evaluation.empfehlung {
        Empfehlung::Anpassen if evaluation.umsteuerung.trim().is_empty() => {
            fragen.push(format!(
                "Wie wird {} angepasst?",
                kontext.stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Nominativ)
            ));
        }
        Empfehlung::Anpassen => fragen.push(format!("Anpassung: {}", evaluation.umsteuerung.trim())),
        Empfehlung::Fortfuehren if ende <= next_half_year_end(kontext.halbjahr.ende()) => {
            fragen.push(format!("Wird über den {} hinaus fortgeführt?", zahl::tag(ende)));
        }
        Empfehlung::Beenden if ende > kontext.halbjahr.ende() => {
            let what = kontext.stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Nominativ);
            fragen.push(format!("Endet {what} wie geplant am {} oder früher?", zahl::tag(ende)));
        }
        Empfehlung::Fortfuehren | Empfehlung::Beenden => {}
    }
    for ziel in evaluation.ziele.iter().filter(|ziel| ziel.angabe == Angabe::Keine) {
        fragen.push(format!("Ziel{NBSP}{}: Wie werden „{}“ künftig erhoben?", ziel.nr, ziel.indikator));
    }
    fragen
}

/// The last day of the half-year after the one that ends on `ende`.
fn next_half_year_end(ende: NaiveDate) -> NaiveDate {
    let (jahr, monat, tag) = if ende.month() == 6 { (ende.year(), 12, 31) } else { (ende.year() + 1, 6, 30) };
    NaiveDate::from_ymd_opt(jahr, monat, tag).unwrap_or(ende)
}

/// What runs in a Raum but is paid elsewhere; none where there is nothing, or for the whole office.
pub(super) fn weitere(kontext: &Kontext<'_>, bereich: Bereich<'_>) -> Option<Weitere> {
    let Bereich::Raum(raum) = bereich else { return None };
    let zeilen: Vec<WeitereZeile> =
        kontext.weitere(raum).into_iter().map(|massnahme| weitere_zeile(kontext, massnahme)).collect();
    if zeilen.is_empty() {
        return None;
    }
    Some(Weitere {
        titel: format!("Außerdem in {} tätig", kontext.name(raum)),
        zeilen,
        noten: [format!(
            "Diese {} zahlen andere Budgets; ausführlich stehen sie in deren Evaluation.",
            kontext.stammdaten.woerter().massnahme.mehrzahl()
        )],
    })
}

fn weitere_zeile(kontext: &Kontext<'_>, massnahme: &Massnahme) -> WeitereZeile {
    let zustand = kontext.zustand(massnahme);
    let evaluation = kontext.evaluation(massnahme);
    let zaehlung = kontext.zaehle(&[massnahme]);
    WeitereZeile {
        titel: massnahme.titel.clone(),
        details: vec![
            format!("{} · {}", massnahme.id, kontext.traeger(massnahme)),
            format!("Budget: {}", budgets(kontext, massnahme)),
        ],
        zustand,
        wort: match zustand {
            Zustand::Ausstehend => Stufe::Ausstehend.wort(),
            Zustand::Verspaetet => "verspätet",
            Zustand::LiegtVor => "liegt vor",
        },
        ziele: if evaluation.is_some() {
            format!("{} von {} erreicht oder größtenteils erreicht", zaehlung.erreicht(), zaehlung.summe())
        } else {
            UNBEKANNT.to_owned()
        },
        empfehlung: evaluation.map_or(UNBEKANNT, |evaluation| empfehlung(evaluation.empfehlung)),
    }
}
