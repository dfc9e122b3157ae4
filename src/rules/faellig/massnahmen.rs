//! Maßnahmen: evaluations, Verwendungsnachweise, ends.

use super::Lage;
use crate::domain::Halbjahr;
use crate::domain::faellig::{Dringlichkeit, Faelliges, Sache};
use crate::domain::fristen::{after_days, before_months};
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::{Faelligkeit, Stand, nachweisstaende, pruefung_bis, zeitraum};

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

/// Verwendungsnachweise that are missing, or there and not checked: of each Förderjahr, where the office asks for them.
pub(super) fn accounts(lage: &Lage<'_>) -> Vec<Faelliges> {
    let of = |massnahme| {
        let all = nachweisstaende(lage.stammdaten, massnahme, lage.heute).into_iter();
        all.filter_map(|(due, stand)| account(lage, massnahme, &due, stand)).collect::<Vec<_>>()
    };
    lage.stammdaten.massnahmen.iter().flat_map(of).collect()
}

/// What is to be done about a Nachweis. A missing one is named once its period is over and its last day near.
fn account(lage: &Lage<'_>, massnahme: &Massnahme, due: &Faelligkeit, stand: Stand) -> Option<Faelliges> {
    let (massnahme_id, foerderjahr, schlussnachweis) = (massnahme.id.clone(), due.foerderjahr, due.schlussnachweis);
    match stand {
        Stand::Fehlt => {
            let sache = Sache::Nachweis { massnahme: massnahme_id, foerderjahr, schlussnachweis };
            let (_, last) = zeitraum(massnahme, foerderjahr);
            lage.near(sache, after_days(last, 1), due.faellig)
        }
        Stand::Eingegangen(am) => {
            let sache = Sache::Nachweispruefung { massnahme: massnahme_id, foerderjahr, schlussnachweis };
            let zeiten = &lage.stammdaten.einstellungen.regeln.massnahmen.liegezeit_tage;
            Some(lage.open(sache, am, pruefung_bis(am, zeiten)))
        }
        Stand::Geprueft => None,
    }
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
