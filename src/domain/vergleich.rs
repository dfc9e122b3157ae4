//! Two deliveries of one kind, row by row.

use serde::Serialize;

use super::Betrag;
use super::zeilen::Herkunftszeile;

/// Where a row stands in the old or the new file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stelle {
    /// Sheet; empty for CSV files.
    pub blatt: String,
    /// Row.
    pub zeile: u32,
}

impl From<Herkunftszeile> for Stelle {
    fn from(place: Herkunftszeile) -> Self {
        Self { blatt: place.blatt, zeile: place.zeile }
    }
}

/// A field that differs. Fields of cases are named without what stands in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feldvergleich {
    /// Name of the field.
    pub feld: &'static str,
    /// What stood there, where it may be told.
    pub vorher: Option<String>,
    /// What stands there, where it may be told.
    pub nachher: Option<String>,
}

/// A row that is in both files, with another content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Geaendert {
    /// Key of the booking; none for cases, whose key nobody may read.
    pub schluessel: Option<String>,
    /// Its row in the old file.
    pub vorher: Stelle,
    /// Its row in the new file.
    pub nachher: Stelle,
    /// What differs.
    pub felder: Vec<Feldvergleich>,
}

/// A row that is in one file only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Einzeln {
    /// Key of the booking; none for cases.
    pub schluessel: Option<String>,
    /// Its row.
    pub stelle: Stelle,
    /// Its amount, Ertrag negative; none for cases.
    pub betrag: Option<Betrag>,
}

/// The difference of two deliveries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Zeilenvergleich {
    /// Rows that only the new file has.
    pub neu: Vec<Einzeln>,
    /// Rows that only the old file has.
    pub weg: Vec<Einzeln>,
    /// Rows that both have, with another content.
    pub geaendert: Vec<Geaendert>,
    /// How many rows are the same.
    pub gleich: usize,
    /// Aufwand less Ertrag of the old and the new file; none for cases.
    pub summen: Option<(Betrag, Betrag)>,
}
