//! What about the build of a sheet touches its rows of data: hidden, merged, without a heading, computed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::domain::export::Feld;

use super::formel::Rechner;
use super::gestalt::Bereich;
use super::kopf::Kopf;
use super::mappe::{Blatt, Rohzeile, Zellwert};

/// What the build of a sheet has to do with its rows.
#[derive(Clone, Debug, Default)]
pub struct Auffaelligkeiten {
    /// Hidden rows of data, as first and last row.
    pub versteckte_zeilen: Vec<(u32, u32)>,
    /// How many rows of data are hidden.
    pub versteckte_datensaetze: u32,
    /// Hidden columns that hold data.
    pub versteckte_spalten: Vec<Spalte>,
    /// Columns that hold data and have no heading.
    pub ohne_ueberschrift: Vec<Spalte>,
    /// Merged cells that reach into rows of data.
    pub verbunden: Vec<Bereich>,
    /// Formulas in columns that are read and without a result.
    pub ohne_wert: Vec<(u32, u32)>,
    /// Simple sums whose stored result is another one.
    pub veraltet: Vec<Veraltet>,
}

/// A column with data in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spalte {
    /// Column from 0.
    pub spalte: u32,
    /// Its field, if it has one.
    pub feld: Option<Feld>,
    /// How many rows of data have something in it.
    pub zellen: u32,
}

/// A formula whose stored result is not what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Veraltet {
    /// Row.
    pub zeile: u32,
    /// Column from 0.
    pub spalte: u32,
    /// What is stored.
    pub gespeichert: Decimal,
    /// What it comes to.
    pub gerechnet: Decimal,
    /// Whether it stands in a row of data; else in a total.
    pub in_datensatz: bool,
}

/// Looks at a sheet. `daten` and `summen` are its rows of data and its totals, in order.
pub fn find(blatt: &Blatt, kopf: &Kopf, daten: &[u32], summen: &[u32]) -> Auffaelligkeiten {
    let gestalt = &blatt.gestalt;
    let filled = filled_columns(blatt, daten);
    let feld_of = |spalte: u32| kopf.spalten.iter().find(|(_, column)| **column == spalte).map(|(feld, _)| *feld);
    let column = |(spalte, zellen): (&u32, &u32)| Spalte { spalte: *spalte, feld: feld_of(*spalte), zellen: *zellen };
    let is_hidden =
        |spalte: u32| gestalt.versteckte_spalten.iter().any(|(first, last)| (*first..=*last).contains(&spalte));
    let has_heading = |spalte: u32| kopf.ueberschriften.iter().any(|(column, _)| *column == spalte);
    let (versteckte_zeilen, versteckte_datensaetze) = hidden_rows(&gestalt.versteckte_zeilen, daten);
    let (ohne_wert, veraltet) = formulas(blatt, kopf, daten, summen);
    Auffaelligkeiten {
        versteckte_zeilen,
        versteckte_datensaetze,
        versteckte_spalten: filled.iter().filter(|(spalte, _)| is_hidden(**spalte)).map(column).collect(),
        ohne_ueberschrift: filled.iter().filter(|(spalte, _)| !has_heading(**spalte)).map(column).collect(),
        verbunden: gestalt
            .verbunden
            .iter()
            .filter(|bereich| count_between(daten, bereich.erste_zeile, bereich.letzte_zeile) > 0)
            .copied()
            .collect(),
        ohne_wert,
        veraltet,
    }
}

/// How many rows of data have something in each column.
fn filled_columns(blatt: &Blatt, daten: &[u32]) -> BTreeMap<u32, u32> {
    let mut filled = BTreeMap::new();
    for row in rows(blatt, daten) {
        for zelle in &row.zellen {
            *filled.entry(zelle.spalte).or_insert(0) += 1;
        }
    }
    filled
}

/// The rows with these numbers; both lists are in order.
fn rows<'a>(blatt: &'a Blatt, numbers: &'a [u32]) -> impl Iterator<Item = &'a Rohzeile> {
    let mut numbers = numbers.iter().peekable();
    blatt.zeilen.iter().filter(move |row| {
        while numbers.next_if(|number| **number < row.nummer).is_some() {}
        numbers.peek().is_some_and(|number| **number == row.nummer)
    })
}

/// The hidden ranges that hold rows of data, and how many rows those are.
fn hidden_rows(hidden: &[(u32, u32)], daten: &[u32]) -> (Vec<(u32, u32)>, u32) {
    let mut ranges = Vec::new();
    let mut sum = 0;
    for (first, last) in hidden {
        let count = count_between(daten, *first, *last);
        if count > 0 {
            ranges.push((*first, *last));
            sum += count;
        }
    }
    (ranges, sum)
}

fn count_between(sorted: &[u32], first: u32, last: u32) -> u32 {
    let begin = sorted.partition_point(|number| *number < first);
    let end = sorted.partition_point(|number| *number <= last);
    u32::try_from(end.saturating_sub(begin)).unwrap_or(u32::MAX)
}

/// Formulas of columns that are read: those without a result, and those with a wrong one.
fn formulas(blatt: &Blatt, kopf: &Kopf, daten: &[u32], summen: &[u32]) -> (Vec<(u32, u32)>, Vec<Veraltet>) {
    let read: Vec<u32> = kopf.spalten.iter().filter(|(feld, _)| feld.is_read()).map(|(_, spalte)| *spalte).collect();
    let (mut ohne_wert, mut veraltet) = (Vec::new(), Vec::new());
    let mut rechner = Rechner::new(blatt);
    for formel in &blatt.gestalt.formeln {
        let in_datensatz = daten.binary_search(&formel.zeile).is_ok();
        if !(in_datensatz && read.contains(&formel.spalte)) && summen.binary_search(&formel.zeile).is_err() {
            continue;
        }
        if formel.ohne_wert {
            // A total without a result has a rule of its own.
            if in_datensatz {
                ohne_wert.push((formel.zeile, formel.spalte));
            }
            continue;
        }
        let stored = value(blatt, formel.zeile, formel.spalte);
        if let Some(gespeichert) = stored
            && let Some(gerechnet) = rechner.compute(formel)
            && (gespeichert - gerechnet).abs() > Decimal::new(1, 5)
        {
            let (zeile, spalte) = (formel.zeile, formel.spalte);
            veraltet.push(Veraltet { zeile, spalte, gespeichert, gerechnet, in_datensatz });
        }
    }
    (ohne_wert, veraltet)
}

fn value(blatt: &Blatt, zeile: u32, spalte: u32) -> Option<Decimal> {
    let place = blatt.zeilen.binary_search_by_key(&zeile, |row| row.nummer).ok()?;
    match blatt.zeilen.get(place)?.get(spalte) {
        Some(Zellwert::Zahl(number)) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ranges_with_rows_of_data_count_as_hidden() {
        let daten = [3, 4, 5, 9];
        assert_eq!(hidden_rows(&[(1, 2), (4, 6), (8, 8), (9, 20)], &daten), (vec![(4, 6), (9, 20)], 3));
    }
}
