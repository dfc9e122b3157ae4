//! The overview page of a run, for the office itself: how all budgets stand, how it came, what the checks found, what is
//! due, and where every file lies.

mod auslastung;
mod befunde;
mod dokumente;
mod termine;
mod verlauf;

use chrono::NaiveDate;
use serde::Serialize;

pub use auslastung::Zeile;
pub use befunde::{Lieferungszeile, Regelzeile};
pub use dokumente::{Gruppe, Verweis, zielgruppe};
pub use termine::{Faelliges, Sitzungszeile, Termine};

use super::budgetuebersicht::kurz;
use super::schaubild::Schaubild;
use super::zahl;
use crate::domain::auswertung::Auswertung;
use crate::domain::kennzahlen::FallKennzahl;
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, Stammdaten, Zielgruppe};
use crate::finding::Befund;

/// A file of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datei {
    /// Path below `reports/`.
    pub pfad: String,
    /// Bytes; none where it is written after the page.
    pub groesse: Option<u64>,
}

/// Cases of a delivered quarter.
#[derive(Clone, Debug)]
pub struct Quartalsbestand {
    /// The quarter.
    pub quartal: Quartal,
    /// Its counts; none where no cases were delivered.
    pub faelle: Vec<FallKennzahl>,
}

/// A delivery and what the checks found in it.
#[derive(Clone, Debug)]
pub struct Lieferungsbefunde {
    /// The file.
    pub datei: String,
    /// Bookings or cases, if known.
    pub art: Option<Lieferart>,
    /// The quarter, if known.
    pub quartal: Option<Quartal>,
    /// Version within the quarter.
    pub fassung: Option<u32>,
    /// When it was taken in.
    pub eingelesen_am: Option<NaiveDate>,
    /// It counts for nothing.
    pub abgelehnt: bool,
    /// What was found.
    pub befunde: Vec<Befund>,
}

/// What the page is made from beside records and figures.
#[derive(Clone, Debug)]
pub struct Quellen<'a> {
    /// Every file of the run but the page and its protocol.
    pub dateien: &'a [Datei],
    /// The protocol, written after the page: it lists the page.
    pub protokoll: &'a str,
    /// Cases of every delivered quarter.
    pub bestaende: &'a [Quartalsbestand],
    /// Deliveries of the quarter, refused ones too.
    pub lieferungen: &'a [Lieferungsbefunde],
    /// The latest quarter that bookings were delivered for.
    pub geliefert: Quartal,
    /// Places whose characters cannot be printed.
    pub zeichen: &'a [String],
}

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Uebersicht {
    /// Title of the window.
    pub titel: String,
    /// Office.
    pub amt: String,
    /// Part of the office.
    pub organisation: String,
    /// Period.
    pub zeitraum: String,
    /// Stichtag and day of the run.
    pub stand: String,
    /// Accent colour, `#rrggbb`.
    pub akzent: String,
    /// Who may get it.
    pub zielgruppe: &'static str,
    /// The message.
    pub schlagzeile: String,
    /// What is missing of the deliveries, and what cannot be printed.
    pub luecken: Vec<String>,
    /// Budgets, one for each kind.
    pub budgets: Vec<Ueberblick>,
    /// How it came.
    pub verlauf: Vec<Bild>,
    /// Deliveries and findings.
    pub lieferungen: Vec<Lieferungszeile>,
    /// What is due.
    pub termine: Termine,
    /// Every file.
    pub dokumente: Vec<Gruppe>,
    /// How many files.
    pub dokumente_satz: String,
    /// Foot.
    pub fuss: String,
}

/// Budgets of one kind at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct Ueberblick {
    /// What this kind is called.
    pub titel: String,
    /// Anchor.
    pub id: String,
    /// Key of the kind in `kennzahlen.json`.
    pub budgetart: String,
    /// The message.
    pub meldung: String,
    /// Unit of the amounts.
    pub einheit: &'static str,
    /// Bullets.
    pub bild: Bild,
    /// What is to be decided, what ends, what is to be looked at.
    pub wichtig: Vec<Punkte>,
    /// The table.
    pub zeilen: Vec<Zeile>,
    /// Below the table.
    pub note: String,
}

/// A term and the sentences below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Punkte {
    /// Term.
    pub begriff: String,
    /// Sentences.
    pub texte: Vec<String>,
}

/// A chart in the page.
#[derive(Clone, Debug, Serialize)]
pub struct Bild {
    /// Anchor, its own in the page.
    pub id: String,
    /// Heading.
    pub titel: String,
    /// The message.
    pub satz: String,
    /// What the signs in it mean.
    pub note: Option<&'static str>,
    /// The chart.
    #[serde(skip)]
    pub bild: Schaubild,
}

impl Uebersicht {
    /// Every chart of the page.
    pub fn bilder(&self) -> impl Iterator<Item = &Bild> {
        self.budgets.iter().map(|budget| &budget.bild).chain(&self.verlauf)
    }
}

/// The page of a quarter.
pub fn uebersicht(
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    quellen: &Quellen<'_>,
    heute: NaiveDate,
) -> Uebersicht {
    let amt = &stammdaten.einstellungen.amt;
    let quartal = auswertung.kennzahlen.quartal;
    let zeitraum = zahl::quartal(quartal);
    let budgets = kurz::alle(stammdaten, auswertung, heute);
    let mut verlauf: Vec<_> =
        (1..).zip(&budgets).filter_map(|(nummer, kurz)| verlauf::ausgaben(kurz, auswertung, nummer)).collect();
    verlauf.extend(verlauf::hilfen(stammdaten, quartal, quellen.bestaende));
    let dokumente = dokumente::gruppen(stammdaten, &quartal.to_string(), quellen.dateien, quellen.protokoll);
    let count = quellen.dateien.len() + 1;
    Uebersicht {
        titel: format!("{zeitraum}: Übersicht, {}", amt.name),
        amt: amt.name.clone(),
        organisation: amt.organisation.clone(),
        zeitraum,
        stand: format!("Stand {}, erstellt am {}", zahl::tag(quartal.ende()), zahl::tag(heute)),
        akzent: stammdaten.einstellungen.gestaltung.akzent().to_owned(),
        zielgruppe: Zielgruppe::Intern.label(),
        schlagzeile: budgets
            .first()
            .map_or_else(|| "Für dieses Jahr ist kein Budget erfasst".to_owned(), |kurz| kurz.meldung.clone()),
        luecken: auswertung.luecken.iter().chain(quellen.zeichen).cloned().collect(),
        budgets: (1..).zip(&budgets).map(|(nummer, kurz)| auslastung::ueberblick(kurz, nummer)).collect(),
        verlauf,
        lieferungen: quellen.lieferungen.iter().map(befunde::zeile).collect(),
        termine: termine::termine(stammdaten, quartal.ende(), quellen.geliefert, heute),
        dokumente_satz: format!("{count} Dateien dieses Laufs. Die Zielgruppe sagt, wer eine Datei bekommen darf."),
        dokumente,
        fuss: format!(
            "Nur für {} und Wirtschaftliche Jugendhilfe: Diese Seite ist intern und nicht geschützt wie Berichte nach \
             außen.",
            amt.stabsstelle
        ),
    }
}

#[cfg(test)]
mod tests;
