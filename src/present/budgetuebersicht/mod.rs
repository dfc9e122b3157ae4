//! The Budgetübersicht: how a budget stands, for one Sozialraum, for a Region, for the whole office.
//!
//! Page 1 is the answer: a sentence, the Ampel with its reasons, the one equation, a picture. The pages behind it are
//! the proof: Maßnahmen, decisions, terms, source.

mod anhang;
mod arten;
mod begriffe;
mod beschluesse;
mod bullet;
mod jahr;
mod kacheln;
pub(in crate::present) mod kontext;
mod kopf;
mod kreis;
pub(in crate::present) mod kurz;
mod massnahmen;
mod meldung;
mod platz;
mod proben;
mod raum;
pub(in crate::present) mod vergleich;
mod wichtig;
mod zusammensetzung;

#[cfg(test)]
mod beispiel;
#[cfg(test)]
mod randfaelle;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;

use self::kontext::Kontext;
use super::Dokument;
use crate::domain::auswertung::Auswertung;
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::raum::Region;
use crate::domain::{RaumId, RegionId, Stammdaten};

/// The own budget of a Region: the Region less its Räume. `kennzahlen.json` has no line for it.
pub(super) fn eigenes_budget(
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    region: &Region,
    budgetart: &str,
) -> BudgetKennzahl {
    Kontext::new(stammdaten, auswertung, budgetart, auswertung.kennzahlen.stichtag).eigenes(region)
}

/// The Budgetübersicht of one Sozialraum.
pub fn raum(
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    raum: &RaumId,
    budgetart: &str,
    heute: NaiveDate,
) -> Dokument {
    raum::dokument(&Kontext::new(stammdaten, auswertung, budgetart, heute), raum)
}

/// The Budgetübersicht of a Region: its Räume side by side and its own budget.
pub fn region(
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    region: &RegionId,
    budgetart: &str,
    heute: NaiveDate,
) -> Dokument {
    kreis::dokument(&Kontext::new(stammdaten, auswertung, budgetart, heute), Some(region))
}

/// The Budgetübersicht of the whole office: all Regionen and Räume side by side.
pub fn kreis(stammdaten: &Stammdaten, auswertung: &Auswertung, budgetart: &str, heute: NaiveDate) -> Dokument {
    kreis::dokument(&Kontext::new(stammdaten, auswertung, budgetart, heute), None)
}

/// A piece of a sentence, stressed or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Lauf {
    text: String,
    stark: bool,
}

/// A text of pieces, some of them stressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
struct Absatz(Vec<Lauf>);

impl Absatz {
    /// Adds plain text.
    fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Lauf { text: text.into(), stark: false });
        self
    }

    /// Adds stressed text.
    fn stark(mut self, text: impl Into<String>) -> Self {
        self.0.push(Lauf { text: text.into(), stark: true });
        self
    }
}

/// A term and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Eintrag {
    begriff: String,
    texte: Vec<String>,
}

impl Eintrag {
    /// A term with one text.
    fn new(begriff: &str, text: impl Into<String>) -> Self {
        Self { begriff: begriff.to_owned(), texte: vec![text.into()] }
    }
}

/// `serde_json` cannot fail on these structs: they hold texts, numbers and lists only.
fn to_value(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
