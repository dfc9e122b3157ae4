//! A delivered file as a workbook built anew: the cells as they were read, for formats that cannot be marked in place.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::ingest::mappe::{Blatt, Mappe, Zellwert};

use super::bereich::{SPALTEN, ZEILEN};

/// Name of the sheet of a file that has none (CSV).
const NAMELESS: &str = "Lieferung";
/// Characters that the name of a sheet may have.
const LONGEST_NAME: usize = 31;

/// The cells of a delivered file.
#[derive(Clone, Debug, Default)]
pub struct Nachbau {
    /// Its sheets.
    pub blaetter: Vec<Nachbaublatt>,
}

/// A sheet.
#[derive(Clone, Debug)]
pub struct Nachbaublatt {
    /// Its name, as a workbook can bear it.
    pub name: String,
    /// Whether it was hidden.
    pub versteckt: bool,
    /// Row of its headings, from 1, where one stands out.
    pub kopfzeile: Option<u32>,
    /// Its cells: column and value, below the number of their row.
    pub zeilen: Vec<(u32, Vec<(u32, Inhalt)>)>,
    /// Rows and columns beyond what a sheet holds were left out.
    pub gekuerzt: bool,
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Inhalt {
    /// Text.
    Text(String),
    /// A number.
    Zahl(Decimal),
    /// A date.
    Datum(NaiveDate),
    /// A truth value.
    Wahr(bool),
}

impl Nachbau {
    /// Takes the cells of a file, and says under which name each sheet stands now.
    pub fn new(mappe: Mappe) -> (Self, BTreeMap<Option<String>, String>) {
        let mut names = BTreeMap::new();
        let mut taken: Vec<String> = Vec::new();
        let mut nachbau = Self::default();
        for blatt in mappe.blaetter {
            let name = usable_name(&blatt.name, &taken);
            taken.push(name.to_lowercase());
            names.insert(crate::ingest::lesung::blatt_of(&blatt.name), name.clone());
            nachbau.blaetter.push(sheet(name, blatt));
        }
        if nachbau.blaetter.iter().all(|blatt| blatt.versteckt) {
            nachbau.blaetter.iter_mut().for_each(|blatt| blatt.versteckt = false);
        }
        (nachbau, names)
    }
}

fn sheet(name: String, blatt: Blatt) -> Nachbaublatt {
    let kopfzeile = heading_row(&blatt);
    let mut gekuerzt = false;
    let mut zeilen = Vec::with_capacity(blatt.zeilen.len());
    for zeile in blatt.zeilen {
        if zeile.nummer > ZEILEN {
            gekuerzt = true;
            continue;
        }
        gekuerzt |= zeile.zellen.last().is_some_and(|zelle| zelle.spalte >= SPALTEN);
        let cells = zeile.zellen.into_iter().filter(|zelle| zelle.spalte < SPALTEN);
        zeilen.push((zeile.nummer, cells.map(|zelle| (zelle.spalte, content(zelle.wert))).collect()));
    }
    Nachbaublatt { name, versteckt: blatt.versteckt, kopfzeile, zeilen, gekuerzt }
}

fn content(wert: Zellwert) -> Inhalt {
    match wert {
        Zellwert::Text(text) => Inhalt::Text(text),
        Zellwert::Zahl(zahl) => Inhalt::Zahl(zahl),
        Zellwert::Datum(datum) => Inhalt::Datum(datum),
        Zellwert::Wahr(wahr) => Inhalt::Wahr(wahr),
        Zellwert::Fehlerwert(text) => Inhalt::Text(text.into_owned()),
    }
}

/// The first of the fullest rows near the top: there the headings stand.
fn heading_row(blatt: &Blatt) -> Option<u32> {
    const NEAR_THE_TOP: usize = 40;
    let near = || blatt.zeilen.iter().take(NEAR_THE_TOP);
    let fullest = near().map(|zeile| zeile.zellen.len()).max().filter(|cells| *cells > 1)?;
    let is_text = |zeile: &&crate::ingest::mappe::Rohzeile| {
        zeile.zellen.iter().all(|zelle| matches!(zelle.wert, Zellwert::Text(_)))
    };
    near().filter(is_text).find(|zeile| zeile.zellen.len() * 10 >= fullest * 7).map(|zeile| zeile.nummer)
}

/// A name that a workbook accepts and that no other sheet has.
fn usable_name(name: &str, taken: &[String]) -> String {
    let clean: String = name.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { '_' } else { c }).collect();
    let clean = clean.trim_matches('\'').trim();
    let base: String = if clean.is_empty() { NAMELESS } else { clean }.chars().take(LONGEST_NAME).collect();
    let is_free = |name: &String| !taken.contains(&name.to_lowercase());
    if is_free(&base) {
        return base;
    }
    let numbered = (2_u32..).map(|number| {
        let suffix = format!(" ({number})");
        base.chars().take(LONGEST_NAME - suffix.len()).chain(suffix.chars()).collect::<String>()
    });
    numbered.take(10_000).find(is_free).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::mappe::{Rohzeile, Zelle};

    #[test]
    fn names_of_sheets_fit_a_workbook_and_stay_apart() {
        let blatt = |name: &str| Blatt { name: name.to_owned(), ..Blatt::default() };
        let long = "Kosten der Hilfen zur Erziehung 2026 erstes";
        let mappe = Mappe { blaetter: vec![blatt("a/b"), blatt("A_B"), blatt(long), blatt(long)], ..Mappe::default() };
        let (nachbau, names) = Nachbau::new(mappe);
        let made: Vec<_> = nachbau.blaetter.iter().map(|blatt| blatt.name.as_str()).collect();
        assert_eq!(made, ["a_b", "A_B (2)", "Kosten der Hilfen zur Erziehung", "Kosten der Hilfen zur Erzie (2)"]);
        assert_eq!(names[&Some("A_B".to_owned())], "A_B (2)");
    }

    #[test]
    fn headings_are_found_below_a_title() {
        let row = |nummer, texts: &[&str]| Rohzeile {
            nummer,
            zellen: (0..)
                .zip(texts)
                .map(|(spalte, text)| Zelle { spalte, wert: Zellwert::Text((*text).to_owned()) })
                .collect(),
        };
        let blatt = Blatt {
            zeilen: vec![row(1, &["Kosten"]), row(4, &["Beleg", "Betrag", "Raum"]), row(5, &["1", "2", "3"])],
            ..Blatt::default()
        };
        assert_eq!(heading_row(&blatt), Some(4));
    }
}
