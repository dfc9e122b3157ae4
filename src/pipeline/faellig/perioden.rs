//! Which periods are to be made: each once, and again only when what it comes out of has changed.

use super::super::eingaben::Eingabe;
use super::super::evaluation;
use crate::aggregate;
use crate::domain::fristen::after_days;
use crate::domain::lieferung::Lieferart;
use crate::domain::{Halbjahr, Quartal, Stammdaten};
use crate::error::Result;
use crate::plan::Plan;
use crate::store::Bestand;

/// Quarters to be made, oldest first: over, delivered in full or past the last day of the delivery, and not made from
/// these very deliveries yet.
pub(super) fn quartale(plan: &Plan, stammdaten: &Stammdaten, bestand: &Bestand) -> Result<Vec<Quartal>> {
    let settings = &stammdaten.einstellungen;
    let from = settings.fristen.nachholen_ab(plan.heute);
    let mut due = Vec::new();
    for quartal in bestand.quartale(Lieferart::Kosten)? {
        if quartal.ende() < from || quartal.ende() >= plan.heute {
            continue;
        }
        let is_late = plan.heute > after_days(quartal.ende(), settings.sitzungsplan.zulieferung_tage);
        if (is_late || is_complete(bestand, quartal)?) && !is_made(plan, bestand, quartal)? {
            due.push(quartal);
        }
    }
    Ok(due)
}

/// Whether bookings and cases of a quarter have come in full.
fn is_complete(bestand: &Bestand, quartal: Quartal) -> Result<bool> {
    for art in [Lieferart::Kosten, Lieferart::Faelle] {
        let geltend = bestand.geltend(art, quartal)?;
        if geltend.eintraege.is_empty() || !geltend.fehlende_teile.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_made(plan: &Plan, bestand: &Bestand, quartal: Quartal) -> Result<bool> {
    let Some(run) = bestand.last_run(&quartal.to_string())? else { return Ok(false) };
    let there = run.ausgaben.iter().all(|ausgabe| plan.reports().join(&ausgabe.pfad).is_file());
    Ok(there && run.quellen == aggregate::quellen(bestand, quartal)?)
}

/// Half-years to be made for themselves, oldest first: past the last day of their evaluations, and not made from these
/// evaluations yet. Before that day they come with the run of their quarter.
pub(super) fn halbjahre(
    plan: &Plan,
    stammdaten: &Stammdaten,
    bestand: &Bestand,
    eingaben: &[Eingabe],
) -> Result<Vec<Halbjahr>> {
    let settings = &stammdaten.einstellungen;
    let from = settings.fristen.nachholen_ab(plan.heute);
    let mut due = Vec::new();
    let mut halbjahr = Halbjahr::last_over_on(plan.heute);
    while halbjahr.ende() >= from {
        let is_late = plan.heute > after_days(halbjahr.ende(), settings.regeln.evaluation_frist_tage);
        let is_wanted = stammdaten.massnahmen.iter().any(|massnahme| massnahme.runs_in(halbjahr));
        if is_late && is_wanted && evaluation::made(plan, bestand, eingaben, halbjahr)?.is_none() {
            due.push(halbjahr);
        }
        let before = Halbjahr::last_over_on(halbjahr.beginn());
        if before >= halbjahr {
            break;
        }
        halbjahr = before;
    }
    due.reverse();
    Ok(due)
}
