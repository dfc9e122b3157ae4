//! The Sachbericht: goals of Anlage 1 with what was reached, people and meetings, and what the Träger says.

use serde::Serialize;

use super::{Eintrag, Kontext};
use crate::domain::evaluation::Evaluation;
use crate::domain::{Halbjahr, Quartal};
use crate::present::evaluation::auswahl::Kontext as Evaluationskontext;
use crate::present::evaluation::ziele::{Ziele, ziele};
use crate::present::zahl;

/// Goals, effort, words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Sachbericht {
    titel: String,
    ziele: Option<Ziele>,
    ohne_ziele: String,
    umfang: Vec<Eintrag>,
    texte: Vec<Eintrag>,
    noten: Vec<String>,
}

/// The half-years of the Förderjahr that have an evaluation, the earlier first.
fn evaluationen<'a>(kontext: &Kontext<'a>) -> Vec<&'a Evaluation> {
    let jahr = kontext.nachweis.foerderjahr;
    let mut found: Vec<_> = kontext
        .stammdaten
        .evaluationen
        .iter()
        .filter(|evaluation| evaluation.massnahme == kontext.massnahme.id)
        .filter(|evaluation| evaluation.halbjahr.beginn().format("%Y").to_string() == jahr.to_string())
        .collect();
    found.sort_by_key(|evaluation| evaluation.halbjahr);
    found
}

pub(super) fn sachbericht(kontext: &Kontext<'_>) -> Sachbericht {
    let evaluations = evaluationen(kontext);
    let half = evaluations.last().map(|last| last.halbjahr).or_else(|| second_half(kontext.nachweis.foerderjahr));
    let goals = half.and_then(|half| {
        let of_half = Evaluationskontext::new(kontext.stammdaten, half, kontext.heute);
        ziele(&of_half, kontext.massnahme).filter(|_| !evaluations.is_empty())
    });
    let mut noten = Vec::new();
    if let Some(last) = evaluations.last() {
        noten.push(format!(
            "Ziele nach der Evaluation für das {}, eingegangen am {}. Rahmen = Soll zum Ende der Laufzeit; „s“ geschätzt, „.“ keine Angabe.",
            zahl::halbjahr(last.halbjahr),
            zahl::tag(last.eingang.day())
        ));
    }
    Sachbericht {
        titel: format!("Sachbericht {}", kontext.nachweis.foerderjahr),
        ohne_ziele: "Zu diesem Förderjahr liegt keine Evaluation vor, die Ziele nennt.".to_owned(),
        ziele: goals,
        umfang: umfang(&evaluations),
        texte: texte(kontext),
        noten,
    }
}

fn second_half(jahr: i32) -> Option<Halbjahr> {
    Quartal::new(jahr, 4).and_then(Quartal::ends_halbjahr)
}

/// People, meetings and hours by half-year.
fn umfang(evaluations: &[&Evaluation]) -> Vec<Eintrag> {
    evaluations
        .iter()
        .map(|evaluation| Eintrag {
            begriff: zahl::halbjahr(evaluation.halbjahr),
            texte: vec![format!(
                "{} von {} geplanten Teilnehmenden, {} Termine; Stunden: hauptamtlich {}, ehrenamtlich {}, sonstige {}",
                evaluation.teilnehmende_erreicht,
                evaluation.teilnehmende_geplant,
                evaluation.termine,
                zahl::zahl(evaluation.stunden.hauptamtlich, 2),
                zahl::zahl(evaluation.stunden.ehrenamtlich, 2),
                zahl::zahl(evaluation.stunden.schluesselperson, 2),
            )],
        })
        .collect()
}

/// What the Träger says; what it left out is said to be missing.
fn texte(kontext: &Kontext<'_>) -> Vec<Eintrag> {
    let bericht = &kontext.nachweis.sachbericht;
    [
        ("Durchführung", &bericht.durchfuehrung),
        ("Ergebnisse", &bericht.ergebnisse),
        ("Abweichungen", &bericht.abweichungen),
        ("Ausblick", &bericht.ausblick),
    ]
    .into_iter()
    .map(|(begriff, text)| {
        let lines: Vec<String> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let texte = if lines.is_empty() { vec!["keine Angabe".to_owned()] } else { lines };
        Eintrag { begriff: begriff.to_owned(), texte }
    })
    .collect()
}
