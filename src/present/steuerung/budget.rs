//! The budgets of the year: each Region and Raum, and all together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::auswahl::Kontext;
use crate::domain::Betrag;
use crate::domain::budget::Einheit;
use crate::domain::kennung::Kennungen;
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::present::budgetuebersicht::kontext::{Bereich, Kontext as Budgetkontext};
use crate::present::budgetuebersicht::vergleich::{Budgetzeile, Rang, budgetzeilen};
use crate::present::zahl::{self, SINNLOS, UNBEKANNT};

/// One kind of budget.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Budgettabelle {
    titel: String,
    einheit: &'static str,
    /// Whether bookings are known; else the table says what is not granted.
    kennt_ist: bool,
    zeilen: Vec<Zeile>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    name: String,
    rang: Rang,
    ansatz: String,
    verfuegbar: String,
    bewilligt: String,
    rest: String,
    rest_rot: bool,
    ist: String,
    gebunden: String,
    frei: String,
    frei_rot: bool,
    auslastung: String,
}

/// Keys of the figures of each line by their field; none for what no figures have.
pub(super) type Schluessel = Vec<BTreeMap<&'static str, String>>;

/// Kinds of budgets in the order of the figures.
pub(super) fn arten<'a>(kontext: &Kontext<'a>) -> Vec<&'a str> {
    let mut arten: Vec<&str> = Vec::new();
    for line in &kontext.auswertung.kennzahlen.budget {
        if !arten.contains(&line.budgetart.as_str()) {
            arten.push(&line.budgetart);
        }
    }
    arten
}

fn of_art<'a>(kontext: &Kontext<'a>, art: &'a str) -> Budgetkontext<'a> {
    Budgetkontext::new(kontext.stammdaten, kontext.auswertung, art, kontext.heute)
}

/// The totals of all budgets in €.
pub(super) fn summen(kontext: &Kontext<'_>) -> Vec<BudgetKennzahl> {
    let budgets = arten(kontext).into_iter().map(|art| of_art(kontext, art));
    budgets.filter(|budget| budget.einheit == Einheit::Euro).map(|budget| budget.kennzahl(Bereich::Kreis)).collect()
}

/// Single budgets whose Zusagen are above them, and those of which more than half is free: name, Ansatz and rest.
pub(super) fn auffaellig(kontext: &Kontext<'_>) -> Vec<(String, Betrag, Betrag)> {
    let mut found = Vec::new();
    for art in arten(kontext) {
        let budget = of_art(kontext, art);
        if budget.einheit != Einheit::Euro {
            continue;
        }
        for line in kept(budgetzeilen(&budget, None)).into_iter().filter(|line| line.ist_teil) {
            let rest = line.zeile.verfuegbar - line.zeile.ist - line.zeile.gebunden;
            found.push((line.voller_name, line.zeile.verfuegbar, rest));
        }
    }
    found.retain(|(_, verfuegbar, rest)| rest.is_negative() || *rest + *rest > *verfuegbar);
    found
}

/// The tables, each with the keys of its figures.
pub(super) fn budgets(kontext: &Kontext<'_>) -> Vec<(Schluessel, Budgettabelle)> {
    let arten = arten(kontext);
    let several = arten.len() > 1;
    arten.into_iter().map(|art| tabelle(kontext, art, several)).collect()
}

fn tabelle<'a>(kontext: &Kontext<'a>, art: &'a str, several: bool) -> (Schluessel, Budgettabelle) {
    let budget = of_art(kontext, art);
    let all = budgetzeilen(&budget, None);
    let before = all.len();
    let lines: Vec<Budgetzeile> = kept(all);
    let keys = Kennungen::new(kontext.auswertung);
    let schluessel = lines
        .iter()
        .map(|line| {
            // A line of its own has no figure; without a delivery there is no second computation to hold it against.
            if line.key.starts_with("eigen:") || !kontext.kennt_ist() {
                return BTreeMap::new();
            }
            keys.budget(&line.zeile).into_iter().map(|kennzahl| (kennzahl.feld, kennzahl.id)).collect()
        })
        .collect();
    let name = if several {
        format!("Budget {}: {}", kontext.jahr, budget.budgetname())
    } else {
        format!("Budget {}", kontext.jahr)
    };
    let mut noten = Vec::new();
    if lines.len() < before {
        noten.push("Räume ohne eigenes Budget, ohne Zusage und ohne Buchung sind nicht aufgeführt.".to_owned());
    }
    if !kontext.kennt_ist() {
        noten.push(format!(
            "Was ausgegeben ist, fehlt: Für {} liegt keine Lieferung der Wirtschaftlichen Jugendhilfe vor.",
            kontext.jahr
        ));
    }
    let table = Budgettabelle {
        titel: name,
        einheit: zahl::einheit(budget.einheit),
        kennt_ist: kontext.kennt_ist(),
        zeilen: lines.iter().map(|line| zeile(kontext, line)).collect(),
        noten,
    };
    (schluessel, table)
}

/// Lines that say something: the total always, and a Region always with its parts.
fn kept(mut lines: Vec<Budgetzeile>) -> Vec<Budgetzeile> {
    lines.retain(|line| {
        let figures = &line.zeile;
        let nothing = [figures.ansatz, figures.verfuegbar, figures.bewilligt, figures.ist].iter().all(|b| b.is_zero());
        line.rang == Rang::Summe || !nothing
    });
    // A Region that is nothing but its own budget needs no second line for it.
    let mut kept: Vec<Budgetzeile> = Vec::new();
    let mut rest = lines.into_iter().peekable();
    while let Some(mut line) = rest.next() {
        if line.rang == Rang::Gruppe {
            let mut parts = Vec::new();
            while let Some(part) = rest.next_if(|next| next.rang == Rang::Teil) {
                parts.push(part);
            }
            if parts.len() <= 1 && parts.iter().all(|part| part.key.starts_with("eigen:")) {
                line.rang = Rang::Einzeln;
                line.ist_teil = true;
                parts.clear();
            }
            kept.push(line);
            kept.extend(parts);
        } else {
            kept.push(line);
        }
    }
    kept
}

fn zeile(kontext: &Kontext<'_>, line: &Budgetzeile) -> Zeile {
    let figures = &line.zeile;
    let known = kontext.kennt_ist();
    let rest = figures.verfuegbar - figures.bewilligt;
    let booked = |betrag: Betrag| if known { zahl::betrag_tabelle(betrag) } else { UNBEKANNT.to_owned() };
    Zeile {
        name: line.name.clone(),
        rang: line.rang,
        ansatz: zahl::betrag_tabelle(figures.ansatz),
        verfuegbar: zahl::betrag_tabelle(figures.verfuegbar),
        bewilligt: zahl::betrag_tabelle(figures.bewilligt),
        rest: zahl::betrag_tabelle(rest),
        rest_rot: rest.is_negative(),
        ist: booked(figures.ist),
        gebunden: booked(figures.gebunden),
        frei: booked(figures.frei),
        frei_rot: known && figures.frei.is_negative(),
        auslastung: match figures.auslastung {
            _ if !known => UNBEKANNT.to_owned(),
            None => SINNLOS.to_owned(),
            Some(quote) => zahl::prozent_zahl(quote, 1),
        },
    }
}
