//! Cases counted by Raum and Hilfeart, as the KJH-Statistik counts: at the end of a day.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::{Days, NaiveDate};
use polars::prelude::*;

use super::frame::{collect, counts, day, scan, texts};
use crate::domain::{Quartal, RaumId};
use crate::error::Result;
use crate::store::{Bestand, Eintrag};

/// Counts of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fallzahl {
    /// Running at the end of the day before the quarter.
    pub(super) bestand_anfang: u32,
    pub(super) begonnen: u32,
    pub(super) beendet: u32,
    /// Running at the end of each of the three months; the last is the Stichtag.
    pub(super) monatsenden: [u32; 3],
}

impl AddAssign for Fallzahl {
    fn add_assign(&mut self, other: Self) {
        self.bestand_anfang += other.bestand_anfang;
        self.begonnen += other.begonnen;
        self.beendet += other.beendet;
        for (month, more) in self.monatsenden.iter_mut().zip(other.monatsenden) {
            *month += more;
        }
    }
}

/// Counts by Raum and Hilfeart.
#[derive(Clone, Debug, Default)]
pub(super) struct Fallzahlen(pub(super) BTreeMap<(RaumId, String), Fallzahl>);

impl Fallzahlen {
    /// Counts the quarter's cases; key of a case is hash of the Aktenzeichen + Hilfeart + Beginn.
    pub(super) fn count(bestand: &Bestand, faelle: &[Eintrag], quartal: Quartal) -> Result<Self> {
        let Some(frame) = scan(bestand, faelle)? else {
            return Ok(Self::default());
        };
        let before = quartal.beginn().checked_sub_days(Days::new(1)).unwrap_or(quartal.beginn());
        let [first, second, third] = quartal.month_ends();
        let counted = collect(
            frame
                .unique_stable_generic(
                    Some(vec![col("fall"), col("hilfeart"), col("beginn")]),
                    UniqueKeepStrategy::First,
                )
                .group_by_stable([col("raum"), col("hilfeart")])
                .agg([
                    number(running_at(before), "bestand_anfang"),
                    number(within("beginn", quartal), "begonnen"),
                    number(within("ende", quartal), "beendet"),
                    number(running_at(first), "monat_1"),
                    number(running_at(second), "monat_2"),
                    number(running_at(third), "monat_3"),
                ]),
        )?;
        let raeume = texts(&counted, "raum")?;
        let hilfearten = texts(&counted, "hilfeart")?;
        let columns = ["bestand_anfang", "begonnen", "beendet", "monat_1", "monat_2", "monat_3"]
            .map(|name| counts(&counted, name));
        let [bestand_anfang, begonnen, beendet, monat_1, monat_2, monat_3] = columns;
        let (bestand_anfang, begonnen, beendet) = (bestand_anfang?, begonnen?, beendet?);
        let (monat_1, monat_2, monat_3) = (monat_1?, monat_2?, monat_3?);
        let mut fallzahlen = BTreeMap::new();
        for index in 0..counted.height() {
            let (Some(raum), Some(hilfeart)) = (&raeume[index], &hilfearten[index]) else {
                continue;
            };
            let fallzahl = Fallzahl {
                bestand_anfang: bestand_anfang[index],
                begonnen: begonnen[index],
                beendet: beendet[index],
                monatsenden: [monat_1[index], monat_2[index], monat_3[index]],
            };
            fallzahlen.insert((RaumId::from(raum.as_str()), hilfeart.clone()), fallzahl);
        }
        Ok(Self(fallzahlen))
    }
}

/// Bestand at the end of a day: begun by then, and not ended or ended later.
fn running_at(stichtag: NaiveDate) -> Expr {
    col("beginn").lt_eq(day(stichtag)).and(col("ende").is_null().or(col("ende").gt(day(stichtag))))
}

fn within(column: &str, quartal: Quartal) -> Expr {
    col(column).gt_eq(day(quartal.beginn())).and(col(column).lt_eq(day(quartal.ende()))).fill_null(lit(false))
}

fn number(condition: Expr, name: &str) -> Expr {
    condition.cast(DataType::UInt32).sum().alias(name)
}
