//! From a figure to the cells it came from: a tree of formulas whose leaves are cells of deliveries and records.

use serde::Serialize;

use super::{Betrag, Quartal};

/// A figure and what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Knoten {
    /// Key of the figure; none for steps in between.
    pub id: Option<String>,
    /// What it is.
    pub name: String,
    /// Its value, as `kennzahlen.json` writes it.
    pub wert: String,
    /// How it is made.
    pub formel: String,
    /// Which rows count.
    pub filter: Vec<String>,
    /// The figures that the formula names.
    pub teile: Vec<Knoten>,
    /// Cells of deliveries.
    pub zellen: Vec<Zellbereich>,
    /// Records of the office.
    pub datensaetze: Vec<Datensatz>,
}

/// Cells below each other in one column of a delivered file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zellbereich {
    /// Number of the delivery in the ledger.
    pub lieferung: i64,
    /// Name of the delivered file.
    pub datei: String,
    /// SHA-256 of the delivered file, in hex.
    pub sha256: String,
    /// The quarter that delivered it.
    pub quartal: Option<Quartal>,
    /// Version of the delivery.
    pub fassung: Option<u32>,
    /// Sheet; empty for CSV files.
    pub blatt: String,
    /// `K12` or `K12:K19`.
    pub bereich: String,
    /// How many cells.
    pub zellen: u32,
    /// How the cells count.
    pub zaehlt: Zaehlweise,
    /// What they contribute: an amount, or a count for cases.
    pub beitrag: Beitrag,
}

/// How a cell counts for a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Zaehlweise {
    /// With its amount as it is written.
    Betrag,
    /// With its amount, the sign turned.
    BetragMitUmgekehrtemVorzeichen,
    /// With a share of its amount, in percent.
    Anteil(String),
    /// As one case.
    Fall,
}

/// What cells contribute to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Beitrag {
    /// €.
    Betrag(Betrag),
    /// Cases.
    Anzahl(u32),
}

/// A record of the office that a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Datensatz {
    /// File in the workspace.
    pub datei: String,
    /// Which entry.
    pub eintrag: String,
    /// What it says.
    pub wert: String,
}

impl Knoten {
    /// A figure without anything below it yet.
    pub fn new(id: Option<String>, name: impl Into<String>, wert: impl Into<String>, formel: &str) -> Self {
        Self {
            id,
            name: name.into(),
            wert: wert.into(),
            formel: formel.to_owned(),
            filter: Vec::new(),
            teile: Vec::new(),
            zellen: Vec::new(),
            datensaetze: Vec::new(),
        }
    }

    /// All cells of the tree.
    pub fn all_cells(&self) -> Vec<&Zellbereich> {
        let below = self.teile.iter().flat_map(Self::all_cells);
        self.zellen.iter().chain(below).collect()
    }
}
