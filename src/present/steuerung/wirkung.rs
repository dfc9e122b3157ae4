//! What came of it: goals by degree from the year's latest evaluation, changes of course, recommendations. What has no
//! evaluation stands in front.

use serde::Serialize;

use super::auswahl::Kontext;
use crate::domain::evaluation::Evaluation;
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::{Halbjahr, Stammdaten};
use crate::present::evaluation::Eintrag;
use crate::present::evaluation::auswahl::{Kontext as Evaluationskontext, Stufe, Zaehlung};
use crate::present::evaluation::worte::empfehlung;
use crate::present::zahl::{self, NBSP, NICHTS, SINNLOS, UNBEKANNT};

/// The table and the texts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Wirkung {
    titel: String,
    spalten: Vec<&'static str>,
    zeilen: Vec<Zeile>,
    summe: Summe,
    keine: String,
    umsteuerungen: Vec<Eintrag>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    titel: String,
    id: String,
    zustand: &'static str,
    wort: String,
    details: Vec<String>,
    /// Goals by degree, in the order of the columns.
    grade: Vec<String>,
    ziele: String,
    teilnehmende: String,
    empfehlung: String,
}

#[derive(Clone, Debug, Serialize)]
struct Summe {
    name: String,
    grade: Vec<String>,
    ziele: String,
    teilnehmende: String,
}

/// Degrees that have a column of their own.
const GRADE: [Stufe; 5] = [Stufe::Vollstaendig, Stufe::Groesstenteils, Stufe::Teilweise, Stufe::Nicht, Stufe::Keine];

/// What is known of the effect of one Maßnahme in the year.
pub(super) struct Ergebnis<'a> {
    pub massnahme: &'a Massnahme,
    /// The latest evaluation of the year.
    pub evaluation: Option<&'a Evaluation>,
    pub zaehlung: Zaehlung,
    /// Half-years of the year whose evaluation is due and missing.
    pub fehlend: Vec<Halbjahr>,
    /// Whether an evaluation of the year is or will be owed at all.
    pub verlangt: bool,
}

fn of_half<'a>(stammdaten: &'a Stammdaten, halbjahr: Halbjahr, kontext: &Kontext<'a>) -> Evaluationskontext<'a> {
    Evaluationskontext::new(stammdaten, halbjahr, kontext.heute)
}

/// All granted Maßnahmen: those without an evaluation first, else by key.
pub(super) fn ergebnisse<'a>(kontext: &Kontext<'a>) -> Vec<Ergebnis<'a>> {
    let mut found: Vec<Ergebnis<'a>> =
        kontext.gefoerdert().into_iter().map(|massnahme| ergebnis(kontext, massnahme)).collect();
    found.sort_by_key(|one| one.evaluation.is_some());
    found
}

fn ergebnis<'a>(kontext: &Kontext<'a>, massnahme: &'a Massnahme) -> Ergebnis<'a> {
    let stammdaten = kontext.stammdaten;
    let owed: Vec<Halbjahr> = kontext.halbjahre().into_iter().filter(|halbjahr| massnahme.runs_in(*halbjahr)).collect();
    let due = |halbjahr: &Halbjahr| of_half(stammdaten, *halbjahr, kontext).frist < kontext.heute;
    let latest = owed.iter().rev().find_map(|halbjahr| {
        let of_it = of_half(stammdaten, *halbjahr, kontext);
        Some((of_it.evaluation(massnahme)?, of_it.zaehle(&[massnahme])))
    });
    let missing = |halbjahr: &Halbjahr| of_half(stammdaten, *halbjahr, kontext).evaluation(massnahme).is_none();
    let fehlend = owed.iter().copied().filter(|halbjahr| due(halbjahr) && missing(halbjahr)).collect();
    let (evaluation, zaehlung) = latest.map_or((None, Zaehlung::default()), |(one, count)| (Some(one), count));
    Ergebnis { massnahme, evaluation, zaehlung, fehlend, verlangt: !owed.is_empty() }
}

/// Goals by degree over all.
pub(super) fn gesamt(found: &[Ergebnis<'_>]) -> Zaehlung {
    let mut all = Zaehlung::default();
    for one in found {
        for stufe in Stufe::ALLE {
            (0..one.zaehlung.zahl(stufe)).for_each(|_| all.add(stufe));
        }
    }
    all
}

pub(super) fn wirkung(kontext: &Kontext<'_>) -> Wirkung {
    let found = ergebnisse(kontext);
    let all = gesamt(&found);
    let there: Vec<&Evaluation> = found.iter().filter_map(|one| one.evaluation).collect();
    let people = |count: fn(&Evaluation) -> u32| there.iter().map(|one| i64::from(count(one))).sum::<i64>();
    let wort = kontext.wort();
    Wirkung {
        titel: format!("Umsetzung und Wirkung {}", kontext.jahr),
        spalten: vec!["voll-\nständig", "größten-\nteils", "teil-\nweise", "nicht", "ohne\nAngabe"],
        zeilen: found.iter().map(zeile).collect(),
        summe: Summe {
            name: "zusammen".to_owned(),
            grade: GRADE.iter().map(|stufe| zahl::anzahl_tabelle(all.zahl(*stufe))).collect(),
            ziele: zahl::anzahl_tabelle(all.summe()),
            teilnehmende: von(people(|one| one.teilnehmende_erreicht), people(|one| one.teilnehmende_geplant)),
        },
        keine: format!("Im Jahr {} lief {}.", kontext.jahr, wort.mit(Begleiter::Kein, Fall::Nominativ)),
        umsteuerungen: umsteuerungen(&found),
        noten: vec![
            "Ziele nach der letzten Evaluation des Jahres; den Grad gibt der Träger an.".to_owned(),
            "Teilnehmende: erreicht von geplant, im Halbjahr dieser Evaluation. Empfehlung: des Trägers.".to_owned(),
        ],
    }
}

/// `43 von 40`; a dash where nothing was planned and nobody came.
fn von(erreicht: i64, geplant: i64) -> String {
    if erreicht == 0 && geplant == 0 {
        NICHTS.to_owned()
    } else {
        format!("{} von {}", zahl::anzahl(erreicht), zahl::anzahl(geplant))
    }
}

fn zeile(one: &Ergebnis<'_>) -> Zeile {
    let missing = || one.fehlend.iter().map(|halbjahr| zahl::halbjahr(*halbjahr)).collect::<Vec<_>>().join(" und ");
    let known = one.evaluation.is_some();
    let (zustand, wort, mut details) = match one.evaluation {
        Some(evaluation) => {
            let came = format!("Eingang {}", zahl::tag(evaluation.eingang.day()));
            ("erledigt", zahl::halbjahr(evaluation.halbjahr), vec![came])
        }
        None if !one.verlangt => ("keiner", "keine verlangt".to_owned(), Vec::new()),
        None if one.fehlend.is_empty() => ("offen", "noch nicht fällig".to_owned(), Vec::new()),
        None => ("ausstehend", "ausstehend".to_owned(), vec![missing()]),
    };
    if known && !one.fehlend.is_empty() {
        details.push(format!("es fehlt: {}", missing()));
    }
    let unknown = if one.verlangt { UNBEKANNT } else { SINNLOS };
    let count = |count: i64| if known { zahl::anzahl_tabelle(count) } else { unknown.to_owned() };
    Zeile {
        titel: one.massnahme.titel.clone(),
        id: one.massnahme.id.to_string(),
        zustand,
        wort,
        details,
        grade: GRADE.iter().map(|stufe| count(one.zaehlung.zahl(*stufe))).collect(),
        ziele: count(one.zaehlung.summe()),
        teilnehmende: one.evaluation.map_or_else(
            || unknown.to_owned(),
            |evaluation| von(evaluation.teilnehmende_erreicht.into(), evaluation.teilnehmende_geplant.into()),
        ),
        empfehlung: one.evaluation.map_or_else(|| unknown.to_owned(), |one| empfehlung(one.empfehlung).to_owned()),
    }
}

/// What the Träger changes, in their words.
fn umsteuerungen(found: &[Ergebnis<'_>]) -> Vec<Eintrag> {
    let told = found.iter().filter_map(|one| {
        let text = one.evaluation?.umsteuerung.trim();
        (!text.is_empty()).then(|| Eintrag {
            begriff: one.massnahme.id.to_string(),
            texte: vec![text.replace(" § ", &format!(" §{NBSP}"))],
        })
    });
    told.collect()
}
