//! The figures of a quarter as a workbook, for the office itself and for everybody.

use super::ausgabe::Datei;
use crate::aggregate;
use crate::disclosure::{self, Sicht};
use crate::domain::auswertung::Auswertung;
use crate::domain::{Quartal, Stammdaten, Zielgruppe};
use crate::error::Result;
use crate::plan::Plan;
use crate::present::mappe;
use crate::render::xlsx;
use crate::store::Bestand;

/// Where the workbook of a quarter for the office itself lies.
pub(super) fn pfad(quartal: Quartal) -> String {
    format!("{quartal}/kennzahlen.xlsx")
}

/// The workbook for the office itself: nothing is suppressed.
pub(super) fn intern(
    plan: &Plan,
    stammdaten: &Stammdaten,
    bestand: &Bestand,
    auswertung: &Auswertung,
) -> Result<Datei> {
    let quartal = auswertung.kennzahlen.quartal;
    let reihe = aggregate::reihe(bestand, stammdaten, quartal)?;
    let zahlen = disclosure::zahlen(&reihe, stammdaten);
    let sicht = Sicht::open(&reihe, &zahlen, Zielgruppe::Intern);
    let bytes = xlsx::kennzahlen(&mappe::mappe(stammdaten, auswertung, &sicht), plan.heute)?;
    Ok(Datei { pfad: pfad(quartal), bytes })
}
