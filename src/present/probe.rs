//! What must hold between the printed texts of a document: every printed total, difference and rate is recomputed from
//! the printed parts, every printed figure is held against a second computation. Each document declares its own.
//!
//! Numbers are counted as readers see them: each run of digits with the dots and commas between them is one, dates and
//! paragraphs too ([`zahlen::numbers`]). A text without digits that is „–“ is one number, nothing; „.“, „x“ and „…“
//! stand for a number that cannot be checked, and neither can what is made of it.

mod bilder;
mod bruch;
mod liste;
mod luecken;
mod pruefung;
pub mod zahlen;

pub use liste::Proben;
pub use luecken::{Freitexte, fields, placeholder};
pub use pruefung::{Bilanz, Geprueft, RUNDUNG};

use crate::domain::Quartal;
use crate::domain::auswertung::Verlaufsort;
use crate::domain::zelle::{Hilfe, Ort, Zeitbezug, ZellId};

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

impl Probe {
    /// A printed number and what it must be.
    pub fn new(wo: impl Into<String>, stelle: Stelle, regel: Proberegel) -> Self {
        Self { wo: wo.into(), stelle, regel }
    }
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
    /// A figure by its key ([`crate::domain::kennung`]), rounded as it is printed; shares of 1 are printed as percent.
    Kennzahl(String),
    /// A number on cases or costs, rounded as it is printed: three month-end Bestände as their mean, days of ended
    /// Hilfen as their mean in months.
    Zelle(ZellId),
    /// A budget at the end of a quarter: what can be spent, or what is booked.
    Verlauf {
        /// Which one.
        ort: Verlaufsort,
        /// What can be spent.
        verfuegbar: bool,
    },
    /// A number on cases or costs divided, where a chart shows a rate or an amount in a larger unit.
    Zellquotient {
        /// What is divided.
        teil: ZellId,
        /// By what.
        durch: Nenner,
        /// Factor: 100 for percent.
        mal: i64,
    },
    /// Mean or median of how long the Hilfen lasted that ended in a quarter, in months.
    Dauer {
        /// The quarter.
        quartal: Quartal,
        /// The line of Räume.
        ort: Ort,
        /// The line of Hilfen.
        hilfe: Hilfe,
        /// The median, not the mean.
        median: bool,
    },
    /// The sum of printed numbers times their factors; −1 makes a difference.
    Summe(Vec<(i64, Stelle)>),
    /// The product of two printed numbers.
    Produkt(Stelle, Stelle),
    /// A printed number in thousands, where the unit does not stand beside it: on the axis of a chart.
    Tausend(Stelle),
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

/// What a number on cases or costs is divided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nenner {
    /// A unit: amounts in thousands or millions.
    Einheit(i64),
    /// Other numbers, summed up.
    Zellen(Vec<ZellId>),
    /// A printed number.
    Stelle(Stelle),
}

impl Proberegel {
    /// An amount in a larger unit, written without it.
    pub const fn je(teil: ZellId, einheit: i64) -> Self {
        Self::Zellquotient { teil, durch: Nenner::Einheit(einheit), mal: 1 }
    }

    /// A number in percent of others.
    pub const fn anteil(teil: ZellId, ganzes: Vec<ZellId>) -> Self {
        Self::Zellquotient { teil, durch: Nenner::Zellen(ganzes), mal: 100 }
    }

    /// The sum of printed numbers.
    pub fn summe(teile: impl IntoIterator<Item = Stelle>) -> Self {
        Self::Summe(teile.into_iter().map(|teil| (1, teil)).collect())
    }

    /// The median in months of the durations whose days a cell sums up.
    pub fn median(tage: &ZellId) -> Self {
        let (Zeitbezug::Quartal(quartal) | Zeitbezug::JahrBis(quartal)) = tage.zeit;
        Self::Dauer { quartal, ort: tage.ort.clone(), hilfe: tage.hilfe.clone(), median: true }
    }

    /// One printed number less another one.
    pub fn differenz(von: Stelle, ab: Stelle) -> Self {
        Self::Summe(vec![(1, von), (-1, ab)])
    }

    /// One printed number in percent of another one.
    pub fn prozent(zaehler: Stelle, nenner: Stelle) -> Self {
        Self::Quotient { zaehler: vec![(1, zaehler)], nenner: vec![(1, nenner)], mal: 100 }
    }
}
