//! What was decided and what is planned: Bescheide, movements of the budget, open Maßnahmen.

use chrono::NaiveDate;
use serde::Serialize;

use super::kontext::{Bereich, Kontext, zitat};
use super::zusammensetzung::{grund, touches};
use crate::domain::RaumId;
use crate::domain::budget::Budgetbewegung;
use crate::domain::massnahme::{Massnahme, Status};
use crate::domain::umschichtung::ausgleich;
use crate::domain::woerter::Fall;
use crate::domain::zuwendung::voraussichtlich;
use crate::present::zahl;

/// A line of the table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Beschluss {
    datum: String,
    gegenstand: String,
    entscheidung: String,
    betrag: String,
}

/// The table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Beschluesse {
    titel: String,
    einheit: &'static str,
    zeilen: Vec<Beschluss>,
    noten: Vec<String>,
}

/// Decisions of the Haushaltsjahr by day, then what is open.
pub(super) fn beschluesse<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>) -> Beschluesse {
    let records = kontext.records(bereich);
    let mut decided: Vec<(NaiveDate, Beschluss)> = Vec::new();
    let mut after = false;
    for record in &records {
        if let Some((day, line)) = bewilligt(kontext, record).or_else(|| abgelehnt(kontext, record)) {
            after |= day > kontext.stichtag();
            decided.push((day, line));
        }
    }
    // Where several budgets are shown, their movements stand below the composition of the budgets.
    let own = match bereich {
        Bereich::Raum(raum) => Some(&raum.id),
        Bereich::Region(_) | Bereich::Kreis => None,
    };
    if let Some(own) = own {
        let bewegungen = kontext.stammdaten.budgetbewegungen.iter().filter(|bewegung| {
            bewegung.jahr() == kontext.haushaltsjahr()
                && bewegung.budgetart() == kontext.budgetart
                && touches(bewegung, |raum| raum == own)
        });
        for bewegung in bewegungen {
            after |= bewegung.datum().day() > kontext.stichtag();
            decided.push((bewegung.datum().day(), bewegt(kontext, bewegung, own)));
        }
    }
    decided.sort_by_key(|(day, _)| *day);
    let joint = records.iter().any(|record| record.anteile.len() > 1);
    let mut zeilen: Vec<Beschluss> = decided.into_iter().map(|(_, line)| line).collect();
    zeilen.extend(records.iter().filter(|record| is_open(kontext, record)).map(|record| offen(record)));
    zeilen.extend(own.into_iter().flat_map(|own| vorgeschlagen(kontext, own)));
    let mut noten = Vec::new();
    if !zeilen.is_empty() {
        noten.push(format!(
            "Bei {} steht die ganze bewilligte Summe über alle Haushaltsjahre{}.",
            kontext.massnahme().viele("", Fall::Dativ),
            if joint { " und alle beteiligten Budgets" } else { "" }
        ));
    }
    if after {
        noten.push(format!("Was nach dem {} entschieden ist, zählt noch nicht.", zahl::tag(kontext.stichtag())));
    }
    let titel = if own.is_some() {
        "Beschlossen und geplant".to_owned()
    } else {
        format!("Beschlossene und geplante {}", kontext.massnahme().mehrzahl())
    };
    Beschluesse { titel, einheit: zahl::einheit(kontext.einheit), zeilen, noten }
}

/// A Maßnahme that begins, or whose Bescheid was given, in the Haushaltsjahr.
fn bewilligt(kontext: &Kontext<'_>, record: &Massnahme) -> Option<(NaiveDate, Beschluss)> {
    let bescheid = record.entscheidungen.bescheid.as_ref()?;
    let in_year = |day: NaiveDate| (kontext.jahresbeginn()..=kontext.jahresende()).contains(&day);
    if !in_year(bescheid.datum.day()) && !in_year(record.laufzeit.beginn.day()) {
        return None;
    }
    let geld = record.entscheidungen.ressourceneinsatz.as_ref();
    let day = geld.map_or(bescheid.datum, |geld| geld.datum).day();
    let ergebnis = geld.map_or("bewilligt", |geld| geld.ergebnis.as_str());
    Some((
        day,
        Beschluss {
            datum: zahl::tag(day),
            gegenstand: format!(
                "{} {}, Bescheid vom {}",
                record.id,
                zitat(&record.titel),
                zahl::tag(bescheid.datum.day())
            ),
            entscheidung: geld.map_or_else(|| ergebnis.to_owned(), |geld| format!("{}: {ergebnis}", geld.gremium)),
            betrag: zahl::betrag(bescheid.betrag),
        },
    ))
}

/// A Bedarf that stays without an offer. The reason is on record; it may judge providers and is not printed.
fn abgelehnt(kontext: &Kontext<'_>, record: &Massnahme) -> Option<(NaiveDate, Beschluss)> {
    let ablehnung = record.entscheidungen.kein_leistungsangebot.as_ref()?;
    let day = ablehnung.datum.day();
    if !(kontext.jahresbeginn()..=kontext.jahresende()).contains(&day) {
        return None;
    }
    let durch = record.entscheidungen.leistungserbringung.as_ref();
    Some((
        day,
        Beschluss {
            datum: zahl::tag(day),
            gegenstand: format!("{} {}: kein Leistungsangebot", record.id, zitat(&record.titel)),
            entscheidung: durch.map_or_else(String::new, |durch| durch.durch.clone()),
            betrag: zahl::NICHTS.to_owned(),
        },
    ))
}

/// A movement as one budget sees it: what it gives counts against it.
fn bewegt(kontext: &Kontext<'_>, bewegung: &Budgetbewegung, own: &RaumId) -> Beschluss {
    let (gegenstand, betrag) = match bewegung {
        Budgetbewegung::Nachtrag { raum, betrag, beschluss, .. } => {
            let word =
                if betrag.is_negative() && beschluss.contains("sperre") { "Haushaltssperre" } else { "Nachtrag" };
            (format!("{word} für {}", kontext.name(raum)), zahl::aenderung_tabelle(*betrag))
        }
        Budgetbewegung::Uebertrag { raum, betrag, aus_jahr, .. } => {
            (format!("Übertrag aus {aus_jahr} für {}", kontext.name(raum)), zahl::aenderung_tabelle(*betrag))
        }
        Budgetbewegung::Umschichtung { von, nach, betrag, .. } => (
            format!("Umschichtung von {} an {}", kontext.name(von), kontext.name(nach)),
            zahl::aenderung_tabelle(if von == own { -*betrag } else { *betrag }),
        ),
    };
    Beschluss { datum: zahl::tag(bewegung.datum().day()), gegenstand, entscheidung: grund(bewegung), betrag }
}

/// Whether nothing is decided on a Maßnahme that could still begin.
pub(super) fn is_open(kontext: &Kontext<'_>, record: &Massnahme) -> bool {
    let open = matches!(record.status, Status::BedarfFestgestellt | Status::InBewertung);
    let found = record.bedarf.festgestellt_am.day() <= kontext.heute;
    open && found && record.entscheidungen.bescheid.is_none() && record.laufzeit.ende.day() >= kontext.stichtag()
}

fn offen(record: &Massnahme) -> Beschluss {
    Beschluss {
        datum: "offen".to_owned(),
        gegenstand: format!(
            "{} {}: {}, geplant {}",
            record.id,
            zitat(&record.titel),
            record.status.as_str(),
            zahl::spanne(record.laufzeit.beginn.day(), record.laufzeit.ende.day())
        ),
        entscheidung: "steht aus".to_owned(),
        betrag: zahl::UNBEKANNT.to_owned(),
    }
}

/// What one budget would give or receive for joint Maßnahmen that are not decided yet.
fn vorgeschlagen(kontext: &Kontext<'_>, own: &RaumId) -> Vec<Beschluss> {
    let open = kontext.stammdaten.massnahmen.iter().filter(|record| {
        let joint = !record.gemeinsam_mit.is_empty() || record.anteile.len() > 1;
        record.budgetart == kontext.budgetart && joint && is_open(kontext, record)
    });
    open.flat_map(|record| {
        let sum = voraussichtlich(kontext.stammdaten, record).unwrap_or_default();
        let lines = ausgleich(kontext.stammdaten, record, sum, kontext.heute);
        lines.into_iter().flat_map(|line| line.vorschlaege).map(move |vorschlag| (record, vorschlag))
    })
    .filter(|(_, vorschlag)| vorschlag.jahr == kontext.haushaltsjahr())
    .filter(|(_, vorschlag)| vorschlag.von == *own || vorschlag.nach == *own)
    .map(|(record, vorschlag)| Beschluss {
        datum: "offen".to_owned(),
        gegenstand: format!(
            "Umschichtung von {} an {} für {} {}, vorgeschlagen",
            kontext.name(&vorschlag.von),
            kontext.name(&vorschlag.nach),
            record.id,
            zitat(&record.titel)
        ),
        entscheidung: "steht aus".to_owned(),
        betrag: zahl::aenderung_tabelle(if vorschlag.von == *own { -vorschlag.betrag } else { vorschlag.betrag }),
    })
    .collect()
}
