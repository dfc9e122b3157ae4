//! What a budget had left on the day of a decision on money: what may be promised, not what is spent.

use chrono::NaiveDate;
use serde::Serialize;

use super::bewilligung::{bewilligt_by_year, split_by_raum, split_by_year};
use super::budget::Budgetbewegung;
use super::lebenslauf::Geldentscheidung;
use super::massnahme::Massnahme;
use super::{Betrag, RaumId, Stammdaten};

/// One budget of one Haushaltsjahr on the day of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Budgetrest {
    /// Whose budget.
    pub raum: RaumId,
    /// Haushaltsjahr.
    pub jahr: i32,
    /// Ansatz and movements up to the day, and what is moved for this Maßnahme.
    pub verfuegbar: Betrag,
    /// What is promised to other Maßnahmen up to the day.
    pub zugesagt: Betrag,
    /// What this Maßnahme takes.
    pub bedarf: Betrag,
}

impl Budgetrest {
    /// Rest = verfügbar − zugesagt.
    pub fn rest(&self) -> Betrag {
        self.verfuegbar - self.zugesagt
    }

    /// What is missing, if the rest does not cover the Maßnahme.
    pub fn fehlt(&self) -> Option<Betrag> {
        let missing = self.bedarf - self.rest();
        (missing > Betrag::ZERO).then_some(missing)
    }
}

/// The budgets that a sum of a Maßnahme needs, each on a day. Years without any Ansatz of the kind of budget are left out:
/// their Haushalt is not on record.
pub fn budgetreste(stammdaten: &Stammdaten, massnahme: &Massnahme, betrag: Betrag, tag: NaiveDate) -> Vec<Budgetrest> {
    let by_year = match &massnahme.bewilligung {
        Some(bewilligung) if bewilligung.betrag == betrag => bewilligt_by_year(massnahme),
        _ => split_by_year(massnahme, betrag),
    };
    let known = |jahr: i32| {
        stammdaten.budgets.iter().any(|budget| budget.jahr == jahr && budget.budgetart == massnahme.budgetart)
    };
    let mut reste = Vec::new();
    for (jahr, sum) in by_year.into_iter().filter(|(jahr, _)| known(*jahr)) {
        for (raum, bedarf) in split_by_raum(massnahme, sum) {
            let verfuegbar = verfuegbar_at(stammdaten, massnahme, &raum, jahr, tag);
            let zugesagt = zugesagt_at(stammdaten, massnahme, &raum, jahr, tag);
            reste.push(Budgetrest { raum, jahr, verfuegbar, zugesagt, bedarf });
        }
    }
    reste
}

/// What a budget has left on a day, this Maßnahme left out: verfügbar − zugesagt.
pub fn rest_of(stammdaten: &Stammdaten, massnahme: &Massnahme, raum: &RaumId, jahr: i32, tag: NaiveDate) -> Betrag {
    verfuegbar_at(stammdaten, massnahme, raum, jahr, tag) - zugesagt_at(stammdaten, massnahme, raum, jahr, tag)
}

/// Ansatz and movements of a budget up to a day; movements for this very Maßnahme count whenever they are booked.
fn verfuegbar_at(stammdaten: &Stammdaten, massnahme: &Massnahme, raum: &RaumId, jahr: i32, tag: NaiveDate) -> Betrag {
    let art = &massnahme.budgetart;
    let ansatz: Betrag = stammdaten
        .budgets
        .iter()
        .filter(|budget| budget.jahr == jahr && &budget.budgetart == art && &budget.raum == raum)
        .map(|budget| budget.ansatz)
        .sum();
    let movements = stammdaten.budgetbewegungen.iter().filter(|bewegung| {
        bewegung.jahr() == jahr
            && bewegung.budgetart() == art
            && (bewegung.datum().day() <= tag || is_for(bewegung, massnahme))
    });
    movements.fold(ansatz, |sum, bewegung| sum + bewegung.wirkung(raum))
}

fn is_for(bewegung: &Budgetbewegung, massnahme: &Massnahme) -> bool {
    matches!(bewegung, Budgetbewegung::Umschichtung { massnahme: Some(id), .. } if *id == massnahme.id)
}

/// What other Maßnahmen were promised up to a day; of two decided on the same day, the one with the smaller key first.
fn zugesagt_at(stammdaten: &Stammdaten, massnahme: &Massnahme, raum: &RaumId, jahr: i32, tag: NaiveDate) -> Betrag {
    stammdaten
        .massnahmen
        .iter()
        .filter(|other| other.id != massnahme.id && other.budgetart == massnahme.budgetart)
        .filter(|other| {
            let geld = other.entscheidungen.ressourceneinsatz.as_ref();
            geld.is_some_and(|geld| {
                let before = geld.datum.day() < tag || (geld.datum.day() == tag && other.id < massnahme.id);
                before && geld.entscheidung() == Geldentscheidung::Zugestimmt
            })
        })
        .flat_map(|other| {
            let sum = super::bewilligung::bewilligt_in(other, jahr);
            split_by_raum(other, sum)
        })
        .filter(|(whose, _)| whose == raum)
        .map(|(_, betrag)| betrag)
        .sum()
}
