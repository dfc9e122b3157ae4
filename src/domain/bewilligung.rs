//! What a Maßnahme has been granted, by Haushaltsjahr and by the budgets that share it.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::formeln::{largest_remainder, months_by_year};
use super::massnahme::Massnahme;
use super::{Betrag, RaumId};

/// Haushaltsjahre of the Laufzeit with the weight by which sums are split among them: the Jahresraten, or else the
/// calendar months.
pub fn jahresgewichte(massnahme: &Massnahme) -> Vec<(i32, Decimal)> {
    let raten = massnahme.bewilligung.as_ref().and_then(|bewilligung| bewilligung.jahresraten.as_ref());
    match raten {
        Some(raten) => raten.iter().map(|rate| (rate.jahr, rate.betrag.to_decimal())).collect(),
        None => months_by_year(massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day())
            .into_iter()
            .map(|(jahr, months)| (jahr, Decimal::from(months)))
            .collect(),
    }
}

/// Splits a sum of a Maßnahme among its Haushaltsjahre, to the cent (largest remainder).
pub fn split_by_year(massnahme: &Massnahme, betrag: Betrag) -> Vec<(i32, Betrag)> {
    let weights = jahresgewichte(massnahme);
    let parts = largest_remainder(betrag, &weights.iter().map(|(_, weight)| *weight).collect::<Vec<_>>());
    weights.into_iter().map(|(jahr, _)| jahr).zip(parts).collect()
}

/// The grant by Haushaltsjahr: the Jahresraten, or else the sum split by calendar months.
pub fn bewilligt_by_year(massnahme: &Massnahme) -> Vec<(i32, Betrag)> {
    let Some(bewilligung) = &massnahme.bewilligung else { return Vec::new() };
    match &bewilligung.jahresraten {
        Some(raten) => raten.iter().map(|rate| (rate.jahr, rate.betrag)).collect(),
        None => split_by_year(massnahme, bewilligung.betrag),
    }
}

/// The part of a grant that falls into a Haushaltsjahr.
pub fn bewilligt_in(massnahme: &Massnahme, jahr: i32) -> Betrag {
    bewilligt_by_year(massnahme).into_iter().filter(|(year, _)| *year == jahr).map(|(_, betrag)| betrag).sum()
}

/// Splits an amount among the budgets that pay a Maßnahme, to the cent (largest remainder).
pub fn split_by_raum(massnahme: &Massnahme, betrag: Betrag) -> Vec<(RaumId, Betrag)> {
    let shares: Vec<_> = massnahme.anteile.iter().map(|anteil| anteil.prozent).collect();
    massnahme.anteile.iter().map(|anteil| anteil.raum.clone()).zip(largest_remainder(betrag, &shares)).collect()
}

/// The grant of a Haushaltsjahr by paying budget. Nothing before the Bescheid: it makes the grant.
pub fn bewilligt_by_raum(massnahme: &Massnahme, jahr: i32, stichtag: NaiveDate) -> Vec<(RaumId, Betrag)> {
    let beschieden =
        massnahme.entscheidungen.bescheid.as_ref().is_some_and(|bescheid| bescheid.datum.day() <= stichtag);
    split_by_raum(massnahme, if beschieden { bewilligt_in(massnahme, jahr) } else { Betrag::ZERO })
}

/// The Haushaltsjahre that a Laufzeit touches.
pub fn haushaltsjahre(massnahme: &Massnahme) -> std::ops::RangeInclusive<i32> {
    massnahme.laufzeit.beginn.day().year()..=massnahme.laufzeit.ende.day().year()
}
