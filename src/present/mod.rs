//! One `Serialize` struct per document: finished German strings and finished geometry.
//!
//! Below this line there is no arithmetic: templates print what stands here. One model feeds PDF, workbook and page,
//! so that they cannot disagree.

pub mod angebote;
pub mod anlage;
pub mod befunde;
pub mod bescheid;
pub mod beschluesse;
pub mod budgettabelle;
pub mod budgetuebersicht;
pub mod erinnerung;
pub mod evaluation;
pub mod faellig;
pub mod formular;
pub mod herkunft;
pub mod hilfen;
pub mod jha;
pub mod kalender;
pub mod kennzahlen;
pub mod kernsaetze;
pub mod korrektur;
pub mod mappe;
pub mod massnahmen;
pub mod nachweis;
pub mod post;
pub mod probe;
pub mod pruefbericht;
pub mod pruefprotokoll;
pub mod quartalsdaten;
mod quellen;
pub mod rahmen;
pub mod schaubild;
pub mod sitzungen;
pub mod steuerung;
pub mod tabelle;
pub mod uebersicht;
pub mod vergleich;
pub mod zahl;
pub mod zahlentabelle;
pub mod zeit;
pub mod zeitplan;
pub mod zuwendung;

use serde::Serialize;
use serde_json::Value;

use crate::domain::Zielgruppe;
use probe::Probe;

/// A document ready to be typeset.
#[derive(Clone, Debug, Serialize)]
pub struct Dokument {
    /// File name of the template, for instance `anlage-1.typ`.
    pub template: &'static str,
    /// Who gets it.
    #[serde(skip)]
    pub zielgruppe: Zielgruppe,
    /// Path of the PDF below `reports/`, for instance `2026-Q2/budgetuebersicht-achim.pdf`.
    pub pfad: String,
    /// What the template prints; handed to it as `/daten.json`.
    pub daten: Value,
    /// What is attached to the PDF as machine-readable data; handed to it as `/anhang.json`.
    pub anhang: Value,
    /// What must hold between its printed numbers.
    #[serde(skip)]
    pub proben: Vec<Probe>,
}
