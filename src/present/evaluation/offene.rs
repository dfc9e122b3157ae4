//! Which evaluations of a half-year are missing or came late, in short: for the overview page of a run.

use chrono::NaiveDate;

use super::auswahl::{Bereich, Kontext, Zustand};
use crate::domain::massnahme::Massnahme;
use crate::domain::{Halbjahr, Stammdaten};

/// The state of the evaluations of a half-year.
pub(in crate::present) struct Offene<'a> {
    /// The day they are due.
    pub frist: NaiveDate,
    /// Maßnahmen that run in the half-year.
    pub laufend: usize,
    /// Those without an evaluation.
    pub ausstehend: Vec<&'a Massnahme>,
    /// How many came after the day they were due.
    pub verspaetet: usize,
}

/// Of all Maßnahmen of the office.
pub(in crate::present) fn offene(stammdaten: &Stammdaten, halbjahr: Halbjahr, heute: NaiveDate) -> Offene<'_> {
    let kontext = Kontext::new(stammdaten, halbjahr, heute);
    let liste = kontext.laufend(Bereich::Kreis);
    let count = |zustand: Zustand| liste.iter().filter(|massnahme| kontext.zustand(massnahme) == zustand).count();
    Offene {
        frist: kontext.frist,
        laufend: liste.len(),
        verspaetet: count(Zustand::Verspaetet),
        ausstehend: liste
            .iter()
            .copied()
            .filter(|massnahme| kontext.zustand(massnahme) == Zustand::Ausstehend)
            .collect(),
    }
}
