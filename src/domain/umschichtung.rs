//! How budgets are pooled for a joint Maßnahme: which amounts would have to move from whom to whom.
//!
//! Source: Ergebnissicherung of the Sozialraumteams, 21.02.2019, "Teilbudgets zusammenführen von Sozialräumen für
//! gemeinsame Projekte". How the amounts are found is this program's proposal; the Regionalteam decides.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::budget::Budgetbewegung;
use super::budgetrest::{Budgetrest, budgetreste, rest_of};
use super::formeln::largest_remainder;
use super::massnahme::Massnahme;
use super::{Betrag, RaumId, Stammdaten};

/// A proposed movement between two budgets of a Haushaltsjahr.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Umschichtungsvorschlag {
    /// Haushaltsjahr.
    pub jahr: i32,
    /// Who would give.
    pub von: RaumId,
    /// Who would receive.
    pub nach: RaumId,
    /// How much.
    pub betrag: Betrag,
    /// What the giving budget has left before.
    pub rest_vorher: Betrag,
}

impl Umschichtungsvorschlag {
    /// What the giving budget would have left.
    pub fn rest_nachher(&self) -> Betrag {
        self.rest_vorher - self.betrag
    }
}

/// What one paying budget needs and who could help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ausgleich {
    /// The budget that pays.
    pub budget: Budgetrest,
    /// What is already moved to it for this Maßnahme.
    pub schon_bewegt: Betrag,
    /// What would have to move.
    pub vorschlaege: Vec<Umschichtungsvorschlag>,
    /// What no partner can give.
    pub ungedeckt: Betrag,
}

/// What every paying budget of a Maßnahme needs on a day.
///
/// Where Räume pool their budgets in one of them (`gemeinsam_mit`), each bears the same part of each year, to the cent, until
/// something is moved for the Maßnahme: then that was decided. Else the missing sum of a budget is split among the other
/// Räume that take part, by what each has left. Nobody gives more than that.
pub fn ausgleich(stammdaten: &Stammdaten, massnahme: &Massnahme, betrag: Betrag, tag: NaiveDate) -> Vec<Ausgleich> {
    let budgets = budgetreste(stammdaten, massnahme, betrag, tag);
    // Who pays a share of its own can give only what that share leaves.
    let own_share = |raum: &RaumId, jahr: i32| -> Betrag {
        let own = budgets.iter().find(|other| other.raum == *raum && other.jahr == jahr);
        own.map_or(Betrag::ZERO, |own| own.bedarf)
    };
    budgets
        .iter()
        .cloned()
        .map(|budget| {
            let partners = partners(massnahme, &budget.raum);
            let pooled = !massnahme.gemeinsam_mit.is_empty();
            let reste: Vec<Betrag> = partners
                .iter()
                .map(|raum| {
                    let rest = rest_of(stammdaten, massnahme, raum, budget.jahr, tag);
                    (rest - own_share(raum, budget.jahr)).max(Betrag::ZERO)
                })
                .collect();
            let decided = partners.iter().any(|von| !moved(stammdaten, massnahme, von, &budget).is_zero());
            let wanted = if pooled && !decided {
                pooled_parts(&budget, &partners)
            } else {
                largest_remainder(
                    budget.fehlt().unwrap_or_default(),
                    &reste.iter().map(|rest| rest.to_decimal()).collect::<Vec<_>>(),
                )
            };
            settle(stammdaten, massnahme, budget, &partners, &reste, &wanted)
        })
        .collect()
}

/// Turns what is wanted of each partner into movements that its budget can bear.
fn settle(
    stammdaten: &Stammdaten,
    massnahme: &Massnahme,
    budget: Budgetrest,
    partners: &[RaumId],
    reste: &[Betrag],
    wanted: &[Betrag],
) -> Ausgleich {
    let vorschlaege: Vec<_> = partners
        .iter()
        .zip(reste)
        .zip(wanted)
        .map(|((von, rest), wanted)| Umschichtungsvorschlag {
            jahr: budget.jahr,
            von: von.clone(),
            nach: budget.raum.clone(),
            betrag: (*wanted).min(*rest),
            rest_vorher: *rest,
        })
        .filter(|vorschlag| vorschlag.betrag > Betrag::ZERO)
        .collect();
    let given: Betrag = vorschlaege.iter().map(|vorschlag| vorschlag.betrag).sum();
    let ungedeckt = (budget.bedarf - budget.rest() - given).max(Betrag::ZERO);
    let schon_bewegt = partners.iter().map(|von| moved(stammdaten, massnahme, von, &budget)).sum();
    Ausgleich { budget, schon_bewegt, vorschlaege, ungedeckt }
}

/// The others that take part: Räume of the Maßnahme, Räume that pool, other budgets that pay.
fn partners(massnahme: &Massnahme, own: &RaumId) -> Vec<RaumId> {
    let shares = massnahme.anteile.iter().map(|anteil| &anteil.raum);
    let pooled = !massnahme.gemeinsam_mit.is_empty();
    let all: Vec<&RaumId> =
        if pooled { massnahme.gemeinsam_mit.iter().collect() } else { shares.chain(&massnahme.sozialraeume).collect() };
    let mut partners: Vec<RaumId> = Vec::new();
    for raum in all {
        if raum != own && !partners.contains(raum) {
            partners.push(raum.clone());
        }
    }
    partners
}

/// The same part for each partner and the payer.
fn pooled_parts(budget: &Budgetrest, partners: &[RaumId]) -> Vec<Betrag> {
    // The payer comes last and keeps its part.
    let mut parts = largest_remainder(budget.bedarf, &vec![Decimal::ONE; partners.len() + 1]);
    parts.truncate(partners.len());
    parts
}

/// What one Raum has moved to a budget for this Maßnahme.
fn moved(stammdaten: &Stammdaten, massnahme: &Massnahme, from: &RaumId, budget: &Budgetrest) -> Betrag {
    stammdaten
        .budgetbewegungen
        .iter()
        .filter_map(|bewegung| match bewegung {
            Budgetbewegung::Umschichtung { jahr, von, nach, betrag, massnahme: Some(id), .. }
                if *id == massnahme.id && *jahr == budget.jahr && von == from && *nach == budget.raum =>
            {
                Some(*betrag)
            }
            _ => None,
        })
        .sum()
}

#[cfg(test)]
mod tests;
