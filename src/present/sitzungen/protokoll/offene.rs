//! What earlier meetings decided and is still to be done.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::super::tag;
use super::massnahme;
use crate::domain::Stammdaten;
use crate::domain::sitzung::{Beschluss, Sitzung};

/// Open Beschlüsse of meetings longer ago than this are counted and not told one by one.
const MONTHS: Months = Months::new(12);

/// Beschlüsse of the last meeting with their state, and open ones of the year before.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Offene {
    pub(super) zeilen: Vec<Zeile>,
    keine: &'static str,
    note: String,
    /// How many are open.
    #[serde(skip)]
    pub(super) anzahl: usize,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Zeile {
    nr: String,
    sitzung: String,
    text: String,
    massnahme: Option<String>,
    zustaendig: String,
    frist: String,
    zustand: &'static str,
    wort: String,
}

/// What the minutes of a meeting say about earlier ones of the team.
pub(super) fn offene(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Offene {
    let on = sitzung.datum.day();
    let mut earlier: Vec<&Sitzung> = stammdaten
        .sitzungen
        .iter()
        .filter(|other| other.raum == sitzung.raum && other.datum < sitzung.datum && other.abgesagt.is_none())
        .collect();
    earlier.sort_by(|a, b| (b.datum, &b.id).cmp(&(a.datum, &a.id)));
    let since = on - MONTHS;
    let mut zeilen = Vec::new();
    let (mut anzahl, mut older) = (0, 0);
    for (index, other) in earlier.iter().enumerate() {
        for beschluss in &other.beschluesse {
            let done = done_on(stammdaten, beschluss, on);
            if done.is_some() && index > 0 {
                continue;
            }
            if other.datum.day() < since {
                older += 1;
                continue;
            }
            anzahl += usize::from(done.is_none());
            zeilen.push(zeile(stammdaten, other, beschluss, on, done));
        }
    }
    Offene {
        zeilen,
        keine: "Aus früheren Sitzungen ist nichts offen.",
        note: match older {
            0 => String::new(),
            1 => "Ein weiterer Beschluss liegt mehr als ein Jahr zurück und ist ohne Erledigung.".to_owned(),
            many => format!("{many} weitere Beschlüsse liegen mehr als ein Jahr zurück und sind ohne Erledigung."),
        },
        anzahl,
    }
}

/// The day on which a Beschluss was done, if it was by then: by its own record, or because its Maßnahme is decided.
fn done_on(stammdaten: &Stammdaten, beschluss: &Beschluss, on: NaiveDate) -> Option<NaiveDate> {
    let own = beschluss.erledigt_am.map(|datum| datum.day());
    let decided = beschluss.massnahme.as_ref().and_then(|id| stammdaten.massnahme(id)).and_then(|massnahme| {
        let decisions = &massnahme.entscheidungen;
        let granted = decisions.bescheid.as_ref().map(|step| step.datum.day());
        granted.or(decisions.kein_leistungsangebot.as_ref().map(|step| step.datum.day()))
    });
    own.or(decided).filter(|day| *day <= on)
}

fn zeile(
    stammdaten: &Stammdaten,
    sitzung: &Sitzung,
    beschluss: &Beschluss,
    on: NaiveDate,
    done: Option<NaiveDate>,
) -> Zeile {
    let (zustand, wort) = match done {
        Some(day) => ("erledigt", format!("erledigt {}", super::zahl::tag(day))),
        None if beschluss.frist.day() < on => ("ueberfaellig", "überfällig".to_owned()),
        None => ("offen", "offen".to_owned()),
    };
    Zeile {
        nr: beschluss.nr.clone(),
        sitzung: tag(sitzung.datum),
        text: beschluss.text.clone(),
        massnahme: massnahme(stammdaten, beschluss),
        zustaendig: beschluss.zustaendig.clone(),
        frist: tag(beschluss.frist),
        zustand,
        wort,
    }
}
