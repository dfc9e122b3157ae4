//! A delivery of the WJH: what it is, what it is for, and where its figures stand.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::zeilen::{Buchung, Fall};
use super::{Betrag, Quartal};

/// The two kinds of deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lieferart {
    /// Bookings.
    Kosten,
    /// Cases.
    Faelle,
}

impl Lieferart {
    /// The key.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kosten => "kosten",
            Self::Faelle => "faelle",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Kosten, Self::Faelle].into_iter().find(|art| art.as_str() == key)
    }

    /// The word that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kosten => "Kosten",
            Self::Faelle => "Fälle",
        }
    }
}

impl fmt::Display for Lieferart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One part of several that complete each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Teil {
    /// This part, from 1.
    pub nummer: u32,
    /// How many there are.
    pub von: u32,
}

/// The rows of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zeilen {
    /// Bookings.
    Kosten(Vec<Buchung>),
    /// Cases.
    Faelle(Vec<Fall>),
}

impl Zeilen {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Kosten(rows) => rows.len(),
            Self::Faelle(rows) => rows.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The kind they belong to.
    pub const fn art(&self) -> Lieferart {
        match self {
            Self::Kosten(_) => Lieferart::Kosten,
            Self::Faelle(_) => Lieferart::Faelle,
        }
    }
}

/// A delivered file that was read without an error.
#[derive(Clone, Debug)]
pub struct Lieferung {
    /// Name of the file, without its folder.
    pub datei: String,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// Name of the export layout that fits.
    pub layout: String,
    /// The quarter it is for.
    pub quartal: Quartal,
    /// First day of the period it covers.
    pub von: NaiveDate,
    /// Last day of the period it covers, the Stichtag.
    pub bis: NaiveDate,
    /// Whether it repeats earlier quarters from 1 January on.
    pub kumulativ: bool,
    /// Which part it is, where the layout comes in parts.
    pub teil: Option<Teil>,
    /// Its rows.
    pub zeilen: Zeilen,
    /// Where fields stand: sheet, field, letter of the column.
    pub spalten: Vec<Spaltenort>,
    /// What the file itself says to sum to, and what its rows sum to.
    pub summen: Vec<Kontrollsumme>,
}

/// Where a field stands in a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spaltenort {
    /// Sheet.
    pub blatt: String,
    /// Field of the contract.
    pub feld: String,
    /// Letters of the column.
    pub spalte: String,
}

/// A total row of the file beside the sum of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kontrollsumme {
    /// Sheet.
    pub blatt: String,
    /// Cell of the total.
    pub zelle: String,
    /// What the file says.
    pub angegeben: Betrag,
    /// What its rows sum to.
    pub gerechnet: Betrag,
}

impl Lieferung {
    /// Bookings or cases.
    pub const fn art(&self) -> Lieferart {
        self.zeilen.art()
    }
}
