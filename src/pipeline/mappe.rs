//! The figures of a quarter as a workbook, for the office itself and for everybody.

use super::ausgabe::Datei;
use crate::disclosure::Sicht;
use crate::domain::auswertung::Auswertung;
use crate::domain::{Quartal, Stammdaten};
use crate::error::Result;
use crate::plan::Plan;
use crate::present::mappe;
use crate::render::xlsx;

/// Where the workbook of a quarter for the office itself lies.
pub(super) fn pfad(quartal: Quartal) -> String {
    format!("{quartal}/kennzahlen.xlsx")
}

/// The workbook for the office itself: `sicht` shows everything.
pub(super) fn intern(
    plan: &Plan,
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    sicht: &Sicht<'_>,
) -> Result<Datei> {
    let bytes = xlsx::kennzahlen(&mappe::mappe(stammdaten, auswertung, sicht), plan.heute)?;
    Ok(Datei { pfad: pfad(auswertung.kennzahlen.quartal), bytes })
}

/// The workbook for everybody: `sicht` shows what the public may see.
pub(super) fn oeffentlich(
    plan: &Plan,
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    sicht: &Sicht<'_>,
) -> Result<Datei> {
    let bytes = xlsx::kennzahlen(&mappe::mappe_oeffentlich(stammdaten, auswertung, sicht), plan.heute)?;
    Ok(Datei { pfad: format!("{}/kennzahlen-oeffentlich.xlsx", auswertung.kennzahlen.quartal), bytes })
}
