//! Maßnahmen: evaluations, Verwendungsnachweise, ends.

use super::Lage;
use crate::domain::Halbjahr;
use crate::domain::faellig::{Dringlichkeit, Faelliges, Sache};
use crate::domain::fristen::{after_days, after_months, before_months};
use crate::domain::massnahme::{Massnahme, Status};

/// Half-years of which missing evaluations are asked for: the one that is over, and the one before it. What is missing
/// of older ones comes with the Verwendungsnachweis.
pub(super) fn halbjahre(lage: &Lage<'_>) -> [Halbjahr; 2] {
    let last = Halbjahr::last_over_on(lage.heute);
    let before = Halbjahr::last_over_on(last.beginn());
    [before, last]
}

/// Evaluations that are missing.
pub(super) fn evaluations(lage: &Lage<'_>) -> Vec<Faelliges> {
    let mut found = Vec::new();
    for halbjahr in halbjahre(lage) {
        let there = |massnahme: &Massnahme| {
            let mut all = lage.stammdaten.evaluationen.iter();
            all.any(|evaluation| evaluation.massnahme == massnahme.id && evaluation.halbjahr == halbjahr)
        };
        let bis = after_days(halbjahr.ende(), lage.stammdaten.einstellungen.regeln.evaluation_frist_tage);
        for massnahme in lage.stammdaten.massnahmen.iter().filter(|one| one.runs_in(halbjahr) && !there(one)) {
            let sache = Sache::Evaluation { massnahme: massnahme.id.clone(), halbjahr };
            found.push(lage.open(sache, after_days(halbjahr.ende(), 1), bis));
        }
    }
    found
}

/// Verwendungsnachweise that are missing, or there and not checked.
pub(super) fn accounts(lage: &Lage<'_>) -> Vec<Faelliges> {
    let fristen = lage.fristen();
    let ended = lage.stammdaten.massnahmen.iter().filter(|massnahme| {
        let was_run = matches!(massnahme.status, Status::Laufend | Status::Beendet) && massnahme.bewilligung.is_some();
        was_run && massnahme.laufzeit.ende.day() < lage.heute
    });
    ended
        .filter_map(|massnahme| {
            let id = massnahme.id.clone();
            let ende = massnahme.laufzeit.ende.day();
            match &massnahme.verwendungsnachweis {
                None => lage.near(
                    Sache::Nachweis { massnahme: id },
                    after_days(ende, 1),
                    after_months(ende, fristen.nachweis_monate),
                ),
                Some(nachweis) if nachweis.geprueft => None,
                Some(nachweis) => {
                    let seit = nachweis.eingang.day();
                    let bis = after_months(seit, fristen.nachweispruefung_monate);
                    Some(lage.open(Sache::Nachweispruefung { massnahme: id }, seit, bis))
                }
            }
        })
        .collect()
}

/// Maßnahmen that end: so many months ahead as the Budgetübersicht names them.
pub(super) fn ends(lage: &Lage<'_>) -> Vec<Faelliges> {
    let monate = lage.stammdaten.einstellungen.regeln.auslaufend_monate;
    let soon = lage.stammdaten.massnahmen.iter().filter_map(|massnahme| {
        let ende = massnahme.laufzeit.ende.day();
        let seit = before_months(ende, monate);
        let is_soon = massnahme.bewilligung.is_some() && seit <= lage.heute && lage.heute <= ende;
        is_soon.then(|| Faelliges {
            sache: Sache::Laufzeit { massnahme: massnahme.id.clone() },
            dringlichkeit: Dringlichkeit::Demnaechst,
            seit,
            bis: Some(ende),
        })
    });
    soon.collect()
}
