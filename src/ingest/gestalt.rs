//! What a sheet hides and how it is built, beside the values of its cells.
//!
//! Not every format tells all of it: .xlsx, .xlsm and .ods tell everything, .xls tells merged cells and formulas, .xlsb
//! and CSV tell nothing. What is not told is empty here.

use serde::{Deserialize, Serialize};

/// How a sheet is built. All lists are in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gestalt {
    /// Hidden rows, as first and last row from 1.
    pub versteckte_zeilen: Vec<(u32, u32)>,
    /// Hidden columns, as first and last column from 0.
    pub versteckte_spalten: Vec<(u32, u32)>,
    /// Merged cells.
    pub verbunden: Vec<Bereich>,
    /// Formulas.
    pub formeln: Vec<Formel>,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bereich {
    /// First row, from 1.
    pub erste_zeile: u32,
    /// Last row, from 1.
    pub letzte_zeile: u32,
    /// First column, from 0.
    pub erste_spalte: u32,
    /// Last column, from 0.
    pub letzte_spalte: u32,
}

/// A formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formel {
    /// Row, from 1.
    pub zeile: u32,
    /// Column, from 0.
    pub spalte: u32,
    /// Its text without `=`; empty where it is long or shared with another cell.
    pub text: String,
    /// Whether the file says that it holds no result. .xls does not tell.
    pub ohne_wert: bool,
}

impl Gestalt {
    /// More than this of anything is not kept: no delivery has so many, and a hostile file may say what it likes.
    pub const MOST: usize = 100_000;
    /// Longer formulas are none that could be recomputed.
    pub const LONGEST_FORMULA: usize = 256;
    /// Last row that a spreadsheet has.
    pub const LAST_ROW: u32 = 1_048_576;

    /// Takes hidden rows, joined to those before them.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        join(&mut self.versteckte_zeilen, first, last.min(Self::LAST_ROW));
    }

    /// Takes hidden columns, joined to those before them.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        join(&mut self.versteckte_spalten, first, last);
    }

    /// Takes merged cells.
    pub fn merge(&mut self, bereich: Bereich) {
        if self.verbunden.len() < Self::MOST {
            self.verbunden.push(bereich);
        }
    }

    /// Takes a formula.
    pub fn formula(&mut self, zeile: u32, spalte: u32, text: &str, ohne_wert: bool) {
        if self.formeln.len() < Self::MOST {
            let text = if text.len() > Self::LONGEST_FORMULA { String::new() } else { text.to_owned() };
            self.formeln.push(Formel { zeile, spalte, text, ohne_wert });
        }
    }
}

impl Bereich {
    /// As a spreadsheet writes it, `A5:C6`.
    pub fn address(&self) -> String {
        let first = super::mappe::address(self.erste_spalte, self.erste_zeile);
        format!("{first}:{}", super::mappe::address(self.letzte_spalte, self.letzte_zeile))
    }
}

fn join(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    if first > last {
        return;
    }
    let room = ranges.len() < Gestalt::MOST;
    match ranges.last_mut() {
        Some((_, end)) if end.saturating_add(1) == first => *end = last,
        _ if room => ranges.push((first, last)),
        _ => {}
    }
}

/// Row from 1 and column from 0 of an address such as `D158`; dollar signs do not matter.
pub fn place_of(address: &str) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0_u32, 0_u32);
    for byte in address.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' if column > 0 => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    (row > 0 && column <= 16_384).then(|| (row, column - 1))
}

/// The rectangle of a reference such as `A5:C6` or `A5`.
pub fn bereich_of(reference: &str) -> Option<Bereich> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let (first, last) = (place_of(first)?, place_of(last)?);
    Some(Bereich {
        erste_zeile: first.0.min(last.0),
        letzte_zeile: first.0.max(last.0),
        erste_spalte: first.1.min(last.1),
        letzte_spalte: first.1.max(last.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        assert_eq!(place_of("D158"), Some((158, 3)));
        assert_eq!(place_of("$AA$10"), Some((10, 26)));
        for wrong in ["", "D", "5", "5D", "D0", "A1B", "XXXXXXXX1", "A99999999999"] {
            assert_eq!(place_of(wrong), None, "{wrong}");
        }
        assert_eq!(bereich_of("C6:A5").map(|bereich| bereich.address()), Some("A5:C6".to_owned()));
    }

    #[test]
    fn hidden_rows_that_follow_each_other_are_one() {
        let mut gestalt = Gestalt::default();
        for (first, last) in [(3, 3), (4, 7), (9, 9), (8, 2)] {
            gestalt.hide_rows(first, last);
        }
        assert_eq!(gestalt.versteckte_zeilen, [(3, 7), (9, 9)]);
    }
}
