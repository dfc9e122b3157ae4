//! The quarters since the first delivery, with what the reports on Hilfen need beyond their figures: durations, umA,
//! refunded cases, and how many cases are behind each amount.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::einzelfall::{hilfearten, is_apart};
use super::kosten::HILFEART_UNBEKANNT;
use super::linie::linien;
use super::zeilen::{Buchungszeile, Fallzeile, buchungen, faelle};
use super::{Lieferungen, auswertung_statt};
use crate::domain::kennzahlen::Kennzahlen;
use crate::domain::lieferung::Lieferart;
use crate::domain::reihe::{Besondere, Dauer, Quartalszahlen, Reihe};
use crate::domain::zelle::{Beitrag, Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};
use crate::domain::{Quartal, RaumId, Stammdaten};
use crate::error::Result;
use crate::store::{Bestand, Eintrag};

/// Cases and costs of every delivered quarter up to one.
pub fn reihe(bestand: &Bestand, stammdaten: &Stammdaten, quartal: Quartal) -> Result<Reihe> {
    let mut delivered: BTreeSet<Quartal> = bestand.quartale(Lieferart::Kosten)?.into_iter().collect();
    delivered.extend(bestand.quartale(Lieferart::Faelle)?);
    let zuordnung = Zuordnung::new(stammdaten);
    let all = Lieferungen::collect(bestand, quartal, None)?;
    let booked = buchungen(bestand, &all.kosten)?;
    let mut quartale = BTreeMap::new();
    for of in delivered.into_iter().filter(|of| *of <= quartal) {
        let lieferungen = Lieferungen::collect(bestand, of, None)?;
        let kennzahlen = kennzahlen(bestand, stammdaten, &lieferungen, of)?;
        let cases = faelle(bestand, &lieferungen.faelle)?;
        // What was delivered later is not part of the quarter's figures.
        let known = |row: &&Buchungszeile| all.kosten[row.lieferung].quartal.is_some_and(|from| from <= of);
        let zahlen = Quartalszahlen {
            kennzahlen,
            fallquellen: lieferungen.faelle.iter().filter_map(Eintrag::quelle).collect(),
            luecken: lieferungen.luecken,
            dauern: zuordnung.dauern(&cases, of),
            besondere: zuordnung.besondere(&cases, of),
            beitraege: zuordnung.beitraege(booked.iter().filter(known), of),
        };
        quartale.insert(of, zahlen);
    }
    Ok(Reihe { quartal, quartale })
}

/// The figures of a quarter; where no costs were delivered, its cases alone.
fn kennzahlen(
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    lieferungen: &Lieferungen,
    quartal: Quartal,
) -> Result<Kennzahlen> {
    if lieferungen.covers(quartal) {
        return Ok(auswertung_statt(bestand, stammdaten, quartal, None)?.kennzahlen);
    }
    let fallzahlen = super::faelle::Fallzahlen::count(bestand, &lieferungen.faelle, quartal)?;
    Ok(Kennzahlen {
        schema: "kennzahlen/1",
        quartal,
        stichtag: quartal.ende(),
        haushaltsjahr: quartal.jahr(),
        budget: Vec::new(),
        faelle: super::einzelfall::fall_kennzahlen(stammdaten, &fallzahlen, quartal),
        kosten: Vec::new(),
    })
}

/// Which lines a row belongs to.
struct Zuordnung {
    orte: BTreeMap<RaumId, Vec<Ort>>,
    hilfen: BTreeMap<String, Vec<Hilfe>>,
}

impl Zuordnung {
    fn new(stammdaten: &Stammdaten) -> Self {
        let mut orte: BTreeMap<RaumId, Vec<Ort>> = BTreeMap::new();
        for linie in linien(stammdaten) {
            for teil in &linie.teile {
                orte.entry(teil.clone()).or_default().push(Ort::new(linie.ebene, linie.raum.clone()));
            }
        }
        let lines = |hilfeart: &str, gruppe: &str| {
            let mut lines = vec![Hilfe::art(hilfeart, gruppe), Hilfe::gruppe(gruppe)];
            if !is_apart(stammdaten, gruppe) {
                lines.push(Hilfe::alle());
            }
            (hilfeart.to_owned(), lines)
        };
        let hilfen = hilfearten(stammdaten).into_iter().map(|(art, gruppe)| lines(art, gruppe)).collect();
        Self { orte, hilfen }
    }

    fn lines(&self, raum: &str, hilfeart: &str) -> impl Iterator<Item = (&Ort, &Hilfe)> {
        let orte = self.orte.get(&RaumId::from(raum)).map_or(&[][..], Vec::as_slice);
        let hilfen = self.hilfen.get(hilfeart).map_or(&[][..], Vec::as_slice);
        orte.iter().flat_map(move |ort| hilfen.iter().map(move |hilfe| (ort, hilfe)))
    }

    /// Days from Beginn to Ende of what ended in the quarter, by line.
    fn dauern(&self, cases: &[Fallzeile], quartal: Quartal) -> BTreeMap<(Ort, Hilfe), Dauer> {
        let mut days: BTreeMap<(Ort, Hilfe), Vec<i64>> = BTreeMap::new();
        for case in cases {
            let Some(ende) = case.ende.filter(|ende| Quartal::of(*ende) == quartal) else { continue };
            for (ort, hilfe) in self.lines(&case.raum, &case.hilfeart) {
                let lasted = (ende - case.beginn).num_days() + 1;
                days.entry((ort.clone(), hilfe.clone())).or_default().push(lasted);
            }
        }
        days.into_iter().map(|(line, days)| (line, dauer(days))).collect()
    }

    /// Cases of the Bestand that stand apart, over all Hilfen that are summed up.
    fn besondere(&self, cases: &[Fallzeile], quartal: Quartal) -> BTreeMap<Ort, Besondere> {
        let mut besondere: BTreeMap<Ort, Besondere> = BTreeMap::new();
        for case in cases.iter().filter(|case| case.runs_at(quartal.ende())) {
            for (ort, _) in self.lines(&case.raum, &case.hilfeart).filter(|(_, hilfe)| **hilfe == Hilfe::alle()) {
                let line = besondere.entry(ort.clone()).or_default();
                line.uma += u32::from(case.uma);
                line.erstattung += u32::from(case.erstattung);
            }
        }
        besondere
    }

    /// How many cases are behind the amounts of the quarter and of the year up to it, and what the largest make up.
    fn beitraege<'a>(
        &self,
        booked: impl Iterator<Item = &'a Buchungszeile>,
        quartal: Quartal,
    ) -> BTreeMap<ZellId, Beitrag> {
        let mut parts: BTreeMap<ZellId, BTreeMap<Option<&str>, i64>> = BTreeMap::new();
        let single = booked.filter(|row| row.massnahme.is_none() && row.tag.year() == quartal.jahr());
        for row in single.filter(|row| row.tag <= quartal.ende()) {
            let groesse = if row.ist_ertrag { Messgroesse::Ertrag } else { Messgroesse::Aufwand };
            let raum = row.raum.as_deref().unwrap_or(RaumId::OHNE);
            let hilfeart = row.hilfeart.as_deref().unwrap_or(HILFEART_UNBEKANNT);
            for (ort, hilfe) in self.lines(raum, hilfeart) {
                let mut add = |zeit| {
                    let id = ZellId { groesse, zeit, ort: ort.clone(), hilfe: hilfe.clone() };
                    *parts.entry(id).or_default().entry(row.fall.as_deref()).or_default() += row.betrag.cents();
                };
                add(Zeitbezug::JahrBis(quartal));
                if Quartal::of(row.tag) == quartal {
                    add(Zeitbezug::Quartal(quartal));
                }
            }
        }
        parts.into_iter().filter_map(|(id, parts)| Some((id, beitrag(&parts)?))).collect()
    }
}

fn dauer(mut days: Vec<i64>) -> Dauer {
    days.sort_unstable();
    let middle = days.len() / 2;
    let at = |place: usize| days.get(place).copied().unwrap_or_default();
    let lower = if days.len().is_multiple_of(2) { at(middle.wrapping_sub(1)) } else { at(middle) };
    let longest = days.iter().rev();
    Dauer {
        anzahl: u32::try_from(days.len()).unwrap_or(u32::MAX),
        tage: days.iter().sum(),
        median_doppelt: lower + at(middle),
        laengste: longest.clone().take(1).sum(),
        zwei_laengste: longest.take(2).sum(),
    }
}

/// None where no booking tells its case: then the number of cases of the line is all that is known. Bookings without
/// a case beside others count as one more.
fn beitrag(parts: &BTreeMap<Option<&str>, i64>) -> Option<Beitrag> {
    let mut known: Vec<i64> = parts.iter().filter(|(fall, _)| fall.is_some()).map(|(_, cents)| cents.abs()).collect();
    if known.is_empty() {
        return None;
    }
    known.retain(|cents| *cents != 0);
    known.sort_unstable_by(|a, b| b.cmp(a));
    let others = usize::from(parts.contains_key(&None));
    Some(Beitrag {
        faelle: u32::try_from(known.len() + others).unwrap_or(u32::MAX),
        groesster: Some(known.iter().take(1).sum()),
        zwei_groesste: Some(known.iter().take(2).sum()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_count_lies_between() {
        let four = dauer(vec![400, 10, 30, 20]);
        assert_eq!((four.anzahl, four.tage, four.median_doppelt), (4, 460, 50));
        assert_eq!((four.laengste, four.zwei_laengste), (400, 430));
        assert_eq!(dauer(vec![7, 5, 6]).median_doppelt, 12);
    }

    #[test]
    fn a_case_counts_once_however_often_it_is_booked() {
        let parts = BTreeMap::from([(Some("a"), 9_000), (Some("b"), -500), (Some("c"), 0), (None, 300)]);
        let beitrag = beitrag(&parts).expect("known cases");
        assert_eq!(beitrag, Beitrag { faelle: 3, groesster: Some(9_000), zwei_groesste: Some(9_500) });
        assert_eq!(super::beitrag(&BTreeMap::from([(None, 300)])), None);
    }
}
