//! What is due on a day: from the records, the ledger and the figures, nothing else.

mod lieferungen;
mod massnahmen;
mod sitzungen;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::faellig::{Dringlichkeit, Faelliges, Sache};
use crate::domain::fristen::{Fristen, before_days};
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl};
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, Stammdaten};

/// A delivery that was refused and has had no other one in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ablehnung {
    /// Its name.
    pub datei: String,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// Bookings or cases, if it told.
    pub art: Option<Lieferart>,
    /// The quarter, if it told.
    pub quartal: Option<Quartal>,
    /// Day on which it was refused.
    pub am: NaiveDate,
}

/// Warnings of the deliveries that count for a quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warnungen {
    /// Bookings or cases.
    pub art: Lieferart,
    /// The quarter.
    pub quartal: Quartal,
    /// Day on which the newest of the deliveries was taken in.
    pub am: NaiveDate,
    /// How many of each rule, by its code.
    pub je_regel: BTreeMap<String, usize>,
}

/// The figures of a quarter, as far as budgets go.
#[derive(Clone, Debug)]
pub struct Budgetlage {
    /// The quarter.
    pub quartal: Quartal,
    /// Its budgets.
    pub budgets: Vec<BudgetKennzahl>,
}

/// Everything that is known on a day.
#[derive(Clone, Debug)]
pub struct Lage<'a> {
    /// Settings and records.
    pub stammdaten: &'a Stammdaten,
    /// The day.
    pub heute: NaiveDate,
    /// What counts of each kind and quarter: the numbers of its missing parts.
    pub lieferungen: BTreeMap<(Lieferart, Quartal), Vec<u32>>,
    /// Refused deliveries.
    pub abgelehnt: Vec<Ablehnung>,
    /// Deliveries that count and have warnings.
    pub warnungen: Vec<Warnungen>,
    /// Meetings whose invitation is out by mail.
    pub eingeladen: BTreeSet<String>,
    /// Quarters whose report to the committee is written.
    pub berichtet: BTreeSet<Quartal>,
    /// The figures of the latest quarter; none where nothing is delivered.
    pub budgets: Option<Budgetlage>,
}

impl Lage<'_> {
    fn fristen(&self) -> &Fristen {
        &self.stammdaten.einstellungen.fristen
    }

    /// Something to be done since a day and until another one.
    fn open(&self, sache: Sache, seit: NaiveDate, bis: NaiveDate) -> Faelliges {
        let dringlichkeit = if bis < self.heute { Dringlichkeit::Ueberfaellig } else { Dringlichkeit::Faellig };
        Faelliges { sache, dringlichkeit, seit, bis: Some(bis) }
    }

    /// The same, but named only once its last day is near.
    fn near(&self, sache: Sache, seit: NaiveDate, bis: NaiveDate) -> Option<Faelliges> {
        let is_near = before_days(bis, self.fristen().ausblick_tage) <= self.heute && seit <= self.heute;
        is_near.then(|| self.open(sache, seit, bis))
    }
}

/// What is due, most urgent first: what is late, by its last day; what is open; what is to be settled; what is good to
/// know.
pub fn faellig(lage: &Lage<'_>) -> Vec<Faelliges> {
    let mut found = lieferungen::missing(lage);
    found.extend(lieferungen::refused(lage));
    found.extend(lieferungen::questions(lage));
    found.extend(sitzungen::invitations(lage));
    found.extend(sitzungen::reports(lage));
    found.extend(sitzungen::minutes(lage));
    found.extend(massnahmen::evaluations(lage));
    found.extend(massnahmen::accounts(lage));
    found.extend(massnahmen::ends(lage));
    found.extend(budgets(lage));
    let order = |one: &Faelliges| (one.dringlichkeit, one.bis.unwrap_or(NaiveDate::MAX), one.sache.clone());
    found.sort_by_key(order);
    found
}

/// Budgets in the red, since the Stichtag of the figures that say so.
fn budgets(lage: &Lage<'_>) -> Vec<Faelliges> {
    let Some(figures) = &lage.budgets else { return Vec::new() };
    let red = figures.budgets.iter().filter(|budget| budget.ampel == Ampel::Rot);
    red.map(|budget| Faelliges {
        sache: Sache::Budget {
            ebene: budget.ebene,
            raum: budget.raum.clone(),
            budgetart: budget.budgetart.clone(),
            quartal: figures.quartal,
        },
        dringlichkeit: Dringlichkeit::Faellig,
        seit: figures.quartal.ende(),
        bis: None,
    })
    .collect()
}
