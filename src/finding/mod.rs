//! What is wrong in the data of a delivery, where, and what to do: for the person who delivered it.
//!
//! A finding (Befund) is about cells, an error is about a path or the machine; the two never mix. A Befund never
//! repeats a name, a birth date or an Aktenzeichen: for such fields `gelesen` says what kind of text stood there.

pub mod massnahme;

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

pub mod sitzung;

pub use crate::domain::befundregeln::Schwere;

/// A place in a delivered file. The whole file if both are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ort {
    /// Sheet; none for CSV files.
    pub blatt: Option<String>,
    /// Cell, `G12`; a row is `12:12`, a column `G:G`.
    pub zelle: Option<String>,
}

impl fmt::Display for Ort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.blatt, self.zelle.as_deref().map(place)) {
            (Some(blatt), Some(place)) => write!(f, "Blatt „{blatt}“, {place}"),
            (Some(blatt), None) => write!(f, "Blatt „{blatt}“"),
            (None, Some(place)) => f.write_str(&place),
            (None, None) => f.write_str("ganze Datei"),
        }
    }
}

/// An address in words: „Zelle G12“, „Zeile 12“, „Zeilen 12 bis 15“, „Spalte G“, „Zellen A5:C6“.
fn place(address: &str) -> String {
    let Some((first, last)) = address.split_once(':') else { return format!("Zelle {address}") };
    let is_row = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_column = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    match (is_row(first), is_column(first), first == last) {
        (true, _, true) => format!("Zeile {first}"),
        (true, _, false) => format!("Zeilen {first} bis {last}"),
        (_, true, true) => format!("Spalte {first}"),
        (_, true, false) => format!("Spalten {first} bis {last}"),
        _ => format!("Zellen {address}"),
    }
}

/// One finding about a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Befund {
    /// Code of the rule: family (D Datei, B Blatt, K Kopfzeile, Z Zeile, F Feld, Q Querprüfung) and number.
    pub regel: Cow<'static, str>,
    /// How bad it is.
    pub schwere: Schwere,
    /// Where it is; several where cells contradict each other.
    pub orte: Vec<Ort>,
    /// What was read.
    pub gelesen: String,
    /// What was expected.
    pub erwartet: String,
    /// What to do.
    pub abhilfe: String,
}

/// Whether a delivery with these findings must be refused.
pub fn refuses(befunde: &[Befund]) -> bool {
    befunde.iter().any(|befund| befund.schwere == Schwere::Fehler)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_words() {
        for (address, words) in [
            ("G12", "Zelle G12"),
            ("12:12", "Zeile 12"),
            ("12:15", "Zeilen 12 bis 15"),
            ("G:G", "Spalte G"),
            ("A5:C6", "Zellen A5:C6"),
        ] {
            assert_eq!(Ort { blatt: None, zelle: Some(address.to_owned()) }.to_string(), words);
        }
        assert_eq!(Ort::default().to_string(), "ganze Datei");
    }
}
