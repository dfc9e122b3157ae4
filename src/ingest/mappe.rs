//! A delivered file as cells with their absolute places, before anything is known about their meaning.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::gestalt::Gestalt;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Zellwert {
    /// Text as it is written.
    Text(String),
    /// A number, without the noise of binary fractions.
    Zahl(#[serde(with = "super::uebergabe::zahl")] Decimal),
    /// A date; the time of day means nothing here.
    Datum(#[serde(with = "super::uebergabe::datum")] NaiveDate),
    /// A truth value.
    Wahr(bool),
    /// An error value such as `#BEZUG!`.
    Fehlerwert(Cow<'static, str>),
}

impl Zellwert {
    /// The value as a person sees it in the sheet.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Zahl(zahl) => zahl.normalize().to_string().replace('.', ","),
            Self::Datum(datum) => datum.format("%d.%m.%Y").to_string(),
            Self::Wahr(true) => "WAHR".to_owned(),
            Self::Wahr(false) => "FALSCH".to_owned(),
            Self::Fehlerwert(text) => text.clone().into_owned(),
        }
    }
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Zelle {
    /// Column from 0.
    pub spalte: u32,
    /// What it holds.
    pub wert: Zellwert,
}

/// A row that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rohzeile {
    /// Row as a spreadsheet counts it, from 1.
    pub nummer: u32,
    /// Its cells, by column.
    pub zellen: Vec<Zelle>,
}

impl Rohzeile {
    /// The value in a column.
    pub fn get(&self, spalte: u32) -> Option<&Zellwert> {
        self.zellen.binary_search_by_key(&spalte, |zelle| zelle.spalte).ok().map(|place| &self.zellen[place].wert)
    }
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Blatt {
    /// Its name; empty for CSV files.
    pub name: String,
    /// Whether it is hidden.
    pub versteckt: bool,
    /// Rows that are not empty, by number.
    pub zeilen: Vec<Rohzeile>,
    /// What it hides and how it is built.
    pub gestalt: Gestalt,
}

/// A file that could be opened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mappe {
    /// Its sheets.
    pub blaetter: Vec<Blatt>,
    /// Whether its calendar begins in 1904.
    pub ab_1904: bool,
    /// What kind of file it is by its content.
    pub art: Dateiart,
    /// Properties that somebody gave the document, and their values.
    pub eigenschaften: Vec<(String, String)>,
    /// Names of cells and what they refer to.
    pub namen: Vec<(String, String)>,
}

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dateiart {
    /// Workbook of Excel, also with macros.
    Xlsx,
    /// Binary workbook of Excel.
    Xlsb,
    /// Workbook of Excel 97.
    Xls,
    /// Table of LibreOffice.
    Ods,
    /// CSV and the like.
    #[default]
    Text,
}

impl Dateiart {
    /// The endings of such files.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
            Self::Xlsb => &["xlsb"],
            Self::Xls => &["xls", "xlt"],
            Self::Ods => &["ods", "ots"],
            Self::Text => &["csv", "txt", "tsv"],
        }
    }

    /// The words that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Xlsx => "eine Excel-Arbeitsmappe (.xlsx)",
            Self::Xlsb => "eine binäre Excel-Arbeitsmappe (.xlsb)",
            Self::Xls => "eine Arbeitsmappe aus Excel 97 (.xls)",
            Self::Ods => "eine LibreOffice-Tabelle (.ods)",
            Self::Text => "eine CSV-Datei",
        }
    }
}

/// Letters of a column: 0 is `A`, 26 is `AA`.
pub fn column_letters(spalte: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = spalte;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// Address of a cell: column from 0, row from 1.
pub fn address(spalte: u32, zeile: u32) -> String {
    format!("{}{zeile}", column_letters(spalte))
}

/// Gathers cells into rows, however they come.
#[derive(Debug, Default)]
pub struct Sammler {
    zeilen: Vec<Rohzeile>,
    cells: usize,
}

impl Sammler {
    /// More cells than any delivery has; a file that asks for more is not read.
    pub const MOST_CELLS: usize = 6_000_000;

    /// Takes a cell; `zeile` and `spalte` count from 0. Texts of nothing but spaces are no cell.
    ///
    /// Returns whether there is room for more.
    pub fn push(&mut self, zeile: u32, spalte: u32, wert: Zellwert) -> bool {
        if matches!(&wert, Zellwert::Text(text) if text.chars().all(is_blank)) {
            return true;
        }
        self.cells += 1;
        if self.cells > Self::MOST_CELLS {
            return false;
        }
        let nummer = zeile.saturating_add(1);
        if self.zeilen.last().is_none_or(|last| last.nummer != nummer) {
            self.zeilen.push(Rohzeile { nummer, zellen: Vec::new() });
        }
        if let Some(last) = self.zeilen.last_mut() {
            last.zellen.push(Zelle { spalte, wert });
        }
        true
    }

    /// The rows in order, each with its cells in order.
    pub fn finish(mut self) -> Vec<Rohzeile> {
        if !self.zeilen.is_sorted_by_key(|zeile| zeile.nummer) {
            self.zeilen.sort_by_key(|zeile| zeile.nummer);
            self.zeilen.dedup_by(|later, earlier| {
                let same = later.nummer == earlier.nummer;
                if same {
                    earlier.zellen.append(&mut later.zellen);
                }
                same
            });
        }
        for zeile in &mut self.zeilen {
            zeile.zellen.sort_by_key(|zelle| zelle.spalte);
        }
        self.zeilen
    }
}

/// Spaces of all kinds, and what takes no space at all.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_a_spreadsheet() {
        assert_eq!(address(0, 1), "A1");
        assert_eq!(address(25, 9), "Z9");
        assert_eq!(address(26, 10), "AA10");
        assert_eq!(address(701, 2), "ZZ2");
        assert_eq!(address(702, 2), "AAA2");
    }

    #[test]
    fn cells_out_of_order_end_up_in_order() {
        let mut sammler = Sammler::default();
        for (zeile, spalte) in [(4, 1), (4, 0), (2, 3), (4, 2)] {
            assert!(sammler.push(zeile, spalte, Zellwert::Wahr(true)));
        }
        assert!(sammler.push(9, 9, Zellwert::Text(" \u{a0}".to_owned())));
        let zeilen = sammler.finish();
        assert_eq!(zeilen.iter().map(|zeile| zeile.nummer).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(zeilen[1].zellen.iter().map(|zelle| zelle.spalte).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(zeilen[1].get(2).is_some() && zeilen[1].get(3).is_none());
    }
}
