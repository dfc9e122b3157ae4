//! What a Maßnahme has been granted, by Haushaltsjahr and by the budgets that share it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::formeln::{largest_remainder, months_by_year};
use crate::domain::massnahme::Massnahme;
use crate::domain::{Betrag, RaumId};

/// The part of a grant that falls into a Haushaltsjahr: the Jahresrate, or else the sum split by calendar months.
pub(super) fn bewilligt_in(massnahme: &Massnahme, jahr: i32) -> Betrag {
    let Some(bewilligung) = &massnahme.bewilligung else {
        return Betrag::ZERO;
    };
    if let Some(raten) = &bewilligung.jahresraten {
        return raten.iter().filter(|rate| rate.jahr == jahr).map(|rate| rate.betrag).sum();
    }
    let months = months_by_year(massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let weights: Vec<_> = months.iter().map(|(_, count)| Decimal::from(*count)).collect();
    let parts = largest_remainder(bewilligung.betrag, &weights);
    months.iter().zip(parts).filter(|((year, _), _)| *year == jahr).map(|(_, part)| part).sum()
}

/// The grant of a Haushaltsjahr by paying budget. Nothing before the Bescheid: it makes the grant.
pub(super) fn bewilligt_by_raum(massnahme: &Massnahme, jahr: i32, stichtag: NaiveDate) -> Vec<(RaumId, Betrag)> {
    let beschieden =
        massnahme.entscheidungen.bescheid.as_ref().is_some_and(|bescheid| bescheid.datum.day() <= stichtag);
    let betrag = if beschieden { bewilligt_in(massnahme, jahr) } else { Betrag::ZERO };
    let shares: Vec<_> = massnahme.anteile.iter().map(|anteil| anteil.prozent).collect();
    massnahme.anteile.iter().map(|anteil| anteil.raum.clone()).zip(largest_remainder(betrag, &shares)).collect()
}
