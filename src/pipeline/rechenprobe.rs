//! The figures computed a second time and compared, and every document checked, before anything is printed.

use std::fs;

use super::workspace::toml_files;
use crate::aggregate;
use crate::domain::Stammdaten;
use crate::domain::auswertung::Auswertung;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::reihe::Reihe;
use crate::error::Result;
use crate::plan::Plan;
use crate::present::Dokument;
use crate::present::probe::{Freitexte, Geprueft, placeholder};
use crate::store::Bestand;
use crate::workspace::{EINSTELLUNGEN, RECORDS};

/// Checks what documents print. `gegen` is the second computation of their figures.
pub(super) fn geprueft(plan: &Plan, dokumente: Vec<Dokument>, gegen: &Gegenrechnung) -> Result<Geprueft> {
    Geprueft::new(dokumente, gegen, &freitexte(plan)?)
}

/// Texts of settings and records that look like unfilled fields.
fn freitexte(plan: &Plan) -> Result<Freitexte> {
    let root = &plan.arbeitsbereich;
    let mut names = vec![EINSTELLUNGEN.to_owned()];
    for folder in RECORDS {
        names.extend(toml_files(root, folder)?);
    }
    let mut texts = Vec::new();
    for name in names {
        // Whoever cannot be read or understood was complained about when the workspace was opened.
        let Ok(text) = fs::read_to_string(root.join(name)) else { continue };
        if placeholder(&text).is_some()
            && let Ok(table) = toml::from_str::<toml::Table>(&text)
        {
            collect_texts(&toml::Value::Table(table), &mut texts);
        }
    }
    Ok(Freitexte::collect(texts.iter().map(String::as_str)))
}

fn collect_texts(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        toml::Value::Table(fields) => fields.iter().for_each(|(_, field)| collect_texts(field, texts)),
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) | toml::Value::Datetime(_) => {}
    }
}

/// The second computation, and how many figures agree with it.
pub(super) struct Gegenprobe {
    pub(super) werte: Gegenrechnung,
    pub(super) verglichen: usize,
}

/// Compares every figure of a quarter with a second computation from the rows of the store.
pub(super) fn auswertung(bestand: &Bestand, stammdaten: &Stammdaten, auswertung: &Auswertung) -> Result<Gegenprobe> {
    let werte = aggregate::gegenrechnung(bestand, stammdaten, auswertung.kennzahlen.quartal)?;
    let verglichen = aggregate::compare(&werte, stammdaten, auswertung)?;
    Ok(Gegenprobe { werte, verglichen })
}

impl Gegenprobe {
    /// Compares the numbers on cases and costs of all quarters too.
    pub(super) fn with_reihe(mut self, stammdaten: &Stammdaten, reihe: &Reihe) -> Result<Self> {
        self.verglichen += aggregate::compare_reihe(&self.werte, stammdaten, reihe)?;
        Ok(self)
    }
}
