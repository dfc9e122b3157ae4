//! Taking in: opens a delivered file, finds its header, maps its columns and reads every cell with its place.
//!
//! The only place that knows calamine and CSV. Reading never fails on bad content: every cell becomes a value or a
//! [`lesung::Mangel`]; what a Mangel means for the delivery is said by the rules. Names, birth dates, texts and
//! Aktenzeichen do not leave this module.

pub mod auffaellig;
pub mod beobachter;
pub mod betrag;
mod eigenschaften;
mod felder;
mod formel;
pub mod formular;
pub mod gestalt;
mod gestalt_ods;
mod gestalt_xlsx;
mod kindprozess;
pub mod kopf;
pub mod lesedienst;
pub mod lesung;
pub mod mappe;
pub mod muster;
pub mod oeffnen;
pub mod oeffner;
pub mod schluessel;
mod schutz;
mod summen;
mod tabelle;
mod tabellentext;
pub mod tag;
mod uebergabe;
mod verzeichnis;
mod wiedergabe;
pub mod zeitangabe;

use crate::domain::pruefsumme::sha256;

use crate::domain::Stammdaten;
use crate::domain::export::Exportlayout;

use beobachter::Beobachtungen;
use kopf::Erkennung;
use lesung::Lesung;
use mappe::{Blatt, Mappe};
use oeffnen::Hindernis;
use oeffner::Oeffner;
pub use schluessel::AktenzeichenKey;
use tabelle::Leser;
use zeitangabe::Sucher;

/// Reads a layout as its settings file writes it.
///
/// # Errors
///
/// Says what is wrong in the file.
pub fn parse_layout(text: &str) -> Result<Exportlayout, toml::de::Error> {
    toml::from_str(text)
}

/// Reads a delivered file as far as it can be read.
pub fn read<'a>(
    datei: &str,
    bytes: &[u8],
    layouts: &'a [Exportlayout],
    stammdaten: &Stammdaten,
    key: &AktenzeichenKey,
    oeffner: &Oeffner,
) -> Lesung<'a> {
    let mut lesung = Lesung::unread(datei, layouts);
    lesung.sha256 = sha256(bytes);
    match oeffner.open(datei, bytes) {
        Ok(mappe) if mappe.blaetter.iter().all(|blatt| blatt.zeilen.is_empty()) => {
            lesung.hindernis = Some(Hindernis::Leer);
        }
        Ok(mappe) => read_workbook(&mut lesung, &mappe, stammdaten, key),
        Err(hindernis) => lesung.hindernis = Some(hindernis),
    }
    lesung
}

impl<'a> Lesung<'a> {
    /// A file of which nothing was read yet.
    pub fn unread(datei: &str, layouts: &'a [Exportlayout]) -> Self {
        Self {
            datei: datei.to_owned(),
            sha256: String::new(),
            hindernis: None,
            erkennung: None,
            layouts,
            layout: None,
            zeitangaben: Vec::new(),
            teil: None,
            tabellen: Vec::new(),
            ohne_kopf: Vec::new(),
            buchungen: Vec::new(),
            faelle: Vec::new(),
            maengel: Vec::new(),
            summen: Vec::new(),
            fremdzeilen: Vec::new(),
            beobachtungen: Beobachtungen::default(),
        }
    }
}

fn read_workbook(lesung: &mut Lesung<'_>, mappe: &Mappe, stammdaten: &Stammdaten, key: &AktenzeichenKey) {
    let erkennung = kopf::recognise(&mappe.blaetter, lesung.layouts);
    let layout = match &erkennung {
        Erkennung::Passt(place) => lesung.layouts.get(*place),
        Erkennung::Mehrdeutig(_) | Erkennung::Keines { .. } => None,
    };
    lesung.beobachtungen.dateiart = Some(mappe.art);
    lesung.beobachtungen.ab_1904 = mappe.ab_1904;
    lesung.erkennung = Some(erkennung);
    lesung.layout = layout;
    let Some(layout) = layout else { return };
    let without_rows = muster::patterns(&layout.blaetter.ohne_daten);
    let is_without_rows = |blatt: &Blatt| without_rows.iter().any(|pattern| pattern.find(&blatt.name).is_some());
    let mut sucher = Sucher::new(layout, &lesung.datei);
    let mut leser = Leser::new(lesung, layout, stammdaten, key, mappe.ab_1904);
    for blatt in mappe.blaetter.iter().filter(|blatt| !blatt.zeilen.is_empty()) {
        if is_without_rows(blatt) {
            // A sheet of parameters is short; a long one tells nothing about the period.
            blatt.zeilen.iter().take(100).for_each(|row| sucher.look_at(&blatt.name, row));
            continue;
        }
        let Some(kopf) = kopf::find(blatt, layout) else {
            leser.sheet_without_header(blatt);
            continue;
        };
        let above = blatt.zeilen.iter().take_while(|row| row.nummer < kopf.erste_zeile);
        above.for_each(|row| sucher.look_at(&blatt.name, row));
        leser.read_sheet(blatt, kopf);
    }
    leser.finish();
    lesung.zeitangaben = sucher.angaben;
    lesung.teil = sucher.teil;
}
