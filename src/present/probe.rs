//! What must hold between the printed texts of a document: every printed total, difference and rate is recomputed from
//! the printed parts, every printed figure is held against a second computation. Each document declares its own.

use crate::domain::zelle::ZellId;

/// A printed number and what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Where it stands, for people: „Tabelle 3.1, Zeile Achim, Spalte Bestand“.
    pub wo: String,
    /// Where it stands in the document's data.
    pub stelle: Stelle,
    /// What it must be.
    pub regel: Proberegel,
}

/// A number in the data of a document: a JSON pointer to a text, and which number of the text it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stelle {
    /// JSON pointer (RFC 6901) into [`super::Dokument::daten`]: `/faelle/zeilen/3/werte/2`.
    pub pfad: String,
    /// Which number of the text, from 0.
    pub nummer: usize,
}

impl Stelle {
    /// The first number of a text.
    pub fn new(pfad: impl Into<String>) -> Self {
        Self { pfad: pfad.into(), nummer: 0 }
    }

    /// A later number of a text.
    pub fn number(pfad: impl Into<String>, nummer: usize) -> Self {
        Self { pfad: pfad.into(), nummer }
    }
}

/// What a printed number must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proberegel {
    /// A figure by its key ([`crate::domain::kennung`]), rounded as it is printed.
    Kennzahl(String),
    /// A number on cases or costs, rounded as it is printed.
    Zelle(ZellId),
    /// The median in months of the durations behind a number of days ([`crate::domain::zelle::Messgroesse::Hilfetage`]).
    Median(ZellId),
    /// The sum of printed numbers times their factors; −1 makes a difference.
    Summe(Vec<(i64, Stelle)>),
    /// A printed numerator by a printed denominator times a factor (100 for percent), rounded as it is printed.
    Quotient {
        /// Printed numbers that are summed up, times their factors.
        zaehler: Vec<(i64, Stelle)>,
        /// Printed numbers that are summed up, times their factors.
        nenner: Vec<(i64, Stelle)>,
        /// Factor.
        mal: i64,
    },
}
