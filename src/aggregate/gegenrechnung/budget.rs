//! Budgets and Maßnahmen, from records and single bookings.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::teilung::{bewilligt, split, weights};
use super::{Gebucht, Karte};
use crate::domain::auswertung::Verlaufsort;
use crate::domain::budget::Budgetbewegung;
use crate::domain::gegenrechnung::{Gegenrechnung, Gegenwert, divide};
use crate::domain::kennung::linie;
use crate::domain::kennzahlen::Ampel;
use crate::domain::raum::Ebene;
use crate::domain::{Quartal, RaumId, Stammdaten};

/// What single bookings put on the budget of a Raum.
pub(super) struct Anteile(Vec<Anteil>);

struct Anteil {
    delivered: Quartal,
    booked: Quartal,
    massnahme: String,
    raum: String,
    cents: i64,
}

impl Anteile {
    /// A booking of a Maßnahme without a Raum is split by its shares, each booking by itself.
    pub(super) fn new(stammdaten: &Stammdaten, rows: &Gebucht) -> Self {
        let mut list = Vec::new();
        for (delivered, row) in &rows.0 {
            let Some(massnahme) = &row.massnahme else { continue };
            let cents = if row.ist_ertrag { -row.betrag.cents() } else { row.betrag.cents() };
            let parts: Vec<(String, i64)> = match &row.raum {
                Some(raum) => vec![(raum.clone(), cents)],
                None => {
                    let record = stammdaten.massnahmen.iter().find(|record| record.id.as_str() == massnahme);
                    let shares = record.map_or(&[][..], |record| record.anteile.as_slice());
                    let parts = split(cents, &weights(shares.iter().map(|share| share.prozent)));
                    shares.iter().map(|share| share.raum.to_string()).zip(parts).collect()
                }
            };
            list.extend(parts.into_iter().map(|(raum, cents)| Anteil {
                delivered: *delivered,
                booked: Quartal::of(row.tag),
                massnahme: massnahme.clone(),
                raum,
                cents,
            }));
        }
        Self(list)
    }

    /// Cents of each Maßnahme on each Raum from 1 January to the end of a quarter, as known at the end of another one.
    fn up_to(&self, quartal: Quartal, known: Quartal) -> BTreeMap<(&str, &str), i64> {
        let mut sums = BTreeMap::new();
        for anteil in &self.0 {
            let in_year = anteil.booked.jahr() == quartal.jahr() && anteil.booked <= quartal;
            if in_year && anteil.delivered <= known {
                *sums.entry((anteil.massnahme.as_str(), anteil.raum.as_str())).or_default() += anteil.cents;
            }
        }
        sums
    }
}

/// Cents of one budget line.
#[derive(Clone, Copy, Default)]
struct Summe {
    ansatz: i64,
    nachtrag: i64,
    uebertrag: i64,
    umschichtung: i64,
    bewilligt: i64,
    ist: i64,
    gebunden: i64,
}

impl Summe {
    const fn verfuegbar(&self) -> i64 {
        self.ansatz + self.nachtrag + self.uebertrag + self.umschichtung
    }
}

/// Budget lines by kind of budget and line of Räume.
struct Summen<'a> {
    karte: &'a Karte,
    lines: BTreeMap<(String, usize), Summe>,
    arten: BTreeSet<String>,
}

impl Summen<'_> {
    /// Adds to each line that a Raum or a Region's own budget counts in.
    fn add(&mut self, art: &str, raum: &str, add: impl Fn(&mut Summe)) {
        for ort in self.karte.orte_of(raum).unwrap_or_default() {
            add(self.lines.entry((art.to_owned(), *ort)).or_default());
        }
    }
}

/// Adds the budget figures of a quarter.
pub(super) fn add(
    ergebnis: &mut Gegenrechnung,
    stammdaten: &Stammdaten,
    karte: &Karte,
    anteile: &Anteile,
    quartal: Quartal,
) {
    let mut summen = Summen { karte, lines: BTreeMap::new(), arten: BTreeSet::new() };
    add_massnahmen(ergebnis, &mut summen, stammdaten, anteile, quartal);
    add_records(&mut summen, stammdaten, quartal.jahr(), quartal.ende());
    let several = summen.arten.len() > 1;
    for art in &summen.arten {
        for (ort, line) in karte.orte.iter().enumerate().filter(|(ort, _)| karte.has_key(*ort)) {
            let summe = summen.lines.get(&(art.clone(), ort)).copied().unwrap_or_default();
            let kind = if several { format!(".{art}") } else { String::new() };
            let tail = format!("{}{kind}.{quartal}", linie(line.ebene, &line.raum));
            for (feld, wert) in figures(stammdaten, &summe, quartal.ende()) {
                ergebnis.kennzahlen.insert(format!("budget.{feld}.{tail}"), wert);
            }
        }
    }
}

/// Adds the budgets at the quarters' ends of the year and of the one before, as they are known in a quarter.
pub(super) fn add_verlauf(
    ergebnis: &mut Gegenrechnung,
    stammdaten: &Stammdaten,
    karte: &Karte,
    anteile: &Anteile,
    known: Quartal,
) {
    let years = [known.jahr() - 1, known.jahr()].into_iter().filter_map(|jahr| Quartal::new(jahr, 1));
    for quartal in years.flat_map(Quartal::of_same_year) {
        let mut summen = Summen { karte, lines: BTreeMap::new(), arten: BTreeSet::new() };
        // What is not moved yet is not moved.
        add_records(&mut summen, stammdaten, quartal.jahr(), quartal.ende().min(known.ende()));
        for ((massnahme, raum), cents) in anteile.up_to(quartal, known) {
            if let Some(record) = stammdaten.massnahmen.iter().find(|record| record.id.as_str() == massnahme) {
                summen.add(&record.budgetart, raum, |summe| summe.ist += cents);
            }
        }
        for ((budgetart, ort), summe) in summen.lines {
            let Some(line) = karte.orte.get(ort) else { continue };
            let raum = if karte.has_key(ort) { line.raum.clone() } else { format!("eigen:{}", line.raum) };
            ergebnis.verlauf.insert(Verlaufsort { raum, budgetart, quartal }, (summe.verfuegbar(), summe.ist));
        }
    }
}

/// Grants and bookings by Maßnahme and budget; bound is what of a grant is not booked yet.
fn add_massnahmen(
    ergebnis: &mut Gegenrechnung,
    summen: &mut Summen<'_>,
    stammdaten: &Stammdaten,
    anteile: &Anteile,
    quartal: Quartal,
) {
    let booked = anteile.up_to(quartal, quartal);
    let mut granted: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for massnahme in &stammdaten.massnahmen {
        let cents = bewilligt(massnahme, quartal.jahr(), quartal.ende());
        let parts = split(cents, &weights(massnahme.anteile.iter().map(|share| share.prozent)));
        for (share, part) in massnahme.anteile.iter().zip(parts) {
            *granted.entry((massnahme.id.as_str(), share.raum.as_str())).or_default() += part;
        }
    }
    let lines: BTreeSet<_> = granted.keys().chain(booked.keys()).copied().collect();
    for (massnahme, raum) in lines {
        let bewilligt = granted.get(&(massnahme, raum)).copied().unwrap_or_default();
        let ist = booked.get(&(massnahme, raum)).copied().unwrap_or_default();
        let Some(record) = stammdaten.massnahmen.iter().find(|record| record.id.as_str() == massnahme) else {
            continue;
        };
        if bewilligt == 0 && ist == 0 {
            continue;
        }
        let gebunden = if bewilligt > ist { bewilligt - ist } else { 0 };
        summen.arten.insert(record.budgetart.clone());
        summen.add(&record.budgetart, raum, |summe| {
            summe.bewilligt += bewilligt;
            summe.ist += ist;
            summe.gebunden += gebunden;
        });
        let ebene = stammdaten.ebene(&RaumId::from(raum)).unwrap_or(Ebene::Ohne);
        let tail = format!("{massnahme}.{}.{quartal}", linie(ebene, raum));
        for (feld, cents) in [("bewilligt", bewilligt), ("ist", ist), ("gebunden", gebunden)] {
            ergebnis.kennzahlen.insert(format!("massnahme.{feld}.{tail}"), Gegenwert::Betrag(cents));
        }
    }
}

/// Ansätze, movements up to the Stichtag, hours worked.
fn add_records(summen: &mut Summen<'_>, stammdaten: &Stammdaten, jahr: i32, stichtag: NaiveDate) {
    for budget in stammdaten.budgets.iter().filter(|budget| budget.jahr == jahr) {
        summen.arten.insert(budget.budgetart.clone());
        summen.add(&budget.budgetart, budget.raum.as_str(), |summe| summe.ansatz += budget.ansatz.cents());
    }
    for bewegung in stammdaten.budgetbewegungen.iter().filter(|one| one.jahr() == jahr && one.datum().day() <= stichtag)
    {
        match bewegung {
            Budgetbewegung::Nachtrag { budgetart, raum, betrag, .. } => {
                summen.add(budgetart, raum.as_str(), |summe| summe.nachtrag += betrag.cents());
            }
            Budgetbewegung::Uebertrag { budgetart, raum, betrag, .. } => {
                summen.add(budgetart, raum.as_str(), |summe| summe.uebertrag += betrag.cents());
            }
            Budgetbewegung::Umschichtung { budgetart, von, nach, betrag, .. } => {
                summen.add(budgetart, von.as_str(), |summe| summe.umschichtung -= betrag.cents());
                summen.add(budgetart, nach.as_str(), |summe| summe.umschichtung += betrag.cents());
            }
        }
    }
    for nachweis in &stammdaten.stundennachweise {
        let day = nachweis.datum.day();
        if day.year() == jahr && day <= stichtag {
            summen.add(&nachweis.budgetart, nachweis.raum.as_str(), |summe| summe.ist += nachweis.stunden.cents());
        }
    }
}

/// The figures of a line.
fn figures(stammdaten: &Stammdaten, summe: &Summe, stichtag: NaiveDate) -> [(&'static str, Gegenwert); 15] {
    let verfuegbar = summe.verfuegbar();
    let used = summe.ist + summe.gebunden;
    let (elapsed, year) = days(stichtag);
    let linear = divide(i128::from(summe.ist) * year, elapsed);
    let linear = i64::try_from(linear).unwrap_or(i64::MAX);
    let quote = |part: i64| {
        if verfuegbar > 0 { Gegenwert::Bruch(i128::from(part), i128::from(verfuegbar)) } else { Gegenwert::Ohne }
    };
    [
        ("ansatz", Gegenwert::Betrag(summe.ansatz)),
        ("nachtrag", Gegenwert::Betrag(summe.nachtrag)),
        ("uebertrag", Gegenwert::Betrag(summe.uebertrag)),
        ("umschichtung", Gegenwert::Betrag(summe.umschichtung)),
        ("verfuegbar", Gegenwert::Betrag(verfuegbar)),
        ("bewilligt", Gegenwert::Betrag(summe.bewilligt)),
        ("ist", Gegenwert::Betrag(summe.ist)),
        ("gebunden", Gegenwert::Betrag(summe.gebunden)),
        ("frei", Gegenwert::Betrag(verfuegbar - used)),
        ("auslastung", quote(summe.ist)),
        ("bindungsquote", quote(used)),
        ("zeitanteil", Gegenwert::Bruch(elapsed, year)),
        ("hochrechnung_linear", Gegenwert::Betrag(linear)),
        ("hochrechnung_bindung", Gegenwert::Betrag(used)),
        ("ampel", Gegenwert::Wort(ampel(stammdaten, verfuegbar, summe.ist, used, linear).label().to_owned())),
    ]
}

/// Days of the year up to a day, and all of them.
fn days(stichtag: NaiveDate) -> (i128, i128) {
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(stichtag);
    let beginn = first(stichtag.year());
    let whole = (first(stichtag.year() + 1) - beginn).num_days();
    (i128::from((stichtag - beginn).num_days() + 1), i128::from(whole))
}

/// The Ampel by the office's thresholds, without a division: used against so many times what is there.
fn ampel(stammdaten: &Stammdaten, verfuegbar: i64, ist: i64, used: i64, linear: i64) -> Ampel {
    let regeln = &stammdaten.einstellungen.regeln.ampel;
    if verfuegbar <= 0 {
        return if ist == 0 && used == 0 { Ampel::OhneBewertung } else { Ampel::Rot };
    }
    let limit = |share: Decimal| share * Decimal::from(verfuegbar);
    let (used, linear) = (Decimal::from(used), Decimal::from(linear));
    if used > limit(regeln.rot_ueber_bindungsquote) || linear > limit(regeln.rot_ueber_hochrechnung) {
        Ampel::Rot
    } else if used >= limit(regeln.gelb_ab_bindungsquote) || linear > limit(regeln.gelb_ueber_hochrechnung) {
        Ampel::Gelb
    } else {
        Ampel::Gruen
    }
}
