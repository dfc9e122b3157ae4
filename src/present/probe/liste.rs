//! Declares probes on the finished data of a document.

use serde_json::Value;

use super::zahlen::{Gedruckt, read};
use super::{Nenner, Probe, Proberegel, Stelle};

/// What must hold between the numbers of a document, declared place by place. Only printed numbers get a rule: where a
/// sign or a word stands, there is nothing to recompute.
#[derive(Clone, Debug)]
pub struct Proben<'a> {
    daten: &'a Value,
    liste: Vec<Probe>,
}

impl<'a> Proben<'a> {
    /// For the data of a document.
    pub const fn new(daten: &'a Value) -> Self {
        Self { daten, liste: Vec::new() }
    }

    /// Whether a number is printed at a place, or nothing as a dash.
    pub fn is_number(&self, stelle: &Stelle) -> bool {
        matches!(self.read(stelle), Some(Gedruckt::Zahl(_) | Gedruckt::Nichts))
    }

    fn read(&self, stelle: &Stelle) -> Option<Gedruckt> {
        match self.daten.pointer(&stelle.pfad)? {
            Value::String(text) => read(text, stelle.nummer),
            Value::Number(number) => read(&number.to_string(), stelle.nummer),
            _ => None,
        }
    }

    /// How many entries a list has.
    pub fn len(&self, pfad: &str) -> usize {
        self.daten.pointer(pfad).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// Whether an object of the data is marked as `aktuell`.
    pub fn is_current(&self, pfad: &str) -> bool {
        self.daten.pointer(pfad).and_then(|object| object.get("aktuell")).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether a mark of the data is set.
    pub fn flag(&self, pfad: &str) -> bool {
        self.daten.pointer(pfad).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A text of the data; the empty one where there is none.
    pub fn text(&self, pfad: &str) -> &'a str {
        self.daten.pointer(pfad).and_then(Value::as_str).unwrap_or_default()
    }

    /// Says what a printed number must be, if one is printed there and all that it is made of.
    pub fn declare(&mut self, wo: impl Into<String>, stelle: Stelle, regel: Proberegel) {
        let parts = match &regel {
            Proberegel::Kennzahl(_) | Proberegel::Verlauf { .. } | Proberegel::Zelle(_) | Proberegel::Dauer { .. } => {
                Vec::new()
            }
            Proberegel::Zellquotient { durch, .. } => match durch {
                Nenner::Stelle(stelle) => vec![stelle],
                Nenner::Einheit(_) | Nenner::Zellen(_) => Vec::new(),
            },
            Proberegel::Summe(teile) => teile.iter().map(|(_, teil)| teil).collect(),
            Proberegel::Produkt(left, right) => vec![left, right],
            Proberegel::Tausend(teil) => vec![teil],
            Proberegel::Quotient { zaehler, nenner, .. } => {
                zaehler.iter().chain(nenner).map(|(_, teil)| teil).collect()
            }
        };
        if self.is_number(&stelle) && parts.into_iter().all(|teil| self.read(teil).is_some()) {
            self.liste.push(Probe { wo: wo.into(), stelle, regel });
        }
    }

    /// All that was declared.
    pub fn finish(self) -> Vec<Probe> {
        self.liste
    }
}
