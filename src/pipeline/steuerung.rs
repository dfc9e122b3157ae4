//! The yearly report to the body that steers: alone, or with the run of the year's last quarter.

use chrono::{Datelike, NaiveDate};

use super::workspace::Grundlage;
use super::{Antwort, Fortschritt, bericht, rechenprobe};
use crate::aggregate;
use crate::domain::auswertung::Auswertung;
use crate::domain::bewilligung::haushaltsjahre;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::Dokument;
use crate::present::steuerung::{self as present, Gebucht};
use crate::store::Bestand;

/// `bericht steuerung`: the report of a year; of the last one that is over, if none is asked for.
pub(super) fn bericht(plan: &Plan, asked: Option<i32>, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let jahr = asked.unwrap_or_else(|| plan.heute.year() - 1);
    if !stammdaten.einstellungen.jahre.contains(&jahr)
        && stammdaten.massnahmen.iter().all(|one| !haushaltsjahre(one).contains(&jahr))
    {
        let (first, last) = (stammdaten.einstellungen.jahre.first(), stammdaten.einstellungen.jahre.last());
        let known = first.zip(last).map_or_else(String::new, |(first, last)| format!(": {first} bis {last}"));
        return Err(Error::new(format!("Für {jahr} gibt es weder Budgets noch Förderungen"))
            .remedy(format!("Ein Jahr angeben, das in den Einstellungen steht{known}")));
    }
    let bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let (auswertung, gegen) = match letztes(&bestand, jahr)? {
        Some(quartal) => {
            let auswertung = aggregate::auswertung(&bestand, stammdaten, quartal)?;
            let gegen = rechenprobe::auswertung(&bestand, stammdaten, &auswertung)?.werte;
            (auswertung, gegen)
        }
        // Without a delivery the budgets are known, but not what was spent.
        None => (aggregate::ohne_buchungen(stammdaten, ende(jahr, plan.heute)?), Gegenrechnung::default()),
    };
    let dokument = dokument(plan, &bestand, stammdaten, &auswertung)?;
    // Not noted as a report of a quarter: it is made anew whenever it is asked for.
    Ok(bericht::write(plan, vec![dokument], &gegen, fortschritt)?.0)
}

/// The report of the year of some figures.
pub(super) fn dokument(
    plan: &Plan,
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
) -> Result<Dokument> {
    let jahr = auswertung.kennzahlen.haushaltsjahr;
    let gebucht = gebucht(bestand, stammdaten, jahr)?;
    Ok(present::bericht(stammdaten, jahr, auswertung, &gebucht, plan.heute))
}

/// The last quarter of a year with bookings.
fn letztes(bestand: &Bestand, jahr: i32) -> Result<Option<Quartal>> {
    let delivered = bestand.quartale(Lieferart::Kosten)?;
    Ok(delivered.into_iter().filter(|quartal| quartal.jahr() == jahr).max())
}

/// The quarter up to which a year is known: its last one, or the one of today.
fn ende(jahr: i32, heute: NaiveDate) -> Result<Quartal> {
    let quartal = if heute.year() == jahr { Some(Quartal::of(heute)) } else { Quartal::new(jahr, 4) };
    quartal.ok_or_else(|| Error::new(format!("Das Jahr {jahr} liegt zu weit zurück oder voraus")))
}

/// What was booked in the earlier years that Förderjahre of this one's Maßnahmen reach back to.
fn gebucht(bestand: &Bestand, stammdaten: &Stammdaten, jahr: i32) -> Result<Gebucht> {
    let granted = stammdaten.massnahmen.iter().filter(|massnahme| massnahme.bewilligung.is_some());
    let first = granted.map(|massnahme| *haushaltsjahre(massnahme).start()).min().unwrap_or(jahr);
    let mut booked = Gebucht::new();
    for earlier in first..jahr {
        if let Some(by_id) = aggregate::gebucht_in(bestand, stammdaten, earlier)? {
            booked.insert(earlier, by_id);
        }
    }
    Ok(booked)
}
