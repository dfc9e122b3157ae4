//! Total rows: which rows they sum up, and what those rows sum to.

use crate::domain::Betrag;
use crate::domain::export::{Exportlayout, Feld, Summenmass, Summenumfang};
use crate::domain::zeilen::Herkunftszeile;

use super::betrag;
use super::kopf::Kopf;
use super::lesung::Summe;
use super::mappe::{Rohzeile, Zellwert};
use super::muster::{Fund, Muster, patterns};

/// Sums up as rows come, and compares at total rows. One for each sheet.
#[derive(Debug)]
pub struct Summenpruefer {
    kinds: Vec<Art>,
    betrag: Option<u32>,
    /// All rows of the sheet so far.
    sheet: Stand,
}

#[derive(Debug)]
struct Art {
    labels: Vec<Muster>,
    umfang: Summenumfang,
    misst: Summenmass,
    /// The sheet at the last total of this kind.
    last: Stand,
}

#[derive(Clone, Copy, Debug, Default)]
struct Stand {
    betrag: Betrag,
    rows: i64,
}

impl Summenpruefer {
    /// Begins a sheet.
    pub fn new(layout: &Exportlayout, kopf: &Kopf) -> Self {
        let kind = |settings: &crate::domain::export::Summenzeile| Art {
            labels: patterns(&settings.beschriftung),
            umfang: settings.umfang,
            misst: settings.misst,
            last: Stand::default(),
        };
        Self {
            kinds: layout.summen.iter().map(kind).collect(),
            betrag: kopf.spalten.get(&Feld::Betrag).copied(),
            sheet: Stand::default(),
        }
    }

    /// The kind of total that a label names.
    pub fn find(&self, label: &str) -> Option<(usize, Fund)> {
        self.kinds.iter().enumerate().find_map(|(place, kind)| {
            kind.labels.iter().find_map(|pattern| pattern.find_key(label)).map(|fund| (place, fund))
        })
    }

    /// Takes a row of data. What is no amount adds nothing, as in a spreadsheet.
    pub fn add(&mut self, betrag: Option<Betrag>) {
        self.sheet.betrag += betrag.unwrap_or(Betrag::ZERO);
        self.sheet.rows += 1;
    }

    /// Compares at a total row; none where the sheet has no column for what is summed up.
    pub fn close(&mut self, kind: usize, fund: &Fund, row: &Rohzeile, herkunft: Herkunftszeile) -> Option<Summe> {
        let sheet = self.sheet;
        let kind = self.kinds.get_mut(kind)?;
        let begin = match kind.umfang {
            Summenumfang::Abschnitt => std::mem::replace(&mut kind.last, sheet),
            Summenumfang::Blatt => Stand::default(),
        };
        let label = row.zellen.first()?;
        let second = row.zellen.get(1);
        let (spalte, angegeben, gerechnet) = match kind.misst {
            Summenmass::Betrag => {
                let column = self.betrag?;
                let (spalte, wert) = match row.get(column) {
                    Some(wert) => (column, Some(wert)),
                    None => (second.map_or(column, |cell| cell.spalte), second.map(|cell| &cell.wert)),
                };
                (spalte, wert.and_then(amount_of), sheet.betrag - begin.betrag)
            }
            Summenmass::Anzahl => {
                let count = Betrag::from_cents((sheet.rows - begin.rows).saturating_mul(100));
                match fund.anzahl {
                    Some(anzahl) => (label.spalte, Some(Betrag::from_cents(anzahl.saturating_mul(100))), count),
                    None => {
                        let spalte = second.map_or(label.spalte, |cell| cell.spalte);
                        (spalte, second.and_then(|cell| amount_of(&cell.wert)), count)
                    }
                }
            }
        };
        Some(Summe { herkunft, spalte, beschriftung: label.wert.shown(), misst: kind.misst, angegeben, gerechnet })
    }
}

/// A total is the result of a sum of binary fractions: it is rounded to cents before it is compared.
fn amount_of(wert: &Zellwert) -> Option<Betrag> {
    match wert {
        Zellwert::Zahl(zahl) => Betrag::from_decimal(zahl.round_dp(2)),
        _ => betrag::read(wert).ok(),
    }
}
