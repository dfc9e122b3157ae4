//! Bookings summed up: single cases by Raum and Hilfeart, Maßnahmen by Raum and quarter.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use polars::prelude::*;

use super::frame::{betraege, collect, dates, day, scan, texts};
use crate::domain::formeln::largest_remainder;
use crate::domain::kennzahlen::{Kostenzeitraum, OHNE_HILFEART};
use crate::domain::{Betrag, MassnahmeId, Quartal, RaumId, Stammdaten};
use crate::error::{Error, Result};
use crate::store::{Bestand, Eintrag};

/// The Hilfeart of a booking that has neither one nor a Maßnahme.
pub(super) const HILFEART_UNBEKANNT: &str = OHNE_HILFEART;

/// Aufwand and Ertrag, both positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Saldo {
    pub(super) aufwand: Betrag,
    pub(super) ertrag: Betrag,
}

/// Sums over all bookings that count up to a Stichtag. Each Beleg and position counts once: what came first stays.
#[derive(Clone, Debug, Default)]
pub(super) struct Buchungen {
    /// Single cases by period, Raum and Hilfeart.
    pub(super) einzelfall: BTreeMap<(Kostenzeitraum, RaumId, String), Saldo>,
    /// Maßnahmen: Aufwand less Ertrag by Maßnahme, paying Raum or Region, and quarter of the booking.
    pub(super) gwa: BTreeMap<(MassnahmeId, RaumId, Quartal), Betrag>,
    /// Aufwand less Ertrag of the year up to the Stichtag over every booking, summed without any grouping.
    pub(super) kontrollsumme: Betrag,
}

impl Buchungen {
    /// Sums the rows of deliveries, oldest quarter first.
    pub(super) fn sum(
        bestand: &Bestand,
        kosten: &[Eintrag],
        stammdaten: &Stammdaten,
        quartal: Quartal,
    ) -> Result<Self> {
        let Some(frame) = scan(bestand, kosten)? else {
            return Ok(Self::default());
        };
        let rows = collect(
            frame
                .select([
                    col("beleg"),
                    col("position"),
                    col("buchungsdatum"),
                    col("betrag"),
                    col("art").eq(lit("ertrag")).alias("ist_ertrag"),
                    col("hilfeart"),
                    col("massnahme"),
                    col("raum"),
                ])
                .unique_stable_generic(Some(vec![col("beleg"), col("position")]), UniqueKeepStrategy::First),
        )?
        .lazy();
        let mut sums = Self::default();
        sums.sum_einzelfall(&rows, quartal)?;
        sums.sum_gwa(&rows, stammdaten, quartal)?;
        sums.sum_kontrolle(&rows, quartal)?;
        Ok(sums)
    }

    fn sum_einzelfall(&mut self, rows: &LazyFrame, quartal: Quartal) -> Result<()> {
        for (zeitraum, von) in
            [(Kostenzeitraum::Quartal, quartal.beginn()), (Kostenzeitraum::Jahr, year_start(quartal))]
        {
            let grouped = collect(
                rows.clone()
                    .filter(col("massnahme").is_null().and(in_period(von, quartal.ende())))
                    .with_columns([
                        col("raum").fill_null(lit(RaumId::OHNE)),
                        col("hilfeart").fill_null(lit(HILFEART_UNBEKANNT)),
                    ])
                    .group_by_stable([col("raum"), col("hilfeart")])
                    .agg([
                        col("betrag").filter(col("ist_ertrag").not()).sum().alias("aufwand"),
                        col("betrag").filter(col("ist_ertrag")).sum().alias("ertrag"),
                    ]),
            )?;
            let raeume = texts(&grouped, "raum")?;
            let hilfearten = texts(&grouped, "hilfeart")?;
            let aufwand = betraege(&grouped, "aufwand")?;
            let ertrag = betraege(&grouped, "ertrag")?;
            for index in 0..grouped.height() {
                let raum = raeume[index].as_deref().map_or_else(RaumId::ohne, RaumId::from);
                let hilfeart = hilfearten[index].clone().unwrap_or_else(|| HILFEART_UNBEKANNT.to_owned());
                let saldo = Saldo { aufwand: aufwand[index], ertrag: ertrag[index] };
                self.einzelfall.insert((zeitraum, raum, hilfeart), saldo);
            }
        }
        Ok(())
    }

    /// A booking of a Maßnahme without a Raum is split by the Maßnahme's shares, each booking by itself.
    fn sum_gwa(&mut self, rows: &LazyFrame, stammdaten: &Stammdaten, quartal: Quartal) -> Result<()> {
        let bookings = collect(
            rows.clone()
                .filter(col("massnahme").is_not_null().and(col("buchungsdatum").lt_eq(day(quartal.ende()))))
                .select([
                    col("massnahme"),
                    col("raum"),
                    col("buchungsdatum"),
                    when(col("ist_ertrag")).then(-col("betrag")).otherwise(col("betrag")).alias("betrag"),
                ]),
        )?;
        let massnahmen = texts(&bookings, "massnahme")?;
        let raeume = texts(&bookings, "raum")?;
        let days = dates(&bookings, "buchungsdatum")?;
        let amounts = betraege(&bookings, "betrag")?;
        for index in 0..bookings.height() {
            let (Some(massnahme), Some(day)) = (&massnahmen[index], days[index]) else {
                continue;
            };
            let massnahme = MassnahmeId::from(massnahme.as_str());
            let quartal = Quartal::of(day);
            match &raeume[index] {
                Some(raum) => self.add_gwa(massnahme, RaumId::from(raum.as_str()), quartal, amounts[index]),
                None => self.split_gwa(stammdaten, &massnahme, quartal, amounts[index])?,
            }
        }
        Ok(())
    }

    fn split_gwa(&mut self, stammdaten: &Stammdaten, id: &MassnahmeId, quartal: Quartal, betrag: Betrag) -> Result<()> {
        let massnahme = stammdaten.massnahme(id).ok_or_else(|| {
            Error::new(format!(
                "Im Bestand stehen Buchungen für die Maßnahme {id}, die es in data/massnahmen nicht gibt"
            ))
            .remedy("Den Datensatz der Maßnahme anlegen oder wiederherstellen")
        })?;
        let shares: Vec<_> = massnahme.anteile.iter().map(|anteil| anteil.prozent).collect();
        for (anteil, part) in massnahme.anteile.iter().zip(largest_remainder(betrag, &shares)) {
            self.add_gwa(id.clone(), anteil.raum.clone(), quartal, part);
        }
        Ok(())
    }

    fn add_gwa(&mut self, massnahme: MassnahmeId, raum: RaumId, quartal: Quartal, betrag: Betrag) {
        *self.gwa.entry((massnahme, raum, quartal)).or_default() += betrag;
    }

    fn sum_kontrolle(&mut self, rows: &LazyFrame, quartal: Quartal) -> Result<()> {
        let total =
            collect(rows.clone().filter(in_period(year_start(quartal), quartal.ende())).select([
                when(col("ist_ertrag")).then(-col("betrag")).otherwise(col("betrag")).sum().alias("betrag"),
            ]))?;
        self.kontrollsumme = betraege(&total, "betrag")?.first().copied().unwrap_or_default();
        Ok(())
    }
}

fn year_start(quartal: Quartal) -> NaiveDate {
    quartal.of_same_year()[0].beginn()
}

fn in_period(von: NaiveDate, bis: NaiveDate) -> Expr {
    col("buchungsdatum").gt_eq(day(von)).and(col("buchungsdatum").lt_eq(day(bis)))
}
