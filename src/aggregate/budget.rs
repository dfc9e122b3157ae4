//! Budget figures of every level, by Maßnahme, and over the quarters.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::kosten::Buchungen;
use super::linie::{Linie, linien};
use crate::domain::auswertung::{MassnahmeKennzahl, Verlaufspunkt};
use crate::domain::bewilligung::bewilligt_by_raum;
use crate::domain::budget::{Budgetbewegung, Einheit};
use crate::domain::formeln;
use crate::domain::kennzahlen::{BudgetKennzahl, Quote};
use crate::domain::raum::Ebene;
use crate::domain::{Betrag, Quartal, RaumId, Stammdaten};

/// The parts that verfügbar is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Bestandteile {
    ansatz: Betrag,
    nachtrag: Betrag,
    uebertrag: Betrag,
    umschichtung: Betrag,
}

impl Bestandteile {
    fn verfuegbar(self) -> Betrag {
        formeln::verfuegbar(self.ansatz, self.nachtrag, self.uebertrag, self.umschichtung)
    }
}

/// Budget figures of a quarter.
pub(super) struct Budgets<'a> {
    stammdaten: &'a Stammdaten,
    buchungen: &'a Buchungen,
    quartal: Quartal,
    massnahmen: Vec<MassnahmeKennzahl>,
}

impl<'a> Budgets<'a> {
    pub(super) fn new(stammdaten: &'a Stammdaten, buchungen: &'a Buchungen, quartal: Quartal) -> Self {
        let massnahmen = massnahme_kennzahlen(stammdaten, buchungen, quartal);
        Self { stammdaten, buchungen, quartal, massnahmen }
    }

    pub(super) fn massnahmen(&self) -> &[MassnahmeKennzahl] {
        &self.massnahmen
    }

    /// Kinds of budgets in the order in which the records name them.
    fn budgetarten(&self) -> Vec<(&'a str, Einheit)> {
        let mut arten: Vec<(&str, Einheit)> = Vec::new();
        for budget in self.stammdaten.budgets.iter().filter(|budget| budget.jahr == self.quartal.jahr()) {
            if !arten.iter().any(|(art, _)| *art == budget.budgetart) {
                arten.push((&budget.budgetart, budget.einheit));
            }
        }
        for massnahme in &self.stammdaten.massnahmen {
            let counts = self.massnahmen.iter().any(|line| line.massnahme == massnahme.id);
            if counts && !arten.iter().any(|(art, _)| *art == massnahme.budgetart) {
                arten.push((&massnahme.budgetart, Einheit::Euro));
            }
        }
        arten
    }

    /// The budget lines of `kennzahlen.json`.
    pub(super) fn kennzahlen(&self) -> Vec<BudgetKennzahl> {
        let mut lines = Vec::new();
        for (budgetart, einheit) in self.budgetarten() {
            lines.extend(linien(self.stammdaten).iter().map(|linie| self.kennzahl(linie, budgetart, einheit)));
        }
        lines
    }

    fn kennzahl(&self, linie: &Linie, budgetart: &str, einheit: Einheit) -> BudgetKennzahl {
        let stichtag = self.quartal.ende();
        let mut teile = Bestandteile::default();
        let (mut ist, mut bewilligt, mut gebunden) = (Betrag::ZERO, Betrag::ZERO, Betrag::ZERO);
        for raum in &linie.teile {
            let part = self.bestandteile(raum, budgetart, self.quartal.jahr(), stichtag);
            teile.ansatz += part.ansatz;
            teile.nachtrag += part.nachtrag;
            teile.uebertrag += part.uebertrag;
            teile.umschichtung += part.umschichtung;
            ist += self.stunden(raum, budgetart, self.quartal);
            for line in self.massnahmen.iter().filter(|line| line.raum == raum.as_str() && line.budgetart == budgetart)
            {
                bewilligt += line.bewilligt;
                ist += line.ist;
                gebunden += line.gebunden;
            }
        }
        let verfuegbar = teile.verfuegbar();
        let linear = formeln::hochrechnung_linear(ist, stichtag);
        let ampel = formeln::ampel(&self.stammdaten.einstellungen.regeln.ampel, verfuegbar, ist, gebunden, linear);
        BudgetKennzahl {
            ebene: linie.ebene,
            raum: linie.raum.clone(),
            budgetart: budgetart.to_owned(),
            einheit,
            ansatz: teile.ansatz,
            nachtrag: teile.nachtrag,
            uebertrag: teile.uebertrag,
            umschichtung: teile.umschichtung,
            verfuegbar,
            bewilligt,
            ist,
            gebunden,
            frei: formeln::frei(verfuegbar, ist, gebunden),
            auslastung: Quote::of(ist, verfuegbar),
            bindungsquote: Quote::of(ist + gebunden, verfuegbar),
            zeitanteil: formeln::zeitanteil(stichtag),
            hochrechnung_linear: linear,
            hochrechnung_bindung: formeln::hochrechnung_bindung(ist, gebunden),
            ampel,
        }
    }

    /// What a budget is made of on a day: movements count from their day on.
    fn bestandteile(&self, raum: &RaumId, budgetart: &str, jahr: i32, stichtag: NaiveDate) -> Bestandteile {
        let mut teile = Bestandteile::default();
        for budget in &self.stammdaten.budgets {
            if budget.jahr == jahr && budget.budgetart == budgetart && &budget.raum == raum {
                teile.ansatz += budget.ansatz;
            }
        }
        let movements = self.stammdaten.budgetbewegungen.iter().filter(|bewegung| {
            bewegung.jahr() == jahr && bewegung.budgetart() == budgetart && bewegung.datum().day() <= stichtag
        });
        for bewegung in movements {
            match bewegung {
                Budgetbewegung::Nachtrag { raum: whose, betrag, .. } if whose == raum => teile.nachtrag += *betrag,
                Budgetbewegung::Uebertrag { raum: whose, betrag, .. } if whose == raum => teile.uebertrag += *betrag,
                Budgetbewegung::Umschichtung { von, nach, betrag, .. } => {
                    if von == raum {
                        teile.umschichtung -= *betrag;
                    }
                    if nach == raum {
                        teile.umschichtung += *betrag;
                    }
                }
                Budgetbewegung::Nachtrag { .. } | Budgetbewegung::Uebertrag { .. } => {}
            }
        }
        teile
    }

    /// Hours worked from 1 January to the end of a quarter.
    fn stunden(&self, raum: &RaumId, budgetart: &str, quartal: Quartal) -> Betrag {
        let [first, ..] = quartal.of_same_year();
        let in_year = first.beginn()..=quartal.ende();
        self.stammdaten
            .stundennachweise
            .iter()
            .filter(|nachweis| &nachweis.raum == raum && nachweis.budgetart == budgetart)
            .filter(|nachweis| in_year.contains(&nachweis.datum.day()))
            .map(|nachweis| nachweis.stunden)
            .sum()
    }

    /// Every budget at the quarter ends of this year and the year before; own budgets of Regionen as `eigen:<region>`.
    pub(super) fn verlauf(&self, is_covered: impl Fn(Quartal) -> bool) -> Vec<Verlaufspunkt> {
        let mut linien = linien(self.stammdaten);
        linien.extend(self.stammdaten.regionen.iter().map(|region| Linie {
            ebene: Ebene::Region,
            raum: format!("eigen:{}", region.id),
            teile: vec![RaumId::new(region.id.as_str())],
        }));
        let year_ago = Quartal::new(self.quartal.jahr() - 1, 1).map(Quartal::of_same_year);
        let quartale: Vec<_> = year_ago.into_iter().flatten().chain(self.quartal.of_same_year()).collect();
        let mut points = Vec::new();
        for (budgetart, einheit) in self.budgetarten() {
            for linie in &linien {
                points.extend(quartale.iter().map(|quartal| {
                    let hours = einheit == Einheit::Stunden;
                    let known = *quartal <= self.quartal && (hours || is_covered(*quartal));
                    self.verlaufspunkt(linie, budgetart, *quartal, known)
                }));
            }
        }
        points
    }

    fn verlaufspunkt(&self, linie: &Linie, budgetart: &str, quartal: Quartal, known: bool) -> Verlaufspunkt {
        let stichtag = quartal.ende().min(self.quartal.ende());
        let verfuegbar = linie
            .teile
            .iter()
            .map(|raum| self.bestandteile(raum, budgetart, quartal.jahr(), stichtag).verfuegbar())
            .sum();
        let ist = known.then(|| linie.teile.iter().map(|raum| self.ist_up_to(raum, budgetart, quartal)).sum());
        Verlaufspunkt {
            ebene: linie.ebene,
            raum: linie.raum.clone(),
            budgetart: budgetart.to_owned(),
            quartal,
            verfuegbar,
            ist,
        }
    }

    fn ist_up_to(&self, raum: &RaumId, budgetart: &str, quartal: Quartal) -> Betrag {
        let booked: Betrag = self
            .buchungen
            .gwa
            .iter()
            .filter(|((_, whose, booked), _)| whose == raum && booked.jahr() == quartal.jahr() && *booked <= quartal)
            .filter(|((massnahme, ..), _)| {
                self.stammdaten.massnahme(massnahme).is_some_and(|massnahme| massnahme.budgetart == budgetart)
            })
            .map(|(_, betrag)| *betrag)
            .sum();
        booked + self.stunden(raum, budgetart, quartal)
    }
}

/// Figures of each Maßnahme in each budget that pays for it or was booked on.
fn massnahme_kennzahlen(stammdaten: &Stammdaten, buchungen: &Buchungen, quartal: Quartal) -> Vec<MassnahmeKennzahl> {
    let mut ist_by_key: BTreeMap<(&str, &RaumId), Betrag> = BTreeMap::new();
    for ((massnahme, raum, booked), betrag) in &buchungen.gwa {
        if booked.jahr() == quartal.jahr() {
            *ist_by_key.entry((massnahme.as_str(), raum)).or_default() += *betrag;
        }
    }
    let mut lines = Vec::new();
    for massnahme in &stammdaten.massnahmen {
        let granted: Vec<_> = bewilligt_by_raum(massnahme, quartal.jahr(), quartal.ende());
        let shared: BTreeSet<_> = granted.iter().map(|(raum, _)| raum.clone()).collect();
        let booked_elsewhere = ist_by_key
            .keys()
            .filter(|(id, raum)| *id == massnahme.id.as_str() && !shared.contains(*raum))
            .map(|(_, raum)| ((*raum).clone(), Betrag::ZERO));
        for (raum, bewilligt) in granted.iter().cloned().chain(booked_elsewhere) {
            let ist = ist_by_key.get(&(massnahme.id.as_str(), &raum)).copied().unwrap_or_default();
            if bewilligt.is_zero() && ist.is_zero() {
                continue;
            }
            lines.push(MassnahmeKennzahl {
                massnahme: massnahme.id.clone(),
                ebene: stammdaten.ebene(&raum).unwrap_or(Ebene::Ohne),
                raum: raum.to_string(),
                budgetart: massnahme.budgetart.clone(),
                bewilligt,
                ist,
                gebunden: formeln::gebunden(bewilligt, ist),
            });
        }
    }
    lines
}
