//! What the Budgetübersicht of the whole office says, in short: for the overview page of a run.

use chrono::NaiveDate;

use super::kontext::{Bereich, Kontext};
use super::kreis::teile;
use super::massnahmen::posten;
use super::meldung::schlagzeile_gesamt;
use super::vergleich::{Rang, budgetzeilen};
use super::wichtig;
use crate::domain::auswertung::Auswertung;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::{BudgetKennzahl, Quote};
use crate::domain::{Stammdaten, formeln};

/// Budgets of one kind: the message and a line for each Raum.
pub(in crate::present) struct Kurz {
    pub budgetart: String,
    pub name: String,
    pub einheit: Einheit,
    pub meldung: String,
    pub zeitanteil: Quote,
    pub jahr_vorbei: bool,
    pub zeilen: Vec<Kurzzeile>,
    /// What is to be decided, what ends, what is to be looked at: term and sentences.
    pub wichtig: Vec<(String, Vec<String>)>,
}

/// A budget with its place among the others.
pub(in crate::present) struct Kurzzeile {
    /// Below its Region: `eigenes Budget`.
    pub name: String,
    /// By itself: `Region Nord, eigenes Budget`.
    pub voller_name: String,
    pub rang: &'static str,
    pub schluessel: String,
    pub zeile: BudgetKennzahl,
}

/// Every kind of budget, in the order of the figures.
pub(in crate::present) fn alle(stammdaten: &Stammdaten, auswertung: &Auswertung, heute: NaiveDate) -> Vec<Kurz> {
    let mut arten: Vec<&str> = Vec::new();
    for line in &auswertung.kennzahlen.budget {
        if !arten.contains(&line.budgetart.as_str()) {
            arten.push(&line.budgetart);
        }
    }
    arten.into_iter().map(|art| kurz(&Kontext::new(stammdaten, auswertung, art, heute))).collect()
}

fn kurz(kontext: &Kontext<'_>) -> Kurz {
    let lines = budgetzeilen(kontext, None);
    let meldung = schlagzeile_gesamt(kontext, None, &kontext.kennzahl(Bereich::Kreis), &teile(&lines));
    let wichtig = wichtig::gesamt(kontext, Bereich::Kreis, &lines, &posten(kontext, Bereich::Kreis));
    let zeilen = lines.into_iter().map(|line| Kurzzeile {
        name: line.name,
        voller_name: line.voller_name,
        rang: match line.rang {
            Rang::Gruppe => "gruppe",
            Rang::Teil => "teil",
            Rang::Einzeln => "einzeln",
            Rang::Summe => "summe",
        },
        schluessel: line.key,
        zeile: line.zeile,
    });
    Kurz {
        budgetart: kontext.budgetart.to_owned(),
        name: kontext.budgetname(),
        einheit: kontext.einheit,
        meldung,
        zeitanteil: formeln::zeitanteil(kontext.stichtag()),
        jahr_vorbei: kontext.is_year_over(),
        zeilen: zeilen.collect(),
        wichtig: wichtig
            .into_iter()
            .map(|eintrag| (eintrag.begriff, eintrag.texte.iter().map(|text| elsewhere(text)).collect()))
            .collect(),
    }
}

/// The tables that follow in the Budgetübersicht are not on the page that quotes it.
fn elsewhere(text: &str) -> String {
    text.replace(wichtig::FOLGENDE, "siehe die Budgetübersicht")
}
