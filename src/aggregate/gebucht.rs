//! What the WJH booked for each Maßnahme in a whole Haushaltsjahr.

use std::collections::BTreeMap;

use super::auswertung;
use crate::domain::lieferung::Lieferart;
use crate::domain::{Betrag, MassnahmeId, Quartal, Stammdaten};
use crate::error::Result;
use crate::store::Bestand;

/// Bookings of a Haushaltsjahr by Maßnahme; none unless the deliveries cover all of its quarters.
pub fn gebucht_in(
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    jahr: i32,
) -> Result<Option<BTreeMap<MassnahmeId, Betrag>>> {
    let delivered = bestand.quartale(Lieferart::Kosten)?;
    let Some(last) = Quartal::new(jahr, 4) else { return Ok(None) };
    if !last.of_same_year().iter().all(|quartal| delivered.contains(quartal)) {
        return Ok(None);
    }
    let mut booked: BTreeMap<MassnahmeId, Betrag> = BTreeMap::new();
    for line in auswertung(bestand, stammdaten, last)?.massnahmen {
        *booked.entry(line.massnahme).or_default() += line.ist;
    }
    Ok(Some(booked))
}
