//! Cases counted by Raum and Hilfeart, as the KJH-Statistik counts: at the end of a day.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::{Days, NaiveDate};
use polars::prelude::*;

use super::frame::{collect, counts, day, scan, texts};
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, RaumId};
use crate::error::Result;
use crate::store::{Bestand, Eintrag, Fallsumme};

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
        let mut fallzahlen = Self::default();
        for eintrag in faelle.iter().filter(|eintrag| eintrag.geloescht_am.is_some()) {
            fallzahlen.add_kept(&bestand.fallsummen(eintrag)?);
        }
        if let Some(frame) = scan(bestand, faelle)? {
            fallzahlen.add_rows(frame, quartal)?;
        }
        Ok(fallzahlen)
    }

    /// Counts that stayed when the case rows were deleted.
    fn add_kept(&mut self, fallsummen: &[Fallsumme]) {
        for summe in fallsummen {
            let number = |place: usize| summe.zahlen.get(place).copied().unwrap_or(0);
            let fallzahl = Fallzahl {
                bestand_anfang: number(0),
                begonnen: number(1),
                beendet: number(2),
                monatsenden: [number(3), number(4), number(5)],
            };
            *self.0.entry((RaumId::from(summe.raum.as_str()), summe.hilfeart.clone())).or_default() += fallzahl;
        }
    }

    fn add_rows(&mut self, frame: LazyFrame, quartal: Quartal) -> Result<()> {
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
            *self.0.entry((RaumId::from(raum.as_str()), hilfeart.clone())).or_default() += fallzahl;
        }
        Ok(())
    }
}

/// The counts of one case list that stay when its rows are deleted.
pub fn fallsummen(bestand: &Bestand, eintrag: &Eintrag) -> Result<Vec<Fallsumme>> {
    let Some(quartal) = eintrag.quartal.filter(|_| eintrag.art == Some(Lieferart::Faelle)) else {
        return Ok(Vec::new());
    };
    let counted = Fallzahlen::count(bestand, std::slice::from_ref(eintrag), quartal)?;
    let kept = counted.0.into_iter().map(|((raum, hilfeart), zahl)| {
        let [first, second, third] = zahl.monatsenden;
        Fallsumme {
            raum: raum.to_string(),
            hilfeart,
            zahlen: vec![zahl.bestand_anfang, zahl.begonnen, zahl.beendet, first, second, third],
        }
    });
    Ok(kept.collect())
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
