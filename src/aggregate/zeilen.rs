//! Rows of deliveries one by one, with the places they came from: for lineage, and for sums by other means than polars.

use std::collections::HashSet;

use chrono::NaiveDate;
use polars::prelude::*;

use super::frame::{betraege, collect, counts, dates, scan, texts, truths};
use crate::domain::Betrag;
use crate::domain::zeilen::Herkunftszeile;
use crate::error::Result;
use crate::store::{Bestand, Eintrag};

/// A booking that counts.
#[derive(Clone, Debug)]
pub(super) struct Buchungszeile {
    /// Place of its delivery in the list.
    pub(super) lieferung: usize,
    pub(super) herkunft: Herkunftszeile,
    pub(super) tag: NaiveDate,
    pub(super) betrag: Betrag,
    pub(super) ist_ertrag: bool,
    pub(super) hilfeart: Option<String>,
    pub(super) massnahme: Option<String>,
    pub(super) raum: Option<String>,
    /// Keyed hash of the Aktenzeichen.
    pub(super) fall: Option<String>,
}

impl Buchungszeile {
    /// Aufwand less Ertrag.
    pub(super) fn saldo(&self) -> Betrag {
        if self.ist_ertrag { -self.betrag } else { self.betrag }
    }
}

/// A case that counts.
#[derive(Clone, Debug)]
pub(super) struct Fallzeile {
    /// Place of its delivery in the list.
    pub(super) lieferung: usize,
    pub(super) herkunft: Herkunftszeile,
    pub(super) hilfeart: String,
    pub(super) raum: String,
    pub(super) beginn: NaiveDate,
    pub(super) ende: Option<NaiveDate>,
    pub(super) uma: bool,
    pub(super) erstattung: bool,
}

impl Fallzeile {
    /// Whether it belongs to the Bestand at the end of a day: begun by then, and not ended or ended later.
    pub(super) fn runs_at(&self, stichtag: NaiveDate) -> bool {
        self.beginn <= stichtag && self.ende.is_none_or(|ende| ende > stichtag)
    }
}

/// Bookings of deliveries, oldest quarter first. Each Beleg and position counts once: what came first stays.
pub(super) fn buchungen(bestand: &Bestand, eintraege: &[Eintrag]) -> Result<Vec<Buchungszeile>> {
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for (lieferung, eintrag) in eintraege.iter().enumerate() {
        let Some(frame) = scan(bestand, std::slice::from_ref(eintrag))? else { continue };
        let frame = collect(frame.select([
            col("blatt"),
            col("zeile"),
            col("beleg"),
            col("position"),
            col("buchungsdatum"),
            col("betrag"),
            col("art"),
            col("hilfeart"),
            col("massnahme"),
            col("raum"),
            col("fall"),
        ]))?;
        let places = places(&frame)?;
        let faelle = texts(&frame, "fall")?;
        let (belege, positions) = (texts(&frame, "beleg")?, counts(&frame, "position")?);
        let (days, amounts) = (dates(&frame, "buchungsdatum")?, betraege(&frame, "betrag")?);
        let (kinds, hilfearten) = (texts(&frame, "art")?, texts(&frame, "hilfeart")?);
        let (massnahmen, raeume) = (texts(&frame, "massnahme")?, texts(&frame, "raum")?);
        for (index, herkunft) in places.into_iter().enumerate() {
            let Some(tag) = days[index] else { continue };
            if !seen.insert((belege[index].clone(), positions[index])) {
                continue;
            }
            rows.push(Buchungszeile {
                lieferung,
                herkunft,
                tag,
                betrag: amounts[index],
                ist_ertrag: kinds[index].as_deref() == Some("ertrag"),
                hilfeart: hilfearten[index].clone(),
                massnahme: massnahmen[index].clone(),
                raum: raeume[index].clone(),
                fall: faelle[index].clone(),
            });
        }
    }
    Ok(rows)
}

/// Cases of deliveries. Key of a case is hash of the Aktenzeichen + Hilfeart + Beginn; what came first stays.
pub(super) fn faelle(bestand: &Bestand, eintraege: &[Eintrag]) -> Result<Vec<Fallzeile>> {
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for (lieferung, eintrag) in eintraege.iter().enumerate() {
        let Some(frame) = scan(bestand, std::slice::from_ref(eintrag))? else { continue };
        let frame = collect(frame.select([
            col("blatt"),
            col("zeile"),
            col("fall"),
            col("hilfeart"),
            col("raum"),
            col("beginn"),
            col("ende"),
            col("uma"),
            col("erstattung"),
        ]))?;
        let places = places(&frame)?;
        let (keys, hilfearten, raeume) = (texts(&frame, "fall")?, texts(&frame, "hilfeart")?, texts(&frame, "raum")?);
        let (begins, ends) = (dates(&frame, "beginn")?, dates(&frame, "ende")?);
        let (uma, refunded) = (truths(&frame, "uma")?, truths(&frame, "erstattung")?);
        for (index, herkunft) in places.into_iter().enumerate() {
            let (Some(hilfeart), Some(raum), Some(beginn)) =
                (hilfearten[index].clone(), raeume[index].clone(), begins[index])
            else {
                continue;
            };
            if seen.insert((keys[index].clone(), hilfeart.clone(), beginn)) {
                rows.push(Fallzeile {
                    lieferung,
                    herkunft,
                    hilfeart,
                    raum,
                    beginn,
                    ende: ends[index],
                    uma: uma[index],
                    erstattung: refunded[index],
                });
            }
        }
    }
    Ok(rows)
}

fn places(frame: &DataFrame) -> Result<Vec<Herkunftszeile>> {
    let (sheets, rows) = (texts(frame, "blatt")?, counts(frame, "zeile")?);
    let place = |(blatt, zeile): (Option<String>, u32)| Herkunftszeile { blatt: blatt.unwrap_or_default(), zeile };
    Ok(sheets.into_iter().zip(rows).map(place).collect())
}
